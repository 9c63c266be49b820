"""Loops that repeat a piece of work with a pause, woken early when there is something to do.

An expected failure makes the pauses longer until it works again; a bug is reported and the loop starts again
a minute later. The tasks live here and nowhere else, and end with `stop`.
"""

import asyncio
import contextlib
import functools
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.errors import AppError

log = logging.getLogger(__name__)

IDLE_S = 5.0
"""Pause of loops that are woken when there is work."""
AFTER_BUG_S = 60.0
MAX_DOUBLINGS = 16

OnBug = Callable[[BaseException], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """Work to be repeated: `pause_s` between two times, the first one `delay_s` after the start.

    A change of one of the kinds in `woken_by` ends the pause at once.
    """

    name: str
    work: Callable[[], Awaitable[object]]
    pause_s: float
    delay_s: float = 0.0
    woken_by: frozenset[str] = frozenset()


class Loops:
    """One task for each chore that was started."""

    def __init__(self, longest_pause_s: float) -> None:
        """Begin without any; no failure makes a pause longer than `longest_pause_s`."""
        self._longest_s = longest_pause_s
        self._tasks: set[asyncio.Task[None]] = set()
        self._starts: dict[str, asyncio.TimerHandle] = {}
        self._wakes: dict[str, asyncio.Event] = {}
        self.on_bug: OnBug = _log_bug

    def start(self, chore: Chore, after_s: float = 0.0) -> None:
        """Repeat a chore, from `after_s` seconds on."""
        self._wakes.setdefault(chore.name, asyncio.Event())
        if after_s <= 0:
            self._spawn(chore)
            return
        spawn = functools.partial(self._spawn, chore)
        self._starts[chore.name] = asyncio.get_running_loop().call_later(after_s, spawn)

    def wake(self, name: str) -> None:
        """End the pause of a chore; one that was not started has none."""
        if name in self._wakes:
            self._wakes[name].set()

    async def stop(self) -> None:
        """End all loops, whatever they are doing."""
        for start in self._starts.values():
            start.cancel()
        running = list(self._tasks)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _spawn(self, chore: Chore) -> None:
        task = asyncio.get_running_loop().create_task(self._repeat(chore), name=chore.name)
        self._tasks.add(task)

        def on_done(ended: asyncio.Task[None]) -> None:
            self._tasks.discard(ended)
            if not ended.cancelled() and (bug := ended.exception()) is not None:
                self.on_bug(bug)
                self.start(chore, AFTER_BUG_S)

        task.add_done_callback(on_done)

    async def _repeat(self, chore: Chore) -> None:
        wake, failures = self._wakes[chore.name], 0
        while True:
            wake.clear()
            try:
                await chore.work()
            except AppError as error:
                failures += 1
                log.warning("%s: %s", chore.name, error)
            else:
                failures = 0
            longest = max(chore.pause_s, self._longest_s)
            delay = min(longest, chore.pause_s * 2 ** min(failures, MAX_DOUBLINGS))
            with contextlib.suppress(TimeoutError):
                # not wait_for: before Python 3.12 that one swallows a cancellation that meets a wake
                async with asyncio.timeout(delay):
                    await wake.wait()


def _log_bug(bug: BaseException) -> None:
    log.error("a bug in the engine", exc_info=bug)
