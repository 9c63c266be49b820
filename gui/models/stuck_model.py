"""The columns of the table of stuck work, and its words."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QObject, Qt

from core.domain.stuck import Repair, Stuck, StuckKind
from core.domain.trainings import read_status
from gui import formats, texts
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.cells import Pill, Plain

Now = Callable[[], datetime]

_LOOKS = {
    StuckKind.SLOW: (Tone.WARN, "hourglass-simple"),
    StuckKind.UNKNOWN: (Tone.UNK, "question"),
    StuckKind.HOLD: (Tone.BAD, "warning-circle"),
    StuckKind.ENDED_THERE: (Tone.WARN, "warning-circle"),
    StuckKind.LOST_SEND: (Tone.WARN, "question"),
    StuckKind.STRANGER: (Tone.MUTE, "question"),
    StuckKind.NEWER: (Tone.BAD, "warning-circle"),
}


class StuckModel(RowsModel[Stuck]):
    """Stuck work, what was found here before what was found at Replicate."""

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        """Start empty; `now` tells the present moment."""
        super().__init__(_columns(now), lambda one: one.id, parent)


def kind_word(kind: StuckKind) -> str:
    """Return what is wrong in two or three words."""
    words = {
        StuckKind.SLOW: QCoreApplication.translate("Stuck", "Takes too long"),
        StuckKind.UNKNOWN: QCoreApplication.translate("Stuck", "Outcome unknown"),
        StuckKind.HOLD: QCoreApplication.translate("Stuck", "Stars held for nothing"),
        StuckKind.ENDED_THERE: QCoreApplication.translate("Stuck", "Ended at Replicate only"),
        StuckKind.LOST_SEND: QCoreApplication.translate("Stuck", "Lost send found"),
        StuckKind.STRANGER: QCoreApplication.translate("Stuck", "Made elsewhere"),
        StuckKind.NEWER: QCoreApplication.translate("Stuck", "Not in this database"),
    }
    return words[kind]


def kind_meaning(one: Stuck) -> str:
    """Return what that means and what the repair does, in sentences."""
    words = {
        StuckKind.SLOW: QCoreApplication.translate(
            "Stuck",
            "It runs longer than nearly all like it. Reading it again shows how it stands at Replicate.",
        ),
        StuckKind.UNKNOWN: QCoreApplication.translate(
            "Stuck",
            "Whether Replicate took it is not known yet. Looking now reads Replicate’s list for its photos.",
        ),
        StuckKind.HOLD: QCoreApplication.translate(
            "Stuck",
            "No running training ends this hold. It ends as its training did; without one the stars go back.",
        ),
        StuckKind.ENDED_THERE: QCoreApplication.translate(
            "Stuck", "It ended at Replicate and is still open here. Reading it again takes the end over."
        ),
        StuckKind.LOST_SEND: QCoreApplication.translate(
            "Stuck", "It carries the photos of a training here that does not know it. Linking joins the two."
        ),
        StuckKind.STRANGER: QCoreApplication.translate(
            "Stuck",
            "It runs under our account and was not begun here. Adopting makes it a customer’s, at no price.",
        ),
        StuckKind.NEWER: QCoreApplication.translate(
            "Stuck",
            "It was sent from here, and this database is older: it was put back from a copy. "
            "Adopting makes it a customer’s again, at no price; nothing is sent a second time.",
        ),
    }
    return words[one.kind]


def repair_word(repair: Repair) -> str:
    """Return the verb on the button."""
    words = {
        Repair.REREAD: QCoreApplication.translate("Stuck", "Read again"),
        Repair.LINK: QCoreApplication.translate("Stuck", "Link"),
        Repair.ADOPT: QCoreApplication.translate("Stuck", "Adopt…"),
        Repair.END_HOLD: QCoreApplication.translate("Stuck", "End the hold"),
    }
    return words[repair]


def name_of(one: Stuck) -> str:
    """Return what a person calls it: its model, else its id."""
    return one.model_name or one.provider_id or one.subject


def _status(one: Stuck) -> str:
    return texts.status_word(read_status(one.status)) if one.status else formats.NOTHING


def _usual(one: Stuck) -> str:
    return formats.duration(one.usual) if one.usual else formats.NOTHING


def _columns(now: Now) -> tuple[Column[Stuck], ...]:
    translate = QCoreApplication.translate
    right = Qt.AlignmentFlag.AlignRight
    return (
        Column(
            key="kind",
            title=lambda: translate("Stuck", "What is wrong"),
            text=lambda one: kind_word(one.kind),
            cell=lambda one: Pill(kind_word(one.kind), *_LOOKS[one.kind]),
            tooltip=kind_meaning,
            width=236,
        ),
        Column(
            key="name",
            title=lambda: translate("Stuck", "Training"),
            text=name_of,
            cell=lambda one: Plain(name_of(one), mono=True),
            tooltip=lambda one: one.provider_id or one.subject,
        ),
        Column(
            key="customer",
            title=lambda: translate("Stuck", "Customer"),
            text=lambda one: one.customer or formats.NOTHING,
            width=190,
        ),
        Column(key="status", title=lambda: translate("Stuck", "Status"), text=_status, width=130),
        Column(
            key="since",
            title=lambda: translate("Stuck", "For"),
            text=lambda one: formats.duration(max(now() - one.since, timedelta())),
            tooltip=lambda one: formats.full_moment(one.since),
            align=right,
            width=110,
        ),
        Column(
            key="usual",
            title=lambda: translate("Stuck", "Longest usual"),
            text=_usual,
            align=right,
            width=150,
        ),
        Column(
            key="stars",
            title=lambda: translate("Stuck", "Stars"),
            text=lambda one: formats.stars_number(one.stars) if one.stars else formats.NOTHING,
            align=right,
            width=100,
        ),
    )
