"""The forms of a first start: Replicate's token, a bot's token, and what makes any form a step."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from gui.forms.form_dialog import FormDialog
from gui.forms.token_forms import SecretField
from gui.models import token_words
from gui.widgets.fields import LineField

WIDTH = 520


@dataclass(frozen=True, slots=True, kw_only=True)
class BotDraft:
    """A bot's name and its token."""

    bot: str
    token: str = field(repr=False)


class TokenForm(FormDialog[str, str]):
    """Asks for Replicate's token; gives whose it is."""

    def __init__(self, parent: QWidget | None, save: Callable[[str], Awaitable[str]]) -> None:
        """Show the form; `save` tries the token and keeps it if Replicate takes it."""
        super().__init__(
            parent,
            QCoreApplication.translate("FirstSteps", "Replicate"),
            QCoreApplication.translate(
                "FirstSteps",
                "Trainings run at Replicate and are paid there. Make a token on the page "
                "replicate.com/account/api-tokens and paste it here.",
            ),
            confirm=QCoreApplication.translate("FirstSteps", "Try and save"),
            save=save,
        )
        self.setMinimumWidth(WIDTH)
        self.token = SecretField()
        self.token.set_words(
            QCoreApplication.translate("FirstSteps", "Token"),
            QCoreApplication.translate("FirstSteps", "It begins with r8_ and is kept in the keyring only."),
        )
        self.token.set_eye_words(QCoreApplication.translate("FirstSteps", "Show the letters"))
        self.token.changed.connect(self._on_typed)
        self.add_field("token", self.token)
        self.token.setFocus()

    def typed(self) -> str:
        """Return the token as typed; core looks at its shape."""
        return self.token.value

    def _on_typed(self, value: str) -> None:
        problem = "" if not value or token_words.is_fit_to_try(value) else token_words.faults(value)
        words = QCoreApplication.translate("FirstSteps", "This is not a token: {problem}.")
        self.token.set_error(words.format(problem=problem) if problem else "")


class BotTokenForm(FormDialog[BotDraft, str]):
    """Asks for a bot and its token; gives the bot's @name."""

    def __init__(self, parent: QWidget | None, save: Callable[[BotDraft], Awaitable[str]]) -> None:
        """Show the form; `save` tries the token and keeps it if Telegram takes it."""
        super().__init__(
            parent,
            QCoreApplication.translate("FirstSteps", "Telegram"),
            QCoreApplication.translate(
                "FirstSteps",
                "Customers hear of their trainings and stars through a bot. Its token comes from @BotFather.",
            ),
            confirm=QCoreApplication.translate("FirstSteps", "Try and save"),
            save=save,
        )
        self.setMinimumWidth(WIDTH)
        self.bot = LineField(
            QCoreApplication.translate("FirstSteps", "Bot"),
            QCoreApplication.translate("FirstSteps", "What you call it here, for example my_shop."),
        )
        self.token = SecretField()
        self.token.set_words(
            QCoreApplication.translate("FirstSteps", "Token"),
            QCoreApplication.translate("FirstSteps", "Like 123456:ABC-DEF"),
        )
        self.token.set_eye_words(QCoreApplication.translate("FirstSteps", "Show the letters"))
        self.add_field("bot", self.bot)
        self.add_field("token", self.token)
        self.bot.setFocus()

    def typed(self) -> BotDraft:
        """Return what was typed; core checks it."""
        return BotDraft(bot=self.bot.value, token=self.token.value)


class Step(QObject):
    """Makes a form one of several steps: says which it is, and how to pass over it or over all of them."""

    def __init__(self, form: FormDialog[Any, Any], number: int, count: int) -> None:
        """Change the words of `form`, which owns the step from here."""
        super().__init__(form)
        self._form = form
        self.ends_all = False
        place = QCoreApplication.translate("FirstSteps", "Step {number} of {count}.")
        text = f"{place.format(number=number, count=count)} {form.text_label.text()}"
        form.text_label.setText(text)
        form.setAccessibleDescription(text)
        form.leave_button.setText(QCoreApplication.translate("FirstSteps", "Skip this step"))
        skip = form.add_button(QCoreApplication.translate("FirstSteps", "Skip all"), "quiet")
        form.move_left(skip)
        skip.clicked.connect(self._on_skip_all)

    def _on_skip_all(self) -> None:
        self.ends_all = True
        self._form.reject()
