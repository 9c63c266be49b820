"""What the fake Robokassa shows: pages, XML and the registry file."""

import csv
import html
import io
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal

from starlette.responses import HTMLResponse, Response

from core.sandbox.providers.books import DONE, FakeOrder, FakeRefund

_MOSCOW = timezone(timedelta(hours=3))
_RESULTS = {
    "0": "",
    "1": "Неверная цифровая подпись запроса",
    "2": "Информация о магазине с таким MerchantLogin не найдена или магазин не активирован",
    "3": "Информация об операции с таким InvoiceID не найдена",
}


def error_page(code: int, words: str) -> Response:
    """Return the page of a link that Robokassa does not accept; its status is 200, as at Robokassa."""
    return HTMLResponse(f"<h1>Error {code}</h1><p>{html.escape(words)}</p>")


def pay_page(order: FakeOrder, description: str) -> Response:
    """Return the page with one button."""
    mode = "<p>Test payment</p>" if order.details.get("is_test") else ""
    return HTMLResponse(
        f"<title>Sandbox Robokassa</title><h1>{html.escape(order.amount)} {order.currency}</h1>"
        f"<p>{html.escape(description)}</p>{mode}"
        f'<form method="post" action="../sandbox/pay/{html.escape(order.id)}"><button>Pay</button></form>'
    )


def state_answer(result: str, order: FakeOrder | None) -> Response:
    """Return the XML of OpStateExt."""
    parts = [
        f"<Result><Code>{result}</Code><Description>{html.escape(_RESULTS[result])}</Description></Result>"
    ]
    if order is not None:
        parts += [_state(order), _info(order), _own(order)]
    body = (
        '<?xml version="1.0" encoding="utf-8"?>\n<OperationStateResponse '
        'xmlns="http://merchant.roboxchange.com/WebService/">' + "".join(parts) + "</OperationStateResponse>"
    )
    return Response(body, media_type="text/xml; charset=utf-8")


def _state(order: FakeOrder) -> str:
    code = order.details.get("code", "5")
    made = order.created_at.isoformat()
    return (
        f"<State><Code>{code}</Code><RequestDate>{_moment(made)}</RequestDate>"
        f"<StateDate>{_moment(order.ended_at or made)}</StateDate></State>"
    )


def _info(order: FakeOrder) -> str:
    details = order.details
    return (
        f"<Info><IncCurrLabel>BankCardPSBR</IncCurrLabel>"
        f"<IncSum>{details.get('inc_sum', order.amount)}</IncSum><IncAccount>220220******1234</IncAccount>"
        f"<PaymentMethod><Code>{details.get('method', '')}</Code></PaymentMethod>"
        f"<OutCurrLabel>RUB</OutCurrLabel><OutSum>{Decimal(order.amount):.6f}</OutSum>"
        f"<OpKey>{details.get('op_key', '')}</OpKey></Info>"
    )


def _own(order: FakeOrder) -> str:
    fields = "".join(
        f"<Field><Name>{html.escape(name)}</Name><Value>{html.escape(value)}</Value></Field>"
        for name, value in order.details.get("own", {}).items()
    )
    return f"<UserField>{fields}</UserField>"


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text).astimezone(_MOSCOW)
    return f"{moment:%Y-%m-%dT%H:%M:%S.%f}0+03:00"


def registry(login: str, orders: Sequence[FakeOrder], refunds: Sequence[FakeRefund]) -> bytes:
    """Return the registry of operations as CSV in Windows-1251, amounts with a comma."""
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";")
    table.writerow(["Магазин", "Номер счёта", "Дата оплаты", "Сумма", "Комиссия", "Тип операции", "Статус"])
    for order in orders:
        fee = (Decimal(order.amount) * Decimal("0.039")).quantize(Decimal("0.01"), ROUND_HALF_UP)
        paid, amount = _day(order.ended_at), _comma(order.amount)
        table.writerow([login, order.id, paid, amount, _comma(str(fee)), "Оплата", "Выполнена"])
    for refund in refunds:
        if refund.state == DONE:
            made = _day(refund.created_at.isoformat())
            table.writerow([login, refund.order_id, made, _comma(refund.amount), "", "Возврат", "Выполнен"])
    return text.getvalue().encode("cp1251")


def _day(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(_MOSCOW):%d.%m.%Y %H:%M:%S}"


def _comma(amount: str) -> str:
    return amount.replace(".", ",")
