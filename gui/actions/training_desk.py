"""One training in the details pane: kept true as it changes, and its buttons joined with the deeds."""

from collections.abc import Awaitable, Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from core.domain.attempts import Attempt
from core.domain.retries import run_of
from core.services.trainings import TrainingDetails
from gui import texts
from gui.actions import trainings as deeds
from gui.models.story_items import story_items
from gui.models.training_facts import head_facts, money_items, money_rows, parameter_groups, result_facts
from gui.models.training_look import TrainingLook
from gui.widgets.page import Page
from gui.widgets.training_details import TrainingDetailsPane
from gui.widgets.weights_block import WeightsPlace, WeightsState

Deed = Callable[[TrainingDetails], Awaitable[None]]


class TrainingDesk(QObject):
    """Fills the pane of a page from a look at one training, and does what is pressed there.

    Signals:
        closed: the details are not wanted any more.
        attempt_wanted: the attempt shown is wanted in full; carries its id.
    """

    closed = Signal()
    attempt_wanted = Signal(str)

    def __init__(self, page: Page, pane: TrainingDetailsPane) -> None:
        """Join `pane` with the training that `look` is told to show."""
        super().__init__(page)
        self._page = page
        self._core = page.core
        self._pane = pane
        self._downloads: dict[str, tuple[int, int | None]] = {}
        self.look = TrainingLook(page.core, page.tasks, self)
        self._connect()

    def retell(self) -> None:
        """Say everything again, after another language or when a deed became possible."""
        if self.look.details is not None:
            self._show_details(False)

    def do(self, deed: Deed, training_id: str, key: str) -> None:
        """Do a deed with a training as it is now; one deed of a kind at a time."""
        self._page.tasks.start(self._do(deed, training_id), key)

    def cancel(self, training_id: str) -> None:
        """Ask and cancel."""
        self.do(partial(deeds.cancel, self._page, self._core), training_id, "cancel")

    def retry(self, training_id: str) -> None:
        """Ask who pays and run it again."""
        self.do(partial(deeds.retry, self._page, self._core), training_id, "retry")

    def download(self, attempt: Attempt) -> None:
        """Fetch the weights of an attempt, unless that is under way."""
        self._page.tasks.start(self._download(attempt), ("download", attempt.id))

    async def open_menu(self, training_id: str, spot: QPoint) -> None:
        """Offer the deeds of a row at `spot`, a point of the screen; what cannot be done says why."""
        details = await self._core.trainings.details(training_id)
        attempt = details.attempts[-1]
        menu = QMenu(self._page)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        copies = (
            (self.tr("Copy id"), training_id),
            (self.tr("Copy Replicate id"), attempt.provider_id or ""),
        )
        for label, text in copies:
            action = menu.addAction(label)
            action.setEnabled(bool(text))
            action.triggered.connect(partial(self._copy, text, label))
        offers = (
            (self.tr("Open at Replicate"), deeds.open_obstacle(self._core.settings, attempt),
             partial(deeds.open_at_replicate, attempt)),
            (self.tr("Download weights"), deeds.download_obstacle(self._core, attempt),
             partial(self.download, attempt)),
            (self.tr("Retry"), deeds.retry_obstacle(self._core, details), partial(self.retry, training_id)),
            (self.tr("Cancel training"), deeds.cancel_obstacle(self._core, details),
             partial(self.cancel, training_id)),
        )  # fmt: skip
        menu.addSeparator()
        for label, obstacle, deed in offers:
            action = menu.addAction(label)
            action.setEnabled(not obstacle)
            action.setToolTip(obstacle or label)
            action.triggered.connect(partial(_call, deed))
        menu.popup(spot)

    async def _do(self, deed: Deed, training_id: str) -> None:
        await deed(await self._core.trainings.details(training_id))

    async def _download(self, attempt: Attempt) -> None:
        def on_progress(done: int, total: int | None) -> None:
            self._downloads[attempt.id] = (done, total)
            self._show_download()

        on_progress(0, None)
        try:
            await deeds.download_weights(self._page, self._core, attempt, on_progress)
        finally:
            self._downloads.pop(attempt.id, None)
            self._show_download()

    def _connect(self) -> None:
        look, pane = self.look, self._pane
        look.details_read.connect(self._show_details)
        look.log_read.connect(self._show_log)
        look.loss_read.connect(self._show_loss)
        look.gone.connect(self.closed)
        pane.tab_picked.connect(look.show_part)
        pane.attempt_picked.connect(look.show_attempt)
        pane.close_picked.connect(self.closed)
        pane.copy_picked.connect(self._on_copy_picked)
        pane.open_picked.connect(self._on_open_picked)
        pane.cancel_picked.connect(self._on_cancel_picked)
        pane.retry_picked.connect(self._on_retry_picked)
        pane.whole_picked.connect(self._on_whole_picked)
        pane.planned.now_picked.connect(partial(self._on_planned, deeds.retry_now, "retry now"))
        pane.planned.never_picked.connect(partial(self._on_planned, deeds.retry_never, "retry never"))
        pane.download_picked.connect(self._on_download_picked)
        pane.weights.download_picked.connect(self._on_download_picked)
        pane.weights.cancel_picked.connect(self._on_stop_picked)
        pane.weights.folder_picked.connect(self._on_folder_picked)
        pane.weights.version_picked.connect(self._on_version_picked)
        for rows in (pane.weights, pane.facts):
            rows.copied.connect(self._on_copied)

    def _show_details(self, is_other: bool) -> None:
        details, attempt = self.look.details, self.look.attempt
        if details is None or attempt is None:
            return
        core, pane = self._core, self._pane
        pane.set_head(details.training.model_name, head_facts(details, attempt))
        obstacle = deeds.open_obstacle(core.settings, attempt)
        pane.set_openable(not obstacle, obstacle or self.tr("Open at Replicate"))
        words = self.tr("Try {number} · {status}")
        names = [words.format(number=a.number, status=texts.status_word(a.status)) for a in details.attempts]
        pane.show_attempts(names, attempt.number)
        items = story_items(details, self.look.progress, core.clock.now(), core.watch.last_look)
        pane.show_story(items, is_other=is_other)
        pane.facts.set_groups(parameter_groups(details, attempt))
        pane.show_money(money_items(details), money_rows(details))
        self._show_weights(attempt)
        pane.memory.set_risk(self.look.risk)
        pane.planned.set_planned(details.attempts[-1].retry_at, deeds.planned_obstacle(core))
        pane.cancel.set_obstacle(deeds.cancel_obstacle(core, details))
        pane.retry.set_obstacle(deeds.retry_obstacle(core, details))
        if is_other:
            pane.show_loss((), 1)
            pane.show_tail("")
            pane.log.set_following(True)

    def _show_weights(self, attempt: Attempt) -> None:
        place = WeightsPlace.NOWHERE
        if attempt.weights_url:
            is_here = bool(attempt.weights_sha256) and self._core.weights.path_of(attempt).is_file()
            place = WeightsPlace.HERE if is_here else WeightsPlace.AT_REPLICATE
        obstacle = deeds.download_obstacle(self._core, attempt)
        self._pane.weights.set_state(
            WeightsState(
                place=place, facts=result_facts(attempt), version=attempt.output_version, why_none=obstacle
            )
        )
        is_at_hand = place is WeightsPlace.HERE or attempt.id in self._downloads
        self._pane.download.set_obstacle("" if is_at_hand else obstacle)
        self._pane.weights.set_progress(self._downloads.get(attempt.id))

    def _show_download(self) -> None:
        if self.look.attempt is not None:
            self._show_weights(self.look.attempt)

    def _show_log(self, log: str) -> None:
        if self._pane.tab == "log":
            self._pane.log.set_log(log)
        else:
            self._pane.show_tail(log)

    def _show_loss(self, points: object) -> None:
        details, attempt = self.look.details, self.look.attempt
        if details is not None and attempt is not None and isinstance(points, list):
            self._pane.show_loss(points, run_of(details.training, attempt).parameters.steps)

    def _copy(self, text: str, label: str, *_: object) -> None:
        deeds.copy(self._page, text, label)

    def _on_copied(self, label: str) -> None:
        self._page.said.emit(self.tr("Copied: {label}").format(label=label))

    def _on_copy_picked(self) -> None:
        if self.look.training_id is not None:
            self._copy(self.look.training_id, self.tr("training id"))

    def _on_version_picked(self) -> None:
        if self.look.attempt is not None:
            self._copy(self.look.attempt.output_version, self.tr("model version"))

    def _on_open_picked(self) -> None:
        if self.look.attempt is not None:
            deeds.open_at_replicate(self.look.attempt)

    def _on_folder_picked(self) -> None:
        if self.look.attempt is not None:
            deeds.open_folder(self._core, self.look.attempt)

    def _on_cancel_picked(self) -> None:
        if self.look.training_id is not None:
            self.cancel(self.look.training_id)

    def _on_whole_picked(self) -> None:
        if self.look.attempt is not None:
            self.attempt_wanted.emit(self.look.attempt.id)

    def _on_planned(self, deed: Callable[..., Awaitable[None]], key: str, *_: object) -> None:
        if self.look.training_id is not None:
            self.do(partial(deed, self._page, self._core), self.look.training_id, key)

    def _on_retry_picked(self) -> None:
        if self.look.training_id is not None:
            self.retry(self.look.training_id)

    def _on_download_picked(self) -> None:
        attempt = self.look.attempt
        if attempt is not None:
            self._pane.set_tab("parameters")  # there one sees the download, or where the file is
            if self._pane.weights.place is not WeightsPlace.HERE:
                self.download(attempt)

    def _on_stop_picked(self) -> None:
        if self.look.attempt is not None:
            self._page.tasks.cancel(("download", self.look.attempt.id))


def _call(deed: Callable[[], None], *_: object) -> None:
    deed()
