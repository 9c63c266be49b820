"""The overview: the figures of the day, the health of everything outside the window, the latest failures."""

import shutil
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.clock import midnight
from core.container import Core
from core.domain.training_views import TrainingFilter, TrainingRow
from core.domain.trainings import AT_PROVIDER, RUNNING, Status
from core.events import Change
from core.services.verify import RULES
from gui import formats, house, texts
from gui.actions import bulk
from gui.actions import settings as deeds
from gui.actions.findings import show_findings
from gui.house import ShellFacts
from gui.models import bulk_words
from gui.models.rows_model import ITEM_ROLE, Column, RowsModel
from gui.models.trainings_model import TrainingsModel, stars_cell
from gui.widgets.cells import Plain, TwoTone
from gui.widgets.figure_line import Figure, FigureLine
from gui.widgets.health_card import CHECK_TOKEN, VERIFY, HealthCard, Sizes, Verdict
from gui.widgets.labels import Caption
from gui.widgets.page import Page
from gui.widgets.page_head import PageHead
from gui.widgets.runs_card import RunsCard
from gui.widgets.table import HEADER_HEIGHT, ROW_HEIGHT, Table

FAILURES_SHOWN = 8
RUNNING_SHOWN = 5
LEAST_ROWS = 2
"""How many rows of a table a low window still shows; the others are scrolled to."""
TICK_MS = 1000
TABLE_FRAME = 4
"""Border and padding of a table, above and below its rows together."""

_FAILED = frozenset({Status.FAILED, Status.ABORTED})
_WAITING = frozenset({Status.SUBMITTING, Status.UNKNOWN})
_FIGURES = ("running", "waiting", "failed", "held", "customers", "outbox")
"""The figures from left to right."""
_RUNNING_COLUMNS = frozenset({"status", "customer", "progress", "stars"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    shell: ShellFacts
    free_bytes: int
    running: list[TrainingRow]
    failures: list[TrainingRow]
    stuck: int


class OverviewPage(Page):
    """The first page.

    Signals:
        training_picked: a failure was opened; carries the training's id.
        trainings_wanted: a figure leads to trainings; carries the TrainingFilter that counts them.
        page_wanted: a figure leads to another page; carries its key.
        subject_picked: what a finding is about is to be shown; carries its kind and id.
    """

    training_picked = Signal(str)
    trainings_wanted = Signal(object)
    page_wanted = Signal(str)
    subject_picked = Signal(str, str)

    follows = frozenset({"training", "ledger", "outbox", "gate", "sync", "bulk"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self._facts: _Facts | None = None
        self._verdict: Verdict | None = None
        self._head = PageHead()
        self.body.addWidget(self._head)
        self._figures = FigureLine(_FIGURES)
        self._figures.picked.connect(self._on_figure_picked)
        self.body.addWidget(self._figures)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(self._build_tables(), 8)
        columns.addLayout(self._build_health(), 5)
        self.body.addLayout(columns, 1)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self._on_tick)
        self._ticks.start()
        self.translate()

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        core = self.core
        self._facts = _Facts(
            shell=await house.read_facts(core),
            running=await core.trainings.page(TrainingFilter(statuses=RUNNING), limit=RUNNING_SHOWN),
            failures=await core.trainings.page(TrainingFilter(statuses=_FAILED), limit=FAILURES_SHOWN),
            stuck=len(await core.repairs.here()) + await core.lookback.count(),
            free_bytes=shutil.disk_usage(core.paths.data_dir).free,
        )
        self._show()

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
        self._health = HealthCard(self.core, self.tasks)
        self._health.check_wanted.connect(self._on_check_wanted)
        self._health.verify_wanted.connect(self.check_database)
        self._health.stuck_wanted.connect(self._on_stuck_wanted)
        self._health_caption = Caption()
        self._runs = RunsCard()
        self._runs.picked.connect(self._on_run_picked)
        self._runs.hold_picked.connect(partial(self._on_hold_picked, goes_on=False))
        self._runs.resume_picked.connect(partial(self._on_hold_picked, goes_on=True))
        self._runs.stop_picked.connect(self._on_stop_picked)
        self._runs.undo_picked.connect(self._on_undo_picked)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self._health_caption)
        column.addWidget(self._health)
        column.addSpacing(8)
        column.addWidget(self._runs)
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
        sizes = Sizes(database_bytes=self._facts.shell.database_bytes, free_bytes=self._facts.free_bytes)
        self._health.show_state(sizes, self._verdict, self._facts.stuck)
        self._runs.set_lines(
            [bulk_words.run_line(run, self._facts.shell.bulk) for run in self._facts.shell.bulk]
        )
        self._running.set_rows(self._facts.running)
        self._failures.set_rows(self._facts.failures)

    def _show_figures(self, facts: _Facts) -> None:
        counts, outbox = facts.shell.counts, facts.shell.outbox
        at_replicate = counts.running - counts.waiting
        words = self.tr("%n failed", "", outbox.failed) if outbox.failed else self.tr("messages to send")
        figures = {
            "running": (formats.count(counts.running), self.tr("%n at Replicate", "", at_replicate)),
            "waiting": (formats.count(counts.waiting), self.tr("not yet at Replicate")),
            "failed": (formats.count(counts.failed_today), self.tr("their stars went back")),
            "held": (formats.stars(counts.held.held), self.tr("until the trainings end")),
            "customers": (formats.stars(counts.held.customers), self.tr("all customers together")),
            "outbox": (formats.count(outbox.waiting + outbox.failed), words),
        }
        self._figures.set_figures(
            {key: Figure(figure=figure, second=second) for key, (figure, second) in figures.items()}
        )

    def _on_check_wanted(self) -> None:
        self.tasks.start(self._check_token(), CHECK_TOKEN)

    async def _check_token(self) -> None:
        self.said.emit(await deeds.check_gate(self.core))

    def _on_stuck_wanted(self) -> None:
        self.page_wanted.emit("stuck")

    def check_database(self) -> None:
        """Check every rule of the database now, and show what breaks one."""
        self.tasks.start(self._verify(), VERIFY)

    async def _verify(self) -> None:
        findings = await deeds.verify(self.core, self._on_rule)
        self._verdict = Verdict(at=self.core.clock.now(), findings=findings)
        self._show()
        if findings:
            kind, ident = await show_findings(self, self.core, findings)
            if kind:
                self.subject_picked.emit(kind, ident)
        else:
            self.said.emit(self.tr("Every rule of the database holds."))

    def _on_rule(self, rule: str) -> None:
        place = RULES.index(rule) + 1
        words = self.tr("Checking the database: {number} of {all}…")
        self.said.emit(words.format(number=place, all=len(RULES)))

    def _on_run_picked(self, run_id: str) -> None:
        self.tasks.start(self._show_run(run_id), "bulk")

    async def _show_run(self, run_id: str) -> None:
        self._tell(await bulk.show_run(self, self.core, run_id))

    def _on_undo_picked(self, run_id: str) -> None:
        self.tasks.start(self._undo(run_id), "bulk")

    async def _undo(self, run_id: str) -> None:
        self._tell(await bulk.undo(self, self.core, run_id))

    def _tell(self, said: str) -> None:
        if said:
            self.said.emit(said)

    def _on_hold_picked(self, run_id: str, *, goes_on: bool) -> None:
        self.tasks.start(bulk.hold(self.core, run_id, goes_on=goes_on), "hold a run")

    def _on_stop_picked(self, run_id: str) -> None:
        self.tasks.start(bulk.stop(self.core, run_id), "stop a run")

    def _on_figure_picked(self, key: str) -> None:
        filters = {
            "running": TrainingFilter(statuses=AT_PROVIDER),
            "waiting": TrainingFilter(statuses=_WAITING),
            "failed": TrainingFilter(failed_since=midnight(self.core.clock.now())),
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

    @override
    def translate(self) -> None:
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
            self._figures.set_words(key, caption, leads.get(key, self.tr("Show these trainings")))
        self._failures_caption.set_caption(self.tr("Latest failures"))
        self._failures_table.setAccessibleName(self.tr("Latest failures"))
        self._failures_table.empty.set_words(self.tr("Nothing has failed."))
        self._running_caption.set_caption(self.tr("Running now"))
        self._running_table.setAccessibleName(self.tr("Running now"))
        self._running_table.empty.set_words(self.tr("Nothing runs now."))
        self._health_caption.set_caption(self.tr("Health"))
        self._runs.set_caption(self.tr("Done to many at once"))
        self._running.refresh_texts()
        self._failures.refresh_texts()
        self._show()


def _id_of(row: TrainingRow) -> str:
    return row.id
