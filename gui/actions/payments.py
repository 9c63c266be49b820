"""What an operator does with payments: give money back, decide quarantine, ask the provider, answer.

Shared by the payments page, the inbox and the customer page: each function asks, does it once, and returns
the sentence to say, or "" if the operator left.
"""

from collections.abc import Awaitable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain import deeds as money_deeds
from core.domain.deeds import Deed
from core.domain.payments import Payment, PaymentStatus
from core.domain.people import Permission
from core.domain.providers import Ability, OrderState, ProviderInfo, RefundState
from core.domain.refunds import Refund
from core.errors import BreakGlassOnly, CapExceeded
from core.ids import new_id
from core.services.deeds import Waiting
from core.services.payment_desk import InvoiceDetails, PaymentDetails
from core.services.payments import MIN_REASON
from core.services.process_payment import Outcome, Processed
from core.services.quarantine import UnboundPayment
from core.services.refund_desk import RefundRequest
from gui import dialogs, formats
from gui.actions import session
from gui.forms.form_dialog import ask_form
from gui.forms.quarantine_forms import CreditForm, CreditOrder, UnboundForm
from gui.forms.refund_form import RefundForm
from gui.models import payment_words

T = TypeVar("T")

_REFUNDABLE = frozenset({PaymentStatus.COMPLETED, PaymentStatus.PARTLY_REFUNDED})


def refund_obstacle(core: Core, details: PaymentDetails, provider: ProviderInfo) -> str:
    """Return why money cannot be given back through the provider, empty if it can."""
    obstacle = returned_obstacle(core, details)
    if obstacle or Ability.REFUND in provider.abilities:
        return obstacle
    return QCoreApplication.translate(
        "PaymentActions", "{provider} gives nothing back by itself; return it there and record it here."
    ).format(provider=payment_words.provider_word(provider.name))


def returned_obstacle(core: Core, details: PaymentDetails) -> str:
    """Return why a return of money cannot even be recorded, empty if it can."""
    if not core.operator.may(Permission.REFUND_MONEY):
        return QCoreApplication.translate("PaymentActions", "Your role may not refund money.")
    if details.payment.status not in _REFUNDABLE:
        return QCoreApplication.translate(
            "PaymentActions", "Only money that was credited can be refunded here."
        )
    if details.open_refund is not None:
        return QCoreApplication.translate("PaymentActions", "A refund is under way already.")
    return ""


def decide_obstacle(core: Core, payment: Payment) -> str:
    """Return why a payment cannot be decided, empty if it can."""
    if payment.status is not PaymentStatus.QUARANTINED:
        return QCoreApplication.translate("PaymentActions", "It is not in quarantine.")
    if not core.operator.may(Permission.DECIDE_QUARANTINE):
        return QCoreApplication.translate("PaymentActions", "Your role may not decide quarantine.")
    return ""


async def refund_money(parent: QWidget, core: Core, details: PaymentDetails) -> str:
    """Ask how much goes back, and let the provider give it back once."""
    return await _refund(parent, core, details, by_hand=False)


async def record_returned(parent: QWidget, core: Core, details: PaymentDetails) -> str:
    """Ask how much was given back outside, and record it once."""
    return await _refund(parent, core, details, by_hand=True)


async def _refund(parent: QWidget, core: Core, details: PaymentDetails, *, by_hand: bool) -> str:
    if not await session.ensure_fresh(parent, core):
        return ""
    provider = (await core.provider_keys.state(details.payment.provider)).info

    async def save(asked: RefundRequest) -> Refund | Waiting:
        do = core.refunds.record_money_returned if by_hand else core.refunds.refund_money
        return await _or_wait(core, do(asked, core.operator), _refund_deed(asked, by_hand=by_hand))

    refund = await ask_form(RefundForm(parent, details, provider, new_id(), save, by_hand=by_hand))
    return refund_said(refund) if refund is not None else ""


def _refund_deed(asked: RefundRequest, *, by_hand: bool) -> Deed:
    return money_deeds.refund_money(
        operation_id=asked.operation_id,
        payment_id=asked.payment_id,
        amount=asked.amount,
        reason=asked.reason,
        is_recorded=by_hand,
    )


async def _or_wait(core: Core, doing: Awaitable[T], deed: Deed) -> T | Waiting:
    """Do it; what is above the operator's limit is laid before a second person instead.

    Raises:
        BreakGlassOnly, AppError: neither was done.
    """
    try:
        return await doing
    except BreakGlassOnly:
        raise
    except CapExceeded:
        asked = await core.deeds.do(deed, core.operator)
        if isinstance(asked, Waiting):
            return asked
        raise


async def resolve_unknown(parent: QWidget, core: Core, details: PaymentDetails) -> str:
    """Ask what a person saw in the provider's cabinet, and end a refund of unknown outcome by that."""
    refund = details.open_refund
    if refund is None or not await session.ensure_fresh(parent, core):
        return ""
    answer = await dialogs.ask_choice(
        parent,
        QCoreApplication.translate("PaymentActions", "Did {amount} go back?").format(
            amount=formats.money(refund.amount)
        ),
        QCoreApplication.translate(
            "PaymentActions",
            "Look it up in the provider’s cabinet: a guess here takes or leaves stars wrongly.",
        ),
        [
            dialogs.Choice(key="yes", label=QCoreApplication.translate("PaymentActions", "It went back")),
            dialogs.Choice(key="no", label=QCoreApplication.translate("PaymentActions", "It did not")),
        ],
        confirm=QCoreApplication.translate("PaymentActions", "Go on"),
    )
    if answer is None:
        return ""
    reason = await ask_reason(
        parent,
        QCoreApplication.translate("PaymentActions", "What did you see?"),
        QCoreApplication.translate("PaymentActions", "It stays with the refund and in the audit."),
        QCoreApplication.translate("PaymentActions", "End this refund"),
    )
    if reason is None:
        return ""
    ended = await core.refunds.resolve_unknown(
        refund.id, was_returned=answer == "yes", reason=reason, operator=core.operator
    )
    return refund_said(ended)


def waits_said() -> str:
    """Return that a deed waits for a second person."""
    return QCoreApplication.translate(
        "PaymentActions",
        "It is above your limit: nothing was done, and a second person is asked to approve it.",
    )


def refund_said(refund: Refund | Waiting) -> str:
    """Return how a refund stands in one sentence."""
    if isinstance(refund, Waiting):
        return waits_said()
    return {
        RefundState.REQUESTED: QCoreApplication.translate(
            "PaymentActions", "{amount} was asked back; the provider works on it."
        ),
        RefundState.CONFIRMED: QCoreApplication.translate("PaymentActions", "{amount} went back."),
        RefundState.REFUSED: QCoreApplication.translate(
            "PaymentActions", "The provider refused to give {amount} back."
        ),
        RefundState.UNKNOWN: QCoreApplication.translate(
            "PaymentActions",
            "Whether {amount} went back is not known yet; the provider is asked until it is.",
        ),
    }[refund.status].format(amount=formats.money(refund.amount))


async def credit(parent: QWidget, core: Core, details: PaymentDetails) -> str:
    """Ask on which terms quarantined money is credited and why, and credit it once."""

    payment_id = details.payment.id

    async def save(order: CreditOrder) -> Processed | Waiting:
        doing = core.quarantine.credit(
            payment_id, reason=order.reason, operator=core.operator, invoice_number=order.invoice_number
        )
        deed = money_deeds.credit_quarantine(
            payment_id=payment_id, invoice_number=order.invoice_number, reason=order.reason
        )
        return await _or_wait(core, doing, deed)

    done = await ask_form(CreditForm(parent, details, save))
    return processed_said(done) if done is not None else ""


async def send_back(parent: QWidget, core: Core, details: PaymentDetails) -> str:
    """Ask why, and give quarantined money back through its provider.

    Where the provider cannot, the operator says that it was given back outside.
    """
    if not await session.ensure_fresh(parent, core):
        return ""
    payment = details.payment
    info = (await core.provider_keys.state(payment.provider)).info
    by_hand = Ability.REFUND not in info.abilities

    async def send(asked: RefundRequest) -> Refund:
        if by_hand:
            return await core.refunds.record_money_returned(asked, core.operator)
        await core.quarantine.send_back(asked, core.operator)
        refunds = await core.refunds.of_payment(payment.id)
        return next(one for one in refunds if one.operation_id == asked.operation_id)

    async def save(asked: RefundRequest) -> Refund | Waiting:
        return await _or_wait(core, send(asked), _refund_deed(asked, by_hand=by_hand))

    refund = await ask_form(RefundForm(parent, details, info, new_id(), save, by_hand=by_hand))
    return refund_said(refund) if refund is not None else ""


async def reject(parent: QWidget, core: Core, details: PaymentDetails) -> str:
    """Ask why, and decide that nothing is credited and nothing goes back through us."""
    reason = await ask_reason(
        parent,
        QCoreApplication.translate("PaymentActions", "Reject this payment?"),
        QCoreApplication.translate(
            "PaymentActions",
            "{amount} stays where it is: nothing is credited and nothing goes back through this program.",
        ).format(amount=formats.money(details.payment.amount)),
        QCoreApplication.translate("PaymentActions", "Reject"),
    )
    if reason is None:
        return ""
    await core.quarantine.reject(details.payment.id, reason=reason, operator=core.operator)
    return QCoreApplication.translate("PaymentActions", "The payment was rejected.")


async def credit_unbound(parent: QWidget, core: Core, invoice: InvoiceDetails | None = None) -> str:
    """Ask for money that no notice brought, and credit it once."""
    states = await core.provider_keys.states()

    async def save(asked: UnboundPayment) -> Processed | Waiting:
        deed = money_deeds.credit_unbound(
            provider=asked.provider,
            external_id=asked.external_id,
            invoice_number=asked.invoice_number,
            amount=asked.amount,
            reason=asked.reason,
        )
        return await _or_wait(core, core.quarantine.credit_unbound(asked, core.operator), deed)

    form = UnboundForm(parent, [state.info for state in states], save, invoice)
    done = await ask_form(form)
    return processed_said(done) if done is not None else ""


async def complete_stuck(parent: QWidget, core: Core, number: int) -> str:
    """Ask why, then ask the provider, whose word completes a pending invoice or does not."""
    reason = await ask_reason(
        parent,
        QCoreApplication.translate("PaymentActions", "Complete invoice {number}?").format(number=number),
        QCoreApplication.translate(
            "PaymentActions",
            "The provider is asked first: only if it says that the money came, it is credited.",
        ),
        QCoreApplication.translate("PaymentActions", "Ask and complete"),
    )
    if reason is None:
        return ""
    done = await core.quarantine.complete_stuck(number, reason=reason, operator=core.operator)
    if done is None:
        return QCoreApplication.translate(
            "PaymentActions", "The provider does not say that it was paid; the invoice stays pending."
        )
    return processed_said(done)


async def ask_provider(core: Core, number: int) -> str:
    """Ask the provider how an invoice stands, and do what it says; returns the provider's own words.

    Raises:
        AppError: it cannot be asked, or does not answer; nothing is guessed.
    """
    answer, done = await core.invoices.ask(number, actor=core.operator.name)
    if done is not None and done.outcome is not Outcome.DUPLICATE:
        return processed_said(done)
    words = {
        OrderState.OPEN: QCoreApplication.translate("PaymentActions", "Not paid yet."),
        OrderState.PAID: QCoreApplication.translate("PaymentActions", "Paid; it was credited before."),
        OrderState.FAILED: QCoreApplication.translate("PaymentActions", "The payment failed."),
        OrderState.EXPIRED: QCoreApplication.translate("PaymentActions", "The time ran out unpaid."),
        OrderState.UNKNOWN: QCoreApplication.translate("PaymentActions", "The provider does not know."),
    }[answer.state]
    said = QCoreApplication.translate("PaymentActions", "Provider on invoice {number}: {words} {detail}")
    return said.format(number=number, words=words, detail=answer.detail).strip()


async def copy_answer(core: Core, payment_id: str) -> str:
    """Put the answer to "did my payment arrive?" on the clipboard, in the customer's language (S4)."""
    QGuiApplication.clipboard().setText(await core.answers.about_payment(payment_id))
    return answer_said()


def copy(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def answer_said() -> str:
    """Return that an answer is on the clipboard."""
    return QCoreApplication.translate(
        "PaymentActions", "The answer is on the clipboard, with the provider’s status."
    )


async def ask_reason(parent: QWidget, title: str, text: str, confirm: str) -> str | None:
    """Ask for the reason of a deed; None if the operator left."""
    label = QCoreApplication.translate("PaymentActions", "Reason")
    return await dialogs.ask_text(parent, title, text, label=label, confirm=confirm, min_length=MIN_REASON)


def processed_said(done: Processed | Waiting) -> str:
    """Return in one sentence what became of money."""
    if isinstance(done, Waiting):
        return waits_said()
    payment = done.payment
    amount = formats.money(payment.amount) if payment is not None else formats.NOTHING
    match done.outcome:
        case Outcome.CREDITED:
            stars = formats.stars(payment.stars) if payment is not None else formats.NOTHING
            words = QCoreApplication.translate("PaymentActions", "{amount} was credited: {stars}.")
            return words.format(amount=amount, stars=stars)
        case Outcome.QUARANTINED if payment is not None:
            why = payment_words.verdict_word(payment.verdict)
            words = QCoreApplication.translate("PaymentActions", "{amount} went into quarantine: {why}.")
            return words.format(amount=amount, why=why)
        case Outcome.DUPLICATE:
            return QCoreApplication.translate("PaymentActions", "It was credited before; nothing changed.")
        case Outcome.FAILED:
            return QCoreApplication.translate(
                "PaymentActions", "The provider closed the invoice; nothing came."
            )
        case Outcome.REFUNDED:
            return QCoreApplication.translate("PaymentActions", "The provider says that the money went back.")
    return QCoreApplication.translate("PaymentActions", "Nothing changed.")
