"""Whether this database is older than what Replicate shows: asked once a start, before old work is sent.

A database put back from a copy does not know what was sent after the copy was made. The photos of every
attempt are uploaded with its id and its training's, so a training at Replicate tells whose it is. One whose
attempt is here and waits to be sent is joined with it instead of being sent a second time. One whose attempt
is not here is remembered (`newer_store`): it is shown as stuck work, `verify` names it until somebody adopts
it, and nothing retries its training by itself.
"""

import logging
import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from core.clock import Clock
from core.db import newer_store, payment_store, stuck_store, training_store
from core.db.database import Database, Tx
from core.db.newer_store import Newer
from core.domain.attempts import Attempt, Step
from core.domain.training_story import StoryKind
from core.domain.trainings import ATTEMPT_TAG, IMAGES, TRAINING_TAG, Status
from core.errors import RemoteNotFound
from core.gateways.replicate_objects import RemoteTraining
from core.services.attempts import SYSTEM
from core.services.gate import Gate
from core.services.stuck_work import sender_of
from core.services.training_steps import accept
from core.services.watch import CLOCK_MARGIN, MAX_PAGES, Watch

log = logging.getLogger(__name__)

FILES_LIVE = timedelta(days=1)
"""Replicate deletes an uploaded file after a day; what is older tells nothing about itself."""
NUMBERS_LEFT_OUT = 10_000
"""So many invoice numbers are left out once the database proves to be older: they may be paid by others."""

_FILE = re.compile(r"/files/([^/?]+)")


class Lookback:
    """Compares Replicate's list with the database, from the last thing it knows on."""

    def __init__(self, db: Database, gate: Gate, watch: Watch, clock: Clock) -> None:
        """Work on an open database; what is joined is taken over by the watch's intake."""
        self._db = db
        self._gate = gate
        self._watch = watch
        self._clock = clock
        self._since: datetime | None = None
        self.is_done = False
        """Old work may be sent: what Replicate shows was compared, or there is no old work."""

    async def begin(self) -> None:
        """Read how far the database knows, before anything of this start is written into it."""
        self._since = await self._db.read(training_store.last_event_at)
        self.is_done = self._since is None

    async def compare(self) -> None:
        """Look through what was made since, join what is ours and remember what is not known.

        Does nothing once it is done, or while the gate has not seen whose account it is.

        Raises:
            AppError: Replicate could not be asked; call again later.
        """
        if self.is_done or self._since is None or self._gate.state.account is None:
            return
        oldest = max(self._since, self._clock.now() - FILES_LIVE) - CLOCK_MARGIN
        for remote in reversed(await self._made_since(oldest)):
            await self._look_at(remote)
        self.is_done = True

    async def count(self) -> int:
        """Return how many trainings that were sent from here are not known here."""
        return len(await self._db.read(newer_store.unknown))

    async def _made_since(self, oldest: datetime) -> list[RemoteTraining]:
        """Return what no attempt knows, newest first."""
        found: list[RemoteTraining] = []
        cursor: str | None = None
        for _page in range(MAX_PAGES):
            page = await self._gate.reader.list_trainings(cursor)
            found += await self._db.read(lambda items=page.items: _unknown(items))  # type: ignore[misc]
            cursor = page.next_cursor
            moments = [one.created_at for one in page.items if one.created_at]
            if cursor is None or (moments and max(moments) < oldest):
                break
        return found

    async def _look_at(self, remote: RemoteTraining) -> None:
        file = _FILE.search(str(remote.input.get(IMAGES, "")))
        if file is None:
            return
        try:
            told = (await self._gate.reader.file(file[1])).metadata
        except RemoteNotFound:
            return
        if not told.get(ATTEMPT_TAG):
            return
        newer = Newer(
            provider_id=remote.id,
            training_id=told.get(TRAINING_TAG, told[ATTEMPT_TAG]),
            attempt_id=told[ATTEMPT_TAG],
        )
        owner = self._gate.account().username
        joined = await self._db.write(lambda tx: _join_or_note(tx, newer, remote, file[1], owner))
        if joined is not None:
            await self._watch.intake.take(joined, remote)


def _unknown(items: Iterable[RemoteTraining]) -> list[RemoteTraining]:
    """Return those that no attempt knows; one that an attempt here was sent as is the watch's to find."""
    listed = list(items)
    known = stuck_store.known_provider_ids(one.id for one in listed)
    return [one for one in listed if one.id not in known and not _was_sent_here(one)]


def _was_sent_here(remote: RemoteTraining) -> bool:
    """Tell whether this database knows of the send; photos that were only refused before were not sent."""
    sender = sender_of(remote.input)
    return sender is not None and sender.sends > 0


def _join_or_note(tx: Tx, newer: Newer, remote: RemoteTraining, file_id: str, owner: str) -> str | None:
    attempt = training_store.attempt(newer.attempt_id)
    if attempt is not None and not attempt.status.is_terminal and attempt.provider_id is None:
        _join(tx, attempt, remote, file_id, owner)
        return attempt.id
    if newer_store.note(tx, newer):
        log.warning("training %s was sent from here and is not in this database: it is older", remote.id)
        _give_up_retry(tx, newer.training_id)
        payment_store.leave_numbers_out(tx, NUMBERS_LEFT_OUT)
    return None


def _join(tx: Tx, attempt: Attempt, remote: RemoteTraining, file_id: str, owner: str) -> None:
    training = training_store.training(attempt.training_id)
    if training is not None and not training.destination:
        training_store.set_destination(tx, training.id, f"{owner}/{training.model_name}")
    training_store.update_attempt(
        tx,
        attempt,
        status=Status.UNKNOWN,
        step=Step.SENT,
        sends=max(1, attempt.sends),
        sent_at=remote.created_at or tx.now,
        markers=" ".join((*attempt.markers.split(), file_id)),
        account=owner,
        version=remote.version or attempt.version,
        waiting_for="",
    )
    if accept(tx, attempt, remote):
        training_store.add_story(tx, attempt, StoryKind.FOUND, SYSTEM, provider_id=remote.id)


def _give_up_retry(tx: Tx, training_id: str) -> None:
    """Take back what was planned for a training that had a later try already."""
    for attempt in training_store.attempts_of(training_id):
        if attempt.retry_at is not None:
            training_store.set_retry_at(tx, attempt, None)
            training_store.add_story(tx, attempt, StoryKind.RETRY_DROPPED, SYSTEM, reason="newer")
