"""Periods: plan time that was bought or given. Rows are added and closed, never changed otherwise."""

from core.db.database import Tx
from core.db.tables import Period as Row
from core.ids import new_id


def add(
    tx: Tx,
    *,
    operation_id: str,
    customer_id: int,
    bot: str,
    plan: str,
    days: int | None,
    kind: str,
    category: str,
    is_test: bool,
    payment_id: str | None,
    actor: str,
    reason: str,
) -> str:
    """Insert a period that was bought now; returns its id. A repeat of the operation returns the first."""
    found = Row.get_or_none(Row.operation_id == operation_id)
    if found is not None:
        return str(found.id)
    period_id = new_id()
    Row.insert(
        id=period_id,
        operation_id=operation_id,
        customer_id=customer_id,
        bot=bot,
        plan=plan,
        days=days,
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
    return period_id


def close_of_payment(tx: Tx, payment_id: str, *, actor: str, reason: str) -> bool:
    """Close the period that a payment bought; returns whether one was open."""
    query = Row.update(closed_at=tx.now, closed_by=actor, closed_reason=reason)
    closed = query.where(Row.payment_id == payment_id, Row.closed_at.is_null()).execute()
    if closed:
        tx.changed("period")
    return bool(closed)
