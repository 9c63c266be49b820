"""The bar at the foot of a list with tick boxes: what is ticked, and what can be done with it."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from gui.widgets.buttons import Button
from gui.widgets.labels import Label

RETRY, CANCEL, RELEASE, NOTIFY, ASSIGN, FIX = "retry", "cancel", "release", "notify", "assign", "fix"
"""Deeds with every row that is meant; shown only where `offer` says that they can be done."""


class BulkBar(QFrame):
    """Counts at the left, deeds at the right.

    Signals:
        picked: a deed with the rows meant is wanted; carries its key.
        all_toggled: all rows that match are meant, or only the ticked ones; carries which.
    """

    picked = Signal(str)
    all_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.all = QCheckBox()
        self.all.toggled.connect(self.all_toggled)
        self.words = Label("", "second")
        self.buttons: Mapping[str, Button] = {
            RETRY: Button(icon="arrow-clockwise"),
            CANCEL: Button(icon="stop-circle"),
            RELEASE: Button(icon="arrow-u-up-left"),
            NOTIFY: Button(icon="chat-centered-text"),
            ASSIGN: Button(icon="user-circle"),
            FIX: Button(icon="check-circle"),
        }
        self._obstacles: dict[str, str] = {}
        self._offered: frozenset[str] = frozenset()
        self._is_any = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.all)
        row.addWidget(self.words)
        row.addStretch(1)
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _=False, key=key: self.picked.emit(key))
            row.addWidget(button)
        self.offer(())
        self._translate()

    @property
    def is_all(self) -> bool:
        """Tell whether all rows that match are meant."""
        return self.all.isChecked()

    def offer(self, keys: Collection[str]) -> None:
        """Show the buttons of these deeds; without any there is nothing to tick for, and no bar."""
        self._offered = frozenset(keys)
        self.setVisible(bool(self._offered))
        for key, button in self.buttons.items():
            button.setVisible(key in self._offered)
        self._enable()

    def set_obstacle(self, key: str, obstacle: str) -> None:
        """Say why a deed cannot be done by who works here; empty lets it be done."""
        self._obstacles[key] = obstacle
        self.buttons[key].setToolTip(obstacle)
        self._enable()

    def show_counts(self, words: str, all_words: str, *, is_any: bool) -> None:
        """Say what is ticked and how many there are; without any the deeds wait."""
        self.words.setText(words)
        self.all.setText(all_words)
        self._is_any = is_any
        self._enable()

    def set_all(self, is_all: bool) -> None:
        """Mean all rows or only the ticked ones, without a signal."""
        was = self.all.blockSignals(True)
        self.all.setChecked(is_all)
        self.all.blockSignals(was)

    def _enable(self) -> None:
        for key, button in self.buttons.items():
            button.setEnabled(self._is_any and not self._obstacles.get(key))

    def _translate(self) -> None:
        self.buttons[RETRY].setText(self.tr("Retry…"))
        self.buttons[CANCEL].setText(self.tr("Cancel…"))
        self.buttons[RELEASE].setText(self.tr("Release or refund…"))
        self.buttons[NOTIFY].setText(self.tr("Notify…"))
        self.buttons[ASSIGN].setText(self.tr("Assign…"))
        self.buttons[FIX].setText(self.tr("Mark fixed…"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
