"""What the fake Stripe shows of sessions, charges, refunds and its balance."""

from datetime import datetime

from core.sandbox.providers.books import DONE, EXPIRED, PAID, Books, FakeOrder, FakeRefund
from core.sandbox.providers.cents import cents, decimal
from core.sandbox.records import Json

_REFUND_STATUS = {"pending": "pending", "done": "succeeded", "refused": "failed"}


def session_object(order: FakeOrder) -> Json:
    """Return a session as the API shows it."""
    form, number = order.details["form"], order.number
    is_complete = bool(order.details.get("complete"))
    status = "expired" if order.state == EXPIRED else "complete" if is_complete else "open"
    return {
        "id": order.id,
        "object": "checkout.session",
        "amount_total": cents(order.amount),
        "client_reference_id": number or None,
        "created": seconds(order.created_at),
        "currency": order.currency,
        "customer_details": {"email": "payer@example.com", "name": "Jenny Rosen"} if is_complete else None,
        "livemode": order.details["live"],
        "metadata": {"invoice": number, "bot": form.get("metadata[bot]", "")} if number else {},
        "mode": "payment",
        "payment_intent": order.details["intent"] if is_complete else None,
        "payment_status": "paid" if order.state == PAID else "unpaid",
        "status": status,
        "success_url": form.get("success_url"),
        "url": f"https://checkout.stripe.com/c/pay/{order.id}" if status == "open" else None,
    }


def charge_object(books: Books, order: FakeOrder) -> Json:
    """Return the charge of a session as the API shows it; refunds are not in it."""
    back = sum(cents(one.amount) for one in books.refunds("stripe", order.id) if one.state == DONE)
    return {
        "id": order.details["charge"],
        "object": "charge",
        "amount": cents(order.amount),
        "amount_refunded": back,
        "created": seconds(order.created_at),
        "currency": order.currency,
        "livemode": order.details["live"],
        "metadata": {"invoice": order.number} if order.number else {},
        "paid": order.state == PAID,
        "payment_intent": order.details["intent"],
        "refunded": back == cents(order.amount),
        "status": "succeeded" if order.state == PAID else "failed",
    }


def dispute_object(order: FakeOrder, status: str) -> Json:
    """Return the dispute about a charge."""
    return {
        "id": f"du_{order.details['charge']}",
        "object": "dispute",
        "amount": cents(order.amount),
        "charge": order.details["charge"],
        "created": seconds(order.created_at),
        "currency": order.currency,
        "payment_intent": order.details["intent"],
        "reason": "fraudulent",
        "status": status,
    }


def refund_object(order: FakeOrder, refund: FakeRefund) -> Json:
    """Return a refund as the API shows it."""
    return {
        "id": refund.id,
        "object": "refund",
        "amount": cents(refund.amount),
        "charge": order.details["charge"],
        "created": seconds(refund.created_at),
        "currency": order.currency,
        "failure_reason": "lost_or_stolen_card" if refund.state == "refused" else None,
        "metadata": refund.details.get("metadata", {}),
        "payment_intent": order.details["intent"],
        "reason": None,
        "status": _REFUND_STATUS[refund.state],
    }


def balance(books: Books) -> list[Json]:
    """Return the balance transactions, oldest first."""
    found = [
        booked(charge_object(books, one), "charge") for one in books.orders("stripe") if one.state == PAID
    ]
    for refund in books.refunds("stripe"):
        order = books.order("stripe", refund.order_id)
        if refund.state == DONE and order is not None:
            found.append(booked(refund_object(order, refund), "refund"))
    return sorted(found, key=lambda one: int(one["created"]))


def booked(source: Json, kind: str) -> Json:
    """Return how a charge or refund is booked."""
    amount = source["amount"] if kind == "charge" else -source["amount"]
    fee = amount * 29 // 1000 + 30 if kind == "charge" else 0
    return {
        "id": f"txn_{source['id']}",
        "object": "balance_transaction",
        "amount": amount,
        "created": source["created"],
        "currency": source["currency"],
        "description": "Stars" if kind == "charge" else "REFUND FOR CHARGE",
        "fee": fee,
        "net": amount - fee,
        "source": source,
        "type": kind,
    }


def seconds(moment: datetime) -> int:
    """Return a moment as Stripe writes it."""
    return int(moment.timestamp())


def signed(amount: int) -> str:
    """Return cents as a decimal with its sign."""
    return f"{'-' if amount < 0 else ''}{decimal(abs(amount))}"
