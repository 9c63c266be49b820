"""What a training's result is called: the model at Replicate and the trigger word in prompts."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from core.domain.trainings import (
    MAX_MODEL_NAME,
    check_model_name,
    check_trigger_word,
    model_name_from,
    trigger_word_from,
)
from core.errors import InputError
from core.services.people import CustomerCard
from gui.forms.field_words import remedy_of
from gui.widgets.fields import LineField

_GAP = 16
_TAIL_DIGITS = 10_000


class NamesForm(QWidget):
    """Two lines, suggested from the customer until the operator types something else.

    Signals:
        changed: one of the names changed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._owner = ""
        self._typed: set[LineField] = set()
        self.model_name = LineField()
        self.trigger_word = LineField()
        self.model_name.control.setMaxLength(2 * MAX_MODEL_NAME)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        for field in (self.model_name, self.trigger_word):
            layout.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.model_name.changed.connect(self._on_name_typed)
        self.model_name.control.editingFinished.connect(self._on_name_finished)
        self.trigger_word.changed.connect(self._on_word_typed)
        self.trigger_word.control.editingFinished.connect(self._on_word_finished)
        self._retranslate()

    @property
    def name(self) -> str:
        """Return the model name by Replicate's rule that what was typed makes; may be empty."""
        return model_name_from(self.model_name.value)

    @property
    def word(self) -> str:
        """Return the trigger word."""
        return self.trigger_word.value

    @property
    def destination(self) -> str:
        """Return "owner/name" as far as it is known."""
        return f"{self._owner or '…'}/{self.name or '…'}"

    def set_owner(self, owner: str) -> None:
        """Say whose account the model will belong to; empty while that is not known."""
        self._owner = owner
        self._retranslate()

    def suggest_for(self, card: CustomerCard | None) -> None:
        """Suggest both names for a customer, except where the operator typed one."""
        if self.model_name not in self._typed:
            self.model_name.set_value(suggested_name(card) if card else "")
        if self.trigger_word not in self._typed:
            self.trigger_word.set_value(suggested_word(card) if card else "")
        self._retranslate()
        self._show_errors()
        self.changed.emit()

    def clear(self) -> None:
        """Forget what was typed."""
        self._typed.clear()
        self.suggest_for(None)

    def problems(self) -> dict[str, str]:
        """Return by field what is wrong and what to do, whether or not it is shown under the field yet."""
        found = {}
        if not self.name:
            found["model_name"] = self.tr("Enter a name, for example anna-belova.")
        if not self.word:
            found["trigger_word"] = self.tr("Enter a word, for example ANNA.")
        for check, value in ((check_model_name, self.name), (check_trigger_word, self.word)):
            try:
                check(value)
            except InputError as error:
                field, words = remedy_of(error)
                found.setdefault(field, words)
        return found

    def show_problem(self, field: str, words: str) -> bool:
        """Show under `field` what core said about it, and go there; False if the field is not here."""
        target = {"model_name": self.model_name, "trigger_word": self.trigger_word}.get(field)
        if target is not None:
            target.set_error(words)
            target.setFocus()
        return target is not None

    def _on_name_typed(self) -> None:
        self._typed.add(self.model_name)
        self._retranslate()
        self._on_typed()

    def _on_name_finished(self) -> None:
        if self.model_name.value != self.name:
            self.model_name.set_value(self.name)
            self._retranslate()

    def _on_word_typed(self) -> None:
        self._typed.add(self.trigger_word)
        line = self.trigger_word.control
        place = line.cursorPosition()
        line.setText(line.text().upper())
        line.setCursorPosition(place)
        self._on_typed()

    def _on_word_finished(self) -> None:
        word = trigger_word_from(self.word)
        if word != self.word:
            self.trigger_word.set_value(word)
            self._on_typed()

    def _on_typed(self) -> None:
        self._show_errors()
        self.changed.emit()

    def _show_errors(self) -> None:
        problems = self.problems()
        for key, field in (("model_name", self.model_name), ("trigger_word", self.trigger_word)):
            field.set_error(problems.get(key, "") if field in self._typed else "")

    def _retranslate(self) -> None:
        help_text = self.tr("At Replicate: {destination}").format(destination=self.destination)
        self.model_name.set_words(self.tr("Model name"), help_text)
        self.trigger_word.set_words(
            self.tr("Trigger word"), self.tr("Stands for the person in prompts; capital Latin letters.")
        )

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_errors()


def suggested_name(card: CustomerCard) -> str:
    """Return a model name for a customer: readable, and with digits of the id so that two Annas differ."""
    who = card.customer
    return model_name_from(f"{who.name} {who.telegram_id % _TAIL_DIGITS:04d}")


def suggested_word(card: CustomerCard) -> str:
    """Return a trigger word for a customer; empty if the name gives none that is long enough."""
    who = card.customer
    for text in (who.first_name, who.username, who.name):
        word = trigger_word_from(text)
        try:
            check_trigger_word(word)
        except InputError:
            continue
        return word
    return ""
