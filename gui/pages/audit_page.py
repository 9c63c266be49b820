"""The audit log: who did what, found by anything, each deed with what it changed; and whether it is whole."""

from collections.abc import Collection, Hashable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.container import Core
from core.domain.audit_log import AuditFilter, AuditRow
from core.domain.people import Permission
from core.events import Change
from gui import dialogs, formats
from gui.list_page import ListPage
from gui.models import choice_words
from gui.models.audit_model import AuditModel, deed_facts, subject_text
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.chain_card import CHECK_CHAIN, ChainCard
from gui.widgets.details_pane import DetailsPane
from gui.widgets.fact_rows import FactRows
from gui.widgets.filter_bar import FilterChip
from gui.widgets.scrolled import scrolled

DETAILS_WIDTH = 440
FILTERS = ("actor", "action", "time")
_EXPORT = "export"
_SUBJECT = "subject"


class AuditPage(ListPage[AuditRow, AuditFilter]):
    """Deeds, newest first.

    Signals:
        subject_picked: what a deed was done to is to be shown; carries its kind and its id.
    """

    subject_picked = Signal(str, str)

    follows = frozenset(
        {"audit", "ledger", "customer", "training", "operator", "payment", "invoice", "refund", "outbox"}
    )

    model: AuditModel

    def __init__(self, core: Core, shown_kinds: Collection[str] = (), parent: QWidget | None = None) -> None:
        """Build the page; subjects of `shown_kinds` have a page of their own to go to."""
        super().__init__(core, AuditFilter(), FILTERS, parent)
        self._shown_kinds = frozenset(shown_kinds)
        self._row: AuditRow | None = None
        self.export_button = BusyButton(self.tasks, _EXPORT, icon="download-simple")
        self.chain = ChainCard(core, self.tasks)
        self.model = AuditModel(core.clock.now, self)
        self.pane = DetailsPane()
        self.facts = FactRows()
        self.same = Button(icon="funnel")
        self._join(key=lambda row: row.seq, details_width=DETAILS_WIDTH)
        self._build()
        self._connect()
        self.translate()

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read the newest deeds and the names to choose from."""
        self.export_button.set_available(self.core.operator.may(Permission.EXPORT_AUDIT))
        await self._read_table()
        actors, actions = await self.core.audit.actors(), await self.core.audit.actions()
        self.choices.set_choices(
            "actor", self.tr("Who"), [("", self.tr("Anybody")), *((one, one) for one in actors)]
        )
        self.choices.set_choices(
            "action", self.tr("Deed"), [("", self.tr("Any deed")), *((one, one) for one in actions)]
        )
        self.choices.set_values({"actor": self.wanted.actor, "action": self.wanted.action})
        self.chain.show_state()

    @override
    async def _read_page(self, after: int | None, limit: int) -> list[AuditRow]:
        return await self.core.audit.page(self.wanted, before_seq=after, limit=limit)

    # -- building ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head.add_right(self.export_button)
        self.filters.add_right(self.choices)
        self.pane.add_tab("deed", "", scrolled(self.facts))
        self.pane.add_action(self.same)
        for widget in (self.head, self.chain, self.filters):
            self.body.addWidget(widget)
        self.body.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.export_button.clicked.connect(self._on_export_clicked)
        self.chain.check_wanted.connect(self._on_check_wanted)
        self.filters.chip_removed.connect(self._on_chip_removed)
        self.facts.copied.connect(self._on_copied)
        self.pane.copy_picked.connect(self._on_copy_picked)
        self.same.clicked.connect(self._on_only_subject)
        self.pane.open_picked.connect(self._on_open_picked)

    # -- deeds ---------------------------------------------------------------------------------------------

    async def _check(self) -> None:
        report = None
        try:
            report = await self.core.audit.check(self.chain.show_progress)
        finally:
            self.chain.show_report(report)
        if report.faults:
            text = self.tr(
                "The log was tampered with, or was written without its key for a while. Nothing was changed. "
                "Keep the file and its backups, and show this to whoever answers for the money."
            )
            details = self.chain.fault_lines(report)
            await dialogs.tell(self, self.tr("The audit log is not whole"), text, details=details)
        else:
            rows = formats.count(report.rows)
            self.said.emit(self.tr("All {rows} rows of the log are as they were written.").format(rows=rows))

    async def _export(self) -> None:
        day = f"{self.core.clock.now().astimezone():%Y-%m-%d}"
        target = await dialogs.save_file(
            self, self.tr("Export the log"), Path.home() / f"audit-{day}.csv", "CSV (*.csv)"
        )
        if target is not None:
            rows = await self.core.audit.export(target, self.wanted, self.core.operator)
            self.said.emit(self.tr("%n row(s) are in {file}.", "", rows).format(file=target.name))

    # -- showing -------------------------------------------------------------------------------------------

    def _show_row(self, row: AuditRow) -> None:
        self._row = row
        self.pane.set_head(row.action, f"{row.actor} · {subject_text(row)}")
        self.facts.set_groups(deed_facts(row))
        is_openable = row.subject_kind in self._shown_kinds
        words = self.tr("Show it on its page") if is_openable else self.tr("It has no page of its own")
        self.pane.set_openable(is_openable, words)
        self._show_pane(True)

    def _show_pane(self, is_shown: bool) -> None:
        """Show or hide the details; the table leaves out what they say anyway."""
        self.pane.setVisible(is_shown)
        keys = [column.key for column in self.model.columns]
        self.table.setColumnHidden(keys.index("reason"), is_shown)

    @override
    def _show_read(self) -> None:
        is_whole = bool(self.model.rows) and self.wanted == AuditFilter()
        self.filters.set_total(self.tr("%n row(s)", "", self.model.rows[0].seq) if is_whole else "")

    @override
    def _show_filter(self) -> None:
        chips = []
        if self.wanted.subject_id:
            text = f"{self.wanted.subject_kind} {self.wanted.subject_id}"
            chips.append(FilterChip(key=_SUBJECT, text=text))
        self.filters.set_chips(chips)
        self.choices.set_values({"actor": self.wanted.actor, "action": self.wanted.action})

    @override
    def _shown_key(self) -> Hashable:
        return self._row.seq if self._row is not None else None

    @override
    def _look_at(self, row: AuditRow) -> None:
        self._show_row(row)

    @override
    def _open(self, row: AuditRow) -> None:
        self._show_row(row)
        self._on_open_picked()

    @override
    def _look_away(self) -> None:
        self._row = None
        self._show_pane(False)

    # -- what the operator touches -------------------------------------------------------------------------

    @override
    def _narrow(self, values: dict[str, str]) -> None:
        since = choice_words.since(values["time"], self.core.clock.now())
        self.show_only(replace(self.wanted, actor=values["actor"], action=values["action"], since=since))

    def _on_chip_removed(self, key: str) -> None:
        if key == _SUBJECT:
            self.show_only(replace(self.wanted, subject_kind="", subject_id=""))

    def _on_copy_picked(self) -> None:
        if self._row is not None:
            QGuiApplication.clipboard().setText(self._row.subject_id)
            self._on_copied(subject_text(self._row))

    def _on_only_subject(self) -> None:
        if self._row is not None:
            kind, ident = self._row.subject_kind, self._row.subject_id
            self.show_only(replace(self.wanted, subject_kind=kind, subject_id=ident))

    def _on_open_picked(self) -> None:
        row = self._row
        if row is not None and row.subject_kind in self._shown_kinds:
            self.subject_picked.emit(row.subject_kind, row.subject_id)

    def _on_copied(self, label: str) -> None:
        self.said.emit(self.tr("Copied: {label}").format(label=label))

    def _on_check_wanted(self) -> None:
        self.tasks.start(self._check(), CHECK_CHAIN)

    def _on_export_clicked(self) -> None:
        self.tasks.start(self._export(), _EXPORT)

    @override
    def translate(self) -> None:
        self.head.set_title(self.tr("Audit"))
        self.search.set_placeholder(self.tr("Find: a word of a reason, an id, an amount"))
        self.export_button.setText(self.tr("Export"))
        self.export_button.setToolTip(
            self.tr("Write what is found to a CSV file, with the head of the chain")
        )
        self.table.setAccessibleName(self.tr("Audit"))
        self.table.empty.set_words(self.tr("No deed matches the filter."), self.tr("Show all"))
        self.pane.set_tab_title("deed", self.tr("Deed"))
        self.same.setText(self.tr("Everything done to this"))
        self.choices.set_choices("time", *choice_words.time_choices())
        super().translate()
        if self._row is not None:
            self._show_row(self._row)
