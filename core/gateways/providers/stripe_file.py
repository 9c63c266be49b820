"""The balance history that Stripe's dashboard exports as CSV, and its itemized reports."""

from collections.abc import Sequence

from core.domain.providers import StatementLine
from core.gateways.providers.csv_table import Row, read_table
from core.gateways.providers.fields import invoice_number_or_none
from core.gateways.providers.stripe_objects import CURRENCIES, NAME, TITLE
from core.money import Money

_COLUMNS = {
    "id": ("id", "balance_transaction_id"),
    "type": ("type", "reporting_category"),
    "source": ("source", "source_id"),
    "intent": ("payment_intent_id", "paymentintent id", "payment intent id"),
    "amount": ("amount", "gross"),
    "fee": ("fee",),
    "currency": ("currency",),
    "at": ("created (utc)", "created_utc", "created"),
    "facing_amount": ("customer facing amount", "customer_facing_amount"),
    "facing_currency": ("customer facing currency", "customer_facing_currency"),
    "purpose": ("description",),
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
    lines = (_line(row) for row in rows if row.cells["type"].casefold() in _PAYMENTS | _REFUNDS)
    return [line for line in lines if line is not None]


def _line(row: Row) -> StatementLine | None:
    booked = row.cells["currency"].upper()
    is_exchanged = bool(row.cells["facing_amount"]) and row.cells["facing_currency"].upper() != booked
    currency = row.cells["facing_currency"].upper() if is_exchanged else booked
    if currency not in CURRENCIES:
        return None
    is_refund = row.cells["type"].casefold() in _REFUNDS
    return StatementLine(
        provider=NAME,
        external_id=row.cells["intent"] or row.cells["source"] or row.cells["id"],
        amount=row.money("facing_amount" if is_exchanged else "amount", currency),
        at=row.moment("at"),
        invoice_number=invoice_number_or_none(row.cells["invoice"]),
        fee=_fee(row, currency) if not is_exchanged and not is_refund else None,
        is_refund=is_refund,
        purpose=row.cells["purpose"],
        line_number=row.line,
    )


def _fee(row: Row, currency: str) -> Money | None:
    return row.money("fee", currency) if row.cells["fee"] else None
