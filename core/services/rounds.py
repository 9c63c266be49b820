"""Rounds of questions to providers: each provider at its own pace, none in the way of another.

A provider that is away is left alone until its next turn, so a round lasts no longer than one time-out for
each. Whoever makes a round has given every row its next turn before: what kills one comes back later.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from core.errors import AppError, BadProviderKey, Offline, ProviderNotSet, RateLimited, RemoteBroken

AWAY = (Offline, RateLimited, RemoteBroken, ProviderNotSet, BadProviderKey)
"""What would become of every other question to the same provider."""

Row = TypeVar("Row")


async def ask_each(rows: Iterable[tuple[str, Row]], ask: Callable[[Row], Awaitable[AppError | None]]) -> None:
    """Ask about rows of (provider, row), the providers side by side and each in order.

    `ask` returns the expected failure it has dealt with, if any. A bug in one row is raised at the end, when
    all other providers have had their round.
    """
    lines: dict[str, list[Row]] = defaultdict(list)
    for provider, row in rows:
        lines[provider].append(row)

    async def walk(line: list[Row]) -> None:
        for row in line:
            if isinstance(await ask(row), AWAY):
                return

    done = await asyncio.gather(*(walk(line) for line in lines.values()), return_exceptions=True)
    for one in done:
        if one is not None:
            raise one
