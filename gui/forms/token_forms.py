"""Entering tokens: Replicate's one, and one for each Telegram bot. What is typed is masked and never kept."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.services.gate import GateState
from core.services.notices import BotToken
from gui import assets, house
from gui.tasks import TaskScope
from gui.theme import Tone
from gui.widgets.buttons import BusyButton
from gui.widgets.card import Card
from gui.widgets.fields import LineField
from gui.widgets.health import HealthRow
from gui.widgets.labels import Label, Rule

SAVE_TOKEN, CHECK_TOKEN, SAVE_BOT, DOCTOR = "save token", "check token", "save bot", "token doctor"
"""Keys of the tasks whose buttons stand here; a bot is checked under `check_bot_key`."""

TokenProblem = Callable[[str], str | None]


def check_bot_key(bot: str) -> tuple[str, str]:
    """Return the key of the task that checks a bot."""
    return ("check bot", bot)


class SecretField(LineField):
    """A line that shows dots; the eye at its end shows the letters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty and masked."""
        super().__init__(parent=parent)
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        self._eye.setIcon(assets.icon("eye", "faint", "accent"))
        self._eye.toggled.connect(self._on_toggled)
        self.control.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._on_toggled(False)

    def clear(self) -> None:
        """Forget what was typed, and mask again."""
        self.set_value("")
        self.set_error("")
        self._eye.setChecked(False)

    def set_eye_words(self, words: str) -> None:
        """Say what the eye does."""
        self._eye.setToolTip(words)

    def _on_toggled(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.control.setEchoMode(mode)


class ReplicateTokenForm(Card):
    """The Replicate token: whose it is, where it comes from, another one.

    Signals:
        save_wanted: a token was entered; carries it.
        check_wanted: the one in use is to be tried again.
        doctor_wanted: everything about it is to be looked at.
    """

    save_wanted = Signal(str)
    check_wanted = Signal()
    doctor_wanted = Signal()

    def __init__(self, scope: TaskScope, problem: TokenProblem, parent: QWidget | None = None) -> None:
        """Build the form; `problem` tells in a few words what is wrong with the shape of a token."""
        super().__init__(parent=parent)
        self._problem = problem
        self._may_save = True
        self.state = HealthRow()
        self.check_button = BusyButton(scope, CHECK_TOKEN)
        self.check_button.clicked.connect(self.check_wanted)
        self.state.add(self.check_button)
        self.doctor_button = BusyButton(scope, DOCTOR, kind="link")
        self.doctor_button.clicked.connect(self.doctor_wanted)
        self.add_to_head(self.doctor_button)
        self.field = SecretField()
        self.field.changed.connect(self._on_changed)
        self.field.control.returnPressed.connect(self._on_save)
        self.save_button = BusyButton(scope, SAVE_TOKEN, kind="primary")
        self.save_button.clicked.connect(self._on_save)
        self.add(self.state)
        self.add(Rule())
        self.add(self.field)
        self.body.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._on_changed("")
        self._retranslate()

    def set_state(self, gate: GateState, trouble: str, *, is_sandbox: bool) -> None:
        """Show whose token is in use; `trouble` is why nothing may be sent, empty while all is well."""
        words = house.account_words(gate, is_sandbox=is_sandbox)
        self.state.set_state(house.account_tone(gate), f"{words}\n{trouble}" if trouble else words)

    def set_may_save(self, may_save: bool) -> None:
        """Say whether the operator may change tokens."""
        self._may_save = may_save
        self._on_changed(self.field.value)

    def _on_changed(self, value: str) -> None:
        problem = self._problem(value) if value else None
        self.field.set_error(self._refusal(problem) if problem else "")
        self.save_button.set_available(self._may_save and bool(value) and problem is None)

    def _refusal(self, problem: str) -> str:
        words = QCoreApplication.translate("Token", problem)
        return self.tr("This is not a token: {problem}.").format(problem=words)

    def _on_save(self) -> None:
        if self.save_button.isEnabled():
            self.save_wanted.emit(self.field.value)

    def _retranslate(self) -> None:
        self.set_caption(self.tr("Replicate"))
        self.state.set_name(self.tr("Token in use"))
        self.check_button.setText(self.tr("Check now"))
        self.doctor_button.setText(self.tr("Token doctor…"))
        self.field.set_words(
            self.tr("Another token"),
            self.tr("It is kept in this machine’s keyring, never as plain text, and tried at once."),
        )
        self.field.set_eye_words(self.tr("Show the letters"))
        self.save_button.setText(self.tr("Save token"))
        self._on_changed(self.field.value)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class BotTokensForm(Card):
    """The bots that write to customers, each with its token.

    Signals:
        save_wanted: a token was entered; carries the bot's name and the token.
        check_wanted: Telegram is to be asked about a bot; carries its name.
    """

    save_wanted = Signal(str, str)
    check_wanted = Signal(str)

    def __init__(self, scope: TaskScope, parent: QWidget | None = None) -> None:
        """Build the form without bots."""
        super().__init__(parent=parent)
        self._scope = scope
        self._may_save = True
        self._lines: dict[str, _BotLine] = {}
        self._none = Label("", "muted").wrapped()
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._list.addWidget(self._none)
        self.bot_field, self.token_field = LineField(), SecretField()
        for field in (self.bot_field, self.token_field):
            field.changed.connect(self._on_changed)
            field.control.returnPressed.connect(self._on_save)
        self.save_button = BusyButton(scope, SAVE_BOT)
        self.save_button.clicked.connect(self._on_save)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(self.bot_field, 2, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.token_field, 3, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._list)
        self.add(Rule())
        self.body.addLayout(fields)
        self.body.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._on_changed()
        self._retranslate()

    @property
    def bots(self) -> tuple[str, ...]:
        """Return the names of the bots shown."""
        return tuple(self._lines)

    def set_bots(self, bots: Sequence[BotToken]) -> None:
        """Show exactly these bots; a line that stays keeps its focus."""
        for gone in self._lines.keys() - {one.bot for one in bots}:
            line = self._lines.pop(gone)
            self._list.removeWidget(line)
            line.deleteLater()
        for one in bots:
            if one.bot not in self._lines:
                self._lines[one.bot] = _BotLine(self._scope, one.bot)
                self._lines[one.bot].check_wanted.connect(self.check_wanted)
                self._list.addWidget(self._lines[one.bot])
            self._lines[one.bot].set_source(one.source)
        self._none.setVisible(not bots)

    def set_may_save(self, may_save: bool) -> None:
        """Say whether the operator may change tokens."""
        self._may_save = may_save
        self._on_changed()

    def clear(self) -> None:
        """Forget what was typed."""
        self.bot_field.set_value("")
        self.token_field.clear()
        self._on_changed()

    def _on_changed(self) -> None:
        is_filled = bool(self.bot_field.value and self.token_field.value)
        self.save_button.set_available(self._may_save and is_filled)

    def _on_save(self) -> None:
        if self.save_button.isEnabled():
            self.save_wanted.emit(self.bot_field.value, self.token_field.value)

    def _retranslate(self) -> None:
        self.set_caption(self.tr("Telegram bots"))
        self._none.setText(self.tr("No customer belongs to a bot yet."))
        self.bot_field.set_words(self.tr("Bot"), self.tr("As the customers name it"))
        self.token_field.set_words(self.tr("Token"), self.tr("From @BotFather, like 123456:ABC-DEF"))
        self.token_field.set_eye_words(self.tr("Show the letters"))
        self.save_button.setText(self.tr("Save bot’s token"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class _BotLine(HealthRow):
    """One bot."""

    check_wanted = Signal(str)

    def __init__(self, scope: TaskScope, bot: str) -> None:
        super().__init__()
        self._bot = bot
        self._source = ""
        self._check = BusyButton(scope, check_bot_key(bot))
        self._check.clicked.connect(self._on_clicked)
        self.add(self._check)
        self.set_name(bot)
        self._retranslate()

    def set_source(self, source: str) -> None:
        self._source = source
        if source:
            words = self.tr("Token from {source}").format(source=house.source_words(source))
            self.set_state(Tone.OK, words)
        else:
            self.set_state(Tone.WARN, self.tr("No token: messages of this bot wait in the outbox"))
        self._check.set_available(bool(source))

    def _on_clicked(self) -> None:
        self.check_wanted.emit(self._bot)

    def _retranslate(self) -> None:
        self._check.setText(self.tr("Check"))
        self._check.setAccessibleName(self.tr("Check the bot {bot}").format(bot=self._bot))
        self.set_source(self._source)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
