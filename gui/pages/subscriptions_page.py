"""Subscriptions: who has which plan until when and why, what waits, what renews; promo codes beside it."""

from dataclasses import replace
from itertools import count

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.people import Permission
from core.domain.subscription_rows import SubscriptionFilter, SubscriptionRow, View
from core.events import Change
from gui import formats
from gui.actions import plans as deeds
from gui.actions.plan_look import PlanLook
from gui.actions.promo_look import PromoView
from gui.models import payment_words, plan_words
from gui.models.paged_rows import PagedRows
from gui.models.subscriptions_model import SubscriptionsModel
from gui.widgets.buttons import BusyButton
from gui.widgets.choice_filters import ChoiceFilters
from gui.widgets.filter_bar import FilterBar, FilterChip
from gui.widgets.page import GAP, Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.plan_pane import PlanPane
from gui.widgets.search_box import SearchBox
from gui.widgets.table import Table

SEARCH_WIDTH, DETAILS_WIDTH = 300, 432
TICK_MS = 30_000
FILTERS = ("plan", "bot")
VIEWS = tuple(View)
_MANY = "give many"


class SubscriptionsPage(Page):
    """Plans of customers, and the promo codes.

    Signals:
        customer_picked: a customer is to be shown; carries the Telegram id.
    """

    customer_picked = Signal(object)

    follows = frozenset({"subscription", "period", "customer", "promo", "mass_run", "ledger", "price_list"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self.wanted = SubscriptionFilter()
        self._numbers = count(1)
        self._counts: dict[View, int] = {}
        self.head = PageHead()
        self.search = SearchBox(hint="Ctrl K", width=SEARCH_WIDTH)
        self.many_button = BusyButton(self.tasks, _MANY, icon="users-three")
        self.tabs = QTabBar()
        self.filters = FilterBar()
        self.choices = ChoiceFilters(FILTERS)
        self.model = SubscriptionsModel(core.clock.now, self)
        self.table = Table()
        self.pane = PlanPane(plan_words.plan_look())
        self.look = PlanLook(self, self.pane)
        self.promos = PromoView(core, self.tasks)
        self._list = PagedRows(self.model, key=self._key)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self._translate()
        self._list.look_at(self._read_page)

    def show_customer(self, customer_id: int) -> None:
        """Show one customer's plans, wherever in the list they are."""
        self.tabs.setCurrentIndex(0)
        self.look.show_customer(customer_id)

    def show_only(self, wanted: SubscriptionFilter) -> None:
        """Narrow the table; the first page of what matches is read at once."""
        self.wanted = wanted
        self._list.look_at(self._read_page, keep_rows=True)
        self._show_filter()
        self.tasks.start(self._read_table(), ("list", next(self._numbers)))

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read what the changes concern again."""
        if self.tabs.currentIndex() == 1:
            await self.promos.read()
            return
        await self._read_table()
        await self.look.read()

    async def _read_table(self) -> None:
        self.table.set_loading(True)
        try:
            is_newest = await self._list.reread()
            self._counts = await self.core.subscriptions.counts()
            plans, bots = await self.core.subscriptions.choices()
        finally:
            self.table.set_loading(False)
        if is_newest:
            self._offer_choices(plans, bots)
            self._show_counts()
            self._mark_row()

    async def _read_page(self, after: tuple[int, int] | None, limit: int) -> list[SubscriptionRow]:
        return await self.core.subscriptions.page(self.wanted, after=after, limit=limit)

    def _key(self, row: SubscriptionRow) -> tuple[int, int]:
        return self.core.subscriptions.key_of(row, self.wanted.view)

    # -- building ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        for widget in (self.search, self.many_button, self.promos.create_button):
            self.head.add_right(widget)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _ in range(2):
            self.tabs.addTab("")
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
        plans = QWidget()
        column = QVBoxLayout(plans)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.filters)
        column.addWidget(splitter, 1)
        self._stack.addWidget(plans)
        self._stack.addWidget(self.promos)
        self.body.addWidget(self.head)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.head.count_picked.connect(self._on_count_picked)
        self.search.text_settled.connect(self._on_searched)
        self.search.left_down.connect(self.table.setFocus)
        self.many_button.clicked.connect(self._on_many)
        self.tabs.currentChanged.connect(self._on_tab)
        self.filters.toggled.connect(self._on_toggled)
        self.choices.chosen.connect(self._on_chosen)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.table.row_picked.connect(self._on_row_picked)
        self.table.row_opened.connect(self._on_row_picked)
        self.table.clicked.connect(self._on_row_clicked)
        self.table.empty.action_picked.connect(self._on_empty_action)
        self.pane.close_picked.connect(self._on_pane_closed)
        self.look.shown.connect(self._mark_row)
        self.look.customer_picked.connect(self.customer_picked)
        self.promos.said.connect(self.said)
        self.promos.customer_picked.connect(self.customer_picked)
        self._ticks.timeout.connect(self.model.refresh_texts)

    # -- showing -------------------------------------------------------------------------------------------

    def _mark_row(self) -> None:
        index = self.model.index_of(self.look.customer_id)
        if index.isValid() and self.table.currentIndex().row() != index.row():
            self.table.pick_row(index.row())

    def _show_filter(self) -> None:
        self.filters.set_toggled({self.wanted.view.value})
        if self.wanted == SubscriptionFilter():
            self.table.empty.set_words(self.tr("Nobody has, or had, a plan yet."))
        else:
            self.table.empty.set_words(self.tr("No plan matches the filter."), self.tr("Show all"))

    def _show_counts(self) -> None:
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

    def _offer_choices(self, plans: list[str], bots: list[str]) -> None:
        names = [(key, payment_words.plan_word(key)) for key in plans]
        self.choices.set_choices("plan", self.tr("Plan"), [("", self.tr("Any plan")), *names])
        self.choices.set_choices(
            "bot", self.tr("Bot"), [("", self.tr("Any bot")), *((bot, bot) for bot in bots)]
        )

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

    def _on_searched(self, text: str) -> None:
        self.show_only(replace(self.wanted, text=text))

    def _on_toggled(self, keys: frozenset[str]) -> None:
        fresh = keys - {self.wanted.view.value}
        self.show_only(replace(self.wanted, view=View(next(iter(fresh), View.ALL.value))))

    def _on_chosen(self, values: dict[str, str]) -> None:
        self.show_only(replace(self.wanted, plan=values["plan"], bot=values["bot"]))

    def _on_empty_action(self) -> None:
        self.search.set_text_silently("")
        self.choices.set_values(dict.fromkeys(FILTERS, ""))
        self.show_only(SubscriptionFilter())

    def _on_more_wanted(self) -> None:
        self.tasks.start(self._list.read_on(), "more")

    def _on_row_picked(self, row: int) -> None:
        if row >= 0 and self.model.row_at(row).id != self.look.customer_id:
            self.look.show_customer(self.model.row_at(row).id)

    def _on_row_clicked(self) -> None:
        self._on_row_picked(self.table.currentIndex().row())

    def _on_pane_closed(self) -> None:
        self.look.close()
        self.table.clearSelection()
        self.table.setFocus()

    def _translate(self) -> None:
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
        self.model.refresh_texts()
        self._show_head()
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
        self._ticks.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticks.stop()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
            self.reread()
