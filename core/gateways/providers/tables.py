"""Statement files as people export them: unknown letters, unknown separator, lines before the header.

A reader of one provider names the columns it needs by all the words they go by; everything here either
understands a value exactly or raises BadStatement with the line.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

from core.errors import QT_TRANSLATE_NOOP, BadStatement, Clause, clause
from core.money import Money, WrongAmount

MAX_STATEMENT_BYTES = 200 * 1024 * 1024
"""Longer files are refused: a million lines have about half of it."""

MOSCOW = timezone(timedelta(hours=3))
"""The zone of Russian statements that name none."""

_SEPARATORS = (";", "\t", ",", "|")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f']")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_HEADER_WITHIN = 50
_MOST_WORDS = 10_000

Columns = Mapping[str, Sequence[str]]
"""Our name of a column → the words it goes by in the files, in any case, without signs and spaces."""


class _Lines(Protocol):
    """What csv.reader makes."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: the values of the columns that were found, and where it stands."""

    service: str
    number: int
    values: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return the value without spaces around it, empty if the file has no such column."""
        return self.values.get(column, "").strip()

    def wrong(self, problem: Clause) -> BadStatement:
        """Return the error for this line."""
        return bad_statement(self.service, self.number, problem)

    def money(self, column: str, currency: str) -> Money:
        """Return an exact amount, negative if it is written so; raises BadStatement."""
        text = self.text(column)
        try:
            return read_amount(text, currency)
        except WrongAmount as error:
            problem = clause(
                QT_TRANSLATE_NOOP("Clause", "{value!r} is no amount of {currency}"),
                value=text[:40],
                currency=currency,
            )
            raise self.wrong(problem) from error

    def moment(self, column: str, zone: timezone = MOSCOW) -> datetime | date:
        """Return a moment in UTC, or a day if no time is written; raises BadStatement.

        `zone` is that of a moment that names none.
        """
        text = self.text(column)
        try:
            return read_moment(text, zone)
        except (ValueError, OverflowError) as error:
            problem = clause(QT_TRANSLATE_NOOP("Clause", "{value!r} is no date"), value=text[:40])
            raise self.wrong(problem) from error


def bad_statement(service: str, line: int, problem: Clause) -> BadStatement:
    """Return the error for one line of a statement."""
    return BadStatement(service=service, line=line, problem=problem)


def decoded(service: str, data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a mark, or Windows-1251; raises BadStatement."""
    if len(data) > MAX_STATEMENT_BYTES:
        raise bad_statement(service, 0, clause(QT_TRANSLATE_NOOP("Clause", "the file is too long")))
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise bad_statement(service, 0, clause(QT_TRANSLATE_NOOP("Clause", "the file is no text")))


def read_table(service: str, data: bytes, columns: Columns, required: Iterable[str]) -> Iterator[Row]:
    """Yield the lines of a table with separators, below its header.

    Raises:
        BadStatement: no header with the required columns is among the first lines, or a line is broken.
    """
    text = decoded(service, data)
    needed = tuple(required)
    for separator in _by_frequency(text):
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        header = _header(lines, columns, needed)
        if header:
            yield from _rows(service, lines, header)
            return
    problem = clause(
        QT_TRANSLATE_NOOP("Clause", "there is no header with the columns {columns}"),
        columns=", ".join(columns[name][0] for name in needed),
    )
    raise bad_statement(service, 1, problem)


class ColumnNames:
    """What the columns of a statement are called; remembers every word it has seen."""

    def __init__(self, columns: Columns) -> None:
        """Know the words of `columns`, the better ones first."""
        self._known: dict[str, tuple[str, int]] = {}
        for name, words in columns.items():
            for rank, word in enumerate(words):
                self._known.setdefault(_plain(word), (name, rank))
        self._seen: dict[str, tuple[str, int] | None] = {}

    def places(self, words: Iterable[str]) -> dict[str, int]:
        """Return where each column stands among the `words` of a header.

        If a column goes by several of them, the word that is known first counts.
        """
        best: dict[str, tuple[int, int]] = {}
        for at, word in enumerate(words):
            found = self._look_up(word)
            if found is not None and (found[0] not in best or found[1] < best[found[0]][0]):
                best[found[0]] = (found[1], at)
        return {name: at for name, (_, at) in best.items()}

    def _look_up(self, word: str) -> tuple[str, int] | None:
        if word not in self._seen and len(self._seen) < _MOST_WORDS:
            self._seen[word] = self._known.get(_plain(word))
        return self._seen.get(word)


def read_amount(text: str, currency: str) -> Money:
    """Read "1 110,00", "1,110.00", "-5.00" or "5.00 RUB" exactly; raises WrongAmount."""
    bare = _SPACES.sub("", text).removesuffix(currency).removesuffix("₽").replace("−", "-")
    is_negative = bare.startswith("-")
    bare = bare.removeprefix("-").removeprefix("+")
    if "," in bare and "." in bare:  # the last of the two is the point
        bare = bare.replace("," if bare.rfind(".") > bare.rfind(",") else ".", "")
    money = Money.parse(bare.replace(",", "."), currency)
    return Money(-money.minor, currency) if is_negative else money


def read_moment(text: str, zone: timezone = MOSCOW) -> datetime | date:
    """Read "31.01.2026", "31.01.2026 10:20:30" or ISO 8601; raises ValueError or OverflowError."""
    if match := _DAY.fullmatch(text):
        day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
        if match[4] is None:
            return date(year, month, day)
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    if len(text) == len("2026-01-31"):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _by_frequency(text: str) -> list[str]:
    start = text[:20_000]
    return sorted(_SEPARATORS, key=start.count, reverse=True)


def _header(lines: Iterator[list[str]], columns: Columns, needed: tuple[str, ...]) -> dict[str, int]:
    names = ColumnNames(columns)
    try:
        for _, cells in zip(range(_HEADER_WITHIN), lines, strict=False):
            places = names.places(cells)
            if all(name in places for name in needed):
                return places
    except csv.Error:  # not this separator, then
        pass
    return {}


def _rows(service: str, lines: _Lines, places: Mapping[str, int]) -> Iterator[Row]:
    try:
        for cells in lines:
            if any(cell.strip() for cell in cells):
                values = {name: cells[at] for name, at in places.items() if at < len(cells)}
                yield Row(service, lines.line_num, values)
    except csv.Error as error:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it is cut or broken ({reason})"), reason=error)
        raise bad_statement(service, lines.line_num, problem) from error


def _plain(word: str) -> str:
    return _NOT_A_LETTER.sub("", word.lower().replace("ё", "е"))
