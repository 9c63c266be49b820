"""Launches that were asked for while nothing could be sent to Replicate; no star is held for them."""

from typing import Any

STATEMENTS = (
    """
    CREATE TABLE kept_launch (
        id TEXT NOT NULL PRIMARY KEY,
        customer_id INTEGER NOT NULL REFERENCES customer (telegram_id),
        model_name TEXT NOT NULL,
        trainer TEXT NOT NULL,
        trainer_version TEXT NOT NULL,
        parameters TEXT NOT NULL,
        dataset TEXT NOT NULL,
        price INTEGER NOT NULL CHECK (typeof(price) = 'integer' AND price >= 0),
        price_list TEXT NOT NULL,
        refusal TEXT NOT NULL,
        operator_id TEXT NOT NULL REFERENCES operator (id),
        operator_name TEXT NOT NULL CHECK (operator_name <> ''),
        kept_at INTEGER NOT NULL,
        UNIQUE (customer_id, model_name)
    )
    """,
)


def up(migrator: Any, db: Any) -> None:
    """Add the table."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
