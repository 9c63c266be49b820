"""Payments and invoices as they are looked at: what a list is narrowed by, its rows, and sums of money."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.payments import Invoice, InvoiceStatus, Payment, PaymentStatus, Verdict
from core.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyFilter:
    """What payments and invoices alike are narrowed by; empty values narrow nothing."""

    provider: str = ""
    bot: str = ""
    currency: str = ""
    customer_id: int | None = None
    is_test: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Moments before this one only."""
    text: str = ""
    """Words: numbers of invoices, ids of charges and customers, @names, names, amounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFilter(MoneyFilter):
    """What payments are narrowed by."""

    statuses: frozenset[PaymentStatus] = frozenset()
    verdicts: frozenset[Verdict] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceFilter(MoneyFilter):
    """What invoices are narrowed by."""

    statuses: frozenset[InvoiceStatus] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """A payment and who paid it; the name is empty while nobody knows."""

    payment: Payment
    customer_name: str
    username: str

    @property
    def id(self) -> str:
        """Return the payment's id."""
        return self.payment.id


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """An invoice and who shall pay it."""

    invoice: Invoice
    customer_name: str
    username: str

    @property
    def number(self) -> int:
        """Return the invoice's number."""
        return self.invoice.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """Money of one currency that came in, and how much of it went back; currencies never add up (I16)."""

    payments: int
    taken: Money
    returned: Money

    @property
    def kept(self) -> Money:
        """Return what stayed."""
        return self.taken - self.returned


@dataclass(frozen=True, slots=True, kw_only=True)
class Revenue:
    """Real money, tests and gifts left out (I15), by currency, of the time since each moment."""

    today: tuple[Turnover, ...]
    week: tuple[Turnover, ...]
    month: tuple[Turnover, ...]
    ever: tuple[Turnover, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEvent:
    """What came in, as it came: the text behind a payment."""

    provider: str
    delivery_id: str
    source: str
    body: str
    headers: str
    query: str
    deliveries: int
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BoughtPeriod:
    """The plan time that a payment bought."""

    id: str
    plan: str
    days: int | None
    kind: str
    bought_at: datetime
    closed_at: datetime | None
    closed_reason: str
