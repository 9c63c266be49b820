"""Stuck work: what hangs here, what Replicate has that is not here, and one press that puts it right."""

from collections.abc import Awaitable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.stuck import Repair, Stuck, StuckKind
from core.events import Change
from gui.actions import repairs as deeds
from gui.models.stuck_model import StuckModel, kind_meaning, repair_word
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.labels import Label
from gui.widgets.page import Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.table import Table

_LOOK, _REPAIR, _LINK = "look at replicate", "repair", "link by id"


class StuckPage(Page):
    """The table of stuck work and the deed for the row that is picked; Enter does it.

    Signals:
        training_picked: a training is to be shown; carries its id.
        closed: the page is not wanted any more.
    """

    training_picked = Signal(str)
    closed = Signal()

    follows = frozenset({"training", "ledger", "gate"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads the database when it is first shown, and then Replicate's list once."""
        super().__init__(core, parent)
        self._there: list[Stuck] = []
        self._was_asked = False
        self.head = PageHead()
        self.back_button = Button(icon="arrow-left")
        self.look_button = BusyButton(self.tasks, _LOOK, icon="arrows-clockwise")
        self.model = StuckModel(core.clock.now, self)
        self.table = Table()
        self.meaning = Label("", "muted").wrapped()
        self.open_button = Button()
        self.link_button = BusyButton(self.tasks, _LINK)
        self.repair_button = BusyButton(self.tasks, _REPAIR, kind="primary")
        self._build()
        self._connect()
        self.translate()

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read again what the database shows; what Replicate showed stays until it is asked again."""
        here = await self.core.repairs.here()
        self._show([*here, *(one for one in self._there if one.id not in {other.id for other in here})])
        if not self._was_asked and self.core.gate.state.is_open:
            self._was_asked = True
            self.look()

    def look(self) -> None:
        """Ask Replicate for its list now."""
        self.tasks.start(self._look(), _LOOK)

    async def _look(self) -> None:
        self._there = await self.core.repairs.there()
        self.reread()

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.set_widths([column.width for column in self.model.columns], spare=[3, 5])
        self.head.add_right(self.back_button)
        self.head.add_right(self.look_button)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.meaning, 1)
        foot.addWidget(self.link_button, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.repair_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.head)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(foot)
        self.table.setFocus()

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.closed)
        self.look_button.clicked.connect(self.look)
        self.repair_button.clicked.connect(self.repair)
        self.open_button.clicked.connect(self._on_open_clicked)
        self.link_button.clicked.connect(self.link)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.selectionModel().selectionChanged.connect(self._show_picked)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    def repair(self) -> None:
        """Do what is offered for the row that is picked."""
        one = self._picked()
        if one is not None and not deeds.obstacle(self.core, one.repair):
            self.tasks.start(self._repair(one), _REPAIR)

    def link(self) -> None:
        """Join the row that is picked, whose outcome is unknown, with a training at Replicate by its id."""
        one = self._picked()
        if one is not None and one.kind is StuckKind.UNKNOWN:
            self.tasks.start(self._done(deeds.link_by_id(self, self.core, one)), _LINK)

    async def _repair(self, one: Stuck) -> None:
        await self._done(deeds.repair(self, self.core, one))

    async def _done(self, deed: Awaitable[str]) -> None:
        said = await deed
        if said:
            self.said.emit(said)
            await self._look()

    def _picked(self) -> Stuck | None:
        rows = self.table.picked_rows()
        return self.model.row_at(rows[0]) if rows else None

    def _show(self, found: list[Stuck]) -> None:
        before = self._picked()
        self.model.set_rows(found)
        self.head.set_counts([CountLink(text=self.tr("%n stuck", "", len(found)))])
        if found:
            ids = [one.id for one in found]
            self.table.pick_row(ids.index(before.id) if before is not None and before.id in ids else 0)
        self._show_picked()

    def _show_picked(self, *_: object) -> None:
        one = self._picked()
        self.meaning.setText(kind_meaning(one) if one else "")
        self.open_button.setVisible(one is not None and bool(one.training_id))
        self.repair_button.setVisible(one is not None)
        self.link_button.setVisible(one is not None and one.kind is StuckKind.UNKNOWN)
        self.link_button.set_obstacle(deeds.obstacle(self.core, Repair.LINK))
        if one is not None:
            obstacle = deeds.obstacle(self.core, one.repair)
            self.repair_button.setText(repair_word(one.repair))
            self.repair_button.set_obstacle(obstacle, kind_meaning(one))

    def _on_open_clicked(self) -> None:
        one = self._picked()
        if one is not None and one.training_id:
            self.training_picked.emit(one.training_id)

    def _on_row_opened(self, row: int) -> None:
        self.table.pick_row(row)
        self.repair()

    @override
    def translate(self) -> None:
        self.head.set_title(self.tr("Stuck work"))
        self.back_button.setText(self.tr("&Back"))
        self.look_button.setText(self.tr("&Look at Replicate"))
        self.look_button.setToolTip(self.tr("Read Replicate’s list for what is not known here"))
        self.open_button.setText(self.tr("Show the &training"))
        self.link_button.setText(self.tr("Link by &id…"))
        self.table.setAccessibleName(self.tr("Stuck work"))
        self.table.empty.set_words(self.tr("Nothing is stuck."))
        self.model.refresh_texts()
        self._show(list(self.model.rows))
