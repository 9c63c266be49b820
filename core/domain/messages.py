"""What customers are told, in Russian and English (domain rules §8).

Texts are Telegram HTML; everything put into them is escaped here, so no name or reason can break the markup.
Amounts are shown as people write them: "220" or "7.50".
"""

from collections.abc import Mapping
from enum import StrEnum
from html import escape

from core.domain.failures import FailureClass
from core.domain.people import Language
from core.money import STAR_SCALE, Stars


class MessageKind(StrEnum):
    """The messages this program sends to customers."""

    TRAINING_ACCEPTED = "training_accepted"
    TRAINING_SUCCEEDED = "training_succeeded"
    TRAINING_FAILED = "training_failed"
    TRAINING_CANCELED = "training_canceled"
    BALANCE_CHANGED = "balance_changed"
    PAYMENT_CREDITED = "payment_credited"
    PLAN_BOUGHT = "plan_bought"
    PAYMENT_UNDER_REVIEW = "payment_under_review"
    PAYMENT_UNDERPAID = "payment_underpaid"
    PAYMENT_LATE = "payment_late"
    PAYMENT_FAILED = "payment_failed"
    PAYMENT_REFUNDED = "payment_refunded"
    INVOICE_LINK = "invoice_link"


_TEXTS: dict[MessageKind, dict[Language, str]] = {
    MessageKind.TRAINING_ACCEPTED: {
        Language.RU: "Обучение запущено: {steps} шагов. Списано {price} ⭐, баланс {balance} ⭐. "
        "Обычно это занимает 1–2 часа.",
        Language.EN: "Your training has started: {steps} steps. {price} ⭐ taken, balance {balance} ⭐. "
        "It usually takes 1–2 hours.",
    },
    MessageKind.TRAINING_SUCCEEDED: {
        Language.RU: "Модель готова. Ваше слово: <b>{trigger_word}</b>",
        Language.EN: "Your model is ready. Your word: <b>{trigger_word}</b>",
    },
    MessageKind.TRAINING_FAILED: {
        Language.RU: "Обучение не удалось: {reason}. {returned}",
        Language.EN: "The training did not work: {reason}. {returned}",
    },
    MessageKind.TRAINING_CANCELED: {
        Language.RU: "Обучение отменено. {returned}",
        Language.EN: "The training was cancelled. {returned}",
    },
    MessageKind.BALANCE_CHANGED: {
        Language.RU: "Ваш баланс изменён на {change} ⭐ и теперь равен {balance} ⭐. Причина: {reason}",
        Language.EN: "Your balance was changed by {change} ⭐ and is now {balance} ⭐. Reason: {reason}",
    },
    MessageKind.INVOICE_LINK: {
        Language.RU: "Счёт № {number}: {product}, {sum}.\n{link}",
        Language.EN: "Invoice no. {number}: {product}, {sum}.\n{link}",
    },
    MessageKind.PAYMENT_CREDITED: {
        Language.RU: "Оплата {sum} получена: начислено {stars} ⭐, баланс {balance} ⭐.",
        Language.EN: "Your payment of {sum} has arrived: {stars} ⭐ credited, balance {balance} ⭐.",
    },
    MessageKind.PLAN_BOUGHT: {
        Language.RU: "Оплата {sum} получена: тариф {plan}, начислено {stars} ⭐, баланс {balance} ⭐.",
        Language.EN: "Your payment of {sum} has arrived: plan {plan}, {stars} ⭐ credited, "
        "balance {balance} ⭐.",
    },
    MessageKind.PAYMENT_UNDER_REVIEW: {
        Language.RU: "Ваш платёж {sum} получен и проверяется. Мы напишем, как только закончим.",
        Language.EN: "Your payment of {sum} has arrived and is being checked. We will write when it is done.",
    },
    MessageKind.PAYMENT_UNDERPAID: {
        Language.RU: "Получено {sum} из {wanted}. Мы свяжемся с вами, деньги не потеряны.",
        Language.EN: "We received {sum} of {wanted}. We will contact you; the money is not lost.",
    },
    MessageKind.PAYMENT_LATE: {
        Language.RU: "Ваш платёж {sum} пришёл поздно и проверяется. Деньги не потеряны.",
        Language.EN: "Your payment of {sum} arrived late and is being checked. The money is not lost.",
    },
    MessageKind.PAYMENT_FAILED: {
        Language.RU: "Оплата {sum} не прошла, ничего не списано. Попробуйте ещё раз или другим способом.",
        Language.EN: "The payment of {sum} did not go through and nothing was taken. "
        "Try again or pay another way.",
    },
    MessageKind.PAYMENT_REFUNDED: {
        Language.RU: "Возвращаем {sum}. Списано {stars} ⭐, баланс {balance} ⭐.",
        Language.EN: "We are returning {sum}. {stars} ⭐ were taken back, balance {balance} ⭐.",
    },
}

_RETURNED = {
    Language.RU: "{price} ⭐ возвращены, баланс {balance} ⭐.",
    Language.EN: "{price} ⭐ were returned, balance {balance} ⭐.",
}
_NOTHING_TAKEN = {
    Language.RU: "Звёзды за эту попытку не списывались, баланс {balance} ⭐.",
    Language.EN: "No stars were taken for this attempt, balance {balance} ⭐.",
}

_REASONS: dict[FailureClass, dict[Language, str]] = {
    FailureClass.DATASET: {Language.RU: "фотографии не подошли", Language.EN: "the photos could not be used"},
    FailureClass.CONTENT: {
        Language.RU: "фотографии не прошли проверку содержания",
        Language.EN: "the photos did not pass the content check",
    },
}
_OTHER_REASON = {
    Language.RU: "технический сбой, мы уже разбираемся",
    Language.EN: "a technical fault, we are looking into it",
}


def stars_text(amount: Stars) -> str:
    """Return an amount as customers read it: "220", "7.50", with a minus where it is negative."""
    sign = "−" if amount.hundredths < 0 else ""
    whole, fraction = divmod(abs(amount.hundredths), STAR_SCALE)
    return f"{sign}{whole}.{fraction:02d}" if fraction else f"{sign}{whole}"


def reason_text(failure_class: FailureClass, language: Language) -> str:
    """Return why it failed in plain words, never the provider's own text."""
    return _REASONS.get(failure_class, _OTHER_REASON)[language]


def returned_text(price: Stars, balance: Stars, language: Language) -> str:
    """Return what became of the stars: returned, or none were taken."""
    template = _RETURNED[language] if price else _NOTHING_TAKEN[language]
    return template.format(price=stars_text(price), balance=stars_text(balance))


def render(kind: MessageKind, language: Language, facts: Mapping[str, object]) -> str:
    """Return the message as Telegram HTML with every fact escaped.

    Raises:
        KeyError: a fact the text needs is missing; that is a bug of the caller.
    """
    return filled(_TEXTS[kind][language], facts)


def filled(template: str, facts: Mapping[str, object]) -> str:
    """Return a template of Telegram HTML with every fact escaped and put in; raises KeyError for a gap."""
    return template.format_map({name: escape(str(value), quote=False) for name, value in facts.items()})
