"""Questions and messages that are awaited. There is no nested event loop: `exec()` is never called.

A dialog opens over its parent's window, and the coroutine that asked goes on when it is answered. Escape
and the window's close button mean "no". If the parent is destroyed meanwhile, the await is cancelled.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

WIDTH = 440
DETAILS_HEIGHT = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An error in words: what happened, what was *not* done, what to do next, and what to quote."""

    what: str
    not_done: str = ""
    next_step: str = ""
    error_id: str = ""
    details: str = ""

    def as_text(self) -> str:
        """Return all of it as plain text, for the clipboard."""
        parts = (self.what, self.not_done, self.next_step, self.error_id, self.details)
        return "\n".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several answers: its key, its words, a second line that says what it means."""

    key: str
    label: str
    help: str = ""


class MessageDialog(QDialog):
    """The frame all questions share: title, text, body, details to copy, a row of buttons."""

    def __init__(self, parent: QWidget | None, title: str, text: str) -> None:
        """Build the frame; buttons are added by `add_button`, the leaving one first."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(WIDTH)
        self.setMaximumWidth(WIDTH * 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(_label(title, "card_title"))
        self.text_label = _label(text, "muted")
        layout.addWidget(self.text_label)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        layout.addLayout(self.body)
        layout.addSpacing(4)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        layout.addLayout(self._buttons)

    def fit(self) -> None:
        """Be as high as wrapped words need at this width; a dialog does not see to that by itself."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus: on Cancel it never does the deed."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def add_line(self, text: str, role: str = "muted") -> None:
        """Add a paragraph under the text."""
        if text:
            self.body.addWidget(_label(text, role))

    def add_details(self, details: str) -> None:
        """Add long details in a box that can be scrolled, selected and copied."""
        if not details:
            return
        box = QPlainTextEdit(details)
        box.setReadOnly(True)
        box.setProperty("role", "log")
        box.setFixedHeight(DETAILS_HEIGHT)
        box.setTabChangesFocus(True)
        box.setAccessibleName(QCoreApplication.translate("Dialogs", "Details"))
        self.body.addWidget(box)

    def add_button(self, label: str, kind: str = "plain") -> QPushButton:
        """Add a button on the right; `kind` is a kind of the style sheet. Nothing is default by itself."""
        button = QPushButton(label)
        button.setProperty("kind", kind)
        button.setAutoDefault(False)
        self._buttons.addWidget(button)
        return button

    def move_left(self, button: QPushButton) -> None:
        """Put a button apart from the others, at the left."""
        self._buttons.removeWidget(button)
        self._buttons.insertWidget(0, button)

    def add_copy_button(self, text: str) -> None:
        """Add a button on the left that copies `text`."""
        button = QPushButton(QCoreApplication.translate("Dialogs", "Copy details"))
        button.setAutoDefault(False)
        button.clicked.connect(partial(_copy, text))
        self._buttons.insertWidget(0, button)


async def run(dialog: QDialog) -> bool:
    """Open `dialog`, wait for its answer, and delete it; True if it was accepted.

    Raises:
        asyncio.CancelledError: the dialog went away with its parent, or the task was cancelled.
    """
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    dialog.finished.connect(partial(_settle, answer))
    dialog.destroyed.connect(partial(_abandon, answer))
    dialog.open()
    try:
        return await answer == QDialog.DialogCode.Accepted
    finally:
        if isValid(dialog):
            dialog.close()
            dialog.deleteLater()


async def ask(
    parent: QWidget | None, title: str, text: str, *, confirm: str, danger: bool = False, details: str = ""
) -> bool:
    """Ask for a yes. `confirm` is the verb on the button; with `danger` Enter does not press it."""
    dialog = MessageDialog(parent, title, text)
    dialog.add_details(details)
    cancel = _add_cancel(dialog)
    yes = dialog.add_button(confirm, "danger_primary" if danger else "primary")
    yes.clicked.connect(dialog.accept)
    first = cancel if danger else yes
    first.setDefault(True)
    first.setFocus()
    return await run(dialog)


async def ask_choice(
    parent: QWidget | None, title: str, text: str, choices: Sequence[Choice], *, confirm: str
) -> str | None:
    """Ask for one of `choices`; the first is ticked. Returns its key, None if the operator left."""
    dialog = MessageDialog(parent, title, text)
    group = QButtonGroup(dialog)
    for place, choice in enumerate(choices):
        radio = QRadioButton(choice.label)
        radio.setAccessibleDescription(choice.help)
        group.addButton(radio, place)
        dialog.body.addWidget(radio)
        if choice.help:
            help_label = _label(choice.help, "faint")
            help_label.setContentsMargins(26, 0, 0, 4)
            dialog.body.addWidget(help_label)
    _add_cancel(dialog)
    _add_confirm(dialog, confirm)
    group.buttons()[0].setChecked(True)
    group.buttons()[0].setFocus()
    key_by_place = [choice.key for choice in choices]
    return key_by_place[group.checkedId()] if await run(dialog) else None


class TextDialog(MessageDialog):
    """Asks for a text of a least length, for example the reason of a deed."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, *, label: str, confirm: str, min_length: int
    ) -> None:
        """Build the question; the confirming button waits for `min_length` characters."""
        super().__init__(parent, title, text)
        self._min_length = min_length
        caption = _label(label, "second")
        self.field = QPlainTextEdit()
        self.field.setFixedHeight(72)
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(label)
        caption.setBuddy(self.field)
        self.body.addWidget(caption)
        self.body.addWidget(self.field)
        self._hint = _label("", "faint")
        self.body.addWidget(self._hint)
        _add_cancel(self)
        self._confirm = _add_confirm(self, confirm)
        self.field.textChanged.connect(self._on_text_changed)
        self._on_text_changed()
        self.field.setFocus()

    @property
    def value(self) -> str:
        """Return what was typed, without the white space around it."""
        return self.field.toPlainText().strip()

    def _on_text_changed(self) -> None:
        missing = self._min_length - len(self.value)
        self._confirm.setEnabled(missing <= 0)
        self._hint.setText(
            QCoreApplication.translate("Dialogs", "%n more character(s) needed", "", missing)
            if missing > 0
            else " "
        )

    @override
    def accept(self) -> None:
        """Take the answer only when it is long enough."""
        if len(self.value) >= self._min_length:
            super().accept()


async def ask_text(
    parent: QWidget | None, title: str, text: str, *, label: str, confirm: str, min_length: int = 1
) -> str | None:
    """Ask for a text of at least `min_length` characters. Returns it stripped, None if the operator left."""
    dialog = TextDialog(parent, title, text, label=label, confirm=confirm, min_length=min_length)
    return dialog.value if await run(dialog) else None


async def tell(parent: QWidget | None, title: str, text: str, *, details: str = "") -> None:
    """Tell something and wait until it is read."""
    dialog = MessageDialog(parent, title, text)
    dialog.add_details(details)
    if details:
        dialog.add_copy_button(details)
    _add_confirm(dialog, QCoreApplication.translate("Dialogs", "Close"))
    await run(dialog)


async def tell_error(parent: QWidget | None, explanation: Explanation) -> None:
    """Explain a failure: what happened, what was not done, the next step, and an id to copy."""
    dialog = MessageDialog(
        parent, QCoreApplication.translate("Dialogs", "This could not be done"), explanation.what
    )
    dialog.text_label.setProperty("role", "strong")
    dialog.add_line(explanation.not_done)
    dialog.add_line(explanation.next_step)
    dialog.add_line(explanation.error_id, "mono")
    dialog.add_details(explanation.details)
    dialog.add_copy_button(explanation.as_text())
    _add_confirm(dialog, QCoreApplication.translate("Dialogs", "Close"))
    await run(dialog)


async def choose_folder(parent: QWidget | None, title: str, start: Path | None = None) -> Path | None:
    """Ask for a folder that exists; None if the operator left."""
    dialog = QFileDialog(parent, title, str(start or Path.home()))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    chosen = await _chosen_files(dialog)
    return chosen[0] if chosen else None


async def choose_files(
    parent: QWidget | None, title: str, name_filter: str, start: Path | None = None
) -> list[Path]:
    """Ask for files that exist; `name_filter` is like "Photos (*.jpg *.png)". Empty if the operator left."""
    dialog = QFileDialog(parent, title, str(start or Path.home()), name_filter)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return await _chosen_files(dialog)


async def save_file(parent: QWidget | None, title: str, suggested: Path, name_filter: str) -> Path | None:
    """Ask where to save; an existing file is confirmed by the dialog. None if the operator left."""
    dialog = QFileDialog(parent, title, str(suggested.parent), name_filter)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suggested.suffix.lstrip("."))
    dialog.selectFile(suggested.name)
    chosen = await _chosen_files(dialog)
    return chosen[0] if chosen else None


async def _chosen_files(dialog: QFileDialog) -> list[Path]:
    return [Path(name) for name in dialog.selectedFiles()] if await run(dialog) else []


def _add_cancel(dialog: MessageDialog) -> QPushButton:
    button = dialog.add_button(QCoreApplication.translate("Dialogs", "Cancel"))
    button.clicked.connect(dialog.reject)
    return button


def _add_confirm(dialog: MessageDialog, label: str) -> QPushButton:
    button = dialog.add_button(label, "primary")
    button.clicked.connect(dialog.accept)
    button.setDefault(True)
    button.setFocus()
    return button


def _settle(answer: "asyncio.Future[int]", result: int) -> None:
    if not answer.done():
        answer.set_result(result)


def _abandon(answer: "asyncio.Future[int]", *_: object) -> None:
    # The loop may be gone already when a window dies at the very end of the program.
    if not answer.done() and not answer.get_loop().is_closed():
        answer.cancel()


def _copy(text: str, *_: object) -> None:
    QGuiApplication.clipboard().setText(text)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
