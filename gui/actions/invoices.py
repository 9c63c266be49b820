"""What an operator does with invoices: make one, get, copy and send its link, cancel it.

Each function asks, does it once, and returns the sentence to say, or "" if the operator left.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.payments import Invoice, InvoiceStatus
from core.domain.people import Permission
from core.ids import new_id
from core.services.invoices import InvoiceRequest
from core.services.payment_desk import InvoiceDetails
from core.services.people import CustomerCard
from gui import texts
from gui.actions.payments import answer_said, ask_reason
from gui.dialogs import run
from gui.forms.form_dialog import ask_form
from gui.forms.invoice_form import InvoiceForm, InvoiceMadeDialog


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An invoice that was made, and the sentence to say."""

    number: int
    said: str


def deed_obstacle(core: Core, invoice: Invoice) -> str:
    """Return why nothing can be done with an invoice, empty if something can."""
    if not core.operator.may(Permission.MAKE_INVOICE):
        return QCoreApplication.translate("InvoiceActions", "Your role may not make invoices.")
    if invoice.status is not InvoiceStatus.PENDING:
        word = texts.invoice_word(invoice.status)
        words = QCoreApplication.translate(
            "InvoiceActions", "Only a pending invoice can be paid; this one: {word}."
        )
        return words.format(word=word)
    return ""


def complete_obstacle(core: Core, invoice: Invoice) -> str:
    """Return why an invoice cannot be completed by hand, empty if it can."""
    if not core.operator.may(Permission.DECIDE_QUARANTINE):
        return QCoreApplication.translate("InvoiceActions", "Your role may not complete invoices.")
    return deed_obstacle(core, invoice)


async def make_invoice(parent: QWidget, core: Core, card: CustomerCard | None = None) -> Made | None:
    """Ask for an invoice, make it, and show how it is paid; None if the operator left."""
    price_list = await core.price_lists.current()
    states = await core.provider_keys.states()

    async def save(asked: InvoiceRequest) -> Invoice:
        return await core.invoices.create(asked, core.operator)

    form = InvoiceForm(parent, core, new_id(), price_list, states, save)
    if card is not None:
        form.picker.set_customer(card)
        form.show_choices()
    invoice = await ask_form(form)
    if invoice is None:
        return None
    dialog = InvoiceMadeDialog(parent, invoice)
    await run(dialog)
    said = QCoreApplication.translate("InvoiceActions", "Invoice {number} was made.").format(
        number=invoice.number
    )
    if dialog.is_copy_wanted:
        said = copy_link(invoice)
    elif dialog.is_send_wanted:
        said = await send_link(core, invoice.number)
    return Made(number=invoice.number, said=said)


def copy_link(invoice: Invoice) -> str:
    """Put the link, or the instructions, on the clipboard."""
    QGuiApplication.clipboard().setText(invoice.url or invoice.instructions)
    return QCoreApplication.translate(
        "InvoiceActions", "How to pay invoice {number} is on the clipboard."
    ).format(number=invoice.number)


async def get_link(core: Core, number: int) -> str:
    """Ask the provider for the link of an invoice that has none yet, and copy it.

    Raises:
        AppError: there is no link.
    """
    return copy_link(await core.invoices.link(number))


async def send_link(core: Core, number: int) -> str:
    """Send the link to the customer as a message; it goes out once."""
    await core.answers.send_link(number, core.operator)
    return QCoreApplication.translate(
        "InvoiceActions", "The link of invoice {number} goes to the customer."
    ).format(number=number)


async def copy_answer(core: Core, number: int) -> str:
    """Put the answer to "did my payment arrive?" on the clipboard."""
    QGuiApplication.clipboard().setText(await core.answers.about_invoice(number))
    return answer_said()


async def cancel(parent: QWidget, core: Core, details: InvoiceDetails) -> str:
    """Ask why, and cancel a pending invoice."""
    number = details.invoice.number
    reason = await ask_reason(
        parent,
        QCoreApplication.translate("InvoiceActions", "Cancel invoice {number}?").format(number=number),
        QCoreApplication.translate(
            "InvoiceActions",
            "Money that comes for it all the same goes into quarantine, where a person decides.",
        ),
        QCoreApplication.translate("InvoiceActions", "Cancel the invoice"),
    )
    if reason is None:
        return ""
    await core.invoices.cancel(number, reason, core.operator)
    return QCoreApplication.translate("InvoiceActions", "Invoice {number} was cancelled.").format(
        number=number
    )
