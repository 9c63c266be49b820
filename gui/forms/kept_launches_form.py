"""The launches that the gate refused: what each costs now, started one by one or all, or thrown away.

The list is judged again whenever something changes that its verdicts rest on.
"""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.container import Core
from core.domain.kept_launches import JudgedLaunch, KeptOutlook, LaunchesDone
from core.domain.people import Permission
from core.events import Change
from gui import dialogs, texts
from gui.dialogs import MessageDialog
from gui.models import kept_launches_model as words_of
from gui.models.kept_launches_model import KeptLaunchesModel
from gui.tasks import TaskScope
from gui.theme import Tone
from gui.widgets.buttons import BusyButton
from gui.widgets.issue_list import Issue, IssueList
from gui.widgets.table import Table

WIDTH, HEIGHT = 1000, 460
FOLLOWED = frozenset({"kept_launch", "training", "ledger", "customer", "price_list", "gate"})
READ, DO = "read kept launches", "do with kept launches"
"""Keys of the two tasks of the dialog."""


class KeptLaunchesDialog(MessageDialog):
    """Shows them as they would go now, and does what is pressed."""

    def __init__(self, parent: QWidget | None, core: Core) -> None:
        """Read the list at once."""
        super().__init__(
            parent,
            QCoreApplication.translate("KeptLaunches", "Kept launches"),
            QCoreApplication.translate(
                "KeptLaunches",
                "They were asked for while nothing could be sent to Replicate. No star is held for them: "
                "each is judged and paid when it is started.",
            ),
        )
        self.setMaximumWidth(2 * WIDTH)
        self._core = core
        self.seen: KeptOutlook | None = None
        self.said = ""
        self._is_behind = False
        self.tasks = TaskScope(self)
        self.tasks.failed.connect(self._on_failed)
        self.tasks.finished.connect(self._on_finished)
        self.model = KeptLaunchesModel(core.clock.now, self)
        self.table = Table()
        self.gate = IssueList()
        self.why = IssueList()
        self.answer = IssueList()
        self._build()
        self._unsubscribe = core.changes.subscribe(self._on_change)
        self.read_again()

    def read_again(self) -> None:
        """Judge all of them afresh."""
        self._is_behind = not self.tasks.start(self._read(), READ)

    def picked(self) -> list[JudgedLaunch]:
        """Return the rows picked."""
        return [self.model.row_at(row) for row in self.table.picked_rows()]

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.set_compact(True)
        self.table.set_widths([column.width for column in self.model.columns])
        self.table.setAccessibleName(QCoreApplication.translate("KeptLaunches", "Kept launches"))
        self.table.empty.set_words(QCoreApplication.translate("KeptLaunches", "Nothing is kept."))
        self.table.set_loading(True)
        for widget in (self.gate, self.table, self.why, self.answer):
            self.body.addWidget(widget, 1 if widget is self.table else 0)
        translate = QCoreApplication.translate
        self.throw_button = BusyButton(
            self.tasks, DO, translate("KeptLaunches", "Throw away…"), kind="danger", icon="trash"
        )
        self.close_button = self.add_button(translate("KeptLaunches", "Close"))
        self.start_button = BusyButton(self.tasks, DO)
        self.all_button = BusyButton(self.tasks, DO, kind="primary", icon="play")
        for button in (self.throw_button, self.start_button, self.all_button):
            button.setAutoDefault(False)
            self._buttons.addWidget(button)
        self.move_left(self.throw_button)
        self.throw_button.clicked.connect(self._on_throw_away)
        self.close_button.clicked.connect(self.reject)
        self.start_button.clicked.connect(self._on_start_picked)
        self.all_button.clicked.connect(self._on_start_all)
        selection = self.table.selectionModel()
        selection.selectionChanged.connect(self._show_buttons)
        self._show_buttons()
        self.resize(WIDTH, HEIGHT)
        self.table.setFocus()

    # -- reading and showing ---------------------------------------------------------------------------------

    async def _read(self) -> None:
        self._is_behind = False
        self.seen = await self._core.kept_launches.outlook()
        self.model.set_rows(self.seen.launches)
        self.table.set_loading(False)
        if self.seen.launches and not self.table.picked_rows():
            self.table.pick_row(0)
        self._show_buttons()

    def _show_buttons(self, *_: object) -> None:
        state, may = self._core.gate.state, self._core.operator.may(Permission.START_TRAINING)
        ready = self.seen.ready if self.seen is not None else ()
        picked = self.picked()
        picked_ready = [one for one in picked if one.problem is None]
        self.start_button.setText(words_of.start_words(picked_ready, is_all=False))
        self.all_button.setText(words_of.start_words(ready, is_all=True))
        obstacle = self._obstacle()
        for button, launches in ((self.start_button, picked_ready), (self.all_button, ready)):
            button.set_available(bool(launches) and not obstacle)
            button.setToolTip(obstacle)
        self.throw_button.set_available(bool(picked) and may)
        obstacles = [words_of.obstacle(one) for one in picked if one.problem is not None]
        self.why.set_issues([Issue(obstacles[0], Tone.WARN)] if len(picked) == len(obstacles) == 1 else [])
        notes = [Issue(obstacle, Tone.WARN)] if obstacle and not (state.is_open and may) else []
        self.gate.set_issues(notes)

    def _obstacle(self) -> str:
        if not self._core.operator.may(Permission.START_TRAINING):
            return QCoreApplication.translate("KeptLaunches", "Your role may not start trainings.")
        state = self._core.gate.state
        if state.is_open:
            return ""
        if state.problem is None:
            return QCoreApplication.translate(
                "KeptLaunches", "Nothing is sent to Replicate yet: it has not said whose token this is."
            )
        words = QCoreApplication.translate("KeptLaunches", "Nothing is sent to Replicate now: {reason}")
        return words.format(reason=texts.in_short(state.problem))

    # -- deeds -----------------------------------------------------------------------------------------------

    async def _start(self, launches: list[JudgedLaunch]) -> None:
        """Start these at the prices shown; a single one that is refused says why in full."""
        seen = self.seen
        if seen is None or not launches:
            return
        self.answer.set_issues(())
        ids = [one.kept.id for one in launches]
        done = await self._core.kept_launches.start_all(ids, seen.price_list, self._core.operator)
        self._tell(done)

    def _tell(self, done: LaunchesDone) -> None:
        issues = []
        if done.started or len(done.refused) > 1:
            self.said = words_of.done_words(done)
            issues.append(Issue(self.said, Tone.WARN if done.refused else Tone.OK))
        if done.refused:
            first = next(iter(done.refused.values()))
            issues.append(Issue(texts.in_short(first), Tone.BAD))
        self.answer.set_issues(issues)
        self.read_again()

    async def _throw_away(self, launches: list[JudgedLaunch]) -> None:
        if not launches or not await self._is_sure(launches):
            return
        self.answer.set_issues(())
        for one in launches:
            await self._core.kept_launches.throw_away(one.kept.id, self._core.operator)

    async def _is_sure(self, launches: list[JudgedLaunch]) -> bool:
        number = len(launches)
        return await dialogs.ask(
            self,
            QCoreApplication.translate("KeptLaunches", "Throw away %n launch(es)?", "", number),
            "\n".join(f"{one.customer} · {one.kept.request.model_name}" for one in launches),
            confirm=QCoreApplication.translate("KeptLaunches", "Throw away"),
            danger=True,
        )

    def _on_start_picked(self) -> None:
        self.tasks.start(self._start([one for one in self.picked() if one.problem is None]), DO)

    def _on_start_all(self) -> None:
        self.tasks.start(self._start(list(self.seen.ready) if self.seen is not None else []), DO)

    def _on_throw_away(self) -> None:
        self.tasks.start(self._throw_away(self.picked()), DO)

    def _on_change(self, change: Change) -> None:
        if change.kind in FOLLOWED:
            self.read_again()

    def _on_finished(self, key: object) -> None:
        if key == READ and self._is_behind:
            self.read_again()

    def _on_failed(self, error: Exception) -> None:
        self.answer.set_issues([Issue(texts.in_full(error), Tone.BAD)])
        self.table.set_loading(False)

    @override
    def fit(self) -> None:
        """Keep the size: the list takes what there is."""

    @override
    def accept(self) -> None:
        """Enter never starts anything by itself."""

    @override
    def reject(self) -> None:
        """Leave, unless something is being done: its end is seen."""
        if not self.tasks.running(DO):
            super().reject()

    @override
    def done(self, result: int) -> None:
        self._unsubscribe()
        super().done(result)


async def open_kept_launches(parent: QWidget | None, core: Core) -> str:
    """Open the list and wait until it is left; returns what was started, empty if nothing was."""
    dialog = KeptLaunchesDialog(parent, core)
    await dialogs.run(dialog)
    return dialog.said
