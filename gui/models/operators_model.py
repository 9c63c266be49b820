"""The columns of the operators' table."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject

from core.domain.people import Operator
from gui import formats, texts
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.cells import Pill, Plain, TwoTone


class OperatorsModel(RowsModel[Operator]):
    """Operators by id, oldest first."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """Start empty; `now` tells the present moment, for short dates."""
        self.own_id = ""
        super().__init__(self._made(now), lambda row: row.id, parent)

    def _made(self, now: Callable[[], datetime]) -> tuple[Column[Operator], ...]:
        return (
            Column[Operator](
                key="name",
                title=lambda: QCoreApplication.translate("Operators", "Name"),
                text=lambda row: row.name,
                cell=lambda row: TwoTone(row.name, self._you(row)),
            ),
            Column[Operator](
                key="role",
                title=lambda: QCoreApplication.translate("Operators", "Role"),
                text=lambda row: texts.role_word(row.role),
                tooltip=lambda row: texts.role_meaning(row.role),
                width=150,
            ),
            Column[Operator](
                key="state",
                title=lambda: QCoreApplication.translate("Operators", "State"),
                text=state_word,
                cell=_state_cell,
                width=170,
            ),
            Column[Operator](
                key="seen",
                title=lambda: QCoreApplication.translate("Operators", "Last seen"),
                text=lambda row: _seen(row, now()),
                cell=lambda row: Plain(_seen(row, now()), "muted"),
                tooltip=lambda row: formats.full_moment(row.last_seen_at) if row.last_seen_at else "",
                width=140,
            ),
        )

    def _you(self, row: Operator) -> str:
        return QCoreApplication.translate("Operators", "you") if row.id == self.own_id else ""


def state_word(row: Operator) -> str:
    """Return whether somebody may work and can come in."""
    if not row.is_active:
        return QCoreApplication.translate("Operators", "Switched off")
    if not row.has_password:
        return QCoreApplication.translate("Operators", "No password")
    return QCoreApplication.translate("Operators", "May work")


def _state_cell(row: Operator) -> Pill:
    if not row.is_active:
        return Pill(state_word(row), Tone.MUTE, "prohibit")
    if not row.has_password:
        return Pill(state_word(row), Tone.WARN, "warning")
    return Pill(state_word(row), Tone.OK, "check-circle")


def _seen(row: Operator, now: datetime) -> str:
    return formats.short_moment(row.last_seen_at, now) if row.last_seen_at is not None else formats.NOTHING
