"""The rules that judge money: each alone keeps money from being credited, and nothing else does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.payments import (
    INVOICE_MOVES,
    Category,
    Invoice,
    InvoiceStatus,
    Payment,
    PaymentKind,
    PaymentStatus,
    Verdict,
    is_renewal,
    judge,
    stars_to_take_back,
)
from core.domain.providers import EventKind, ProviderEvent
from core.money import ZERO, Money, Stars

NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)
PRICE = Money(50_000, "RUB")
OFFER = Invoice(
    number=7,
    operation_id="form",
    customer_id=1,
    bot="neuro",
    provider="robokassa",
    product="stars.217",
    plan="",
    plan_days=None,
    stars=Stars.of(217),
    amount=PRICE,
    price_list="2025-06",
    promo="",
    is_test=False,
    is_recurring=True,
    status=InvoiceStatus.PENDING,
    status_reason="",
    url="",
    instructions="",
    external_ref="",
    actor="Olga",
    asks=0,
    next_ask_at=None,
    created_at=NOW,
    expires_at=NOW + timedelta(days=1),
    paid_at=None,
)
MONEY = ProviderEvent(
    provider="robokassa",
    kind=EventKind.PAID,
    external_id="shop:7",
    invoice_number=7,
    amount=PRICE,
    payer_id=1,
    bot="neuro",
)
RENEWAL = replace(MONEY, is_recurring=True)
PAID = (InvoiceStatus.COMPLETED, InvoiceStatus.PARTLY_REFUNDED, InvoiceStatus.REFUNDED)
OVER = (InvoiceStatus.FAILED, InvoiceStatus.CANCELLED, InvoiceStatus.EXPIRED, InvoiceStatus.REJECTED)


def test_money_that_no_rule_objects_to_is_credited() -> None:
    """What fits is credited; a provider that names neither payer nor bot says nothing against it."""
    assert judge(MONEY, OFFER, takes_tests=False) is Verdict.CREDIT
    assert judge(replace(MONEY, payer_id=None, bot=""), OFFER, takes_tests=False) is Verdict.CREDIT


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({"is_test": True}, Verdict.TEST),
        ({"provider": "yookassa"}, Verdict.PROVIDER),
        ({"bot": "other"}, Verdict.BOT),
        ({"payer_id": 2}, Verdict.PAYER),
        ({"amount": Money(50_000, "USD")}, Verdict.CURRENCY),
        ({"amount": None}, Verdict.CURRENCY),
        ({"amount": Money(49_999, "RUB")}, Verdict.UNDERPAID),
        ({"amount": Money(50_001, "RUB")}, Verdict.OVERPAID),
        ({"amount": Money(50_003, "RUB"), "tolerance": Money(2, "RUB")}, Verdict.OVERPAID),
        ({"amount": Money(49_999, "RUB"), "tolerance": Money(2, "RUB")}, Verdict.UNDERPAID),
        ({"amount": Money(50_002, "RUB"), "tolerance": Money(2, "RUB")}, Verdict.CREDIT),
    ],
)
def test_i3_one_difference_is_enough(change: dict[str, object], verdict: Verdict) -> None:
    """By a kopeck, a bot, a payer: each keeps money out; more than was asked is taken by tolerance only."""
    assert judge(replace(MONEY, **change), OFFER, takes_tests=False) is verdict  # type: ignore[arg-type]


def test_money_for_an_invoice_nobody_made_is_unknown_and_a_test_is_said_first() -> None:
    """Without an invoice nothing can be compared; a test is a test whatever it names."""
    assert judge(MONEY, None, takes_tests=False) is Verdict.UNKNOWN_INVOICE
    assert judge(replace(MONEY, is_test=True), None, takes_tests=False) is Verdict.TEST
    assert judge(replace(MONEY, is_test=True), OFFER, takes_tests=True) is Verdict.CREDIT


@pytest.mark.parametrize("status", InvoiceStatus)
def test_t16_t17_only_an_open_invoice_is_completed(status: InvoiceStatus) -> None:
    """Paid or waiting for a decision: a duplicate. Given up in any way: late. Every state has its answer."""
    expected = {InvoiceStatus.PENDING: Verdict.CREDIT, InvoiceStatus.QUARANTINED: Verdict.DUPLICATE}
    expected |= dict.fromkeys(PAID, Verdict.DUPLICATE) | dict.fromkeys(OVER, Verdict.LATE)
    assert judge(MONEY, replace(OFFER, status=status), takes_tests=False) is expected[status]


@pytest.mark.parametrize("status", InvoiceStatus)
def test_th12_a_renewal_is_money_for_what_was_paid_before(status: InvoiceStatus) -> None:
    """It renews what began by being paid; for any other invoice it is judged like all money."""
    offer = replace(OFFER, status=status)
    assert is_renewal(RENEWAL, offer) is (status in PAID)
    if status in PAID:
        assert judge(RENEWAL, offer, takes_tests=False) is Verdict.CREDIT


@pytest.mark.parametrize(
    ("event", "offer"),
    [
        (MONEY, {}),
        (replace(RENEWAL, is_first_recurring=True), {}),
        (RENEWAL, {"is_recurring": False}),
    ],
)
def test_th12_what_is_no_renewal_is_paid_twice(event: ProviderEvent, offer: dict[str, object]) -> None:
    """Not recurring, the first of a series, or for an invoice that was sold once: a second payment."""
    paid = replace(OFFER, status=InvoiceStatus.COMPLETED, **offer)  # type: ignore[arg-type]
    assert not is_renewal(event, paid)
    assert judge(event, paid, takes_tests=False) is Verdict.DUPLICATE


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({}, True),
        ({"payer_id": None}, True),
        ({"invoice_number": None}, True),
        ({"fee": Money(1, "RUB"), "detail": "other words"}, True),
        ({"payer_id": 2}, False),
        ({"invoice_number": 8}, False),
        ({"amount": Money(50_001, "RUB")}, False),
        ({"amount": Money(50_000, "USD")}, False),
    ],
)
def test_t18_td3_td7_an_id_stands_for_one_sum_payer_and_invoice(
    change: dict[str, object], is_same: bool
) -> None:
    """The same id with another sum, payer or invoice is no repeat; what is not told contradicts nothing."""
    known = _payment()
    assert known.tells_the_same(replace(MONEY, **change)) is is_same  # type: ignore[arg-type]
    silent = replace(known, payer_id=None, invoice_number=None)
    assert silent.tells_the_same(replace(MONEY, **change)) is (change.get("amount") is None)  # type: ignore[arg-type]


@pytest.mark.parametrize("parts", [(1, 1, 49_998), (33_333, 16_667), (16_666, 16_667, 16_667), (50_000,)])
def test_parts_take_back_the_whole_and_never_round_up(parts: tuple[int, ...]) -> None:
    """Each part takes its share rounded down, the last what is left: together exactly what was credited."""
    stars, before, taken = Stars(21_701), Money(0, "RUB"), ZERO
    for part in parts:
        share = stars_to_take_back(stars, PRICE, before, Money(part, "RUB"))
        before, taken = before + Money(part, "RUB"), taken + share
        assert taken.hundredths == stars.hundredths * before.minor // PRICE.minor
    assert taken == stars


def test_what_an_invoice_may_become_has_an_end() -> None:
    """From no end leads a way back to a state in which money is awaited."""
    assert all(InvoiceStatus.PENDING not in after for after in INVOICE_MOVES.values())
    assert {status for status, after in INVOICE_MOVES.items() if not after} == {
        *OVER,
        InvoiceStatus.REFUNDED,
    }


def _payment() -> Payment:
    return Payment(
        id="p",
        provider="robokassa",
        external_id="shop:7",
        invoice_number=7,
        customer_id=1,
        payer_id=1,
        bot="neuro",
        amount=PRICE,
        fee=None,
        stars=OFFER.stars,
        plan="",
        kind=PaymentKind.TOPUP,
        category=Category.REAL,
        is_test=False,
        status=PaymentStatus.COMPLETED,
        verdict=Verdict.CREDIT,
        refund_key="",
        recurring_key="",
        detail="",
        transfer_id=None,
        refunded=None,
        inbox_id="",
        actor="robokassa",
        decided_by="",
        decision_reason="",
        paid_at=NOW,
        created_at=NOW,
        decided_at=None,
    )
