"""One deed done to many: looked at, bound to what was seen, done row by row, and stopped at any moment.

seen = await core.bulk.preview(wish, operator)
run = await core.bulk.start(wish, seen.digest, operator)     # refused if anything moved since
await core.bulk.cancel(run.id, operator)                     # at the next row

Each row is one short transaction: the deed and what became of the row together, so a run that was killed
goes on where it stopped, with none lost and none done twice. Retries only make attempts; the engine sends
them a few at a time, and no more are made than it has places for.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.db import audit_store, bulk_facts, bulk_store, operator_store, training_table_store
from core.db.database import Database, Tx
from core.domain.bulk import (
    MAX_ITEMS,
    BulkKind,
    BulkPreview,
    BulkRow,
    BulkRun,
    BulkWish,
    ItemState,
    RunStatus,
    Seen,
    Why,
    digest_of,
)
from core.domain.bulk_judge import Judged
from core.domain.people import Operator, Permission
from core.domain.training_views import TrainingFilter
from core.errors import (
    QT_TRANSLATE_NOOP,
    AlreadyDone,
    InputError,
    NotFound,
    OperationMismatch,
    PlanChanged,
    RuleError,
    clause,
)
from core.money import Stars
from core.services import bulk_deeds, bulk_groups, bulk_items
from core.services.bulk_items import PERMISSIONS, Rules
from core.services.deeds import Deeds
from core.services.flow import Flow
from core.services.gate import Gate
from core.services.payments import require_reason
from core.services.rights import acting
from core.services.trainings import Wake

TRIED = 50
"""So many rows of a preview are really done and undone: of ten thousand that would hold the database for
a minute. Every row is judged by the function that judges it when it is done."""
NO_REASON_YET = "no reason yet"
"""Stands for the reason in a preview: that is typed while one looks at it."""
_REFUSALS = (RuleError, NotFound, InputError)
_OPEN = (RunStatus.ASKED, RunStatus.RUNNING, RunStatus.PAUSED)


class Bulk:
    """Looks at, starts, drives and stops bulk runs."""

    def __init__(
        self, db: Database, deeds: Deeds, gate: Gate, flow: Flow, *, places: int, wake: Wake
    ) -> None:
        """Work on an open database; `deeds` knows the caps, gate and flow what may be sent.

        No more than `places` attempts wait to be sent because of a run.
        """
        self._db = db
        self._deeds = deeds
        self._gate = gate
        self._flow = flow
        self._places = places
        self._wake = wake

    async def preview(self, wish: BulkWish, operator: Operator) -> BulkPreview:
        """Return what the run would do, row by row, found out in one transaction that is undone.

        Raises:
            NotAllowed, InputError: it could not be started.
        """
        wish.check()
        return await self._db.preview(lambda tx: self._look(tx, wish, operator))

    async def start(self, wish: BulkWish, digest: str, operator: Operator) -> BulkRun:
        """Store a run with all its rows and let it begin; the engine does it, here or after a restart.

        A repeat is one run. One that gives back more than the operator's caps stays ASKED until a second
        person agrees.

        Raises:
            PlanChanged: a row is not as it was when `preview` gave this digest; look again.
            NotAllowed, InputError, OperationMismatch: nothing was started.
        """
        wish.check()
        require_reason(wish.reason)
        run = await self._db.write(lambda tx: self._store(tx, wish, digest, operator))
        if run.status is RunStatus.ASKED:
            await self._deeds.do(bulk_deeds.run_deed(run), operator)
        return await self.run(run.id)

    async def drive_open(self) -> None:
        """Take every run that is under way as far as it may go now."""
        for run_id in await self._db.read(bulk_store.running):
            moved = 0
            while await self._step(run_id):
                moved += 1
            if moved:
                self._wake()

    async def hold(self, run_id: str, operator: Operator, *, goes_on: bool) -> BulkRun:
        """Pause a run at the next row, or let it go on.

        Raises:
            NotAllowed, NotFound, AlreadyDone: it stays as it is.
        """
        to, of = (RunStatus.RUNNING, RunStatus.PAUSED) if goes_on else (RunStatus.PAUSED, RunStatus.RUNNING)
        return await self._move(run_id, operator, to, [of])

    async def cancel(self, run_id: str, operator: Operator) -> BulkRun:
        """Stop a run at the next row, for good; what was done stays done.

        Raises:
            NotAllowed, NotFound, AlreadyDone: it had ended.
        """
        return await self._move(run_id, operator, RunStatus.CANCELLED, _OPEN)

    async def matching(self, wanted: TrainingFilter) -> tuple[str, ...]:
        """Return the trainings that match a filter, newest first, for a run over all of them.

        One more than a run takes is returned where there are too many, so that the run is refused.
        """
        return tuple(await self._db.read(lambda: training_table_store.ids(wanted, MAX_ITEMS + 1)))

    async def trainings_of(self, attempt_ids: Sequence[str]) -> tuple[str, ...]:
        """Return the trainings of these attempts, each once."""
        return tuple(await self._db.read(lambda: bulk_facts.trainings_of(attempt_ids)))

    async def undoing(self, run_id: str, *, undo_id: str) -> BulkWish:
        """Return the run `undo_id` that takes back what this one did; it is looked at and started as any.

        Raises:
            NotFound, NoUndo, AlreadyDone: it is not undone as a whole, still runs, or was undone.
        """
        return await self._db.read(lambda: bulk_groups.undo_wish(run_id, undo_id))

    async def run(self, run_id: str) -> BulkRun:
        """Return a run with its counts; raises NotFound."""
        return await self._db.read(lambda: bulk_deeds.known(run_id))

    async def runs(self, limit: int = 50) -> list[BulkRun]:
        """Return the newest runs."""
        return await self._db.read(lambda: bulk_store.newest(limit))

    async def rows(
        self, run_id: str, *, after: int = 0, state: ItemState | None = None, limit: int = 500
    ) -> list[BulkRow]:
        """Return a page of what became of each row, those after number `after`."""
        return await self._db.read(lambda: bulk_store.items(run_id, after=after, state=state, limit=limit))

    def _look(self, tx: Tx, wish: BulkWish, operator: Operator) -> BulkPreview:
        who = acting(operator, PERMISSIONS[wish.kind])
        rules = _rules(wish, who)
        rows = bulk_items.look(wish.kind, wish.terms, wish.ids)
        judged = bulk_items.judge_all(rules, rows)
        digest = _digest(wish, rows, judged)
        run = _new_run(tx, wish, digest, judged, who)
        needs_second = False
        if wish.kind is BulkKind.REFUND and run.stars:
            bulk_store.add(tx, run, zip(rows, judged, strict=True))
            deed = bulk_deeds.run_deed(replace(run, reason=run.reason or NO_REASON_YET))
            needs_second = self._deeds.excess(tx, deed, who) is not None
        refusals = _try_some(tx, run, rows, judged)
        judged = [Judged(why=Why.REFUSED) if n in refusals else one for n, one in enumerate(judged)]
        return BulkPreview(
            rows=[
                _row(n, *both, refusals.get(n, "")) for n, both in enumerate(zip(rows, judged, strict=True))
            ],
            totals=bulk_items.totals(rows, judged),
            digest=digest,
            needs_second=needs_second,
        )

    def _store(self, tx: Tx, wish: BulkWish, digest: str, operator: Operator) -> BulkRun:
        known = bulk_store.by_id(wish.run_id)
        if known is not None:
            if known.digest != digest:
                raise OperationMismatch(operation_id=wish.run_id)
            return known
        who = acting(operator, PERMISSIONS[wish.kind])
        if wish.kind is BulkKind.RETRY and wish.terms.is_free:
            acting(operator, Permission.RETRY_FREE)
        rows = bulk_items.look(wish.kind, wish.terms, wish.ids)
        judged = bulk_items.judge_all(_rules(wish, who), rows)
        if _digest(wish, rows, judged) != digest:
            raise PlanChanged
        if all(one.why is not None for one in judged):
            problem = clause(QT_TRANSLATE_NOOP("Clause", "there is nothing to do in any row"))
            raise InputError(field="rows", value=len(rows), problem=problem)
        run = _new_run(tx, wish, digest, judged, who)
        bulk_store.add(tx, run, zip(rows, judged, strict=True))
        _audit(tx, run, who.name, "start")
        return run

    async def _step(self, run_id: str) -> bool:
        """Do one row; false when there is none, or none may be done now."""
        may_send = self._gate.state.is_open and self._flow.may_send
        try:
            return await self._db.write(lambda tx: self._do(tx, run_id, may_send=may_send))
        except _REFUSALS as error:
            code = error.code
            return await self._db.write(lambda tx: _refused(tx, run_id, code))

    def _do(self, tx: Tx, run_id: str, *, may_send: bool) -> bool:
        run = bulk_store.bare(run_id)
        if run is None or run.status is not RunStatus.RUNNING:
            return False
        if run.kind is BulkKind.RETRY and not (may_send and bulk_facts.unsent() < self._places):
            return False
        who = operator_store.operator(run.actor_id)
        if who is None or not who.may(PERMISSIONS[run.kind]):
            bulk_store.move(tx, run_id, RunStatus.PAUSED, of=[RunStatus.RUNNING])
            _audit(tx, run, run.actor, "lost_its_operator")
            return False
        may_be_free = who.may(Permission.RETRY_FREE)
        if bulk_items.do_next(tx, run, Rules(kind=run.kind, terms=run.terms, may_be_free=may_be_free)):
            return True
        bulk_store.move(tx, run_id, RunStatus.DONE, of=[RunStatus.RUNNING])
        _audit(tx, bulk_deeds.known(run_id), run.actor, "done")
        return False

    async def _move(self, run_id: str, operator: Operator, to: RunStatus, of: Sequence[RunStatus]) -> BulkRun:
        def write(tx: Tx) -> BulkRun:
            run = bulk_deeds.known(run_id)
            who = acting(operator, PERMISSIONS[run.kind])
            if not bulk_store.move(tx, run_id, to, of=of):
                raise AlreadyDone(problem=clause(QT_TRANSLATE_NOOP("Clause", "the run is not under way")))
            _audit(tx, run, who.name, to.value)
            return bulk_deeds.known(run_id)

        return await self._db.write(write)


def _rules(wish: BulkWish, who: Operator) -> Rules:
    return Rules(kind=wish.kind, terms=wish.terms, may_be_free=who.may(Permission.RETRY_FREE))


def _digest(wish: BulkWish, rows: Sequence[Seen], judged: Sequence[Judged]) -> str:
    """Bind to how each row looked and to what would become of it; a balance counts where it decides that."""
    verdicts = [f"{one.mark} {what.mark}" for one, what in zip(rows, judged, strict=True)]
    return digest_of(wish, verdicts)


def _new_run(tx: Tx, wish: BulkWish, digest: str, judged: Sequence[Judged], who: Operator) -> BulkRun:
    is_asked = wish.kind is BulkKind.REFUND
    return BulkRun(
        id=wish.run_id,
        kind=wish.kind,
        terms=wish.terms,
        filter_words=wish.filter_words,
        reason=wish.reason.strip(),
        digest=digest,
        total=len(wish.ids),
        stars=Stars(sum(one.stars.hundredths for one in judged)),
        status=RunStatus.ASKED if is_asked else RunStatus.RUNNING,
        actor=who.name,
        actor_id=who.id,
        created_at=tx.now,
    )


def _try_some(tx: Tx, run: BulkRun, rows: Sequence[Seen], judged: Sequence[Judged]) -> dict[int, str]:
    """Do the first rows for once, in the transaction that is undone; return which said no, by place."""
    refusals: dict[int, str] = {}
    doable = [(n, seen) for n, (seen, one) in enumerate(zip(rows, judged, strict=True)) if one.why is None]
    for place, seen in doable[:TRIED]:
        try:
            bulk_items.perform(tx, run, seen)
        except _REFUSALS as error:
            refusals[place] = error.code
    return refusals


def _row(place: int, seen: Seen, judged: Judged, detail: str) -> BulkRow:
    return BulkRow(
        number=place + 1,
        id=seen.id,
        label=seen.label,
        customer_id=seen.customer_id,
        customer=seen.customer,
        state=ItemState.SKIPPED if judged.why else ItemState.WAITING,
        why=judged.why,
        stars=judged.stars,
        detail=detail,
    )


def _refused(tx: Tx, run_id: str, code: str) -> bool:
    """Write down that the deed said no to the row that was next."""
    item = bulk_store.next_item(run_id)
    if item is None:
        return False
    return bulk_store.note(tx, run_id, item[0], ItemState.FAILED, why=f"{Why.REFUSED.value} {code}")


def _audit(tx: Tx, run: BulkRun, actor: str, what: str) -> None:
    audit_store.add(
        tx,
        actor=actor,
        action=f"bulk.{what}",
        subject_kind="bulk",
        subject_id=run.id,
        after={
            "kind": run.kind.value,
            "rows": run.total,
            "stars": run.stars.hundredths,
            "filter": run.filter_words,
            "done": run.done,
            "skipped": run.skipped,
            "failed": run.failed,
        },
        reason=run.reason,
    )
