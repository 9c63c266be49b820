"""The details of a payment or an invoice: facts, story, and for a payment the event as it came."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget
from typing_extensions import override

from gui.tasks import TaskScope
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.details_pane import DetailsPane
from gui.widgets.fact_rows import FactGroup, FactRows
from gui.widgets.scrolled import scrolled
from gui.widgets.story_view import StoryItem, StoryView

FACTS, STORY, EVENT = "facts", "story", "event"
ASK, ANSWER = "ask provider", "copy answer"


class MoneyPane(DetailsPane):
    """What payments and invoices share; it shows what it is given and tells what is pressed.

    Signals:
        ask_picked: the provider is to be asked how it stands.
        answer_picked: the answer for the customer is to be copied.
        customer_picked: the customer is to be shown.
    """

    ask_picked = Signal()
    answer_picked = Signal()
    customer_picked = Signal()

    def __init__(self, tasks: TaskScope, parent: QWidget | None = None) -> None:
        """Build the tabs; the deeds of `tasks` make their buttons busy."""
        super().__init__(parent)
        self.facts = FactRows()
        self.story = StoryView()
        self.ask = BusyButton(tasks, ASK, kind="link")
        self.answer = BusyButton(tasks, ANSWER, kind="link")
        self.customer = Button(kind="link")
        self.links = self.add_links(self.customer, self.ask, self.answer, spacing=0)
        self.add_tab(FACTS, "", scrolled(self.facts))
        self.add_tab(STORY, "", self.story)
        self.ask.clicked.connect(self.ask_picked)
        self.answer.clicked.connect(self.answer_picked)
        self.customer.clicked.connect(self.customer_picked)
        self._name.set_role("card_title")

    def show_facts(self, groups: Sequence[FactGroup]) -> None:
        """Show these facts."""
        self.facts.set_groups(groups)

    def show_story(self, items: Sequence[StoryItem]) -> None:
        """Show this story."""
        self.story.set_items(items)

    @override
    def translate(self) -> None:
        self.set_tab_title(FACTS, self.tr("Facts"))
        self.set_tab_title(STORY, self.tr("Story"))
        self.customer.setText(self.tr("Customer"))
        self.ask.setText(self.tr("Ask provider"))
        self.answer.setText(self.tr("Copy answer"))
        self.answer.setToolTip(self.tr("The answer to “did my payment arrive?”, in the customer’s language"))


class PaymentPane(MoneyPane):
    """One payment.

    Signals:
        refund_picked, returned_picked, credit_picked, send_back_picked, reject_picked,
        resolve_picked: the buttons.
        invoice_picked: its invoice is to be shown.
    """

    refund_picked = Signal()
    returned_picked = Signal()
    credit_picked = Signal()
    send_back_picked = Signal()
    reject_picked = Signal()
    resolve_picked = Signal()
    invoice_picked = Signal()

    def __init__(self, tasks: TaskScope, parent: QWidget | None = None) -> None:
        """Build the pane."""
        self.raw = QPlainTextEdit()
        self.raw.setReadOnly(True)
        self.raw.setProperty("role", "log")
        super().__init__(tasks, parent)
        self.add_tab(EVENT, "", self.raw)
        self.invoice = Button(kind="link")
        self.links.insertWidget(1, self.invoice)
        self.refund = BusyButton(tasks, "refund", icon="arrow-u-up-left")
        self.returned = BusyButton(tasks, "returned")
        self.credit = BusyButton(tasks, "credit", kind="primary", icon="check")
        self.send_back = BusyButton(tasks, "send back")
        self.reject = BusyButton(tasks, "reject", kind="danger")
        self.resolve = BusyButton(tasks, "resolve", kind="primary", icon="question")
        self.resolve.clicked.connect(self.resolve_picked)
        for button in (self.credit, self.resolve, self.refund, self.returned, self.send_back, self.reject):
            self.add_action(button)
        self.invoice.clicked.connect(self.invoice_picked)
        self.refund.clicked.connect(self.refund_picked)
        self.returned.clicked.connect(self.returned_picked)
        self.credit.clicked.connect(self.credit_picked)
        self.send_back.clicked.connect(self.send_back_picked)
        self.reject.clicked.connect(self.reject_picked)
        self.translate()

    def show_raw(self, text: str) -> None:
        """Show the event as it came; a text that stands already keeps its place."""
        words = text or self.tr("No notice is kept for this payment: it was polled or entered by hand.")
        if self.raw.toPlainText() != words:
            self.raw.setPlainText(words)

    def show_deeds(self, *, is_quarantined: bool, is_unknown: bool) -> None:
        """Offer what fits the state: a decision in quarantine, the end of an unknown refund, a refund."""
        self.resolve.setVisible(is_unknown)
        for button in (self.credit, self.send_back, self.reject):
            button.setVisible(is_quarantined)
        for button in (self.refund, self.returned):
            button.setVisible(not is_quarantined and not is_unknown)

    @override
    def translate(self) -> None:
        super().translate()
        self.set_tab_title(EVENT, self.tr("Event"))
        self.raw.setAccessibleName(self.tr("The event as it came"))
        self.invoice.setText(self.tr("Invoice"))
        self.refund.setText(self.tr("Refund…"))
        self.returned.setText(self.tr("Returned by hand…"))
        self.credit.setText(self.tr("Credit…"))
        self.send_back.setText(self.tr("Send back…"))
        self.reject.setText(self.tr("Reject…"))
        self.resolve.setText(self.tr("End unknown refund…"))


class InvoicePane(MoneyPane):
    """One invoice.

    Signals:
        copy_link_picked, send_link_picked, complete_picked, unbound_picked, cancel_picked: the buttons.
        payment_picked: the payment for it is to be shown.
    """

    copy_link_picked = Signal()
    send_link_picked = Signal()
    complete_picked = Signal()
    unbound_picked = Signal()
    cancel_picked = Signal()
    payment_picked = Signal()

    def __init__(self, tasks: TaskScope, parent: QWidget | None = None) -> None:
        """Build the pane."""
        super().__init__(tasks, parent)
        self.payment = Button(kind="link")
        self.links.insertWidget(1, self.payment)
        self.unbound = Button(kind="link")
        self.complete = BusyButton(tasks, "complete", kind="link")
        self.stuck = QWidget()
        row = QHBoxLayout(self.stuck)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.complete)
        row.addWidget(self.unbound)
        row.addStretch(1)
        self.add_under_facts(self.stuck)
        self.copy_link = BusyButton(tasks, "copy link", kind="primary", icon="copy")
        self.send_link = BusyButton(tasks, "send link")
        self.cancel = BusyButton(tasks, "cancel", kind="danger")
        for button in (self.copy_link, self.send_link, self.cancel):
            self.add_action(button)
        self.payment.clicked.connect(self.payment_picked)
        self.unbound.clicked.connect(self.unbound_picked)
        self.copy_link.clicked.connect(self.copy_link_picked)
        self.send_link.clicked.connect(self.send_link_picked)
        self.complete.clicked.connect(self.complete_picked)
        self.cancel.clicked.connect(self.cancel_picked)
        self.translate()

    def show_deeds(self, *, is_pending: bool, has_link: bool, has_payment: bool) -> None:
        """Offer what fits the state."""
        for widget in (self.copy_link, self.send_link, self.stuck, self.cancel):
            widget.setVisible(is_pending)
        self.payment.setVisible(has_payment)
        self.copy_link.setText(self.tr("Copy link") if has_link else self.tr("Get link"))
        self.copy_link.set_icon("copy" if has_link else "link-simple")

    @override
    def translate(self) -> None:
        super().translate()
        self.payment.setText(self.tr("Payment"))
        self.unbound.setText(self.tr("Credit without notice…"))
        self.unbound.setToolTip(self.tr("Credit money that came without a notice on this invoice’s terms"))
        self.copy_link.setText(self.tr("Copy link"))
        self.send_link.setText(self.tr("Send"))
        self.send_link.setToolTip(self.tr("Send the link to the customer as a message"))
        self.complete.setText(self.tr("Complete stuck…"))
        self.complete.setToolTip(self.tr("Ask the provider, and credit it if the money came"))
        self.cancel.setText(self.tr("Cancel…"))
