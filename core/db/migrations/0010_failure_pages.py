"""What was sent to Replicate and what it answered, for the page of an attempt; indexes for groups."""

from typing import Any

STATEMENTS = (
    """
    CREATE TABLE attempt_exchange (
        attempt_id TEXT NOT NULL PRIMARY KEY,
        request TEXT NOT NULL,
        answer TEXT NOT NULL,
        sent_at INTEGER,
        answered_at INTEGER
    )
    """,
    # Cancelled attempts never come into a group: looking for those that wait must not read them all.
    "DROP INDEX attempt_ungrouped",
    """
    CREATE INDEX attempt_ungrouped ON attempt (id)
        WHERE group_id = '' AND failure_class <> '' AND failure_class <> 'canceled'
    """,
    "CREATE INDEX attempt_failed_version ON attempt (version) WHERE group_id <> ''",
    "CREATE INDEX attempt_failed_id ON attempt (id) WHERE group_id <> ''",
)


def up(migrator: Any, db: Any) -> None:
    """Add the table and the indexes; attempts of the past have no exchange."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
