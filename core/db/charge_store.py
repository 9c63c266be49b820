"""Charges of kept methods of payment; at most one open for a customer, one for each end and try."""

from datetime import datetime
from typing import Any

from peewee import SQL

from core.db import turns
from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import Charge as Row
from core.domain.renewals import Charge, ChargeStep
from core.ids import new_id

OPEN = SQL("step IN ('ready', 'sent', 'unknown', 'accepted')")
"""Word for word what the indexes of open charges say: with parameters SQLite would read every charge made."""


def add(
    tx: Tx, *, operation_id: str, customer_id: int, renews_at: datetime, attempt: int, invoice_number: int
) -> None:
    """Insert a charge that is ready to be made; once for each operation."""
    Row.insert(
        id=new_id(),
        operation_id=operation_id,
        customer_id=customer_id,
        renews_at=renews_at,
        attempt=attempt,
        invoice_number=invoice_number,
        step=ChargeStep.READY.value,
        detail="",
        next_at=tx.now,
        created_at=tx.now,
    ).execute()
    tx.changed("subscription", customer_id)


def move(
    tx: Tx, found: Charge, step: ChargeStep, *, detail: str = "", next_at: datetime | None = None
) -> bool:
    """Move a charge on if it still is where `found` says; returns whether this call moved it."""
    query = Row.update(step=step.value, detail=detail[:500], next_at=next_at or tx.now)
    moved = query.where(Row.id == found.id, Row.step == found.step.value).execute()
    if moved:
        tx.changed("subscription", found.customer_id)
    return bool(moved)


def by_id(charge_id: str) -> Charge | None:
    """Return a charge, or none."""
    row = row_by(Row, id=charge_id)
    return _charge(row) if row is not None else None


def of_invoice(number: int) -> Charge | None:
    """Return the charge that an invoice was made for, or none."""
    row = row_by(Row, invoice_number=number)
    return _charge(row) if row is not None else None


def open_of(customer_id: int) -> Charge | None:
    """Return the customer's charge whose end is not known yet, or none."""
    row = Row.get_or_none(Row.customer_id == customer_id, OPEN)
    return _charge(row) if row is not None else None


def of_customer(customer_id: int) -> list[Charge]:
    """Return all charges of a customer, newest first."""
    return [
        _charge(row) for row in Row.select().where(Row.customer_id == customer_id).order_by(Row.id.desc())
    ]


def of_end(customer_id: int, renews_at: datetime) -> list[Charge]:
    """Return all charges made for one end, in order."""
    query = Row.select().where(Row.customer_id == customer_id, Row.renews_at == renews_at)
    return [_charge(row) for row in query.order_by(Row.attempt)]


def due(now: datetime, limit: int) -> list[Charge]:
    """Return open charges whose turn it is, the longest waiting first."""
    query = Row.select().where(OPEN)
    return [_charge(row) for row in turns.come(query, Row.next_at, now, limit)]


def _charge(row: Any) -> Charge:
    return Charge(
        id=row.id,
        operation_id=row.operation_id,
        customer_id=row.customer_id,
        renews_at=row.renews_at,
        attempt=row.attempt,
        invoice_number=row.invoice_number,
        step=ChargeStep(row.step),
        detail=row.detail,
        next_at=row.next_at,
        created_at=row.created_at,
    )
