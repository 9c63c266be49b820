"""One attempt in full: four answers, story, both attempts side by side, log, request and answer, money."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.tasks import TaskScope
from gui.widgets.answer_cards import AnswerCards
from gui.widgets.buttons import BusyButton, Button, IconButton
from gui.widgets.card import Card, SummaryRow, SummaryRows
from gui.widgets.cells import Pill
from gui.widgets.choice_filters import ChoiceFilters
from gui.widgets.fact_rows import FactGroup, FactRows
from gui.widgets.labels import Caption, ElidedLabel, Label
from gui.widgets.log_view import LogView
from gui.widgets.memory_line import MemoryLine
from gui.widgets.pill import PillLabel
from gui.widgets.story_view import StoryItem, StoryView
from gui.widgets.table import Table

STORY, COMPARE, LOG, EXCHANGE = "story", "compare", "log", "exchange"
TABS = (STORY, COMPARE, LOG, EXCHANGE)
ANSWER, EVIDENCE = "copy answer", "evidence"
SIDE_WIDTH = 330
PARAMETERS_HEIGHT = 190


class AttemptFrame(QWidget):
    """Shows what it is given and tells what is pressed; it reads nothing by itself.

    Signals:
        back_picked, training_picked: the buttons at the left of the head.
        answer_picked: the text for the customer is to be copied; carries the key of the language.
        evidence_picked: the evidence file is wanted.
        tab_picked: another tab is shown; carries its key.
        other_picked: another attempt is to be compared with; carries its id.
    """

    back_picked = Signal()
    training_picked = Signal()
    answer_picked = Signal(str)
    evidence_picked = Signal()
    tab_picked = Signal(str)
    other_picked = Signal(str)

    def __init__(
        self,
        tasks: TaskScope,
        parameters: QAbstractItemModel,
        log_diff: QAbstractItemModel,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        """Build the frame over the two tables of the comparison; deeds of `tasks` make buttons busy.

        Countdowns run against `now`.
        """
        super().__init__(parent)
        self.back = IconButton("arrow-left", "")
        self.title = Label("", "title")
        self.pill = PillLabel()
        self.facts = ElidedLabel("", "second")
        self.training = Button(icon="train-simple")
        self.evidence = BusyButton(tasks, EVIDENCE, icon="archive")
        self.answer = BusyButton(tasks, ANSWER, kind="primary", icon="copy")
        self.language = ChoiceFilters(("language",))
        self.memory = MemoryLine(now)
        self.cards = AnswerCards()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self._contents = QStackedWidget()
        self.story = StoryView()
        self.ids = FactRows()
        self.money = SummaryRows()
        self.log = LogView()
        self.request, self.reply = _raw(), _raw()
        self.request_caption, self.reply_caption = Caption(), Caption()
        self.others = ChoiceFilters(("other",))
        self.no_other = Label("", "muted").wrapped()
        self.parameters, self.log_diff = Table(), Table()
        self.parameters.setModel(parameters)
        self.parameters.set_compact(True)
        self.parameters.set_widths((34, 200, 0, 0))
        self.log_diff.setModel(log_diff)
        self.log_diff.set_row_height(24)
        self.log_diff.set_widths((34, 0, 0))
        self._side = Card()
        self._build()
        self._connect()
        self._translate()

    @property
    def tab(self) -> str:
        """Return the key of the tab shown."""
        return TABS[max(0, self.tabs.currentIndex())]

    def set_tab(self, key: str) -> None:
        """Show a tab."""
        self.tabs.setCurrentIndex(TABS.index(key))

    def show_head(self, title: str, pill: Pill, facts: str) -> None:
        """Show which attempt it is."""
        self.title.setText(title)
        self.pill.show_pill(pill)
        self.facts.set_full_text(facts)

    def show_side(self, rows: Sequence[SummaryRow], groups: Sequence[FactGroup]) -> None:
        """Show money and ids."""
        self.money.set_rows(rows)
        self.ids.set_groups(groups)

    def show_story(self, items: Sequence[StoryItem]) -> None:
        """Show the timeline."""
        self.story.set_items(items)

    def show_exchange(self, request: str, answer: str, nothing: str) -> None:
        """Show what was sent and what was answered, `nothing` where it was not kept."""
        for box, text in ((self.request, request), (self.reply, answer)):
            if box.toPlainText() != (text or nothing):
                box.setPlainText(text or nothing)

    def offer_others(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer the other attempts to compare with; without any, say so instead."""
        self.others.set_choices("other", self.tr("Compared with"), choices)
        self.others.set_values({"other": chosen})
        has_any = bool(choices)
        for widget in (self.others, self.parameters, self.log_diff):
            widget.setVisible(has_any)
        self.no_other.setVisible(not has_any)

    def set_evidence(self, obstacle: str) -> None:
        """Let the evidence be written, or say why it cannot."""
        self.evidence.set_available(not obstacle)
        self.evidence.setToolTip(obstacle)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        for widget in (self.back, self.title, self.pill):
            head.addWidget(widget)
        head.addWidget(self.facts, 1)
        for control in (self.training, self.evidence, self.language, self.answer):
            head.addWidget(control)
        self._side.setFixedWidth(SIDE_WIDTH)
        self._side.add(self.money)
        self._side.add(self.ids)
        self._side.body.addStretch(1)
        story = _column(self.story)
        for content in (story, self._compare_tab(), _column(self.log), self._exchange_tab()):
            self.tabs.addTab("")
            self._contents.addWidget(content)
        whole = Card()
        whole.add(self.tabs)
        whole.add(self._contents, 1)
        below = QHBoxLayout()
        below.setSpacing(14)
        below.addWidget(whole, 1)
        below.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.memory)
        column.addWidget(self.cards)
        column.addLayout(below, 1)

    def _compare_tab(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.parameters)
        split.addWidget(self.log_diff)
        split.setSizes([PARAMETERS_HEIGHT, 3 * PARAMETERS_HEIGHT])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(10)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.others)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.no_other)
        column.addWidget(split, 1)
        column.addStretch(0)
        return page

    def _exchange_tab(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for caption, box in ((self.request_caption, self.request), (self.reply_caption, self.reply)):
            column = QVBoxLayout()
            column.setSpacing(6)
            column.addWidget(caption)
            column.addWidget(box, 1)
            row.addLayout(column, 1)
        return page

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_picked)
        self.training.clicked.connect(self.training_picked)
        self.answer.clicked.connect(lambda: self.answer_picked.emit(self.language.values["language"]))
        self.evidence.clicked.connect(self.evidence_picked)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.others.chosen.connect(lambda values: self.other_picked.emit(values["other"]))

    def _on_tab_changed(self, place: int) -> None:
        self._contents.setCurrentIndex(place)
        self.tab_picked.emit(self.tab)

    def _translate(self) -> None:
        titles = (self.tr("Story"), self.tr("Compare"), self.tr("Log"), self.tr("Request and answer"))
        for place, title in enumerate(titles):
            self.tabs.setTabText(place, title)
        self.back.set_name(self.tr("Back (Esc)"))
        self.training.setText(self.tr("Training"))
        self.evidence.setText(self.tr("Evidence file…"))
        self.answer.setText(self.tr("Copy answer"))
        self.answer.setToolTip(self.tr("A neutral text for the customer, without a word of the provider"))
        self.language.set_choices(
            "language",
            self.tr("Language of the answer"),
            [("", self.tr("Customer’s language")), ("ru", "Русский"), ("en", "English")],
        )
        self._side.set_caption(self.tr("Money"))
        self.request_caption.set_caption(self.tr("Sent"))
        self.reply_caption.set_caption(self.tr("Answered last"))
        self.request.setAccessibleName(self.tr("What was sent to Replicate, without secrets"))
        self.reply.setAccessibleName(self.tr("What Replicate answered last, without secrets"))
        self.no_other.setText(
            self.tr("This training has one attempt only: there is nothing to compare it with.")
        )
        self.parameters.setAccessibleName(self.tr("Parameters of both attempts"))
        self.log_diff.setAccessibleName(self.tr("Logs of both attempts"))
        self.log_diff.empty.set_words(self.tr("Neither attempt has a log."))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()


def _raw() -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setReadOnly(True)
    box.setProperty("role", "log")
    box.setTabChangesFocus(True)
    return box


def _column(content: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(content)
    return page
