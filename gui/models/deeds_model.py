"""The columns of what was done to one customer: when, who, what, to what, why."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject

from core.domain.customer_story import Deed
from gui import formats
from gui.models.rows_model import Column, RowsModel
from gui.widgets.cells import Plain

Now = Callable[[], datetime]


class DeedsModel(RowsModel[Deed]):
    """Rows of the audit log by their number, newest first."""

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        """Start empty; `now` tells the present moment, for short dates."""
        super().__init__(_columns(now), lambda deed: deed.seq, parent)


def _before_and_after(deed: Deed) -> str:
    return f"{deed.before} → {deed.after}"


def _columns(now: Now) -> tuple[Column[Deed], ...]:
    return (
        Column[Deed](
            key="time",
            title=lambda: QCoreApplication.translate("CustomerDeeds", "Time"),
            text=lambda deed: formats.short_moment(deed.at, now()),
            cell=lambda deed: Plain(formats.short_moment(deed.at, now()), "muted"),
            tooltip=lambda deed: formats.full_moment(deed.at),
            width=104,
        ),
        Column[Deed](
            key="actor",
            title=lambda: QCoreApplication.translate("CustomerDeeds", "Who"),
            text=lambda deed: deed.actor,
            width=110,
        ),
        Column[Deed](
            key="action",
            title=lambda: QCoreApplication.translate("CustomerDeeds", "Deed"),
            text=lambda deed: deed.action,
            cell=lambda deed: Plain(deed.action, mono=True),
            tooltip=_before_and_after,
            width=170,
        ),
        Column[Deed](
            key="subject",
            title=lambda: QCoreApplication.translate("CustomerDeeds", "On what"),
            text=lambda deed: f"{deed.subject_kind} {deed.subject_id}",
            cell=lambda deed: Plain(f"{deed.subject_kind} {deed.subject_id}", "muted", mono=True),
            tooltip=lambda deed: f"{deed.subject_kind} {deed.subject_id}",
            width=170,
        ),
        Column[Deed](
            key="reason",
            title=lambda: QCoreApplication.translate("CustomerDeeds", "Why"),
            text=lambda deed: deed.reason,
            tooltip=lambda deed: deed.reason,
        ),
    )
