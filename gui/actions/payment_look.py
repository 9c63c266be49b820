"""One payment in the details pane: kept true as it changes, and its buttons joined with the deeds."""

from collections.abc import Awaitable, Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.container import Core
from core.domain.payments import PaymentStatus
from core.domain.people import Permission
from core.domain.providers import ProviderInfo, RefundState
from core.services.payment_desk import PaymentDetails
from gui import formats
from gui.actions import payments as deeds
from gui.actions.look import Look
from gui.models import payment_facts, payment_story, payment_words
from gui.widgets.money_details import ANSWER, ASK, PaymentPane
from gui.widgets.page import Page

Deed = Callable[[QWidget, Core, PaymentDetails], Awaitable[str]]


class PaymentLook(Look[str, PaymentDetails]):
    """Fills a pane with one payment, and does what is pressed there.

    Signals:
        customer_picked: its customer is to be shown; carries the Telegram id.
        invoice_picked: its invoice is to be shown; carries the number.
    """

    customer_picked = Signal(object)
    invoice_picked = Signal(object)

    _pane: PaymentPane

    def __init__(self, page: Page, pane: PaymentPane) -> None:
        """Join `pane` with the payment that is told to be shown, by its id."""
        super().__init__(page, pane)
        self.providers: Mapping[str, ProviderInfo] = {}
        """What each provider can do; until it is known, refunds are offered and core refuses."""
        self._connect()

    @override
    async def _read(self, key: str) -> PaymentDetails:
        return await self._core.payment_desk.details(key)

    @override
    def _show(self, details: PaymentDetails) -> None:
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
        pane.refund.set_obstacle(deeds.refund_obstacle(core, details, info) if info else returned)
        pane.returned.set_obstacle(returned)
        decision = deeds.decide_obstacle(core, payment)
        for button in (pane.credit, pane.send_back, pane.reject):
            button.set_obstacle(decision)
        may = core.operator.may(Permission.REFUND_MONEY)
        pane.resolve.set_obstacle("" if may else returned)
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
            if self.key is not None:
                self._page.tasks.start(self._do(deed, self.key), key)

        return do

    async def _do(self, deed: Deed, payment_id: str) -> None:
        fresh = await self._read(payment_id)
        self._say(await deed(self._page, self._core, fresh))

    def _on_copy_picked(self) -> None:
        if self.details is not None:
            deeds.copy(self.details.payment.external_id)
            self._on_copied(self.tr("provider’s id"))

    def _on_customer_picked(self) -> None:
        if self.details is not None and self.details.payment.customer_id is not None:
            self.customer_picked.emit(self.details.payment.customer_id)

    def _on_invoice_picked(self) -> None:
        if self.details is not None and self.details.payment.invoice_number is not None:
            self.invoice_picked.emit(self.details.payment.invoice_number)

    def _on_ask_picked(self) -> None:
        if self.details is not None and self.details.payment.invoice_number is not None:
            asked = deeds.ask_provider(self._core, self.details.payment.invoice_number)
            self._page.tasks.start(self._tell(asked), ASK)

    def _on_answer_picked(self) -> None:
        if self.details is not None:
            answer = deeds.copy_answer(self._core, self.details.payment.id)
            self._page.tasks.start(self._tell(answer), ANSWER)
