"""What plans follow from: periods, pauses, cancellations. Rows are added and ended, nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import Period as Row
from core.db.tables import PlanInterval as IntervalRow
from core.domain.periods import Facts, Interval, Period
from core.ids import new_id

PAUSE, STOP = "pause", "stop"


def add(
    tx: Tx,
    *,
    operation_id: str,
    customer_id: int,
    bot: str,
    plan: str,
    rank: int,
    days: int | None,
    grace_days: int,
    kind: str,
    category: str,
    is_test: bool,
    payment_id: str | None,
    actor: str,
    reason: str,
) -> tuple[Period, bool]:
    """Insert a period that was bought now; returns it and whether it is new. A repeat gets the first."""
    found = by_operation(operation_id)
    if found is not None:
        return found, False
    period_id = new_id()
    Row.insert(
        id=period_id,
        operation_id=operation_id,
        customer_id=customer_id,
        bot=bot,
        plan=plan,
        rank=rank,
        days=days,
        grace_days=grace_days,
        kind=kind,
        category=category,
        is_test=is_test,
        payment_id=payment_id,
        actor=actor,
        reason=reason,
        bought_at=tx.now,
        created_at=tx.now,
        closed_at=None,
        closed_by="",
        closed_reason="",
    ).execute()
    tx.changed("period", customer_id)
    made = by_id(period_id)
    assert made is not None  # noqa: S101 - it was inserted a moment ago
    return made, True


def by_id(period_id: str) -> Period | None:
    """Return a period, or none."""
    row = row_by(Row, id=period_id)
    return _period(row) if row is not None else None


def by_operation(operation_id: str) -> Period | None:
    """Return the period that an operation made, or none."""
    row = row_by(Row, operation_id=operation_id)
    return _period(row) if row is not None else None


def of_payment(payment_id: str) -> Period | None:
    """Return the period that a payment bought, or none."""
    row = row_by(Row, payment_id=payment_id)
    return _period(row) if row is not None else None


def close(tx: Tx, found: Period, *, actor: str, reason: str) -> bool:
    """Close a period if it is open; returns whether it was."""
    query = Row.update(closed_at=tx.now, closed_by=actor, closed_reason=reason)
    closed = query.where(Row.id == found.id, Row.closed_at.is_null()).execute()
    if closed:
        tx.changed("period", found.customer_id)
    return bool(closed)


def begin(tx: Tx, kind: str, customer_id: int, *, operation_id: str, actor: str, reason: str) -> bool:
    """Begin a pause or a cancellation; returns False if this operation or another one holds."""
    held = IntervalRow.select().where(
        IntervalRow.customer_id == customer_id, IntervalRow.kind == kind, IntervalRow.until.is_null()
    )
    if held.exists() or was_begun(operation_id):
        return False
    IntervalRow.insert(
        id=new_id(),
        operation_id=operation_id,
        customer_id=customer_id,
        kind=kind,
        since=tx.now,
        until=None,
        actor=actor,
        reason=reason,
        ended_by="",
    ).execute()
    tx.changed("period", customer_id)
    return True


def was_begun(operation_id: str) -> bool:
    """Tell whether this operation has begun a pause or a cancellation before."""
    return bool(IntervalRow.select().where(IntervalRow.operation_id == operation_id).exists())


def end(tx: Tx, kind: str, customer_id: int, *, actor: str) -> bool:
    """End what holds; returns whether anything did."""
    query = IntervalRow.update(until=tx.now, ended_by=actor)
    is_open = (IntervalRow.customer_id == customer_id, IntervalRow.kind == kind, IntervalRow.until.is_null())
    ended = query.where(*is_open).execute()
    if ended:
        tx.changed("period", customer_id)
    return bool(ended)


def facts(customer_id: int) -> Facts:
    """Return all facts of one customer."""
    return facts_of([customer_id])[customer_id]


def facts_of(customer_ids: Iterable[int]) -> dict[int, Facts]:
    """Return all facts of some customers."""
    wanted = list(customer_ids)
    periods: dict[int, list[Period]] = defaultdict(list)
    for row in Row.select().where(Row.customer_id.in_(wanted)):
        periods[row.customer_id].append(_period(row))
    kinds: dict[str, dict[int, list[Interval]]] = {PAUSE: defaultdict(list), STOP: defaultdict(list)}
    for one in IntervalRow.select().where(IntervalRow.customer_id.in_(wanted)):
        kinds[one.kind][one.customer_id].append(_interval(one))
    return {
        one: Facts(
            periods=tuple(periods[one]), pauses=tuple(kinds[PAUSE][one]), stops=tuple(kinds[STOP][one])
        )
        for one in wanted
    }


def _interval(row: Any) -> Interval:
    return Interval(id=row.id, since=row.since, until=row.until, actor=row.actor, reason=row.reason)


def _period(row: Any) -> Period:
    return Period(
        id=row.id,
        customer_id=row.customer_id,
        bot=row.bot,
        plan=row.plan,
        rank=row.rank,
        days=row.days,
        grace_days=row.grace_days,
        kind=row.kind,
        category=row.category,
        is_test=row.is_test,
        payment_id=row.payment_id,
        actor=row.actor,
        reason=row.reason,
        bought_at=row.bought_at,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        closed_reason=row.closed_reason,
    )
