"""What an operator does with payment providers: enter their keys, check them."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.services.provider_keys import ProviderState
from gui.actions import session
from gui.forms.form_dialog import ask_form
from gui.forms.provider_keys_form import ProviderKeysForm
from gui.models import payment_words


async def enter_keys(parent: QWidget, core: Core, provider: str) -> str:
    """Ask for the keys of a provider, after a proof of who asks, and keep them; "" if the operator left."""
    if not await session.ensure_fresh(parent, core):
        return ""
    state = await core.provider_keys.state(provider)

    async def save(values: dict[str, str]) -> ProviderState:
        return await core.provider_keys.save(provider, values, core.operator)

    saved = await ask_form(ProviderKeysForm(parent, state, save))
    if saved is None:
        return ""
    words = QCoreApplication.translate("ProviderActions", "The keys of {provider} are kept.")
    return words.format(provider=payment_words.provider_word(provider))


async def check(core: Core, provider: str) -> str:
    """Ask a provider whether the keys work; returns whose they are.

    Raises:
        AppError: they do not, or it could not be asked.
    """
    whose = await core.provider_keys.check(provider, core.operator)
    words = QCoreApplication.translate("ProviderActions", "The keys work: {whose}")
    return words.format(whose=whose)
