"""Inbox that waits and is looked at, what is known of each provider, runs of reconciliation."""

from typing import Any

STATEMENTS = (
    "ALTER TABLE inbox ADD COLUMN length_bytes INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE inbox ADD COLUMN search_text TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE inbox ADD COLUMN tries INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE inbox ADD COLUMN next_try_at INTEGER",
    "ALTER TABLE inbox ADD COLUMN waits_for TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE inbox ADD COLUMN last_at INTEGER",
    "ALTER TABLE inbox ADD COLUMN seen_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE inbox ADD COLUMN seen_at INTEGER",
    "CREATE INDEX inbox_due ON inbox (next_try_at) WHERE verdict IN ('received', 'later')",
    "CREATE INDEX inbox_waits ON inbox (provider, waits_for) WHERE waits_for <> ''",
    """
    CREATE INDEX inbox_open ON inbox (provider, verdict, id)
    WHERE verdict IN ('received', 'later', 'conflict', 'refused') AND seen_at IS NULL
    """,
    "CREATE INDEX inbox_provider ON inbox (provider, id)",
    "CREATE INDEX payment_inbox ON payment (inbox_id) WHERE inbox_id <> ''",
    "CREATE INDEX payment_paid ON payment (provider, paid_at)",
    """
    CREATE TABLE provider_state (
        provider TEXT NOT NULL PRIMARY KEY CHECK (provider <> ''),
        cursor TEXT NOT NULL,
        polled_at INTEGER,
        poll_error TEXT NOT NULL,
        refused_since INTEGER,
        refused_last INTEGER,
        refused_count INTEGER NOT NULL CHECK (refused_count >= 0),
        alarmed_at INTEGER
    )
    """,
    """
    CREATE TABLE reconciliation (
        id TEXT NOT NULL PRIMARY KEY,
        provider TEXT NOT NULL CHECK (provider <> ''),
        source TEXT NOT NULL CHECK (source IN ('api', 'file')),
        file_name TEXT NOT NULL,
        file_sha256 TEXT NOT NULL,
        since INTEGER NOT NULL,
        until INTEGER NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('running', 'done', 'failed', 'stopped')),
        detail TEXT NOT NULL,
        lines INTEGER NOT NULL,
        compared INTEGER NOT NULL,
        matched INTEGER NOT NULL,
        actor TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        done_at INTEGER
    )
    """,
    """
    CREATE TABLE difference (
        id TEXT NOT NULL PRIMARY KEY,
        run_id TEXT NOT NULL REFERENCES reconciliation (id),
        kind TEXT NOT NULL CHECK (kind <> ''),
        rank INTEGER NOT NULL,
        posting TEXT NOT NULL CHECK (posting IN ('credit', 'quarantine', 'refund', 'reprocess', 'open',
            'ignore')),
        fingerprint TEXT NOT NULL,
        provider TEXT NOT NULL,
        external_id TEXT NOT NULL,
        invoice_number INTEGER,
        payment_id TEXT NOT NULL,
        inbox_id TEXT NOT NULL,
        line TEXT NOT NULL,
        line_number INTEGER NOT NULL,
        theirs TEXT NOT NULL,
        ours TEXT NOT NULL,
        at INTEGER,
        state TEXT NOT NULL CHECK (state IN ('open', 'done', 'ignored')),
        decided_by TEXT NOT NULL,
        reason TEXT NOT NULL,
        effects TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        decided_at INTEGER,
        CHECK ((state = 'open') = (decided_at IS NULL))
    )
    """,
    "CREATE INDEX difference_run ON difference (run_id, rank, id)",
    "CREATE INDEX difference_state ON difference (run_id, state, rank, id)",
    "CREATE INDEX difference_ignored ON difference (fingerprint) WHERE state = 'ignored'",
    """
    CREATE TRIGGER difference_decided_is_final BEFORE UPDATE OF state ON difference
    WHEN OLD.state <> 'open'
    BEGIN SELECT RAISE(ABORT, 'a difference is decided once'); END
    """,
)


def up(migrator: Any, db: Any) -> None:
    """Add what is new; nothing that was there changes."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
