"""One invoice in the details pane: kept true as it changes, and its buttons joined with the deeds."""

from collections.abc import Awaitable, Callable
from itertools import count

from PySide6.QtCore import QObject, Signal, SignalInstance

from core.domain.payments import InvoiceStatus
from core.services.payment_desk import InvoiceDetails
from gui.actions import invoices as deeds
from gui.actions import payments as payment_deeds
from gui.models import invoice_facts, payment_story
from gui.widgets.money_details import ANSWER, ASK, InvoicePane
from gui.widgets.page import Page

Said = Awaitable[str]


class InvoiceLook(QObject):
    """Fills a pane with one invoice, and does what is pressed there.

    Signals:
        shown: the details of an invoice are on the screen.
        customer_picked: its customer is to be shown; carries the Telegram id.
        payment_picked: its payment is to be shown; carries the payment's id.
    """

    shown = Signal()
    customer_picked = Signal(object)
    payment_picked = Signal(object)

    def __init__(self, page: Page, pane: InvoicePane) -> None:
        """Join `pane` with the invoice that is told to be shown; deeds run in the tasks of `page`."""
        super().__init__(page)
        self._page = page
        self._core = page.core
        self._pane = pane
        self._numbers = count(1)
        self._details: InvoiceDetails | None = None
        self.number = 0
        self._connect()

    @property
    def details(self) -> InvoiceDetails | None:
        """Return what is shown."""
        return self._details

    def show_invoice(self, number: int) -> None:
        """Show another invoice, or the same one as it is now."""
        self.number = number
        self._page.tasks.start(self.read(), ("show invoice", next(self._numbers)))

    def close(self) -> None:
        """Show nothing any more."""
        self.number, self._details = 0, None
        self._pane.hide()

    async def read(self) -> None:
        """Read the invoice again and show it."""
        number = self.number
        if not number:
            return
        details = await self._core.payment_desk.invoice(number)
        if self.number == number:
            self._details = details
            self.retell()
            self._pane.show()
            self.shown.emit()

    def retell(self) -> None:
        """Say everything again, after another language."""
        details = self._details
        if details is None:
            return
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
            pane.set_deed(button, obstacle)
        pane.set_deed(pane.complete, deeds.complete_obstacle(core, invoice))

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
            said = await deed(await self._core.payment_desk.invoice(number))
            if said:
                self._page.said.emit(said)

        def on_picked() -> None:
            if self.number:
                self._page.tasks.start(do(self.number), key)

        signal.connect(on_picked)

    def _on_link_picked(self) -> None:
        details = self._details
        if details is None:
            return
        if details.invoice.url or details.invoice.instructions:
            self._page.said.emit(deeds.copy_link(details.invoice))
        else:
            self._page.tasks.start(self._get_link(details.invoice.number), "copy link")

    async def _get_link(self, number: int) -> None:
        self._page.said.emit(await deeds.get_link(self._core, number))

    def _on_copy_picked(self) -> None:
        payment_deeds.copy(str(self.number))
        self._on_copied(self.tr("number"))

    def _on_copied(self, label: str) -> None:
        self._page.said.emit(self.tr("Copied: {label}").format(label=label))

    def _on_customer_picked(self) -> None:
        if self._details is not None:
            self.customer_picked.emit(self._details.invoice.customer_id)

    def _on_payment_picked(self) -> None:
        if self._details is not None and self._details.payments:
            self.payment_picked.emit(self._details.payments[-1].id)
