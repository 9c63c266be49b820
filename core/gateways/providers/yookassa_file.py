"""The registry of payments that YooKassa's cabinet exports as CSV.

UNCONFIRMED: the titles of the columns differ between the registry by e-mail and the export of the cabinet;
all that we know of are taken. Times without a zone are Moscow's.
"""

from collections.abc import Sequence

from core.domain.providers import StatementLine
from core.gateways.providers.csv_table import MOSCOW, Row, read_table
from core.gateways.providers.fields import difference_or_none, invoice_number_or_none
from core.gateways.providers.yookassa_objects import NAME, TITLE

_COLUMNS = {
    "payment": ("идентификатор платежа", "id платежа", "payment id", "payment_id", "id"),
    "refund": ("идентификатор возврата", "id возврата", "refund id", "refund_id"),
    "amount": ("сумма платежа", "сумма возврата", "сумма", "amount"),
    "currency": ("валюта платежа", "валюта", "currency"),
    "at": ("дата и время платежа", "дата платежа", "дата возврата", "дата", "captured_at", "created_at"),
    "net": ("сумма к выплате", "сумма за вычетом комиссии", "к перечислению", "income_amount"),
    "invoice": ("номер заказа", "invoice", "metadata.invoice"),
    "purpose": ("описание заказа", "описание платежа", "описание", "description"),
}


def read_registry(data: bytes) -> Sequence[StatementLine]:
    """Return the payments and refunds of a registry; raises BadStatement."""
    return [_line(row) for row in read_table(TITLE, data, _COLUMNS, ("payment", "amount", "at"))]


def _line(row: Row) -> StatementLine:
    currency = row.cells["currency"].upper() or "RUB"
    currency = "RUB" if currency in {"RUR", "РУБ", "РУБ."} else currency
    amount = row.money("amount", currency)
    is_refund = bool(row.cells["refund"]) or row.cells["amount"].startswith("-")
    net = row.money("net", currency) if row.cells["net"] and not is_refund else None
    return StatementLine(
        provider=NAME,
        external_id=row.cells["payment"],
        amount=amount,
        at=row.moment("at", MOSCOW),
        invoice_number=invoice_number_or_none(row.cells["invoice"]),
        fee=difference_or_none(amount, net),
        is_refund=is_refund,
        purpose=row.cells["purpose"],
        line_number=row.line,
    )
