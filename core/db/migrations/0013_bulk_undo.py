"""Groups are assigned many at once, and a run over groups can be undone: each row keeps what it changed.

SQLite changes no CHECK in place: both tables are made anew and the rows moved over.
"""

from typing import Any

STATEMENTS = (
    "ALTER TABLE bulk_item RENAME TO bulk_item_old",
    "ALTER TABLE bulk_run RENAME TO bulk_run_old",
    "DROP TRIGGER bulk_item_is_done_once",
    "DROP TRIGGER bulk_run_end_is_final",
    "DROP INDEX bulk_item_state",
    "DROP INDEX bulk_run_status",
    """
    CREATE TABLE bulk_run (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL
            CHECK (kind IN ('retry', 'cancel', 'refund', 'fixed', 'assign', 'undo', 'notify')),
        terms TEXT NOT NULL,
        filter_words TEXT NOT NULL,
        reason TEXT NOT NULL,
        digest TEXT NOT NULL,
        total INTEGER NOT NULL CHECK (total > 0),
        stars INTEGER NOT NULL CHECK (typeof(stars) = 'integer' AND stars >= 0),
        status TEXT NOT NULL CHECK (status IN ('asked', 'running', 'paused', 'cancelled', 'done')),
        actor TEXT NOT NULL CHECK (actor <> ''),
        actor_id TEXT NOT NULL REFERENCES operator (id),
        created_at INTEGER NOT NULL,
        done_at INTEGER
    )
    """,
    """
    CREATE TABLE bulk_item (
        run_id TEXT NOT NULL REFERENCES bulk_run (id),
        number INTEGER NOT NULL,
        subject_id TEXT NOT NULL,
        label TEXT NOT NULL,
        customer_id INTEGER,
        seen TEXT NOT NULL,
        stars INTEGER NOT NULL CHECK (typeof(stars) = 'integer' AND stars >= 0),
        state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'skipped', 'failed')),
        why TEXT NOT NULL,
        result_id TEXT NOT NULL,
        -- What the deed changed, as {"was": …, "left": …}; empty where it is not undone.
        changed TEXT NOT NULL DEFAULT '',
        at INTEGER,
        PRIMARY KEY (run_id, number),
        UNIQUE (run_id, subject_id)
    ) WITHOUT ROWID
    """,
    "INSERT INTO bulk_run SELECT * FROM bulk_run_old",
    """
    INSERT INTO bulk_item
        (run_id, number, subject_id, label, customer_id, seen, stars, state, why, result_id, at)
    SELECT run_id, number, subject_id, label, customer_id, seen, stars, state, why, result_id, at
    FROM bulk_item_old
    """,
    "DROP TABLE bulk_item_old",
    "DROP TABLE bulk_run_old",
    "CREATE INDEX bulk_run_status ON bulk_run (status, id)",
    "CREATE INDEX bulk_item_state ON bulk_item (run_id, state, number)",
    """
    CREATE TRIGGER bulk_run_end_is_final BEFORE UPDATE OF status ON bulk_run
    WHEN OLD.status IN ('cancelled', 'done') AND NEW.status <> OLD.status
    BEGIN SELECT RAISE(ABORT, 'a run that has ended does not go on'); END
    """,
    """
    CREATE TRIGGER bulk_item_is_done_once BEFORE UPDATE OF state ON bulk_item
    WHEN OLD.state <> 'waiting'
    BEGIN SELECT RAISE(ABORT, 'an item is done once'); END
    """,
)


def up(migrator: Any, db: Any) -> None:
    """Make the tables anew."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
