"""Every invariant of `verify` finds the fault that breaks it, and finds nothing in healthy data."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from core.clock import SystemClock
from core.db import audit_store, ledger_store
from core.db.database import Database, Tx
from core.domain.audit import SealKey
from core.events import Changes
from core.money import Money, Stars
from core.services import payments
from core.services.verify import RULES, Verify
from tests.core.conftest import OpenStation
from tests.fakes import till
from tests.fakes.keys import AUDIT_KEY
from tests.fakes.station import ANNA

A_HOLD = "(SELECT id FROM transfer WHERE kind = 'hold' LIMIT 1)"
AN_EVENT = (
    "INSERT INTO inbox VALUES ('{id}', 'robokassa', '{id}', 'webhook', '', '{{}}', '', '', 1, '{verdict}', "
    "'', '[]', 'x', 0, NULL, 0, '', 0, NULL, '', 0, '', NULL)"
)
PLANTS = {
    "sum_is_zero": "INSERT INTO account VALUES ('bonus2', 0, 5)",
    "balance_is_sum": "UPDATE account SET balance = balance + 1 WHERE id = 'escrow'",
    "floor_is_kept": "UPDATE account SET balance = -1 WHERE id LIKE 'customer:%'",
    "hold_has_one_end": "INSERT INTO transfer SELECT * FROM transfer WHERE kind = 'settle'",
    "end_matches_hold": "UPDATE transfer SET amount = amount + 1 WHERE kind = 'release'",
    "release_goes_home": "UPDATE transfer SET credit_id = 'bonus' WHERE kind = 'release'",
    "charge_has_cause": "DELETE FROM attempt WHERE status = 'processing'",
    "started_has_hold": "UPDATE attempt SET hold_id = NULL WHERE status = 'processing'",
    "ended_has_end": "DELETE FROM transfer WHERE kind = 'release'",
    "money_is_true": "UPDATE attempt SET money = 'held' WHERE status = 'succeeded'",
    "escrow_is_held": "UPDATE account SET balance = balance - 1 WHERE id = 'escrow'",
    "transfer_has_audit": "DELETE FROM audit WHERE subject_id = " + A_HOLD,
    "attempt_has_one_hold": "INSERT INTO transfer SELECT * FROM transfer WHERE kind = 'hold'",
    "reversal_is_contrary": (
        "UPDATE transfer SET kind = 'reversal', reverses_id = " + A_HOLD + " WHERE kind = 'grant'"
    ),
    "reversed_within": "UPDATE transfer SET amount = 1 WHERE kind = 'topup'",
    "refunded_within": "UPDATE transfer SET amount = 1 WHERE kind = 'hold'",
    "refund_has_charge": "DELETE FROM transfer WHERE kind = 'settle'",
    "credited_once": "UPDATE payment SET transfer_id = NULL WHERE status = 'completed'",
    "invoice_shows_payment": "DELETE FROM payment WHERE status = 'completed'",
    "completed_kept_terms": "UPDATE payment SET stars = stars + 1",
    "plan_has_period": "DELETE FROM period",
    "plan_is_timeline": "UPDATE subscription SET until = until + 86400000000",
    "refunded_is_sum": "UPDATE payment SET refunded = refunded + 1",
    "audit_chain": "UPDATE audit SET reason = 'another' WHERE subject_id = " + A_HOLD,
    "first_try_is_paid": (
        "UPDATE attempt SET price = 0, money = 'free', hold_id = NULL WHERE status = 'succeeded'"
    ),
    "stars_are_whole": "UPDATE transfer SET amount = 750.5 WHERE kind = 'topup'",
    "charge_is_price": "UPDATE attempt SET price = 500 WHERE status = 'succeeded'",
    "credit_was_proved": (
        "UPDATE payment SET inbox_id = 'forged' WHERE transfer_id IS NOT NULL; "
        + AN_EVENT.format(id="forged", verdict="refused")
    ),
    "end_is_replicates": "UPDATE attempt SET provider_status = 'processing' WHERE status = 'succeeded'",
    "event_was_done": AN_EVENT.format(id="lost", verdict="received"),
    "end_was_taken_over": (
        "UPDATE attempt SET provider_status = 'failed', sent_at = 0 WHERE status = 'processing'"
    ),
    "sent_is_known": (
        "INSERT INTO audit SELECT MAX(seq) + 1, at, actor, 'training.newer', 'training', 'x', '{}', "
        "'{\"provider_id\": \"there\"}', '', mac FROM audit"
    ),
    "external_id_is_once": "INSERT INTO payment SELECT * FROM payment WHERE status = 'completed'",
    "payment_fits_invoice": "UPDATE payment SET plan = 'neurovideo' WHERE plan <> ''",
    "period_fits_payment": "UPDATE period SET plan = 'neurovideo'",
    "by_hand_has_reason": "UPDATE transfer SET reason = ' ' WHERE kind = 'grant'",
    "training_shows_attempt": "UPDATE training SET is_active = 1 WHERE status = 'failed'",
}

BARE = ("account", "transfer", "training", "attempt", "audit", "payment", "period", "subscription")


@pytest.fixture
async def healthy(opened: OpenStation, tmp_path: Path) -> Path:
    """A closed database with a succeeded, a failed and a running training."""
    async with opened() as station:
        await station.customer(stars=1000)
        await station.ended(await station.launch())
        await station.ended(await station.launch("FAIL_OOM", model="neuro-2"))
        training_id = await station.launch("STUCK", model="neuro-3")
        await station.reached(training_id, lambda one: one.status.value == "processing")
        await station.core.db.write(some_payments)
        assert await station.findings() == []
        path = station.core.paths.database_file
    copy = tmp_path / "copy.sqlite3"
    shutil.copy(path, copy)
    return copy


def some_payments(tx: Tx) -> None:
    """A pack of stars partly refunded, a plan, and stars of a charge given back."""
    pack = till.invoice(tx, ANNA, "stars.434")
    paid = till.pay(tx, pack).payment
    assert paid is not None
    till.give_back(tx, paid, Money(50_000, "RUB"))
    till.pay(tx, till.invoice(tx, ANNA, "plan.neurophoto"))
    charge = next(one for one in ledger_store.of_account("revenue.training") if one.ends_hold_id)
    assert charge.ends_hold_id
    payments.refund_charge(
        tx, charge_id=charge.ends_hold_id, number=1, amount=Stars.of(5), actor="x", reason="a gift"
    )


async def opened_copy(path: Path) -> AsyncIterator[Database]:
    database = Database(path, path.parent / "backups", SystemClock(), Changes())
    await database.open()
    await database.write(lambda tx: audit_store.begin_sealing(tx, SealKey.from_text(AUDIT_KEY)))
    yield database
    await database.close()


def plant(path: Path, fault: str) -> None:
    """Do to a copy what no trigger, CHECK or key would allow: they are taken off first."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        for name in BARE:
            db.execute(f"CREATE TABLE bare_{name} AS SELECT * FROM {name}")
            db.execute(f"DROP TABLE {name}")
            db.execute(f"ALTER TABLE bare_{name} RENAME TO {name}")
        db.executescript(fault)


def test_every_rule_has_its_planted_fault() -> None:
    """No invariant goes unproved."""
    assert set(PLANTS) == set(RULES)


async def test_each_planted_fault_is_found_by_its_rule(healthy: Path) -> None:
    """Each rule finds just the fault that breaks it, with its subject and a sentence."""
    for rule, fault in PLANTS.items():
        spoilt = healthy.with_name(f"{rule}.sqlite3")
        shutil.copy(healthy, spoilt)
        plant(spoilt, fault)
        async for database in opened_copy(spoilt):
            asked: list[str] = []
            found = [one for one in await Verify(database).run(asked.append) if one.rule == rule]
            assert found, rule
            assert found[0].subject
            assert found[0].detail
            assert asked == list(RULES)


async def test_a_copy_without_a_fault_has_no_finding(healthy: Path) -> None:
    """Taking the guards off is not itself a finding."""
    plant(healthy, "SELECT 1")
    async for database in opened_copy(healthy):
        assert await Verify(database).run() == []
