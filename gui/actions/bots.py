"""What an operator does with bots: describe one, check that all can send."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.bots import Bot
from core.services.bots import BotState
from gui.forms.bot_form import BotForm
from gui.forms.form_dialog import ask_form


async def describe(parent: QWidget, core: Core, bot: Bot | None = None, *, names: Iterable[str] = ()) -> str:
    """Ask for a bot and save it; returns the sentence to say, empty if the operator left."""

    async def save(typed: Bot) -> Bot:
        return await core.bots.save(typed, core.operator)

    made = await ask_form(BotForm(parent, save, bot, names=names))
    if made is None:
        return ""
    return QCoreApplication.translate("BotActions", "The bot {name} was saved.").format(name=made.name)


def checked_said(states: list[BotState]) -> str:
    """Return in one sentence which bots cannot send."""
    bad = [one.bot.name for one in states if one.bot.is_active and one.cannot_send]
    if not bad:
        return QCoreApplication.translate("BotActions", "Every bot can send.")
    words = QCoreApplication.translate("BotActions", "%n bot(s) cannot send: {names}", "", len(bad))
    return words.format(names=", ".join(bad))
