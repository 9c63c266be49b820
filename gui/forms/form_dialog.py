"""A dialog with fields that stays open, with all that was typed, until its deed has succeeded."""

from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import InputError
from gui import dialogs, texts
from gui.dialogs import MessageDialog
from gui.forms.field_words import remedy_of
from gui.tasks import TaskScope
from gui.theme import Tone
from gui.widgets.buttons import BusyButton
from gui.widgets.fields import Field
from gui.widgets.issue_list import Issue, IssueList

D = TypeVar("D")
T = TypeVar("T")

_SAVE = "save"


class FormDialog(MessageDialog, Generic[D, T]):
    """Asks for a `D`, does the deed with it, and ends with the `T` that the deed gave.

    What core refuses is shown under its field, or above the buttons if it is about no field. While the deed
    runs the form cannot be left, so its end is never unknown.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        *,
        confirm: str,
        save: Callable[[D], Awaitable[T]],
    ) -> None:
        """Build the frame; a subclass adds its fields and says what was typed in `typed`."""
        super().__init__(parent, title, text)
        self._save = save
        self.made: T | None = None
        self.fields: dict[str, Field[Any]] = {}
        self.tasks = TaskScope(self)
        self.tasks.failed.connect(self._on_failed)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(12)
        self._problem = IssueList()
        self.body.addLayout(self.rows)
        self.body.addWidget(self._problem)
        self.leave_button = self.add_button(QCoreApplication.translate("Dialogs", "Cancel"))
        self.leave_button.clicked.connect(self.reject)
        self.confirm = BusyButton(self.tasks, _SAVE, confirm, kind="primary")
        self.confirm.setDefault(True)
        self.confirm.clicked.connect(self.submit)
        self._buttons.addWidget(self.confirm)

    @property
    def problem(self) -> str:
        """Return what is said above the buttons, empty if nothing."""
        return "\n".join(issue.text for issue in self._problem.issues)

    def typed(self) -> D:
        """Return what was typed.

        Raises:
            InputError: a field holds something that cannot even be read.
        """
        raise NotImplementedError

    def add_field(self, name: str, field: Field[Any]) -> None:
        """Add a field under the others; `name` is what core calls it."""
        self.fields[name] = field
        self.rows.addWidget(field)

    def submit(self) -> None:
        """Do the deed with what was typed; a second press while it runs does nothing."""
        self.tasks.start(self._submit(), _SAVE)

    async def _submit(self) -> None:
        for field in self.fields.values():
            field.set_error("")
        self._problem.set_issues(())
        self.made = await self._save(self.typed())
        super().accept()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, InputError):
            name, remedy = remedy_of(error)
            if name in self.fields:
                self.fields[name].set_error(remedy)
                self.fields[name].setFocus()
                self.fit()
                return
        self._problem.set_issues([Issue(texts.in_full(error), Tone.BAD)])
        self.fit()

    @override
    def accept(self) -> None:
        """Enter anywhere is the deed; the dialog closes when that has succeeded."""
        self.submit()

    @override
    def reject(self) -> None:
        """Leave, unless the deed is running."""
        if not self.tasks.running(_SAVE):
            super().reject()


async def ask_form(form: FormDialog[D, T]) -> T | None:
    """Open `form` and return what its deed gave, None if the operator left."""
    return form.made if await dialogs.run(form) else None
