"""Time as a dependency, so that rules about time can be tested without waiting."""

import asyncio
from datetime import UTC, datetime
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
