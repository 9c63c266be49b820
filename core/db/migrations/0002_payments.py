"""Price lists, invoices, payments, the inbox, refunds, debts and periods; more kinds of transfer."""

from typing import Any

REBUILD_TRANSFER = (
    """
    CREATE TABLE transfer_new (
        id TEXT NOT NULL PRIMARY KEY,
        operation_id TEXT NOT NULL UNIQUE CHECK (operation_id <> ''),
        kind TEXT NOT NULL CHECK (
            kind IN ('topup', 'plan_purchase', 'grant', 'deduction', 'hold', 'settle', 'release',
                'refund', 'compensation', 'reversal')
        ),
        debit_id TEXT NOT NULL REFERENCES account (id),
        credit_id TEXT NOT NULL REFERENCES account (id),
        amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount > 0),
        cause_kind TEXT NOT NULL CHECK (cause_kind IN ('payment', 'attempt', 'operator', 'transfer')),
        cause_id TEXT NOT NULL CHECK (cause_id <> ''),
        actor TEXT NOT NULL CHECK (actor <> ''),
        reason TEXT NOT NULL,
        ends_hold_id TEXT UNIQUE REFERENCES transfer (id),
        reverses_id TEXT REFERENCES transfer (id),
        charge_id TEXT REFERENCES transfer (id),
        debit_after INTEGER NOT NULL,
        credit_after INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        CHECK (debit_id <> credit_id),
        CHECK ((kind IN ('settle', 'release')) = (ends_hold_id IS NOT NULL)),
        CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)),
        CHECK (kind <> 'refund' OR charge_id IS NOT NULL),
        CHECK (charge_id IS NULL OR kind IN ('refund', 'compensation'))
    )
    """,
    """
    INSERT INTO transfer_new
    SELECT id, operation_id, kind, debit_id, credit_id, amount, cause_kind, cause_id, actor, reason,
        ends_hold_id, reverses_id, NULL, debit_after, credit_after, created_at FROM transfer
    """,
    "DROP TABLE transfer",
    "ALTER TABLE transfer_new RENAME TO transfer",
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
)
"""SQLite cannot change a CHECK: the table is made anew and filled (lang_altertable, the twelve steps).

The runner switches foreign keys off around a migration, without which the old table could not be dropped.
"""

STATEMENTS = (
    "CREATE INDEX transfer_charge ON transfer (charge_id) WHERE charge_id IS NOT NULL",
    "CREATE INDEX transfer_reverses ON transfer (reverses_id) WHERE reverses_id IS NOT NULL",
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
    CREATE TRIGGER transfer_reverses_within BEFORE INSERT ON transfer WHEN NEW.reverses_id IS NOT NULL
    BEGIN
        SELECT RAISE(ABORT, 'a reversal is contrary to the transfer it names') WHERE NOT EXISTS (
            SELECT 1 FROM transfer WHERE id = NEW.reverses_id
                AND debit_id = NEW.credit_id AND credit_id = NEW.debit_id
                AND kind NOT IN ('hold', 'settle', 'release', 'reversal')
        );
        SELECT RAISE(ABORT, 'reversals are never more than the transfer they name') WHERE NEW.amount > (
            SELECT first.amount - COALESCE((
                SELECT SUM(back.amount) FROM transfer AS back WHERE back.reverses_id = first.id), 0)
            FROM transfer AS first WHERE first.id = NEW.reverses_id
        );
    END
    """,
    """
    CREATE TRIGGER transfer_refunds_within BEFORE INSERT ON transfer WHEN NEW.kind = 'refund'
    BEGIN
        SELECT RAISE(ABORT, 'a refund goes back to whoever paid a settled charge') WHERE NOT EXISTS (
            SELECT 1 FROM transfer AS charge JOIN transfer AS finish ON finish.ends_hold_id = charge.id
            WHERE charge.id = NEW.charge_id AND finish.kind = 'settle'
                AND charge.debit_id = NEW.credit_id AND finish.credit_id = NEW.debit_id
        );
        SELECT RAISE(ABORT, 'refunds are never more than the charge') WHERE NEW.amount > (
            SELECT charge.amount - COALESCE((
                SELECT SUM(back.amount) FROM transfer AS back
                WHERE back.charge_id = charge.id AND back.kind = 'refund'), 0)
            FROM transfer AS charge WHERE charge.id = NEW.charge_id
        );
    END
    """,
    """
    CREATE TABLE price_list (
        version TEXT NOT NULL PRIMARY KEY CHECK (version <> ''),
        valid_from INTEGER NOT NULL,
        body TEXT NOT NULL,
        note TEXT NOT NULL,
        actor TEXT NOT NULL,
        created_at INTEGER NOT NULL
    )
    """,
    "CREATE INDEX price_list_from ON price_list (valid_from, version)",
    """
    CREATE TRIGGER price_list_is_never_updated BEFORE UPDATE ON price_list
    BEGIN SELECT RAISE(ABORT, 'a price list is never changed; make a new version'); END
    """,
    """
    CREATE TRIGGER price_list_is_never_deleted BEFORE DELETE ON price_list
    BEGIN SELECT RAISE(ABORT, 'a price list is never deleted'); END
    """,
    """
    CREATE TABLE invoice (
        number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CHECK (number BETWEEN 1 AND 2147483647),
        operation_id TEXT NOT NULL UNIQUE CHECK (operation_id <> ''),
        customer_id INTEGER NOT NULL REFERENCES customer (telegram_id),
        bot TEXT NOT NULL CHECK (bot <> ''),
        provider TEXT NOT NULL CHECK (provider <> ''),
        product TEXT NOT NULL CHECK (product <> ''),
        plan TEXT NOT NULL,
        plan_days INTEGER,
        stars INTEGER NOT NULL CHECK (typeof(stars) = 'integer' AND stars >= 0),
        amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount > 0),
        currency TEXT NOT NULL CHECK (currency <> ''),
        price_list TEXT NOT NULL REFERENCES price_list (version),
        promo TEXT NOT NULL,
        is_test INTEGER NOT NULL CHECK (is_test IN (0, 1)),
        is_recurring INTEGER NOT NULL CHECK (is_recurring IN (0, 1)),
        status TEXT NOT NULL CHECK (status IN ('pending', 'completed', 'quarantined', 'failed',
            'cancelled', 'expired', 'rejected', 'refunded', 'partly_refunded')),
        status_reason TEXT NOT NULL,
        url TEXT NOT NULL,
        instructions TEXT NOT NULL,
        external_ref TEXT NOT NULL,
        actor TEXT NOT NULL,
        asks INTEGER NOT NULL,
        next_ask_at INTEGER,
        created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        paid_at INTEGER,
        CHECK (stars > 0 OR plan <> ''),
        CHECK ((status IN ('completed', 'refunded', 'partly_refunded')) = (paid_at IS NOT NULL))
    )
    """,
    "CREATE INDEX invoice_status ON invoice (status, number)",
    "CREATE INDEX invoice_customer ON invoice (customer_id, number)",
    "CREATE INDEX invoice_ask ON invoice (next_ask_at) WHERE status = 'pending'",
    "CREATE UNIQUE INDEX invoice_ref ON invoice (provider, external_ref) WHERE external_ref <> ''",
    """
    CREATE TRIGGER invoice_terms_are_frozen BEFORE UPDATE ON invoice
    WHEN OLD.operation_id <> NEW.operation_id OR OLD.customer_id <> NEW.customer_id OR OLD.bot <> NEW.bot
        OR OLD.provider <> NEW.provider OR OLD.product <> NEW.product OR OLD.plan <> NEW.plan
        OR OLD.plan_days IS NOT NEW.plan_days OR OLD.stars <> NEW.stars OR OLD.amount <> NEW.amount
        OR OLD.currency <> NEW.currency OR OLD.price_list <> NEW.price_list OR OLD.promo <> NEW.promo
        OR OLD.is_test <> NEW.is_test OR OLD.created_at <> NEW.created_at
    BEGIN SELECT RAISE(ABORT, 'the terms of an invoice are frozen'); END
    """,
    """
    CREATE TRIGGER invoice_moves_are_legal BEFORE UPDATE OF status ON invoice
    WHEN OLD.status <> NEW.status AND NOT (
        (OLD.status = 'pending' AND NEW.status IN
            ('completed', 'quarantined', 'failed', 'cancelled', 'expired'))
        OR (OLD.status = 'quarantined' AND NEW.status IN ('completed', 'refunded', 'rejected'))
        OR (OLD.status IN ('completed', 'partly_refunded') AND NEW.status IN ('refunded', 'partly_refunded'))
    )
    BEGIN SELECT RAISE(ABORT, 'an invoice does not move so'); END
    """,
    """
    CREATE TABLE payment (
        id TEXT NOT NULL PRIMARY KEY,
        provider TEXT NOT NULL CHECK (provider <> ''),
        external_id TEXT NOT NULL CHECK (external_id <> ''),
        invoice_number INTEGER REFERENCES invoice (number),
        customer_id INTEGER REFERENCES customer (telegram_id),
        payer_id INTEGER,
        bot TEXT NOT NULL,
        amount INTEGER CHECK (amount IS NULL OR (typeof(amount) = 'integer' AND amount >= 0)),
        currency TEXT NOT NULL,
        fee INTEGER,
        stars INTEGER NOT NULL CHECK (typeof(stars) = 'integer' AND stars >= 0),
        plan TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('topup', 'plan_purchase', 'unknown')),
        category TEXT NOT NULL CHECK (category IN ('real', 'bonus')),
        is_test INTEGER NOT NULL CHECK (is_test IN (0, 1)),
        status TEXT NOT NULL CHECK (status IN ('completed', 'quarantined', 'rejected', 'refunded',
            'partly_refunded')),
        verdict TEXT NOT NULL,
        refund_key TEXT NOT NULL,
        recurring_key TEXT NOT NULL,
        detail TEXT NOT NULL,
        transfer_id TEXT UNIQUE REFERENCES transfer (id),
        refunded INTEGER NOT NULL CHECK (refunded >= 0),
        inbox_id TEXT NOT NULL,
        actor TEXT NOT NULL,
        decided_by TEXT NOT NULL,
        decision_reason TEXT NOT NULL,
        search_text TEXT NOT NULL,
        paid_at INTEGER,
        created_at INTEGER NOT NULL,
        decided_at INTEGER,
        UNIQUE (provider, external_id),
        CHECK (status <> 'completed' OR customer_id IS NOT NULL),
        CHECK (amount IS NULL OR refunded <= amount)
    )
    """,
    "CREATE INDEX payment_status ON payment (status, id)",
    "CREATE INDEX payment_customer ON payment (customer_id, id)",
    "CREATE INDEX payment_invoice ON payment (invoice_number)",
    """
    CREATE TRIGGER payment_facts_are_frozen BEFORE UPDATE ON payment
    WHEN OLD.provider <> NEW.provider OR OLD.external_id <> NEW.external_id
        OR OLD.amount IS NOT NEW.amount OR OLD.currency <> NEW.currency OR OLD.created_at <> NEW.created_at
        OR (OLD.transfer_id IS NOT NULL AND OLD.transfer_id IS NOT NEW.transfer_id)
    BEGIN SELECT RAISE(ABORT, 'what a provider told of a payment is frozen'); END
    """,
    """
    CREATE TRIGGER payment_moves_are_legal BEFORE UPDATE OF status ON payment
    WHEN OLD.status <> NEW.status AND NOT (
        (OLD.status = 'quarantined' AND NEW.status IN ('completed', 'refunded', 'rejected'))
        OR (OLD.status IN ('completed', 'partly_refunded') AND NEW.status IN ('refunded', 'partly_refunded'))
    )
    BEGIN SELECT RAISE(ABORT, 'a payment does not move so'); END
    """,
    """
    CREATE TABLE inbox (
        id TEXT NOT NULL PRIMARY KEY,
        provider TEXT NOT NULL CHECK (provider <> ''),
        delivery_id TEXT NOT NULL CHECK (delivery_id <> ''),
        source TEXT NOT NULL CHECK (source IN ('webhook', 'paste', 'file', 'poll', 'statement', 'operator')),
        body BLOB NOT NULL,
        headers TEXT NOT NULL,
        query TEXT NOT NULL,
        source_address TEXT NOT NULL,
        deliveries INTEGER NOT NULL CHECK (deliveries >= 1),
        verdict TEXT NOT NULL CHECK (verdict IN ('received', 'done', 'duplicate', 'quarantined', 'conflict',
            'refused', 'ignored', 'later')),
        detail TEXT NOT NULL,
        effects TEXT NOT NULL,
        actor TEXT NOT NULL,
        received_at INTEGER NOT NULL,
        processed_at INTEGER,
        UNIQUE (provider, delivery_id)
    )
    """,
    "CREATE INDEX inbox_verdict ON inbox (verdict, id)",
    """
    CREATE TRIGGER inbox_is_kept_raw BEFORE UPDATE ON inbox
    WHEN OLD.provider <> NEW.provider OR OLD.delivery_id <> NEW.delivery_id OR OLD.body <> NEW.body
        OR OLD.headers <> NEW.headers OR OLD.query <> NEW.query OR OLD.received_at <> NEW.received_at
    BEGIN SELECT RAISE(ABORT, 'what came in is kept as it came'); END
    """,
    """
    CREATE TRIGGER inbox_is_never_deleted BEFORE DELETE ON inbox
    BEGIN SELECT RAISE(ABORT, 'what came in is kept for ever'); END
    """,
    """
    CREATE TABLE refund (
        id TEXT NOT NULL PRIMARY KEY,
        operation_id TEXT NOT NULL UNIQUE CHECK (operation_id <> ''),
        payment_id TEXT NOT NULL REFERENCES payment (id),
        amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount > 0),
        currency TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('requested', 'confirmed', 'refused', 'unknown')),
        step TEXT NOT NULL CHECK (step IN ('ready', 'sent', 'answered')),
        provider_ref TEXT NOT NULL,
        detail TEXT NOT NULL,
        stars_back INTEGER NOT NULL CHECK (stars_back >= 0),
        asks INTEGER NOT NULL,
        next_ask_at INTEGER,
        actor TEXT NOT NULL,
        reason TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        done_at INTEGER
    )
    """,
    "CREATE INDEX refund_payment ON refund (payment_id, id)",
    "CREATE INDEX refund_ask ON refund (next_ask_at) WHERE status IN ('requested', 'unknown')",
    "CREATE UNIQUE INDEX refund_ref ON refund (payment_id, provider_ref) WHERE provider_ref <> ''",
    """
    CREATE TRIGGER refund_end_is_final BEFORE UPDATE OF status ON refund
    WHEN OLD.status IN ('confirmed', 'refused') AND NEW.status <> OLD.status
    BEGIN SELECT RAISE(ABORT, 'a refund that ended is final'); END
    """,
    """
    CREATE TRIGGER refund_within_payment BEFORE INSERT ON refund
    BEGIN
        SELECT RAISE(ABORT, 'refunds are never more than the payment') WHERE NEW.amount > (
            SELECT COALESCE(payment.amount, 0) - COALESCE((
                SELECT SUM(other.amount) FROM refund AS other
                WHERE other.payment_id = payment.id AND other.status <> 'refused'), 0)
            FROM payment WHERE payment.id = NEW.payment_id
        );
    END
    """,
    """
    CREATE TABLE debt (
        id TEXT NOT NULL PRIMARY KEY,
        refund_id TEXT NOT NULL UNIQUE REFERENCES refund (id),
        customer_id INTEGER NOT NULL REFERENCES customer (telegram_id),
        stars INTEGER NOT NULL CHECK (typeof(stars) = 'integer' AND stars > 0),
        status TEXT NOT NULL CHECK (status IN ('open', 'paid', 'forgiven')),
        actor TEXT NOT NULL,
        reason TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        ended_at INTEGER
    )
    """,
    "CREATE INDEX debt_customer ON debt (customer_id, status)",
    """
    CREATE TABLE period (
        id TEXT NOT NULL PRIMARY KEY,
        operation_id TEXT NOT NULL UNIQUE CHECK (operation_id <> ''),
        customer_id INTEGER NOT NULL REFERENCES customer (telegram_id),
        bot TEXT NOT NULL,
        plan TEXT NOT NULL CHECK (plan <> ''),
        days INTEGER CHECK (days IS NULL OR days > 0),
        kind TEXT NOT NULL CHECK (kind IN ('purchase', 'renewal', 'grant', 'promo', 'gift')),
        category TEXT NOT NULL CHECK (category IN ('real', 'bonus')),
        is_test INTEGER NOT NULL CHECK (is_test IN (0, 1)),
        payment_id TEXT UNIQUE REFERENCES payment (id),
        actor TEXT NOT NULL,
        reason TEXT NOT NULL,
        bought_at INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        closed_at INTEGER,
        closed_by TEXT NOT NULL,
        closed_reason TEXT NOT NULL
    )
    """,
    "CREATE INDEX period_customer ON period (customer_id, id)",
)


def up(migrator: Any, db: Any) -> None:
    """Rebuild `transfer`, whose constraints change, then add what is new."""
    del migrator
    for statement in REBUILD_TRANSFER + STATEMENTS:
        db.execute_sql(statement)
