"""A circuit breaker: after several failures in a row nothing is sent for a while, then one probe decides.

The pattern is Nygard's ("Release It!", Stability Patterns): closed, open, half-open. Pure: the moments come
from the caller.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TRIP_AFTER = 5
"""Failures in a row that open it: fewer are bad luck that each attempt waits out by itself."""
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(minutes=10)
_MOST_DOUBLINGS = 16


class Circuit(StrEnum):
    """CLOSED: everything is sent. OPEN: nothing is. HALF_OPEN: one probe is due, and its outcome decides."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """How things stand; each event gives the next one."""

    failures: int = 0
    """Failures in a row."""
    trips: int = 0
    """How often it opened since something last worked; each time it stays open twice as long."""
    open_until: datetime | None = None

    def circuit(self, now: datetime) -> Circuit:
        """Return what may be sent at `now`; a pause longer than any tells that the clock went back."""
        if self.open_until is None:
            return Circuit.CLOSED
        is_pausing = timedelta() < self.open_until - now <= LONGEST_PAUSE
        return Circuit.OPEN if is_pausing else Circuit.HALF_OPEN

    def worked(self) -> "Breaker":
        """Return what it is after something worked: as new."""
        return Breaker()

    def failed(self, now: datetime) -> "Breaker":
        """Return what it is after a failure; one while half open opens it again, for longer."""
        failures = self.failures + 1
        is_probe = self.circuit(now) is Circuit.HALF_OPEN
        if self.open_until is not None and not is_probe:
            return Breaker(failures=failures, trips=self.trips, open_until=self.open_until)
        if failures < TRIP_AFTER and not is_probe:
            return Breaker(failures=failures)
        doublings: int = 2 ** min(self.trips, _MOST_DOUBLINGS)
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * doublings)
        return Breaker(failures=failures, trips=self.trips + 1, open_until=now + pause)
