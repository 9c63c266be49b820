"""All payments: counts, revenue by currency, filters, the table, and the details of one with its deeds."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.payment_views import PaymentFilter, PaymentRow, Revenue
from core.domain.payments import PaymentStatus, Verdict
from core.domain.providers import ProviderInfo, RefundState
from core.events import Change
from core.money import CURRENCY_DIGITS
from core.services.payment_desk import PaymentCounts
from gui import formats
from gui.actions import payments as deeds
from gui.actions.payment_look import PaymentLook
from gui.models import payment_words
from gui.models.paged_rows import PagedRows
from gui.models.payments_model import PaymentsModel
from gui.widgets.buttons import Button
from gui.widgets.choice_filters import ChoiceFilters
from gui.widgets.filter_bar import FilterBar, FilterChip
from gui.widgets.money_details import PaymentPane
from gui.widgets.page import GAP, Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.revenue_line import RevenueLine
from gui.widgets.search_box import SearchBox
from gui.widgets.table import Table

SEARCH_WIDTH = 340
DETAILS_WIDTH = 420
ALL = "all"
STATUSES: dict[str, frozenset[PaymentStatus]] = {
    "quarantined": frozenset({PaymentStatus.QUARANTINED}),
    "completed": frozenset({PaymentStatus.COMPLETED}),
    "refunded": frozenset({PaymentStatus.REFUNDED, PaymentStatus.PARTLY_REFUNDED}),
    "rejected": frozenset({PaymentStatus.REJECTED}),
}
DAYS = {"day": 1, "week": 7, "month": 30}
FILTERS = ("provider", "bot", "currency", "verdict", "money", "time")


class PaymentsPage(Page):
    """Payments, newest first.

    Signals:
        customer_picked: a customer is to be shown; carries the Telegram id.
        invoice_picked: an invoice is to be shown; carries its number.
    """

    customer_picked = Signal(object)
    invoice_picked = Signal(object)

    follows = frozenset({"payment", "refund", "invoice", "customer", "debt"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self.wanted = PaymentFilter()
        self._numbers = count(1)
        self._counts: PaymentCounts | None = None
        self._matching = 0
        self._revenue: Revenue | None = None
        self._providers: dict[str, ProviderInfo] = {}
        self._bots: list[str] = []
        self.head = PageHead()
        self.search = SearchBox(hint="Ctrl K", width=SEARCH_WIDTH)
        self.unbound = Button(icon="plus")
        self.revenue = RevenueLine()
        self.filters = FilterBar()
        self.choices = ChoiceFilters(FILTERS)
        self.model = PaymentsModel(core.clock.now, self)
        self.table = Table()
        self.pane = PaymentPane(self.tasks)
        self.look = PaymentLook(self, self.pane)
        self._list = PagedRows(self.model, key=lambda row: row.id)
        self._build()
        self._connect()
        self._translate()
        self._list.look_at(self._read_page)

    def show_payment(self, payment_id: str) -> None:
        """Show the details of one payment, wherever in the list it is."""
        self.look.show_payment(payment_id)

    def show_only(self, wanted: PaymentFilter) -> None:
        """Narrow the table; the first page of what matches is read at once."""
        self.wanted = wanted
        self._list.look_at(self._read_page, keep_rows=True)
        self._show_filter()
        self.tasks.start(self._read_table(), ("list", next(self._numbers)))

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read the list, the counts, the sums and the payment looked at again."""
        if not self._providers:
            states = await self.core.provider_keys.states()
            self._providers = {state.info.name: state.info for state in states}
            self.look.providers = self._providers
            self._bots = await self.core.payment_desk.bots()
            self._offer_choices()
        await self._read_table()
        await self.look.read()
        self._revenue = await self.core.payment_desk.revenue(self._midnight())
        self._show_revenue()

    async def _read_table(self) -> None:
        self.table.set_loading(True)
        wanted, desk = self.wanted, self.core.payment_desk
        try:
            is_newest = await self._list.reread()
            self._counts = await desk.counts()
            total = self._counts.total
            self._matching = total if wanted == PaymentFilter() else await desk.count(wanted)
        finally:
            self.table.set_loading(False)
        if is_newest:
            self._show_counts()
            self._mark_row()

    async def _read_page(self, before: str | None, limit: int) -> list[PaymentRow]:
        return await self.core.payment_desk.page(self.wanted, before_id=before, limit=limit)

    def _midnight(self) -> datetime:
        local = self.core.clock.now().astimezone()
        return local.replace(hour=0, minute=0, second=0, microsecond=0)

    # -- building ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head.add_right(self.search)
        self.head.add_right(self.unbound)
        self.filters.box.hide()  # the search box of the head looks through the same list
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
        for widget in (self.head, self.revenue, self.filters):
            self.body.addWidget(widget)
        self.body.addWidget(self.choices, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.head.count_picked.connect(self._on_count_picked)
        self.search.text_settled.connect(self._on_searched)
        self.search.left_down.connect(self.table.setFocus)
        self.unbound.clicked.connect(self._on_unbound_clicked)
        self.revenue.picked.connect(self._show_revenue)
        self.filters.toggled.connect(self._on_toggled)
        self.choices.chosen.connect(self._on_chosen)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.table.row_picked.connect(self._on_row_picked)
        self.table.row_opened.connect(self._on_row_picked)
        self.table.clicked.connect(self._on_row_clicked)
        self.table.empty.action_picked.connect(self._on_all_wanted)
        self.pane.close_picked.connect(self._on_pane_closed)
        self.look.shown.connect(self._mark_row)
        self.look.customer_picked.connect(self.customer_picked)
        self.look.invoice_picked.connect(self.invoice_picked)

    # -- showing -------------------------------------------------------------------------------------------

    def _mark_row(self) -> None:
        index = self.model.index_of(self.look.payment_id)
        if index.isValid() and self.table.currentIndex().row() != index.row():
            self.table.pick_row(index.row())

    def _show_filter(self) -> None:
        keys = {key for key, statuses in STATUSES.items() if statuses <= self.wanted.statuses}
        self.filters.set_toggled(keys if self.wanted.statuses else {ALL})
        if self.wanted == PaymentFilter():
            self.table.empty.set_words(self.tr("No payment yet."))
        else:
            self.table.empty.set_words(self.tr("No payment matches the filter."), self.tr("Show all"))

    def _show_counts(self) -> None:
        counts = self._counts
        if counts is None:
            return
        unknown = counts.open_refunds.get(RefundState.UNKNOWN, 0)
        asked = sum(counts.open_refunds.values()) - unknown
        links = [CountLink(key=ALL, text=self.tr("%n payment(s)", "", counts.total))]
        links.append(CountLink(key="quarantined", text=self.tr("%n in quarantine", "", counts.quarantined)))
        if asked:
            links.append(CountLink(text=self.tr("%n refund(s) under way", "", asked)))
        if unknown:
            links.append(CountLink(text=self.tr("%n refund(s) unknown", "", unknown)))
        self.head.set_counts(links)
        total = formats.count(counts.total)
        shown = self.tr("{shown} of {all}").format(shown=formats.count(self._matching), all=total)
        self.filters.set_total(total if self.wanted == PaymentFilter() else shown)

    def _show_revenue(self) -> None:
        if self._revenue is None:
            return
        sums = {
            "today": self._revenue.today,
            "week": self._revenue.week,
            "month": self._revenue.month,
            "ever": self._revenue.ever,
        }[self.revenue.period]
        back = [formats.money(one.returned) for one in sums if one.returned.minor]
        note = self.tr("went back: {sums}").format(sums=", ".join(back)) if back else ""
        self.revenue.set_sums([formats.money(one.taken) for one in sums], note)

    def _offer_choices(self) -> None:
        names = [(name, payment_words.provider_word(name)) for name in self._providers]
        verdicts = [
            (one.value, payment_words.verdict_word(one))
            for one in payment_words.VERDICTS
            if one is not Verdict.CREDIT
        ]
        self.choices.set_choices("provider", self.tr("Provider"), [("", self.tr("Any provider")), *names])
        bots = [(bot, bot) for bot in self._bots]
        self.choices.set_choices("bot", self.tr("Bot"), [("", self.tr("Any bot")), *bots])
        currencies = [(code, code) for code in CURRENCY_DIGITS]
        self.choices.set_choices(
            "currency", self.tr("Currency"), [("", self.tr("Any currency")), *currencies]
        )
        self.choices.set_choices("verdict", self.tr("Verdict"), [("", self.tr("Any verdict")), *verdicts])
        self.choices.set_choices(
            "money",
            self.tr("Kind of money"),
            [("", self.tr("All money")), ("real", self.tr("Real")), ("test", self.tr("Test"))],
        )
        self.choices.set_choices(
            "time",
            self.tr("Time"),
            [
                ("", self.tr("Any time")),
                ("day", self.tr("Today")),
                ("week", self.tr("7 days")),
                ("month", self.tr("30 days")),
            ],
        )

    # -- what the operator touches -------------------------------------------------------------------------

    def _on_count_picked(self, key: str) -> None:
        self.show_only(PaymentFilter(statuses=STATUSES.get(key, frozenset())))

    def _on_searched(self, text: str) -> None:
        self.show_only(replace(self.wanted, text=text))

    def _on_toggled(self, keys: frozenset[str]) -> None:
        is_all = not keys or (ALL in keys and bool(self.wanted.statuses))
        chosen = frozenset[PaymentStatus]().union(*(STATUSES[key] for key in keys - {ALL}))
        self.show_only(replace(self.wanted, statuses=frozenset() if is_all else chosen))

    def _on_chosen(self, values: dict[str, str]) -> None:
        money, verdict, days = values["money"], values["verdict"], DAYS.get(values["time"])
        since = None
        if days is not None:
            since = self._midnight() if days == 1 else self.core.clock.now() - timedelta(days=days)
        self.show_only(
            replace(
                self.wanted,
                provider=values["provider"],
                bot=values["bot"],
                currency=values["currency"],
                verdicts=frozenset({Verdict(verdict)}) if verdict else frozenset(),
                is_test=None if not money else money == "test",
                since=since,
            )
        )

    def _on_all_wanted(self) -> None:
        self.search.set_text_silently("")
        self.choices.set_values(dict.fromkeys(FILTERS, ""))
        self.show_only(PaymentFilter())

    def _on_more_wanted(self) -> None:
        self.tasks.start(self._list.read_on(), "more")

    def _on_row_picked(self, row: int) -> None:
        if row >= 0 and self.model.row_at(row).id != self.look.payment_id:
            self.show_payment(self.model.row_at(row).id)

    def _on_row_clicked(self) -> None:
        self._on_row_picked(self.table.currentIndex().row())

    def _on_pane_closed(self) -> None:
        self.look.close()
        self.table.clearSelection()
        self.table.setFocus()

    def _on_unbound_clicked(self) -> None:
        self.tasks.start(self._unbound(), "unbound")

    async def _unbound(self) -> None:
        said = await deeds.credit_unbound(self, self.core)
        if said:
            self.said.emit(said)

    def _translate(self) -> None:
        self.head.set_title(self.tr("Payments"))
        self.search.set_placeholder(self.tr("Find: invoice, charge id, customer, @name, amount"))
        self.unbound.setText(self.tr("Credit without notice"))
        self.unbound.setToolTip(self.tr("Credit money that the provider’s books show and no notice brought"))
        self.filters.set_toggles(
            [
                FilterChip(key=ALL, text=self.tr("All")),
                FilterChip(key="quarantined", text=self.tr("Quarantine")),
                FilterChip(key="completed", text=self.tr("Credited")),
                FilterChip(key="refunded", text=self.tr("Refunded")),
                FilterChip(key="rejected", text=self.tr("Rejected")),
            ]
        )
        self.table.setAccessibleName(self.tr("Payments"))
        self._offer_choices()
        self.model.refresh_texts()
        self._show_filter()
        self._show_counts()
        self._show_revenue()
        self.look.retell()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pane.isVisible():
            self._on_pane_closed()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
