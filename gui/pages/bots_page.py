"""The bots page: whose each bot is, who is told, and which of them cannot send (S28, S29)."""

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.people import Permission
from core.events import Change
from gui.actions import bots as deeds
from gui.models.bots_model import BotsModel
from gui.models.messages_model import MessageLine, MessagesModel
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.labels import Caption
from gui.widgets.page import Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.table import Table

_CHECK, _DESCRIBE, _RESEND = "check bots", "describe bot", "resend"


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
        self.told_model = MessagesModel(core.clock.now, self)
        self.told = Table()
        self.resend_button = BusyButton(self.tasks, _RESEND, icon="paper-plane-tilt")
        self._caption = Caption()
        self.table = Table()
        self.table.setModel(self.model)
        self.table.set_widths([column.width for column in self.model.columns])
        self.head.add_right(self.check_button)
        self.head.add_right(self.add_button)
        self.body.addWidget(self.head)
        self.body.addWidget(self.table, 2)
        self._build_told()
        self.check_button.clicked.connect(self.check_all)
        self.add_button.clicked.connect(self.add_bot)
        self.table.empty.action_picked.connect(self.add_bot)
        self.table.row_opened.connect(self._on_row_opened)
        self.resend_button.clicked.connect(self._on_resend_clicked)
        self.told.selectionModel().selectionChanged.connect(self._offer_resend)
        self.translate()

    def check_all(self) -> None:
        """Ask Telegram about every bot."""
        self.tasks.start(self._check_all(), _CHECK)

    def add_bot(self) -> None:
        """Ask for a bot that nobody described yet."""
        self.tasks.start(self._describe(None), _DESCRIBE)

    def _build_told(self) -> None:
        self.told.set_compact(True)
        self.told.setModel(self.told_model)
        self.told.set_widths([column.width for column in self.told_model.columns])
        line = QHBoxLayout()
        line.addWidget(self._caption, 1)
        line.addWidget(self.resend_button)
        self.body.addLayout(line)
        self.body.addWidget(self.told, 3)

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read the bots again."""
        self._show_rights()
        self.table.set_loading(True)
        try:
            self.model.set_rows(await self.core.bots.states())
            await self._read_told()
        finally:
            self.table.set_loading(False)
        self._count()

    async def _read_told(self) -> None:
        """Read the newest words to owners, groups and error channels, and why some did not arrive (S31)."""
        self.told_model.set_rows(
            MessageLine(
                id=one.id,
                text=f"{one.bot} → {one.chat_id}: {one.text}",
                state=one.status.value,
                error=one.error,
                created_at=one.created_at,
                may_be_resent=one.may_be_resent,
            )
            for one in await self.core.bots.to_staff()
        )
        keys = [column.key for column in self.told_model.columns]
        has_errors = any(line.error for line in self.told_model.rows)
        self.told.setColumnHidden(keys.index("error"), not has_errors)
        self._offer_resend()

    async def _resend(self, message_ids: list[str]) -> None:
        for message_id in message_ids:
            await self.core.notices.resend(message_id, self.core.operator)
        self.said.emit(self.tr("%n message(s) will be sent again.", "", len(message_ids)))

    def _to_resend(self) -> list[str]:
        picked = [self.told_model.row_at(row) for row in self.told.picked_rows()]
        return [line.id for line in picked if line.may_be_resent]

    def _offer_resend(self) -> None:
        may = self.core.operator.may(Permission.RESEND_MESSAGE)
        self.resend_button.set_available(may and bool(self._to_resend()))

    def _on_resend_clicked(self) -> None:
        self.tasks.start(self._resend(self._to_resend()), _RESEND)

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
        self.add_button.set_obstacle("" if may else self.tr("Your role may not change bots."))
        self.check_button.set_available(self.core.operator.may(Permission.CHECK_TOKENS))

    @override
    def translate(self) -> None:
        self.head.set_title(self.tr("Bots"))
        self.check_button.setText(self.tr("&Check all"))
        self.check_button.setToolTip(self.tr("Ask Telegram about every token and webhook"))
        self.add_button.setText(self.tr("&Add bot"))
        self.table.setAccessibleName(self.tr("Bots"))
        self.table.empty.set_words(self.tr("No bot is known yet."), self.tr("Add bot"))
        self._caption.set_caption(self.tr("Told to owners, groups and error channels"))
        self.resend_button.setText(self.tr("&Send again"))
        self.resend_button.setToolTip(self.tr("Send the picked messages that did not arrive once more"))
        self.told.setAccessibleName(self.tr("Told to owners, groups and error channels"))
        self.told.empty.set_words(self.tr("Nobody was told anything yet."))
        self.model.refresh_texts()
        self.told_model.refresh_texts()
        self._show_rights()
        self._count()
