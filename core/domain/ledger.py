"""The ledger's rules: accounts, kinds of transfer, and which account pays which.

A transfer has one debit account (stars leave it), one credit account (stars arrive), one positive amount,
one kind, one operation id made by the caller before the first try, and a cause. Transfers are never
changed or deleted; a mistake is answered by a contrary transfer that names the first. The model is
TigerBeetle's (docs: "Data Modeling", two-phase transfers): hold is pending, settle posts, release voids.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.errors import QT_TRANSLATE_NOOP, Clause
from core.money import Stars

ESCROW = "escrow"
REVENUE_TRAINING = "revenue.training"
BONUS = "bonus"
ADJUSTMENTS = "adjustments"
TEST = "test"
"""Pays for stars of test payments, so that they can never be taken for revenue (I15)."""

HOUSE_ACCOUNTS = (ESCROW, REVENUE_TRAINING, BONUS, ADJUSTMENTS, TEST)
PROVIDERS = ("robokassa", "telegram", "yookassa", "stripe", "cryptopay", "ton", "bank", "manual")
_CUSTOMER_PREFIX = "customer:"


def customer_account(telegram_id: int) -> str:
    """Return the id of a customer's account."""
    return f"{_CUSTOMER_PREFIX}{telegram_id}"


def customer_of(account: str) -> int | None:
    """Return whose account it is; none when it is an account of the house."""
    return int(account.removeprefix(_CUSTOMER_PREFIX)) if account.startswith(_CUSTOMER_PREFIX) else None


def provider_account(provider: str) -> str:
    """Return the account that money of `provider` comes from; its balance is minus what was credited."""
    return f"provider.{provider}"


def has_floor(account: str) -> bool:
    """Tell whether the account may never go below zero: customers and escrow."""
    return account == ESCROW or account.startswith(_CUSTOMER_PREFIX)


class TransferKind(StrEnum):
    """What a transfer is for; the kind fixes which accounts it may join."""

    TOPUP = "topup"
    PLAN_PURCHASE = "plan_purchase"
    GRANT = "grant"
    DEDUCTION = "deduction"
    HOLD = "hold"
    SETTLE = "settle"
    RELEASE = "release"
    REFUND = "refund"
    COMPENSATION = "compensation"
    REVERSAL = "reversal"


PAID_WITH_MONEY = frozenset({TransferKind.TOPUP, TransferKind.PLAN_PURCHASE})
ENDS_OF_HOLD = frozenset({TransferKind.SETTLE, TransferKind.RELEASE})


class Undo(StrEnum):
    """The ways in which a transfer is undone; nothing in the ledger is ever taken away."""

    REVERSAL = "reversal"
    REFUND_MONEY = "refund_money"
    REFUND_STARS = "refund_stars"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inverse:
    """How a kind of transfer is undone, or why it is not; `words` say it as a clause."""

    way: Undo
    words: Clause


def _inverse(way: Undo, template: str) -> Inverse:
    return Inverse(way=way, words=Clause(template, {}))


_INVERSES = {
    TransferKind.TOPUP: _inverse(
        Undo.REVERSAL,
        QT_TRANSLATE_NOOP(
            "Clause", "a top-up is undone by a reversal; the money itself goes back by a refund"
        ),
    ),
    TransferKind.PLAN_PURCHASE: _inverse(
        Undo.REFUND_MONEY,
        QT_TRANSLATE_NOOP(
            "Clause", "a bought plan is undone by refunding its payment, which also closes the plan"
        ),
    ),
    TransferKind.GRANT: _inverse(
        Undo.REVERSAL, QT_TRANSLATE_NOOP("Clause", "given stars are taken back by a reversal")
    ),
    TransferKind.DEDUCTION: _inverse(
        Undo.REVERSAL, QT_TRANSLATE_NOOP("Clause", "taken stars are given back by a reversal")
    ),
    TransferKind.COMPENSATION: _inverse(
        Undo.REVERSAL, QT_TRANSLATE_NOOP("Clause", "a compensation is taken back by a reversal")
    ),
    TransferKind.HOLD: _inverse(
        Undo.NONE,
        QT_TRANSLATE_NOOP("Clause", "a hold is ended by its training, not by hand: cancel the training"),
    ),
    TransferKind.SETTLE: _inverse(
        Undo.REFUND_STARS, QT_TRANSLATE_NOOP("Clause", "a settled charge is undone by refunding its stars")
    ),
    TransferKind.RELEASE: _inverse(
        Undo.NONE,
        QT_TRANSLATE_NOOP("Clause", "a released hold is over: retrying the training holds the price anew"),
    ),
    TransferKind.REFUND: _inverse(
        Undo.NONE,
        QT_TRANSLATE_NOOP(
            "Clause", "a refund closes its charge for good; take stars with a deduction that names it"
        ),
    ),
    TransferKind.REVERSAL: _inverse(
        Undo.NONE, QT_TRANSLATE_NOOP("Clause", "a reversal is final: do anew what it undid")
    ),
}


def inverse_of(kind: TransferKind) -> Inverse:
    """Return how a kind of transfer is undone, or why there is no way."""
    return _INVERSES[kind]


class CauseKind(StrEnum):
    """What made a transfer happen; there is no transfer without a cause."""

    PAYMENT = "payment"
    ATTEMPT = "attempt"
    OPERATOR = "operator"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferDraft:
    """A transfer as asked for. `operation_id` is unique for ever."""

    operation_id: str
    kind: TransferKind
    debit: str
    credit: str
    amount: Stars
    cause_kind: CauseKind
    cause_id: str
    actor: str
    reason: str = ""
    ends_hold_id: str | None = None
    reverses_id: str | None = None
    charge_id: str | None = None
    """The hold whose stars a refund or compensation gives back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A transfer as it stands in the ledger, with both balances right after it."""

    id: str
    operation_id: str
    kind: TransferKind
    debit: str
    credit: str
    amount: Stars
    cause_kind: CauseKind
    cause_id: str
    actor: str
    reason: str
    ends_hold_id: str | None
    reverses_id: str | None
    charge_id: str | None
    debit_after: Stars
    credit_after: Stars
    created_at: datetime

    def matches(self, draft: TransferDraft) -> bool:
        """Tell whether this is what `draft` asks for; the reason's wording does not count."""
        return all(
            getattr(self, name) == getattr(draft, name)
            for name in (
                "kind",
                "debit",
                "credit",
                "amount",
                "cause_kind",
                "cause_id",
                "reverses_id",
                "charge_id",
            )
        )

    def effect_on(self, account: str) -> Stars:
        """Return the signed change this transfer made to `account`."""
        if account == self.credit:
            return self.amount
        return -self.amount if account == self.debit else Stars(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One broken invariant found by `verify`: which rule, on what, and what is wrong."""

    rule: str
    subject: str
    detail: str
