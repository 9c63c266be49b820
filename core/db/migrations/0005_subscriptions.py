"""Terms of periods, pauses and cancellations, subscriptions as read by lists, charges, promo codes, runs."""

from typing import Any

STATEMENTS = (
    "ALTER TABLE period ADD COLUMN rank INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE period ADD COLUMN grace_days INTEGER NOT NULL DEFAULT 3 CHECK (grace_days BETWEEN 0 AND 7)",
    """
    UPDATE period SET rank = CASE plan WHEN 'neurophoto' THEN 1 WHEN 'neurovideo' THEN 2
        WHEN 'neuroblogger' THEN 3 WHEN 'neurotester' THEN 4 ELSE 0 END
    """,
    """
    CREATE TRIGGER period_facts_are_frozen BEFORE UPDATE ON period
    WHEN OLD.operation_id <> NEW.operation_id OR OLD.customer_id <> NEW.customer_id OR OLD.plan <> NEW.plan
        OR OLD.days IS NOT NEW.days OR OLD.rank <> NEW.rank OR OLD.grace_days <> NEW.grace_days
        OR OLD.kind <> NEW.kind OR OLD.category <> NEW.category OR OLD.bought_at <> NEW.bought_at
        OR OLD.payment_id IS NOT NEW.payment_id
        OR (OLD.closed_at IS NOT NULL AND OLD.closed_at IS NOT NEW.closed_at)
    BEGIN SELECT RAISE(ABORT, 'what was bought or given is frozen; a period can only be closed, once'); END
    """,
    """
    CREATE TRIGGER period_is_never_deleted BEFORE DELETE ON period
    BEGIN SELECT RAISE(ABORT, 'a period is never deleted'); END
    """,
    """
    CREATE TABLE plan_interval (
        id TEXT NOT NULL PRIMARY KEY,
        operation_id TEXT NOT NULL UNIQUE CHECK (operation_id <> ''),
        customer_id INTEGER NOT NULL REFERENCES customer (telegram_id),
        kind TEXT NOT NULL CHECK (kind IN ('pause', 'stop')),
        since INTEGER NOT NULL,
        until INTEGER,
        actor TEXT NOT NULL,
        reason TEXT NOT NULL,
        ended_by TEXT NOT NULL
    )
    """,
    "CREATE INDEX plan_interval_customer ON plan_interval (customer_id, id)",
    "CREATE UNIQUE INDEX plan_interval_one_open ON plan_interval (customer_id, kind) WHERE until IS NULL",
    """
    CREATE TABLE subscription (
        customer_id INTEGER NOT NULL PRIMARY KEY REFERENCES customer (telegram_id),
        bot TEXT NOT NULL,
        plan TEXT NOT NULL,
        rank INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('none', 'active', 'grace', 'paused', 'ended')),
        period_id TEXT NOT NULL,
        since INTEGER,
        until INTEGER,
        anchor INTEGER,
        grace_days INTEGER NOT NULL,
        queued INTEGER NOT NULL CHECK (queued >= 0),
        next_plan TEXT NOT NULL,
        stops_at_end INTEGER NOT NULL CHECK (stops_at_end IN (0, 1)),
        next_change_at INTEGER,
        told INTEGER NOT NULL,
        next_notice_at INTEGER,
        renew_on INTEGER NOT NULL CHECK (renew_on IN (0, 1)),
        renew_provider TEXT NOT NULL,
        renew_key TEXT NOT NULL,
        renew_product TEXT NOT NULL,
        renew_plan TEXT NOT NULL,
        renew_currency TEXT NOT NULL,
        renew_to_tell INTEGER NOT NULL CHECK (renew_to_tell IN (0, 1)),
        next_charge_at INTEGER,
        tries INTEGER NOT NULL,
        trouble TEXT NOT NULL,
        computed_at INTEGER NOT NULL,
        CHECK (renew_on = 0 OR (renew_provider <> '' AND renew_product <> ''))
    )
    """,
    "CREATE INDEX subscription_state ON subscription (state)",
    "CREATE INDEX subscription_end ON subscription (COALESCE(until, 9223372036854775807), customer_id)",
    "CREATE INDEX subscription_ended ON subscription (since, customer_id) WHERE state = 'ended'",
    "CREATE INDEX subscription_change ON subscription (next_change_at) WHERE next_change_at IS NOT NULL",
    "CREATE INDEX subscription_notice ON subscription (next_notice_at) WHERE next_notice_at IS NOT NULL",
    "CREATE INDEX subscription_charge ON subscription (next_charge_at) WHERE next_charge_at IS NOT NULL",
    """
    CREATE TABLE charge (
        id TEXT NOT NULL PRIMARY KEY,
        operation_id TEXT NOT NULL UNIQUE CHECK (operation_id <> ''),
        customer_id INTEGER NOT NULL REFERENCES customer (telegram_id),
        renews_at INTEGER NOT NULL,
        attempt INTEGER NOT NULL CHECK (attempt >= 1),
        invoice_number INTEGER NOT NULL UNIQUE REFERENCES invoice (number),
        step TEXT NOT NULL CHECK (step IN ('ready', 'sent', 'unknown', 'accepted', 'refused', 'paid')),
        detail TEXT NOT NULL,
        next_at INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        UNIQUE (customer_id, renews_at, attempt)
    )
    """,
    "CREATE INDEX charge_open ON charge (next_at) WHERE step IN ('ready', 'sent', 'unknown', 'accepted')",
    """
    CREATE UNIQUE INDEX charge_one_open ON charge (customer_id)
    WHERE step IN ('ready', 'sent', 'unknown', 'accepted')
    """,
    """
    CREATE TRIGGER charge_end_is_final BEFORE UPDATE OF step ON charge
    WHEN OLD.step = 'paid' AND NEW.step <> 'paid'
    BEGIN SELECT RAISE(ABORT, 'a charge that was paid is final'); END
    """,
    """
    CREATE TABLE promo (
        code TEXT NOT NULL PRIMARY KEY CHECK (code <> ''),
        kind TEXT NOT NULL CHECK (kind IN ('percent', 'stars', 'plan')),
        percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 99),
        stars INTEGER NOT NULL CHECK (typeof(stars) = 'integer' AND stars >= 0),
        plan TEXT NOT NULL,
        days INTEGER CHECK (days IS NULL OR days > 0),
        products TEXT NOT NULL,
        max_uses INTEGER CHECK (max_uses IS NULL OR max_uses > 0),
        new_only INTEGER NOT NULL CHECK (new_only IN (0, 1)),
        valid_from INTEGER NOT NULL,
        valid_until INTEGER,
        is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
        note TEXT NOT NULL,
        actor TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        CHECK ((kind = 'percent') = (percent > 0)),
        CHECK ((kind = 'plan') = (plan <> '')),
        CHECK (kind <> 'stars' OR stars > 0)
    )
    """,
    """
    CREATE TRIGGER promo_terms_are_frozen BEFORE UPDATE ON promo
    WHEN OLD.kind <> NEW.kind OR OLD.percent <> NEW.percent OR OLD.stars <> NEW.stars
        OR OLD.plan <> NEW.plan OR OLD.days IS NOT NEW.days OR OLD.products <> NEW.products
        OR OLD.new_only <> NEW.new_only
    BEGIN SELECT RAISE(ABORT, 'what a code gives is frozen; make another code'); END
    """,
    """
    CREATE TABLE promo_use (
        id TEXT NOT NULL PRIMARY KEY,
        code TEXT NOT NULL REFERENCES promo (code),
        customer_id INTEGER NOT NULL REFERENCES customer (telegram_id),
        invoice_number INTEGER REFERENCES invoice (number),
        transfer_id TEXT REFERENCES transfer (id),
        period_id TEXT REFERENCES period (id),
        actor TEXT NOT NULL,
        used_at INTEGER NOT NULL,
        UNIQUE (code, customer_id)
    )
    """,
    """
    CREATE TRIGGER promo_use_is_kept BEFORE DELETE ON promo_use
    BEGIN SELECT RAISE(ABORT, 'the use of a code is never deleted'); END
    """,
    """
    CREATE TABLE mass_run (
        id TEXT NOT NULL PRIMARY KEY,
        plan TEXT NOT NULL CHECK (plan <> ''),
        days INTEGER CHECK (days IS NULL OR days > 0),
        stars INTEGER NOT NULL CHECK (typeof(stars) = 'integer' AND stars >= 0),
        reason TEXT NOT NULL CHECK (reason <> ''),
        tells INTEGER NOT NULL CHECK (tells IN (0, 1)),
        status TEXT NOT NULL CHECK (status IN ('asked', 'running', 'paused', 'done')),
        actor TEXT NOT NULL,
        actor_id TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        done_at INTEGER
    )
    """,
    """
    CREATE TABLE mass_row (
        run_id TEXT NOT NULL REFERENCES mass_run (id),
        number INTEGER NOT NULL,
        customer_id INTEGER NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('waiting', 'done', 'skipped')),
        detail TEXT NOT NULL,
        period_id TEXT REFERENCES period (id),
        at INTEGER,
        PRIMARY KEY (run_id, customer_id)
    )
    """,
    "CREATE INDEX mass_row_status ON mass_row (run_id, status, number)",
)


def up(migrator: Any, db: Any) -> None:
    """Add what is new; periods that are there get the rank of their plan and three days of grace."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
