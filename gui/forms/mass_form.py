"""Plan time for many customers: who, what, a dry run with every row, then the run with its live progress."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QProgressBar, QPushButton, QWidget
from typing_extensions import override

from core.domain.mass_runs import MassPreview, MassRequest, MassRow, MassRun, RowStatus, RunStatus, read_ids
from core.domain.price_lists import Plan
from core.errors import InputError
from gui import dialogs, formats, texts
from gui.dialogs import MessageDialog
from gui.forms.field_words import remedy_of
from gui.forms.plan_form import plan_choices, read_days, read_stars
from gui.models.rows_model import Column, RowsModel
from gui.tasks import TaskScope
from gui.theme import Tone
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.card import SummaryRow, SummaryRows
from gui.widgets.cells import Pill, Plain
from gui.widgets.fields import ChoiceField, Field, LineField
from gui.widgets.issue_list import Issue, IssueList
from gui.widgets.table import Table

BOX_HEIGHT, TABLE_HEIGHT, WIDTH = 84, 220, 620
_PREVIEW, _DO, _FILE, _HOLD = "preview", "do", "file", "hold"

Look = Callable[[MassRequest], Awaitable[MassPreview]]
Start = Callable[[MassRequest], Awaitable[MassRun]]
Step = Callable[[str], Awaitable[MassRun]]
Hold = Callable[[str, bool], Awaitable[MassRun]]
ReadFile = Callable[[], Awaitable[str | None]]


class MassRowsModel(RowsModel[MassRow]):
    """What becomes of each customer."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget) -> None:
        """Start empty."""
        self._now = now
        columns = (
            Column[MassRow](
                key="customer",
                title=lambda: self.tr("Telegram id"),
                text=lambda row: str(row.customer_id),
                cell=lambda row: Plain(str(row.customer_id), mono=True),
            ),
            Column[MassRow](
                key="verdict",
                title=lambda: self.tr("Verdict"),
                text=self._verdict,
                cell=lambda row: Pill(self._verdict(row), *_LOOKS[row.status]),
                width=250,
            ),
            Column[MassRow](
                key="until",
                title=lambda: self.tr("Plan until"),
                text=lambda row: (
                    formats.short_moment(row.until, self._now()) if row.until else formats.NOTHING
                ),
                width=150,
            ),
        )
        super().__init__(columns, lambda row: row.customer_id, parent)

    def _verdict(self, row: MassRow) -> str:
        if row.status is RowStatus.SKIPPED:
            return self.tr("left out: no such customer")
        return self.tr("gets it") if row.status is RowStatus.DONE else self.tr("waits")


_LOOKS = {
    RowStatus.DONE: (Tone.OK, "check"),
    RowStatus.SKIPPED: (Tone.WARN, "prohibit"),
    RowStatus.WAITING: (Tone.RUN, "hourglass-simple"),
}


class MassForm(MessageDialog):
    """Asks, tries, does. Nothing is given before “Do it”; closed while it runs, it goes on by itself."""

    def __init__(
        self,
        parent: QWidget | None,
        plans: Sequence[Plan],
        run_id: str,
        now: Callable[[], datetime],
        *,
        ids: Sequence[int],
        look: Look,
        start: Start,
        step: Step,
        hold: Hold,
        read_file: ReadFile,
    ) -> None:
        """Show the form with `ids` filled in; the functions are core's."""
        super().__init__(
            parent,
            QCoreApplication.translate("MassForm", "Give many a plan"),
            QCoreApplication.translate(
                "MassForm", "Nothing is given before you have seen the preview and pressed the last button."
            ),
        )
        self.setMinimumWidth(WIDTH)
        self._run_id = run_id
        self._look, self._start, self._step, self._hold, self._read_file = look, start, step, hold, read_file
        self.run: MassRun | None = None
        self.tasks = TaskScope(self)
        self.tasks.failed.connect(self._on_failed)
        self.customers = Field(
            QPlainTextEdit("\n".join(map(str, ids))),
            self.tr("Customers"),
            self.tr("Telegram ids, one a line"),
        )
        self.file_button = BusyButton(self.tasks, _FILE, self.tr("From a file…"), icon="file-text")
        self.plan = ChoiceField(self.tr("Plan"))
        self.days = LineField(self.tr("Days"), self.tr("Empty: the plan’s own length"))
        self.stars = LineField(self.tr("Stars for each, ★"), self.tr("Empty: none"))
        self.reason = LineField(self.tr("Reason"))
        self.tells = QCheckBox(self.tr("Tell the customers"))
        self.figures = SummaryRows()
        self.model = MassRowsModel(now, self)
        self.table = Table()
        self.bar = QProgressBar()
        self.problem = IssueList()
        self.hold_button = BusyButton(self.tasks, _HOLD)
        self.preview_button = BusyButton(self.tasks, _PREVIEW, self.tr("Preview"))
        self.do_button = BusyButton(self.tasks, _DO, self.tr("Do it"), kind="primary")
        self._leave: QPushButton
        self._build(plans)
        self._show_stage()

    def typed(self) -> MassRequest:
        """Return the run as typed; raises InputError."""
        return MassRequest(
            run_id=self._run_id,
            customer_ids=read_ids(self.customers.control.toPlainText()),
            plan=self.plan.value,
            days=read_days(self.days.value),
            stars=read_stars(self.stars.value),
            reason=self.reason.value,
            tells=self.tells.isChecked(),
        )

    def _build(self, plans: Sequence[Plan]) -> None:
        self.plan.set_choices(plan_choices(plans))
        self.tells.setChecked(True)
        self.customers.control.setFixedHeight(BOX_HEIGHT)
        self.customers.control.setTabChangesFocus(True)
        self.table.setModel(self.model)
        self.table.set_compact(True)
        self.table.set_widths([column.width for column in self.model.columns])
        self.table.setFixedHeight(TABLE_HEIGHT)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self._asked: tuple[QWidget, ...] = (
            self.customers,
            self.file_button,
            self.plan,
            self.days,
            self.stars,
            self.reason,
            self.tells,
        )
        for widget in (*self._asked, self.figures, self.table, self.bar, self.problem):
            self.body.addWidget(widget)
        self._leave = self.add_button(QCoreApplication.translate("Dialogs", "Cancel"))
        self._leave.clicked.connect(self.reject)
        for button in (self.hold_button, self.preview_button, self.do_button):
            self._buttons.addWidget(button)
        self.file_button.clicked.connect(self._on_file)
        self.preview_button.clicked.connect(self._on_preview)
        self.do_button.clicked.connect(self._on_do)
        self.hold_button.clicked.connect(self._on_hold)
        self.customers.control.textChanged.connect(self._forget)
        for field in (self.days, self.stars, self.reason):
            field.changed.connect(self._forget)
        self.plan.changed.connect(self._forget)

    # -- stages ----------------------------------------------------------------------------------------------

    def _show_stage(self, preview: MassPreview | None = None) -> None:
        """Show what belongs to asking, to what would happen, or to the run."""
        run = self.run
        for widget in self._asked:
            widget.setVisible(run is None and preview is None)
        self.table.setVisible(preview is not None or run is not None)
        self.figures.setVisible(preview is not None or run is not None)
        self.bar.setVisible(run is not None)
        self.preview_button.setText(self.tr("Change") if preview is not None else self.tr("Preview"))
        self.preview_button.setVisible(run is None)
        self.do_button.setVisible(run is None and preview is not None)
        is_open = run is not None and run.status in (RunStatus.RUNNING, RunStatus.PAUSED)
        self.hold_button.setVisible(is_open)
        goes_on = run is not None and run.status is RunStatus.PAUSED
        self.hold_button.setText(self.tr("Go on") if goes_on else self.tr("Pause"))
        if run is not None:
            self._leave.setText(self.tr("Close"))
        self.fit()

    def _forget(self) -> None:
        """What was seen no longer is what would be done."""
        fields: tuple[Field[Any], ...] = (self.customers, self.days, self.stars, self.reason)
        for field in fields:
            field.set_error("")

    async def _preview(self) -> None:
        self.problem.set_issues(())
        seen = await self._look(self.typed())
        self.model.set_rows(seen.rows)
        self.figures.set_rows(
            [
                SummaryRow(label=self.tr("Get it"), value=formats.count(seen.done), role="strong"),
                SummaryRow(label=self.tr("Left out"), value=formats.count(seen.skipped)),
                SummaryRow(label=self.tr("Stars in all"), value=formats.stars(seen.stars)),
                SummaryRow(label=self.tr("Messages"), value=formats.count(seen.messages)),
            ]
        )
        words = self.tr("Do it: %n customer(s), {stars}", "", seen.done)
        self.do_button.setText(words.format(stars=formats.stars(seen.stars)))
        self.do_button.set_available(seen.done > 0)
        self._show_stage(seen)

    async def _do(self) -> None:
        self.run = await self._start(self.typed())
        self._show_run()
        while self.run.status is RunStatus.RUNNING:
            self.run = await self._step(self.run.id)
            self._show_run()

    def _show_run(self) -> None:
        run = self.run
        if run is None:
            return
        self.bar.setRange(0, max(1, run.total))
        self.bar.setValue(run.total - run.waiting)
        rows = [
            SummaryRow(label=self.tr("Given"), value=formats.count(run.done), role="strong"),
            SummaryRow(label=self.tr("Left out"), value=formats.count(run.skipped)),
            SummaryRow(label=self.tr("Still to do"), value=formats.count(run.waiting)),
        ]
        if run.status is RunStatus.ASKED:
            words = self.tr("Above your limit: it begins when a second person has agreed.")
            self.problem.set_issues([Issue(words, Tone.WARN)])
        self.figures.set_rows(rows)
        self._show_stage()

    # -- what the operator touches ---------------------------------------------------------------------------

    def _on_preview(self) -> None:
        if self.do_button.isVisibleTo(self):
            self._show_stage()
        else:
            self.tasks.start(self._preview(), _PREVIEW)

    def _on_do(self) -> None:
        self.tasks.start(self._do(), _DO)

    def _on_hold(self) -> None:
        self.tasks.start(self._turn(), _HOLD)

    async def _turn(self) -> None:
        if self.run is None:
            return
        goes_on = self.run.status is RunStatus.PAUSED
        self.run = await self._hold(self.run.id, goes_on)
        self._show_run()
        if goes_on:
            self.tasks.start(self._follow(), "follow")

    async def _follow(self) -> None:
        while self.run is not None and self.run.status is RunStatus.RUNNING:
            self.run = await self._step(self.run.id)
            self._show_run()

    def _on_file(self) -> None:
        self.tasks.start(self._take_file(), _FILE)

    async def _take_file(self) -> None:
        text = await self._read_file()
        if text is not None:
            self.customers.control.setPlainText("\n".join(map(str, read_ids(text))))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, InputError) and self._show_problem(*remedy_of(error)):
            return
        self.problem.set_issues([Issue(texts.in_full(error), Tone.BAD)])
        self.fit()

    def _show_problem(self, name: str, words: str) -> bool:
        """Show what is wrong under its field; tells whether there is such a field."""
        fields: dict[str, Field[Any]] = {
            "customers": self.customers,
            "days": self.days,
            "stars": self.stars,
            "reason": self.reason,
        }
        field = fields.get(name)
        if field is not None:
            field.set_error(words)
            field.setFocus()
            self.fit()
        return field is not None

    @override
    def reject(self) -> None:
        """Leave; a run that is under way goes on without the dialog."""
        if not self.tasks.running(_PREVIEW):
            super().reject()

    @override
    def accept(self) -> None:
        """Enter is the preview, never the deed."""
        if self.run is None and not self.do_button.isVisibleTo(self):
            self._on_preview()


async def ask_many(form: MassForm) -> MassRun | None:
    """Open `form`; returns the run that was begun, None if none was."""
    await dialogs.run(form)
    return form.run


def open_button(parent: QWidget | None = None) -> Button:
    """Return the button that opens the form."""
    return Button(icon="users-three", parent=parent)
