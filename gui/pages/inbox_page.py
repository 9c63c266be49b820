"""The inbox: the daily work list, quarantine first, everything that came in, and one line's details."""

from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.container import Core
from core.domain.inbox import InboxCounts, InboxFilter, InboxSource, InboxVerdict, LineKind
from core.events import Change
from gui import formats
from gui.actions import inbox as deeds
from gui.actions.inbox_look import InboxLook
from gui.list_page import ListPage
from gui.models import choice_words, inbox_words
from gui.models.inbox_model import InboxModel, ListedLine
from gui.widgets.buttons import BusyButton
from gui.widgets.drop_zone import local_paths
from gui.widgets.filter_bar import FilterChip
from gui.widgets.inbox_pane import InboxPane
from gui.widgets.page_head import CountLink

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


class InboxPage(ListPage[ListedLine, InboxFilter]):
    """What came in.

    Signals:
        customer_picked, payment_picked, invoice_picked: another page is to show it; carries the id.
    """

    customer_picked = Signal(object)
    payment_picked = Signal(object)
    invoice_picked = Signal(object)

    follows = frozenset({"inbox", "payment", "refund"})

    model: InboxModel
    pane: InboxPane

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, InboxFilter(), FILTERS, parent)
        self.setAcceptDrops(True)
        self.mode = TODO
        self._counts = InboxCounts()
        self._providers: list[str] = []
        self.add = BusyButton(self.tasks, _ADD, kind="primary", icon="plus")
        self.model = InboxModel(core.clock.now, self)
        self.pane = InboxPane(self.tasks)
        self.look = InboxLook(self, self.pane)
        self._join(key=lambda row: row.key, details_width=DETAILS_WIDTH)
        self._build()
        self._connect()
        self.translate()

    def show_mode(self, mode: str, wanted: InboxFilter) -> None:
        """Show another part of what came in, narrowed."""
        self.mode = mode
        self.show_only(wanted)

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

    @override
    async def _read_more(self) -> None:
        self._counts = await self.core.inbox_list.counts()

    @override
    async def _read_page(self, after: str | None, limit: int) -> list[ListedLine]:
        listed, wanted = self.core.inbox_list, self.wanted
        if self.mode == TODO:
            return [ListedLine(key=key, line=line) for key, line in await listed.todo(wanted, after, limit)]
        if self.mode == QUARANTINE:
            lines = await listed.quarantine(wanted, after, limit)
        else:
            narrowed = replace(wanted, verdicts=VERDICTS.get(self.mode, frozenset()))
            lines = await listed.page(narrowed, after, limit)
        return [ListedLine(key=line.id, line=line) for line in lines]

    async def _add(self, file: Path | None) -> None:
        row = await deeds.add(self, self.core, file=file, provider=self.wanted.provider)
        if row is not None:
            self.said.emit(deeds.row_said(row))
            if row.verdict in VERDICTS["done"]:
                self.show_mode(ALL, InboxFilter())

    # -- building ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head.add_right(self.add)
        self.filters.add_right(self.choices)
        for widget in (self.head, self.filters):
            self.body.addWidget(widget)
        self.body.addWidget(self.splitter, 1)
        self.table.setFocus()

    def _connect(self) -> None:
        self.head.count_picked.connect(self._on_mode_picked)
        self.add.clicked.connect(self._on_add_clicked)
        self.filters.toggled.connect(self._on_toggled)
        self.look.customer_picked.connect(self.customer_picked)
        self.look.payment_picked.connect(self.payment_picked)
        self.look.invoice_picked.connect(self.invoice_picked)

    # -- showing -------------------------------------------------------------------------------------------

    @override
    def _shown_key(self) -> Hashable:
        line = self.look.key
        return f"{line.kind.value}:{line.id}" if line is not None else None

    @override
    def _mark_row(self) -> None:
        """Keep the row of the line shown marked; one that was dealt with makes room for the next."""
        super()._mark_row()
        if self.look.key is None:
            return
        index = self.model.index_of(self._shown_key())
        if index.isValid():
            self.look.key = self.model.row_at(index.row()).line
        elif self.mode == TODO and self.model.rows:
            self.table.pick_row(0)
        elif self.mode == TODO:
            self.look.close()

    @override
    def _look_at(self, row: ListedLine) -> None:
        if row.line != self.look.key:
            self.look.show(row.line)

    @override
    def _open(self, row: ListedLine) -> None:
        line = row.line
        if line.kind is LineKind.ALARM:
            self.choices.set_values({"provider": line.provider})
            self.show_mode("refused", replace(self.wanted, provider=line.provider))
        else:
            self.look.show(line)

    @override
    def _look_away(self) -> None:
        self.look.close()

    @override
    def _fill_empty(self) -> None:
        self.add_notice()

    @override
    def _show_filter(self) -> None:
        self.filters.set_toggled({self.mode})
        is_plain = self.wanted == InboxFilter()
        if not is_plain:
            self.table.empty.set_words(self.tr("Nothing matches the filter."), self.tr("Show all"))
        elif self.mode == TODO:
            self.table.empty.set_words(self.tr("Nothing is to be done: all money has found its place."))
        else:
            self.table.empty.set_words(self.tr("Nothing is here."), self.tr("Add a notice"))

    @override
    def _show_read(self) -> None:
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
        sources = [(one.value, inbox_words.source_word(one)) for one in InboxSource]
        self.choices.set_choices("provider", *choice_words.provider_choices(self._providers))
        self.choices.set_choices("source", self.tr("Source"), [("", self.tr("Any source")), *sources])

    # -- what the operator touches -------------------------------------------------------------------------

    def _on_mode_picked(self, key: str) -> None:
        self.show_mode(key, self.wanted)

    def _on_toggled(self, keys: frozenset[str]) -> None:
        pressed = next(iter(keys - {self.mode}), TODO)
        self.show_mode(pressed, self.wanted)

    @override
    def _narrow(self, values: dict[str, str]) -> None:
        self.show_only(replace(self.wanted, provider=values["provider"], source=values["source"]))

    def _on_add_clicked(self) -> None:
        self.add_notice()

    @override
    def translate(self) -> None:
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
        self.look.retell()
        super().translate()

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
