"""The audit log: who did what to what, before and after, and why. Rows are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.db.database import Tx
from core.db.json_text import to_json
from core.db.tables import Audit, to_micros

# Plain SQL: a row is written with every transfer, and building the query anew took longer than running it.
_INSERT = """
INSERT INTO audit (at, actor, action, subject_kind, subject_id, before, after, reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One deed."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject_kind: str
    subject_id: str
    before: str
    after: str
    reason: str


def add(
    tx: Tx,
    *,
    actor: str,
    action: str,
    subject_kind: str,
    subject_id: object,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    """Write one row in the transaction of the deed."""
    arguments = (
        to_micros(tx.now), actor, action, subject_kind, str(subject_id),
        to_json(before or {}), to_json(after or {}), reason,
    )  # fmt: skip
    Audit._meta.database.execute_sql(_INSERT, arguments)


def of_subject(subject_kind: str, subject_id: object) -> list[AuditRow]:
    """Return all deeds done to one record, oldest first."""
    query = Audit.select().where(Audit.subject_kind == subject_kind, Audit.subject_id == str(subject_id))
    return [
        AuditRow(
            seq=row.seq,
            at=row.at,
            actor=row.actor,
            action=row.action,
            subject_kind=row.subject_kind,
            subject_id=row.subject_id,
            before=row.before,
            after=row.after,
            reason=row.reason,
        )
        for row in query.order_by(Audit.seq)
    ]
