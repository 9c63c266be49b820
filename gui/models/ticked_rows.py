"""Rows with a box to tick on each: what a deed with many is about."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal

from gui.models.rows_model import Column, RowsModel
from gui.widgets.cells import Tick

T = TypeVar("T")
TICK = "tick"
TICK_WIDTH = 44


class TickedRows(RowsModel[T]):
    """A model whose first column is a box to tick. A row that is no longer held is not ticked.

    Signals:
        ticked: other rows are ticked than before.
    """

    ticked = Signal()

    def __init__(
        self,
        columns: Sequence[Column[T]],
        row_id: Callable[[T], Hashable],
        parent: QObject | None = None,
    ) -> None:
        """Put the boxes before `columns`."""
        self._ticked: set[Hashable] = set()
        self._id_of = row_id
        box = Column[T](
            key=TICK,
            title=str,
            text=lambda row: (
                QCoreApplication.translate("TickedRows", "ticked")
                if self.is_ticked(row)
                else QCoreApplication.translate("TickedRows", "not ticked")
            ),
            cell=lambda row: Tick(self.is_ticked(row)),
            width=TICK_WIDTH,
        )
        super().__init__((box, *columns), row_id, parent)

    def is_ticked(self, row: T) -> bool:
        """Tell whether the box of a row is ticked."""
        return self._id_of(row) in self._ticked

    @property
    def ticked_rows(self) -> tuple[T, ...]:
        """Return the rows that are ticked, in their order."""
        return tuple(row for row in self.rows if self.is_ticked(row))

    def toggle(self, places: Iterable[int]) -> None:
        """Tick these rows; if all of them are ticked already, none of them."""
        ids = {self._id_of(self.row_at(place)) for place in places}
        self._ticked = self._ticked - ids if ids <= self._ticked else self._ticked | ids
        self._show_ticks()

    def tick_none(self) -> None:
        """Take all ticks away."""
        self._ticked.clear()
        self._show_ticks()

    def _show_ticks(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))
        self.ticked.emit()
