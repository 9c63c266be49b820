"""The TON chain behind a fake toncenter: whose money it is, what is real, and nothing twice."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.providers import Ability, EventKind, Notice, OrderState
from core.domain.references import invoice_reference
from core.errors import (
    BadAnswer,
    BadNotice,
    BadProviderKey,
    BadSignature,
    CannotDo,
    InputError,
    Offline,
    ProviderNotSet,
    RemoteBroken,
    RemoteError,
)
from core.gateways.providers.ton import USDT_MASTER, Ton
from core.money import Money
from tests.fakes.provider_till import Till, a_refund, an_order

NAME = "ton"
ADDRESS = "UQCrq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq5jh"
PAYER = "UQDNzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3NzW9D"
COMMENT = invoice_reference(1001)
ONE_TON = Money.parse("1", "TON")
HISTORY = "GET /at/toncenter.com/api/v2/getTransactions"


@pytest.fixture
async def shop(till: Till) -> Ton:
    """The address of the fake's keys."""
    return await make(till)


async def make(till: Till, **changed: str) -> Ton:
    """Return the provider, some of its fields changed."""
    built = await till.provider(NAME, **changed)
    assert isinstance(built, Ton)
    return built


async def send(till: Till, **options: object) -> str:
    """Let a transfer come in; returns its logical time."""
    return str((await till.admin(f"{NAME}/incoming", **options))["id"])


async def test_check_asks_the_chain(shop: Ton, till: Till) -> None:
    """The address must be one, and the endpoint must take the key."""
    assert await shop.check() == f"main {ADDRESS}"
    with pytest.raises(BadProviderKey, match="address"):
        await (await make(till, address=ADDRESS[:-1] + "x")).check()
    with pytest.raises(ProviderNotSet):
        await (await make(till, address="")).check()
    await till.fault("getTransactions", "status", status=401)
    with pytest.raises(BadProviderKey):
        await shop.check()


async def test_links_are_what_wallets_open(shop: Ton) -> None:
    """Address, smallest units and comment; USDT also names its contract; the words say the same."""
    coin = await shop.link(an_order(1001, "1.5", "TON"))
    assert coin.url == f"ton://transfer/{ADDRESS}?amount=1500000000&text={COMMENT}"
    assert coin.external_ref == COMMENT
    for part in ("1.500000000 TON", ADDRESS, COMMENT, "комментарием"):
        assert part in coin.instructions
    usdt = await shop.link(an_order(1001, "10", "USDT", language="en"))
    assert usdt.url == f"ton://transfer/{ADDRESS}?jetton={USDT_MASTER}&amount=10000000&text={COMMENT}"
    assert "comment" in usdt.instructions
    with pytest.raises(InputError):
        await shop.link(an_order(1001, "10", "RUB"))


@pytest.mark.parametrize("plain", [False, True], ids=["cells", "decoded"])
async def test_a_coin_payment_is_known_by_its_comment(shop: Ton, till: Till, plain: bool) -> None:
    """T1: the comment tells the invoice, in whichever form the endpoint shows it."""
    lt = await send(till, comment=f" {COMMENT.lower()} ", plain=plain)
    (event,) = (await shop.poll("")).events
    assert (event.kind, event.invoice_number, event.amount) == (EventKind.PAID, 1001, ONE_TON)
    assert re.fullmatch(f"main:0:{'ab' * 32}:{lt}:[0-9a-f]{{64}}", event.external_id)
    assert (event.payer_name, event.refund_key, event.is_test) == (PAYER, PAYER, False)
    assert event.tolerance == Money.parse("0", "TON")


@pytest.mark.parametrize("inline", [False, True], ids=["next cell", "same cell"])
async def test_a_usdt_payment_is_told_by_our_own_wallet(shop: Ton, till: Till, inline: bool) -> None:
    """The notice of our wallet of the listed contract is money; the payer is who sent the jettons."""
    await send(till, currency="USDT", amount=15_500_000, comment=COMMENT, inline=inline)
    (event,) = (await shop.poll("")).events
    assert (event.amount, event.invoice_number) == (Money.parse("15.5", "USDT"), 1001)
    assert event.payer_name == PAYER


async def test_b_fake_jettons_are_no_money(shop: Ton, till: Till) -> None:
    """A jetton of another contract that looks the same in every field is no event, nor are its coins."""
    await send(till, currency="USDT", amount=10**12, comment=COMMENT, forged="0:" + "ee" * 32)
    await send(
        till, currency="USDT", comment=COMMENT, forged="0:" + "ee" * 32, message_patch={"value": "50000000"}
    )
    assert (await shop.poll("")).events == ()
    assert (await shop.status(an_order(1001, "15.5", "USDT"))).state is OrderState.OPEN


async def test_what_is_no_incoming_money_is_no_event(shop: Ton, till: Till) -> None:
    """Our own sends, bounced and returned messages, empty ones and machine messages are passed over."""
    bounced = "te6ccgEBAQEABgAACP////8="
    excesses = "te6ccgEBAQEADgAAGNUydtsAAAAAAAAAAQ=="
    await send(till, comment=COMMENT, message_patch={"source": ""})
    await send(till, comment=COMMENT, patch={"in_msg": None})
    await send(till, comment=COMMENT, patch={"out_msgs": [{"@type": "raw.message"}]})
    await send(till, comment=COMMENT, message_patch={"bounced": True})
    await send(till, comment=COMMENT, amount=0)
    await send(till, comment=COMMENT, message_patch={"destination": PAYER})
    for body in (bounced, excesses):
        await send(till, message_patch={"msg_data": {"@type": "msg.dataRaw", "body": body}})
    await send(till, currency="USDT", comment=COMMENT, patch={"out_msgs": [{"@type": "raw.message"}]})
    await send(till, currency="USDT", comment=COMMENT, amount=0)
    assert (await shop.poll("")).events == ()


async def test_money_without_a_right_comment_has_no_number(shop: Ton, till: Till) -> None:
    """Missing, mistyped, encrypted, unreadable and foreign comments: an event with its sender."""
    encrypted = "te6ccgEBAQEADgAAGCFn2ksAAAAAAAAAAQ=="
    slip = COMMENT.replace("1001", "1011")
    for comment in ("", "hello", slip, f"{COMMENT} thanks", "1001", "SM-1001"):
        await send(till, comment=comment)
    for data in ({"@type": "msg.dataRaw", "body": encrypted}, {"@type": "msg.dataRaw", "body": "!"}, {}):
        await send(till, message_patch={"msg_data": data})
    await send(till, message_patch={"msg_data": {"@type": "msg.dataText", "text": "/w=="}})
    await send(till, currency="USDT", comment="???")
    events = (await shop.poll("")).events
    assert [event.invoice_number for event in events] == [None] * 11
    assert {event.payer_name for event in events} == {PAYER}
    assert [event.detail for event in events][1:3] == ["hello", slip]
    assert len({event.external_id for event in events}) == 11


async def test_a_payer_cannot_break_the_reading_of_a_notification(shop: Ton, till: Till) -> None:
    """What stands behind amount and sender is the payer's to write: however odd, the money is told."""
    await send(till, currency="USDT", comment="ж" * 500)
    await send(till, currency="USDT", comment="\U0001f600" * 300, inline=False)
    assert [event.invoice_number for event in (await shop.poll("")).events] == [None, None]


async def test_the_poll_goes_on_where_it_stopped(shop: Ton, till: Till) -> None:
    """Each payment comes once, oldest first, over pages; the same cursor gives the same again."""
    first = await send(till, comment=invoice_reference(1))
    begun = await shop.poll("")
    assert [event.invoice_number for event in begun.events] == [1]
    assert begun.cursor.endswith(f"@{first}")
    for number in range(2, 207):
        await send(till, comment=invoice_reference(number))
    more = await shop.poll(begun.cursor)
    assert [event.invoice_number for event in more.events] == list(range(2, 207))
    assert (await shop.poll(begun.cursor)) == more
    rest = await shop.poll(more.cursor)
    assert (rest.events, rest.cursor) == ((), more.cursor)
    other = await make(till, address=PAYER)
    assert (await other.poll(more.cursor)).cursor.startswith("main:0:cdcd")


async def test_an_empty_address_is_polled_too(shop: Ton, till: Till) -> None:
    """Nothing yet is an answer; what comes then is found."""
    begun = await shop.poll("")
    assert begun.events == ()
    await send(till, comment=COMMENT)
    assert len((await shop.poll(begun.cursor)).events) == 1


async def test_a_history_with_a_hole_is_not_gone_on_from(shop: Ton, till: Till) -> None:
    """An endpoint that has forgotten, or not yet seen, where we stopped gives an error, never a gap."""
    await send(till, comment=invoice_reference(1))
    begun = await shop.poll("")
    await send(till, comment=invoice_reference(2))
    await till.fault("getTransactions", "status", status=200, body={"ok": True, "result": []})
    with pytest.raises(BadAnswer, match="history ends"):
        await shop.poll(begun.cursor)
    assert [event.invoice_number for event in (await shop.poll(begun.cursor)).events] == [2]


async def test_the_second_endpoint_answers_when_the_first_fails(till: Till) -> None:
    """5xx, no answer and ok false lead to the second one; both down is an error."""
    shop = await make(till, second_endpoint="https://testnet.toncenter.com/api/v2/")
    await send(till, comment=COMMENT)
    begun = await shop.poll("")
    assert len(begun.events) == 1
    till.http.timeout = 0.3
    for kind, action in (
        ("status", {"status": 500}),
        ("status", {"status": 429}),
        ("slow_after", {"seconds": 5}),
        ("status", {"status": 200, "body": {"ok": False, "error": "LITE_SERVER_NETWORK"}}),
        ("malformed_json", {}),
    ):
        await till.fault("/at/toncenter.com", kind, **action)
        assert (await shop.poll("")).events == begun.events
    await till.fault("toncenter.com", "status", times=2, status=503)
    with pytest.raises(RemoteBroken):
        await shop.poll("")
    await till.fault("toncenter.com", "drop_before", times=2)
    with pytest.raises(Offline):
        await shop.poll("")
    await till.fault("toncenter.com", "status", times=2, status=200, body={"ok": True, "result": {}})
    with pytest.raises(BadAnswer):
        await shop.poll("")


async def test_our_wallet_is_asked_of_the_contract(shop: Ton, till: Till) -> None:
    """It is asked once; a contract that does not know is an error, never a guess."""
    for _ in range(3):
        await shop.poll("")
    assert await till.count("POST /at/toncenter.com/api/v2/runGetMethod") == 1
    wrong = {"ok": True, "result": {"exit_code": 11, "stack": []}}
    for body in (wrong, {"ok": True, "result": {"exit_code": 0, "stack": [["num", "0x1"]]}}):
        await till.fault("runGetMethod", "status", status=200, body=body)
        with pytest.raises(RemoteError, match="no wallet"):
            await (await make(till)).poll("")
    with pytest.raises(BadProviderKey, match="usdt_master"):
        await (await make(till, usdt_master="EQ")).poll("")


async def test_a_pasted_transaction_is_read_again_on_the_chain(shop: Ton, till: Till) -> None:
    """T22: only its place counts; sum and comment are the chain's."""
    lt = await send(till, comment=COMMENT)
    notice = await till.notice(NAME, lt)
    lie = json.loads(notice.body)
    lie["in_msg"]["value"] = "9000000000"
    (event,) = await shop.read(Notice(body=json.dumps(lie).encode()))
    assert (event.amount, event.invoice_number) == (ONE_TON, 1001)
    assert (await shop.poll("")).events == (event,)
    assert shop.delivery_id(notice).startswith("sha256:")
    fake = await send(till, comment=COMMENT, currency="USDT", forged="0:" + "ee" * 32)
    assert await shop.read(await till.notice(NAME, fake)) == ()


async def test_tb3_a_transaction_that_is_not_ours_is_refused(shop: Ton, till: Till) -> None:
    """Another hash, another time, another address: the endpoint has no such transaction of ours."""
    lt = await send(till, comment=COMMENT)
    told = json.loads((await till.notice(NAME, lt)).body)
    for change in ({"lt": str(int(lt) + 1)}, {"hash": "A" * 43 + "="}):
        forged = told | {"transaction_id": told["transaction_id"] | change}
        with pytest.raises(RemoteError):
            await shop.read(Notice(body=json.dumps(forged).encode()))
    await till.fault("getTransactions", "status", status=200, body={"ok": True, "result": []})
    with pytest.raises(BadSignature):
        await shop.read(Notice(body=json.dumps(told).encode()))
    other = {**told, "transaction_id": {"lt": "5", "hash": told["transaction_id"]["hash"]}}
    await till.fault("getTransactions", "status", status=200, body={"ok": True, "result": [other]})
    with pytest.raises(BadSignature):
        await shop.read(Notice(body=json.dumps(told).encode()))


async def test_t6_unreadable_pastes_are_bad_notices(shop: Ton, till: Till) -> None:
    """Nothing is asked for what names no place on the chain."""
    bodies = [
        b"",
        b"[]",
        b"null",
        b"\xff",
        b"{}",
        b'{"transaction_id":[]}',
        b'{"transaction_id":{"lt":"x","hash":"AA=="}}',
        b'{"transaction_id":{"lt":"5","hash":"AA=="}}',
        b'{"transaction_id":{"lt":"5","hash":"\xc3\xa9"}}',
        b'{"transaction_id":{"lt":-5,"hash":"AA=="}}',
        b'{"a":"' + b"x" * 300_000 + b'"}',
    ]
    for body in bodies:
        with pytest.raises(BadNotice):
            await shop.read(Notice(body=body))
    assert await till.count(HISTORY) == 0


async def test_status_prefers_the_exact_sum(shop: Ton, till: Till) -> None:
    """Of several payments with the comment the one that fits is told; others are left to the rules."""
    asked = an_order(1001, "1", "TON")
    assert (await shop.status(asked)).state is OrderState.OPEN
    await send(till, comment=COMMENT, amount=1_000_000_000)
    await send(till, comment=COMMENT, amount=5)
    status = await shop.status(asked)
    assert status.event is not None
    assert (status.state, status.event.amount) == (OrderState.PAID, ONE_TON)
    under = await shop.status(an_order(1001, "2", "TON"))
    assert under.event is not None
    assert under.event.amount == Money(5, "TON")


async def test_the_test_net_is_marked(till: Till) -> None:
    """T7: payments of the test net are tests, their ids never those of the main net."""
    await send(till, comment=COMMENT)
    (live,) = (await (await make(till)).poll("")).events
    (test,) = (await (await make(till, network="test")).poll("")).events
    assert (live.is_test, test.is_test) == (False, True)
    assert live.external_id.replace("main:", "test:") == test.external_id
    with pytest.raises(InputError):
        await (await make(till, network="test")).link(an_order(1001, "10", "TON"))


async def test_the_tolerance_is_a_setting(till: Till) -> None:
    """How much more is still the same payment goes with each event; a wrong setting is told."""
    await send(till, comment=COMMENT)
    (event,) = (await (await make(till, tolerance_ton="0.05")).poll("")).events
    assert event.tolerance == Money.parse("0.05", "TON")
    with pytest.raises(BadProviderKey, match="tolerance_usdt"):
        await (await make(till, tolerance_usdt="0,1")).poll("")


async def test_the_statement_lists_payments_of_a_time(shop: Ton, till: Till) -> None:
    """Oldest first, only those of the time asked for."""
    await send(till, comment=COMMENT)
    await send(till, currency="USDT", amount=1, comment="x")
    now = till.clock.now()
    first, second = await shop.statement(now - timedelta(hours=1), now + timedelta(hours=1))
    assert (first.amount, first.invoice_number, first.payer_name) == (ONE_TON, 1001, PAYER)
    assert (second.amount, second.invoice_number) == (Money(1, "USDT"), None)
    assert await shop.statement(now + timedelta(hours=1), now + timedelta(hours=2)) == []
    assert await shop.statement(now - timedelta(hours=2), now - timedelta(hours=1)) == []


async def test_what_a_chain_cannot_do(shop: Ton) -> None:
    """Refunds name the address to send to; there are no renewals and no files."""
    back = replace(a_refund("x", ONE_TON), refund_key=PAYER)
    with pytest.raises(CannotDo, match=PAYER):
        await shop.refund(back)
    with pytest.raises(CannotDo):
        await shop.refund_status(back)
    with pytest.raises(CannotDo):
        await shop.charge_again(an_order(1, "1", "TON"), "x")
    with pytest.raises(CannotDo):
        shop.read_statement(b"")
    assert Ability.POLL in shop.abilities
    assert shop.answer(Notice(body=b""), is_done=True).status == 200
