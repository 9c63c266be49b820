"""Who is told of an event: everybody of the bot once, in their language, and never at the cost of money."""

import string
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from core.db import bot_store, ledger_store, outbox_store, payment_store, people_store
from core.db.database import Database, Tx
from core.db.outbox_store import Message, OutboxStatus
from core.domain import staff_messages
from core.domain.bots import Bot, Receiver
from core.domain.ledger import customer_account
from core.domain.messages import MessageKind
from core.domain.payments import PaymentStatus
from core.domain.people import CustomerDraft, Language
from core.domain.staff_messages import StaffKind, render_staff
from core.domain.trainings import Status
from core.money import Money, Stars
from core.services import tell
from core.services.price_lists import PriceLists
from core.services.process_payment import Outcome
from tests.core.conftest import OpenStation
from tests.fakes import till
from tests.fakes.station import ANNA, BOT, Station, secrets_with, until

OWNER, GROUP, ERRORS = 700_000_001, -1_001_111_111_111, -1_002_222_222_222
WHOLE_BOT = Bot(name=BOT, owner_id=OWNER, group_id=GROUP, errors_id=ERRORS, group_language=Language.EN)
FACTS = dict.fromkeys(
    (
        "sum", "mark", "stars", "plan", "provider", "external_id", "invoice", "bot", "verdict", "customer",
        "told", "model", "training", "customers", "failure",
    ),
    "x",
)  # fmt: skip


@pytest.fixture
async def shop(db: Database) -> Database:
    """A database with a price list, a Russian customer and a bot with all its people."""
    await PriceLists(db, db._clock).install_built_in()

    def write(tx: Tx) -> None:
        people_store.add_customer(
            tx,
            CustomerDraft(
                telegram_id=ANNA, bot=BOT, first_name="Анна <b>", username="anna", language=Language.RU
            ),
        )
        bot_store.put(tx, WHOLE_BOT)

    await db.write(write)
    return db


async def told(db: Database) -> dict[Receiver, list[Message]]:
    """Return the outbox by receiver."""
    everything = await db.read(
        lambda: outbox_store.to_staff() + outbox_store.of_customer(ANNA) + outbox_store.of_customer(ANNA + 1)
    )
    return {receiver: [one for one in everything if one.receiver is receiver] for receiver in Receiver}


async def counts(db: Database) -> dict[str, int]:
    """Return how many messages each receiver has, only of those who have any."""
    return {receiver.value: len(found) for receiver, found in (await told(db)).items() if found}


async def test_tk1_one_message_to_payer_owner_group_in_their_language(shop: Database) -> None:
    """A completed payment is told once to each of the three, each in the language set for them."""
    await shop.write(lambda tx: till.pay(tx, till.invoice(tx, ANNA)))
    found = await told(shop)
    assert await counts(shop) == {"customer": 1, "owner": 1, "group": 1}
    assert "начислено 217 ⭐" in found[Receiver.CUSTOMER][0].text
    assert "счёт 1" in found[Receiver.OWNER][0].text
    assert "invoice 1" in found[Receiver.GROUP][0].text
    assert [found[each][0].chat_id for each in (Receiver.OWNER, Receiver.GROUP)] == [OWNER, GROUP]


async def test_b15_the_payer_of_roubles_is_told_not_only_the_group(shop: Database) -> None:
    """Whatever the currency, the payer hears of it in the same transaction as the owner and the group."""
    for product, currency in (("stars.217", "RUB"), ("plan.neurophoto", "RUB")):
        await shop.write(lambda tx, p=product, c=currency: till.pay(tx, till.invoice(tx, ANNA, p, c)))
    assert await counts(shop) == {"customer": 2, "owner": 2, "group": 2}
    assert {one.kind for one in (await told(shop))[Receiver.OWNER]} == {
        StaffKind.PAID,
        StaffKind.PLAN_BOUGHT,
    }


async def test_a_duplicate_tells_nobody_again(shop: Database) -> None:
    """The same notice three times leaves one message for each receiver."""
    made = await shop.write(lambda tx: till.invoice(tx, ANNA))
    for _ in range(3):
        await shop.write(lambda tx: till.pay(tx, made))
    assert await counts(shop) == {"customer": 1, "owner": 1, "group": 1}


async def test_quarantined_and_late_money_goes_to_payer_and_error_channel(shop: Database) -> None:
    """Too little, or money nobody knows: the error channel hears of both, the payer of their own."""
    await shop.write(lambda tx: till.pay(tx, till.invoice(tx, ANNA), amount=Money(100, "RUB")))
    assert await counts(shop) == {"customer": 1, "errors": 1}
    text = (await told(shop))[Receiver.ERRORS][0].text
    assert "paid too little" in text
    assert "Анна &lt;b&gt; @anna" in text


async def test_a_test_payment_in_production_alarms_staff_only(shop: Database) -> None:
    """The payer of a test hears nothing; the error channel does (T7)."""
    await shop.write(lambda tx: till.pay(tx, till.invoice(tx, ANNA), is_test=True))
    assert await counts(shop) == {"errors": 1}
    assert "a test in production" in (await told(shop))[Receiver.ERRORS][0].text


async def test_one_external_id_with_other_facts_is_an_alarm(shop: Database) -> None:
    """The same id with another sum changes nothing and is told to the error channel once (T18)."""
    made = await shop.write(lambda tx: till.invoice(tx, ANNA))
    await shop.write(lambda tx: till.pay(tx, made))
    for _ in range(2):
        done = await shop.write(lambda tx: till.pay(tx, made, amount=Money(1, "RUB")))
        assert done.outcome is Outcome.CONFLICT
    found = (await told(shop))[Receiver.ERRORS]
    assert [one.kind for one in found] == [StaffKind.CONFLICT]
    assert "Nothing was changed" in found[0].text


async def test_a_refund_is_told_to_payer_and_owner(shop: Database) -> None:
    """Money that went back: payer and owner, not the group."""
    done = await shop.write(lambda tx: till.pay(tx, till.invoice(tx, ANNA)))
    payment = done.payment
    assert payment is not None
    assert payment.amount is not None
    await shop.write(lambda tx: till.give_back(tx, payment, payment.amount))
    found = await told(shop)
    assert [one.kind for one in found[Receiver.OWNER]] == [StaffKind.REFUNDED, StaffKind.PAID]
    assert len(found[Receiver.CUSTOMER]) == 2
    assert len(found[Receiver.GROUP]) == 1


@pytest.mark.parametrize(
    "bot",
    [
        None,
        replace(WHOLE_BOT, owner_id=None, group_id=None, errors_id=None),
        replace(WHOLE_BOT, is_active=False),
    ],
    ids=["nobody described it", "has no people", "is off"],
)
async def test_b63_no_person_of_a_bot_means_nobody_in_their_place(db: Database, bot: Bot | None) -> None:
    """Another bot's owner and group never hear of it: there is no default bot (I14)."""
    await PriceLists(db, db._clock).install_built_in()

    def write(tx: Tx) -> None:
        people_store.add_customer(tx, CustomerDraft(telegram_id=ANNA, bot=BOT))
        bot_store.put(tx, replace(WHOLE_BOT, name="another"))
        if bot is not None:
            bot_store.put(tx, bot)
        till.pay(tx, till.invoice(tx, ANNA))

    await db.write(write)
    assert await counts(db) == {"customer": 1}


async def test_t30_b64_a_payment_of_an_unknown_bot_is_credited_all_the_same(shop: Database) -> None:
    """A bot nobody described is no error: the money is credited and the words wait for that very bot."""

    def write(tx: Tx) -> None:
        people_store.add_customer(tx, CustomerDraft(telegram_id=ANNA + 1, bot="nobody_knows"))
        till.pay(tx, till.invoice(tx, ANNA + 1))

    await shop.write(write)
    assert (await shop.read(lambda: ledger_store.balance(customer_account(ANNA + 1)))) == Stars.of(217)
    assert [one.bot for one in (await told(shop))[Receiver.CUSTOMER]] == ["nobody_knows"]


async def test_tk8_foreign_text_is_escaped_for_staff_too(shop: Database) -> None:
    """A name with markup in it stands in the message as it is written."""
    await shop.write(lambda tx: till.pay(tx, till.invoice(tx, ANNA)))
    assert "Анна &lt;b&gt;" in (await told(shop))[Receiver.GROUP][0].text


async def test_tk7_a_long_text_is_split_and_keeps_its_order(shop: Database) -> None:
    """Words longer than Telegram takes go out as several messages, each under a key of its own."""
    reason = " ".join(["очень"] * 1500)

    def write(tx: Tx) -> None:
        tell.customer(
            tx, ANNA, BOT, MessageKind.BALANCE_CHANGED, event_key="e", change="1", balance="2", reason=reason
        )

    for _ in range(2):
        await shop.write(write)
    found = (await told(shop))[Receiver.CUSTOMER][::-1]
    assert [one.event_key for one in found] == ["e", "e#2", "e#3"]
    assert all(len(one.text) <= 4096 for one in found)
    assert " ".join(one.text for one in found).count("очень") == 1500


async def test_i12_words_and_money_are_one_transaction(
    shop: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the row of a message cannot be written, nothing is credited either; the provider will repeat."""

    def full(*_arguments: object, **_more: object) -> None:
        raise OSError("disk full")

    made = await shop.write(lambda tx: till.invoice(tx, ANNA))
    monkeypatch.setattr(outbox_store, "add_for_staff", full)
    with pytest.raises(OSError, match="disk full"):
        await shop.write(lambda tx: till.pay(tx, made))
    assert not await shop.read(lambda: ledger_store.balance(customer_account(ANNA)))
    assert await counts(shop) == {}
    monkeypatch.undo()
    await shop.write(lambda tx: till.pay(tx, made))
    assert await counts(shop) == {"customer": 1, "owner": 1, "group": 1}


@pytest.mark.parametrize("kind", StaffKind)
@pytest.mark.parametrize("language", Language)
def test_every_staff_message_exists_in_both_languages(kind: StaffKind, language: Language) -> None:
    """No gap is left in a text, both languages tell the same facts, and foreign markup stays literal."""
    assert "{" not in render_staff(kind, language, FACTS)
    fields = [
        {field for _text, field, _spec, _conversion in string.Formatter().parse(text) if field}
        for text in staff_messages._TEXTS[kind].values()
    ]
    assert fields[0] == fields[1] <= FACTS.keys()
    assert "<i>" not in render_staff(kind, language, dict.fromkeys(FACTS, "<i>"))


# Sent for real, by the sandbox's Telegram


@pytest.fixture
async def house(station: Station) -> Station:
    """A running core whose bot has all its people."""
    await station.customer(stars=0, language=Language.RU)
    await station.core.bots.save(WHOLE_BOT, station.admin)
    return station


async def pay(station: Station) -> None:
    """Let a payment arrive."""
    await station.core.db.write(lambda tx: till.pay(tx, till.invoice(tx, ANNA)))


async def statuses(station: Station) -> set[OutboxStatus]:
    """Return the states of the whole outbox."""
    staff = await station.core.bots.to_staff()
    return {one.status for one in staff + await station.core.notices.of_customer(ANNA)}


async def all_sent(station: Station) -> None:
    """Wait until nothing waits any more."""

    async def they_are() -> bool:
        return await statuses(station) == {OutboxStatus.SENT}

    await until(they_are)


async def test_tk2_each_message_goes_through_the_bot_of_the_payment(
    opened: OpenStation, expect_log: Callable[[str], None]
) -> None:
    """Two bots with their own owners: each message is sent by the bot whose payment it was."""
    del expect_log
    async with opened(secrets=secrets_with(TELEGRAM_TOKEN_OTHER="456:def")) as station:
        await station.customer(stars=0)
        await station.customer(ANNA + 1, stars=0, bot="other")
        await station.core.bots.save(WHOLE_BOT, station.admin)
        other = replace(WHOLE_BOT, name="other", owner_id=OWNER + 1, group_id=GROUP - 1)
        await station.core.bots.save(other, station.admin)
        for customer_id in (ANNA, ANNA + 1):
            await station.core.db.write(lambda tx, one=customer_id: till.pay(tx, till.invoice(tx, one)))
        await all_sent(station)
        sent = (await station.api.get("/admin/telegram/messages")).json()
        by_bot: dict[str, set[int]] = {}
        for one in sent:
            by_bot.setdefault(one["bot_id"], set()).add(one["chat"]["id"])
        assert by_bot == {"123": {ANNA, OWNER, GROUP}, "456": {ANNA + 1, OWNER + 1, GROUP - 1}}


async def test_t29_tk4_b66_a_blocked_chat_marks_the_customer_and_deletes_nobody(
    house: Station, expect_log: Callable[[str], None]
) -> None:
    """The customer blocked the bot: marked; the group and the owner still hear; the row stays."""
    expect_log("message")
    await house.api.post(f"/admin/telegram/chats/{ANNA}", json={"state": "blocked"})
    await pay(house)

    async def is_marked() -> bool:
        return (await house.core.people.customer(ANNA)).customer.is_unreachable

    await until(is_marked)
    assert await house.balance() == Stars.of(217)
    assert await house.core.people.count_customers() == 1


async def test_b66_a_group_that_is_gone_marks_no_customer(
    house: Station, expect_log: Callable[[str], None]
) -> None:
    """The owner blocked the bot and the group is gone: the customer the words were about stays reachable."""
    expect_log("message")
    for chat, state in ((OWNER, "blocked"), (GROUP, "kicked")):
        await house.api.post(f"/admin/telegram/chats/{chat}", json={"state": state})
    await pay(house)

    async def is_over() -> bool:
        return await statuses(house) == {OutboxStatus.SENT, OutboxStatus.UNDELIVERABLE}

    await until(is_over)
    assert not (await house.core.people.customer(ANNA)).customer.is_unreachable


async def test_tk5_broken_markup_reaches_staff_as_plain_text(house: Station) -> None:
    """A staff message Telegram cannot parse is sent once more without markup."""

    def write(tx: Tx) -> None:
        outbox_store.add_for_staff(
            tx,
            event_key="e",
            receiver=Receiver.OWNER,
            chat_id=OWNER,
            customer_id=None,
            bot=BOT,
            kind=StaffKind.PAID,
            text="<b>open",
        )

    await house.core.db.write(write)
    await until_told(house, OWNER, ["open"])


async def until_told(station: Station, chat: int, texts: list[str]) -> None:
    """Wait until Telegram showed a chat these texts."""

    async def it_did() -> bool:
        return await station.told(chat) == texts

    await until(it_did)


async def test_tk6_a_group_gets_no_more_than_twenty_a_minute(house: Station) -> None:
    """Three payments at once: the group rests three seconds between messages, others need not wait."""
    for _ in range(3):
        await pay(house)
    await all_sent(house)
    found = [one for one in await house.core.bots.to_staff() if one.receiver is Receiver.GROUP]
    moments = sorted(one.sent_at for one in found if one.sent_at)
    assert len(moments) == 3
    assert all((later - sooner).total_seconds() >= 3 for sooner, later in pairwise(moments))


async def test_tk9_no_failure_of_telegram_touches_money(
    house: Station, expect_log: Callable[[str], None]
) -> None:
    """Telegram refuses everything: money, payment and invoice stand, verify finds nothing."""
    expect_log("message")
    await house.fault("POST", r"/sendMessage$", {"kind": "status", "status": 400}, times=None)
    await pay(house)

    async def all_failed() -> bool:
        return await statuses(house) == {OutboxStatus.FAILED}

    await until(all_failed)
    assert await house.balance() == Stars.of(217)
    payment = await house.core.db.read(lambda: payment_store.payments_of_invoice(1)[0])
    assert payment.status is PaymentStatus.COMPLETED
    assert await house.findings() == []


async def test_tk10_a_restart_repeats_nothing_to_those_who_were_served(opened: OpenStation) -> None:
    """Closed and opened again, nobody hears a second time of what they were told."""
    async with opened() as station:
        await station.customer(stars=0)
        await station.core.bots.save(WHOLE_BOT, station.admin)
        await pay(station)
        await all_sent(station)
    async with opened() as station:
        await pay(station)
        await all_sent(station)
        for chat in (ANNA, OWNER, GROUP):
            assert len(await station.told(chat)) == 2


async def test_a_failed_training_is_told_to_the_error_channel(house: Station) -> None:
    """The customer hears it in plain words, the error channel with the ids; the owner not at all."""
    await house.credit(ANNA, 500)
    training_id = await house.launch("FAIL_OOM")
    await house.reached(training_id, lambda one: one.status is Status.FAILED)
    found = [one for one in await house.core.bots.to_staff() if one.kind is StaffKind.TRAINING_FAILED]
    assert [one.receiver for one in found] == [Receiver.ERRORS]
    assert training_id in found[0].text
