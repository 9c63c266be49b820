"""The latest bulk runs: how far each is, and its buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gui.theme import Tone
from gui.widgets.buttons import Button, IconButton
from gui.widgets.card import Card
from gui.widgets.labels import Label
from gui.widgets.status_line import Dot

INDENT = 18
"""Under the title, past the dot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One run in words; `done` of `total` rows."""

    key: str
    title: str
    second: str
    tone: Tone
    done: int
    total: int
    is_open: bool
    is_paused: bool = False
    can_undo: bool = False


class RunsCard(Card):
    """A line a run; hidden while there is none.

    Signals:
        picked, hold_picked, resume_picked, stop_picked, undo_picked: carry the key of the run.
    """

    picked = Signal(str)
    hold_picked = Signal(str)
    resume_picked = Signal(str)
    stop_picked = Signal(str)
    undo_picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent=parent)
        self._lines: list[_Line] = []
        self.hide()

    def set_lines(self, lines: Sequence[RunLine]) -> None:
        """Show exactly these, the newest first."""
        while len(self._lines) < len(lines):
            line = _Line(self)
            self._lines.append(line)
            self.add(line)
        for place, widget in enumerate(self._lines):
            widget.setVisible(place < len(lines))
            if place < len(lines):
                widget.show_line(lines[place])
        self.setVisible(bool(lines))


class _Line(QWidget):
    """A run: dot and title, how far, pause and stop while it is open."""

    def __init__(self, card: RunsCard) -> None:
        super().__init__()
        self._card = card
        self._line: RunLine | None = None
        self._dot = Dot(Tone.MUTE)
        self.title = Button(kind="link")
        self._second = Label("", "second")
        self._second.setContentsMargins(INDENT, 0, 0, 0)
        self.hold = IconButton("pause", "")
        self.stop = IconButton("stop-circle", "")
        self.undo = IconButton("arrow-u-up-left", "")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(6)
        head.addWidget(self._dot)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.hold)
        head.addWidget(self.stop)
        head.addWidget(self.undo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addWidget(self._second)
        self.title.clicked.connect(partial(self._on_pressed, "picked"))
        self.stop.clicked.connect(partial(self._on_pressed, "stop"))
        self.hold.clicked.connect(partial(self._on_pressed, "hold"))
        self.undo.clicked.connect(partial(self._on_pressed, "undo"))

    def show_line(self, line: RunLine) -> None:
        self._line = line
        self._dot.set_tone(line.tone)
        self.title.setText(line.title)
        self._second.setText(line.second)
        self._bar.setRange(0, max(1, line.total))
        self._bar.setValue(line.done)
        self._bar.setVisible(line.is_open)
        self._bar.setAccessibleName(line.title)
        for button in (self.hold, self.stop):
            button.setVisible(line.is_open)
        self.hold.set_name(self.tr("Go on") if line.is_paused else self.tr("Pause"))
        self.stop.set_name(self.tr("Stop here"))
        self.undo.setVisible(line.can_undo)
        self.undo.set_name(self.tr("Undo…"))

    def _on_pressed(self, what: str, *_: object) -> None:
        line = self._line
        if line is None:
            return
        hold = self._card.resume_picked if line.is_paused else self._card.hold_picked
        signals = {
            "picked": self._card.picked,
            "stop": self._card.stop_picked,
            "undo": self._card.undo_picked,
            "hold": hold,
        }
        signals[what].emit(line.key)
