"""The first start: token, bot and customer are asked for once, and any of it can be skipped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from gui.forms.customer_form import CustomerForm
from gui.forms.first_steps_form import BotTokenForm, TokenForm
from gui.forms.form_dialog import FormDialog
from gui.main_window import MainWindow
from tests.fakes.console import console, dialog, press, wait_until, words
from tests.fakes.desk import TOKEN, Desk, desk
from tests.fakes.keys import Keyring

Expect = Callable[[str], None]


async def step(window: MainWindow, kind: type[FormDialog[Any, Any]]) -> Any:
    """Wait for the step that asks with this form."""
    await wait_until(lambda: isinstance(dialog(window), kind))
    return dialog(window)


async def refused(here: Desk) -> None:
    """Wait until it is known that no place holds a token."""
    await wait_until(lambda: here.core.gate.state.problem is not None)


async def test_three_steps_lead_to_the_first_training(tmp_path: Path, qapp: QApplication) -> None:
    """A bad token is refused in its step; then token, bot and customer are kept and the gate is open."""
    ring = Keyring()
    async with desk(tmp_path, token="", bot_token="", backend=ring) as here:
        async with console(here.core, tmp_path) as window:
            token = await step(window, TokenForm)
            assert "Step 1 of 3." in words(token)
            token.token.set_value("r8_bad0000000000000000000000000000000000")
            press(token, "Try and save")
            await wait_until(lambda: "(401)" in token.problem)
            await wait_until(lambda: token.confirm.isEnabled())
            token.token.set_value(TOKEN)
            press(token, "Try and save")
            bot = await step(window, BotTokenForm)
            assert here.core.gate.state.is_open
            bot.bot.set_value("my_shop")
            bot.token.set_value("123:abc")
            press(bot, "Try and save")
            customer = await step(window, CustomerForm)
            assert customer.bot.value == "my_shop"
            customer.telegram_id.set_value("5000000001")
            press(customer, "Create customer")
            await wait_until(lambda: dialog(window) is None)
            await wait_until(lambda: "Gate open" in words(window))
        found = await here.core.people.find_customers("5000000001", limit=2)
        assert [card.customer.bot for card in found] == ["my_shop"]
        assert [one.source for one in await here.core.notices.bots()] == ["keyring"]


async def test_what_was_skipped_is_not_asked_again(tmp_path: Path, qapp: QApplication) -> None:
    """One step, or all, can be passed over; at the next start nobody is asked."""
    async with desk(tmp_path, token="") as here:
        async with console(here.core, tmp_path) as window:
            press(await step(window, TokenForm), "Skip this step")
            press(await step(window, BotTokenForm), "Skip all")
            await wait_until(lambda: dialog(window) is None)
        async with console(here.core, tmp_path) as window:
            await wait_until(lambda: "Gate shut" in words(window))
            assert dialog(window) is None


async def test_a_closed_window_asks_again(tmp_path: Path, qapp: QApplication) -> None:
    """Only an answer counts: a window that went away in the middle offers the steps at the next start."""
    async with desk(tmp_path, token="") as here:
        for _ in range(2):
            async with console(here.core, tmp_path) as window:
                await step(window, TokenForm)


async def test_who_has_a_token_is_never_asked(tmp_path: Path, qapp: QApplication) -> None:
    """A token that is refused is a matter of the doctor, not of a first start."""
    async with desk(tmp_path, token="r8_bad0000000000000000000000000000000000") as here:
        await refused(here)
        async with console(here.core, tmp_path) as window:
            await wait_until(lambda: "Gate shut" in words(window))
            assert dialog(window) is None
