"""Keeps the first pages of a list that is read by key in a model, while the list itself goes on changing.

Reading again and reading on may overtake each other; whatever order the answers come in, the model holds a
beginning of the list without a gap.
"""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from itertools import count
from typing import Any, Generic, TypeVar

from gui.models.rows_model import RowsModel

T = TypeVar("T")

PAGE_ROWS = 100

Read = Callable[[Any, int], Awaitable[Sequence[T]]]
"""Returns at most so many rows after the one with this key, from the beginning for none."""


class PagedRows(Generic[T]):
    """The reader of one model. It knows one list at a time."""

    def __init__(self, model: RowsModel[T], key: Callable[[T], Hashable], page_rows: int = PAGE_ROWS) -> None:
        """Fill `model`; `key` tells by what a row is read on from."""
        self._model = model
        self._key = key
        self._page_rows = page_rows
        self._read: Read[T] | None = None
        self._list = 0
        self._held = 0
        self._numbers = count(1)
        self._newest_shown = 0

    def look_at(self, read: Read[T], *, keep_rows: bool = False) -> None:
        """Read another list from now on; answers about the one before are dropped.

        With `keep_rows` its rows stay on the screen until the new ones come.
        """
        self._read = read
        self._list += 1
        self._held = 0
        if not keep_rows:
            self._model.set_rows(())

    async def reread(self) -> bool:
        """Read everything held again, at least a page; False if the answer was overtaken."""
        if self._read is None:
            return False
        of_list, number = self._list, next(self._numbers)
        while True:
            wanted = max(self._page_rows, self._held)
            rows = await self._read(None, wanted)
            if of_list != self._list or number < self._newest_shown:
                return False
            if self._held <= wanted:  # else a page was added meanwhile and would be lost
                break
        self._newest_shown = number
        self._held = len(rows)
        self._model.set_rows(rows, has_more=len(rows) == wanted)
        return True

    async def read_on(self) -> None:
        """Read the next page and put it at the end."""
        if self._read is None or not self._model.rows:
            return
        of_list, last = self._list, self._key(self._model.rows[-1])
        rows = await self._read(last, self._page_rows)
        if of_list != self._list:
            return
        if not self._model.rows or self._key(self._model.rows[-1]) != last:
            self._model.set_has_more(
                True
            )  # the end moved: this page would leave a gap, so it is asked for again
            return
        self._model.append_rows(rows, has_more=len(rows) == self._page_rows)
        self._held = len(self._model.rows)
