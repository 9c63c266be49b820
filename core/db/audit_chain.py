"""The end of the audit chain that is written at: numbers and seals for new rows, and the anchor.

Only the writer thread works with it, inside its transactions. The head is kept in memory, where it is right
because nobody else writes; a transaction that is undone takes its rows back, so the head is read afresh.
"""

from dataclasses import dataclass, replace

import peewee as pw

from core.domain.audit import BEFORE_THE_FIRST, UNSEALED, Anchor, End, SealKey, seal

_NEWEST = "SELECT seq FROM audit ORDER BY seq DESC LIMIT 1"
_NEWEST_SEALED = "SELECT seq, mac FROM audit WHERE mac <> x'' ORDER BY seq DESC LIMIT 1"
_ANCHOR = "SELECT seq, mac, key_name, seal FROM audit_anchor WHERE id = 1"
_DROP_ANCHOR = """
INSERT INTO audit_anchor (id, seq, mac, key_name, seal) VALUES (1, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE
SET seq = excluded.seq, mac = excluded.mac, key_name = excluded.key_name, seal = excluded.seal
"""


@dataclass(frozen=True, slots=True)
class _Head:
    seq: int
    mac: bytes


class AuditChain:
    """Seals the new rows of one open database; without a key they get no seal."""

    def __init__(self, database: pw.Database) -> None:
        """Know no key yet."""
        self._database = database
        self._key: SealKey | None = None
        self._kept_key: SealKey | None = None
        self._head: _Head | None = None
        self._kept: _Head | None = None

    @property
    def key(self) -> SealKey | None:
        """Return the key rows are sealed with, if there is one."""
        return self._key

    def use_key(self, key: SealKey) -> None:
        """Seal with this key from now on, if the transaction is not undone."""
        self._key = key
        self._head = None

    def next(self, at: int, *words: str) -> tuple[int | None, bytes]:
        """Return number and seal of the next row; `words` are what it says, in their order."""
        if self._key is None:
            return None, UNSEALED
        head = self._head or self._read_head()
        actor, action, kind, ident, before, after, reason = words
        seq = head.seq + 1
        mac = seal(self._key.rows, head.mac, (seq, at, actor, action, kind, ident, before, after, reason))
        self._head = _Head(seq, mac)
        return seq, mac

    def drop_anchor(self) -> None:
        """Write, at the end of the transaction, how far the chain reaches now."""
        if self._key is not None and self._head is not None and self._head is not self._kept:
            anchor = Anchor.of(self._key, self._head.seq, self._head.mac)
            arguments = (anchor.seq, anchor.mac, anchor.key_name, anchor.seal)
            self._database.execute_sql(_DROP_ANCHOR, arguments)

    def keep(self) -> None:
        """The transaction was committed."""
        self._kept_key, self._kept = self._key, self._head

    def undo(self) -> None:
        """The transaction was undone, or nobody knows: what is in the table counts."""
        self._key, self._head, self._kept = self._kept_key, None, None

    def anchor(self) -> Anchor | None:
        """Read the anchor."""
        row = self._database.execute_sql(_ANCHOR).fetchone()
        return Anchor(seq=row[0], mac=row[1], key_name=row[2], seal=row[3]) if row is not None else None

    def end(self) -> End:
        """Read where the table ends."""
        newest = self._database.execute_sql(_NEWEST).fetchone()
        if newest is None:
            return End()
        sealed = self._database.execute_sql(_NEWEST_SEALED).fetchone()
        end = End(newest=newest[0])
        return end if sealed is None else replace(end, sealed=sealed[0], mac=sealed[1])

    def _read_head(self) -> _Head:
        end = self.end()
        return _Head(end.newest, end.mac if end.sealed else BEFORE_THE_FIRST)
