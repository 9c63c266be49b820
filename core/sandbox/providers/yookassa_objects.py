"""What the fake YooKassa shows of payments and refunds."""

from core.sandbox.providers.books import DONE, EXPIRED, FAILED, OPEN, PAID, Books, FakeOrder, FakeRefund
from core.sandbox.providers.cents import cents, decimal
from core.sandbox.records import Json

_STATUS = {OPEN: "pending", PAID: "succeeded", FAILED: "canceled", EXPIRED: "canceled"}
_REFUND_STATUS = {"pending": "pending", "done": "succeeded", "refused": "canceled"}


def payment_object(books: Books, order: FakeOrder) -> Json:
    """Return a payment as the API shows it."""
    asked, amount = order.details["asked"], {"value": order.amount, "currency": order.currency}
    back = sum(cents(one.amount) for one in books.refunds("yookassa", order.id) if one.state == DONE)
    shown: Json = {
        "id": order.id,
        "status": _STATUS[order.state],
        "amount": amount,
        "description": asked.get("description", ""),
        "recipient": {"account_id": order.details["shop"], "gateway_id": "1000001"},
        "created_at": _stamp(order.created_at.isoformat()),
        "test": order.details["test"],
        "paid": order.state == PAID,
        "refundable": order.state == PAID,
        "metadata": asked.get("metadata", {}),
    }
    if order.state == OPEN:
        url = f"https://yoomoney.ru/checkout/payments/v2/contract?orderId={order.id}"
        return shown | {"confirmation": {"type": "redirect", "confirmation_url": url}}
    if order.state == PAID:
        fee = cents(order.amount) * 35 // 1000
        shown["income_amount"] = amount | {"value": decimal(cents(order.amount) - fee)}
        shown["captured_at"] = _stamp(order.ended_at)
        shown["refunded_amount"] = amount | {"value": decimal(back)}
        shown["payment_method"] = method_object(order)
        return shown
    details = {"party": "payment_network", "reason": order.details["reason"]}
    return shown | {"cancellation_details": details}


def method_object(order: FakeOrder) -> Json:
    """Return how an order was paid."""
    asked = order.details["asked"]
    return {
        "type": "bank_card",
        "id": asked.get("payment_method_id", order.id),
        "saved": bool(asked.get("save_payment_method") or asked.get("payment_method_id")),
        "status": "active",
        "title": "Bank card *4444",
    }


def refund_object(refund: FakeRefund) -> Json:
    """Return a refund as the API shows it."""
    shown: Json = {
        "id": refund.id,
        "payment_id": refund.order_id,
        "status": _REFUND_STATUS[refund.state],
        "created_at": _stamp(refund.created_at.isoformat()),
        "amount": {"value": refund.amount, "currency": "RUB"},
        "description": refund.details.get("description", ""),
        "metadata": refund.details.get("metadata", {}),
    }
    if refund.state == "refused":
        shown["cancellation_details"] = {"party": "yoo_money", "reason": "insufficient_funds"}
    return shown


def _stamp(moment: str) -> str:
    return moment.partition("+")[0][:23] + "Z"
