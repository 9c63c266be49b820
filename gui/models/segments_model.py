"""The columns of a customer's plan in time: which plan, in what state, from when until when."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject

from core.domain.subscriptions import Segment
from gui import formats
from gui.models import payment_words, plan_words
from gui.models.rows_model import Column, RowsModel
from gui.widgets.cells import Plain

Now = Callable[[], datetime]


class SegmentsModel(RowsModel[Segment]):
    """Stretches of time in one state, the latest first; those to come stand on top."""

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        """Start empty; `now` tells the present moment, for short dates."""
        super().__init__(_columns(now), lambda one: (one.since, one.period_id, one.state), parent)

    def show_segments(self, segments: Sequence[Segment]) -> None:
        """Show exactly these, given oldest first."""
        self.set_rows(reversed(segments))


def _columns(now: Now) -> tuple[Column[Segment], ...]:
    def moment(one: datetime | None) -> str:
        if one is None:
            return QCoreApplication.translate("PlanSegments", "no end known")
        return formats.short_moment(one, now())

    return (
        Column[Segment](
            key="state",
            title=lambda: QCoreApplication.translate("PlanSegments", "State"),
            text=lambda one: plan_words.state_word(one.state),
            cell=lambda one: plan_words.state_pill(one.state),
            width=150,
        ),
        Column[Segment](
            key="plan",
            title=lambda: QCoreApplication.translate("PlanSegments", "Plan"),
            text=lambda one: payment_words.plan_word(one.plan),
            cell=lambda one: Plain(payment_words.plan_word(one.plan), strong=True),
        ),
        Column[Segment](
            key="since",
            title=lambda: QCoreApplication.translate("PlanSegments", "From"),
            text=lambda one: moment(one.since),
            cell=lambda one: Plain(moment(one.since), "muted"),
            tooltip=lambda one: formats.full_moment(one.since),
            width=130,
        ),
        Column[Segment](
            key="until",
            title=lambda: QCoreApplication.translate("PlanSegments", "Until"),
            text=lambda one: moment(one.until),
            cell=lambda one: Plain(moment(one.until), "muted"),
            tooltip=lambda one: formats.full_moment(one.until) if one.until else "",
            width=130,
        ),
    )
