"""What happened to a payment or an invoice, as lines of a story, and the raw text it came from."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.services.payment_desk import InvoiceDetails, PaymentDetails
from gui import assets, formats
from gui.models import payment_words
from gui.theme import Tone
from gui.widgets.story_view import StoryItem

_ICONS = {
    "payment.complete": "check",
    "payment.quarantine": "hand-palm",
    "payment.reject": "prohibit",
    "payment.conflict": "warning-circle",
    "refund.request": "arrow-u-up-left",
    "refund.confirmed": "arrow-u-up-left",
    "refund.refused": "warning-circle",
    "refund.unknown": "question",
}


def payment_story(details: PaymentDetails, now: datetime) -> list[StoryItem]:
    """Return what happened to a payment, oldest first, with the messages about it."""
    items = [(row.at, _audit_item(row.action, row.actor, row.reason, row.at, now)) for row in details.audit]
    for message in details.messages:
        state = _message_word(message.status.value)
        text = QCoreApplication.translate("PaymentFacts", "Message to the customer: {state}").format(
            state=state
        )
        items.append(
            (
                message.created_at,
                _item("chat-text", Tone.MUTE, text, message.text.replace("⭐", "★"), message.created_at, now),
            )
        )
    return [item for _at, item in sorted(items, key=lambda pair: pair[0])]


def invoice_story(details: InvoiceDetails, now: datetime) -> list[StoryItem]:
    """Return what happened to an invoice, oldest first."""
    return [_audit_item(row.action, row.actor, row.reason, row.at, now) for row in details.audit]


def _audit_item(action: str, actor: str, reason: str, at: datetime, now: datetime) -> StoryItem:
    by = QCoreApplication.translate("PaymentFacts", "by {actor}").format(actor=actor)
    second = " · ".join(part for part in (_reason_words(reason), by) if part)
    look = assets.state_look(_STATE_OF.get(action, "pending"))
    icon = _ICONS.get(action, look.icon)
    return _item(icon, look.tone, _deed_word(action), second, at, now)


_STATE_OF = {
    "payment.complete": "completed",
    "payment.quarantine": "quarantined",
    "payment.reject": "rejected",
    "payment.conflict": "refused",
    "refund.request": "requested",
    "refund.confirmed": "confirmed",
    "refund.refused": "refused",
    "refund.unknown": "unknown",
    "invoice.cancelled": "cancelled",
    "invoice.expired": "expired",
    "invoice.failed": "failed",
}


def _reason_words(reason: str) -> str:
    """Return a reason as it was typed; a verdict of the rules in its own words."""
    known = {verdict.value: verdict for verdict in payment_words.VERDICTS}
    return payment_words.verdict_word(known[reason]) if reason in known else reason


def _deed_word(action: str) -> str:
    return {
        "payment.complete": QCoreApplication.translate("PaymentFacts", "Credited"),
        "payment.quarantine": QCoreApplication.translate("PaymentFacts", "Put into quarantine"),
        "payment.reject": QCoreApplication.translate("PaymentFacts", "Rejected"),
        "payment.conflict": QCoreApplication.translate("PaymentFacts", "Told again with other facts"),
        "payment.complete_stuck": QCoreApplication.translate("PaymentFacts", "Completed by hand"),
        "payment.credit_unbound": QCoreApplication.translate("PaymentFacts", "Credited without a notice"),
        "refund.request": QCoreApplication.translate("PaymentFacts", "Refund asked for"),
        "refund.confirmed": QCoreApplication.translate("PaymentFacts", "Refund confirmed"),
        "refund.refused": QCoreApplication.translate("PaymentFacts", "Refund refused"),
        "refund.unknown": QCoreApplication.translate("PaymentFacts", "Refund: outcome not known"),
        "period.close": QCoreApplication.translate("PaymentFacts", "Plan closed"),
        "invoice.create": QCoreApplication.translate("PaymentFacts", "Invoice made"),
        "invoice.send_link": QCoreApplication.translate("PaymentFacts", "Link sent to the customer"),
        "invoice.cancelled": QCoreApplication.translate("PaymentFacts", "Cancelled"),
        "invoice.expired": QCoreApplication.translate("PaymentFacts", "Expired"),
        "invoice.failed": QCoreApplication.translate("PaymentFacts", "Failed"),
    }.get(action, action)


def _message_word(status: str) -> str:
    return {
        "waiting": QCoreApplication.translate("PaymentFacts", "waits"),
        "sending": QCoreApplication.translate("PaymentFacts", "is being sent"),
        "sent": QCoreApplication.translate("PaymentFacts", "sent"),
        "uncertain": QCoreApplication.translate("PaymentFacts", "perhaps sent"),
        "failed": QCoreApplication.translate("PaymentFacts", "failed"),
        "undeliverable": QCoreApplication.translate("PaymentFacts", "undeliverable"),
    }.get(status, status)


def _item(icon: str, tone: Tone, text: str, second: str, at: datetime, now: datetime) -> StoryItem:
    return StoryItem(
        icon=icon,
        tone=tone,
        text=text,
        second=second,
        moment=formats.short_moment(at, now),
        moment_full=formats.full_moment(at),
    )


def raw_text(details: PaymentDetails) -> str:
    """Return what came in, as it came; empty if no notice did."""
    raw = details.raw
    if raw is None:
        return ""
    parts: Sequence[str] = (raw.headers, raw.query, raw.body)
    return "\n\n".join(part for part in parts if part and part != "{}")
