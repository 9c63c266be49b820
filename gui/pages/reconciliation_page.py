"""Reconciliation: the comparisons made, what the one picked found, and a difference's details."""

from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.differences import RANKS, Difference, DifferenceKind, DifferenceState, Run
from core.events import Change
from gui import formats
from gui.actions import reconciliation as deeds
from gui.actions.difference_look import FOR_A_PERSON, DifferenceLook
from gui.models import difference_words
from gui.models.differences_model import DifferencesModel, RunsModel, filter_words
from gui.models.paged_rows import PagedRows
from gui.widgets.buttons import BusyButton
from gui.widgets.choice_filters import ChoiceFilters
from gui.widgets.difference_pane import DifferencePane
from gui.widgets.drop_zone import local_paths
from gui.widgets.filter_bar import FilterBar, FilterChip
from gui.widgets.page import GAP, Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.table import Table

RUNS_WIDTH, DETAILS_WIDTH = 252, 392
ALL = "all"
_COMPARE, _DO_ALL = "compare", "do all"
Key = tuple[int, str]


class ReconciliationPage(Page):
    """Our books against a provider's.

    Signals:
        payment_picked, invoice_picked: another page is to show it; carries the id.
    """

    payment_picked = Signal(object)
    invoice_picked = Signal(object)

    follows = frozenset({"reconciliation"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self.run: Run | None = None
        self.state: DifferenceState | None = DifferenceState.OPEN
        self.kind: DifferenceKind | None = None
        self._kinds: list[tuple[DifferenceKind, int, int]] = []
        self._numbers = count(1)
        self.head = PageHead()
        self.compare = BusyButton(self.tasks, _COMPARE, kind="primary", icon="plus")
        self.do_picked = BusyButton(self.tasks, _DO_ALL, icon="check")
        self.filters = FilterBar()
        self.choices = ChoiceFilters(["kind"])
        self.runs = RunsModel(core.clock.now, self)
        self.model = DifferencesModel(self)
        self.runs_table = Table()
        self.table = Table()
        self.pane = DifferencePane(self.tasks)
        self.look = DifferenceLook(self, self.pane)
        self._run_list = PagedRows(self.runs, key=lambda run: run.id)
        self._list = PagedRows(self.model, key=lambda row: (RANKS[row.kind], row.id))
        self._build()
        self._connect()
        self.translate()
        self._run_list.look_at(self._read_runs)

    def compare_with(self, file: Path | None = None) -> None:
        """Ask with what to compare, `file` chosen already if given, and compare."""
        if not deeds.obstacle(self.core):
            self.tasks.start(self._compare(file), _COMPARE)

    def show_run(self, run: Run) -> None:
        """Show what a run found: first what is open."""
        self.run, self.kind, self.state = run, None, DifferenceState.OPEN
        self.look.close()
        self._read_anew()

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read the runs, the differences and the one looked at again."""
        self.runs_table.set_loading(True)
        try:
            await self._run_list.reread()
        finally:
            self.runs_table.set_loading(False)
        if self.run is None and self.runs.rows:
            self.run = self.runs.rows[0]
            self._list.look_at(self._read_page)
        await self._read_table()
        await self.look.read()

    async def _read_table(self) -> None:
        if self.run is None:
            self._show_counts()
            return
        self.table.set_loading(True)
        try:
            self.run = await self.core.reconcile.run(self.run.id)
            self._kinds = await self.core.reconcile.kinds(self.run.id)
            is_newest = await self._list.reread()
        finally:
            self.table.set_loading(False)
        if is_newest:
            self._show_counts()
            self._mark_rows()

    async def _read_runs(self, before_id: str | None, limit: int) -> list[Run]:
        return await self.core.reconcile.runs(before_id, limit)

    async def _read_page(self, after: Key | None, limit: int) -> list[Difference]:
        if self.run is None:
            return []
        return await self.core.reconcile.differences(
            self.run.id, kind=self.kind, state=self.state, after=after, limit=limit
        )

    async def _compare(self, file: Path | None) -> None:
        run = await deeds.compare(self, self.core, file=file)
        if run is not None:
            self.said.emit(deeds.compared_said(run))
            self.show_run(run)

    async def _do_all(self, found: list[Difference]) -> None:
        said = await deeds.do_all(self, self.core, found, self.said.emit)
        if said:
            self.said.emit(said)

    def _read_anew(self) -> None:
        self._list.look_at(self._read_page)
        self._show_filter()
        self.tasks.start(self._read_table(), ("list", next(self._numbers)))

    # -- building ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head.add_right(self.compare)
        self.filters.box.hide()
        self.filters.add_right(self.choices)
        self.filters.add_right(self.do_picked)
        self.runs_table.setModel(self.runs)
        self.runs_table.set_widths([column.width for column in self.runs.columns])
        self.table.setModel(self.model)
        self.table.set_widths([column.width for column in self.model.columns], spare=self.model.spare)
        self.pane.hide()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.runs_table, self.table, self.pane):
            splitter.addWidget(widget)
        splitter.setHandleWidth(GAP)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setStretchFactor(2, 0)
        splitter.setSizes([RUNS_WIDTH, 10 * DETAILS_WIDTH, DETAILS_WIDTH])
        for part in (self.head, self.filters):
            self.body.addWidget(part)
        self.body.addWidget(splitter, 1)
        self.table.setFocus()

    def _connect(self) -> None:
        self.compare.clicked.connect(self._on_compare_clicked)
        self.do_picked.clicked.connect(self._on_do_picked_clicked)
        self.filters.toggled.connect(self._on_toggled)
        self.choices.chosen.connect(self._on_chosen)
        self.runs.more_wanted.connect(self._on_more_runs)
        self.runs_table.row_picked.connect(self._on_run_picked)
        self.runs_table.empty.action_picked.connect(self._on_compare_clicked)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.table.row_picked.connect(self._on_row_picked)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.clicked.connect(self._on_row_clicked)
        self.table.selectionModel().selectionChanged.connect(self._offer_picked)
        self.pane.close_picked.connect(self._on_pane_closed)
        self.look.payment_picked.connect(self.payment_picked)
        self.look.invoice_picked.connect(self.invoice_picked)

    # -- showing -------------------------------------------------------------------------------------------

    def _mark_rows(self) -> None:
        if self.run is not None:
            index = self.runs.index_of(self.run.id)
            if index.isValid() and self.runs_table.currentIndex().row() != index.row():
                self.runs_table.pick_row(index.row())
        if self.look.found is None:
            return
        index = self.model.index_of(self.look.found.id)
        if index.isValid():
            if self.table.currentIndex().row() != index.row():
                self.table.pick_row(index.row())
        elif self.model.rows and not self.tasks.running(_DO_ALL):
            self.table.pick_row(0)  # what was looked at is decided: here is the next

    def _show_filter(self) -> None:
        self.filters.set_toggled({self.state.value if self.state else ALL})
        if self.run is None:
            self.table.empty.set_words(self.tr("Pick a comparison, or make one."))
        elif self.run.status == "done" and not self.run.differences:
            self.table.empty.set_words(self.tr("No difference: both books say the same."))
        else:
            self.table.empty.set_words(self.tr("No difference of this kind."))

    def _show_counts(self) -> None:
        self.runs_table.empty.set_words(self.tr("Nothing was compared yet."), self.tr("Compare"))
        self._show_filter()
        self._offer_picked()
        if self.run is None:
            self.head.set_counts([])
            return
        run = self.run
        matched = self.tr("{matched} of {all} lines agree")
        words = matched.format(matched=formats.count(run.matched), all=formats.count(run.lines))
        self.head.set_counts(
            [
                CountLink(text=difference_words.run_word(run)),
                CountLink(text=words),
                CountLink(text=difference_words.run_state(run)),
            ]
        )
        self._name_choices()
        self.choices.set_values({"kind": self.kind.value if self.kind else ""})
        self.filters.set_total(formats.count(run.differences))

    def _name_choices(self) -> None:
        self.choices.set_choices(
            "kind", self.tr("Kind"), filter_words(self._kinds, self.tr("All kinds of difference"))
        )

    def _picked(self) -> list[Difference]:
        """Return what is ticked and can be done without a person looking."""
        rows = [self.model.row_at(place) for place in self.table.picked_rows()]
        return [row for row in rows if row.state is DifferenceState.OPEN and row.posting not in FOR_A_PERSON]

    def _offer_picked(self) -> None:
        number = len(self._picked())
        obstacle = deeds.obstacle(self.core)
        self.do_picked.setText(self.tr("Do the picked: %n", "", number))
        self.do_picked.setToolTip(
            obstacle or self.tr("Pick several lines with Shift or Ctrl; what is proposed is done for each")
        )
        self.do_picked.set_available(bool(number) and not obstacle)

    # -- what the operator touches -------------------------------------------------------------------------

    def _on_compare_clicked(self) -> None:
        self.compare_with()

    def _on_do_picked_clicked(self) -> None:
        self.tasks.start(self._do_all(self._picked()), _DO_ALL)

    def _on_toggled(self, keys: frozenset[str]) -> None:
        before = self.state.value if self.state else ALL
        pressed = next(iter(keys - {before}), before)
        self.state = None if pressed == ALL else DifferenceState(pressed)
        self._read_anew()

    def _on_chosen(self, values: dict[str, str]) -> None:
        self.kind = DifferenceKind(values["kind"]) if values["kind"] else None
        self._read_anew()

    def _on_more_runs(self) -> None:
        self.tasks.start(self._run_list.read_on(), "more runs")

    def _on_more_wanted(self) -> None:
        self.tasks.start(self._list.read_on(), "more")

    def _on_run_picked(self, row: int) -> None:
        if row >= 0 and (self.run is None or self.runs.row_at(row).id != self.run.id):
            self.show_run(self.runs.row_at(row))

    def _on_row_picked(self, row: int) -> None:
        if row >= 0 and (self.look.found is None or self.model.row_at(row).id != self.look.found.id):
            self.look.show_difference(self.model.row_at(row))

    def _on_row_opened(self, row: int) -> None:
        self.look.show_difference(self.model.row_at(row))

    def _on_row_clicked(self) -> None:
        self._on_row_opened(self.table.currentIndex().row())

    def _on_pane_closed(self) -> None:
        self.look.close()
        self.table.clearSelection()
        self.table.setFocus()

    @override
    def translate(self) -> None:
        self._name_choices()
        self.head.set_title(self.tr("Reconciliation"))
        self.compare.setText(self.tr("Compare"))
        may_not = deeds.obstacle(self.core)
        self.compare.set_available(not may_not)
        self.compare.setToolTip(may_not or self.tr("Ask a provider, or drop its statement on this page"))
        self.filters.set_toggles(
            [
                FilterChip(key=DifferenceState.OPEN.value, text=self.tr("Open")),
                FilterChip(key=DifferenceState.DONE.value, text=self.tr("Done")),
                FilterChip(key=DifferenceState.IGNORED.value, text=self.tr("Ignored")),
                FilterChip(key=ALL, text=self.tr("All")),
            ]
        )
        self.table.setAccessibleName(self.tr("Differences"))
        self.runs_table.setAccessibleName(self.tr("Comparisons"))
        self.runs.refresh_texts()
        self.model.refresh_texts()
        self._show_counts()
        self.look.retell()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pane.isVisible():
            self._on_pane_closed()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(local_paths(event.mimeData())) == 1 and not deeds.obstacle(self.core):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = local_paths(event.mimeData())
        if len(paths) == 1:
            event.acceptProposedAction()
            self.compare_with(paths[0])
