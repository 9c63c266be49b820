"""The keys of one payment provider: each field with where its value comes from; secrets are never shown."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.services.provider_keys import FieldState, ProviderState
from gui import house
from gui.forms.form_dialog import FormDialog
from gui.forms.token_forms import SecretField
from gui.models import payment_words
from gui.widgets.fields import ChoiceField, LineField

Save = Callable[[dict[str, str]], Awaitable[ProviderState]]
AnyField = SecretField | LineField | ChoiceField


class ProviderKeysForm(FormDialog[dict[str, str], ProviderState]):
    """Asks for the values of a provider; what is left empty stays as it is."""

    def __init__(self, parent: QWidget | None, state: ProviderState, save: Save) -> None:
        """Show the form; `save` keeps what was entered."""
        super().__init__(
            parent,
            QCoreApplication.translate("ProviderKeys", "Keys of {provider}").format(
                provider=payment_words.provider_word(state.info.name)
            ),
            QCoreApplication.translate(
                "ProviderKeys",
                "Kept in this machine’s keyring, never as plain text. What is left empty stays as it is.",
            ),
            confirm=QCoreApplication.translate("ProviderKeys", "Save and check"),
            save=save,
        )
        self._state = state
        self._inputs: dict[str, AnyField] = {}
        for one in state.fields:
            self._inputs[one.field.name] = self._input(one)
            self.add_field(one.field.name, self._inputs[one.field.name])
        if self._inputs:
            next(iter(self._inputs.values())).setFocus()

    def typed(self) -> dict[str, str]:
        """Return what was entered anew; a choice that stands as before is left out."""
        found = {}
        for one in self._state.fields:
            value = self._inputs[one.field.name].value
            if value and value != one.value:
                found[one.field.name] = value
        return found

    def _input(self, one: FieldState) -> AnyField:
        label = QCoreApplication.translate("Providers", one.field.label)
        if not one.field.is_required:
            label = QCoreApplication.translate("ProviderKeys", "{label} (not required)").format(label=label)
        if one.field.choices:
            choice = ChoiceField(label, self._source(one))
            choice.set_choices([(value, value or "—") for value in one.field.choices])
            choice.set_value(one.value or one.field.default)
            return choice
        if one.field.is_secret:
            secret = SecretField()
            secret.set_words(label, self._source(one))
            secret.set_eye_words(QCoreApplication.translate("ProviderKeys", "Show the letters"))
            return secret
        line = LineField(label, self._source(one))
        line.set_value(one.value)
        return line

    def _source(self, one: FieldState) -> str:
        if one.source:
            words = QCoreApplication.translate("ProviderKeys", "Entered; from {source}")
            return words.format(source=house.source_words(one.source))
        if one.field.default:
            return QCoreApplication.translate("ProviderKeys", "The default")
        return QCoreApplication.translate("ProviderKeys", "Not entered yet") if one.field.is_required else ""
