"""Plan time given to many customers at once: what is asked for, who is meant, how far it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from core.money import ZERO, Stars

MAX_CUSTOMERS = 50_000
_BETWEEN = re.compile(r"[\s,;]+")
_MAX_ID_DIGITS = 19


class RunStatus(StrEnum):
    """Where a run is."""

    ASKED = "asked"
    """Stored, and not begun: perhaps a second person has to agree."""
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"


class RowStatus(StrEnum):
    """What became of one customer of a run."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class MassRequest:
    """A run as asked for. `run_id` is made when the form opens, so that a second click starts none."""

    run_id: str
    customer_ids: tuple[int, ...]
    plan: str
    days: int | None
    """None is the plan's own length."""
    stars: Stars = ZERO
    reason: str
    tells: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MassRun:
    """A run with its counts."""

    id: str
    plan: str
    days: int | None
    stars: Stars
    reason: str
    tells: bool
    status: RunStatus
    actor: str
    actor_id: str
    created_at: datetime
    done_at: datetime | None = None
    waiting: int = 0
    done: int = 0
    skipped: int = 0

    @property
    def total(self) -> int:
        """Return how many customers it is for."""
        return self.waiting + self.done + self.skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class MassRow:
    """What becomes of one customer: `detail` says why it is left out, or until when the plan runs then."""

    number: int
    customer_id: int
    status: RowStatus
    detail: str = ""
    period_id: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MassPreview:
    """What a run would do: found out by doing it and undoing it."""

    rows: tuple[MassRow, ...]
    stars: Stars
    """In all."""
    messages: int

    @property
    def done(self) -> int:
        """Return how many customers would get it."""
        return sum(one.status is RowStatus.DONE for one in self.rows)

    @property
    def skipped(self) -> int:
        """Return how many would be left out."""
        return len(self.rows) - self.done


def read_ids(text: str) -> tuple[int, ...]:
    """Return the Telegram ids in a list or a file, each once, in their order.

    One id a line, or separated by spaces, commas or semicolons; of a line of a CSV file with a header the
    first column counts.

    Raises:
        InputError: there is none, one is no id, or there are too many.
    """
    words = [word.strip("\"'\ufeff") for word in _BETWEEN.split(text.strip()) if word]
    if words and not words[0].isdigit():
        lines = text.strip().splitlines()[1:]
        words = [re.split(r"[,;\t]", line.strip())[0].strip("\"' ") for line in lines if line.strip()]
    return _checked(words)


def _checked(words: Iterable[str]) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for word in words:
        if not word.isascii() or not word.isdigit() or len(word) > _MAX_ID_DIGITS or int(word) <= 0:
            problem = clause(QT_TRANSLATE_NOOP("Clause", "it is no Telegram id"))
            raise InputError(field="customers", value=word[:40], problem=problem)
        found[int(word)] = None
    if not found:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "name at least one customer"))
        raise InputError(field="customers", value="", problem=problem)
    if len(found) > MAX_CUSTOMERS:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "at most {limit} at once"), limit=MAX_CUSTOMERS)
        raise InputError(field="customers", value=len(found), problem=problem)
    return tuple(found)
