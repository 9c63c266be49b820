"""Promo codes: made, switched off, used; a use and what it gives are one transaction (B72)."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.db import audit_store, people_store, promo_store
from core.db.database import Database, Tx
from core.domain import promos as rules
from core.domain.people import Operator, Permission
from core.domain.promos import Promo, PromoKind, PromoUse
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, NotFound, clause
from core.money import Money, Stars
from core.services import payments, price_lists, subscriptions, tell
from core.services.rights import allowed
from core.services.subscriptions import Gift


@dataclass(frozen=True, slots=True, kw_only=True)
class Redeemed:
    """What a code gave."""

    promo: Promo
    stars: Stars
    period_id: str


def take_percent(tx: Tx, text: str, customer_id: int, product: str, price: Money) -> tuple[Promo, Money]:
    """Return the code and the reduced price, if this customer may use it for this product now.

    Raises:
        NotFound, InputError: the code cannot be used; nothing was changed.
    """
    promo = known(rules.clean_code(text))
    rules.require_product(promo, product)
    _require_unused(tx.now, promo, customer_id)
    return promo, rules.reduced(price, promo.percent)


def note_use(tx: Tx, code: str, customer_id: int, invoice_number: int, *, actor: str) -> None:
    """Write down that a code went into an invoice; it is free again if the invoice comes to nothing."""
    promo_store.note_use(tx, code, customer_id, invoice_number=invoice_number, actor=actor)


def redeem(tx: Tx, text: str, customer_id: int, *, actor: str, actor_id: str) -> Redeemed:
    """Give what a code of stars or of a plan gives: all of it, once for each customer.

    Raises:
        NotFound: there is no such code or customer.
        InputError: it cannot be used by this customer now, or is a percentage.
    """
    promo = require_redeemable(text, customer_id, tx.now)
    operation_id = f"promo:{promo.code}:{customer_id}"
    reason = f"promo {promo.code}"
    transfer_id, period_id = None, None
    if promo.kind is PromoKind.STARS:
        transfer = payments.grant(
            tx,
            operation_id=operation_id,
            customer_id=customer_id,
            amount=promo.stars,
            actor=actor,
            cause_id=actor_id,
            reason=reason,
        )
        tell.balance_changed(tx, transfer)
        transfer_id = transfer.id
    else:
        gift = Gift(
            operation_id=operation_id,
            customer_id=customer_id,
            plan=promo.plan,
            days=promo.days,
            stars=promo.stars,
            kind="promo",
            reason=reason,
        )
        period_id = subscriptions.give(tx, gift, actor=actor, actor_id=actor_id)[0].id
    promo_store.note_use(
        tx, promo.code, customer_id, transfer_id=transfer_id, period_id=period_id, actor=actor
    )
    audit_store.add(
        tx,
        actor=actor,
        action="promo.redeem",
        subject_kind="customer",
        subject_id=customer_id,
        after={"code": promo.code, "plan": promo.plan, "stars": promo.stars.hundredths},
    )
    return Redeemed(promo=promo, stars=promo.stars, period_id=period_id or "")


def require_redeemable(text: str, customer_id: int, now: datetime) -> Promo:
    """Return the code if this customer may use it now and it is no percentage; raises as `redeem` does."""
    promo = known(rules.clean_code(text))
    if promo.kind is PromoKind.PERCENT:
        raise rules.is_percentage(promo)
    _require_customer(customer_id)
    _require_unused(now, promo, customer_id)
    return promo


class Promos:
    """Promo codes, for the window."""

    def __init__(self, db: Database) -> None:
        """Work on an open database."""
        self._db = db

    async def all(self) -> list[tuple[Promo, int]]:
        """Return every code and how often it was used, the newest first."""
        return await self._db.read(promo_store.all_codes)

    async def uses(self, code: str) -> list[PromoUse]:
        """Return who used a code, newest first."""
        return await self._db.read(lambda: promo_store.uses_of(code))

    async def create(self, promo: Promo, operator: Operator) -> Promo:
        """Make a code; what it gives never changes after that.

        Raises:
            NotAllowed, InputError, NotFound, AlreadyDone: none was made.
        """
        operator = await allowed(self._db, operator, Permission.MANAGE_PLANS)
        clean = replace(promo, code=rules.clean_code(promo.code), actor=operator.name)
        rules.require_sense(clean)

        def write(tx: Tx) -> Promo:
            if promo_store.by_code(clean.code) is not None:
                raise AlreadyDone(
                    problem=clause(QT_TRANSLATE_NOOP("Clause", "there is a code {code}"), code=clean.code)
                )
            if clean.plan:
                price_lists.plan_of(clean.plan, tx.now)
            for product in clean.products:
                price_lists.in_force(tx.now).product(product)
            promo_store.add(tx, clean)
            _note(tx, "promo.create", clean, operator)
            return clean

        return await self._db.write(write)

    async def switch(self, code: str, *, is_on: bool, operator: Operator) -> None:
        """Switch a code off, or on again; raises NotAllowed, NotFound."""
        operator = await allowed(self._db, operator, Permission.MANAGE_PLANS)

        def write(tx: Tx) -> None:
            promo = known(code)
            if promo_store.switch(tx, code, is_on=is_on):
                _note(tx, "promo.on" if is_on else "promo.off", promo, operator)

        await self._db.write(write)


def known(code: str) -> Promo:
    """Return a code; raises NotFound."""
    found = promo_store.by_code(code)
    if found is None:
        raise NotFound(kind="promo code", ident=code)
    return found


def _require_customer(customer_id: int) -> None:
    if people_store.customer(customer_id) is None:
        raise NotFound(kind="customer", ident=customer_id)


def _require_unused(now: datetime, promo: Promo, customer_id: int) -> None:
    used = promo_store.use_of(promo.code, customer_id)
    if used is not None and used.counts:
        raise rules.used_before(promo)
    rules.require_usable(
        promo,
        now=now,
        uses=promo_store.uses(promo.code),
        is_new_customer=promo_store.is_new_customer(customer_id),
    )


def _note(tx: Tx, action: str, promo: Promo, operator: Operator) -> None:
    audit_store.add(
        tx,
        actor=operator.name,
        action=action,
        subject_kind="promo",
        subject_id=promo.code,
        after={"kind": promo.kind.value, "percent": promo.percent, "stars": promo.stars.hundredths,
               "plan": promo.plan, "max_uses": promo.max_uses or 0},
        reason=promo.note,
    )  # fmt: skip
