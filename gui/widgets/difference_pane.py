"""The details of one difference: what it means, both sides, what is proposed, and the deeds."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.tasks import TaskScope
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.details_pane import DetailsPane
from gui.widgets.fact_rows import FactRows
from gui.widgets.scrolled import scrolled

FACTS = "facts"
FORESEE, DO, IGNORE, SETTLE = "foresee", "do", "ignore", "settle"


class DifferencePane(DetailsPane):
    """Shows what it is given and tells what is pressed.

    Signals:
        foresee_picked, do_picked, ignore_picked, settle_picked: the deeds.
        payment_picked, invoice_picked: another page is to show it.
    """

    foresee_picked = Signal()
    do_picked = Signal()
    ignore_picked = Signal()
    settle_picked = Signal()
    payment_picked = Signal()
    invoice_picked = Signal()

    def __init__(self, tasks: TaskScope, parent: QWidget | None = None) -> None:
        """Build the pane; the deeds of `tasks` make their buttons busy."""
        super().__init__(parent)
        self.facts = FactRows()
        self.payment = Button(kind="link")
        self.invoice = Button(kind="link")
        self.foresee = BusyButton(tasks, FORESEE, kind="link")
        self.do = BusyButton(tasks, DO, kind="primary", icon="check")
        self.settle = BusyButton(tasks, SETTLE)
        self.ignore = BusyButton(tasks, IGNORE, icon="prohibit")
        self.add_links(self.payment, self.invoice, self.foresee)
        self.add_tab(FACTS, "", scrolled(self.facts))
        for action in (self.do, self.settle, self.ignore):
            self.add_action(action)
        for button, signal in (
            (self.foresee, self.foresee_picked),
            (self.do, self.do_picked),
            (self.settle, self.settle_picked),
            (self.ignore, self.ignore_picked),
            (self.payment, self.payment_picked),
            (self.invoice, self.invoice_picked),
        ):
            button.clicked.connect(signal)
        self.translate()

    @override
    def translate(self) -> None:
        self.set_tab_title(FACTS, self.tr("Facts"))
        self.payment.setText(self.tr("Payment"))
        self.invoice.setText(self.tr("Invoice"))
        self.foresee.setText(self.tr("What would this do?"))
        if not self.do.text():  # else it names the proposal, which whoever shows it says anew
            self.do.setText(self.tr("Do it"))
        self.settle.setText(self.tr("Put right elsewhere…"))
        self.ignore.setText(self.tr("Ignore…"))
