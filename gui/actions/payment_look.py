"""One payment in the details pane: kept true as it changes, and its buttons joined with the deeds."""

from collections.abc import Awaitable, Callable, Mapping
from itertools import count

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.payments import PaymentStatus
from core.domain.people import Permission
from core.domain.providers import ProviderInfo, RefundState
from core.services.payment_desk import PaymentDetails
from gui import formats
from gui.actions import payments as deeds
from gui.models import payment_facts, payment_story, payment_words
from gui.widgets.money_details import ANSWER, ASK, PaymentPane
from gui.widgets.page import Page

Deed = Callable[[QWidget, Core, PaymentDetails], Awaitable[str]]


class PaymentLook(QObject):
    """Fills a pane with one payment, and does what is pressed there.

    Signals:
        shown: the details of a payment are on the screen.
        customer_picked: its customer is to be shown; carries the Telegram id.
        invoice_picked: its invoice is to be shown; carries the number.
    """

    shown = Signal()
    customer_picked = Signal(object)
    invoice_picked = Signal(object)

    def __init__(self, page: Page, pane: PaymentPane) -> None:
        """Join `pane` with the payment that is told to be shown; deeds run in the tasks of `page`."""
        super().__init__(page)
        self._page = page
        self._core = page.core
        self._pane = pane
        self._numbers = count(1)
        self._details: PaymentDetails | None = None
        self.providers: Mapping[str, ProviderInfo] = {}
        """What each provider can do; until it is known, refunds are offered and core refuses."""
        self.payment_id = ""
        self._connect()

    @property
    def details(self) -> PaymentDetails | None:
        """Return what is shown."""
        return self._details

    def show_payment(self, payment_id: str) -> None:
        """Show another payment, or the same one as it is now."""
        self.payment_id = payment_id
        self._page.tasks.start(self.read(), ("show payment", next(self._numbers)))

    def close(self) -> None:
        """Show nothing any more."""
        self.payment_id, self._details = "", None
        self._pane.hide()

    async def read(self) -> None:
        """Read the payment again and show it."""
        payment_id = self.payment_id
        if not payment_id:
            return
        details = await self._core.payment_desk.details(payment_id)
        if self.payment_id == payment_id:
            self._details = details
            self.retell()
            self._pane.show()
            self.shown.emit()

    def retell(self) -> None:
        """Say everything again, after another language."""
        details = self._details
        if details is None:
            return
        pane, payment, now = self._pane, details.payment, self._core.clock.now()
        is_quarantined = payment.status is PaymentStatus.QUARANTINED
        pane.set_head(formats.money(payment.amount), payment_facts.payment_head(details))
        pane.show_note(payment_words.verdict_sentence(payment.verdict) if is_quarantined else "")
        pane.show_facts(payment_facts.payment_groups(details, now))
        pane.show_story(payment_story.payment_story(details, now))
        pane.show_raw(payment_story.raw_text(details))
        refund = details.open_refund
        is_unknown = refund is not None and refund.status is RefundState.UNKNOWN
        pane.show_deeds(is_quarantined=is_quarantined, is_unknown=is_unknown)
        self._offer_deeds(details)

    def _offer_deeds(self, details: PaymentDetails) -> None:
        pane, core, payment = self._pane, self._core, details.payment
        info = self.providers.get(payment.provider)
        returned = deeds.returned_obstacle(core, details)
        pane.set_deed(pane.refund, deeds.refund_obstacle(core, details, info) if info else returned)
        pane.set_deed(pane.returned, returned)
        decision = deeds.decide_obstacle(core, payment)
        for button in (pane.credit, pane.send_back, pane.reject):
            pane.set_deed(button, decision)
        may = core.operator.may(Permission.REFUND_MONEY)
        pane.set_deed(pane.resolve, "" if may else returned)
        pane.customer.setVisible(payment.customer_id is not None)
        pane.invoice.setVisible(payment.invoice_number is not None)
        pane.ask.setVisible(payment.invoice_number is not None)

    def _connect(self) -> None:
        pane = self._pane
        pane.copy_picked.connect(self._on_copy_picked)
        pane.customer_picked.connect(self._on_customer_picked)
        pane.invoice_picked.connect(self._on_invoice_picked)
        pane.ask_picked.connect(self._on_ask_picked)
        pane.answer_picked.connect(self._on_answer_picked)
        pane.facts.copied.connect(self._on_copied)
        for signal, deed, key in (
            (pane.refund_picked, deeds.refund_money, "refund"),
            (pane.returned_picked, deeds.record_returned, "returned"),
            (pane.credit_picked, deeds.credit, "credit"),
            (pane.send_back_picked, deeds.send_back, "send back"),
            (pane.reject_picked, deeds.reject, "reject"),
            (pane.resolve_picked, deeds.resolve_unknown, "resolve"),
        ):
            signal.connect(self._doer(deed, key))

    def _doer(self, deed: Deed, key: str) -> Callable[[], None]:
        def do() -> None:
            if self.payment_id:
                self._page.tasks.start(self._do(deed, self.payment_id), key)

        return do

    async def _do(self, deed: Deed, payment_id: str) -> None:
        fresh = await self._core.payment_desk.details(payment_id)
        self._say(await deed(self._page, self._core, fresh))

    def _say(self, sentence: str) -> None:
        if sentence:
            self._page.said.emit(sentence)

    def _on_copy_picked(self) -> None:
        if self._details is not None:
            deeds.copy(self._details.payment.external_id)
            self._on_copied(self.tr("provider’s id"))

    def _on_copied(self, label: str) -> None:
        self._say(self.tr("Copied: {label}").format(label=label))

    def _on_customer_picked(self) -> None:
        if self._details is not None and self._details.payment.customer_id is not None:
            self.customer_picked.emit(self._details.payment.customer_id)

    def _on_invoice_picked(self) -> None:
        if self._details is not None and self._details.payment.invoice_number is not None:
            self.invoice_picked.emit(self._details.payment.invoice_number)

    def _on_ask_picked(self) -> None:
        if self._details is not None and self._details.payment.invoice_number is not None:
            self._page.tasks.start(self._ask(self._details.payment.invoice_number), ASK)

    async def _ask(self, number: int) -> None:
        self._say(await deeds.ask_provider(self._core, number))

    def _on_answer_picked(self) -> None:
        if self._details is not None:
            self._page.tasks.start(self._answer(self._details.payment.id), ANSWER)

    async def _answer(self, payment_id: str) -> None:
        self._say(await deeds.copy_answer(self._core, payment_id))
