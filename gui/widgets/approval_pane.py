"""The details of an approval: facts, what the deed would do now, and the decisions at the foot."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.tasks import TaskScope
from gui.widgets.buttons import BusyButton
from gui.widgets.card import SummaryRow, SummaryRows
from gui.widgets.details_pane import DetailsPane
from gui.widgets.fact_rows import FactRows
from gui.widgets.labels import Caption, Label
from gui.widgets.scrolled import scrolled

APPROVE, REFUSE, WITHDRAW, CARRY_OUT = "approve", "refuse", "withdraw", "carry_out"


class ApprovalPane(DetailsPane):
    """A details pane without tabs. The page fills it and listens to its buttons."""

    def __init__(self, tasks: TaskScope, parent: QWidget | None = None) -> None:
        """Build an empty pane; the deeds of `tasks` make their buttons busy."""
        super().__init__(parent)
        self.reason = Label("", "strong").wrapped().selectable()
        self.limit = Label("", "muted").wrapped()
        self.facts = FactRows()
        self.effects = SummaryRows()
        self.outcome = Label("", "muted").wrapped()
        self._caption = Caption()
        self.approve = BusyButton(tasks, APPROVE, kind="primary", icon="check")
        self.refuse = BusyButton(tasks, REFUSE, icon="prohibit")
        self.withdraw = BusyButton(tasks, WITHDRAW, icon="arrow-u-up-left")
        self.carry_out = BusyButton(tasks, CARRY_OUT, kind="primary", icon="check")
        self._copy.hide()
        contents = (self.reason, self.limit, self.facts, self._caption, self.effects, self.outcome)
        self.add_tab("plan", "", scrolled(*contents))
        self._tabs.hide()
        for button in self.buttons.values():
            self.add_action(button)
        self.translate()

    @property
    def buttons(self) -> dict[str, BusyButton]:
        """Return the buttons at the foot by their deed."""
        return {
            APPROVE: self.approve,
            CARRY_OUT: self.carry_out,
            REFUSE: self.refuse,
            WITHDRAW: self.withdraw,
        }

    def show_reason(self, reason: str, limit: str) -> None:
        """Show why it was asked for, and which limit it passes."""
        self.reason.setText(reason)
        self.limit.setText(limit[:1].upper() + limit[1:])

    def show_effects(self, rows: list[SummaryRow], note: str, role: str = "muted") -> None:
        """Show what the deed would do now, and a note under it."""
        self._caption.setVisible(bool(rows))
        self.effects.set_rows(rows)
        self.outcome.setText(note)
        self.outcome.set_role(role)
        self.outcome.setVisible(bool(note))

    def offer(self, key: str, *, is_shown: bool, obstacle: str = "") -> None:
        """Show a decision, and let it be pressed if nothing stands in the way."""
        button = self.buttons[key]
        button.setVisible(is_shown)
        button.set_obstacle(obstacle)

    @override
    def translate(self) -> None:
        self._caption.set_caption(self.tr("What it would do now"))
        self.approve.setText(self.tr("&Approve…"))
        self.refuse.setText(self.tr("&Refuse…"))
        self.withdraw.setText(self.tr("&Withdraw…"))
        self.carry_out.setText(self.tr("&Do it now"))
