"""What a payment provider can tell, in one shape for all of them.

A provider's gateway turns bytes into these and judges nothing: whether the money fits an invoice is decided
by `domain/payments.py`, once for every provider (domain rules §4 and §5).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.money import Money


class EventKind(StrEnum):
    """What happened at the provider."""

    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderEvent:
    """One verified fact about money. `external_id` with `provider` is unique for ever (domain rules §3).

    `invoice_number` is what the provider gives back of ours, None when it gave nothing that can be one of
    our numbers. `amount` is what the invoice asked for, never what the buyer paid with commission (B8).
    `refund_key` is what a refund has to name (OpKey, charge id, payment intent; B43). For REFUNDED,
    `external_id` names the payment, `refund_id` the refund and `amount` what went back.
    """

    provider: str
    kind: EventKind
    external_id: str
    invoice_number: int | None
    amount: Money | None
    payer_id: int | None = None
    payer_name: str = ""
    payer_username: str = ""
    payer_language: str = ""
    bot: str = ""
    fee: Money | None = None
    paid_at: datetime | None = None
    is_test: bool = False
    refund_key: str = ""
    refund_id: str = ""
    is_recurring: bool = False
    is_first_recurring: bool = False
    recurring_key: str = ""
    """What the next automatic charge has to name: first invoice, saved method, subscription's charge."""
    tolerance: Money | None = None
    """How much more than the invoice asks is still not too much, where the provider sets such a limit."""
    detail: str = ""
    """The provider's own word: a code of failure, a method of payment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What was new since a cursor, oldest first, and where to go on from next time."""

    events: tuple[ProviderEvent, ...]
    cursor: str
    """Kept by the caller in the same transaction as the events; opaque to it."""


class Ability(StrEnum):
    """What a provider can do for us; the window offers nothing else."""

    LINK = "link"
    STATUS = "status"
    REFUND = "refund"
    PARTIAL_REFUND = "partial_refund"
    STATEMENT = "statement"
    STATEMENT_FILE = "statement_file"
    RECURRING = "recurring"
    """It keeps a method, and `charge_again` charges it for a renewal."""
    RENEWS_ITSELF = "renews_itself"
    """A link with `is_recurring` is a subscription that the provider renews; renewals come as notices."""
    POLL = "poll"
    """It sends no notices: `PolledProvider.poll` is asked again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialField:
    """One value a provider needs, kept in the keyring under `provider/<provider>/<name>`."""

    name: str
    label: str
    """English; translated in the context "Providers"."""
    is_secret: bool = True
    is_required: bool = True
    choices: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderInfo:
    """What a provider is and needs; the window builds its forms and its choices from this."""

    name: str
    title: str
    fields: tuple[CredentialField, ...]
    abilities: frozenset[Ability]
    currencies: tuple[str, ...]
    package: str
    """The package it comes with: ours, or one that adds an entry point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An invoice as a provider sees it: what to ask of whom."""

    number: int
    """Our own increasing number, 1 to 2^31 - 1, unique over all providers and shops."""
    amount: Money
    description: str
    customer_id: int
    bot: str
    language: str
    """"ru" or "en"."""
    expires_at: datetime | None = None
    is_test: bool = False
    """The console works in test mode: ask for a payment that costs nothing. The product does not matter."""
    is_recurring: bool = False
    """Ask the provider to keep the method for automatic renewals."""
    external_ref: str = ""
    """The provider's own id of the order, once there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayLink:
    """How the customer pays: an address to open, or words to follow, and the provider's id of the order."""

    url: str = ""
    instructions: str = ""
    external_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A webhook's raw request, or the same bytes from a file or the clipboard."""

    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    """Names in lower case."""
    query: str = ""
    """The raw query string, for providers that send their notice with GET."""
    source_address: str = ""
    received_at: datetime | None = None
    """When it first reached us: the age of a signature is measured by this; None is now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the provider wants to hear: 2xx only after a durable write (I5)."""

    status: int
    body: str
    content_type: str = "text/plain"


class OrderState(StrEnum):
    """What a status query says about an order."""

    OPEN = "open"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    """The provider does not know the order, or says nothing that settles it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStatus:
    """The provider's answer about one order; `event` is there when it settles the matter."""

    state: OrderState
    detail: str
    """The provider's own words, for the operator."""
    event: ProviderEvent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundOrder:
    """Money to give back. `refund_id` is ours and unique: the key that makes a repeat harmless."""

    refund_id: str
    external_id: str
    refund_key: str
    amount: Money
    is_whole: bool
    """Whether this gives back all that was paid."""
    customer_id: int | None
    bot: str
    reason: str
    provider_ref: str = ""
    """The provider's id of the refund, once it has told one."""


class RefundState(StrEnum):
    """Where a refund of real money stands."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundAnswer:
    """What the provider said. REQUESTED: it works on it, ask again. UNKNOWN: ask, never repeat blindly."""

    state: RefundState
    provider_ref: str = ""
    detail: str = ""
    may_repeat: bool = False
    """UNKNOWN only: the provider has no such refund, and our key makes a second request harmless."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One line of a provider's own books. A refund is a line of its own, with `is_refund`."""

    provider: str
    external_id: str
    amount: Money
    at: datetime | date
    invoice_number: int | None = None
    fee: Money | None = None
    is_refund: bool = False
    payer_id: int | None = None
    payer_name: str = ""
    purpose: str = ""
    line_number: int = 0
    """Where it stands in the file, counted from 1; 0 if it came from no file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreCheckout:
    """The question of Telegram right before a payment in stars; it waits ten seconds for the answer."""

    query_id: str
    bot: str
    payer_id: int | None
    payer_language: str
    amount: Money | None
    """None for a currency that is none of ours."""
    invoice_number: int | None
