"""The twelve defects of the former business, planted among 10,000 trainings: each is found."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

from core.clock import SystemClock
from core.db import audit_store, ledger_store
from core.db.database import Database, Tx
from core.domain.audit import SealKey
from core.events import Changes
from core.money import Stars
from core.paths import Paths
from core.services import payments
from core.services.verify import Verify
from tests.benchmarks.houses import CUSTOMER, KEY, fill, opened
from tests.fakes import till
from tests.fakes.hands import endow

TRAININGS = 10_000
AN_EVENT = (
    "INSERT INTO inbox VALUES ('{id}', 'robokassa', '{id}', 'webhook', '', '{{}}', '', '', 1, '{verdict}', "
    "'', '[]', 'x', 0, NULL, 0, '', 0, NULL, '', 0, '', NULL)"
)
A_PACK = "(SELECT id FROM payment WHERE plan = '' ORDER BY id LIMIT 1)"
ANOTHER_PACK = "(SELECT id FROM payment WHERE plan = '' ORDER BY id LIMIT 1 OFFSET 1)"
A_PLAN = "(SELECT id FROM payment WHERE plan <> '' ORDER BY id LIMIT 1)"
GUARDED = ("account", "transfer", "attempt", "payment", "period", "inbox")


def nth(number: int) -> str:
    """Return how SQL names an attempt far from the others."""
    return f"(SELECT id FROM attempt ORDER BY id LIMIT 1 OFFSET {number})"


DEFECTS = {
    "D1 a refund of the whole balance": (
        "UPDATE transfer SET amount = 99999 WHERE kind = 'refund'",
        "refunded_within",
    ),
    "D2 a debit that failed, and the training ran": (
        f"UPDATE attempt SET price = 0, money = 'free', hold_id = NULL WHERE id = {nth(1000)}",
        "first_try_is_paid",
    ),
    "D3 a guessed price of 5 stars": (
        f"UPDATE attempt SET price = 500 WHERE id = {nth(2000)}",
        "charge_is_price",
    ),
    "D4 a forged notification was credited": (
        AN_EVENT.format(id="forged", verdict="refused")
        + f"; UPDATE payment SET inbox_id = 'forged' WHERE id = {A_PACK}",
        "credit_was_proved",
    ),
    "D5 an unsigned webhook ended a training": (
        f"UPDATE attempt SET provider_id = 'theirs', provider_status = 'processing' WHERE id = {nth(3000)}",
        "end_is_replicates",
    ),
    "D6 an event was answered 200 and lost": (
        AN_EVENT.format(id="lost", verdict="received"),
        "event_was_done",
    ),
    "D7 a failure that changed no status": (
        "UPDATE attempt SET status = 'processing', provider_status = 'failed', sent_at = 0 "
        f"WHERE id = {nth(4000)}",
        "end_was_taken_over",
    ),
    "D8 one invoice id paid twice": (
        f"INSERT INTO payment SELECT * FROM payment WHERE id = {ANOTHER_PACK}",
        "external_id_is_once",
    ),
    "D9 the plan chosen by the sum": (
        f"UPDATE payment SET plan = 'neurovideo' WHERE id = {A_PLAN}",
        "payment_fits_invoice",
    ),
    "D10 a grant typed by hand": (
        "UPDATE transfer SET reason = '' WHERE kind = 'grant'",
        "by_hand_has_reason",
    ),
    "D11 half a star": ("UPDATE transfer SET amount = amount + 0.5 WHERE kind = 'grant'", "stars_are_whole"),
    "D12 a plan by the last payment": ("DELETE FROM period", "plan_has_period"),
}


def sales(tx: Tx) -> None:
    """Sell stars and a plan, give a few by hand, and give some of a charge back."""
    for _ in range(2):
        till.pay(tx, till.invoice(tx, CUSTOMER, "stars.434"))
    till.pay(tx, till.invoice(tx, CUSTOMER, "plan.neurophoto"))
    endow(tx, CUSTOMER, Stars.of(7), reason="a gift")
    charge = next(one for one in ledger_store.of_account("revenue.training") if one.ends_hold_id)
    assert charge.ends_hold_id
    payments.refund_charge(
        tx, charge_id=charge.ends_hold_id, number=1, amount=Stars.of(5), actor="x", reason="a gift"
    )


def unguarded(path: Path) -> sqlite3.Connection:
    """Open a file without the triggers, keys and checks that would refuse the defects."""
    db = sqlite3.connect(path, isolation_level=None)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    for name in GUARDED:
        indexes = db.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (name,)
        ).fetchall()
        db.execute(f"CREATE TABLE bare_{name} AS SELECT * FROM {name}")
        db.execute(f"DROP TABLE {name}")
        db.execute(f"ALTER TABLE bare_{name} RENAME TO {name}")
        for (index,) in indexes:
            db.execute(index)
    db.execute("CREATE INDEX bare_ends ON transfer (ends_hold_id)")
    db.execute("CREATE INDEX bare_ids ON transfer (id)")
    db.execute("CREATE INDEX bare_attempt ON attempt (id)")
    db.execute("CREATE INDEX bare_of_training ON attempt (training_id)")
    return db


async def broken(path: Path) -> Counter[str]:
    """Return how often each rule is broken in a file."""
    database = Database(path, path.parent / "backups", SystemClock(), Changes())
    await database.open()
    await database.write(lambda tx: audit_store.begin_sealing(tx, SealKey.from_text(KEY)))
    try:
        return Counter(one.rule for one in await Verify(database).run())
    finally:
        await database.close()


async def test_twelve_defects_are_all_flagged_in_10_000_trainings(tmp_path: Path) -> None:
    """Before the planting nothing is flagged; after it each of D1 to D12 is, by its own rule."""
    await fill(tmp_path, trainings=TRAININGS, transfers=3 * TRAININGS)
    async with opened(tmp_path) as core:
        await core.db.write(sales)
        assert await core.verify.run() == []
    path = Paths.for_user(tmp_path).database_file
    with closing(unguarded(path)) as db:
        assert await broken(path) == Counter()
        for fault, _rule in DEFECTS.values():
            db.executescript(fault)
    found = await broken(path)
    unseen = [name for name, (_fault, rule) in DEFECTS.items() if not found[rule]]
    assert unseen == []
    assert all(found[rule] == 1 for _fault, rule in DEFECTS.values()), found
