"""The audit log as a whole: its key, its seal, what proves that it is whole, and finding deeds in it.

The key comes from the secrets of this machine (keyring first). The first start of a database makes one and
keeps it in the keyring. Without a key and without a keyring nothing is kept in plain text instead: rows are
written without a seal and everybody is told; sealing begins with the first start that has a key.

The anchor of the chain lies in the database. A copy of it is kept in the keyring, written when the program
closes and now and then: it finds a database that was put back, anchor and all, to an earlier day. Where
there is no keyring there is no such copy, and that is said.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from core.clock import Clock, SystemClock
from core.db import audit_search, audit_store
from core.db.database import Database
from core.domain.audit import Anchor, ChainFault, ChainWalk, Fault, SealKey, judge_end, judge_outside
from core.domain.audit_log import AuditFilter, AuditRow, ChainReport, ChainState, Sealing
from core.domain.people import Operator, Permission
from core.errors import AlreadyDone, InputError, NoKeyring
from core.gateways.secrets import AUDIT_KEY, Secret, Secrets, audit_anchor_name
from core.services.export import Cell, write_csv
from core.services.rights import allowed

log = logging.getLogger(__name__)

OUTSIDE_EVERY = timedelta(hours=1)
"""How often the copy outside the database is renewed while the program runs."""
EXPORT_ROWS = 2000
HEADING = (
    "seq", "at", "actor", "action", "subject_kind", "subject_id", "before", "after", "reason", "sealed",
)  # fmt: skip


class Audit:
    """The log of one database."""

    def __init__(self, db: Database, secrets: Secrets | None = None, clock: Clock | None = None) -> None:
        """Work on a database; without `secrets` there is neither a key to load nor a copy outside."""
        self._db = db
        self._secrets = secrets
        self._clock = clock or SystemClock()
        self._outside_at = self._clock.now()
        self.state = ChainState(sealing=Sealing.NO_KEY)

    # the seal ---------------------------------------------------------------------------------------------

    async def load(self) -> Secret | None:
        """Read the key from where this machine keeps it; for a start that does other things meanwhile."""
        try:
            return await asyncio.to_thread(self._secrets.get, AUDIT_KEY) if self._secrets else None
        except InputError as error:
            log.error("The key of the audit log cannot be used: %s", error)
            return Secret("unusable", str(error.facts.get("problem", "")))

    async def open(self, secret: Secret | None) -> None:
        """Begin to seal with the key that `load` returned, or with a new one where there is no chain yet."""
        end, anchor = await self._db.read(audit_store.end)
        if secret is None and anchor is None and not end.sealed:
            secret = await self._made()
        if secret is None:
            self._set(ChainState(sealing=Sealing.NO_KEY))
            return
        try:
            key = SealKey.from_text(secret.value)
        except ValueError:
            self._set(ChainState(sealing=Sealing.BAD_KEY, key_source=secret.source))
            return
        sealing = await self._db.write(lambda tx: audit_store.begin_sealing(tx, key))
        outside = await self._read_outside()
        self._set(ChainState(sealing=sealing, key_source=secret.source, has_outside=self._can_keep))
        if sealing is Sealing.ON and outside is not None:
            faults = await self._db.read(lambda: _outside_faults(key, outside))
            self.state = replace(self.state, is_outside_broken=bool(faults))

    async def close(self) -> None:
        """Renew the copy outside the database."""
        await self.keep_outside()

    async def keep_outside_now_and_then(self) -> None:
        """Renew the copy outside if the last time is long ago."""
        if abs(self._clock.now() - self._outside_at) >= OUTSIDE_EVERY:  # also if the clock went back
            await self.keep_outside()

    async def keep_outside(self) -> None:
        """Renew the copy of the anchor in the keyring, unless the one there knows rows that are gone here."""
        self._outside_at = self._clock.now()
        if self.state.sealing is not Sealing.ON or not self._can_keep or self.state.is_outside_broken:
            return
        if await self._check_outside():
            return
        await self._write_outside()

    async def accept_outside(self, operator: Operator | None, reason: str) -> None:
        """Let the chain as it is now be the one that the copy outside knows; what it knew before is noted.

        For a database that was put back from a copy with good reason. None stands for the terminal.

        Raises:
            NotAllowed: the operator may not.
        """
        if operator is not None:
            operator = await allowed(self._db, operator, Permission.MANAGE_OPERATORS)
        outside = await self._read_outside()
        if outside is None or self.state.sealing is not Sealing.ON:
            return
        facts = {"rows": outside.seq, "head": outside.mac.hex()}
        actor = operator.name if operator is not None else "system"
        await self._db.write(
            lambda tx: audit_store.note(tx, "audit.put_back", after=facts, actor=actor, reason=reason)
        )
        await self._write_outside()
        self.state = replace(self.state, is_outside_broken=False)

    async def check(self, on_progress: Callable[[int, int], None] | None = None) -> ChainReport:
        """Read the whole chain and check it; `on_progress` is told rows read and rows in all."""
        at = self._clock.now()
        key, (end, anchor) = await self._db.read(lambda: (audit_store.key(), audit_store.end()))
        head = anchor.mac.hex() if anchor is not None else ""
        if key is None:
            other = self.state.sealing is Sealing.OTHER_KEY
            fault = ChainFault(kind=Fault.OTHER_KEY if other else Fault.NO_KEY)
            return ChainReport(at=at, rows=end.newest, head=head, faults=(fault,))
        walk, after = ChainWalk(key), -(2**62)
        while True:
            taken = await self._db.read(lambda seq=after: _walk(walk, seq, end.newest))  # type: ignore[misc]
            if taken is None:
                break
            after = taken
            if on_progress is not None:
                on_progress(after, end.newest)
        walk.finish()
        faults = [*walk.faults, *judge_end(end, key, anchor), *await self._check_outside()]
        return ChainReport(
            at=at,
            rows=walk.seq,
            sealed_from=walk.sealed_from,
            head=head,
            has_outside=self._can_keep,
            faults=tuple(dict.fromkeys(faults)),
        )

    # looking ----------------------------------------------------------------------------------------------

    async def page(
        self, wanted: AuditFilter, *, before_seq: int | None = None, limit: int = 100
    ) -> list[AuditRow]:
        """Return a page of deeds, newest first."""
        return await self._db.read(lambda: audit_search.find(wanted, before_seq=before_seq, limit=limit))

    async def actors(self) -> list[str]:
        """Return everybody who did something."""
        return await self._db.read(audit_search.actors)

    async def actions(self) -> list[str]:
        """Return every kind of deed that was done."""
        return await self._db.read(audit_search.actions)

    async def export(
        self,
        target: Path,
        wanted: AuditFilter,
        operator: Operator,
        on_progress: Callable[[int], None] | None = None,
    ) -> int:
        """Write the deeds found to a CSV file, oldest first, and return how many they are.

        The last line says how many rows the file has and the head of the chain: its length and its newest
        seal. The export is itself a deed of the log.

        Raises:
            NotAllowed: the operator may not.
            LocalError: the file could not be written.
        """
        operator = await allowed(self._db, operator, Permission.EXPORT_AUDIT)
        end, _anchor = await self._db.read(audit_store.end)
        control = {"chain rows": end.newest, "chain head": end.mac.hex() if end.sealed else "not sealed"}
        rows = await write_csv(
            target, HEADING, self._pages(wanted, end.newest), control=control, on_progress=on_progress
        )
        facts = {"file": target.name, "rows": rows}
        await self._db.write(
            lambda tx: audit_store.note(tx, "audit.export", after=facts, actor=operator.name)
        )
        return rows

    async def _pages(self, wanted: AuditFilter, newest: int) -> AsyncIterator[list[list[Cell]]]:
        after = 0
        while True:
            rows = await self._db.read(
                lambda seq=after: audit_search.find_on(  # type: ignore[misc]
                    wanted, after_seq=seq, last_seq=newest, limit=EXPORT_ROWS
                )
            )
            if not rows:
                return
            after = rows[-1].seq
            yield [_cells(row) for row in rows]

    # the key and the copy outside -------------------------------------------------------------------------

    @property
    def _can_keep(self) -> bool:
        return self._secrets is not None and self._secrets.can_save

    @property
    def _outside_name(self) -> str:
        return audit_anchor_name(self._db.path)

    async def _made(self) -> Secret | None:
        if self._secrets is None:
            return None
        try:
            return await asyncio.to_thread(self._secrets.make, AUDIT_KEY)
        except (NoKeyring, AlreadyDone) as error:
            log.info("No key for the audit log was made: %s", error)
            return None

    async def _read_outside(self) -> Anchor | None:
        if self._secrets is None or not self._can_keep:
            return None
        secret = await asyncio.to_thread(self._secrets.get, self._outside_name)
        return Anchor.from_text(secret.value) if secret is not None else None

    async def _write_outside(self) -> None:
        anchor = (await self._db.read(audit_store.end))[1]
        if anchor is None or self._secrets is None:
            return
        try:
            await asyncio.to_thread(self._secrets.save, self._outside_name, anchor.as_text())
        except NoKeyring as error:
            log.warning("The anchor of the audit log has no copy outside the database: %s", error)

    async def _check_outside(self) -> list[ChainFault]:
        outside = await self._read_outside()
        if outside is None:
            return []

        def read() -> list[ChainFault]:
            key = audit_store.key()
            return _outside_faults(key, outside) if key is not None else []

        return await self._db.read(read)

    def _set(self, state: ChainState) -> None:
        self.state = state
        if state.sealing is not Sealing.ON:
            log.warning("The audit log is written without a seal: %s", state.sealing.value)


def _walk(walk: ChainWalk, after: int, newest: int) -> int | None:
    """Check the next page; returns its last row, None when there was none."""
    rows = audit_store.page(after, newest)
    for said, mac in rows:
        walk.take(said, mac)
    return rows[-1][0][0] if rows else None


def _outside_faults(key: SealKey, outside: Anchor) -> list[ChainFault]:
    newest = audit_store.end()[0].newest
    return judge_outside(newest, key, outside, audit_store.mac_at(outside.seq))


def _cells(row: AuditRow) -> list[Cell]:
    return [
        row.seq,
        row.at.isoformat(),
        row.actor,
        row.action,
        row.subject_kind,
        row.subject_id,
        row.before,
        row.after,
        row.reason,
        "yes" if row.is_sealed else "no",
    ]
