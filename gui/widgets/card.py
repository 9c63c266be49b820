"""Blocks on a surface: a card with a title, and the label-and-value rows that fill many of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.labels import Caption, Label


class Card(QFrame):
    """A bordered surface with an optional caption and a body to fill."""

    def __init__(self, caption: str = "", *, flat: bool = False, parent: QWidget | None = None) -> None:
        """Make an empty card; `flat` has neither border nor ground."""
        super().__init__(parent)
        self.setProperty("flat", flat)
        self._caption = Caption(caption)
        self._caption.setVisible(bool(caption))
        self._head = QHBoxLayout()
        self._head.addWidget(self._caption, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        layout = QVBoxLayout(self)
        margin = 0 if flat else 16
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(12)
        layout.addLayout(self._head)
        layout.addLayout(self.body)
        self._name(caption)

    def set_caption(self, caption: str) -> None:
        """Show another caption, none if empty."""
        self._caption.set_caption(caption)
        self._caption.setVisible(bool(caption))
        self._name(caption)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end of the body."""
        self.body.addWidget(widget, stretch)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a small widget at the right of the caption."""
        self._head.addWidget(widget)

    def _name(self, caption: str) -> None:
        self.setAccessibleName(caption)


class FigureCard(Card):
    """A card that says one figure: caption, the figure large, a second line."""

    def __init__(self, caption: str = "", parent: QWidget | None = None) -> None:
        """Show the caption; the figure comes with `set_figure`."""
        super().__init__(caption, parent=parent)
        self._figure = Label("", "figure").selectable()
        self._second = Label("", "second").wrapped()
        self.add(self._figure)
        self.add(self._second)
        self.body.setSpacing(2)
        self.body.addStretch(1)

    def set_figure(self, figure: str, second: str = "") -> None:
        """Show `figure` and under it `second`."""
        self._figure.setText(figure)
        self._second.setText(second)
        self._second.setVisible(bool(second))


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """A label and its value; `role` is the style of the value, `strong` for the one that counts."""

    label: str
    value: str
    role: str = ""
    tooltip: str = ""


class SummaryRows(QWidget):
    """Labels at the left, values at the right, one per line; updated in place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lines: list[tuple[Label, Label]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(1, 1)

    def set_rows(self, rows: Sequence[SummaryRow]) -> None:
        """Show exactly these rows."""
        while len(self._lines) < len(rows):
            self._add_line()
        for place, (label, value) in enumerate(self._lines):
            is_used = place < len(rows)
            label.setVisible(is_used)
            value.setVisible(is_used)
            if is_used:
                row = rows[place]
                label.setText(row.label)
                value.setText(row.value)
                value.set_role(row.role)
                value.setToolTip(row.tooltip)
                value.setAccessibleName(f"{row.label}: {row.value}")

    def _add_line(self) -> None:
        label, value = Label("", "muted"), Label().wrapped().selectable()
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        place = len(self._lines)
        self._grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, place, 1)
        self._lines.append((label, value))
