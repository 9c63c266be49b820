"""Kept launches in words: what each costs now, and whether it can be started."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, Qt

from core.domain.kept_launches import JudgedLaunch, LaunchesDone
from core.errors import AlreadyRunning, DatasetError, NotEnoughStars
from core.money import ZERO
from gui import formats, texts
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.cells import Pill, Plain, TwoTone

Now = Callable[[], datetime]


class KeptLaunchesModel(RowsModel[JudgedLaunch]):
    """The launches that wait, the longest kept first."""

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        """Start empty; `now` tells the present moment."""
        super().__init__(_columns(now), lambda one: one.kept.id, parent)


def verdict(one: JudgedLaunch) -> str:
    """Return in a few words whether it can be started as things stand, and if not, why."""
    match one.problem:
        case None:
            return QCoreApplication.translate("KeptLaunches", "can be started")
        case NotEnoughStars():
            return QCoreApplication.translate("KeptLaunches", "too few stars")
        case AlreadyRunning():
            return QCoreApplication.translate("KeptLaunches", "another one of this model runs")
        case DatasetError():
            return QCoreApplication.translate("KeptLaunches", "the photos are gone")
    return QCoreApplication.translate("KeptLaunches", "cannot be started")


def obstacle(one: JudgedLaunch) -> str:
    """Return why it cannot be started and what to do, empty if it can."""
    return texts.in_short(one.problem) if one.problem is not None else ""


def start_words(ready: Sequence[JudgedLaunch], *, is_all: bool) -> str:
    """Return the words of a button that starts these: how many, for how much."""
    if not ready:
        return (
            QCoreApplication.translate("KeptLaunches", "Start all")
            if is_all
            else QCoreApplication.translate("KeptLaunches", "Start")
        )
    if is_all:
        words = QCoreApplication.translate("KeptLaunches", "Start all {number} · {stars}")
    else:
        words = QCoreApplication.translate("KeptLaunches", "Start {number} · {stars}")
    price = sum((one.price for one in ready), ZERO)
    return words.format(number=formats.count(len(ready)), stars=formats.stars(price))


def done_words(done: LaunchesDone) -> str:
    """Return what became of launches that were started together."""
    number = len(done.started)
    started = QCoreApplication.translate("KeptLaunches", "%n training(s) started.", "", number)
    left = QCoreApplication.translate(
        "KeptLaunches", "%n could not be started and are still kept.", "", len(done.refused)
    )
    return " ".join(words for words, is_said in ((started, number), (left, done.refused)) if is_said)


def _columns(now: Now) -> tuple[Column[JudgedLaunch], ...]:
    translate = QCoreApplication.translate
    right = Qt.AlignmentFlag.AlignRight
    return (
        Column(
            key="customer",
            title=lambda: translate("KeptLaunches", "Customer"),
            text=lambda one: one.customer,
            tooltip=lambda one: str(one.kept.request.customer_id),
            width=170,
        ),
        Column(
            key="model",
            title=lambda: translate("KeptLaunches", "Model"),
            text=lambda one: one.kept.request.model_name,
            cell=lambda one: Plain(one.kept.request.model_name, mono=True),
            tooltip=lambda one: one.kept.request.model_name,
            width=190,
        ),
        Column(
            key="steps",
            title=lambda: translate("KeptLaunches", "Steps"),
            text=lambda one: formats.count(one.kept.request.parameters.steps),
            align=right,
            width=70,
        ),
        Column(
            key="price",
            title=lambda: translate("KeptLaunches", "Costs now"),
            text=lambda one: formats.stars_number(one.price),
            tooltip=_price_then,
            align=right,
            width=110,
        ),
        Column(
            key="kept",
            title=lambda: translate("KeptLaunches", "Kept"),
            text=lambda one: f"{formats.short_moment(one.kept.kept_at, now())} {one.kept.kept_by}",
            cell=lambda one: TwoTone(formats.short_moment(one.kept.kept_at, now()), one.kept.kept_by),
            tooltip=lambda one: formats.full_moment(one.kept.kept_at),
            width=150,
        ),
        Column(
            key="verdict",
            title=lambda: translate("KeptLaunches", "Now"),
            text=verdict,
            cell=_verdict_cell,
            tooltip=lambda one: obstacle(one) or verdict(one),
        ),
    )


def _price_then(one: JudgedLaunch) -> str:
    words = QCoreApplication.translate("KeptLaunches", "It cost {price} when it was kept.")
    return words.format(price=formats.stars(one.kept.price))


def _verdict_cell(one: JudgedLaunch) -> Pill:
    if one.problem is None:
        return Pill(verdict(one), Tone.OK, "check")
    return Pill(verdict(one), Tone.WARN, "warning")
