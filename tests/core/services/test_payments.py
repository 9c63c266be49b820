"""Changes of a balance by hand: rights, reasons, repeats, and what the customer and the audit hear."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from core.db import audit_store, outbox_store
from core.db.database import Database
from core.domain.adjustments import Adjustment
from core.domain.ledger import TransferKind
from core.domain.people import CustomerDraft, Operator, Role
from core.errors import (
    AlreadyDone,
    AppError,
    InputError,
    NotAllowed,
    NotEnoughStars,
    NotFound,
    OperationMismatch,
)
from core.ids import new_id
from core.money import Stars
from core.services import payments
from core.services.balances import Payments
from core.services.people import People
from core.services.verify import Verify
from tests.fakes.hands import ADMIN, know, payments_of

ANNA = 2**62 + 1


@pytest.fixture
async def desk(db: Database) -> Payments:
    """Payments with one customer who has nothing."""
    await db.write(lambda tx: know(tx, ADMIN))
    await People(db).add_customer(CustomerDraft(telegram_id=ANNA, bot="neuro_blogger"), ADMIN)
    return payments_of(db)


def asked(amount: Stars = Stars.of(100), **more: Any) -> Adjustment:  # noqa: B008 - frozen
    values = {"operation_id": new_id(), "customer_id": ANNA, "amount": amount, "reason": "a good reason"}
    return Adjustment(**(values | more))


async def test_a_grant_is_explained_line_by_line(desk: Payments) -> None:
    """The ledger of a customer, newest first, shows each balance after."""
    await desk.credit(asked(Stars.of(100)), ADMIN)
    await desk.debit(asked(Stars.of(30)), ADMIN)
    await desk.credit(asked(Stars(750)), ADMIN)
    lines = await desk.ledger(ANNA)
    assert [line.kind for line in lines] == [TransferKind.GRANT, TransferKind.DEDUCTION, TransferKind.GRANT]
    account = f"customer:{ANNA}"
    after = [line.credit_after if line.credit == account else line.debit_after for line in lines]
    assert after == [Stars(7750), Stars(7000), Stars(10000)]
    assert await desk.balance(ANNA) == Stars(7750)


async def test_the_ledger_is_paged_by_key(desk: Payments) -> None:
    """Pages join without gap or double."""
    for _ in range(7):
        await desk.credit(asked(), ADMIN)
    whole = await desk.ledger(ANNA)
    first = await desk.ledger(ANNA, limit=3)
    second = await desk.ledger(ANNA, before_id=first[-1].id, limit=3)
    third = await desk.ledger(ANNA, before_id=second[-1].id, limit=3)
    assert [*first, *second, *third] == whole


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"amount": Stars(0)}, InputError),
        ({"amount": Stars(-1)}, InputError),
        ({"reason": "  x "}, InputError),
        ({"customer_id": 7}, NotFound),
    ],
)
async def test_what_cannot_be_done_leaves_nothing(
    desk: Payments, db: Database, change: dict[str, Any], error: type[AppError]
) -> None:
    """A refused change writes neither transfer nor audit nor message."""
    for deed in (desk.credit, desk.debit):
        with pytest.raises(error):
            await deed(asked(**change), ADMIN)
    assert await desk.ledger(ANNA) == []
    assert await db.read(lambda: outbox_store.of_customer(ANNA)) == []


async def test_more_than_there_is_cannot_be_taken(desk: Payments) -> None:
    """A deduction above the balance is refused and names both numbers."""
    await desk.credit(asked(Stars.of(5)), ADMIN)
    with pytest.raises(NotEnoughStars) as caught:
        await desk.debit(asked(Stars(501)), ADMIN)
    assert caught.value.facts == {"have": Stars.of(5), "need": Stars(501)}


async def test_a_balance_of_nobody_is_not_zero(desk: Payments) -> None:
    """An unknown customer has no balance: zero would be a lie."""
    with pytest.raises(NotFound):
        await desk.balance(7)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.SUPPORT])
async def test_who_may_not_change_balances(desk: Payments, db: Database, role: Role) -> None:
    """Viewers may neither give, take nor undo; support may give and take a little, and undo nothing."""
    grant = await desk.credit(asked(), ADMIN)
    who = Operator(id="x", name="x", role=role)
    await db.write(lambda tx: know(tx, who))
    if role is Role.VIEWER:
        with pytest.raises(NotAllowed):
            await desk.credit(asked(), who)
        with pytest.raises(NotAllowed):
            await desk.debit(asked(), who)
    with pytest.raises(NotAllowed):
        await desk.reverse(grant.id, operation_id=new_id(), reason="a mistake", operator=who)
    assert await desk.balance(ANNA) == Stars.of(100)


async def test_a_repeat_is_the_stored_result(desk: Payments, db: Database) -> None:
    """The same operation fifty times at once is one transfer, one audit row, one message."""
    adjustment = asked()
    done = await asyncio.gather(*(desk.credit(adjustment, ADMIN) for _ in range(50)))
    assert len({one.id for one in done}) == 1
    assert await desk.balance(ANNA) == Stars.of(100)
    assert len(await db.read(lambda: audit_store.of_subject("transfer", done[0].id))) == 1
    assert len(await db.read(lambda: outbox_store.of_customer(ANNA))) == 1


@pytest.mark.parametrize("change", [{"amount": Stars.of(99)}, {"customer_id": ANNA + 1}])
async def test_the_same_id_with_other_arguments_is_refused(
    desk: Payments, db: Database, change: dict[str, Any]
) -> None:
    """An operation id names one deed for ever."""
    await People(db).add_customer(CustomerDraft(telegram_id=ANNA + 1, bot="b"), ADMIN)
    adjustment = asked()
    await desk.credit(adjustment, ADMIN)
    with pytest.raises(OperationMismatch):
        await desk.credit(replace(adjustment, **change), ADMIN)
    with pytest.raises(OperationMismatch):
        await desk.debit(adjustment, ADMIN)
    assert await desk.balance(ANNA) == Stars.of(100)


async def test_a_reversal_undoes_once_and_is_told(desk: Payments, db: Database) -> None:
    """The contrary transfer names the first; a second one is refused; the customer hears of it."""
    grant = await desk.credit(asked(Stars.of(100)), ADMIN)
    operation_id = new_id()
    ask: dict[str, Any] = {"operation_id": operation_id, "reason": "the wrong person", "operator": ADMIN}
    reversal = await desk.reverse(grant.id, **ask)
    assert (reversal.reverses_id, reversal.debit, reversal.credit) == (grant.id, grant.credit, grant.debit)
    assert await desk.reverse(grant.id, **ask) == reversal
    with pytest.raises(AlreadyDone):
        await desk.reverse(grant.id, **(ask | {"operation_id": new_id()}))
    assert await desk.balance(ANNA) == Stars(0)
    told = await db.read(lambda: outbox_store.of_customer(ANNA))
    assert "−100 ⭐" in told[0].text
    assert len(told) == 2
    assert await Verify(db).run() == []


async def test_stars_that_were_spent_cannot_be_reversed(desk: Payments) -> None:
    """Undoing a grant that is gone would overdraw: refused."""
    grant = await desk.credit(asked(Stars.of(100)), ADMIN)
    await desk.debit(asked(Stars.of(1)), ADMIN)
    with pytest.raises(NotEnoughStars):
        await desk.reverse(grant.id, operation_id=new_id(), reason="a mistake", operator=ADMIN)


async def test_a_hold_is_not_undone_by_hand(desk: Payments, db: Database) -> None:
    """Holds and their ends belong to trainings."""
    await desk.credit(asked(), ADMIN)
    held = await db.write(
        lambda tx: payments.hold(tx, attempt_id="a", customer_id=ANNA, amount=Stars.of(1), actor="x")
    )
    with pytest.raises(AlreadyDone):
        await desk.reverse(held.id, operation_id=new_id(), reason="a mistake", operator=ADMIN)
    with pytest.raises(NotFound):
        await desk.reverse(new_id(), operation_id=new_id(), reason="a mistake", operator=ADMIN)


async def test_money_from_a_provider_is_credited_once(desk: Payments, db: Database) -> None:
    """The same external id of the same provider credits once; another sum under it is refused."""

    def topup(amount: Stars) -> Any:
        return db.write(
            lambda tx: payments.topup(
                tx, provider="robokassa", external_id="shop:1", customer_id=ANNA, amount=amount, actor="x"
            )
        )

    done = await asyncio.gather(*(topup(Stars.of(434)) for _ in range(20)))
    assert len({one.id for one in done}) == 1
    with pytest.raises(OperationMismatch):
        await topup(Stars.of(435))
    assert await desk.balance(ANNA) == Stars.of(434)


async def test_thirty_spends_at_once_of_a_balance_for_ten_give_ten(desk: Payments) -> None:
    """Concurrent spends never overdraw and never lose one that could be paid."""
    await desk.credit(asked(Stars.of(100)), ADMIN)
    spends = [desk.debit(asked(Stars.of(10)), ADMIN) for _ in range(30)]
    done = await asyncio.gather(*spends, return_exceptions=True)
    assert sum(isinstance(one, NotEnoughStars) for one in done) == 20
    assert await desk.balance(ANNA) == Stars(0)


async def test_every_transfer_has_its_audit_row(desk: Payments, db: Database) -> None:
    """Who, before, after and why stand beside each movement."""
    grant = await desk.credit(asked(Stars.of(1), reason="a gift"), ADMIN)
    rows = await db.read(lambda: audit_store.of_subject("transfer", grant.id))
    assert [(row.actor, row.action, row.reason) for row in rows] == [("Admin", "ledger.grant", "a gift")]
    assert f'"customer:{ANNA}":0' in rows[0].before
    assert f'"customer:{ANNA}":100' in rows[0].after
