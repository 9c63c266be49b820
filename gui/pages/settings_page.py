"""Settings: tokens and keys, the look of the window, this machine, and where each setting comes from."""

from datetime import timedelta

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.people import Permission
from core.errors import AppError
from core.events import Change
from gui import house, texts
from gui.actions import providers as provider_deeds
from gui.actions import session, token_doctor
from gui.actions import settings as deeds
from gui.forms.provider_cards import ProvidersCard, check_key, edit_key
from gui.forms.settings_cards import MachineCard, SettingsTable, WindowCard
from gui.forms.token_forms import (
    CHECK_TOKEN,
    DOCTOR,
    SAVE_BOT,
    SAVE_TOKEN,
    BotTokensForm,
    ReplicateTokenForm,
    check_bot_key,
)
from gui.languages import Languages
from gui.theme import Theme, Tone
from gui.widgets.page import Page
from gui.widgets.page_head import PageHead
from gui.widgets.sign_in_card import OWN_PASSWORD, SignInCard


class SettingsPage(Page):
    """Everything an owner sets up, and where it stands."""

    follows = frozenset({"gate", "customer", "outbox", "provider"})

    def __init__(self, core: Core, theme: Theme, languages: Languages, parent: QWidget | None = None) -> None:
        """Build the page; `theme` and `languages` are changed from here."""
        super().__init__(core, parent)
        self._head = PageHead()
        self._token = ReplicateTokenForm(self.tasks, core.gate.token_problem)
        self._bots = BotTokensForm(self.tasks)
        self.providers = ProvidersCard(self.tasks, is_test_mode=core.settings.payments_test_mode)
        self._sign_in = SignInCard(self.tasks, timedelta(minutes=core.settings.lock_after_min))
        self._build(WindowCard(theme, languages), MachineCard(core.paths), SettingsTable(core))
        self._connect()
        self.translate()

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        core = self.core
        self._sign_in.show_operator(core.operator)
        may_save = core.operator.may(Permission.EDIT_SETTINGS)
        for card in (self._token, self._bots, self.providers):
            card.set_may_save(may_save)
        self._bots.set_bots(await core.notices.bots())
        self.providers.set_states(await core.provider_keys.states(), await core.provider_keys.problems())
        self._show_token()

    def _build(self, window: WindowCard, machine: MachineCard, settings: SettingsTable) -> None:
        self.body.addWidget(self._head)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        for cards in ((self._token, self._bots, machine), (self._sign_in, window, self.providers)):
            column = QVBoxLayout()
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            columns.addLayout(column, 1)
        content = QWidget()
        content.setObjectName("body")
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 4, 0)
        rows.setSpacing(16)
        rows.addLayout(columns)
        rows.addWidget(settings)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        self.body.addWidget(scroll, 1)

    def _connect(self) -> None:
        self._sign_in.password_wanted.connect(self._on_password_wanted)
        self._token.check_wanted.connect(self._on_check_wanted)
        self._token.save_wanted.connect(self._on_save_wanted)
        self._token.doctor_wanted.connect(self._on_doctor_wanted)
        self._bots.check_wanted.connect(self._on_bot_check_wanted)
        self._bots.save_wanted.connect(self._on_bot_save_wanted)
        self.providers.check_wanted.connect(self._on_provider_check_wanted)
        self.providers.edit_wanted.connect(self._on_provider_edit_wanted)

    def _show_token(self) -> None:
        gate = self.core.gate.state
        trouble = house.gate_words(gate, self.core.clock.now())
        self._token.set_state(gate, trouble, is_sandbox=self.core.settings.is_sandbox)

    # -- deeds ---------------------------------------------------------------------------------------------

    def _on_password_wanted(self) -> None:
        self.tasks.start(self._set_password(), OWN_PASSWORD)

    async def _set_password(self) -> None:
        said = await session.set_own_password(self, self.core)
        if said:
            self.said.emit(said)

    def _on_check_wanted(self) -> None:
        self.tasks.start(self._check_token(), CHECK_TOKEN)

    async def _check_token(self) -> None:
        self.said.emit(await deeds.check_gate(self.core))

    def _on_doctor_wanted(self) -> None:
        self.tasks.start(self._call_doctor(), DOCTOR)

    async def _call_doctor(self) -> None:
        said = await token_doctor.open_doctor(self, self.core)
        if said:
            self.said.emit(said)

    def _on_save_wanted(self, value: str) -> None:
        self.tasks.start(self._save_token(value), SAVE_TOKEN)

    async def _save_token(self, value: str) -> None:
        if not await session.ensure_fresh(self, self.core):
            return
        said = await deeds.save_token(self.core, value)
        self._token.field.clear()
        self.said.emit(said)

    def _on_bot_check_wanted(self, bot: str) -> None:
        self.tasks.start(self._check_bot(bot), check_bot_key(bot))

    async def _check_bot(self, bot: str) -> None:
        self.said.emit(await deeds.check_bot(self.core, bot))

    def _on_bot_save_wanted(self, bot: str, value: str) -> None:
        self.tasks.start(self._save_bot(bot, value), SAVE_BOT)

    async def _save_bot(self, bot: str, value: str) -> None:
        if not await session.ensure_fresh(self, self.core):
            return
        said = await deeds.save_bot_token(self.core, bot, value)
        self._bots.clear()
        self.said.emit(said)
        self.reread()

    def _on_provider_check_wanted(self, provider: str) -> None:
        self.tasks.start(self._check_provider(provider), check_key(provider))

    async def _check_provider(self, provider: str) -> None:
        """Ask a provider; what it says against the keys stands in its line, where it is looked for."""
        state = await self.core.provider_keys.state(provider)
        try:
            said = await provider_deeds.check(self.core, provider)
        except AppError as error:
            self.providers.set_answer(state, Tone.BAD, texts.in_short(error))
            return
        self.providers.set_answer(state, Tone.OK, said)

    def _on_provider_edit_wanted(self, provider: str) -> None:
        self.tasks.start(self._edit_provider(provider), edit_key(provider))

    async def _edit_provider(self, provider: str) -> None:
        said = await provider_deeds.enter_keys(self, self.core, provider)
        if said:
            self.said.emit(said)
            self._on_provider_check_wanted(provider)

    @override
    def translate(self) -> None:
        self._head.set_title(self.tr("Settings"))
        self._show_token()
