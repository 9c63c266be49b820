"""The first schema: people, ledger, trainings, outbox, audit.

SQL as text on purpose: a migration must not change when `tables.py` does.
"""

from typing import Any

STATEMENTS = (
    """
    CREATE TABLE operator (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        role TEXT NOT NULL CHECK (role IN ('viewer', 'support', 'senior', 'admin')),
        is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
        created_at INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE customer (
        telegram_id INTEGER NOT NULL PRIMARY KEY CHECK (telegram_id > 0),
        bot TEXT NOT NULL CHECK (bot <> ''),
        username TEXT NOT NULL,
        first_name TEXT NOT NULL,
        last_name TEXT NOT NULL,
        language TEXT NOT NULL CHECK (language IN ('en', 'ru')),
        gender TEXT NOT NULL CHECK (gender IN ('unknown', 'female', 'male')),
        search_text TEXT NOT NULL,
        is_unreachable INTEGER NOT NULL CHECK (is_unreachable IN (0, 1)),
        created_at INTEGER NOT NULL
    )
    """,
    "CREATE INDEX customer_newest ON customer (created_at, telegram_id)",
    "CREATE INDEX customer_bot ON customer (bot)",
    """
    CREATE TABLE account (
        id TEXT NOT NULL PRIMARY KEY,
        has_floor INTEGER NOT NULL CHECK (has_floor IN (0, 1)),
        balance INTEGER NOT NULL CHECK (typeof(balance) = 'integer'),
        CHECK (has_floor = 0 OR balance >= 0)
    )
    """,
    """
    CREATE TABLE transfer (
        id TEXT NOT NULL PRIMARY KEY,
        operation_id TEXT NOT NULL UNIQUE CHECK (operation_id <> ''),
        kind TEXT NOT NULL CHECK (
            kind IN ('topup', 'grant', 'deduction', 'hold', 'settle', 'release', 'reversal')
        ),
        debit_id TEXT NOT NULL REFERENCES account (id),
        credit_id TEXT NOT NULL REFERENCES account (id),
        amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount > 0),
        cause_kind TEXT NOT NULL CHECK (cause_kind IN ('payment', 'attempt', 'operator', 'transfer')),
        cause_id TEXT NOT NULL CHECK (cause_id <> ''),
        actor TEXT NOT NULL CHECK (actor <> ''),
        reason TEXT NOT NULL,
        ends_hold_id TEXT UNIQUE REFERENCES transfer (id),
        reverses_id TEXT UNIQUE REFERENCES transfer (id),
        debit_after INTEGER NOT NULL,
        credit_after INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        CHECK (debit_id <> credit_id),
        CHECK ((kind IN ('settle', 'release')) = (ends_hold_id IS NOT NULL)),
        CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL))
    )
    """,
    "CREATE INDEX transfer_debit ON transfer (debit_id, id)",
    "CREATE INDEX transfer_credit ON transfer (credit_id, id)",
    "CREATE INDEX transfer_cause ON transfer (cause_kind, cause_id)",
    """
    CREATE TRIGGER transfer_is_never_updated BEFORE UPDATE ON transfer
    BEGIN SELECT RAISE(ABORT, 'a transfer is never changed'); END
    """,
    """
    CREATE TRIGGER transfer_is_never_deleted BEFORE DELETE ON transfer
    BEGIN SELECT RAISE(ABORT, 'a transfer is never deleted'); END
    """,
    """
    CREATE TRIGGER transfer_ends_a_hold_whole BEFORE INSERT ON transfer WHEN NEW.ends_hold_id IS NOT NULL
    BEGIN
        SELECT RAISE(ABORT, 'an end must match its hold') WHERE NOT EXISTS (
            SELECT 1 FROM transfer
            WHERE id = NEW.ends_hold_id AND kind = 'hold' AND amount = NEW.amount
                AND credit_id = NEW.debit_id AND cause_id = NEW.cause_id
        );
    END
    """,
    """
    CREATE TABLE training (
        id TEXT NOT NULL PRIMARY KEY,
        customer_id INTEGER NOT NULL REFERENCES customer (telegram_id),
        operator_id TEXT NOT NULL REFERENCES operator (id),
        bot TEXT NOT NULL,
        model_name TEXT NOT NULL,
        destination TEXT NOT NULL,
        trainer TEXT NOT NULL,
        trainer_version TEXT NOT NULL,
        parameters TEXT NOT NULL,
        dataset TEXT NOT NULL,
        price INTEGER NOT NULL CHECK (typeof(price) = 'integer' AND price > 0),
        price_list TEXT NOT NULL,
        last_attempt_id TEXT NOT NULL,
        status TEXT NOT NULL,
        is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
        search_text TEXT NOT NULL,
        created_at INTEGER NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX training_one_active ON training (customer_id, model_name) WHERE is_active = 1",
    "CREATE INDEX training_status ON training (status, id)",
    "CREATE INDEX training_customer ON training (customer_id, id)",
    """
    CREATE TABLE attempt (
        id TEXT NOT NULL PRIMARY KEY,
        training_id TEXT NOT NULL REFERENCES training (id),
        number INTEGER NOT NULL CHECK (number >= 1),
        status TEXT NOT NULL CHECK (status IN ('submitting', 'unknown', 'starting', 'processing',
            'succeeded', 'failed', 'canceled', 'aborted')),
        provider_status TEXT NOT NULL,
        step TEXT NOT NULL,
        price INTEGER NOT NULL CHECK (typeof(price) = 'integer' AND price >= 0),
        hold_id TEXT UNIQUE REFERENCES transfer (id),
        money TEXT NOT NULL CHECK (money IN ('free', 'held', 'settled', 'released')),
        version TEXT NOT NULL,
        account TEXT NOT NULL,
        input_url TEXT NOT NULL,
        uploaded_at INTEGER,
        markers TEXT NOT NULL,
        provider_id TEXT UNIQUE,
        sent_at INTEGER,
        sends INTEGER NOT NULL,
        looks INTEGER NOT NULL,
        cancel_asked INTEGER NOT NULL CHECK (cancel_asked IN (0, 1)),
        waiting_for TEXT NOT NULL,
        failure_class TEXT NOT NULL,
        error TEXT NOT NULL,
        progress_step INTEGER,
        progress_total INTEGER,
        phase TEXT NOT NULL,
        eta_s INTEGER,
        loss REAL,
        cost_micro_usd INTEGER,
        output_version TEXT NOT NULL,
        weights_url TEXT NOT NULL,
        weights_sha256 TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        started_at INTEGER,
        completed_at INTEGER,
        CHECK ((price > 0) = (hold_id IS NOT NULL)),
        CHECK ((money = 'free') = (price = 0)),
        UNIQUE (training_id, number)
    )
    """,
    "CREATE INDEX attempt_status ON attempt (status, completed_at)",
    "CREATE INDEX attempt_sends ON attempt (sends)",
    """
    CREATE TRIGGER attempt_end_is_final BEFORE UPDATE OF status ON attempt
    WHEN OLD.status IN ('succeeded', 'failed', 'canceled', 'aborted') AND NEW.status <> OLD.status
    BEGIN SELECT RAISE(ABORT, 'a terminal state is final'); END
    """,
    """
    CREATE TABLE attempt_log (
        attempt_id TEXT NOT NULL PRIMARY KEY REFERENCES attempt (id),
        text TEXT NOT NULL,
        saved_at INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE story_event (
        id TEXT NOT NULL PRIMARY KEY,
        training_id TEXT NOT NULL REFERENCES training (id),
        attempt_number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        actor TEXT NOT NULL,
        facts TEXT NOT NULL,
        at INTEGER NOT NULL
    )
    """,
    "CREATE INDEX story_event_training ON story_event (training_id, id)",
    """
    CREATE TABLE outbox (
        id TEXT NOT NULL PRIMARY KEY,
        event_key TEXT NOT NULL UNIQUE,
        customer_id INTEGER NOT NULL REFERENCES customer (telegram_id),
        bot TEXT NOT NULL,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('waiting', 'sending', 'sent', 'uncertain', 'failed',
            'undeliverable')),
        tries INTEGER NOT NULL,
        next_at INTEGER NOT NULL,
        message_id INTEGER,
        error TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        sent_at INTEGER
    )
    """,
    "CREATE INDEX outbox_due ON outbox (status, next_at)",
    "CREATE INDEX outbox_customer ON outbox (customer_id, id)",
    """
    CREATE TABLE audit (
        seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        subject_kind TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        reason TEXT NOT NULL
    )
    """,
    "CREATE INDEX audit_subject ON audit (subject_kind, subject_id)",
    """
    CREATE TRIGGER audit_is_never_updated BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'an audit row is never changed'); END
    """,
    """
    CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'an audit row is never deleted'); END
    """,
)


def up(migrator: Any, db: Any) -> None:
    """Build everything on an empty file."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
