"""A fake Stripe: Checkout sessions, refunds, balance transactions, idempotency keys, signed events."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.sandbox.providers.books import EXPIRED, FAILED, OPEN, PAID, Books, FakeOrder, FakeRefund
from core.sandbox.providers.cents import cents, decimal
from core.sandbox.providers.frame import BadSwitch, FakeNotice, books_of, keys_of, next_refund_state
from core.sandbox.providers.once import KeyReused, once
from core.sandbox.providers.stripe_objects import (
    balance,
    booked,
    charge_object,
    dispute_object,
    refund_object,
    seconds,
    session_object,
    signed,
)
from core.sandbox.records import Json

_ROOT = "/at/api.stripe.com/v1"
_EVENTS = {
    PAID: "checkout.session.completed",
    FAILED: "checkout.session.async_payment_failed",
    EXPIRED: "checkout.session.expired",
}
_CSV_HEAD = "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Description,invoice (metadata)"


class Refused(Exception):
    """An answer of 4xx."""

    def __init__(self, status: int, kind: str, message: str, **more: str) -> None:
        """Answer `status` with an error object."""
        super().__init__(message)
        self.status, self.body = status, {"error": {"type": kind, "message": message, **more}}


def _bad(message: str, **more: str) -> Refused:
    return Refused(400, "invalid_request_error", message, **more)


class FakeStripe:
    """One account. A key with `_test_` in it makes it one of test mode."""

    name: ClassVar[str] = "stripe"
    keys: ClassVar[Mapping[str, str]] = {
        "secret_key": "sk_live_sandboxStripeSecretKey",
        "webhook_secret": "whsec_sandboxStripeSigningSecret",
    }
    routes: ClassVar[Sequence[Route]] = ()

    def switch(self, books: Books, order: FakeOrder, state: str, options: Json) -> None:
        """Pay, fail or expire an open session; `open` with `complete`: a slow method was chosen."""
        if order.state != OPEN:
            raise BadSwitch(f"the session is {order.state}")
        if state not in {PAID, FAILED, EXPIRED, OPEN}:
            raise BadSwitch("a session can be paid, failed or expired")
        order.details["complete"] = state in {PAID, FAILED} or bool(options.get("complete"))
        books.end(order, state)

    def notice(self, books: Books, order: FakeOrder, options: Json) -> FakeNotice:
        """Return the signed event of the session as it is, or of the type `event`.

        `patch` changes the object, `event_patch` the event, `t` the moment of the signature in seconds.
        """
        kind = options.get("event") or _EVENTS.get(order.state)
        if kind is None:
            raise BadSwitch("nothing is told about an open session")
        event = {
            "id": re.sub(r"\W", "_", f"evt_{order.id}_{kind}_{options.get('refund', '')}"),
            "object": "event",
            "api_version": "2024-06-20",
            "created": seconds(datetime.fromisoformat(order.ended_at or books.now().isoformat())),
            "data": {"object": self._told(books, order, kind, options) | options.get("patch", {})},
            "livemode": order.details["live"],
            "pending_webhooks": 1,
            "type": kind,
        } | options.get("event_patch", {})
        body = json.dumps(event, indent=2).encode()
        signed_s = int(options.get("t", seconds(books.now())))
        secret = keys_of(books, self)["webhook_secret"].encode()
        signature = hmac.new(secret, f"{signed_s}.".encode() + body, hashlib.sha256).hexdigest()
        return FakeNotice(body=body, headers={"Stripe-Signature": f"t={signed_s},v1={signature}"})

    def _told(self, books: Books, order: FakeOrder, kind: str, options: Json) -> Json:
        if kind.startswith("checkout."):
            return session_object(order)
        if kind.startswith("charge.dispute"):
            return dispute_object(order, str(options.get("status", "lost")))
        if kind.startswith("refund") or kind == "charge.refund.updated":
            refund = books.refund(self.name, str(options.get("refund")))
            if refund is None:
                raise BadSwitch("no such refund")
            return refund_object(order, refund)
        return charge_object(books, order)

    def incoming(self, books: Books, options: Json) -> FakeOrder:
        """Take a payment that some other program made in the same account."""
        form = {
            "mode": "payment",
            "line_items[0][price_data][currency]": str(options.get("currency", "usd")),
            "line_items[0][price_data][unit_amount]": str(options.get("amount", "1000")),
        }
        order = _new_order(books, form)
        order.details["complete"] = True
        books.end(order, PAID)
        return order

    def statement(self, books: Books) -> bytes:
        """Return the balance history as CSV."""
        lines = [_CSV_HEAD]
        for one in balance(books):
            source = one["source"]
            numbers = [signed(one[name]) for name in ("amount", "fee", "net")]
            at = datetime.fromtimestamp(one["created"], books.now().tzinfo).strftime("%Y-%m-%d %H:%M:%S")
            text = f'"{one["description"]}"'
            invoice = source.get("metadata", {}).get("invoice", "")
            cells = [one["id"], one["type"], source["id"], *numbers, one["currency"], at, text, invoice]
            lines.append(",".join(cells))
        return "\n".join(lines).encode()


def _new_order(books: Books, form: Mapping[str, str]) -> FakeOrder:
    number = books.next_number()
    is_live = "_test_" not in keys_of(books, FakeStripe)["secret_key"]
    order = FakeOrder(
        provider="stripe",
        id=f"cs_{'live' if is_live else 'test'}_{number:024d}",
        amount=decimal(int(form["line_items[0][price_data][unit_amount]"])),
        currency=form["line_items[0][price_data][currency]"],
        created_at=books.now(),
        number=form.get("client_reference_id", ""),
        details={
            "form": dict(form),
            "live": is_live,
            "intent": f"pi_{number:024d}",
            "charge": f"ch_{number:024d}",
        },
    )
    books.save(order)
    return order


def _create_session(books: Books, form: Mapping[str, str]) -> Json:
    for name in ("mode", "success_url", "line_items[0][price_data][product_data][name]"):
        if not form.get(name):
            raise _bad(f"Missing required param: {name}.", code="parameter_missing", param=name)
    amount = form.get("line_items[0][price_data][unit_amount]", "")
    if not amount.isdecimal() or int(amount) < 50:
        raise _bad("The Checkout Session's total amount due must add up to at least $0.50 usd")
    return session_object(_new_order(books, form))


def _create_refund(books: Books, form: Mapping[str, str]) -> Json:
    intent = form.get("payment_intent", "")
    order = next((one for one in books.orders("stripe") if one.details["intent"] == intent), None)
    if order is None or order.state != PAID:
        raise _bad(f"No such payment_intent: '{intent}'", code="resource_missing", param="payment_intent")
    gone = sum(cents(one.amount) for one in books.refunds("stripe", order.id) if one.state != "refused")
    amount, whole = int(form.get("amount", cents(order.amount) - gone)), cents(order.amount)
    if gone == whole:
        raise _bad("Charge has already been refunded.", code="charge_already_refunded")
    if gone + amount > whole:
        raise _bad("Refund amount is greater than unrefunded amount on charge", param="amount")
    refund = FakeRefund(
        provider="stripe",
        id=f"re_{books.next_number():024d}",
        order_id=order.id,
        amount=decimal(amount),
        created_at=books.now(),
        state=next_refund_state(books, "stripe"),
        details={"metadata": {"refund": form.get("metadata[refund]", "")}},
    )
    books.save(refund)
    return refund_object(order, refund)


async def _answer(request: Request) -> Response:
    books = books_of(request)
    try:
        if request.headers.get("authorization") != f"Bearer {keys_of(books, FakeStripe)['secret_key']}":
            raise Refused(401, "invalid_request_error", "Invalid API Key provided: sk_****")
        status, body = (
            await _post(request, books) if request.method == "POST" else (200, _get(request, books))
        )
    except Refused as refused:
        status, body = refused.status, refused.body
    return JSONResponse(body, status)


async def _post(request: Request, books: Books) -> tuple[int, Json]:
    async with request.form() as given:
        form = {name: str(value) for name, value in given.items()}
    create = _create_refund if request.url.path.endswith("/refunds") else _create_session
    key = request.headers.get("idempotency-key")
    if key is None:
        return 200, create(books, form)
    try:
        return once(books, "stripe", key, form, lambda: (200, create(books, form)))
    except KeyReused as error:
        text = "Keys for idempotent requests can only be used with the same parameters as at first."
        raise Refused(400, "idempotency_error", text) from error


def _get(request: Request, books: Books) -> Json:
    path = request.url.path.partition("/v1/")[2]
    if path == "account":
        return {"id": "acct_sandbox", "object": "account", "charges_enabled": True}
    kind, _, ident = path.removeprefix("checkout/").partition("/")
    records = list(_records(books, kind))
    if not ident:
        return _page(request, path, records)
    found = next((one for one in records if one["id"] == ident), None)
    if found is None:
        raise Refused(404, "invalid_request_error", f"No such object: '{ident}'", code="resource_missing")
    return _expanded(books, found) if request.query_params.get("expand[]") and kind == "sessions" else found


def _records(books: Books, kind: str) -> Iterable[Json]:
    orders = list(books.orders("stripe"))
    if kind == "sessions":
        return map(session_object, orders)
    if kind == "charges":
        return (charge_object(books, one) for one in orders)
    if kind == "refunds":
        by_id = {one.id: one for one in orders}
        return (refund_object(by_id[one.order_id], one) for one in books.refunds("stripe"))
    return balance(books)


def _expanded(books: Books, session: Json) -> Json:
    order = books.order("stripe", session["id"])
    if order is None or not session["payment_intent"]:
        return session
    charge = charge_object(books, order)
    is_paid = order.state == PAID
    entry = {name: value for name, value in booked(charge, "charge").items() if name != "source"}
    intent = {
        "id": session["payment_intent"],
        "object": "payment_intent",
        "status": "succeeded"
        if is_paid
        else "processing"
        if order.state == OPEN
        else "requires_payment_method",
        "latest_charge": charge | {"balance_transaction": entry} if is_paid else None,
    }
    return session | {"payment_intent": intent}


def _page(request: Request, path: str, records: list[Json]) -> Json:
    query = request.query_params
    limit, after = int(query.get("limit", "10")), query.get("starting_after")
    if not 1 <= limit <= 100:
        raise _bad("Invalid integer: limit", param="limit")
    since, until = int(query.get("created[gte]", "0")), int(query.get("created[lt]", str(2**40)))
    newest_first = [
        one
        for one in reversed(records)
        if since <= one["created"] < until
        and all(query.get(name) in (None, one.get(name)) for name in ("charge", "payment_intent"))
    ]
    start = next((at + 1 for at, one in enumerate(newest_first) if one["id"] == after), 0)
    shown = newest_first[start : start + limit]
    page: dict[str, Any] = {"object": "list", "url": f"/v1/{path}", "data": shown}
    return page | {"has_more": start + limit < len(newest_first)}


FakeStripe.routes = (
    Route(f"{_ROOT}/account", _answer),
    Route(f"{_ROOT}/checkout/sessions", _answer, methods=["GET", "POST"]),
    Route(f"{_ROOT}/checkout/sessions/{{id}}", _answer),
    Route(f"{_ROOT}/refunds", _answer, methods=["GET", "POST"]),
    Route(f"{_ROOT}/refunds/{{id}}", _answer),
    Route(f"{_ROOT}/charges/{{id}}", _answer),
    Route(f"{_ROOT}/balance_transactions", _answer),
)
