"""What a person does to a balance, a payment or a plan by hand: a deed, and the plan it comes to.

A deed is what was asked for: kind, the operation's id, exact arguments, reason. Its plan adds what core found
out about it: whose stars it moves and how many, and what it rests on. The plan has one canonical text, and an
approval is bound to the hash of that text.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.money import ZERO, Money, Stars

Value = str | int | bool | None | Sequence[Sequence[str | int]]
"""What an argument can be: nothing that two runs could write down differently."""
Arguments = Mapping[str, Value]


class DeedKind(StrEnum):
    """Everything by hand that moves stars or money."""

    CREDIT = "credit"
    DEBIT = "debit"
    COMPENSATE = "compensate"
    REVERSE = "reverse"
    REFUND_STARS = "refund_stars"
    REFUND_MONEY = "refund_money"
    RECORD_REFUND = "record_refund"
    CREDIT_QUARANTINE = "credit_quarantine"
    CREDIT_UNBOUND = "credit_unbound"
    END_DEBT = "end_debt"
    GRANT_PLAN = "grant_plan"


class Pool(StrEnum):
    """Kinds that share their day: what one may not do as a credit one may not do as a compensation either."""

    BY_HAND = "by_hand"
    REFUNDS = "refunds"
    MONEY = "money"


_POOLS = {
    DeedKind.REFUND_STARS: Pool.REFUNDS,
    DeedKind.REFUND_MONEY: Pool.MONEY,
    DeedKind.RECORD_REFUND: Pool.MONEY,
    DeedKind.CREDIT_QUARANTINE: Pool.MONEY,
    DeedKind.CREDIT_UNBOUND: Pool.MONEY,
}


def pool_of(kind: DeedKind) -> Pool:
    """Return the pool of a kind; one that nothing is said about is by hand, the strictest."""
    return _POOLS.get(kind, Pool.BY_HAND)


def kinds_of(pool: Pool) -> tuple[DeedKind, ...]:
    """Return all kinds that share a pool."""
    return tuple(kind for kind in DeedKind if pool_of(kind) is pool)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A deed as asked for. `operation_id` is made when the form opens, and is unique for ever."""

    kind: DeedKind
    operation_id: str
    arguments: Arguments
    reason: str

    @property
    def fingerprint(self) -> str:
        """Return what tells this deed from another one under its operation id; the reason does not count."""
        return _digest(
            {
                "kind": self.kind.value,
                "operation": self.operation_id,
                "arguments": dict(self.arguments),
            }
        )

    def text(self, name: str) -> str:
        """Return an argument that is a text, empty if it was not given."""
        return str(self.arguments.get(name) or "")

    def number(self, name: str) -> int:
        """Return an argument that is a whole number."""
        value = self.arguments[name]
        assert isinstance(value, int)  # noqa: S101 - the makers of deeds below see to it
        return value

    @property
    def amount(self) -> Stars:
        """Return the argument `amount` as stars."""
        return Stars(self.number("amount"))

    @property
    def money(self) -> Money:
        """Return the arguments `amount` and `currency` as money."""
        return Money(self.number("amount"), self.text("currency"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What core found out about a deed: how many stars of whom, and what it rests on.

    `basis` names what must not have moved between asking and doing. Balances are not in it: they move all the
    time, and the ledger's own floor looks after them.
    """

    shares: Mapping[int, Stars]
    basis: Mapping[str, str | int | None]

    @property
    def stars(self) -> Stars:
        """Return the stars of all customers together, as caps count them."""
        return sum(self.shares.values(), ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Exactly what would be done, and to whom."""

    deed: Deed
    measure: Measure

    @property
    def text(self) -> str:
        """Return the plan as its one canonical text."""
        return _canonical(
            {
                "kind": self.deed.kind.value,
                "operation": self.deed.operation_id,
                "arguments": dict(self.deed.arguments),
                "reason": self.deed.reason,
                "shares": {str(who): stars.hundredths for who, stars in self.measure.shares.items()},
                "basis": dict(self.measure.basis),
            }
        )

    @property
    def hash(self) -> str:
        """Return the SHA-256 of the canonical text: what an approval is bound to."""
        return hash_of(self.text)


def hash_of(plan_text: str) -> str:
    """Return the SHA-256 of a plan's text as 64 hexadecimal digits."""
    return hashlib.sha256(plan_text.encode()).hexdigest()


def read_plan(text: str) -> Plan:
    """Return the plan that `Plan.text` wrote down."""
    found = json.loads(text)
    deed = Deed(
        kind=DeedKind(found["kind"]),
        operation_id=found["operation"],
        arguments=found["arguments"],
        reason=found["reason"],
    )
    shares = {int(who): Stars(stars) for who, stars in found["shares"].items()}
    return Plan(deed=deed, measure=Measure(shares=shares, basis=found["basis"]))


def _canonical(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _digest(value: Mapping[str, object]) -> str:
    return hash_of(_canonical(value))


# -- the makers of deeds -----------------------------------------------------------------------------------


def reverse(*, operation_id: str, transfer_id: str, reason: str) -> Deed:
    """Return the deed that undoes a transfer by the contrary one."""
    return Deed(
        kind=DeedKind.REVERSE,
        operation_id=operation_id,
        arguments={"transfer": transfer_id},
        reason=reason,
    )


def compensate(
    *, operation_id: str, charges: Sequence[tuple[str, Stars]], reason: str, silence: str = ""
) -> Deed:
    """Return the deed that makes good a number of charges, of one customer or many, as one batch (S24, B80).

    `silence` says why the customers are not told; empty tells them.
    """
    return Deed(
        kind=DeedKind.COMPENSATE,
        operation_id=operation_id,
        arguments={
            "charges": sorted((charge, amount.hundredths) for charge, amount in charges),
            "silence": silence.strip(),
        },
        reason=reason,
    )


def refund_stars(*, charge_id: str, number: int, amount: Stars | None, reason: str) -> Deed:
    """Return the deed that gives stars of a charge back; `amount` None gives the rest."""
    return Deed(
        kind=DeedKind.REFUND_STARS,
        operation_id=f"refund:{charge_id}:{number}",
        arguments={
            "charge": charge_id,
            "number": number,
            "amount": None if amount is None else amount.hundredths,
        },
        reason=reason,
    )


def refund_money(
    *, operation_id: str, payment_id: str, amount: Money, reason: str, is_recorded: bool = False
) -> Deed:
    """Return the deed that gives money back, or records that a person gave it back outside."""
    return Deed(
        kind=DeedKind.RECORD_REFUND if is_recorded else DeedKind.REFUND_MONEY,
        operation_id=operation_id,
        arguments={"payment": payment_id, "amount": amount.minor, "currency": amount.currency},
        reason=reason,
    )


def credit_quarantine(*, payment_id: str, invoice_number: int | None, reason: str) -> Deed:
    """Return the deed that credits money in quarantine on an invoice's terms."""
    return Deed(
        kind=DeedKind.CREDIT_QUARANTINE,
        operation_id=f"quarantine:{payment_id}",
        arguments={"payment": payment_id, "invoice": invoice_number},
        reason=reason,
    )


def credit_unbound(
    *, provider: str, external_id: str, invoice_number: int, amount: Money, reason: str
) -> Deed:
    """Return the deed that credits money no notice brought, bound to the provider's id."""
    return Deed(
        kind=DeedKind.CREDIT_UNBOUND,
        operation_id=f"unbound:{provider}:{external_id.strip()}",
        arguments={
            "provider": provider,
            "external_id": external_id.strip(),
            "invoice": invoice_number,
            "amount": amount.minor,
            "currency": amount.currency,
        },
        reason=reason,
    )


def end_debt(*, debt_id: str, is_paid: bool, reason: str) -> Deed:
    """Return the deed that takes a debt from the balance, or forgives it."""
    return Deed(
        kind=DeedKind.END_DEBT,
        operation_id=f"end_debt:{debt_id}",
        arguments={"debt": debt_id, "is_paid": is_paid},
        reason=reason,
    )
