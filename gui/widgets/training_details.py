"""The details of one training: story, log, loss, parameters, money, and the deeds at the foot."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from gui.tasks import TaskScope
from gui.widgets.buttons import BusyButton, Button, IconButton
from gui.widgets.card import SummaryRow, SummaryRows
from gui.widgets.details_pane import DetailsPane
from gui.widgets.fact_rows import FactRows
from gui.widgets.labels import Caption, Rule
from gui.widgets.log_view import LogView
from gui.widgets.loss_chart import LossChart
from gui.widgets.memory_line import MemoryLine
from gui.widgets.retry_line import RetryLine
from gui.widgets.story_view import StoryItem, StoryView
from gui.widgets.weights_block import WeightsBlock

TABS = ("story", "log", "loss", "parameters", "money")
TAIL_LINES = 3
TAIL_HEIGHT = 66
STORY_LEAST = 120
CAPTION_ROOM = 28
END_SLACK = 4
_TAIL_CHARS = 4000
_BAR = re.compile(r"\|[█▉▊▋▌▍▎▏# ]*\|")
"""The drawn part of a progress bar: the narrow pane has room for its figures only."""

Points = Sequence[tuple[int, float]]


class TrainingDetailsPane(DetailsPane):
    """Shows what it is given and tells what is pressed; it reads nothing by itself.

    Signals:
        attempt_picked: another attempt of the training is wanted; carries its number.
        cancel_picked, retry_picked, download_picked: the buttons at the foot.
        whole_picked: the attempt shown is wanted on a page of its own.
    """

    attempt_picked = Signal(object)
    cancel_picked = Signal()
    retry_picked = Signal()
    download_picked = Signal()
    whole_picked = Signal()

    def __init__(self, tasks: TaskScope, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        """Build all tabs; the deeds "cancel" and "retry" of `tasks` make their buttons busy.

        Countdowns run against `now`.
        """
        super().__init__(parent)
        self.story = StoryView()
        self.log = LogView()
        self.loss = LossChart()
        self.weights = WeightsBlock()
        self.facts = FactRows()
        self.transfers = StoryView()
        self.sums = SummaryRows()
        self.attempts = QComboBox()
        self.attempts.activated.connect(self._on_attempt_activated)
        self.planned = RetryLine(tasks, now)
        self.memory = MemoryLine(now)
        self._loss_caption, self._log_caption = Caption(), Caption()
        self._small_loss = LossChart()
        self._tail = QPlainTextEdit()
        self._story_follows = True
        self._has_loss = self._has_tail = False
        self._story_room = _StoryTab()
        self._story_room.resized.connect(self._fit_story)
        self.whole = IconButton("magnifying-glass-plus", "")
        self.download = Button(icon="download-simple")
        self.retry = BusyButton(tasks, "retry", icon="arrow-clockwise")
        self.cancel = BusyButton(tasks, "cancel", kind="danger", icon="stop-circle")
        self._add_tabs()
        self._add_actions()
        self._translate()

    @property
    def tail(self) -> str:
        """Return the last lines of the log under the story."""
        return self._tail.toPlainText()

    def show_story(self, items: Sequence[StoryItem], *, is_other: bool) -> None:
        """Show a story and follow its end; a place one has scrolled to stays, but for another training."""
        self._story_follows = self._story_follows or is_other
        self.story.set_items(items)

    def show_loss(self, points: Points, total_steps: int) -> None:
        """Show the loss curve where it is seen: in its tab or, if there is one, under the story."""
        if self.tab == "loss" or not points:
            self.loss.set_points(points, total_steps)
        if self.tab == "loss":
            return
        self._small_loss.set_points(points, total_steps)
        self._has_loss = bool(points)
        self._fit_story()

    def show_tail(self, log: str) -> None:
        """Show the last lines of `log` under the story; nothing if there are none."""
        lines = [line for line in log[-_TAIL_CHARS:].splitlines() if line.strip()]
        self._tail.setPlainText("\n".join(_BAR.sub("|", line) for line in lines[-TAIL_LINES:]))
        self._has_tail = bool(lines)
        self._fit_story()

    def show_money(self, items: Sequence[StoryItem], rows: Sequence[SummaryRow]) -> None:
        """Show the transfers and their sums."""
        self.transfers.set_items(items)
        self.sums.set_rows(rows)

    def show_attempts(self, words: Sequence[str], shown: int) -> None:
        """Offer the attempts to look at, `shown` being the number (from 1) of the one that is."""
        if [self.attempts.itemText(place) for place in range(self.attempts.count())] != list(words):
            self.attempts.clear()
            self.attempts.addItems(list(words))
        self.attempts.setCurrentIndex(shown - 1)
        self.attempts.setVisible(len(words) > 1)

    def _add_tabs(self) -> None:
        """Put the contents into their tabs, in the order of `TABS`."""
        parameters = QWidget()
        column = QVBoxLayout(parameters)
        column.setContentsMargins(0, 4, 6, 4)
        column.setSpacing(16)
        column.addWidget(self.weights)
        column.addWidget(self.facts)
        column.addStretch(1)
        money = QWidget()
        column = QVBoxLayout(money)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(12)
        column.addWidget(self.transfers, 1)
        column.addWidget(Rule())
        column.addWidget(self.sums)
        loss = QWidget()
        column = QVBoxLayout(loss)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.loss, 1)
        contents = (self._story_tab(), self.log, loss, _scrolled(parameters), money)
        for key, content in zip(TABS, contents, strict=True):
            self.add_tab(key, key, content)
        self.add_under_facts(self.memory)
        self.add_under_facts(self.planned)
        self.add_under_facts(self.attempts)
        self.attempts.hide()

    def _story_tab(self) -> QWidget:
        self._tail.setReadOnly(True)
        self._tail.setProperty("role", "log")
        self._tail.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._tail.setFixedHeight(TAIL_HEIGHT)
        self._tail.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tail.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tail.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = self.story.verticalScrollBar()
        bar.rangeChanged.connect(self._on_story_range_changed)
        bar.valueChanged.connect(self._on_story_scrolled)
        self._small_loss.setFixedHeight(self._small_loss.minimumHeight())
        column = QVBoxLayout(self._story_room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.story, 1)
        for widget in (self._loss_caption, self._small_loss, self._log_caption, self._tail):
            column.addWidget(widget)
            widget.hide()
        return self._story_room

    def _fit_story(self) -> None:
        """Show the end of the log and the curve under the story where they leave it room to be read."""
        room = self._story_room.height() - STORY_LEAST
        for is_wanted, caption, block, height in (
            (self._has_tail, self._log_caption, self._tail, TAIL_HEIGHT),
            (self._has_loss, self._loss_caption, self._small_loss, self._small_loss.minimumHeight()),
        ):
            room -= (height + CAPTION_ROOM) if is_wanted else 0
            for widget in (caption, block):
                widget.setVisible(is_wanted and room >= 0)

    def _add_actions(self) -> None:
        self.add_to_head(self.whole)
        for button in (self.download, self.retry, self.cancel):
            self.add_action(button)
        self.whole.clicked.connect(self.whole_picked)
        self.download.clicked.connect(self.download_picked)
        self.retry.clicked.connect(self.retry_picked)
        self.cancel.clicked.connect(self.cancel_picked)

    def _on_attempt_activated(self, place: int) -> None:
        self.attempt_picked.emit(place + 1)

    def _on_story_range_changed(self, _low: int, high: int) -> None:
        if self._story_follows:
            self.story.verticalScrollBar().setValue(high)

    def _on_story_scrolled(self, value: int) -> None:
        self._story_follows = value >= self.story.verticalScrollBar().maximum() - END_SLACK

    def _translate(self) -> None:
        titles = (self.tr("Story"), self.tr("Log"), self.tr("Loss"), self.tr("Parameters"), self.tr("Money"))
        for key, title in zip(TABS, titles, strict=True):
            self.set_tab_title(key, title)
        self._loss_caption.set_caption(self.tr("Loss"))
        self._log_caption.set_caption(self.tr("Log"))
        self._tail.setAccessibleName(self.tr("The last lines of the log"))
        self.attempts.setAccessibleName(self.tr("Attempt"))
        self.whole.set_name(self.tr("The attempt in full: compared, request and answer, answer pack"))
        self.download.setText(self.tr("Weights"))
        self.download.setAccessibleName(self.tr("Download weights"))
        self.retry.setText(self.tr("Retry"))
        self.cancel.setText(self.tr("Cancel training"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()


class _StoryTab(QWidget):
    """The tab of the story; tells when there is more or less room in it."""

    resized = Signal()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


def _scrolled(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setObjectName("body")
    area.setWidget(content)
    return area
