"""YooKassa at a fake that keeps its protocol: nothing is believed that the API does not say itself."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from yookassa.domain.notification import WebhookNotificationFactory
from yookassa.domain.response import PaymentResponse, RefundResponse

from core.domain.providers import EventKind, Notice, OrderState, RefundState
from core.errors import (
    BadNotice,
    BadProviderKey,
    BadSignature,
    BadStatement,
    InputError,
    RateLimited,
    RemoteBroken,
    RemoteError,
    RemoteUnknown,
)
from core.gateways.providers.shape import Provider
from core.money import Money
from tests.fakes.provider_till import Till, a_refund, an_order, with_body

NAME = "yookassa"
PAYMENTS, REFUNDS = "/v3/payments", "/v3/refunds"
PRICE = Money.parse("1110.00", "RUB")
UNKNOWN: list[tuple[str, dict[str, object]]] = [
    ("status", {"status": 500}),
    ("status", {"status": 502, "body": "html"}),
    ("status", {"status": 408}),
    ("status", {"status": 409}),
    ("status", {"status": 202, "body": {"type": "processing"}}),
    ("slow_after", {"seconds": 5}),
    ("drop_before", {}),
    ("drop_after", {}),
]
"""What leaves us without an answer that tells anything."""


@pytest.fixture
async def shop(till: Till) -> Provider:
    """YooKassa with the keys of the fake shop."""
    return await till.provider(NAME)


async def paid(till: Till, shop: Provider, number: int = 1001, **more: object) -> str:
    """Return the id of a payment that was paid."""
    link = await shop.link(an_order(number, **more))
    await till.pay(NAME, link.external_ref)
    return link.external_ref


async def test_check_tells_whose_the_keys_are(shop: Provider, till: Till) -> None:
    """The right keys name the shop, wrong ones are BadProviderKey."""
    assert await shop.check() == "100500"
    with pytest.raises(BadProviderKey):
        await (await till.provider(NAME, secret_key="live_other")).check()


async def test_a_paid_order_is_one_event(shop: Provider, till: Till) -> None:
    """T1: the notice of a paid order becomes an event with all that the rules need."""
    ident = await paid(till, shop)
    (event,) = await shop.read(await till.notice(NAME, ident))
    assert (event.kind, event.external_id, event.refund_key) == (EventKind.PAID, ident, ident)
    assert (event.invoice_number, event.amount, event.bot) == (1001, PRICE, "neuro_blogger")
    assert event.fee == Money.parse("38.85", "RUB")
    assert event.paid_at is not None
    assert not event.is_test
    assert event.detail == "bank_card"


async def test_the_same_order_makes_one_payment(shop: Provider, till: Till) -> None:
    """Asking for the link again, with or without the id, gives the same payment."""
    first = await shop.link(an_order())
    assert await shop.link(an_order()) == first
    assert await shop.link(an_order(external_ref=first.external_ref)) == first
    assert len((await till.books(NAME))["orders"]) == 1
    assert first.url.startswith("https://yoomoney.ru/")


async def test_a_changed_order_gets_a_new_key(shop: Provider, till: Till) -> None:
    """After a refusal the mended order is no repeat of the refused one."""
    with pytest.raises(RemoteError, match=r"amount\.value"):
        await shop.link(an_order(amount="0.50"))
    assert (await shop.link(an_order())).url


async def test_the_official_sdk_reads_what_the_fake_says(shop: Provider, till: Till) -> None:
    """Payment, refund and notice of the fake are what YooKassa's own SDK understands."""
    ident = await paid(till, shop, is_recurring=True)
    await shop.refund(a_refund(ident, Money.parse("100", "RUB")))
    refund_id = (await till.books(NAME))["refunds"][0]["id"]
    told = json.loads((await till.notice(NAME, ident)).body)
    payment = PaymentResponse(told["object"])
    assert (payment.id, str(payment.amount.value), payment.status) == (ident, "1110.00", "succeeded")
    assert payment.payment_method.saved
    assert WebhookNotificationFactory().create(told).object.metadata["invoice"] == "1001"
    refunded = json.loads((await till.notice(NAME, ident, refund=refund_id)).body)
    assert RefundResponse(refunded["object"]).payment_id == ident


async def test_t20_a_cancelled_payment_says_why(shop: Provider, till: Till) -> None:
    """A refused card is FAILED, a link nobody used is EXPIRED, each with the provider's reason."""
    told = {
        "insufficient_funds": ("failed", EventKind.FAILED),
        "fraud_suspected": ("failed", EventKind.FAILED),
        "expired_on_confirmation": ("expired", EventKind.EXPIRED),
    }
    for number, (reason, (state, kind)) in enumerate(told.items(), 1):
        link = await shop.link(an_order(number))
        await till.pay(NAME, link.external_ref, state, reason=reason)
        (event,) = await shop.read(await till.notice(NAME, link.external_ref))
        assert (event.kind, event.detail, event.paid_at) == (kind, reason, None)


async def test_tb3_a_notice_that_the_api_contradicts_is_refused(shop: Provider, till: Till) -> None:
    """A forged success for an open payment, and one for a payment that is none, are bad signatures."""
    link = await shop.link(an_order())
    forged = await till.notice(
        NAME, link.external_ref, event="payment.succeeded", patch={"status": "succeeded"}
    )
    with pytest.raises(BadSignature, match="pending"):
        await shop.read(forged)
    unknown = forged.body.replace(link.external_ref.encode(), b"2d9f0000-000f-5000-8000-00000000abcd")
    with pytest.raises(BadSignature, match="knows no such object"):
        await shop.read(with_body(forged, unknown))


async def test_a_forged_amount_changes_nothing(shop: Provider, till: Till) -> None:
    """What the body says of sum, invoice, shop and test flag is not looked at: the API's word counts."""
    ident = await paid(till, shop)
    lies = {"amount": {"value": "1.00", "currency": "XXX"}, "metadata": {"invoice": "7"}, "test": True}
    (event,) = await shop.read(await till.notice(NAME, ident, patch=lies))
    assert (event.amount, event.invoice_number, event.is_test) == (PRICE, 1001, False)


async def test_a_late_notice_tells_the_present_state(shop: Provider, till: Till) -> None:
    """A notice of the hold that comes after the money is the money; one before it is of no concern."""
    link = await shop.link(an_order())
    early = await till.notice(NAME, link.external_ref, event="payment.waiting_for_capture")
    assert await shop.read(early) == ()
    await till.pay(NAME, link.external_ref)
    (event,) = await shop.read(early)
    assert event.kind is EventKind.PAID


async def test_money_for_another_account_is_refused(till: Till, shop: Provider) -> None:
    """A payment of another shop, read by whatever right, is not ours."""
    ident = await paid(till, shop)
    notice = await till.notice(NAME, ident)
    await till.admin(f"{NAME}/keys", shop_id="777")
    with pytest.raises(BadSignature, match="another account"):
        await (await till.provider(NAME)).read(notice)


async def test_t7_test_money_is_marked(till: Till) -> None:
    """A payment of a test shop is a test, and no customer's order goes to a test shop."""
    await till.admin(f"{NAME}/keys", secret_key="test_sandbox-key")
    shop = await till.provider(NAME)
    assert await shop.check() == "100500 (test)"
    with pytest.raises(InputError):
        await shop.link(an_order())
    ident = await paid(till, shop, is_test=True)
    (event,) = await shop.read(await till.notice(NAME, ident))
    assert event.is_test


async def test_a_test_product_is_paid_with_real_money(shop: Provider, till: Till) -> None:
    """The order that proves the way of a payment goes to the live shop, and its money is no test."""
    ident = await paid(till, shop, is_test=True)
    (event,) = await shop.read(await till.notice(NAME, ident))
    assert not event.is_test


async def test_strangers_addresses_are_refused_only_if_asked_for(till: Till, shop: Provider) -> None:
    """The list of senders is an extra: off by itself, and never needed for pasted notices."""
    ident = await paid(till, shop)
    strict = await till.provider(NAME, known_senders_only="yes")
    notice = await till.notice(NAME, ident)
    for address in ("185.71.76.3", "77.75.156.35", "2a02:5180::1", ""):
        assert await strict.read(replace(notice, source_address=address))
    for address in ("185.71.78.1", "10.0.0.1", "2a03::1", "nonsense"):
        with pytest.raises(BadSignature, match="strange address"):
            await strict.read(replace(notice, source_address=address))
        assert await shop.read(replace(notice, source_address=address))


async def test_t23_a_notice_waits_while_the_api_cannot_be_asked(shop: Provider, till: Till) -> None:
    """Without the API nothing is believed and nothing is refused: it is asked again later."""
    notice = await till.notice(NAME, await paid(till, shop))
    await till.fault(PAYMENTS, "status", status=503)
    with pytest.raises(RemoteBroken):
        await shop.read(notice)
    assert await shop.read(notice)


UNREADABLE = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"\xff\xfe",
    b"{}",
    b'{"type":"notification"}',
    b'{"type":"notification","event":"payment.succeeded"}',
    b'{"type":"notification","event":"payment.succeeded","object":[]}',
    b'{"type":"notification","event":[],"object":{"id":"x"}}',
    b'{"type":"notification","event":"payment.succeeded","object":{"id":null}}',
    b'{"type":"notification","event":"payment.succeeded","object":{"id":"../me"}}',
    b'{"type":"notification","event":"payment.succeeded","object":{"id":"a/b?c"}}',
    b'{"type":"notification","event":"payment.succeeded","object":{"id":NaN}}',
    b'{"type":"order","event":"payment.succeeded","object":{"id":"x"}}',
    b"[" * 100_000,
    b'{"type":"notification","a":"' + b"x" * 300_000 + b'"}',
]


async def test_t6_unreadable_notices_are_bad_notices(shop: Provider, till: Till) -> None:
    """Anything but a notification with an id is refused without a request to the API."""
    for body in UNREADABLE:
        with pytest.raises(BadNotice):
            await shop.read(Notice(body=body))
    assert await till.count("GET /at/api.yookassa.ru/v3/payments/{id}") == 0


async def test_other_events_are_of_no_concern(shop: Provider) -> None:
    """Payouts and deals are somebody else's."""
    body = b'{"type":"notification","event":"payout.succeeded","object":{"id":"po-1"}}'
    assert await shop.read(Notice(body=body)) == ()


async def test_the_delivery_id_is_of_the_bytes(shop: Provider, till: Till) -> None:
    """A replay has the same id, a forgery with the same object another: it cannot hide the real one."""
    notice = await till.notice(NAME, await paid(till, shop))
    assert shop.delivery_id(notice) == shop.delivery_id(notice)
    assert shop.delivery_id(with_body(notice, notice.body + b" ")) != shop.delivery_id(notice)
    assert (shop.answer(notice, is_done=True).status, shop.answer(notice, is_done=False).status) == (200, 503)


async def test_status_follows_the_payment(shop: Provider, till: Till) -> None:
    """Open, paid and failed; a payment whose id was lost is found by our number."""
    link = await shop.link(an_order())
    asked = an_order(external_ref=link.external_ref)
    assert (await shop.status(asked)).state is OrderState.OPEN
    await till.pay(NAME, link.external_ref)
    assert (await shop.status(asked)).event == (await shop.status(an_order())).event
    assert (await shop.status(asked)).state is OrderState.PAID
    assert (await shop.status(an_order(2002))).state is OrderState.OPEN
    other = await shop.link(an_order(3))
    await till.pay(NAME, other.external_ref, "failed")
    assert (await shop.status(an_order(3))).state is OrderState.FAILED


async def test_refunds_in_parts_up_to_the_whole(shop: Provider, till: Till) -> None:
    """Two parts are two refunds, each told by a notice of its own; more than the rest is refused."""
    ident = await paid(till, shop)
    part = Money.parse("1000", "RUB")
    done = await shop.refund(a_refund(ident, part, "r1"))
    assert done.state is RefundState.CONFIRMED
    refused = await shop.refund(a_refund(ident, part, "r2"))
    assert (refused.state, "amount.value" in refused.detail) == (RefundState.REFUSED, True)
    rest = await shop.refund(a_refund(ident, Money.parse("110", "RUB"), "r3"))
    (event,) = await shop.read(await till.notice(NAME, ident, refund=rest.provider_ref))
    assert (event.kind, event.external_id, event.refund_id) == (EventKind.REFUNDED, ident, rest.provider_ref)
    assert (event.amount, event.invoice_number) == (Money.parse("110", "RUB"), 1001)


async def test_a_repeated_refund_gives_back_once(shop: Provider, till: Till) -> None:
    """The same refund asked twice is one refund, from another process too."""
    ident = await paid(till, shop)
    first = await shop.refund(a_refund(ident, PRICE))
    assert await (await till.provider(NAME)).refund(a_refund(ident, PRICE)) == first
    assert len((await till.books(NAME))["refunds"]) == 1


async def test_a_pending_refund_is_asked_about(shop: Provider, till: Till) -> None:
    """REQUESTED until the provider says how it ended, with or without its id."""
    ident = await paid(till, shop)
    await till.admin(f"{NAME}/habits", refund="pending")
    order = a_refund(ident, PRICE)
    asked = await shop.refund(order)
    assert asked.state is RefundState.REQUESTED
    await till.admin(f"{NAME}/refunds/{asked.provider_ref}", state="refused")
    for known in (order, replace(order, provider_ref=asked.provider_ref)):
        ended = await shop.refund_status(known)
        assert (ended.state, ended.provider_ref) == (RefundState.REFUSED, asked.provider_ref)
    assert (await shop.refund_status(replace(order, refund_id="r9"))).state is RefundState.UNKNOWN


async def test_a_lost_answer_is_repeated_with_the_same_key(shop: Provider, till: Till) -> None:
    """Whatever becomes of the answer, there is one payment and one refund, and we know both."""
    for number, kind in enumerate(("drop_after", "cut", "malformed_json", "list_body", "empty_body"), 1):
        await till.fault(PAYMENTS, kind)
        ident = await paid(till, shop, number)
        await till.fault(REFUNDS, kind)
        assert (await shop.refund(a_refund(ident, PRICE, f"r{number}"))).state is RefundState.CONFIRMED
        books = await till.books(NAME)
        assert (len(books["orders"]), len(books["refunds"])) == (number, number)


async def test_what_stays_unknown_is_said_to_be_unknown(shop: Provider, till: Till) -> None:
    """5xx, 202, timeouts and broken connections: a refund is UNKNOWN, a link RemoteUnknown."""
    ident = await paid(till, shop)
    till.http.timeout = 0.2
    for number, (kind, action) in enumerate(UNKNOWN, 1):
        await till.fault(REFUNDS, kind, times=3, **action)
        answer = await shop.refund(a_refund(ident, Money.parse("1", "RUB"), f"r{number}"))
        assert answer.state is RefundState.UNKNOWN, kind
        await till.fault(PAYMENTS, kind, times=6, **action)
        with pytest.raises(RemoteUnknown):
            await shop.link(an_order(100 + number))
        with pytest.raises(RemoteUnknown):
            await shop.charge_again(an_order(200 + number), ident)
    assert len(till.clock.waits) == 6 * len(UNKNOWN)


async def test_what_was_not_looked_at_is_an_error(shop: Provider, till: Till) -> None:
    """A wrong key and "slow down" are no refusal of a refund: it was not asked for."""
    ident = await paid(till, shop)
    for status, error in ((401, BadProviderKey), (429, RateLimited)):
        for path in (REFUNDS, PAYMENTS):
            await till.fault(path, "status", status=status)
        with pytest.raises(error):
            await shop.refund(a_refund(ident, PRICE))
        with pytest.raises(error):
            await shop.link(an_order(7))


async def test_a_refusal_after_a_lost_answer_proves_nothing(shop: Provider, till: Till) -> None:
    """A first attempt that may have acted stays unknown when the second is refused."""
    ident = await paid(till, shop)
    await till.fault(REFUNDS, "drop_after")
    await till.fault(REFUNDS, "status", status=403)
    assert (await shop.refund(a_refund(ident, PRICE))).state is RefundState.UNKNOWN
    assert (await shop.refund_status(a_refund(ident, PRICE))).state is RefundState.CONFIRMED


async def test_a_refused_refund_is_refused(shop: Provider, till: Till) -> None:
    """Other 4xx are the provider's no."""
    ident = await paid(till, shop)
    for status in (400, 403, 404, 422):
        await till.fault(REFUNDS, "status", status=status)
        assert (await shop.refund(a_refund(ident, PRICE))).state is RefundState.REFUSED


async def test_a_kept_method_is_charged_again_once(shop: Provider, till: Till) -> None:
    """A renewal charges the saved card once, however often it is asked, and is found by its number."""
    ident = await paid(till, shop, is_recurring=True)
    (first,) = await shop.read(await till.notice(NAME, ident))
    assert (first.recurring_key, first.is_first_recurring) == (ident, True)
    renewal = await shop.charge_again(an_order(1002), first.recurring_key)
    assert await shop.charge_again(an_order(1002), first.recurring_key) == renewal
    (event,) = await shop.read(await till.notice(NAME, renewal.external_ref))
    assert (event.invoice_number, event.is_first_recurring, event.amount) == (1002, False, PRICE)
    assert (await shop.status(an_order(1002))).state is OrderState.PAID
    with pytest.raises(RemoteError, match="payment_method_id"):
        await shop.charge_again(an_order(1003), "no-such-method")


async def test_without_recurring_nothing_is_kept(shop: Provider, till: Till) -> None:
    """An ordinary payment leaves no method to charge."""
    (event,) = await shop.read(await till.notice(NAME, await paid(till, shop)))
    assert (event.recurring_key, event.is_first_recurring) == ("", False)


async def test_a_receipt_is_sent_when_it_is_set_up(till: Till) -> None:
    """With an e-mail for receipts, one item of the whole sum goes with the payment."""
    shop = await till.provider(NAME, receipt_email="shop@example.com", vat_code="1", tax_system="2")
    await shop.link(an_order())
    receipt = (await till.books(NAME))["orders"][0]["details"]["asked"]["receipt"]
    assert receipt["tax_system_code"] == 2
    assert receipt["items"][0]["amount"] == {"value": "1110.00", "currency": "RUB"}


async def test_other_currencies_are_not_sold(shop: Provider) -> None:
    """The shop takes roubles; nothing else is asked for."""
    for unfit in (an_order(currency="USD"), an_order(amount="0"), an_order(0), an_order(2**31)):
        with pytest.raises(InputError):
            await shop.link(unfit)
    with pytest.raises(InputError):
        await shop.refund(a_refund("x", Money.parse("1", "USD")))
    with pytest.raises(InputError):
        await shop.status(an_order(external_ref="../me"))


async def test_money_in_a_strange_currency_is_still_an_event(shop: Provider, till: Till) -> None:
    """Money nobody ordered, in a currency that is not ours, is told with its words and without an amount."""
    order = await till.admin(f"{NAME}/incoming", amount={"value": "99.00", "currency": "KZT"})
    (event,) = await shop.read(await till.notice(NAME, order["id"]))
    assert (event.amount, event.invoice_number, event.detail) == (None, None, "99.00 KZT")


async def test_statement_by_api_and_by_file_agree(shop: Provider, till: Till) -> None:
    """Both statements tell the same payments and refunds, over many pages."""
    idents = [await paid(till, shop, number) for number in range(1, 104)]
    await shop.refund(a_refund(idents[0], Money.parse("10", "RUB")))
    now = till.clock.now()
    lines = await shop.statement(now - timedelta(hours=1), now + timedelta(hours=1))
    assert [line.invoice_number for line in lines if not line.is_refund] == list(range(1, 104))
    assert [line.external_id for line in lines if line.is_refund] == [idents[0]]
    filed = shop.read_statement(await till.export(NAME))
    told = {(one.external_id, one.amount, one.is_refund, one.fee) for one in lines}
    assert {(one.external_id, one.amount, one.is_refund, one.fee) for one in filed} == told
    assert [line.line_number for line in filed][:3] == [4, 5, 6]
    assert await shop.statement(now + timedelta(hours=1), now + timedelta(hours=2)) == []


async def test_bad_statements_name_the_line(shop: Provider) -> None:
    """A file that is not a registry, or has one wrong cell, is refused as a whole."""
    head = "Идентификатор платежа;Сумма;Дата\n"
    wrong = [
        "x;12,345;01.11.2026",
        "x;1,00;31.02.2026",
        "x;1e3;01.11.2026",
        "x;;01.11.2026",
        ";1,00;01.11.2026",
    ]
    for data in [b"", b"\x00\xff\x00", b"a;b;c\n1;2;3", *((head + line).encode() for line in wrong)]:
        with pytest.raises(BadStatement):
            shop.read_statement(data)
