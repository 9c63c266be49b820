"""A row of small lists over a table, each of which narrows it by one thing."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget
from typing_extensions import override

Choices = Sequence[tuple[str, str]]
"""Keys and words; the empty key narrows nothing and comes first."""


class _Combo(QComboBox):
    """One list; the wheel goes past it unless it has the focus."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceFilters(QWidget):
    """Lists by key.

    Signals:
        chosen: another choice was made in any of them; carries all choices by the list's key.
    """

    chosen = Signal(object)

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        """Make a list for each key, in this order."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._combos = {key: _Combo() for key in keys}
        for combo in self._combos.values():
            combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.activated.connect(self._on_activated)
            row.addWidget(combo)

    @property
    def values(self) -> dict[str, str]:
        """Return the choice of each list."""
        return {key: str(combo.currentData() or "") for key, combo in self._combos.items()}

    def set_choices(self, key: str, name: str, choices: Choices) -> None:
        """Offer these choices in one list, called `name`; what was chosen stays chosen if it can."""
        combo = self._combos[key]
        before = combo.currentData()
        combo.clear()
        for value, words in choices:
            combo.addItem(words, value)
        combo.setCurrentIndex(max(0, combo.findData(before)))
        combo.setAccessibleName(name)

    def set_values(self, values: Mapping[str, str]) -> None:
        """Choose without a signal."""
        for key, value in values.items():
            combo = self._combos[key]
            combo.setCurrentIndex(max(0, combo.findData(value)))

    def _on_activated(self) -> None:
        self.chosen.emit(self.values)
