"""The card of the payment providers: which are set up, from where, with a check and their keys."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import ProviderBroken
from core.services.provider_keys import ProviderState
from gui import house, texts
from gui.models import payment_words
from gui.tasks import TaskScope
from gui.theme import Tone
from gui.widgets.buttons import BusyButton
from gui.widgets.card import Card
from gui.widgets.health import HealthRow
from gui.widgets.labels import Label


def check_key(provider: str) -> tuple[str, str]:
    """Return the key of the task that checks a provider."""
    return ("check provider", provider)


def edit_key(provider: str) -> tuple[str, str]:
    """Return the key of the task that asks for a provider's keys."""
    return ("edit provider", provider)


class ProvidersCard(Card):
    """All payment providers.

    Signals:
        check_wanted: a provider is to be asked whether the keys work; carries its name.
        edit_wanted: the keys of a provider are to be entered; carries its name.
    """

    check_wanted = Signal(str)
    edit_wanted = Signal(str)

    def __init__(self, scope: TaskScope, *, is_test_mode: bool, parent: QWidget | None = None) -> None:
        """Build the card without providers; `is_test_mode` is said first of all."""
        super().__init__(parent=parent)
        self._scope = scope
        self._is_test_mode = is_test_mode
        self._may_save = True
        self._problems: Sequence[ProviderBroken] = ()
        self._lines: dict[str, _ProviderLine] = {}
        self._mode = Label("", "bad").wrapped()
        self._broken = Label("", "bad").wrapped()
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.add(self._mode)
        self.body.addLayout(self._list)
        self.add(self._broken)
        self._retranslate()

    @property
    def lines(self) -> dict[str, "_ProviderLine"]:
        """Return the lines by the provider's name."""
        return dict(self._lines)

    def set_states(self, states: Sequence[ProviderState], problems: Sequence[ProviderBroken]) -> None:
        """Show exactly these providers; a line that stays keeps its focus."""
        for gone in self._lines.keys() - {state.info.name for state in states}:
            line = self._lines.pop(gone)
            self._list.removeWidget(line)
            line.deleteLater()
        for state in states:
            name = state.info.name
            if name not in self._lines:
                line = self._lines[name] = _ProviderLine(self._scope, name)
                line.check_wanted.connect(self.check_wanted)
                line.edit_wanted.connect(self.edit_wanted)
                line.set_may_save(self._may_save)
                self._list.addWidget(line)
            self._lines[name].show_state(state)
        self._problems = problems
        self._broken.setText("\n".join(texts.in_short(problem) for problem in problems))
        self._broken.setVisible(bool(problems))

    def set_may_save(self, may_save: bool) -> None:
        """Say whether the operator may change keys."""
        self._may_save = may_save
        for line in self._lines.values():
            line.set_may_save(may_save)

    def set_answer(self, state: ProviderState, tone: Tone, words: str) -> None:
        """Show what a check of keys that stand so gave: a slower reading of the same keys leaves it there."""
        line = self._lines[state.info.name]
        line.show_state(state)
        line.show_answer(tone, words)

    def _retranslate(self) -> None:
        self.set_caption(self.tr("Payment providers"))
        self._mode.setText(self.tr("Test mode: test payments are credited, links are made for tests."))
        self._mode.setVisible(self._is_test_mode)
        self._broken.setText("\n".join(texts.in_short(problem) for problem in self._problems))
        self._broken.setVisible(bool(self._problems))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class _ProviderLine(HealthRow):
    """One provider."""

    check_wanted = Signal(str)
    edit_wanted = Signal(str)

    def __init__(self, scope: TaskScope, name: str) -> None:
        super().__init__()
        self._provider = name
        self._provider_state: ProviderState | None = None
        self.check = BusyButton(scope, check_key(name))
        self.edit = BusyButton(scope, edit_key(name))
        for button in (self.check, self.edit):
            self.add(button)
        self.check.clicked.connect(self._on_check_clicked)
        self.edit.clicked.connect(self._on_edit_clicked)
        self._retranslate()

    def show_state(self, state: ProviderState) -> None:
        """Say how it is set up; the answer of a check stays until something changes."""
        if state == self._provider_state:
            return
        self._provider_state = state
        self.set_state(*self._state_words(state))
        self.check.set_available(state.is_ready)
        self.edit.setVisible(bool(state.fields))

    def show_answer(self, tone: Tone, words: str) -> None:
        """Say what the provider answered."""
        self.set_state(tone, words)

    def set_may_save(self, may_save: bool) -> None:
        """Say whether the operator may change keys."""
        self.edit.set_available(may_save)

    def _state_words(self, state: ProviderState) -> tuple[Tone, str]:
        currencies = ", ".join(state.info.currencies)
        if state.missing:
            labels = (QCoreApplication.translate("Providers", field.label) for field in state.missing)
            words = self.tr("Not set up: {fields} missing").format(fields=", ".join(labels))
            return Tone.MUTE, words
        sources = dict.fromkeys(house.source_words(one.source) for one in state.fields if one.source)
        if not sources:
            return Tone.OK, self.tr("Needs no keys · {currencies}").format(currencies=currencies)
        words = self.tr("Set up, from {source} · {currencies}")
        return Tone.OK, words.format(source=", ".join(sources), currencies=currencies)

    def _on_check_clicked(self) -> None:
        self.check_wanted.emit(self._provider)

    def _on_edit_clicked(self) -> None:
        self.edit_wanted.emit(self._provider)

    def _retranslate(self) -> None:
        name = payment_words.provider_word(self._provider)
        self.set_name(name)
        self.check.setText(self.tr("Check"))
        self.check.setAccessibleName(self.tr("Check {provider}").format(provider=name))
        self.edit.setText(self.tr("Keys…"))
        self.edit.setAccessibleName(self.tr("Keys of {provider}").format(provider=name))
        if self._provider_state is not None:
            self.set_state(*self._state_words(self._provider_state))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
