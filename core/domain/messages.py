"""What customers are told, in Russian and English (domain rules §8).

Texts are Telegram HTML; everything put into them is escaped here, so no name or reason can break the markup.
Amounts are shown as people write them: "220" or "7.50".
"""

from collections.abc import Mapping
from datetime import datetime
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
    PLAN_GIVEN = "plan_given"
    PLAN_ENDS_SOON = "plan_ends_soon"
    PLAN_RENEWS_SOON = "plan_renews_soon"
    PLAN_IN_GRACE = "plan_in_grace"
    PLAN_ENDED = "plan_ended"
    PLAN_FOLLOWED = "plan_followed"
    PLAN_CLOSED = "plan_closed"
    PLAN_CANCELLED = "plan_cancelled"
    PLAN_PAUSED = "plan_paused"
    PLAN_RESUMED = "plan_resumed"
    RENEWAL_FAILED = "renewal_failed"
    RENEWAL_GAVE_UP = "renewal_gave_up"
    NEWS = "news"
    """A text that an operator wrote, in both languages."""


_TEXTS: dict[MessageKind, dict[Language, str]] = {
    MessageKind.NEWS: {Language.RU: "{text_ru}", Language.EN: "{text_en}"},
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
    MessageKind.PLAN_GIVEN: {
        Language.RU: "Вам подключён тариф «{plan}»: {until}. Начислено {stars} ⭐, баланс {balance} ⭐.",
        Language.EN: "You were given the plan “{plan}”: {until}. {stars} ⭐ credited, balance {balance} ⭐.",
    },
    MessageKind.PLAN_ENDS_SOON: {
        Language.RU: "Тариф «{plan}» заканчивается {until}. Продлите его заранее: ни один день не пропадёт.",
        Language.EN: "Your plan “{plan}” ends on {until}. Renew it early if you like: no day is lost.",
    },
    MessageKind.PLAN_RENEWS_SOON: {
        Language.RU: "Тариф «{plan}» продлится автоматически {until}.",
        Language.EN: "Your plan “{plan}” will be renewed automatically on {until}.",
    },
    MessageKind.PLAN_IN_GRACE: {
        Language.RU: "Тариф «{plan}» закончился. Доступ остаётся до {until}, продлить можно в любой момент.",
        Language.EN: "Your plan “{plan}” has run out. You keep access until {until} and can renew any time.",
    },
    MessageKind.PLAN_ENDED: {
        Language.RU: "Тариф «{plan}» закончился. Звёзды на балансе сохранены.",
        Language.EN: "Your plan “{plan}” has ended. The stars on your balance stay yours.",
    },
    MessageKind.PLAN_FOLLOWED: {
        Language.RU: "Тариф «{plan}» закончился, теперь действует «{next_plan}»: {until}.",
        Language.EN: "Your plan “{plan}” has ended; now “{next_plan}” runs: {until}.",
    },
    MessageKind.PLAN_CLOSED: {
        Language.RU: "Тариф «{plan}» отключён. Причина: {reason}",
        Language.EN: "Your plan “{plan}” was ended. Reason: {reason}",
    },
    MessageKind.PLAN_CANCELLED: {
        Language.RU: "Тариф «{plan}» больше не будет продлеваться. Доступ остаётся: {until}.",
        Language.EN: "Your plan “{plan}” will not be renewed any more. You keep access: {until}.",
    },
    MessageKind.PLAN_PAUSED: {
        Language.RU: "Тариф «{plan}» приостановлен. Оставшиеся дни сохранены.",
        Language.EN: "Your plan “{plan}” is paused. The days that are left are kept.",
    },
    MessageKind.PLAN_RESUMED: {
        Language.RU: "Тариф «{plan}» снова действует: {until}.",
        Language.EN: "Your plan “{plan}” runs again: {until}.",
    },
    MessageKind.RENEWAL_FAILED: {
        Language.RU: "Не удалось списать {sum} за тариф «{plan}». Попробуем ещё раз {until}.",
        Language.EN: "We could not charge {sum} for the plan “{plan}”. We will try again on {until}.",
    },
    MessageKind.RENEWAL_GAVE_UP: {
        Language.RU: "Автопродление тарифа «{plan}» отключено: оплата {sum} не прошла. "
        "Тариф можно продлить вручную.",
        Language.EN: "Automatic renewal of the plan “{plan}” is off: the payment of {sum} did not go "
        "through. You can renew it by hand.",
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


_DAY = {Language.RU: "{0:%d.%m.%Y %H:%M} UTC", Language.EN: "{0:%Y-%m-%d %H:%M} UTC"}
_UNTIL = {Language.RU: "до {0}", Language.EN: "until {0}"}
_NO_END = {Language.RU: "без срока", Language.EN: "without an end"}


def moment_text(moment: datetime, language: Language) -> str:
    """Return a moment as customers read it; it is UTC and says so, because nobody knows their zone."""
    return _DAY[language].format(moment)


def until_text(moment: datetime | None, language: Language) -> str:
    """Return "until …", or that there is no end."""
    return _NO_END[language] if moment is None else _UNTIL[language].format(moment_text(moment, language))


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
