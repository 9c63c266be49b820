"""A state as a widget: ground, icon and word."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.theme import Tone
from gui.widgets import painting
from gui.widgets.cells import Pill

_NOTHING = Pill("", Tone.MUTE, "")


class PillLabel(QWidget):
    """Shows one pill at its own size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._pill = _NOTHING
        self.setFixedHeight(painting.PILL_HEIGHT)

    def show_pill(self, pill: Pill) -> None:
        """Show another pill."""
        self._pill = pill
        self.setAccessibleName(pill.text)
        self.setFixedWidth(painting.pill_width(self.font(), pill.text, pill.icon) if pill.text else 0)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.width(), painting.PILL_HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pill.text:
            pill = self._pill
            painting.paint_pill(QPainter(self), self.rect(), self.font(), pill.text, pill.icon, pill.tone)
