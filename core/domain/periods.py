"""What a timeline of plans follows from: periods bought or given, pauses, cancellations at the end.

Nothing here can be computed from anything else; what can be is in `domain/subscriptions.py`.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

MAX_GRACE_DAYS = 7
DEFAULT_GRACE_DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Plan time that was bought or given. `rank` and `grace_days` are terms, frozen when it was."""

    id: str
    customer_id: int
    bot: str
    plan: str
    rank: int
    days: int | None
    """None has no end."""
    grace_days: int
    kind: str
    category: str
    is_test: bool
    payment_id: str | None
    actor: str
    reason: str
    bought_at: datetime
    closed_at: datetime | None = None
    closed_by: str = ""
    closed_reason: str = ""

    @property
    def span(self) -> timedelta | None:
        """Return how long it runs in all, None without an end."""
        return None if self.days is None else timedelta(days=self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A pause, or a cancellation at the end of the plan; `until` None still holds."""

    id: str
    since: datetime
    until: datetime | None
    actor: str
    reason: str

    def holds(self, moment: datetime) -> bool:
        """Tell whether `moment` lies in it; its end does not."""
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything a timeline follows from, of one customer, in any order."""

    periods: tuple[Period, ...] = ()
    pauses: tuple[Interval, ...] = ()
    stops: tuple[Interval, ...] = ()
    """Cancellations at the end: while one holds, nothing follows what runs."""

    def known_at(self, moment: datetime) -> "Facts":
        """Return what was known at a past moment: later rows left out, later ends not yet made."""

        def cut(end: datetime | None) -> datetime | None:
            return end if end is not None and end <= moment else None

        return Facts(
            periods=tuple(_as_of(one, moment) for one in self.periods if one.bought_at <= moment),
            pauses=tuple(replace(one, until=cut(one.until)) for one in self.pauses if one.since <= moment),
            stops=tuple(replace(one, until=cut(one.until)) for one in self.stops if one.since <= moment),
        )

    @property
    def moments(self) -> list[datetime]:
        """Return all moments at which a fact happened, in order."""
        found = {one.bought_at for one in self.periods}
        found |= {one.closed_at for one in self.periods if one.closed_at is not None}
        for each in (*self.pauses, *self.stops):
            found.add(each.since)
            if each.until is not None:
                found.add(each.until)
        return sorted(found)


def _as_of(period: Period, moment: datetime) -> Period:
    if period.closed_at is None or period.closed_at <= moment:
        return period
    return replace(period, closed_at=None, closed_by="", closed_reason="")
