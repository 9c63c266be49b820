"""What support tells a customer who asks "did my payment arrive?": neutral, with the provider's own status.

Plain text, for the clipboard; nothing of it is a promise that the ledger does not keep.
"""

from core.domain.payments import Invoice, Payment, PaymentStatus
from core.domain.people import Language
from core.domain.providers import OrderState, OrderStatus

_HEAD = {
    Language.RU: "Счёт № {number} на {sum}, {provider}.",
    Language.EN: "Invoice no. {number}, {sum}, {provider}.",
}
_HEAD_WITHOUT_INVOICE = {
    Language.RU: "Платёж {ident} на {sum}, {provider}.",
    Language.EN: "Payment {ident}, {sum}, {provider}.",
}
_STATES = {
    OrderState.OPEN: {
        Language.RU: "Оплата ещё не поступила: счёт открыт и ждёт оплаты.",
        Language.EN: "The payment has not arrived yet: the invoice is open and can be paid.",
    },
    OrderState.PAID: {
        Language.RU: "Платёжная система подтверждает оплату.",
        Language.EN: "The payment provider confirms the payment.",
    },
    OrderState.FAILED: {
        Language.RU: "Платёжная система сообщает, что оплата не прошла; деньги за неё не списываются.",
        Language.EN: "The payment provider says that the payment did not go through.",
    },
    OrderState.EXPIRED: {
        Language.RU: "Срок счёта вышел, оплаты по нему не было.",
        Language.EN: "The invoice ran out of time and was not paid.",
    },
    OrderState.UNKNOWN: {
        Language.RU: "Платёжная система пока не видит оплаты по этому счёту.",
        Language.EN: "The payment provider does not see a payment for this invoice yet.",
    },
}
_OURS = {
    PaymentStatus.COMPLETED: {
        Language.RU: "Звёзды начислены: {stars} ⭐.",
        Language.EN: "The stars were credited: {stars} ⭐.",
    },
    PaymentStatus.QUARANTINED: {
        Language.RU: "Деньги получены, платёж проверяет сотрудник. Мы напишем вам о решении.",
        Language.EN: "The money has arrived and a person is looking at the payment. We will write to you.",
    },
    PaymentStatus.REFUNDED: {
        Language.RU: "Деньги возвращены полностью.",
        Language.EN: "The money was returned in full.",
    },
    PaymentStatus.PARTLY_REFUNDED: {
        Language.RU: "Часть денег возвращена: {returned}.",
        Language.EN: "Part of the money was returned: {returned}.",
    },
    PaymentStatus.REJECTED: {
        Language.RU: "Платёж не принят. Подробности подскажет поддержка.",
        Language.EN: "The payment was not accepted. Support will tell you more.",
    },
}
_PROVIDER_SAYS = {
    Language.RU: "Статус в платёжной системе: {detail}.",
    Language.EN: "Provider’s status: {detail}.",
}


def payment_answer(
    language: Language,
    *,
    provider: str,
    invoice: Invoice | None,
    payment: Payment | None,
    answer: OrderStatus | None,
    stars: str = "",
) -> str:
    """Return the answer in the customer's language; `answer` is what the provider just said, if it can."""
    lines = [_head(language, provider, invoice, payment)]
    if payment is not None:
        returned = payment.refunded if payment.refunded is not None else "—"
        lines.append(_OURS[payment.status][language].format(stars=stars, returned=returned))
    elif answer is not None:
        lines.append(_STATES[answer.state][language])
    if answer is not None and answer.detail:
        lines.append(_PROVIDER_SAYS[language].format(detail=answer.detail.rstrip(".")))
    return "\n".join(lines)


def _head(language: Language, provider: str, invoice: Invoice | None, payment: Payment | None) -> str:
    if invoice is not None:
        return _HEAD[language].format(number=invoice.number, sum=invoice.amount, provider=provider)
    assert payment is not None  # noqa: S101 - an answer is about one of the two
    amount = payment.amount if payment.amount is not None else "—"
    return _HEAD_WITHOUT_INVOICE[language].format(ident=payment.external_id, sum=amount, provider=provider)
