"""The line at the foot of the window: how everything outside it stands."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from gui import theme
from gui.theme import Tone
from gui.widgets import painting
from gui.widgets.labels import ElidedLabel

HEIGHT = 28
SHORTEST = 110
"""Words that need less room are never shortened."""


class Dot(QWidget):
    """A small round mark in the colour of a tone; the words beside it say the same."""

    def __init__(self, tone: Tone, parent: QWidget | None = None) -> None:
        """Show `tone`."""
        super().__init__(parent)
        self._tone = tone
        self.setFixedSize(8, 8)

    def set_tone(self, tone: Tone) -> None:
        """Show another tone."""
        if tone is not self._tone:
            self._tone = tone
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painting.paint_dot(QPainter(self), QPointF(4, 4), theme.color(self._tone.value), 3)


class StatusLine(QFrame):
    """Cells by name, each with a dot, words and a tooltip; a plain text and help at the right.

    Signals:
        cell_picked: a cell was pressed; carries its key.
        action_picked: the button beside a cell's words was pressed; carries the cell's key.
        help_picked: the shortcuts are wanted.
    """

    cell_picked = Signal(str)
    action_picked = Signal(str)
    help_picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the empty line; cells appear in the order they are first set."""
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._cells: dict[str, _Cell] = {}
        self._right = ElidedLabel()  # it gives way before anything else is cut
        self._right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._right.setMinimumWidth(SHORTEST // 2)
        self._help = QToolButton()
        self._help.clicked.connect(self.help_picked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(6)
        self._left = QHBoxLayout()
        self._left.setSpacing(8)
        layout.addLayout(self._left)
        layout.addWidget(self._right, 1)
        layout.addWidget(self._help)
        self._retranslate()

    def set_cell(self, key: str, tone: Tone, text: str, tooltip: str = "", action: str = "") -> None:
        """Show how one thing stands, `action` on a button beside it; empty `text` takes the cell away."""
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = _Cell(key, self)
            cell.picked.connect(self.cell_picked)
            cell.action_picked.connect(self.action_picked)
            self._left.addWidget(cell)
        cell.show_state(tone, text, tooltip, action)

    def set_right(self, text: str) -> None:
        """Show a text at the right, for example when the last sync was; shortened if there is no room."""
        self._right.set_full_text(text)

    def _retranslate(self) -> None:
        self._help.setText(self.tr("? shortcuts"))
        self._help.setToolTip(self.tr("Show the keyboard shortcuts"))
        self.setAccessibleName(self.tr("Status"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class _Cell(QWidget):
    """One thing's state: a dot and a button with its words, and one more for what can be done about it."""

    picked = Signal(str)
    action_picked = Signal(str)

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = key
        self._dot = Dot(Tone.MUTE)
        self._words = QToolButton()
        self._words.clicked.connect(self._on_clicked)
        self._action = QToolButton()
        self._action.setProperty("kind", "link")
        self._action.clicked.connect(self._on_action_clicked)
        self._action.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._dot)
        layout.addWidget(self._words)
        layout.addWidget(self._action)

    def show_state(self, tone: Tone, text: str, tooltip: str, action: str) -> None:
        self._dot.set_tone(tone)
        self._words.setText(text)
        self._words.setToolTip(tooltip)
        self._words.setAccessibleDescription(tooltip)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        # Where there is little room long words are shortened, but not of what can be acted upon.
        whole = self._words.sizeHint().width()
        self._words.setMinimumWidth(whole if action else min(whole, SHORTEST))
        self.setVisible(bool(text))

    def _on_clicked(self) -> None:
        self.picked.emit(self._key)

    def _on_action_clicked(self) -> None:
        self.action_picked.emit(self._key)
