"""A fake Robokassa: pay page, OpStateExt, refunds, recurring charges, and notices to ResultURL.

Written from the provider's pages, not from our own gateway: what one signs the other has to find right.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import ClassVar
from urllib.parse import unquote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from core.sandbox.providers.books import (
    DONE,
    EXPIRED,
    FAILED,
    OPEN,
    PAID,
    REFUSED,
    Books,
    FakeOrder,
    FakeRefund,
)
from core.sandbox.providers.frame import BadSwitch, FakeNotice, books_of, keys_of, next_refund_state
from core.sandbox.providers.robokassa_pages import error_page, pay_page, registry, state_answer
from core.sandbox.records import Json

MAX_NUMBER = 2**31 - 1
_CODES = {OPEN: "5", EXPIRED: "10", FAILED: "60", PAID: "100"}
_LABELS = {DONE: "finished", REFUSED: "canceled"}
_JWT = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}
_FEE_RATE = Decimal("0.039")
_CENT = Decimal("0.01")


class FakeRobokassa:
    """One shop at Robokassa."""

    name: ClassVar[str] = "robokassa"
    keys: ClassVar[Mapping[str, str]] = {
        "merchant_login": "demo",
        "password_1": "pass1",
        "password_2": "pass2",
        "password_3": "pass3",
        "test_password_1": "testpass1",
        "test_password_2": "testpass2",
        "hash": "sha256",
    }
    routes: ClassVar[Sequence[Route]]

    def switch(self, books: Books, order: FakeOrder, state: str, options: Json) -> None:
        """Give the order a state; `code` is Robokassa's own (20 held, 50 being credited, 80 suspended)."""
        if state not in _CODES:
            raise BadSwitch(f"an order is one of {', '.join(_CODES)}")
        order.details["code"] = str(options.get("code", _CODES[state]))
        if state == PAID:
            order.details["op_key"] = f"OP-KEY-{order.id}-{books.next_number()}"
            order.details["method"] = str(options.get("method", "BankCard"))
            order.details["inc_sum"] = str(options.get("inc_sum", order.amount))
        books.end(order, state)

    def notice(self, books: Books, order: FakeOrder, options: Json) -> FakeNotice:
        """Return the notice of a paid order, by POST or, with `{"method": "GET"}`, by GET."""
        if order.state != PAID:
            raise BadSwitch("Robokassa tells of paid orders only")
        is_test = bool(order.details.get("is_test"))
        out_sum = f"{Decimal(order.amount):.6f}"
        own = order.details.get("own", {})
        fields = {
            "OutSum": out_sum,
            "InvId": order.id,
            "Fee": str((Decimal(order.amount) * _FEE_RATE).quantize(_CENT, ROUND_HALF_UP)),
            "EMail": "",
            "SignatureValue": sign(
                books, [out_sum, order.id], "password_2", own=own, is_test=is_test
            ).upper(),
            "PaymentMethod": order.details.get("method", "BankCard"),
            "IncCurrLabel": "BankCardPSBR",
            "IncSum": f"{Decimal(order.details.get('inc_sum', order.amount)):.6f}",
            **own,
            **({"IsTest": "1"} if is_test else {}),
        }
        text = urlencode(fields)
        if str(options.get("method", "POST")).upper() == "GET":
            return FakeNotice(body=b"", method="GET", query=text)
        headers = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
        return FakeNotice(body=text.encode(), headers=headers)

    def incoming(self, books: Books, options: Json) -> FakeOrder:
        """Raise BadSwitch: there is no money without a pay page."""
        raise BadSwitch("Robokassa takes no money without an order")

    def statement(self, books: Books) -> bytes:
        """Return the registry of operations."""
        orders = [order for order in books.orders(self.name) if order.state == PAID]
        return registry(keys_of(books, self)["merchant_login"], orders, list(books.refunds(self.name)))


def sign(
    books: Books,
    parts: Sequence[str],
    password: str,
    *,
    own: Mapping[str, str] | None = None,
    is_test: bool = False,
) -> str:
    """Return the shop's signature of `parts`, with the named password and its own Shp_ fields."""
    keys = keys_of(books, FakeRobokassa)
    secret = keys[f"test_{password}" if is_test else password]
    extras = [f"{name}={value}" for name, value in sorted((own or {}).items())]
    return hashlib.new(keys["hash"], ":".join([*parts, secret, *extras]).encode()).hexdigest()


async def _fields(request: Request) -> dict[str, str]:
    fields = dict(request.query_params)
    async with request.form() as form:
        fields |= {name: str(value) for name, value in form.items()}
    return fields


async def show_pay_page(request: Request) -> Response:
    """Check a pay link as Robokassa does, and show the page with its button."""
    books, fields = books_of(request), await _fields(request)
    if fields.get("MerchantLogin") != keys_of(books, FakeRobokassa)["merchant_login"]:
        return error_page(26, "shop not found")
    own = {name: value for name, value in fields.items() if name.lower().startswith("shp_")}
    parts = [fields["MerchantLogin"], fields.get("OutSum", ""), fields.get("InvId", "")]
    parts += [fields["Receipt"]] if "Receipt" in fields else []
    is_test = fields.get("IsTest") == "1"
    wanted = sign(books, parts, "password_1", own=own, is_test=is_test)
    if wanted != fields.get("SignatureValue", "").lower():
        return error_page(29, "bad signature")
    if not _is_sum(fields) or len(fields.get("Description", "")) > 100:
        return error_page(31, "wrong sum or description")
    expires = fields.get("ExpirationDate")
    if expires and books.now() > datetime.fromisoformat(expires):
        return error_page(33, "expired")
    order = _order(books, fields, own, is_test=is_test)
    if order.state != OPEN or order.amount != fields["OutSum"]:
        return error_page(40, "repeated InvId")
    books.save(order)
    return pay_page(order, fields.get("Description", ""))


def _is_sum(fields: Mapping[str, str]) -> bool:
    try:
        out_sum = Decimal(fields.get("OutSum", ""))
        number = int(fields.get("InvId") or 0)
        if "Receipt" in fields:
            items = json.loads(unquote(fields["Receipt"]), parse_float=Decimal)["items"]
            if sum(Decimal(item["sum"]) for item in items) != out_sum:
                return False
    except (InvalidOperation, ValueError, KeyError, TypeError):
        return False
    return out_sum > 0 and 0 <= number <= MAX_NUMBER


def _order(books: Books, fields: Mapping[str, str], own: Mapping[str, str], *, is_test: bool) -> FakeOrder:
    number = fields.get("InvId") or "0"
    if number == "0":
        number = str(1_000_000 + books.next_number())
    found = books.order("robokassa", number)
    return found or FakeOrder(
        provider="robokassa",
        id=number,
        number=number,
        amount=fields["OutSum"],
        currency="RUB",
        created_at=books.now(),
        details={"own": dict(own), "is_test": is_test, "recurring": fields.get("Recurring") == "true"},
    )


async def press_pay(request: Request) -> Response:
    """Pay, as the buyer does with the button of the page."""
    books = books_of(request)
    order = books.order("robokassa", request.path_params["id"])
    if order is None or order.state != OPEN:
        return error_page(53, "invoice not found")
    FakeRobokassa().switch(books, order, PAID, {})
    return HTMLResponse("<h1>Paid</h1>")


async def op_state(request: Request) -> Response:
    """Answer OpStateExt."""
    books, fields = books_of(request), await _fields(request)
    login, number = fields.get("MerchantLogin", ""), fields.get("InvoiceID") or fields.get("InvoiceId", "")
    if login != keys_of(books, FakeRobokassa)["merchant_login"]:
        return state_answer("2", None)
    if sign(books, [login, number], "password_2") != fields.get("Signature", "").lower():
        return state_answer("1", None)
    order = books.order("robokassa", number)
    if order is None or order.details.get("is_test"):
        return state_answer("3", None)
    return state_answer("0", order)


async def recur(request: Request) -> Response:
    """Accept the charge of a card that was kept by an earlier payment."""
    books, fields = books_of(request), await _fields(request)
    parts = [fields.get(name, "") for name in ("MerchantLogin", "OutSum", "InvoiceID")]
    parts += [fields["Receipt"]] if "Receipt" in fields else []
    if sign(books, parts, "password_1") != fields.get("SignatureValue", "").lower():
        return PlainTextResponse("ERROR 29: bad signature")
    first = books.order("robokassa", fields.get("PreviousInvoiceID", ""))
    number = fields.get("InvoiceID", "0")
    if first is None or first.state != PAID or not first.details.get("recurring"):
        return PlainTextResponse("ERROR: the first payment is not a recurring one")
    if number == "0" or books.order("robokassa", number):
        return PlainTextResponse("ERROR 40: repeated InvId")
    order = _order(books, {"InvId": number, "OutSum": fields["OutSum"]}, {}, is_test=False)
    books.save(order)
    return PlainTextResponse(f"OK{number}")


async def create_refund(request: Request) -> Response:
    """Take the token that asks for a refund."""
    books = books_of(request)
    asked = _payload(books, await request.body())
    if asked is None or request.headers.get("content-type") != "application/jwt":
        return JSONResponse({"success": False, "message": "InvalidToken"})
    order = next(
        (one for one in books.orders("robokassa") if one.details.get("op_key") == asked.get("OpKey")), None
    )
    if order is None:
        return JSONResponse({"success": False, "message": "OperationNotFound"})
    back = [one for one in books.refunds("robokassa", order.id) if one.state != REFUSED]
    rest = Decimal(order.amount) - sum((Decimal(one.amount) for one in back), Decimal(0))
    amount = Decimal(str(asked.get("RefundSum", order.amount)))
    if rest == 0:
        return JSONResponse({"success": False, "message": "AlreadyRefunded"})
    if amount > rest or amount <= 0:
        return JSONResponse({"success": False, "message": "NotEnoughOperationFunds"})
    refund = FakeRefund(
        provider="robokassa",
        id=f"refund-{books.next_number()}",
        order_id=order.id,
        amount=f"{amount:.2f}",
        created_at=books.now(),
        state=next_refund_state(books, "robokassa"),
    )
    books.save(refund)
    return JSONResponse({"success": True, "requestId": refund.id, "message": None})


def _payload(books: Books, token: bytes) -> Json | None:
    try:
        head, body, mac = token.decode("ascii").split(".")
        algorithm = _JWT[json.loads(_bytes(head))["alg"]]
        key = keys_of(books, FakeRobokassa)["password_3"].encode()
        if not hmac.compare_digest(hmac.digest(key, f"{head}.{body}".encode(), algorithm), _bytes(mac)):
            return None
        found = json.loads(_bytes(body), parse_float=Decimal)
    except (ValueError, KeyError):
        return None
    return found if isinstance(found, dict) else None


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


async def refund_state(request: Request) -> Response:
    """Tell how a refund stands."""
    refund = books_of(request).refund("robokassa", request.query_params.get("id", ""))
    if refund is None:
        return JSONResponse({"message": "RequestNotFound"})
    label = _LABELS.get(refund.state, "processing")
    return JSONResponse({"requestId": refund.id, "amount": float(refund.amount), "label": label})


_AUTH, _SERVICES = "/at/auth.robokassa.ru", "/at/services.robokassa.ru/RefundService/Refund"
FakeRobokassa.routes = (
    Route(f"{_AUTH}/Merchant/Index.aspx", show_pay_page, methods=["GET", "POST"]),
    Route(f"{_AUTH}/sandbox/pay/{{id}}", press_pay, methods=["POST"]),
    Route(f"{_AUTH}/Merchant/Recurring", recur, methods=["POST"]),
    Route(f"{_AUTH}/Merchant/WebService/Service.asmx/OpStateExt", op_state, methods=["GET", "POST"]),
    Route(f"{_SERVICES}/Create", create_refund, methods=["POST"]),
    Route(f"{_SERVICES}/GetState", refund_state),
)
