"""The details of one line of the inbox: why, what came and what was expected, the bytes, the deeds."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from gui.tasks import TaskScope
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.details_pane import DetailsPane
from gui.widgets.fact_rows import FactGroup, FactRows
from gui.widgets.scrolled import scrolled

FACTS, RAW = "facts", "raw"
FORESEE, AGAIN, SEEN = "foresee", "again", "seen"


class InboxPane(DetailsPane):
    """Shows what it is given and tells what is pressed.

    Signals:
        foresee_picked, again_picked, seen_picked: what would this do, do it again, take it off the list.
        credit_picked, send_back_picked, reject_picked: the decisions about money in quarantine.
        customer_picked, payment_picked, invoice_picked: another page is to show it.
    """

    foresee_picked = Signal()
    again_picked = Signal()
    seen_picked = Signal()
    credit_picked = Signal()
    send_back_picked = Signal()
    reject_picked = Signal()
    customer_picked = Signal()
    payment_picked = Signal()
    invoice_picked = Signal()

    def __init__(self, tasks: TaskScope, parent: QWidget | None = None) -> None:
        """Build the pane; the deeds of `tasks` make their buttons busy."""
        super().__init__(parent)
        self.facts = FactRows()
        self.raw = QPlainTextEdit()
        self.raw.setReadOnly(True)
        self.raw.setProperty("role", "log")
        self.customer = Button(kind="link")
        self.payment = Button(kind="link")
        self.invoice = Button(kind="link")
        self.foresee = BusyButton(tasks, FORESEE, kind="link")
        self.again = BusyButton(tasks, AGAIN, kind="link")
        self.credit = BusyButton(tasks, "credit", kind="primary", icon="check")
        self.send_back = BusyButton(tasks, "send back")
        self.reject = BusyButton(tasks, "reject", kind="danger")
        self.seen = BusyButton(tasks, SEEN, icon="check")
        self._lay_out()
        self._join()
        self.translate()

    def show_facts(self, groups: Sequence[FactGroup]) -> None:
        """Show these facts."""
        self.facts.set_groups(groups)

    def show_raw(self, text: str) -> None:
        """Show what came; a text that stands already keeps its place."""
        if self.raw.toPlainText() != text:
            self.raw.setPlainText(text)

    def show_links(self, *, customer: bool, payment: bool, invoice: bool, row: bool) -> None:
        """Offer the ways that there are from here."""
        self.customer.setVisible(customer)
        self.payment.setVisible(payment)
        self.invoice.setVisible(invoice)
        self.foresee.setVisible(row)
        self.again.setVisible(row)

    def show_deeds(self, *, is_quarantined: bool, is_to_see: bool) -> None:
        """Offer a decision, or to take it off the list."""
        for button in (self.credit, self.send_back, self.reject):
            button.setVisible(is_quarantined)
        self.seen.setVisible(is_to_see)

    @override
    def translate(self) -> None:
        self.set_tab_title(FACTS, self.tr("Facts"))
        self.set_tab_title(RAW, self.tr("As it came"))
        self.raw.setAccessibleName(self.tr("The notice as it came"))
        self.customer.setText(self.tr("Customer"))
        self.payment.setText(self.tr("Payment"))
        self.invoice.setText(self.tr("Invoice"))
        self.foresee.setText(self.tr("What would this do?"))
        self.again.setText(self.tr("Do again"))
        self.again.setToolTip(self.tr("Prove and do it again; what was done is not done twice"))
        self.credit.setText(self.tr("Credit…"))
        self.send_back.setText(self.tr("Send back…"))
        self.reject.setText(self.tr("Reject…"))
        self.seen.setText(self.tr("Seen"))
        self.seen.setToolTip(self.tr("Take it off the work list; it stays in the inbox"))

    def _lay_out(self) -> None:
        self.add_links(self.customer, self.payment, self.invoice, self.foresee, self.again)
        self.add_tab(FACTS, "", scrolled(self.facts))
        self.add_tab(RAW, "", self.raw)
        for action in (self.credit, self.send_back, self.seen, self.reject):
            self.add_action(action)

    def _join(self) -> None:
        for button, signal in (
            (self.customer, self.customer_picked),
            (self.payment, self.payment_picked),
            (self.invoice, self.invoice_picked),
            (self.foresee, self.foresee_picked),
            (self.again, self.again_picked),
            (self.credit, self.credit_picked),
            (self.send_back, self.send_back_picked),
            (self.reject, self.reject_picked),
            (self.seen, self.seen_picked),
        ):
            button.clicked.connect(signal)
