"""An attempt may run otherwise than its training asked for; deeds done to many, a row each."""

from typing import Any

STATEMENTS = (
    # Empty means: as the training asked for.
    "ALTER TABLE attempt ADD COLUMN parameters TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE attempt ADD COLUMN dataset TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE attempt ADD COLUMN trainer_version TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE bulk_run (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('retry', 'cancel', 'refund', 'fixed', 'notify')),
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
    "CREATE INDEX bulk_run_status ON bulk_run (status, id)",
    """
    CREATE TRIGGER bulk_run_end_is_final BEFORE UPDATE OF status ON bulk_run
    WHEN OLD.status IN ('cancelled', 'done') AND NEW.status <> OLD.status
    BEGIN SELECT RAISE(ABORT, 'a run that has ended does not go on'); END
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
        at INTEGER,
        PRIMARY KEY (run_id, number),
        UNIQUE (run_id, subject_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX bulk_item_state ON bulk_item (run_id, state, number)",
    """
    CREATE TRIGGER bulk_item_is_done_once BEFORE UPDATE OF state ON bulk_item
    WHEN OLD.state <> 'waiting'
    BEGIN SELECT RAISE(ABORT, 'an item is done once'); END
    """,
)


def up(migrator: Any, db: Any) -> None:
    """Add the columns and the tables."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
