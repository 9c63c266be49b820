"""Grey rows shown while something loads, but only if it takes long enough to be noticed."""

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui import theme
from gui.widgets import painting

WAIT_MS = 150
ROW_HEIGHT = 38
WIDTHS = (0.62, 0.45, 0.7, 0.52, 0.38, 0.66)
BARS = ((0.0, 0.16), (0.2, 0.28), (0.52, 0.2), (0.78, 0.22))


class Skeleton(QWidget):
    """Rows of grey bars over the place where the data will be. It moves nothing and takes no clicks."""

    def __init__(self, parent: QWidget) -> None:
        """Stay hidden until `start`; the owner keeps its geometry."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._on_waited)
        self.hide()

    @property
    def is_waiting(self) -> bool:
        """Tell whether something loads and the rows are not shown yet."""
        return self._timer.isActive()

    def start(self) -> None:
        """Show the rows if `stop` does not come within 150 ms."""
        if not self.isVisible():
            self._timer.start()

    def stop(self) -> None:
        """Hide the rows: the data is here, or will not come."""
        self._timer.stop()
        self.hide()

    def _on_waited(self) -> None:
        self.setAccessibleName(self.tr("Loading"))
        self.raise_()
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        ink = theme.color("mute_soft")
        for row in range(self.height() // ROW_HEIGHT):
            middle = row * ROW_HEIGHT + ROW_HEIGHT / 2
            for place, (left, width) in enumerate(BARS):
                part = WIDTHS[(row * 5 + place * 2) % len(WIDTHS)]
                bar = QRectF(
                    12 + left * (self.width() - 24), middle - 5, width * part * (self.width() - 24), 10
                )
                painting.fill_round(painter, bar, ink, 5)
