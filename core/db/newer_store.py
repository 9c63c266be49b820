"""Trainings at Replicate that this console sent and this database does not know: they are newer than it.

They are remembered as rows of the audit log, which nobody can take back; one that an attempt knows by now,
because it was adopted, counts no longer.
"""

from dataclasses import dataclass

from core.db import audit_store
from core.db.database import Tx
from core.db.tables import Account

ACTION = "training.newer"
_UNKNOWN = """
    SELECT subject_id, json_extract(after, '$.provider_id') AS there FROM audit
    WHERE action = 'training.newer'
        AND NOT EXISTS (SELECT 1 FROM attempt WHERE provider_id = json_extract(audit.after, '$.provider_id'))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newer:
    """One of them; the ids are those it was sent with, of which the training may be here."""

    provider_id: str
    training_id: str
    attempt_id: str


def note(tx: Tx, found: Newer) -> bool:
    """Remember one; returns whether it is new."""
    known = "SELECT 1 FROM audit WHERE action = ? AND json_extract(after, '$.provider_id') = ?"
    if _rows(known, (ACTION, found.provider_id)):
        return False
    audit_store.add(
        tx,
        actor="system",
        action=ACTION,
        subject_kind="training",
        subject_id=found.training_id,
        after={"provider_id": found.provider_id, "attempt": found.attempt_id},
        reason="sent from here, and not in this database: it is older",
    )
    tx.changed("training", found.training_id)
    return True


def unknown() -> dict[str, str]:
    """Return the id of the training by the id at Replicate, for all that are still not known here."""
    return {str(there): str(training_id) for training_id, there in _rows(_UNKNOWN)}


def has(training_id: str) -> bool:
    """Tell whether a training was run at Replicate in a way that is not known here."""
    rows = _rows(f"{_UNKNOWN} AND subject_kind = 'training' AND subject_id = ?", (training_id,))
    return bool(rows)


def _rows(sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = Account._meta.database.execute_sql(sql, values).fetchall()
    return rows
