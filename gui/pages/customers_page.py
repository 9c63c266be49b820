"""The customers page: find one, see the balance and why it is so, trainings and messages."""

from itertools import count

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.people import Permission
from core.domain.statement import StatementLine
from core.domain.trainings import TrainingFilter, TrainingRow
from core.events import Change
from core.services.people import CustomerCard
from gui import formats
from gui.actions import customers as deeds
from gui.models.customer_trainings_model import CustomerTrainingsModel
from gui.models.customers_model import CustomersModel
from gui.models.ledger_model import LedgerModel
from gui.models.messages_model import MessageLine, MessagesModel
from gui.models.paged_rows import PagedRows
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.customer_pane import MESSAGES, CustomerPane
from gui.widgets.page import Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.search_box import SearchBox
from gui.widgets.table import Table

LIST_SHARE, PANE_SHARE = 460, 700

_EVERYTHING = "everything"
_IN_LIST = frozenset({_EVERYTHING, "customer", "ledger"})
_SAID_BY_PANE = frozenset({"bot", "language", "reach"})
_CREATE = "create customer"
_ADJUST = "adjust balance"
_RESEND = "resend"


class CustomersPage(Page):
    """A list of customers and the details of the one picked.

    Signals:
        training_picked: a training should be shown; carries its id.
        new_training_wanted: a training for this customer should be started; carries the Telegram id.
    """

    training_picked = Signal(object)
    new_training_wanted = Signal(object)

    follows = frozenset({"customer", "ledger", "training", "outbox"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self._text = ""
        self._numbers = count(1)
        self._card: CustomerCard | None = None
        now = core.clock.now
        self._customers = CustomersModel(self)
        self._money = LedgerModel(now, self)
        self._trainings = CustomerTrainingsModel(now, self)
        self._messages = MessagesModel(now, self)
        self._list = PagedRows(self._customers, key=lambda card: card.customer.telegram_id)
        self._lines = PagedRows(self._money, key=lambda line: line.transfer.id)
        self._runs = PagedRows(self._trainings, key=lambda row: row.id)
        self._list.look_at(self._find)
        self.head = PageHead()
        self.search = SearchBox()
        self.create_button = Button(kind="primary", icon="plus")
        self.table = Table()
        self.pane = CustomerPane(self._money, self._trainings, self._messages)
        self.train_button = Button(icon="plus")
        self.resend_button = BusyButton(self.tasks, _RESEND, icon="paper-plane-tilt")
        self._build()
        self._connect()
        self._retranslate()

    @property
    def customer(self) -> CustomerCard | None:
        """Return the customer whose details are shown."""
        return self._card

    def show_customer(self, customer_id: int) -> None:
        """Show the details of one customer, wherever in the list they are."""
        self.tasks.start(self._show(customer_id), ("show", next(self._numbers)))

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read again what the changes concern."""
        self._show_rights()
        if any(change.kind in _IN_LIST for change in changes):
            await self._read_list()
        if self._card is not None:
            await self._show(self._card.customer.telegram_id)

    def _build(self) -> None:
        self.head.add_right(self.search)
        self.head.add_right(self.create_button)
        self.body.addWidget(self.head)
        self.table.setModel(self._customers)
        self.table.set_widths([column.width for column in self._customers.columns])
        for table, model in (
            (self.pane.money, self._money),
            (self.pane.trainings, self._trainings),
            (self.pane.messages, self._messages),
        ):
            table.set_widths([column.width for column in model.columns])
        self.pane.add_action(self.train_button)
        self.pane.add_action(self.resend_button)
        self.resend_button.hide()
        self.pane.hide()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(16)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.pane)
        splitter.setSizes([LIST_SHARE, PANE_SHARE])
        splitter.setStretchFactor(0, LIST_SHARE)
        splitter.setStretchFactor(1, PANE_SHARE)
        self.body.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.search.text_settled.connect(self._on_searched)
        self.search.left_down.connect(self._on_search_left)
        self.create_button.clicked.connect(self.create_customer)
        self.table.row_picked.connect(self._on_row_picked)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.empty.action_picked.connect(self.create_customer)
        self._customers.more_wanted.connect(self._on_more_customers)
        self._money.more_wanted.connect(self._on_more_lines)
        self._trainings.more_wanted.connect(self._on_more_runs)
        self.pane.close_picked.connect(self._on_pane_closed)
        self.pane.tab_picked.connect(self._on_tab_picked)
        self.pane.head.adjust_picked.connect(self.adjust_balance)
        self.pane.head.copied.connect(self._on_copied)
        self.pane.money.row_opened.connect(self._on_line_opened)
        self.pane.trainings.row_opened.connect(self._on_training_opened)
        self.pane.messages.selectionModel().selectionChanged.connect(self._offer_resend)
        self.train_button.clicked.connect(self._on_train_clicked)
        self.resend_button.clicked.connect(self._on_resend_clicked)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)

    # -- reading ---------------------------------------------------------------------------------------------

    async def _read_list(self) -> None:
        self.table.set_loading(True)
        try:
            total = await self.core.people.count_customers()
            is_newest = await self._list.reread()
        finally:
            self.table.set_loading(False)
        if is_newest:
            self.head.set_counts([CountLink(text=self.tr("%n customer(s)", "", total))])
            self._say_empty(total)
            self._hide_columns()
            self._mark_row()

    async def _show(self, customer_id: int) -> None:
        card = await self.core.people.customer(customer_id)
        is_another = not self._is_shown(customer_id)
        self._card = card
        self.pane.show_card(card)
        self._show_pane(True)
        if is_another:
            self._look_at(customer_id)
            self._mark_row()
        await self._read_tab()

    def _look_at(self, customer_id: int) -> None:
        wanted = TrainingFilter(customer_id=customer_id)

        async def lines(before: str | None, limit: int) -> list[StatementLine]:
            return await self.core.statements.page(customer_id, before_id=before, limit=limit)

        async def trainings(before: str | None, limit: int) -> list[TrainingRow]:
            return await self.core.trainings.page(wanted, before_id=before, limit=limit)

        self._lines.look_at(lines)
        self._runs.look_at(trainings)
        self._messages.set_rows(())

    async def _read_tab(self) -> None:
        if self._card is None:
            return
        match self.pane.tab:
            case "money":
                await self._lines.reread()
            case "trainings":
                await self._runs.reread()
            case "messages":
                await self._read_messages(self._card.customer.telegram_id)

    async def _read_messages(self, customer_id: int) -> None:
        found = await self.core.notices.of_customer(customer_id)
        if not self._is_shown(customer_id):
            return
        self._messages.set_rows(
            MessageLine(
                id=one.id,
                text=one.text,
                state=one.status.value,
                error=one.error,
                created_at=one.created_at,
                may_be_resent=one.may_be_resent,
            )
            for one in found
        )
        keys = [column.key for column in self._messages.columns]
        self.pane.messages.setColumnHidden(keys.index("error"), not any(one.error for one in found))
        self._offer_resend()

    async def _find(self, before_id: int | None, limit: int) -> list[CustomerCard]:
        return await self.core.people.find_customers(self._text, before_id=before_id, limit=limit)

    def _is_shown(self, customer_id: int) -> bool:
        return self._card is not None and self._card.customer.telegram_id == customer_id

    # -- deeds -----------------------------------------------------------------------------------------------

    def create_customer(self) -> None:
        """Ask for a new customer and show it."""
        self.tasks.start(self._create_customer(), _CREATE)

    def adjust_balance(self) -> None:
        """Ask how the balance of the customer shown should change, and change it once."""
        if self._card is not None and self.core.operator.may(Permission.ADJUST_BALANCE):
            self.tasks.start(self._adjust_balance(self._card), _ADJUST)

    async def _create_customer(self) -> None:
        bots = {card.customer.bot for card in self._customers.rows}
        prefill = self._text if not self._customers.rows else ""
        made = await deeds.create_customer(self, self.core, prefill=prefill, bots=bots)
        if made is not None:
            self.said.emit(self.tr("{name} is a customer now.").format(name=made.name))
            await self._show(made.telegram_id)

    async def _adjust_balance(self, card: CustomerCard) -> None:
        transfer = await deeds.adjust_balance(self, self.core, card)
        if transfer is not None:
            after = await self.core.payments.balance(card.customer.telegram_id)
            words = self.tr("The balance of {name} is {balance} now.")
            self.said.emit(words.format(name=card.customer.name, balance=formats.stars(after)))

    async def _resend(self, message_ids: list[str]) -> None:
        await deeds.resend(self.core, message_ids)
        self.said.emit(self.tr("%n message(s) will be sent again.", "", len(message_ids)))

    # -- what the operator touches ---------------------------------------------------------------------------

    def _on_searched(self, text: str) -> None:
        self._text = text
        self._list.look_at(self._find, keep_rows=True)
        self.tasks.start(self._read_list(), ("list", next(self._numbers)))

    def _on_search_left(self) -> None:
        self.table.setFocus()
        if self._customers.rows and not self.table.currentIndex().isValid():
            self.table.pick_row(0)

    def _on_row_picked(self, row: int) -> None:
        if row >= 0:
            card = self._customers.row_at(row)
            if not self._is_shown(card.customer.telegram_id):
                self.show_customer(card.customer.telegram_id)

    def _on_row_opened(self, row: int) -> None:
        self.show_customer(self._customers.row_at(row).customer.telegram_id)

    def _on_line_opened(self, row: int) -> None:
        line = self._money.row_at(row)
        if line.training is not None:
            self.training_picked.emit(line.training.training_id)

    def _on_training_opened(self, row: int) -> None:
        self.training_picked.emit(self._trainings.row_at(row).id)

    def _on_train_clicked(self) -> None:
        if self._card is not None:
            self.new_training_wanted.emit(self._card.customer.telegram_id)

    def _on_resend_clicked(self) -> None:
        self.tasks.start(self._resend(self._to_resend()), _RESEND)

    def _on_tab_picked(self) -> None:
        self._offer_resend()
        self.tasks.start(self._read_tab(), ("tab", next(self._numbers)))

    def _on_pane_closed(self) -> None:
        self._card = None
        self._show_pane(False)
        self.table.clearSelection()
        self.table.setFocus()

    def _on_copied(self, text: str) -> None:
        self.said.emit(self.tr("{text} is on the clipboard.").format(text=text))

    def _on_more_customers(self) -> None:
        self.tasks.start(self._list.read_on(), "more customers")

    def _on_more_lines(self) -> None:
        self.tasks.start(self._lines.read_on(), "more lines")

    def _on_more_runs(self) -> None:
        self.tasks.start(self._runs.read_on(), "more trainings")

    # -- words -----------------------------------------------------------------------------------------------

    def _show_pane(self, is_shown: bool) -> None:
        self.pane.setVisible(is_shown)
        self._hide_columns()

    def _hide_columns(self) -> None:
        """Leave out what the details beside the list say anyway, and a mark that nobody has."""
        hidden = set() if self._card is None else set(_SAID_BY_PANE)
        if not any(card.customer.is_unreachable for card in self._customers.rows):
            hidden.add("reach")
        for place, column in enumerate(self._customers.columns):
            self.table.setColumnHidden(place, column.key in hidden)

    def _offer_resend(self) -> None:
        """Offer to send again, beside the messages, those picked that did not arrive."""
        self.resend_button.setVisible(self.pane.tab == MESSAGES)
        may = self.core.operator.may(Permission.RESEND_MESSAGE)
        self.resend_button.set_available(may and bool(self._to_resend()))

    def _to_resend(self) -> list[str]:
        picked = [self._messages.row_at(row) for row in self.pane.messages.picked_rows()]
        return [line.id for line in picked if line.may_be_resent]

    def _mark_row(self) -> None:
        if self._card is None:
            return
        index = self._customers.index_of(self._card.customer.telegram_id)
        if index.isValid() and self.table.currentIndex().row() != index.row():
            self.table.pick_row(index.row())

    def _say_empty(self, total: int) -> None:
        if total:
            words = self.tr("Nobody is found for “{text}”.").format(text=self._text)
            self.table.empty.set_words(words, self.tr("New customer"))
        else:
            self.table.empty.set_words(self.tr("There are no customers yet."), self.tr("New customer"))

    def _show_rights(self) -> None:
        may = self.core.operator.may(Permission.ADJUST_BALANCE)
        self.pane.head.set_adjustable(may, "" if may else self.tr("Your role may not change balances."))
        self.create_button.setEnabled(self.core.operator.may(Permission.EDIT_CUSTOMER))

    def _retranslate(self) -> None:
        self.head.set_title(self.tr("Customers"))
        self.search.set_placeholder(self.tr("Find by name, @username or Telegram id"))
        self.create_button.setText(self.tr("&New customer"))
        self.train_button.setText(self.tr("New &training"))
        self.train_button.setToolTip(self.tr("Start a training for this customer"))
        self.resend_button.setText(self.tr("&Send again"))
        self.resend_button.setToolTip(self.tr("Send the picked messages that did not arrive once more"))
        self.table.setAccessibleName(self.tr("Customers"))
        self._show_rights()
        for model in (self._customers, self._money, self._trainings, self._messages):
            model.refresh_texts()
        if self._card is not None:
            self.pane.show_card(self._card)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.reread()
