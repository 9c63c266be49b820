"""The line over a table: what it is narrowed by, how much is left, and a place for views and export."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.widgets.buttons import Button, IconButton
from gui.widgets.labels import Label
from gui.widgets.search_box import SearchBox

CHIP_HEIGHT = 24
BOX_WIDTH = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterChip:
    """Something the table is narrowed by, or can be: its key and its words."""

    key: str
    text: str


class Chip(QFrame):
    """A filter in force, with a cross.

    Signals:
        removed: the cross was pressed; carries the key.
    """

    removed = Signal(str)

    def __init__(self, chip: FilterChip, parent: QWidget | None = None) -> None:
        """Show `chip`."""
        super().__init__(parent)
        self._key = chip.key
        self.setFixedHeight(CHIP_HEIGHT)
        cross = IconButton("x", self.tr("Remove the filter %1").replace("%1", chip.text), tint="accent")
        cross.setFixedSize(16, 16)
        cross.clicked.connect(self._on_cross_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 5, 0)
        layout.setSpacing(4)
        layout.addWidget(Label(chip.text))
        layout.addWidget(cross)

    def _on_cross_clicked(self) -> None:
        self.removed.emit(self._key)


class FilterBar(QWidget):
    """A text filter, toggles to choose from, chips in force, a total, and buttons at the right.

    Signals:
        text_settled: the text of the filter, a little after the last key.
        toggled: another set of toggles is down; carries a frozenset of keys.
        chip_removed: a chip's cross was pressed; carries its key.
    """

    text_settled = Signal(str)
    toggled = Signal(object)
    chip_removed = Signal(str)

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        """Show the text filter alone."""
        super().__init__(parent)
        self.box = SearchBox(placeholder, icon="funnel")
        self.box.setMaximumWidth(BOX_WIDTH)
        self.box.text_settled.connect(self.text_settled)
        self._toggles: dict[str, Button] = {}
        self._toggle_row = QHBoxLayout()
        self._toggle_row.setSpacing(6)
        self._chips: list[Chip] = []
        self._chip_row = QHBoxLayout()
        self._chip_row.setSpacing(6)
        self._total = Label("", "faint")
        self._right = QHBoxLayout()
        self._right.setSpacing(8)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.box)
        layout.addLayout(self._toggle_row)
        layout.addLayout(self._chip_row)
        layout.addStretch(1)
        layout.addWidget(self._total)
        layout.addLayout(self._right)

    def set_toggles(self, toggles: Sequence[FilterChip]) -> None:
        """Offer these toggles; known keys keep their state and only change their words."""
        for key in tuple(self._toggles):
            if key not in {toggle.key for toggle in toggles}:
                self._toggles.pop(key).deleteLater()
        for toggle in toggles:
            button = self._toggles.get(toggle.key)
            if button is None:
                button = self._toggles[toggle.key] = Button(kind="chip")
                button.setCheckable(True)
                button.clicked.connect(self._on_toggle_clicked)
                self._toggle_row.addWidget(button)
            button.setText(toggle.text)

    def set_toggled(self, keys: Iterable[str]) -> None:
        """Press exactly these toggles, without a signal."""
        wanted = set(keys)
        for key, button in self._toggles.items():
            button.setChecked(key in wanted)

    def toggled_keys(self) -> frozenset[str]:
        """Return the toggles that are down."""
        return frozenset(key for key, button in self._toggles.items() if button.isChecked())

    def set_chips(self, chips: Sequence[FilterChip]) -> None:
        """Show what the table is narrowed by."""
        for old in self._chips:
            self._chip_row.removeWidget(old)
            old.deleteLater()
        self._chips = [Chip(chip) for chip in chips]
        for chip in self._chips:
            chip.removed.connect(self.chip_removed)
            self._chip_row.addWidget(chip)

    def set_total(self, text: str) -> None:
        """Say how much is shown of how much."""
        self._total.setText(text)

    def add_right(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        self._right.addWidget(widget)

    def _on_toggle_clicked(self) -> None:
        self.toggled.emit(self.toggled_keys())
