"""Watching what runs at Replicate: one list page covers a hundred trainings, single reads only where needed.

`Watch.look` is one pass: it reads the list newest first until every open attempt was seen or the list has
gone past the oldest of them, takes over what changed, finds attempts of unknown outcome by their marker,
cancels strays, and spends a small budget of single reads on growing logs. `Intake.take` takes each over.
"""

import contextlib
import logging
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.clock import Clock
from core.db import stuck_store, training_store
from core.db.database import Database, Tx
from core.domain.attempts import Attempt, Step
from core.domain.failures import FailureClass
from core.domain.training_story import StoryKind
from core.domain.trainings import Status, read_status
from core.errors import AppError, LocalError, OtherAccount, RateLimited, RemoteError, RemoteNotFound
from core.gateways.replicate_objects import RemoteTraining
from core.services import attempts
from core.services.attempts import SYSTEM
from core.services.gate import SHUTTING, Gate
from core.services.intake import Intake
from core.services.training_steps import accept, give_up
from core.settings import Settings

log = logging.getLogger(__name__)

CALLS_PER_LOOK = 12
"""List pages and single reads together: 1,000 running trainings cost 10 pages and 2 reads a look."""
MIN_READS = 2
MAX_PAGES = 100
MAX_SPOILT = 10
"""How many records may fail to be read before the first good one: then it is not the records."""
CLOCK_MARGIN = timedelta(hours=1)
"""How far our clock and Replicate's may differ when we decide that the list has gone far enough back."""
LOOKS_UNTIL_ABSENT = 2
LOOKS_UNTIL_VANISHED = 5
VANISHED_AFTER = timedelta(minutes=10)
"""How long a training must be answered with 404 before it is believed to be gone."""
ASK_EVERY = timedelta(minutes=1)
"""How often Replicate is asked for a sign of life while there is nothing to look at."""
MAX_SENDS = 3
STRAYS_FOR = timedelta(days=1)
"""How long after its end a second training of a resent attempt is still looked for."""


@dataclass(slots=True)
class _Seen:
    """What one pass through the list told."""

    by_id: dict[str, RemoteTraining] = field(default_factory=dict)
    is_whole: bool = False
    """The list was read to its end, or far enough back, and every record told its input."""
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
        self._missing_since: dict[str, datetime] = {}
        self._has_read = False
        self._asked_at = clock.now()
        self.focus: str | None = None
        self.last_look: datetime | None = None
        self.heard_at: datetime | None = None
        """When the last look that reached its end began: what ran then had not ended."""

    async def look(self) -> None:
        """Make one pass over everything that is or may be at Replicate.

        Raises:
            AppError: Replicate could not be asked; nothing changed, look again later.
        """
        account = self._gate.state.account
        if account is None:
            return  # the gate has not seen Replicate yet; it wakes the watch when it has
        began_at = self._clock.now()
        since = began_at - STRAYS_FOR
        every, resent = await self._db.read(
            lambda: (training_store.open_attempts(), training_store.resent(since))
        )
        ours = await self._of_this_account(every, account.username)
        watched = [one for one in ours if one.provider_id is not None]
        lost = [one for one in ours if one.may_be_there and not one.is_leaving]
        self._forget_all_but({one.id for one in watched})
        try:
            if watched or lost or resent:
                seen = await self._list(watched, [*lost, *resent])
                await self._find(lost, seen)
                await self._follow(watched, seen)
                await self._stop_strays(resent, seen)
                self._asked_at = began_at
            elif self._needs_sign_of_life():
                with contextlib.suppress(*SHUTTING):  # whatever is said of the token, somebody is there
                    await self._gate.reader.account()
                self._asked_at = began_at
        except SHUTTING as error:
            self._gate.shut(error)
            raise
        self.heard_at, self.last_look = began_at, self._clock.now()

    def _needs_sign_of_life(self) -> bool:
        """Tell whether to ask though there is nothing to look at, so that silence is noticed.

        While the gate is shut its own probes ask, or nobody does before a person says so.
        """
        return self._gate.state.is_open and abs(self._clock.now() - self._asked_at) >= ASK_EVERY

    async def _of_this_account(self, every: list[Attempt], account: str) -> list[Attempt]:
        """Return what the token's account can see; the rest waits, for its absence here proves nothing."""
        ours: list[Attempt] = []
        others: list[Attempt] = []
        for attempt in every:
            if attempt.provider_id is not None or attempt.may_be_there:
                (ours if attempt.account in ("", account) else others).append(attempt)
        stopped = [one for one in others if one.waiting_for != OtherAccount.code]
        resumed = [one for one in ours if one.waiting_for == OtherAccount.code]
        if stopped or resumed:
            await self._db.write(lambda tx: _note_accounts(tx, stopped, resumed, account))
        return ours

    async def _list(self, watched: list[Attempt], by_marker: list[Attempt]) -> _Seen:
        """Read pages until all `watched` were seen by id and all `by_marker` could have been."""
        seen = _Seen()
        wanted = {one.provider_id for one in watched}
        sent = [one.sent_at or one.created_at for one in watched]
        begin = min((*sent, *(one.created_at for one in by_marker))) - CLOCK_MARGIN
        cursor: str | None = None
        all_tell = True
        while seen.pages < MAX_PAGES:
            page = await self._gate.reader.list_trainings(cursor)
            seen.pages += 1
            all_tell = all_tell and page.unreadable == 0 and await self._tell_input(page.items, begin)
            seen.by_id |= {item.id: item for item in page.items}
            cursor = page.next_cursor
            moments = [item.created_at for item in page.items if item.created_at]
            is_past = bool(moments) and max(moments) < begin
            if cursor is None or is_past:
                seen.is_whole = all_tell
                break
            if not by_marker and wanted <= seen.by_id.keys():
                break
        return seen

    async def _tell_input(self, items: Iterable[RemoteTraining], begin: datetime) -> bool:
        """Tell whether every record that may be the one looked for says what it was started with.

        One whose data Replicate has deleted says nothing, but if an attempt here has its id it is that one's.
        """
        silent = {
            one.id for one in items if not one.input and (one.created_at is None or one.created_at >= begin)
        }
        return not silent or silent <= await self._db.read(lambda: stuck_store.known_provider_ids(silent))

    async def _find(self, lost: list[Attempt], seen: _Seen) -> None:
        for attempt in lost:
            mine = [one for one in seen.by_id.values() if attempt.is_marked(one.input)]
            if mine:
                await self._unless_spoilt(attempt, self._take_found(attempt, mine), [])
            elif seen.is_whole and attempt.status is Status.UNKNOWN:
                await self._db.write(lambda tx, a=attempt: self._absent(tx, a))  # type: ignore[misc]

    async def _take_found(self, attempt: Attempt, mine: list[RemoteTraining]) -> None:
        oldest, *others = sorted(mine, key=lambda one: (one.created_at is None, one.created_at))
        await self._db.write(lambda tx: _found(tx, attempt, oldest))
        for stray in others:
            await self._cancel_remote(stray.id)
        await self.intake.take(attempt.id, oldest)

    def _absent(self, tx: Tx, attempt: Attempt) -> None:
        """Count a look that did not find it; after enough of them and enough time it may be sent again."""
        sent_at = attempt.sent_at or attempt.created_at
        if sent_at > tx.now:  # the clock went back since: its grace begins anew
            training_store.update_attempt(tx, attempt, sent_at=tx.now, status=Status.UNKNOWN)
            return
        waited = tx.now - sent_at >= timedelta(seconds=self._settings.unknown_grace_s)
        looks = attempt.looks + 1
        if looks < LOOKS_UNTIL_ABSENT or not waited:
            training_store.update_attempt(tx, attempt, looks=looks, status=Status.UNKNOWN)
            return
        training_store.add_story(tx, attempt, StoryKind.ABSENT, SYSTEM, looks=looks)
        if attempt.cancel_asked:
            attempts.end(tx, attempt, attempts.CANCELED)
        elif attempt.sends >= MAX_SENDS:
            give_up(
                tx, attempt, FailureClass.TRANSPORT, f"Replicate never got it, sent {attempt.sends} times"
            )
        else:
            training_store.update_attempt(tx, attempt, status=Status.SUBMITTING, step=Step.SUBMIT, looks=0)

    async def _follow(self, watched: list[Attempt], seen: _Seen) -> None:
        reads = max(MIN_READS, CALLS_PER_LOOK - seen.pages)
        spoilt: list[str] = []
        self._has_read = False
        for attempt in watched:
            remote = seen.by_id.get(attempt.provider_id or "")
            await self._unless_spoilt(attempt, self._follow_one(attempt, remote), spoilt)
        for attempt in self._next_logs(watched, seen, reads):
            await self._unless_spoilt(attempt, self._read_one(attempt), spoilt)

    async def _unless_spoilt(
        self, attempt: Attempt, deed: Coroutine[None, None, None], spoilt: list[str]
    ) -> None:
        """One record that fails must not keep the others from being followed; all of them are a failure."""
        try:
            await deed
        except (*SHUTTING, RateLimited, LocalError):
            raise
        except AppError as error:
            log.warning("attempt %s: %s", attempt.id, error)
            spoilt.append(attempt.id)
            if len(spoilt) >= MAX_SPOILT and not self._has_read:
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
            now = self._clock.now()
            since = self._missing_since[attempt.id] = min(self._missing_since.get(attempt.id, now), now)
            is_long = now - since >= VANISHED_AFTER
            await self._db.write(lambda tx: _vanished(tx, attempt, is_long=is_long))
        else:
            self._has_read = True
            self._missing_since.pop(attempt.id, None)
            await self._take_or_cancel(attempt, remote)

    async def _stop_strays(self, resent: list[Attempt], seen: _Seen) -> None:
        """Cancel every other training with an attempt's marker: a send that proved not to be lost."""
        for attempt in resent:
            fresh = await self._db.read(lambda a=attempt: training_store.attempt(a.id))  # type: ignore[misc]
            if fresh is None or (fresh.provider_id is None and not fresh.status.is_terminal):
                continue  # not found yet: which one is the training and which the stray is open
            for remote in seen.by_id.values():
                is_stray = remote.id != fresh.provider_id and fresh.is_marked(remote.input)
                if is_stray and not read_status(remote.status).is_terminal:
                    await self._cancel_remote(remote.id)

    async def _cancel_remote(self, provider_id: str) -> RemoteTraining | None:
        """Ask Replicate to stop one; a failure is logged and tried again at the next look."""
        try:
            return await self._gate.reader.cancel_training(provider_id)
        except SHUTTING:
            raise
        except RemoteError as error:
            log.warning("could not cancel %s: %s", provider_id, error)
            return None

    def _forget_all_but(self, still_open: set[str]) -> None:
        self.intake.forget_all_but(still_open)
        for known in (self._read_at, self._missing_since):
            for gone in known.keys() - still_open:
                del known[gone]


def _found(tx: Tx, attempt: Attempt, remote: RemoteTraining) -> None:
    if accept(tx, attempt, remote):
        training_store.add_story(tx, attempt, StoryKind.FOUND, SYSTEM, provider_id=remote.id)


def _note_accounts(tx: Tx, stopped: list[Attempt], resumed: list[Attempt], current: str) -> None:
    for attempt in stopped:
        training_store.update_attempt(tx, attempt, waiting_for=OtherAccount.code)
        training_store.add_story(
            tx, attempt, StoryKind.WAITING, SYSTEM, code=OtherAccount.code, account=current
        )
    for attempt in resumed:
        training_store.update_attempt(tx, attempt, waiting_for="")


def _vanished(tx: Tx, attempt: Attempt, *, is_long: bool) -> None:
    """Count a 404 for a training we know; Replicate is believed when it says so again and for long."""
    looks = attempt.looks + 1
    if looks < LOOKS_UNTIL_VANISHED or not is_long:
        training_store.update_attempt(tx, attempt, looks=looks)
    elif attempt.cancel_asked:
        attempts.end(tx, attempt, attempts.CANCELED)
    else:
        give_up(tx, attempt, FailureClass.PLATFORM, "Replicate does not know this training any more (404)")
