"""The bots page: described, checked, and the ones that cannot send are named."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from core.domain.bots import Bot
from core.domain.people import Language, Operator, Role
from gui.forms.bot_form import BotForm
from gui.pages.bots_page import BotsPage
from tests.fakes import till
from tests.fakes.desk import BOT, FIRST_CUSTOMER, Desk, desk

Until = Callable[..., Any]


@asynccontextmanager
async def bots(tmp_path: Path, bot: QtBot, until: Until) -> AsyncIterator[tuple[BotsPage, Desk]]:
    """The page with the bot of the only customer, which nobody described, and one without a token."""
    async with desk(tmp_path) as here:
        await here.add_customer()
        await here.core.bots.save(Bot(name="neuro_photo", owner_id=7), here.core.operator)
        page = BotsPage(here.core)
        bot.addWidget(page)
        page.resize(1228, 600)
        page.show()
        await until(lambda: len(page.model.rows) == 2)
        yield page, here
        await page.close_page()


def sending(page: BotsPage) -> dict[str, str]:
    """Return what the page says of each bot's sending."""
    place = [column.key for column in page.model.columns].index("token")
    return {
        state.bot.name: str(page.model.index(row, place).data()) for row, state in enumerate(page.model.rows)
    }


async def test_s28_all_tokens_are_checked_and_the_bad_ones_named(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """One press asks Telegram about every bot; the sentence names those that cannot send."""
    async with bots(tmp_path, qtbot, until) as (page, _):
        assert sending(page) == {BOT: "Not checked", "neuro_photo": "No token"}
        with qtbot.waitSignal(page.said, timeout=2000) as said:
            page.check_button.click()
            await until(lambda: sending(page)[BOT] == "Can send")
        assert said.args == ["1 bot(s) cannot send: neuro_photo"]


async def test_s29_a_bot_is_described_in_a_form(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Wrong ids are said under their field; what is saved is in the table and in core."""
    async with bots(tmp_path, qtbot, until) as (page, here):
        place = [state.bot.name for state in page.model.rows].index(BOT)
        page.table.row_opened.emit(place)
        await until(lambda: page.findChildren(BotForm))
        form = page.findChildren(BotForm)[0]
        assert form.name.value == BOT
        form.owner.set_value("somebody")
        form.submit()
        await until(lambda: form.owner.error)
        form.owner.set_value("700000001")
        form.group.set_value("−1001234567890")
        form.owner_language.set_value("en")
        form.support.set_value("@help")
        form.submit()
        await until(lambda: not page.tasks.running("describe bot"))
        saved = await here.core.bots.bot(BOT)
        assert saved is not None
        assert (saved.owner_id, saved.group_id, saved.errors_id) == (700_000_001, -1001234567890, None)
        assert (saved.owner_language, saved.support) == (Language.EN, "@help")
        await until(lambda: page.model.rows[place].is_described)


async def test_without_the_right_nothing_is_offered(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """A viewer sees the bots and can neither add, open nor check them."""
    async with bots(tmp_path, qtbot, until) as (page, here):
        here.core.operator = Operator(id="v", name="Vera", role=Role.VIEWER)
        page.reread()
        await until(lambda: not page.add_button.isEnabled())
        assert not page.check_button.isEnabled()
        page.table.row_opened.emit(0)
        assert page.findChildren(BotForm) == []


async def test_s31_what_staff_was_told_is_shown_and_sent_again(
    tmp_path: Path, qtbot: QtBot, until: Until, expect_log: Callable[[str], None]
) -> None:
    """A payment is told to owner and group; the one that blocked the bot is named and tried once more."""
    expect_log("message")
    async with bots(tmp_path, qtbot, until) as (page, here):
        owner = 700_000_001
        await here.core.bots.save(Bot(name=BOT, owner_id=owner, group_id=-1007), here.core.operator)
        await here.admin(f"telegram/chats/{owner}", {"state": "blocked"})
        await here.core.db.write(lambda tx: till.pay(tx, till.invoice(tx, FIRST_CUSTOMER)))
        await until(lambda: {line.state for line in page.told_model.rows} == {"sent", "undeliverable"})
        assert not page.resend_button.isEnabled()
        page.told.pick_row([line.state for line in page.told_model.rows].index("undeliverable"))
        assert page.resend_button.isEnabled()
        await here.admin(f"telegram/chats/{owner}", {"state": "ok"})
        page.resend_button.click()
        await until(lambda: {line.state for line in page.told_model.rows} == {"sent"})
