"""Neutral texts for a customer to be sent by hand: why the balance is what it is, and a receipt (N15, S37).

Plain text in the customer's language. Only what is the customer's own goes in: sums, days, the names of
their models. Reasons that operators wrote, ids of operators and keys of providers stay out.
"""

from collections.abc import Sequence
from datetime import datetime

from core.domain.ledger import Transfer, TransferKind
from core.domain.messages import stars_text
from core.domain.people import Language
from core.domain.statement import BalancePath, KindSum, StatementLine
from core.money import Stars

SHOWN_LINES = 10

_KINDS: dict[TransferKind, dict[Language, str]] = {
    TransferKind.TOPUP: {Language.RU: "пополнение", Language.EN: "top-up"},
    TransferKind.PLAN_PURCHASE: {Language.RU: "покупка тарифа", Language.EN: "plan purchase"},
    TransferKind.GRANT: {Language.RU: "начислено нами", Language.EN: "given by us"},
    TransferKind.DEDUCTION: {Language.RU: "списано нами", Language.EN: "taken by us"},
    TransferKind.HOLD: {Language.RU: "обучение модели", Language.EN: "model training"},
    TransferKind.SETTLE: {Language.RU: "обучение модели", Language.EN: "model training"},
    TransferKind.RELEASE: {
        Language.RU: "возврат за несостоявшееся обучение",
        Language.EN: "returned for a training that did not work",
    },
    TransferKind.REFUND: {Language.RU: "возврат за обучение", Language.EN: "returned for a training"},
    TransferKind.COMPENSATION: {Language.RU: "компенсация", Language.EN: "compensation"},
    TransferKind.REVERSAL: {Language.RU: "отмена операции", Language.EN: "reversal of an operation"},
}

_WORDS: dict[str, dict[Language, str]] = {
    "balance": {
        Language.RU: "Ваш баланс: {balance} ⭐ (на {moment}).",
        Language.EN: "Your balance: {balance} ⭐ (as of {moment}).",
    },
    "in": {Language.RU: "Поступило:", Language.EN: "Came in:"},
    "out": {Language.RU: "Списано:", Language.EN: "Went out:"},
    "sum": {
        Language.RU: "• {what}: {stars} ⭐ (операций: {count})",
        Language.EN: "• {what}: {stars} ⭐ ({count}×)",
    },
    "held": {
        Language.RU: "Из них сейчас в резерве: {held} ⭐. Они спишутся, если обучение удастся, или вернутся.",
        Language.EN: "Of these {held} ⭐ are held now. They are taken if the training works, or come back.",
    },
    "last": {Language.RU: "Последние операции:", Language.EN: "Latest operations:"},
    "line": {
        Language.RU: "{moment}: {change} ⭐, {what}; баланс {after} ⭐",
        Language.EN: "{moment}: {change} ⭐, {what}; balance {after} ⭐",
    },
    "nothing": {Language.RU: "Операций ещё не было.", Language.EN: "There were no operations yet."},
    "receipt": {Language.RU: "Квитанция {number}", Language.EN: "Receipt {number}"},
    "when": {Language.RU: "Время: {moment}", Language.EN: "Time: {moment}"},
    "what": {Language.RU: "Операция: {what}", Language.EN: "Operation: {what}"},
    "amount": {Language.RU: "Сумма: {change} ⭐", Language.EN: "Amount: {change} ⭐"},
    "before": {
        Language.RU: "Баланс: {before} ⭐ → {after} ⭐",
        Language.EN: "Balance: {before} ⭐ → {after} ⭐",
    },
    "paid": {
        Language.RU: "Оплачено: {sum}, счёт {invoice}, платёж {payment}",
        Language.EN: "Paid: {sum}, invoice {invoice}, payment {payment}",
    },
}


def balance_answer(
    language: Language, path: BalancePath, lines: Sequence[StatementLine], moment: datetime
) -> str:
    """Return the answer to "why is my balance so": the sums that make it, what is held, the latest lines."""
    told = [_say("balance", language, balance=stars_text(path.balance), moment=_moment(moment))]
    for title, sums in (("in", path.came_in), ("out", path.went_out)):
        if sums:
            told += ["", _say(title, language), *(_sum(one, language) for one in sums)]
    if path.held:
        told += [_say("held", language, held=stars_text(path.held))]
    if lines:
        told += ["", _say("last", language), *(_line(one, language) for one in lines[:SHOWN_LINES])]
    else:
        told += ["", _say("nothing", language)]
    return "\n".join(told)


def receipt(language: Language, line: StatementLine) -> str:
    """Return the receipt of one operation: when, what, how much, the balance before and after (S37)."""
    told = [
        _say("receipt", language, number=receipt_number(line.transfer)),
        _say("when", language, moment=_moment(line.transfer.created_at)),
        _say("what", language, what=_what(line, language)),
        _say("amount", language, change=_signed(line.change)),
        _say(
            "before",
            language,
            before=stars_text(line.balance_before),
            after=stars_text(line.balance_after),
        ),
    ]
    payment = line.payment
    if payment is not None and payment.amount is not None:
        invoice = payment.invoice_number or "—"
        told.append(_say("paid", language, sum=payment.amount, invoice=invoice, payment=payment.external_id))
    return "\n".join(told)


def receipt_number(transfer: Transfer) -> str:
    """Return the number of a receipt: the id of its transfer, which is unique for ever."""
    return transfer.id


def _sum(one: KindSum, language: Language) -> str:
    change = Stars(abs(one.change.hundredths))
    return _say("sum", language, what=_KINDS[one.kind][language], stars=stars_text(change), count=one.count)


def _line(line: StatementLine, language: Language) -> str:
    return _say(
        "line",
        language,
        moment=_moment(line.transfer.created_at),
        change=_signed(line.change),
        what=_what(line, language),
        after=stars_text(line.balance_after),
    )


def _what(line: StatementLine, language: Language) -> str:
    what = _KINDS[line.transfer.kind][language]
    if line.training is not None:
        return f"{what} «{line.training.model_name}»"
    if line.payment is not None and line.payment.amount is not None:
        return f"{what} {line.payment.amount}"
    return what


def _signed(change: Stars) -> str:
    return f"+{stars_text(change)}" if change.hundredths > 0 else stars_text(change)


def _moment(moment: datetime) -> str:
    """Return a moment that means the same to everybody: the customer's zone is not known."""
    return f"{moment:%d.%m.%Y %H:%M} UTC"


def _say(name: str, language: Language, **facts: object) -> str:
    return _WORDS[name][language].format_map(facts)
