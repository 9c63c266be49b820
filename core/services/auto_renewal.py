"""Kept ways to pay, charged again: once for each end and try, whatever dies in between.

A charge is stored before it is made. What a provider answers may be "accepted", which is not "paid": the
money comes as a notice or a status, like any other. An unknown outcome is asked about, never charged again.
"""

import logging
from dataclasses import replace
from typing import cast

from core.clock import Clock
from core.db import audit_store, charge_store, payment_store, people_store, subscription_store
from core.db.database import Database, Tx
from core.domain.messages import MessageKind
from core.domain.payments import Invoice, InvoiceStatus
from core.domain.providers import Order, PayLink
from core.domain.refunds import pause_after
from core.domain.renewals import TECHNICAL_PAUSE, Charge, ChargeStep, may_charge
from core.domain.subscription_rows import Subscription
from core.domain.subscriptions import PlanState
from core.errors import (
    AppError,
    BadProviderKey,
    CannotDo,
    InputError,
    LocalError,
    NotFound,
    Offline,
    ProviderNotSet,
    RateLimited,
    RemoteBroken,
    RemoteUnknown,
)
from core.gateways.providers.shape import SelfRenewing
from core.services import invoices, plan_words, subscriptions
from core.services.invoices import FIRST_ASK, InvoiceRequest
from core.services.providers import Providers
from core.services.rounds import ask_each

log = logging.getLogger(__name__)

_NOT_ASKED = (Offline, RateLimited, RemoteBroken, ProviderNotSet, BadProviderKey, LocalError)
"""The provider could not be asked at all: it is tried again soon, and the customer hears nothing of it."""
_GONE = frozenset(
    {InvoiceStatus.FAILED, InvoiceStatus.CANCELLED, InvoiceStatus.EXPIRED, InvoiceStatus.REJECTED}
)
_PAID = frozenset({InvoiceStatus.COMPLETED, InvoiceStatus.REFUNDED, InvoiceStatus.PARTLY_REFUNDED})
LOOK_AGAIN = FIRST_ASK


class AutoRenewal:
    """Renews what customers asked to have renewed."""

    def __init__(self, db: Database, providers: Providers, clock: Clock, *, in_test_mode: bool) -> None:
        """Work on an open database with these providers."""
        self._db = db
        self._providers = providers
        self._clock = clock
        self._in_test_mode = in_test_mode
        self._sending: set[str] = set()

    async def drive_due(self, limit: int = 50) -> int:
        """Prepare what is due and take every open charge one step on; returns how many were looked at."""
        now = self._clock.now()
        for customer_id in await self._db.read(lambda: subscription_store.due_to_charge(now, limit)):
            row = await self._db.read(lambda one=customer_id: subscription_store.row(one))  # type: ignore[misc]
            if row is not None and row.renewal.to_tell:
                await self._tell_provider(row)
            else:
                await self._db.write(lambda tx, one=customer_id: prepare(tx, one))  # type: ignore[misc]
        now = self._clock.now()
        charges = await self._db.read(
            lambda: [(_invoice(one).provider, one) for one in charge_store.due(now, limit)]
        )
        await ask_each(charges, self._drive)
        return len(charges)

    async def _tell_provider(self, row: Subscription) -> None:
        """Let the provider stop renewing, or go on; until it has heard, the trouble is shown."""
        kept = row.renewal
        try:
            provider = cast("SelfRenewing", self._providers.get(kept.provider))
            await provider.edit_subscription(
                row.bot, row.customer_id, kept.recurring_key, is_canceled=not kept.is_on
            )
        except AppError as error:
            log.warning("the subscription of %s waits: %s", row.customer_id, error)
            await self._db.write(lambda tx, why=str(error): _told(tx, row, why))  # type: ignore[misc]
        else:
            await self._db.write(lambda tx: _told(tx, row, ""))

    async def _drive(self, charge: Charge) -> AppError | None:
        if charge.id in self._sending:
            return None
        self._sending.add(charge.id)
        try:
            if charge.step is ChargeStep.READY:
                return await self._make(charge)
            await self._db.write(lambda tx: look(tx, charge.id))
            return None
        finally:
            self._sending.discard(charge.id)

    async def _make(self, charge: Charge) -> AppError | None:
        ready = await self._db.write(lambda tx: _claim(tx, charge, in_test_mode=self._in_test_mode))
        if ready is None:
            return None
        provider, order, key = ready
        try:
            link = await self._providers.get(provider).charge_again(order, key)
        except RemoteUnknown as error:
            await self._note(charge, ChargeStep.UNKNOWN, str(error))
        except _NOT_ASKED as error:
            log.warning("charge %s waits: %s", charge.id, error)
            await self._note(charge, ChargeStep.READY, str(error))
            return error
        except AppError as error:
            is_hopeless = isinstance(error, (CannotDo, InputError))
            await self._db.write(
                lambda tx, why=str(error): refuse(tx, charge.id, why, gives_up=is_hopeless)  # type: ignore[misc]
            )
        else:
            await self._db.write(lambda tx: _accept(tx, charge.id, link))
        return None

    async def _note(self, charge: Charge, step: ChargeStep, detail: str) -> None:
        await self._db.write(lambda tx: _postpone(tx, charge.id, step, detail))


def _told(tx: Tx, row: Subscription, trouble: str) -> None:
    """Keep that the provider has heard, or what was in the way and when it is told again."""
    fresh = subscription_store.row(row.customer_id)
    if fresh is None or fresh.renewal.is_on != row.renewal.is_on:
        return  # it was switched meanwhile: the newer wish is told next
    kept = replace(
        fresh.renewal,
        to_tell=bool(trouble),
        next_charge_at=tx.now + TECHNICAL_PAUSE if trouble else None,
        trouble=trouble[:500],
    )
    subscriptions.refresh(tx, row.customer_id, renewal=kept)


def prepare(tx: Tx, customer_id: int) -> None:
    """Store the charge that is due, with its invoice at today's price; nothing has left yet."""
    row = subscription_store.row(customer_id)
    if row is None or not may_charge(subscriptions.standing_of(tx, customer_id), row.renewal, tx.now):
        subscriptions.refresh(tx, customer_id)
        return
    renewal = row.renewal
    renews_at = subscriptions.renewed_end(tx, customer_id, renewal.plan)
    if renews_at is None or charge_store.open_of(customer_id) is not None:
        subscriptions.refresh(tx, customer_id)
        return
    attempt = len(charge_store.of_end(customer_id, renews_at)) + 1
    operation_id = f"renewal:{customer_id}:{renews_at.isoformat()}:{attempt}"
    asked = InvoiceRequest(
        operation_id=operation_id,
        customer_id=customer_id,
        provider=renewal.provider,
        product=renewal.product,
        currency=renewal.currency,
        bot=row.bot,
    )
    try:
        invoice = invoices.create(tx, asked, actor="system", may_sell_tests=True)
    except (InputError, NotFound) as error:  # it is not sold any more, or not so
        _switch_off(tx, customer_id, str(error), sum_text="—")
        return
    charge_store.add(
        tx,
        operation_id=operation_id,
        customer_id=customer_id,
        renews_at=renews_at,
        attempt=attempt,
        invoice_number=invoice.number,
    )
    subscriptions.refresh(tx, customer_id)


def _claim(tx: Tx, charge: Charge, *, in_test_mode: bool) -> tuple[str, Order, str] | None:
    """Say that the charge leaves now; returns what to ask, None if another one was quicker or it is off."""
    row = subscription_store.row(charge.customer_id)
    invoice = _invoice(charge)
    if row is None or not row.renewal.is_on or invoice.status is not InvoiceStatus.PENDING:
        refuse(tx, charge.id, "automatic renewal was switched off", gives_up=False, tells=False)
        return None
    if subscriptions.standing_of(tx, charge.customer_id).state is PlanState.PAUSED:
        charge_store.move(tx, charge, ChargeStep.READY, next_at=tx.now + TECHNICAL_PAUSE)
        return None
    if charge.renews_at != subscriptions.renewed_end(tx, charge.customer_id, row.renewal.plan):
        refuse(tx, charge.id, "the end it renews has moved since", gives_up=False, tells=False)
        return None
    if not charge_store.move(tx, charge, ChargeStep.SENT, next_at=tx.now + LOOK_AGAIN):
        return None
    payment_store.note_invoice(tx, invoice.number, next_ask_at=tx.now + FIRST_ASK)
    customer = people_store.customer(charge.customer_id)
    assert customer is not None  # noqa: S101 - a foreign key
    title = plan_words.title(tx, invoice.plan, customer)
    order = invoices.order_of(invoice, customer, title, in_test_mode=in_test_mode)
    return row.renewal.provider, order, row.renewal.recurring_key


def _accept(tx: Tx, charge_id: str, link: PayLink) -> None:
    charge = _known(charge_id)
    if link.external_ref:
        payment_store.note_invoice(tx, charge.invoice_number, external_ref=link.external_ref)
    if charge.step is ChargeStep.SENT:
        charge_store.move(tx, charge, ChargeStep.ACCEPTED, next_at=tx.now + LOOK_AGAIN)


def _postpone(tx: Tx, charge_id: str, step: ChargeStep, detail: str) -> None:
    charge = _known(charge_id)
    if charge.step is ChargeStep.SENT:
        charge_store.move(tx, charge, step, detail=detail, next_at=tx.now + TECHNICAL_PAUSE)
        _trouble(tx, charge.customer_id, detail)


def look(tx: Tx, charge_id: str) -> None:
    """See what became of a charge that left: its invoice knows, because notices and statuses end there."""
    charge = _known(charge_id)
    if not charge.step.is_open:
        return
    invoice = _invoice(charge)
    if invoice.status in _PAID:
        charge_store.move(tx, charge, ChargeStep.PAID)
        subscriptions.refresh(tx, charge.customer_id)
    elif invoice.status in _GONE:
        by_person = invoice.status is InvoiceStatus.CANCELLED
        refuse(tx, charge.id, invoice.status_reason or invoice.status.value, gives_up=by_person)
    else:
        step = ChargeStep.UNKNOWN if charge.step is ChargeStep.SENT else charge.step
        pause = max(LOOK_AGAIN, pause_after(invoice.asks))
        charge_store.move(tx, charge, step, detail=charge.detail, next_at=tx.now + pause)


def refuse(tx: Tx, charge_id: str, why: str, *, gives_up: bool, tells: bool = True) -> None:
    """End a charge that certainly took nothing; it is tried again on another day, or given up."""
    charge = _known(charge_id)
    if not charge_store.move(tx, charge, ChargeStep.REFUSED, detail=why):
        return
    invoice = _invoice(charge)
    if invoice.status is InvoiceStatus.PENDING:
        invoices.move(tx, invoice, InvoiceStatus.FAILED, actor="system", reason=why[:500])
    audit_store.add(
        tx,
        actor="system",
        action="renewal.refused",
        subject_kind="customer",
        subject_id=charge.customer_id,
        after={"invoice": charge.invoice_number, "attempt": charge.attempt},
        reason=why[:500],
    )
    _trouble(tx, charge.customer_id, why)
    row = subscription_store.row(charge.customer_id)
    assert row is not None  # noqa: S101 - a charge is prepared from it
    again = row.renewal.next_charge_at
    if gives_up or (row.renewal.is_on and again is None):
        _switch_off(tx, charge.customer_id, why, sum_text=str(invoice.amount))
    elif tells and row.renewal.is_on:
        plan_words.say(
            tx,
            charge.customer_id,
            row.bot,
            MessageKind.RENEWAL_FAILED,
            event_key=f"renewal_failed:{charge.id}",
            plan=row.renewal.plan,
            until=again,
            is_span=False,
            sum=invoice.amount,
        )


def _switch_off(tx: Tx, customer_id: int, why: str, *, sum_text: str) -> None:
    row = subscription_store.row(customer_id)
    assert row is not None  # noqa: S101 - it was read to get here
    off = replace(row.renewal, is_on=False, next_charge_at=None, trouble=why[:500])
    subscriptions.refresh(tx, customer_id, renewal=off)
    audit_store.add(
        tx,
        actor="system",
        action="renewal.give_up",
        subject_kind="customer",
        subject_id=customer_id,
        before={"plan": row.renewal.plan, "provider": row.renewal.provider},
        reason=why[:500],
    )
    plan_words.say(
        tx,
        customer_id,
        row.bot,
        MessageKind.RENEWAL_GAVE_UP,
        event_key=f"renewal_gave_up:{customer_id}:{row.anchor.isoformat() if row.anchor else row.period_id}",
        plan=row.renewal.plan,
        sum=sum_text,
    )


def _trouble(tx: Tx, customer_id: int, why: str) -> None:
    row = subscription_store.row(customer_id)
    if row is not None:
        subscriptions.refresh(tx, customer_id, renewal=replace(row.renewal, trouble=why[:500]))


def _known(charge_id: str) -> Charge:
    found = charge_store.by_id(charge_id)
    if found is None:
        raise NotFound(kind="charge", ident=charge_id)
    return found


def _invoice(charge: Charge) -> Invoice:
    return invoices.known_invoice(charge.invoice_number)
