"""The table of invoices: what each column says, with the time that is left running."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Qt

from core.domain.payment_views import InvoiceRow
from core.domain.payments import InvoiceStatus
from gui import formats, texts
from gui.models import payment_words
from gui.models.rows_model import Column, RowsModel
from gui.widgets.cells import Plain, TwoTone

Now = Callable[[], datetime]

RIGHT = Qt.AlignmentFlag.AlignRight
DAY = timedelta(days=1)


class InvoicesModel(RowsModel[InvoiceRow]):
    """Invoices, the newest number first. `leave_out` names columns that are said elsewhere already."""

    spare_keys = ("provider", "left")

    def __init__(self, now: Now, parent: QObject | None = None, *, leave_out: Iterable[str] = ()) -> None:
        """Start without rows; `now` tells the present moment, for dates and what is left."""
        self._now = now
        left_out = frozenset(leave_out)
        columns = (*self._who_and_what(), *self._figures())
        super().__init__([one for one in columns if one.key not in left_out], _row_id, parent)

    @property
    def has_clocks(self) -> bool:
        """Tell whether a row held shows a time that runs."""
        return any(row.invoice.status is InvoiceStatus.PENDING for row in self.rows)

    def tick(self) -> None:
        """Let the time left go on; nothing else is painted."""
        keys = [column.key for column in self.columns]
        for place, row in enumerate(self.rows):
            if row.invoice.status is InvoiceStatus.PENDING and "left" in keys:
                cell = self.index(place, keys.index("left"))
                self.dataChanged.emit(cell, cell)

    def _who_and_what(self) -> tuple[Column[InvoiceRow], ...]:
        return (
            Column(
                key="number",
                title=lambda: self.tr("No."),
                text=lambda row: str(row.number),
                cell=lambda row: Plain(str(row.number), "muted", mono=True),
                align=RIGHT,
                width=72,
            ),
            Column(
                key="status",
                title=lambda: self.tr("Status"),
                text=lambda row: texts.invoice_word(row.invoice.status),
                cell=lambda row: payment_words.invoice_pill(row.invoice.status),
                tooltip=lambda row: row.invoice.status_reason,
                width=156,
            ),
            Column(
                key="customer",
                title=lambda: self.tr("Customer"),
                text=lambda row: (
                    f"{row.customer_name} @{row.username}" if row.username else row.customer_name
                ),
                cell=lambda row: TwoTone(row.customer_name, f"@{row.username}" if row.username else ""),
                tooltip=self._customer_tip,
            ),
            Column(
                key="product",
                title=lambda: self.tr("For"),
                text=self.product,
                tooltip=lambda row: row.invoice.product,
                width=128,
            ),
        )

    def _figures(self) -> tuple[Column[InvoiceRow], ...]:
        return (
            Column(
                key="amount",
                title=lambda: self.tr("Amount"),
                text=lambda row: formats.money(row.invoice.amount),
                cell=lambda row: Plain(formats.money(row.invoice.amount), strong=True),
                align=RIGHT,
                width=126,
            ),
            Column(
                key="provider",
                title=lambda: self.tr("Provider"),
                text=lambda row: payment_words.provider_word(row.invoice.provider),
                cell=lambda row: Plain(payment_words.provider_word(row.invoice.provider), "muted"),
                width=118,
            ),
            Column(
                key="left",
                title=lambda: self.tr("Time left"),
                text=lambda row: left_words(row, self._now()),
                cell=lambda row: Plain(left_words(row, self._now()), "muted"),
                tooltip=lambda row: formats.full_moment(row.invoice.expires_at),
                align=RIGHT,
                width=96,
            ),
            Column(
                key="made",
                title=lambda: self.tr("Made"),
                text=lambda row: formats.short_moment(row.invoice.created_at, self._now()),
                cell=lambda row: Plain(formats.short_moment(row.invoice.created_at, self._now()), "muted"),
                tooltip=lambda row: formats.full_moment(row.invoice.created_at),
                align=RIGHT,
                width=130,
            ),
        )

    def product(self, row: InvoiceRow) -> str:
        """Return what an invoice is for."""
        if row.invoice.plan:
            return payment_words.plan_word(row.invoice.plan)
        return formats.stars(row.invoice.stars)

    def _customer_tip(self, row: InvoiceRow) -> str:
        names = [row.customer_name, f"@{row.username}" if row.username else ""]
        invoice = row.invoice
        names.append(self.tr("Telegram id {id}, bot {bot}").format(id=invoice.customer_id, bot=invoice.bot))
        return "\n".join(name for name in names if name)


def left_words(row: InvoiceRow, now: datetime) -> str:
    """Return how long an invoice can still be paid; nothing once it is over."""
    if row.invoice.status is not InvoiceStatus.PENDING:
        return formats.NOTHING
    left = row.invoice.expires_at - now
    return formats.countdown(left) if left < DAY else formats.duration(left)


def _row_id(row: InvoiceRow) -> int:
    return row.number
