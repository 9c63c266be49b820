"""What operators do with tokens and the health of the house: save, check, verify."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from core.container import Core
from core.domain.ledger import Finding


async def check_gate(core: Core) -> str:
    """Probe the Replicate token afresh; returns the sentence to say when the gate is open.

    Raises:
        AppError: why it is shut, or why Replicate could not be asked.
    """
    state = await core.gate.probe_by(core.operator)
    if state.problem is not None:
        raise state.problem
    return _accepted(core)


async def save_token(core: Core, value: str) -> str:
    """Keep a new Replicate token and try it; returns the sentence to say.

    Raises:
        AppError: it was not saved, or Replicate does not accept it.
    """
    state = await core.gate.save_token(value, core.operator)
    if state.problem is not None:
        raise state.problem
    return _accepted(core)


def _accepted(core: Core) -> str:
    text = QCoreApplication.translate("SettingsActions", "Replicate accepts the token of {account}.")
    return text.format(account=core.gate.account().username)


async def save_bot_token(core: Core, bot: str, value: str) -> str:
    """Keep the token of a bot once Telegram accepts it; returns the sentence to say.

    Raises:
        AppError: it was not saved.
    """
    username = await core.notices.save_bot_token(bot, value, core.operator)
    text = QCoreApplication.translate("SettingsActions", "The token of {bot} was saved: it is @{username}.")
    return text.format(bot=bot, username=username)


async def check_bot(core: Core, bot: str) -> str:
    """Ask Telegram for the bot's name; returns the sentence to say.

    Raises:
        AppError: there is no token, or Telegram does not accept it.
    """
    username = await core.notices.check_bot(bot, core.operator)
    text = QCoreApplication.translate(
        "SettingsActions", "Telegram accepts the token of {bot}: it is @{username}."
    )
    return text.format(bot=bot, username=username)


async def verify(core: Core, on_rule: Callable[[str], None] | None = None) -> list[Finding]:
    """Check every invariant on the live data; an empty list is the proof. `on_rule` hears each rule's name.

    Raises:
        AppError: the database could not be read.
    """
    return await core.verify.run(on_rule)
