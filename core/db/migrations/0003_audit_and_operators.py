"""The seal of the audit log with its anchor, indexes to search it by, and the passwords of operators.

Rows that are there already stay without a seal: they are "before the seal". The first sealed row, written at
the next start that has a key, carries their number and digest.
"""

from typing import Any

STATEMENTS = (
    "ALTER TABLE audit ADD COLUMN mac BLOB NOT NULL DEFAULT x''",
    "CREATE INDEX audit_actor ON audit (actor)",
    "CREATE INDEX audit_action ON audit (action)",
    "CREATE INDEX audit_at ON audit (at)",
    """
    CREATE TRIGGER audit_follows_on BEFORE INSERT ON audit
    WHEN NEW.mac <> x'' AND NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit)
    BEGIN SELECT RAISE(ABORT, 'a sealed audit row follows on the one before it'); END
    """,
    """
    CREATE TABLE audit_anchor (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        seq INTEGER NOT NULL,
        mac BLOB NOT NULL,
        key_name TEXT NOT NULL,
        seal BLOB NOT NULL
    )
    """,
    "ALTER TABLE operator ADD COLUMN password_hash TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE operator ADD COLUMN failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0)",
    "ALTER TABLE operator ADD COLUMN locked_until INTEGER",
    "ALTER TABLE operator ADD COLUMN last_seen_at INTEGER",
)


def up(migrator: Any, db: Any) -> None:
    """Add columns, indexes and the anchor's table."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
