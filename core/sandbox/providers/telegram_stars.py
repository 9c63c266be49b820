"""Stars at the fake Bot API: invoice links, payments, refunds, the list of transactions, subscriptions.

An order's id is the payload of its invoice link. It can be paid again and again, each time with a new charge,
as a buyer with quick fingers or a subscription does.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from starlette.routing import Route

from core.sandbox.providers.books import EXPIRED, FAILED, OPEN, PAID, REFUSED, Books, FakeOrder, FakeRefund
from core.sandbox.providers.frame import BadSwitch, FakeNotice, keys_of, next_refund_state
from core.sandbox.records import Json

NAME = "telegram"
SUBSCRIPTION_S = 2_592_000
MAX_SUBSCRIPTION_STARS = 10_000
MAX_STARS = 100_000


class BadCall(Exception):
    """A call that the Bot API answers with 400 and this text."""


class FakeTelegramStars:
    """The bots that take stars. Its calls are answered by `core/sandbox/telegram.py`."""

    name: ClassVar[str] = NAME
    keys: ClassVar[Mapping[str, str]] = {"bots": "main", "webhook_secret": "sandbox-webhook-secret"}
    routes: ClassVar[Sequence[Route]] = ()

    def switch(self, books: Books, order: FakeOrder, state: str, options: Json) -> None:
        """Pay once more (`user`, a Telegram id or object), or close the order."""
        if state not in (OPEN, PAID, FAILED, EXPIRED):
            raise BadSwitch("an order is open, paid, failed or expired")
        if state == PAID:
            user = options.get("user", 42)
            order.details["charges"].append(
                {
                    "id": f"charge-{order.id}-{books.next_number()}-{len(order.details['charges'])}",
                    "user": user if isinstance(user, dict) else _user(int(user)),
                    "date": int(books.now().timestamp()),
                    "seq": books.next_number(),
                }
            )
        books.end(order, state)

    def notice(self, books: Books, order: FakeOrder, options: Json) -> FakeNotice:
        """Return the update of the latest charge: `kind` payment, pre_checkout or refund.

        `bot` is how the station calls the bot, `secret` replaces the secret token, `chat` false leaves out
        chat and sender, `charge` counts from 0.
        """
        kind = options.get("kind", "payment")
        charges = order.details["charges"]
        if kind == "pre_checkout":
            body: Json = {"pre_checkout_query": _query(books, order, options)}
        elif not charges:
            raise BadSwitch("nobody has paid it")
        else:
            at = int(options.get("charge", len(charges) - 1))
            body = {"message": _message(books, order, at, is_refund=kind == "refund", options=options)}
        headers = {
            "content-type": "application/json",
            "x-telegram-bot-api-secret-token": keys_of(books, self)["webhook_secret"],
            "x-stationmaster-bot": str(options.get("bot", "main")),
        }
        update = {"update_id": 700_000 + books.next_number(), **body}
        return FakeNotice(body=json.dumps(update, ensure_ascii=False).encode(), headers=headers)

    def incoming(self, books: Books, options: Json) -> FakeOrder:
        """Take a payment with any payload, as an invoice of somebody's older program would bring."""
        token = str(options.get("bot_id", "123456"))
        order = _order(books, token, str(options.get("payload", "old-1")), str(options.get("amount", 100)))
        books.save(order)
        self.switch(books, order, PAID, {"user": options.get("user", 42)})
        return order

    def statement(self, books: Books) -> bytes:
        """Raise BadSwitch: there is no file."""
        raise BadSwitch("Telegram has no statement file: call getStarTransactions")


def call(books: Books, bot_id: str, method: str, asked: Json) -> Any:
    """Answer a call about stars (its name in small letters); None if it is no such call.

    Raises:
        BadCall: the Bot API says 400.
    """
    match method:
        case "createinvoicelink":
            return _create_link(books, bot_id, asked)
        case "answerprecheckoutquery":
            books.write(NAME, f"answer/{asked.get('pre_checkout_query_id')}", dict(asked))
            return True
        case "refundstarpayment":
            return _refund(books, bot_id, asked)
        case "getstartransactions":
            return {"transactions": _page(books, bot_id, asked)}
        case "getmystarbalance":
            return {"amount": sum(_signed(one) for one in _transactions(books, bot_id))}
        case "edituserstarsubscription":
            return _edit_subscription(books, bot_id, asked)
    return None


def _create_link(books: Books, bot_id: str, asked: Json) -> str:
    prices = asked.get("prices")
    prices = json.loads(prices) if isinstance(prices, str) else prices
    if asked.get("currency") != "XTR" or asked.get("provider_token"):
        raise BadCall("PAYMENT_PROVIDER_INVALID")
    if not isinstance(prices, list) or len(prices) != 1 or type(prices[0].get("amount")) is not int:
        raise BadCall("STARS_INVOICE_INVALID")
    title, description, payload = (str(asked.get(name, "")) for name in ("title", "description", "payload"))
    if not 1 <= len(title) <= 32:
        raise BadCall("title is empty or too long")
    if not 1 <= len(description) <= 255:
        raise BadCall("description is empty or too long")
    if not 1 <= len(payload.encode()) <= 128:
        raise BadCall("INVOICE_PAYLOAD_INVALID")
    amount, period = prices[0]["amount"], asked.get("subscription_period")
    if period not in (None, SUBSCRIPTION_S):
        raise BadCall("SUBSCRIPTION_PERIOD_INVALID")
    if not 1 <= amount <= (MAX_SUBSCRIPTION_STARS if period else MAX_STARS):
        raise BadCall("STARS_INVOICE_INVALID")
    order = books.order(NAME, payload) or _order(books, bot_id, payload, str(amount))
    order.amount, order.details["period"] = str(amount), period
    books.save(order)
    return f"https://t.me/$sandbox-{payload}-{books.next_number()}"


def _order(books: Books, bot_id: str, payload: str, amount: str) -> FakeOrder:
    return FakeOrder(
        provider=NAME,
        id=payload,
        number=payload,
        amount=amount,
        currency="XTR",
        created_at=books.now(),
        details={"bot_id": bot_id, "charges": [], "period": None},
    )


def _user(number: int) -> Json:
    return {
        "id": number,
        "is_bot": False,
        "first_name": f"Customer {number}",
        "username": f"customer_{number}",
        "language_code": "ru",
    }


def _query(books: Books, order: FakeOrder, options: Json) -> Json:
    user = options.get("user", 42)
    return {
        "id": str(options.get("query_id", f"query-{books.next_number()}")),
        "from": user if isinstance(user, dict) else _user(int(user)),
        "currency": order.currency,
        "total_amount": int(options.get("amount", order.amount)),
        "invoice_payload": order.id,
    }


def _message(books: Books, order: FakeOrder, at: int, *, is_refund: bool, options: Json) -> Json:
    charge = order.details["charges"][at]
    payment: Json = {
        "currency": options.get("currency", order.currency),
        "total_amount": int(order.amount),
        "invoice_payload": order.id,
        "telegram_payment_charge_id": charge["id"],
        "provider_payment_charge_id": f"provider-{charge['id']}",
    }
    if order.details["period"] and not is_refund:
        ends = datetime.fromtimestamp(charge["date"], books.now().tzinfo) + timedelta(seconds=SUBSCRIPTION_S)
        payment |= {"subscription_expiration_date": int(ends.timestamp()), "is_recurring": True}
        payment |= {"is_first_recurring": True} if at == 0 else {}
    message: Json = {"message_id": 10 + at, "date": charge["date"]}
    if options.get("chat", True):
        chat = {"id": charge["user"]["id"], "type": "private", "first_name": charge["user"]["first_name"]}
        message |= {"chat": chat, "from": charge["user"]}
    return message | {"refunded_payment" if is_refund else "successful_payment": payment}


def _find(books: Books, bot_id: str, charge_id: str) -> tuple[FakeOrder, Json]:
    for order in books.orders(NAME):
        for charge in order.details["charges"]:
            if charge["id"] == charge_id and order.details["bot_id"] == bot_id:
                return order, charge
    raise BadCall("CHARGE_NOT_FOUND")


def _refund(books: Books, bot_id: str, asked: Json) -> bool:
    order, charge = _find(books, bot_id, str(asked.get("telegram_payment_charge_id", "")))
    if charge["user"]["id"] != int(asked.get("user_id", 0)):
        raise BadCall("USER_ID_INVALID")
    if books.refund(NAME, charge["id"]):
        raise BadCall("CHARGE_ALREADY_REFUNDED")
    if next_refund_state(books, NAME) == REFUSED:
        raise BadCall("BALANCE_TOO_LOW")
    books.save(
        FakeRefund(
            provider=NAME,
            id=charge["id"],
            order_id=order.id,
            amount=order.amount,
            created_at=books.now(),
            details={"seq": books.next_number(), "bot_id": bot_id},
        )
    )
    return True


def _transactions(books: Books, bot_id: str) -> list[Json]:
    """Return all transactions of a bot, oldest first."""
    found: list[tuple[int, int, Json]] = []
    for order in books.orders(NAME):
        if order.details["bot_id"] != bot_id:
            continue
        for charge in order.details["charges"]:
            partner: Json = {"type": "user", "transaction_type": "invoice_payment", "user": charge["user"]}
            partner["invoice_payload"] = order.id
            if order.details["period"]:
                partner["subscription_period"] = order.details["period"]
            common = {"id": charge["id"], "amount": int(order.amount)}
            paid = {**common, "date": charge["date"], "source": partner}
            found.append((charge["date"], charge["seq"], paid))
            if refund := books.refund(NAME, charge["id"]):
                date = int(refund.created_at.timestamp())
                back = {**common, "date": date, "receiver": partner}
                found.append((date, refund.details["seq"], back))
    return [one for _, _, one in sorted(found, key=lambda row: row[:2])]


def _signed(transaction: Json) -> int:
    amount: int = transaction["amount"]
    return -amount if "receiver" in transaction else amount


def _page(books: Books, bot_id: str, asked: Json) -> list[Json]:
    offset, limit = int(asked.get("offset", 0)), int(asked.get("limit", 100))
    if not 1 <= limit <= 100 or offset < 0:
        raise BadCall("LIMIT_INVALID")
    return _transactions(books, bot_id)[offset : offset + limit]


def _edit_subscription(books: Books, bot_id: str, asked: Json) -> bool:
    order, charge = _find(books, bot_id, str(asked.get("telegram_payment_charge_id", "")))
    if charge["user"]["id"] != int(asked.get("user_id", 0)) or not order.details["period"]:
        raise BadCall("SUBSCRIPTION_NOT_FOUND")
    order.details["is_canceled"] = bool(asked.get("is_canceled"))
    books.save(order)
    return True
