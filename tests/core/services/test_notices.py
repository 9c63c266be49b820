"""The outbox: delivered once, in order, through the right bot, and never in the way of money."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from core.db import audit_store, outbox_store, people_store
from core.db.outbox_store import Message, OutboxStatus
from core.domain.messages import MessageKind
from core.domain.people import CustomerDraft, Role
from core.domain.trainings import Status
from core.errors import AlreadyDone, InputError, NotAllowed, NotFound
from core.gateways.secrets import Secrets
from core.ids import new_id
from core.money import Stars
from core.services.notices import MAX_TRIES
from tests.core.conftest import OpenStation
from tests.fakes.station import ANNA, BOT, BOT_TOKEN, TOKEN, FastClock, Station, secrets_with, until

SEND = ("POST", r"/sendMessage$")


async def messages(station: Station, customer_id: int = ANNA) -> list[Message]:
    """Return the outbox of a customer, oldest first."""
    return (await station.core.notices.of_customer(customer_id))[::-1]


async def all_are(station: Station, status: OutboxStatus, customer_id: int = ANNA) -> list[Message]:
    """Wait until every message of the customer is in this state; there is at least one."""

    async def they_are() -> bool:
        found = await messages(station, customer_id)
        return bool(found) and all(one.status is status for one in found)

    await until(they_are)
    return await messages(station, customer_id)


async def queue(station: Station, texts: list[str], *, customer_id: int = ANNA, bot: str = BOT) -> None:
    """Put messages into the outbox as a service would."""

    def write(tx: Any) -> None:
        for number, text in enumerate(texts):
            outbox_store.add(
                tx,
                event_key=f"test:{customer_id}:{number}:{text}",
                customer_id=customer_id,
                bot=bot,
                kind=MessageKind.BALANCE_CHANGED,
                text=text,
            )

    await station.core.db.write(write)


async def test_messages_of_a_chat_keep_their_order(station: Station) -> None:
    """Ten messages to one customer arrive in the order they were written, each once."""
    await station.customer(stars=0)
    texts = [f"message {number}" for number in range(10)]
    await queue(station, texts)
    await all_are(station, OutboxStatus.SENT)
    assert await station.told() == texts


async def test_one_event_is_told_once(station: Station) -> None:
    """The same event queued again is dropped."""
    await station.customer(stars=0)
    for _ in range(3):
        await queue(station, ["only once"])
    await all_are(station, OutboxStatus.SENT)
    assert await station.told() == ["only once"]


async def test_a_customer_who_blocked_the_bot_is_marked_and_nothing_else_changes(
    station: Station, expect_log: Callable[[str], None]
) -> None:
    """Blocked: unreachable and undeliverable; customer, stars and training are untouched."""
    expect_log("message")
    await station.customer(stars=500)
    await station.api.post(f"/admin/telegram/chats/{ANNA}", json={"state": "blocked"})
    ended = await station.ended(await station.launch())
    await station.reached(ended.training.id, lambda one: one.status is Status.SUCCEEDED)

    async def is_marked() -> bool:
        return (await station.core.people.customer(ANNA)).customer.is_unreachable

    await until(is_marked)
    card = await station.core.people.customer(ANNA)
    assert (card.customer.username, card.balance) == ("anna", Stars.of(280))
    assert await station.findings() == []
    assert OutboxStatus.WAITING not in {one.status for one in await messages(station) if one.tries}


async def test_markup_that_telegram_refuses_is_sent_as_plain_text(station: Station) -> None:
    """A text whose markup is broken still arrives, and the customer stays reachable."""
    await station.customer(stars=0)
    await queue(station, ["<b>not closed"])
    await all_are(station, OutboxStatus.SENT)
    assert await station.told() == ["not closed"]
    assert not (await station.core.people.customer(ANNA)).customer.is_unreachable


async def test_a_message_refused_for_good_is_failed_and_does_not_block(
    station: Station, expect_log: Callable[[str], None]
) -> None:
    """A text Telegram will never take is marked failed; the next one to the chat goes out."""
    expect_log("message")
    await station.customer(stars=0)
    await station.fault(*SEND, {"kind": "status", "status": 400})
    await queue(station, ["refused", "after it"])

    async def done() -> bool:
        return [one.status for one in await messages(station)] == [OutboxStatus.FAILED, OutboxStatus.SENT]

    await until(done)
    assert not (await station.core.people.customer(ANNA)).customer.is_unreachable


@pytest.mark.parametrize(
    "action", [{"kind": "status", "status": 401}, {"kind": "throttle", "seconds": 30}], ids=str
)
async def test_what_stops_one_bot_does_not_stop_another(
    opened: OpenStation, fast_clock: FastClock, action: dict[str, Any], expect_log: Callable[[str], None]
) -> None:
    """A bot that is told to wait, or whose token is bad, keeps no other bot waiting."""
    expect_log("message")
    async with opened(secrets=secrets_with(TELEGRAM_TOKEN_OTHER="456:def")) as station:
        await station.customer(stars=0)
        await station.customer(ANNA + 1, stars=0, bot="other")
        await station.fault("POST", r"/bot123:abc/", action, times=None)
        await queue(station, ["waits"])
        await queue(station, ["arrives"], customer_id=ANNA + 1, bot="other")
        await all_are(station, OutboxStatus.SENT, ANNA + 1)
        assert [one.status for one in await messages(station)] == [OutboxStatus.WAITING]
        await station.mended()
        fast_clock.jump(minutes=6)
        await all_are(station, OutboxStatus.SENT)


async def test_a_long_queue_of_a_waiting_bot_does_not_hide_the_others(
    opened: OpenStation, expect_log: Callable[[str], None]
) -> None:
    """Two hundred customers wait for one bot; the message of another bot goes out all the same."""
    expect_log("message")
    async with opened(secrets=secrets_with(TELEGRAM_TOKEN_OTHER="456:def")) as station:
        await station.customer(ANNA + 500, stars=0, bot="other")
        await station.fault("POST", r"/bot123:abc/", {"kind": "throttle", "seconds": 3600}, times=None)

        def write(tx: Any) -> None:
            for number in range(200):
                people_store.add_customer(tx, CustomerDraft(telegram_id=ANNA + number, bot=BOT))
                outbox_store.add(
                    tx,
                    event_key=f"many:{number}",
                    customer_id=ANNA + number,
                    bot=BOT,
                    kind=MessageKind.BALANCE_CHANGED,
                    text="waits",
                )

        await station.core.db.write(write)
        await queue(station, ["arrives"], customer_id=ANNA + 500, bot="other")
        await all_are(station, OutboxStatus.SENT, ANNA + 500)


async def test_a_bot_without_token_waits_until_it_has_one(opened: OpenStation, fast_clock: Any) -> None:
    """A bot nobody gave a token sends by no other bot; when it has its own, the message goes."""
    async with opened() as station:
        await station.customer(stars=0, bot="nobody_knows")
        await queue(station, ["patience"], bot="nobody_knows")

        async def is_told() -> bool:
            return "no token is set" in (await messages(station))[0].error

        await until(is_told)
        assert await station.told() == []
    async with opened(secrets=secrets_with(TELEGRAM_TOKEN_NOBODY_KNOWS="789:ghi")) as station:
        fast_clock.jump(minutes=6)
        await all_are(station, OutboxStatus.SENT)
        answer = await station.api.get("/admin/telegram/messages")
        assert [one["bot_id"] for one in answer.json()] == ["789"]


async def test_a_token_that_cannot_be_sent_stops_its_own_bot_only(
    opened: OpenStation, expect_log: Callable[[str], None]
) -> None:
    """Letters outside ASCII in one bot's token: its messages wait and say why, others go, settings open."""
    expect_log("token of the bot broken")
    async with opened(secrets=secrets_with(TELEGRAM_TOKEN_BROKEN="123:абв")) as station:
        await station.customer(ANNA + 1, stars=0, bot="broken")
        await queue(station, ["waits"], customer_id=ANNA + 1, bot="broken")
        await station.customer(stars=0)
        await queue(station, ["arrives"])
        await all_are(station, OutboxStatus.SENT)

        async def is_told() -> bool:
            return "ASCII" in (await messages(station, ANNA + 1))[0].error

        await until(is_told)
        await all_are(station, OutboxStatus.WAITING, ANNA + 1)
        sources = {one.bot: bool(one.source) for one in await station.core.notices.bots()}
        assert sources == {"broken": False, BOT: True}
        with pytest.raises(InputError):
            await station.core.notices.check_bot("broken", station.admin)


async def test_a_refused_token_never_fails_a_message_and_a_new_one_sends_it_at_once(
    opened: OpenStation, fast_clock: FastClock, expect_log: Callable[[str], None]
) -> None:
    """For days Telegram refuses the bot: its message waits all the time, and goes with the new token."""
    expect_log("message")
    values = {"replicate-token": TOKEN, f"telegram-token/{BOT}": "1:bad"}
    async with opened(secrets=Secrets.in_memory(values)) as station:
        await station.customer(stars=0)
        await station.fault("POST", r"/bot1:bad/", {"kind": "status", "status": 401}, times=None)
        await queue(station, ["patience"])
        for _ in range(MAX_TRIES + 2):
            fast_clock.jump(hours=5)
            await station.core.notices.send_due()
        assert [one.status for one in await messages(station)] == [OutboxStatus.WAITING]
        await station.core.notices.save_bot_token(BOT, BOT_TOKEN, station.admin)
        await station.core.notices.send_due()
        assert await station.told() == ["patience"]
        (row,) = await station.core.db.read(lambda: audit_store.of_subject("bot", BOT))
        assert (row.action, row.actor) == ("bot.token", station.admin.name)
        assert BOT_TOKEN not in f"{row.before}{row.after}{row.reason}"


async def test_two_senders_at_once_say_it_once(station: Station) -> None:
    """Whoever claims a message first has it; the other leaves it alone."""
    await station.core.engine.stop()
    await station.customer(stars=0)
    await queue(station, ["once"])
    message = (await messages(station))[0]
    claims = [await station.core.db.write(lambda tx: outbox_store.claim(tx, message.id)) for _ in range(2)]
    assert claims == [True, False]
    notices = station.core.notices
    delivered = await asyncio.gather(notices.send_due(), notices.send_due())
    assert sum(delivered) == 1
    assert await station.told() == ["once"]


async def test_an_answer_lost_again_and_again_is_said_twice_and_then_left_to_a_person(
    station: Station, expect_log: Callable[[str], None]
) -> None:
    """No customer hears the same thing twelve times; what is left is seen and can be sent by hand."""
    expect_log("message")
    await station.customer(stars=0)
    await station.fault(*SEND, "drop_after", times=None)
    await queue(station, ["again"])
    failed = (await all_are(station, OutboxStatus.FAILED))[0]
    assert await station.told() == ["again", "again"]
    assert (await station.core.notices.counts()).failed == 1
    await station.mended()
    await station.core.notices.resend(failed.id, station.admin)
    await all_are(station, OutboxStatus.SENT)
    assert (await station.told())[2:] == ["again"]


async def test_an_uncertain_message_stays_so_while_the_network_is_away(
    station: Station, fast_clock: FastClock, expect_log: Callable[[str], None]
) -> None:
    """A try that surely failed does not make sure of the one before it."""
    expect_log("message")
    await station.core.engine.stop()
    await station.customer(stars=0)
    await queue(station, ["perhaps"])
    await station.fault(*SEND, "drop_after")
    await station.core.notices.send_due()
    await station.fault(*SEND, {"kind": "throttle", "seconds": 1})
    fast_clock.jump(hours=2)
    await station.core.notices.send_due()
    assert [(one.status, one.tries) for one in await messages(station)] == [(OutboxStatus.UNCERTAIN, 2)]


async def test_a_customer_who_comes_back_is_reachable_again(
    station: Station, expect_log: Callable[[str], None]
) -> None:
    """What was undeliverable is sent again by hand; that it arrived takes the mark away."""
    expect_log("message")
    await station.customer(stars=0)
    await station.api.post(f"/admin/telegram/chats/{ANNA}", json={"state": "blocked"})
    await queue(station, ["hello"])
    blocked = (await all_are(station, OutboxStatus.UNDELIVERABLE))[0]
    assert (await station.core.people.customer(ANNA)).customer.is_unreachable
    await station.api.post(f"/admin/telegram/chats/{ANNA}", json={"state": "ok"})
    await station.core.notices.resend(blocked.id, station.admin)
    await all_are(station, OutboxStatus.SENT)
    assert await station.told() == ["hello"]
    assert not (await station.core.people.customer(ANNA)).customer.is_unreachable
    deeds = await station.core.db.read(lambda: audit_store.of_subject("customer", ANNA))
    assert [(deed.actor, deed.action) for deed in deeds][-1] == (station.admin.name, "message.resend")


async def test_what_was_sent_is_not_sent_again_and_not_by_everybody(station: Station) -> None:
    """Sending again needs the permission and a message that did not arrive."""
    await station.customer(stars=0)
    await queue(station, ["arrived"])
    message = (await all_are(station, OutboxStatus.SENT))[0]
    viewer = await station.core.people.add_operator("Vera", Role.VIEWER, station.admin)
    with pytest.raises(NotAllowed):
        await station.core.notices.resend(message.id, viewer)
    with pytest.raises(NotAllowed):
        await station.core.notices.check_bot(BOT, viewer)
    with pytest.raises(AlreadyDone):
        await station.core.notices.resend(message.id, station.admin)
    with pytest.raises(NotFound):
        await station.core.notices.resend(new_id(), station.admin)
    assert await station.told() == ["arrived"]


@pytest.mark.parametrize("action", ["drop_before", {"kind": "status", "status": 502}], ids=str)
async def test_a_lost_answer_leaves_a_message_uncertain_and_it_is_said_again(
    station: Station, action: Any, expect_log: Callable[[str], None]
) -> None:
    """Nobody knows whether it arrived: marked so, and repeated, because it matters that it is heard."""
    expect_log("message")
    await station.customer(stars=0)
    await station.fault(*SEND, action)
    await queue(station, ["heard in the end"])

    async def was_uncertain() -> bool:
        return (await messages(station))[0].tries >= 1

    await until(was_uncertain)
    await all_are(station, OutboxStatus.SENT)
    assert await station.told() == ["heard in the end"]


async def test_a_crash_while_sending_leaves_it_uncertain_and_it_is_sent(
    opened: OpenStation, fast_clock: Any
) -> None:
    """Closed in the middle of a call: the next start does not lose the message."""
    async with opened() as station:
        await station.customer(stars=0)
        await station.fault(*SEND, {"kind": "slow", "seconds": 30})
        await station.api.delete("/admin/requests")
        await queue(station, ["after the crash"])

        async def is_sending() -> bool:
            return any("/bot" in path for path in await station.requests())

        await until(is_sending)
    async with opened() as station:
        await all_are(station, OutboxStatus.SENT)
        assert await station.told() == ["after the crash"]


async def test_a_failed_write_after_the_call_leaves_nothing_stuck(
    station: Station, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    """The disk was full when "sent" should be written: it is said again, and later ones follow."""
    from core.errors import DiskFull

    expect_log("outbox")
    await station.customer(stars=0)
    real = outbox_store.mark
    failures = iter([True])

    def mark(tx: Any, message_id: str, status: OutboxStatus, **more: Any) -> None:
        if status is OutboxStatus.SENT and next(failures, False):
            raise DiskFull(path="here")
        real(tx, message_id, status, **more)

    monkeypatch.setattr(outbox_store, "mark", mark)
    await queue(station, ["first", "second"])
    await all_are(station, OutboxStatus.SENT)
    assert await station.told() == ["first", "first", "second"]


async def test_a_message_that_never_works_is_given_up_and_stays_visible(
    station: Station, fast_clock: Any, expect_log: Callable[[str], None]
) -> None:
    """Retries end: after twelve tries it is failed, with the reason, for a person to see."""
    expect_log("message")
    await station.customer(stars=0)
    await station.fault(*SEND, {"kind": "throttle", "seconds": 1}, times=None)
    await queue(station, ["never"])

    async def is_failed() -> bool:
        fast_clock.jump(hours=1)
        await asyncio.sleep(0.02)
        return (await messages(station))[0].status is OutboxStatus.FAILED

    await until(is_failed)
    message = (await messages(station))[0]
    assert message.tries == 12
    assert message.error
    counts = await station.core.notices.counts()
    assert (counts.waiting, counts.failed) == (0, 1)
