"""What the former business got wrong, looked for in the live data: rules beside those of `verify_store`.

Each query returns rows (subject, detail). Those with a "?" are asked with the moment before which something
should have happened long ago.
"""

from datetime import datetime, timedelta

from core.db import price_list_store
from core.db.tables import Account, to_micros
from core.domain.ledger import Finding
from core.domain.pricing import TrainingRate
from core.errors import InputError
from core.money import Stars

MOST = 1000
LONG_AGO = timedelta(days=1)
"""Work of minutes that did not end within this is forgotten work."""
ADOPTED = "training.adopt"
"""The deed in the audit log that takes over a training made elsewhere, which nobody pays for."""

CHECKS = (
    (
        "first_try_is_paid",
        """
        SELECT attempt.id, attempt.status || ' without a charge' FROM attempt
        WHERE attempt.number = 1 AND attempt.price = 0 AND NOT EXISTS (
            SELECT 1 FROM audit WHERE audit.subject_kind = 'training'
                AND audit.subject_id = attempt.training_id AND audit.action = 'training.adopt')
        """,
    ),
    (
        "stars_are_whole",
        """
        SELECT id, 'amount ' || amount FROM transfer WHERE typeof(amount) <> 'integer'
        UNION ALL SELECT id, 'balance ' || balance FROM account WHERE typeof(balance) <> 'integer'
        UNION ALL SELECT id, 'price ' || price FROM attempt WHERE typeof(price) <> 'integer'
        """,
    ),
    (
        "credit_was_proved",
        """
        SELECT payment.id, 'credited though its notice was ' || inbox.verdict FROM payment
        JOIN inbox ON inbox.id = payment.inbox_id
        WHERE payment.inbox_id <> '' AND payment.decided_by = '' AND payment.transfer_id IS NOT NULL
            AND inbox.verdict = 'refused'
        """,
    ),
    (
        "end_is_replicates",
        """
        SELECT id, 'ended ' || status || ', Replicate said ' || provider_status FROM attempt
        WHERE provider_id IS NOT NULL
            AND status IN ('succeeded', 'failed', 'canceled', 'aborted')
            AND status <> provider_status
            AND (status = 'succeeded' OR provider_status IN ('succeeded', 'failed', 'canceled', 'aborted'))
        """,
    ),
    (
        "event_was_done",
        """
        SELECT id, provider || ' ' || delivery_id || ' was received and never done' FROM inbox
        WHERE verdict = 'received' AND COALESCE(last_at, received_at) < ?
        """,
    ),
    (
        "end_was_taken_over",
        """
        SELECT id, status || ' here, ' || provider_status || ' at Replicate' FROM attempt
        WHERE status NOT IN ('succeeded', 'failed', 'canceled', 'aborted')
            AND provider_status IN ('succeeded', 'failed', 'canceled', 'aborted')
            AND COALESCE(sent_at, created_at) < ?
        """,
    ),
    (
        "sent_is_known",
        """
        SELECT json_extract(audit.after, '$.provider_id'),
            'sent from here and not in this database, which is older: adopt it under Stuck work'
        FROM audit WHERE audit.action = 'training.newer' AND NOT EXISTS (
            SELECT 1 FROM attempt WHERE provider_id = json_extract(audit.after, '$.provider_id'))
        """,
    ),
    (
        "external_id_is_once",
        """
        SELECT MIN(id), provider || ' ' || external_id || ' came ' || COUNT(*) || ' times' FROM payment
        GROUP BY provider, external_id HAVING COUNT(*) > 1
        UNION ALL SELECT MIN(id), 'operation ' || operation_id || ' was done ' || COUNT(*) || ' times'
        FROM transfer GROUP BY operation_id HAVING COUNT(*) > 1
        UNION ALL SELECT MIN(id), 'training ' || provider_id || ' belongs to ' || COUNT(*) || ' attempts'
        FROM attempt WHERE provider_id IS NOT NULL GROUP BY provider_id HAVING COUNT(*) > 1
        """,
    ),
    (
        "payment_fits_invoice",
        """
        SELECT payment.id, 'plan ' || payment.plan || ', stars ' || payment.stars || '; invoice '
            || invoice.number || ' says plan ' || invoice.plan || ', stars ' || invoice.stars
        FROM payment JOIN invoice ON invoice.number = payment.invoice_number
        WHERE payment.status IN ('completed', 'partly_refunded', 'refunded') AND payment.decided_by = ''
            AND (payment.plan <> invoice.plan OR payment.stars <> invoice.stars)
        """,
    ),
    (
        "period_fits_payment",
        """
        SELECT period.id, 'plan ' || period.plan || ', its payment bought ' || payment.plan
        FROM period JOIN payment ON payment.id = period.payment_id WHERE period.plan <> payment.plan
        """,
    ),
    (
        "by_hand_has_reason",
        """
        SELECT id, kind || CASE WHEN trim(actor) = '' THEN ' without actor' ELSE ' without reason' END
        FROM transfer WHERE cause_kind = 'operator' AND (trim(reason) = '' OR trim(actor) = '')
        """,
    ),
)


def ask(query: str, now: datetime) -> list[tuple[object, ...]]:
    """Return the first rows of a query; one with a "?" is asked about what is long ago at `now`."""
    parameters = (to_micros(now - LONG_AGO),) if "?" in query else ()
    rows: list[tuple[object, ...]] = Account._meta.database.execute_sql(query, parameters).fetchmany(MOST)
    return rows


_PRICES = """
    SELECT training.price_list, json_extract(training.parameters, '$.steps'), training.price, attempt.price,
        MIN(attempt.id), COUNT(*) FROM attempt JOIN training ON training.id = attempt.training_id
    WHERE attempt.number = 1 AND attempt.price > 0 GROUP BY 1, 2, 3, 4
"""


def charges_off_list(now: datetime) -> list[Finding]:
    """Return first attempts that were not charged what the training's price list asks for its steps."""
    rates = {one.version: one.rate for one in price_list_store.all_versions()}
    found: list[Finding] = []
    for version, steps, price, charged, first, count in ask(_PRICES, now):
        asked = _asked(rates.get(str(version)), steps, price)
        if charged != asked:
            more = f", and {int(str(count)) - 1} more" if count != 1 else ""
            detail = f"charged {charged}, {steps} steps cost {asked} by list {version}{more}"
            found.append(Finding(rule="charge_is_price", subject=str(first), detail=detail))
    return found


def _asked(rate: TrainingRate | None, steps: object, price: object) -> object:
    """Return what the list asks in hundredths; of a list or a number nobody knows, what the training says."""
    if rate is None or not isinstance(steps, int):
        return price
    try:
        stars: Stars = rate.price(steps)
    except InputError:
        return price
    return stars.hundredths
