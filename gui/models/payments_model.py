"""The table of payments: what each column says. The customer's page shows it without the customer."""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QObject, Qt

from core.domain.payment_views import PaymentRow
from core.domain.payments import PaymentStatus, Verdict
from gui import formats, texts
from gui.models import payment_words
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.cells import Plain, TwoTone

Now = Callable[[], datetime]

RIGHT = Qt.AlignmentFlag.AlignRight
"""Columns given up where the table is narrow, the first one first; the details say all of it."""


class PaymentsModel(RowsModel[PaymentRow]):
    """Payments, newest first. `leave_out` names columns that are said elsewhere already."""

    spare_keys = ("invoice", "provider", "gives", "verdict")

    def __init__(self, now: Now, parent: QObject | None = None, *, leave_out: Iterable[str] = ()) -> None:
        """Start without rows; `now` tells the present moment, for short dates."""
        self._now = now
        left_out = frozenset(leave_out)
        columns = (*self._who_and_when(), *self._figures(), *self._states())
        super().__init__([one for one in columns if one.key not in left_out], _row_id, parent)

    def _who_and_when(self) -> tuple[Column[PaymentRow], ...]:
        return (
            Column(
                key="status",
                title=lambda: self.tr("Status"),
                text=lambda row: texts.payment_word(row.payment.status),
                cell=lambda row: payment_words.status_pill(row.payment.status),
                width=156,
            ),
            Column(
                key="customer",
                title=lambda: self.tr("Customer"),
                text=lambda row: (
                    f"{row.customer_name} @{row.username}" if row.username else row.customer_name
                ),
                cell=self._customer,
                tooltip=self._customer_tip,
            ),
            Column(
                key="provider",
                title=lambda: self.tr("Provider"),
                text=lambda row: payment_words.provider_word(row.payment.provider),
                cell=lambda row: Plain(payment_words.provider_word(row.payment.provider), "muted"),
                tooltip=lambda row: row.payment.external_id,
                width=118,
            ),
        )

    def _figures(self) -> tuple[Column[PaymentRow], ...]:
        return (
            Column(
                key="amount",
                title=lambda: self.tr("Amount"),
                text=lambda row: formats.money(row.payment.amount),
                cell=lambda row: Plain(formats.money(row.payment.amount), strong=True),
                tooltip=self._amount_tip,
                align=RIGHT,
                width=126,
            ),
            Column(
                key="gives",
                title=lambda: self.tr("Gives"),
                text=self._gives,
                cell=self._gives_cell,
                tooltip=self._gives_tip,
                align=RIGHT,
                width=124,
            ),
        )

    def _states(self) -> tuple[Column[PaymentRow], ...]:
        return (
            Column(
                key="invoice",
                title=lambda: self.tr("Invoice"),
                text=lambda row: str(row.payment.invoice_number or formats.NOTHING),
                cell=lambda row: Plain(
                    str(row.payment.invoice_number or formats.NOTHING), "muted", mono=True
                ),
                align=RIGHT,
                width=72,
            ),
            Column(
                key="verdict",
                title=lambda: self.tr("Verdict"),
                text=self._verdict,
                cell=self._verdict_cell,
                tooltip=lambda row: payment_words.verdict_sentence(row.payment.verdict),
                width=156,
            ),
            Column(
                key="time",
                title=lambda: self.tr("Time"),
                text=lambda row: formats.short_moment(row.payment.created_at, self._now()),
                cell=lambda row: Plain(formats.short_moment(row.payment.created_at, self._now()), "muted"),
                tooltip=lambda row: formats.full_moment(row.payment.created_at),
                align=RIGHT,
                width=130,
            ),
        )

    def _customer(self, row: PaymentRow) -> TwoTone | Plain:
        if not row.customer_name:
            return Plain(self.tr("nobody knows yet"), "faint")
        return TwoTone(row.customer_name, f"@{row.username}" if row.username else "")

    def _customer_tip(self, row: PaymentRow) -> str:
        payment = row.payment
        if payment.customer_id is None:
            return self.tr("No customer is known for this money.")
        names = [row.customer_name, f"@{row.username}" if row.username else ""]
        names.append(self.tr("Telegram id {id}, bot {bot}").format(id=payment.customer_id, bot=payment.bot))
        return "\n".join(name for name in names if name)

    def _amount_tip(self, row: PaymentRow) -> str:
        payment = row.payment
        parts = [formats.money(payment.amount)]
        if payment.fee is not None:
            parts.append(self.tr("fee {amount}").format(amount=formats.money(payment.fee)))
        if payment.refunded is not None and payment.refunded.minor:
            parts.append(self.tr("{amount} went back").format(amount=formats.money(payment.refunded)))
        if payment.is_test:
            parts.append(self.tr("test: never revenue"))
        return "\n".join(parts)

    def _gives(self, row: PaymentRow) -> str:
        payment = row.payment
        if payment.plan:
            return payment_words.plan_word(payment.plan)
        return formats.stars(payment.stars) if payment.stars else formats.NOTHING

    def _gives_cell(self, row: PaymentRow) -> Plain:
        payment = row.payment
        return Plain(self._gives(row), "text" if payment.transfer_id is not None else "muted")

    def _gives_tip(self, row: PaymentRow) -> str:
        payment = row.payment
        amount = formats.stars(payment.stars)
        if payment.transfer_id is not None:
            return self.tr("{amount} were credited").format(amount=amount)
        if payment.status is PaymentStatus.QUARANTINED and payment.stars:
            return self.tr("{amount} would be credited on the invoice’s terms").format(amount=amount)
        return self.tr("Nothing was credited")

    def _verdict(self, row: PaymentRow) -> str:
        words = payment_words.verdict_word(row.payment.verdict)
        return self.tr("{verdict} · test").format(verdict=words) if row.payment.is_test else words

    def _verdict_cell(self, row: PaymentRow) -> Plain:
        is_waiting = row.payment.status is PaymentStatus.QUARANTINED
        if is_waiting:
            return Plain(self._verdict(row), Tone.WARN.value)
        is_plain = row.payment.verdict is Verdict.CREDIT
        return Plain(self._verdict(row), "faint" if is_plain else "muted")


def _row_id(row: PaymentRow) -> str:
    return row.id
