"""The rules of payments: states, legal moves, and what becomes of money that arrived.

An invoice is an offer with frozen terms; a payment is money a provider took, matched to an invoice or in
quarantine (domain rules §3 and §5). `judge` reads a list of named rules from the top; the first that applies
decides. Only money that no rule objects to is credited; everything else is shown to a person, never lost.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ledger import TransferKind
from core.domain.providers import ProviderEvent
from core.money import Money, Stars

MAX_INVOICE_NUMBER = 2**31 - 1
"""Robokassa's largest InvId; the number is ours and serves every provider."""


class InvoiceStatus(StrEnum):
    """Where an invoice is."""

    PENDING = "pending"
    COMPLETED = "completed"
    QUARANTINED = "quarantined"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REJECTED = "rejected"
    REFUNDED = "refunded"
    PARTLY_REFUNDED = "partly_refunded"


_PAID = frozenset({InvoiceStatus.COMPLETED, InvoiceStatus.REFUNDED, InvoiceStatus.PARTLY_REFUNDED})
_OVER = frozenset(
    {InvoiceStatus.FAILED, InvoiceStatus.CANCELLED, InvoiceStatus.EXPIRED, InvoiceStatus.REJECTED}
)

INVOICE_MOVES: dict[InvoiceStatus, frozenset[InvoiceStatus]] = {
    InvoiceStatus.PENDING: frozenset(
        {
            InvoiceStatus.COMPLETED,
            InvoiceStatus.QUARANTINED,
            InvoiceStatus.FAILED,
            InvoiceStatus.CANCELLED,
            InvoiceStatus.EXPIRED,
        }
    ),
    InvoiceStatus.QUARANTINED: frozenset(
        {InvoiceStatus.COMPLETED, InvoiceStatus.REFUNDED, InvoiceStatus.REJECTED}
    ),
    InvoiceStatus.COMPLETED: frozenset({InvoiceStatus.REFUNDED, InvoiceStatus.PARTLY_REFUNDED}),
    InvoiceStatus.PARTLY_REFUNDED: frozenset({InvoiceStatus.REFUNDED, InvoiceStatus.PARTLY_REFUNDED}),
    InvoiceStatus.FAILED: frozenset(),
    InvoiceStatus.CANCELLED: frozenset(),
    InvoiceStatus.EXPIRED: frozenset(),
    InvoiceStatus.REJECTED: frozenset(),
    InvoiceStatus.REFUNDED: frozenset(),
}
"""Everything else is refused, by the services and by a trigger (domain rules §3)."""


class PaymentStatus(StrEnum):
    """Where money that arrived is."""

    COMPLETED = "completed"
    QUARANTINED = "quarantined"
    REJECTED = "rejected"
    REFUNDED = "refunded"
    PARTLY_REFUNDED = "partly_refunded"


class Category(StrEnum):
    """Whether money stands behind it; test is a flag of its own (I15)."""

    REAL = "real"
    BONUS = "bonus"


class PaymentKind(StrEnum):
    """What was bought. UNKNOWN: nobody knows yet, it is in quarantine."""

    TOPUP = "topup"
    PLAN_PURCHASE = "plan_purchase"
    UNKNOWN = "unknown"

    @property
    def transfer_kind(self) -> TransferKind:
        """Return the kind of the transfer that credits it."""
        return TransferKind(self.value)


class Verdict(StrEnum):
    """What the rules say of money that arrived: credit it, or why a person must look."""

    CREDIT = "credit"
    TEST = "test"
    UNKNOWN_INVOICE = "unknown_invoice"
    PROVIDER = "provider"
    BOT = "bot"
    CURRENCY = "currency"
    PAYER = "payer"
    UNDERPAID = "underpaid"
    OVERPAID = "overpaid"
    DUPLICATE = "duplicate"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An offer: product, sum, currency, customer, bot and price-list version are frozen (I3)."""

    number: int
    operation_id: str
    customer_id: int
    bot: str
    provider: str
    product: str
    plan: str
    """Key of the plan, empty for a pack of stars."""
    plan_days: int | None
    stars: Stars
    amount: Money
    price_list: str
    promo: str
    is_test: bool
    is_recurring: bool
    status: InvoiceStatus
    status_reason: str
    url: str
    instructions: str
    external_ref: str
    actor: str
    asks: int
    next_ask_at: datetime | None
    created_at: datetime
    expires_at: datetime
    paid_at: datetime | None

    @property
    def kind(self) -> PaymentKind:
        """Return what its payment is."""
        return PaymentKind.PLAN_PURCHASE if self.plan else PaymentKind.TOPUP

    def may_become(self, status: InvoiceStatus) -> bool:
        """Tell whether this move is legal."""
        return status in INVOICE_MOVES[self.status]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money that a provider took. `amount` is None only where the provider named none."""

    id: str
    provider: str
    external_id: str
    invoice_number: int | None
    customer_id: int | None
    payer_id: int | None
    bot: str
    amount: Money | None
    fee: Money | None
    stars: Stars
    """What was credited, or would be on the invoice's terms."""
    plan: str
    kind: PaymentKind
    category: Category
    is_test: bool
    status: PaymentStatus
    verdict: Verdict
    refund_key: str
    recurring_key: str
    detail: str
    transfer_id: str | None
    refunded: Money | None
    inbox_id: str
    actor: str
    decided_by: str
    decision_reason: str
    paid_at: datetime | None
    created_at: datetime
    decided_at: datetime | None

    @property
    def refundable(self) -> Money | None:
        """Return what has not gone back yet; None where the provider named no amount."""
        if self.amount is None:
            return None
        return self.amount if self.refunded is None else self.amount - self.refunded

    def tells_the_same(self, event: ProviderEvent) -> bool:
        """Tell whether `event` is this payment again; else its id was used with other facts (T18)."""
        return (
            self.amount == event.amount
            and (self.payer_id is None or event.payer_id is None or self.payer_id == event.payer_id)
            and (
                self.invoice_number is None
                or event.invoice_number is None
                or self.invoice_number == event.invoice_number
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the rules look at: the event, the invoice it names if any, and whether tests are taken."""

    event: ProviderEvent
    invoice: Invoice | None
    takes_tests: bool


Rule = Callable[[Case], bool]


def _is_test(case: Case) -> bool:
    return case.event.is_test and not case.takes_tests


def _names_no_invoice(case: Case) -> bool:
    return case.invoice is None


def _came_another_way(case: Case) -> bool:
    return _offer(case).provider != case.event.provider


def _came_by_another_bot(case: Case) -> bool:
    return bool(case.event.bot) and case.event.bot != _offer(case).bot


def _is_other_currency(case: Case) -> bool:
    return case.event.amount is None or case.event.amount.currency != _offer(case).amount.currency


def _is_from_somebody_else(case: Case) -> bool:
    return case.event.payer_id is not None and case.event.payer_id != _offer(case).customer_id


def _is_too_little(case: Case) -> bool:
    return case.event.amount is not None and case.event.amount.minor < _offer(case).amount.minor


def _is_too_much(case: Case) -> bool:
    event, offer = case.event, _offer(case)
    spare = event.tolerance.minor if event.tolerance else 0
    return event.amount is not None and event.amount.minor > offer.amount.minor + spare


def _was_paid_before(case: Case) -> bool:
    offer = _offer(case)
    if is_renewal(case.event, offer):
        return False
    return offer.status in _PAID or offer.status is InvoiceStatus.QUARANTINED


def _is_late(case: Case) -> bool:
    return _offer(case).status in _OVER


RULES: tuple[tuple[Verdict, Rule], ...] = (
    (Verdict.TEST, _is_test),
    (Verdict.UNKNOWN_INVOICE, _names_no_invoice),
    (Verdict.PROVIDER, _came_another_way),
    (Verdict.BOT, _came_by_another_bot),
    (Verdict.PAYER, _is_from_somebody_else),
    (Verdict.CURRENCY, _is_other_currency),
    (Verdict.UNDERPAID, _is_too_little),
    (Verdict.OVERPAID, _is_too_much),
    (Verdict.DUPLICATE, _was_paid_before),
    (Verdict.LATE, _is_late),
)
"""Read from the top; the first that applies decides. An event no rule objects to is credited."""


def judge(event: ProviderEvent, invoice: Invoice | None, *, takes_tests: bool) -> Verdict:
    """Return what becomes of a PAID event whose external id is new."""
    case = Case(event=event, invoice=invoice, takes_tests=takes_tests)
    return next((verdict for verdict, applies in RULES if applies(case)), Verdict.CREDIT)


def is_renewal(event: ProviderEvent, invoice: Invoice) -> bool:
    """Tell whether the money renews by itself what `invoice` began: its terms are bought once more (TH12)."""
    return (
        event.is_recurring
        and not event.is_first_recurring
        and invoice.is_recurring
        and invoice.status in _PAID
    )


def stars_to_take_back(stars: Stars, paid: Money, refunded_before: Money, refunded_now: Money) -> Stars:
    """Return the stars that go with money on its way back, in proportion and never more than the rest.

    The last part takes the whole rest, so that parts always add up to `stars`.
    """
    before = stars.hundredths * refunded_before.minor // paid.minor
    after = stars.hundredths * (refunded_before.minor + refunded_now.minor) // paid.minor
    return Stars(after - before)


def _offer(case: Case) -> Invoice:
    assert case.invoice is not None  # noqa: S101 - rules after "names no invoice"
    return case.invoice
