"""A customer's story in words: each event a sentence, a second line, its stars, an icon and a tone."""

import re
from dataclasses import dataclass
from functools import singledispatch
from html import unescape

from PySide6.QtCore import QCoreApplication

from core.domain.customer_story import CustomerEvent, Deed, PeriodMove, Words
from core.domain.ledger import TransferKind
from core.domain.payments import Invoice, Payment
from core.domain.statement import StatementLine
from core.domain.training_views import TrainingRow
from gui import assets, formats, texts
from gui.models import payment_words
from gui.models.ledger_model import cause_text
from gui.models.messages_model import state_word
from gui.theme import Tone
from gui.widgets.cells import Pill

_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """What a line of the story says. `change` and `balances` are empty where no star moved."""

    pill: Pill
    text: str
    second: str = ""
    change: str = ""
    balances: str = ""


def event_words(event: CustomerEvent) -> EventWords:
    """Return the words of one event."""
    return _words_of(event.record)


@singledispatch
def _words_of(record: object) -> EventWords:
    raise TypeError(f"no words for a {type(record).__name__}")


_OF_TRANSFER = {
    TransferKind.TOPUP: ("plus-circle", Tone.OK),
    TransferKind.PLAN_PURCHASE: ("plus-circle", Tone.OK),
    TransferKind.GRANT: ("gift", Tone.OK),
    TransferKind.COMPENSATION: ("gift", Tone.OK),
    TransferKind.DEDUCTION: ("minus-circle", Tone.BAD),
    TransferKind.HOLD: ("lock-simple", Tone.WARN),
    TransferKind.SETTLE: ("check", Tone.MUTE),
    TransferKind.RELEASE: ("arrow-u-up-left", Tone.OK),
    TransferKind.REFUND: ("arrow-u-up-left", Tone.OK),
    TransferKind.REVERSAL: ("arrow-u-up-left", Tone.BAD),
}


@_words_of.register
def _line(line: StatementLine) -> EventWords:
    icon, tone = _OF_TRANSFER[line.transfer.kind]
    word = QCoreApplication.translate("CustomerStory", "Stars")
    return EventWords(
        pill=Pill(word, tone, icon),
        text=texts.transfer_word(line.transfer.kind),
        second=cause_text(line),
        change=formats.stars_number(line.change, sign=True),
        balances=f"{formats.stars_number(line.balance_before)} → {formats.stars_number(line.balance_after)}",
    )


@_words_of.register
def _payment(payment: Payment) -> EventWords:
    look = assets.state_look(payment.status.value)
    sentence = QCoreApplication.translate("CustomerStory", "{sum} by {provider}: {state}")
    text = sentence.format(
        sum=formats.money(payment.amount),
        provider=payment_words.provider_word(payment.provider),
        state=texts.payment_word(payment.status).lower(),
    )
    word = QCoreApplication.translate("CustomerStory", "Payment")
    second = "" if payment.verdict.value == "credit" else payment_words.verdict_word(payment.verdict)
    return EventWords(pill=Pill(word, look.tone, look.icon), text=text, second=second)


@_words_of.register
def _invoice(invoice: Invoice) -> EventWords:
    sentence = QCoreApplication.translate("CustomerStory", "Invoice {number} of {sum} made")
    gives = payment_words.plan_word(invoice.plan) if invoice.plan else formats.stars(invoice.stars)
    return EventWords(
        pill=Pill(QCoreApplication.translate("CustomerStory", "Invoice"), Tone.MUTE, "receipt"),
        text=sentence.format(number=invoice.number, sum=formats.money(invoice.amount)),
        second=f"{payment_words.provider_word(invoice.provider)} · {gives}",
    )


@_words_of.register
def _training(row: TrainingRow) -> EventWords:
    look = assets.state_look(row.status)
    steps = QCoreApplication.translate("CustomerStory", "%n step(s)", "", row.steps)
    sentence = QCoreApplication.translate("CustomerStory", "{model} begun: {state}")
    return EventWords(
        pill=Pill(QCoreApplication.translate("CustomerStory", "Training"), look.tone, look.icon),
        text=sentence.format(model=row.model_name, state=texts.status_word(row.status).lower()),
        second=f"{steps} · {formats.stars(row.price)}",
    )


@_words_of.register
def _period(move: PeriodMove) -> EventWords:
    plan = payment_words.plan_word(move.period.plan)
    word = QCoreApplication.translate("CustomerStory", "Plan")
    if move.is_end:
        text = QCoreApplication.translate("CustomerStory", "{plan} closed").format(plan=plan)
        second = f"{move.period.closed_by}: {move.period.closed_reason}".strip(": ")
        return EventWords(pill=Pill(word, Tone.WARN, "calendar-x"), text=text, second=second)
    days = move.period.days
    span = (
        QCoreApplication.translate("CustomerStory", "without end")
        if days is None
        else QCoreApplication.translate("CustomerStory", "%n day(s)", "", days)
    )
    text = QCoreApplication.translate("CustomerStory", "{plan}, {span}").format(plan=plan, span=span)
    return EventWords(pill=Pill(word, Tone.OK, "calendar-check"), text=text, second=period_word(move))


def period_word(move: PeriodMove) -> str:
    """Return how plan time came to be."""
    words = {
        "purchase": QCoreApplication.translate("CustomerStory", "bought"),
        "renewal": QCoreApplication.translate("CustomerStory", "renewed by itself"),
        "grant": QCoreApplication.translate("CustomerStory", "given"),
        "promo": QCoreApplication.translate("CustomerStory", "given by a promo code"),
    }
    kind = words.get(move.period.kind, move.period.kind)
    return f"{kind} · {move.period.reason}" if move.period.reason else kind


@_words_of.register
def _message(words: Words) -> EventWords:
    tones = {"sent": Tone.OK, "failed": Tone.BAD, "undeliverable": Tone.WARN, "uncertain": Tone.UNK}
    return EventWords(
        pill=Pill(
            QCoreApplication.translate("CustomerStory", "Message"),
            tones.get(words.status, Tone.RUN),
            "paper-plane-tilt",
        ),
        text=unescape(_MARKUP.sub("", words.text)).replace("\n", " "),
        second=state_word(words.status),
    )


@_words_of.register
def _deed(deed: Deed) -> EventWords:
    word = QCoreApplication.translate("CustomerStory", "Deed")
    second = f"{deed.actor}: {deed.reason}" if deed.reason else deed.actor
    return EventWords(pill=Pill(word, Tone.MUTE, "user"), text=deed.action, second=second)
