"""Stripe at a fake that keeps its protocol, with signatures made by Stripe's own package."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from stripe import WebhookSignature

from core.domain.providers import EventKind, Notice, OrderState, RefundState
from core.errors import (
    BadNotice,
    BadProviderKey,
    BadSignature,
    BadStatement,
    CannotDo,
    InputError,
    ProviderNotSet,
    RateLimited,
    RemoteBroken,
    RemoteError,
    RemoteUnknown,
)
from core.gateways.providers.shape import Provider
from core.money import Money
from tests.fakes.provider_till import Till, a_refund, an_order, each_byte_changed, with_body

NAME = "stripe"
SECRET = "whsec_sandboxStripeSigningSecret"
SESSIONS, REFUNDS = "/v1/checkout/sessions", "/v1/refunds"
PRICE = Money.parse("10.00", "USD")


@pytest.fixture
async def shop(till: Till) -> Provider:
    """Stripe with the keys of the fake account."""
    return await till.provider(NAME)


async def paid(till: Till, shop: Provider, number: int = 1001) -> str:
    """Return the id of a session that was paid."""
    link = await shop.link(an_order(number, "10.00", "USD"))
    await till.pay(NAME, link.external_ref)
    return link.external_ref


async def intent_of(till: Till, session: str) -> str:
    """Return the payment intent of a session."""
    orders = (await till.books(NAME))["orders"]
    return str(next(one["details"]["intent"] for one in orders if one["id"] == session))


def signed(till: Till, body: bytes, secret: str = SECRET, age_s: int = 0) -> Notice:
    """Return a notice signed by the official package."""
    moment_s = int(till.clock.now().timestamp()) - age_s
    header = WebhookSignature.generate_signature_header(body.decode(), secret, moment_s)
    return Notice(body=body, headers={"stripe-signature": header})


async def test_check_tells_whose_the_key_is(shop: Provider, till: Till) -> None:
    """The right key names the account, a wrong one is BadProviderKey."""
    assert await shop.check() == "acct_sandbox"
    with pytest.raises(BadProviderKey):
        await (await till.provider(NAME, secret_key="sk_live_other")).check()


async def test_a_paid_session_is_one_event(shop: Provider, till: Till) -> None:
    """T1: the event names the payment intent, our number and the exact sum."""
    ident = await paid(till, shop)
    (event,) = await shop.read(await till.notice(NAME, ident))
    intent = await intent_of(till, ident)
    assert (event.kind, event.external_id, event.refund_key) == (EventKind.PAID, intent, intent)
    assert (event.invoice_number, event.amount, event.bot) == (1001, PRICE, "neuro_blogger")
    assert (event.payer_name, event.is_test) == ("Jenny Rosen", False)
    assert event.paid_at is not None


async def test_the_fake_signs_as_the_official_package_verifies(shop: Provider, till: Till) -> None:
    """The fake's header is one that Stripe's own helper accepts."""
    notice = await till.notice(NAME, await paid(till, shop))
    assert WebhookSignature.verify_header(notice.body, notice.headers["stripe-signature"], SECRET, 300)


async def test_the_vector_of_the_domain_rules(till: Till) -> None:
    """domain.md 4.4: the known body, moment and secret give the known signature."""
    body = b'{"id":"evt_1","object":"event"}'
    header = "t=1700000000,v1=0c8670ed117751cc551a20e35839447075c42800ea3cf3e8a2fbda99cd1e6edd"
    shop = await till.provider(NAME, webhook_secret="whsec_test_secret")
    received = datetime.fromtimestamp(1700000010, UTC)
    notice = Notice(body=body, headers={"stripe-signature": header}, received_at=received)
    with pytest.raises(BadNotice, match="type"):  # the signature is right, the event has no type
        await shop.read(notice)


async def test_b_a_slow_payment_counts_only_when_it_is_paid(shop: Provider, till: Till) -> None:
    """Completed but unpaid is no money; async_payment_succeeded is, async_payment_failed is FAILED."""
    link = await shop.link(an_order(1, "10.00", "USD"))
    await till.pay(NAME, link.external_ref, "open", complete=True)
    completed = await till.notice(NAME, link.external_ref, event="checkout.session.completed")
    assert await shop.read(completed) == ()
    assert (
        await shop.status(an_order(1, "10", "USD", external_ref=link.external_ref))
    ).state is OrderState.OPEN
    await till.pay(NAME, link.external_ref)
    late = await till.notice(NAME, link.external_ref, event="checkout.session.async_payment_succeeded")
    (event,) = await shop.read(late)
    assert (event.kind, event.invoice_number) == (EventKind.PAID, 1)
    other = await shop.link(an_order(2, "10.00", "USD"))
    await till.pay(NAME, other.external_ref, "failed")
    (event,) = await shop.read(await till.notice(NAME, other.external_ref))
    assert (event.kind, event.invoice_number) == (EventKind.FAILED, 2)
    status = await shop.status(an_order(2, "10", "USD", external_ref=other.external_ref))
    assert status.state is OrderState.FAILED


async def test_an_expired_session_is_expired(shop: Provider, till: Till) -> None:
    """A session nobody paid has no intent and is known by its own id."""
    link = await shop.link(an_order(1, "10.00", "USD"))
    await till.pay(NAME, link.external_ref, "expired")
    (event,) = await shop.read(await till.notice(NAME, link.external_ref))
    assert (event.kind, event.external_id) == (EventKind.EXPIRED, link.external_ref)


async def test_tb3_wrong_signatures_are_refused(shop: Provider, till: Till) -> None:
    """Other secret, other body, no header, half a header, letters outside ASCII: all bad signatures."""
    good = await till.notice(NAME, await paid(till, shop))
    header = good.headers["stripe-signature"]
    moment, _, digest = header.partition(",v1=")
    wrong = [
        "",
        "nonsense",
        moment,
        f"v1={digest}",
        f"t=x,v1={digest}",
        f"t={'9' * 5000},v1={digest}",
        f"{moment},v0={digest}",
        f"{moment},v1={digest[:-1]}",
        f"{moment},v1=é{digest[1:]}",
        f"t=1,{header}",
        f"{moment}1,v1={digest}",
    ]
    for forged in wrong:
        with pytest.raises(BadSignature):
            await shop.read(replace(good, headers={"stripe-signature": forged}))
    with pytest.raises(BadSignature):
        await (await till.provider(NAME, webhook_secret="whsec_other")).read(good)
    with pytest.raises(ProviderNotSet):
        await (await till.provider(NAME, webhook_secret="")).read(replace(good, headers={}))
    assert await shop.read(replace(good, headers={"stripe-signature": f"{moment},v1={'0' * 64},v1={digest}"}))


async def test_one_changed_byte_breaks_the_signature(shop: Provider, till: Till) -> None:
    """Each single byte of the body is covered."""
    good = await till.notice(NAME, await paid(till, shop))
    for body in each_byte_changed(good.body):
        with pytest.raises(BadSignature):
            await shop.read(with_body(good, body))


async def test_an_old_signature_is_a_replay(shop: Provider, till: Till) -> None:
    """Five minutes count from when the notice reached us: replays are refused, work done later is not."""
    body = (await till.notice(NAME, await paid(till, shop))).body
    for age_s in (0, 299, -299):
        assert await shop.read(signed(till, body, age_s=age_s))
    for age_s in (302, 86_400, -302):
        with pytest.raises(BadSignature, match="five minutes"):
            await shop.read(signed(till, body, age_s=age_s))
    fresh = replace(signed(till, body), received_at=till.clock.now())
    till.clock.moved = timedelta(days=2)
    assert await shop.read(fresh)
    with pytest.raises(BadSignature):
        await shop.read(replace(fresh, received_at=None))


async def test_t3_a_replay_has_the_same_delivery_id(shop: Provider, till: Till) -> None:
    """The event's id names the delivery; what has none is known by its bytes."""
    ident = await paid(till, shop)
    first = await till.notice(NAME, ident)
    again = await till.notice(NAME, ident, t=1_700_000_000)
    assert shop.delivery_id(first) == shop.delivery_id(again) == json.loads(first.body)["id"]
    for body in (b"", b"[]", b'{"id":7}', b'{"id":"../"}'):
        assert shop.delivery_id(Notice(body=body)).startswith("sha256:")
    assert (shop.answer(first, is_done=True).status, shop.answer(first, is_done=False).status) == (200, 503)


async def test_other_accounts_and_malformed_events_are_bad_notices(shop: Provider, till: Till) -> None:
    """Rightly signed, but of another account, or no event at all."""
    ident = await paid(till, shop)
    for patch in (
        {"account": "acct_other"},
        {"object": "list"},
        {"livemode": None},
        {"data": []},
        {"type": 5.5},
    ):
        notice = await till.notice(NAME, ident, event_patch=patch)
        if patch == {"type": 5.5}:
            assert await shop.read(notice) == ()
            continue
        with pytest.raises(BadNotice):
            await shop.read(notice)
    for patch in (
        {"amount_total": "1000"},
        {"amount_total": 10.5},
        {"currency": None},
        {"id": {}, "payment_intent": ""},
    ):
        with pytest.raises(BadNotice):
            await shop.read(await till.notice(NAME, ident, patch=patch))
    for body in (b"[]", b"null", b"{", b"x"):
        with pytest.raises(BadNotice):
            await shop.read(signed(till, body))
    with pytest.raises(BadNotice, match="too long"):
        await shop.read(signed(till, b'{"a":"' + b"x" * 300_000 + b'"}'))
    with pytest.raises(BadSignature):
        await shop.read(Notice(body=b"\xff", headers={"stripe-signature": "t=1,v1=00"}))


async def test_t14_money_without_cents_is_told_without_an_amount(shop: Provider, till: Till) -> None:
    """A currency that we do not sell in, with cents or without, is an event for a person."""
    for currency, words in (("jpy", "1000 JPY"), ("rub", "1000 RUB"), ("usdt", "1000 USDT")):
        order = await till.admin(f"{NAME}/incoming", currency=currency)
        (event,) = await shop.read(await till.notice(NAME, order["id"]))
        assert (event.amount, event.detail, event.invoice_number) == (None, words, None)


async def test_t7_test_mode_is_marked_and_never_mixed(till: Till) -> None:
    """livemode false is a test, and no customer's order goes to a test key."""
    await till.admin(f"{NAME}/keys", secret_key="sk_test_sandboxKey")
    shop = await till.provider(NAME)
    assert await shop.check() == "acct_sandbox (test)"
    with pytest.raises(InputError):
        await shop.link(an_order(1, "10", "USD"))
    link = await shop.link(an_order(1, "10", "USD", is_test=True))
    await till.pay(NAME, link.external_ref)
    (event,) = await shop.read(await till.notice(NAME, link.external_ref))
    assert event.is_test


async def test_the_same_order_makes_one_session(shop: Provider, till: Till) -> None:
    """Asking again, with or without the id, or after a lost answer, gives the same session."""
    asked = an_order(1, "10.00", "USD")
    await till.fault(SESSIONS, "drop_after")
    first = await shop.link(asked)
    assert await shop.link(asked) == first
    assert await shop.link(replace(asked, external_ref=first.external_ref)) == first
    assert len((await till.books(NAME))["orders"]) == 1
    await till.pay(NAME, first.external_ref)
    with pytest.raises(RemoteError, match="complete"):
        await shop.link(replace(asked, external_ref=first.external_ref))


async def test_orders_that_cannot_be_sold(shop: Provider) -> None:
    """Roubles, yen and nothing at all are refused before anybody is asked."""
    for unfit in (an_order(), an_order(1, "5", "XTR"), an_order(1, "0", "USD"), an_order(0, "1", "USD")):
        with pytest.raises(InputError):
            await shop.link(unfit)
    with pytest.raises(InputError):
        await shop.refund(a_refund("pi", Money.parse("1", "RUB")))
    with pytest.raises(CannotDo):
        await shop.charge_again(an_order(1, "1", "USD"), "pm")


async def test_status_tells_the_fee(shop: Provider, till: Till) -> None:
    """Asked about, a paid order also tells what Stripe kept; an order without id is found by its number."""
    ident = await paid(till, shop)
    status = await shop.status(an_order(1001, "10", "USD", external_ref=ident))
    assert status.event is not None
    assert (status.state, status.event.fee) == (OrderState.PAID, Money.parse("0.59", "USD"))
    found = await shop.status(an_order(1001, "10", "USD"))
    assert found.event is not None
    assert found.event.external_id == status.event.external_id
    assert (await shop.status(an_order(5, "10", "USD"))).state is OrderState.OPEN
    link = await shop.link(an_order(6, "10.00", "USD"))
    await till.pay(NAME, link.external_ref, "expired")
    assert (await shop.status(an_order(6, "10", "USD"))).state is OrderState.EXPIRED


async def test_t27_partial_refunds_are_told_each_by_its_own_id(shop: Provider, till: Till) -> None:
    """However often charge.refunded comes and in what order, each refund is one event with its own amount."""
    ident = await paid(till, shop)
    intent = await intent_of(till, ident)
    first = await shop.refund(a_refund(intent, Money.parse("3", "USD"), "r1"))
    early = await till.notice(NAME, ident, event="charge.refunded")
    second = await shop.refund(a_refund(intent, Money.parse("7", "USD"), "r2"))
    for notice in (await till.notice(NAME, ident, event="charge.refunded"), early):
        events = await shop.read(notice)
        told = [(one.refund_id, one.external_id, one.amount) for one in events]
        assert told == [
            (first.provider_ref, intent, Money.parse("3", "USD")),
            (second.provider_ref, intent, Money.parse("7", "USD")),
        ]
    (alone,) = await shop.read(
        await till.notice(NAME, ident, event="refund.updated", refund=second.provider_ref)
    )
    assert alone == events[1]
    await till.fault(REFUNDS, "status", status=500)
    with pytest.raises(RemoteBroken):
        await shop.read(early)


async def test_t27_a_lost_dispute_takes_the_money_back(shop: Provider, till: Till) -> None:
    """Only a lost dispute is a refund; without an intent the charge is asked for it."""
    ident = await paid(till, shop)
    intent = await intent_of(till, ident)
    for status in ("won", "warning_closed"):
        notice = await till.notice(NAME, ident, event="charge.dispute.closed", status=status)
        assert await shop.read(notice) == ()
    for patch in ({}, {"payment_intent": None}):
        notice = await till.notice(NAME, ident, event="charge.dispute.closed", patch=patch)
        (event,) = await shop.read(notice)
        assert (event.kind, event.external_id, event.amount) == (EventKind.REFUNDED, intent, PRICE)
        assert event.refund_id.startswith("du_")
    lost = {"payment_intent": None, "charge": None}
    with pytest.raises(BadNotice):
        await shop.read(await till.notice(NAME, ident, event="charge.dispute.closed", patch=lost))
    assert await shop.read(await till.notice(NAME, ident, event="customer.created")) == ()


async def test_refunds_are_made_once_and_asked_about(shop: Provider, till: Till) -> None:
    """A repeat is the same refund; pending ones are asked about with or without their id."""
    intent = await intent_of(till, await paid(till, shop))
    await till.admin(f"{NAME}/habits", refund="pending")
    order = a_refund(intent, Money.parse("4", "USD"))
    asked = await shop.refund(order)
    assert asked.state is RefundState.REQUESTED
    assert await (await till.provider(NAME)).refund(order) == asked
    too_much = await shop.refund(a_refund(intent, PRICE, "r2"))
    assert (too_much.state, "greater" in too_much.detail) == (RefundState.REFUSED, True)
    await till.admin(f"{NAME}/refunds/{asked.provider_ref}", state="refused")
    for known in (order, replace(order, provider_ref=asked.provider_ref)):
        assert (await shop.refund_status(known)).state is RefundState.REFUSED
    assert (await shop.refund_status(replace(order, refund_id="r9"))).state is RefundState.UNKNOWN


async def test_same_key_other_body_is_never_taken_for_a_refusal(shop: Provider, till: Till) -> None:
    """A refund whose key was used with another sum is unknown: the first may have gone through."""
    intent = await intent_of(till, await paid(till, shop))
    assert (await shop.refund(a_refund(intent, Money.parse("4", "USD")))).state is RefundState.CONFIRMED
    other = await shop.refund(a_refund(intent, Money.parse("5", "USD")))
    assert (other.state, "idempotency_error" in other.detail) == (RefundState.UNKNOWN, True)
    assert len((await till.books(NAME))["refunds"]) == 1


async def test_already_refunded_is_looked_into(shop: Provider, till: Till) -> None:
    """ "Already refunded" may be our own refund: unknown until its status is asked."""
    intent = await intent_of(till, await paid(till, shop))
    await shop.refund(a_refund(intent, PRICE, "by hand"))
    assert (await shop.refund(a_refund(intent, PRICE))).state is RefundState.UNKNOWN


async def test_every_failure_of_a_request_is_known_or_unknown(shop: Provider, till: Till) -> None:
    """5xx, timeouts, cut and unreadable answers are unknown; 401 and 429 errors; other 4xx a refusal."""
    intent = await intent_of(till, await paid(till, shop))
    till.http.timeout = 0.2
    unknown: list[tuple[str, dict[str, object]]] = [
        ("status", {"status": 500}),
        ("status", {"status": 503, "body": "html"}),
        ("status", {"status": 409}),
        ("slow_after", {"seconds": 5}),
        ("drop_before", {}),
        ("drop_after", {}),
        ("cut", {"bytes": 10}),
        ("malformed_json", {}),
    ]
    for number, (kind, action) in enumerate(unknown):
        await till.fault(REFUNDS, kind, times=3, **action)
        answer = await shop.refund(a_refund(intent, Money.parse("0.01", "USD"), f"u{number}"))
        assert answer.state is RefundState.UNKNOWN, kind
        await till.fault(SESSIONS, kind, times=3, **action)
        with pytest.raises(RemoteUnknown):
            await shop.link(an_order(50 + number, "10", "USD"))
    for status, error in ((401, BadProviderKey), (429, RateLimited)):
        await till.fault(REFUNDS, "status", status=status)
        with pytest.raises(error):
            await shop.refund(a_refund(intent, PRICE, "k"))
        await till.fault(SESSIONS, "status", status=status)
        with pytest.raises(error):
            await shop.link(an_order(99, "10", "USD"))
    for status in (400, 402, 403, 404):
        await till.fault(REFUNDS, "status", status=status)
        assert (await shop.refund(a_refund(intent, PRICE, "k"))).state is RefundState.REFUSED


async def test_statement_by_api_and_by_file_agree(shop: Provider, till: Till) -> None:
    """Payments and refunds of the balance, over pages, told the same by the API and the export."""
    idents = [await paid(till, shop, number) for number in range(1, 104)]
    intent = await intent_of(till, idents[0])
    await shop.refund(a_refund(intent, Money.parse("2.50", "USD")))
    now = till.clock.now()
    lines = await shop.statement(now - timedelta(hours=1), now + timedelta(hours=1))
    assert sorted(line.invoice_number or 0 for line in lines if not line.is_refund) == list(range(1, 104))
    (back,) = (line for line in lines if line.is_refund)
    assert (back.external_id, back.amount) == (intent, Money.parse("2.50", "USD"))
    filed = shop.read_statement(await till.export(NAME))
    told = sorted((one.invoice_number or 0, str(one.amount), one.is_refund, str(one.fee)) for one in lines)
    assert (
        sorted((one.invoice_number or 0, str(one.amount), one.is_refund, str(one.fee)) for one in filed)
        == told
    )
    assert filed[0].line_number == 2
    assert await shop.statement(now + timedelta(hours=1), now + timedelta(hours=2)) == []


async def test_statement_files_of_other_shapes(shop: Provider) -> None:
    """Itemized reports name the intent; exchanged and foreign lines, fees and payouts are told apart."""
    report = (
        "balance_transaction_id,created_utc,currency,gross,fee,reporting_category,payment_intent_id,"
        "customer_facing_amount,customer_facing_currency\n"
        "txn_1,2026-11-01 10:00:00,eur,9.10,0.50,charge,pi_1,10.00,usd\n"
        "txn_2,2026-11-01 10:00:00,jpy,1000,30,charge,pi_2,,\n"
        "txn_3,2026-11-01 10:00:00,usd,-1.00,0,payout,,,\n"
        "txn_4,2026-11-02 10:00:00,usd,-1.00,0,refund,pi_4,,\n"
    )
    first, second = shop.read_statement(report.encode())
    assert (first.external_id, first.amount, first.fee) == ("pi_1", PRICE, None)
    assert (second.external_id, second.amount, second.is_refund) == ("pi_4", Money.parse("1", "USD"), True)
    for data in (b"", b"id,Type\n1,2", report.replace("-1.00,0,refund", "-1.0x,0,refund").encode()):
        with pytest.raises(BadStatement):
            shop.read_statement(data)
