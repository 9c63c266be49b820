"""A fake TON chain behind the HTTP API of toncenter: transactions of any address, and jetton wallets."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.sandbox.providers.books import PAID, Books, FakeOrder
from core.sandbox.providers.frame import BadSwitch, FakeNotice, books_of, keys_of
from core.sandbox.providers.ton_cells import Builder, friendly, raw
from core.sandbox.records import Json

USDT_MASTER = "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs"
ADDRESS = "UQCrq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq5jh"
PAYER = "0:" + "cd" * 32

_HOSTS = ("toncenter.com", "testnet.toncenter.com")
_FIRST_LT = 47_000_000_000_001
_NOTIFICATION = 0x7362D09C
_NO_TRANSACTION = "LITE_SERVER_UNKNOWN: cannot locate transaction in block with specified logical time"


class FakeTon:
    """One chain; the shop's address is in the keys."""

    name: ClassVar[str] = "ton"
    keys: ClassVar[Mapping[str, str]] = {"address": ADDRESS, "network": "main"}
    routes: ClassVar[Sequence[Route]] = ()

    def switch(self, books: Books, order: FakeOrder, state: str, options: Json) -> None:
        """Refuse: what stands on a chain stays as it is."""
        raise BadSwitch("a transaction is final; let money come in instead")

    def notice(self, books: Books, order: FakeOrder, options: Json) -> FakeNotice:
        """Return the transaction as JSON, as one would copy it; `patch` changes it."""
        shown = order.details["transaction"] | options.get("patch", {})
        return FakeNotice(body=json.dumps(shown, indent=2).encode())

    def incoming(self, books: Books, options: Json) -> FakeOrder:
        """Take a transfer: `amount` in the smallest units, `currency` TON or USDT, `comment`, `sender`.

        `forged` names another master: a jetton that only says it is USDT. `inline` puts the comment of a
        jetton into the same cell, `plain` shows a comment already decoded. `patch` and `message_patch`
        change the transaction and its message at will.
        """
        currency = str(options.get("currency", "TON"))
        if currency not in {"TON", "USDT"}:
            raise BadSwitch("TON or USDT")
        number, keys = books.next_number(), keys_of(books, self)
        message = self._message(currency, options, keys["address"])
        order = FakeOrder(
            provider=self.name,
            id=str(_FIRST_LT + number * 1_000_000),
            amount=str(options.get("amount", 1_000_000_000)),
            currency=currency,
            created_at=books.now(),
            state=PAID,
            ended_at=books.now().isoformat(),
        )
        order.details["transaction"] = _transaction(order, keys["address"], message, options)
        books.save(order)
        return order

    def _message(self, currency: str, options: Json, address: str) -> Json:
        amount, comment = int(options.get("amount", 1_000_000_000)), str(options.get("comment", ""))
        sender = raw(str(options.get("sender", PAYER)))
        if currency == "TON":
            body = Builder().uint(0, 32).text(comment) if comment else Builder()
            return _shown_message(sender, address, amount, body, comment, options)
        master = str(options.get("forged", USDT_MASTER))
        wallet = jetton_wallet(raw(master), raw(address))
        body = Builder().uint(_NOTIFICATION, 32).uint(7, 64).coins(amount).address(sender)
        if options.get("inline"):
            body.uint(0, 1).uint(0, 32).text(comment)
        else:
            body.uint(1, 1).refs.append(Builder().uint(0, 32).text(comment))
        return _shown_message(wallet, address, 1, body, "", options)

    def statement(self, books: Books) -> bytes:
        """Refuse: the chain exports nothing."""
        raise BadSwitch("a chain exports no statement")


def jetton_wallet(master: str, owner: str) -> str:
    """Return the raw address of a jetton wallet; here a digest stands for the code of the master."""
    return f"0:{hashlib.sha256(f'{master}/{owner}'.encode()).hexdigest()}"


def _shown_message(sender: str, address: str, value: int, body: Builder, comment: str, options: Json) -> Json:
    data = {"@type": "msg.dataRaw", "body": body.boc(), "init_state": ""}
    if options.get("plain"):
        data = {"@type": "msg.dataText", "text": base64.b64encode(comment.encode()).decode()}
    message: Json = {
        "@type": "raw.message",
        "source": friendly(sender),
        "destination": friendly(raw(address)),
        "value": str(value),
        "fwd_fee": "266669",
        "ihr_fee": "0",
        "created_lt": "0",
        "msg_data": data,
        "message": comment,
    }
    return {**message, **options.get("message_patch", {})}


def _transaction(order: FakeOrder, address: str, message: Json, options: Json) -> Json:
    digest = base64.b64encode(hashlib.sha256(order.id.encode()).digest()).decode()
    shown: Json = {
        "@type": "raw.transaction",
        "address": {"@type": "accountAddress", "account_address": address},
        "utime": int(order.created_at.timestamp()),
        "data": "",
        "transaction_id": {"@type": "internal.transactionId", "lt": order.id, "hash": digest},
        "fee": "0",
        "storage_fee": "0",
        "other_fee": "0",
        "in_msg": message,
        "out_msgs": [],
    }
    return {**shown, **options.get("patch", {})}


async def _transactions(request: Request) -> Response:
    query, books = request.query_params, books_of(request)
    limit = int(query.get("limit", "10"))
    if not 1 <= limit <= 100:
        return _error(422, "limit must be between 1 and 100")
    wanted = raw(query["address"])
    orders = sorted(books.orders("ton"), key=lambda order: -int(order.id))
    shown: list[Json] = [order.details["transaction"] for order in orders]
    shown = [one for one in shown if raw(one["address"]["account_address"]) == wanted]
    if "lt" in query:
        place = (query["lt"], query.get("hash", ""))
        known = [(one["transaction_id"]["lt"], one["transaction_id"]["hash"]) for one in shown]
        if place not in known:
            return _error(500, _NO_TRANSACTION)
        shown = shown[known.index(place) :]
    to_lt = int(query.get("to_lt", "0"))
    return _ok([one for one in shown[:limit] if int(one["transaction_id"]["lt"]) > to_lt])


async def _run_get_method(request: Request) -> Response:
    asked = json.loads(await request.body())
    if asked.get("method") != "get_wallet_address":
        return _ok({"@type": "smc.runResult", "gas_used": 100, "stack": [], "exit_code": 11})
    owner = _owner(asked["stack"])
    body = Builder().address(jetton_wallet(raw(asked["address"]), owner))
    stack = [["cell", {"bytes": body.boc(), "object": {}}]]
    return _ok({"@type": "smc.runResult", "gas_used": 2915, "stack": stack, "exit_code": 0})


def _owner(stack: list[list[str]]) -> str:
    cell = base64.b64decode(stack[0][1])[13:]  # one cell of 267 bits behind a head of 11 bytes
    bits = int.from_bytes(cell, "big") >> 5
    return f"0:{bits & (1 << 256) - 1:064x}"


def _ok(result: Any) -> Response:
    return JSONResponse({"ok": True, "result": result, "@extra": "0:0:0"})


def _error(status: int, text: str) -> Response:
    return JSONResponse({"ok": False, "error": text, "code": status}, status)


FakeTon.routes = tuple(
    route
    for host in _HOSTS
    for route in (
        Route(f"/at/{host}/api/v2/getTransactions", _transactions),
        Route(f"/at/{host}/api/v2/runGetMethod", _run_get_method, methods=["POST"]),
    )
)
