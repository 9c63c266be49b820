"""A trainer's log: grows without flicker, follows its end, can be searched and copied."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from gui import formats
from gui.widgets.buttons import IconButton
from gui.widgets.labels import Label
from gui.widgets.search_box import SearchBox

SHOWN_CHARS = 1_000_000
"""How much of the end of a log is laid out; `copy_all` still copies all of it."""

SHOWN_LINES = 20_000


class LogView(QWidget):
    """The log of one attempt. `set_log` with a longer text adds only what is new."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with an empty log that follows its end."""
        super().__init__(parent)
        self._log = ""
        self._matches = 0
        self._box = QPlainTextEdit()
        self._box.setProperty("role", "log")
        self._box.setReadOnly(True)
        self._box.setUndoRedoEnabled(False)
        self._box.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._box.setMaximumBlockCount(SHOWN_LINES)
        self._box.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._search = SearchBox()
        self._count = Label("", "faint")
        self._previous = IconButton("caret-up", "")
        self._next = IconButton("caret-down", "")
        self._follow = IconButton("arrow-line-down", "")
        self._follow.setCheckable(True)
        self._follow.setChecked(True)
        self._copy = IconButton("copy", "")
        self._build()
        self._connect()
        self._retranslate()

    @property
    def log(self) -> str:
        """Return the whole log, also what is no longer laid out."""
        return self._log

    @property
    def is_following(self) -> bool:
        """Tell whether the view stays at the end as the log grows."""
        return self._follow.isChecked()

    @property
    def match_count(self) -> int:
        """Return how often the searched text is in the part shown."""
        return self._matches

    def shown_text(self) -> str:
        """Return the part of the log that is laid out."""
        return self._box.toPlainText()

    def set_log(self, full_text: str) -> None:
        """Show `full_text`. If it continues what is shown only the new end is added."""
        if full_text == self._log:
            return
        grown = bool(self._log) and full_text.startswith(self._log)
        fresh = full_text[len(self._log) :] if grown else full_text
        self._log = full_text
        if grown and len(fresh) < SHOWN_CHARS:
            self._append(fresh)
        else:
            self._box.setPlainText(_tail(full_text))
        if self.is_following:
            self.jump_to_end()
        if self._search.text():
            self._count_matches()

    def set_following(self, is_following: bool) -> None:
        """Follow the end, or stay where the operator reads."""
        self._follow.setChecked(is_following)
        if is_following:
            self.jump_to_end()

    def jump_to_end(self) -> None:
        """Show the last lines."""
        bar = self._box.verticalScrollBar()
        bar.setValue(bar.maximum())

    def search(self, text: str) -> None:
        """Look for `text`, no matter its case, and mark the first match; empty ends the search."""
        self._search.set_text_silently(text)
        self._on_search_settled(text)

    def find_next(self) -> bool:
        """Mark the next match, from the top again after the last; False if there is none."""
        return self._find(QTextDocument.FindFlag(0), QTextCursor.MoveOperation.Start)

    def find_previous(self) -> bool:
        """Mark the match before, from the end again after the first; False if there is none."""
        return self._find(QTextDocument.FindFlag.FindBackward, QTextCursor.MoveOperation.End)

    def copy_all(self) -> None:
        """Copy the whole log."""
        QGuiApplication.clipboard().setText(self._log)

    def _append(self, fresh: str) -> None:
        cursor = QTextCursor(self._box.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(fresh)

    def _find(self, flags: QTextDocument.FindFlag, start: QTextCursor.MoveOperation) -> bool:
        text = self._search.text().strip()
        if not text or not self._matches:
            return False
        self._follow.setChecked(False)
        if self._box.find(text, flags):
            return True
        self._box.moveCursor(start)
        return self._box.find(text, flags)

    def _on_search_settled(self, text: str) -> None:
        self._count_matches()
        if text.strip():
            self._box.moveCursor(QTextCursor.MoveOperation.Start)
            self.find_next()
        else:
            self._box.moveCursor(QTextCursor.MoveOperation.End)

    def _count_matches(self) -> None:
        text = self._search.text().strip().casefold()
        self._matches = self._box.toPlainText().casefold().count(text) if text else 0
        self._count.setText(formats.count(self._matches) if text else "")

    def _on_follow_toggled(self, is_down: bool) -> None:
        if is_down:
            self.jump_to_end()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self._search, 1)
        self._count.setMinimumWidth(32)
        for widget in (self._count, self._previous, self._next, self._follow, self._copy):
            line.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addWidget(self._box, 1)

    def _connect(self) -> None:
        self._search.text_settled.connect(self._on_search_settled)
        self._search.entered_again.connect(self.find_next)
        self._next.clicked.connect(self.find_next)
        self._previous.clicked.connect(self.find_previous)
        self._copy.clicked.connect(self.copy_all)
        self._follow.toggled.connect(self._on_follow_toggled)

    def _retranslate(self) -> None:
        self._box.setAccessibleName(self.tr("Log"))
        self._search.set_placeholder(self.tr("Find in the log"))
        self._next.set_name(self.tr("Next match"))
        self._previous.set_name(self.tr("Previous match"))
        self._follow.set_name(self.tr("Follow the end"))
        self._copy.set_name(self.tr("Copy the whole log"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self._search.setFocus()
            self._search.selectAll()
        elif event.matches(QKeySequence.StandardKey.FindNext):
            self.find_next()
        elif event.matches(QKeySequence.StandardKey.FindPrevious):
            self.find_previous()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _tail(text: str) -> str:
    """Return the end of a long text, from the start of a line."""
    if len(text) <= SHOWN_CHARS:
        return text
    return text[-SHOWN_CHARS:].partition("\n")[2]
