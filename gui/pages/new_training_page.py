"""The new training page: everything that is wrong is said before any star moves."""

from collections.abc import Coroutine
from itertools import count, pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.breaker import Circuit
from core.domain.kept_launches import KeptLaunch
from core.domain.people import Permission
from core.domain.trainers import our_inputs
from core.domain.training_views import TrainingFilter
from core.domain.trainings import RUNNING
from core.errors import AppError, InputError, NoToken, RemoteNotFound
from core.events import Change
from core.services.people import CustomerCard
from gui import texts
from gui.actions import customers as customer_deeds
from gui.actions import new_training as deeds
from gui.forms import wish as words_of
from gui.forms.field_words import remedy_of
from gui.forms.new_training_form import NewTrainingForm
from gui.forms.wish import Surroundings
from gui.widgets.buttons import Button
from gui.widgets.issue_list import Issue
from gui.widgets.page import Page
from gui.widgets.page_head import PageHead
from gui.widgets.training_summary import TrainingSummary

FOUND_CUSTOMERS = 20
COLUMN_GAP = 16

_START = "start training"
_EVERYTHING = "everything"
_CONTROL_ENTER = (
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return),
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Enter),
)


class NewTrainingPage(Page):
    """The form at the left, at the right what it costs and what is in the way.

    What was entered stays when the page is left; a start or "Clear" empties it.

    Signals:
        started: a training was started; carries its id.
        closed: the operator wants to go back to where they came from.
    """

    started = Signal(object)
    closed = Signal()

    follows = frozenset({"customer", "ledger", "training", "gate", "flow", "price_list"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self._numbers = count(1)
        self._running: frozenset[str] = frozenset()
        self.form = NewTrainingForm(
            self.tasks,
            find=self._find,
            inspect=core.datasets.inspect,
            rules=core.datasets.rules,
            trainer=core.settings.trainer,
            trainer_version=core.settings.trainer_version or "",
        )
        self.summary = TrainingSummary(self.tasks, _START)
        self.head = PageHead()
        self.clear_button = Button(icon="eraser")
        self.close_button = Button(icon="x")
        self._build()
        self._connect()
        self.translate()

    def take_customer(self, customer_id: int) -> None:
        """Choose this customer, for example because the operator came from their page."""
        self._do(self._take_customer(customer_id))

    def take_photos(self, paths: list[Path]) -> None:
        """Look at these files and folders, as if they were dropped."""
        self.form.photos.take(paths)

    def start(self) -> None:
        """Start the training if it can succeed; a second press while it starts does nothing."""
        if not self._reasons():
            self.tasks.start(self._start(), _START)

    def clear(self) -> None:
        """Empty the form, unless a training is just being started with it."""
        if not self.tasks.running(_START):
            self.form.clear()

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read again what the changes concern: balance, running trainings, gate, trainer."""
        kinds = {change.kind for change in changes}
        self.form.names.set_owner(self._owner())
        self._show()
        if kinds & {_EVERYTHING, "customer", "ledger", "training"}:
            await self._read_customer()
        if kinds & {_EVERYTHING, "price_list"}:
            self.form.tuning.set_rate((await self.core.price_lists.current()).rate)
        if kinds & {_EVERYTHING, "gate"} and not self.form.tuning.inputs.is_confirmed:
            await self._read_trainer()

    def _build(self) -> None:
        self.head.add_right(self.clear_button)
        self.head.add_right(self.close_button)
        self.body.addWidget(self.head)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.form)
        scroll.verticalScrollBar().valueChanged.connect(self.form.picker.close_list)
        right = QVBoxLayout()
        right.addWidget(self.summary)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(COLUMN_GAP)
        row.addWidget(scroll, 1)
        row.addLayout(right)
        self.body.addLayout(row, 1)
        self.setFocusProxy(self.form.picker)
        for first, second in pairwise((self.form, self.summary.start, self.clear_button, self.close_button)):
            self.setTabOrder(first, second)

    def _connect(self) -> None:
        self.form.changed.connect(self._show)
        self.form.customer_changed.connect(self._on_customer_changed)
        self.form.picker.create_wanted.connect(self._on_create_wanted)
        self.form.photos.files_wanted.connect(self._on_files_wanted)
        self.form.photos.folder_wanted.connect(self._on_folder_wanted)
        self.form.tuning.trainer_changed.connect(self._on_trainer_changed)
        self.summary.start.clicked.connect(self.start)
        self.clear_button.clicked.connect(self.clear)
        self.close_button.clicked.connect(self.closed)
        for keys in _CONTROL_ENTER:
            self._shortcut(QKeySequence(keys)).activated.connect(self.start)
        self._shortcut(QKeySequence(Qt.Key.Key_Escape)).activated.connect(self.closed)

    def _shortcut(self, keys: QKeySequence) -> QShortcut:
        made = QShortcut(keys, self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    def _do(self, coro: Coroutine[Any, Any, object]) -> None:
        self.tasks.start(coro, ("read", next(self._numbers)))

    # -- reading ---------------------------------------------------------------------------------------------

    async def _find(self, text: str) -> list[CustomerCard]:
        return await self.core.people.find_customers(text, limit=FOUND_CUSTOMERS)

    async def _take_customer(self, customer_id: int) -> None:
        self.form.pick_customer(await self.core.people.customer(customer_id))

    async def _read_customer(self) -> None:
        """Read balance and running trainings of the customer picked, if there is one."""
        card = self.form.picker.customer
        if card is None:
            return
        customer_id = card.customer.telegram_id
        wanted = TrainingFilter(customer_id=customer_id, statuses=RUNNING)
        fresh = await self.core.people.customer(customer_id)
        running = await self.core.trainings.page(wanted)
        if self._customer_id() == customer_id:
            self._running = frozenset(row.model_name for row in running)
            self.form.renew_customer(fresh)
            self._show()

    async def _read_trainer(self) -> None:
        """Ask the trainer for its inputs; while it cannot be asked, ours stand in and the form says so."""
        tuning = self.form.tuning
        wanted = (tuning.trainer_value, tuning.version_value)
        try:
            inputs, note = await self.core.trainers.inputs(*wanted), ""
        except AppError as error:
            inputs, note = our_inputs(wanted[0]), self._offline_words(error)
        if wanted == (tuning.trainer_value, tuning.version_value):
            tuning.set_inputs(inputs, note)

    def _offline_words(self, error: AppError) -> str:
        if isinstance(error, RemoteNotFound):
            return self.tr("Replicate does not know this trainer or this version of it.")
        words = self.tr(
            "The trainer could not be asked for its own bounds, so the usual ones stand here: {why}"
        )
        is_early = isinstance(error, NoToken) and self.core.gate.state.problem is None
        return words.format(why=self._gate_words() if is_early else texts.explain(error).what)

    def _customer_id(self) -> int | None:
        card = self.form.picker.customer
        return card.customer.telegram_id if card is not None else None

    def _owner(self) -> str:
        account = self.core.gate.state.account
        return self.core.settings.destination_owner or (account.username if account is not None else "")

    # -- deeds -----------------------------------------------------------------------------------------------

    async def _start(self) -> None:
        wish = self.form.wish()
        try:
            done = await deeds.start_training(self.core, wish)
        except InputError as error:
            if not self.form.show_problem(*remedy_of(error)):
                raise
            return
        self.form.clear()
        if isinstance(done, KeptLaunch):
            self.said.emit(self.tr("The launch of {model} is kept.").format(model=done.request.model_name))
            self.form.picker.setFocus()
            return
        self.said.emit(self.tr("The training of {model} has started.").format(model=done.model_name))
        self.started.emit(done.id)

    async def _create_customer(self, prefill: str) -> None:
        made = await customer_deeds.create_customer(self, self.core, prefill=prefill)
        if made is not None:
            await self._take_customer(made.telegram_id)
            self.form.photos.setFocus()

    async def _choose(self, asked: Coroutine[Any, Any, list[Path]]) -> None:
        paths = await asked
        if paths:
            self.take_photos(paths)

    def _on_customer_changed(self) -> None:
        self._running = frozenset()
        self._do(self._read_customer())

    def _on_create_wanted(self, text: str) -> None:
        self.tasks.start(self._create_customer(text), "create customer")

    def _on_files_wanted(self) -> None:
        self.tasks.start(self._choose(deeds.choose_files(self)), "choose photos")

    def _on_folder_wanted(self) -> None:
        self.tasks.start(self._choose(deeds.choose_folder(self)), "choose photos")

    def _on_trainer_changed(self) -> None:
        self._do(self._read_trainer())

    # -- showing ---------------------------------------------------------------------------------------------

    def _reasons(self) -> list[Issue]:
        return words_of.reasons(self.form.wish(), self._surroundings())

    def _surroundings(self) -> Surroundings:
        return Surroundings(
            may_start=self.core.operator.may(Permission.START_TRAINING),
            gate_problem="" if self.core.gate.state.is_open else self._gate_words(),
            is_broken=self.core.flow.state.circuit is not Circuit.CLOSED,
            running=self._running,
        )

    def _gate_words(self) -> str:
        problem = self.core.gate.state.problem
        if problem is None:
            return self.tr("the token is still being checked.")
        return texts.explain(problem).what

    def _show(self) -> None:
        wish, around = self.form.wish(), self._surroundings()
        self.summary.show_wish(
            words_of.summary_rows(wish),
            words_of.plan(wish, around),
            words_of.reasons(wish, around),
            words_of.deed(wish, around),
            notes=words_of.notes(around),
        )

    @override
    def translate(self) -> None:
        self.head.set_title(self.tr("New training"))
        self.clear_button.setText(self.tr("&Clear"))
        self.close_button.setText(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Go back; what you entered stays (Esc)"))
        self._show()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.form.picker.customer is None:
            self.form.picker.setFocus()
