"""Bots with their people, and messages to more than customers: owners, groups, error channels."""

from typing import Any

STATEMENTS = (
    """
    CREATE TABLE bot (
        name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
        owner_id INTEGER CHECK (owner_id > 0),
        owner_language TEXT NOT NULL CHECK (owner_language IN ('en', 'ru')),
        group_id INTEGER CHECK (group_id <> 0),
        errors_id INTEGER CHECK (errors_id <> 0),
        group_language TEXT NOT NULL CHECK (group_language IN ('en', 'ru')),
        support TEXT NOT NULL,
        is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
        created_at INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE outbox_new (
        id TEXT NOT NULL PRIMARY KEY,
        event_key TEXT NOT NULL CHECK (event_key <> ''),
        receiver TEXT NOT NULL CHECK (receiver IN ('customer', 'owner', 'group', 'errors')),
        channel TEXT NOT NULL CHECK (channel = 'telegram'),
        customer_id INTEGER REFERENCES customer (telegram_id),
        chat_id INTEGER NOT NULL,
        bot TEXT NOT NULL CHECK (bot <> ''),
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('waiting', 'sending', 'sent', 'uncertain', 'failed',
            'undeliverable')),
        tries INTEGER NOT NULL,
        next_at INTEGER NOT NULL,
        message_id INTEGER,
        error TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        sent_at INTEGER,
        UNIQUE (event_key, receiver, channel),
        CHECK (receiver <> 'customer' OR customer_id = chat_id)
    )
    """,
    """
    INSERT INTO outbox_new
    SELECT id, event_key, 'customer', 'telegram', customer_id, customer_id, bot, kind, text, status, tries,
        next_at, message_id, error, created_at, sent_at FROM outbox
    """,
    "DROP TABLE outbox",
    "ALTER TABLE outbox_new RENAME TO outbox",
    "CREATE INDEX outbox_due ON outbox (status, next_at)",
    "CREATE INDEX outbox_chat ON outbox (chat_id, id)",
    "CREATE INDEX outbox_customer ON outbox (customer_id, id)",
    "CREATE INDEX outbox_bot ON outbox (bot, status)",
    "CREATE INDEX payment_sum ON payment (currency, amount, created_at, id)",
    "CREATE INDEX invoice_sum ON invoice (currency, amount, number)",
    "CREATE INDEX customer_username ON customer (username COLLATE NOCASE)",
    """
    CREATE VIRTUAL TABLE customer_words USING fts5 (
        search_text, content = 'customer', content_rowid = 'telegram_id', columnsize = 0, tokenize = 'trigram'
    )
    """,
    "INSERT INTO customer_words (customer_words) VALUES ('rebuild')",
    """
    CREATE TRIGGER customer_words_follow_insert AFTER INSERT ON customer
    BEGIN
        INSERT INTO customer_words (rowid, search_text) VALUES (NEW.telegram_id, NEW.search_text);
    END
    """,
    """
    CREATE TRIGGER customer_words_follow_update AFTER UPDATE OF search_text ON customer
    WHEN OLD.search_text <> NEW.search_text
    BEGIN
        INSERT INTO customer_words (customer_words, rowid, search_text)
        VALUES ('delete', OLD.telegram_id, OLD.search_text);
        INSERT INTO customer_words (rowid, search_text) VALUES (NEW.telegram_id, NEW.search_text);
    END
    """,
    """
    CREATE TRIGGER customer_words_follow_delete AFTER DELETE ON customer
    BEGIN
        INSERT INTO customer_words (customer_words, rowid, search_text)
        VALUES ('delete', OLD.telegram_id, OLD.search_text);
    END
    """,
)
"""A constraint of `outbox` changes, so the table is made anew; the rest is for the search.

Part of a name is found among a hundred thousand customers by its trigrams (FTS5, "External Content Tables").
"""


def up(migrator: Any, db: Any) -> None:
    """Add the bots, give messages receivers, and let customers be found quickly."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
