"""One line of the inbox in the details pane: kept true as it changes, its buttons joined with the deeds."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.container import Core
from core.domain.inbox import InboxLine, InboxVerdict, LineKind
from core.domain.payments import PaymentStatus
from core.services.inbox_list import InboxDetails
from core.services.payment_desk import PaymentDetails
from gui import formats
from gui.actions import inbox as deeds
from gui.actions import payments as payment_deeds
from gui.actions.look import Look
from gui.models import inbox_facts, inbox_words, payment_words
from gui.widgets.inbox_pane import AGAIN, FORESEE, SEEN, InboxPane
from gui.widgets.page import Page

Decision = Callable[[QWidget, Core, PaymentDetails], Awaitable[str]]
_TO_SEE = frozenset({InboxVerdict.REFUSED, InboxVerdict.CONFLICT, InboxVerdict.LATER, InboxVerdict.RECEIVED})


class InboxLook(Look[InboxLine, InboxDetails]):
    """Fills a pane with one line, and does what is pressed there.

    Signals:
        customer_picked, payment_picked, invoice_picked: another page is to show it; carries the id.
    """

    customer_picked = Signal(object)
    payment_picked = Signal(object)
    invoice_picked = Signal(object)

    _pane: InboxPane

    def __init__(self, page: Page, pane: InboxPane) -> None:
        """Join `pane` with the line that is told to be shown."""
        super().__init__(page, pane)
        self._connect()

    @override
    async def _read(self, key: InboxLine) -> InboxDetails:
        if key.kind is LineKind.ALARM:
            return InboxDetails(row=None)
        payment_id = key.payment_id if key.kind is LineKind.PAYMENT else ""
        return await self._core.inbox_list.details(inbox_id=key.inbox_id, payment_id=payment_id)

    @override
    def _show(self, details: InboxDetails) -> None:
        line, pane = self.key, self._pane
        if line is None:
            return
        payment, row = details.payment, details.row
        is_quarantined = payment is not None and payment.status is PaymentStatus.QUARANTINED
        verdict = row.verdict if row is not None else line.verdict
        is_alarm = line.kind is LineKind.ALARM
        pane.set_head(self._title(line), inbox_facts.head(line))
        pane.show_note(self._note(line, details, is_quarantined=is_quarantined))
        pane.show_facts([] if is_alarm else inbox_facts.groups(details, self._core.clock.now()))
        pane.show_raw("" if is_alarm else inbox_facts.raw_text(row))
        pane.show_links(
            customer=details.customer is not None,
            payment=payment is not None,
            invoice=details.invoice is not None,
            row=row is not None,
        )
        is_open = row is not None and row.seen_at is None and verdict in _TO_SEE
        pane.show_deeds(is_quarantined=is_quarantined, is_to_see=is_alarm or is_open)
        obstacle = deeds.obstacle(self._core)
        for button in (pane.again, pane.seen):
            button.set_obstacle(obstacle)
        if payment is not None:
            decision = payment_deeds.decide_obstacle(self._core, payment)
            for button in (pane.credit, pane.send_back, pane.reject):
                button.set_obstacle(decision)

    def _title(self, line: InboxLine) -> str:
        if line.amount is not None:
            return formats.money(line.amount)
        return inbox_words.why_word(line) or payment_words.provider_word(line.provider)

    def _note(self, line: InboxLine, details: InboxDetails, *, is_quarantined: bool) -> str:
        if line.kind is LineKind.ALARM:
            return self.tr(
                "Somebody sends what is not proved, or the key in Settings is wrong. "
                "Look at a few of them; then mark all of them as seen."
            )
        if is_quarantined and details.payment is not None:
            return payment_words.verdict_sentence(details.payment.verdict)
        return inbox_words.verdict_sentence(details.row.verdict) if details.row is not None else ""

    def _connect(self) -> None:
        pane = self._pane
        pane.copy_picked.connect(self._on_copy_picked)
        pane.facts.copied.connect(self._on_copied)
        pane.foresee_picked.connect(self._on_foresee_picked)
        pane.again_picked.connect(self._on_again_picked)
        pane.seen_picked.connect(self._on_seen_picked)
        pane.customer_picked.connect(self._on_customer_picked)
        pane.payment_picked.connect(self._on_payment_picked)
        pane.invoice_picked.connect(self._on_invoice_picked)
        pane.credit_picked.connect(self._decider(payment_deeds.credit, "credit"))
        pane.send_back_picked.connect(self._decider(payment_deeds.send_back, "send back"))
        pane.reject_picked.connect(self._decider(payment_deeds.reject, "reject"))

    def _decider(self, deed: Decision, key: str) -> Callable[[], None]:
        def do() -> None:
            if self.details is not None and self.details.payment is not None:
                self._page.tasks.start(self._decide(deed, self.details.payment.id), key)

        return do

    async def _decide(self, deed: Decision, payment_id: str) -> None:
        fresh = await self._core.payment_desk.details(payment_id)
        self._say(await deed(self._page, self._core, fresh))

    def _on_foresee_picked(self) -> None:
        if self.details is not None and self.details.row is not None:
            row_id = self.details.row.id
            self._page.tasks.start(deeds.foresee(self._page, self._core, row_id), FORESEE)

    def _on_again_picked(self) -> None:
        if self.details is not None and self.details.row is not None:
            self._page.tasks.start(self._tell(deeds.do_again(self._core, self.details.row.id)), AGAIN)

    def _on_seen_picked(self) -> None:
        if self.key is None:
            return
        if self.key.kind is LineKind.ALARM:
            self._page.tasks.start(self._tell(deeds.end_series(self._core, self.key.provider)), SEEN)
        else:
            self._page.tasks.start(self._tell(deeds.mark_seen(self._core, self.key.inbox_id)), SEEN)

    def _on_copy_picked(self) -> None:
        if self.key is not None:
            payment_deeds.copy(self.key.inbox_id or self.key.id)
            self._on_copied(self.tr("id"))

    def _on_customer_picked(self) -> None:
        if self.details is not None and self.details.customer is not None:
            self.customer_picked.emit(self.details.customer.telegram_id)

    def _on_payment_picked(self) -> None:
        if self.details is not None and self.details.payment is not None:
            self.payment_picked.emit(self.details.payment.id)

    def _on_invoice_picked(self) -> None:
        if self.details is not None and self.details.invoice is not None:
            self.invoice_picked.emit(self.details.invoice.number)
