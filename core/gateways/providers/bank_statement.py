"""The bank's statement: the exchange format of 1C, or a table.

A line is named by account, date, document number and sum, which is all that a bank keeps unique. Money that
came in is a payment, with the invoice whose reference its purpose names; money that went out counts only if
its purpose names one too: then it is a refund, and everything else is the firm's own business.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from core.domain.providers import StatementLine
from core.domain.references import find_reference
from core.errors import QT_TRANSLATE_NOOP, clause
from core.gateways.providers.tables import MOSCOW, Columns, Row, bad_statement, decoded, read_table
from core.money import Money

NAME = "bank"
"""The provider's name in events."""

SERVICE = QT_TRANSLATE_NOOP("Providers", "Bank transfer")
"""What errors call the provider."""

CURRENCY = "RUB"

_MARK = "1CClientBankExchange"
_DOS = re.compile(rb"^[^\r\n]*=DOS\s*$", re.MULTILINE)
_HEAD_BYTES = 4096
_COLUMNS: Columns = {
    "at": ("Дата операции", "Дата проводки", "Дата", "Date", "Operation date"),
    "number": ("Номер документа", "№ документа", "№ док", "Номер", "Document number", "Document"),
    "purpose": ("Назначение платежа", "Назначение", "Purpose", "Details"),
    "credit": ("Кредит", "Сумма по кредиту", "Приход", "Поступление", "Зачисление", "Credit"),
    "debit": ("Дебет", "Сумма по дебету", "Расход", "Списание", "Debit"),
    "amount": ("Сумма", "Сумма операции", "Amount", "Sum"),
    "payer": ("Плательщик", "Контрагент", "Наименование контрагента", "Отправитель", "Payer", "Counterparty"),
    "account": ("Счёт", "Номер счёта", "Расчётный счёт", "Account"),
}
_DOCUMENT, _DOCUMENT_END, _FILE_END = "СекцияДокумент", "КонецДокумента", "КонецФайла"


def read_bank_statement(data: bytes, account: str) -> Sequence[StatementLine]:
    """Return what came to `account`, and what went back from it, in the order of the file.

    Raises:
        BadStatement: the file is of another account, cut, or a line of it cannot be understood.
    """
    head = data[:_HEAD_BYTES]
    if _MARK.encode() in head:
        text = data.decode("cp866") if _DOS.search(head) else decoded(SERVICE, data)
        lines = (_of_document(row, account) for row in _documents(text, account))
    else:
        table = read_table(SERVICE, data, _COLUMNS, ("at", "number", "purpose"))
        lines = (_of_row(row, account) for row in table)
    return [line for line in lines if line is not None]


def _documents(text: str, account: str) -> Iterator[Row]:
    """Yield the documents of a 1C file, each with the line it begins in."""
    document: dict[str, str] | None = None
    started, is_whole = 0, False
    for number, line in enumerate(text.splitlines(), 1):
        name, _, value = (part.strip() for part in line.partition("="))
        if name == _DOCUMENT:
            document, started = {}, number
        elif name == _DOCUMENT_END and document is not None:
            yield Row(SERVICE, started, document)
            document = None
        elif name == _FILE_END:
            is_whole = document is None
        elif document is not None:
            document[name] = value
        elif name == "РасчСчет" and value != account:
            _refuse_account(number, value)
    if not is_whole:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "the file is cut"))
        raise bad_statement(SERVICE, started, problem)


def _of_document(row: Row, account: str) -> StatementLine | None:
    is_incoming = row.text("ПолучательСчет") == account
    if not is_incoming and row.text("ПлательщикСчет") != account:
        return None
    came = "ДатаПоступило" if is_incoming else "ДатаСписано"
    at = row.moment(came if row.text(came) else "Дата")
    purpose = row.text("НазначениеПлатежа") or " ".join(
        value for name, value in row.values.items() if re.fullmatch(r"НазначениеПлатежа\d", name) and value
    )
    side = "Плательщик" if is_incoming else "Получатель"
    partner = row.text(f"{side}1") or row.text(side)
    amount = row.money("Сумма", CURRENCY)
    return _line(row, account, at, amount, row.text("Номер"), purpose, partner, is_incoming=is_incoming)


def _of_row(row: Row, account: str) -> StatementLine | None:
    stated = row.text("account")
    if stated and stated != account:
        _refuse_account(row.number, stated)
    amount = _signed_amount(row)
    is_incoming = amount.minor > 0
    return _line(
        row,
        account,
        row.moment("at"),
        Money(abs(amount.minor), CURRENCY),
        row.text("number"),
        row.text("purpose"),
        row.text("payer"),
        is_incoming=is_incoming,
    )


def _signed_amount(row: Row) -> Money:
    """Return what came in, or with a minus what went out, from one column or from two."""
    credit, debit = (
        row.money(name, CURRENCY) if row.text(name) else Money(0, CURRENCY) for name in ("credit", "debit")
    )
    if credit.minor or debit.minor:
        return credit if credit.minor else Money(-abs(debit.minor), CURRENCY)
    amount = row.money("amount", CURRENCY)
    if not amount.minor:
        raise row.wrong(clause(QT_TRANSLATE_NOOP("Clause", "it has no sum")))
    return amount


def _line(
    row: Row,
    account: str,
    at: datetime | date,
    amount: Money,
    number: str,
    purpose: str,
    partner: str,
    *,
    is_incoming: bool,
) -> StatementLine | None:
    invoice = find_reference(purpose)
    if not is_incoming and invoice is None:
        return None
    if not number:
        raise row.wrong(clause(QT_TRANSLATE_NOOP("Clause", "the document has no number")))
    day = at.astimezone(MOSCOW).date() if isinstance(at, datetime) else at
    return StatementLine(
        provider=NAME,
        external_id=f"{account}:{day.isoformat()}:{number}:{amount.decimal}",
        amount=amount,
        at=day,
        invoice_number=invoice,
        is_refund=not is_incoming,
        payer_name=partner,
        purpose=purpose,
        line_number=row.number,
    )


def _refuse_account(line: int, stated: str) -> None:
    problem = clause(
        QT_TRANSLATE_NOOP("Clause", "it is of the account …{last}, not of ours"), last=stated[-4:]
    )
    raise bad_statement(SERVICE, line, problem)
