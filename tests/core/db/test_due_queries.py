"""What the chores ask every few seconds, and every deed asks, reads an index and never a whole table."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from core.db import approval_store, charge_store, inbox_store, payment_store, refund_store, subscription_store
from core.db.database import Database
from core.db.tables import Account

NOW = datetime(2026, 1, 1, tzinfo=UTC)
QUESTIONS: dict[str, Callable[[], object]] = {
    "refunds": lambda: refund_store.due(NOW, 50),
    "invoices": lambda: payment_store.invoices_to_ask(NOW, 50),
    "inbox": lambda: inbox_store.due(NOW, 20),
    "plans": lambda: subscription_store.due(NOW, 25),
    "renewals": lambda: subscription_store.due_to_charge(NOW, 50),
    "charges": lambda: charge_store.due(NOW, 50),
    "open charge": lambda: charge_store.open_of(1),
    "agreed deeds": approval_store.approved,
    "approvals over": lambda: approval_store.run_out(NOW),
    "approvals waiting": lambda: approval_store.count_open(NOW),
}


@pytest.mark.parametrize("name", QUESTIONS)
async def test_a_question_asked_all_the_time_scans_no_table(
    name: str, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's own plan of the statement as it is sent, with its parameters, says so."""
    database: Any = Account._meta.database
    run, steps = type(database).execute_sql, list[str]()

    def explained(self: Any, sql: str, params: Any = None) -> Any:
        steps.extend(row[3] for row in run(self, f"EXPLAIN QUERY PLAN {sql}", params).fetchall())
        return run(self, sql, params)

    def ask() -> object:
        with monkeypatch.context() as patch:
            patch.setattr(type(database), "execute_sql", explained)
            return QUESTIONS[name]()

    await db.read(ask)
    assert steps
    assert [step for step in steps if step.startswith("SCAN")] == []
