"""The balance history that Stripe's dashboard exports as CSV, and its itemized reports."""

from collections.abc import Sequence
from datetime import UTC

from core.domain.providers import StatementLine
from core.gateways.providers.fields import invoice_number_or_none
from core.gateways.providers.stripe_objects import CURRENCIES, NAME, TITLE
from core.gateways.providers.tables import Columns, Row, read_table
from core.money import Money

_COLUMNS: Columns = {
    "id": ("id", "balance_transaction_id"),
    "type": ("Type", "reporting_category"),
    "source": ("Source", "source_id"),
    "intent": ("payment_intent_id", "PaymentIntent ID"),
    "amount": ("Amount", "gross"),
    "fee": ("Fee",),
    "currency": ("Currency",),
    "at": ("Created (UTC)", "created"),
    "facing_amount": ("Customer Facing Amount",),
    "facing_currency": ("Customer Facing Currency",),
    "purpose": ("Description",),
    "invoice": ("invoice (metadata)", "payment_metadata[invoice]", "metadata[invoice]"),
}
_PAYMENTS = {"charge", "payment"}
_REFUNDS = {"refund", "payment_refund"}


def read_balance(data: bytes) -> Sequence[StatementLine]:
    """Return the payments and refunds in currencies that we sell in; raises BadStatement.

    Fees, payouts, adjustments and money in other currencies are left out. Without a column of the payment
    intent, a line is known by its charge, and finds its payment through the invoice number.
    """
    rows = read_table(TITLE, data, _COLUMNS, ("id", "type", "amount", "currency", "at"))
    lines = (_line(row) for row in rows if row.text("type").casefold() in _PAYMENTS | _REFUNDS)
    return [line for line in lines if line is not None]


def _line(row: Row) -> StatementLine | None:
    booked = row.text("currency").upper()
    is_exchanged = bool(row.text("facing_amount")) and row.text("facing_currency").upper() != booked
    currency = row.text("facing_currency").upper() if is_exchanged else booked
    if currency not in CURRENCIES:
        return None
    amount = row.money("facing_amount" if is_exchanged else "amount", currency)
    is_refund = row.text("type").casefold() in _REFUNDS
    return StatementLine(
        provider=NAME,
        external_id=row.text("intent") or row.text("source") or row.text("id"),
        amount=Money(abs(amount.minor), currency),
        at=row.moment("at", UTC),
        invoice_number=invoice_number_or_none(row.text("invoice")),
        fee=_fee(row, currency) if not is_exchanged and not is_refund else None,
        is_refund=is_refund,
        purpose=row.text("purpose"),
        line_number=row.number,
    )


def _fee(row: Row, currency: str) -> Money | None:
    return row.money("fee", currency) if row.text("fee") else None
