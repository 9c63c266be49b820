"""The customers page: find one, and see the whole story of the one picked."""

from itertools import count

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.people import Permission
from core.events import Change
from core.services.people import CustomerCard
from gui.actions import customers as deeds
from gui.actions.customer_look import CustomerLook
from gui.models import plan_words
from gui.models.customer_lists import CustomerLists
from gui.models.customers_model import CustomersModel
from gui.models.paged_rows import PagedRows
from gui.widgets.buttons import Button
from gui.widgets.customer_pane import PAYMENTS, CustomerPane
from gui.widgets.page import Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.search_box import SearchBox
from gui.widgets.table import Table

LIST_SHARE, PANE_SHARE = 250, 930

_EVERYTHING = "everything"
_IN_LIST = frozenset({_EVERYTHING, "customer", "ledger"})
_SAID_BY_PANE = frozenset({"bot", "language", "reach", "id"})
_CREATE = "create customer"


class CustomersPage(Page):
    """A list of customers and the whole story of the one picked.

    Signals:
        training_picked, payment_picked, invoice_picked: one should be shown; carries its id or number.
        new_training_wanted, new_invoice_wanted: for this customer; carries the Telegram id.
    """

    training_picked = Signal(object)
    payment_picked = Signal(object)
    invoice_picked = Signal(object)
    new_training_wanted = Signal(object)
    new_invoice_wanted = Signal(object)

    follows = frozenset(
        {"customer", "ledger", "training", "outbox", "payment", "invoice", "refund", "debt", "period"}
    )

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self._text = ""
        self._numbers = count(1)
        self._customers = CustomersModel(self)
        self._list = PagedRows(self._customers, key=lambda card: card.customer.telegram_id)
        self._list.look_at(self._find)
        self._lists = CustomerLists(core, self)
        self.head = PageHead()
        self.search = SearchBox()
        self.create_button = Button(kind="primary", icon="plus")
        self.table = Table()
        self.pane = CustomerPane(self.tasks, self._lists.models, plan_words.plan_look())
        self.look = CustomerLook(self, self.pane, self._lists)
        self._build()
        self._connect()
        self.translate()

    @property
    def customer(self) -> CustomerCard | None:
        """Return the customer whose details are shown."""
        return self.look.card

    def show_customer(self, customer_id: int) -> None:
        """Show the details of one customer, wherever in the list they are."""
        self.look.show_customer(customer_id)

    def adjust_balance(self) -> None:
        """Ask how the balance of the customer shown should change, and change it once."""
        self.look.hands.adjust_balance()

    def create_customer(self) -> None:
        """Ask for a new customer and show it."""
        self.tasks.start(self._create_customer(), _CREATE)

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read again what the changes concern."""
        self._show_rights()
        if any(change.kind in _IN_LIST for change in changes):
            await self._read_list()
        await self.look.read_again()

    def _build(self) -> None:
        self.head.add_right(self.search)
        self.head.add_right(self.create_button)
        self.body.addWidget(self.head)
        self.table.setModel(self._customers)
        self.table.set_widths([column.width for column in self._customers.columns])
        for key, model in self._lists.models.items():
            self.pane.tables[key].set_widths([column.width for column in model.columns])
        payments = self._lists.payments
        self.pane.tables[PAYMENTS].set_widths(
            [0 if column.key == "verdict" else column.width for column in payments.columns],
            spare=payments.spare,
        )
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
        self.pane.close_picked.connect(self._on_pane_closed)
        self.pane.open_picked.connect(self._on_alone_picked)
        self.look.shown.connect(self._on_shown)
        for mine, its in (
            (self.training_picked, self.look.training_picked),
            (self.payment_picked, self.look.payment_picked),
            (self.invoice_picked, self.look.invoice_picked),
            (self.new_training_wanted, self.look.new_training_wanted),
            (self.new_invoice_wanted, self.look.new_invoice_wanted),
        ):
            its.connect(mine)
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

    async def _find(self, before_id: int | None, limit: int) -> list[CustomerCard]:
        return await self.core.people.find_customers(self._text, before_id=before_id, limit=limit)

    async def _create_customer(self) -> None:
        bots = {card.customer.bot for card in self._customers.rows}
        prefill = self._text if not self._customers.rows else ""
        made = await deeds.create_customer(self, self.core, prefill=prefill, bots=bots)
        if made is not None:
            self.said.emit(self.tr("{name} is a customer now.").format(name=made.name))
            await self.look.show(made.telegram_id)

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
            if not self.look.is_shown(card.customer.telegram_id):
                self.show_customer(card.customer.telegram_id)

    def _on_row_opened(self, row: int) -> None:
        self.show_customer(self._customers.row_at(row).customer.telegram_id)

    def _on_shown(self) -> None:
        if not self.pane.isVisible():
            self.pane.show()
        self._hide_columns()
        self._mark_row()

    def _on_pane_closed(self) -> None:
        self.look.close()
        self.pane.hide()
        self.table.show()
        self._hide_columns()
        self.table.clearSelection()
        self.table.setFocus()

    def _on_alone_picked(self) -> None:
        """Give the customer the whole page, or take the list back beside them."""
        self.table.setVisible(self.table.isHidden())
        self._say_openable()

    def _on_more_customers(self) -> None:
        self.tasks.start(self._list.read_on(), "more customers")

    # -- words -----------------------------------------------------------------------------------------------

    def _hide_columns(self) -> None:
        """Leave out what the details beside the list say anyway, and a mark that nobody has."""
        hidden = set() if self.customer is None else set(_SAID_BY_PANE)
        if not any(card.customer.is_unreachable for card in self._customers.rows):
            hidden.add("reach")
        for place, column in enumerate(self._customers.columns):
            self.table.setColumnHidden(place, column.key in hidden)

    def _mark_row(self) -> None:
        card = self.customer
        if card is None:
            return
        index = self._customers.index_of(card.customer.telegram_id)
        if index.isValid() and self.table.currentIndex().row() != index.row():
            self.table.pick_row(index.row())

    def _say_empty(self, total: int) -> None:
        if total:
            words = self.tr("Nobody is found for “{text}”.").format(text=self._text)
            self.table.empty.set_words(words, self.tr("New customer"))
        else:
            self.table.empty.set_words(self.tr("There are no customers yet."), self.tr("New customer"))

    def _show_rights(self) -> None:
        """Offer what the operator may do: who sits here can change while the window stands."""
        self.create_button.setEnabled(self.core.operator.may(Permission.EDIT_CUSTOMER))
        self.look.hands.offer()

    def _say_openable(self) -> None:
        words = self.tr("Show the list too") if self.table.isHidden() else self.tr("Show without the list")
        self.pane.set_openable(True, words)

    @override
    def translate(self) -> None:
        self.head.set_title(self.tr("Customers"))
        self.search.set_placeholder(self.tr("Find by name, @username or Telegram id"))
        self.create_button.setText(self.tr("&New customer"))
        self.table.setAccessibleName(self.tr("Customers"))
        self._show_rights()
        self._customers.refresh_texts()
        self._say_openable()
        self.look.retranslate()
