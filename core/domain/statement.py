"""A customer's statement: the lines that together explain the balance."""

from dataclasses import dataclass

from core.domain.ledger import Transfer, TransferKind, customer_account
from core.domain.payments import Payment
from core.money import ZERO, Stars


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidTraining:
    """The training and the attempt that a transfer was made for."""

    training_id: str
    model_name: str
    attempt_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One movement as the customer's account saw it; `training` is none where no training is the cause."""

    transfer: Transfer
    change: Stars
    """Signed: what it did to the balance."""
    balance_after: Stars
    training: PaidTraining | None
    payment: Payment | None = None

    @property
    def balance_before(self) -> Stars:
        """Return the balance right before it."""
        return self.balance_after - self.change


def line_of(
    transfer: Transfer, customer_id: int, training: PaidTraining | None, payment: Payment | None = None
) -> StatementLine:
    """Return `transfer` from the side of the customer, who is its debit or its credit."""
    account = customer_account(customer_id)
    return StatementLine(
        transfer=transfer,
        change=transfer.effect_on(account),
        balance_after=transfer.credit_after if transfer.credit == account else transfer.debit_after,
        training=training,
        payment=payment,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSum:
    """All movements of one kind in one direction: how many, and what they did to the balance together."""

    kind: TransferKind
    count: int
    change: Stars


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHold:
    """Stars that wait in escrow for the end of a training."""

    transfer: Transfer
    training: PaidTraining | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What one service cost a customer: settled charges, and what of them was given back."""

    service: str
    count: int
    charged: Stars
    returned: Stars

    @property
    def kept(self) -> Stars:
        """Return what the customer paid in the end."""
        return self.charged - self.returned


@dataclass(frozen=True, slots=True, kw_only=True)
class BalancePath:
    """Why a balance is what it is: it began at nothing, and these sums led to it.

    Stars held are part of what went out: they come back or are earned when their training ends.
    """

    balance: Stars
    sums: tuple[KindSum, ...]
    held: Stars
    holds: tuple[OpenHold, ...]

    @property
    def came_in(self) -> tuple[KindSum, ...]:
        """Return what added to the balance, the most first."""
        return tuple(sorted((one for one in self.sums if one.change > ZERO), key=_size, reverse=True))

    @property
    def went_out(self) -> tuple[KindSum, ...]:
        """Return what took from the balance, the most first."""
        return tuple(sorted((one for one in self.sums if one.change < ZERO), key=_size, reverse=True))

    @property
    def is_whole(self) -> bool:
        """Tell whether the sums make the balance; else the ledger is broken and `verify` says so too."""
        return sum((one.change for one in self.sums), start=ZERO) == self.balance


def _size(one: KindSum) -> int:
    return abs(one.change.hundredths)
