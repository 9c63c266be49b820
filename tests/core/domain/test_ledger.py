"""Accounts and transfers: who may go below zero, what a repeat is, and what a line did to whom."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from core.domain.ledger import (
    ESCROW,
    HOUSE_ACCOUNTS,
    PROVIDERS,
    CauseKind,
    Transfer,
    TransferDraft,
    TransferKind,
    customer_account,
    customer_of,
    has_floor,
    provider_account,
)
from core.money import Stars

DRAFT = TransferDraft(
    operation_id="hold:1",
    kind=TransferKind.HOLD,
    debit=customer_account(2**63 - 1),
    credit=ESCROW,
    amount=Stars.of(220),
    cause_kind=CauseKind.ATTEMPT,
    cause_id="1",
    actor="Olga",
    reason="as typed",
)
MADE = Transfer(
    id="t",
    operation_id=DRAFT.operation_id,
    kind=DRAFT.kind,
    debit=DRAFT.debit,
    credit=DRAFT.credit,
    amount=DRAFT.amount,
    cause_kind=DRAFT.cause_kind,
    cause_id=DRAFT.cause_id,
    actor=DRAFT.actor,
    reason=DRAFT.reason,
    ends_hold_id=None,
    reverses_id=None,
    charge_id=None,
    debit_after=Stars(0),
    credit_after=Stars.of(220),
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def test_a_customers_account_names_the_customer() -> None:
    """The 64-bit id goes in and comes out whole; a house account is nobody's."""
    assert customer_of(customer_account(2**63 - 1)) == 2**63 - 1
    assert [customer_of(account) for account in HOUSE_ACCOUNTS] == [None] * len(HOUSE_ACCOUNTS)


def test_customers_and_escrow_have_a_floor_and_nobody_else() -> None:
    """What we owe may not be negative; where money comes from may."""
    assert has_floor(ESCROW)
    assert has_floor(customer_account(1))
    others = [account for account in HOUSE_ACCOUNTS if account != ESCROW]
    assert not any(map(has_floor, [*others, *map(provider_account, PROVIDERS)]))


def test_a_repeat_says_the_same_but_for_its_words() -> None:
    """Reason and actor may be worded anew; everything else makes it another operation."""
    assert MADE.matches(replace(DRAFT, reason="in other words", actor="Ivan"))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": TransferKind.GRANT},
        {"debit": "bonus"},
        {"credit": "bonus"},
        {"amount": Stars(1)},
        {"cause_kind": CauseKind.PAYMENT},
        {"cause_id": "2"},
    ],
)
def test_other_arguments_are_another_operation(change: dict[str, Any]) -> None:
    """The same id with any of these changed must be refused."""
    assert not MADE.matches(replace(DRAFT, **change))


def test_a_transfer_takes_from_one_and_gives_to_another() -> None:
    """The effects of a transfer add up to nothing."""
    effects = [MADE.effect_on(account) for account in (DRAFT.debit, ESCROW, "bonus")]
    assert effects == [-Stars.of(220), Stars.of(220), Stars(0)]
