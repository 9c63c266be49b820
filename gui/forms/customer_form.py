"""The form that makes a customer."""

from collections.abc import Awaitable, Callable, Iterable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QWidget

from core.domain.people import Customer, CustomerDraft, Gender, Language
from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from gui import texts
from gui.forms.form_dialog import FormDialog
from gui.widgets.fields import ChoiceField, LineField

WIDTH = 520
LANGUAGE_NAMES = {Language.EN: "English", Language.RU: "Русский"}
"""Each in its own words, so that nobody has to know the other one."""


class CustomerForm(FormDialog[CustomerDraft, Customer]):
    """Asks for everything a customer has."""

    def __init__(
        self,
        parent: QWidget | None,
        save: Callable[[CustomerDraft], Awaitable[Customer]],
        *,
        prefill: str = "",
        bots: Iterable[str] = (),
    ) -> None:
        """Show the form; `prefill` is what was searched for, `bots` are offered while one types."""
        super().__init__(
            parent,
            QCoreApplication.translate("CustomerForm", "New customer"),
            QCoreApplication.translate(
                "CustomerForm", "A customer is known by the Telegram id; it cannot be changed later."
            ),
            confirm=QCoreApplication.translate("CustomerForm", "Create customer"),
            save=save,
        )
        self.telegram_id = LineField(
            self.tr("Telegram id"), self.tr("A whole number; the bot shows it to the customer too.")
        )
        self.bot = LineField(self.tr("Bot"), self.tr("The bot that writes to this customer."))
        self.username = LineField(self.tr("Username"), self.tr("With or without @; may be empty."))
        self.first_name = LineField(self.tr("First name"))
        self.last_name = LineField(self.tr("Last name"))
        self.language = ChoiceField(self.tr("Language"), self.tr("Messages are written in it."))
        self.gender = ChoiceField(self.tr("Gender"), self.tr("Needed for prompts; never guessed."))
        self.language.set_choices([(one.value, LANGUAGE_NAMES[one]) for one in Language])
        self.gender.set_choices([(one.value, texts.gender_word(one)) for one in Gender])
        self.setMinimumWidth(WIDTH)
        self._offer_bots(bots)
        self._place()
        self._prefill(prefill)

    def typed(self) -> CustomerDraft:
        """Return the customer as typed; core checks the rest."""
        number = self.telegram_id.value
        if not (number.isascii() and number.isdecimal()):
            raise InputError(
                field="telegram_id",
                value=number,
                problem=clause(QT_TRANSLATE_NOOP("Clause", "a whole number is needed")),
            )
        return CustomerDraft(
            telegram_id=int(number),
            bot=self.bot.value,
            username=self.username.value,
            first_name=self.first_name.value,
            last_name=self.last_name.value,
            language=Language(self.language.value),
            gender=Gender(self.gender.value),
        )

    def _place(self) -> None:
        self.add_field("telegram_id", self.telegram_id)
        self._add_pair(("bot", self.bot), ("username", self.username))
        self._add_pair(("first_name", self.first_name), ("last_name", self.last_name))
        self._add_pair(("language", self.language), ("gender", self.gender))

    def _add_pair(self, *pair: tuple[str, LineField | ChoiceField]) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        for name, field in pair:
            self.fields[name] = field
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.rows.addLayout(row)

    def _offer_bots(self, bots: Iterable[str]) -> None:
        completer = QCompleter(sorted(set(bots)), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.bot.control.setCompleter(completer)

    def _prefill(self, text: str) -> None:
        if text.isascii() and text.isdecimal():
            self.telegram_id.set_value(text)
            self.bot.setFocus()
            return
        self.telegram_id.setFocus()
        if text.startswith("@"):
            self.username.set_value(text.removeprefix("@"))
        else:
            first, _, last = text.partition(" ")
            self.first_name.set_value(first)
            self.last_name.set_value(last.strip())
