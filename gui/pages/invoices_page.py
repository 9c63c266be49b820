"""All invoices: counts, filters, the table with the time left, and the details of one with its deeds."""

from collections.abc import Hashable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.container import Core
from core.domain.payment_views import InvoiceFilter, InvoiceRow
from core.domain.payments import InvoiceStatus
from core.domain.people import Permission
from core.events import Change
from gui import formats
from gui.actions import invoices as deeds
from gui.actions.invoice_look import InvoiceLook
from gui.list_page import ListPage
from gui.models import choice_words
from gui.models.invoices_model import InvoicesModel
from gui.widgets.buttons import Button
from gui.widgets.filter_bar import FilterChip
from gui.widgets.money_details import InvoicePane
from gui.widgets.page_head import CountLink

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


class InvoicesPage(ListPage[InvoiceRow, InvoiceFilter]):
    """Invoices, the newest number first.

    Signals:
        customer_picked: a customer is to be shown; carries the Telegram id.
        payment_picked: a payment is to be shown; carries its id.
    """

    customer_picked = Signal(object)
    payment_picked = Signal(object)

    follows = frozenset({"invoice", "payment", "customer"})

    model: InvoicesModel
    pane: InvoicePane

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, InvoiceFilter(), FILTERS, parent)
        self._counts: dict[InvoiceStatus, int] = {}
        self._matching = 0
        self._providers: list[str] = []
        self.create_button = Button(kind="primary", icon="plus")
        self.model = InvoicesModel(core.clock.now, self)
        self.pane = InvoicePane(self.tasks)
        self.look = InvoiceLook(self, self.pane)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._join(key=lambda row: row.number, details_width=DETAILS_WIDTH)
        self._build()
        self._connect()
        self.translate()

    def new_invoice(self, customer_id: int | None = None) -> None:
        """Ask for a new invoice, with a customer chosen already if given, and show it."""
        if self.core.operator.may(Permission.MAKE_INVOICE):
            self.tasks.start(self._new_invoice(customer_id), _NEW)

    def show_invoice(self, number: int) -> None:
        """Show the details of one invoice, wherever in the list it is."""
        self.look.show(number)

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read the list, the counts and the invoice looked at again."""
        if not self._providers:
            self._providers = [state.info.name for state in await self.core.provider_keys.states()]
            self._offer_choices()
        await self._read_table()
        await self.look.read()

    @override
    async def _read_more(self) -> None:
        wanted, desk = self.wanted, self.core.payment_desk
        self._counts = await desk.invoice_counts()
        total = sum(self._counts.values())
        self._matching = total if wanted == InvoiceFilter() else await desk.count_invoices(wanted)

    @override
    async def _read_page(self, after: int | None, limit: int) -> list[InvoiceRow]:
        return await self.core.payment_desk.invoices(self.wanted, before=after, limit=limit)

    async def _new_invoice(self, customer_id: int | None) -> None:
        card = await self.core.people.customer(customer_id) if customer_id is not None else None
        made = await deeds.make_invoice(self, self.core, card)
        if made is not None:
            self.said.emit(made.said)
            self.show_invoice(made.number)

    # -- building ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head.add_right(self.create_button)
        self.filters.add_right(self.choices)
        for widget in (self.head, self.filters):
            self.body.addWidget(widget)
        self.body.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.head.count_picked.connect(self._on_count_picked)
        self.create_button.clicked.connect(self._on_create_clicked)
        self.filters.toggled.connect(self._on_toggled)
        self.look.shown.connect(self._mark_row)
        self.look.customer_picked.connect(self.customer_picked)
        self.look.payment_picked.connect(self.payment_picked)
        self._ticks.timeout.connect(self.model.tick)

    # -- showing -------------------------------------------------------------------------------------------

    @override
    def _shown_key(self) -> Hashable:
        return self.look.key

    @override
    def _look_at(self, row: InvoiceRow) -> None:
        if row.number != self.look.key:
            self.show_invoice(row.number)

    @override
    def _look_away(self) -> None:
        self.look.close()

    @override
    def _fill_empty(self) -> None:
        self.new_invoice()

    def _tick_if_needed(self) -> None:
        if self.isVisible() and self.model.has_clocks:
            self._ticks.start()
        else:
            self._ticks.stop()

    @override
    def _show_filter(self) -> None:
        keys = {key for key, statuses in STATUSES.items() if statuses <= self.wanted.statuses}
        self.filters.set_toggled(keys if self.wanted.statuses else {ALL})
        if self.wanted == InvoiceFilter():
            self.table.empty.set_words(self.tr("No invoice yet."), self.tr("New invoice"))
        else:
            self.table.empty.set_words(self.tr("No invoice matches the filter."), self.tr("Show all"))

    @override
    def _show_read(self) -> None:
        self._tick_if_needed()
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
        self.choices.set_choices("provider", *choice_words.provider_choices(self._providers))
        self.choices.set_choices("currency", *choice_words.currency_choices())
        self.choices.set_choices("money", *choice_words.money_choices())

    # -- what the operator touches -------------------------------------------------------------------------

    def _on_create_clicked(self) -> None:
        self.new_invoice()

    def _on_count_picked(self, key: str) -> None:
        self.show_only(InvoiceFilter(statuses=STATUSES.get(key, frozenset())))

    def _on_toggled(self, keys: frozenset[str]) -> None:
        is_all = not keys or (ALL in keys and bool(self.wanted.statuses))
        chosen = frozenset[InvoiceStatus]().union(*(STATUSES[key] for key in keys - {ALL}))
        self.show_only(replace(self.wanted, statuses=frozenset() if is_all else chosen))

    @override
    def _narrow(self, values: dict[str, str]) -> None:
        provider, currency = values["provider"], values["currency"]
        is_test = choice_words.is_test(values["money"])
        self.show_only(replace(self.wanted, provider=provider, currency=currency, is_test=is_test))

    @override
    def translate(self) -> None:
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
        self.look.retell()
        super().translate()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick_if_needed()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticks.stop()
