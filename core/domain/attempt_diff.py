"""Two attempts side by side: which parameters differ, and where their logs part.

What differs in every run by nature (moments, durations, the figures of progress lines) does not count.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

MAX_LINES = 2_000
"""So many lines of the end of each log are compared."""
CONTEXT = 2
"""Unchanged lines kept around each change; the others are folded."""

_PROGRESS = re.compile(r"^(.*?)\d+%\|")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?|\b\d+(?:\.\d+)?\s?s(?:econds)?\b")


class DiffKind(StrEnum):
    """How a row of two logs reads."""

    SAME = "same"
    CHANGED = "changed"
    LEFT = "left"
    RIGHT = "right"
    FOLDED = "folded"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One row: a line of each log, one of them alone, or `count` unchanged lines folded away."""

    place: int
    kind: DiffKind
    left: str = ""
    right: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterRow:
    """One parameter of two attempts; an empty value was not sent."""

    name: str
    left: str
    right: str

    @property
    def is_changed(self) -> bool:
        """Tell whether the two differ."""
        return self.left != self.right


def parameter_rows(left: Mapping[str, object], right: Mapping[str, object]) -> tuple[ParameterRow, ...]:
    """Return every parameter of either, what differs first."""
    names = [*left, *(name for name in right if name not in left)]
    rows = [ParameterRow(name=name, left=_text(left, name), right=_text(right, name)) for name in names]
    return tuple(sorted(rows, key=lambda row: not row.is_changed))


def log_rows(left: str, right: str) -> tuple[LogRow, ...]:
    """Return two logs side by side, unchanged parts folded; runs of progress lines count as one line."""
    first, second = _lines(left), _lines(right)
    matcher = SequenceMatcher(None, [_key(line) for line in first], [_key(line) for line in second], False)
    parts = matcher.get_opcodes()
    rows: list[tuple[DiffKind, str, str, int]] = []
    for number, (tag, left_from, left_to, right_from, right_to) in enumerate(parts):
        mine, other = first[left_from:left_to], second[right_from:right_to]
        if tag == "equal":
            rows += _same(mine, other, is_first=number == 0, is_last=number == len(parts) - 1)
        else:
            rows += _different(mine, other)
    return tuple(
        LogRow(place=place, kind=kind, left=one, right=two, count=count)
        for place, (kind, one, two, count) in enumerate(rows)
    )


def _same(
    mine: Sequence[str], other: Sequence[str], *, is_first: bool, is_last: bool
) -> Iterator[tuple[DiffKind, str, str, int]]:
    head = 0 if is_first else CONTEXT
    tail = 0 if is_last else CONTEXT
    pairs = list(zip(mine, other, strict=True))
    folded = len(pairs) - head - tail
    if folded <= 1:  # a fold of one line saves nothing
        head, tail, folded = len(pairs), 0, 0
    for one, two in pairs[:head]:
        yield DiffKind.SAME, one, two, 0
    if folded:
        yield DiffKind.FOLDED, "", "", folded
    for one, two in pairs[len(pairs) - tail :] if tail else []:
        yield DiffKind.SAME, one, two, 0


def _different(mine: Sequence[str], other: Sequence[str]) -> Iterator[tuple[DiffKind, str, str, int]]:
    for one, two in zip_longest(mine, other):
        if one is None:
            yield DiffKind.RIGHT, "", two, 0
        elif two is None:
            yield DiffKind.LEFT, one, "", 0
        else:
            yield DiffKind.CHANGED, one, two, 0


def _lines(log: str) -> list[str]:
    """Return the lines; of progress lines that follow each other, the last one."""
    lines: list[str] = []
    for line in log.splitlines():
        if not line.strip():
            continue
        if lines and _PROGRESS.match(line) and _key(line) == _key(lines[-1]):
            lines[-1] = line
        else:
            lines.append(line)
    return lines[-MAX_LINES:]


def _key(line: str) -> str:
    progress = _PROGRESS.match(line)
    return progress.group(1) if progress else _STAMP.sub("#", line.rstrip())


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name, "")
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
