"""Refunds of real money, and the debts they leave."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from peewee import SQL

from core.db import turns
from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import Debt as DebtRow
from core.db.tables import Refund as Row
from core.domain.providers import RefundState
from core.domain.refunds import Debt, Refund, RefundStep, pause_after
from core.ids import new_id
from core.money import Money, Stars

_OPEN = SQL("status IN ('requested', 'unknown')")
"""Word for word what the index of open refunds says: with parameters SQLite would read every refund made."""


def add(
    tx: Tx,
    *,
    operation_id: str,
    payment_id: str,
    amount: Money,
    status: RefundState,
    step: RefundStep,
    provider_ref: str,
    actor: str,
    reason: str,
) -> Refund:
    """Insert a refund; a trigger refuses more than is left of the payment."""
    refund_id = new_id()
    Row.insert(
        id=refund_id,
        operation_id=operation_id,
        payment_id=payment_id,
        amount=amount.minor,
        currency=amount.currency,
        status=status.value,
        step=step.value,
        provider_ref=provider_ref,
        detail="",
        stars_back=0,
        asks=0,
        next_ask_at=tx.now,
        actor=actor,
        reason=reason,
        created_at=tx.now,
        done_at=None,
    ).execute()
    tx.changed("refund", payment_id)
    made = by_id(refund_id)
    assert made is not None  # noqa: S101 - it was inserted a moment ago
    return made


def by_id(refund_id: str) -> Refund | None:
    """Return a refund, or none."""
    return _first(Row.select().where(Row.id == refund_id))


def by_operation(operation_id: str) -> Refund | None:
    """Return the refund an operation asked for, or none."""
    return _first(Row.select().where(Row.operation_id == operation_id))


def of_payment(payment_id: str) -> list[Refund]:
    """Return all refunds of a payment, oldest first."""
    return [refund_of(row) for row in Row.select().where(Row.payment_id == payment_id).order_by(Row.id)]


def of_payments(payment_ids: Sequence[str]) -> list[Refund]:
    """Return all refunds of some payments, oldest first."""
    return [refund_of(row) for row in Row.select().where(Row.payment_id.in_(payment_ids)).order_by(Row.id)]


def due(now: datetime, limit: int = 50) -> list[Refund]:
    """Return open refunds whose turn it is, the longest waiting first."""
    query = Row.select().where(_OPEN)
    return [refund_of(row) for row in turns.come(query, Row.next_ask_at, now, limit)]


def give_turns(tx: Tx, refunds: Iterable[Refund]) -> None:
    """Let refunds that are about to be driven wait for their next turn, whatever comes of this one."""
    for one in refunds:
        Row.update(next_ask_at=tx.now + pause_after(one.asks)).where(Row.id == one.id).execute()
        tx.changed("refund", one.payment_id)


def change(tx: Tx, found: Refund, **values: object) -> bool:
    """Change a refund if it still is where `found` says; returns whether this call changed it."""
    query = Row.update(**values)
    where = (Row.id == found.id, Row.status == found.status.value, Row.step == found.step.value)
    changed = query.where(*where).execute()
    if changed:
        tx.changed("refund", found.payment_id)
    return bool(changed)


def add_debt(tx: Tx, *, refund_id: str, customer_id: int, stars: Stars, actor: str, reason: str) -> None:
    """Flag stars that could not be taken back, once for each refund."""
    DebtRow.insert(
        id=new_id(),
        refund_id=refund_id,
        customer_id=customer_id,
        stars=stars.hundredths,
        status="open",
        actor=actor,
        reason=reason,
        created_at=tx.now,
        ended_at=None,
    ).on_conflict_ignore().execute()
    tx.changed("debt", customer_id)


def debts_of(customer_id: int) -> list[Debt]:
    """Return all debts of a customer, oldest first."""
    return [
        _debt(row) for row in DebtRow.select().where(DebtRow.customer_id == customer_id).order_by(DebtRow.id)
    ]


def debt(debt_id: str) -> Debt | None:
    """Return a debt, or none."""
    row = row_by(DebtRow, id=debt_id)
    return _debt(row) if row is not None else None


def end_debt(tx: Tx, found: Debt, status: str, *, actor: str, reason: str) -> bool:
    """End an open debt as paid or forgiven; returns whether this call ended it."""
    query = DebtRow.update(status=status, actor=actor, reason=reason, ended_at=tx.now)
    ended = query.where(DebtRow.id == found.id, DebtRow.status == "open").execute()
    if ended:
        tx.changed("debt", found.customer_id)
    return bool(ended)


def _first(query: Iterable[Any]) -> Refund | None:
    return next((refund_of(row) for row in query), None)


def _debt(row: Any) -> Debt:
    return Debt(
        id=row.id,
        refund_id=row.refund_id,
        customer_id=row.customer_id,
        stars=Stars(row.stars),
        status=row.status,
        actor=row.actor,
        reason=row.reason,
        created_at=row.created_at,
        ended_at=row.ended_at,
    )


def refund_of(row: Any) -> Refund:
    """Return the refund of a row of its table, however it was joined."""
    return Refund(
        id=row.id,
        operation_id=row.operation_id,
        payment_id=row.payment_id,
        amount=Money(row.amount, row.currency),
        status=RefundState(row.status),
        step=RefundStep(row.step),
        provider_ref=row.provider_ref,
        detail=row.detail,
        stars_back=Stars(row.stars_back),
        asks=row.asks,
        next_ask_at=row.next_ask_at,
        actor=row.actor,
        reason=row.reason,
        created_at=row.created_at,
        done_at=row.done_at,
    )
