"""One invoice in the details pane: kept true as it changes, and its buttons joined with the deeds."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import Signal, SignalInstance
from typing_extensions import override

from core.domain.payments import InvoiceStatus
from core.services.payment_desk import InvoiceDetails
from gui.actions import invoices as deeds
from gui.actions import payments as payment_deeds
from gui.actions.look import Look
from gui.models import invoice_facts, payment_story
from gui.widgets.money_details import ANSWER, ASK, InvoicePane
from gui.widgets.page import Page

Said = Awaitable[str]


class InvoiceLook(Look[int, InvoiceDetails]):
    """Fills a pane with one invoice, and does what is pressed there.

    Signals:
        customer_picked: its customer is to be shown; carries the Telegram id.
        payment_picked: its payment is to be shown; carries the payment's id.
    """

    customer_picked = Signal(object)
    payment_picked = Signal(object)

    _pane: InvoicePane

    def __init__(self, page: Page, pane: InvoicePane) -> None:
        """Join `pane` with the invoice that is told to be shown, by its number."""
        super().__init__(page, pane)
        self._connect()

    @override
    async def _read(self, key: int) -> InvoiceDetails:
        return await self._core.payment_desk.invoice(key)

    @override
    def _show(self, details: InvoiceDetails) -> None:
        pane, invoice, core = self._pane, details.invoice, self._core
        now = core.clock.now()
        is_pending = invoice.status is InvoiceStatus.PENDING
        pane.set_head(
            self.tr("No. {number}").format(number=invoice.number), invoice_facts.invoice_head(details)
        )
        pane.show_note((invoice.url or invoice.instructions) if is_pending else "")
        pane.show_facts(invoice_facts.invoice_groups(details, now))
        pane.show_story(payment_story.invoice_story(details, now))
        pane.show_deeds(
            is_pending=is_pending,
            has_link=bool(invoice.url or invoice.instructions),
            has_payment=bool(details.payments),
        )
        obstacle = deeds.deed_obstacle(core, invoice)
        for button in (pane.copy_link, pane.send_link, pane.cancel):
            button.set_obstacle(obstacle)
        pane.complete.set_obstacle(deeds.complete_obstacle(core, invoice))

    def _connect(self) -> None:
        pane = self._pane
        pane.copy_picked.connect(self._on_copy_picked)
        pane.customer_picked.connect(self._on_customer_picked)
        pane.payment_picked.connect(self._on_payment_picked)
        pane.facts.copied.connect(self._on_copied)
        pane.copy_link_picked.connect(self._on_link_picked)
        core = self._core
        self._join(pane.ask_picked, ASK, lambda one: payment_deeds.ask_provider(core, one.invoice.number))
        self._join(pane.answer_picked, ANSWER, lambda one: deeds.copy_answer(core, one.invoice.number))
        self._join(pane.send_link_picked, "send link", lambda one: deeds.send_link(core, one.invoice.number))
        self._join(pane.cancel_picked, "cancel", lambda one: deeds.cancel(self._page, core, one))
        self._join(
            pane.complete_picked,
            "complete",
            lambda one: payment_deeds.complete_stuck(self._page, core, one.invoice.number),
        )
        self._join(
            pane.unbound_picked, "unbound", lambda one: payment_deeds.credit_unbound(self._page, core, one)
        )

    def _join(self, signal: SignalInstance, key: str, deed: Callable[[InvoiceDetails], Said]) -> None:
        """Do a deed with the invoice as it is now when `signal` is sent; one of a kind at a time."""

        async def do(number: int) -> None:
            self._say(await deed(await self._read(number)))

        def on_picked() -> None:
            if self.key is not None:
                self._page.tasks.start(do(self.key), key)

        signal.connect(on_picked)

    def _on_link_picked(self) -> None:
        details = self.details
        if details is None:
            return
        if details.invoice.url or details.invoice.instructions:
            self._page.said.emit(deeds.copy_link(details.invoice))
        else:
            self._page.tasks.start(self._get_link(details.invoice.number), "copy link")

    async def _get_link(self, number: int) -> None:
        self._say(await deeds.get_link(self._core, number))

    def _on_copy_picked(self) -> None:
        payment_deeds.copy(str(self.key))
        self._on_copied(self.tr("number"))

    def _on_customer_picked(self) -> None:
        if self.details is not None:
            self.customer_picked.emit(self.details.invoice.customer_id)

    def _on_payment_picked(self) -> None:
        if self.details is not None and self.details.payments:
            self.payment_picked.emit(self.details.payments[-1].id)
