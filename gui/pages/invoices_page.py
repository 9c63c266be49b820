"""All invoices: counts, filters, the table with the time left, and the details of one with its deeds."""

from dataclasses import replace
from itertools import count

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.payment_views import InvoiceFilter, InvoiceRow
from core.domain.payments import InvoiceStatus
from core.domain.people import Permission
from core.events import Change
from core.money import CURRENCY_DIGITS
from gui import formats
from gui.actions import invoices as deeds
from gui.actions.invoice_look import InvoiceLook
from gui.models import payment_words
from gui.models.invoices_model import InvoicesModel
from gui.models.paged_rows import PagedRows
from gui.widgets.buttons import Button
from gui.widgets.choice_filters import ChoiceFilters
from gui.widgets.filter_bar import FilterBar, FilterChip
from gui.widgets.money_details import InvoicePane
from gui.widgets.page import GAP, Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.search_box import SearchBox
from gui.widgets.table import Table

SEARCH_WIDTH = 340
DETAILS_WIDTH = 420
TICK_MS = 1000
ALL = "all"
STATUSES: dict[str, frozenset[InvoiceStatus]] = {
    "pending": frozenset({InvoiceStatus.PENDING}),
    "quarantined": frozenset({InvoiceStatus.QUARANTINED}),
    "paid": frozenset({InvoiceStatus.COMPLETED}),
    "refunded": frozenset({InvoiceStatus.REFUNDED, InvoiceStatus.PARTLY_REFUNDED}),
    "over": frozenset(
        {InvoiceStatus.EXPIRED, InvoiceStatus.CANCELLED, InvoiceStatus.FAILED, InvoiceStatus.REJECTED}
    ),
}
FILTERS = ("provider", "currency", "money")
_NEW = "new invoice"


class InvoicesPage(Page):
    """Invoices, the newest number first.

    Signals:
        customer_picked: a customer is to be shown; carries the Telegram id.
        payment_picked: a payment is to be shown; carries its id.
    """

    customer_picked = Signal(object)
    payment_picked = Signal(object)

    follows = frozenset({"invoice", "payment", "customer"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self.wanted = InvoiceFilter()
        self._numbers = count(1)
        self._counts: dict[InvoiceStatus, int] = {}
        self._matching = 0
        self._providers: list[str] = []
        self.head = PageHead()
        self.search = SearchBox(hint="Ctrl K", width=SEARCH_WIDTH)
        self.create_button = Button(kind="primary", icon="plus")
        self.filters = FilterBar()
        self.choices = ChoiceFilters(FILTERS)
        self.model = InvoicesModel(core.clock.now, self)
        self.table = Table()
        self.pane = InvoicePane(self.tasks)
        self.look = InvoiceLook(self, self.pane)
        self._list = PagedRows(self.model, key=lambda row: row.number)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._build()
        self._connect()
        self._translate()
        self._list.look_at(self._read_page)

    def new_invoice(self, customer_id: int | None = None) -> None:
        """Ask for a new invoice, with a customer chosen already if given, and show it."""
        if self.core.operator.may(Permission.MAKE_INVOICE):
            self.tasks.start(self._new_invoice(customer_id), _NEW)

    def show_invoice(self, number: int) -> None:
        """Show the details of one invoice, wherever in the list it is."""
        self.look.show_invoice(number)

    def show_only(self, wanted: InvoiceFilter) -> None:
        """Narrow the table; the first page of what matches is read at once."""
        self.wanted = wanted
        self._list.look_at(self._read_page, keep_rows=True)
        self._show_filter()
        self.tasks.start(self._read_table(), ("list", next(self._numbers)))

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read the list, the counts and the invoice looked at again."""
        if not self._providers:
            self._providers = [state.info.name for state in await self.core.provider_keys.states()]
            self._offer_choices()
        await self._read_table()
        await self.look.read()

    async def _read_table(self) -> None:
        self.table.set_loading(True)
        wanted, desk = self.wanted, self.core.payment_desk
        try:
            is_newest = await self._list.reread()
            self._counts = await desk.invoice_counts()
            total = sum(self._counts.values())
            self._matching = total if wanted == InvoiceFilter() else await desk.count_invoices(wanted)
        finally:
            self.table.set_loading(False)
        if is_newest:
            self._show_counts()
            self._mark_row()
            self._tick_if_needed()

    async def _read_page(self, before: int | None, limit: int) -> list[InvoiceRow]:
        return await self.core.payment_desk.invoices(self.wanted, before=before, limit=limit)

    async def _new_invoice(self, customer_id: int | None) -> None:
        card = await self.core.people.customer(customer_id) if customer_id is not None else None
        made = await deeds.make_invoice(self, self.core, card)
        if made is not None:
            self.said.emit(made.said)
            self.show_invoice(made.number)

    # -- building ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head.add_right(self.search)
        self.head.add_right(self.create_button)
        self.filters.box.hide()  # the search box of the head looks through the same list
        self.filters.add_right(self.choices)
        self.table.setModel(self.model)
        self.table.set_widths([column.width for column in self.model.columns], spare=self.model.spare)
        self.pane.hide()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.table)
        splitter.addWidget(self.pane)
        splitter.setHandleWidth(GAP)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setSizes([10 * DETAILS_WIDTH, DETAILS_WIDTH])
        for widget in (self.head, self.filters):
            self.body.addWidget(widget)
        self.body.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.head.count_picked.connect(self._on_count_picked)
        self.search.text_settled.connect(self._on_searched)
        self.search.left_down.connect(self.table.setFocus)
        self.create_button.clicked.connect(self._on_create_clicked)
        self.filters.toggled.connect(self._on_toggled)
        self.choices.chosen.connect(self._on_chosen)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.table.row_picked.connect(self._on_row_picked)
        self.table.row_opened.connect(self._on_row_picked)
        self.table.clicked.connect(self._on_row_clicked)
        self.table.empty.action_picked.connect(self._on_empty_action_picked)
        self.pane.close_picked.connect(self._on_pane_closed)
        self.look.shown.connect(self._mark_row)
        self.look.customer_picked.connect(self.customer_picked)
        self.look.payment_picked.connect(self.payment_picked)
        self._ticks.timeout.connect(self.model.tick)

    # -- showing -------------------------------------------------------------------------------------------

    def _mark_row(self) -> None:
        index = self.model.index_of(self.look.number)
        if index.isValid() and self.table.currentIndex().row() != index.row():
            self.table.pick_row(index.row())

    def _tick_if_needed(self) -> None:
        if self.isVisible() and self.model.has_clocks:
            self._ticks.start()
        else:
            self._ticks.stop()

    def _show_filter(self) -> None:
        keys = {key for key, statuses in STATUSES.items() if statuses <= self.wanted.statuses}
        self.filters.set_toggled(keys if self.wanted.statuses else {ALL})
        if self.wanted == InvoiceFilter():
            self.table.empty.set_words(self.tr("No invoice yet."), self.tr("New invoice"))
        else:
            self.table.empty.set_words(self.tr("No invoice matches the filter."), self.tr("Show all"))

    def _show_counts(self) -> None:
        total = sum(self._counts.values())
        waiting = self._counts.get(InvoiceStatus.PENDING, 0)
        held = self._counts.get(InvoiceStatus.QUARANTINED, 0)
        links = [CountLink(key=ALL, text=self.tr("%n invoice(s)", "", total))]
        links.append(CountLink(key="pending", text=self.tr("%n pending", "", waiting)))
        if held:
            links.append(CountLink(key="quarantined", text=self.tr("%n in quarantine", "", held)))
        self.head.set_counts(links)
        shown = self.tr("{shown} of {all}").format(
            shown=formats.count(self._matching), all=formats.count(total)
        )
        self.filters.set_total(formats.count(total) if self.wanted == InvoiceFilter() else shown)

    def _offer_choices(self) -> None:
        names = [(name, payment_words.provider_word(name)) for name in self._providers]
        self.choices.set_choices("provider", self.tr("Provider"), [("", self.tr("Any provider")), *names])
        currencies = [(code, code) for code in CURRENCY_DIGITS]
        self.choices.set_choices(
            "currency", self.tr("Currency"), [("", self.tr("Any currency")), *currencies]
        )
        self.choices.set_choices(
            "money",
            self.tr("Kind of money"),
            [("", self.tr("All money")), ("real", self.tr("Real")), ("test", self.tr("Test"))],
        )

    # -- what the operator touches -------------------------------------------------------------------------

    def _on_create_clicked(self) -> None:
        self.new_invoice()

    def _on_count_picked(self, key: str) -> None:
        self.show_only(InvoiceFilter(statuses=STATUSES.get(key, frozenset())))

    def _on_searched(self, text: str) -> None:
        self.show_only(replace(self.wanted, text=text))

    def _on_toggled(self, keys: frozenset[str]) -> None:
        is_all = not keys or (ALL in keys and bool(self.wanted.statuses))
        chosen = frozenset[InvoiceStatus]().union(*(STATUSES[key] for key in keys - {ALL}))
        self.show_only(replace(self.wanted, statuses=frozenset() if is_all else chosen))

    def _on_chosen(self, values: dict[str, str]) -> None:
        money = values["money"]
        self.show_only(
            replace(
                self.wanted,
                provider=values["provider"],
                currency=values["currency"],
                is_test=None if not money else money == "test",
            )
        )

    def _on_empty_action_picked(self) -> None:
        if self.wanted == InvoiceFilter():
            self.new_invoice()
            return
        self.search.set_text_silently("")
        self.choices.set_values(dict.fromkeys(FILTERS, ""))
        self.show_only(InvoiceFilter())

    def _on_more_wanted(self) -> None:
        self.tasks.start(self._list.read_on(), "more")

    def _on_row_picked(self, row: int) -> None:
        if row >= 0 and self.model.row_at(row).number != self.look.number:
            self.show_invoice(self.model.row_at(row).number)

    def _on_row_clicked(self) -> None:
        self._on_row_picked(self.table.currentIndex().row())

    def _on_pane_closed(self) -> None:
        self.look.close()
        self.table.clearSelection()
        self.table.setFocus()

    def _translate(self) -> None:
        self.head.set_title(self.tr("Invoices"))
        self.search.set_placeholder(self.tr("Find: number, customer, @name, amount"))
        self.create_button.setText(self.tr("New invoice"))
        self.create_button.setToolTip("Ctrl+I")
        self.create_button.setEnabled(self.core.operator.may(Permission.MAKE_INVOICE))
        self.filters.set_toggles(
            [
                FilterChip(key=ALL, text=self.tr("All")),
                FilterChip(key="pending", text=self.tr("Pending")),
                FilterChip(key="quarantined", text=self.tr("Quarantine")),
                FilterChip(key="paid", text=self.tr("Paid")),
                FilterChip(key="refunded", text=self.tr("Refunded")),
                FilterChip(key="over", text=self.tr("Over")),
            ]
        )
        self.table.setAccessibleName(self.tr("Invoices"))
        self._offer_choices()
        self.model.refresh_texts()
        self._show_filter()
        self._show_counts()
        self.look.retell()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pane.isVisible():
            self._on_pane_closed()
        else:
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick_if_needed()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticks.stop()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
