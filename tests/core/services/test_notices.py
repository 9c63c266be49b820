"""The outbox: delivered once, in order, through the right bot, and never in the way of money."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from core.db import outbox_store, people_store
from core.db.outbox_store import Message, OutboxStatus
from core.domain.messages import MessageKind
from core.domain.people import CustomerDraft
from core.domain.trainings import Status
from core.money import Stars
from tests.core.conftest import OpenStation
from tests.fakes.station import ANNA, BOT, Station, secrets_with, until

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
    opened: OpenStation, action: dict[str, Any], expect_log: Callable[[str], None]
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
        await queue(station, ["after the crash"])

        async def is_sending() -> bool:
            return (await messages(station))[0].status is OutboxStatus.SENDING

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
    await station.fault(*SEND, {"kind": "status", "status": 503}, times=None)
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
