"""Tests of gui/models/paged_rows.py: no gap and nothing lost, in whatever order the answers come."""

import asyncio
from collections.abc import Sequence

import pytest
from PySide6.QtWidgets import QApplication

from gui.models.paged_rows import PagedRows
from gui.models.rows_model import Column, RowsModel

COLUMNS = (Column[int](key="n", title=lambda: "N", text=str),)


class Book:
    """A list, newest first, whose answers wait until they are let go."""

    def __init__(self, newest: int) -> None:
        """Hold newest, newest - 1, … 1."""
        self.numbers = list(range(newest, 0, -1))
        self.gates: list[asyncio.Event] = []
        self.is_slow = False

    async def read(self, before: int | None, limit: int) -> Sequence[int]:
        """Return a page as it is at the time of the question."""
        page = [number for number in self.numbers if before is None or number < before][:limit]
        if self.is_slow:
            gate = asyncio.Event()
            self.gates.append(gate)
            await gate.wait()
        return page


@pytest.fixture
def model(qapp: QApplication) -> RowsModel[int]:
    """An empty model."""
    return RowsModel(COLUMNS, row_id=lambda number: number)


@pytest.fixture
def rows(model: RowsModel[int]) -> PagedRows[int]:
    """Pages of three."""
    return PagedRows(model, key=lambda number: number, page_rows=3)


async def test_pages_join(model: RowsModel[int], rows: PagedRows[int]) -> None:
    """Reading on goes to the end and then asks for nothing more."""
    rows.look_at(Book(5).read)
    assert await rows.reread()
    assert model.rows == (5, 4, 3)
    await rows.read_on()
    assert model.rows == (5, 4, 3, 2, 1)
    assert not model.canFetchMore(model.index(-1, -1))


async def test_reading_again_keeps_what_was_read_on(model: RowsModel[int], rows: PagedRows[int]) -> None:
    """A change reads as many rows as are held, so the view does not jump back to one page."""
    book = Book(9)
    rows.look_at(book.read)
    await rows.reread()
    await rows.read_on()
    book.numbers.insert(0, 10)
    await rows.reread()
    assert model.rows == (10, 9, 8, 7, 6, 5)


async def test_a_page_added_meanwhile_is_not_lost(model: RowsModel[int], rows: PagedRows[int]) -> None:
    """An answer for fewer rows than are held by now is asked for again."""
    book = Book(6)
    rows.look_at(book.read)
    await rows.reread()
    book.is_slow = True
    again = asyncio.ensure_future(rows.reread())
    await asyncio.sleep(0)
    book.is_slow = False
    await rows.read_on()
    book.gates[0].set()
    assert await again
    assert model.rows == (6, 5, 4, 3, 2, 1)


async def test_a_moved_end_leaves_no_gap(model: RowsModel[int], rows: PagedRows[int]) -> None:
    """A page that no longer follows the last row is dropped and can be asked for again."""
    book = Book(6)
    rows.look_at(book.read)
    await rows.reread()
    book.is_slow = True
    onward = asyncio.ensure_future(rows.read_on())
    await asyncio.sleep(0)
    book.is_slow = False
    book.numbers.insert(0, 7)
    await rows.reread()
    book.gates[0].set()
    await onward
    assert model.rows == (7, 6, 5)
    await rows.read_on()
    assert model.rows == (7, 6, 5, 4, 3, 2)


async def test_an_older_answer_never_replaces_a_newer(model: RowsModel[int], rows: PagedRows[int]) -> None:
    """Two readings that overtake each other end with the later one."""
    book = Book(2)
    rows.look_at(book.read)
    book.is_slow = True
    old = asyncio.ensure_future(rows.reread())
    await asyncio.sleep(0)
    book.numbers.insert(0, 3)
    book.is_slow = False
    assert await rows.reread()
    book.gates[0].set()
    assert not await old
    assert model.rows == (3, 2, 1)


async def test_another_list_drops_answers_about_the_first(
    model: RowsModel[int], rows: PagedRows[int]
) -> None:
    """What was asked before the search changed is not shown under the new one."""
    book = Book(2)
    rows.look_at(book.read)
    book.is_slow = True
    old = asyncio.ensure_future(rows.reread())
    await asyncio.sleep(0)
    rows.look_at(Book(1).read)
    assert model.rows == ()
    await rows.reread()
    book.gates[0].set()
    assert not await old
    assert model.rows == (1,)
