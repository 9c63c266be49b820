"""Reconciliation: a provider's statement is compared with our books.

A run reads in small pieces, so the window and everything else go on meanwhile. Putting right what differs
is the work of `difference_desk.py`.
"""

import asyncio
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from core.clock import Clock
from core.db import audit_store, books_store, reconciliation_store
from core.db.books_store import PlaceInTime
from core.db.database import Database, Tx
from core.domain.differences import (
    Difference,
    DifferenceKind,
    DifferenceState,
    Found,
    Run,
    moment_of,
)
from core.domain.people import Operator, Permission
from core.domain.providers import Ability, StatementLine
from core.domain.reconciliation import Comparison
from core.errors import (
    QT_TRANSLATE_NOOP,
    AppError,
    InputError,
    LocalError,
    NotFound,
    clause,
)
from core.ids import new_id
from core.services.providers import Providers
from core.services.rights import allowed

CHUNK_LINES = 500
"""So many lines are compared in one read; it takes a few hundredths of a second."""
PAGE_PAYMENTS = 5000
"""So many payments are asked at once whether their line was seen."""
MAX_FILE_BYTES = 64 * 1024 * 1024
OnStep = Callable[[int, int], None]
"""Told after each piece: how many lines are compared, of how many."""
_WORD = re.compile(r"[\w:.-]{3,}")


class Reconcile:
    """Compares books, and shows what was found."""

    def __init__(self, db: Database, providers: Providers, clock: Clock) -> None:
        """Work on an open database with these providers."""
        self._db = db
        self._providers = providers
        self._clock = clock
        self._running: set[str] = set()

    async def from_api(
        self,
        provider: str,
        since: datetime,
        until: datetime,
        operator: Operator,
        on_step: OnStep = lambda _done, _all: None,
    ) -> Run:
        """Ask the provider for its own lines of that time and compare; returns the run when it has ended.

        Raises:
            NotAllowed, InputError, ProviderUnknown, CannotDo, RemoteError: nothing was compared.
        """
        operator = await allowed(self._db, operator, Permission.RECONCILE)
        if since >= until:
            raise InputError(
                field="since",
                value=str(since),
                problem=clause(QT_TRANSLATE_NOOP("Clause", "it must be before the end")),
            )
        lines = await self._providers.get(provider).statement(since, until)
        run = self._new_run(provider, "api", operator, since=since, until=until, lines=len(lines))
        return await self._run(run, lines, on_step)

    async def from_file(
        self,
        provider: str,
        file: Path,
        operator: Operator,
        on_step: OnStep = lambda _done, _all: None,
    ) -> Run:
        """Read a statement file of the provider and compare; returns the run when it has ended.

        Raises:
            NotAllowed, InputError, ProviderUnknown, CannotDo, BadStatement, LocalError: nothing was compared.
        """
        operator = await allowed(self._db, operator, Permission.RECONCILE)
        asked = self._providers.get(provider)
        data = await asyncio.to_thread(_read_file, file)
        lines = await asyncio.to_thread(asked.read_statement, data)
        digest = hashlib.sha256(data).hexdigest()
        moments = [moment_of(line.at) for line in lines]
        now = self._clock.now()
        run = self._new_run(
            provider,
            "file",
            operator,
            since=min(moments, default=now),
            until=max(moments, default=now),
            lines=len(lines),
        )
        return await self._run(replace(run, file_name=file.name, file_sha256=digest), lines, on_step)

    def can(self, provider: str) -> frozenset[Ability]:
        """Return which of STATEMENT and STATEMENT_FILE a provider gives; raises as `Providers.get`."""
        abilities = self._providers.get(provider).abilities
        return abilities & {Ability.STATEMENT, Ability.STATEMENT_FILE}

    async def runs(self, before_id: str | None = None, limit: int = 100) -> list[Run]:
        """Return a page of the runs, newest first; one that a dead process left is shown as stopped."""
        found = await self._db.read(lambda: reconciliation_store.runs(before_id, limit))
        return [self._as_it_is(one) for one in found]

    async def run(self, run_id: str) -> Run:
        """Return a run; raises NotFound."""
        found = await self._db.read(lambda: reconciliation_store.run(run_id))
        if found is None:
            raise NotFound(kind="reconciliation", ident=run_id)
        return self._as_it_is(found)

    async def kinds(self, run_id: str) -> list[tuple[DifferenceKind, int, int]]:
        """Return each kind a run found, how many there are and how many are open."""
        return await self._db.read(lambda: reconciliation_store.kinds(run_id))

    async def differences(
        self,
        run_id: str,
        *,
        kind: DifferenceKind | None = None,
        state: DifferenceState | None = None,
        after: tuple[int, str] | None = None,
        limit: int = 100,
    ) -> list[Difference]:
        """Return a page of what a run found, the most pressing kinds first."""
        return await self._db.read(
            lambda: reconciliation_store.differences(run_id, kind=kind, state=state, after=after, limit=limit)
        )

    async def _run(self, run: Run, lines: Sequence[StatementLine], on_step: OnStep) -> Run:
        await self._db.write(lambda tx: _begin(tx, run))
        self._running.add(run.id)
        status, detail = "stopped", ""
        try:
            await self._compare(run, lines, on_step)
            status = "done"
        except AppError as error:
            status, detail = "failed", str(error)
            raise
        finally:
            self._running.discard(run.id)
            now = self._clock.now()
            await self._db.write(
                lambda tx: reconciliation_store.change_run(
                    tx, run.id, status=status, detail=detail, done_at=now
                )
            )
        return await self.run(run.id)

    async def _compare(self, run: Run, lines: Sequence[StatementLine], on_step: OnStep) -> None:
        comparison = Comparison()
        unsettled = await self._db.read(lambda: books_store.unsettled_words(run.provider, _words))
        for start in range(0, len(lines), CHUNK_LINES):
            chunk = lines[start : start + CHUNK_LINES]
            found = await self._db.read(
                lambda part=chunk: list(  # type: ignore[misc]
                    comparison.lines(part, books_store.books(run.provider, part, unsettled))
                )
            )
            await self._keep(run, comparison, [(one, _at(one)) for one in found])
            on_step(comparison.compared, len(lines))
        after: PlaceInTime | None = None
        while True:
            ours, after = await self._db.read(
                lambda here=after: _only_ours(run, comparison, here)  # type: ignore[misc]
            )
            if ours:
                await self._keep(run, comparison, ours)
            if after is None:
                return

    async def _keep(
        self, run: Run, comparison: Comparison, found: Sequence[tuple[Found, datetime | None]]
    ) -> None:
        def write(tx: Tx) -> None:
            reconciliation_store.add_differences(tx, run.id, run.provider, found)
            reconciliation_store.change_run(
                tx, run.id, compared=comparison.compared, matched=comparison.matched
            )

        await self._db.write(write)

    def _new_run(
        self, provider: str, source: str, operator: Operator, *, since: datetime, until: datetime, lines: int
    ) -> Run:
        return Run(
            id=new_id(),
            provider=provider,
            source=source,
            file_name="",
            file_sha256="",
            since=since,
            until=until,
            status="running",
            detail="",
            lines=lines,
            compared=0,
            matched=0,
            actor=operator.name,
            created_at=self._clock.now(),
            done_at=None,
        )

    def _as_it_is(self, run: Run) -> Run:
        is_dead = run.status == "running" and run.id not in self._running
        return replace(run, status="stopped") if is_dead else run


def _begin(tx: Tx, run: Run) -> None:
    reconciliation_store.add_run(tx, run)
    audit_store.add(
        tx,
        actor=run.actor,
        action="reconciliation.run",
        subject_kind="reconciliation",
        subject_id=run.id,
        after={"provider": run.provider, "source": run.source, "lines": run.lines, "file": run.file_sha256},
    )


def _only_ours(
    run: Run, comparison: Comparison, after: PlaceInTime | None
) -> tuple[list[tuple[Found, datetime | None]], PlaceInTime | None]:
    """Return what only we have of one page of payments, and where the next page begins, None at the end."""
    page = books_store.paid_between(run.provider, run.since, run.until, after, PAGE_PAYMENTS)
    suspects = [one.external_id for one in page if one.has_refunds or not comparison.knows(one.external_id)]
    paid = list(books_store.payments(run.provider, suspects).values())
    refunds = books_store.refunds_of([one.id for one in paid])
    moments = {one.id: one.paid_at for one in paid}
    found = [(one, moments[one.payment_id]) for one in comparison.only_ours(paid, refunds)]
    return found, page[-1].place if len(page) == PAGE_PAYMENTS else None


def _at(found: Found) -> datetime | None:
    return moment_of(found.line.at) if found.line else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _read_file(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise InputError(
                field="file", value=file.name, problem=clause(QT_TRANSLATE_NOOP("Clause", "it is too long"))
            )
        return file.read_bytes()
    except OSError as error:
        raise LocalError(problem=f"{file.name} cannot be read ({error.strerror})") from error
