"""All payments: counts, revenue by currency, filters, the table, and the details of one with its deeds."""

from collections.abc import Hashable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.clock import midnight
from core.container import Core
from core.domain.payment_views import PaymentFilter, PaymentRow, Revenue
from core.domain.payments import PaymentStatus, Verdict
from core.domain.providers import ProviderInfo, RefundState
from core.events import Change
from core.services.payment_desk import PaymentCounts
from gui import formats
from gui.actions import payments as deeds
from gui.actions.payment_look import PaymentLook
from gui.list_page import ListPage
from gui.models import choice_words, payment_words
from gui.models.payments_model import PaymentsModel
from gui.widgets.buttons import Button
from gui.widgets.filter_bar import FilterChip
from gui.widgets.money_details import PaymentPane
from gui.widgets.page_head import CountLink
from gui.widgets.revenue_line import RevenueLine

SEARCH_WIDTH = 340
DETAILS_WIDTH = 420
ALL = "all"
STATUSES: dict[str, frozenset[PaymentStatus]] = {
    "quarantined": frozenset({PaymentStatus.QUARANTINED}),
    "completed": frozenset({PaymentStatus.COMPLETED}),
    "refunded": frozenset({PaymentStatus.REFUNDED, PaymentStatus.PARTLY_REFUNDED}),
    "rejected": frozenset({PaymentStatus.REJECTED}),
}
FILTERS = ("provider", "bot", "currency", "verdict", "money", "time")


class PaymentsPage(ListPage[PaymentRow, PaymentFilter]):
    """Payments, newest first.

    Signals:
        customer_picked: a customer is to be shown; carries the Telegram id.
        invoice_picked: an invoice is to be shown; carries its number.
    """

    customer_picked = Signal(object)
    invoice_picked = Signal(object)

    follows = frozenset({"payment", "refund", "invoice", "customer", "debt"})

    model: PaymentsModel
    pane: PaymentPane

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, PaymentFilter(), FILTERS, parent)
        self._counts: PaymentCounts | None = None
        self._matching = 0
        self._revenue: Revenue | None = None
        self._providers: dict[str, ProviderInfo] = {}
        self._bots: list[str] = []
        self.unbound = Button(icon="plus")
        self.revenue = RevenueLine()
        self.model = PaymentsModel(core.clock.now, self)
        self.pane = PaymentPane(self.tasks)
        self.look = PaymentLook(self, self.pane)
        self._join(key=lambda row: row.id, details_width=DETAILS_WIDTH)
        self._build()
        self._connect()
        self.translate()

    def show_payment(self, payment_id: str) -> None:
        """Show the details of one payment, wherever in the list it is."""
        self.look.show(payment_id)

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
        self._revenue = await self.core.payment_desk.revenue(midnight(self.core.clock.now()))
        self._show_revenue()

    @override
    async def _read_more(self) -> None:
        wanted, desk = self.wanted, self.core.payment_desk
        self._counts = await desk.counts()
        total = self._counts.total
        self._matching = total if wanted == PaymentFilter() else await desk.count(wanted)

    @override
    async def _read_page(self, after: str | None, limit: int) -> list[PaymentRow]:
        return await self.core.payment_desk.page(self.wanted, before_id=after, limit=limit)

    # -- building ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head.add_right(self.unbound)
        for widget in (self.head, self.revenue, self.filters):
            self.body.addWidget(widget)
        self.body.addWidget(self.choices, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.head.count_picked.connect(self._on_count_picked)
        self.unbound.clicked.connect(self._on_unbound_clicked)
        self.revenue.picked.connect(self._show_revenue)
        self.filters.toggled.connect(self._on_toggled)
        self.look.shown.connect(self._mark_row)
        self.look.customer_picked.connect(self.customer_picked)
        self.look.invoice_picked.connect(self.invoice_picked)

    # -- showing -------------------------------------------------------------------------------------------

    @override
    def _shown_key(self) -> Hashable:
        return self.look.key

    @override
    def _look_at(self, row: PaymentRow) -> None:
        if row.id != self.look.key:
            self.show_payment(row.id)

    @override
    def _look_away(self) -> None:
        self.look.close()

    @override
    def _show_filter(self) -> None:
        keys = {key for key, statuses in STATUSES.items() if statuses <= self.wanted.statuses}
        self.filters.set_toggled(keys if self.wanted.statuses else {ALL})
        if self.wanted == PaymentFilter():
            self.table.empty.set_words(self.tr("No payment yet."))
        else:
            self.table.empty.set_words(self.tr("No payment matches the filter."), self.tr("Show all"))

    @override
    def _show_read(self) -> None:
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
        verdicts = [
            (one.value, payment_words.verdict_word(one))
            for one in payment_words.VERDICTS
            if one is not Verdict.CREDIT
        ]
        self.choices.set_choices("provider", *choice_words.provider_choices(self._providers))
        self.choices.set_choices("bot", *choice_words.bot_choices(self._bots))
        self.choices.set_choices("currency", *choice_words.currency_choices())
        self.choices.set_choices("verdict", self.tr("Verdict"), [("", self.tr("Any verdict")), *verdicts])
        self.choices.set_choices("money", *choice_words.money_choices())
        self.choices.set_choices("time", *choice_words.time_choices())

    # -- what the operator touches -------------------------------------------------------------------------

    def _on_count_picked(self, key: str) -> None:
        self.show_only(PaymentFilter(statuses=STATUSES.get(key, frozenset())))

    def _on_toggled(self, keys: frozenset[str]) -> None:
        is_all = not keys or (ALL in keys and bool(self.wanted.statuses))
        chosen = frozenset[PaymentStatus]().union(*(STATUSES[key] for key in keys - {ALL}))
        self.show_only(replace(self.wanted, statuses=frozenset() if is_all else chosen))

    @override
    def _narrow(self, values: dict[str, str]) -> None:
        verdict = values["verdict"]
        self.show_only(
            replace(
                self.wanted,
                provider=values["provider"],
                bot=values["bot"],
                currency=values["currency"],
                verdicts=frozenset({Verdict(verdict)}) if verdict else frozenset(),
                is_test=choice_words.is_test(values["money"]),
                since=choice_words.since(values["time"], self.core.clock.now()),
            )
        )

    def _on_unbound_clicked(self) -> None:
        self.tasks.start(self._unbound(), "unbound")

    async def _unbound(self) -> None:
        said = await deeds.credit_unbound(self, self.core)
        if said:
            self.said.emit(said)

    @override
    def translate(self) -> None:
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
        self._show_revenue()
        self.look.retell()
        super().translate()
