"""Robokassa's registry of operations, as its cabinet exports it: CSV or XML, Russian or English headers."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from core.domain.providers import StatementLine
from core.errors import QT_TRANSLATE_NOOP, clause
from core.gateways.providers.fields import invoice_number_or_none
from core.gateways.providers.robokassa_answers import CURRENCY, NAME, payment_id
from core.gateways.providers.robokassa_keys import SERVICE
from core.gateways.providers.tables import (
    MAX_STATEMENT_BYTES,
    ColumnNames,
    Columns,
    Row,
    bad_statement,
    read_table,
)
from core.money import Money

COLUMNS: Columns = {
    "number": ("InvId", "InvoiceID", "Номер счёта", "Номер заказа", "№ счёта", "Счёт", "Invoice"),
    "amount": ("OutSum", "Сумма", "Сумма платежа", "Сумма операции", "Сумма заказа", "Amount", "Sum"),
    "at": ("Дата оплаты", "Дата платежа", "StateDate", "Дата операции", "PaymentDate", "Дата", "Date"),
    "fee": ("Fee", "Комиссия", "Комиссия Robokassa", "Комиссия Робокассы", "Commission"),
    "status": ("Статус", "Состояние", "Status", "State"),
    "kind": ("Тип операции", "Тип", "OperationType", "Type"),
    "shop": ("MerchantLogin", "Магазин", "Идентификатор магазина", "Shop"),
    "purpose": ("Описание", "Description", "Назначение"),
}
"""Our columns and the words they go by."""

REQUIRED = ("number", "amount", "at")

_UNPAID = (
    *("не оплач", "отмен", "созда", "ожида", "отказ", "истек", "истёк", "ошиб"),
    *("cancel", "creat", "fail", "expir", "wait", "pend"),
)
_PAID = ("оплач", "зачис", "выполн", "исполн", "заверш", "успе", "paid", "done", "complet", "succe")
_REFUND = ("возвра", "refund", "return")
_UNPAID_CODES = frozenset({"5", "10", "20", "50", "60", "80"})
_PAID_CODE = "100"


def read_registry(data: bytes, login: str) -> Sequence[StatementLine]:
    """Return payments and refunds of a registry; operations that were never paid are no lines of a statement.

    `login` is the shop of lines that name none.

    Raises:
        BadStatement: a line cannot be understood; nothing is ever skipped because it looks odd.
    """
    is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
    rows = _xml_rows(data) if is_xml else read_table(SERVICE, data, COLUMNS, REQUIRED)
    return [line for row in rows if (line := _line(row, login)) is not None]


def _line(row: Row, login: str) -> StatementLine | None:
    number = invoice_number_or_none(row.text("number"))
    amount = row.money("amount", CURRENCY)
    words = f"{row.text('kind')} {row.text('status')}".lower()
    is_refund = amount.minor < 0 or any(word in words for word in _REFUND)
    if not is_refund and not _is_paid(row):
        return None
    if number is None:
        value = row.text("number")[:40]
        problem = clause(QT_TRANSLATE_NOOP("Clause", "{value!r} is no invoice number"), value=value)
        raise row.wrong(problem)
    return StatementLine(
        provider=NAME,
        external_id=payment_id(row.text("shop") or login, number),
        amount=Money(abs(amount.minor), CURRENCY),
        at=row.moment("at"),
        invoice_number=number,
        fee=row.money("fee", CURRENCY) if row.text("fee") else None,
        is_refund=is_refund,
        purpose=row.text("purpose"),
        line_number=row.number,
    )


def _is_paid(row: Row) -> bool:
    status = row.text("status").lower()
    if status in _UNPAID_CODES or any(word in status for word in _UNPAID):
        return False
    if status in ("", _PAID_CODE) or any(word in status for word in _PAID):
        return True
    problem = clause(QT_TRANSLATE_NOOP("Clause", "the status {value!r} is not known"), value=status[:40])
    raise row.wrong(problem)


def _xml_rows(data: bytes) -> Iterator[Row]:
    """Yield every element whose children or attributes are the columns; its line is its place among them."""
    if len(data) > MAX_STATEMENT_BYTES:
        raise bad_statement(SERVICE, 0, clause(QT_TRANSLATE_NOOP("Clause", "the file is too long")))
    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it is no XML ({reason})"), reason=error)
        raise bad_statement(SERVICE, getattr(error, "position", (0,))[0], problem) from error
    number, names = 0, ColumnNames(COLUMNS)
    for element in root.iter():
        values = _values(element, names)
        if all(name in values for name in REQUIRED):
            number += 1
            yield Row(SERVICE, number, values)
    if number == 0:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "there is no operation in it"))
        raise bad_statement(SERVICE, 1, problem)


def _values(element: Element, names: ColumnNames) -> dict[str, str]:
    pairs = [*element.attrib.items(), *((child.tag, child.text or "") for child in element)]
    places = names.places(name.rpartition("}")[2] for name, _ in pairs)
    return {name: pairs[at][1] for name, at in places.items()}
