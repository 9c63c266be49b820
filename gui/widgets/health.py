"""One thing that is well or not: a dot, its name, how it stands in a second line, and what can be done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.theme import Tone
from gui.widgets.labels import Label
from gui.widgets.status_line import Dot


class HealthRow(QWidget):
    """A line of a health card; buttons are added by its owner with `add`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without words."""
        super().__init__(parent)
        self._dot = Dot(Tone.MUTE)
        self._name = Label("", "strong")
        self._state = Label("", "second").wrapped().selectable()
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._name)
        words.addWidget(self._state)
        mark = QVBoxLayout()
        mark.setContentsMargins(0, 5, 0, 0)
        mark.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignTop)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(10)
        self._line.addLayout(mark)
        self._line.addLayout(words, 1)

    @property
    def state(self) -> str:
        """Return how it stands, in words."""
        return self._state.text()

    def add(self, widget: QWidget) -> None:
        """Put a button at the right."""
        self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def set_name(self, name: str) -> None:
        """Say what it is."""
        self._name.setText(name)

    def set_state(self, tone: Tone, state: str) -> None:
        """Say how it stands; the words say the same as the colour."""
        self._dot.set_tone(tone)
        self._state.setText(state)
        self.setAccessibleName(f"{self._name.text()}: {state}")
