"""The fields of a training's parameters: each takes a trainer's bounds and shows a default silently."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from core.domain.trainers import Bounds, Value
from gui.widgets.fields import ChoiceField, Field, LineField, NumberField
from gui.widgets.steps_edit import StepsEdit

_DECIMALS = 8
_NUMBER_WIDTH = 112


class NumberKnob(NumberField):
    """A whole number."""

    def __init__(self, bounds: Bounds) -> None:
        """Allow what `bounds` says."""
        super().__init__(0, 0)
        self.control.setMaximumWidth(_NUMBER_WIDTH)
        self.bound(bounds)

    def put(self, value: Value) -> None:
        """Show a value without a signal."""
        self.set_value(int(value))

    def bound(self, bounds: Bounds) -> None:
        """Move a number outside of `bounds` inside."""
        before = self.control.blockSignals(True)
        self.control.setRange(int(bounds.low or 0), int(bounds.high or 0))
        self.control.blockSignals(before)


class StepsKnob(Field[StepsEdit]):
    """The number of steps.

    Signals:
        changed: the operator chose another number; carries it.
    """

    changed = Signal(object)

    def __init__(self, bounds: Bounds) -> None:
        """Allow what `bounds` says."""
        super().__init__(StepsEdit(int(bounds.low or 0), int(bounds.high or 0)))
        self.control.changed.connect(self.changed)

    @property
    def value(self) -> int:
        """Return the number."""
        return self.control.value

    def put(self, value: Value) -> None:
        """Show a value without a signal."""
        self.control.set_value(int(value))

    def offer(self, steps: Sequence[int]) -> None:
        """Offer these numbers to press."""
        self.control.set_offered(steps)

    def bound(self, bounds: Bounds) -> None:
        """Move a number outside of `bounds` inside."""
        self.control.set_range(int(bounds.low or 0), int(bounds.high or 0))


class DecimalKnob(LineField):
    """A number with a point, as text: what is typed is what is sent."""

    @property
    def number_text(self) -> str:
        """Return what was typed with a point where a comma was."""
        return self.value.replace(",", ".")

    def put(self, value: Value) -> None:
        """Show a value without a signal, with no more decimals than it has."""
        text = value if isinstance(value, str) else f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
        self.set_value(text or "0")

    def bound(self, bounds: Bounds) -> None:
        """Leave what is typed alone; the form says what is wrong with it."""


class ChoiceKnob(ChoiceField):
    """One of the trainer's choices."""

    def put(self, value: Value) -> None:
        """Choose without a signal."""
        self.set_value(str(value))

    def bound(self, bounds: Bounds) -> None:
        """Offer exactly the choices of `bounds`."""
        self.set_choices([(one, one.replace(",", ", ")) for one in bounds.choices])


class SwitchKnob(Field[QCheckBox]):
    """Yes or no.

    Signals:
        changed: the operator switched it; carries whether it is on.
    """

    changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start switched off."""
        super().__init__(QCheckBox(), parent=parent)
        self.control.clicked.connect(self.changed)

    @property
    def value(self) -> bool:
        """Tell whether it is on."""
        return self.control.isChecked()

    def put(self, value: Value) -> None:
        """Switch it without a signal."""
        self.control.setChecked(bool(value))

    def bound(self, bounds: Bounds) -> None:
        """Nothing can be out of bounds."""
