"""The living summary beside the form of a new training, with the button that starts it."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.tasks import TaskScope
from gui.widgets.buttons import BusyButton
from gui.widgets.card import Card, SummaryRow, SummaryRows
from gui.widgets.issue_list import Issue, IssueList
from gui.widgets.labels import Caption, Label, Rule

WIDTH = 328


class TrainingSummary(Card):
    """What it costs, what will happen, and the button; a button that cannot be pressed says why under it."""

    def __init__(self, tasks: TaskScope, key: Hashable, parent: QWidget | None = None) -> None:
        """Build it empty; the button is busy while the task of `key` runs."""
        super().__init__(parent=parent)
        self.setFixedWidth(WIDTH)
        self.body.setSpacing(12)
        self.figures = SummaryRows()
        self._rule = Rule()
        self._plan_caption = Caption()
        self.plan = IssueList()
        self.notes = IssueList()
        self.start = BusyButton(tasks, key, kind="primary", icon="play")
        self.reasons = IssueList()
        self._hint = Label("", "faint")
        for widget in (
            self.figures,
            self._rule,
            self._plan_caption,
            self.plan,
            self.notes,
            self.start,
            self._hint,
            self.reasons,
        ):
            self.add(widget)
        self._retranslate()

    def show_wish(
        self,
        figures: Sequence[SummaryRow],
        plan: Sequence[Issue],
        reasons: Sequence[Issue],
        deed: str,
        *,
        notes: Sequence[Issue] = (),
    ) -> None:
        """Show figures, plan and reasons; `deed` is the verb and the amount on the button.

        Reasons stop the deed, notes only tell.
        """
        self.notes.set_issues(notes)
        self.figures.set_rows(figures)
        self.plan.set_issues(plan)
        for widget in (self._rule, self._plan_caption):
            widget.setVisible(bool(plan))
        self.start.setText(deed)
        self.start.set_available(not reasons)
        self.start.setToolTip("\n".join(reason.text for reason in reasons))
        self.reasons.set_issues(reasons)
        self._hint.setVisible(not reasons and not notes)

    def _retranslate(self) -> None:
        self.set_caption(self.tr("Summary"))
        self._plan_caption.set_caption(self.tr("What will happen"))
        self.notes.set_name(self.tr("To be known"))
        self.reasons.set_name(self.tr("Why it cannot start yet"))
        self._hint.setText(self.tr("Ctrl+Enter starts it from any field."))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
