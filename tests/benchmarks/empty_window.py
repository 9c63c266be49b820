"""The peer of the start: an empty PySide6 window in a process that says `window ready` when painted."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow
from typing_extensions import override

READY = "window ready"


class EmptyWindow(QMainWindow):
    """Says that it was painted, and ends the process."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        sys.stdout.write(f"{READY}\n")
        sys.stdout.flush()
        QTimer.singleShot(0, QApplication.quit)


if __name__ == "__main__":
    app = QApplication(sys.argv)
    window = EmptyWindow()
    window.resize(1440, 900)
    window.show()
    sys.exit(app.exec())
