"""The overview: the figures of the day, the health of everything outside the window, the latest failures."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.ledger import Finding
from core.domain.trainings import AT_PROVIDER, RUNNING, Status, TrainingFilter, TrainingRow
from core.events import Change
from gui import dialogs, formats, texts
from gui.actions import settings as deeds
from gui.models import shell_status
from gui.models.rows_model import ITEM_ROLE, Column, RowsModel
from gui.models.shell_status import ShellFacts
from gui.models.trainings_model import TrainingsModel, stars_cell
from gui.theme import Tone
from gui.widgets.buttons import BusyButton, Button, IconButton
from gui.widgets.card import Card, FigureCard
from gui.widgets.cells import Plain, TwoTone
from gui.widgets.health import HealthRow
from gui.widgets.labels import Caption
from gui.widgets.page import Page
from gui.widgets.page_head import PageHead
from gui.widgets.table import HEADER_HEIGHT, ROW_HEIGHT, Table

FAILURES_SHOWN = 8
RUNNING_SHOWN = 5
WIDE_PX = 1100
"""From this width on all figures stand in one line."""
LEAST_ROWS = 2
"""How many rows of a table a low window still shows; the others are scrolled to."""
TICK_MS = 1000
TABLE_FRAME = 4
"""Border and padding of a table, above and below its rows together."""
LEAST_FREE_BYTES = 2 * 1024**3
"""Below this much free disk the weights of a few trainings may not fit."""

_FAILED = frozenset({Status.FAILED, Status.ABORTED})
_WAITING = frozenset({Status.SUBMITTING, Status.UNKNOWN})
_FIGURES = ("running", "waiting", "failed", "held", "customers", "outbox")
"""The figures from left to right."""
_RUNNING_COLUMNS = frozenset({"status", "customer", "progress", "stars"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    shell: ShellFacts
    running: list[TrainingRow]
    failures: list[TrainingRow]
    free_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """What the last check of the database found, and when."""

    at: datetime
    findings: list[Finding]


class _LeadCard(FigureCard):
    """A figure with a way to the page that tells more."""

    picked = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._lead = IconButton("arrow-right", "", tint="faint")
        self._lead.setFixedSize(22, 22)
        self._lead.clicked.connect(self._on_clicked)
        self.add_to_head(self._lead)

    def set_words(self, caption: str, lead: str) -> None:
        self.set_caption(caption)
        self._lead.set_name(lead)

    def _on_clicked(self) -> None:
        self.picked.emit(self._key)


class OverviewPage(Page):
    """The first page.

    Signals:
        training_picked: a failure was opened; carries the training's id.
        trainings_wanted: a figure leads to trainings; carries the TrainingFilter that counts them.
        page_wanted: a figure leads to another page; carries its key.
    """

    training_picked = Signal(str)
    trainings_wanted = Signal(object)
    page_wanted = Signal(str)

    follows = frozenset({"training", "ledger", "outbox", "gate", "sync"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self._facts: _Facts | None = None
        self._verdict: _Verdict | None = None
        self._figure_columns = 0
        self._head = PageHead()
        self.body.addWidget(self._head)
        self.body.addLayout(self._build_figures())
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(self._build_tables(), 8)
        columns.addLayout(self._build_health(), 5)
        self.body.addLayout(columns, 1)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self._on_tick)
        self._ticks.start()
        self._retranslate()

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        core = self.core
        self._facts = _Facts(
            shell=await shell_status.read_facts(core),
            running=await core.trainings.page(TrainingFilter(statuses=RUNNING), limit=RUNNING_SHOWN),
            failures=await core.trainings.page(TrainingFilter(statuses=_FAILED), limit=FAILURES_SHOWN),
            free_bytes=shutil.disk_usage(core.paths.data_dir).free,
        )
        self._show()

    def _build_figures(self) -> QGridLayout:
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._figures = {key: _LeadCard(key) for key in _FIGURES}
        for card in self._figures.values():
            card.picked.connect(self._on_figure_picked)
        self._place_figures(len(_FIGURES))
        return self._grid

    def _place_figures(self, columns: int) -> None:
        if columns == self._figure_columns:
            return
        self._figure_columns = columns
        for place, card in enumerate(self._figures.values()):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(len(_FIGURES)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _build_tables(self) -> QVBoxLayout:
        self._running_caption, self._failures_caption = Caption(), Caption()
        self._running_table, self._failures_table = Table(), Table()
        self._running = TrainingsModel(self.core.clock, self)
        self._failures = RowsModel(self._failure_columns(), _id_of, self)
        for table, model, rows in (
            (self._running_table, self._running, RUNNING_SHOWN),
            (self._failures_table, self._failures, FAILURES_SHOWN),
        ):
            table.setModel(model)
            table.set_widths([column.width for column in model.columns])
            table.setMinimumHeight(HEADER_HEIGHT + LEAST_ROWS * ROW_HEIGHT)
            table.setMaximumHeight(HEADER_HEIGHT + rows * ROW_HEIGHT + TABLE_FRAME)
            table.clicked.connect(self._on_clicked)
            table.row_opened.connect(partial(self._open, model))
        for place, shown in enumerate(self._running.columns):
            self._running_table.setColumnHidden(place, shown.key not in _RUNNING_COLUMNS)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self._running_caption)
        column.addWidget(self._running_table, RUNNING_SHOWN)
        column.addSpacing(8)
        column.addWidget(self._failures_caption)
        column.addWidget(self._failures_table, FAILURES_SHOWN)
        column.addStretch(0)
        return column

    def _build_health(self) -> QVBoxLayout:
        card = Card(flat=False)
        card.body.setSpacing(16)
        self._token, self._database = HealthRow(), HealthRow()
        self._sync, self._weights = HealthRow(), HealthRow()
        self._check_gate = BusyButton(self.tasks, "gate")
        self._check_gate.clicked.connect(self._on_check_gate_clicked)
        self._token.add(self._check_gate)
        self._check_database = BusyButton(self.tasks, "verify")
        self._check_database.clicked.connect(self._on_check_database_clicked)
        self._database.add(self._check_database)
        self._open_folder = Button()
        self._open_folder.clicked.connect(self._on_open_folder_clicked)
        self._weights.add(self._open_folder)
        for row in (self._token, self._sync, self._database, self._weights):
            card.add(row)
        column = QVBoxLayout()
        column.setSpacing(8)
        self._health_caption = Caption()
        column.addWidget(self._health_caption)
        column.addWidget(card)
        column.addStretch(1)
        return column

    def _failure_columns(self) -> tuple[Column[TrainingRow], ...]:
        return (
            Column(
                key="customer",
                title=lambda: self.tr("Customer"),
                text=lambda row: row.customer_name,
                cell=lambda row: TwoTone(row.customer_name, f"@{row.username}" if row.username else ""),
                width=210,
            ),
            Column(
                key="why",
                title=lambda: self.tr("Why"),
                text=lambda row: texts.failure_headline(row.failure_class),
                cell=lambda row: Plain(texts.failure_headline(row.failure_class), "bad"),
                tooltip=lambda row: texts.failure_remedy(row.failure_class),
            ),
            Column(
                key="stars",
                title=lambda: self.tr("Stars"),
                text=lambda row: formats.stars_number(row.price),
                cell=stars_cell,
                align=Qt.AlignmentFlag.AlignRight,
                width=104,
            ),
            Column(
                key="when",
                title=lambda: self.tr("When"),
                text=lambda row: formats.short_moment(
                    row.completed_at or row.created_at, self.core.clock.now()
                ),
                tooltip=lambda row: formats.full_moment(row.completed_at or row.created_at),
                align=Qt.AlignmentFlag.AlignRight,
                width=136,
            ),
        )

    def _show(self) -> None:
        if self._facts is None:
            return
        self._show_figures(self._facts)
        self._show_health(self._facts)
        self._running.set_rows(self._facts.running)
        self._failures.set_rows(self._facts.failures)

    def _show_figures(self, facts: _Facts) -> None:
        counts, outbox = facts.shell.counts, facts.shell.outbox
        at_replicate = counts.running - counts.waiting
        figures = {
            "running": (formats.count(counts.running), self.tr("%n at Replicate", "", at_replicate)),
            "waiting": (formats.count(counts.waiting), self.tr("not yet at Replicate")),
            "failed": (formats.count(counts.failed_today), self.tr("their stars went back")),
            "held": (formats.stars(counts.held.held), self.tr("until the trainings end")),
            "customers": (formats.stars(counts.held.customers), self.tr("all customers together")),
            "outbox": (
                formats.count(outbox.waiting + outbox.failed),
                self.tr("%n failed", "", outbox.failed) if outbox.failed else self.tr("messages to send"),
            ),
        }
        for key, (figure, second) in figures.items():
            self._figures[key].set_figure(figure, second)

    def _show_health(self, facts: _Facts) -> None:
        gate = self.core.gate.state
        words = shell_status.account_words(gate, is_sandbox=self.core.settings.is_sandbox)
        trouble = shell_status.gate_words(gate, self.core.clock.now())
        self._token.set_state(shell_status.account_tone(gate), f"{words}\n{trouble}" if trouble else words)
        last_look = self.core.watch.last_look
        if last_look is None:
            self._sync.set_state(Tone.MUTE, shell_status.sync_words(None, self.core.clock.now()))
        else:
            moment = formats.short_moment(last_look, self.core.clock.now())
            self._sync.set_state(Tone.OK, self.tr("Last looked at {time}").format(time=moment))
        self._show_database(facts)
        free = formats.byte_size(facts.free_bytes)
        tone = Tone.WARN if facts.free_bytes < LEAST_FREE_BYTES else Tone.OK
        room = self.tr("{size} free").format(size=free)
        self._weights.set_state(tone, f"{self.core.paths.weights_dir}\n{room}")

    def _show_database(self, facts: _Facts) -> None:
        size = formats.byte_size(facts.shell.database_bytes)
        lines = [str(self.core.paths.database_file), size]
        tone = Tone.OK
        if self._verdict is not None:
            moment = formats.short_moment(self._verdict.at, self.core.clock.now())
            number = len(self._verdict.findings)
            tone = Tone.BAD if number else Tone.OK
            if number:
                lines.append(self.tr("Checked {time}: %n finding(s)", "", number).format(time=moment))
            else:
                lines.append(self.tr("Checked {time}: every rule holds").format(time=moment))
        self._database.set_state(tone, "\n".join(lines))

    def _on_check_gate_clicked(self) -> None:
        self.tasks.start(self._check_token(), "gate")

    async def _check_token(self) -> None:
        self.said.emit(await deeds.check_gate(self.core))

    def _on_check_database_clicked(self) -> None:
        self.tasks.start(self._verify(), "verify")

    async def _verify(self) -> None:
        findings = await deeds.verify(self.core)
        self._verdict = _Verdict(at=self.core.clock.now(), findings=findings)
        self._show()
        if findings:
            details = "\n".join(f"{one.rule}: {one.subject}: {one.detail}" for one in findings)
            text = self.tr(
                "The database breaks its own rules. Nothing was changed; send this to the developers."
            )
            await dialogs.tell(self, self.tr("Findings"), text, details=details)
        else:
            self.said.emit(self.tr("Every rule of the database holds."))

    def _on_open_folder_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.core.paths.weights_dir)))

    def _on_figure_picked(self, key: str) -> None:
        midnight = self.core.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
        filters = {
            "running": TrainingFilter(statuses=AT_PROVIDER),
            "waiting": TrainingFilter(statuses=_WAITING),
            "failed": TrainingFilter(failed_since=midnight),
            "held": TrainingFilter(statuses=RUNNING),
        }
        if key in filters:
            self.trainings_wanted.emit(filters[key])
        else:
            self.page_wanted.emit("customers" if key == "customers" else "settings")

    def _on_clicked(self, index: QModelIndex) -> None:
        row = index.data(ITEM_ROLE)
        if isinstance(row, TrainingRow):
            self.training_picked.emit(row.id)

    def _open(self, model: RowsModel[TrainingRow], row: object) -> None:
        if isinstance(row, int) and row >= 0:
            self.training_picked.emit(model.row_at(row).id)

    def _on_tick(self) -> None:
        if self.isVisible():
            self._running.tick()

    def _retranslate(self) -> None:
        self._head.set_title(self.tr("Overview"))
        captions = {
            "running": self.tr("Running"),
            "waiting": self.tr("Waiting"),
            "failed": self.tr("Failed today"),
            "held": self.tr("Stars held"),
            "customers": self.tr("Balances"),
            "outbox": self.tr("Outbox"),
        }
        leads = {
            "customers": self.tr("Show the customers"),
            "outbox": self.tr("Show the bots’ tokens"),
        }
        for key, caption in captions.items():
            self._figures[key].set_words(caption, leads.get(key, self.tr("Show these trainings")))
        self._failures_caption.set_caption(self.tr("Latest failures"))
        self._failures_table.setAccessibleName(self.tr("Latest failures"))
        self._failures_table.empty.set_words(self.tr("Nothing has failed."))
        self._running_caption.set_caption(self.tr("Running now"))
        self._running_table.setAccessibleName(self.tr("Running now"))
        self._running_table.empty.set_words(self.tr("Nothing runs now."))
        self._health_caption.set_caption(self.tr("Health"))
        for row, name in (
            (self._token, self.tr("Replicate token")),
            (self._sync, self.tr("Sync of trainings")),
            (self._database, self.tr("Database")),
            (self._weights, self.tr("Weights")),
        ):
            row.set_name(name)
        for button in (self._check_gate, self._check_database):
            button.setText(self.tr("Check now"))
        self._open_folder.setText(self.tr("Open folder"))
        self._running.refresh_texts()
        self._failures.refresh_texts()
        self._show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = event.size().width() >= WIDE_PX
        self._place_figures(len(_FIGURES) if is_wide else len(_FIGURES) // 2)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _id_of(row: TrainingRow) -> str:
    return row.id
