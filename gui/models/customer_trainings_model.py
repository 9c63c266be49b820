"""The columns of the trainings of one customer: short, because the trainings page shows the rest."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, Qt

from core.domain.training_views import TrainingRow
from gui import assets, formats, texts
from gui.models.rows_model import Column, RowsModel
from gui.widgets.cells import Amount, Pill, Plain

Now = Callable[[], datetime]


class CustomerTrainingsModel(RowsModel[TrainingRow]):
    """Trainings by id, newest first."""

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        """Start empty; `now` tells the present moment, for short dates."""
        super().__init__(_columns(now), lambda row: row.id, parent)


def _status_cell(row: TrainingRow) -> Pill:
    look = assets.state_look(row.status)
    return Pill(texts.status_word(row.status), look.tone, look.icon)


def _stars_cell(row: TrainingRow) -> Amount:
    look = assets.STATE_LOOKS.get(row.money)
    if look is None:
        return Amount(formats.stars_number(row.price))
    return Amount(formats.stars_number(row.price), look.icon, look.tone)


def _columns(now: Now) -> tuple[Column[TrainingRow], ...]:
    return (
        Column[TrainingRow](
            key="status",
            title=lambda: QCoreApplication.translate("CustomerTrainings", "Status"),
            text=lambda row: texts.status_word(row.status),
            cell=_status_cell,
            width=132,
        ),
        Column[TrainingRow](
            key="model",
            title=lambda: QCoreApplication.translate("CustomerTrainings", "Model"),
            text=lambda row: row.model_name,
            cell=lambda row: Plain(row.model_name, mono=True),
        ),
        Column[TrainingRow](
            key="stars",
            title=lambda: QCoreApplication.translate("CustomerTrainings", "Price, ★"),
            text=lambda row: formats.stars_number(row.price),
            cell=_stars_cell,
            align=Qt.AlignmentFlag.AlignRight,
            width=112,
        ),
        Column[TrainingRow](
            key="started",
            title=lambda: QCoreApplication.translate("CustomerTrainings", "Started"),
            text=lambda row: formats.short_moment(row.created_at, now()),
            cell=lambda row: Plain(formats.short_moment(row.created_at, now()), "muted"),
            tooltip=lambda row: formats.full_moment(row.created_at),
            width=104,
        ),
    )
