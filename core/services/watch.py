"""Watching what runs at Replicate: one list page covers a hundred trainings, single reads only where needed.

`Watch.look` is one pass: it reads the list newest first until every open attempt was seen or the list has
gone past the oldest of them, takes over what changed, finds attempts of unknown outcome by their marker, and
spends a small budget of single reads on growing logs. `Intake.take` takes each over.
"""

import logging
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.clock import Clock
from core.db import training_store
from core.db.database import Database, Tx
from core.domain.failures import FailureClass
from core.domain.trainings import Attempt, Status, Step, StoryKind, read_status
from core.errors import RateLimited, RemoteError, RemoteNotFound
from core.gateways.replicate_objects import RemoteTraining
from core.services import attempts
from core.services.attempts import SYSTEM, Ending
from core.services.gate import SHUTTING, Gate
from core.services.intake import Intake
from core.services.training_steps import accept, give_up
from core.settings import Settings

log = logging.getLogger(__name__)

CALLS_PER_LOOK = 12
"""List pages and single reads together: 1,000 running trainings cost 10 pages and 2 reads a look."""
MIN_READS = 2
MAX_PAGES = 100
MAX_SPOILT = 3
"""How many records a look may fail to read; more than that, and it is not the records."""
CLOCK_MARGIN = timedelta(hours=1)
"""How far our clock and Replicate's may differ when we decide that the list has gone far enough back."""
LOOKS_UNTIL_ABSENT = 2
LOOKS_UNTIL_VANISHED = 5
MAX_SENDS = 3
FILE_IS_KEPT = timedelta(hours=20)
"""How long an uploaded dataset is relied on; Replicate keeps it for a day."""


@dataclass(slots=True)
class _Seen:
    """What one pass through the list told."""

    by_id: dict[str, RemoteTraining] = field(default_factory=dict)
    oldest: datetime | None = None
    is_whole: bool = False
    """The list was read to its end, or far enough back, with every record readable."""
    pages: int = 0


class Watch:
    """One watcher of all open attempts; `focus` is the attempt an operator is looking at."""

    def __init__(self, db: Database, gate: Gate, settings: Settings, clock: Clock) -> None:
        """Work on an open database through the gate's reader."""
        self._db = db
        self._gate = gate
        self._settings = settings
        self._clock = clock
        self.intake = Intake(db, gate, clock)
        self._read_at: dict[str, datetime] = {}
        self.focus: str | None = None
        self.last_look: datetime | None = None

    async def look(self) -> None:
        """Make one pass over everything that is or may be at Replicate.

        Raises:
            AppError: Replicate could not be asked; nothing changed, look again later.
        """
        open_attempts = await self._db.read(training_store.open_attempts)
        watched = [one for one in open_attempts if one.provider_id is not None]
        unknown = [one for one in open_attempts if one.status is Status.UNKNOWN]
        still_open = {one.id for one in watched}
        self.intake.forget_all_but(still_open)
        self._read_at = {known: at for known, at in self._read_at.items() if known in still_open}
        if watched or unknown:
            try:
                seen = await self._list(watched, unknown)
                await self._find(unknown, seen)
                await self._follow(watched, seen)
                await self._stop_strays(watched, seen)
            except SHUTTING as error:
                self._gate.shut(error)
                raise
        self.last_look = self._clock.now()

    async def _list(self, watched: list[Attempt], unknown: list[Attempt]) -> _Seen:
        seen = _Seen()
        wanted = {one.provider_id for one in watched}
        begin = min(one.sent_at or one.created_at for one in (*watched, *unknown)) - CLOCK_MARGIN
        cursor: str | None = None
        all_readable = True
        while seen.pages < MAX_PAGES:
            page = await self._gate.reader.list_trainings(cursor)
            seen.pages += 1
            all_readable = all_readable and page.unreadable == 0
            seen.by_id |= {item.id: item for item in page.items}
            cursor = page.next_cursor
            moments = [item.created_at for item in page.items if item.created_at]
            is_past = bool(moments) and max(moments) < begin
            if cursor is None or is_past:
                seen.is_whole = all_readable
                break
            if not unknown and wanted <= seen.by_id.keys():
                break
        return seen

    async def _find(self, unknown: list[Attempt], seen: _Seen) -> None:
        for attempt in unknown:
            mine = [one for one in seen.by_id.values() if attempt.is_marked(one.input)]
            if mine:
                oldest, *others = sorted(mine, key=lambda one: (one.created_at is None, one.created_at))
                await self._db.write(lambda tx, a=attempt, r=oldest: _found(tx, a, r))  # type: ignore[misc]
                for stray in others:
                    await self._cancel_remote(stray.id)
                await self.intake.take(attempt.id, oldest)
            elif seen.is_whole:
                await self._db.write(lambda tx, a=attempt: self._absent(tx, a))  # type: ignore[misc]

    def _absent(self, tx: Tx, attempt: Attempt) -> None:
        """Count a look that did not find it; after enough of them and enough time it may be sent again."""
        sent_at = attempt.sent_at or attempt.created_at
        waited = tx.now - sent_at >= timedelta(seconds=self._settings.unknown_grace_s)
        looks = attempt.looks + 1
        if looks < LOOKS_UNTIL_ABSENT or not waited:
            training_store.update_attempt(tx, attempt, looks=looks, status=Status.UNKNOWN)
            return
        training_store.add_story(tx, attempt, StoryKind.ABSENT, SYSTEM, looks=looks)
        if attempt.cancel_asked:
            canceled = Ending(status=Status.CANCELED, failure_class=FailureClass.CANCELED.value)
            attempts.end(tx, attempt, canceled)
        elif attempt.sends >= MAX_SENDS:
            give_up(
                tx, attempt, FailureClass.TRANSPORT, f"Replicate never got it, sent {attempt.sends} times"
            )
        else:
            # The same file again: should the first send turn up after all, it carries the same marker.
            step = Step.SUBMIT if tx.now - sent_at < FILE_IS_KEPT else Step.UPLOAD
            training_store.update_attempt(tx, attempt, status=Status.SUBMITTING, step=step, looks=0)

    async def _follow(self, watched: list[Attempt], seen: _Seen) -> None:
        reads = max(MIN_READS, CALLS_PER_LOOK - seen.pages)
        spoilt: list[str] = []
        for attempt in watched:
            remote = seen.by_id.get(attempt.provider_id or "")
            await self._unless_spoilt(attempt, self._follow_one(attempt, remote), spoilt)
        for attempt in self._next_logs(watched, seen, reads):
            await self._unless_spoilt(attempt, self._read_one(attempt), spoilt)

    async def _unless_spoilt(
        self, attempt: Attempt, deed: Coroutine[None, None, None], spoilt: list[str]
    ) -> None:
        """One record that cannot be read must not keep the others from being followed; many are a failure."""
        try:
            await deed
        except (*SHUTTING, RateLimited):
            raise
        except RemoteError as error:
            log.warning("attempt %s: %s", attempt.id, error)
            spoilt.append(attempt.id)
            if len(spoilt) > MAX_SPOILT:
                raise

    async def _follow_one(self, attempt: Attempt, remote: RemoteTraining | None) -> None:
        if remote is None:
            await self._read_one(attempt)
        else:
            await self._take_or_cancel(attempt, remote)

    async def _take_or_cancel(self, attempt: Attempt, remote: RemoteTraining) -> None:
        if attempt.cancel_asked and not read_status(remote.status).is_terminal:
            remote = await self._cancel_remote(remote.id) or remote
        await self.intake.take(attempt.id, remote)

    def _next_logs(self, watched: list[Attempt], seen: _Seen, reads: int) -> list[Attempt]:
        """Return whose log to read now: the one being looked at, then the longest unread."""

        def is_growing(one: Attempt) -> bool:
            remote = seen.by_id.get(one.provider_id or "")
            return remote is not None and not remote.has_logs and remote.status == Status.PROCESSING.value

        never = datetime.min.replace(tzinfo=self._clock.now().tzinfo)
        growing = [one for one in watched if is_growing(one)]
        growing.sort(key=lambda one: (one.id != self.focus, self._read_at.get(one.id, never)))
        return growing[:reads]

    async def _read_one(self, attempt: Attempt) -> None:
        self._read_at[attempt.id] = self._clock.now()
        try:
            remote = await self._gate.reader.training(attempt.provider_id or "")
        except RemoteNotFound:
            await self._db.write(lambda tx: _vanished(tx, attempt))
        else:
            await self._take_or_cancel(attempt, remote)

    async def _stop_strays(self, watched: list[Attempt], seen: _Seen) -> None:
        """Cancel a second training of ours with the same marker: a send that proved not to be lost."""
        for attempt in watched:
            if attempt.sends < 2:
                continue
            for remote in seen.by_id.values():
                is_stray = remote.id != attempt.provider_id and attempt.is_marked(remote.input)
                if is_stray and not read_status(remote.status).is_terminal:
                    await self._cancel_remote(remote.id)

    async def _cancel_remote(self, provider_id: str) -> RemoteTraining | None:
        """Ask Replicate to stop one; a failure is logged and tried again at the next look."""
        try:
            return await self._gate.reader.cancel_training(provider_id)
        except (*SHUTTING, RateLimited):
            raise
        except RemoteError as error:
            log.warning("could not cancel %s: %s", provider_id, error)
            return None


def _found(tx: Tx, attempt: Attempt, remote: RemoteTraining) -> None:
    if accept(tx, attempt, remote):
        training_store.add_story(tx, attempt, StoryKind.FOUND, SYSTEM, provider_id=remote.id)


def _vanished(tx: Tx, attempt: Attempt) -> None:
    """Count a 404 for a training we know; Replicate is believed when it says so again and again."""
    looks = attempt.looks + 1
    if looks < LOOKS_UNTIL_VANISHED:
        training_store.update_attempt(tx, attempt, looks=looks)
    else:
        give_up(tx, attempt, FailureClass.PLATFORM, "Replicate does not know this training any more (404)")
