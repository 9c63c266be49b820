"""Whether a payment in stars may go on: decided right before the payer confirms it (domain rules §5, 25).

What is refused here is money that would have to be looked at later. The reason is shown to the payer.
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from core.domain.payments import Invoice, InvoiceStatus
from core.domain.people import Language
from core.domain.providers import PreCheckout

PROVIDER = "telegram"


class PreCheckoutVerdict(StrEnum):
    """The answer to the question before a payment, with its reason."""

    OK = "ok"
    UNKNOWN = "unknown"
    PAID = "paid"
    OVER = "over"
    EXPIRED = "expired"
    OTHER_PAYER = "other_payer"
    OTHER_SUM = "other_sum"
    NO_ANSWER = "no_answer"
    """We cannot look now; the payer may try again."""


Rule = Callable[[PreCheckout, Invoice, datetime], bool]

_PAID = frozenset({InvoiceStatus.COMPLETED, InvoiceStatus.QUARANTINED})

_RULES: tuple[tuple[PreCheckoutVerdict, Rule], ...] = (
    (PreCheckoutVerdict.OTHER_PAYER, lambda asked, invoice, _: asked.payer_id != invoice.customer_id),
    (PreCheckoutVerdict.PAID, lambda _, invoice, __: invoice.status in _PAID),
    (PreCheckoutVerdict.OVER, lambda _, invoice, __: invoice.status is not InvoiceStatus.PENDING),
    (PreCheckoutVerdict.EXPIRED, lambda _, invoice, now: invoice.expires_at <= now),
    (PreCheckoutVerdict.OTHER_SUM, lambda asked, invoice, _: asked.amount != invoice.amount),
)
"""Read from the top; the first that applies decides."""

_WORDS: dict[PreCheckoutVerdict, dict[Language, str]] = {
    PreCheckoutVerdict.UNKNOWN: {
        Language.RU: "Такого счёта нет. Запросите новый счёт у бота.",
        Language.EN: "There is no such invoice. Ask the bot for a new one.",
    },
    PreCheckoutVerdict.PAID: {
        Language.RU: "Этот счёт уже оплачен.",
        Language.EN: "This invoice has been paid already.",
    },
    PreCheckoutVerdict.OVER: {
        Language.RU: "Этот счёт закрыт. Запросите новый счёт у бота.",
        Language.EN: "This invoice is closed. Ask the bot for a new one.",
    },
    PreCheckoutVerdict.EXPIRED: {
        Language.RU: "Срок счёта истёк. Запросите новый счёт у бота.",
        Language.EN: "This invoice has expired. Ask the bot for a new one.",
    },
    PreCheckoutVerdict.OTHER_PAYER: {
        Language.RU: "Этот счёт выставлен другому человеку.",
        Language.EN: "This invoice was made for somebody else.",
    },
    PreCheckoutVerdict.OTHER_SUM: {
        Language.RU: "Сумма не совпадает со счётом. Запросите новый счёт у бота.",
        Language.EN: "The sum differs from the invoice. Ask the bot for a new one.",
    },
    PreCheckoutVerdict.NO_ANSWER: {
        Language.RU: "Сейчас не получается проверить счёт. Попробуйте ещё раз через минуту.",
        Language.EN: "The invoice cannot be checked right now. Please try again in a minute.",
    },
}


def judge_pre_checkout(asked: PreCheckout, invoice: Invoice | None, now: datetime) -> PreCheckoutVerdict:
    """Return whether the payment that `asked` announces is what `invoice` waits for."""
    if invoice is None or invoice.provider != PROVIDER or invoice.bot != asked.bot:
        return PreCheckoutVerdict.UNKNOWN
    objections = (verdict for verdict, applies in _RULES if applies(asked, invoice, now))
    return next(objections, PreCheckoutVerdict.OK)


def words_for_payer(verdict: PreCheckoutVerdict, language: Language) -> str:
    """Return the reason that the payer reads, empty if the payment may go on."""
    return "" if verdict is PreCheckoutVerdict.OK else _WORDS[verdict][language]
