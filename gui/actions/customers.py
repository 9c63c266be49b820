"""What an operator does with customers: make one, end a debt, refund a charge, copy what explains it."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain import deeds as makers
from core.domain.people import Customer, CustomerDraft
from core.domain.refunds import Debt
from core.domain.statement import StatementLine
from core.services.deeds import Waiting
from gui import formats
from gui.actions import hands
from gui.actions.payments import ask_reason
from gui.forms.customer_form import CustomerForm
from gui.forms.form_dialog import ask_form


async def create_customer(
    parent: QWidget, core: Core, *, prefill: str = "", bots: Iterable[str] = ()
) -> Customer | None:
    """Ask for a new customer until there is one; None if the operator left."""

    async def save(draft: CustomerDraft) -> Customer:
        return await core.people.add_customer(draft, core.operator)

    return await ask_form(CustomerForm(parent, save, prefill=prefill, bots=bots))


async def resend(core: Core, message_ids: Iterable[str]) -> None:
    """Let messages that did not arrive go out once more.

    Raises:
        AppError: why one, and those after it, do not.
    """
    for message_id in message_ids:
        await core.notices.resend(message_id, core.operator)


async def refund_stars(parent: QWidget, core: Core, line: StatementLine) -> str:
    """Ask why the rest of a charge is given back, and give it back once; returns the sentence to say."""
    charge_id = line.transfer.id
    given, number = await core.refunds.refunded_stars(charge_id)
    left = line.transfer.amount - given
    reason = await ask_reason(
        parent,
        QCoreApplication.translate("CustomerActions", "Give back {stars}?").format(stars=formats.stars(left)),
        QCoreApplication.translate(
            "CustomerActions",
            "What is left of this charge goes back to the customer, who is told about it with your reason.",
        ),
        QCoreApplication.translate("CustomerActions", "Give back"),
    )
    if reason is None:
        return ""
    deed = makers.refund_stars(charge_id=charge_id, number=number, amount=None, reason=reason)
    outcome = await core.deeds.do(deed, core.operator)
    if isinstance(outcome, Waiting):
        return hands.said(outcome)
    return QCoreApplication.translate("CustomerActions", "{stars} were given back.").format(
        stars=formats.stars(left)
    )


async def end_debt(parent: QWidget, core: Core, debt: Debt, *, is_paid: bool) -> str:
    """Ask why a debt is taken from the balance or forgiven, and end it once; returns the sentence to say."""
    stars = formats.stars(debt.stars)
    title = (
        QCoreApplication.translate("CustomerActions", "Take {stars} from the balance?")
        if is_paid
        else QCoreApplication.translate("CustomerActions", "Forgive {stars}?")
    )
    text = (
        QCoreApplication.translate("CustomerActions", "The customer is told about it with your reason.")
        if is_paid
        else QCoreApplication.translate("CustomerActions", "Nothing is taken; the debt stays in the audit.")
    )
    confirm = (
        QCoreApplication.translate("CustomerActions", "Take")
        if is_paid
        else QCoreApplication.translate("CustomerActions", "Forgive")
    )
    reason = await ask_reason(parent, title.format(stars=stars), text, confirm)
    if reason is None:
        return ""
    deed = makers.end_debt(debt_id=debt.id, is_paid=is_paid, reason=reason)
    outcome = await core.deeds.do(deed, core.operator)
    if isinstance(outcome, Waiting):
        return hands.said(outcome)
    return QCoreApplication.translate("CustomerActions", "The debt of {stars} is over.").format(stars=stars)


async def copy_balance_answer(core: Core, customer_id: int, at: datetime | None) -> str:
    """Put the explanation of a balance on the clipboard; returns the sentence to say."""
    QGuiApplication.clipboard().setText(await core.customer_desk.balance_answer(customer_id, at=at))
    return QCoreApplication.translate("CustomerActions", "The explanation is on the clipboard.")


async def copy_receipt(core: Core, customer_id: int, transfer_id: str) -> str:
    """Put the receipt of one operation on the clipboard; returns the sentence to say."""
    QGuiApplication.clipboard().setText(await core.customer_desk.receipt(customer_id, transfer_id))
    return QCoreApplication.translate("CustomerActions", "The receipt is on the clipboard.")
