"""Crypto Pay at a fake that keeps its protocol; the fake and we compute signatures each by ourselves."""

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.providers import EventKind, Notice, OrderState
from core.errors import (
    BadAnswer,
    BadNotice,
    BadProviderKey,
    BadSignature,
    CannotDo,
    InputError,
    RateLimited,
    RemoteBroken,
    RemoteError,
    RemoteUnknown,
)
from core.gateways.providers.shape import Provider
from core.money import Money
from tests.fakes.provider_till import Till, a_refund, an_order, each_byte_changed, with_body

NAME = "cryptopay"
TOKEN = "12345:AAsandboxCryptoPayToken"
CREATE = "/api/createInvoice"


@pytest.fixture
async def shop(till: Till) -> Provider:
    """Crypto Pay with the token of the fake app."""
    return await till.provider(NAME)


def signed(body: bytes, token: str = TOKEN) -> Notice:
    """Return a notice signed as the documentation says."""
    digest = hmac.new(hashlib.sha256(token.encode()).digest(), body, hashlib.sha256).hexdigest()
    return Notice(body=body, headers={"crypto-pay-api-signature": digest})


async def test_the_vector_of_the_domain_rules(till: Till) -> None:
    """domain.md 4.5: the known body and token give the known signature, and our number is read."""
    body = (
        b'{"update_id":1,"update_type":"invoice_paid","request_date":"2026-01-01T00:00:00Z",'
        b'"payload":{"invoice_id":77,"status":"paid","payload":"pay-1001"}}'
    )
    signature = "94777afd0328096571694022b0657f5fbad7b40a0059eef1d1fe829761ac31e8"
    shop = await till.provider(NAME, token="12345:AAtesttoken")
    notice = Notice(body=body, headers={"crypto-pay-api-signature": signature})
    with pytest.raises(BadNotice, match=r"payload\.amount"):  # the signature is right, the vector has no sum
        await shop.read(notice)
    with pytest.raises(BadSignature):
        await shop.read(with_body(notice, body + b" "))


async def test_check_tells_whose_the_token_is(shop: Provider, till: Till) -> None:
    """The right token names the app, a wrong one is BadProviderKey."""
    assert await shop.check() == "12345 Sandbox App"
    with pytest.raises(BadProviderKey, match="UNAUTHORIZED"):
        await (await till.provider(NAME, token="12345:AAother")).check()


async def test_an_invoice_in_an_asset(shop: Provider, till: Till) -> None:
    """T1: asked in USDT, paid in USDT, told in USDT with the fee."""
    link = await shop.link(an_order(1001, "10.5", "USDT"))
    assert link.url.startswith("https://t.me/CryptoBot")
    await till.pay(NAME, link.external_ref)
    (event,) = await shop.read(await till.notice(NAME, link.external_ref))
    assert (event.kind, event.invoice_number) == (EventKind.PAID, 1001)
    assert (event.amount, event.fee) == (Money.parse("10.5", "USDT"), Money.parse("0.03", "USDT"))
    assert (event.external_id, event.is_test) == (f"12345:{link.external_ref}", False)


async def test_an_invoice_in_roubles_is_compared_in_roubles(shop: Provider, till: Till) -> None:
    """What the payer sent stands beside it: the sum is the one the invoice was made in."""
    link = await shop.link(an_order(1001, "1110.00", "RUB"))
    await till.pay(NAME, link.external_ref, paid_asset="BTC", paid_amount="0.00012345")
    (event,) = await shop.read(await till.notice(NAME, link.external_ref))
    assert (event.amount, event.detail) == (Money.parse("1110", "RUB"), "0.00012345 BTC")
    assert event.fee is None
    asked = (await till.books(NAME))["orders"][0]["details"]["asked"]
    assert (asked["fiat"], asked["accepted_assets"], asked["amount"]) == ("RUB", "USDT,TON", "1110.00")


async def test_tb3_wrong_signatures_are_refused(shop: Provider, till: Till) -> None:
    """Other token, no header, another header, letters outside ASCII, one changed byte: all bad signatures."""
    link = await shop.link(an_order(1, "10", "USDT"))
    await till.pay(NAME, link.external_ref)
    good = await till.notice(NAME, link.external_ref)
    for header in ("", "0" * 64, "é" * 64, good.headers["crypto-pay-api-signature"][:-1], "\ud800"):
        with pytest.raises(BadSignature):
            await shop.read(replace(good, headers={"crypto-pay-api-signature": header}))
    for body in each_byte_changed(good.body):
        with pytest.raises(BadSignature):
            await shop.read(with_body(good, body))
    with pytest.raises(BadSignature):
        await (await till.provider(NAME, token="54321:AAother")).read(good)
    assert await shop.read(good) == await shop.read(good)
    assert shop.delivery_id(good) == shop.delivery_id(replace(good, source_address="1.2.3.4"))
    assert (shop.answer(good, is_done=True).status, shop.answer(good, is_done=False).status) == (200, 503)


async def test_malformed_updates_are_bad_notices(shop: Provider, till: Till) -> None:
    """Rightly signed nonsense is named by its field; other updates are of no concern."""
    link = await shop.link(an_order(1, "10", "USDT"))
    await till.pay(NAME, link.external_ref)
    for body in (
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'{"update_type":"invoice_paid"}',
        b'{"a":"' + b"x" * 300_000 + b'"}',
    ):
        with pytest.raises(BadNotice):
            await shop.read(signed(body))
    wrong: list[dict[str, object]] = [
        {"status": "active"},
        {"amount": None},
        {"amount": []},
        {"invoice_id": None},
        {"asset": None},
        {"paid_at": "yesterday"},
    ]
    for patch in wrong:
        with pytest.raises(BadNotice):
            await shop.read(await till.notice(NAME, link.external_ref, patch=patch))
    assert await shop.read(await till.notice(NAME, link.external_ref, update_type="check_paid")) == ()


async def test_t14_strange_assets_and_numbers_are_told_to_a_person(shop: Provider, till: Till) -> None:
    """An asset that is not ours, too many digits and foreign payloads are events without sum or number."""
    order = await till.admin(f"{NAME}/incoming", asset="DOGE", amount="7")
    (event,) = await shop.read(await till.notice(NAME, order["id"]))
    assert (event.amount, event.detail, event.invoice_number) == (None, "7 DOGE", None)
    patches: list[dict[str, object]] = [
        {"asset": "USDT", "amount": "1.0000001"},
        {"asset": "USDT", "amount": "-1"},
        {"asset": "USDT", "amount": "1e3"},
    ]
    for patch in patches:
        (event,) = await shop.read(await till.notice(NAME, order["id"], patch=patch))
        assert event.amount is None
    for payload in ("0", "01", "-5", "1.0", "2147483648", "٣", "pay-1001", "1001 "):
        (event,) = await shop.read(await till.notice(NAME, order["id"], patch={"payload": payload}))
        assert event.invoice_number is None


async def test_t7_the_test_net_is_marked_and_never_mixed(till: Till) -> None:
    """Payments of the test net are tests; no customer's order goes there."""
    shop = await till.provider(NAME, network="test")
    with pytest.raises(InputError):
        await shop.link(an_order(1, "10", "USDT"))
    link = await shop.link(an_order(1, "10", "USDT", is_test=True))
    assert await till.count("POST /at/testnet-pay.crypt.bot/api/{method}") == 2
    await till.pay(NAME, link.external_ref)
    (event,) = await shop.read(await till.notice(NAME, link.external_ref))
    assert event.is_test


async def test_the_same_order_makes_one_invoice(shop: Provider, till: Till) -> None:
    """Without keys against repetition, the invoice of our number is looked for first."""
    asked = an_order(1, "10", "USDT")
    await till.fault(CREATE, "drop_after")
    with pytest.raises(RemoteUnknown):
        await shop.link(asked)
    first = await shop.link(asked)
    assert await shop.link(replace(asked, external_ref=first.external_ref)) == first
    assert len((await till.books(NAME))["orders"]) == 1
    await till.pay(NAME, first.external_ref)
    with pytest.raises(RemoteError, match="paid"):
        await shop.link(asked)


async def test_an_invoice_lives_as_long_as_ours(shop: Provider, till: Till) -> None:
    """Its life ends with our invoice; one that is over is not asked for."""
    now = till.clock.now()
    await shop.link(an_order(1, "10", "USDT", expires_at=now + timedelta(hours=1)))
    await shop.link(an_order(2, "10", "USDT", expires_at=now + timedelta(days=90)))
    first, second = (one["details"]["asked"]["expires_in"] for one in (await till.books(NAME))["orders"])
    assert 3590 <= first <= 3600
    assert second == 2_678_400
    with pytest.raises(InputError):
        await shop.link(an_order(3, "10", "USDT", expires_at=now))


async def test_status_follows_the_invoice(shop: Provider, till: Till) -> None:
    """Open, paid and expired, by id or by our number; what is not there was not paid."""
    link = await shop.link(an_order(1, "10", "USDT"))
    known = an_order(1, "10", "USDT", external_ref=link.external_ref)
    assert (await shop.status(known)).state is OrderState.OPEN
    await till.pay(NAME, link.external_ref)
    status = await shop.status(known)
    assert status == await shop.status(an_order(1, "10", "USDT"))
    (told,) = await shop.read(await till.notice(NAME, link.external_ref))
    assert (status.state, status.event) == (OrderState.PAID, told)
    other = await shop.link(an_order(2, "10", "USDT"))
    await till.pay(NAME, other.external_ref, "expired")
    ended = await shop.status(an_order(2, "10", "USDT"))
    assert ended.event is not None
    assert (ended.state, ended.event.kind) == (OrderState.EXPIRED, EventKind.EXPIRED)
    assert (await shop.status(an_order(9, "10", "USDT"))).state is OrderState.OPEN


async def test_what_it_cannot_do_comes_with_a_remedy(shop: Provider) -> None:
    """No refunds, no renewals, no files; the words say what to do instead."""
    back = a_refund("77", Money.parse("10", "USDT"))
    with pytest.raises(CannotDo, match=r"send 10\.000000 USDT back by a transfer"):
        await shop.refund(back)
    with pytest.raises(CannotDo):
        await shop.refund_status(back)
    with pytest.raises(CannotDo):
        await shop.charge_again(an_order(1, "10", "USDT"), "x")
    with pytest.raises(CannotDo):
        shop.read_statement(b"")
    with pytest.raises(InputError):
        await shop.link(an_order(1, "5", "XTR"))


async def test_every_failure_of_a_request_is_known_or_unknown(shop: Provider, till: Till) -> None:
    """A lost invoice is unknown, a refused one an error, and reads that fail may be repeated."""
    till.http.timeout = 0.2
    unknown: list[tuple[str, dict[str, object]]] = [
        ("status", {"status": 500}),
        ("status", {"status": 503, "body": "html"}),
        ("slow_after", {"seconds": 5}),
        ("drop_before", {}),
        ("drop_after", {}),
        ("cut", {"bytes": 10}),
        ("malformed_json", {}),
    ]
    for number, (kind, action) in enumerate(unknown, 1):
        await till.fault(CREATE, kind, **action)
        with pytest.raises(RemoteUnknown):
            await shop.link(an_order(number, "10", "USDT"))
    for status, error in ((401, BadProviderKey), (429, RateLimited), (400, RemoteError)):
        await till.fault(CREATE, "status", status=status)
        with pytest.raises(error) as caught:
            await shop.link(an_order(50, "10", "USDT"))
        assert not isinstance(caught.value, RemoteUnknown)
    await till.fault(CREATE, "status", status=200, body={"ok": False, "error": {"code": 1, "name": "NO"}})
    with pytest.raises(RemoteError, match="NO"):
        await shop.link(an_order(51, "10", "USDT"))
    await till.fault("/api/getInvoices", "status", status=502)
    with pytest.raises(RemoteBroken):
        await shop.status(an_order(1, "10", "USDT"))
    await till.fault("/api/getInvoices", "status", status=200, body={"ok": True, "result": []})
    with pytest.raises(BadAnswer):
        await shop.status(an_order(1, "10", "USDT"))


async def test_the_statement_lists_what_was_paid(shop: Provider, till: Till) -> None:
    """Paid invoices of the time asked for, oldest first; open and expired ones are no lines."""
    refs = [(await shop.link(an_order(number, "10", "USDT"))).external_ref for number in (1, 2, 3)]
    for ref in (refs[1], refs[0]):
        await till.pay(NAME, ref)
    await till.pay(NAME, refs[2], "expired")
    now = till.clock.now()
    lines = await shop.statement(now - timedelta(hours=1), now + timedelta(hours=1))
    assert [line.invoice_number for line in lines] == [2, 1]
    assert lines[0].fee == Money.parse("0.03", "USDT")
    assert await shop.statement(now + timedelta(hours=1), now + timedelta(hours=2)) == []
