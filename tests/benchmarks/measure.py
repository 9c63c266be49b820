"""What the benches share: their sizes, one line of the table, and measuring two things side by side.

Times on a busy machine mean little alone, so ours and its peer take turns (A B A B) and medians are compared.
"""

import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The folder that holds `main.py`."""

Measure = Callable[[], Awaitable[float]]


class Size(StrEnum):
    """How much work a bench does: tiny proves that it runs, quick and full measure."""

    TINY = "tiny"
    QUICK = "quick"
    FULL = "full"

    def pick(self, tiny: int, quick: int, full: int) -> int:
        """Return the number that belongs to this size."""
        return {Size.TINY: tiny, Size.QUICK: quick, Size.FULL: full}[self]


class Judged(StrEnum):
    """What an aim speaks of: how we compare with the peer, or our own value."""

    RATIO = "ratio"
    VALUE = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Where a ratio (ours : peer) or our value should lie; `words` say it in the table."""

    words: str
    judged: Judged = Judged.RATIO
    low: float = 0.0
    high: float = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: ours and the peer's in the same unit, and what is aimed at."""

    name: str
    ours: float
    peer: float
    unit: str
    aim: Aim

    @property
    def ratio(self) -> float:
        """Return ours : peer."""
        return self.ours / self.peer if self.peer else float("inf")

    @property
    def is_reached(self) -> bool:
        """Tell whether the aim is met."""
        judged = self.ratio if self.aim.judged is Judged.RATIO else self.ours
        return self.aim.low <= judged <= self.aim.high


def ratio_at_least(limit: float) -> Aim:
    """Return the aim that ours is at least `limit` times the peer."""
    return Aim(words=f"≥ {limit:g}×", low=limit)


def ratio_at_most(limit: float) -> Aim:
    """Return the aim that ours is at most `limit` times the peer."""
    return Aim(words=f"≤ {limit:g}×", high=limit)


def value_at_most(limit: float, unit: str) -> Aim:
    """Return the aim that our own value is at most `limit`."""
    return Aim(words=f"≤ {limit:g} {unit}", judged=Judged.VALUE, high=limit)


async def interleaved(rounds: int, *measures: Measure) -> list[list[float]]:
    """Take each measure in turn, `rounds` times; return the values of each."""
    values: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for measure, taken in zip(measures, values, strict=True):
            taken.append(await measure())
    return values


async def seconds(work: Callable[[], Awaitable[object]]) -> float:
    """Return how long `work` takes."""
    begin = time.perf_counter()
    await work()
    return time.perf_counter() - begin


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` (0 to 1) of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return statistics.median(values)
