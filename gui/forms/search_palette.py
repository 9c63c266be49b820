"""The search over everything: a box over the window, what was found under it, and how it was understood.

The box keeps the focus: the arrows move the mark in the list, Enter opens what is marked.
"""

from collections.abc import Awaitable, Callable
from itertools import count

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import AppError
from core.services.search import Found
from gui import texts
from gui.models.search_lines import SearchLine, SearchModel, understood_text
from gui.tasks import TaskScope
from gui.widgets.labels import Label
from gui.widgets.search_box import SearchBox
from gui.widgets.table import Table

WIDTH, HEIGHT, TOP = 760, 520, 72

Find = Callable[[str], Awaitable[Found]]


class SearchPalette(QDialog):
    """Ends accepted when something was chosen; `chosen` says what."""

    def __init__(self, parent: QWidget, find: Find) -> None:
        """Search with `find`."""
        super().__init__(parent)
        self._find = find
        self._numbers = count(1)
        self._newest = 0
        self._shown_text = ""
        self.chosen: SearchLine | None = None
        self.tasks = TaskScope(self)
        self.tasks.failed.connect(self._on_failed)
        self.model = SearchModel(self)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Search everything"))
        self.setAccessibleName(self.windowTitle())
        self.box = SearchBox(
            self.tr("Name, @username, Telegram id, invoice, charge id, training id, amount, date"),
            width=WIDTH,
        )
        self.understood = Label("", "faint").wrapped()
        self.table = Table()
        self._build()
        self.box.installEventFilter(self)
        self.box.text_settled.connect(self.search)
        self.table.clicked.connect(self._on_clicked)
        self.setFixedSize(WIDTH, HEIGHT)

    def search(self, text: str) -> None:
        """Look for `text`; an older search still on its way is forgotten."""
        self._newest = next(self._numbers)
        self.tasks.start(self._search(text, self._newest), ("search", self._newest))

    async def _search(self, text: str, number: int) -> None:
        found = await self._find(text)
        if number != self._newest:
            return
        self._shown_text = text
        self.model.show_found(found)
        self.understood.setText(understood_text(found.understood) or self._hint())
        words = self.tr("Nothing is found for “{text}”.").format(text=text) if text else self._examples()
        self.table.empty.set_words(words)
        if self.model.rows:
            self.table.pick_row(0)

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.set_widths([column.width for column in self.model.columns])
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setAccessibleName(self.tr("Found"))
        self.table.empty.set_words(self._examples())
        self.understood.setText(self._hint())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self.box)
        layout.addWidget(self.understood)
        layout.addWidget(self.table, 1)

    def _hint(self) -> str:
        return self.tr("Words of different kinds narrow each other: “@anna 1110 RUB”.")

    def _examples(self) -> str:
        return self.tr("For example: @annabelova · #1001 · 1110 RUB · 25.11 · shop:1001")

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.model.rows):
            self.chosen = self.model.row_at(row)
            self.accept()

    def _move(self, step: int) -> None:
        last = len(self.model.rows) - 1
        if last >= 0:
            row = max(0, min(last, self.table.currentIndex().row() + step))
            self.table.pick_row(row)
            self.box.setAccessibleDescription(str(self.model.index(row, 1).data()))

    def _on_clicked(self) -> None:
        self._choose(self.table.currentIndex().row())

    def _on_failed(self, error: BaseException) -> None:
        what = texts.in_short(error) if isinstance(error, AppError) else texts.explain(error).what
        self.understood.setText(what)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if event.key() in step:
                self._move(step[Qt.Key(event.key())])
                return True
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and self.model.rows and self.box.text().strip() == self._shown_text:
                self._choose(self.table.currentIndex().row())
                return True
        return super().eventFilter(watched, event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            window = parent.window()
            top_left = window.mapToGlobal(window.rect().topLeft())
            self.move(top_left.x() + (window.width() - self.width()) // 2, top_left.y() + TOP)
        self.box.setFocus()
