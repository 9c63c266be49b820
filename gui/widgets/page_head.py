"""The head of a page: its title, one line of counts that lead to their filters, search, the main deed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from gui.widgets.buttons import Button
from gui.widgets.labels import Label

HEIGHT = 34
"""The same with and without a button, so that the title does not jump from page to page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLink:
    """A count in words, "12 running"; a key makes it a link to its filter."""

    text: str
    key: str = ""


class PageHead(QWidget):
    """Title, counts, and a place at the right for the search box and the primary button.

    Signals:
        count_picked: a count was pressed; carries its key.
    """

    count_picked = Signal(str)

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        """Show `title` and nothing else yet."""
        super().__init__(parent)
        self.setMinimumHeight(HEIGHT)
        self._title = Label("", "title")
        self._links: list[_Link] = []
        self._shown: tuple[CountLink, ...] = ()
        self._counts = _CountLine()
        self._right = QHBoxLayout()
        self._right.setSpacing(16)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self._title)
        layout.addWidget(self._counts)
        layout.addStretch(1)
        layout.addLayout(self._right)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def add_right(self, widget: QWidget, stretch: int = 0) -> None:
        """Put the search box or a button at the right end."""
        self._right.addWidget(widget, stretch)

    def set_counts(self, counts: Sequence[CountLink]) -> None:
        """Show this line of counts; links whose words alone changed stay the same widgets and keep focus."""
        if tuple(counts) == self._shown:
            return
        if [count.key for count in counts] != [count.key for count in self._shown]:
            self._rebuild(counts)
        for link, count in zip(self._links, counts, strict=True):
            link.setText(count.text)
        self._shown = tuple(counts)
        self._counts.fit()

    def _rebuild(self, counts: Sequence[CountLink]) -> None:
        self._links = [_Link(count.key) for count in counts]
        for link in self._links:
            link.picked.connect(self.count_picked)
        self._counts.show_links(self._links)


class _CountLine(QWidget):
    """The counts side by side; where there is no room the last ones are left out, never cut."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[tuple[QWidget, ...]] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)

    def show_links(self, links: Sequence[QWidget]) -> None:
        """Show these counts instead of those before."""
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._parts = [(Label("·", "muted"), link) if place else (link,) for place, link in enumerate(links)]
        for part in self._parts:
            for widget in part:
                self._row.addWidget(widget)
        self._row.addStretch(1)  # what is left over goes here, not between the counts

    def fit(self) -> None:
        """Show as many counts as there is room for."""
        used = 0
        for part in self._parts:
            used += self._width_of(part)
            for widget in part:
                widget.setVisible(used - self._row.spacing() <= self.width())
        self.updateGeometry()

    def _width_of(self, part: tuple[QWidget, ...]) -> int:
        return sum(widget.sizeHint().width() + self._row.spacing() for widget in part)

    @override
    def sizeHint(self) -> QSize:
        width = sum(self._width_of(part) for part in self._parts)
        return QSize(width, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class _Link(Button):
    """One count; without a key it only tells."""

    picked = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__(kind="quiet")
        self._key = key
        self.setEnabled(bool(key))
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.picked.emit(self._key)
