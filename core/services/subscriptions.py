"""Plans of customers: opened by completed purchases, closed by reversals; all in the caller's transaction."""

from core.db import audit_store, period_store
from core.db.database import Tx
from core.domain.payments import Invoice, Payment


def open_bought(tx: Tx, payment: Payment, invoice: Invoice, *, is_renewal: bool, actor: str) -> str:
    """Open the period that a completed payment bought, once; it begins at the paid time (B76)."""
    assert payment.customer_id is not None  # noqa: S101 - a CHECK of the table
    period_id = period_store.add(
        tx,
        operation_id=f"period:{payment.id}",
        customer_id=payment.customer_id,
        bot=payment.bot,
        plan=invoice.plan,
        days=invoice.plan_days,
        kind="renewal" if is_renewal else "purchase",
        category=payment.category.value,
        is_test=payment.is_test,
        payment_id=payment.id,
        actor=actor,
        reason="",
    )
    audit_store.add(
        tx,
        actor=actor,
        action="period.open",
        subject_kind="period",
        subject_id=period_id,
        after={"customer": payment.customer_id, "plan": invoice.plan, "days": invoice.plan_days or 0},
    )
    return period_id


def close_bought(tx: Tx, payment: Payment, *, actor: str, reason: str) -> bool:
    """Close the period that a payment bought because its money went back; queued ones move up."""
    is_closed = period_store.close_of_payment(tx, payment.id, actor=actor, reason=reason)
    if is_closed:
        audit_store.add(
            tx,
            actor=actor,
            action="period.close",
            subject_kind="payment",
            subject_id=payment.id,
            after={"plan": payment.plan},
            reason=reason,
        )
    return is_closed
