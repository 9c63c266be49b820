"""Failures as groups of like ones: how often, whom they hit, what they cost, and what to do."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.failure_groups import SEARCHED_LOGS, FailureChoices, FailureFilter, FailureGroup, GroupOrder
from core.domain.failures import FailureClass
from core.events import Change
from core.money import ZERO
from gui import formats
from gui.actions import bulk
from gui.actions.failure_desk import FailureDesk
from gui.actions.group_ticks import GroupTicks
from gui.models import failure_words
from gui.models.failure_groups_model import FailureGroupsModel
from gui.widgets.choice_filters import ChoiceFilters
from gui.widgets.filter_bar import FilterBar, FilterChip
from gui.widgets.labels import Label
from gui.widgets.page import GAP, Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.search_box import SearchBox
from gui.widgets.table import Table

SEARCH_WIDTH = 340
ROW_HEIGHT = 52
ALL, LOOK, BACK, FIXED = "all", "look", "back", "fixed"
DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 90}
FILTERS = ("class", "time", "version", "bot", "order")
VERSION_CHARS = 12


class FailuresPage(Page):
    """The list of groups, and over it the one that is opened.

    Signals:
        attempt_picked: an attempt is to be shown; carries its id.
        bulk_wanted: a deed with many groups or attempts; carries a `FailureWish`.
    """

    attempt_picked = Signal(str)
    bulk_wanted = Signal(object)

    follows = frozenset({"failure", "training"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self.wanted = FailureFilter()
        self._order = GroupOrder.COUNT
        self._state = ALL
        self._turns = count(1)
        self._turn = 0
        self._groups: list[FailureGroup] = []
        self._choices: FailureChoices | None = None
        self.head = PageHead()
        self.search = SearchBox(hint="Ctrl K", width=SEARCH_WIDTH)
        self.filters = FilterBar()
        self.choices = ChoiceFilters(FILTERS)
        self.note = Label("", "faint")
        self.model = FailureGroupsModel(core.clock.now, self)
        self.table = Table()
        self.ticks = GroupTicks(self, self.table, self.model, lambda: self.wanted)
        self.desk = FailureDesk(self)
        self.view = self.desk.view
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.translate()

    @property
    def is_opened(self) -> bool:
        """Tell whether a group is opened."""
        return self._stack.currentWidget() is self.view

    def show_only(self, wanted: FailureFilter) -> None:
        """Narrow the groups, and the attempts of the one that is opened."""
        if wanted != self.wanted:
            self.wanted = wanted
            self.ticks.forget()
            self._show_filter()
            self._read_anew()

    def open_group(self, group_id: str) -> None:
        """Open a group, whether the filter lets it through or not."""
        self._stack.setCurrentWidget(self.view)
        self.desk.open_group(group_id, self.wanted)

    def close_group(self) -> None:
        """Show the list again."""
        self.desk.close_group()
        self._stack.setCurrentIndex(0)
        self.table.setFocus()

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read the groups again when one changed; a training alone concerns the attempts only."""
        if self._choices is None:
            self._choices = await self.core.failures.choices()
            self._offer_choices()
        if any(change.kind != "training" for change in changes):
            await self._read()
        await self.desk.reread(changes)

    def _read_anew(self) -> None:
        self.tasks.start(self._read(), ("groups", next(self._turns)))

    async def _read(self) -> None:
        self._turn += 1
        turn, wanted, order = self._turn, self.wanted, self._order
        self.table.set_loading(True)
        try:
            groups = await self.core.failures.groups(wanted, order)
        finally:
            self.table.set_loading(False)
        if turn == self._turn:
            self._groups = groups
            self._show_groups()

    # -- building ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head.add_right(self.search)
        self.filters.box.hide()  # the search box of the head looks through the same list
        self.filters.add_right(self.choices)
        self.table.setModel(self.model)
        self.table.set_row_height(ROW_HEIGHT)
        self.table.set_widths([column.width for column in self.model.columns], spare=self.model.spare)
        groups = QWidget()
        column = QVBoxLayout(groups)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for widget in (self.head, self.filters, self.note):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.ticks.bar)
        self._stack.addWidget(groups)
        self._stack.addWidget(self.view)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.head.count_picked.connect(self._show_state)
        self.search.text_settled.connect(self._on_searched)
        self.search.left_down.connect(self.table.setFocus)
        self.filters.toggled.connect(self._on_toggled)
        self.choices.chosen.connect(self._on_chosen)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.clicked.connect(self._on_row_clicked)
        self.table.empty.action_picked.connect(self._on_all_wanted)
        self.view.back_picked.connect(self.close_group)
        self.desk.attempt_picked.connect(self.attempt_picked)
        self.desk.bulk_wanted.connect(self.bulk_wanted)
        self.ticks.bulk_wanted.connect(self.bulk_wanted)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self._on_undo_wanted)

    # -- showing -------------------------------------------------------------------------------------------

    def _show_groups(self) -> None:
        now = self.core.clock.now()
        shown = {
            ALL: self._groups,
            LOOK: [one for one in self._groups if one.needs_a_look(now)],
            BACK: [one for one in self._groups if one.is_back],
            FIXED: [one for one in self._groups if one.fixed_at is not None],
        }[self._state]
        self.model.set_rows(shown)
        self.ticks.retell()
        attempts = sum(one.attempts for one in self._groups)
        held = sum((one.held for one in self._groups), ZERO)
        look = sum(one.needs_a_look(now) for one in self._groups)
        cost = sum(one.cost_micro_usd for one in self._groups)
        self.head.set_counts(
            [
                CountLink(key=ALL, text=self.tr("%n group(s)", "", len(self._groups))),
                CountLink(key=LOOK, text=self.tr("%n to look at", "", look)),
                CountLink(text=self.tr("%n attempt(s)", "", attempts)),
                CountLink(text=self.tr("{amount} held").format(amount=formats.stars(held))),
                CountLink(text=self.tr("{cost} burnt").format(cost=formats.dollars(cost))),
            ]
        )
        words = self.tr("{shown} of {all}")
        total = formats.count(len(self._groups))
        self.filters.set_total(words.format(shown=formats.count(len(shown)), all=total))
        self._show_filter()

    def _show_filter(self) -> None:
        self.filters.set_toggled({self._state})
        words = self.tr("Errors are searched in all failures, logs in those of the newest {count}.")
        self.note.setText(words.format(count=formats.count(SEARCHED_LOGS)))
        self.note.setVisible(bool(self.wanted.text))
        if self.wanted == FailureFilter() and self._state == ALL:
            self.table.empty.set_words(self.tr("Nothing has failed yet."))
        else:
            self.table.empty.set_words(self.tr("No failure matches the filter."), self.tr("Show all"))

    def _offer_choices(self) -> None:
        known = self._choices or FailureChoices(versions=(), bots=())
        classes = [
            (one.value, failure_words.class_word(one))
            for one in FailureClass
            if one is not FailureClass.CANCELED
        ]
        versions = [(one, one[:VERSION_CHARS]) for one in known.versions]
        offers = {
            "class": (self.tr("Class"), [("", self.tr("Any class")), *classes]),
            "time": (self.tr("Time"), self._times()),
            "version": (self.tr("Trainer version"), [("", self.tr("Any version")), *versions]),
            "bot": (self.tr("Bot"), [("", self.tr("Any bot")), *((one, one) for one in known.bots)]),
            "order": (self.tr("Order"), [(one.value, failure_words.order_word(one)) for one in GroupOrder]),
        }
        for key, (name, choices) in offers.items():
            self.choices.set_choices(key, name, choices)

    def _times(self) -> list[tuple[str, str]]:
        return [
            ("", self.tr("Any time")),
            ("day", self.tr("24 hours")),
            ("week", self.tr("7 days")),
            ("month", self.tr("30 days")),
            ("quarter", self.tr("90 days")),
        ]

    # -- what the operator touches -------------------------------------------------------------------------

    def _on_searched(self, text: str) -> None:
        self.show_only(replace(self.wanted, text=text))

    def _on_toggled(self, keys: frozenset[str]) -> None:
        fresh = keys - {self._state}
        self._show_state(next(iter(fresh)) if fresh else ALL)

    def _show_state(self, state: str) -> None:
        self._state = state
        self.ticks.forget()
        self._show_groups()

    def _on_chosen(self, values: dict[str, str]) -> None:
        days, chosen = DAYS.get(values["time"]), values["class"]
        order = GroupOrder(values["order"])
        if order is not self._order:
            self._order = order
            self._read_anew()
        self.show_only(
            replace(
                self.wanted,
                classes=frozenset({FailureClass(chosen)}) if chosen else frozenset(),
                since=self.core.clock.now() - timedelta(days=days) if days else None,
                version=values["version"],
                bot=values["bot"],
            )
        )

    def _on_all_wanted(self) -> None:
        self.search.set_text_silently("")
        self.choices.set_values({key: "" for key in FILTERS if key != "order"})
        self._state = ALL
        if self.wanted == FailureFilter():
            self._show_groups()
        self.show_only(FailureFilter())

    def _on_row_opened(self, row: int) -> None:
        self.open_group(self.model.row_at(row).id)

    def _on_row_clicked(self, index: QModelIndex) -> None:
        if index.column():  # the first one is the box to tick
            self._on_row_opened(index.row())

    def _on_undo_wanted(self) -> None:
        self.tasks.start(self._undo(), "undo")

    async def _undo(self) -> None:
        said = await bulk.undo_newest(self, self.core)
        if said:
            self.said.emit(said)

    @override
    def translate(self) -> None:
        self.head.set_title(self.tr("Failures"))
        self.search.set_placeholder(self.tr("Find in errors and logs"))
        self.filters.set_toggles(
            [
                FilterChip(key=ALL, text=self.tr("All")),
                FilterChip(key=LOOK, text=self.tr("To look at")),
                FilterChip(key=BACK, text=self.tr("Seen again")),
                FilterChip(key=FIXED, text=self.tr("Fixed")),
            ]
        )
        self.table.setAccessibleName(self.tr("Failure groups; Enter opens one, Space ticks it"))
        self._offer_choices()
        self.model.refresh_texts()
        self._show_groups()
        self.desk.retell()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_opened:
            self.close_group()
        else:
            super().keyPressEvent(event)
