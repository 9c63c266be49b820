"""Operators and what they sign in with. Hashes of passwords never leave this file but for their check."""

from dataclasses import dataclass, field
from datetime import datetime

from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import Operator as OperatorRow
from core.domain.people import Operator, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What stands between an operator and the desk."""

    password_hash: str = field(repr=False)
    failures: int
    locked_until: datetime | None


def all_operators() -> list[Operator]:
    """Return all operators, oldest first."""
    return [operator_of(row) for row in OperatorRow.select().order_by(OperatorRow.id)]


def operator(operator_id: str) -> Operator | None:
    """Return an operator by id, or none."""
    row = row_by(OperatorRow, id=operator_id)
    return operator_of(row) if row is not None else None


def has_passwords() -> bool:
    """Tell whether anybody who may work here has a password: then everybody must sign in."""
    query = OperatorRow.select().where(OperatorRow.is_active, OperatorRow.password_hash != "")
    return bool(query.exists())


def lock_of(operator_id: str) -> Lock:
    """Return what an operator that exists signs in with."""
    row = OperatorRow.get(OperatorRow.id == operator_id)
    return Lock(password_hash=row.password_hash, failures=row.failures, locked_until=row.locked_until)


def set_name(tx: Tx, operator_id: str, name: str) -> None:
    """Write another name."""
    _update(tx, operator_id, name=name)


def set_role(tx: Tx, operator_id: str, role: Role) -> None:
    """Write another role."""
    _update(tx, operator_id, role=role.value)


def set_active(tx: Tx, operator_id: str, *, is_active: bool) -> None:
    """Switch an operator off or on."""
    _update(tx, operator_id, is_active=is_active)


def set_password(tx: Tx, operator_id: str, password_hash: str) -> None:
    """Write another password, and forget the wrong tries at the one before."""
    _update(tx, operator_id, password_hash=password_hash, failures=0, locked_until=None)


def note_try(tx: Tx, operator_id: str, failures: int, locked_until: datetime | None) -> None:
    """Write down a try before it is known to be right, so that no crash and no second window forgets it."""
    _update(tx, operator_id, failures=failures, locked_until=locked_until)


def note_entry(tx: Tx, operator_id: str) -> None:
    """Write down that the operator came in: the wrong tries are forgotten."""
    _update(tx, operator_id, failures=0, locked_until=None, last_seen_at=tx.now)


def operator_of(row: OperatorRow) -> Operator:
    """Return a row of the table as the rest of core knows it."""
    return Operator(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        is_active=row.is_active,
        has_password=bool(row.password_hash),
        last_seen_at=row.last_seen_at,
    )


def _update(tx: Tx, operator_id: str, **values: object) -> None:
    OperatorRow.update(**values).where(OperatorRow.id == operator_id).execute()
    tx.changed("operator", operator_id)
