"""The audit log: who did what to what, before and after, and why. Rows are only ever added, each sealed."""

from collections.abc import Mapping

from core.db.audit_chain import AuditChain
from core.db.database import Tx
from core.db.json_text import to_json
from core.db.tables import Audit, to_micros
from core.domain.audit import (
    BROKEN_ACTION,
    SEAL_ACTION,
    Anchor,
    ChainFault,
    Digest,
    End,
    Said,
    SealKey,
    broken_facts,
    judge_end,
)
from core.domain.audit_log import AuditRow, Sealing

# Plain SQL: a row is written with every transfer, and building the query anew took longer than running it.
_INSERT = """
INSERT INTO audit (seq, at, actor, action, subject_kind, subject_id, before, after, reason, mac)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PAGE = """
SELECT seq, at, actor, action, subject_kind, subject_id, before, after, reason, mac
FROM audit WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?
"""
_MAC_AT = "SELECT mac FROM audit WHERE seq = ?"
_PAGE_ROWS = 5000

SUBJECT = ("audit", "chain")
"""The subject of rows about the log itself."""


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
    """Write one row in the transaction of the deed, sealed if the database was given the key."""
    at = to_micros(tx.now)
    words = (
        actor, action, subject_kind, str(subject_id), to_json(before or {}), to_json(after or {}), reason,
    )  # fmt: skip
    seq, mac = _chain().next(at, *words)
    Audit._meta.database.execute_sql(_INSERT, (seq, at, *words, mac))


def begin_sealing(tx: Tx, key: SealKey) -> Sealing:
    """Seal every row from now on; what is wrong with the end of the chain is written down, sealed.

    Rows without a seal are bound by the row this writes: their number and digest are in it. A chain of
    another key is not gone on with.
    """
    chain = _chain()
    anchor, end = chain.anchor(), chain.end()
    if anchor is not None and anchor.key_name != key.name:
        return Sealing.OTHER_KEY
    unsealed, after = Digest(), end.sealed
    while rows := page(after, end.newest):
        for said, _mac in rows:
            unsealed.add(said)
        after = rows[-1][0][0]
    chain.use_key(key)
    if unsealed.rows or not end.sealed:
        note(tx, SEAL_ACTION, after=unsealed.facts() | {"key": key.name})
    faults = judge_end(end, key, anchor)
    if faults:
        note_faults(tx, faults)
    return Sealing.ON


def note(
    tx: Tx, action: str, *, after: Mapping[str, object], actor: str = "system", reason: str = ""
) -> None:
    """Write a row about the log itself."""
    kind, ident = SUBJECT
    add(tx, actor=actor, action=action, subject_kind=kind, subject_id=ident, after=after, reason=reason)
    tx.changed("audit", ident)


def note_faults(tx: Tx, faults: list[ChainFault]) -> None:
    """Write down what is wrong with the chain, so that it stays known when the chain goes on."""
    note(tx, BROKEN_ACTION, after=broken_facts(faults))


def key() -> SealKey | None:
    """Return the key that new rows are sealed with."""
    return _chain().key


def end() -> tuple[End, Anchor | None]:
    """Return where the chain ends, and its anchor."""
    return _chain().end(), _chain().anchor()


def page(after_seq: int, last_seq: int, limit: int = _PAGE_ROWS) -> list[tuple[Said, bytes]]:
    """Return the next rows as they lie there, each with its seal, for checking."""
    cursor = Audit._meta.database.execute_sql(_PAGE, (after_seq, last_seq, limit))
    return [(row[:9], row[9]) for row in cursor.fetchall()]


def mac_at(seq: int) -> bytes:
    """Return the seal of a row, empty if there is no such row or no seal."""
    row = Audit._meta.database.execute_sql(_MAC_AT, (seq,)).fetchone()
    return b"" if row is None else bytes(row[0])


def of_subject(subject_kind: str, subject_id: object) -> list[AuditRow]:
    """Return all deeds done to one record, oldest first."""
    query = Audit.select().where(Audit.subject_kind == subject_kind, Audit.subject_id == str(subject_id))
    return [row_of(row) for row in query.order_by(Audit.seq)]


def row_of(row: Audit) -> AuditRow:
    """Return a row of the table as the rest of core knows it."""
    return AuditRow(
        seq=row.seq,
        at=row.at,
        actor=row.actor,
        action=row.action,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        before=row.before,
        after=row.after,
        reason=row.reason,
        is_sealed=bool(row.mac),
    )


def _chain() -> AuditChain:
    chain = Audit._meta.database.chain
    assert isinstance(chain, AuditChain)  # noqa: S101 - the database that the tables are bound to has one
    return chain
