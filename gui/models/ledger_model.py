"""The columns of a customer's ledger: when, what, why, how much, and the balance after it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, Qt

from core.domain.ledger import CauseKind
from core.domain.payments import Payment
from core.domain.statement import StatementLine
from gui import formats, texts
from gui.models import payment_words
from gui.models.rows_model import Column, RowsModel
from gui.widgets.cells import Plain

Now = Callable[[], datetime]


class LedgerModel(RowsModel[StatementLine]):
    """The lines of a statement by transfer, newest first; together they explain the balance."""

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        """Start empty; `now` tells the present moment, for short dates."""
        super().__init__(_columns(now), lambda line: line.transfer.id, parent)


def cause_text(line: StatementLine) -> str:
    """Return why a line is there: the training, the payment, or the operator with the reason."""
    transfer = line.transfer
    if line.training is not None:
        if line.training.attempt_number == 1:
            return line.training.model_name
        attempt = QCoreApplication.translate("Ledger", "{model}, attempt {number}")
        return attempt.format(model=line.training.model_name, number=line.training.attempt_number)
    if line.payment is not None:
        return payment_text(line.payment)
    if transfer.cause_kind is CauseKind.OPERATOR:
        return f"{transfer.actor}: {transfer.reason}"
    if transfer.cause_kind is CauseKind.TRANSFER:
        reversal = QCoreApplication.translate("Ledger", "{actor} took back an earlier transfer: {reason}")
        return reversal.format(actor=transfer.actor, reason=transfer.reason)
    return transfer.cause_id


def payment_text(payment: Payment) -> str:
    """Return what a payment was, in short: sum, provider, invoice."""
    parts = [formats.money(payment.amount), payment_words.provider_word(payment.provider)]
    if payment.invoice_number is not None:
        invoice = QCoreApplication.translate("Ledger", "invoice {number}")
        parts.append(invoice.format(number=payment.invoice_number))
    return ", ".join(parts)


def _cause_cell(line: StatementLine) -> Plain:
    if line.training is not None:
        return Plain(cause_text(line), "accent", mono=True)
    if line.payment is not None:
        return Plain(cause_text(line), "accent")
    is_payment = line.transfer.cause_kind is CauseKind.PAYMENT
    return Plain(cause_text(line), "muted", mono=is_payment)


def _cause_tooltip(line: StatementLine) -> str:
    if line.payment is not None:
        hint = QCoreApplication.translate("Ledger", "Double-click shows the payment {id}")
        return hint.format(id=line.payment.external_id)
    if line.training is None:
        return cause_text(line)
    hint = QCoreApplication.translate("Ledger", "Double-click shows the training {id}")
    return hint.format(id=line.training.training_id)


def _columns(now: Now) -> tuple[Column[StatementLine], ...]:
    right = Qt.AlignmentFlag.AlignRight
    return (
        Column[StatementLine](
            key="time",
            title=lambda: QCoreApplication.translate("Ledger", "Time"),
            text=lambda line: formats.short_moment(line.transfer.created_at, now()),
            cell=lambda line: Plain(formats.short_moment(line.transfer.created_at, now()), "muted"),
            tooltip=lambda line: formats.full_moment(line.transfer.created_at),
            width=124,
        ),
        Column[StatementLine](
            key="kind",
            title=lambda: QCoreApplication.translate("Ledger", "What"),
            text=lambda line: texts.transfer_word(line.transfer.kind),
            tooltip=lambda line: texts.transfer_word(line.transfer.kind),
        ),
        Column[StatementLine](
            key="cause",
            title=lambda: QCoreApplication.translate("Ledger", "Why"),
            text=cause_text,
            cell=_cause_cell,
            tooltip=_cause_tooltip,
        ),
        Column[StatementLine](
            key="change",
            title=lambda: QCoreApplication.translate("Ledger", "Change, ★"),
            text=lambda line: formats.stars_number(line.change, sign=True),
            align=right,
            width=116,
        ),
        Column[StatementLine](
            key="after",
            title=lambda: QCoreApplication.translate("Ledger", "Balance, ★"),
            text=lambda line: formats.stars_number(line.balance_after),
            align=right,
            width=104,
        ),
    )
