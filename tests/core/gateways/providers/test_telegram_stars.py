"""Telegram Stars: links, the question before a payment, payments in any update, refunds, the bot's list."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.inbox import REDACTED, kept_headers
from core.domain.providers import EventKind, Notice, OrderState, RefundOrder, RefundState
from core.errors import (
    BadNotice,
    BadProviderKey,
    BadSignature,
    CannotDo,
    InputError,
    Offline,
    ProviderNotSet,
    RateLimited,
    RemoteError,
    RemoteUnknown,
)
from core.gateways.providers.shape import MAX_NOTICE_BYTES
from core.money import Money
from tests.core.gateways.providers.conftest import BOT_TOKEN, order

SECRET = "x-telegram-bot-api-secret-token"


def stars(number=1001, amount="100", **more):
    """Return an invoice in stars."""
    return order(number, amount, "XTR", **more)


@pytest.fixture
async def bots(payments):
    """The bots of the sandbox; the clock stands at the sandbox's time."""
    payments.clock.moment = datetime.now(UTC)
    return await payments.provider("telegram")


async def paid(payments, bots, asked, *, times=1, **options):
    """Make a link, pay it, and return the update as Telegram sends it."""
    await bots.link(asked)
    for _ in range(times):
        await payments.admin("telegram", f"orders/{asked.number}", state="paid")
    return await payments.notice("telegram", str(asked.number), **options)


def changed(notice, **payment):
    """Return the update with other fields in its payment; None takes one out."""
    update = json.loads(notice.body)
    inner = update["message"]["successful_payment"]
    inner |= payment
    update["message"]["successful_payment"] = {k: v for k, v in inner.items() if v is not None}
    return replace(notice, body=json.dumps(update).encode())


def without_secret(notice):
    """Return the update as it would be pasted."""
    return replace(notice, headers={"x-stationmaster-bot": notice.headers["x-stationmaster-bot"]})


def refund(event, **more):
    """Return the order to give a payment back."""
    usual = RefundOrder(
        refund_id="r-1",
        external_id=event.external_id,
        refund_key=event.refund_key,
        amount=event.amount,
        is_whole=True,
        customer_id=event.payer_id,
        bot=event.bot,
        reason="asked for",
    )
    return replace(usual, **more)


async def test_th1_link_has_one_price_item_and_our_number(payments, bots):
    """Currency XTR, one price, title and description cut, and the payload is the number and nothing else."""
    text = "Пакет «Звёзды» " * 40
    link = await bots.link(stars(description=text))
    assert link.url.startswith("https://t.me/$")
    [kept] = (await payments.admin("telegram"))["orders"]
    assert (kept["id"], kept["amount"], kept["currency"]) == ("1001", "100", "XTR")
    assert kept["details"]["period"] is None
    again = await bots.link(stars(description=""))
    assert len((await payments.admin("telegram"))["orders"]) == 1
    assert again.external_ref == "1001"


@pytest.mark.parametrize(
    "asked",
    [
        stars(amount="0"),
        order(),
        stars(is_test=True),
        stars(amount="10001", is_recurring=True),
        stars(expires_at=datetime(2020, 1, 1, tzinfo=UTC)),
    ],
    ids=["zero", "roubles", "test", "dear subscription", "expired"],
)
async def test_ta7_what_cannot_be_asked_gives_no_link(payments, bots, asked):
    """Nothing, roubles, a test, a subscription above 10,000 stars, an expired invoice: nobody is asked."""
    with pytest.raises(InputError):
        await bots.link(asked)
    assert (await payments.admin("telegram"))["orders"] == []


async def test_a_link_of_a_bot_without_token_or_with_a_bad_one(payments, bots):
    """No token, a refused token and one that is no token are told; a limit waits."""
    with pytest.raises(ProviderNotSet):
        await bots.link(stars(bot="other"))
    for status, kind in ((401, BadProviderKey), (404, BadProviderKey), (429, RateLimited)):
        await payments.fault("createInvoiceLink", "status", status=status, body={"ok": False})
        with pytest.raises(kind):
            await bots.link(stars())
    await payments.fault("createInvoiceLink", "drop_after")
    with pytest.raises(Offline):  # nothing is lost: a link that nobody got costs nothing
        await bots.link(stars())


async def test_th5_a_payment_in_an_update(payments, bots):
    """Charge with its bot, invoice, whole stars, payer with names and language, and the moment."""
    [event] = await bots.read(await paid(payments, bots, stars()))
    assert event.kind is EventKind.PAID
    assert event.external_id == f"main:{event.refund_key}"
    assert event.refund_key.startswith("charge-1001-")
    assert (event.invoice_number, event.amount, event.bot) == (1001, Money(100, "XTR"), "main")
    assert (event.payer_id, event.payer_name, event.payer_username) == (42, "Customer 42", "customer_42")
    assert event.payer_language == "ru"
    assert abs((datetime.now(UTC) - event.paid_at).total_seconds()) < 60
    assert (event.is_recurring, event.is_test) == (False, False)


async def test_th9_a_redelivered_update_is_the_same(payments, bots):
    """The same bytes: the same delivery and the same payment."""
    told = await paid(payments, bots, stars())
    assert bots.delivery_id(told) == bots.delivery_id(replace(told))
    assert await bots.read(told) == await bots.read(told)


async def test_th10_one_invoice_two_charges(payments, bots):
    """Each payment of the same link has its own external id."""
    await paid(payments, bots, stars(), times=2)
    told = [await payments.notice("telegram", "1001", charge=at) for at in (0, 1)]
    events = [(await bots.read(one))[0] for one in told]
    assert events[0].invoice_number == events[1].invoice_number == 1001
    assert events[0].external_id != events[1].external_id


@pytest.mark.parametrize("kind", ["message", "business_message", "edited_message", "something_new"])
async def test_th11_b14_a_payment_is_found_in_any_message(payments, bots, kind):
    """Whatever dialogue the user is in and however the message is called, the payment is read."""
    told = await paid(payments, bots, stars())
    update = json.loads(told.body)
    update[kind] = {**update.pop("message"), "text": "/start", "reply_to_message": {"message_id": 1}}
    [event] = await bots.read(replace(told, body=json.dumps(update).encode()))
    assert event.invoice_number == 1001


async def test_th12_renewals_of_a_subscription(payments, bots):
    """The first payment is marked and gives the key; later ones are renewals with charges of their own."""
    await paid(payments, bots, stars(is_recurring=True), times=2)
    [first] = await bots.read(await payments.notice("telegram", "1001", charge=0))
    [renewal] = await bots.read(await payments.notice("telegram", "1001", charge=1))
    assert (first.is_recurring, first.is_first_recurring) == (True, True)
    assert (renewal.is_recurring, renewal.is_first_recurring) == (True, False)
    assert first.recurring_key == first.refund_key
    assert renewal.recurring_key == ""
    assert renewal.external_id != first.external_id
    assert "until 20" in first.detail


async def test_th12_a_subscription_is_stopped_and_allowed_again(payments, bots):
    """The subscription is named by its first charge; a one-time payment is none."""
    [first] = await bots.read(await paid(payments, bots, stars(is_recurring=True)))
    for is_canceled in (True, False):
        await bots.edit_subscription("main", 42, first.recurring_key, is_canceled=is_canceled)
        [kept] = (await payments.admin("telegram"))["orders"]
        assert kept["details"]["is_canceled"] is is_canceled
    with pytest.raises(CannotDo, match="by itself"):
        await bots.charge_again(stars(), first.recurring_key)
    [once] = await bots.read(await paid(payments, bots, stars(1002)))
    with pytest.raises(RemoteError, match="SUBSCRIPTION_NOT_FOUND"):
        await bots.edit_subscription("main", 42, once.refund_key, is_canceled=True)
    await payments.fault("editUserStarSubscription", "drop_after")
    with pytest.raises(RemoteUnknown):
        await bots.edit_subscription("main", 42, first.recurring_key, is_canceled=True)


async def test_th13_refunded_payment(payments, bots):
    """The update names the payment and the whole sum."""
    [event] = await bots.read(await paid(payments, bots, stars()))
    [back] = await bots.read(await payments.notice("telegram", "1001", kind="refund"))
    assert back.kind is EventKind.REFUNDED
    assert back.external_id == event.external_id
    assert back.refund_id == event.external_id
    assert (back.amount, back.payer_id) == (Money(100, "XTR"), 42)


async def test_th14_missing_chat_and_sender(payments, bots):
    """Without both the payer is open and the money is told; a private chat tells who it is."""
    told = await paid(payments, bots, stars(), chat=False)
    [event] = await bots.read(told)
    assert event.payer_id is None
    update = json.loads(told.body)
    for chat, payer in (
        ({"id": 42, "type": "private"}, 42),
        ({"id": -100, "type": "group"}, None),
        ("x", None),
    ):
        update["message"]["chat"] = chat
        [event] = await bots.read(replace(told, body=json.dumps(update).encode()))
        assert event.payer_id == payer
    del update["message"]["date"]
    [event] = await bots.read(replace(told, body=json.dumps(update).encode()))
    assert event.paid_at is None


@pytest.mark.parametrize("payload", ["old-1", "", "0", "-5", "1e3", "9" * 40, "220 stars"])
async def test_th7_unknown_payload_leaves_the_invoice_open(payments, bots, payload):
    """A payload that is none of our numbers is money without an invoice, never a top-up by guess."""
    told = changed(await paid(payments, bots, stars()), invoice_payload=payload)
    [event] = await bots.read(told)
    assert event.invoice_number is None
    assert event.amount == Money(100, "XTR")
    incoming = await payments.admin("telegram", "incoming", payload="old-9", amount=50, user=7)
    [event] = await bots.read(await payments.notice("telegram", incoming["id"]))
    assert (event.invoice_number, event.payer_id) == (None, 7)


async def test_th8_other_currencies_are_told_as_they_are(payments, bots):
    """Roubles stay roubles, a currency we do not know has no amount: never stars by accident."""
    told = await paid(payments, bots, stars())
    [event] = await bots.read(changed(told, currency="RUB"))
    assert event.amount == Money(100, "RUB")
    [event] = await bots.read(changed(told, currency="KZT"))
    assert event.amount is None
    assert "KZT" in event.detail


BROKEN = [
    {"telegram_payment_charge_id": None},
    {"telegram_payment_charge_id": ""},
    {"telegram_payment_charge_id": [5]},
    {"total_amount": None},
    {"total_amount": "100"},
    {"total_amount": 100.0},
    {"total_amount": 0},
    {"total_amount": -1},
    {"total_amount": True},
    {"total_amount": 10**30},
    {"currency": None},
    {"currency": 5},
    {"invoice_payload": []},
    {"is_recurring": "yes"},
]


@pytest.mark.parametrize("fields", BROKEN, ids=str)
async def test_tb2_a_broken_field_is_named(payments, bots, fields):
    """Missing or of the wrong kind: a bad notice that names the field, also when it is proved."""
    told = changed(await paid(payments, bots, stars()), **fields)
    if fields == {"currency": 5}:
        [event] = await bots.read(told)
        assert event.amount is None
        return
    with pytest.raises(BadNotice, match=next(iter(fields))):
        await bots.read(told)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"\xff", b"{", b'{"message": {"successful_payment": 5}}', b"[" * 100_000]
)
async def test_tb14_garbage_is_refused(bots, body):
    """What is no update is a bad notice, never a crash."""
    with pytest.raises(BadNotice):
        await bots.read(Notice(body=body, headers={"x-stationmaster-bot": "main"}))


async def test_tb14_an_oversize_update_is_refused(bots):
    """A huge body is refused before it is read."""
    with pytest.raises(BadNotice, match="too long"):
        await bots.read(Notice(body=b" " * (MAX_NOTICE_BYTES + 1)))


async def test_other_updates_are_of_no_concern(payments, bots):
    """A text, a press of a button, an odd one: no event."""
    told = await paid(payments, bots, stars())
    for update in (
        {},
        {"update_id": 1, "message": {"text": "hi"}},
        {"callback_query": {}},
        {"message": None},
    ):
        assert await bots.read(replace(told, body=json.dumps(update).encode())) == []


async def test_tb3_a_wrong_secret_token_is_refused(payments, bots):
    """Another or an empty token is a forgery; one in other letters as well."""
    told = await paid(payments, bots, stars())
    for wrong in ("other", "", told.headers[SECRET].upper(), "ключ"):
        with pytest.raises(BadSignature):
            await bots.read(replace(told, headers={**told.headers, SECRET: wrong}))


async def test_tb3_one_byte_changed_in_a_pasted_update_is_never_another_payment(payments, bots):
    """Without the secret token the bot's own list decides, whatever byte was changed."""
    told = without_secret(await paid(payments, bots, stars()))
    [genuine] = await bots.read(told)
    body = told.body
    for at in range(0, len(body), 3):
        forged = replace(told, body=body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :])
        try:
            events = await bots.read(forged)
        except (BadNotice, BadSignature):
            continue
        for event in events:
            for name in ("external_id", "invoice_number", "amount", "payer_id", "kind"):
                assert getattr(event, name) == getattr(genuine, name), forged.body


async def test_a_pasted_update_is_proved_by_the_list(payments, bots):
    """A genuine one is found there; another sum, payer, invoice, charge or kind is not."""
    told = without_secret(await paid(payments, bots, stars()))
    [event] = await bots.read(told)
    assert event.invoice_number == 1001
    forgeries = [
        {"total_amount": 100_000},
        {"invoice_payload": "1002"},
        {"telegram_payment_charge_id": "charge-other"},
        {"currency": "RUB"},
    ]
    for fields in forgeries:
        with pytest.raises(BadSignature, match="list"):
            await bots.read(changed(told, **fields))
    with pytest.raises(BadSignature):
        await bots.read(without_secret(await payments.notice("telegram", "1001", kind="refund")))
    await bots.refund(refund(event))
    [back] = await bots.read(without_secret(await payments.notice("telegram", "1001", kind="refund")))
    assert back.kind is EventKind.REFUNDED


async def test_a_stored_update_is_proved_again_by_the_list(payments, bots):
    """The inbox keeps no secret token: done again, an update is looked for in the list."""
    told = await paid(payments, bots, stars())
    stored = replace(told, headers=kept_headers(told.headers))
    assert stored.headers[SECRET] == REDACTED
    assert await bots.read(stored) == await bots.read(told)
    with pytest.raises(BadSignature):
        await bots.read(changed(stored, total_amount=1))


async def test_a_pasted_update_without_sender_gets_its_payer_from_the_list(payments, bots):
    """What the update lacks the list knows."""
    told = without_secret(await paid(payments, bots, stars(), chat=False))
    [event] = await bots.read(told)
    assert event.payer_id == 42


async def test_which_bot_has_to_be_told(payments, bots):
    """By header or query; one bot alone needs not be named; a foreign name is refused."""
    told = await paid(payments, bots, stars())
    secret = {SECRET: told.headers[SECRET]}
    for notice in (replace(told, headers=secret, query="bot=main"), replace(told, headers=secret)):
        assert (await bots.read(notice))[0].bot == "main"
    with pytest.raises(BadNotice, match="main"):
        await bots.read(replace(told, headers={**secret, "x-stationmaster-bot": "other"}))
    two = await payments.provider("telegram", bots="main, second")
    with pytest.raises(BadNotice, match="main, second"):
        await two.read(replace(told, headers=secret))
    assert (await two.read(replace(told, headers=secret, query="bot=second")))[0].external_id.startswith(
        "second:"
    )


async def test_an_unreachable_list_is_no_verdict(payments, bots):
    """When the list cannot be asked now, the update is neither believed nor called a forgery."""
    told = without_secret(await paid(payments, bots, stars()))
    await payments.fault("getStarTransactions", "drop_before")
    with pytest.raises(Offline):
        await bots.read(told)


async def test_th2_th3_the_question_before_a_payment(payments, bots):
    """Who, what and for which invoice is read; yes or no with a reason is answered."""
    await bots.link(stars())
    told = await payments.notice("telegram", "1001", kind="pre_checkout", query_id="q-1", user=7)
    asked = await bots.pre_checkout(told)
    assert (asked.query_id, asked.bot, asked.payer_id) == ("q-1", "main", 7)
    assert (asked.amount, asked.invoice_number, asked.payer_language) == (Money(100, "XTR"), 1001, "ru")
    assert await bots.read(told) == []
    await bots.answer_pre_checkout(asked)
    await bots.answer_pre_checkout(asked, "Счёт просрочен. " * 30)
    await payments.fault("answerPreCheckoutQuery", "drop_after")
    with pytest.raises(RemoteUnknown):
        await bots.answer_pre_checkout(asked)
    with pytest.raises(BadSignature):
        await bots.pre_checkout(replace(told, headers={**told.headers, SECRET: "other"}))
    assert await bots.pre_checkout(await paid(payments, bots, stars())) is None


async def test_tg7_a_whole_payment_goes_back(payments, bots):
    """Confirmed at once; parts, other payers and payments without a charge are refused unasked."""
    [event] = await bots.read(await paid(payments, bots, stars()))
    with pytest.raises(CannotDo, match="whole"):
        await bots.refund(refund(event, is_whole=False, amount=Money(50, "XTR")))
    with pytest.raises(CannotDo):
        await bots.refund(refund(event, customer_id=None))
    with pytest.raises(CannotDo):
        await bots.refund(refund(event, refund_key=""))
    assert (await payments.admin("telegram"))["refunds"] == []
    assert (await bots.refund_status(refund(event))).state is RefundState.REFUSED
    assert (await bots.refund(refund(event))).state is RefundState.CONFIRMED
    assert (await bots.refund_status(refund(event))).state is RefundState.CONFIRMED


async def test_tg7_already_refunded_is_a_question_and_the_list_answers_it(payments, bots):
    """CHARGE_ALREADY_REFUNDED is unknown, not failed; the list then says confirmed."""
    [event] = await bots.read(await paid(payments, bots, stars()))
    await payments.fault("refundStarPayment", "drop_after")
    assert (await bots.refund(refund(event))).state is RefundState.UNKNOWN
    again = await bots.refund(refund(event))
    assert (again.state, "CHARGE_ALREADY_REFUNDED" in again.detail) == (RefundState.UNKNOWN, True)
    assert (await bots.refund_status(refund(event))).state is RefundState.CONFIRMED
    assert len((await payments.admin("telegram"))["refunds"]) == 1


async def test_tg7_refused_refunds_say_why(payments, bots):
    """A balance too low, a charge nobody knows, another payer: refused with Telegram's words."""
    [event] = await bots.read(await paid(payments, bots, stars()))
    await payments.admin("telegram", "habits", refund="refused")
    answer = await bots.refund(refund(event))
    assert (answer.state, "BALANCE_TOO_LOW" in answer.detail) == (RefundState.REFUSED, True)
    answer = await bots.refund(refund(event, refund_key="charge-none"))
    assert (answer.state, "CHARGE_NOT_FOUND" in answer.detail) == (RefundState.REFUSED, True)
    assert (await bots.refund_status(refund(event, refund_key="none"))).state is RefundState.UNKNOWN
    await payments.admin("telegram", "habits", refund="done")
    for kind in ("html_502", "malformed_json", "empty_body", "list_body"):
        await payments.fault("refundStarPayment", kind)
        assert (await bots.refund(refund(event))).state is RefundState.UNKNOWN
    await payments.fault("refundStarPayment", "status", status=401, body={"ok": False})
    with pytest.raises(BadProviderKey):
        await bots.refund(refund(event))


async def test_status_finds_a_payment_whose_update_was_lost(payments, bots):
    """Open until it is paid; then the list tells the same payment as the update would have."""
    await bots.link(stars())
    assert (await bots.status(stars())).state is OrderState.OPEN
    told = await paid(payments, bots, stars())
    found = await bots.status(stars())
    [event] = await bots.read(told)
    assert found.state is OrderState.PAID
    for name in ("external_id", "invoice_number", "amount", "payer_id", "refund_key", "bot", "paid_at"):
        assert getattr(found.event, name) == getattr(event, name)


async def test_status_of_a_subscription_finds_its_first_payment(payments, bots):
    """The first payment that bears the number gives the key of the subscription."""
    await paid(payments, bots, stars(is_recurring=True), times=3)
    found = await bots.status(stars())
    assert found.event.is_first_recurring
    assert found.event.recurring_key == found.event.refund_key
    assert "-0" in found.event.refund_key


async def test_statement_is_read_from_any_moment_over_many_pages(payments, bots, quick_sandbox):
    """350 payments and a refund, oldest first; a part of the time is found without reading all."""
    books = quick_sandbox.app_state.world.books
    real_now = books.now
    start = datetime(2026, 1, 1, tzinfo=UTC)
    try:
        for number in range(1, 351):
            books.now = lambda number=number: start + timedelta(hours=number)
            await payments.admin("telegram", "incoming", payload=str(number), amount=number, user=42)
    finally:
        books.now = real_now
    lines = await bots.statement(start, datetime.now(UTC))
    assert [line.invoice_number for line in lines] == list(range(1, 351))
    assert lines[0].at == start + timedelta(hours=1)
    assert (lines[6].amount, lines[6].payer_id, lines[6].is_refund) == (Money(7, "XTR"), 42, False)
    part = await bots.statement(start + timedelta(hours=251), start + timedelta(hours=254))
    assert [line.invoice_number for line in part] == [251, 252, 253]
    assert await bots.statement(start - timedelta(days=9), start) == []
    await payments.http.delete(f"{payments.url}/admin/requests")
    last = await bots.statement(start + timedelta(hours=340), start + timedelta(hours=343))
    assert [line.invoice_number for line in last] == [340, 341, 342]
    asked = (await payments.http.get(f"{payments.url}/admin/requests")).json()["total"]
    assert asked == 5, "four looks to find the place, one page"
    charge = lines[6].external_id.partition(":")[2]
    asked = RefundOrder(
        refund_id="r",
        external_id=lines[6].external_id,
        refund_key=charge,
        amount=lines[6].amount,
        is_whole=True,
        customer_id=42,
        bot="main",
        reason="",
    )
    assert (await bots.refund(asked)).state is RefundState.CONFIRMED
    last = (await bots.statement(start, datetime.now(UTC) + timedelta(seconds=5)))[-1]
    assert (last.external_id, last.is_refund, last.amount) == (lines[6].external_id, True, Money(7, "XTR"))


async def test_the_list_leaves_out_what_no_customer_paid(payments, bots, quick_sandbox):
    """Withdrawals, advertising and gifts are no payments; an unreadable line is told, not skipped."""
    user = {"type": "user", "user": {"id": 42, "first_name": "A"}}
    lines = [
        {"id": "w", "amount": 5, "date": 1767225600, "receiver": {"type": "fragment"}},
        {"id": "g", "amount": 5, "date": 1767225600, "source": {**user, "transaction_type": "gift_purchase"}},
        {"id": "a", "amount": 5, "date": 1767225600, "source": {"type": "other"}},
        {"id": "p", "amount": 5, "date": 1767225600, "source": {**user, "invoice_payload": "7"}},
    ]
    start, end = datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    for amount, expected in ((5, ["main:p"]), ("5", None)):
        lines[-1]["amount"] = amount
        body = {"ok": True, "result": {"transactions": lines}}
        for _ in range(2):
            await payments.fault("getStarTransactions", "status", status=200, body=body)
        if expected is None:
            with pytest.raises(RemoteError, match="amount"):
                await bots.statement(start, end)
        else:
            assert [line.external_id for line in await bots.statement(start, end)] == expected


async def test_check_names_the_bots_and_their_stars(payments, bots):
    """Each bot's user name and balance; a missing token and no bots are told."""
    await paid(payments, bots, stars())
    assert await bots.check() == f"@sandbox_{BOT_TOKEN[:6]}_bot: 100 ★"
    with pytest.raises(ProviderNotSet):
        await (await payments.provider("telegram", bots="main, second")).check()
    with pytest.raises(ProviderNotSet, match="Bots"):
        await (await payments.provider("telegram", bots="")).check()


async def test_the_answer_to_an_update(bots):
    """Success only once it is stored; there is no statement file."""
    assert bots.answer(Notice(body=b"{}"), is_done=True).status == 200
    assert bots.answer(Notice(body=b"{}"), is_done=False).status == 503
    with pytest.raises(CannotDo):
        bots.read_statement(b"")
