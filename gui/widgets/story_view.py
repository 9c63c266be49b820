"""A story: one line per event with an icon, a sentence, a second line and the time."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from gui import assets, theme
from gui.theme import Tone
from gui.widgets.labels import Label

ICON_SIDE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryItem:
    """One event. `moment` is its time as shown, `moment_full` the whole moment for the tooltip."""

    icon: str
    tone: Tone
    text: str
    second: str = ""
    moment: str = ""
    moment_full: str = ""

    def spoken(self) -> str:
        """Return the event as one sentence for the screen reader."""
        return ", ".join(part for part in (self.text, self.second, self.moment_full or self.moment) if part)


class StoryView(QScrollArea):
    """Events from top to bottom. Setting them again touches only the lines that differ."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without events."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines: list[_Line] = []
        body = QWidget()
        body.setObjectName("body")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 4, 4, 4)
        self._column.setSpacing(12)
        self._column.addStretch(1)
        self.setWidget(body)

    @property
    def items(self) -> tuple[StoryItem, ...]:
        """Return the events shown."""
        return tuple(line.item for line in self._lines)

    def set_items(self, items: Sequence[StoryItem]) -> None:
        """Show exactly these events; the place one has scrolled to stays."""
        for line, item in zip(self._lines, items, strict=False):
            line.show_item(item)
        for item in items[len(self._lines) :]:
            line = _Line(item)
            self._lines.append(line)
            self._column.insertWidget(len(self._lines) - 1, line)
        while len(self._lines) > len(items):
            gone = self._lines.pop()
            self._column.removeWidget(gone)
            gone.deleteLater()


class _Mark(QWidget):
    """The icon of an event."""

    def __init__(self) -> None:
        super().__init__()
        self.name = "circle"
        self.tone = Tone.MUTE

    @override
    def sizeHint(self) -> QSize:
        return QSize(ICON_SIDE, ICON_SIDE + 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        box = self.rect().adjusted(0, 1, 0, 0)
        box.setHeight(ICON_SIDE)
        assets.paint_icon(QPainter(self), box, self.name, theme.color(self.tone.value))


class _Line(QWidget):
    """One event."""

    def __init__(self, item: StoryItem) -> None:
        super().__init__()
        self.item = item
        self._mark = _Mark()
        self._text = Label().wrapped().selectable()
        self._second = Label("", "second").wrapped().selectable()
        self._moment = Label("", "faint")
        top = Qt.AlignmentFlag.AlignTop
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(1)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._mark, 0, 0, 2, 1, top)
        layout.addWidget(self._text, 0, 1)
        layout.addWidget(self._moment, 0, 2, top)
        layout.addWidget(self._second, 1, 1, 1, 2)
        self._put(item)

    def show_item(self, item: StoryItem) -> None:
        if item != self.item:
            self._put(item)

    def _put(self, item: StoryItem) -> None:
        self.item = item
        self._mark.name, self._mark.tone = item.icon, item.tone
        self._mark.update()
        self._text.setText(item.text)
        self._second.setText(item.second)
        self._second.setVisible(bool(item.second))
        self._moment.setText(item.moment)
        self._moment.setToolTip(item.moment_full)
        self.setAccessibleName(item.spoken())
