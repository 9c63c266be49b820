"""Plans of customers: opened and closed, paused and stopped, and the row that lists read; all in the caller's
transaction.

Whatever adds or ends a fact calls `refresh`, which computes the customer's row anew from all facts (I19).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from core.db import charge_store, people_store, period_store, subscription_store
from core.db.database import Tx
from core.domain.messages import MessageKind
from core.domain.payments import Category, Invoice, Payment
from core.domain.people import Customer
from core.domain.periods import Period
from core.domain.price_lists import Plan
from core.domain.renewals import (
    ChargeStep,
    Notice,
    Renewal,
    due_notice,
    next_charge_at,
    switched,
)
from core.domain.subscriptions import PlanState, Standing, Timeline, timeline
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, NotFound, OperationMismatch, clause
from core.money import ZERO, Stars
from core.services import payments, plan_audit, plan_words, price_lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """Plan time given without money. `operation_id` is made when the form opens."""

    operation_id: str
    customer_id: int
    plan: str
    days: int | None = None
    """None is the plan's own length: no end for a plan without one."""
    stars: Stars = ZERO
    kind: str = "grant"
    """"grant", "gift" or "promo"."""
    reason: str
    tells: bool = True


def open_bought(tx: Tx, payment: Payment, invoice: Invoice, *, is_renewal: bool, actor: str) -> str:
    """Open the period that a completed payment bought, once; it begins at the paid time (B76)."""
    assert payment.customer_id is not None  # noqa: S101 - a CHECK of the table
    plan = price_lists.version(invoice.price_list).plan(invoice.plan)
    charge = charge_store.of_invoice(invoice.number)
    period, is_new = period_store.add(
        tx,
        operation_id=f"period:{payment.id}",
        customer_id=payment.customer_id,
        bot=payment.bot,
        plan=plan.key,
        rank=plan.rank,
        days=invoice.plan_days,
        grace_days=plan.grace_days,
        kind="renewal" if is_renewal or charge is not None else "purchase",
        category=payment.category.value,
        is_test=payment.is_test,
        payment_id=payment.id,
        actor=actor,
        reason="",
    )
    if not is_new:
        return period.id
    plan_audit.opened(tx, period, actor)
    period_store.end(tx, period_store.STOP, payment.customer_id, actor=actor)  # buying again ends it
    if charge is not None and charge.step is not ChargeStep.PAID:
        charge_store.move(tx, charge, ChargeStep.PAID)
    kept = _kept_way(payment, invoice, is_renewal=is_renewal)
    if charge is not None:
        row = subscription_store.row(payment.customer_id)
        kept = replace(row.renewal, plan=invoice.plan) if row is not None else None
    refresh(tx, payment.customer_id, renewal=kept)
    return period.id


def _kept_way(payment: Payment, invoice: Invoice, *, is_renewal: bool) -> Renewal | None:
    """Return the automatic renewal that a first payment set up, None if it changes nothing."""
    if is_renewal or not invoice.is_recurring or not payment.recurring_key:
        return None
    return Renewal(
        is_on=True,
        provider=payment.provider,
        recurring_key=payment.recurring_key,
        product=invoice.product,
        plan=invoice.plan,
        currency=invoice.amount.currency,
    )


def close_bought(tx: Tx, payment: Payment, *, actor: str, reason: str) -> bool:
    """Close the period that a payment bought because its money went back; queued ones move up.

    What was given back is not renewed either.
    """
    period = period_store.of_payment(payment.id)
    if period is None or not period_store.close(tx, period, actor=actor, reason=reason):
        return False
    plan_audit.closed(tx, period, actor, reason)
    row = subscription_store.row(period.customer_id)
    is_renewed = row is not None and row.renewal.is_on and row.renewal.plan == period.plan
    refresh(
        tx,
        period.customer_id,
        renewal=switched(row.renewal, tx.now, is_on=False) if row and is_renewed else None,
    )
    return True


def give(tx: Tx, asked: Gift, *, actor: str, actor_id: str) -> tuple[Period, Timeline]:
    """Give plan time without money, with or without stars: both or nothing (B72, B74); category BONUS.

    Raises:
        NotFound: there is no such customer or plan.
        OperationMismatch: the operation id was used for something else.
    """
    customer = _customer(asked.customer_id)
    plan = price_lists.plan_of(asked.plan, tx.now)
    period, is_new = _add_given(tx, asked, plan, customer, actor)
    if not is_new:
        return period, timeline(period_store.facts(customer.telegram_id))
    if asked.stars:
        payments.grant(
            tx,
            operation_id=f"plan:{asked.operation_id}",
            customer_id=customer.telegram_id,
            amount=asked.stars,
            actor=actor,
            cause_id=actor_id,
            reason=asked.reason,
        )
    plan_audit.opened(tx, period, actor, asked.stars)
    line = refresh(tx, customer.telegram_id)
    if asked.tells:
        plan_words.say(
            tx,
            customer.telegram_id,
            customer.bot,
            MessageKind.PLAN_GIVEN,
            event_key=f"plan_given:{period.id}",
            plan=plan.key,
            until=last_moment(line, period),
            stars=asked.stars,
        )
    return period, line


def _add_given(tx: Tx, asked: Gift, plan: Plan, customer: Customer, actor: str) -> tuple[Period, bool]:
    days = asked.days if asked.days is not None else plan.days
    period, is_new = period_store.add(
        tx,
        operation_id=asked.operation_id,
        customer_id=customer.telegram_id,
        bot=customer.bot,
        plan=plan.key,
        rank=plan.rank,
        days=days,
        grace_days=plan.grace_days,
        kind=asked.kind,
        category=Category.BONUS.value,
        is_test=False,
        payment_id=None,
        actor=actor,
        reason=asked.reason,
    )
    if (period.customer_id, period.plan, period.days) != (customer.telegram_id, plan.key, days):
        raise OperationMismatch(operation_id=asked.operation_id)
    return period, is_new


def close(tx: Tx, period: Period, *, actor: str, reason: str) -> None:
    """Close one period now; what is queued moves up.

    Raises:
        AlreadyDone: it was closed before.
    """
    if not period_store.close(tx, period, actor=actor, reason=reason):
        raise AlreadyDone(problem=clause(QT_TRANSLATE_NOOP("Clause", "this period was closed before")))
    plan_audit.closed(tx, period, actor, reason)
    refresh(tx, period.customer_id)
    _say_closed(tx, period, reason)


def cancel_now(tx: Tx, customer_id: int, *, actor: str, reason: str) -> int:
    """Close all that runs or waits, and stop automatic renewal; returns how many periods were closed.

    Raises:
        AlreadyDone: nothing runs and nothing waits.
    """
    line = timeline(period_store.facts(customer_id))
    standing = line.at(tx.now)
    ids = {one.period_id for one in standing.queued}
    if standing.state in (PlanState.ACTIVE, PlanState.GRACE):
        ids.add(standing.period_id)
    open_ones = [one for one in line.facts.periods if one.id in ids and one.closed_at is None]
    if not open_ones:
        raise _nothing_runs()
    for one in open_ones:
        period_store.close(tx, one, actor=actor, reason=reason)
        plan_audit.closed(tx, one, actor, reason)
    period_store.end(tx, period_store.PAUSE, customer_id, actor=actor)
    refresh(tx, customer_id, renewal=_switched_off(tx, customer_id))
    _say_closed(tx, next(one for one in line.facts.periods if one.id == standing.period_id), reason)
    return len(open_ones)


def cancel_at_end(tx: Tx, customer_id: int, *, operation_id: str, actor: str, reason: str) -> Standing:
    """Keep what runs to its end; nothing follows it, neither a queued period nor a renewal (TI9).

    Raises:
        AlreadyDone: nothing runs, or it was cancelled before.
    """
    standing = standing_of(tx, customer_id)
    if period_store.was_begun(operation_id):
        return standing
    if standing.state not in (PlanState.ACTIVE, PlanState.GRACE, PlanState.PAUSED):
        raise _nothing_runs()
    begun = period_store.begin(
        tx, period_store.STOP, customer_id, operation_id=operation_id, actor=actor, reason=reason
    )
    if not begun:
        raise AlreadyDone(problem=clause(QT_TRANSLATE_NOOP("Clause", "the plan was cancelled before")))
    plan_audit.changed(tx, "plan.cancel_at_end", customer_id, actor, reason)
    line = refresh(tx, customer_id, renewal=_switched_off(tx, customer_id))
    _say(tx, MessageKind.PLAN_CANCELLED, customer_id, line.at(tx.now), operation_id)
    return line.at(tx.now)


def pause(tx: Tx, customer_id: int, *, operation_id: str, actor: str, reason: str) -> Standing:
    """Freeze all time of a customer until it is resumed; there is no access meanwhile.

    Raises:
        AlreadyDone: no plan is active, or it is paused.
    """
    standing = standing_of(tx, customer_id)
    if period_store.was_begun(operation_id):
        return standing
    if standing.state is not PlanState.ACTIVE:
        raise _nothing_runs()
    period_store.begin(
        tx, period_store.PAUSE, customer_id, operation_id=operation_id, actor=actor, reason=reason
    )
    plan_audit.changed(tx, "plan.pause", customer_id, actor, reason)
    line = refresh(tx, customer_id)
    _say(tx, MessageKind.PLAN_PAUSED, customer_id, line.at(tx.now), operation_id)
    return line.at(tx.now)


def resume(tx: Tx, customer_id: int, *, operation_id: str, actor: str, reason: str) -> Standing:
    """End a pause, or take a cancellation at the end back; automatic renewal stays as it is.

    Raises:
        AlreadyDone: there is neither.
    """
    was_paused = period_store.end(tx, period_store.PAUSE, customer_id, actor=actor)
    was_stopped = not was_paused and period_store.end(tx, period_store.STOP, customer_id, actor=actor)
    if not was_paused and not was_stopped:
        raise AlreadyDone(
            problem=clause(QT_TRANSLATE_NOOP("Clause", "the plan is neither paused nor cancelled"))
        )
    plan_audit.changed(tx, "plan.resume", customer_id, actor, reason)
    line = refresh(tx, customer_id)
    _say(tx, MessageKind.PLAN_RESUMED, customer_id, line.at(tx.now), operation_id)
    return line.at(tx.now)


def refresh(
    tx: Tx, customer_id: int, *, renewal: Renewal | None = None, told: Notice | None = None
) -> Timeline:
    """Compute a customer's row anew from all facts; `renewal` replaces what was kept, None leaves it."""
    line = timeline(period_store.facts(customer_id))
    standing = line.at(tx.now)
    old = subscription_store.row(customer_id)
    kept = renewal or (old.renewal if old else Renewal())
    if told is None:
        same = old is not None and old.anchor == standing.anchor
        told = old.told if old and same else due_notice(standing.anchor, standing.grace_days, tx.now)
    newest = max(line.facts.periods, key=lambda one: (one.bought_at, one.id), default=None)
    bot = newest.bot if newest else _customer(customer_id).bot
    subscription_store.put(tx, customer_id, bot, standing, scheduled(tx, line, kept), told)
    return line


def scheduled(tx: Tx, line: Timeline, renewal: Renewal) -> Renewal:
    """Return the renewal with the moment of its next charge, which follows from the end and its charges."""
    if renewal.to_tell:
        return renewal
    standing = line.at(tx.now)
    waits = standing.state is PlanState.PAUSED or standing.stops_at_end
    if not renewal.charges_here or waits or not line.facts.periods:
        return replace(renewal, next_charge_at=None)
    customer_id = line.facts.periods[0].customer_id
    end = line.end_of(renewal.plan, tx.now)
    made = charge_store.of_end(customer_id, end) if end is not None else []
    refused = [one.created_at for one in made if one.step is ChargeStep.REFUSED]
    is_open = charge_store.open_of(customer_id) is not None
    due = None if is_open else next_charge_at(end, refused)
    return replace(
        renewal,
        next_charge_at=due,
        tries=len(refused),
        trouble=renewal.trouble if refused or is_open else "",
    )


def renewed_end(tx: Tx, customer_id: int, plan: str) -> datetime | None:
    """Return the end that a renewal of `plan` goes on from; see `Timeline.end_of`."""
    return timeline(period_store.facts(customer_id)).end_of(plan, tx.now)


def standing_of(tx: Tx, customer_id: int) -> Standing:
    """Return how a customer stands now."""
    return timeline(period_store.facts(customer_id)).at(tx.now)


def last_moment(line: Timeline, period: Period) -> datetime | None:
    """Return when a period runs out as things stand; None if it has no end or waits in a pause."""
    ends = [
        one.until for one in line.segments if one.period_id == period.id and one.state is PlanState.ACTIVE
    ]
    return ends[-1] if ends else None


def _switched_off(tx: Tx, customer_id: int) -> Renewal | None:
    row = subscription_store.row(customer_id)
    return switched(row.renewal, tx.now, is_on=False) if row is not None and row.renewal.is_on else None


def _customer(customer_id: int) -> Customer:
    found = people_store.customer(customer_id)
    if found is None:
        raise NotFound(kind="customer", ident=customer_id)
    return found


def _nothing_runs() -> AlreadyDone:
    return AlreadyDone(problem=clause(QT_TRANSLATE_NOOP("Clause", "the customer has no plan that runs")))


def _say(tx: Tx, kind: MessageKind, customer_id: int, standing: Standing, operation_id: str) -> None:
    plan_words.say(
        tx,
        customer_id,
        "",
        kind,
        event_key=f"{kind.value}:{operation_id}",
        plan=standing.plan,
        until=standing.until,
    )


def _say_closed(tx: Tx, period: Period, reason: str) -> None:
    plan_words.say(
        tx,
        period.customer_id,
        period.bot,
        MessageKind.PLAN_CLOSED,
        event_key=f"plan_closed:{period.id}",
        plan=period.plan,
        reason=reason,
    )
