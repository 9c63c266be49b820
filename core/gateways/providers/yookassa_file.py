"""The registry of payments that YooKassa's cabinet exports as CSV.

UNCONFIRMED: the titles of the columns differ between the registry by e-mail and the export of the cabinet;
all that we know of are taken. Times without a zone are Moscow's.
"""

from collections.abc import Sequence

from core.domain.providers import StatementLine
from core.errors import QT_TRANSLATE_NOOP, clause
from core.gateways.providers.fields import difference_or_none, invoice_number_or_none
from core.gateways.providers.tables import Columns, Row, read_table
from core.gateways.providers.yookassa_objects import NAME, TITLE
from core.money import Money

_COLUMNS: Columns = {
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
    currency = row.text("currency").upper() or "RUB"
    currency = "RUB" if currency in {"RUR", "РУБ", "РУБ."} else currency
    told = row.money("amount", currency)
    amount, is_refund = Money(abs(told.minor), currency), bool(row.text("refund")) or told.minor < 0
    if not row.text("payment"):
        raise row.wrong(clause(QT_TRANSLATE_NOOP("Clause", "it names no payment")))
    net = row.money("net", currency) if row.text("net") and not is_refund else None
    return StatementLine(
        provider=NAME,
        external_id=row.text("payment"),
        amount=amount,
        at=row.moment("at"),
        invoice_number=invoice_number_or_none(row.text("invoice")),
        fee=difference_or_none(amount, net),
        is_refund=is_refund,
        purpose=row.text("purpose"),
        line_number=row.number,
    )
