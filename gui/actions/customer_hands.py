"""What can be done with the customer in the pane: each deed offered, or refused with a reason; done once."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from core.domain.ledger import TransferKind
from core.domain.people import Permission
from core.domain.refunds import Debt
from core.domain.statement import StatementLine
from core.services.customer_desk import Dossier
from core.services.people import CustomerCard
from gui.actions import customers as deeds
from gui.actions import hands
from gui.models.customer_lists import CustomerLists
from gui.widgets.customer_pane import MESSAGES, MONEY, CustomerPane
from gui.widgets.customer_rail import REFUND, RESEND, UNDO
from gui.widgets.debt_line import FORGIVE, PAY
from gui.widgets.page import Page

ADJUST = "adjust balance"


class CustomerHands(QObject):
    """Joins the buttons of the pane with the deeds; nothing can be done in the past."""

    def __init__(
        self, page: Page, pane: CustomerPane, lists: CustomerLists, shown: Callable[[], Dossier | None]
    ) -> None:
        """Act on whom `shown` tells; deeds run in the tasks of `page`."""
        super().__init__(page)
        self._page = page
        self._core = page.core
        self._pane = pane
        self._lists = lists
        self._shown = shown
        self._connect()

    @property
    def card(self) -> CustomerCard | None:
        """Return the customer shown, with the balance shown."""
        dossier = self._shown()
        return CustomerCard(customer=dossier.customer, balance=dossier.balance) if dossier else None

    def adjust_balance(self) -> None:
        """Ask how the balance of the customer shown should change, and change it once."""
        card = self.card
        if card is not None and not self._obstacle(Permission.ADJUST_BALANCE):
            self._page.tasks.start(self._adjust(card), ADJUST)

    def undo(self) -> None:
        """Propose to reverse the transfer picked in the ledger, else the newest that can be."""
        if self._pane.tab == MONEY and not self._obstacle(Permission.REVERSE_TRANSFER):
            self._page.tasks.start(self._undo(), UNDO)

    def _obstacle(self, permission: Permission) -> str:
        dossier = self._shown()
        if dossier is not None and dossier.at is not None:
            return self.tr("This is the past; go back to now first.")
        if not self._core.operator.may(permission):
            return self.tr("Your role may not do this.")
        return ""

    def offer(self) -> None:
        """Say of each deed whether it can be done, and why not."""
        rail, head = self._pane.rail, self._pane.head
        why_not = self._obstacle(Permission.ADJUST_BALANCE)
        if not self._core.operator.may(Permission.ADJUST_BALANCE):
            why_not = self.tr("Your role may not change balances.")
        head.set_adjustable(not why_not, why_not)
        rail.train.set_obstacle(
            self._obstacle(Permission.START_TRAINING),
            self.tr("Start a training for this customer"),
        )
        rail.invoice.set_obstacle(self._obstacle(Permission.MAKE_INVOICE))
        no_charge = "" if self._charge() else self.tr("Pick a settled charge in the tab Money first.")
        rail.refund.set_obstacle(self._obstacle(Permission.REFUND_STARS) or no_charge)
        rail.undo.setVisible(self._pane.tab == MONEY)
        rail.undo.set_obstacle(self._obstacle(Permission.REVERSE_TRANSFER))
        rail.resend.setVisible(self._pane.tab == MESSAGES)
        nothing = "" if self._to_resend() else self.tr("Pick messages that did not arrive first.")
        rail.resend.set_obstacle(self._obstacle(Permission.RESEND_MESSAGE) or nothing)
        self._pane.path.receipt.setEnabled(self._line() is not None)
        dossier = self._shown()
        if dossier is not None:
            self._pane.debts.show_debts(dossier.debts, self._obstacle(Permission.ADJUST_BALANCE))

    def _line(self) -> StatementLine | None:
        picked = self._pane.money.picked_rows()
        return self._lists.money.row_at(picked[0]) if len(picked) == 1 else None

    def _charge(self) -> StatementLine | None:
        """Return the charge that is picked in the ledger: a hold; core says no if it has not settled."""
        line = self._line() if self._pane.tab == MONEY else None
        return line if line is not None and line.transfer.kind is TransferKind.HOLD else None

    def _to_resend(self) -> list[str]:
        picked = [self._lists.messages.row_at(row) for row in self._pane.messages.picked_rows()]
        return [line.id for line in picked if line.may_be_resent]

    async def _adjust(self, card: CustomerCard) -> None:
        self._say(await hands.adjust_balance(self._page, self._core, card))

    async def _undo(self) -> None:
        line = self._line()
        transfers = [one.transfer for one in self._lists.money.rows]
        found = hands.to_reverse(transfers, line.transfer if line is not None else None)
        self._say(await hands.reverse(self._page, self._core, found))

    async def _refund(self, line: StatementLine) -> None:
        self._say(await deeds.refund_stars(self._page, self._core, line))

    async def _end_debt(self, debt: Debt, *, is_paid: bool) -> None:
        self._say(await deeds.end_debt(self._page, self._core, debt, is_paid=is_paid))

    async def _resend(self, message_ids: list[str]) -> None:
        await deeds.resend(self._core, message_ids)
        self._say(self.tr("%n message(s) will be sent again.", "", len(message_ids)))

    async def _copy_answer(self, customer_id: int, at: datetime | None) -> None:
        self._say(await deeds.copy_balance_answer(self._core, customer_id, at))

    async def _copy_receipt(self, customer_id: int, line: StatementLine) -> None:
        self._say(await deeds.copy_receipt(self._core, customer_id, line.transfer.id))

    def _say(self, words: str) -> None:
        if words:
            self._page.said.emit(words)

    def _connect(self) -> None:
        pane, rail = self._pane, self._pane.rail
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), pane.money)
        undo.setContext(Qt.ShortcutContext.WidgetShortcut)
        undo.activated.connect(self.undo)
        rail.undo_picked.connect(self.undo)
        pane.head.adjust_picked.connect(self.adjust_balance)
        pane.head.copied.connect(self._on_copied)
        pane.debts.pay_picked.connect(self._on_pay_picked)
        pane.debts.forgive_picked.connect(self._on_forgive_picked)
        pane.path.answer_picked.connect(self._on_answer_picked)
        pane.path.receipt_picked.connect(self._on_receipt_picked)
        rail.refund_picked.connect(self._on_refund_picked)
        rail.resend_picked.connect(self._on_resend_picked)
        for table in (pane.messages, pane.money):
            table.selectionModel().selectionChanged.connect(self.offer)

    def _on_copied(self, text: str) -> None:
        self._say(self.tr("{text} is on the clipboard.").format(text=text))

    def _on_pay_picked(self) -> None:
        dossier = self._shown()
        if dossier is not None and dossier.debts:
            self._page.tasks.start(self._end_debt(dossier.debts[0], is_paid=True), PAY)

    def _on_forgive_picked(self) -> None:
        dossier = self._shown()
        if dossier is not None and dossier.debts:
            self._page.tasks.start(self._end_debt(dossier.debts[0], is_paid=False), FORGIVE)

    def _on_answer_picked(self) -> None:
        dossier = self._shown()
        if dossier is not None:
            copy = self._copy_answer(dossier.customer.telegram_id, dossier.at)
            self._page.tasks.start(copy, "copy answer")

    def _on_receipt_picked(self) -> None:
        dossier, line = self._shown(), self._line()
        if dossier is not None and line is not None:
            copy = self._copy_receipt(dossier.customer.telegram_id, line)
            self._page.tasks.start(copy, "copy receipt")

    def _on_refund_picked(self) -> None:
        line = self._charge()
        if line is not None:
            self._page.tasks.start(self._refund(line), REFUND)

    def _on_resend_picked(self) -> None:
        self._page.tasks.start(self._resend(self._to_resend()), RESEND)
