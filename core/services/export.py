"""Writing a table to a CSV file that a spreadsheet opens as it is and that can be checked afterwards.

UTF-8 with a mark at the beginning, CRLF, a heading, the rows, and a last line that begins with `#` and says
how many rows there are and what else proves that the file is whole. What people typed is never run as a
formula. The file appears under its name only when it is complete, for its owner's eyes only.
"""

import asyncio
import csv
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from core.db.database import translated
from core.errors import QT_TRANSLATE_NOOP, LocalError, clause

Cell = str | int | float | None
Rows = AsyncIterator[Sequence[Sequence[Cell]]]
"""Pages of rows, so that no export holds everything at once."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PART = ".part"


def safe_cell(value: Cell) -> Cell:
    """Return a cell that a spreadsheet takes for text; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


async def write_csv(
    target: Path,
    heading: Sequence[str],
    pages: Rows,
    *,
    control: Mapping[str, object] | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> int:
    """Write all pages to `target`, replacing what was there, and return how many rows they had.

    `control` is said in the last line after the number of rows; `on_progress` is told how it grows.

    Raises:
        LocalError: the disk is full, or the folder cannot be written; nothing appeared under the name.
    """
    unfinished = target.with_name(target.name + _PART)
    rows = 0
    try:
        await asyncio.to_thread(_begin, unfinished, heading)
        async for page in pages:
            await asyncio.to_thread(_append, unfinished, page)
            rows += len(page)
            if on_progress is not None:
                on_progress(rows)
        facts = {"rows": rows} | dict(control or {})
        line = "# " + "; ".join(f"{name}: {value}" for name, value in facts.items())
        await asyncio.to_thread(_append, unfinished, [[line]])
        await asyncio.to_thread(unfinished.replace, target)
    except OSError as error:
        problem = clause(
            QT_TRANSLATE_NOOP("Clause", "{path} cannot be written ({reason})"),
            path=target,
            reason=error.strerror or str(error),
        )
        raise LocalError(problem=problem) from error
    finally:
        await asyncio.to_thread(_remove, unfinished)
    return rows


def _begin(file: Path, heading: Sequence[str]) -> None:
    with translated(file, file.parent):
        file.unlink(missing_ok=True)
        file.touch(mode=0o600)
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerow(heading)


def _remove(file: Path) -> None:
    with suppress(OSError):  # what could not be made there cannot be taken away either
        file.unlink(missing_ok=True)


def _append(file: Path, page: Sequence[Sequence[Cell]]) -> None:
    with translated(file, file.parent), file.open("a", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([safe_cell(cell) for cell in row] for row in page)
