"""A customer's statement: the lines that together explain the balance."""

from dataclasses import dataclass

from core.domain.ledger import Transfer, customer_account
from core.money import Stars


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


def line_of(transfer: Transfer, customer_id: int, training: PaidTraining | None) -> StatementLine:
    """Return `transfer` from the side of the customer, who is its debit or its credit."""
    account = customer_account(customer_id)
    return StatementLine(
        transfer=transfer,
        change=transfer.effect_on(account),
        balance_after=transfer.credit_after if transfer.credit == account else transfer.debit_after,
        training=training,
    )
