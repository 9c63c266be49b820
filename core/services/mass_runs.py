"""Plan time given to a chosen set of customers: tried first, then done row by row, resumable (B74, S21)."""

from collections.abc import Sequence
from dataclasses import replace

from core.db import audit_store, mass_store, people_store
from core.db.database import Database, Tx
from core.domain.mass_runs import MassPreview, MassRequest, MassRow, MassRun, RowStatus, RunStatus
from core.domain.people import Operator, Permission
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, InputError, NotFound, OperationMismatch, clause
from core.money import ZERO, Stars
from core.services import plan_deeds, price_lists, subscriptions
from core.services.deeds import Deeds
from core.services.payments import require_reason
from core.services.rights import acting, allowed
from core.services.subscriptions import Gift

AT_ONCE = 25
"""Customers in one transaction: a run never holds the database longer than a blink."""


class MassRuns:
    """Gives plan time to many; a run that was begun goes on after a crash."""

    def __init__(self, db: Database, deeds: Deeds) -> None:
        """Work on an open database; `deeds` knows the caps."""
        self._db = db
        self._deeds = deeds

    async def preview(self, asked: MassRequest, operator: Operator) -> MassPreview:
        """Return what the run would do, found out by the very code that does it, and undone.

        Raises:
            NotAllowed, InputError, NotFound: it could not be started.
        """
        operator = await allowed(self._db, operator, Permission.MANAGE_PLANS)
        _require_sense(asked)

        def attempt(tx: Tx, some: tuple[int, ...], first: int) -> list[MassRow]:
            run = _begin(tx, replace(asked, customer_ids=some), operator)
            return [_give(tx, run, number, one) for number, one in enumerate(some, first)]

        rows: list[MassRow] = []
        for begin in range(0, len(asked.customer_ids), AT_ONCE):  # so that others may write in between
            some = asked.customer_ids[begin : begin + AT_ONCE]
            rows += await self._db.preview(lambda tx, few=some, at=begin + 1: attempt(tx, few, at))  # type: ignore[misc]
        given = sum(row.status is RowStatus.DONE for row in rows)
        return MassPreview(rows=tuple(rows), stars=asked.stars * given, messages=given if asked.tells else 0)

    async def start(self, asked: MassRequest, operator: Operator) -> MassRun:
        """Store a run with all its rows and begin it; `drive` does it, here or after a restart.

        A repeat is one run. Above the operator's caps it stays ASKED until a second person agrees.

        Raises:
            NotAllowed, InputError, NotFound, OperationMismatch: nothing was started.
        """
        operator = await allowed(self._db, operator, Permission.MANAGE_PLANS)
        _require_sense(asked)

        def store(tx: Tx) -> MassRun:
            return _begin(tx, asked, acting(operator, Permission.MANAGE_PLANS))

        run = await self._db.write(store)
        await self._deeds.do(plan_deeds.run_deed(run), operator)
        return await self.run(run.id)

    async def drive(self, run_id: str) -> MassRun:
        """Give the next few customers of a run theirs; each once, whoever calls this how often."""

        def write(tx: Tx) -> MassRun:
            run = _known(run_id)
            if run.status is not RunStatus.RUNNING:
                return run
            few = mass_store.waiting(run_id, AT_ONCE)
            for one in few:
                row = _give(tx, run, 0, one)
                mass_store.note(
                    tx, run_id, one, row.status, detail=row.detail, period_id=row.period_id or None
                )
            if len(few) < AT_ONCE:
                _finish(tx, _known(run_id))
            return _known(run_id)

        return await self._db.write(write)

    async def drive_open(self) -> int:
        """Take every run that is under way to its end; returns how many there were."""
        runs = await self._db.read(mass_store.running)
        for run in runs:
            while run.status is RunStatus.RUNNING:
                run = await self.drive(run.id)
        return len(runs)

    async def hold(self, run_id: str, operator: Operator, *, goes_on: bool) -> MassRun:
        """Pause a run, or let it go on.

        Raises:
            NotAllowed, NotFound, AlreadyDone: it stays as it is.
        """
        wanted = RunStatus.RUNNING if goes_on else RunStatus.PAUSED

        def write(tx: Tx) -> MassRun:
            who = acting(operator, Permission.MANAGE_PLANS)
            run = _known(run_id)
            if run.status in (RunStatus.DONE, RunStatus.ASKED) or not mass_store.move(tx, run, wanted):
                raise AlreadyDone(problem=clause(QT_TRANSLATE_NOOP("Clause", "the run is not under way")))
            audit_store.add(
                tx,
                actor=who.name,
                action="plan.mass_run_held",
                subject_kind="mass_run",
                subject_id=run.id,
                before={"status": run.status.value},
                after={"status": wanted.value, "waiting": run.waiting},
            )
            return _known(run_id)

        return await self._db.write(write)

    async def run(self, run_id: str) -> MassRun:
        """Return a run with its counts; raises NotFound."""
        return await self._db.read(lambda: _known(run_id))

    async def runs(self) -> list[MassRun]:
        """Return the newest runs."""
        return await self._db.read(mass_store.all_runs)

    async def report(self, run_id: str, *, after: int = 0) -> Sequence[MassRow]:
        """Return a page of what became of each customer."""
        return await self._db.read(lambda: mass_store.rows(run_id, after=after))


def _require_sense(asked: MassRequest) -> None:
    require_reason(asked.reason)
    if not asked.customer_ids:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "name at least one customer"))
        raise InputError(field="customers", value="", problem=problem)
    if (asked.days is not None and asked.days < 1) or asked.stars < ZERO:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "more than zero is needed"))
        raise InputError(field="days", value=asked.days, problem=problem)


def _begin(tx: Tx, asked: MassRequest, operator: Operator) -> MassRun:
    known = mass_store.by_id(asked.run_id)
    if known is not None:
        same = (known.plan, known.days, known.stars, known.total)
        if same != (asked.plan, asked.days, asked.stars, len(set(asked.customer_ids))):
            raise OperationMismatch(operation_id=asked.run_id)
        return known
    price_lists.plan_of(asked.plan, tx.now)
    run = MassRun(
        id=asked.run_id,
        plan=asked.plan,
        days=asked.days,
        stars=asked.stars,
        reason=asked.reason,
        tells=asked.tells,
        status=RunStatus.ASKED,
        actor=operator.name,
        actor_id=operator.id,
        created_at=tx.now,
    )
    mass_store.add(tx, run, list(dict.fromkeys(asked.customer_ids)))
    audit_store.add(
        tx,
        actor=operator.name,
        action="plan.mass_run",
        subject_kind="mass_run",
        subject_id=run.id,
        after={
            "customers": len(asked.customer_ids),
            "plan": asked.plan,
            "days": asked.days or 0,
            "stars": Stars(asked.stars.hundredths).hundredths,
        },
        reason=asked.reason,
    )
    return _known(run.id)


def _give(tx: Tx, run: MassRun, number: int, customer_id: int) -> MassRow:
    """Give one customer theirs, or say why not."""
    if people_store.customer(customer_id) is None:
        return MassRow(number=number, customer_id=customer_id, status=RowStatus.SKIPPED, detail="unknown")
    gift = Gift(
        operation_id=f"run:{run.id}:{customer_id}",
        customer_id=customer_id,
        plan=run.plan,
        days=run.days,
        stars=run.stars,
        reason=run.reason,
        tells=run.tells,
    )
    period, line = subscriptions.give(tx, gift, actor=run.actor, actor_id=run.actor_id)
    return MassRow(
        number=number,
        customer_id=customer_id,
        status=RowStatus.DONE,
        period_id=period.id,
        until=subscriptions.last_moment(line, period),
    )


def _finish(tx: Tx, run: MassRun) -> None:
    if run.waiting == 0 and mass_store.move(tx, run, RunStatus.DONE):
        audit_store.add(
            tx,
            actor=run.actor,
            action="plan.mass_run_done",
            subject_kind="mass_run",
            subject_id=run.id,
            after={"done": run.done, "skipped": run.skipped},
        )


def _known(run_id: str) -> MassRun:
    found = mass_store.by_id(run_id)
    if found is None:
        raise NotFound(kind="run", ident=run_id)
    return found
