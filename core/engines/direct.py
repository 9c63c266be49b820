"""The direct engine: this process drives all trainings itself, with nothing else to install.

Nine loops: gate (probe until it opens), submit (attempts that have not reached Replicate, a few at a time),
watch (one pass over what runs there, then a pause), outbox (messages to customers), weights (what succeeded
is fetched), cash (providers are asked about open invoices and refunds), inbox (what came in and is not done
yet, and providers that send no notices), plans (they end and are renewed) and upkeep (what the house wants
done now and then). What has to wait is tried again when its time comes. A bug is reported and its loop starts
again. Everything is read from the database, so a restart goes on where the last process stopped.
"""

import asyncio
import contextlib
import functools
import logging
import random
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from core.clock import Clock
from core.db import training_store
from core.db.database import Database, Tx
from core.domain.trainings import Attempt, Step
from core.errors import AppError, BadToken, BillingNeeded, Forbidden, RateLimited
from core.events import Change, Changes
from core.services.gate import Gate
from core.services.inbox import Inbox
from core.services.invoices import InvoiceDesk
from core.services.notices import Notices
from core.services.plan_upkeep import PlanUpkeep
from core.services.refund_desk import RefundDesk
from core.services.training_steps import TrainingSteps, mark_unknown
from core.services.watch import Watch
from core.services.weights import Weights
from core.settings import Settings

log = logging.getLogger(__name__)

IDLE_S = 5.0
"""Pause of the submit and outbox loops; a wake ends it at once."""
FIRST_BACKOFF_S = 1.0
LONGEST_BACKOFF_S = 60.0
UPKEEP_S = 60.0
MAX_DOUBLINGS = 16
MAX_REOPENED = 3
"""How often a token that was refused may open the gate again without a person."""
NEED_A_PERSON = (BillingNeeded, Forbidden)

OnBug = Callable[[BaseException], None]
_TO_DRIVE = frozenset({Step.DESTINATION, Step.UPLOAD, Step.SUBMIT})


class DirectEngine:
    """Drives every open attempt of the database it is given."""

    def __init__(
        self,
        *,
        db: Database,
        gate: Gate,
        steps: TrainingSteps,
        watch: Watch,
        notices: Notices,
        weights: Weights,
        invoices: InvoiceDesk,
        refunds: RefundDesk,
        inbox: Inbox,
        plans: PlanUpkeep,
        settings: Settings,
        clock: Clock,
        changes: Changes,
        upkeep: Callable[[], Awaitable[None]],
    ) -> None:
        """Prepare; nothing runs before `start`. `upkeep` is called every minute."""
        self._db = db
        self._gate = gate
        self._steps = steps
        self._watch = watch
        self._notices = notices
        self._weights = weights
        self._invoices = invoices
        self._refunds = refunds
        self._inbox = inbox
        self._plans = plans
        self._settings = settings
        self._clock = clock
        self._changes = changes
        self._upkeep = upkeep
        self._loops: set[asyncio.Task[None]] = set()
        self._starts: dict[str, asyncio.TimerHandle] = {}
        self._driven: dict[str, asyncio.Task[None]] = {}
        self._not_before: dict[str, datetime] = {}
        self._submit_not_before = clock.now()
        self._failures: dict[str, int] = {}
        self._reopened = 0
        self._wakes = {
            name: asyncio.Event()
            for name in ("gate", "submit", "watch", "outbox", "weights", "cash", "upkeep", "inbox", "plans")
        }
        self._unsubscribe: Callable[[], None] | None = None
        self.on_bug: OnBug = _log_bug

    async def start(self, quiet_s: float = 0.0) -> None:
        """Start the loops, in `quiet_s` seconds; each picks up what was open."""
        self._unsubscribe = self._changes.subscribe(self._on_change)
        poll_s = self._settings.poll_interval_s
        self._spawn_in(quiet_s, "gate", self._probe, poll_s)
        self._spawn_in(quiet_s, "submit", self._submit, IDLE_S)
        self._spawn_in(quiet_s, "watch", self._look, poll_s)
        self._spawn_in(quiet_s, "outbox", self._send, IDLE_S)
        self._spawn_in(quiet_s, "cash", self._ask_providers, poll_s)
        self._spawn_in(quiet_s + UPKEEP_S, "upkeep", self._upkeep, UPKEEP_S)
        self._spawn_in(quiet_s, "inbox", self._work_inbox, poll_s)
        self._spawn_in(quiet_s, "plans", self._plans.run_due, poll_s)
        if self._settings.download_weights:
            self._spawn_in(quiet_s, "weights", self._weights.fetch_missing, poll_s)

    async def stop(self) -> None:
        """End the loops and what they drive; every attempt stays at its last stored step."""
        if self._unsubscribe is not None:
            self._unsubscribe()
        for start in self._starts.values():
            start.cancel()
        running = [*self._loops, *self._driven.values()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def wake(self) -> None:
        """Look for work now: something was started, cancelled or retried."""
        self._wakes["submit"].set()
        self._wakes["watch"].set()

    def _on_change(self, change: Change) -> None:
        if change.kind == "gate" and self._gate.state.is_open:
            self._not_before.clear()
            self._failures.clear()
            self.wake()
        elif change.kind == "mass_run":
            self._wakes["plans"].set()
        elif change.kind == "outbox":
            self._wakes["outbox"].set()

    def _spawn_in(
        self, seconds: float, name: str, work: Callable[[], Awaitable[None]], pause_s: float
    ) -> None:
        if not seconds:
            self._spawn(name, work, pause_s)
            return
        spawn = functools.partial(self._spawn, name, work, pause_s)
        self._starts[name] = asyncio.get_running_loop().call_later(seconds, spawn)

    def _spawn(self, name: str, work: Callable[[], Awaitable[None]], pause_s: float) -> None:
        task = asyncio.get_running_loop().create_task(self._repeat(name, work, pause_s), name=name)
        self._loops.add(task)

        def on_done(ended: asyncio.Task[None]) -> None:
            self._loops.discard(ended)
            if not ended.cancelled() and (bug := ended.exception()) is not None:
                self.on_bug(bug)
                self._spawn_in(LONGEST_BACKOFF_S, name, work, pause_s)

        task.add_done_callback(on_done)

    async def _repeat(self, name: str, work: Callable[[], Awaitable[None]], pause_s: float) -> None:
        """Do the work, pause, again; an expected failure makes the pauses longer until it works again."""
        wake, failures = self._wakes[name], 0
        while True:
            wake.clear()
            try:
                await work()
            except AppError as error:
                failures += 1
                log.warning("%s: %s", name, error)
            else:
                failures = 0
            longest = max(pause_s, self._settings.poll_backoff_max_s)
            delay = min(longest, pause_s * 2 ** min(failures, MAX_DOUBLINGS)) if failures else pause_s
            with contextlib.suppress(TimeoutError):
                # not wait_for: before Python 3.12 that one swallows a cancellation that meets a wake
                async with asyncio.timeout(delay):
                    await wake.wait()

    async def _probe(self) -> None:
        """Open the gate at start and after a token was mended by itself.

        An unpaid bill or a missing right waits for a person, and so does a token that looks good and is
        refused for work again and again.
        """
        state = self._gate.state
        if state.is_open or isinstance(state.problem, NEED_A_PERSON) or self._reopened >= MAX_REOPENED:
            return
        if (await self._gate.probe()).is_open and isinstance(state.problem, BadToken):
            self._reopened += 1

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
        if attempt.cancel_asked:
            return True
        due = self._not_before.get(attempt.id)
        now = self._clock.now()
        has_place = len(self._driven) < self._settings.max_parallel_submits
        is_due = self._submit_not_before <= now and (due is None or due <= now)
        return self._gate.state.is_open and has_place and is_due

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
            self._wakes["submit"].set()

        task.add_done_callback(on_done)

    async def _advance(self, attempt: Attempt) -> None:
        try:
            moved = await self._steps.advance(attempt.id)
        except AppError as error:
            log.warning("attempt %s waits: %s", attempt.id, error)
            told = error.facts.get("retry_after_s") if isinstance(error, RateLimited) else None
            if isinstance(told, (int, float)):  # it holds for the account, so for all that is to be sent
                self._submit_not_before = self._clock.now() + timedelta(seconds=told)
            else:
                self._postpone(attempt)
        else:
            self._not_before.pop(attempt.id, None)
            self._failures.pop(attempt.id, None)
            self._wakes["watch"].set()
            if moved.step is Step.WATCH:
                self._reopened = 0

    def _postpone(self, attempt: Attempt) -> None:
        """Wait twice as long after each failure, with some chance in it so that not all come at once."""
        failures = self._failures[attempt.id] = self._failures.get(attempt.id, 0) + 1
        pause = min(LONGEST_BACKOFF_S, FIRST_BACKOFF_S * 2 ** min(failures, MAX_DOUBLINGS))
        self._not_before[attempt.id] = self._clock.now() + timedelta(seconds=pause * random.uniform(0.5, 1))

    async def _look(self) -> None:
        try:
            await self._watch.look()
        finally:
            self._changes.publish(Change("sync"))

    async def _ask_providers(self) -> None:
        await self._refunds.drive_due()
        await self._invoices.ask_due()

    async def _work_inbox(self) -> None:
        await self._inbox.work_due()
        await self._inbox.poll_due()

    async def _send(self) -> None:
        await self._notices.send_due()


def _log_bug(bug: BaseException) -> None:
    log.error("a bug in the engine", exc_info=bug)
