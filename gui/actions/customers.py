"""What an operator does with customers: make one, change a balance by hand, send messages again."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.adjustments import Adjustment
from core.domain.ledger import Transfer
from core.domain.people import Customer, CustomerDraft
from core.ids import new_id
from core.services.people import CustomerCard
from gui.forms.adjust_form import AdjustForm
from gui.forms.customer_form import CustomerForm
from gui.forms.form_dialog import ask_form


async def create_customer(
    parent: QWidget, core: Core, *, prefill: str = "", bots: Iterable[str] = ()
) -> Customer | None:
    """Ask for a new customer until there is one; None if the operator left."""

    async def save(draft: CustomerDraft) -> Customer:
        return await core.people.add_customer(draft, core.operator)

    return await ask_form(CustomerForm(parent, save, prefill=prefill, bots=bots))


async def adjust_balance(parent: QWidget, core: Core, card: CustomerCard) -> Transfer | None:
    """Ask how the balance changes and why, and change it once; None if the operator left."""

    async def deed(adjustment: Adjustment, *, is_gift: bool) -> Transfer:
        do = core.payments.credit if is_gift else core.payments.debit
        return await do(adjustment, core.operator)

    form = AdjustForm(
        parent, card, new_id(), give=partial(deed, is_gift=True), take=partial(deed, is_gift=False)
    )
    return await ask_form(form)


async def resend(core: Core, message_ids: Iterable[str]) -> None:
    """Let messages that did not arrive go out once more.

    Raises:
        AppError: why one, and those after it, do not.
    """
    for message_id in message_ids:
        await core.notices.resend(message_id, core.operator)
