"""One line of the inbox in the details pane: kept true as it changes, its buttons joined with the deeds."""

from collections.abc import Awaitable, Callable
from itertools import count

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.inbox import InboxLine, InboxVerdict, LineKind
from core.domain.payments import PaymentStatus
from core.services.inbox_list import InboxDetails
from core.services.payment_desk import PaymentDetails
from gui import formats
from gui.actions import inbox as deeds
from gui.actions import payments as payment_deeds
from gui.models import inbox_facts, inbox_words, payment_words
from gui.widgets.inbox_pane import AGAIN, FORESEE, SEEN, InboxPane
from gui.widgets.page import Page

Decision = Callable[[QWidget, Core, PaymentDetails], Awaitable[str]]
_TO_SEE = frozenset({InboxVerdict.REFUSED, InboxVerdict.CONFLICT, InboxVerdict.LATER, InboxVerdict.RECEIVED})


class InboxLook(QObject):
    """Fills a pane with one line, and does what is pressed there.

    Signals:
        customer_picked, payment_picked, invoice_picked: another page is to show it; carries the id.
    """

    customer_picked = Signal(object)
    payment_picked = Signal(object)
    invoice_picked = Signal(object)

    def __init__(self, page: Page, pane: InboxPane) -> None:
        """Join `pane` with the line that is told to be shown; deeds run in the tasks of `page`."""
        super().__init__(page)
        self._page = page
        self._core = page.core
        self._pane = pane
        self._numbers = count(1)
        self._details: InboxDetails | None = None
        self.line: InboxLine | None = None
        self._connect()

    def show_line(self, line: InboxLine) -> None:
        """Show another line, or the same one as it is now."""
        self.line = line
        self._page.tasks.start(self.read(), ("show line", next(self._numbers)))

    def close(self) -> None:
        """Show nothing any more."""
        self.line, self._details = None, None
        self._pane.hide()

    async def read(self) -> None:
        """Read what is shown again."""
        line = self.line
        if line is None:
            return
        if line.kind is LineKind.ALARM:
            details = InboxDetails(row=None)
        else:
            payment_id = line.payment_id if line.kind is LineKind.PAYMENT else ""
            details = await self._core.inbox_list.details(inbox_id=line.inbox_id, payment_id=payment_id)
        if self.line == line:
            self._details = details
            self.retell()
            self._pane.show()

    def retell(self) -> None:
        """Say everything again, after another language."""
        line, details, pane = self.line, self._details, self._pane
        if line is None or details is None:
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
            pane.set_deed(button, obstacle)
        if payment is not None:
            decision = payment_deeds.decide_obstacle(self._core, payment)
            for button in (pane.credit, pane.send_back, pane.reject):
                pane.set_deed(button, decision)

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
            if self._details is not None and self._details.payment is not None:
                self._page.tasks.start(self._decide(deed, self._details.payment.id), key)

        return do

    async def _decide(self, deed: Decision, payment_id: str) -> None:
        fresh = await self._core.payment_desk.details(payment_id)
        self._say(await deed(self._page, self._core, fresh))

    def _on_foresee_picked(self) -> None:
        if self._details is not None and self._details.row is not None:
            row_id = self._details.row.id
            self._page.tasks.start(deeds.foresee(self._page, self._core, row_id), FORESEE)

    def _on_again_picked(self) -> None:
        if self._details is not None and self._details.row is not None:
            self._page.tasks.start(self._tell(deeds.do_again(self._core, self._details.row.id)), AGAIN)

    def _on_seen_picked(self) -> None:
        if self.line is None:
            return
        if self.line.kind is LineKind.ALARM:
            self._page.tasks.start(self._tell(deeds.end_series(self._core, self.line.provider)), SEEN)
        else:
            self._page.tasks.start(self._tell(deeds.mark_seen(self._core, self.line.inbox_id)), SEEN)

    async def _tell(self, deed: Awaitable[str]) -> None:
        self._say(await deed)

    def _say(self, sentence: str) -> None:
        if sentence:
            self._page.said.emit(sentence)

    def _on_copy_picked(self) -> None:
        if self.line is not None:
            payment_deeds.copy(self.line.inbox_id or self.line.id)
            self._on_copied(self.tr("id"))

    def _on_copied(self, label: str) -> None:
        self._say(self.tr("Copied: {label}").format(label=label))

    def _on_customer_picked(self) -> None:
        if self._details is not None and self._details.customer is not None:
            self.customer_picked.emit(self._details.customer.telegram_id)

    def _on_payment_picked(self) -> None:
        if self._details is not None and self._details.payment is not None:
            self.payment_picked.emit(self._details.payment.id)

    def _on_invoice_picked(self) -> None:
        if self._details is not None and self._details.invoice is not None:
            self.invoice_picked.emit(self._details.invoice.number)
