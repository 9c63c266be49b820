"""Failures in words: the pill of a class, and for a group what happened, where the stars are, what to do."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.failure_groups import FailureFilter, FailureGroup, GroupOrder
from core.domain.failures import ADVICE, FailureClass, RetryAdvice
from gui import formats, texts
from gui.theme import Tone
from gui.widgets.answer_cards import Answers
from gui.widgets.cells import Pill

_TONES = {
    RetryAdvice.AS_IS: Tone.RUN,
    RetryAdvice.AFTER_CHANGE: Tone.BAD,
    RetryAdvice.AFTER_MENDING: Tone.WARN,
    RetryAdvice.LOOK_FIRST: Tone.UNK,
}
"""The colour of a class says what must come before a retry."""

_ICONS = {
    FailureClass.TOKEN: "key",
    FailureClass.BILLING: "credit-card",
    FailureClass.DESTINATION: "map-pin",
    FailureClass.DATASET: "image",
    FailureClass.PARAMETERS: "sliders-horizontal",
    FailureClass.CONTENT: "eye-slash",
    FailureClass.RESOURCES: "cpu",
    FailureClass.CONFIGURATION: "wrench",
    FailureClass.PLATFORM: "cloud-slash",
    FailureClass.TRANSPORT: "wifi-slash",
    FailureClass.DIVERGED: "chart-line-up",
    FailureClass.AMBIGUOUS_BILLED: "currency-dollar",
    FailureClass.CANCELED: "prohibit",
    FailureClass.UNKNOWN: "question",
}


def class_word(failure_class: FailureClass) -> str:
    """Return the class in a word or two."""
    return {
        FailureClass.TOKEN: QCoreApplication.translate("FailureWords", "Token"),
        FailureClass.BILLING: QCoreApplication.translate("FailureWords", "Billing"),
        FailureClass.DESTINATION: QCoreApplication.translate("FailureWords", "Destination"),
        FailureClass.DATASET: QCoreApplication.translate("FailureWords", "Photos"),
        FailureClass.PARAMETERS: QCoreApplication.translate("FailureWords", "Parameters"),
        FailureClass.CONTENT: QCoreApplication.translate("FailureWords", "Content"),
        FailureClass.RESOURCES: QCoreApplication.translate("FailureWords", "Memory"),
        FailureClass.CONFIGURATION: QCoreApplication.translate("FailureWords", "Set-up"),
        FailureClass.PLATFORM: QCoreApplication.translate("FailureWords", "Platform"),
        FailureClass.TRANSPORT: QCoreApplication.translate("FailureWords", "Connection"),
        FailureClass.DIVERGED: QCoreApplication.translate("FailureWords", "Diverged"),
        FailureClass.AMBIGUOUS_BILLED: QCoreApplication.translate("FailureWords", "Billed, lost"),
        FailureClass.CANCELED: QCoreApplication.translate("FailureWords", "Cancelled"),
        FailureClass.UNKNOWN: QCoreApplication.translate("FailureWords", "Not known"),
    }[failure_class]


def class_pill(failure_class: FailureClass) -> Pill:
    """Return the pill of a class."""
    tone = Tone.MUTE if failure_class is FailureClass.UNKNOWN else _TONES[ADVICE[failure_class]]
    return Pill(class_word(failure_class), tone, _ICONS[failure_class])


def order_word(order: GroupOrder) -> str:
    """Return what groups are sorted by."""
    return {
        GroupOrder.COUNT: QCoreApplication.translate("FailureWords", "Most often first"),
        GroupOrder.LAST: QCoreApplication.translate("FailureWords", "Latest first"),
        GroupOrder.COST: QCoreApplication.translate("FailureWords", "Costliest first"),
    }[order]


def filter_words(wanted: FailureFilter, group: FailureGroup | None) -> str:
    """Return in words which failures a filter lets through; `group` is the one it is narrowed to."""
    parts = []
    if group is not None:
        words = QCoreApplication.translate("Bulk", "failures like “{text}”")
        parts.append(words.format(text=group.text[:120]))
    parts += [class_word(one) for one in sorted(wanted.classes)]
    if wanted.since is not None:
        words = QCoreApplication.translate("Bulk", "since {moment}")
        parts.append(words.format(moment=formats.full_moment(wanted.since)))
    parts += [one for one in (wanted.version[:12], wanted.bot) if one]
    if wanted.text:
        parts.append(f"“{wanted.text}”")
    return ", ".join(parts) or QCoreApplication.translate("Bulk", "all failures")


def advice(failure_class: FailureClass) -> str:
    """Return whether it may be tried again, in a sentence."""
    return {
        RetryAdvice.AS_IS: QCoreApplication.translate("FailureWords", "It may be retried as it is."),
        RetryAdvice.AFTER_CHANGE: QCoreApplication.translate(
            "FailureWords", "Do not retry it as it is: the same input fails again."
        ),
        RetryAdvice.AFTER_MENDING: QCoreApplication.translate(
            "FailureWords", "Retry only after our own side is mended; nothing is wrong with the photos."
        ),
        RetryAdvice.LOOK_FIRST: QCoreApplication.translate(
            "FailureWords", "Look for the weights before you retry: Replicate has billed it already."
        ),
    }[ADVICE[failure_class]]


def group_answers(group: FailureGroup, now: datetime) -> Answers:
    """Return the four answers for a group."""
    tries, people = group.attempts, group.customers
    attempts = QCoreApplication.translate("FailureWords", "%n attempt(s)", "", tries)
    customers = QCoreApplication.translate("FailureWords", "%n customer(s)", "", people)
    words = QCoreApplication.translate(
        "FailureWords", "{headline}: {attempts} of {customers}, first {first}, last {last}."
    )
    happened = words.format(
        headline=texts.failure_headline(group.failure_class),
        attempts=attempts,
        customers=customers,
        first=formats.short_moment(group.first_at, now),
        last=formats.short_moment(group.last_at, now),
    )
    return Answers(
        happened=happened,
        not_done=not_done(group.failure_class, group.cost_micro_usd),
        stars=_stars(group),
        to_do=f"{texts.failure_remedy(group.failure_class)} {advice(group.failure_class)}",
    )


def not_done(failure_class: FailureClass, cost_micro_usd: int) -> str:
    """Return what did not come about, and what it cost all the same."""
    if failure_class is FailureClass.AMBIGUOUS_BILLED:
        made = QCoreApplication.translate(
            "FailureWords", "The training ran to its end, but no model came of it. Replicate billed {cost}."
        )
    elif cost_micro_usd:
        made = QCoreApplication.translate(
            "FailureWords", "No model was made. Replicate billed {cost} for the time it ran."
        )
    else:
        made = QCoreApplication.translate("FailureWords", "No model was made, and Replicate billed nothing.")
    return made.format(cost=formats.dollars(cost_micro_usd))


def _stars(group: FailureGroup) -> str:
    if not group.held and not group.returned:
        return QCoreApplication.translate("FailureWords", "No star was taken for these attempts.")
    back = QCoreApplication.translate("FailureWords", "{amount} went back to the customers.").format(
        amount=formats.stars(group.returned)
    )
    if not group.held:
        return back + " " + QCoreApplication.translate("FailureWords", "None is held any more.")
    held = QCoreApplication.translate("FailureWords", "{amount} are still held.")
    return f"{held.format(amount=formats.stars(group.held))} {back}"
