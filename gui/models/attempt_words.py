"""One attempt in words: its four answers, its money, and its ids."""

from PySide6.QtCore import QCoreApplication

from core.domain.attempts import MoneyState
from core.domain.failures import FailureClass
from core.domain.trainings import Status
from core.services.attempt_desk import AttemptView
from gui import assets, formats, texts
from gui.models import failure_words
from gui.widgets.answer_cards import Answers
from gui.widgets.card import SummaryRow
from gui.widgets.cells import Pill
from gui.widgets.fact_rows import Fact, FactGroup


def status_pill(status: Status) -> Pill:
    """Return the pill of an attempt's status."""
    look = assets.state_look(status.value)
    return Pill(texts.status_word(status), look.tone, look.icon)


def answers(view: AttemptView) -> Answers:
    """Return the four answers for an attempt, however it stands."""
    status = view.attempt.status
    if status is Status.SUCCEEDED:
        happened = QCoreApplication.translate("AttemptWords", "It succeeded: the model is there.")
        not_done = QCoreApplication.translate("AttemptWords", "Nothing is missing.")
        to_do = QCoreApplication.translate("AttemptWords", "Nothing needs to be done.")
    elif not status.is_terminal:
        happened = QCoreApplication.translate("AttemptWords", "It has not ended yet.")
        not_done = QCoreApplication.translate("AttemptWords", "The model is not made yet.")
        to_do = QCoreApplication.translate("AttemptWords", "Wait for its end, or cancel the training.")
    else:
        failure = FailureClass(view.attempt.failure_class or FailureClass.UNKNOWN)
        happened = texts.failure_headline(failure) + "."
        not_done = failure_words.not_done(failure, view.attempt.cost_micro_usd or 0)
        to_do = f"{texts.failure_remedy(failure)} {failure_words.advice(failure)}"
    return Answers(happened=happened, not_done=not_done, stars=_stars(view), to_do=to_do)


def money_rows(view: AttemptView) -> list[SummaryRow]:
    """Return price, where the stars are, the provider's cost and the margin."""
    margin = view.margin_micro_usd
    return [
        SummaryRow(
            label=QCoreApplication.translate("AttemptWords", "Price of the attempt"),
            value=formats.stars(view.attempt.price),
        ),
        SummaryRow(
            label=QCoreApplication.translate("AttemptWords", "Its stars"),
            value=_state_word(view.money),
            role="strong",
        ),
        SummaryRow(
            label=QCoreApplication.translate("AttemptWords", "Replicate bills"),
            value=formats.dollars(view.attempt.cost_micro_usd),
        ),
        SummaryRow(
            label=QCoreApplication.translate("AttemptWords", "Margin"),
            value=formats.dollars(margin),
            role="bad" if margin is not None and margin < 0 else "ok",
            tooltip=QCoreApplication.translate(
                "AttemptWords", "Settled stars at $0.016 each, less what Replicate bills"
            ),
        ),
    ]


def id_groups(view: AttemptView) -> list[FactGroup]:
    """Return what to quote: the error id first."""
    attempt = view.attempt

    def copied(label: str, value: str) -> Fact:
        return Fact(label=label, value=value or formats.NOTHING, is_copied=bool(value), is_mono=True)

    facts = (
        copied(QCoreApplication.translate("AttemptWords", "Error id"), attempt.id),
        copied(QCoreApplication.translate("AttemptWords", "At Replicate"), attempt.provider_id or ""),
        copied(QCoreApplication.translate("AttemptWords", "Training"), attempt.training_id),
        copied(QCoreApplication.translate("AttemptWords", "Trainer version"), attempt.version),
        copied(QCoreApplication.translate("AttemptWords", "Failure group"), view.group_id),
    )
    return [FactGroup(caption=QCoreApplication.translate("AttemptWords", "Ids"), facts=facts)]


def _state_word(money: MoneyState) -> str:
    return {
        MoneyState.FREE: QCoreApplication.translate("AttemptWords", "none taken"),
        MoneyState.HELD: QCoreApplication.translate("AttemptWords", "held"),
        MoneyState.SETTLED: QCoreApplication.translate("AttemptWords", "settled"),
        MoneyState.RELEASED: QCoreApplication.translate("AttemptWords", "back with the customer"),
    }[money]


def _stars(view: AttemptView) -> str:
    words = {
        MoneyState.FREE: QCoreApplication.translate("AttemptWords", "No star was taken for this attempt."),
        MoneyState.HELD: QCoreApplication.translate(
            "AttemptWords", "{amount} are held until its end is known."
        ),
        MoneyState.SETTLED: QCoreApplication.translate(
            "AttemptWords", "{amount} are settled: the customer paid."
        ),
        MoneyState.RELEASED: QCoreApplication.translate(
            "AttemptWords", "{amount} are back on the customer’s balance."
        ),
    }[view.money]
    return words.format(amount=formats.stars(view.attempt.price))
