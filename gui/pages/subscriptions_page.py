"""Subscriptions: who has which plan until when and why, what waits, what renews; promo codes beside it."""

from collections.abc import Hashable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.people import Permission
from core.domain.subscription_rows import SubscriptionFilter, SubscriptionRow, View
from core.events import Change
from gui import formats
from gui.actions import plans as deeds
from gui.actions.plan_look import PlanLook
from gui.actions.promo_look import PromoView
from gui.list_page import ListPage
from gui.models import choice_words, payment_words, plan_words
from gui.models.subscriptions_model import SubscriptionsModel
from gui.widgets.buttons import BusyButton
from gui.widgets.filter_bar import FilterChip
from gui.widgets.page import GAP
from gui.widgets.page_head import CountLink
from gui.widgets.plan_pane import PlanPane

SEARCH_WIDTH, DETAILS_WIDTH = 300, 432
TICK_MS = 30_000
FILTERS = ("plan", "bot")
VIEWS = tuple(View)
_MANY = "give many"


class SubscriptionsPage(ListPage[SubscriptionRow, SubscriptionFilter]):
    """Plans of customers, and the promo codes.

    Signals:
        customer_picked: a customer is to be shown; carries the Telegram id.
    """

    customer_picked = Signal(object)

    follows = frozenset({"subscription", "period", "customer", "promo", "mass_run", "ledger", "price_list"})

    model: SubscriptionsModel
    pane: PlanPane

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, SubscriptionFilter(), FILTERS, parent)
        self._counts: dict[View, int] = {}
        self._plans: list[str] = []
        self._bots: list[str] = []
        self.many_button = BusyButton(self.tasks, _MANY, icon="users-three")
        self.tabs = QTabBar()
        self.model = SubscriptionsModel(core.clock.now, self)
        self.pane = PlanPane(plan_words.plan_look())
        self.look = PlanLook(self, self.pane)
        self.promos = PromoView(core, self.tasks)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._stack = QStackedWidget()
        self._join(key=self._key, details_width=DETAILS_WIDTH)
        self._build()
        self._connect()
        self.translate()

    def show_customer(self, customer_id: int) -> None:
        """Show one customer's plans, wherever in the list they are."""
        self.tabs.setCurrentIndex(0)
        self.look.show(customer_id)

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read what the changes concern again."""
        if self.tabs.currentIndex() == 1:
            await self.promos.read()
            return
        await self._read_table()
        await self.look.read()

    @override
    async def _read_more(self) -> None:
        self._counts = await self.core.subscriptions.counts()
        self._plans, self._bots = await self.core.subscriptions.choices()

    @override
    async def _read_page(self, after: tuple[int, int] | None, limit: int) -> list[SubscriptionRow]:
        return await self.core.subscriptions.page(self.wanted, after=after, limit=limit)

    def _key(self, row: SubscriptionRow) -> tuple[int, int]:
        return self.core.subscriptions.key_of(row, self.wanted.view)

    # -- building ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        for widget in (self.many_button, self.promos.create_button):
            self.head.add_right(widget)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _ in range(2):
            self.tabs.addTab("")
        self.filters.add_right(self.choices)
        plans = QWidget()
        column = QVBoxLayout(plans)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.filters)
        column.addWidget(self.splitter, 1)
        self._stack.addWidget(plans)
        self._stack.addWidget(self.promos)
        self.body.addWidget(self.head)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.head.count_picked.connect(self._on_count_picked)
        self.many_button.clicked.connect(self._on_many)
        self.tabs.currentChanged.connect(self._on_tab)
        self.filters.toggled.connect(self._on_toggled)
        self.look.shown.connect(self._mark_row)
        self.look.customer_picked.connect(self.customer_picked)
        self.promos.said.connect(self.said)
        self.promos.customer_picked.connect(self.customer_picked)
        self._ticks.timeout.connect(self.model.refresh_texts)

    # -- showing -------------------------------------------------------------------------------------------

    @override
    def _shown_key(self) -> Hashable:
        return self.look.key

    @override
    def _look_at(self, row: SubscriptionRow) -> None:
        if row.id != self.look.key:
            self.look.show(row.id)

    @override
    def _look_away(self) -> None:
        self.look.close()

    @override
    def _show_filter(self) -> None:
        self.filters.set_toggled({self.wanted.view.value})
        if self.wanted == SubscriptionFilter():
            self.table.empty.set_words(self.tr("Nobody has, or had, a plan yet."))
        else:
            self.table.empty.set_words(self.tr("No plan matches the filter."), self.tr("Show all"))

    @override
    def _show_read(self) -> None:
        names = [(key, payment_words.plan_word(key)) for key in self._plans]
        self.choices.set_choices("plan", self.tr("Plan"), [("", self.tr("Any plan")), *names])
        self.choices.set_choices("bot", *choice_words.bot_choices(self._bots))
        number = self._counts.get
        links = [CountLink(key=View.ACTIVE.value, text=self.tr("%n active", "", number(View.ACTIVE, 0)))]
        ending, grace = number(View.ENDING, 0), number(View.GRACE, 0)
        if ending:
            links.append(CountLink(key=View.ENDING.value, text=self.tr("%n ending", "", ending)))
        if grace:
            links.append(CountLink(key=View.GRACE.value, text=self.tr("%n in grace", "", grace)))
        trouble = number(View.TROUBLE, 0)
        if trouble:
            links.append(CountLink(key=View.TROUBLE.value, text=self.tr("%n renewal(s) fail", "", trouble)))
        self.head.set_counts(links)
        self.filters.set_total(formats.count(number(self.wanted.view, 0)))

    # -- what the operator touches -------------------------------------------------------------------------

    def _on_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._show_head()
        self.reread()

    def _show_head(self) -> None:
        is_plans = self.tabs.currentIndex() == 0
        self.search.setVisible(is_plans)
        self.many_button.setVisible(is_plans)
        self.promos.create_button.setVisible(not is_plans)

    def _on_many(self) -> None:
        self.tasks.start(self._give_many(), _MANY)

    async def _give_many(self) -> None:
        """Fill the list in with the rows picked, or with all that match a filter."""
        picked = [self.model.row_at(row).id for row in self.table.picked_rows()]
        if len(picked) < 2:
            is_narrowed = self.wanted != SubscriptionFilter()
            picked = list(await self.core.subscriptions.ids(self.wanted)) if is_narrowed else []
        said = await deeds.give_many(self, self.core, picked)
        if said:
            self.said.emit(said)

    def _on_count_picked(self, key: str) -> None:
        self.tabs.setCurrentIndex(0)
        self.show_only(SubscriptionFilter(view=View(key)))

    def _on_toggled(self, keys: frozenset[str]) -> None:
        fresh = keys - {self.wanted.view.value}
        self.show_only(replace(self.wanted, view=View(next(iter(fresh), View.ALL.value))))

    @override
    def _narrow(self, values: dict[str, str]) -> None:
        self.show_only(replace(self.wanted, plan=values["plan"], bot=values["bot"]))

    @override
    def translate(self) -> None:
        self.head.set_title(self.tr("Subscriptions"))
        self.tabs.setTabText(0, self.tr("Plans"))
        self.tabs.setTabText(1, self.tr("Promo codes"))
        self.tabs.setAccessibleName(self.tr("Plans or promo codes"))
        self.search.set_placeholder(self.tr("Find by name, @username or Telegram id"))
        self.many_button.setText(self.tr("Give many…"))
        self.many_button.setToolTip(self.tr("Plan time for the rows picked, the filter, or a list"))
        self.many_button.set_available(self.core.operator.may(Permission.MANAGE_PLANS))
        self.filters.set_toggles(
            [FilterChip(key=view.value, text=plan_words.view_word(view)) for view in VIEWS]
        )
        self.table.setAccessibleName(self.tr("Subscriptions"))
        self._show_head()
        self.look.retell()
        super().translate()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ticks.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticks.stop()
