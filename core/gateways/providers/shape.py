"""The one shape of a payment provider, and what it is given to work with.

A provider verifies, reads, asks and answers; it never touches the database and moves no star. Amounts are
exact: `Money.parse` for decimals, minor units elsewhere, never floats. Comparison of signatures is
`hmac.compare_digest`. Whatever is wrong with a notice is one of the errors below, with words for a person.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol
from urllib.parse import urlsplit

import httpx

from core.clock import Clock
from core.domain.providers import (
    Ability,
    Answer,
    CredentialField,
    Notice,
    Order,
    OrderStatus,
    PayLink,
    Polled,
    PreCheckout,
    ProviderEvent,
    RefundAnswer,
    RefundOrder,
    StatementLine,
)

MAX_NOTICE_BYTES = 256 * 1024
"""Longer notices are refused unread: the longest genuine one is a few KiB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderTools:
    """What a provider is built with."""

    http: httpx.AsyncClient
    clock: Clock
    secret: Callable[[str], str]
    """The value of one of the provider's fields; raises ProviderNotSet for a required one without."""
    bot_token: Callable[[str], str]
    """The token of a bot; raises ProviderNotSet if there is none."""
    base_url: str = ""
    """Where all providers are reached instead of their own hosts: the sandbox. Empty for the real ones."""
    telegram_base_url: str = "https://api.telegram.org"
    """Where the Bot API lives when `base_url` is empty; it may be a server of one's own."""

    def url(self, address: str) -> str:
        """Return where `address` of the provider is really asked: itself, or its place in the sandbox."""
        if not self.base_url:
            return address
        parts = urlsplit(address)
        query = f"?{parts.query}" if parts.query else ""
        return f"{self.base_url}/at/{parts.netloc}{parts.path}{query}"

    def telegram_url(self, path: str) -> str:
        """Return where `path` of the Bot API ("/bot…/getMe") is really asked."""
        if self.base_url:
            return self.url(f"https://api.telegram.org{path}")
        return f"{self.telegram_base_url}{path}"


class Provider(Protocol):
    """A way to pay. `abilities` says which of the optional calls it has; the others raise CannotDo."""

    name: ClassVar[str]
    """One of the names in `domain.ledger.PROVIDERS`, or a new one of an entry point."""
    title: ClassVar[str]
    """The provider's own name, as people know it."""
    fields: ClassVar[tuple[CredentialField, ...]]
    abilities: ClassVar[frozenset[Ability]]
    currencies: ClassVar[tuple[str, ...]]

    def __init__(self, tools: ProviderTools) -> None:
        """Build from tools; no secret is read and nothing is asked before the first call."""
        ...

    async def check(self) -> str:
        """Prove that the keys work and return whose they are, in a few words.

        Raises:
            ProviderNotSet, BadProviderKey, RemoteError: they do not.
        """
        ...

    async def link(self, order: Order) -> PayLink:
        """Return how to pay `order`; repeating it with the same order makes no second one.

        Raises:
            InputError: the order is nothing this provider can ask for.
            RemoteError: there is no link.
        """
        ...

    def delivery_id(self, notice: Notice) -> str:
        """Return the provider's own id of this delivery, or a digest of its bytes: the inbox's dedupe key."""
        ...

    async def read(self, notice: Notice) -> Sequence[ProviderEvent]:
        """Verify a notice on its raw bytes and return what it says; empty for one that is of no concern.

        Raises:
            BadSignature: it is not proved to be the provider's.
            BadNotice: it is the provider's, or unproved, and cannot be read; names the field.
            RemoteError: it has to be confirmed at the provider, who does not answer now.
        """
        ...

    def answer(self, notice: Notice, *, is_done: bool) -> Answer:
        """Return what the provider wants to hear: once durably written, or when it shall send it again."""
        ...

    async def status(self, order: Order) -> OrderStatus:
        """Ask how an order stands. Raises CannotDo, RemoteError."""
        ...

    async def refund(self, order: RefundOrder) -> RefundAnswer:
        """Ask to give money back; an outcome that is not known is the state UNKNOWN, never an error.

        Raises:
            CannotDo, InputError: this provider, or this payment, cannot be refunded so. Nothing was asked.
            RemoteError: it is certain that nothing was asked.
        """
        ...

    async def refund_status(self, order: RefundOrder) -> RefundAnswer:
        """Ask what became of a refund. Raises CannotDo, RemoteError."""
        ...

    async def charge_again(self, order: Order, recurring_key: str) -> PayLink:
        """Charge a kept method for the renewal `order`; the money itself comes as a notice or a status.

        Raises:
            CannotDo, RemoteError: nothing was charged.
            RemoteUnknown: perhaps; ask the status of `order`.
        """
        ...

    async def statement(self, since: datetime, until: datetime) -> Sequence[StatementLine]:
        """Return the provider's own lines of that time, oldest first. Raises CannotDo, RemoteError."""
        ...

    def read_statement(self, data: bytes) -> Sequence[StatementLine]:
        """Read a statement file as the provider's cabinet gives it; raises CannotDo, BadStatement."""
        ...


class SelfRenewing(Provider, Protocol):
    """A way to pay that renews subscriptions by itself, one of `domain.renewals.RENEWS_BY_ITSELF`."""

    async def edit_subscription(self, bot: str, customer_id: int, charge: str, *, is_canceled: bool) -> None:
        """Stop a subscription from being renewed, or allow it again; the same call again is harmless.

        `charge` is the first payment's. Raises RemoteError.
        """
        ...


class PolledProvider(Provider, Protocol):
    """A way to pay that sends no notices, one with `Ability.POLL`."""

    async def poll(self, cursor: str) -> Polled:
        """Return what came in since `cursor`, the one of the answer before; "" looks back a little way.

        Asking twice with the same cursor gives the same events again. Raises RemoteError.
        """
        ...


class AsksBeforePayment(Provider, Protocol):
    """A way to pay that asks right before each payment whether it may go on: Telegram Stars."""

    async def pre_checkout(self, notice: Notice) -> PreCheckout | None:
        """Return the question that a notice asks, None if it asks none; raises BadSignature, BadNotice."""
        ...

    async def answer_pre_checkout(self, asked: PreCheckout, problem: str = "") -> None:
        """Let the payment go on, or stop it with a problem that the payer reads; raises RemoteError."""
        ...
