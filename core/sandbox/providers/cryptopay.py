"""A fake Crypto Pay, main net and test net: invoices and their signed updates."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.sandbox.providers.books import EXPIRED, OPEN, PAID, Books, FakeOrder
from core.sandbox.providers.frame import BadSwitch, FakeNotice, books_of, keys_of
from core.sandbox.records import Json

_HOSTS = ("pay.crypt.bot", "testnet-pay.crypt.bot")
_STATUS = {OPEN: "active", PAID: "paid", EXPIRED: "expired"}
_MAX_COUNT = 1000


class ApiError(Exception):
    """An answer with `ok` false."""

    def __init__(self, code: int, name: str) -> None:
        """Answer with HTTP status and code `code`."""
        super().__init__(name)
        self.code, self.name = code, name


class FakeCryptoPay:
    """One app."""

    name: ClassVar[str] = "cryptopay"
    keys: ClassVar[Mapping[str, str]] = {"token": "12345:AAsandboxCryptoPayToken", "network": "main"}
    routes: ClassVar[Sequence[Route]] = ()

    def switch(self, books: Books, order: FakeOrder, state: str, options: Json) -> None:
        """Pay an active invoice, in `paid_asset` and `paid_amount`, or let it expire."""
        if order.state != OPEN:
            raise BadSwitch(f"the invoice is {order.state}")
        if state not in {PAID, EXPIRED}:
            raise BadSwitch("an invoice can be paid or expired")
        order.details |= {name: options[name] for name in ("paid_asset", "paid_amount") if name in options}
        books.end(order, state)

    def notice(self, books: Books, order: FakeOrder, options: Json) -> FakeNotice:
        """Return the signed update about a paid invoice; `patch` changes the invoice in it."""
        if order.state != PAID and "patch" not in options:
            raise BadSwitch("only paid invoices are told")
        update = {
            "update_id": int(order.id),
            "update_type": options.get("update_type", "invoice_paid"),
            "request_date": _stamp(books.now()),
            "payload": invoice_object(order) | options.get("patch", {}),
        }
        body = json.dumps(update, separators=(",", ":")).encode()
        key = hashlib.sha256(keys_of(books, self)["token"].encode()).digest()
        signature = hmac.new(key, body, hashlib.sha256).hexdigest()
        return FakeNotice(body=body, headers={"crypto-pay-api-signature": signature})

    def incoming(self, books: Books, options: Json) -> FakeOrder:
        """Take an invoice that some other program made with the same app."""
        order = _new_order(books, {"asset": "USDT", "amount": "5"} | options)
        books.end(order, PAID)
        return order

    def statement(self, books: Books) -> bytes:
        """Refuse: the app exports nothing."""
        raise BadSwitch("the app exports no statement")


def invoice_object(order: FakeOrder) -> Json:
    """Return an invoice as the API shows it."""
    asked = order.details["asked"]
    is_fiat = asked.get("currency_type") == "fiat"
    shown: Json = {
        "invoice_id": int(order.id),
        "hash": f"IV{order.id}",
        "currency_type": "fiat" if is_fiat else "crypto",
        "fiat" if is_fiat else "asset": order.currency,
        "amount": order.amount,
        "bot_invoice_url": f"https://t.me/CryptoBot?start=IV{order.id}",
        "mini_app_invoice_url": f"https://t.me/CryptoBot/app?startapp=invoice-IV{order.id}",
        "web_app_invoice_url": f"https://app.send.tg/invoices/IV{order.id}",
        "status": _STATUS[order.state],
        "created_at": _stamp(order.created_at),
        "allow_comments": asked.get("allow_comments", True),
        "allow_anonymous": True,
    }
    shown |= {name: asked[name] for name in ("description", "payload") if name in asked}
    if "expires_in" in asked:
        shown["expiration_date"] = _stamp(order.created_at + timedelta(seconds=asked["expires_in"]))
    if order.state == PAID:
        asset = order.details.get("paid_asset", "USDT" if is_fiat else order.currency)
        shown |= {
            "paid_at": _stamp(datetime.fromisoformat(order.ended_at)),
            "paid_anonymously": True,
            "paid_asset": asset,
            "paid_amount": order.details.get("paid_amount", order.amount),
            "fee_asset": asset,
            "fee_amount": "0.03",
        }
    return shown


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:23] + "Z"


def _new_order(books: Books, asked: Json) -> FakeOrder:
    is_fiat = asked.get("currency_type") == "fiat"
    order = FakeOrder(
        provider="cryptopay",
        id=str(books.next_number()),
        amount=str(asked["amount"]),
        currency=str(asked["fiat" if is_fiat else "asset"]),
        created_at=books.now(),
        number=str(asked.get("payload", "")),
        details={"asked": asked},
    )
    books.save(order)
    return order


def _create(books: Books, asked: Json) -> Json:
    is_fiat = asked.get("currency_type") == "fiat"
    if not asked.get("fiat" if is_fiat else "asset"):
        raise ApiError(400, "FIAT_UNSUPPORTED" if is_fiat else "ASSET_REQUIRED")
    if not _is_amount(str(asked.get("amount", ""))):
        raise ApiError(400, "AMOUNT_INVALID")
    if len(str(asked.get("description", ""))) > 1024:
        raise ApiError(400, "DESCRIPTION_TOO_LONG")
    if not 1 <= asked.get("expires_in", 1) <= 2_678_400:
        raise ApiError(400, "EXPIRES_IN_INVALID")
    return invoice_object(_new_order(books, asked))


def _is_amount(text: str) -> bool:
    whole, _, fraction = text.partition(".")
    return (
        text.isascii()
        and whole.isdecimal()
        and (not fraction or fraction.isdecimal())
        and text.strip("0.") != ""
    )


def _list(books: Books, asked: Json) -> Json:
    count, offset = int(asked.get("count", 100)), int(asked.get("offset", 0))
    if not 1 <= count <= _MAX_COUNT:
        raise ApiError(400, "COUNT_INVALID")
    wanted = set(str(asked.get("invoice_ids", "")).split(",")) - {""}
    found = [
        invoice_object(order)
        for order in reversed(list(books.orders("cryptopay")))
        if (not wanted or order.id in wanted) and asked.get("status") in (None, _STATUS[order.state])
    ]
    return {"items": found[offset : offset + count]}


async def _answer(request: Request) -> Response:
    books, method = books_of(request), request.path_params["method"]
    try:
        if request.headers.get("crypto-pay-api-token") != keys_of(books, FakeCryptoPay)["token"]:
            raise ApiError(401, "UNAUTHORIZED")
        asked = dict(request.query_params) | (json.loads(await request.body() or b"{}"))
        if method == "getMe":
            return _ok(
                {"app_id": 12345, "name": "Sandbox App", "payment_processing_bot_username": "CryptoBot"}
            )
        if method == "createInvoice":
            return _ok(_create(books, asked))
        if method == "getInvoices":
            return _ok(_list(books, asked))
        raise ApiError(405, "METHOD_NOT_FOUND")
    except ApiError as error:
        told = {"code": error.code, "name": error.name}
        return JSONResponse({"ok": False, "error": told}, error.code)


def _ok(result: Json) -> Response:
    return JSONResponse({"ok": True, "result": result})


FakeCryptoPay.routes = tuple(
    Route(f"/at/{host}/api/{{method}}", _answer, methods=["GET", "POST"]) for host in _HOSTS
)
