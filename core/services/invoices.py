"""Invoices: made with frozen terms, given a way to pay, asked about, cancelled, expired.

The row is stored before the provider is asked for a link, so no link ever exists without its invoice (TA3).
Asking is done by `InvoiceDesk.ask_due` on a schedule; what a provider answers goes through
`process_payment` like any notice.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from weakref import WeakValueDictionary

from core.clock import Clock
from core.db import audit_store, payment_store, people_store
from core.db.database import Database, Tx
from core.db.payment_store import InvoiceDraft
from core.domain.payments import Invoice, InvoiceStatus, Payment
from core.domain.people import Customer, Operator, Permission
from core.domain.price_lists import Product
from core.domain.providers import Order, OrderState, OrderStatus, PayLink, ProviderEvent
from core.domain.refunds import pause_after
from core.errors import (
    QT_TRANSLATE_NOOP,
    AlreadyDone,
    AppError,
    CannotDo,
    NotFound,
    OperationMismatch,
    clause,
)
from core.services import price_lists, promos
from core.services.process_payment import Processed, process_payment
from core.services.providers import Providers
from core.services.rights import allowed
from core.services.rounds import ask_each

LIFE = timedelta(hours=24)
"""How long an invoice can be paid if nothing else is said."""
FIRST_ASK = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRequest:
    """An invoice as asked for. `operation_id` is made when the form opens."""

    operation_id: str
    customer_id: int
    provider: str
    product: str
    currency: str
    bot: str = ""
    """The bot it is sold through; empty means the customer's own."""
    is_recurring: bool = False
    promo: str = ""
    life: timedelta = LIFE


def create(tx: Tx, asked: InvoiceRequest, *, actor: str, may_sell_tests: bool) -> Invoice:
    """Insert an invoice on the terms of the price list in force; a repeat returns the first.

    Raises:
        NotFound: there is no such customer.
        InputError: the list does not have the product, or no price in the currency (TA7); the promo code
            cannot be used for it.
        OperationMismatch: the operation id was used for another invoice.
    """
    done = payment_store.invoice_by_operation(asked.operation_id)
    if done is not None:
        same = (done.customer_id, done.provider, done.product, done.amount.currency, done.promo)
        wanted = (
            asked.customer_id,
            asked.provider,
            asked.product,
            asked.currency,
            asked.promo.strip().upper(),
        )
        if same != wanted:
            raise OperationMismatch(operation_id=asked.operation_id)
        return done
    customer = people_store.customer(asked.customer_id)
    if customer is None:
        raise NotFound(kind="customer", ident=asked.customer_id)
    listed = price_lists.in_force(tx.now)
    product = listed.product(asked.product)
    if product.is_test and not may_sell_tests:
        raise CannotDo(
            service=asked.provider,
            problem=clause(QT_TRANSLATE_NOOP("Clause", "test products are for admins")),
        )
    days = listed.plan(product.plan).days if product.plan else None
    draft = _draft(asked, customer, product, listed.version, days, actor, tx)
    if asked.promo.strip():
        promo, amount = promos.take_percent(tx, asked.promo, customer.telegram_id, product.key, draft.amount)
        draft = replace(draft, promo=promo.code, amount=amount)
    invoice = payment_store.add_invoice(tx, draft)
    if invoice.promo:
        promos.note_use(tx, invoice.promo, customer.telegram_id, invoice.number, actor=actor)
    audit_store.add(
        tx,
        actor=actor,
        action="invoice.create",
        subject_kind="invoice",
        subject_id=invoice.number,
        after={"customer": customer.telegram_id, "product": product.key, "sum": str(invoice.amount)},
    )
    return invoice


def _draft(
    asked: InvoiceRequest,
    customer: Customer,
    product: Product,
    version: str,
    days: int | None,
    actor: str,
    tx: Tx,
) -> InvoiceDraft:
    return InvoiceDraft(
        operation_id=asked.operation_id,
        customer_id=customer.telegram_id,
        bot=asked.bot or customer.bot,
        provider=asked.provider,
        product=product.key,
        plan=product.plan,
        plan_days=days,
        stars=product.stars,
        amount=product.price(asked.currency),
        price_list=version,
        promo="",
        is_test=product.is_test,
        is_recurring=asked.is_recurring,
        actor=actor,
        expires_at=tx.now + asked.life,
    )


def order_of(invoice: Invoice, customer: Customer, title: str, *, in_test_mode: bool) -> Order:
    """Return an invoice as its provider sees it.

    A test product is paid with real money, so only the console's test mode makes a test of the order.
    """
    return Order(
        number=invoice.number,
        amount=invoice.amount,
        description=title,
        customer_id=invoice.customer_id,
        bot=invoice.bot,
        language=customer.language.value,
        expires_at=invoice.expires_at,
        is_test=in_test_mode,
        is_recurring=invoice.is_recurring,
        external_ref=invoice.external_ref,
    )


def move(tx: Tx, invoice: Invoice, status: InvoiceStatus, *, actor: str, reason: str) -> Invoice:
    """Cancel or expire a pending invoice.

    Raises:
        AlreadyDone: it is not pending any more.
    """
    may_move = invoice.may_become(status)
    if not may_move or not payment_store.move_invoice(tx, invoice, status, status_reason=reason):
        raise AlreadyDone(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "invoice {number} has the state “{status}”"),
                number=invoice.number,
                status=invoice.status,
            )
        )
    audit_store.add(
        tx,
        actor=actor,
        action=f"invoice.{status.value}",
        subject_kind="invoice",
        subject_id=invoice.number,
        before={"status": invoice.status.value},
        after={"status": status.value},
        reason=reason,
    )
    fresh = payment_store.invoice(invoice.number)
    assert fresh is not None  # noqa: S101 - it was there a moment ago
    return fresh


class InvoiceDesk:
    """Makes invoices and keeps asking about them."""

    def __init__(self, db: Database, providers: Providers, clock: Clock, *, takes_tests: bool) -> None:
        """Work on an open database with these providers."""
        self._db = db
        self._providers = providers
        self._clock = clock
        self._takes_tests = takes_tests
        self._linking: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def create(self, asked: InvoiceRequest, operator: Operator) -> Invoice:
        """Make an invoice and get its link. Without a link it stays, and `link` asks again.

        Raises:
            NotAllowed, InputError, NotFound, OperationMismatch, CannotDo: nothing was made.
            RemoteError: the invoice stands, but the provider gave no link.
        """
        operator = await allowed(self._db, operator, Permission.MAKE_INVOICE)
        self._providers.get(asked.provider)
        may_sell_tests = operator.may(Permission.SELL_TESTS)
        invoice = await self._db.write(
            lambda tx: create(tx, asked, actor=operator.name, may_sell_tests=may_sell_tests)
        )
        return await self.link(invoice.number) if invoice.status is InvoiceStatus.PENDING else invoice

    async def link(self, number: int) -> Invoice:
        """Get the link of a pending invoice if it has none; one that is over gives none (TA9).

        However many ask at once, the provider is asked once: not each of them knows an order again.

        Raises:
            NotFound, AlreadyDone, RemoteError: there is no link.
        """
        lock = self._linking.setdefault(number, asyncio.Lock())
        async with lock:
            return await self._link(number)

    async def _link(self, number: int) -> Invoice:
        invoice, order = await self._db.read(lambda: self._with_order(number))
        if invoice.status is not InvoiceStatus.PENDING:
            raise AlreadyDone(
                problem=clause(
                    QT_TRANSLATE_NOOP("Clause", "invoice {number} has the state “{status}”"),
                    number=number,
                    status=invoice.status,
                )
            )
        if invoice.url or invoice.instructions:
            return invoice
        link = await self._providers.get(invoice.provider).link(order)
        return await self._db.write(lambda tx: _keep_link(tx, number, link))

    async def invoice(self, number: int) -> Invoice:
        """Return an invoice; raises NotFound."""
        return await self._db.read(lambda: known_invoice(number))

    async def payments(self, number: int) -> list[Payment]:
        """Return what was paid for an invoice, oldest first."""
        return await self._db.read(lambda: payment_store.payments_of_invoice(number))

    async def cancel(self, number: int, reason: str, operator: Operator) -> Invoice:
        """Cancel a pending invoice. Money that comes all the same is quarantined as late (T16).

        Raises:
            NotAllowed, NotFound, AlreadyDone: nothing was changed.
        """
        operator = await allowed(self._db, operator, Permission.MAKE_INVOICE)
        return await self._db.write(
            lambda tx: move(
                tx, known_invoice(number), InvoiceStatus.CANCELLED, actor=operator.name, reason=reason
            )
        )

    async def ask(self, number: int, *, actor: str = "system") -> tuple[OrderStatus, Processed | None]:
        """Ask the provider how an invoice stands and do what it says (T21, T22, T31).

        An invoice whose time ran out expires only after the provider said that it is not paid.

        Raises:
            NotFound, CannotDo, RemoteError: nothing is guessed, the invoice stays as it is (T23).
        """
        invoice, order = await self._db.read(lambda: self._with_order(number))
        answer = await self._providers.get(invoice.provider).status(order)
        done = await self._db.write(lambda tx: self._take(tx, number, answer, actor))
        return answer, done

    async def ask_due(self, limit: int = 50) -> int:
        """Ask about pending invoices whose turn it is, with growing pauses; returns how many were asked."""
        now = self._clock.now()
        due = await self._db.read(lambda: payment_store.invoices_to_ask(now, limit))
        if due:
            await self._db.write(lambda tx: payment_store.give_turns(tx, due))
            await ask_each([(one.provider, one) for one in due], self._ask_one)
        return len(due)

    async def _ask_one(self, invoice: Invoice) -> AppError | None:
        try:
            await self.ask(invoice.number)
        except CannotDo as error:  # nobody to ask: time alone decides, and late money is quarantined
            await self._db.write(lambda tx: _expire(tx, invoice))
            return error
        except AppError as error:
            why = str(error)
            await self._db.write(lambda tx: _ask_later(tx, invoice, why))
            return error
        return None

    def _with_order(self, number: int) -> tuple[Invoice, Order]:
        invoice = known_invoice(number)
        customer = people_store.customer(invoice.customer_id)
        assert customer is not None  # noqa: S101 - a foreign key
        listed = price_lists.version(invoice.price_list)
        title = listed.product(invoice.product).title[customer.language.value]
        return invoice, order_of(invoice, customer, title, in_test_mode=self._takes_tests)

    def _take(self, tx: Tx, number: int, answer: OrderStatus, actor: str) -> Processed | None:
        done = self._process(tx, answer.event, actor) if answer.event is not None else None
        invoice = known_invoice(number)
        if invoice.status is not InvoiceStatus.PENDING:
            return done
        is_unpaid = done is None and answer.state in (OrderState.OPEN, OrderState.EXPIRED)
        if invoice.expires_at <= tx.now and is_unpaid:
            _expire(tx, invoice)
        else:  # also when money came that does not complete it, such as somebody else's
            _ask_later(tx, invoice, answer.detail)
        return done

    def _process(self, tx: Tx, event: ProviderEvent, actor: str) -> Processed:
        return process_payment(tx, event, actor, takes_tests=self._takes_tests)


def known_invoice(number: int) -> Invoice:
    """Return an invoice; raises NotFound."""
    invoice = payment_store.invoice(number)
    if invoice is None:
        raise NotFound(kind="invoice", ident=number)
    return invoice


def _keep_link(tx: Tx, number: int, link: PayLink) -> Invoice:
    payment_store.note_invoice(
        tx,
        number,
        url=link.url,
        instructions=link.instructions,
        external_ref=link.external_ref,
        next_ask_at=tx.now + FIRST_ASK,
    )
    return known_invoice(number)


def _expire(tx: Tx, invoice: Invoice) -> None:
    if invoice.expires_at > tx.now:
        payment_store.note_invoice(tx, invoice.number, next_ask_at=invoice.expires_at)
    elif payment_store.move_invoice(tx, invoice, InvoiceStatus.EXPIRED, status_reason="not paid in time"):
        audit_store.add(
            tx,
            actor="system",
            action="invoice.expired",
            subject_kind="invoice",
            subject_id=invoice.number,
            before={"status": invoice.status.value},
            after={"status": InvoiceStatus.EXPIRED.value},
        )


def _ask_later(tx: Tx, invoice: Invoice, detail: str) -> None:
    payment_store.note_invoice(
        tx,
        invoice.number,
        asks=invoice.asks + 1,
        next_ask_at=tx.now + pause_after(invoice.asks),
        status_reason=detail[:500],
    )
