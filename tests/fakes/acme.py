"""A way to pay that exists for tests only: signed JSON notices, an answer, a statement, a list to poll.

It keeps to the one shape of providers, so everything that works with it works with any. What the real ones
say on the wire is tested with themselves.
"""

import csv
import hashlib
import hmac
import io
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from core.domain.payments import MAX_INVOICE_NUMBER, Invoice
from core.domain.providers import (
    Ability,
    Answer,
    CredentialField,
    EventKind,
    Notice,
    Order,
    OrderState,
    OrderStatus,
    PayLink,
    Polled,
    ProviderEvent,
    RefundAnswer,
    RefundOrder,
    RefundState,
    StatementLine,
)
from core.errors import BadNotice, BadSignature, BadStatement, Offline
from core.gateways.providers.registry import ProviderLine, ProviderRegistry
from core.gateways.providers.shape import Provider, ProviderTools
from core.money import Money, WrongAmount

NAME = "robokassa"
"""It goes under the name of one of ours: the ledger has accounts for those."""
KEY = b"acme-secret"


class Acme:
    """Notices of one or more events: {"id": …, "events": [{…}]}, signed in the header `x-acme-signature`."""

    name: ClassVar[str] = NAME
    title: ClassVar[str] = "Acme Pay"
    fields: ClassVar[tuple[CredentialField, ...]] = ()
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {
            Ability.LINK,
            Ability.STATUS,
            Ability.REFUND,
            Ability.STATEMENT,
            Ability.STATEMENT_FILE,
            Ability.POLL,
        }
    )
    currencies: ClassVar[tuple[str, ...]] = ("RUB",)

    def __init__(self, tools: ProviderTools | None = None) -> None:
        """Begin with nothing to tell."""
        self.lines: list[StatementLine] = []
        self.news: list[ProviderEvent] = []
        self.is_down = False
        self.breaks_with: Exception | None = None
        self.on_read: Callable[[], None] = lambda: None

    async def check(self) -> str:
        """Say who it is."""
        return "Acme"

    async def link(self, order: Order) -> PayLink:
        """Return a link made of the number."""
        return PayLink(url=f"https://acme.example/{order.number}")

    def delivery_id(self, notice: Notice) -> str:
        """Return the id in the body, or nothing that can be used."""
        try:
            return str(json.loads(notice.body)["id"])
        except (ValueError, KeyError, TypeError):
            return ""

    async def read(self, notice: Notice) -> Sequence[ProviderEvent]:
        """Check the signature over the raw bytes, then read."""
        self.on_read()
        if self.is_down:
            raise Offline(service=self.title, detail="no route")
        if self.breaks_with is not None:
            raise self.breaks_with
        given = notice.headers.get("x-acme-signature", "")
        if not hmac.compare_digest(given.lower(), signature(notice.body)):
            raise BadSignature(service=self.title, detail="it does not fit the body")
        try:
            return [event_from(one) for one in json.loads(notice.body)["events"]]
        except (KeyError, ValueError, TypeError, WrongAmount) as error:
            raise BadNotice(service=self.title, field="events", problem=str(error)) from error

    def answer(self, notice: Notice, *, is_done: bool) -> Answer:
        """Return OK with the id of the delivery."""
        return Answer(status=200 if is_done else 503, body=f"OK{self.delivery_id(notice)}" if is_done else "")

    async def status(self, order: Order) -> OrderStatus:
        """Know nothing."""
        return OrderStatus(state=OrderState.OPEN, detail="open")

    async def refund(self, order: RefundOrder) -> RefundAnswer:
        """Give it back at once."""
        return RefundAnswer(state=RefundState.CONFIRMED, provider_ref=f"r-{order.refund_id}")

    async def refund_status(self, order: RefundOrder) -> RefundAnswer:
        """Say that it was given back."""
        return RefundAnswer(state=RefundState.CONFIRMED, provider_ref=f"r-{order.refund_id}")

    async def charge_again(self, order: Order, recurring_key: str) -> PayLink:
        """Take the order."""
        return PayLink()

    async def statement(self, since: datetime, until: datetime) -> Sequence[StatementLine]:
        """Return the lines the test put there."""
        if self.is_down:
            raise Offline(service=self.title, detail="no route")
        return list(self.lines)

    def read_statement(self, data: bytes) -> Sequence[StatementLine]:
        """Read a CSV of id, invoice, sum, currency, moment, kind, fee."""
        rows = csv.reader(io.StringIO(data.decode()))
        try:
            return [line_from(number, row) for number, row in enumerate(rows, 1)]
        except (ValueError, IndexError) as error:
            raise BadStatement(service=self.title, line="?", problem=str(error)) from error

    async def poll(self, cursor: str) -> Polled:
        """Return what the test put there since the cursor."""
        if self.is_down:
            raise Offline(service=self.title, detail="no route")
        at = int(cursor or "0")
        return Polled(events=tuple(self.news[at:]), cursor=str(len(self.news)))


def registry_with(*kinds: type[Provider]) -> ProviderRegistry:
    """Return a registry of these alone, each under its own name."""
    return ProviderRegistry(
        ProviderLine(name=kind.name, target=f"{kind.__module__}:{kind.__qualname__}") for kind in kinds
    )


def signature(body: bytes) -> str:
    """Return the signature Acme gives a body."""
    return hmac.new(KEY, body, hashlib.sha256).hexdigest()


def notice(*events: dict[str, Any], delivery: str = "d1", **more: Any) -> Notice:
    """Return a signed notice of these events; `more` are fields of Notice put over it."""
    body = json.dumps({"id": delivery, "events": list(events)}).encode()
    values: dict[str, Any] = {"body": body, "headers": {"x-acme-signature": signature(body)}}
    return Notice(**(values | more))


def paid(invoice: Invoice, /, **change: Any) -> dict[str, Any]:
    """Return the event that an invoice was paid as asked; `change` says what is otherwise."""
    values: dict[str, Any] = {
        "kind": "paid",
        "id": f"shop:{invoice.number}",
        "invoice": invoice.number,
        "sum": invoice.amount.decimal,
        "currency": invoice.amount.currency,
    }
    return values | change


def event_from(values: dict[str, Any]) -> ProviderEvent:
    """Return what a notice's event says; raises KeyError, ValueError for what cannot be read."""
    sum_text, number = values.get("sum"), values.get("invoice")
    is_number = isinstance(number, int) and 1 <= number <= MAX_INVOICE_NUMBER
    return ProviderEvent(
        provider=NAME,
        kind=EventKind(values["kind"]),
        external_id=values["id"],
        invoice_number=number if is_number else None,
        amount=Money.parse(sum_text, values.get("currency", "RUB")) if sum_text is not None else None,
        payer_id=values.get("payer"),
        is_test=values.get("test", False),
        refund_id=values.get("refund", ""),
        refund_key=f"key:{values['id']}",
        paid_at=datetime.fromisoformat(values["at"]) if "at" in values else None,
    )


def line_from(number: int, row: list[str]) -> StatementLine:
    """Return one line of the CSV."""
    return StatementLine(
        provider=NAME,
        external_id=row[0],
        invoice_number=int(row[1]) if row[1] else None,
        amount=Money.parse(row[2], row[3]),
        at=datetime.fromisoformat(row[4]),
        is_refund=row[5] == "refund",
        fee=Money.parse(row[6], row[3]) if len(row) > 6 and row[6] else None,
        line_number=number,
    )
