"""Every kind of difference between a provider's books and ours is found, and nothing else is."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.domain.differences import DifferenceKind, Found, Posting, event_of_line, moment_of
from core.domain.event_text import event_of, event_text, line_of, line_text
from core.domain.payments import (
    Category,
    Invoice,
    InvoiceStatus,
    Payment,
    PaymentKind,
    PaymentStatus,
    Verdict,
)
from core.domain.providers import EventKind, ProviderEvent, RefundState, StatementLine
from core.domain.reconciliation import Books, Comparison
from core.domain.refunds import Refund, RefundStep
from core.money import ZERO, Money, Stars

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
RUB = Money.parse("500.00", "RUB")
K = DifferenceKind


def a_payment(number: int = 1, **change: object) -> Payment:
    """Return a completed payment of 500 RUB, credited."""
    made = Payment(
        id=f"p{number}",
        provider="robokassa",
        external_id=f"shop:{number}",
        invoice_number=number,
        customer_id=7,
        payer_id=7,
        bot="bot",
        amount=RUB,
        fee=Money.parse("15.00", "RUB"),
        stars=Stars.of(217),
        plan="",
        kind=PaymentKind.TOPUP,
        category=Category.REAL,
        is_test=False,
        status=PaymentStatus.COMPLETED,
        verdict=Verdict.CREDIT,
        refund_key="",
        recurring_key="",
        detail="",
        transfer_id="t",
        refunded=None,
        inbox_id="",
        actor="robokassa",
        decided_by="",
        decision_reason="",
        paid_at=NOW,
        created_at=NOW,
        decided_at=None,
    )
    return replace(made, **change)  # type: ignore[arg-type]


def an_invoice(number: int = 1, **change: object) -> Invoice:
    """Return a pending invoice over 500 RUB."""
    made = Invoice(
        number=number,
        operation_id="o",
        customer_id=7,
        bot="bot",
        provider="robokassa",
        product="stars.217",
        plan="",
        plan_days=None,
        stars=Stars.of(217),
        amount=RUB,
        price_list="1",
        promo="",
        is_test=False,
        is_recurring=False,
        status=InvoiceStatus.PENDING,
        status_reason="",
        url="",
        instructions="",
        external_ref="",
        actor="Olga",
        asks=0,
        next_ask_at=None,
        created_at=NOW,
        expires_at=NOW,
        paid_at=None,
    )
    return replace(made, **change)  # type: ignore[arg-type]


def a_line(number: int = 1, **change: object) -> StatementLine:
    """Return the provider's line of a payment."""
    made = StatementLine(
        provider="robokassa",
        external_id=f"shop:{number}",
        amount=RUB,
        at=NOW + timedelta(hours=3),
        invoice_number=number,
        fee=Money.parse("15.00", "RUB"),
        payer_id=7,
        line_number=number,
    )
    return replace(made, **change)  # type: ignore[arg-type]


def a_refund(number: int = 1, **change: object) -> Refund:
    """Return a confirmed refund of the whole of a payment."""
    made = Refund(
        id=f"r{number}",
        operation_id=f"r{number}",
        payment_id=f"p{number}",
        amount=RUB,
        status=RefundState.CONFIRMED,
        step=RefundStep.ANSWERED,
        provider_ref="x",
        detail="",
        stars_back=ZERO,
        asks=0,
        next_ask_at=None,
        actor="Olga",
        reason="asked for",
        created_at=NOW,
        done_at=NOW,
    )
    return replace(made, **change)  # type: ignore[arg-type]


@dataclass
class Sides:
    """Both sides, equal at first; a test plants one difference."""

    lines: list[StatementLine] = field(default_factory=lambda: [a_line(n) for n in range(1, 6)])
    payments: list[Payment] = field(default_factory=lambda: [a_payment(n) for n in range(1, 6)])
    invoices: list[Invoice] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    moved: dict[str, int] = field(default_factory=lambda: {f"p{n}": 21700 for n in range(1, 6)})
    unsettled: dict[str, str] = field(default_factory=dict)

    def without_payment(self, number: int = 3) -> "Sides":
        self.payments = [one for one in self.payments if one.id != f"p{number}"]
        return self

    def payment(self, number: int = 3, **change: object) -> "Sides":
        self.payments = [replace(p, **change) if p.id == f"p{number}" else p for p in self.payments]  # type: ignore[arg-type]
        return self

    def line(self, number: int = 3, **change: object) -> "Sides":
        self.lines = [
            replace(one, **change) if one.external_id == f"shop:{number}" else one
            for one in self.lines  # type: ignore[arg-type]
        ]
        return self

    def refund_line(self, number: int = 3, **change: object) -> "Sides":
        self.lines.append(a_line(number, is_refund=True, line_number=90 + len(self.lines), **change))
        return self

    def compare(self, chunk: int = 2) -> list[Found]:
        """Compare chunk by chunk, as the service does."""
        books = Books(
            payments={one.external_id: one for one in self.payments},
            invoices={one.number: one for one in self.invoices},
            refunds={p.id: [r for r in self.refunds if r.payment_id == p.id] for p in self.payments},
            moved=self.moved,
            unsettled=self.unsettled,
        )
        comparison = Comparison()
        found: list[Found] = []
        for start in range(0, len(self.lines), chunk):
            found += comparison.lines(self.lines[start : start + chunk], books)
        done = [p for p in self.payments if p.status is not PaymentStatus.QUARANTINED]
        return [*found, *comparison.only_ours(done, books.refunds)]


Plant = Callable[[Sides], Sides]


def with_invoice(**change: object) -> Plant:
    def plant(sides: Sides) -> Sides:
        sides.invoices = [an_invoice(3, **change)]
        return sides.without_payment()

    return plant


def with_refund(*refunds: Refund, line: dict[str, object] | None = None) -> Plant:
    def plant(sides: Sides) -> Sides:
        sides.refunds = list(refunds)
        sides.payment(status=PaymentStatus.REFUNDED)
        return sides if line is None else sides.refund_line(**line)

    return plant


def without_line(sides: Sides) -> Sides:
    sides.lines = [one for one in sides.lines if one.external_id != "shop:3"]
    return sides


def twice_there(sides: Sides) -> Sides:
    sides.lines.append(a_line(3, line_number=77))
    return sides


def in_inbox(sides: Sides) -> Sides:
    sides.unsettled = {"shop:3": "row"}
    return sides.without_payment()


def not_moved(sides: Sides) -> Sides:
    del sides.moved["p3"]
    return sides


def moved_too_much(sides: Sides) -> Sides:
    sides.moved["p3"] = 50000
    return sides


USD = Money.parse("500.00", "USD")
PART = Money.parse("100.00", "RUB")

PLANTED: list[tuple[DifferenceKind, Plant, Posting]] = [
    (K.MISSING_HERE, with_invoice(), Posting.CREDIT),
    (K.NOT_PROCESSED, in_inbox, Posting.REPROCESS),
    (K.LATE, with_invoice(status=InvoiceStatus.EXPIRED), Posting.QUARANTINE),
    (K.LATE, with_invoice(status=InvoiceStatus.CANCELLED), Posting.QUARANTINE),
    (K.NO_INVOICE, lambda s: s.without_payment(), Posting.QUARANTINE),
    (K.OTHER_PROVIDER, with_invoice(provider="stripe"), Posting.QUARANTINE),
    (K.PAID_TWICE, with_invoice(status=InvoiceStatus.COMPLETED), Posting.QUARANTINE),
    (K.WRONG_SUM, with_invoice(amount=PART), Posting.QUARANTINE),
    (K.WRONG_CURRENCY, with_invoice(amount=USD), Posting.QUARANTINE),
    (K.AMOUNT, lambda s: s.line(amount=Money.parse("499.99", "RUB")), Posting.OPEN),
    (K.CURRENCY, lambda s: s.line(amount=USD), Posting.OPEN),
    (K.INVOICE, lambda s: s.line(invoice_number=99), Posting.OPEN),
    (K.PAYER, lambda s: s.line(payer_id=8), Posting.OPEN),
    (K.DATE, lambda s: s.line(at=NOW - timedelta(days=3)), Posting.IGNORE),
    (K.DATE, lambda s: s.line(at=date(2026, 3, 5)), Posting.IGNORE),
    (K.FEE, lambda s: s.line(fee=Money.parse("16.00", "RUB")), Posting.IGNORE),
    (K.DOUBLE, twice_there, Posting.OPEN),
    (K.QUARANTINED, lambda s: s.payment(status=PaymentStatus.QUARANTINED), Posting.OPEN),
    (K.REJECTED, lambda s: s.payment(status=PaymentStatus.REJECTED), Posting.OPEN),
    (K.TEST, lambda s: s.payment(is_test=True), Posting.OPEN),
    (K.NOT_CREDITED, not_moved, Posting.OPEN),
    (K.WRONG_STARS, moved_too_much, Posting.OPEN),
    (K.MISSING_THERE, without_line, Posting.OPEN),
    (K.REFUND_MISSING_HERE, lambda s: s.refund_line(), Posting.REFUND),
    (K.REFUND_MISSING_HERE, lambda s: s.refund_line(amount=PART), Posting.REFUND),
    (K.REFUND_UNKNOWN_PAYMENT, lambda s: s.refund_line(number=50), Posting.OPEN),
    (K.REFUND_PENDING_HERE, with_refund(a_refund(3, status=RefundState.UNKNOWN), line={}), Posting.REFUND),
    (K.REFUND_REFUSED_HERE, with_refund(a_refund(3, status=RefundState.REFUSED), line={}), Posting.OPEN),
    (K.REFUND_AMOUNT, with_refund(a_refund(3), line={"amount": PART}), Posting.OPEN),
    (
        K.REFUND_DOUBLE,
        lambda s: with_refund(a_refund(3), line={})(s).refund_line(),
        Posting.OPEN,
    ),
    (K.REFUND_MISSING_THERE, with_refund(a_refund(3)), Posting.OPEN),
]


@pytest.mark.parametrize(
    ("kind", "plant", "posting"), PLANTED, ids=[f"{n}-{kind}" for n, (kind, *_) in enumerate(PLANTED)]
)
@pytest.mark.parametrize("chunk", [1, 2, 100])
def test_n7_each_planted_difference_is_found_alone(
    kind: DifferenceKind, plant: Plant, posting: Posting, chunk: int
) -> None:
    """One planted difference gives one finding of its kind with its proposal, whatever the pieces."""
    found = plant(Sides()).compare(chunk)
    assert [(one.kind, one.posting) for one in found] == [(kind, posting)]


def test_n7_every_kind_there_is_was_planted() -> None:
    """No kind is left that no test can find; there are at least twenty."""
    assert {kind for kind, *_ in PLANTED} == set(DifferenceKind)
    assert len(set(DifferenceKind)) >= 20


def test_equal_books_differ_in_nothing() -> None:
    """Also where they give a day for a moment, no fee, no payer, and refunds that both know."""
    sides = Sides()
    sides.refunds = [
        a_refund(3, id="a", amount=PART),
        a_refund(3, id="b", amount=PART),
        a_refund(3, id="c", status=RefundState.REFUSED, amount=PART),
    ]
    sides.payment(3, status=PaymentStatus.PARTLY_REFUNDED).refund_line(amount=PART).refund_line(amount=PART)
    sides.line(1, at=date(2026, 3, 1)).line(2, fee=None, payer_id=None, invoice_number=None)
    assert sides.compare() == []


def test_all_planted_at_once_are_told_apart() -> None:
    """A difference of one payment hides none of another."""
    sides = Sides()
    sides.line(1, amount=PART).line(2, payer_id=8)
    sides.payment(4, status=PaymentStatus.REJECTED)
    sides.lines = [one for one in sides.lines if one.external_id != "shop:5"]
    sides.refund_line(3)
    kinds = sorted(one.kind for one in sides.compare())
    assert kinds == sorted([K.AMOUNT, K.PAYER, K.REJECTED, K.MISSING_THERE, K.REFUND_MISSING_HERE])


def test_a_renewal_that_was_never_told_is_completed() -> None:
    """The invoice of a subscription may be paid again and again."""
    sides = with_invoice(is_recurring=True, status=InvoiceStatus.COMPLETED)(Sides())
    assert [one.kind for one in sides.compare()] == [K.MISSING_HERE]


def test_a_line_is_the_event_it_stands_for() -> None:
    """The same line gives the same event, so that doing it twice does it once."""
    event = event_of_line(a_line(amount=PART, is_refund=True, at=date(2026, 3, 2)))
    assert (event.kind, event.amount, event.invoice_number) == (EventKind.REFUNDED, PART, 1)
    assert event == event_of_line(a_line(amount=PART, is_refund=True, at=date(2026, 3, 2)))
    assert event_of_line(a_line()).refund_id == ""


def test_texts_of_events_and_lines_come_back_exactly() -> None:
    """What the inbox and a difference keep is the whole event and the whole line."""
    event = ProviderEvent(
        provider="ton",
        kind=EventKind.PAID,
        external_id="main:EQ:1:ab",
        invoice_number=2**31 - 1,
        amount=Money(2**60, "TON"),
        payer_id=2**62,
        payer_name="Ünïcode «Ж»",
        bot="b",
        fee=Money(-3, "TON"),
        paid_at=NOW,
        is_test=True,
        refund_key="k",
        refund_id="r",
        is_recurring=True,
        tolerance=Money(1, "TON"),
        detail="x",
    )
    assert event_of(event_text(event)) == event
    bare = ProviderEvent(
        provider="ton", kind=EventKind.FAILED, external_id="x", invoice_number=None, amount=None
    )
    assert event_of(event_text(bare)) == bare
    for line in (
        a_line(purpose="оплата", payer_name="Ж"),
        a_line(at=date(2026, 1, 2), fee=None, payer_id=None),
    ):
        assert line_of(line_text(line)) == line


def test_a_moment_without_a_zone_is_taken_as_utc_and_a_day_as_its_noon() -> None:
    """Comparing never fails for want of a zone."""
    assert moment_of(datetime(2026, 3, 1, 5)).tzinfo is UTC  # noqa: DTZ001 - the point of it
    assert moment_of(date(2026, 3, 1)) == NOW
