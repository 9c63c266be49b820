"""YooKassa's payments and refunds, read into our words."""

from datetime import datetime
from typing import Any

from core.domain.providers import (
    EventKind,
    Order,
    OrderState,
    OrderStatus,
    ProviderEvent,
    RefundAnswer,
    RefundState,
    StatementLine,
)
from core.errors import BadAnswer
from core.gateways.providers.fields import (
    Fields,
    difference_or_none,
    invoice_number_or_none,
    money_or_none,
)
from core.money import Money

NAME = "yookassa"
TITLE = "YooKassa"

_RAN_OUT = {"expired_on_confirmation", "expired_on_capture"}
_STATES = {
    EventKind.PAID: OrderState.PAID,
    EventKind.FAILED: OrderState.FAILED,
    EventKind.EXPIRED: OrderState.EXPIRED,
}
_REFUND_STATES = {
    "succeeded": RefundState.CONFIRMED,
    "pending": RefundState.REQUESTED,
    "canceled": RefundState.REFUSED,
}
_DESCRIPTION_LENGTH = 128


def payment_event(payment: Fields) -> ProviderEvent | None:
    """Return what a payment says; None while it is not settled."""
    status = payment.text("status")
    if status == "succeeded":
        return _event(
            payment, EventKind.PAID, payment.optional_fields("payment_method").optional_text("type")
        )
    if status == "canceled":
        reason = payment.optional_fields("cancellation_details").optional_text("reason")
        kind = EventKind.EXPIRED if reason in _RAN_OUT else EventKind.FAILED
        return _event(payment, kind, reason)
    return None


def _event(payment: Fields, kind: EventKind, detail: str) -> ProviderEvent:
    amount = amount_of(payment, "amount")
    method, metadata = payment.optional_fields("payment_method"), payment.optional_fields("metadata")
    is_saved = method.has("saved") and method.flag("saved")
    told = payment.fields("amount")
    return ProviderEvent(
        provider=NAME,
        kind=kind,
        external_id=payment.text("id"),
        invoice_number=invoice_number_or_none(metadata.optional_text("invoice")),
        amount=amount,
        bot=metadata.optional_text("bot"),
        fee=_fee(payment, amount),
        paid_at=_moment(payment, "captured_at", "created_at") if kind is EventKind.PAID else None,
        is_test=payment.flag("test"),
        refund_key=payment.text("id"),
        # never `is_recurring`: YooKassa renews nothing by itself, each renewal is an invoice of its own
        is_first_recurring=is_saved and metadata.optional_text("renewal") != "1",
        recurring_key=method.text("id") if is_saved else "",
        detail=detail if amount is not None else f"{told.text('value')} {told.text('currency')}",
    )


def refund_event(refund: Fields, payment: Fields) -> ProviderEvent:
    """Return what a refund that succeeded says, of a payment that is given with it."""
    return ProviderEvent(
        provider=NAME,
        kind=EventKind.REFUNDED,
        external_id=refund.text("payment_id"),
        invoice_number=invoice_number_or_none(payment.optional_fields("metadata").optional_text("invoice")),
        amount=amount_of(refund, "amount"),
        paid_at=refund.moment("created_at"),
        is_test=payment.flag("test"),
        refund_key=refund.text("payment_id"),
        refund_id=refund.text("id"),
        detail=refund.optional_text("description"),
    )


def amount_of(record: Fields, name: str) -> Money | None:
    """Return an amount of a payment or refund; None if it is in a currency that is not ours."""
    told = record.fields(name)
    value, currency = told.text("value"), told.text("currency")
    return money_or_none(value, currency)


def _fee(payment: Fields, amount: Money | None) -> Money | None:
    return (
        difference_or_none(amount, amount_of(payment, "income_amount"))
        if payment.has("income_amount")
        else None
    )


def _moment(record: Fields, *names: str) -> datetime:
    return record.moment(next((name for name in names if record.has(name)), names[-1]))


def order_status(payment: Fields) -> OrderStatus:
    """Return how an order stands by its payment."""
    event = payment_event(payment)
    status = payment.text("status")
    if event is None:
        return OrderStatus(state=OrderState.OPEN, detail=status)
    return OrderStatus(state=_STATES[event.kind], detail=f"{status} {event.detail}".strip(), event=event)


def refund_answer(refund: Fields) -> RefundAnswer:
    """Return what a refund object says of its refund."""
    status = refund.text("status")
    reason = refund.optional_fields("cancellation_details").optional_text("reason")
    return RefundAnswer(
        state=_REFUND_STATES.get(status, RefundState.UNKNOWN),
        provider_ref=refund.text("id"),
        detail=f"{status} {reason}".strip(),
    )


def statement_line(record: Fields, *, is_refund: bool) -> StatementLine:
    """Return the line of a payment or refund; raises BadAnswer for a currency that is not ours."""
    amount = amount_of(record, "amount")
    if amount is None:
        raise BadAnswer(service=TITLE, detail=f"an amount in {record.fields('amount').text('currency')}")
    return StatementLine(
        provider=NAME,
        external_id=record.text("payment_id" if is_refund else "id"),
        amount=amount,
        at=_moment(record, "captured_at", "created_at"),
        invoice_number=invoice_number_or_none(record.optional_fields("metadata").optional_text("invoice")),
        fee=None if is_refund else _fee(record, amount),
        is_refund=is_refund,
        purpose=record.optional_text("description"),
    )


def payment_body(order: Order) -> dict[str, Any]:
    """Return what creates a payment of `order`, without how it is confirmed."""
    return {
        "amount": amount_body(order.amount),
        "capture": True,
        "description": order.description[:_DESCRIPTION_LENGTH],
        "metadata": {
            "invoice": str(order.number),
            "customer": str(order.customer_id),
            "bot": order.bot,
        },
    }


def amount_body(amount: Money) -> dict[str, str]:
    """Return an amount as YooKassa writes it."""
    return {"value": amount.decimal, "currency": amount.currency}


def receipt_body(order: Order, contact: str, vat_code: str, tax_system: str) -> dict[str, Any]:
    """Return the receipt of `order` under 54-FZ, for one service."""
    item = {
        "description": order.description[:_DESCRIPTION_LENGTH],
        "quantity": "1.00",
        "amount": amount_body(order.amount),
        "vat_code": int(vat_code),
        "payment_mode": "full_payment",
        "payment_subject": "service",
    }
    receipt: dict[str, Any] = {"customer": {"email": contact}, "items": [item]}
    return receipt | ({"tax_system_code": int(tax_system)} if tax_system else {})
