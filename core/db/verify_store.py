"""The invariants of money as queries over the live data; each returns what breaks its rule."""

from collections.abc import Callable
from datetime import datetime

from core.db import subscription_store, verify_defects
from core.db.tables import EPOCH
from core.domain.ledger import Finding

# Rule, sentence, and a query whose rows (subject, detail) are the findings.
_CHECKS = (
    (
        "sum_is_zero",
        "SELECT 'ledger', 'all balances add up to ' || SUM(balance) FROM account HAVING SUM(balance) <> 0",
    ),
    (
        "balance_is_sum",
        """
        SELECT account.id, 'carried ' || account.balance || ', moved ' || COALESCE(moved.total, 0)
        FROM account LEFT JOIN (
            SELECT account_id, SUM(amount) AS total FROM (
                SELECT credit_id AS account_id, amount FROM transfer
                UNION ALL SELECT debit_id, -amount FROM transfer
            ) GROUP BY account_id
        ) AS moved ON moved.account_id = account.id
        WHERE account.balance <> COALESCE(moved.total, 0)
        """,
    ),
    (
        "floor_is_kept",
        "SELECT id, 'balance ' || balance FROM account WHERE has_floor = 1 AND balance < 0",
    ),
    (
        "hold_has_one_end",
        """
        SELECT ends_hold_id, COUNT(*) || ' ends' FROM transfer
        WHERE ends_hold_id IS NOT NULL GROUP BY ends_hold_id HAVING COUNT(*) > 1
        """,
    ),
    (
        "end_matches_hold",
        """
        SELECT finish.id, 'end ' || finish.amount || ', hold ' || COALESCE(hold.amount, 'missing')
        FROM transfer AS finish LEFT JOIN transfer AS hold ON hold.id = finish.ends_hold_id
        WHERE finish.ends_hold_id IS NOT NULL AND (
            hold.id IS NULL OR hold.kind <> 'hold' OR hold.amount <> finish.amount
            OR hold.cause_id <> finish.cause_id
        )
        """,
    ),
    (
        "release_goes_home",
        """
        SELECT finish.id, hold.debit_id || ' paid, ' || finish.credit_id || ' received'
        FROM transfer AS finish JOIN transfer AS hold ON hold.id = finish.ends_hold_id
        WHERE finish.kind = 'release' AND finish.credit_id <> hold.debit_id
        """,
    ),
    (
        "charge_has_cause",
        """
        SELECT transfer.id, 'no attempt ' || transfer.cause_id FROM transfer
        LEFT JOIN attempt ON attempt.id = transfer.cause_id
        WHERE transfer.cause_kind = 'attempt' AND attempt.id IS NULL
        """,
    ),
    (
        "started_has_hold",
        """
        SELECT attempt.id, 'price ' || attempt.price || ' without its hold' FROM attempt
        LEFT JOIN transfer ON transfer.id = attempt.hold_id AND transfer.kind = 'hold'
            AND transfer.amount = attempt.price AND transfer.cause_id = attempt.id
        WHERE attempt.price > 0 AND transfer.id IS NULL
        """,
    ),
    (
        "ended_has_end",
        """
        SELECT attempt.id, attempt.status || ', money ' || attempt.money || ', ledger '
            || COALESCE(finish.kind, 'held') FROM attempt
        LEFT JOIN transfer AS finish ON finish.ends_hold_id = attempt.hold_id
        WHERE attempt.price > 0 AND COALESCE(finish.kind, 'held') <> CASE
            WHEN attempt.status = 'succeeded' THEN 'settle'
            WHEN attempt.status IN ('failed', 'canceled', 'aborted') THEN 'release'
            ELSE 'held' END
        """,
    ),
    (
        "money_is_true",
        """
        SELECT attempt.id, 'money ' || attempt.money || ' while ' || attempt.status FROM attempt
        WHERE attempt.money <> CASE
            WHEN attempt.price = 0 THEN 'free'
            WHEN attempt.status = 'succeeded' THEN 'settled'
            WHEN attempt.status IN ('failed', 'canceled', 'aborted') THEN 'released'
            ELSE 'held' END
        """,
    ),
    (
        "escrow_is_held",
        """
        SELECT 'escrow', 'balance ' || account.balance || ', open holds ' || COALESCE((
            SELECT SUM(amount) FROM transfer AS hold WHERE hold.kind = 'hold' AND NOT EXISTS (
                SELECT 1 FROM transfer AS finish WHERE finish.ends_hold_id = hold.id)), 0)
        FROM account WHERE account.id = 'escrow' AND account.balance <> COALESCE((
            SELECT SUM(amount) FROM transfer AS hold WHERE hold.kind = 'hold' AND NOT EXISTS (
                SELECT 1 FROM transfer AS finish WHERE finish.ends_hold_id = hold.id)), 0)
        """,
    ),
    (
        "attempt_has_one_hold",
        """
        SELECT cause_id, COUNT(*) || ' holds' FROM transfer
        WHERE kind = 'hold' GROUP BY cause_id HAVING COUNT(*) > 1
        """,
    ),
    (
        "reversal_is_contrary",
        """
        SELECT back.id, 'it names ' || back.reverses_id FROM transfer AS back
        LEFT JOIN transfer AS first ON first.id = back.reverses_id
        WHERE back.reverses_id IS NOT NULL AND (
            first.id IS NULL OR first.debit_id <> back.credit_id OR first.credit_id <> back.debit_id
        )
        """,
    ),
    (
        "reversed_within",
        """
        SELECT first.id, 'moved ' || first.amount || ', taken back ' || SUM(back.amount)
        FROM transfer AS back JOIN transfer AS first ON first.id = back.reverses_id
        WHERE back.reverses_id IS NOT NULL GROUP BY first.id HAVING SUM(back.amount) > first.amount
        """,
    ),
    (
        "refunded_within",
        """
        SELECT charge.id, 'charged ' || charge.amount || ', refunded ' || SUM(back.amount)
        FROM transfer AS back JOIN transfer AS charge ON charge.id = back.charge_id
        WHERE back.kind = 'refund' GROUP BY charge.id HAVING SUM(back.amount) > charge.amount
        """,
    ),
    (
        "refund_has_charge",
        """
        SELECT back.id, 'no settled charge ' || COALESCE(back.charge_id, 'named') FROM transfer AS back
        LEFT JOIN transfer AS charge ON charge.id = back.charge_id AND charge.debit_id = back.credit_id
        LEFT JOIN transfer AS finish ON finish.ends_hold_id = charge.id AND finish.kind = 'settle'
        WHERE back.kind = 'refund' AND (charge.id IS NULL OR finish.id IS NULL)
        """,
    ),
    (
        "training_shows_attempt",
        """
        SELECT training.id, training.status || ', its newest attempt ' || COALESCE(newest.status, 'missing')
        FROM training LEFT JOIN attempt AS newest ON newest.id = training.last_attempt_id
        WHERE newest.id IS NULL OR newest.status <> training.status OR training.is_active
            <> (training.status NOT IN ('succeeded', 'failed', 'canceled', 'aborted'))
            OR newest.number < (SELECT MAX(number) FROM attempt WHERE training_id = training.id)
        """,
    ),
    (
        "credited_once",
        """
        SELECT payment.id, payment.status || ' with ' || COUNT(transfer.id) || ' credits'
        FROM payment LEFT JOIN transfer ON transfer.cause_kind = 'payment'
            AND transfer.cause_id = payment.id AND transfer.kind IN ('topup', 'plan_purchase')
        GROUP BY payment.id HAVING COUNT(transfer.id) <> CASE
            WHEN payment.stars > 0 AND payment.transfer_id IS NOT NULL THEN 1 ELSE 0 END
            OR (payment.status = 'completed' AND payment.stars > 0 AND payment.transfer_id IS NULL)
            OR (payment.status IN ('quarantined', 'rejected') AND COUNT(transfer.id) > 0)
        """,
    ),
    (
        "invoice_shows_payment",
        """
        SELECT invoice.number, invoice.status || ' without its payment' FROM invoice
        WHERE invoice.status IN ('completed', 'refunded', 'partly_refunded', 'quarantined')
            AND NOT EXISTS (SELECT 1 FROM payment WHERE payment.invoice_number = invoice.number)
        """,
    ),
    (
        "completed_kept_terms",
        """
        SELECT payment.id, 'credited ' || transfer.amount || ', told ' || payment.stars
        FROM payment JOIN transfer ON transfer.id = payment.transfer_id
        WHERE transfer.amount <> payment.stars
            OR transfer.credit_id <> 'customer:' || payment.customer_id
            OR (transfer.debit_id = 'test') <> (payment.is_test = 1)
        """,
    ),
    (
        "plan_has_period",
        """
        SELECT payment.id, 'plan ' || payment.plan || ' without its period' FROM payment
        WHERE payment.plan <> '' AND payment.status IN ('completed', 'partly_refunded')
            AND NOT EXISTS (SELECT 1 FROM period WHERE period.payment_id = payment.id)
        """,
    ),
    (
        "refunded_is_sum",
        """
        SELECT payment.id, 'shows ' || payment.refunded || ', refunds ' || COALESCE(SUM(refund.amount), 0)
        FROM payment LEFT JOIN refund ON refund.payment_id = payment.id AND refund.status = 'confirmed'
        GROUP BY payment.id HAVING payment.refunded <> COALESCE(SUM(refund.amount), 0)
        """,
    ),
    (
        "transfer_has_audit",
        """
        SELECT transfer.id, transfer.kind FROM transfer LEFT JOIN audit
            ON audit.subject_kind = 'transfer' AND audit.subject_id = transfer.id
        GROUP BY transfer.id HAVING COUNT(audit.seq) <> 1
        """,
    ),
)

_COMPUTED: dict[str, Callable[[datetime], list[Finding]]] = {
    "plan_is_timeline": lambda _now: subscription_store.mismatches(),
    "charge_is_price": verify_defects.charges_off_list,
}
"""Rules whose truth is computed, not asked for in SQL."""

_QUERIES = dict(_CHECKS + verify_defects.CHECKS)
RULES = (*_QUERIES, *_COMPUTED)


def findings(rule: str, now: datetime = EPOCH) -> list[Finding]:
    """Return what breaks one rule, at most a thousand of them; without `now` nothing is overdue."""
    if rule in _COMPUTED:
        return _COMPUTED[rule](now)
    rows = verify_defects.ask(_QUERIES[rule], now)
    return [Finding(rule=rule, subject=str(subject), detail=str(detail)) for subject, detail in rows]
