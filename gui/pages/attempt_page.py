"""One attempt in full, from the failures or from a training: what happened, compared, and the answer pack."""

from dataclasses import replace
from itertools import count

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.container import Core
from core.events import Change
from core.services.attempt_desk import AttemptView
from gui import texts
from gui.actions import answer_pack as deeds
from gui.models import attempt_words
from gui.models.diff_models import LogDiffModel, ParametersDiffModel
from gui.models.story_items import story_items
from gui.widgets.attempt_view import ANSWER, COMPARE, EVIDENCE, LOG, AttemptFrame
from gui.widgets.page import Page


class AttemptPage(Page):
    """The page of whatever attempt it is told to show.

    Signals:
        closed: one wants to go back to where one came from.
        training_picked: its training is to be shown; carries the id.
    """

    closed = Signal()
    training_picked = Signal(str)

    follows = frozenset({"training", "sync"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it is empty until `show_attempt`."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self.attempt_id = ""
        self.shown: AttemptView | None = None
        self._other_id = ""
        self._numbers = count(1)
        self.parameters = ParametersDiffModel(self)
        self.log_diff = LogDiffModel(self)
        self.view = AttemptFrame(self.tasks, self.parameters, self.log_diff, core.clock.now)
        self.body.addWidget(self.view)
        self._connect()

    def show_attempt(self, attempt_id: str) -> None:
        """Show an attempt."""
        if attempt_id != self.attempt_id:
            self.attempt_id, self._other_id, self.shown = attempt_id, "", None
            self.view.log.set_log("")
            self._clear_comparison()
        self.reread()

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read the attempt again if its training changed."""
        trainings = {one for change in changes if change.kind == "training" for one in change.ids}
        is_only_others = all(change.kind in ("training", "sync") for change in changes)
        if self.shown is not None and {change.kind for change in changes} == {"sync"}:
            self.view.memory.set_risk(await self.core.memory.risk_of(self.shown.attempt))
            return
        if self.shown is not None and is_only_others and self.shown.attempt.training_id not in trainings:
            return
        if self.attempt_id:
            await self._read()

    async def _read(self) -> None:
        attempt_id = self.attempt_id
        shown = await self.core.attempt_desk.view(attempt_id)
        if attempt_id != self.attempt_id:
            return
        self.shown = shown
        self._show()
        self.view.memory.set_risk(await self.core.memory.risk_of(shown.attempt))
        await self._read_tab()

    async def _read_tab(self) -> None:
        shown, tab = self.shown, self.view.tab
        if shown is None:
            return
        if tab == LOG:
            self.view.log.set_log(await self.core.trainings.log(shown.attempt.id))
        elif tab == COMPARE and self._other_id:
            await self._compare(shown.attempt.id, self._other_id)

    async def _compare(self, attempt_id: str, other_id: str) -> None:
        ids = sorted((attempt_id, other_id), key=self._number_of)
        found = await self.core.attempt_desk.compare(*ids)
        if (attempt_id, other_id) != (self.attempt_id, self._other_id):
            return
        words = self.tr("Try {number} · {status}")
        names = [
            words.format(number=one.number, status=texts.status_word(one.status))
            for one in (found.left, found.right)
        ]
        self.parameters.set_rows(found.parameters)
        self.log_diff.set_rows(found.log)
        self.parameters.show_names(*names)
        self.log_diff.show_names(*names)

    def _number_of(self, attempt_id: str) -> int:
        attempts = self.shown.details.attempts if self.shown else ()
        return next((one.number for one in attempts if one.id == attempt_id), 0)

    def _clear_comparison(self) -> None:
        self.parameters.set_rows(())
        self.log_diff.set_rows(())

    # -- showing -------------------------------------------------------------------------------------------

    def _show(self) -> None:
        shown = self.shown
        if shown is None:
            return
        details, attempt, view = shown.details, shown.attempt, self.view
        row = details.row
        who = f"{row.customer_name} (@{row.username})" if row.username else row.customer_name
        facts = self.tr("try {number} of {all} · {customer} · {bot}").format(
            number=attempt.number, all=len(details.attempts), customer=who, bot=details.training.bot
        )
        view.show_head(details.training.model_name, attempt_words.status_pill(attempt.status), facts)
        view.cards.show_answers(attempt_words.answers(shown))
        view.show_side(attempt_words.money_rows(shown), attempt_words.id_groups(shown))
        own = replace(
            details,
            story=tuple(one for one in details.story if one.attempt_number == attempt.number),
            attempts=details.attempts[: attempt.number],
        )
        view.show_story(story_items(own, None, self.core.clock.now(), self.core.watch.last_look))
        view.show_exchange(
            shown.exchange.request, shown.exchange.answer, self.tr("Nothing was kept for this attempt.")
        )
        view.set_evidence(deeds.evidence_obstacle(self.core))
        self._offer_others(shown)

    def _offer_others(self, shown: AttemptView) -> None:
        others = [one for one in shown.details.attempts if one.id != shown.attempt.id]
        words = self.tr("Compare with try {number} · {status}")
        choices = [
            (one.id, words.format(number=one.number, status=texts.status_word(one.status))) for one in others
        ]
        ids = [one.id for one in others]
        if self._other_id not in ids:
            before = [one.id for one in others if one.number < shown.attempt.number]
            self._other_id = before[-1] if before else ids[0] if ids else ""
        self.view.offer_others(choices, self._other_id)

    # -- what the operator touches -------------------------------------------------------------------------

    def _connect(self) -> None:
        view = self.view
        view.back_picked.connect(self.closed)
        view.training_picked.connect(self._on_training_picked)
        view.answer_picked.connect(self._on_answer_picked)
        view.evidence_picked.connect(self._on_evidence_picked)
        view.tab_picked.connect(self._on_tab_picked)
        view.other_picked.connect(self._on_other_picked)
        view.ids.copied.connect(self._on_copied)

    def _on_training_picked(self) -> None:
        if self.shown is not None:
            self.training_picked.emit(self.shown.attempt.training_id)

    def _on_answer_picked(self, language: str) -> None:
        if self.shown is not None:
            self.tasks.start(self._answer(self.shown, language), ANSWER)

    async def _answer(self, shown: AttemptView, language: str) -> None:
        self.said.emit(await deeds.copy_answer(self.core, shown.attempt.id, language))

    def _on_evidence_picked(self) -> None:
        if self.shown is not None:
            self.tasks.start(self._evidence(self.shown), EVIDENCE)

    async def _evidence(self, shown: AttemptView) -> None:
        said = await deeds.save_evidence(self, self.core, shown)
        if said:
            self.said.emit(said)

    def _on_tab_picked(self, _key: str) -> None:
        self.tasks.start(self._read_tab(), ("tab", next(self._numbers)))

    def _on_other_picked(self, attempt_id: str) -> None:
        self._other_id = attempt_id
        self._on_tab_picked(COMPARE)

    def _on_copied(self, label: str) -> None:
        self.said.emit(self.tr("Copied: {label}").format(label=label))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def translate(self) -> None:
        self._show()
