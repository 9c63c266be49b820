"""Facts in groups: a label, a value, and a button that copies what is worth copying."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.widgets.buttons import IconButton
from gui.widgets.labels import Caption, ElidedLabel, Label

LABEL_WIDTH = 132
ROW_HEIGHT = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact; an id is in the monospaced font and can be copied."""

    label: str
    value: str
    is_copied: bool = False
    is_mono: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """Facts under one caption."""

    caption: str
    facts: tuple[Fact, ...]


class FactRows(QWidget):
    """Groups of facts from top to bottom; shown again, only what differs is touched.

    Signals:
        copied: a value is on the clipboard; carries its label.
    """

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without facts."""
        super().__init__(parent)
        self._shown: tuple[FactGroup, ...] = ()
        self._groups: list[_Group] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(16)

    @property
    def groups(self) -> tuple[FactGroup, ...]:
        """Return what is shown."""
        return self._shown

    def set_groups(self, groups: Sequence[FactGroup]) -> None:
        """Show exactly these groups."""
        self._shown = tuple(groups)
        if [len(group.facts) for group in groups] != [len(one.lines) for one in self._groups]:
            self._rebuild(groups)
        for shown, group in zip(self._groups, groups, strict=True):
            shown.show_group(group)

    def _rebuild(self, groups: Sequence[FactGroup]) -> None:
        for old in self._groups:
            self._column.removeWidget(old)
            old.deleteLater()
        self._groups = [_Group(len(group.facts)) for group in groups]
        for group in self._groups:
            group.copied.connect(self.copied)
            self._column.addWidget(group)


class _Group(QWidget):
    """A caption and its lines."""

    copied = Signal(str)

    def __init__(self, count: int) -> None:
        super().__init__()
        self._caption = Caption()
        self.lines = [_Line(self) for _ in range(count)]
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._caption, 0, 0, 1, 3)
        for place, line in enumerate(self.lines, 1):
            line.copied.connect(self.copied)
            grid.setRowMinimumHeight(place, ROW_HEIGHT)
            grid.addWidget(line.label, place, 0)
            grid.addWidget(line.value, place, 1)
            grid.addWidget(line.copy, place, 2)

    def show_group(self, group: FactGroup) -> None:
        self._caption.set_caption(group.caption)
        self._caption.setVisible(bool(group.caption))
        self._grid.setRowMinimumHeight(0, ROW_HEIGHT if group.caption else 0)
        for line, fact in zip(self.lines, group.facts, strict=True):
            line.show_fact(fact)


class _Line(QObject):
    """One fact; its parts are laid out by the group's grid."""

    copied = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fact: Fact | None = None
        self.label = Label("", "muted")
        self.value = ElidedLabel()
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = IconButton("copy", "")
        self.copy.clicked.connect(self._on_copy_clicked)
        keep = self.copy.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.copy.setSizePolicy(keep)

    def show_fact(self, fact: Fact) -> None:
        if fact == self._fact:
            return
        self._fact = fact
        self.label.setText(fact.label)
        self.value.set_role("mono" if fact.is_mono else "")
        self.value.set_full_text(fact.value)
        self.value.setAccessibleName(f"{fact.label}: {fact.value}")
        self.copy.set_name(self.tr("Copy: {label}").format(label=fact.label))
        self.copy.setVisible(fact.is_copied)

    def _on_copy_clicked(self) -> None:
        if self._fact is not None:
            QGuiApplication.clipboard().setText(self._fact.value)
            self.copied.emit(self._fact.label)
