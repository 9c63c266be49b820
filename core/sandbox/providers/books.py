"""What all fake providers keep: orders, refunds, the keys of the shop, and notes of their own."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from core.sandbox.journal import Journal, Records
from core.sandbox.records import Json, from_json

OPEN, PAID, FAILED, EXPIRED = "open", "paid", "failed", "expired"
"""The states of an order."""

PENDING, DONE, REFUSED = "pending", "done", "refused"
"""The states of a refund, and the habits a provider can be given for the next ones."""


@dataclass(slots=True, kw_only=True)
class FakeOrder:
    """One order at one provider. `id` is the provider's own; `number` is ours, as far as it was told."""

    provider: str
    id: str
    amount: str
    """Decimal text as it was asked for."""
    currency: str
    created_at: datetime
    number: str = ""
    state: str = OPEN
    ended_at: str = ""
    """When it was paid, failed or expired, ISO 8601."""
    details: Json = field(default_factory=dict)
    """Whatever the fake needs: the request, the payer, further ids."""


@dataclass(slots=True, kw_only=True)
class FakeRefund:
    """One refund of an order."""

    provider: str
    id: str
    order_id: str
    amount: str
    created_at: datetime
    state: str = DONE
    details: Json = field(default_factory=dict)


class Books:
    """All orders and refunds, oldest first, kept in the journal like everything else of the sandbox."""

    def __init__(self, journal: Journal, now: Callable[[], datetime], kept: Records) -> None:
        """Begin with what `kept` holds of an earlier run; `now` stamps what is made."""
        self.now = now
        self._journal = journal
        self._orders = {key: from_json(FakeOrder, value) for key, value in kept.get("pay_order", {}).items()}
        self._refunds = {
            key: from_json(FakeRefund, value) for key, value in kept.get("pay_refund", {}).items()
        }
        self._notes: dict[str, Any] = dict(kept.get("pay_note", {}))
        self._numbers = itertools.count(len(self._orders) + len(self._refunds) + len(self._notes) + 1)

    def next_number(self) -> int:
        """Return a number that was not given before, for ids."""
        return next(self._numbers)

    def save(self, record: FakeOrder | FakeRefund) -> None:
        """Keep an order or a refund that was made or changed."""
        key = f"{record.provider}/{record.id}"
        if isinstance(record, FakeOrder):
            self._orders[key] = record
            self._journal.note("pay_order", key, as_json(record))
        else:
            self._refunds[key] = record
            self._journal.note("pay_refund", key, as_json(record))

    def order(self, provider: str, order_id: str) -> FakeOrder | None:
        """Return an order, None if there is none."""
        return self._orders.get(f"{provider}/{order_id}")

    def orders(self, provider: str) -> Iterator[FakeOrder]:
        """Yield the orders of a provider, oldest first."""
        return (order for order in list(self._orders.values()) if order.provider == provider)

    def end(self, order: FakeOrder, state: str) -> None:
        """Give an order its state, and the moment of it; open again has none."""
        order.state, order.ended_at = state, "" if state == OPEN else self.now().isoformat()
        self.save(order)

    def refund(self, provider: str, refund_id: str) -> FakeRefund | None:
        """Return a refund, None if there is none."""
        return self._refunds.get(f"{provider}/{refund_id}")

    def refunds(self, provider: str, order_id: str | None = None) -> Iterator[FakeRefund]:
        """Yield the refunds of a provider, or of one order, oldest first."""
        found = (one for one in list(self._refunds.values()) if one.provider == provider)
        return (one for one in found if order_id in (None, one.order_id))

    def write(self, provider: str, name: str, value: object) -> None:
        """Keep a note of a provider: JSON under a name, such as the answer to an idempotency key."""
        key = f"{provider}/{name}"
        self._notes[key] = value
        self._journal.note("pay_note", key, value)

    def read(self, provider: str, name: str, default: Any = None) -> Any:
        """Return a note of a provider, or `default`."""
        return self._notes.get(f"{provider}/{name}", default)


def as_json(record: FakeOrder | FakeRefund) -> Json:
    """Return an order or a refund as JSON values."""
    return {**asdict(record), "created_at": record.created_at.isoformat()}
