"""Retries by itself, where the class of a failure says that Replicate was to blame.

`retry_plan` writes the moment on the attempt, shown as a countdown; a person may say "now" or "never". When
it comes, the training is retried the way an operator would do it, for its price, once.
"""

import logging

from core.clock import Clock
from core.db import training_store
from core.db.database import Database, Tx
from core.domain.attempts import Attempt
from core.domain.people import Operator, Permission
from core.domain.retries import RetryPrice
from core.domain.training_story import StoryKind
from core.errors import AlreadyDone, AlreadyRunning, DatasetError, NotEnoughStars, NotFound, TooLate
from core.services import retries
from core.services.flow import Flow
from core.services.gate import Gate
from core.services.retry_plan import SYSTEM
from core.services.rights import allowed
from core.services.trainings import Wake

log = logging.getLogger(__name__)

_HOPELESS = (AlreadyDone, AlreadyRunning, DatasetError, NotEnoughStars, TooLate)
"""What ends the plan for good: a person went ahead, or the customer has spent the stars."""


class AutoRetries:
    """Does what is planned when its time has come."""

    def __init__(self, db: Database, gate: Gate, flow: Flow, clock: Clock, wake: Wake) -> None:
        """Work on an open database; `wake` tells the engine that there is something to drive."""
        self._db = db
        self._gate = gate
        self._flow = flow
        self._clock = clock
        self._wake = wake

    async def run_due(self, limit: int = 50) -> int:
        """Retry what is due, unless nothing may be sent now; returns how many were retried."""
        if not self._gate.state.is_open or not self._flow.may_send:
            return 0
        now = self._clock.now()
        retried = 0
        for attempt in await self._db.read(lambda: training_store.due_retries(now, limit)):
            retried += await self._retry(attempt)
        if retried:
            self._wake()
        return retried

    async def _retry(self, attempt: Attempt) -> bool:
        try:
            await self._db.write(lambda tx: _retry(tx, attempt))
        except _HOPELESS as error:
            reason = error.code
            log.info("attempt %s is not retried by itself: %s", attempt.id, error)
            await self._db.write(lambda tx: _give_up(tx, attempt, reason))
            return False
        return True

    async def retry_now(self, attempt_id: str, operator: Operator) -> None:
        """Let a planned retry happen at once; raises NotAllowed, NotFound, AlreadyDone."""
        operator = await allowed(self._db, operator, Permission.RETRY_TRAINING)

        def write(tx: Tx) -> None:
            training_store.set_retry_at(tx, _planned(attempt_id), tx.now)

        await self._db.write(write)
        await self.run_due()

    async def never(self, attempt_id: str, operator: Operator) -> None:
        """Take a planned retry back; raises NotAllowed, NotFound, AlreadyDone."""
        operator = await allowed(self._db, operator, Permission.RETRY_TRAINING)

        def write(tx: Tx) -> None:
            attempt = _planned(attempt_id)
            training_store.set_retry_at(tx, attempt, None)
            training_store.add_story(tx, attempt, StoryKind.RETRY_DROPPED, operator.name)

        await self._db.write(write)


def _planned(attempt_id: str) -> Attempt:
    attempt = training_store.attempt(attempt_id)
    if attempt is None:
        raise NotFound(kind="attempt", ident=attempt_id)
    if attempt.retry_at is None:
        raise AlreadyDone(problem="no retry is planned")
    return attempt


def _retry(tx: Tx, attempt: Attempt) -> None:
    retries.require_none_newer(attempt.training_id)
    training_store.set_retry_at(tx, attempt, None)
    retries.retry_attempt(
        tx,
        attempt.training_id,
        after_attempt=attempt.id,
        choice=RetryPrice.CHARGE_AGAIN if attempt.price else RetryPrice.FREE,
        reason="by itself",
        actor=SYSTEM,
    )


def _give_up(tx: Tx, attempt: Attempt, reason: str) -> None:
    training_store.set_retry_at(tx, attempt, None)
    training_store.add_story(tx, attempt, StoryKind.RETRY_DROPPED, SYSTEM, reason=reason)
