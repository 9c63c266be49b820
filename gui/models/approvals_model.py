"""The tables of the approvals page: what waits or has waited, and what each role may do alone."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt

from core.domain.approvals import Approval, ApprovalStatus
from core.domain.caps import Cap
from core.money import Stars
from gui import formats, texts
from gui.models import deed_words
from gui.models.rows_model import Column, RowsModel
from gui.widgets.cells import Amount, Plain

Now = Callable[[], datetime]
RIGHT = Qt.AlignmentFlag.AlignRight


class ApprovalsModel(RowsModel[Approval]):
    """Approvals, newest first."""

    spare_keys = ("asked_at", "customer", "asked_by")

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        """Start without rows; `now` tells the present moment, for short dates."""
        self._now = now
        super().__init__((*self._what(), *self._when()), lambda row: row.id, parent)

    def _what(self) -> tuple[Column[Approval], ...]:
        return (
            Column(
                key="status",
                title=lambda: self.tr("Status"),
                text=lambda row: texts.approval_word(row.status),
                cell=lambda row: deed_words.status_pill(row.status),
                width=150,
            ),
            Column(
                key="deed",
                title=lambda: self.tr("Deed"),
                text=lambda row: deed_words.kind_word(row.kind),
                cell=lambda row: Plain(deed_words.kind_word(row.kind), strong=True),
                width=150,
            ),
            Column(
                key="stars",
                title=lambda: self.tr("Stars"),
                text=lambda row: formats.stars_number(row.stars),
                cell=lambda row: Amount(formats.stars_number(row.stars)),
                align=RIGHT,
                width=104,
            ),
            Column(
                key="customer",
                title=lambda: self.tr("Customer"),
                text=self._customer,
                cell=lambda row: Plain(self._customer(row), mono=bool(row.customer_id)),
                width=118,
            ),
            Column(
                key="reason",
                title=lambda: self.tr("Reason"),
                text=lambda row: row.reason,
                tooltip=lambda row: row.reason,
            ),
        )

    def _when(self) -> tuple[Column[Approval], ...]:
        return (
            Column(
                key="asked_by",
                title=lambda: self.tr("Asked by"),
                text=lambda row: row.asked_name,
                width=110,
            ),
            Column(
                key="asked_at",
                title=lambda: self.tr("Asked"),
                text=lambda row: formats.short_moment(row.created_at, self._now()),
                tooltip=lambda row: formats.full_moment(row.created_at),
                align=RIGHT,
                width=100,
            ),
            Column(
                key="until",
                title=lambda: self.tr("Time left"),
                text=self._left,
                tooltip=lambda row: formats.full_moment(row.expires_at),
                align=RIGHT,
                width=112,
            ),
        )

    def _customer(self, row: Approval) -> str:
        return str(row.customer_id) if row.customer_id else self.tr("several")

    def _left(self, row: Approval) -> str:
        if row.status not in (ApprovalStatus.WAITING, ApprovalStatus.APPROVED):
            return formats.NOTHING
        left = row.expires_at - self._now()
        return formats.duration(left) if left.total_seconds() > 0 else formats.NOTHING


class CapsModel(RowsModel[Cap]):
    """Limits by kind of deed and role."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without rows."""
        columns: tuple[Column[Cap], ...] = (
            Column(
                key="deed",
                title=lambda: self.tr("Deed"),
                text=lambda cap: deed_words.kind_word(cap.kind),
                cell=lambda cap: Plain(deed_words.kind_word(cap.kind), strong=True),
            ),
            Column(
                key="role",
                title=lambda: self.tr("Role"),
                text=lambda cap: texts.role_word(cap.role),
                width=170,
            ),
            self._limit("action", lambda: self.tr("One deed"), lambda cap: cap.action),
            self._limit("operator_day", lambda: self.tr("One operator, 24 h"), lambda cap: cap.operator_day),
            self._limit("customer_day", lambda: self.tr("One customer, 24 h"), lambda cap: cap.customer_day),
        )
        super().__init__(columns, lambda cap: (cap.kind, cap.role), parent)

    def _limit(self, key: str, title: Callable[[], str], of: Callable[[Cap], Stars]) -> Column[Cap]:
        def words(cap: Cap) -> str:
            return formats.stars(of(cap)) if of(cap) else self.tr("asks always")

        def cell(cap: Cap) -> Amount:
            return Amount(words(cap), tint="text" if of(cap) else "muted")

        return Column(key=key, title=title, text=words, cell=cell, align=RIGHT, width=170)
