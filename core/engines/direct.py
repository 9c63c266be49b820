"""The direct engine: this process drives all trainings itself, with nothing else to install.

Its own loops are gate (probe until it opens, and while Replicate is broken), submit (attempts that have not
reached Replicate, a few at a time) and watch (one pass over what runs there, then a pause). Everything else
that is done now and then is a chore it is given: messages, weights, providers, plans. What has to wait is
tried again when its time comes. Everything is read from the database, so a restart goes on where the last
process stopped.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from core.clock import Clock
from core.db import training_store
from core.db.database import Database, Tx
from core.domain.attempts import Attempt, Step
from core.engines import loops
from core.engines.loops import MAX_DOUBLINGS, Chore, Loops, OnBug
from core.errors import AppError, BadToken, BillingNeeded, Forbidden, RateLimited
from core.events import Change, Changes
from core.services.flow import Flow
from core.services.gate import Gate
from core.services.lookback import Lookback
from core.services.training_steps import TrainingSteps, mark_unknown
from core.services.watch import Watch
from core.settings import Settings

log = logging.getLogger(__name__)

FIRST_BACKOFF_S = 1.0
LONGEST_BACKOFF_S = 60.0
MAX_REOPENED = 3
"""How often a token that was refused may open the gate again without a person."""
NEED_A_PERSON = (BillingNeeded, Forbidden)

_TO_DRIVE = frozenset({Step.DESTINATION, Step.UPLOAD, Step.SUBMIT})


class DirectEngine:
    """Drives every open attempt of the database it is given, and does the chores."""

    def __init__(
        self,
        *,
        db: Database,
        gate: Gate,
        flow: Flow,
        steps: TrainingSteps,
        watch: Watch,
        lookback: Lookback,
        settings: Settings,
        clock: Clock,
        changes: Changes,
        chores: Iterable[Chore] = (),
    ) -> None:
        """Prepare; nothing runs before `start`."""
        self._db = db
        self._gate = gate
        self._flow = flow
        self._steps = steps
        self._watch = watch
        self._lookback = lookback
        self._settings = settings
        self._clock = clock
        self._changes = changes
        self._chores = tuple(chores)
        self._loops = Loops(settings.poll_backoff_max_s)
        self._driven: dict[str, asyncio.Task[None]] = {}
        self._not_before: dict[str, datetime] = {}
        self._failures: dict[str, int] = {}
        self._reopened = 0
        self._unsubscribe: Callable[[], None] | None = None

    @property
    def on_bug(self) -> OnBug:
        """Return what is told of bugs; set it to tell another."""
        return self._loops.on_bug

    @on_bug.setter
    def on_bug(self, told: OnBug) -> None:
        self._loops.on_bug = told

    async def start(self, quiet_s: float = 0.0) -> None:
        """Start the loops, in `quiet_s` seconds; each picks up what was open."""
        await self._lookback.begin()
        self._unsubscribe = self._changes.subscribe(self._on_change)
        poll_s = self._settings.poll_interval_s
        own = (
            Chore(name="gate", work=self._probe, pause_s=poll_s),
            Chore(name="submit", work=self._submit, pause_s=loops.IDLE_S),
            Chore(name="watch", work=self._look, pause_s=poll_s),
        )
        for chore in (*own, *self._chores):
            self._loops.start(chore, quiet_s + chore.delay_s)

    async def stop(self) -> None:
        """End the loops and what they drive; every attempt stays at its last stored step."""
        if self._unsubscribe is not None:
            self._unsubscribe()
        await self._loops.stop()
        driven = list(self._driven.values())
        for task in driven:
            task.cancel()
        await asyncio.gather(*driven, return_exceptions=True)

    def wake(self) -> None:
        """Look for work now: something was started, cancelled or retried."""
        self._loops.wake("submit")
        self._loops.wake("watch")

    def _on_change(self, change: Change) -> None:
        if change.kind == "gate" and self._gate.state.is_open:
            self._not_before.clear()
            self._failures.clear()
            self.wake()
        elif change.kind == "flow":
            self._loops.wake("gate" if self._flow.needs_probe else "submit")
        for chore in self._chores:
            if change.kind in chore.woken_by:
                self._loops.wake(chore.name)

    async def _probe(self) -> None:
        """Open the gate at start and after a token was mended by itself; try a broken Replicate again.

        An unpaid bill or a missing right waits for a person, and so does a token that looks good and is
        refused for work again and again.
        """
        if self._flow.needs_probe:
            await self._try_again()
        state = self._gate.state
        if state.is_open or isinstance(state.problem, NEED_A_PERSON) or self._reopened >= MAX_REOPENED:
            return
        if (await self._gate.probe()).is_open and isinstance(state.problem, BadToken):
            self._reopened += 1

    async def _try_again(self) -> None:
        """Ask one question that costs nothing; its answer lets everything flow again, or not."""
        try:
            await self._gate.probe()
        except AppError as error:
            self._flow.failed(error)
            raise
        self._flow.worked()

    async def _submit(self) -> None:
        for attempt in await self._db.read(training_store.open_attempts):
            if attempt.id in self._driven:
                continue
            if attempt.is_leaving:
                await self._lost(attempt)
            elif attempt.step in _TO_DRIVE and self._may_drive(attempt):
                self._drive(attempt)

    async def _lost(self, attempt: Attempt) -> None:
        """The program died, or could not write, while the create call was under way."""

        def write(tx: Tx) -> None:
            fresh = training_store.attempt(attempt.id)
            if fresh is not None and fresh.is_leaving:
                mark_unknown(tx, fresh)

        await self._db.write(write)

    def _may_drive(self, attempt: Attempt) -> bool:
        if not self._lookback.is_done:
            return False
        if attempt.cancel_asked:
            return True
        has_place = len(self._driven) < self._settings.max_parallel_submits
        return self._gate.state.is_open and self._flow.may_send and has_place and self._is_due(attempt)

    def _is_due(self, attempt: Attempt) -> bool:
        """Tell whether its pause is over; one that looks longer than any was set before a clock went back."""
        due = self._not_before.get(attempt.id)
        if due is None:
            return True
        left = due - self._clock.now()
        return not timedelta() < left <= timedelta(seconds=LONGEST_BACKOFF_S)

    def _drive(self, attempt: Attempt) -> None:
        task = asyncio.get_running_loop().create_task(self._advance(attempt), name=f"drive {attempt.id}")
        self._driven[attempt.id] = task

        def on_done(ended: asyncio.Task[None]) -> None:
            self._driven.pop(attempt.id, None)
            if ended.cancelled():
                return
            if (bug := ended.exception()) is not None:
                self._postpone(attempt)
                self.on_bug(bug)
            self._loops.wake("submit")

        task.add_done_callback(on_done)

    async def _advance(self, attempt: Attempt) -> None:
        try:
            moved = await self._steps.advance(attempt.id)
        except AppError as error:
            log.warning("attempt %s waits: %s", attempt.id, error)
            self._flow.failed(error)
            if not isinstance(error, RateLimited):  # that one holds for the account: the flow waits for all
                self._postpone(attempt)
        else:
            self._flow.worked()
            self._not_before.pop(attempt.id, None)
            self._failures.pop(attempt.id, None)
            self._loops.wake("watch")
            if moved.step is Step.WATCH:
                self._reopened = 0

    def _postpone(self, attempt: Attempt) -> None:
        """Wait twice as long after each failure, with some chance in it so that not all come at once."""
        failures = self._failures[attempt.id] = self._failures.get(attempt.id, 0) + 1
        pause = min(LONGEST_BACKOFF_S, FIRST_BACKOFF_S * 2 ** min(failures, MAX_DOUBLINGS))
        self._not_before[attempt.id] = self._clock.now() + timedelta(seconds=pause * random.uniform(0.5, 1))

    async def _look(self) -> None:
        try:
            if not self._lookback.is_done:
                await self._lookback.compare()
                self._loops.wake("submit")
            await self._watch.look()
        finally:
            self._changes.publish(Change("sync"))
