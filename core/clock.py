"""Time as a dependency, so that rules about time can be tested without waiting."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol


class Clock(Protocol):
    """What core asks of time. Every moment is an aware datetime in UTC."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for about `seconds`; no rule may depend on the exact delay."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait for about `seconds`."""
        await asyncio.sleep(seconds)


def day_start(day: date) -> datetime:
    """Return when a day begins where this computer stands; right also on days that have 23 or 25 hours."""
    return datetime.combine(day, time.min).astimezone(UTC)


def midnight(now: datetime, *, days_ago: int = 0) -> datetime:
    """Return when the day of `now` began, where this computer stands, or the day so many before it.

    The one meaning of "today" in lists, counts and sums. Caps know no days of the calendar, only hours.
    """
    return day_start(now.astimezone().date() - timedelta(days=days_ago))
