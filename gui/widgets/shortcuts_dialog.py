"""The list of all keyboard shortcuts, made of the very table that makes them work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from gui.dialogs import MessageDialog
from gui.widgets.labels import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing the keyboard can do: its words, its keys (the first is the one to learn), the deed."""

    words: str
    keys: Sequence[str]
    run: Callable[[], None]


class ShortcutsDialog(MessageDialog):
    """Shows commands with their keys."""

    def __init__(self, parent: QWidget | None, commands: Sequence[Command]) -> None:
        """List `commands` in their order."""
        super().__init__(parent, QCoreApplication.translate("ShortcutsDialog", "Keyboard shortcuts"), "")
        self.text_label.hide()
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, command in enumerate(commands):
            grid.addWidget(Label(command.words), row, 0)
            grid.addLayout(_keys(command.keys), row, 1)
        self.body.addLayout(grid)
        close = self.add_button(QCoreApplication.translate("ShortcutsDialog", "Close"), "primary")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        close.setFocus()


def _keys(keys: Sequence[str]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(6)
    line.addStretch(1)
    for key in keys:
        label = Label(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText), "key")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.addWidget(label)
    return line
