"""Tests of core/services/statements.py: every line of the ledger says why it is there."""

from pathlib import Path

from core.db.database import Database
from core.domain.adjustments import Adjustment
from core.domain.ledger import TransferKind
from core.domain.people import CustomerDraft
from core.ids import new_id
from core.money import ZERO, Stars
from core.services.balances import Payments
from core.services.people import People
from core.services.statements import Statements
from tests.fakes.desk import FIRST_CUSTOMER, desk
from tests.fakes.hands import ADMIN, know, payments_of

ANNA = 2**62 + 1


async def test_all_changes_together_are_the_balance(db: Database) -> None:
    """Given and taken, each line has its signed change and the balance right after it."""
    payments = await _desk(db)
    await People(db).add_customer(CustomerDraft(telegram_id=ANNA, bot="neuro_blogger"), ADMIN)
    for stars in (100, 7, 30):
        await payments.credit(_asked(stars), ADMIN)
    await payments.debit(_asked(37), ADMIN)
    lines = await Statements(db).page(ANNA)
    assert [line.change for line in lines] == [Stars.of(-37), Stars.of(30), Stars.of(7), Stars.of(100)]
    assert [line.balance_after for line in lines] == [Stars.of(n) for n in (100, 137, 107, 100)]
    assert sum((line.change for line in lines), ZERO) == await payments.balance(ANNA)


async def test_pages_join_without_gap_or_repeat(db: Database) -> None:
    """Reading on after the last line gives the older ones."""
    payments = await _desk(db)
    await People(db).add_customer(CustomerDraft(telegram_id=ANNA, bot="neuro_blogger"), ADMIN)
    for stars in range(1, 8):
        await payments.credit(_asked(stars), ADMIN)
    statements = Statements(db)
    first = await statements.page(ANNA, limit=3)
    second = await statements.page(ANNA, before_id=first[-1].transfer.id, limit=10)
    assert [line.change for line in first + second] == [Stars.of(n) for n in range(7, 0, -1)]


async def test_holds_and_releases_name_their_training(tmp_path: Path) -> None:
    """A hold and its release carry the training and the attempt they were made for, a grant does not."""
    async with desk(tmp_path) as here:
        await here.add_customer(stars=500)
        training = await here.start("FAIL_OOM", model_name="neuro-anna")
        await here.ended(training)
        lines = await here.core.statements.page(FIRST_CUSTOMER)
    kinds = [line.transfer.kind for line in lines]
    assert kinds == [TransferKind.RELEASE, TransferKind.HOLD, TransferKind.GRANT]
    for line in lines[:2]:
        assert line.training is not None
        assert (line.training.training_id, line.training.model_name) == (training, "neuro-anna")
        assert line.training.attempt_number == 1
    assert lines[2].training is None


async def _desk(db: Database) -> Payments:
    await db.write(lambda tx: know(tx, ADMIN))
    return payments_of(db)


def _asked(stars: int) -> Adjustment:
    return Adjustment(operation_id=new_id(), customer_id=ANNA, amount=Stars.of(stars), reason="for a test")
