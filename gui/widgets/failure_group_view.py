"""An opened failure group: its four answers, what people know about it, and its attempts with tick boxes."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gui.tasks import TaskScope
from gui.widgets.answer_cards import AnswerCards
from gui.widgets.bulk_bar import BulkBar
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.cells import Pill
from gui.widgets.issue_list import Issue, IssueList
from gui.widgets.labels import ElidedLabel, Label
from gui.widgets.pill import PillLabel
from gui.widgets.table import Table

FIX, ASSIGN, NOTE = "fix", "assign", "note"
GAP = 14


class FailureGroupView(QWidget):
    """Shows what it is given and tells what is pressed; it reads nothing by itself.

    Signals:
        back_picked: the list of groups is wanted again.
        fix_picked, assign_picked, note_picked: the buttons at the head.
        attempt_opened: the attempt in this row is wanted.
        tick_toggled: the boxes of these rows, a list of places, were pressed.
    """

    back_picked = Signal()
    fix_picked = Signal()
    assign_picked = Signal()
    note_picked = Signal()
    attempt_opened = Signal(object)
    tick_toggled = Signal(object)

    def __init__(
        self,
        tasks: TaskScope,
        model: QAbstractItemModel,
        widths: Sequence[int],
        spare: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        """Build the view over the attempts; the first column is for ticks, `tasks` make buttons busy."""
        super().__init__(parent)
        self.back = Button(kind="link", icon="arrow-left")
        self.pill = PillLabel()
        self.headline = Label("", "title")
        self.signature = ElidedLabel("", "mono")
        self.facts = Label("", "second")
        self.fix = BusyButton(tasks, FIX, icon="check-circle")
        self.assign = BusyButton(tasks, ASSIGN, icon="user-circle")
        self.note = BusyButton(tasks, NOTE, icon="note-pencil")
        self.answers = AnswerCards()
        self.known = IssueList()
        self.table = Table()
        self.bar = BulkBar()
        self.table.setModel(model)
        self.table.set_compact(True)
        self.table.set_widths(widths, spare=spare)
        self._build()
        self._connect()
        self._translate()

    def show_head(self, pill: Pill, headline: str, signature: str, facts: str, *, is_fixed: bool) -> None:
        """Show which group it is; `facts` are owner and the like in one line."""
        self.pill.show_pill(pill)
        self.headline.setText(headline)
        self.signature.set_full_text(signature)
        self.facts.setText(facts)
        self.facts.setVisible(bool(facts))
        self.fix.setText(self.tr("Take the mark back") if is_fixed else self.tr("Mark fixed"))

    def show_known(self, issues: list[Issue]) -> None:
        """Show what people know: a fix, a note, that it is back."""
        self.known.set_issues(issues)

    def set_obstacle(self, obstacle: str) -> None:
        """Let the group be changed, or say why it cannot."""
        for button in (self.fix, self.assign, self.note):
            button.set_obstacle(obstacle)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addWidget(self.pill)
        head.addWidget(self.headline)
        head.addStretch(1)
        for button in (self.note, self.assign, self.fix):
            head.addWidget(button)
        under = QHBoxLayout()
        under.setSpacing(16)
        under.addWidget(self.signature, 1)
        under.addWidget(self.facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addLayout(under)
        column.addWidget(self.answers)
        column.addWidget(self.known)
        column.addWidget(self.table, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_picked)
        self.fix.clicked.connect(self.fix_picked)
        self.assign.clicked.connect(self.assign_picked)
        self.note.clicked.connect(self.note_picked)
        self.table.row_opened.connect(self.attempt_opened)
        self.table.clicked.connect(self._on_clicked)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._on_space)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.tick_toggled.emit([index.row()])

    def _on_space(self) -> None:
        rows = self.table.picked_rows()
        if rows:
            self.tick_toggled.emit(rows)

    def _translate(self) -> None:
        self.back.setText(self.tr("Failures"))
        self.back.setToolTip(self.tr("Back to all groups (Esc)"))
        self.assign.setText(self.tr("Assign…"))
        self.note.setText(self.tr("Note…"))
        self.fix.setText(self.tr("Mark fixed"))
        self.table.setAccessibleName(self.tr("Attempts; Space ticks the picked rows"))
        self.table.empty.set_words(self.tr("No attempt of this group matches the filter."))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
