"""A bulk deed on the screen: what would be done row by row, and then what is done.

The preview is read when the dialog opens and after every change. Nothing is done before the button that says
how much; then the same list turns into live results. Closed while it runs, the run goes on by itself.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.bulk import BulkKind, BulkPreview, BulkRun, BulkWish, ItemState, RunStatus
from core.domain.bulk_undo import is_undoable
from core.domain.people import Permission
from core.errors import InputError, PlanChanged
from core.events import Change
from gui import dialogs, texts
from gui.dialogs import MessageDialog
from gui.forms.bulk_terms import BulkTermsForm
from gui.forms.field_words import remedy_of
from gui.models import bulk_words
from gui.models.bulk_words import BulkRowsModel
from gui.tasks import TaskScope
from gui.theme import Tone
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.card import SummaryRows
from gui.widgets.issue_list import Issue, IssueList
from gui.widgets.labels import Label
from gui.widgets.table import Table

WIDTH, HEIGHT, SIDE = 1060, 640, 330
SETTLE_MS = 300
PAGE_ROWS = 500
_LOOK, _DO, _HOLD, _STOP, _FOLLOW = "look", "do", "hold", "stop", "follow"


class BulkForm(MessageDialog):
    """Looks, does, and follows one run. `run` is what was begun, None if nothing was.

    Closed with `is_undo_wanted` the run is to be taken back.
    """

    def __init__(
        self,
        parent: QWidget | None,
        core: Core,
        wish: BulkWish,
        run: BulkRun | None = None,
        *,
        owners: Sequence[str] = (),
        later: Sequence[BulkRun] = (),
    ) -> None:
        """Show the preview of `wish`, or how `run` of it goes.

        `owners` can look after groups; `later` are the runs that may have undone this one.
        """
        rows = run.total if run else len(wish.ids)
        super().__init__(parent, bulk_words.title(wish.kind, rows, wish.filter_words), "")
        self.text_label.setVisible(False)
        self.setMaximumWidth(2 * WIDTH)
        self._core, self._wish = core, wish
        self.run, self._later_runs = run, later
        self.is_undo_wanted = False
        self.seen: BulkPreview | None = None
        self._settled = 0
        self._is_behind = False
        self.tasks = TaskScope(self)
        self.tasks.failed.connect(self._on_failed)
        self.tasks.finished.connect(self._on_finished)
        self.model = BulkRowsModel(self)
        self.table = Table()
        self.figures = SummaryRows()
        self.terms = BulkTermsForm(wish, owners, may_be_free=core.operator.may(Permission.RETRY_FREE))
        self.no_undo = Label(bulk_words.no_undo_words(wish.kind), "faint").wrapped()
        self.no_undo.setVisible(bool(self.no_undo.text()))
        self.bar = QProgressBar()
        self.problem = IssueList()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SETTLE_MS)
        self._later.timeout.connect(self._look_again)
        self._build()
        self._connect()
        self._unsubscribe = core.changes.subscribe(self._on_change)
        if run is None:
            self.terms.reason.setFocus()
            self._look_again()
        else:
            self._become_run()

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.set_compact(True)
        self.table.set_widths([column.width for column in self.model.columns])
        self.table.setAccessibleName(self.tr("Rows with their verdicts"))
        self.table.set_loading(True)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(self.tr("Progress"))
        side = QFrame()
        side.setFixedWidth(SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for widget in (self.figures, self.bar, self.terms, self.problem, self.no_undo):
            column.addWidget(widget)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.table, 1)
        row.addWidget(side)
        self.body.addLayout(row, 1)
        self._leave = self.add_button(QCoreApplication.translate("Dialogs", "Cancel"))
        self.stop_button = BusyButton(self.tasks, _STOP, self.tr("Stop here"), kind="danger")
        self.hold_button = BusyButton(self.tasks, _HOLD, self.tr("Pause"))
        self.do_button = BusyButton(self.tasks, _DO, self.tr("Do it"), kind="primary")
        self.undo_button = Button(self.tr("Undo…"), icon="arrow-u-up-left")
        for button in (self.undo_button, self.stop_button, self.hold_button, self.do_button):
            self._buttons.addWidget(button)
        self._show_buttons()
        self.resize(WIDTH, HEIGHT)

    def _connect(self) -> None:
        self._leave.clicked.connect(self.reject)
        self.do_button.clicked.connect(self._on_do)
        self.hold_button.clicked.connect(self._on_hold)
        self.stop_button.clicked.connect(self._on_stop)
        self.undo_button.clicked.connect(self._on_undo)
        self.terms.changed.connect(self._on_terms_changed)
        self.terms.reason_changed.connect(self._show_buttons)

    # -- looking ---------------------------------------------------------------------------------------------

    def _on_terms_changed(self) -> None:
        self.seen = None
        self._show_buttons()
        self._later.start()

    def _look_again(self) -> None:
        if self.run is None and not self.tasks.start(self._look(), _LOOK):
            self._later.start()

    async def _look(self) -> None:
        self._wish = replace(self._wish, terms=self.terms.terms)
        wish = self._wish
        seen = await self._core.bulk.preview(wish, self._core.operator)
        if wish.terms != self.terms.terms:
            self._later.start()
            return
        self.seen = seen
        self.terms.clear_problems()
        self.model.set_rows(seen.rows)
        self.table.set_loading(False)
        self.figures.set_rows(bulk_words.total_rows(wish.kind, seen.totals))
        if seen.needs_second:
            words = self.tr("More than you may give back alone: it begins when a second person has agreed.")
            self.problem.set_issues([Issue(words, Tone.WARN)])
        self.do_button.setText(bulk_words.do_words(wish.kind, seen.totals))
        self._show_buttons()

    # -- doing -----------------------------------------------------------------------------------------------

    def _on_do(self) -> None:
        self.tasks.start(self._do(), _DO)

    async def _do(self) -> None:
        seen = self.seen
        if seen is None or self.run is not None:
            return
        self.problem.set_issues(())
        wish = replace(self._wish, reason=self.terms.reason.value)
        try:
            self.run = await self._core.bulk.start(wish, seen.digest, self._core.operator)
        except PlanChanged:
            self.seen = None
            words = self.tr("Something has moved since the preview. Nothing was done; this is how it stands.")
            self.problem.set_issues([Issue(words, Tone.WARN)])
            self._look_again()
            return
        self._become_run()

    def _become_run(self) -> None:
        self.model.is_run = True
        self.model.refresh_texts()
        self.terms.hide()
        self._follow_soon()

    def _follow_soon(self) -> None:
        if self.run is not None:
            self._is_behind = True
            self.tasks.start(self._follow(), _FOLLOW)

    async def _follow(self) -> None:
        """Read how the run stands, and the rows that were done since."""
        self._is_behind = False
        if self.run is None:
            return
        bulk, run_id = self._core.bulk, self.run.id
        self.run = await bulk.run(run_id)
        after = self._settled
        while rows := await bulk.rows(run_id, after=after, limit=PAGE_ROWS):
            known = self.model.index_of(rows[0].number).isValid()
            (self.model.patch if known else self.model.append_rows)(rows)
            after = rows[-1].number
            waiting = [row.number for row in rows if row.state is ItemState.WAITING]
            if self._settled < rows[0].number:
                self._settled = (waiting[0] - 1) if waiting else after
            if waiting and known:
                break
        self.table.set_loading(False)
        self._show_run()

    def _show_run(self) -> None:
        run = self.run
        if run is None:
            return
        self.figures.set_rows(bulk_words.run_rows(run))
        self.bar.setRange(0, max(1, run.total))
        self.bar.setValue(run.total - run.waiting)
        if run.status is RunStatus.ASKED:
            words = self.tr("Above your limit: it begins when a second person has agreed.")
            self.problem.set_issues([Issue(words, Tone.WARN)])
        elif run.status is RunStatus.RUNNING and run.kind is BulkKind.RETRY and not self._may_send:
            words = self.tr("Nothing is sent to Replicate now; it goes on by itself when that works again.")
            self.problem.set_issues([Issue(words, Tone.WARN)])
        else:
            self.problem.set_issues(())
        self._show_buttons()

    @property
    def _may_send(self) -> bool:
        return self._core.gate.state.is_open and self._core.flow.may_send

    def _show_buttons(self) -> None:
        run, seen = self.run, self.seen
        is_open = run is not None and not run.status.is_over
        self.bar.setVisible(run is not None)
        self.do_button.setVisible(run is None)
        can = seen is not None and seen.totals.done > 0 and self.terms.has_reason
        self.do_button.set_available(can)
        lacks = self.tr("Say why first") if not self.terms.has_reason else ""
        self.do_button.setToolTip("" if can else lacks)
        self.stop_button.setVisible(is_open)
        self.undo_button.setVisible(run is not None and is_undoable(run, self._later_runs))
        self.hold_button.setVisible(is_open and run is not None and run.status is not RunStatus.ASKED)
        is_paused = run is not None and run.status is RunStatus.PAUSED
        self.hold_button.setText(self.tr("Go on") if is_paused else self.tr("Pause"))
        if run is not None:
            self._leave.setText(QCoreApplication.translate("Dialogs", "Close"))

    # -- what the operator touches, and what comes -----------------------------------------------------------

    def _on_hold(self) -> None:
        self.tasks.start(self._hold(), _HOLD)

    async def _hold(self) -> None:
        if self.run is not None:
            goes_on = self.run.status is RunStatus.PAUSED
            self.run = await self._core.bulk.hold(self.run.id, self._core.operator, goes_on=goes_on)
            self._show_run()

    def _on_stop(self) -> None:
        self.tasks.start(self._stop(), _STOP)

    async def _stop(self) -> None:
        if self.run is not None:
            self.run = await self._core.bulk.cancel(self.run.id, self._core.operator)
            self._show_run()

    def _on_undo(self) -> None:
        self.is_undo_wanted = True
        super().accept()

    def _on_change(self, change: Change) -> None:
        if self.run is not None and change.kind == "bulk" and self.run.id in change.ids:
            self._follow_soon()
        elif self.run is not None and change.kind in ("gate", "flow"):
            self._show_run()

    def _on_finished(self, key: object) -> None:
        if key == _FOLLOW and self._is_behind:
            self._follow_soon()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, InputError):
            self.seen = None
            self._show_buttons()
            if self.terms.show_problem(*remedy_of(error)):
                return
        self.problem.set_issues([Issue(texts.in_full(error), Tone.BAD)])
        self.table.set_loading(False)

    @override
    def fit(self) -> None:
        """Keep the size: the list takes what there is."""

    @override
    def accept(self) -> None:
        """Enter never does the deed by itself."""

    @override
    def done(self, result: int) -> None:
        self._unsubscribe()
        super().done(result)


async def show_bulk(form: BulkForm) -> BulkRun | None:
    """Open `form`; returns the run that was begun or looked at, None if none was."""
    await dialogs.run(form)
    return form.run
