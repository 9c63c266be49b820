"""The form for what is known about a failure group."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from core.domain.failure_groups import FailureGroup
from gui.forms.form_dialog import FormDialog
from gui.widgets.fields import Field, LineField

WIDTH = 520
NOTE_HEIGHT = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureNote:
    """What people know about a group."""

    note: str
    known_fix: str


class FailureNoteForm(FormDialog[FailureNote, bool]):
    """Asks for the fix that helped, and for a note."""

    def __init__(
        self, parent: QWidget | None, group: FailureGroup, save: Callable[[FailureNote], Awaitable[bool]]
    ) -> None:
        """Show what is known so far."""
        super().__init__(
            parent,
            QCoreApplication.translate("FailureNoteForm", "What is known about it"),
            QCoreApplication.translate(
                "FailureNoteForm", "Everybody who opens this group reads it; customers never do."
            ),
            confirm=QCoreApplication.translate("FailureNoteForm", "Keep"),
            save=save,
        )
        self.known_fix = LineField(self.tr("Known fix"), self.tr("What helped, in a sentence."))
        self.note = Field[QPlainTextEdit](QPlainTextEdit(group.note), self.tr("Note"))
        self.note.control.setTabChangesFocus(True)
        self.note.control.setFixedHeight(NOTE_HEIGHT)
        self.known_fix.set_value(group.known_fix)
        self.add_field("known_fix", self.known_fix)
        self.add_field("note", self.note)
        self.setMinimumWidth(WIDTH)
        self.known_fix.setFocus()

    def typed(self) -> FailureNote:
        """Return what was typed."""
        return FailureNote(note=self.note.control.toPlainText().strip(), known_fix=self.known_fix.value)
