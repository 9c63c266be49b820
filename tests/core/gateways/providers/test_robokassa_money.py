"""Robokassa after the link: status, refunds, charges of a kept card, and the registry file."""

import contextlib
import random
from dataclasses import replace
from datetime import UTC, date, datetime

import jwt
import pytest
from robokassa import HashAlgorithm
from robokassa.exceptions import RobokassaRequestError
from robokassa.merchant import OperationStateChecker
from robokassa.types import Hash, PaymentState

from core.domain.providers import EventKind, OrderState, RefundOrder, RefundState
from core.errors import (
    BadAnswer,
    BadProviderKey,
    BadStatement,
    CannotDo,
    InputError,
    ProviderNotSet,
    RemoteBroken,
    RemoteError,
    RemoteUnknown,
)
from core.gateways.providers.robokassa_answers import read_state
from core.gateways.providers.robokassa_signing import refund_token
from core.money import Money
from tests.core.gateways.providers.conftest import order
from tests.core.gateways.providers.test_robokassa_link import shop

REFUND_VECTOR = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJPcEtleSI6Ik9QLUtFWS1URVNULTEifQ."
    "HFfhXyZBLmHjYJgoXSQ5JusTGEG8-DNk_i-aqKyeoOA"
)


@pytest.fixture
async def provider(payments):
    """The shop of the sandbox."""
    return await payments.provider("robokassa")


async def paid(payments, provider, asked):
    """Pay an order at the fake and return its status."""
    page = await payments.http.get((await provider.link(asked)).url)
    assert "Error" not in page.text
    await payments.admin("robokassa", f"orders/{asked.number}", state="paid")
    return await provider.status(asked)


def refund(status, *, amount=None, is_whole=True, **more):
    """Return the order to give back what `status` tells, or a part of it."""
    event = status.event
    usual = RefundOrder(
        refund_id="r-1",
        external_id=event.external_id,
        refund_key=event.refund_key,
        amount=Money.parse(amount, "RUB") if amount else event.amount,
        is_whole=is_whole,
        customer_id=42,
        bot="main",
        reason="asked for",
    )
    return replace(usual, **more)


async def test_b43_status_of_a_paid_order_tells_all_a_refund_needs(payments, provider):
    """State 100 is a payment: OpKey, exact sum, payer, bot and the moment in UTC."""
    found = await paid(payments, provider, order())
    assert found.state is OrderState.PAID
    assert found.event.kind is EventKind.PAID
    assert (found.event.external_id, found.event.amount) == ("demo:1001", Money(50_000, "RUB"))
    assert found.event.refund_key.startswith("OP-KEY-1001")
    assert (found.event.payer_id, found.event.bot) == (42, "main")
    assert found.event.paid_at.tzinfo is UTC
    assert abs((datetime.now(UTC) - found.event.paid_at).total_seconds()) < 60


async def test_notice_and_status_name_the_same_payment(payments, provider):
    """Whichever comes first, the external id is the same."""
    found = await paid(payments, provider, order())
    [event] = await provider.read(await payments.notice("robokassa", "1001"))
    assert event.external_id == found.event.external_id


STATES = [
    ("open", "5", OrderState.OPEN, None),
    ("expired", "10", OrderState.EXPIRED, EventKind.EXPIRED),
    ("open", "20", OrderState.OPEN, None),
    ("open", "50", OrderState.OPEN, None),
    ("failed", "60", OrderState.FAILED, EventKind.FAILED),
    ("open", "80", OrderState.OPEN, None),
    ("open", "77", OrderState.UNKNOWN, None),
]


@pytest.mark.parametrize(("state", "code", "expected", "kind"), STATES)
async def test_tb24_each_state_code(payments, provider, state, code, expected, kind):
    """Only 100 is money; 20, 50 and 80 stay open, 10 and 60 end it, an unknown one settles nothing."""
    await payments.http.get((await provider.link(order())).url)
    await payments.admin("robokassa", "orders/1001", state=state, code=code)
    found = await provider.status(order())
    assert found.state is expected
    assert (found.event.kind if found.event else None) is kind
    assert found.detail.startswith(code)


async def test_an_order_whose_page_nobody_opened_is_open(payments, provider):
    """Not found is not paid, so it may expire; of test payments nothing is told, and nobody is asked."""
    found = await provider.status(order())
    assert (found.state, found.event) == (OrderState.OPEN, None)
    await payments.fault("OpStateExt", "drop_before")
    assert (await provider.status(order(is_test=True))).state is OrderState.OPEN


async def test_the_fake_answers_as_an_independent_library_expects(payments, provider):
    """The package `robokassa` from elsewhere asks the fake and understands its answer."""

    class Connection:
        async def __aenter__(self):
            return self

        async def __aexit__(self, *_):
            return None

        async def post(self, path, data):
            return await payments.http.post(f"{payments.url}/at/auth.robokassa.ru/Merchant{path}", data=data)

    await paid(payments, provider, order())
    checker = OperationStateChecker("demo", Hash(HashAlgorithm.sha256), "pass2")
    details = await checker.get_state(Connection(), 1001)
    assert details.state is PaymentState.COMPLETED
    assert details.op_key.startswith("OP-KEY-1001")
    assert details.out_sum == 500.0
    assert details.user_fields == {"Shp_user": "42", "Shp_bot": "main"}
    stranger = OperationStateChecker("demo", Hash(HashAlgorithm.sha256), "other")
    with pytest.raises(RobokassaRequestError, match="signature"):
        await stranger.get_state(Connection(), 1001)


async def test_status_errors_are_told_apart(payments, provider):
    """A wrong password, a fault of the server and an answer that is no XML are three things."""
    with pytest.raises(BadProviderKey):
        await (await payments.provider("robokassa", password_2="wrong")).status(order())
    await payments.fault("OpStateExt", "html_502")
    with pytest.raises(RemoteBroken):
        await provider.status(order())
    await payments.fault("OpStateExt", "cut", bytes=30)
    with pytest.raises(RemoteError):
        await provider.status(order())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"not xml",
        b"<a/>",
        b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b"<?xml version='1.0' encoding='nonsense'?><a/>",
    ],
)
def test_xml_that_cannot_be_trusted_is_refused(body):
    """No entity is expanded, nothing is fetched, and garbage is a bad answer."""
    with pytest.raises(BadAnswer):
        read_state(body)


def test_refund_vector():
    """The token of the domain's table comes out."""
    assert refund_token('{"OpKey":"OP-KEY-TEST-1"}', "pass3", "HS256") == REFUND_VECTOR


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
@pytest.mark.filterwarnings("ignore:The HMAC key is:Warning")
def test_refund_token_is_read_by_an_independent_library(algorithm):
    """PyJWT accepts the token for each algorithm, finds the payload, and refuses another key."""
    token = refund_token('{"OpKey":"key","RefundSum":100.50}', "pass3", algorithm)
    assert jwt.decode(token, "pass3", algorithms=[algorithm]) == {"OpKey": "key", "RefundSum": 100.5}
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, "other", algorithms=[algorithm])


@pytest.mark.parametrize(("habit", "ends"), [("done", "confirmed"), ("refused", "refused")])
async def test_tg8_a_refund_is_worked_on_and_then_finished_or_cancelled(payments, provider, habit, ends):
    """Requested first; asked again it is processing, then finished or cancelled."""
    found = await paid(payments, provider, order())
    await payments.admin("robokassa", "habits", refund="pending")
    asked = refund(found)
    answer = await provider.refund(asked)
    assert answer.state is RefundState.REQUESTED
    asked = replace(asked, provider_ref=answer.provider_ref)
    assert (await provider.refund_status(asked)).state is RefundState.REQUESTED
    await payments.admin("robokassa", f"refunds/{answer.provider_ref}", state=habit)
    assert (await provider.refund_status(asked)).state == ends


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
async def test_refunds_in_parts(payments, algorithm):
    """Parts are exact; together they are never more than was paid."""
    provider = await payments.provider("robokassa", refund_algorithm=algorithm)
    found = await paid(payments, provider, order(amount="1110.10"))
    for part in ("1000.05", "110.05"):
        answer = await provider.refund(refund(found, amount=part, is_whole=False))
        assert answer.state is RefundState.REQUESTED
    books = await payments.admin("robokassa")
    assert [one["amount"] for one in books["refunds"]] == ["1000.05", "110.05"]
    answer = await provider.refund(refund(found, amount="0.01", is_whole=False))
    assert (answer.state, answer.detail) == (RefundState.UNKNOWN, "AlreadyRefunded")


async def test_a_refund_of_too_much_or_of_nothing_known_is_refused(payments, provider):
    """Robokassa's own words are kept."""
    found = await paid(payments, provider, order())
    answer = await provider.refund(refund(found, amount="500.01", is_whole=False))
    assert (answer.state, answer.detail) == (RefundState.REFUSED, "NotEnoughOperationFunds")
    answer = await provider.refund(refund(found, refund_key="OP-KEY-OTHER"))
    assert (answer.state, answer.detail) == (RefundState.REFUSED, "OperationNotFound")


async def test_a_refund_without_its_key_looks_for_it(payments, provider):
    """A payment that was recorded from a notice has no OpKey yet: it is asked for first."""
    found = await paid(payments, provider, order())
    assert (await provider.refund(refund(found, refund_key=""))).state is RefundState.REQUESTED
    with pytest.raises(CannotDo):
        await provider.refund(refund(found, refund_key="", external_id="demo:7"))
    with pytest.raises(CannotDo):
        await provider.refund(refund(found, refund_key="", external_id="nonsense"))


async def test_a_lost_answer_to_a_refund_is_unknown_and_never_repeated(payments, provider):
    """The refund was made, the answer is lost: unknown; asking about it says so as well."""
    found = await paid(payments, provider, order())
    await payments.fault("Refund/Create", "drop_after")
    assert (await provider.refund(refund(found))).state is RefundState.UNKNOWN
    assert len((await payments.admin("robokassa"))["refunds"]) == 1
    assert (await provider.refund_status(refund(found))).state is RefundState.UNKNOWN
    again = await provider.refund(refund(found))
    assert (again.state, again.detail) == (RefundState.UNKNOWN, "AlreadyRefunded")
    for kind in ("malformed_json", "list_body", "empty_body", "html_502"):
        await payments.fault("Refund/Create", kind)
        assert (await provider.refund(refund(found))).state is RefundState.UNKNOWN


async def test_a_refund_that_was_never_asked_is_an_error(payments, provider):
    """Without password 3, for nothing, or in dollars: nobody is asked."""
    found = await paid(payments, provider, order())
    bare = await payments.provider("robokassa", password_3="")
    with pytest.raises(ProviderNotSet, match="Password 3"):
        await bare.refund(refund(found))
    with pytest.raises(InputError):
        await provider.refund(refund(found, amount="0.00", is_whole=False))
    with pytest.raises(InputError):
        await provider.refund(replace(refund(found), amount=Money(1, "USD")))
    assert (await payments.admin("robokassa"))["refunds"] == []


async def test_a_request_nobody_knows_is_unknown(payments, provider):
    """GetState does not know the number: unknown, with its words."""
    found = await paid(payments, provider, order())
    answer = await provider.refund_status(refund(found, provider_ref="refund-77"))
    assert (answer.state, answer.detail) == (RefundState.UNKNOWN, "RequestNotFound")


async def test_t24_a_recurring_charge_is_accepted_and_not_yet_paid(payments):
    """The child names the first payment; accepted it stays open until a notice or status 100."""
    provider = await payments.provider("robokassa", tax_system="osn", tax="vat20")
    first = order(is_recurring=True)
    key = (await paid(payments, provider, first)).event.recurring_key
    child = order(1002, "1110.00")
    assert (await provider.charge_again(child, key)).external_ref == "1002"
    assert (await provider.status(child)).state is OrderState.OPEN
    await payments.admin("robokassa", "orders/1002", state="paid")
    [event] = await provider.read(await payments.notice("robokassa", "1002"))
    assert (event.invoice_number, event.amount) == (1002, Money(111_000, "RUB"))


async def test_a_recurring_charge_that_is_refused_or_lost(payments, provider):
    """Refused: nothing was charged. Lost or garbled: unknown, ask the status."""
    await paid(payments, provider, order())
    with pytest.raises(RemoteError, match="not a recurring one") as caught:
        await provider.charge_again(order(1002), "1001")
    assert not isinstance(caught.value, RemoteUnknown)
    with pytest.raises(CannotDo):
        await provider.charge_again(order(1002), "")
    for kind in ("drop_after", "empty_body", "html_502"):
        await payments.fault("Merchant/Recurring", kind)
        with pytest.raises(RemoteUnknown):
            await provider.charge_again(order(1003), "1001")


async def test_the_registry_of_the_cabinet(payments, provider):
    """Payments and refunds of the fake's file come out exactly, refunds marked."""
    found = await paid(payments, provider, order(amount="1110.10"))
    await paid(payments, provider, order(1002))
    await provider.refund(refund(found, amount="100.00", is_whole=False))
    data = (await payments.http.get(f"{payments.url}/admin/payments/robokassa/statement")).content
    lines = provider.read_statement(data)
    shown = [(line.external_id, line.amount.minor, line.is_refund, line.line_number) for line in lines]
    assert shown == [
        ("demo:1001", 111_010, False, 2),
        ("demo:1002", 50_000, False, 3),
        ("demo:1001", 10_000, True, 4),
    ]
    assert lines[0].fee == Money(4329, "RUB")
    assert lines[0].at.tzinfo is UTC
    assert all(line.provider == "robokassa" for line in lines)


CSV = """Отчёт за период;;;
Дата оплаты;Номер счета;Сумма;Статус
31.01.2026 12:00:00;1001;1 110,00;Оплачен
31.01.2026;1002;500,00;Не оплачен
01.02.2026;1003;-500,00;Выполнен
"""
XML = """<?xml version="1.0" encoding="windows-1251"?>
<Registry xmlns="http://example.com/r"><Operation><InvId>1001</InvId><OutSum>1110.000000</OutSum>
<StateDate>2026-01-31T12:00:00.1234567+03:00</StateDate><Description>Звёзды</Description><State>100</State></Operation>
<Operation InvId="1002" OutSum="5.00" Date="2026-01-31" State="10"/></Registry>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
async def test_a_registry_as_a_table(encoding, separator):
    """Any letters and separator; lines above the header; what was not paid is left out, minus is a refund."""
    data = CSV.replace(";", separator).encode(encoding)
    lines = shop().read_statement(data)
    assert [(line.invoice_number, line.amount.minor, line.is_refund) for line in lines] == [
        (1001, 111_000, False),
        (1003, 50_000, True),
    ]
    assert lines[0].at == datetime(2026, 1, 31, 9, tzinfo=UTC)
    assert lines[1].at == date(2026, 2, 1)


async def test_a_registry_as_xml():
    """Elements or attributes, any namespace and letters."""
    [line] = shop().read_statement(XML.encode("cp1251"))
    assert (line.external_id, line.amount, line.purpose) == ("demo:1001", Money(111_000, "RUB"), "Звёзды")
    assert line.at == datetime(2026, 1, 31, 9, 0, 0, 123456, UTC)


BROKEN = [
    (b"", "header"),
    (b"a;b\n1;2\n", "InvId"),
    (CSV.replace("1 110,00", "1110,001").encode(), "Line 3"),
    (CSV.replace("31.01.2026 12:00:00", "31.13.2026").encode(), "Line 3"),
    (CSV.replace("1001", "A-17").encode(), "Line 3"),
    (CSV.replace("Оплачен", "Frozen").encode(), "status 'frozen' is not known"),
    (CSV.encode()[:-30] + b'"cut', "Line"),
    (b"<a><b/></a>", "no operation"),
    (b"<a>", "no XML"),
    (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "no XML"),
    (b"\x00\x01\x02", "no text"),
]


@pytest.mark.parametrize(("data", "words"), BROKEN)
async def test_a_broken_registry_names_the_line(data, words):
    """Nothing of a file that cannot be understood is taken; the line and the reason are told."""
    with pytest.raises(BadStatement, match=words):
        shop().read_statement(data)


async def test_a_registry_never_crashes_on_damage():
    """Whatever byte is damaged, the answer is lines or BadStatement."""
    seed = random.randrange(10**6)
    print("seed", seed)
    chance, provider = random.Random(seed), shop()
    for source in (CSV.encode("cp1251"), XML.encode("cp1251")):
        for _ in range(300):
            data = bytearray(source)
            for _ in range(chance.randrange(1, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            with contextlib.suppress(BadStatement):
                provider.read_statement(bytes(data))


async def test_there_is_no_list_of_operations_for_programs():
    """The registry comes as a file only."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(CannotDo, match="file"):
        await shop().statement(now, now)
