"""Robokassa's notices: only the genuine, unchanged, live one of this shop is money."""

from urllib.parse import parse_qsl, urlencode

import pytest
from robokassa import HashAlgorithm
from robokassa import Robokassa as Library

from core.domain.providers import EventKind, Notice
from core.errors import BadNotice, BadSignature, ProviderNotSet
from core.gateways.providers.robokassa_signing import ALGORITHMS, signature
from core.gateways.providers.shape import MAX_NOTICE_BYTES
from core.money import Money
from tests.core.gateways.providers.conftest import order
from tests.core.gateways.providers.test_robokassa_link import shop


def notice(password="pass2", *, drop=(), query=False, **changed):
    """Return a notice signed with a password over whatever its fields are."""
    fields = {"OutSum": "500.000000", "InvId": "1001", "Fee": "19.50", "Shp_user": "42", "Shp_bot": "7"}
    fields |= {"PaymentMethod": "BankCard", **changed}
    own = sorted(f"{name}={value}" for name, value in fields.items() if name.lower().startswith("shp_"))
    parts = [fields["OutSum"], fields["InvId"], password, *own]
    fields = {"SignatureValue": signature("sha256", parts), **fields}
    text = urlencode({name: value for name, value in fields.items() if name not in drop})
    return Notice(body=b"", query=text) if query else Notice(body=text.encode())


async def paid(payments, asked, **options):
    """Open the pay page of an order, pay, and return the fake's notice."""
    provider = await payments.provider("robokassa")
    page = await payments.http.get((await provider.link(asked)).url)
    assert "Error" not in page.text
    await payments.admin("robokassa", f"orders/{asked.number}", state="paid")
    return await payments.notice("robokassa", str(asked.number), **options)


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize("algorithm", ALGORITHMS)
async def test_tb1_a_genuine_notice_is_a_payment(payments, algorithm, method):
    """By POST or GET, for every hash: sum, invoice, payer, bot, fee, and the shop in the id."""
    await payments.admin("robokassa", "keys", hash=algorithm)
    told = await paid(payments, order(), method=method)
    [event] = await (await payments.provider("robokassa")).read(told)
    assert (event.kind, event.external_id, event.invoice_number) == (EventKind.PAID, "demo:1001", 1001)
    assert event.amount == Money(50_000, "RUB")
    assert event.fee == Money(1950, "RUB")
    assert (event.payer_id, event.bot, event.is_test) == (42, "main", False)
    assert event.detail == "BankCard"


@pytest.mark.parametrize("algorithm", ALGORITHMS)
async def test_the_fake_signs_as_an_independent_library_expects(payments, algorithm):
    """The package `robokassa` from elsewhere finds the fake's notices genuine."""
    await payments.admin("robokassa", "keys", hash=algorithm)
    fields = dict(parse_qsl((await paid(payments, order())).body.decode()))
    library = Library("demo", "pass1", "pass2", HashAlgorithm[algorithm])
    own = {name: value for name, value in fields.items() if name.startswith("Shp_")}
    assert library.is_result_notification_valid(
        signature=fields["SignatureValue"], out_sum=fields["OutSum"], inv_id=fields["InvId"], **own
    )


@pytest.mark.parametrize("name", ["OutSum", "InvId", "SignatureValue"])
@pytest.mark.parametrize("is_empty", [True, False])
async def test_tb2_each_missing_field_is_named(name, is_empty):
    """A field that is missing or empty is named, and nothing is taken from the rest."""
    told = notice(drop=[name])
    if is_empty:
        told = Notice(body=told.body + f"&{name}=".encode())
    with pytest.raises(BadNotice, match=name):
        await shop().read(told)


async def test_tb3_wrong_signature_is_refused():
    """Another password, an empty or a foreign signature: refused."""
    for told in (
        notice("pass1"),
        notice("other"),
        notice(drop=["SignatureValue"], SignatureValue="x"),
        notice("testpass2"),
    ):
        with pytest.raises((BadSignature, BadNotice)):
            await shop(test_password_2="testpass2").read(told)


async def test_tb3_one_byte_changed_anywhere_is_never_another_payment():
    """Whatever byte of the signed part is flipped, the notice is refused; elsewhere it changes no money."""
    told = notice()
    provider = shop()
    [genuine] = await provider.read(told)
    survived = 0
    for at in range(len(told.body)):
        forged = Notice(body=told.body[:at] + bytes([told.body[at] ^ 1]) + told.body[at + 1 :])
        try:
            [event] = await provider.read(forged)
        except (BadNotice, BadSignature):
            continue
        survived += 1
        for name in ("kind", "external_id", "invoice_number", "amount", "payer_id", "bot", "is_test"):
            assert getattr(event, name) == getattr(genuine, name), forged.body
    assert survived < len("&Fee=19.50&PaymentMethod=BankCard") + 2


async def test_tb4_hex_case_does_not_matter():
    """Capitals in the signature are the same signature."""
    fields = dict(parse_qsl(notice().body.decode()))
    fields["SignatureValue"] = fields["SignatureValue"].upper()
    assert await shop().read(Notice(body=urlencode(fields).encode()))
    fields["SignatureValue"] = "ı" + fields["SignatureValue"][1:]
    with pytest.raises(BadSignature):
        await shop().read(Notice(body=urlencode(fields).encode()))


async def test_tb5_unknown_fields_are_ignored():
    """New fields of the provider change nothing."""
    told = notice()
    more = Notice(body=told.body + b"&Brand=new&crc=1")
    assert await shop().read(more) == await shop().read(told)


async def test_tb6_shp_fields_in_any_order_and_any_case():
    """The order in which they arrive does not count; a changed, added or dropped one is refused."""
    told = notice()
    fields = dict(parse_qsl(told.body.decode()))
    backwards = Notice(body=urlencode(dict(reversed(fields.items()))).encode())
    assert await shop().read(backwards) == await shop().read(told)
    changed = [
        {**fields, "Shp_user": "43"},
        {**fields, "Shp_more": "1"},
        {name: value for name, value in fields.items() if name != "Shp_bot"},
    ]
    for forged in changed:
        with pytest.raises(BadSignature):
            await shop().read(Notice(body=urlencode(forged).encode()))


async def test_tb7_the_sum_is_verified_as_received():
    """500.000000 is signed as it stands and is 500.00; the same sum written otherwise is refused."""
    [event] = await shop().read(notice())
    assert event.amount == Money(50_000, "RUB")
    fields = dict(parse_qsl(notice().body.decode()))
    with pytest.raises(BadSignature):
        await shop().read(Notice(body=urlencode({**fields, "OutSum": "500.00"}).encode()))


async def test_tb8_b9_the_answer_is_ok_and_the_number():
    """Exactly OK1001, as plain text, only when it is done; else an answer that makes Robokassa repeat."""
    provider = shop()
    answer = provider.answer(notice(), is_done=True)
    assert (answer.status, answer.body, answer.content_type) == (200, "OK1001", "text/plain")
    assert provider.answer(notice(query=True), is_done=True).body == "OK1001"
    waiting = provider.answer(notice(), is_done=False)
    assert waiting.status == 503
    assert "OK" not in waiting.body
    assert provider.answer(Notice(body=b"\xff\x00"), is_done=False).status == 400
    assert provider.answer(notice(InvId="<b>"), is_done=True).body == "bad notice"


@pytest.mark.parametrize(
    "number", ["0", "-1", "01001", "1001.0", "1e3", "abc", "2147483648", "9" * 30, "١٠٠١", " 1001", "1001\n"]
)
async def test_tb9_a_number_that_is_none_is_refused(number):
    """Even with a good signature: non-numeric, zero, too large, in other digits."""
    with pytest.raises(BadNotice, match="InvId"):
        await shop().read(notice(InvId=number))


@pytest.mark.parametrize("amount", ["-500", "500,00", "1e3", "NaN", "500.001", "abc", "9" * 40, "٥٠٠"])
async def test_tb9_a_sum_that_is_none_is_refused(amount):
    """Even with a good signature: no decimal, negative, or finer than a kopeck."""
    with pytest.raises(BadNotice, match="OutSum"):
        await shop().read(notice(OutSum=amount))


async def test_tb10_test_and_live_never_mix():
    """A test notice is marked as one and needs the test password; the flag cannot be taken off or put on."""
    provider = shop(test_password_2="testpass2")
    [event] = await provider.read(notice("testpass2", IsTest="1"))
    assert event.is_test
    with pytest.raises(BadSignature):
        await provider.read(notice("testpass2"))
    with pytest.raises(BadSignature):
        await provider.read(notice("pass2", IsTest="1"))
    with pytest.raises(BadSignature, match="no passwords for tests"):
        await shop().read(notice("testpass2", IsTest="1"))
    with pytest.raises(ProviderNotSet, match="Password 2"):
        await shop(password_2="").read(notice())


@pytest.mark.parametrize("flag", ["", "0", "false"])
async def test_tb10_an_empty_flag_is_live(flag):
    """Absent, 0 or empty means live."""
    [event] = await shop().read(notice(IsTest=flag))
    assert not event.is_test


async def test_b12_a_test_notice_of_the_fake_is_marked(payments):
    """What a test link leads to arrives as TEST."""
    [event] = await (await payments.provider("robokassa")).read(await paid(payments, order(is_test=True)))
    assert event.is_test


async def test_b8_the_commission_of_the_buyer_changes_nothing(payments):
    """What the buyer paid with commission is another field; the sum is what the shop asked."""
    provider = await payments.provider("robokassa")
    await payments.http.get((await provider.link(order())).url)
    await payments.admin("robokassa", "orders/1001", state="paid", inc_sum="517.50")
    told = await payments.notice("robokassa", "1001")
    assert b"IncSum=517.500000" in told.body
    [event] = await provider.read(told)
    assert event.amount == Money(50_000, "RUB")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"OutSum",
        b"{}",
        b"OutSum=1&&InvId",
        b"a=%ff",
        b"&".join(b"a%d=1" % n for n in range(500)),
    ],
    ids=["empty", "bytes", "no value", "json", "broken", "no utf-8", "many"],
)
async def test_tb14_what_is_no_form_is_refused(body):
    """Garbage is a bad notice, never a crash."""
    with pytest.raises(BadNotice):
        await shop().read(Notice(body=body))


async def test_tb14_an_oversize_notice_is_refused_unread():
    """A huge body or query is refused before anything of it is read."""
    with pytest.raises(BadNotice, match="too long"):
        await shop().read(Notice(body=notice().body + b"&x=" + b"a" * MAX_NOTICE_BYTES))
    with pytest.raises(BadNotice, match="too long"):
        await shop().read(Notice(body=b"", query="x=" + "a" * MAX_NOTICE_BYTES))


@pytest.mark.parametrize(
    "double", ["OutSum=1.00", "InvId=2", "SignatureValue=x", "IsTest=0&IsTest=1", "outsum=1"]
)
async def test_a_field_that_is_there_twice_is_refused(double):
    """Which of the two was signed must never be a question."""
    with pytest.raises(BadNotice, match="more than once"):
        await shop().read(Notice(body=notice().body + f"&{double}".encode()))


async def test_a_notice_of_another_shop_is_refused(payments):
    """Another shop has other passwords; its notices are not ours."""
    told = await paid(payments, order())
    other = await payments.provider("robokassa", merchant_login="other", password_2="other-pass2")
    with pytest.raises(BadSignature):
        await other.read(told)


async def test_a_replay_is_the_same_payment_and_the_same_delivery(payments):
    """The same bytes again have the same delivery id and external id; other bytes have not."""
    provider = shop()
    one, again, other = notice(), notice(), notice(InvId="1002")
    assert provider.delivery_id(one) == provider.delivery_id(again) != provider.delivery_id(other)
    assert (await provider.read(one))[0].external_id == (await provider.read(again))[0].external_id


async def test_success_url_is_no_proof():
    """What the browser brings back is signed with password 1, and is refused."""
    fields = {"OutSum": "500.00", "InvId": "1001", "Culture": "ru"}
    fields["SignatureValue"] = signature("sha256", ["500.00", "1001", "pass1"])
    with pytest.raises(BadSignature):
        await shop().read(Notice(body=b"", query=urlencode(fields)))


async def test_the_first_recurring_payment_tells_its_key(payments):
    """The notice of a payment that keeps the card names itself as the one to charge again."""
    told = await paid(payments, order(is_recurring=True))
    [event] = await (await payments.provider("robokassa")).read(told)
    assert (event.is_first_recurring, event.recurring_key) == (True, "1001")


@pytest.mark.parametrize("user", ["", "0", "-5", "x", "9" * 20])
async def test_a_payer_that_is_none_is_nobody(user):
    """An odd Shp_user leaves the payer open; the money is still told."""
    [event] = await shop().read(notice(Shp_user=user, Fee="x"))
    assert event.payer_id is None
    assert event.fee is None
