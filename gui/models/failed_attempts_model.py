"""The attempts behind a failure group, with a box to tick on each."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt

from core.domain.attempts import MoneyState
from core.domain.failure_groups import FailedAttempt
from gui import formats
from gui.models.rows_model import Column
from gui.models.ticked_rows import TickedRows
from gui.widgets.cells import Plain, TwoTone

RIGHT = Qt.AlignmentFlag.AlignRight
VERSION_CHARS = 8


class FailedAttemptsModel(TickedRows[FailedAttempt]):
    """Attempts, newest first."""

    spare_keys = ("version", "bot", "error")

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """Start without rows; `now` tells the present moment, for short dates."""
        self._now = now
        super().__init__((*self._whose(), *self._how()), _row_id, parent)

    def _whose(self) -> tuple[Column[FailedAttempt], ...]:
        return (
            Column(
                key="customer",
                title=lambda: self.tr("Customer"),
                text=lambda row: (
                    f"{row.customer_name} @{row.username}" if row.username else row.customer_name
                ),
                cell=lambda row: TwoTone(row.customer_name, f"@{row.username}" if row.username else ""),
                tooltip=lambda row: str(row.customer_id),
            ),
            Column(
                key="model",
                title=lambda: self.tr("Model"),
                text=lambda row: row.model_name,
                cell=lambda row: Plain(row.model_name, mono=True),
                width=176,
            ),
            Column(
                key="try",
                title=lambda: self.tr("Try"),
                text=self._try,
                cell=lambda row: Plain(self._try(row), "muted"),
                width=104,
            ),
        )

    def _how(self) -> tuple[Column[FailedAttempt], ...]:
        return (
            Column(
                key="error",
                title=lambda: self.tr("Replicate said"),
                text=lambda row: row.error.splitlines()[0] if row.error else formats.NOTHING,
                cell=lambda row: Plain(
                    row.error.splitlines()[0] if row.error else formats.NOTHING, "faint", mono=True
                ),
                tooltip=lambda row: row.error,
                width=200,
            ),
            Column(
                key="version",
                title=lambda: self.tr("Version"),
                text=lambda row: row.version[:VERSION_CHARS] or formats.NOTHING,
                cell=lambda row: Plain(row.version[:VERSION_CHARS] or formats.NOTHING, "muted", mono=True),
                tooltip=lambda row: row.version,
                width=92,
            ),
            Column(
                key="bot",
                title=lambda: self.tr("Bot"),
                text=lambda row: row.bot,
                cell=lambda row: Plain(row.bot, "muted"),
                width=116,
            ),
            Column(key="stars", title=lambda: self.tr("Stars"), text=self._stars, align=RIGHT, width=140),
            Column(
                key="cost",
                title=lambda: self.tr("Cost"),
                text=lambda row: formats.dollars(row.cost_micro_usd),
                align=RIGHT,
                width=84,
            ),
            Column(
                key="ended",
                title=lambda: self.tr("Ended"),
                text=self._ended,
                tooltip=lambda row: formats.full_moment(row.completed_at) if row.completed_at else "",
                align=RIGHT,
                width=132,
            ),
        )

    def _try(self, row: FailedAttempt) -> str:
        number = self.tr("try {number}").format(number=row.number)
        return number if row.is_newest else self.tr("{number}, retried").format(number=number)

    def _stars(self, row: FailedAttempt) -> str:
        amount = formats.stars(row.price)
        return {
            MoneyState.FREE: self.tr("free"),
            MoneyState.HELD: self.tr("{amount} held").format(amount=amount),
            MoneyState.SETTLED: self.tr("{amount} settled").format(amount=amount),
            MoneyState.RELEASED: self.tr("{amount} back").format(amount=amount),
        }[row.money]

    def _ended(self, row: FailedAttempt) -> str:
        if row.completed_at is None:
            return formats.NOTHING
        return formats.short_moment(row.completed_at, self._now())


def _row_id(row: FailedAttempt) -> str:
    return row.id
