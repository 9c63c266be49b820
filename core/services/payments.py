"""Every movement of stars, and nothing else moves them.

The functions that take an open transaction are for services whose own records must stand or fall with the
money: a training and its hold are one commit. Each writes the transfer and its audit row; a repeat of an
operation id returns the stored transfer and writes nothing.
"""

from core.db import audit_store, ledger_store, ledger_write, people_store
from core.db.database import Tx
from core.domain.adjustments import Adjustment as Adjustment
from core.domain.ledger import (
    ADJUSTMENTS,
    BONUS,
    ESCROW,
    REVENUE_TRAINING,
    TEST,
    CauseKind,
    Transfer,
    TransferDraft,
    TransferKind,
    Undo,
    customer_account,
    inverse_of,
    provider_account,
)
from core.domain.payments import Payment
from core.domain.people import Customer, Operator
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, InputError, NotFound, clause
from core.money import ZERO, Stars

MIN_REASON = 3


def hold(tx: Tx, *, attempt_id: str, customer_id: int, amount: Stars, actor: str) -> Transfer:
    """Move the price of an attempt from the customer to escrow; once an attempt.

    Raises:
        NotEnoughStars: the customer has less.
    """
    draft = TransferDraft(
        operation_id=f"hold:{attempt_id}",
        kind=TransferKind.HOLD,
        debit=customer_account(customer_id),
        credit=ESCROW,
        amount=amount,
        cause_kind=CauseKind.ATTEMPT,
        cause_id=attempt_id,
        actor=actor,
    )
    return _post(tx, draft)


def settle(tx: Tx, *, attempt_id: str, actor: str) -> Transfer:
    """Earn an attempt's hold: escrow to revenue. At most one of settle and release ever happens.

    Raises:
        AlreadyDone: the hold was released.
    """
    return _end_hold(tx, attempt_id, TransferKind.SETTLE, REVENUE_TRAINING, actor)


def release(tx: Tx, *, attempt_id: str, customer_id: int, actor: str) -> Transfer:
    """Give an attempt's hold back: escrow to customer. At most one of settle and release ever happens.

    Raises:
        AlreadyDone: the hold was settled.
    """
    return _end_hold(tx, attempt_id, TransferKind.RELEASE, customer_account(customer_id), actor)


def topup(
    tx: Tx, *, provider: str, external_id: str, customer_id: int, amount: Stars, actor: str
) -> Transfer:
    """Credit money that a provider took; once for each external id of that provider."""
    draft = TransferDraft(
        operation_id=f"topup:{provider}:{external_id}",
        kind=TransferKind.TOPUP,
        debit=provider_account(provider),
        credit=customer_account(customer_id),
        amount=amount,
        cause_kind=CauseKind.PAYMENT,
        cause_id=f"{provider}:{external_id}",
        actor=actor,
    )
    return _post(tx, draft)


def credit_payment(tx: Tx, payment: Payment, *, actor: str, reason: str = "") -> Transfer:
    """Credit the stars of a payment to its customer, once for ever: the external id is the operation.

    Stars of a test come from the account `test` and never from a provider, so they are no revenue (I15).
    """
    assert payment.customer_id is not None  # noqa: S101 - a CHECK of the table
    draft = TransferDraft(
        operation_id=f"payment:{payment.provider}:{payment.external_id}",
        kind=payment.kind.transfer_kind,
        debit=TEST if payment.is_test else provider_account(payment.provider),
        credit=customer_account(payment.customer_id),
        amount=payment.stars,
        cause_kind=CauseKind.PAYMENT,
        cause_id=payment.id,
        actor=actor,
        reason=reason,
    )
    return _post(tx, draft)


def take_back_payment(
    tx: Tx, payment: Payment, *, refund_id: str, stars: Stars, actor: str, reason: str
) -> tuple[Transfer | None, Stars]:
    """Reverse a credited payment by up to `stars`, as far as the balance goes; once for each refund.

    Returns:
        The reversal, None if there was nothing to take, and the stars that could not be taken: they had
        been spent, and become a flagged debt (domain rules §5, 27). A balance never goes below zero.
    """
    credited = ledger_store.by_id(payment.transfer_id) if payment.transfer_id else None
    if credited is None:
        return None, ZERO
    done = ledger_store.by_operation(f"reversal:{refund_id}")
    if done is not None:
        return done, stars - done.amount
    left = credited.amount - ledger_store.reversed_of(credited.id)
    wanted = min(stars, left)
    taken = min(wanted, ledger_store.balance(credited.credit))
    if not taken:
        return None, wanted
    draft = TransferDraft(
        operation_id=f"reversal:{refund_id}",
        kind=TransferKind.REVERSAL,
        debit=credited.credit,
        credit=credited.debit,
        amount=taken,
        cause_kind=CauseKind.PAYMENT,
        cause_id=payment.id,
        actor=actor,
        reason=reason,
        reverses_id=credited.id,
    )
    return _post(tx, draft), wanted - taken


def charge_left(charge_id: str, *, but: Transfer | None = None) -> tuple[Transfer, Transfer, Stars]:
    """Return a settled charge, its settlement, and how much of it was neither refunded nor made good.

    `charge_id` is its hold; `but` is a refund or compensation of it that does not count.

    Raises:
        NotFound: there is no such charge (I9).
        AlreadyDone: the charge is not settled.
    """
    charge = ledger_store.by_id(charge_id)
    if charge is None or charge.kind is not TransferKind.HOLD:
        raise NotFound(kind="charge", ident=charge_id)
    end = ledger_store.end_of_hold(charge_id)
    if end is None or end.kind is not TransferKind.SETTLE:
        raise AlreadyDone(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "the charge {charge_id} was given back or is still held"),
                charge_id=charge_id,
            )
        )
    left = charge.amount - ledger_store.given_back_of(charge_id) + (but.amount if but else ZERO)
    return charge, end, left


def refund_charge(
    tx: Tx, *, charge_id: str, number: int, amount: Stars | None, actor: str, reason: str
) -> Transfer:
    """Give stars of a settled charge back to who paid it. `charge_id` is its hold, `number` counts refunds.

    `amount` None gives the rest. More than the rest is clamped to it (I8).

    Raises:
        NotFound: there is no such charge (I9).
        AlreadyDone: the charge is not settled, or nothing of it is left.
        OperationMismatch: this number was used for another amount.
    """
    operation_id = f"refund:{charge_id}:{number}"
    charge, end, left = charge_left(charge_id, but=ledger_store.by_operation(operation_id))
    if not left:
        raise refunded_in_full(charge_id)
    draft = TransferDraft(
        operation_id=operation_id,
        kind=TransferKind.REFUND,
        debit=end.credit,
        credit=charge.debit,
        amount=left if amount is None else min(amount, left),
        cause_kind=CauseKind.ATTEMPT,
        cause_id=charge.cause_id,
        actor=actor,
        reason=reason,
        charge_id=charge_id,
    )
    return _post(tx, draft)


def refunded_in_full(charge_id: str) -> AlreadyDone:
    """Return what is raised when nothing of a charge is left to give back."""
    return AlreadyDone(
        problem=clause(
            QT_TRANSLATE_NOOP("Clause", "the charge {charge_id} was refunded in full"), charge_id=charge_id
        )
    )


def compensate(
    tx: Tx,
    *,
    operation_id: str,
    customer_id: int,
    amount: Stars,
    charge_id: str | None,
    operator: Operator,
    reason: str,
) -> Transfer:
    """Give stars for harm done, linked to the charge it repairs where there is one (B80); category BONUS."""
    draft = TransferDraft(
        operation_id=operation_id,
        kind=TransferKind.COMPENSATION,
        debit=BONUS,
        credit=customer_account(customer_id),
        amount=amount,
        cause_kind=CauseKind.OPERATOR,
        cause_id=operator.id,
        actor=operator.name,
        reason=reason,
        charge_id=charge_id,
    )
    return _post(tx, draft)


def grant(
    tx: Tx, *, operation_id: str, customer_id: int, amount: Stars, actor: str, cause_id: str, reason: str
) -> Transfer:
    """Give stars without money: promo, gift, plan by hand; category BONUS."""
    draft = TransferDraft(
        operation_id=operation_id,
        kind=TransferKind.GRANT,
        debit=BONUS,
        credit=customer_account(customer_id),
        amount=amount,
        cause_kind=CauseKind.OPERATOR,
        cause_id=cause_id,
        actor=actor,
        reason=reason,
    )
    return _post(tx, draft)


def reverse(tx: Tx, *, transfer_id: str, operation_id: str, operator: Operator, reason: str) -> Transfer:
    """Undo a transfer, as far as nothing undid it yet, by the contrary one that names it.

    Raises:
        NotFound, AlreadyDone, NotEnoughStars: see `reversible`; nothing was done.
    """
    first, left = reversible(transfer_id)
    draft = TransferDraft(
        operation_id=operation_id,
        kind=TransferKind.REVERSAL,
        debit=first.credit,
        credit=first.debit,
        amount=left,
        cause_kind=CauseKind.TRANSFER,
        cause_id=transfer_id,
        actor=operator.name,
        reason=reason,
        reverses_id=transfer_id,
    )
    return _post(tx, draft)


def reversible(transfer_id: str) -> tuple[Transfer, Stars]:
    """Return a transfer that can be undone by hand, and how much of it is left to undo.

    Raises:
        NotFound: there is no such transfer.
        AlreadyDone: its kind is not undone by a reversal, or it was undone whole.
    """
    first = ledger_store.by_id(transfer_id)
    if first is None:
        raise NotFound(kind="transfer", ident=transfer_id)
    inverse = inverse_of(first.kind)
    if inverse.way is not Undo.REVERSAL:
        raise AlreadyDone(problem=inverse.words)
    left = first.amount - ledger_store.reversed_of(transfer_id)
    if not left:
        raise AlreadyDone(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "transfer {transfer_id} was reversed before"),
                transfer_id=transfer_id,
            )
        )
    return first, left


def _post(tx: Tx, draft: TransferDraft) -> Transfer:
    transfer, is_new = ledger_write.post(tx, draft)
    if is_new:
        audit_store.add(
            tx,
            actor=draft.actor,
            action=f"ledger.{draft.kind.value}",
            subject_kind="transfer",
            subject_id=transfer.id,
            before={
                draft.debit: (transfer.debit_after + draft.amount).hundredths,
                draft.credit: (transfer.credit_after - draft.amount).hundredths,
            },
            after={
                draft.debit: transfer.debit_after.hundredths,
                draft.credit: transfer.credit_after.hundredths,
            },
            reason=draft.reason,
        )
    return transfer


def _end_hold(tx: Tx, attempt_id: str, kind: TransferKind, to: str, actor: str) -> Transfer:
    held = ledger_store.by_operation(f"hold:{attempt_id}")
    if held is None:
        raise NotFound(kind="hold of attempt", ident=attempt_id)
    end = ledger_store.end_of_hold(held.id)
    if end is not None and end.kind is not kind:
        raise AlreadyDone(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "the hold of attempt {attempt_id} ended with “{kind}”"),
                attempt_id=attempt_id,
                kind=end.kind,
            )
        )
    draft = TransferDraft(
        operation_id=f"{kind.value}:{attempt_id}",
        kind=kind,
        debit=ESCROW,
        credit=to,
        amount=held.amount,
        cause_kind=CauseKind.ATTEMPT,
        cause_id=attempt_id,
        actor=actor,
        ends_hold_id=held.id,
    )
    return _post(tx, draft)


def known_customer(customer_id: int) -> Customer:
    """Return a customer; raises NotFound."""
    customer = people_store.customer(customer_id)
    if customer is None:
        raise NotFound(kind="customer", ident=customer_id)
    return customer


def require_reason(reason: str) -> None:
    """Return if `reason` says something.

    Raises:
        InputError: it is shorter than MIN_REASON.
    """
    if len(reason.strip()) < MIN_REASON:
        raise InputError(
            field="reason",
            value=reason,
            problem=clause(QT_TRANSLATE_NOOP("Clause", "say in a few words why")),
        )


def deduct(
    tx: Tx, *, operation_id: str, customer_id: int, amount: Stars, operator: Operator, reason: str
) -> Transfer:
    """Take stars from a customer by hand; raises NotEnoughStars."""
    draft = TransferDraft(
        operation_id=operation_id,
        kind=TransferKind.DEDUCTION,
        debit=customer_account(customer_id),
        credit=ADJUSTMENTS,
        amount=amount,
        cause_kind=CauseKind.OPERATOR,
        cause_id=operator.id,
        actor=operator.name,
        reason=reason,
    )
    return _post(tx, draft)
