"""Taking over one training as Replicate tells it: status, log, progress, end.

`Intake.take` is where poll and webhook meet: it is safe to be told the same thing twice, late or out of
order, because a terminal state is final.
"""

import logging
from datetime import datetime, timedelta

from core.clock import Clock
from core.db import training_store
from core.db.database import Database, Tx
from core.domain.attempts import Attempt
from core.domain.failures import FailureClass, class_of_message
from core.domain.pricing import billed_micro_usd
from core.domain.progress import LogReader
from core.domain.training_story import StoryKind
from core.domain.trainings import Status, read_status
from core.errors import RemoteNotFound
from core.gateways.replicate_objects import RemoteTraining
from core.services import attempts, exchanges
from core.services.attempts import SYSTEM, Ending
from core.services.gate import Gate

log = logging.getLogger(__name__)

VERSION_PATIENCE = timedelta(minutes=10)
"""How long a succeeded training may be without its version before it is finished without one."""


class Intake:
    """Keeps what Replicate tells about attempts; remembers how far each log was read."""

    def __init__(self, db: Database, gate: Gate, clock: Clock) -> None:
        """Work on an open database; the gate's reader fetches what a list leaves out."""
        self._db = db
        self._gate = gate
        self._clock = clock
        self._readers: dict[str, LogReader] = {}
        self._ended_at: dict[str, datetime] = {}
        """When the end of an attempt that is still open here was first seen."""
        self._ended: dict[str, datetime] = {}
        """When such an attempt ended, as Replicate tells it."""

    async def take(self, attempt_id: str, remote: RemoteTraining) -> None:
        """Take over one training as Replicate tells it, from a poll or a webhook."""
        attempt = await self._db.read(lambda: training_store.attempt(attempt_id))
        if attempt is None or attempt.status.is_terminal:
            return
        status = read_status(remote.status)
        if status.is_terminal:
            await self._finish(attempt, remote, status)
        else:
            await self._grow(attempt, remote, status)

    def forget_all_but(self, still_open: set[str]) -> None:
        """Drop what is remembered of attempts that have ended."""
        for known in (self._readers, self._ended_at, self._ended):
            for gone in known.keys() - still_open:
                del known[gone]

    @property
    def ended(self) -> frozenset[str]:
        """Return the attempts whose end was seen lately and may not be taken over yet."""
        return frozenset(self._ended)

    def ended_at(self, attempt_id: str) -> datetime | None:
        """Return when an attempt ended at Replicate whose end could not be taken over yet."""
        return self._ended.get(attempt_id)

    async def _grow(self, attempt: Attempt, remote: RemoteTraining, status: Status) -> None:
        """Keep status, log and progress of a running attempt; write only if something is new."""
        reader = self._readers.setdefault(attempt.id, LogReader())
        has_grown = remote.has_logs and remote.logs != reader.text
        if remote.has_logs:
            reader.feed(remote.logs or "")
        progress = reader.progress
        changes: dict[str, object] = {
            "status": max(attempt.status, status, key=_RANK.__getitem__),
            "provider_status": remote.status,
            "started_at": remote.started_at or attempt.started_at,
            "looks": 0,
        }
        if remote.has_logs:
            changes |= {
                "progress_step": progress.step,
                "progress_total": progress.total,
                "phase": progress.phase,
                "eta_s": progress.eta_s,
                "loss": progress.loss,
            }
        if has_grown or any(getattr(attempt, name) != value for name, value in changes.items()):
            await self._db.write(lambda tx: _record(tx, attempt, changes, remote.logs))

    async def _finish(self, attempt: Attempt, remote: RemoteTraining, status: Status) -> None:
        """Read the whole record once more, keep everything, and end the attempt."""
        self._ended[attempt.id] = remote.completed_at or self._clock.now()
        read = remote if remote.has_logs and _is_complete(remote) else await self._whole(remote)
        if (read is None or not _is_complete(read)) and not self._is_overdue(attempt):
            log.info("attempt %s has ended, its log or its version is not there yet", attempt.id)
            return
        whole = read or remote
        if not read_status(whole.status).is_terminal:
            log.info("attempt %s is %s in the list, yet %s by itself", attempt.id, status, whole.status)
            return
        training = await self._db.read(lambda: training_store.training(attempt.training_id))
        seconds = whole.predict_time_s
        failure = ""
        if status is Status.CANCELED:
            failure = FailureClass.CANCELED.value
        elif status is not Status.SUCCEEDED:
            failure = _failure_class(whole).value
        ending = Ending(
            status=status,
            provider_status=whole.status,
            failure_class=failure,
            error=whole.error or "",
            log=whole.logs or "",
            output_version=whole.output_version or "",
            weights_url=whole.weights_url or "",
            cost_micro_usd=billed_micro_usd(training.trainer, seconds) if training and seconds else None,
            started_at=whole.started_at,
            completed_at=whole.completed_at,
        )

        def write(tx: Tx) -> None:
            if attempts.end(tx, attempt, ending):
                exchanges.keep_answer(tx, attempt, whole)
                if read is None or whole.is_data_removed:
                    training_store.add_story(tx, attempt, StoryKind.FORGOTTEN, SYSTEM)

        await self._db.write(write)

    async def _whole(self, remote: RemoteTraining) -> RemoteTraining | None:
        try:
            return await self._gate.reader.training(remote.id)
        except RemoteNotFound:
            return None

    def _is_overdue(self, attempt: Attempt) -> bool:
        now = self._clock.now()
        # Seen in the future means that the clock went back: then its time begins anew.
        seen_at = self._ended_at[attempt.id] = min(self._ended_at.get(attempt.id, now), now)
        return now - seen_at > VERSION_PATIENCE


_RANK = {status: rank for rank, status in enumerate(Status)}


def _is_complete(remote: RemoteTraining) -> bool:
    """Tell whether nothing more will come: of a success its version does, unless Replicate has deleted it."""
    is_success = read_status(remote.status) is Status.SUCCEEDED
    return not is_success or remote.output_version is not None or remote.is_data_removed


def _failure_class(remote: RemoteTraining) -> FailureClass:
    """Return what the error says; only if that is nothing known, what the end of the log says."""
    told = class_of_message(remote.error or "")
    return told if told is not FailureClass.UNKNOWN else class_of_message((remote.logs or "")[-2000:])


def _record(tx: Tx, attempt: Attempt, changes: dict[str, object], logs: str | None) -> None:
    if not training_store.update_attempt(tx, attempt, **changes):
        return
    if changes["status"] is Status.PROCESSING and attempt.status is not Status.PROCESSING:
        training_store.add_story(tx, attempt, StoryKind.MACHINE_READY, SYSTEM)
    if logs:
        training_store.save_log(tx, attempt.id, logs)
