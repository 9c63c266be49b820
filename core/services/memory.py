"""What Replicate may delete before it is saved here: open attempts that nothing was heard of for too long.

While Replicate answers, an end is seen within one look and everything is saved in the transaction that ends
the attempt. What is told here is therefore of times when it does not answer, or does not let us ask.
"""

from datetime import datetime, timedelta

from core.clock import Clock
from core.db import training_store
from core.db.database import Database
from core.domain.attempts import Attempt
from core.domain.memory import SILENT_FOR, Risk, risk_of, together
from core.errors import OtherAccount
from core.services.watch import Watch
from core.settings import Settings


class ShortMemory:
    """Reads; writes nothing."""

    def __init__(self, db: Database, watch: Watch, settings: Settings, clock: Clock) -> None:
        """Work on an open database and on what the watch of this process has seen."""
        self._db = db
        self._watch = watch
        self._pause = timedelta(seconds=settings.poll_interval_s)
        self._clock = clock

    async def risk(self) -> Risk | None:
        """Return what is at risk now, all open attempts together."""
        now = self._clock.now()

        def read() -> list[Risk]:
            found = [self._risk(one, now) for one in self._unread(now)]
            return [one for one in found if one is not None]

        return together(await self._db.read(read))

    async def risk_of(self, attempt: Attempt) -> Risk | None:
        """Return what is at risk of one attempt."""
        now = self._clock.now()
        return await self._db.read(lambda: self._risk(attempt, now))

    def _unread(self, now: datetime) -> list[Attempt]:
        """Return what may be at risk: all that is open, or few of it while the watch reaches its end."""
        heard_at = self._watch.heard_at
        if heard_at is None or now - heard_at >= SILENT_FOR + self._pause:
            return training_store.open_attempts()
        return training_store.open_ones(self._watch.intake.ended, OtherAccount.code)

    def _risk(self, attempt: Attempt, now: datetime) -> Risk | None:
        if attempt.status.is_terminal or attempt.provider_id is None:
            return None
        return risk_of(
            ended_at=self._watch.intake.ended_at(attempt.id),
            heard_at=self._heard_at(attempt),
            now=now,
            pause=self._pause,
        )

    def _heard_at(self, attempt: Attempt) -> datetime:
        """Return when it was surely not over yet; after a start only the database tells."""
        moments = [attempt.sent_at or attempt.created_at]
        heard_at = self._watch.heard_at
        if heard_at is not None and attempt.waiting_for != OtherAccount.code:
            moments.append(heard_at)
        else:
            saved_at = training_store.log_saved_at(attempt.id)
            moments += [saved_at] if saved_at is not None else []
        return max(moments)
