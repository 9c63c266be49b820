"""The table of the inbox: what each column says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Qt

from core.domain.inbox import InboxLine, InboxVerdict, LineKind
from gui import formats
from gui.models import inbox_words, payment_words
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.cells import Pill, Plain, TwoTone

RIGHT = Qt.AlignmentFlag.AlignRight
"""Columns given up where the table is narrow, the first one first; the details say all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLine:
    """A line with the key its list is read on from."""

    key: str
    line: InboxLine

    @property
    def id(self) -> str:
        """Return what tells it apart from every other line."""
        return f"{self.line.kind.value}:{self.line.id}"


class InboxModel(RowsModel[ListedLine]):
    """What came in, and what is to be done about it."""

    spare_keys = ("times", "invoice")

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """Start without rows; `now` tells the present moment, for short dates."""
        self._now = now
        super().__init__((*self._what(), *self._facts()), _row_id, parent)

    def _what(self) -> tuple[Column[ListedLine], ...]:
        return (
            Column(
                key="verdict",
                title=lambda: self.tr("State"),
                text=lambda row: self._state(row.line).text,
                cell=lambda row: self._state(row.line),
                width=128,
            ),
            Column(
                key="why",
                title=lambda: self.tr("Why"),
                text=lambda row: _why(row.line),
                cell=lambda row: TwoTone(_why(row.line), payment_words.provider_word(row.line.provider)),
                tooltip=lambda row: inbox_words.detail_word(row.line.detail) or _why(row.line),
                width=190,
            ),
            Column(
                key="customer",
                title=lambda: self.tr("Customer"),
                text=lambda row: row.line.customer_name or formats.NOTHING,
                cell=lambda row: Plain(
                    row.line.customer_name or formats.NOTHING, "text" if row.line.customer_name else "faint"
                ),
            ),
        )

    def _facts(self) -> tuple[Column[ListedLine], ...]:
        return (
            Column(
                key="amount",
                title=lambda: self.tr("Amount"),
                text=lambda row: formats.money(row.line.amount),
                cell=lambda row: Plain(
                    formats.money(row.line.amount),
                    "text" if row.line.amount else "faint",
                    strong=row.line.amount is not None,
                ),
                align=RIGHT,
                width=118,
            ),
            Column(
                key="invoice",
                title=lambda: self.tr("Invoice"),
                text=lambda row: str(row.line.invoice_number or formats.NOTHING),
                cell=lambda row: Plain(str(row.line.invoice_number or formats.NOTHING), "muted", mono=True),
                align=RIGHT,
                width=72,
            ),
            Column(
                key="times",
                title=lambda: self.tr("Times"),
                text=lambda row: formats.count(row.line.deliveries),
                cell=lambda row: Plain(
                    formats.count(row.line.deliveries), "faint" if row.line.deliveries == 1 else "text"
                ),
                tooltip=lambda row: self.tr("How often it was delivered"),
                align=RIGHT,
                width=66,
            ),
            Column(
                key="time",
                title=lambda: self.tr("Time"),
                text=lambda row: formats.short_moment(row.line.received_at, self._now()),
                cell=lambda row: Plain(formats.short_moment(row.line.received_at, self._now()), "muted"),
                tooltip=lambda row: formats.full_moment(row.line.received_at),
                align=RIGHT,
                width=124,
            ),
        )

    def _state(self, line: InboxLine) -> Pill:
        if line.kind is LineKind.ALARM:
            return Pill(self.tr("Alarm"), Tone.BAD, "warning-circle")
        if line.verdict is InboxVerdict.QUARANTINED and not line.is_todo:
            return Pill(self.tr("Decided"), Tone.MUTE, "check")
        return inbox_words.verdict_pill(line.verdict)


def _why(line: InboxLine) -> str:
    return inbox_words.why_word(line) or inbox_words.source_word(line.source)


def _row_id(row: ListedLine) -> str:
    return row.id
