"""The inbox: the daily work list, quarantine first, everything that came in, and one line's details."""

from dataclasses import replace
from itertools import count
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.inbox import InboxCounts, InboxFilter, InboxLine, InboxSource, InboxVerdict, LineKind
from core.events import Change
from gui import formats
from gui.actions import inbox as deeds
from gui.actions.inbox_look import InboxLook
from gui.models import inbox_words, payment_words
from gui.models.inbox_model import InboxModel, ListedLine
from gui.models.paged_rows import PagedRows
from gui.widgets.buttons import BusyButton
from gui.widgets.choice_filters import ChoiceFilters
from gui.widgets.drop_zone import local_paths
from gui.widgets.filter_bar import FilterBar, FilterChip
from gui.widgets.inbox_pane import InboxPane
from gui.widgets.page import GAP, Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.search_box import SearchBox
from gui.widgets.table import Table

SEARCH_WIDTH = 340
DETAILS_WIDTH = 404
TODO, ALL, QUARANTINE = "todo", "all", "quarantine"
VERDICTS: dict[str, frozenset[InboxVerdict]] = {
    "refused": frozenset({InboxVerdict.REFUSED, InboxVerdict.CONFLICT}),
    "waiting": frozenset({InboxVerdict.LATER, InboxVerdict.RECEIVED}),
    "done": frozenset({InboxVerdict.DONE, InboxVerdict.DUPLICATE, InboxVerdict.IGNORED}),
}
FILTERS = ("provider", "source")
_ADD = "add"


class InboxPage(Page):
    """What came in.

    Signals:
        customer_picked, payment_picked, invoice_picked: another page is to show it; carries the id.
    """

    customer_picked = Signal(object)
    payment_picked = Signal(object)
    invoice_picked = Signal(object)

    follows = frozenset({"inbox", "payment", "refund"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self.mode = TODO
        self.wanted = InboxFilter()
        self._numbers = count(1)
        self._counts = InboxCounts()
        self._providers: list[str] = []
        self.head = PageHead()
        self.search = SearchBox(hint="Ctrl K", width=SEARCH_WIDTH)
        self.add = BusyButton(self.tasks, _ADD, kind="primary", icon="plus")
        self.filters = FilterBar()
        self.choices = ChoiceFilters(FILTERS)
        self.model = InboxModel(core.clock.now, self)
        self.table = Table()
        self.pane = InboxPane(self.tasks)
        self.look = InboxLook(self, self.pane)
        self._list = PagedRows(self.model, key=lambda row: row.key)
        self._build()
        self._connect()
        self._translate()
        self._list.look_at(self._read_page)

    def show_only(self, mode: str, wanted: InboxFilter) -> None:
        """Narrow the table; the first page of what matches is read at once."""
        self.mode, self.wanted = mode, wanted
        self._list.look_at(self._read_page, keep_rows=True)
        self._show_filter()
        self.tasks.start(self._read_table(), ("list", next(self._numbers)))

    def add_notice(self, file: Path | None = None) -> None:
        """Ask for a notice, or for what is missing about the one in `file`, and take it in."""
        if not deeds.obstacle(self.core):
            self.tasks.start(self._add(file), _ADD)

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read the list, the counts and the line looked at again."""
        if not self._providers:
            self._providers = [state.info.name for state in await self.core.provider_keys.states()]
            self._offer_choices()
        await self._read_table()
        await self.look.read()

    async def _read_table(self) -> None:
        self.table.set_loading(True)
        try:
            is_newest = await self._list.reread()
            self._counts = await self.core.inbox_list.counts()
        finally:
            self.table.set_loading(False)
        if is_newest:
            self._show_counts()
            self._mark_row()

    async def _read_page(self, before: str | None, limit: int) -> list[ListedLine]:
        listed, wanted = self.core.inbox_list, self.wanted
        if self.mode == TODO:
            return [ListedLine(key=key, line=line) for key, line in await listed.todo(wanted, before, limit)]
        if self.mode == QUARANTINE:
            lines = await listed.quarantine(wanted, before, limit)
        else:
            narrowed = replace(wanted, verdicts=VERDICTS.get(self.mode, frozenset()))
            lines = await listed.page(narrowed, before, limit)
        return [ListedLine(key=line.id, line=line) for line in lines]

    async def _add(self, file: Path | None) -> None:
        row = await deeds.add(self, self.core, file=file, provider=self.wanted.provider)
        if row is not None:
            self.said.emit(deeds.row_said(row))
            if row.verdict in VERDICTS["done"]:
                self.show_only(ALL, InboxFilter())

    # -- building ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head.add_right(self.search)
        self.head.add_right(self.add)
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
        self.table.setFocus()

    def _connect(self) -> None:
        self.head.count_picked.connect(self._on_mode_picked)
        self.search.text_settled.connect(self._on_searched)
        self.search.left_down.connect(self.table.setFocus)
        self.add.clicked.connect(self._on_add_clicked)
        self.filters.toggled.connect(self._on_toggled)
        self.choices.chosen.connect(self._on_chosen)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.table.row_picked.connect(self._on_row_picked)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.clicked.connect(self._on_row_clicked)
        self.table.empty.action_picked.connect(self._on_empty_action)
        self.pane.close_picked.connect(self._on_pane_closed)
        self.look.customer_picked.connect(self.customer_picked)
        self.look.payment_picked.connect(self.payment_picked)
        self.look.invoice_picked.connect(self.invoice_picked)

    # -- showing -------------------------------------------------------------------------------------------

    def _mark_row(self) -> None:
        """Keep the row of the line shown marked; one that was dealt with makes room for the next."""
        line = self.look.line
        if line is None:
            return
        index = self.model.index_of(f"{line.kind.value}:{line.id}")
        if index.isValid():
            if self.table.currentIndex().row() != index.row():
                self.table.pick_row(index.row())
            self.look.line = self.model.row_at(index.row()).line
        elif self.mode == TODO and self.model.rows:
            self.table.pick_row(0)
        elif self.mode == TODO:
            self.look.close()

    def _show_filter(self) -> None:
        self.filters.set_toggled({self.mode})
        is_plain = self.wanted == InboxFilter()
        if not is_plain:
            self.table.empty.set_words(self.tr("Nothing matches the filter."), self.tr("Show all"))
        elif self.mode == TODO:
            self.table.empty.set_words(self.tr("Nothing is to be done: all money has found its place."))
        else:
            self.table.empty.set_words(self.tr("Nothing is here."), self.tr("Add a notice"))

    def _show_counts(self) -> None:
        counts = self._counts
        links = [CountLink(key=QUARANTINE, text=self.tr("%n in quarantine", "", counts.quarantined))]
        if counts.conflicts or counts.refused:
            number = counts.conflicts + counts.refused
            links.append(CountLink(key="refused", text=self.tr("%n refused", "", number)))
        if counts.waiting:
            links.append(CountLink(key="waiting", text=self.tr("%n waiting", "", counts.waiting)))
        if counts.alarms:
            links.append(CountLink(key="refused", text=self.tr("%n alarm(s)", "", len(counts.alarms))))
        self.head.set_counts(links)
        self.filters.set_total(self.tr("{number} to do").format(number=formats.count(counts.todo)))

    def _offer_choices(self) -> None:
        names = [(name, payment_words.provider_word(name)) for name in self._providers]
        sources = [(one.value, inbox_words.source_word(one)) for one in InboxSource]
        self.choices.set_choices("provider", self.tr("Provider"), [("", self.tr("Any provider")), *names])
        self.choices.set_choices("source", self.tr("Source"), [("", self.tr("Any source")), *sources])

    # -- what the operator touches -------------------------------------------------------------------------

    def _on_mode_picked(self, key: str) -> None:
        self.show_only(key, self.wanted)

    def _on_toggled(self, keys: frozenset[str]) -> None:
        pressed = next(iter(keys - {self.mode}), TODO)
        self.show_only(pressed, self.wanted)

    def _on_searched(self, text: str) -> None:
        self.show_only(self.mode, replace(self.wanted, text=text))

    def _on_chosen(self, values: dict[str, str]) -> None:
        wanted = replace(self.wanted, provider=values["provider"], source=values["source"])
        self.show_only(self.mode, wanted)

    def _on_empty_action(self) -> None:
        if self.wanted == InboxFilter():
            self.add_notice()
            return
        self.search.set_text_silently("")
        self.choices.set_values(dict.fromkeys(FILTERS, ""))
        self.show_only(self.mode, InboxFilter())

    def _on_add_clicked(self) -> None:
        self.add_notice()

    def _on_more_wanted(self) -> None:
        self.tasks.start(self._list.read_on(), "more")

    def _on_row_picked(self, row: int) -> None:
        if row >= 0:
            self._look_at(self.model.row_at(row).line)

    def _on_row_opened(self, row: int) -> None:
        line = self.model.row_at(row).line
        if line.kind is LineKind.ALARM:
            self.choices.set_values({"provider": line.provider})
            self.show_only("refused", replace(self.wanted, provider=line.provider))
        else:
            self.look.show_line(line)

    def _on_row_clicked(self) -> None:
        self.look.show_line(self.model.row_at(self.table.currentIndex().row()).line)

    def _look_at(self, line: InboxLine) -> None:
        if line != self.look.line:
            self.look.show_line(line)

    def _on_pane_closed(self) -> None:
        self.look.close()
        self.table.clearSelection()
        self.table.setFocus()

    def _translate(self) -> None:
        self.head.set_title(self.tr("Inbox"))
        self.search.set_placeholder(self.tr("Find: id, invoice, customer, any word in it"))
        self.add.setText(self.tr("Add a notice"))
        may_not = deeds.obstacle(self.core)
        self.add.set_available(not may_not)
        self.add.setToolTip(may_not or self.tr("Paste a webhook, or drop its file on this page"))
        self.filters.set_toggles(
            [
                FilterChip(key=TODO, text=self.tr("To do")),
                FilterChip(key=ALL, text=self.tr("All")),
                FilterChip(key=QUARANTINE, text=self.tr("Quarantine")),
                FilterChip(key="refused", text=self.tr("Refused")),
                FilterChip(key="waiting", text=self.tr("Waiting")),
                FilterChip(key="done", text=self.tr("Done")),
            ]
        )
        self.table.setAccessibleName(self.tr("Inbox"))
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
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(local_paths(event.mimeData())) == 1 and not deeds.obstacle(self.core):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = local_paths(event.mimeData())
        if len(paths) == 1:
            event.acceptProposedAction()
            self.add_notice(paths[0])

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
