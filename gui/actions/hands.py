"""What an operator does by hand: give and take stars, undo, and decide what others asked for.

Each function asks, does it once, and returns the sentence to say, or "" if the operator left.
"""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.approvals import Approval, ApprovalStatus
from core.domain.caps import Cap
from core.domain.deeds import Deed
from core.domain.ledger import Transfer, Undo, inverse_of
from core.domain.people import Permission
from core.errors import ConfirmNeeded
from core.ids import new_id
from core.services.deed_book import Done
from core.services.deeds import Preview, Waiting
from core.services.payments import MIN_REASON
from core.services.people import CustomerCard
from gui import dialogs, formats, texts
from gui.actions.session import ensure_fresh
from gui.forms.adjust_form import AdjustForm
from gui.forms.approval_forms import ApproveForm, CapChange, CapForm, Decision
from gui.forms.deed_form import DeedOrder, DeedWays, Outcome
from gui.forms.drafts import Draft
from gui.forms.form_dialog import ask_form
from gui.forms.reverse_form import ReverseForm
from gui.models import deed_words


def ways(parent: QWidget, core: Core) -> DeedWays:
    """Return what a form of a deed needs of core; breaking the glass asks for the password first."""

    async def preview(deed: Deed) -> Preview:
        return await core.deeds.preview(deed, core.operator)

    async def do(order: DeedOrder) -> Outcome:
        if order.glass_reason and not await ensure_fresh(parent, core):
            raise ConfirmNeeded
        return await core.deeds.do(order.deed, core.operator, glass_reason=order.glass_reason)

    return DeedWays(preview=preview, do=do, may_break_glass=core.operator.may(Permission.BREAK_GLASS))


def said(outcome: Outcome | None) -> str:
    """Return what became of a deed in one sentence."""
    match outcome:
        case Done():
            words = QCoreApplication.translate("HandsActions", "{deed}: {stars}, done.")
            return words.format(
                deed=deed_words.kind_word(outcome.record.kind), stars=formats.stars(outcome.record.stars)
            )
        case Waiting():
            words = QCoreApplication.translate(
                "HandsActions", "{deed}: {stars} wait for a second person, on the page Approvals."
            )
            approval = outcome.approval
            return words.format(deed=deed_words.kind_word(approval.kind), stars=formats.stars(approval.stars))
    return ""


async def adjust_balance(parent: QWidget, core: Core, card: CustomerCard) -> str:
    """Ask how a balance changes and why, and change it once, or ask a second person."""
    draft = Draft(core.paths.data_dir, "adjust", core.operator.id, card.customer.telegram_id)
    outcome = await ask_form(AdjustForm(parent, card, draft, ways=ways(parent, core)))
    draft.drop()
    return said(outcome)


def to_reverse(transfers: Sequence[Transfer], picked: Transfer | None) -> Transfer | None:
    """Return which transfer Ctrl+Z undoes: the one picked, else the newest that a reversal undoes."""
    if picked is not None:
        return picked
    undone = {one.reverses_id for one in transfers}
    for one in transfers:
        if inverse_of(one.kind).way is Undo.REVERSAL and one.id not in undone:
            return one
    return None


async def reverse(parent: QWidget, core: Core, transfer: Transfer | None) -> str:
    """Propose the reversal of a transfer with its reason; what has another way back says which."""
    if transfer is None:
        return QCoreApplication.translate("HandsActions", "There is nothing here to undo.")
    inverse = inverse_of(transfer.kind)
    if inverse.way is not Undo.REVERSAL:
        await dialogs.tell(
            parent,
            QCoreApplication.translate("HandsActions", "This is not undone by a reversal"),
            _sentence(texts.clause_text(inverse.words)),
        )
        return ""
    if not core.operator.may(Permission.REVERSE_TRANSFER):
        return QCoreApplication.translate("HandsActions", "Your role may not reverse transfers.")
    if not await ensure_fresh(parent, core):
        return ""
    form = ReverseForm(parent, transfer, new_id(), ways=ways(parent, core))
    outcome = await ask_form(form)
    return said(outcome)


async def approve(parent: QWidget, core: Core, approval: Approval) -> str:
    """Ask once more with what would happen, and agree to exactly the plan that was shown."""
    if not await ensure_fresh(parent, core):
        return ""

    async def save(decision: Decision) -> Approval:
        return await core.approvals.approve(
            approval.id, plan_hash=approval.plan_hash, reason=decision.reason, operator=core.operator
        )

    done = await ask_form(ApproveForm(parent, approval, save))
    if done is None:
        return ""
    if done.status is ApprovalStatus.DONE:
        words = QCoreApplication.translate("HandsActions", "Approved and done: {stars}.")
        return words.format(stars=formats.stars(done.stars))
    return QCoreApplication.translate("HandsActions", "Approved; it could not be done yet.")


async def refuse(parent: QWidget, core: Core, approval: Approval) -> str:
    """Ask why, and refuse."""
    reason = await dialogs.ask_text(
        parent,
        QCoreApplication.translate("HandsActions", "Refuse this?"),
        QCoreApplication.translate("HandsActions", "{name} reads your reason here.").format(
            name=approval.asked_name
        ),
        label=QCoreApplication.translate("HandsActions", "Reason"),
        confirm=QCoreApplication.translate("HandsActions", "Refuse"),
        min_length=MIN_REASON,
    )
    if reason is None:
        return ""
    await core.approvals.refuse(approval.id, reason=reason, operator=core.operator)
    return QCoreApplication.translate("HandsActions", "Refused.")


async def withdraw(parent: QWidget, core: Core, approval: Approval) -> str:
    """Ask, and take back what one has asked for."""
    if not await dialogs.ask(
        parent,
        QCoreApplication.translate("HandsActions", "Withdraw this?"),
        QCoreApplication.translate("HandsActions", "It will not be done; you can ask anew at any time."),
        confirm=QCoreApplication.translate("HandsActions", "Withdraw"),
    ):
        return ""
    await core.approvals.withdraw(approval.id, reason="", operator=core.operator)
    return QCoreApplication.translate("HandsActions", "Withdrawn.")


async def carry_out(core: Core, approval: Approval) -> str:
    """Do what was agreed to and could not be done at once.

    Raises:
        AppError: it still cannot be done.
    """
    return said(await core.approvals.carry_out(approval.id, core.operator))


async def change_cap(parent: QWidget, core: Core, cap: Cap) -> str:
    """Ask for other limits of a role and kind, and store them."""
    if not await ensure_fresh(parent, core):
        return ""

    async def save(change: CapChange) -> Cap:
        return await core.deeds.set_cap(change.cap, reason=change.reason, operator=core.operator)

    changed = await ask_form(CapForm(parent, cap, save))
    return "" if changed is None else QCoreApplication.translate("HandsActions", "The limits are changed.")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
