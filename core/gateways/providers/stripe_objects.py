"""Stripe's sessions, charges, refunds and disputes, read into our words."""

from datetime import datetime

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
from core.errors import QT_TRANSLATE_NOOP, clause
from core.gateways.providers.fields import Fields, invoice_number_or_none, minor_or_none
from core.money import Money

NAME = "stripe"
TITLE = "Stripe"
CURRENCIES = ("USD", "EUR")
"""Only currencies with cents: those without would need another scale, and we sell in none of them."""

_STATES = {
    EventKind.PAID: OrderState.PAID,
    EventKind.FAILED: OrderState.FAILED,
    EventKind.EXPIRED: OrderState.EXPIRED,
}
_REFUND_STATES = {
    "succeeded": RefundState.CONFIRMED,
    "pending": RefundState.REQUESTED,
    "requires_action": RefundState.REQUESTED,
    "failed": RefundState.REFUSED,
    "canceled": RefundState.REFUSED,
}


def session_form(order: Order, after_url: str) -> dict[str, str]:
    """Return the form that creates a Checkout session of `order`."""
    number = str(order.number)
    return {
        "mode": "payment",
        "client_reference_id": number,
        "metadata[invoice]": number,
        "metadata[bot]": order.bot,
        "payment_intent_data[metadata][invoice]": number,
        "line_items[0][quantity]": "1",
        "line_items[0][price_data][currency]": order.amount.currency.lower(),
        "line_items[0][price_data][unit_amount]": str(order.amount.minor),
        "line_items[0][price_data][product_data][name]": order.description[:250],
        "locale": order.language,
        "success_url": after_url,
        "cancel_url": after_url,
    }


def session_event(session: Fields, kind: EventKind, at: datetime, *, is_test: bool) -> ProviderEvent:
    """Return what became of a session."""
    intent = id_of(session, "payment_intent")
    metadata = session.optional_fields("metadata")
    number = session.optional_text("client_reference_id") or metadata.optional_text("invoice")
    amount = amount_of(session, "amount_total")
    return ProviderEvent(
        provider=NAME,
        kind=kind,
        external_id=intent or session.text("id"),
        invoice_number=invoice_number_or_none(number),
        amount=amount,
        payer_name=session.optional_fields("customer_details").optional_text("name"),
        bot=metadata.optional_text("bot"),
        fee=_fee(session, amount),
        paid_at=at if kind is EventKind.PAID else None,
        is_test=is_test,
        refund_key=intent,
        detail="checkout" if amount is not None else _foreign(session, "amount_total"),
    )


def refund_event(refund: Fields, intent: str, *, is_test: bool) -> ProviderEvent | None:
    """Return what a refund says, once it succeeded; else None."""
    if refund.optional_text("status") != "succeeded":
        return None
    return _returned(refund, intent, refund.optional_text("reason"), is_test=is_test)


def dispute_event(dispute: Fields, intent: str, *, is_test: bool) -> ProviderEvent | None:
    """Return what a closed dispute says, if it was lost; else None."""
    if dispute.text("status") != "lost":
        return None
    return _returned(dispute, intent, f"dispute {dispute.optional_text('reason')}".strip(), is_test=is_test)


def _returned(record: Fields, intent: str, detail: str, *, is_test: bool) -> ProviderEvent:
    amount = amount_of(record, "amount")
    return ProviderEvent(
        provider=NAME,
        kind=EventKind.REFUNDED,
        external_id=intent,
        invoice_number=None,
        amount=amount,
        paid_at=record.seconds("created"),
        is_test=is_test,
        refund_key=intent,
        refund_id=record.text("id"),
        detail=detail if amount is not None else _foreign(record, "amount"),
    )


def amount_of(record: Fields, name: str) -> Money | None:
    """Return an amount in cents; None for a currency that we do not sell in."""
    minor, currency = record.integer(name), record.text("currency").upper()
    return minor_or_none(minor, currency) if currency in CURRENCIES else None


def _foreign(record: Fields, name: str) -> str:
    return f"{record.integer(name)} {record.text('currency').upper()}"


def id_of(record: Fields, name: str) -> str:
    """Return the id of an object that may be told as itself or by its id; empty if there is none."""
    inner = record.optional_fields(name)
    return inner.text("id") if inner.has("id") else record.optional_text(name)


def _fee(session: Fields, amount: Money | None) -> Money | None:
    """Return the fee if the session was read together with its charge, and was not exchanged."""
    charge = session.optional_fields("payment_intent").optional_fields("latest_charge")
    booked = charge.optional_fields("balance_transaction")
    if amount is None or not booked.has("fee") or booked.text("currency").upper() != amount.currency:
        return None
    return Money(booked.integer("fee"), amount.currency)


def session_status(session: Fields) -> OrderStatus:
    """Return how an order stands by its session."""
    status, paid = session.text("status"), session.optional_text("payment_status")
    intent = session.optional_fields("payment_intent").optional_text("status")
    detail = " ".join(word for word in (status, paid, intent) if word)
    kind = _kind(status, paid, intent)
    if kind is None:
        return OrderStatus(state=OrderState.OPEN, detail=detail)
    event = session_event(session, kind, session.seconds("created"), is_test=not session.flag("livemode"))
    return OrderStatus(state=_STATES[kind], detail=detail, event=event)


def _kind(status: str, paid: str, intent: str) -> EventKind | None:
    if paid == "paid":
        return EventKind.PAID
    if status == "expired":
        return EventKind.EXPIRED
    is_over = status == "complete" and intent in {"requires_payment_method", "canceled"}
    return EventKind.FAILED if is_over else None


def refund_answer(refund: Fields) -> RefundAnswer:
    """Return what a refund object says of its refund."""
    status = refund.optional_text("status")
    return RefundAnswer(
        state=_REFUND_STATES.get(status, RefundState.UNKNOWN),
        provider_ref=refund.text("id"),
        detail=f"{status} {refund.optional_text('failure_reason')}".strip(),
    )


def statement_line(booked: Fields) -> StatementLine | None:
    """Return the line of a balance transaction; None for one that is no customer's payment or refund.

    The amount is the customer's own, before an exchange into the currency of the account.
    """
    category = booked.optional_text("type")
    is_refund = category in {"refund", "payment_refund"}
    if not is_refund and category not in {"charge", "payment"}:
        return None
    source = booked.fields("source")
    amount = amount_of(source, "amount")
    if amount is None:
        source.refuse("currency", clause(QT_TRANSLATE_NOOP("Clause", "we sell in no such currency")))
    is_same = booked.text("currency").upper() == amount.currency
    return StatementLine(
        provider=NAME,
        external_id=id_of(source, "payment_intent") or id_of(source, "charge") or source.text("id"),
        amount=amount,
        at=booked.seconds("created"),
        invoice_number=invoice_number_or_none(source.optional_fields("metadata").optional_text("invoice")),
        fee=Money(booked.integer("fee"), amount.currency) if is_same and not is_refund else None,
        is_refund=is_refund,
        purpose=booked.optional_text("description"),
    )
