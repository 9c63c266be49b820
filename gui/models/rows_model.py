"""A table model made of data: rows are objects with an id, columns say how to show them.

The model holds a page or more of rows in the order the service gave them and never sorts: sorting,
filtering and paging happen in SQL. Updates touch only the rows that changed, so selection and scroll stay.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

T = TypeVar("T")

CELL_ROLE = Qt.ItemDataRole.UserRole
"""The shape a delegate paints, see `Column.cell`."""

ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
"""The row object itself."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, kw_only=True)  # with slots `Column[Row](…)` fails on Python 3.11
class Column(Generic[T]):
    """One column: how to get its title, its text, and if wanted its shape, tooltip and width.

    `title` is called late so that it follows the language. `text` is what is copied, searched and read
    aloud; `cell` is what a delegate paints instead. `width` is in pixels; 0 takes what is left.
    """

    key: str
    title: Callable[[], str]
    text: Callable[[T], str]
    cell: Callable[[T], object] | None = None
    tooltip: Callable[[T], str] | None = None
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    width: int = 0

    def data(self, row: T, role: int) -> object:
        """Return what this column gives for `role`, or None if nothing."""
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.text(row)
            case Qt.ItemDataRole.UserRole:
                return self.cell(row) if self.cell else None
            case Qt.ItemDataRole.ToolTipRole:
                return self.tooltip(row) if self.tooltip else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return self.align | Qt.AlignmentFlag.AlignVCenter
        return None


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows of `T` by id, shown through columns.

    Signals:
        more_wanted: the view has come to the last row and `set_has_more(True)` said there are more.
    """

    more_wanted = Signal()

    spare_keys: ClassVar[tuple[str, ...]] = ()
    """The columns that a narrow table may leave out, the first one first."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        row_id: Callable[[T], Hashable],
        parent: QObject | None = None,
    ) -> None:
        """Start empty; `row_id` tells the id of a row, unique and stable."""
        super().__init__(parent)
        self._columns = tuple(columns)
        self._row_id = row_id
        self._rows: list[T] = []
        self._places: dict[Hashable, int] = {}
        self._has_more = False
        self._is_asking = False

    @property
    def columns(self) -> tuple[Column[T], ...]:
        """Return the columns in their order."""
        return self._columns

    @property
    def spare(self) -> list[int]:
        """Return the places of the columns that may be left out, the first one first."""
        keys = [column.key for column in self._columns]
        return [keys.index(key) for key in self.spare_keys if key in keys]

    @property
    def rows(self) -> tuple[T, ...]:
        """Return all rows held now, in their order."""
        return tuple(self._rows)

    def row_at(self, row: int) -> T:
        """Return the row object at `row`.

        Raises:
            IndexError: there is no such row.
        """
        if row < 0:
            raise IndexError(row)
        return self._rows[row]

    def index_of(self, row_id: Hashable) -> QModelIndex:
        """Return the index of the row with this id in the first column; invalid if it is not held."""
        place = self._places.get(row_id)
        return QModelIndex() if place is None else self.index(place, 0)

    def set_rows(self, rows: Iterable[T], *, has_more: bool = False) -> None:
        """Show exactly `rows`. The same ids in the same order are patched; anything else resets the view."""
        fresh = list(rows)
        self.set_has_more(has_more)
        if [self._row_id(row) for row in fresh] == list(self._places):
            self.patch(fresh)
            return
        self.beginResetModel()
        self._rows = fresh
        self._number()
        self.endResetModel()

    def append_rows(self, rows: Iterable[T], *, has_more: bool = False) -> None:
        """Add the next page; rows already held are patched, not doubled."""
        known, fresh = self._split(rows)
        self.set_has_more(has_more)
        self.patch(known)
        self._insert(len(self._rows), fresh)

    def prepend_rows(self, rows: Iterable[T]) -> None:
        """Put new rows on top, in the order given; rows already held are patched where they are."""
        known, fresh = self._split(rows)
        self.patch(known)
        self._insert(0, fresh)

    def patch(self, rows: Iterable[T]) -> None:
        """Put newer versions in the place of rows held, and repaint just those that differ."""
        last = len(self._columns) - 1
        for row in rows:
            place = self._places.get(self._row_id(row))
            if place is None or self._rows[place] == row:
                continue
            self._rows[place] = row
            self.dataChanged.emit(self.index(place, 0), self.index(place, last))

    def remove(self, row_ids: Iterable[Hashable]) -> None:
        """Take away the rows with these ids; ids not held are ignored."""
        places = sorted({self._places[i] for i in row_ids if i in self._places}, reverse=True)
        for place in places:
            self.beginRemoveRows(_ROOT, place, place)
            del self._rows[place]
            self._number()
            self.endRemoveRows()

    def refresh_texts(self) -> None:
        """Read titles and texts again, after another language or because time has passed."""
        if self._columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1))

    def set_has_more(self, has_more: bool) -> None:
        """Say whether another page can be asked for; this also answers the last `more_wanted`."""
        self._has_more = has_more
        self._is_asking = False

    def _split(self, rows: Iterable[T]) -> tuple[list[T], list[T]]:
        known: list[T] = []
        fresh: dict[Hashable, T] = {}
        for row in rows:
            row_id = self._row_id(row)
            if row_id in self._places:
                known.append(row)
            else:
                fresh[row_id] = row
        return known, list(fresh.values())

    def _insert(self, place: int, rows: list[T]) -> None:
        if not rows:
            return
        self.beginInsertRows(_ROOT, place, place + len(rows) - 1)
        self._rows[place:place] = rows
        self._number()
        self.endInsertRows()

    def _number(self) -> None:
        self._places = {self._row_id(row): place for place, row in enumerate(self._rows)}
        if len(self._places) != len(self._rows):
            raise ValueError("two rows have the same id")

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        return row if role == ITEM_ROLE else self._columns[index.column()].data(row, role)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._has_more and not self._is_asking

    @override
    def fetchMore(self, parent: _Index) -> None:
        if self.canFetchMore(parent):
            self._is_asking = True
            self.more_wanted.emit()
