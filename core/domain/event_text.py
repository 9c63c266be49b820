"""A provider's event and a statement's line as JSON text and back, exactly.

What is polled, or comes from a statement, has no bytes of its own: this text is what the inbox keeps of it.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import cast

from core.domain.providers import EventKind, ProviderEvent, StatementLine
from core.money import Money

Values = Mapping[str, object]


def event_text(event: ProviderEvent) -> str:
    """Return an event as text; the same event gives the same text."""
    values = {
        "provider": event.provider,
        "kind": event.kind.value,
        "external_id": event.external_id,
        "invoice_number": event.invoice_number,
        "amount": _money_text(event.amount),
        "payer_id": event.payer_id,
        "payer_name": event.payer_name,
        "payer_username": event.payer_username,
        "payer_language": event.payer_language,
        "bot": event.bot,
        "fee": _money_text(event.fee),
        "paid_at": event.paid_at.isoformat() if event.paid_at else "",
        "is_test": event.is_test,
        "refund_key": event.refund_key,
        "refund_id": event.refund_id,
        "is_recurring": event.is_recurring,
        "is_first_recurring": event.is_first_recurring,
        "recurring_key": event.recurring_key,
        "tolerance": _money_text(event.tolerance),
        "detail": event.detail,
    }
    return _text(values)


def event_of(text: str) -> ProviderEvent:
    """Return the event that `event_text` wrote."""
    values = cast("Values", json.loads(text))
    paid_at = _str(values, "paid_at")
    return ProviderEvent(
        provider=_str(values, "provider"),
        kind=EventKind(_str(values, "kind")),
        external_id=_str(values, "external_id"),
        invoice_number=_int(values, "invoice_number"),
        amount=_money(values, "amount"),
        payer_id=_int(values, "payer_id"),
        payer_name=_str(values, "payer_name"),
        payer_username=_str(values, "payer_username"),
        payer_language=_str(values, "payer_language"),
        bot=_str(values, "bot"),
        fee=_money(values, "fee"),
        paid_at=datetime.fromisoformat(paid_at) if paid_at else None,
        is_test=bool(values.get("is_test")),
        refund_key=_str(values, "refund_key"),
        refund_id=_str(values, "refund_id"),
        is_recurring=bool(values.get("is_recurring")),
        is_first_recurring=bool(values.get("is_first_recurring")),
        recurring_key=_str(values, "recurring_key"),
        tolerance=_money(values, "tolerance"),
        detail=_str(values, "detail"),
    )


def line_text(line: StatementLine) -> str:
    """Return a line of a statement as text."""
    values = {
        "provider": line.provider,
        "external_id": line.external_id,
        "amount": _money_text(line.amount),
        "at": line.at.isoformat(),
        "invoice_number": line.invoice_number,
        "fee": _money_text(line.fee),
        "is_refund": line.is_refund,
        "payer_id": line.payer_id,
        "payer_name": line.payer_name,
        "purpose": line.purpose,
        "line_number": line.line_number,
    }
    return _text({name: value for name, value in values.items() if value not in (None, "", False)})


def line_of(text: str) -> StatementLine:
    """Return the line that `line_text` wrote."""
    values = cast("Values", json.loads(text))
    amount, at = _money(values, "amount"), _str(values, "at")
    assert amount is not None  # noqa: S101 - a line has one
    moment: datetime | date = datetime.fromisoformat(at) if "T" in at else date.fromisoformat(at)
    return StatementLine(
        provider=_str(values, "provider"),
        external_id=_str(values, "external_id"),
        amount=amount,
        at=moment,
        invoice_number=_int(values, "invoice_number"),
        fee=_money(values, "fee"),
        is_refund=bool(values.get("is_refund")),
        payer_id=_int(values, "payer_id"),
        payer_name=_str(values, "payer_name"),
        purpose=_str(values, "purpose"),
        line_number=_int(values, "line_number") or 0,
    )


def _text(values: Values) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _money_text(money: Money | None) -> str:
    return f"{money.minor} {money.currency}" if money else ""


def _money(values: Values, name: str) -> Money | None:
    minor, _, currency = _str(values, name).partition(" ")
    return Money(int(minor), currency) if currency else None


def _str(values: Values, name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _int(values: Values, name: str) -> int | None:
    value = values.get(name)
    return value if isinstance(value, int) else None
