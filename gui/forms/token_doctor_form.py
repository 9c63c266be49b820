"""The token doctor: every place that holds a token, what Replicate says, what waits, and another token.

It stays open while it works: a token that was kept is examined like the one before it, in place.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import AppError
from core.services.gate import GateState
from core.services.token_doctor import TokenReport
from core.services.trainings import Unsent
from gui import texts
from gui.dialogs import MessageDialog
from gui.forms.token_forms import SecretField
from gui.models import token_words
from gui.models.token_words import TokenLine
from gui.tasks import TaskScope
from gui.theme import Tone
from gui.widgets.buttons import BusyButton
from gui.widgets.health import HealthRow
from gui.widgets.issue_list import Issue, IssueList
from gui.widgets.labels import Label, Rule

EXAMINE, REPLACE = "examine token", "replace token"
"""Keys of the two tasks of the dialog."""
WIDTH = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A report with what the window knows beside it."""

    report: TokenReport
    gate: GateState
    unsent: Unsent
    """What waits for the gate or, after another token was kept, goes on with it."""


Examine = Callable[[], Awaitable[Finding]]
Replace = Callable[[str], Awaitable[Finding | None]]


class TokenDoctorDialog(MessageDialog):
    """Examines the token at once and whenever asked; tries another one before it is kept."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        examine: Examine,
        replace: Replace,
        may_save: bool,
        before: AppError | None = None,
    ) -> None:
        """Build the dialog; `before` is why the gate is shut. `replace` gives none if nothing was done."""
        super().__init__(
            parent,
            QCoreApplication.translate("TokenDoctor", "Token doctor"),
            QCoreApplication.translate(
                "TokenDoctor",
                "Where Replicate’s token comes from, whose it is, what it may do, and how to replace it.",
            ),
        )
        self._examine = examine
        self._replace = replace
        self._may_save = may_save
        self._before = before
        self.said = ""
        self.tasks = TaskScope(self)
        self.tasks.failed.connect(self._on_failed)
        self._rows: list[HealthRow] = []
        self.setMinimumWidth(WIDTH)
        self._build()
        self._on_typed("")
        self.examine_again()

    @property
    def verdict(self) -> str:
        """Return what is said about the token in use, and what waits for it."""
        return "\n".join(issue.text for issue in self._verdict.issues)

    @property
    def answer(self) -> str:
        """Return what became of the token that was tried last, empty if none was."""
        return "\n".join(issue.text for issue in self._answer.issues)

    @property
    def lines(self) -> str:
        """Return everything that was looked at, one thing a line."""
        return "\n".join(row.accessibleName() for row in self._rows if row.isVisibleTo(self))

    def examine_again(self) -> None:
        """Look at the token in use afresh."""
        self.tasks.start(self._look(), EXAMINE)

    def _build(self) -> None:
        self.body.setSpacing(12)
        self._busy = Label(QCoreApplication.translate("TokenDoctor", "Replicate is asked…"), "muted")
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._verdict = IssueList(QCoreApplication.translate("TokenDoctor", "What Replicate says"))
        self._again = BusyButton(self.tasks, EXAMINE, QCoreApplication.translate("TokenDoctor", "Look again"))
        self._again.setAutoDefault(False)
        self._again.clicked.connect(self.examine_again)
        self.field = SecretField()
        self.field.set_words(QCoreApplication.translate("TokenDoctor", "Another token"), self._field_help())
        self.field.set_eye_words(QCoreApplication.translate("TokenDoctor", "Show the letters"))
        self.field.changed.connect(self._on_typed)
        self.field.setEnabled(self._may_save)
        self._answer = IssueList()
        self.save_button = BusyButton(
            self.tasks, REPLACE, QCoreApplication.translate("TokenDoctor", "Try and save"), kind="primary"
        )
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._on_save)
        self.body.addWidget(self._busy)
        self.body.addLayout(self._list)
        self.body.addWidget(self._verdict)
        for widget in (Rule(), self.field, self._answer):
            self.body.addWidget(widget)
        self._buttons.insertWidget(0, self._again)
        close = self.add_button(QCoreApplication.translate("TokenDoctor", "Close"))
        close.clicked.connect(self.reject)
        self._buttons.addWidget(self.save_button)

    def _field_help(self) -> str:
        if not self._may_save:
            return QCoreApplication.translate("TokenDoctor", "Only an admin may change the token.")
        return QCoreApplication.translate(
            "TokenDoctor",
            "From replicate.com/account/api-tokens. Replicate is asked first; only a token it takes is kept, "
            "in this machine’s keyring.",
        )

    async def _look(self) -> None:
        self._show(await self._examine())

    def _show(self, finding: Finding) -> None:
        self._busy.hide()
        self._show_lines(token_words.lines(finding.report))
        issues = token_words.verdict(finding.report, self._before)
        waits = token_words.waiting(finding.unsent, finding.gate)
        if waits:
            issues.append(Issue(waits, Tone.WARN))
        self._verdict.set_issues(issues)
        self.fit()

    def _show_lines(self, lines: list[TokenLine]) -> None:
        while len(self._rows) < len(lines):
            row = HealthRow()
            self._rows.append(row)
            self._list.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(lines))
            if place < len(lines):
                row.set_name(lines[place].name)
                row.set_state(lines[place].tone, lines[place].words)

    def _on_typed(self, value: str) -> None:
        self._answer.set_issues(())
        problem = token_words.faults(value)
        if problem and token_words.is_fit_to_try(value):
            words = QCoreApplication.translate("TokenDoctor", "It can be tried, but {problem}.")
        else:
            words = QCoreApplication.translate("TokenDoctor", "This is not a token: {problem}.")
        self.field.set_error(words.format(problem=problem) if problem else "")
        self.save_button.set_available(self._may_save and token_words.is_fit_to_try(value))
        self.fit()

    def _on_save(self) -> None:
        if self.save_button.isEnabled():
            self.tasks.start(self._try_and_save(self.field.value), REPLACE)

    async def _try_and_save(self, value: str) -> None:
        self._answer.set_issues(())
        finding = await self._replace(value)
        if finding is None:
            return
        self._before = None
        self.field.clear()
        self._on_typed("")
        self._show(finding)
        if finding.report.account is not None and finding.gate.is_open:
            self.said = token_words.accepted(finding.report.account.username, finding.unsent)
            self._answer.set_issues([Issue(self.said, Tone.OK)])
        self.fit()

    def _on_failed(self, error: Exception) -> None:
        self._busy.hide()
        self._answer.set_issues([Issue(texts.in_full(error), Tone.BAD)])
        self.fit()

    @override
    def accept(self) -> None:
        """Enter in the field tries what was typed."""
        self._on_save()

    @override
    def reject(self) -> None:
        """Leave, unless a token is being tried: what becomes of it is seen to its end."""
        if not self.tasks.running(REPLACE):
            super().reject()
