"""Failure groups: like failures under one signature, with what people know about them."""

from typing import Any

STATEMENTS = (
    """
    CREATE TABLE failure_group (
        id TEXT NOT NULL PRIMARY KEY,
        failure_class TEXT NOT NULL,
        text TEXT NOT NULL,
        sample TEXT NOT NULL,
        owner TEXT NOT NULL,
        note TEXT NOT NULL,
        known_fix TEXT NOT NULL,
        fixed_at INTEGER,
        fixed_by TEXT NOT NULL,
        alarmed_at INTEGER,
        first_at INTEGER NOT NULL
    )
    """,
    "ALTER TABLE attempt ADD COLUMN group_id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE attempt ADD COLUMN retry_at INTEGER",
    # Repeated from the training, which never changes it: groups count customers without reading trainings.
    "ALTER TABLE attempt ADD COLUMN customer_id INTEGER",
    """
    CREATE INDEX attempt_group ON attempt
        (group_id, completed_at, customer_id, money, price, cost_micro_usd) WHERE group_id <> ''
    """,
    "CREATE INDEX attempt_ungrouped ON attempt (id) WHERE group_id = '' AND failure_class <> ''",
    "CREATE INDEX attempt_retry ON attempt (retry_at) WHERE retry_at IS NOT NULL",
)


def up(migrator: Any, db: Any) -> None:
    """Add the table and the columns; attempts of the past are grouped by `Failures.group_old`."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
