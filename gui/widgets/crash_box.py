"""The box for mistakes of the program itself: it tells, can be copied, and stops nobody from working on."""

import traceback

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from core.logs import redact
from gui.dialogs import MessageDialog

HEIGHT = 200
MOST_KEPT = 20
"""A mistake that repeats must not fill the memory; the log has them all."""


class CrashBox(MessageDialog):
    """One box for all bugs of a session: a second one is added below the first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the hidden box; `add` shows it."""
        super().__init__(parent, self.tr("The program made a mistake"), self._words())
        self.setWindowModality(Qt.WindowModality.NonModal)
        self._bugs: list[str] = []
        self._box = QPlainTextEdit()
        self._box.setReadOnly(True)
        self._box.setProperty("role", "log")
        self._box.setFixedHeight(HEIGHT)
        self._box.setTabChangesFocus(True)
        self.body.addWidget(self._box)
        self._copy = self.add_button("")
        self._copy.clicked.connect(self._on_copy_clicked)
        self._close = self.add_button("", "primary")
        self._close.clicked.connect(self.accept)
        self._close.setDefault(True)
        self._retranslate()

    @property
    def bugs(self) -> tuple[str, ...]:
        """Return the reports shown, oldest first, without secrets."""
        return tuple(self._bugs)

    def add(self, bug: BaseException) -> None:
        """Show a bug with its traceback; the same one again is shown once."""
        report = redact("".join(traceback.format_exception(bug)).strip())
        if report not in self._bugs and len(self._bugs) < MOST_KEPT:
            self._bugs.append(report)
            self._box.setPlainText("\n\n".join(self._bugs))
        self.show()

    def _words(self) -> str:
        return self.tr(
            "It goes on working. What you asked for last may not have been done: look at the page before you "
            "repeat it, and send the details to the developers."
        )

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("The program made a mistake"))
        self.text_label.setText(self._words())
        self._box.setAccessibleName(self.tr("Details"))
        self._copy.setText(self.tr("Copy details"))
        self._close.setText(self.tr("Close"))

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._box.toPlainText())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
