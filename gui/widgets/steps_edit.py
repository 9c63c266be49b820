"""How many steps: a field for any number, and the offered numbers to press."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from gui import formats
from gui.widgets.buttons import Button
from gui.widgets.fields import NumberField

COLUMNS = 6
FIELD_WIDTH = 112
CHIP_WIDTH = 64
BIG_STEP = 100


class StepsEdit(QWidget):
    """A number of steps; the chip of the number in force is down.

    Signals:
        changed: the operator chose another number; carries it.
    """

    changed = Signal(object)

    def __init__(self, low: int, high: int, parent: QWidget | None = None) -> None:
        """Allow `low` to `high`; none is offered yet."""
        super().__init__(parent)
        self._number = NumberField(low, high)
        self._number.setFixedWidth(FIELD_WIDTH)
        self._number.control.setSingleStep(BIG_STEP)
        self._number.changed.connect(self._on_number_changed)
        self._chips: dict[int, Button] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        self.setFocusProxy(self._number)
        self._mark()

    @property
    def value(self) -> int:
        """Return the number."""
        return self._number.value

    def set_value(self, value: int) -> None:
        """Show `value` without a signal."""
        self._number.set_value(value)
        self._mark()

    def set_offered(self, offered: Sequence[int]) -> None:
        """Offer exactly these numbers to press."""
        if tuple(self._chips) == tuple(offered):
            return
        for gone in self._chips.values():
            self._grid.removeWidget(gone)
            gone.deleteLater()
        self._chips = {steps: self._chip(steps) for steps in offered}
        for place, chip in enumerate(self._chips.values()):
            self._grid.addWidget(chip, place // COLUMNS, place % COLUMNS)
        control = self._number.control
        self.set_range(control.minimum(), control.maximum())
        self._mark()

    def set_range(self, low: int, high: int) -> None:
        """Allow other numbers; chips outside of them cannot be pressed. A number outside moves inside."""
        self._number.control.setRange(low, high)
        for steps, chip in self._chips.items():
            chip.setEnabled(low <= steps <= high)

    def set_name(self, name: str) -> None:
        """Say what a screen reader calls the number."""
        self._number.control.setAccessibleName(name)

    def _chip(self, steps: int) -> Button:
        chip = Button(formats.count(steps), kind="chip")
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # for the keyboard there is the field before them
        chip.setFixedWidth(CHIP_WIDTH)
        chip.clicked.connect(partial(self._on_chip_clicked, steps))
        return chip

    def _on_chip_clicked(self, steps: int, _checked: object = None) -> None:
        self._number.control.setValue(steps)
        self._mark()  # pressed again it must stay down

    def _on_number_changed(self, value: int) -> None:
        self._mark()
        self.changed.emit(value)

    def _mark(self) -> None:
        for steps, chip in self._chips.items():
            chip.setChecked(steps == self.value)
