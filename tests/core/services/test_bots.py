"""Bots: whose they are, and which of them cannot send."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.db import audit_store
from core.domain.bots import Bot, Webhook
from core.domain.people import Language, Operator, Role
from core.errors import BadBotToken, InputError, NoBotToken, NotAllowed
from core.services.bots import BotState
from tests.core.conftest import OpenStation
from tests.fakes import till
from tests.fakes.station import ANNA, BOT, Station, secrets_with, until

MINE = Bot(name=BOT, owner_id=7, group_id=-100, errors_id=-200, support="@help", owner_language=Language.EN)


async def state_of(station: Station, name: str) -> BotState:
    """Return how one bot stands."""
    return next(one for one in await station.core.bots.states() if one.bot.name == name)


async def test_a_bot_is_described_and_changed_with_an_audit_row(station: Station) -> None:
    """What was saved is read back; the second time it is changed, and both are in the audit log."""
    made = await station.core.bots.save(replace(MINE, name=f" {BOT} ", support=" @help "), station.admin)
    assert replace(made, created_at=None) == MINE
    await station.core.bots.save(replace(MINE, owner_id=None), station.admin)
    found = await station.core.bots.bot(BOT)
    assert found is not None
    assert found.owner_id is None
    rows = await station.core.db.read(lambda: audit_store.of_subject("bot", BOT))
    assert [row.action for row in rows] == ["bot.add", "bot.change"]
    assert '"owner": 7' in rows[1].before.replace('":7', '": 7')


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"owner_id": -5}, "owner_id"),
        ({"owner_id": 2**63}, "owner_id"),
        ({"group_id": 0}, "group_id"),
        ({"errors_id": -(2**63)}, "errors_id"),
    ],
)
async def test_an_impossible_bot_is_refused(station: Station, change: dict[str, object], field: str) -> None:
    """A name, an owner's id and a chat's id are checked before anything is written."""
    with pytest.raises(InputError) as caught:
        await station.core.bots.save(replace(MINE, **change), station.admin)  # type: ignore[arg-type]
    assert caught.value.facts["field"] == field
    assert await station.core.bots.states() == []


async def test_only_an_admin_describes_bots(station: Station) -> None:
    """A senior may look, not change."""
    senior = Operator(id="s", name="Semyon", role=Role.SENIOR)
    with pytest.raises(NotAllowed):
        await station.core.bots.save(MINE, senior)
    with pytest.raises(NotAllowed):
        await station.core.bots.check(BOT, replace(senior, role=Role.VIEWER))


async def test_tk3_a_bot_nobody_knows_is_shown_to_staff_with_what_waits(station: Station) -> None:
    """A customer's bot without description and token is in the list, and so is the message that waits."""
    await station.customer(stars=0, bot="nobody_knows")
    await station.core.db.write(lambda tx: till.pay(tx, till.invoice(tx, ANNA)))

    async def waits() -> bool:
        return (await state_of(station, "nobody_knows")).waiting == 1

    await until(waits)
    found = await state_of(station, "nobody_knows")
    assert (found.is_described, found.cannot_send, found.token_source) == (False, True, "")


async def test_b62_every_token_is_checked_and_the_bad_ones_are_named(
    opened: OpenStation, expect_log: Callable[[str], None]
) -> None:
    """One good token, one that Telegram refuses, one bot without any, one switched off: each said apart."""
    expect_log("token of the bot")
    async with opened(secrets=secrets_with(TELEGRAM_TOKEN_REFUSED="1:bad")) as station:
        for name in (BOT, "refused", "tokenless"):
            await station.core.bots.save(replace(MINE, name=name), station.admin)
        await station.core.bots.save(replace(MINE, name="off", is_active=False), station.admin)
        found = {one.bot.name: one for one in await station.core.bots.check_all(station.admin)}
        problems = {name: type(one.health.problem) for name, one in found.items() if one.health}
        assert problems == {BOT: type(None), "refused": BadBotToken, "tokenless": NoBotToken}
        assert {name for name, one in found.items() if one.cannot_send} == {"refused", "tokenless", "off"}
        assert found["off"].health is None
        good = found[BOT].health
        assert good is not None
        assert good.username == "sandbox_123_bot"


async def test_b65_what_telegram_says_of_the_webhook_is_told(station: Station) -> None:
    """A webhook that is not set, and whether anything waits for it, is part of the answer."""
    health = await station.core.bots.check(BOT, station.admin)
    assert health.webhook == Webhook(is_set=False, pending=0, last_error="", last_error_at=None)


@pytest.mark.parametrize(
    ("is_set", "pending", "error", "is_ill"),
    [
        (True, 0, "", False),
        (True, 3, "", False),
        (True, 0, "502 Bad Gateway", False),
        (True, 3, "502 Bad Gateway", True),
        (False, 0, "", False),
        (False, 3, "", True),
    ],
)
def test_b65_a_webhook_is_ill_when_updates_pile_up(
    is_set: bool, pending: int, error: str, is_ill: bool
) -> None:
    """Nobody takes them, or the last delivery failed: only then is it said."""
    hook = Webhook(is_set=is_set, pending=pending, last_error=error, last_error_at=None)
    assert hook.is_ill is is_ill
