"""The form that describes a bot: its owner, its group, its error channel, its support contact."""

from collections.abc import Awaitable, Callable, Iterable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QHBoxLayout, QWidget

from core.domain.bots import Bot
from core.domain.people import Language
from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from gui.forms.customer_form import LANGUAGE_NAMES
from gui.forms.form_dialog import FormDialog
from gui.widgets.fields import ChoiceField, LineField

WIDTH = 560


class BotForm(FormDialog[Bot, Bot]):
    """Asks for everything a bot has; its token is entered in Settings."""

    def __init__(
        self,
        parent: QWidget | None,
        save: Callable[[Bot], Awaitable[Bot]],
        bot: Bot | None = None,
        *,
        names: Iterable[str] = (),
    ) -> None:
        """Show the form, filled with `bot` if it is known; `names` are offered while one types."""
        super().__init__(
            parent,
            QCoreApplication.translate("BotForm", "Bot"),
            QCoreApplication.translate(
                "BotForm",
                "Its people are told about its payments and troubles through this very bot; "
                "who is not named here is not told.",
            ),
            confirm=QCoreApplication.translate("BotForm", "Save bot"),
            save=save,
        )
        chat_help = self.tr("Telegram’s id of the chat, with its minus; empty for none.")
        self.name = LineField(self.tr("Bot"), self.tr("As customers and payments name it."))
        self.support = LineField(self.tr("Support contact"), self.tr("An @name or an address; may be empty."))
        self.owner = LineField(self.tr("Owner’s Telegram id"), self.tr("Empty for none."))
        self.owner_language = ChoiceField(self.tr("Owner reads"))
        self.group = LineField(self.tr("Admin group"), chat_help)
        self.errors = LineField(self.tr("Error channel"), chat_help)
        self.group_language = ChoiceField(self.tr("Group and channel read"))
        self.active = QCheckBox(self.tr("This bot sells"))
        for field in (self.owner_language, self.group_language):
            field.set_choices([(one.value, LANGUAGE_NAMES[one]) for one in Language])
        self.setMinimumWidth(WIDTH)
        self._place(names)
        self._fill(bot)

    def typed(self) -> Bot:
        """Return the bot as typed; core checks the rest."""
        return Bot(
            name=self.name.value,
            owner_id=_number("owner_id", self.owner.value),
            owner_language=Language(self.owner_language.value),
            group_id=_number("group_id", self.group.value),
            errors_id=_number("errors_id", self.errors.value),
            group_language=Language(self.group_language.value),
            support=self.support.value,
            is_active=self.active.isChecked(),
        )

    def _place(self, names: Iterable[str]) -> None:
        completer = QCompleter(sorted(set(names)), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.name.control.setCompleter(completer)
        self._add_pair(("name", self.name), ("support", self.support))
        self._add_pair(("owner_id", self.owner), ("owner_language", self.owner_language))
        self._add_pair(("group_id", self.group), ("errors_id", self.errors))
        self.add_field("group_language", self.group_language)
        self.rows.addWidget(self.active)

    def _add_pair(self, *pair: tuple[str, LineField | ChoiceField]) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        for name, field in pair:
            self.fields[name] = field
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.rows.addLayout(row)

    def _fill(self, bot: Bot | None) -> None:
        known = bot or Bot(name="")
        self.name.set_value(known.name)
        self.name.control.setReadOnly(bot is not None)
        self.support.set_value(known.support)
        for field, number in (
            (self.owner, known.owner_id),
            (self.group, known.group_id),
            (self.errors, known.errors_id),
        ):
            field.set_value("" if number is None else str(number))
        self.owner_language.set_value(known.owner_language.value)
        self.group_language.set_value(known.group_language.value)
        self.active.setChecked(known.is_active)
        (self.owner if bot is not None else self.name).setFocus()


def _number(field: str, text: str) -> int | None:
    if not text:
        return None
    clean = text.replace("\u2212", "-")
    digits = clean.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal()):
        raise InputError(
            field=field, value=text, problem=clause(QT_TRANSLATE_NOOP("Clause", "a whole number is needed"))
        )
    return int(clean)
