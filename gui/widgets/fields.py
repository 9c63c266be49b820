"""A field of a form: its label above, help under it in faint, the error instead of help in red."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from gui.widgets.labels import Label, restyle

TEXT_MARGIN = 7
"""The style sheet's padding does not reach the line inside a spin box."""

W = TypeVar("W", bound=QWidget)


class Field(QWidget, Generic[W]):
    """Any control with its words around it. The words reach the screen reader through the control."""

    def __init__(
        self, control: W, label: str = "", help_text: str = "", parent: QWidget | None = None
    ) -> None:
        """Put `label` above `control` and `help_text` under it."""
        super().__init__(parent)
        self.control = control
        self._help_text = ""
        self._error = ""
        self._label = Label("", "second")
        self._label.setBuddy(control)
        self._under = Label("", "faint").wrapped()
        self.setFocusProxy(control)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._label)
        layout.addWidget(control)
        layout.addWidget(self._under)
        self.set_words(label, help_text)

    @property
    def error(self) -> str:
        """Return the error shown, empty if there is none."""
        return self._error

    def set_words(self, label: str, help_text: str = "") -> None:
        """Show another label and help."""
        self._label.setText(label)
        self._label.setVisible(bool(label))
        self._help_text = help_text
        self.control.setAccessibleName(label)
        self._show_under()

    def set_error(self, error: str) -> None:
        """Say what is wrong and what to do; empty takes it back and shows the help again."""
        if error != self._error:
            self._error = error
            self.control.setProperty("invalid", bool(error))
            restyle(self.control)
            self._show_under()

    def _show_under(self) -> None:
        text = self._error or self._help_text
        self._under.set_role("bad" if self._error else "faint")
        self._under.setText(text)
        self._under.setVisible(bool(text))
        self.control.setAccessibleDescription(text)


class LineField(Field[QLineEdit]):
    """A line of text.

    Signals:
        changed: the operator typed; carries the text stripped.
    """

    changed = Signal(str)

    def __init__(self, label: str = "", help_text: str = "", parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(QLineEdit(), label, help_text, parent)
        self.control.textEdited.connect(self._on_edited)

    @property
    def value(self) -> str:
        """Return the text without the white space around it."""
        return self.control.text().strip()

    def set_value(self, text: str) -> None:
        """Show `text` without a signal."""
        self.control.setText(text)

    def _on_edited(self, text: str) -> None:
        self.set_error("")  # what is being mended is not called wrong; who checks says so again
        self.changed.emit(text.strip())


class _CalmSpin(QSpinBox):
    """A number the wheel changes only where the focus is; else the page scrolls under the pointer."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class _CalmDoubleSpin(QDoubleSpinBox):
    """The same for numbers with a point."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class _CalmCombo(QComboBox):
    """The same for choices."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(Field[QSpinBox]):
    """A whole number within bounds (32 bits: for parameters, never for money or ids).

    Signals:
        changed: the number changed by the operator's hand; carries it.
    """

    changed = Signal(object)

    def __init__(
        self, low: int, high: int, label: str = "", help_text: str = "", parent: QWidget | None = None
    ) -> None:
        """Allow numbers from `low` to `high`."""
        super().__init__(_CalmSpin(), label, help_text, parent)
        self.control.setRange(low, high)
        self.control.lineEdit().setTextMargins(TEXT_MARGIN, 0, 0, 0)
        self.control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.control.valueChanged.connect(self._on_changed)

    @property
    def value(self) -> int:
        """Return the number."""
        return self.control.value()

    def set_value(self, value: int) -> None:
        """Show `value` without a signal."""
        _silently(self.control, value)

    def _on_changed(self, value: int) -> None:
        self.changed.emit(value)


class DecimalField(Field[QDoubleSpinBox]):
    """A number with a point within bounds, for parameters like a learning rate; never for money.

    Signals:
        changed: the number changed by the operator's hand; carries it.
    """

    changed = Signal(object)

    def __init__(
        self,
        low: float,
        high: float,
        decimals: int,
        label: str = "",
        help_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Allow numbers from `low` to `high` with so many decimals; a step is one of the last decimal."""
        super().__init__(_CalmDoubleSpin(), label, help_text, parent)
        self.control.setDecimals(decimals)
        self.control.setRange(low, high)
        self.control.setSingleStep(10.0**-decimals)
        self.control.lineEdit().setTextMargins(TEXT_MARGIN, 0, 0, 0)
        self.control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.control.valueChanged.connect(self._on_changed)

    @property
    def value(self) -> float:
        """Return the number."""
        return self.control.value()

    def set_value(self, value: float) -> None:
        """Show `value` without a signal."""
        _silently(self.control, value)

    def _on_changed(self, value: float) -> None:
        self.changed.emit(value)


class ChoiceField(Field[QComboBox]):
    """One of several choices, each a key with its words.

    Signals:
        changed: the operator chose; carries the key.
    """

    changed = Signal(str)

    def __init__(self, label: str = "", help_text: str = "", parent: QWidget | None = None) -> None:
        """Start without choices."""
        super().__init__(_CalmCombo(), label, help_text, parent)
        self.control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.control.activated.connect(self._on_activated)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer (key, words) pairs; the key chosen stays chosen if it is still among them."""
        chosen = self.value
        self.control.clear()
        for key, words in choices:
            self.control.addItem(words, key)
        self.set_value(chosen)

    @property
    def value(self) -> str:
        """Return the key chosen, empty without choices."""
        key = self.control.currentData()
        return key if isinstance(key, str) else ""

    def set_value(self, key: str) -> None:
        """Choose `key` without a signal; an unknown key chooses the first."""
        self.control.setCurrentIndex(max(0, self.control.findData(key)))

    def _on_activated(self, place: int) -> None:
        self.changed.emit(str(self.control.itemData(place)))


def _silently(control: QSpinBox | QDoubleSpinBox, value: float) -> None:
    before = control.blockSignals(True)
    if isinstance(control, QSpinBox):
        control.setValue(int(value))
    else:
        control.setValue(value)
    control.blockSignals(before)
