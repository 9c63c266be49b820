"""The bar under a table while several rows are picked: how many, and what can be done to all of them."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.widgets.buttons import Button, IconButton
from gui.widgets.labels import Label


class PickedBar(QFrame):
    """Says how many rows are picked and offers deeds; hidden while there is nothing to do to many.

    Signals:
        deed_picked: a deed is wanted; carries its key.
        all_picked: everything that matches the filter is meant, not just the rows picked.
        cleared: no row is to be picked any more.
    """

    deed_picked = Signal(str)
    all_picked = Signal()
    cleared = Signal()

    def __init__(self, deeds: Mapping[str, str], parent: QWidget | None = None) -> None:
        """Offer `deeds`, icons by key."""
        super().__init__(parent)
        self._words = Label("", "strong")
        self.all_button = Button(kind="link")
        self.all_button.clicked.connect(self.all_picked)
        self.clear_button = IconButton("x", "")
        self.clear_button.clicked.connect(self.cleared)
        self.buttons: dict[str, Button] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(self._words)
        layout.addWidget(self.all_button)
        layout.addStretch(1)
        for key, icon in deeds.items():
            button = Button(icon=icon)
            button.clicked.connect(partial(self._on_deed, key))
            self.buttons[key] = button
            layout.addWidget(button)
        layout.addWidget(self.clear_button)
        self.hide()

    def say(self, words: str, all_words: str) -> None:
        """Say what is picked, and what the link to everything reads; empty takes the link away."""
        self._words.setText(words)
        self.all_button.setText(all_words)
        self.all_button.setVisible(bool(all_words))
        self.setAccessibleName(words)

    @property
    def words(self) -> str:
        """Return what is said."""
        return self._words.text()

    def set_deed(self, key: str, label: str, obstacle: str = "") -> None:
        """Name a deed; `obstacle` says why it cannot be done."""
        button = self.buttons[key]
        button.setText(label)
        button.set_obstacle(obstacle)

    def _on_deed(self, key: str, *_: object) -> None:
        self.deed_picked.emit(key)
