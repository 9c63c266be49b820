"""A first start: token, bot and first customer, asked for one after another; never again once answered."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.people import Customer, CustomerDraft, Permission
from core.errors import NoToken
from gui.actions import session
from gui.forms.customer_form import CustomerForm
from gui.forms.first_steps_form import BotDraft, BotTokenForm, Step, TokenForm
from gui.forms.form_dialog import FormDialog, ask_form

_DONE = "first_steps"

AnyForm = FormDialog[Any, Any]


def are_due(core: Core, state: QSettings) -> bool:
    """Tell whether to offer them: no place holds a token, and they were neither done nor skipped before.

    The demo always has a token, so it never asks.
    """
    is_known_missing = isinstance(core.gate.state.problem, NoToken)
    may_save = not core.must_sign_in and core.operator.may(Permission.EDIT_SETTINGS)
    return is_known_missing and may_save and not state.value(_DONE, "")


async def walk(parent: QWidget, core: Core, state: QSettings) -> None:
    """Ask for everything a first training needs; each step, and all of them, can be skipped."""
    if not await session.ensure_fresh(parent, core):
        return
    bots: list[str] = []
    makers: tuple[Callable[[], AnyForm], ...] = (
        lambda: _token_form(parent, core),
        lambda: _bot_form(parent, core, bots),
        lambda: _customer_form(parent, core, bots),
    )
    for number, make in enumerate(makers, start=1):
        form = make()
        step = Step(form, number, len(makers))
        await ask_form(form)
        if step.ends_all:
            break
    state.setValue(_DONE, "done")


def _token_form(parent: QWidget, core: Core) -> AnyForm:
    async def save(token: str) -> str:
        report, _state = await core.token_doctor.replace(token, core.operator)
        return report.account.username if report.account is not None else ""

    return TokenForm(parent, save)


def _bot_form(parent: QWidget, core: Core, bots: list[str]) -> AnyForm:
    async def save(draft: BotDraft) -> str:
        username = await core.notices.save_bot_token(draft.bot, draft.token, core.operator)
        bots.append(draft.bot)
        return username

    return BotTokenForm(parent, save)


def _customer_form(parent: QWidget, core: Core, bots: list[str]) -> AnyForm:
    async def save(draft: CustomerDraft) -> Customer:
        return await core.people.add_customer(draft, core.operator)

    form = CustomerForm(parent, save, bots=bots)
    if bots:
        form.bot.set_value(bots[-1])
    return form
