"""Replicate's rate limit: headers on every answer, and refusals when they are switched on."""

from collections.abc import Callable
from datetime import datetime


class RateLimit:
    """A bucket of `per_minute` requests that refills evenly."""

    def __init__(self, now: Callable[[], datetime], per_minute: int = 3000) -> None:
        """Begin with a full bucket; `enforced` is off."""
        self._now = now
        self.per_minute = per_minute
        self.enforced = False
        self._level = float(per_minute)
        self._seen_s = now().timestamp()

    def take(self) -> bool:
        """Take one request out of the bucket; False if it was empty and the limit is enforced."""
        now_s = self._now().timestamp()
        refill = (now_s - self._seen_s) * self.per_minute / 60
        self._level, self._seen_s = min(self._level + refill, float(self.per_minute)), now_s
        if self._level < 1:
            return not self.enforced
        self._level -= 1
        return True

    def set(self, per_minute: int, *, enforced: bool) -> None:
        """Change the limit; the bucket is full again."""
        self.per_minute, self.enforced, self._level = per_minute, enforced, float(per_minute)

    @property
    def remaining(self) -> int:
        """Requests left at this moment."""
        return int(self._level)

    @property
    def reset_s(self) -> int:
        """Seconds until another request is surely allowed."""
        return max(1, round(60 / self.per_minute))
