"""A strip over the page for what must not be missed: sandbox, offline, a shut gate."""

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.widgets.buttons import Button
from gui.widgets.labels import ElidedLabel, restyle

HEIGHT = 28


class BannerKind(StrEnum):
    """What the strip speaks of."""

    SANDBOX = "sandbox"
    OFFLINE = "offline"
    GATE = "gate"


class Banner(QFrame):
    """One strip; hidden while it has nothing to say.

    Signals:
        action_picked: the button on the strip was pressed.
        more_picked: the second button was pressed.
    """

    action_picked = Signal()
    more_picked = Signal()

    def __init__(self, kind: BannerKind, parent: QWidget | None = None) -> None:
        """Make a hidden strip of this kind."""
        super().__init__(parent)
        self.setProperty("kind", kind.value)
        self.setFixedHeight(HEIGHT)
        self._words = ElidedLabel()
        self._button = Button(kind="banner")
        self._button.clicked.connect(self.action_picked)
        self._more = Button(kind="banner")
        self._more.clicked.connect(self.more_picked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 10, 0)
        layout.setSpacing(12)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._button)
        layout.addWidget(self._more)
        restyle(self)
        self.hide()

    def say(self, text: str, action: str = "", more: str = "") -> None:
        """Show the strip with `text` and, if named, a button with the verb `action`, and one with `more`."""
        self._words.set_full_text(text)
        for button, words in ((self._button, action), (self._more, more)):
            button.setText(words)
            button.setVisible(bool(words))
        self.setAccessibleName(text)
        self.show()

    def clear(self) -> None:
        """Hide the strip: the matter is over."""
        self.hide()
