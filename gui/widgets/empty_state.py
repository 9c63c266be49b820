"""What stands where there is nothing to show: one sentence, one action."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from gui import assets
from gui.widgets.buttons import Button
from gui.widgets.labels import Label

ICON_SIDE = 28
ROOMY = 120
"""From this height on there is room for the picture."""


class EmptyState(QFrame):
    """One sentence and at most one action.

    Signals:
        action_picked: the action was pressed.
    """

    action_picked = Signal()

    def __init__(
        self, text: str = "", action: str = "", icon: str = "tray", parent: QWidget | None = None
    ) -> None:
        """Say `text`; `action` is the verb on the button, empty for none."""
        super().__init__(parent)
        self._icon_name = icon
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence = Label("", "muted").wrapped()
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = Button()
        self.button.clicked.connect(self.action_picked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 4, 24, 4)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(self._picture)
        layout.addWidget(self._sentence)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.set_words(text, action)
        self._paint_icon()

    def set_words(self, text: str, action: str = "") -> None:
        """Say something else, for example that the filter matches nothing."""
        self._sentence.setText(text)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(text)

    def _paint_icon(self) -> None:
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(assets.pixmap(self._icon_name, "faint", ICON_SIDE, ratio))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture.setVisible(event.size().height() >= ROOMY)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._paint_icon()
