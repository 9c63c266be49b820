"""Indexes of the lists of payments and invoices: filters in the order of time, and what a search names."""

from typing import Any

STATEMENTS = (
    # The further columns of these two answer the sums of a time without touching the table.
    """
    CREATE INDEX payment_time ON payment
        (created_at, id, currency, amount, refunded, status, category, is_test, kind)
    """,
    """
    CREATE INDEX payment_currency_time ON payment
        (currency, created_at, id, amount, refunded, status, category, is_test, kind)
    """,
    "CREATE INDEX payment_test_time ON payment (is_test, created_at, id)",
    "CREATE INDEX payment_status_time ON payment (status, created_at, id)",
    "CREATE INDEX payment_provider_time ON payment (provider, created_at, id)",
    "CREATE INDEX payment_bot_time ON payment (bot, created_at, id)",
    "CREATE INDEX payment_customer_time ON payment (customer_id, created_at, id)",
    "CREATE INDEX payment_verdict_time ON payment (verdict, created_at, id)",
    "CREATE INDEX payment_amount ON payment (amount, created_at, id)",
    "CREATE INDEX payment_payer ON payment (payer_id) WHERE payer_id IS NOT NULL",
    "CREATE INDEX payment_external ON payment (external_id)",
    "CREATE INDEX payment_refund_key ON payment (refund_key)",
    "CREATE INDEX invoice_external ON invoice (external_ref)",
    "CREATE INDEX invoice_currency ON invoice (currency, number)",
    "CREATE INDEX invoice_test ON invoice (is_test, number)",
    "CREATE INDEX invoice_time ON invoice (created_at, number)",
    "CREATE INDEX IF NOT EXISTS invoice_provider ON invoice (provider, number)",
    "CREATE INDEX invoice_bot ON invoice (bot, number)",
    "CREATE INDEX invoice_amount ON invoice (amount, number)",
)


def up(migrator: Any, db: Any) -> None:
    """Add the indexes."""
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
