"""What owners, admin groups and error channels are told, in Russian and English (domain rules §8).

Telegram HTML like the words to customers, and escaped in the same place.
"""

from collections.abc import Mapping
from enum import StrEnum

from core.domain.bots import Receiver
from core.domain.messages import MessageKind, filled
from core.domain.people import Language


class StaffKind(StrEnum):
    """The messages this program sends to its own people."""

    PAID = "staff_paid"
    PLAN_BOUGHT = "staff_plan_bought"
    REFUNDED = "staff_refunded"
    QUARANTINED = "staff_quarantined"
    CONFLICT = "staff_conflict"
    TRAINING_FAILED = "staff_training_failed"
    REGRESSION = "staff_regression"


STAFF_TOLD: dict[MessageKind, tuple[tuple[Receiver, StaffKind], ...]] = {
    MessageKind.PAYMENT_CREDITED: ((Receiver.OWNER, StaffKind.PAID), (Receiver.GROUP, StaffKind.PAID)),
    MessageKind.PLAN_BOUGHT: (
        (Receiver.OWNER, StaffKind.PLAN_BOUGHT),
        (Receiver.GROUP, StaffKind.PLAN_BOUGHT),
    ),
    MessageKind.PAYMENT_REFUNDED: ((Receiver.OWNER, StaffKind.REFUNDED),),
    MessageKind.PAYMENT_UNDER_REVIEW: ((Receiver.ERRORS, StaffKind.QUARANTINED),),
    MessageKind.PAYMENT_UNDERPAID: ((Receiver.ERRORS, StaffKind.QUARANTINED),),
    MessageKind.PAYMENT_LATE: ((Receiver.ERRORS, StaffKind.QUARANTINED),),
    MessageKind.TRAINING_FAILED: ((Receiver.ERRORS, StaffKind.TRAINING_FAILED),),
}
"""Who else hears of an event that the customer is told about; an event that is not here stays theirs."""

_TEXTS: dict[StaffKind, dict[Language, str]] = {
    StaffKind.PAID: {
        Language.RU: "💰 <b>{sum}</b>{mark} · {stars} ⭐\n{customer}\n{provider}, счёт {invoice}, бот {bot}",
        Language.EN: "💰 <b>{sum}</b>{mark} · {stars} ⭐\n{customer}\n"
        "{provider}, invoice {invoice}, bot {bot}",
    },
    StaffKind.PLAN_BOUGHT: {
        Language.RU: "💰 <b>{sum}</b>{mark} · тариф {plan}, {stars} ⭐\n{customer}\n"
        "{provider}, счёт {invoice}, бот {bot}",
        Language.EN: "💰 <b>{sum}</b>{mark} · plan {plan}, {stars} ⭐\n{customer}\n"
        "{provider}, invoice {invoice}, bot {bot}",
    },
    StaffKind.REFUNDED: {
        Language.RU: "↩️ Возврат <b>{sum}</b>, списано {stars} ⭐\n{customer}\n"
        "{provider}, счёт {invoice}, бот {bot}",
        Language.EN: "↩️ Refund of <b>{sum}</b>, {stars} ⭐ taken back\n{customer}\n"
        "{provider}, invoice {invoice}, bot {bot}",
    },
    StaffKind.QUARANTINED: {
        Language.RU: "⚠️ Платёж <b>{sum}</b>{mark} в карантине: {verdict}\n{customer}\n"
        "{provider} {external_id}, счёт {invoice}, бот {bot}",
        Language.EN: "⚠️ Payment of <b>{sum}</b>{mark} is in quarantine: {verdict}\n{customer}\n"
        "{provider} {external_id}, invoice {invoice}, bot {bot}",
    },
    StaffKind.CONFLICT: {
        Language.RU: "🚨 {provider} {external_id}: тот же платёж пришёл с другими данными.\n"
        "Было {sum}, пришло {told}. Ничего не изменено.",
        Language.EN: "🚨 {provider} {external_id}: the same payment came with other facts.\n"
        "It was {sum}, now {told}. Nothing was changed.",
    },
    StaffKind.TRAINING_FAILED: {
        Language.RU: "❌ Обучение {model} не удалось: {verdict}\n{customer}\n{training}",
        Language.EN: "❌ Training {model} failed: {verdict}\n{customer}\n{training}",
    },
    StaffKind.REGRESSION: {
        Language.RU: "🚨 Один и тот же сбой сразу у многих (клиентов за час: {customers}): {failure}\n"
        "Похоже на поломку у Replicate. Сами такие обучения больше не повторяются, звёзды вернулись.",
        Language.EN: "🚨 One failure hits many at once (customers within an hour: {customers}): {failure}\n"
        "It looks like a fault at Replicate. Nothing of it is retried by itself; the stars went back.",
    },
}


def render_staff(kind: StaffKind, language: Language, facts: Mapping[str, object]) -> str:
    """Return the message as Telegram HTML with every fact escaped.

    Raises:
        KeyError: a fact the text needs is missing; that is a bug of the caller.
    """
    return filled(_TEXTS[kind][language], facts)


_VERDICTS: dict[str, dict[Language, str]] = {
    "test": {Language.RU: "тестовый платёж в рабочем режиме", Language.EN: "a test in production"},
    "unknown_invoice": {Language.RU: "неизвестный счёт", Language.EN: "unknown invoice"},
    "provider": {Language.RU: "счёт другого провайдера", Language.EN: "an invoice of another provider"},
    "bot": {Language.RU: "другой бот", Language.EN: "another bot"},
    "currency": {Language.RU: "другая валюта", Language.EN: "another currency"},
    "payer": {Language.RU: "платил другой человек", Language.EN: "somebody else paid"},
    "underpaid": {Language.RU: "заплачено меньше", Language.EN: "paid too little"},
    "overpaid": {Language.RU: "заплачено больше", Language.EN: "paid too much"},
    "duplicate": {Language.RU: "счёт уже оплачен", Language.EN: "the invoice was paid before"},
    "late": {Language.RU: "счёт уже закрыт", Language.EN: "the invoice was closed before"},
}


def verdict_text(verdict: str, language: Language) -> str:
    """Return why money waits for a person, in a few words; an unknown reason as it is."""
    words = _VERDICTS.get(verdict)
    return words[language] if words else verdict
