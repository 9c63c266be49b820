"""Tables in files that providers' cabinets give: any usual separator and encoding, lines before the head."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Never

from core.errors import QT_TRANSLATE_NOOP, BadStatement, Clause, clause
from core.money import Money, WrongAmount

MAX_STATEMENT_BYTES = 64 * 1024 * 1024
"""Longer files are refused: a hundred thousand lines take a fourth of it."""

MOSCOW = timezone(timedelta(hours=3))

_HEAD_LINES = 30
_SEPARATORS = ";,\t"
_DATES = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d/%m/%Y %H:%M:%S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: `cells` by our names, empty where the file has no such column."""

    service: str
    line: int
    cells: Mapping[str, str]

    def money(self, name: str, currency: str) -> Money:
        """Return a decimal cell without its sign; raises BadStatement."""
        text = self.cells[name].replace("\u00a0", "").replace(" ", "").lstrip("-+").replace(",", ".")
        try:
            return Money.parse(text, currency)
        except WrongAmount:
            self.refuse(
                clause(
                    QT_TRANSLATE_NOOP("Clause", "“{text}” is no amount of {currency}"),
                    text=self.cells[name],
                    currency=currency,
                )
            )

    def moment(self, name: str, zone: timezone = UTC) -> datetime:
        """Return a cell as a moment in UTC, one without a zone read as in `zone`; raises BadStatement."""
        text = self.cells[name]
        moments = (_moment_or_none(text, form, zone) for form in ("", *_DATES))
        found = next((moment for moment in moments if moment is not None), None)
        if found is None:
            self.refuse(clause(QT_TRANSLATE_NOOP("Clause", "“{text}” is no date"), text=text))
        return found

    def refuse(self, problem: Clause) -> Never:
        """Raise the BadStatement that names this line."""
        raise BadStatement(service=self.service, line=self.line, problem=problem)


def _moment_or_none(text: str, form: str, zone: timezone) -> datetime | None:
    try:
        moment = datetime.strptime(text, form) if form else datetime.fromisoformat(text)  # noqa: DTZ007
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def read_table(
    service: str, data: bytes, names: Mapping[str, tuple[str, ...]], required: tuple[str, ...]
) -> list[Row]:
    """Return the lines of a table, each with its number in the file.

    `names` tells, for each of our names, what a column may be called (letter case does not matter). The
    first line with all `required` columns is the head; what stands before it is skipped.

    Raises:
        BadStatement: there is no such head, or a line is longer than it.
    """
    text = _decoded(service, data)
    separator = _separator(text)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=separator)
        lines = [(reader.line_num, line) for line in reader]
    except csv.Error as error:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it is no table ({reason})"), reason=error)
        raise BadStatement(service=service, line=1, problem=problem) from error
    at, columns = _head(service, lines, names, required)
    width = len(lines[at][1])
    for number, line in lines[at + 1 :]:
        if any(cell.strip() for cell in line[width:]):
            problem = clause(QT_TRANSLATE_NOOP("Clause", "it has more columns than the head"))
            raise BadStatement(service=service, line=number, problem=problem)
    return [
        Row(
            service=service,
            line=number,
            cells={
                name: line[i].strip() if i is not None and i < len(line) else ""
                for name, i in columns.items()
            },
        )
        for number, line in lines[at + 1 :]
        if any(cell.strip() for cell in line)
    ]


def _decoded(service: str, data: bytes) -> str:
    if len(data) > MAX_STATEMENT_BYTES:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "the file is too long"))
        raise BadStatement(service=service, line=1, problem=problem)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace")


def _separator(text: str) -> str:
    head = text[:8192]
    return max(_SEPARATORS, key=head.count)


def _head(
    service: str,
    lines: list[tuple[int, list[str]]],
    names: Mapping[str, tuple[str, ...]],
    required: tuple[str, ...],
) -> tuple[int, dict[str, int | None]]:
    for at, (_, line) in enumerate(lines[:_HEAD_LINES]):
        titles = [cell.strip().casefold() for cell in line]
        columns = {
            name: next((titles.index(one) for one in known if one in titles), None)
            for name, known in names.items()
        }
        if all(columns[name] is not None for name in required):
            return at, columns
    problem = clause(
        QT_TRANSLATE_NOOP("Clause", "no line has the columns {columns}"),
        columns=", ".join(names[name][0] for name in required),
    )
    raise BadStatement(service=service, line=1, problem=problem)
