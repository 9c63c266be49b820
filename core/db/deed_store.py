"""Deeds by hand and the caps they are counted against."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import Cap as CapRow
from core.db.tables import Deed as Row
from core.db.tables import DeedShare, to_micros
from core.domain.caps import Cap, no_cap
from core.domain.deeds import DeedKind, Plan
from core.domain.people import Role
from core.ids import new_id
from core.money import Stars

_OF_OPERATOR = """
SELECT COALESCE(SUM(stars), 0) FROM deed
WHERE (operator_id = ?1 OR approver_id = ?1) AND done_at > ?2 AND kind IN ({kinds})
"""
_OF_CUSTOMER = """
SELECT COALESCE(SUM(stars), 0) FROM deed_share
WHERE customer_id = ?1 AND done_at > ?2 AND kind IN ({kinds})
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedRecord:
    """A deed that was done."""

    id: str
    operation_id: str
    kind: DeedKind
    operator_id: str
    operator_name: str
    stars: Stars
    fingerprint: str
    result_id: str
    approval_id: str | None
    glass_reason: str
    done_at: datetime


def add(
    tx: Tx,
    plan: Plan,
    *,
    operator_id: str,
    operator_name: str,
    result_id: str,
    approval_id: str | None = None,
    approver_id: str | None = None,
    glass_reason: str = "",
) -> DeedRecord:
    """Write a deed down in its own transaction; a trigger refuses an approval that does not fit."""
    deed_id = new_id()
    Row.insert(
        id=deed_id,
        operation_id=plan.deed.operation_id,
        kind=plan.deed.kind.value,
        operator_id=operator_id,
        operator_name=operator_name,
        stars=plan.measure.stars.hundredths,
        plan=plan.text,
        plan_hash=plan.hash,
        fingerprint=plan.deed.fingerprint,
        result_id=result_id,
        approval_id=approval_id,
        approver_id=approver_id,
        glass_reason=glass_reason,
        done_at=tx.now,
    ).execute()
    for customer_id, stars in plan.measure.shares.items():
        DeedShare.insert(
            deed_id=deed_id,
            customer_id=customer_id,
            kind=plan.deed.kind.value,
            stars=stars.hundredths,
            done_at=tx.now,
        ).execute()
    tx.changed("deed", deed_id)
    made = by_operation(plan.deed.operation_id)
    assert made is not None  # noqa: S101 - it was inserted a moment ago
    return made


def by_operation(operation_id: str) -> DeedRecord | None:
    """Return the deed that an operation did, or none."""
    row = row_by(Row, operation_id=operation_id)
    return _deed(row) if row is not None else None


def of_operator(operator_id: str, since: datetime, kinds: Iterable[DeedKind]) -> Stars:
    """Return the stars of deeds that an operator did, or agreed to, after `since`."""
    return _sum(_OF_OPERATOR, operator_id, since, kinds)


def of_customer(customer_id: int, since: datetime, kinds: Iterable[DeedKind]) -> Stars:
    """Return the stars of deeds done to a customer after `since`."""
    return _sum(_OF_CUSTOMER, customer_id, since, kinds)


def newest(limit: int = 100) -> list[DeedRecord]:
    """Return the newest deeds."""
    return [_deed(row) for row in Row.select().order_by(Row.id.desc()).limit(limit)]


def cap(role: Role, kind: DeedKind) -> Cap:
    """Return a role's cap for a kind; nothing may be done alone where no row speaks of it."""
    row = row_by(CapRow, role=role.value, kind=kind.value)
    return _cap(row) if row is not None else no_cap(role, kind)


def caps() -> list[Cap]:
    """Return all caps of all roles that have any, in the order of kinds and roles."""
    known = {(row.role, row.kind): _cap(row) for row in CapRow.select()}
    roles = [role for role in Role if role is not Role.VIEWER]
    return [known.get((role.value, kind.value), no_cap(role, kind)) for kind in DeedKind for role in roles]


def set_cap(tx: Tx, changed: Cap) -> None:
    """Store a cap in the place of the one there was."""
    values = {
        "action": changed.action.hundredths,
        "operator_day": changed.operator_day.hundredths,
        "customer_day": changed.customer_day.hundredths,
    }
    insert = CapRow.insert(role=changed.role.value, kind=changed.kind.value, **values)
    insert.on_conflict(conflict_target=[CapRow.role, CapRow.kind], update=values).execute()
    tx.changed("cap", f"{changed.role.value}:{changed.kind.value}")


def _sum(sql: str, ident: object, since: datetime, kinds: Iterable[DeedKind]) -> Stars:
    names = [kind.value for kind in kinds]
    marks = ", ".join(f"?{number}" for number in range(3, 3 + len(names)))
    cursor = Row._meta.database.execute_sql(sql.format(kinds=marks), (ident, to_micros(since), *names))
    return Stars(int(cursor.fetchone()[0]))


def _cap(row: CapRow) -> Cap:
    return Cap(
        role=Role(row.role),
        kind=DeedKind(row.kind),
        action=Stars(row.action),
        operator_day=Stars(row.operator_day),
        customer_day=Stars(row.customer_day),
    )


def _deed(row: Row) -> DeedRecord:
    return DeedRecord(
        id=row.id,
        operation_id=row.operation_id,
        kind=DeedKind(row.kind),
        operator_id=row.operator_id,
        operator_name=row.operator_name,
        stars=Stars(row.stars),
        fingerprint=row.fingerprint,
        result_id=row.result_id,
        approval_id=row.approval_id,
        glass_reason=row.glass_reason,
        done_at=row.done_at,
    )
