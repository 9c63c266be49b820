"""The table of every list page: rows of one height, hover, keyboard, nothing where there is nothing."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QHoverEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from gui.widgets.cell_delegate import CellDelegate
from gui.widgets.empty_state import EmptyState
from gui.widgets.skeleton import Skeleton

LEAST_STRETCHED = 100
ROW_HEIGHT = 38
COMPACT_ROW_HEIGHT = 30
HEADER_HEIGHT = 34

_Index = QModelIndex | QPersistentModelIndex


class Table(QTableView):
    """A table that selects whole rows.

    Signals:
        row_picked: another row is current; carries its model row, -1 for none.
        row_opened: Enter or a double click on a row; carries its model row.
    """

    row_picked = Signal(object)
    row_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the table without a model."""
        super().__init__(parent)
        self._widths: tuple[int, ...] = ()
        self._spare: tuple[int, ...] = ()
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.verticalHeader().hide()
        self.set_compact(False)
        header = self.horizontalHeader()
        header.setFixedHeight(HEADER_HEIGHT)
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(48)
        self.doubleClicked.connect(self._on_double_clicked)
        self.empty = EmptyState(parent=self.viewport())
        self.empty.hide()
        self._skeleton = Skeleton(self.viewport())

    def set_compact(self, is_compact: bool) -> None:
        """Choose between rows of 38 and of 30 pixels."""
        self.set_row_height(COMPACT_ROW_HEIGHT if is_compact else ROW_HEIGHT)

    def set_row_height(self, pixels: int) -> None:
        """Make every row so high."""
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(pixels)

    def set_widths(self, widths: Sequence[int], *, spare: Sequence[int] = ()) -> None:
        """Set the widths of the columns in pixels; those with 0 share what is left.

        Where that would be too little for them, columns of `spare` are hidden, the first one first.
        """
        self._widths, self._spare = tuple(widths), tuple(spare)
        header = self.horizontalHeader()
        for section, width in enumerate(widths):
            if width:
                header.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(section, width)
            else:
                header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)

    def set_loading(self, is_loading: bool) -> None:
        """Say that rows are on their way: grey rows after 150 ms, but only where there are none yet."""
        model = self.model()
        if is_loading and (model is None or model.rowCount() == 0):
            self.empty.hide()
            self._place_overlays()
            self._skeleton.start()
            return
        self._skeleton.stop()
        self._on_rows_changed()

    @property
    def is_skeleton_shown(self) -> bool:
        """Tell whether the grey rows are on the screen."""
        return self._skeleton.isVisible()

    def picked_rows(self) -> list[int]:
        """Return the model rows selected now, from top to bottom."""
        selection = self.selectionModel()
        return sorted(index.row() for index in selection.selectedRows()) if selection else []

    def pick_row(self, row: int) -> None:
        """Make `row` current and selected, and scroll to it."""
        index = self.model().index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def pick_nothing(self) -> None:
        """Let no row be current or selected."""
        self.selectionModel().clear()

    def _fit_columns(self) -> None:
        """Give up spare columns until the stretched ones have room to be read."""
        needs = [
            (self.columnWidth(section) or width) if width else LEAST_STRETCHED
            for section, width in enumerate(self._widths)
        ]
        over = sum(needs) - self.viewport().width()
        for section in self._spare:
            self.setColumnHidden(section, over > 0)
            over -= needs[section]

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.row_opened.emit(index.row())

    def _on_rows_changed(self) -> None:
        model = self.model()
        is_empty = model is not None and model.rowCount() == 0
        if not is_empty:
            self._skeleton.stop()
        self._place_overlays()
        self.empty.setVisible(is_empty and not self._skeleton.is_waiting and not self._skeleton.isVisible())

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Keep the rows one reads where they are when others come in above them."""
        bar = self.verticalScrollBar()
        height = self.verticalHeader().defaultSectionSize()
        if bar.value() > 0 and first * height <= bar.value():
            self.updateGeometries()
            bar.setValue(bar.value() + (last - first + 1) * height)

    def _place_overlays(self) -> None:
        self.empty.setGeometry(self.viewport().rect())
        self._skeleton.setGeometry(self.viewport().rect())

    def _hover(self, row: int) -> None:
        before, self._delegate.hovered_row = self._delegate.hovered_row, row
        for touched in {before, row} - {-1} if before != row else ():
            top, height = self.rowViewportPosition(touched), self.rowHeight(touched)
            self.viewport().update(QRect(0, top, self.viewport().width(), height))

    @override
    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is None:
            return
        model.modelReset.connect(self._on_rows_changed)
        model.rowsInserted.connect(self._on_rows_inserted)
        model.rowsInserted.connect(self._on_rows_changed)
        model.rowsRemoved.connect(self._on_rows_changed)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._on_rows_changed()

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.row_picked.emit(current.row())

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent) and event.type() != QEvent.Type.HoverLeave:
            self._hover(self.indexAt(event.position().toPoint()).row())
        elif event.type() in (QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self._hover(-1)
        return super().viewportEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.currentIndex().isValid():
            self.row_opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_overlays()
        if self._spare:
            self._fit_columns()
