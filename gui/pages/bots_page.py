"""The bots page: whose each bot is, who is told, and which of them cannot send (S28, S29)."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.container import Core
from core.domain.people import Permission
from core.events import Change
from gui.actions import bots as deeds
from gui.models.bots_model import BotsModel
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.page import Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.table import Table

_CHECK, _DESCRIBE = "check bots", "describe bot"


class BotsPage(Page):
    """A table of bots; a double click opens one."""

    follows = frozenset({"bot", "outbox", "customer", "operator", "session"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self.model = BotsModel(self)
        self.head = PageHead()
        self.check_button = BusyButton(self.tasks, _CHECK, icon="heartbeat")
        self.add_button = Button(kind="primary", icon="plus")
        self.table = Table()
        self.table.setModel(self.model)
        self.table.set_widths([column.width for column in self.model.columns])
        self.head.add_right(self.check_button)
        self.head.add_right(self.add_button)
        self.body.addWidget(self.head)
        self.body.addWidget(self.table, 1)
        self.check_button.clicked.connect(self.check_all)
        self.add_button.clicked.connect(self.add_bot)
        self.table.empty.action_picked.connect(self.add_bot)
        self.table.row_opened.connect(self._on_row_opened)
        self._retranslate()

    def check_all(self) -> None:
        """Ask Telegram about every bot."""
        self.tasks.start(self._check_all(), _CHECK)

    def add_bot(self) -> None:
        """Ask for a bot that nobody described yet."""
        self.tasks.start(self._describe(None), _DESCRIBE)

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read the bots again."""
        self._show_rights()
        self.table.set_loading(True)
        try:
            self.model.set_rows(await self.core.bots.states())
        finally:
            self.table.set_loading(False)
        self._count()

    async def _check_all(self) -> None:
        states = await self.core.bots.check_all(self.core.operator)
        self.model.set_rows(states)
        self._count()
        self.said.emit(deeds.checked_said(states))

    async def _describe(self, row: int | None) -> None:
        state = None if row is None else self.model.row_at(row)
        names = [one.bot.name for one in self.model.rows if not one.is_described]
        said = await deeds.describe(self, self.core, state.bot if state else None, names=names)
        if said:
            self.said.emit(said)

    def _on_row_opened(self, row: int) -> None:
        if self.core.operator.may(Permission.EDIT_SETTINGS):
            self.tasks.start(self._describe(row), _DESCRIBE)

    def _count(self) -> None:
        rows = self.model.rows
        bad = sum(1 for one in rows if one.bot.is_active and one.cannot_send)
        counts = [CountLink(text=self.tr("%n bot(s)", "", len(rows)))]
        if bad:
            counts.append(CountLink(text=self.tr("%n cannot send", "", bad)))
        self.head.set_counts(counts)

    def _show_rights(self) -> None:
        may = self.core.operator.may(Permission.EDIT_SETTINGS)
        self.add_button.setEnabled(may)
        self.add_button.setToolTip("" if may else self.tr("Your role may not change bots."))
        self.check_button.set_available(self.core.operator.may(Permission.CHECK_TOKENS))

    def _retranslate(self) -> None:
        self.head.set_title(self.tr("Bots"))
        self.check_button.setText(self.tr("&Check all"))
        self.check_button.setToolTip(self.tr("Ask Telegram about every token and webhook"))
        self.add_button.setText(self.tr("&Add bot"))
        self.table.setAccessibleName(self.tr("Bots"))
        self.table.empty.set_words(self.tr("No bot is known yet."), self.tr("Add bot"))
        self.model.refresh_texts()
        self._show_rights()
        self._count()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
