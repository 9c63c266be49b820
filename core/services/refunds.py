"""Refunds of real money: what is written when one is asked for, ends, or was made at the provider itself.

Each function is one move inside the caller's transaction. `services/refund_desk.py` speaks to the provider
between them.
"""

from core.db import audit_store, payment_store, refund_store
from core.db.database import Tx
from core.domain import payments as rules
from core.domain.payments import InvoiceStatus, Payment, PaymentStatus
from core.domain.people import Operator
from core.domain.providers import ProviderEvent, RefundState
from core.domain.refunds import Debt, Refund, RefundStep
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, InputError, OperationMismatch, clause
from core.money import ZERO, Money
from core.services import payments, subscriptions, tell

UNNAMED = "statement:"
"""What the id of a refund begins with that came from a statement: the provider has another name for it."""

_REFUNDABLE = frozenset({PaymentStatus.COMPLETED, PaymentStatus.PARTLY_REFUNDED, PaymentStatus.QUARANTINED})
_KEPT = frozenset({PaymentStatus.COMPLETED, PaymentStatus.PARTLY_REFUNDED})
"""While another payment of an invoice stands so, for example its renewal, the invoice is refunded in part."""
_ENDED = frozenset({PaymentStatus.REJECTED, PaymentStatus.REFUNDED})
"""When all others stand so, an invoice in quarantine waited for this payment alone."""


def request(tx: Tx, payment: Payment, *, operation_id: str, amount: Money, actor: str, reason: str) -> Refund:
    """Store that money shall go back. Nothing has left yet, and no star moves before it is confirmed.

    Raises:
        OperationMismatch: the operation id was used for another refund.
        AlreadyDone: the payment is in no state to be refunded, or a refund of it is still open.
        InputError: more is asked for than is left of the payment, or nothing.
    """
    done = refund_store.by_operation(operation_id)
    if done is not None:
        if (done.payment_id, done.amount) != (payment.id, amount):
            raise OperationMismatch(operation_id=operation_id)
        return done
    require_refundable(payment, amount)
    refund = refund_store.add(
        tx,
        operation_id=operation_id,
        payment_id=payment.id,
        amount=amount,
        status=RefundState.REQUESTED,
        step=RefundStep.READY,
        provider_ref="",
        actor=actor,
        reason=reason,
    )
    _note(tx, "refund.request", refund, actor, reason)
    return refund


def require_refundable(payment: Payment, amount: Money) -> None:
    """Return if so much of a payment may go back; raises AlreadyDone, InputError."""
    if payment.status not in _REFUNDABLE:
        raise AlreadyDone(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "the payment has the state “{status}”"), status=payment.status
            )
        )
    require_none_open(payment)
    left = payment.refundable
    is_whole_only = payment.status is PaymentStatus.QUARANTINED
    if (
        left is None
        or amount.currency != left.currency
        or not 0 < amount.minor <= left.minor
        or (is_whole_only and amount != left)
    ):
        raise InputError(
            field="amount",
            value=str(amount),
            problem=clause(QT_TRANSLATE_NOOP("Clause", "at most {left} can go back"), left=left or "—"),
        )


def require_none_open(payment: Payment) -> None:
    """Return if no money of a payment may be on its way back; raises AlreadyDone."""
    open_ones = [one for one in refund_store.of_payment(payment.id) if one.is_open]
    if open_ones:
        raise AlreadyDone(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "a refund of {amount} was asked for and has no end yet"),
                amount=open_ones[0].amount,
            )
        )


def end(
    tx: Tx, refund: Refund, state: RefundState, *, provider_ref: str = "", detail: str = "", actor: str
) -> bool:
    """Take the provider's word: confirmed, refused, still working on it, or not known.

    Confirmed money takes its stars and its plan with it, in the same transaction. Returns whether anything
    changed; a refund that has ended stays as it ended.
    """
    fresh = refund_store.by_id(refund.id)
    if fresh is None or not fresh.is_open:
        return False
    ref = provider_ref or fresh.provider_ref
    if state is RefundState.CONFIRMED:
        _confirm(tx, fresh, provider_ref=ref, detail=detail, actor=actor)
        return True
    values: dict[str, object] = {
        "status": state.value,
        "step": RefundStep.ANSWERED.value if state is not RefundState.UNKNOWN else fresh.step.value,
        "provider_ref": ref,
        "detail": detail,
    }
    if state is RefundState.REFUSED:
        values |= {"done_at": tx.now, "next_ask_at": None}
    changed = refund_store.change(tx, fresh, **values)
    if changed and state is not fresh.status:
        _note(tx, f"refund.{state.value}", fresh, actor, detail)
    return changed


def _confirm(tx: Tx, refund: Refund, *, provider_ref: str, detail: str, actor: str) -> None:
    payment = payment_store.payment(refund.payment_id)
    assert payment is not None and payment.amount is not None  # noqa: S101, PT018 - a foreign key
    before = payment.refunded or Money(0, refund.amount.currency)
    after = before + refund.amount
    is_whole = after == payment.amount
    taken, owed = ZERO, ZERO
    if payment.status is not PaymentStatus.QUARANTINED:
        wanted = rules.stars_to_take_back(payment.stars, payment.amount, before, refund.amount)
        transfer, owed = payments.take_back_payment(
            tx, payment, refund_id=refund.id, stars=wanted, actor=actor, reason=refund.reason
        )
        taken = transfer.amount if transfer else ZERO
        if is_whole and payment.plan:
            subscriptions.close_bought(tx, payment, actor=actor, reason=refund.reason)
    refund_store.change(
        tx,
        refund,
        status=RefundState.CONFIRMED.value,
        step=RefundStep.ANSWERED.value,
        provider_ref=provider_ref,
        detail=detail,
        stars_back=taken.hundredths,
        next_ask_at=None,
        done_at=tx.now,
    )
    _move_payment(tx, payment, after, is_whole=is_whole)
    if owed and payment.customer_id is not None:
        refund_store.add_debt(
            tx,
            refund_id=refund.id,
            customer_id=payment.customer_id,
            stars=owed,
            actor=actor,
            reason=refund.reason,
        )
    _note(tx, "refund.confirmed", refund, actor, refund.reason, taken=taken.hundredths, owed=owed.hundredths)
    tell.refunded(tx, payment, refund, taken)


def _move_payment(tx: Tx, payment: Payment, refunded: Money, *, is_whole: bool) -> None:
    status = PaymentStatus.REFUNDED if is_whole else PaymentStatus.PARTLY_REFUNDED
    payment_store.change_payment(tx, payment, status=status.value, refunded=refunded.minor)
    invoice = payment_store.invoice(payment.invoice_number) if payment.invoice_number else None
    if invoice is None:
        return
    others = [one.status for one in payment_store.payments_of_invoice(invoice.number) if one.id != payment.id]
    wanted = InvoiceStatus(status.value) if _KEPT.isdisjoint(others) else InvoiceStatus.PARTLY_REFUNDED
    is_first = payment.status is not PaymentStatus.QUARANTINED or _ENDED.issuperset(others)
    if is_first and invoice.may_become(wanted):
        more: dict[str, object] = {} if invoice.paid_at else {"paid_at": payment.paid_at or tx.now}
        payment_store.move_invoice(tx, invoice, wanted, **more)


def record_confirmed(tx: Tx, payment: Payment, event: ProviderEvent, *, actor: str) -> tuple[Refund, bool]:
    """Take over money that the provider says went back: asked for here, in its cabinet, or by a dispute.

    Returns the refund and whether this event ended it.
    """
    amount = _amount_back(payment, event)
    found = _told_before(payment, event)
    if found is not None and found.status is RefundState.CONFIRMED:
        if not _is_named(found) and event.refund_id:
            refund_store.change(tx, found, provider_ref=event.refund_id)
        return found, False
    if found is None:
        found = refund_store.add(
            tx,
            operation_id=f"provider:{payment.provider}:{event.refund_id or payment.id}",
            payment_id=payment.id,
            amount=amount,
            status=RefundState.REQUESTED,
            step=RefundStep.ANSWERED,
            provider_ref=event.refund_id,
            actor=actor,
            reason=event.detail or "returned by the provider",
        )
    is_new = end(
        tx, found, RefundState.CONFIRMED, provider_ref=event.refund_id, detail=event.detail, actor=actor
    )
    return found, is_new


def has_room(payment: Payment, event: ProviderEvent) -> bool:
    """Tell whether what an event says went back was told before, or can have gone back beside the others.

    Money that was rejected, and a part of money in quarantine, has no state for it: a person must look.
    """
    if event.amount is None and payment.amount is None:
        return False
    told, amount = _told_before(payment, event), _amount_back(payment, event)
    if told is not None:
        return True
    is_part = payment.status is PaymentStatus.QUARANTINED and amount != payment.amount
    if is_part or payment.status is PaymentStatus.REJECTED:
        return False
    others = [one for one in refund_store.of_payment(payment.id) if one.status is not RefundState.REFUSED]
    if payment.amount is None or amount.currency != payment.amount.currency:
        return False
    return 0 < amount.minor <= payment.amount.minor - sum(one.amount.minor for one in others)


def _amount_back(payment: Payment, event: ProviderEvent) -> Money:
    amount = event.amount or payment.refundable or payment.amount
    assert amount is not None  # noqa: S101 - one of them names a sum for every provider
    return amount


def _told_before(payment: Payment, event: ProviderEvent) -> Refund | None:
    """Return the refund an event speaks of: of its name, one still awaited, or one that got no name yet.

    What a person recorded, or what came from a statement, has no name of the provider's; its own notice may
    still come and is not a second return of the money.
    """
    known, amount = refund_store.of_payment(payment.id), _amount_back(payment, event)
    confirmed = [one for one in known if one.status is RefundState.CONFIRMED]
    same = [one for one in known if event.refund_id and one.provider_ref == event.refund_id]
    waiting = [one for one in known if one.is_open and one.amount == amount]
    is_statement = event.refund_id.startswith(UNNAMED)
    unnamed = [one for one in confirmed if one.amount == amount and not _is_named(one) and not is_statement]
    whole = [] if event.refund_id else confirmed
    return next(iter(same or waiting or unnamed or whole), None)


def _is_named(refund: Refund) -> bool:
    return bool(refund.provider_ref) and not refund.provider_ref.startswith(UNNAMED)


def end_debt(tx: Tx, debt: Debt, *, is_paid: bool, operator: Operator, reason: str) -> None:
    """Take an open debt from the balance, or forgive it; raises AlreadyDone, NotEnoughStars."""
    status = "paid" if is_paid else "forgiven"
    if not refund_store.end_debt(tx, debt, status, actor=operator.name, reason=reason):
        raise AlreadyDone(problem=clause(QT_TRANSLATE_NOOP("Clause", "the debt is paid or forgiven already")))
    if is_paid:
        transfer = payments.deduct(
            tx,
            operation_id=f"debt:{debt.id}",
            customer_id=debt.customer_id,
            amount=debt.stars,
            operator=operator,
            reason=reason,
        )
        tell.balance_changed(tx, transfer)
    audit_store.add(
        tx,
        actor=operator.name,
        action=f"debt.{status}",
        subject_kind="customer",
        subject_id=debt.customer_id,
        after={"stars": debt.stars.hundredths, "refund": debt.refund_id},
        reason=reason,
    )


def _note(tx: Tx, action: str, refund: Refund, actor: str, reason: str, **more: object) -> None:
    audit_store.add(
        tx,
        actor=actor,
        action=action,
        subject_kind="payment",
        subject_id=refund.payment_id,
        after={"refund": refund.id, "sum": str(refund.amount), **more},
        reason=reason,
    )
