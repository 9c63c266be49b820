"""What the database itself refuses, whoever writes to it."""

import peewee as pw
import pytest

from core.db import people_store
from core.db.database import Database, Tx
from core.db.tables import Account
from core.domain.people import CustomerDraft
from core.errors import AlreadyDone, NotEnoughStars
from core.ids import new_id
from core.money import Stars
from core.services import payments
from core.services.verify import Verify

ANNA = 5_000_000_001


def run(sql: str) -> int:
    return int(Account._meta.database.execute_sql(sql).rowcount)


@pytest.fixture
async def ledger(db: Database) -> Database:
    """A ledger with a top-up, a hold that stands and one that was released."""

    def write(tx: Tx) -> None:
        people_store.add_customer(tx, CustomerDraft(telegram_id=ANNA, bot="b"))
        payments.topup(
            tx, provider="bank", external_id="1", customer_id=ANNA, amount=Stars.of(100), actor="x"
        )
        for attempt_id in ("first", "second"):
            payments.hold(tx, attempt_id=attempt_id, customer_id=ANNA, amount=Stars.of(10), actor="x")
        payments.release(tx, attempt_id="second", customer_id=ANNA, actor="x")

    await db.write(write)
    return db


COPY = """
INSERT INTO transfer SELECT '{id}', '{operation}', {kind}, debit_id, credit_id, {amount}, cause_kind,
    cause_id, actor, reason, {ends}, {reverses}, charge_id, debit_after, credit_after, created_at
FROM transfer WHERE kind = '{of}' LIMIT 1
"""


def copy(of: str, **change: str) -> str:
    """Return an insert that repeats a transfer with some values changed."""
    values = {
        "id": new_id(),
        "operation": new_id(),
        "kind": "kind",
        "amount": "amount",
        "ends": "ends_hold_id",
        "reverses": "reverses_id",
    }
    return COPY.format(of=of, **(values | change))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE transfer SET amount = 1",
        "UPDATE transfer SET reason = 'nicer'",
        "DELETE FROM transfer",
        "DELETE FROM transfer WHERE kind = 'hold'",
        "UPDATE account SET balance = -1 WHERE id LIKE 'customer:%'",
        "UPDATE account SET balance = -1 WHERE id = 'escrow'",
        "UPDATE account SET balance = 12.5 WHERE id = 'bonus' OR id LIKE 'provider.%'",
        "UPDATE account SET balance = 'many'",
        copy("topup", amount="0"),
        copy("topup", amount="-5"),
        copy("topup", amount="7.5"),
        copy("topup", kind="'gift'"),
        copy("topup", operation="topup:bank:1"),
        copy("hold", kind="'settle'"),
        copy("hold", kind="'reversal'"),
        copy("hold", kind="'release'", ends="(SELECT id FROM transfer WHERE kind = 'topup')"),
        copy("release", amount="amount - 1", ends="(SELECT id FROM transfer WHERE cause_id = 'first')"),
        copy("release", ends="(SELECT id FROM transfer WHERE cause_id = 'first')"),
        copy("release"),
        copy("release", ends="'nothing'"),
        copy("hold", reverses="id"),
    ],
)
async def test_raw_sql_cannot_break_the_ledger(ledger: Database, sql: str) -> None:
    """Triggers, CHECKs and keys refuse every change of a transfer and every impossible one."""
    before = await Verify(ledger).run()  # the holds of this ledger have no attempts, and that is all
    with pytest.raises(pw.IntegrityError):
        await ledger.write(lambda _tx: run(sql))
    assert {one.rule for one in before} == {"charge_has_cause"}
    assert await Verify(ledger).run() == before


async def test_a_hold_has_one_end(ledger: Database) -> None:
    """Released is not settled; released again is the same release."""
    again = await ledger.write(
        lambda tx: payments.release(tx, attempt_id="second", customer_id=ANNA, actor="y")
    )
    assert again.actor == "x"
    with pytest.raises(AlreadyDone):
        await ledger.write(lambda tx: payments.settle(tx, attempt_id="second", actor="x"))
    await ledger.write(lambda tx: payments.settle(tx, attempt_id="first", actor="x"))
    with pytest.raises(AlreadyDone):
        await ledger.write(lambda tx: payments.release(tx, attempt_id="first", customer_id=ANNA, actor="x"))


async def test_a_hold_above_the_balance_leaves_nothing(ledger: Database) -> None:
    """One hundredth too much is too much."""
    with pytest.raises(NotEnoughStars):
        await ledger.write(
            lambda tx: payments.hold(tx, attempt_id="x", customer_id=ANNA, amount=Stars(9001), actor="x")
        )
    await ledger.write(
        lambda tx: payments.hold(tx, attempt_id="x", customer_id=ANNA, amount=Stars(9000), actor="x")
    )
