"""Caps, deeds by hand, and approvals by a second person."""

from typing import Any

# Role, kind, and hundredths of a star: for one deed, for an operator and for a customer within 24 hours.
CAPS = (
    ("support", "credit", 500_00, 2_000_00, 1_000_00),
    ("support", "debit", 500_00, 2_000_00, 1_000_00),
    ("support", "compensate", 500_00, 2_000_00, 1_000_00),
    ("support", "reverse", 500_00, 2_000_00, 1_000_00),
    ("support", "refund_stars", 1_320_00, 8_000_00, 2_640_00),
    ("senior", "credit", 3_000_00, 12_000_00, 5_000_00),
    ("senior", "debit", 3_000_00, 12_000_00, 5_000_00),
    ("senior", "compensate", 3_000_00, 12_000_00, 5_000_00),
    ("senior", "reverse", 5_000_00, 20_000_00, 5_000_00),
    ("senior", "refund_stars", 5_000_00, 20_000_00, 10_000_00),
    ("senior", "refund_money", 5_000_00, 20_000_00, 10_000_00),
    ("senior", "record_refund", 5_000_00, 20_000_00, 10_000_00),
    ("senior", "credit_quarantine", 5_000_00, 20_000_00, 10_000_00),
    ("senior", "credit_unbound", 5_000_00, 20_000_00, 10_000_00),
    ("senior", "end_debt", 3_000_00, 12_000_00, 5_000_00),
    ("senior", "grant_plan", 3_000_00, 12_000_00, 5_000_00),
    ("admin", "credit", 10_000_00, 50_000_00, 20_000_00),
    ("admin", "debit", 10_000_00, 50_000_00, 20_000_00),
    ("admin", "compensate", 10_000_00, 50_000_00, 20_000_00),
    ("admin", "reverse", 50_000_00, 200_000_00, 100_000_00),
    ("admin", "refund_stars", 20_000_00, 100_000_00, 50_000_00),
    ("admin", "refund_money", 50_000_00, 200_000_00, 100_000_00),
    ("admin", "record_refund", 50_000_00, 200_000_00, 100_000_00),
    ("admin", "credit_quarantine", 50_000_00, 200_000_00, 100_000_00),
    ("admin", "credit_unbound", 50_000_00, 200_000_00, 100_000_00),
    ("admin", "end_debt", 10_000_00, 50_000_00, 20_000_00),
    ("admin", "grant_plan", 10_000_00, 50_000_00, 20_000_00),
)

STATEMENTS = (
    """
    CREATE TABLE cap (
        role TEXT NOT NULL,
        kind TEXT NOT NULL,
        action INTEGER NOT NULL CHECK (typeof(action) = 'integer' AND action >= 0),
        operator_day INTEGER NOT NULL CHECK (typeof(operator_day) = 'integer' AND operator_day >= 0),
        customer_day INTEGER NOT NULL CHECK (typeof(customer_day) = 'integer' AND customer_day >= 0),
        PRIMARY KEY (role, kind)
    )
    """,
    """
    CREATE TABLE approval (
        id TEXT NOT NULL PRIMARY KEY,
        operation_id TEXT NOT NULL CHECK (operation_id <> ''),
        kind TEXT NOT NULL,
        stars INTEGER NOT NULL CHECK (typeof(stars) = 'integer' AND stars >= 0),
        customer_id INTEGER,
        plan TEXT NOT NULL,
        plan_hash TEXT NOT NULL CHECK (length(plan_hash) = 64),
        fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
        reason TEXT NOT NULL,
        asked_by TEXT NOT NULL,
        asked_name TEXT NOT NULL,
        why TEXT NOT NULL,
        status TEXT NOT NULL CHECK (
            status IN ('waiting', 'approved', 'done', 'refused', 'withdrawn', 'expired')
        ),
        decided_by TEXT,
        decided_name TEXT NOT NULL,
        decision_reason TEXT NOT NULL,
        problem TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
        decided_at INTEGER,
        CHECK (status <> 'waiting' OR decided_by IS NULL),
        CHECK (status NOT IN ('approved', 'done', 'refused') OR
            (decided_by IS NOT NULL AND decided_by <> asked_by))
    )
    """,
    "CREATE UNIQUE INDEX approval_operation ON approval (operation_id) "
    "WHERE status IN ('waiting', 'approved', 'done')",
    "CREATE INDEX approval_open ON approval (status, expires_at) WHERE status IN ('waiting', 'approved')",
    """
    CREATE TRIGGER approval_plan_is_fixed BEFORE UPDATE ON approval
    WHEN OLD.plan <> NEW.plan OR OLD.plan_hash <> NEW.plan_hash OR OLD.asked_by <> NEW.asked_by
        OR OLD.operation_id <> NEW.operation_id OR OLD.expires_at <> NEW.expires_at OR OLD.stars <> NEW.stars
    BEGIN SELECT RAISE(ABORT, 'what was asked for is never changed'); END
    """,
    """
    CREATE TRIGGER approval_end_is_final BEFORE UPDATE ON approval
    WHEN OLD.status IN ('done', 'refused', 'withdrawn', 'expired')
    BEGIN SELECT RAISE(ABORT, 'an ended approval is never changed'); END
    """,
    """
    CREATE TRIGGER approval_is_never_deleted BEFORE DELETE ON approval
    BEGIN SELECT RAISE(ABORT, 'an approval is never deleted'); END
    """,
    """
    CREATE TABLE deed (
        id TEXT NOT NULL PRIMARY KEY,
        operation_id TEXT NOT NULL UNIQUE CHECK (operation_id <> ''),
        kind TEXT NOT NULL,
        operator_id TEXT NOT NULL,
        operator_name TEXT NOT NULL,
        stars INTEGER NOT NULL CHECK (typeof(stars) = 'integer' AND stars >= 0),
        plan TEXT NOT NULL,
        plan_hash TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        result_id TEXT NOT NULL,
        approval_id TEXT UNIQUE REFERENCES approval (id),
        approver_id TEXT,
        glass_reason TEXT NOT NULL,
        done_at INTEGER NOT NULL,
        CHECK ((approval_id IS NULL) = (approver_id IS NULL)),
        CHECK (approver_id IS NULL OR approver_id <> operator_id),
        CHECK (approval_id IS NULL OR glass_reason = '')
    )
    """,
    "CREATE INDEX deed_operator ON deed (operator_id, done_at)",
    "CREATE INDEX deed_approver ON deed (approver_id, done_at) WHERE approver_id IS NOT NULL",
    """
    CREATE TRIGGER deed_is_never_updated BEFORE UPDATE ON deed
    BEGIN SELECT RAISE(ABORT, 'a deed is never changed'); END
    """,
    """
    CREATE TRIGGER deed_is_never_deleted BEFORE DELETE ON deed
    BEGIN SELECT RAISE(ABORT, 'a deed is never deleted'); END
    """,
    """
    CREATE TRIGGER deed_has_its_approval BEFORE INSERT ON deed WHEN NEW.approval_id IS NOT NULL
    BEGIN
        SELECT RAISE(ABORT, 'a deed is what was approved') WHERE NOT EXISTS (
            SELECT 1 FROM approval
            WHERE id = NEW.approval_id AND status = 'approved' AND plan_hash = NEW.plan_hash
                AND operation_id = NEW.operation_id AND decided_by = NEW.approver_id
                AND asked_by = NEW.operator_id AND NEW.done_at < expires_at
        );
    END
    """,
    """
    CREATE TABLE deed_share (
        deed_id TEXT NOT NULL REFERENCES deed (id),
        customer_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        stars INTEGER NOT NULL CHECK (typeof(stars) = 'integer' AND stars >= 0),
        done_at INTEGER NOT NULL,
        PRIMARY KEY (deed_id, customer_id)
    )
    """,
    "CREATE INDEX deed_share_customer ON deed_share (customer_id, done_at)",
)


def up(migrator: Any, db: Any) -> None:
    """Add the tables, and caps that a small team can begin with."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for cap in CAPS:
        db.execute_sql("INSERT INTO cap VALUES (?, ?, ?, ?, ?)", cap)
