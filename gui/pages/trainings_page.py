"""All trainings, live: counts, filters, the table, and at the right the details of one with its deeds."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.clock import midnight
from core.container import Core
from core.domain.training_views import TrainingFilter
from core.domain.trainings import RUNNING, Status
from core.events import Change
from core.services.trainings import Counts
from gui import formats
from gui.actions import trainings as deeds
from gui.actions.bulk_desk import BulkDesk
from gui.actions.training_desk import TrainingDesk
from gui.models.trainings_model import TrainingsModel
from gui.widgets.buttons import Button
from gui.widgets.filter_bar import FilterBar, FilterChip
from gui.widgets.page import Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.search_box import SearchBox
from gui.widgets.splitter import beside
from gui.widgets.table import Table
from gui.widgets.training_details import TrainingDetailsPane

PAGE_ROWS = 100
TICK_MS = 1000
SEARCH_WIDTH = 360
DETAILS_WIDTH = 372

STATUSES: dict[str, frozenset[Status]] = {
    "running": RUNNING,
    "waiting": frozenset({Status.SUBMITTING}),
    "unknown": frozenset({Status.UNKNOWN}),
    "succeeded": frozenset({Status.SUCCEEDED}),
    "failed": frozenset({Status.FAILED, Status.ABORTED}),
    "canceled": frozenset({Status.CANCELED}),
}
ALL = "all"
FAILED_TODAY = "failed_today"
LINKS = {"running": {"running"}, "waiting": {"waiting", "unknown"}, "held": {"running"}}


class TrainingsPage(Page):
    """The main page of the window.

    Signals:
        new_training_wanted: the operator wants the form for a new training.
        attempt_wanted: the attempt looked at is wanted in full; carries its id.
    """

    new_training_wanted = Signal()
    attempt_wanted = Signal(str)

    follows = frozenset({"training", "ledger", "customer", "gate", "sync"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self.wanted = TrainingFilter()
        self._turn = 0
        """Counts the filters chosen, so that an answer to an earlier one is known as such."""
        self._counts: Counts | None = None
        self._matching = 0
        self._is_pane_wanted = True
        self._lingering: str | None = None
        self.head = PageHead()
        self.search = SearchBox(hint="Ctrl K", width=SEARCH_WIDTH)
        self.new_training = Button(kind="primary", icon="plus")
        self.filters = FilterBar()
        self.model = TrainingsModel(core.clock, self)
        self.table = Table()
        self.pane = TrainingDetailsPane(self.tasks, core.clock.now)
        self.desk = TrainingDesk(self, self.pane)
        self.look = self.desk.look
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._build()
        self._connect()
        self.translate()

    @override
    def focus_search(self) -> None:
        """Let the operator type what to find among all trainings."""
        self.search.setFocus()
        self.search.selectAll()

    @override
    def focus_filter(self) -> None:
        """Let the operator narrow the table."""
        self.filters.box.setFocus()
        self.filters.box.selectAll()

    def show_training(self, training_id: str) -> None:
        """Show the details of a training, whether the filter lets it through or not.

        Its row is marked; one that has not been read yet is marked as soon as it comes.
        """
        self._is_pane_wanted = True
        self._look_at(training_id)
        if not self._mark_row():
            self.table.pick_nothing()
        self.table.setFocus()

    def show_only(self, wanted: TrainingFilter) -> None:
        """Narrow the table; the first page of what matches is read at once."""
        if wanted == self.wanted:
            return
        self.wanted, self._lingering = wanted, None
        self._turn += 1
        self.model.set_rows(())
        self.table.set_loading(True)
        self._show_filter()
        self.reread()

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read again just what changed: the rows named, the counts, and the training looked at."""
        is_whole = any(_is_whole(change) for change in changes)
        ids = {one for change in changes if change.kind == "training" for one in change.ids}
        customers = {one for change in changes if change.kind == "customer" for one in change.ids}
        ids |= {row.id for row in self.model.rows if str(row.customer_id) in customers}
        if is_whole:
            await self._read_table()
        elif ids:
            await self._read_rows(ids)
        is_synced = any(change.kind == "sync" for change in changes)
        if is_whole or is_synced or self.look.training_id in ids:
            self.look.reread_soon()
        if any(change.kind == "gate" for change in changes):
            self.desk.retell()
        await self._read_counts()

    async def _read_table(self) -> None:
        """Read as many rows as are held, at least a page of them."""
        turn, limit = self._turn, max(PAGE_ROWS, len(self.model.rows))
        self.table.set_loading(True)
        try:
            rows = await self.core.trainings.page(self.wanted, limit=limit)
        finally:
            self.table.set_loading(turn != self._turn)
        if turn != self._turn:
            return
        has_more = len(rows) == limit
        if self.model.rows:
            self.model.set_has_more(has_more)
            self.model.merge(rows, asked=[row.id for row in self.model.rows], keep=self.look.training_id)
        else:
            self.model.set_rows(rows, has_more=has_more)
        self._after_rows()

    async def _read_rows(self, ids: Iterable[str]) -> None:
        turn, asked = self._turn, list(ids)
        rows = await self.core.trainings.rows(asked, self.wanted)
        kept = self.look.training_id
        if kept in asked and kept not in {row.id for row in rows} and self.model.index_of(kept).isValid():
            # It no longer matches, but one looks at it: it stays until another is picked.
            rows += await self.core.trainings.rows([kept], TrainingFilter())
            self._lingering = kept
        if turn == self._turn:
            self.model.merge(rows, asked=asked, keep=kept)
            self._after_rows()

    async def _read_more(self) -> None:
        turn, last = self._turn, self.model.rows[-1].id
        rows = await self.core.trainings.page(self.wanted, before_id=last, limit=PAGE_ROWS)
        if turn == self._turn:
            self.model.append_rows(rows, has_more=len(rows) == PAGE_ROWS)

    async def _read_counts(self) -> None:
        turn, wanted = self._turn, self.wanted
        self._counts = await self.core.trainings.counts()
        total = sum(self._counts.by_status.values())
        matching = total if wanted == TrainingFilter() else await self.core.trainings.count(wanted)
        if turn == self._turn:
            self._matching = matching
            self._show_counts()

    def _mark_row(self) -> bool:
        """Mark the row of the training looked at; False if it is not held."""
        known = self.model.index_of(self.look.training_id)
        if known.isValid() and known.row() != self.table.currentIndex().row():
            self.table.pick_row(known.row())
        return known.isValid()

    def _after_rows(self) -> None:
        """Mark what is looked at, the first row if nothing is yet, and let clocks run where there are any."""
        if self.look.training_id is not None:
            self._mark_row()
        elif self._is_pane_wanted and self.model.rows:
            self.table.pick_row(0)
        self._tick_if_needed()

    def _look_at(self, training_id: str | None) -> None:
        if self._lingering not in (None, training_id):
            self.model.remove([self._lingering])
            self._lingering = None
        self.look.show_training(training_id)
        self._show_pane()

    def _show_pane(self) -> None:
        is_shown = self._is_pane_wanted and self.look.training_id is not None
        self.pane.setVisible(is_shown)
        self.look.set_seen(is_shown and self.isVisible())

    def _show_filter(self) -> None:
        """Let the chips and the field say what the table is narrowed by."""
        keys = {key for key, statuses in STATUSES.items() if statuses <= self.wanted.statuses}
        if "running" in keys:
            keys -= {"waiting", "unknown"}
        self.filters.set_toggled(keys if self.wanted.statuses else {ALL})
        since = self.wanted.failed_since
        chip = FilterChip(key=FAILED_TODAY, text=self.tr("failed today"))
        self.filters.set_chips([chip] if since else [])
        if self.filters.box.text().strip() != self.wanted.text:
            self.filters.box.set_text_silently(self.wanted.text)
        if self.wanted == TrainingFilter():
            self.table.empty.set_words(self.tr("No training yet."), self.tr("New training"))
        else:
            self.table.empty.set_words(self.tr("No training matches the filter."), self.tr("Show all"))

    def _show_counts(self) -> None:
        if self._counts is None:
            return
        counts = self._counts
        self.head.set_counts(
            [
                CountLink(key="running", text=self.tr("%n running", "", counts.running)),
                CountLink(key="waiting", text=self.tr("%n waiting", "", counts.waiting)),
                CountLink(key=FAILED_TODAY, text=self.tr("%n failed today", "", counts.failed_today)),
                CountLink(
                    key="held", text=self.tr("{amount} held").format(amount=formats.stars(counts.held.held))
                ),
            ]
        )
        total = formats.count(sum(counts.by_status.values()))
        shown = self.tr("{shown} of {all}").format(shown=formats.count(self._matching), all=total)
        self.filters.set_total(total if self.wanted == TrainingFilter() else shown)
        self.bulk.retell()

    def _tick_if_needed(self) -> None:
        if self.isVisible() and self.model.has_clocks:
            self._ticks.start()
        else:
            self._ticks.stop()

    def _build(self) -> None:
        self.head.add_right(self.search)
        self.head.add_right(self.new_training)
        self.table.setModel(self.model)
        self.table.set_widths([column.width for column in self.model.columns], spare=self.model.spare)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.pane.hide()
        for widget in (self.head, self.filters):
            self.body.addWidget(widget)
        self.body.addWidget(beside(self.table, self.pane, DETAILS_WIDTH), 1)
        self.bulk = BulkDesk(
            self, self.table, self.model, wanted=lambda: self.wanted, matching=lambda: self._matching
        )
        self.body.addWidget(self.bulk.bar)
        self.table.setFocus()

    def _connect(self) -> None:
        self.new_training.clicked.connect(self.new_training_wanted)
        self.head.count_picked.connect(self._on_count_picked)
        self.search.text_settled.connect(self._on_search_settled)
        self.filters.text_settled.connect(self._on_filter_settled)
        self.filters.toggled.connect(self._on_toggled)
        self.filters.chip_removed.connect(self._on_chip_removed)
        for box in (self.search, self.filters.box):
            box.left_down.connect(self.table.setFocus)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.table.row_picked.connect(self._on_row_picked)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.clicked.connect(self._on_row_clicked)
        self.table.customContextMenuRequested.connect(self._on_menu_wanted)
        self.table.empty.action_picked.connect(self._on_empty_action_picked)
        self.desk.closed.connect(self._on_pane_closed)
        self.desk.attempt_wanted.connect(self.attempt_wanted)
        self._ticks.timeout.connect(self.model.tick)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._on_copy_wanted)

    def _on_count_picked(self, key: str) -> None:
        if key == FAILED_TODAY:
            self.show_only(TrainingFilter(failed_since=midnight(self.core.clock.now())))
        else:
            self.show_only(TrainingFilter(statuses=_statuses(LINKS[key])))

    def _on_search_settled(self, text: str) -> None:
        self.show_only(TrainingFilter(text=text))

    def _on_filter_settled(self, text: str) -> None:
        self.show_only(replace(self.wanted, text=text))

    def _on_toggled(self, keys: frozenset[str]) -> None:
        is_all = not keys or (ALL in keys and bool(self.wanted.statuses))
        self.show_only(replace(self.wanted, statuses=frozenset() if is_all else _statuses(keys - {ALL})))
        self._show_filter()

    def _on_chip_removed(self, _key: str) -> None:
        self.show_only(replace(self.wanted, failed_since=None))

    def _on_empty_action_picked(self) -> None:
        if self.wanted == TrainingFilter():
            self.new_training_wanted.emit()
        else:
            self.search.set_text_silently("")
            self.show_only(TrainingFilter())

    def _on_more_wanted(self) -> None:
        self.tasks.start(self._read_more(), ("more", self._turn))

    def _on_row_picked(self, row: int) -> None:
        if row >= 0 and self._is_pane_wanted:
            self._look_at(self.model.row_at(row).id)

    def _on_row_opened(self, row: int) -> None:
        self._is_pane_wanted = True
        self._look_at(self.model.row_at(row).id)

    def _on_row_clicked(self) -> None:
        self._on_row_opened(self.table.currentIndex().row())

    def _on_pane_closed(self) -> None:
        self._is_pane_wanted = False
        self._look_at(None)
        self.table.setFocus()

    def _on_menu_wanted(self, spot: QPoint) -> None:
        index = self.table.indexAt(spot)
        if index.isValid():
            where = self.table.viewport().mapToGlobal(spot)
            self.tasks.start(self.desk.open_menu(self.model.row_at(index.row()).id, where), "menu")

    def _on_copy_wanted(self) -> None:
        ids = [self.model.row_at(row).id for row in self.table.picked_rows()]
        if ids:
            deeds.copy(self, "\n".join(ids), self.tr("%n id(s)", "", len(ids)))

    @override
    def translate(self) -> None:
        self.head.set_title(self.tr("Trainings"))
        self.search.set_placeholder(self.tr("Find any training: id, @name, model, word"))
        self.new_training.setText(self.tr("New training"))
        self.filters.box.set_placeholder(self.tr("Filter"))
        self.filters.set_toggles(
            [
                FilterChip(key=ALL, text=self.tr("All")),
                FilterChip(key="running", text=self.tr("Running")),
                FilterChip(key="waiting", text=self.tr("Waiting")),
                FilterChip(key="unknown", text=self.tr("Unknown")),
                FilterChip(key="succeeded", text=self.tr("Succeeded")),
                FilterChip(key="failed", text=self.tr("Failed")),
                FilterChip(key="canceled", text=self.tr("Cancelled")),
            ]
        )
        self.table.setAccessibleName(self.tr("Trainings"))
        self.model.refresh_texts()
        self._show_filter()
        self._show_counts()
        self.bulk.retell()
        self.desk.retell()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Refresh):
            self.reread()
        elif event.key() == Qt.Key.Key_Escape and not self.table.hasFocus():
            self.table.setFocus()
        elif event.key() == Qt.Key.Key_Escape and self.pane.isVisible():
            self._on_pane_closed()
        else:
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_pane()
        self._tick_if_needed()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.look.set_seen(False)
        self._ticks.stop()


def _is_whole(change: Change) -> bool:
    return change.kind == "everything" or (change.kind == "training" and not change.ids)


def _statuses(keys: Iterable[str]) -> frozenset[Status]:
    return frozenset().union(*(STATUSES[key] for key in keys))
