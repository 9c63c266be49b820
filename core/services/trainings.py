"""What operators do with trainings: start, cancel, retry, look.

`start_model_training_directly` is the heart of the program. It checks everything that can be checked before
any star moves, then writes hold, training, attempt, audit and message in one transaction, and wakes the
engine, which drives the attempt through destination, upload, submit and watch (`training_steps`, `watch`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.clock import Clock, midnight
from core.db import audit_store, ledger_store, training_store, training_table_store
from core.db.database import Database, Tx
from core.domain.attempts import Attempt, Step
from core.domain.ledger import CauseKind, Transfer
from core.domain.people import Operator, Permission
from core.domain.progress import Progress, loss_points, read_progress
from core.domain.retries import NO_CHANGES, RetryChanges, RetryPrice
from core.domain.training_story import StoryEvent, StoryKind
from core.domain.training_views import TrainingFilter, TrainingRow
from core.domain.trainings import Status, Training, TrainingRequest
from core.errors import (
    TooLate,
)
from core.money import Stars
from core.services import attempts, launches, retries
from core.services.gate import Gate
from core.services.payments import require_reason
from core.services.retries import RetryOutlook
from core.services.rights import allowed

Wake = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingDetails:
    """All that the details pane shows."""

    training: Training
    row: TrainingRow
    attempts: tuple[Attempt, ...]
    story: tuple[StoryEvent, ...]
    transfers: tuple[Transfer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The numbers above the table and on the overview."""

    by_status: dict[Status, int]
    failed_today: int
    held: ledger_store.Totals

    @property
    def running(self) -> int:
        """Return how many trainings have not ended."""
        return sum(number for status, number in self.by_status.items() if not status.is_terminal)

    @property
    def waiting(self) -> int:
        """Return how many are still to be sent or of unknown outcome."""
        return sum(self.by_status.get(status, 0) for status in (Status.SUBMITTING, Status.UNKNOWN))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """What waits to be sent to Replicate, and goes on by itself once that may be done."""

    count: int
    held: Stars


class Trainings:
    """Trainings as the window, the terminal and the server see them."""

    def __init__(self, db: Database, gate: Gate, clock: Clock, wake: Wake) -> None:
        """Work on an open database; `wake` tells the engine that there is something to drive."""
        self._db = db
        self._gate = gate
        self._clock = clock
        self._wake = wake

    async def start_model_training_directly(self, request: TrainingRequest, operator: Operator) -> Training:
        """Start a paid training. A repeat of the same request returns the training it made.

        Raises:
            NotAllowed, InputError, DatasetError, NotFound, NotEnoughStars, AlreadyRunning, GateShut,
            OperationMismatch: nothing was started and no star moved.
        """
        operator = await allowed(self._db, operator, Permission.START_TRAINING)
        request.check()
        done = await self._db.read(lambda: training_store.training(request.request_id))
        if done is None:
            launches.require_dataset(request)
            self._gate.writer()
        training = await self._db.write(lambda tx: launches.begin(tx, request, operator))
        self._wake()
        return training

    async def cancel(self, training_id: str, operator: Operator) -> Training:
        """Ask for the end of a running training; one not yet sent ends at once and its stars come back.

        Raises:
            NotAllowed, NotFound, TooLate: nothing was changed.
        """
        operator = await allowed(self._db, operator, Permission.CANCEL_TRAINING)
        training = await self._db.write(lambda tx: cancel_attempt(tx, training_id, actor=operator.name))
        self._wake()
        return training

    async def outlook(self, training_id: str) -> RetryOutlook:
        """Return how things stand for a retry, for the question who pays; raises NotFound."""
        now = self._clock.now()
        return await self._db.read(lambda: retries.outlook(training_id, now))

    async def retry(
        self,
        training_id: str,
        *,
        after_attempt: str,
        price: RetryPrice,
        reason: str,
        operator: Operator,
        changes: RetryChanges = NO_CHANGES,
    ) -> Attempt:
        """Run an ended training again as a new attempt, as it was or with `changes`.

        `after_attempt` is the attempt the operator saw end: however often and from wherever it is retried,
        one new attempt follows it and is paid once.

        Raises:
            NotAllowed, NotFound, TooLate, AlreadyDone, AlreadyRunning, NotEnoughStars, GateShut,
            DatasetError, InputError: nothing was started and no star moved.
        """
        operator = await allowed(self._db, operator, Permission.RETRY_TRAINING)
        if price is RetryPrice.FREE:
            operator = await allowed(self._db, operator, Permission.RETRY_FREE)
            require_reason(reason)
        changes.check()
        self._gate.writer()
        attempt = await self._db.write(
            lambda tx: retries.retry_attempt(
                tx,
                training_id,
                after_attempt=after_attempt,
                choice=price,
                reason=reason,
                actor=operator.name,
                changes=changes,
            )
        )
        self._wake()
        return attempt

    async def page(
        self, wanted: TrainingFilter, *, before_id: str | None = None, limit: int = 100
    ) -> list[TrainingRow]:
        """Return a page of the table, newest first."""
        return await self._db.read(
            lambda: training_table_store.page(wanted, before_id=before_id, limit=limit)
        )

    async def rows(self, training_ids: Iterable[str], wanted: TrainingFilter) -> list[TrainingRow]:
        """Return those of the named trainings that match the filter, as they are now."""
        return await self._db.read(lambda: training_table_store.rows(training_ids, wanted))

    async def count(self, wanted: TrainingFilter) -> int:
        """Return how many trainings match."""
        return await self._db.read(lambda: training_table_store.count(wanted))

    async def counts(self) -> Counts:
        """Return the numbers for headings and badges; "today" began at the last midnight here."""
        today = midnight(self._clock.now())
        return await self._db.read(
            lambda: Counts(
                by_status=training_table_store.counts_by_status(),
                failed_today=training_table_store.failed_since(today),
                held=ledger_store.totals(),
            )
        )

    async def unsent(self) -> Unsent:
        """Return what waits to be sent: while the gate is shut, everything that waits for it."""
        count, held = await self._db.read(training_store.unsent)
        return Unsent(count=count, held=held)

    async def details(self, training_id: str) -> TrainingDetails:
        """Return everything about one training but its log.

        Raises:
            NotFound: there is none.
        """
        return await self._db.read(lambda: details_of(training_id))

    async def log(self, attempt_id: str) -> str:
        """Return the saved log of an attempt, as far as it was read."""
        return await self._db.read(lambda: training_store.log(attempt_id))

    async def progress(self, attempt_id: str) -> Progress:
        """Return the newest state that the saved log of an attempt tells, with its pace."""
        return await self._db.read(lambda: read_progress(training_store.log(attempt_id)))

    async def loss(self, attempt_id: str) -> list[tuple[int, float]]:
        """Return the loss curve of an attempt as (step, loss)."""
        return await self._db.read(lambda: loss_points(training_store.log(attempt_id)))


_NOT_SENT = frozenset({Step.DESTINATION, Step.UPLOAD, Step.SUBMIT})


def cancel_attempt(tx: Tx, training_id: str, *, actor: str) -> Training:
    """Ask for the end of a training's newest attempt, in the caller's transaction; see `Trainings.cancel`.

    Raises:
        NotFound, TooLate: nothing was changed.
    """
    _training, attempt = retries.known(training_id)
    if attempt.status.is_terminal:
        raise TooLate(status=attempt.status.value)
    if not attempt.cancel_asked:
        training_store.update_attempt(tx, attempt, cancel_asked=True)
        training_store.add_story(tx, attempt, StoryKind.CANCEL_ASKED, actor)
        audit_store.add(
            tx,
            actor=actor,
            action="training.cancel",
            subject_kind="training",
            subject_id=training_id,
            before={"status": attempt.status.value},
        )
    if attempt.step in _NOT_SENT:
        attempts.withdraw(tx, attempt, actor)
    return retries.known(training_id)[0]


def details_of(training_id: str) -> TrainingDetails:
    """Return everything about one training but its log, inside a read; raises NotFound."""
    training, _last = retries.known(training_id)
    every = training_store.attempts_of(training_id)
    transfers = [one for each in every for one in ledger_store.of_cause(CauseKind.ATTEMPT, each.id)]
    return TrainingDetails(
        training=training,
        row=training_table_store.rows([training_id], TrainingFilter())[0],
        attempts=tuple(every),
        story=tuple(training_store.story(training_id)),
        transfers=tuple(transfers),
    )
