"""A fake YooKassa: payments, refunds, lists with cursors, idempotency keys, unsigned notices."""

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.sandbox.providers.books import DONE, EXPIRED, FAILED, OPEN, PAID, Books, FakeOrder, FakeRefund
from core.sandbox.providers.cents import cents, decimal
from core.sandbox.providers.frame import BadSwitch, FakeNotice, books_of, keys_of, next_refund_state
from core.sandbox.providers.once import KeyReused, once
from core.sandbox.providers.yookassa_objects import method_object, payment_object, refund_object
from core.sandbox.records import Json

_ROOT = "/at/api.yookassa.ru/v3"
_EVENTS = {PAID: "payment.succeeded", FAILED: "payment.canceled", EXPIRED: "payment.canceled"}
_CSV_HEAD = (
    "Идентификатор платежа;Идентификатор возврата;Сумма платежа;Валюта;Сумма к выплате;Дата платежа;"
    "Номер заказа;Описание"
)


class Refused(Exception):
    """An answer of 4xx."""

    def __init__(self, status: int, code: str, description: str, parameter: str = "") -> None:
        """Answer `status` with an error object."""
        super().__init__(description)
        body = {"type": "error", "id": "ab5a11cd-13cc-4e33-af8b-75a74e18dd09", "code": code}
        self.status, self.body = status, body | {"description": description}
        if parameter:
            self.body["parameter"] = parameter


def _missing(name: str) -> Refused:
    return Refused(400, "invalid_request", f"Invalid or missing parameter {name}", name)


class FakeYooKassa:
    """One shop. A key that begins with `test_` makes it a test shop."""

    name: ClassVar[str] = "yookassa"
    keys: ClassVar[Mapping[str, str]] = {
        "shop_id": "100500",
        "secret_key": "live_sandbox-yookassa-secret-key",
    }
    routes: ClassVar[Sequence[Route]] = ()

    def switch(self, books: Books, order: FakeOrder, state: str, options: Json) -> None:
        """Pay, fail (`reason`) or expire a pending payment."""
        if order.state != OPEN:
            raise BadSwitch(f"the payment is {order.state}")
        if state not in {PAID, FAILED, EXPIRED}:
            raise BadSwitch("a payment can be paid, failed or expired")
        order.details["reason"] = options.get("reason", "insufficient_funds")
        if state == EXPIRED:
            order.details["reason"] = "expired_on_confirmation"
        books.end(order, state)

    def notice(self, books: Books, order: FakeOrder, options: Json) -> FakeNotice:
        """Return the notice of the payment as it is, or of `refund`; `event` and `patch` forge it."""
        event = options.get("event") or _EVENTS.get(order.state)
        shown = payment_object(books, order)
        if options.get("refund"):
            refund = books.refund(self.name, str(options["refund"]))
            if refund is None:
                raise BadSwitch("no such refund")
            event, shown = options.get("event") or "refund.succeeded", refund_object(refund)
        if event is None:
            raise BadSwitch("nothing is told about a pending payment")
        told = {"type": "notification", "event": event, "object": shown | options.get("patch", {})}
        body = json.dumps(told, indent=2, ensure_ascii=False).encode()
        return FakeNotice(body=body, headers={"Content-Type": "application/json"})

    def incoming(self, books: Books, options: Json) -> FakeOrder:
        """Take a payment that some other program made in the same shop."""
        order = _new_order(books, {"amount": {"value": "100.00", "currency": "RUB"}} | options)
        books.end(order, PAID)
        return order

    def statement(self, books: Books) -> bytes:
        """Return the registry as CSV, in the encoding of office programs in Russia."""
        lines = ["Реестр платежей магазина 100500", "", _CSV_HEAD]
        for order in books.orders(self.name):
            if order.state == PAID:
                lines.append(_csv_line(payment_object(books, order), ""))
        for refund in books.refunds(self.name):
            if refund.state == DONE:
                shown = refund_object(refund)
                lines.append(_csv_line(shown | {"id": refund.order_id}, refund.id))
        return "\r\n".join(lines).encode("cp1251")


def _csv_line(shown: Json, refund: str) -> str:
    at = str(shown.get("captured_at") or shown["created_at"])
    amount = shown["amount"]["value"].replace(".", ",")
    net = shown["income_amount"]["value"].replace(".", ",") if "income_amount" in shown else amount
    invoice = shown.get("metadata", {}).get("invoice", "")
    cells = [shown["id"], refund, amount, "RUB", net, at, invoice, f'"{shown.get("description", "")}"']
    return ";".join(cells)


def _ident(books: Books) -> str:
    number = books.next_number()
    return f"2{number:07x}-000f-5000-8000-{number:012x}"


def _new_order(books: Books, asked: Json) -> FakeOrder:
    keys = keys_of(books, FakeYooKassa)
    order = FakeOrder(
        provider="yookassa",
        id=_ident(books),
        amount=decimal(cents(str(asked["amount"]["value"]))),
        currency=str(asked["amount"]["currency"]),
        created_at=books.now(),
        number=str(asked.get("metadata", {}).get("invoice", "")),
        details={
            "asked": asked,
            "shop": keys["shop_id"],
            "test": keys["secret_key"].startswith("test_"),
        },
    )
    books.save(order)
    return order


def _create_payment(books: Books, asked: Json) -> tuple[int, Json]:
    amount = asked.get("amount")
    if not isinstance(amount, dict) or amount.get("currency") != "RUB":
        raise _missing("amount.currency")
    try:
        if cents(str(amount.get("value"))) < 100:
            raise _missing("amount.value")
    except ValueError as error:
        raise _missing("amount.value") from error
    if len(str(asked.get("description", ""))) > 128:
        raise _missing("description")
    saved = asked.get("payment_method_id")
    if saved is None and "confirmation" not in asked:
        raise _missing("confirmation")
    if saved is not None and not any(_saves(order, saved) for order in books.orders("yookassa")):
        raise _missing("payment_method_id")
    order = _new_order(books, asked)
    if saved is not None:
        books.end(order, PAID)
    return 200, payment_object(books, order)


def _saves(order: FakeOrder, method: object) -> bool:
    return (
        order.state == PAID and bool(method_object(order)["saved"]) and method_object(order)["id"] == method
    )


def _create_refund(books: Books, asked: Json) -> tuple[int, Json]:
    order = books.order("yookassa", str(asked.get("payment_id")))
    if order is None or order.state != PAID:
        raise _missing("payment_id")
    amount = cents(str(asked.get("amount", {}).get("value", "")))
    gone = sum(cents(one.amount) for one in books.refunds("yookassa", order.id) if one.state != "refused")
    if gone + amount > cents(order.amount):
        raise _missing("amount.value")
    refund = FakeRefund(
        provider="yookassa",
        id=_ident(books),
        order_id=order.id,
        amount=decimal(amount),
        created_at=books.now(),
        state=next_refund_state(books, "yookassa"),
        details={name: asked[name] for name in ("description", "metadata") if name in asked},
    )
    books.save(refund)
    return 200, refund_object(refund)


def _check_auth(request: Request) -> Books:
    books = books_of(request)
    keys = keys_of(books, FakeYooKassa)
    pair = f"{keys['shop_id']}:{keys['secret_key']}".encode()
    if request.headers.get("authorization") != f"Basic {base64.b64encode(pair).decode()}":
        raise Refused(401, "invalid_credentials", "Error in shopId or secret key. Check their validity.")
    return books


async def _answer(request: Request) -> Response:
    try:
        books = _check_auth(request)
        status, body = (
            await _post(request, books) if request.method == "POST" else (200, _get(request, books))
        )
    except Refused as refused:
        status, body = refused.status, refused.body
    return JSONResponse(body, status)


async def _post(request: Request, books: Books) -> tuple[int, Json]:
    key = request.headers.get("idempotence-key", "")
    if not 1 <= len(key) <= 64:
        raise _missing("Idempotence-Key")
    try:
        asked = json.loads(await request.body())
    except ValueError as error:
        raise Refused(400, "invalid_request", "The request body is no JSON") from error
    create = _create_refund if request.url.path.endswith("/refunds") else _create_payment

    def make() -> tuple[int, Json]:
        try:
            return create(books, asked)
        except Refused as refused:  # a refusal is kept under its key as well
            return refused.status, refused.body

    try:
        return once(books, "yookassa", key, asked, make)
    except KeyReused as error:
        text = "Idempotence key duplicated with another request body"
        raise Refused(400, "invalid_request", text, "Idempotence-Key") from error


def _get(request: Request, books: Books) -> Json:
    ident, is_refund = request.path_params.get("id"), "/refunds" in request.url.path
    if request.url.path.endswith("/me"):
        keys = keys_of(books, FakeYooKassa)
        is_test = keys["secret_key"].startswith("test_")
        return {"account_id": keys["shop_id"], "status": "enabled", "test": is_test}
    if ident is None:
        return _page(request, _refunds(books) if is_refund else _payments(books))
    found: FakeOrder | FakeRefund | None
    found = books.refund("yookassa", ident) if is_refund else books.order("yookassa", ident)
    if found is None:
        raise Refused(404, "not_found", "Incorrect payment_id. Object with this id does not exist.")
    return refund_object(found) if isinstance(found, FakeRefund) else payment_object(books, found)


def _payments(books: Books) -> Iterable[Json]:
    return (payment_object(books, order) for order in books.orders("yookassa"))


def _refunds(books: Books) -> Iterable[Json]:
    return (refund_object(refund) for refund in books.refunds("yookassa"))


def _page(request: Request, records: Iterable[Json]) -> Json:
    query = dict(request.query_params)
    limit, cursor = int(query.pop("limit", "10")), query.pop("cursor", None)
    if not 1 <= limit <= 100:
        raise _missing("limit")
    newest_first = [one for one in reversed(list(records)) if _fits(one, query)]
    start = next((at + 1 for at, one in enumerate(newest_first) if one["id"] == cursor), 0)
    items = newest_first[start : start + limit]
    page: dict[str, Any] = {"type": "list", "items": items}
    return page | ({"next_cursor": items[-1]["id"]} if start + limit < len(newest_first) else {})


def _fits(shown: Json, query: Mapping[str, str]) -> bool:
    for name, wanted in query.items():
        field, _, rule = name.partition(".")
        told, limit = str(shown.get(field, "")), wanted[:19]
        is_out = (rule == "gte" and told[:19] < limit) or (rule == "lt" and told[:19] >= limit)
        if is_out or (not rule and told != wanted) or not told:
            return False
    return True


FakeYooKassa.routes = (
    Route(f"{_ROOT}/me", _answer),
    Route(f"{_ROOT}/payments", _answer, methods=["GET", "POST"]),
    Route(f"{_ROOT}/payments/{{id}}", _answer),
    Route(f"{_ROOT}/refunds", _answer, methods=["GET", "POST"]),
    Route(f"{_ROOT}/refunds/{{id}}", _answer),
)
