"""Plans as the window works with them: lists, one customer's timeline with its reasons, and what may be done.

Every deed asks for the right, writes its facts, the computed row, the audit and the message in one
transaction (`services/subscriptions.py`), and a repeat with the same operation id does nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from core.clock import Clock
from core.db import (
    charge_store,
    ledger_store,
    people_store,
    period_store,
    promo_store,
    subscription_store,
    subscription_table_store,
)
from core.db.database import Database, Tx
from core.domain.access import Access, may_use
from core.domain.ledger import customer_account
from core.domain.mass_runs import MAX_CUSTOMERS
from core.domain.people import Customer, Operator, Permission
from core.domain.periods import Period
from core.domain.plan_explained import Statement, explain
from core.domain.price_lists import Plan
from core.domain.promos import PromoUse
from core.domain.renewals import RENEWS_BY_ITSELF, Charge, Renewal, switched
from core.domain.subscription_rows import SubscriptionFilter, SubscriptionRow, View
from core.domain.subscriptions import Standing, Timeline, timeline
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, InputError, NotFound, clause
from core.money import ZERO
from core.services import plan_audit, plan_deeds, price_lists, promos, subscriptions
from core.services.deed_book import Done
from core.services.deeds import Deeds, Waiting
from core.services.payments import require_reason
from core.services.rights import acting
from core.services.subscriptions import Gift

FUNCTIONS = ("photo", "video", "voice", "course")
"""The paid functions that plans give."""
MAX_DAYS = 3660


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDeed:
    """Something done to a customer's plan. `operation_id` is made when the form opens."""

    operation_id: str
    customer_id: int
    reason: str


class _Change(Protocol):
    """What pauses, resumes, or lets a plan end."""

    def __call__(
        self, tx: Tx, customer_id: int, *, operation_id: str, actor: str, reason: str
    ) -> Standing: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDetails:
    """Everything about one customer's plans at one moment."""

    customer: Customer
    timeline: Timeline
    standing: Standing
    statements: tuple[Statement, ...]
    renewal: Renewal
    charges: tuple[Charge, ...]
    access: tuple[Access, ...]
    promos: tuple[PromoUse, ...]
    plans: tuple[Plan, ...]
    """The plans of the list in force."""

    @property
    def periods(self) -> tuple[Period, ...]:
        """Return all periods, the newest first."""
        return tuple(
            sorted(self.timeline.facts.periods, key=lambda one: (one.bought_at, one.id), reverse=True)
        )


class Subscriptions:
    """Plans of customers."""

    def __init__(self, db: Database, clock: Clock, deeds: Deeds) -> None:
        """Work on an open database; `deeds` knows the caps."""
        self._db = db
        self._clock = clock
        self._deeds = deeds

    async def page(
        self, wanted: SubscriptionFilter, *, after: tuple[int, int] | None = None, limit: int = 100
    ) -> list[SubscriptionRow]:
        """Return a page, what ends first on top; it is read on from `key_of` its last row."""
        now = self._clock.now()
        return await self._db.read(
            lambda: subscription_table_store.page(wanted, now, after=after, limit=limit)
        )

    @staticmethod
    def key_of(row: SubscriptionRow, view: View) -> tuple[int, int]:
        """Return what the next page begins after."""
        return subscription_table_store.key_of(row, view)

    async def ids(self, wanted: SubscriptionFilter) -> tuple[int, ...]:
        """Return all customers that match, for a run over them."""
        now = self._clock.now()
        found = await self._db.read(lambda: subscription_table_store.ids(wanted, now, MAX_CUSTOMERS))
        return tuple(found)

    async def counts(self) -> dict[View, int]:
        """Return how many customers are in each group."""
        now = self._clock.now()
        return await self._db.read(lambda: subscription_table_store.counts(now))

    async def choices(self) -> tuple[list[str], list[str]]:
        """Return the plans and the bots that the list can be narrowed to."""
        return await self._db.read(
            lambda: (subscription_table_store.plans(), subscription_table_store.bots())
        )

    async def plans(self) -> tuple[Plan, ...]:
        """Return the plans of the list in force; raises NotFound if there is no list."""
        now = self._clock.now()
        return await self._db.read(lambda: price_lists.in_force(now).plans)

    async def details(self, customer_id: int) -> PlanDetails:
        """Return everything about one customer's plans.

        Raises:
            NotFound: there is no such customer; a failed read is an error, never "no plan" (TI14).
        """
        now = self._clock.now()

        def read() -> PlanDetails:
            customer = _customer(customer_id)
            line = timeline(period_store.facts(customer_id))
            standing = line.at(now)
            row = subscription_store.row(customer_id)
            return PlanDetails(
                customer=customer,
                timeline=line,
                standing=standing,
                statements=tuple(explain(line, now)),
                renewal=row.renewal if row is not None else Renewal(),
                charges=tuple(charge_store.of_customer(customer_id)),
                access=_access(customer_id, standing, now),
                promos=tuple(promo_store.uses_of_customer(customer_id)),
                plans=price_lists.in_force(now).plans,
            )

        return await self._db.read(read)

    async def access(self, customer_id: int) -> tuple[Access, ...]:
        """Return what the customer may use now (TI15); raises NotFound."""
        now = self._clock.now()

        def read() -> tuple[Access, ...]:
            _customer(customer_id)
            return _access(customer_id, timeline(period_store.facts(customer_id)).at(now), now)

        return await self._db.read(read)

    async def give(self, gift: Gift, operator: Operator) -> Done | Waiting:
        """Give plan time without money: a grant, a renewal by hand, a gift (B74); `made` is the period.

        Above the operator's caps it waits for a second person.

        Raises:
            NotAllowed, NotFound, InputError, OperationMismatch: nothing was given.
        """
        _require_days(gift)
        return await self._deeds.do(plan_deeds.gift_deed(gift), operator)

    async def redeem(self, code: str, customer_id: int, operator: Operator) -> Done | Waiting:
        """Use a promo code of stars or of a plan for a customer, under the same caps.

        Raises:
            NotAllowed, NotFound, InputError: nothing was given.
        """
        await self._db.read(lambda: promos.require_redeemable(code, customer_id, self._clock.now()))
        return await self._deeds.do(plan_deeds.promo_deed(code, customer_id), operator)

    async def preview_gift(self, gift: Gift, operator: Operator) -> Standing:
        """Return how the customer would stand after a gift; nothing is written. Raises as `give` does."""
        _require_days(gift)

        def attempt(tx: Tx) -> Standing:
            acting(operator, Permission.MANAGE_PLANS)
            return subscriptions.give(tx, gift, actor=operator.name, actor_id=operator.id)[1].at(tx.now)

        return await self._db.preview(attempt)

    async def revoke(self, period_id: str, *, reason: str, operator: Operator) -> None:
        """Close one period now; what is queued moves up.

        Raises:
            NotAllowed, InputError, NotFound, AlreadyDone: nothing was changed.
        """
        require_reason(reason)

        def write(tx: Tx) -> None:
            acting(operator, Permission.MANAGE_PLANS)
            period = period_store.by_id(period_id)
            if period is None:
                raise NotFound(kind="period", ident=period_id)
            subscriptions.close(tx, period, actor=operator.name, reason=reason)

        await self._db.write(write)

    async def cancel_now(self, deed: PlanDeed, operator: Operator) -> int:
        """Close all that runs and waits, stop automatic renewal; returns how many periods that were.

        Raises:
            NotAllowed, InputError, AlreadyDone: nothing was changed.
        """
        require_reason(deed.reason)

        def write(tx: Tx) -> int:
            who = acting(operator, Permission.MANAGE_PLANS)
            return subscriptions.cancel_now(tx, deed.customer_id, actor=who.name, reason=deed.reason)

        return await self._db.write(write)

    async def cancel_at_end(self, deed: PlanDeed, operator: Operator) -> Standing:
        """Keep what runs to its end and let nothing follow (TI9); raises as `cancel_now` does."""
        return await self._change(subscriptions.cancel_at_end, deed, operator)

    async def pause(self, deed: PlanDeed, operator: Operator) -> Standing:
        """Freeze a customer's plans; raises as `cancel_now` does."""
        return await self._change(subscriptions.pause, deed, operator)

    async def resume(self, deed: PlanDeed, operator: Operator) -> Standing:
        """End a pause, or take a cancellation back; raises as `cancel_now` does."""
        return await self._change(subscriptions.resume, deed, operator)

    async def _change(self, change: _Change, deed: PlanDeed, operator: Operator) -> Standing:
        require_reason(deed.reason)

        def write(tx: Tx) -> Standing:
            who = acting(operator, Permission.MANAGE_PLANS)
            return change(
                tx,
                deed.customer_id,
                operation_id=deed.operation_id,
                actor=who.name,
                reason=deed.reason,
            )

        return await self._db.write(write)

    async def set_renewal(self, deed: PlanDeed, operator: Operator, *, is_on: bool) -> Renewal:
        """Switch automatic renewal off, or on again where a way to pay is kept.

        Raises:
            NotAllowed, InputError, AlreadyDone: it stays as it is.
        """
        require_reason(deed.reason)

        def write(tx: Tx) -> Renewal:
            acting(operator, Permission.MANAGE_PLANS)
            kept = _kept(deed.customer_id)
            if is_on and not kept.recurring_key:
                raise _no_way()
            wanted = switched(kept, tx.now, is_on=is_on)
            return _change_renewal(tx, deed, operator, "on" if is_on else "off", wanted)

        return await self._db.write(write)

    async def change_plan(self, deed: PlanDeed, operator: Operator, *, product: str) -> Renewal:
        """Let the next renewal buy another plan. A better plan at once is a purchase: make an invoice.

        Raises:
            NotAllowed, InputError, AlreadyDone: it stays as it is; a plan that its provider renews by
                itself keeps its price and has to be bought anew.
        """
        require_reason(deed.reason)

        def write(tx: Tx) -> Renewal:
            acting(operator, Permission.MANAGE_PLANS)
            kept = _kept(deed.customer_id)
            if not kept.is_on or kept.provider in RENEWS_BY_ITSELF:
                raise _no_way()
            wanted = price_lists.in_force(tx.now).product(product)
            wanted.price(kept.currency)
            if not wanted.plan:
                problem = clause(QT_TRANSLATE_NOOP("Clause", "it is no plan"))
                raise InputError(field="product", value=product, problem=problem)
            changed = replace(kept, product=product)
            return _change_renewal(tx, deed, operator, product, changed)

        return await self._db.write(write)


def _access(customer_id: int, standing: Standing, now: datetime) -> tuple[Access, ...]:
    gives = price_lists.plan_of(standing.plan, now).gives if standing.plan else ()
    balance = ledger_store.balance(customer_account(customer_id))
    return tuple(may_use(one, standing, gives, balance) for one in FUNCTIONS)


def _change_renewal(tx: Tx, deed: PlanDeed, operator: Operator, what: str, wanted: Renewal) -> Renewal:
    before = _kept(deed.customer_id)
    plan_audit.renewal_changed(
        tx,
        deed.customer_id,
        actor=operator.name,
        before=f"{before.product} {'on' if before.is_on else 'off'}",
        after=what,
        reason=deed.reason,
    )
    subscriptions.refresh(tx, deed.customer_id, renewal=wanted)
    return _kept(deed.customer_id)


def _kept(customer_id: int) -> Renewal:
    row = subscription_store.row(customer_id)
    if row is None:
        raise _no_way()
    return row.renewal


def _no_way() -> AlreadyDone:
    return AlreadyDone(
        problem=clause(QT_TRANSLATE_NOOP("Clause", "no way to pay is kept that we could charge again"))
    )


def _require_days(gift: Gift) -> None:
    if gift.days is not None and not 1 <= gift.days <= MAX_DAYS:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "1 to {most} days are possible"), most=MAX_DAYS)
        raise InputError(field="days", value=gift.days, problem=problem)
    if gift.stars < ZERO:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "stars are given, not taken, with a plan"))
        raise InputError(field="stars", value=str(gift.stars), problem=problem)


def _customer(customer_id: int) -> Customer:
    found = people_store.customer(customer_id)
    if found is None:
        raise NotFound(kind="customer", ident=customer_id)
    return found
