"""What the audit says of plans, in the transaction of the deed."""

from core.db import audit_store
from core.db.database import Tx
from core.domain.periods import Period
from core.money import ZERO, Stars


def renewal_changed(tx: Tx, customer_id: int, *, actor: str, before: str, after: str, reason: str) -> None:
    """Write down that somebody changed what is renewed, or whether."""
    audit_store.add(
        tx,
        actor=actor,
        action="renewal.change",
        subject_kind="customer",
        subject_id=customer_id,
        before={"renewal": before},
        after={"renewal": after},
        reason=reason,
    )


def changed(tx: Tx, action: str, customer_id: int, actor: str, reason: str) -> None:
    """Write down what was done to a customer's plans as a whole."""
    audit_store.add(
        tx, actor=actor, action=action, subject_kind="customer", subject_id=customer_id, reason=reason
    )


def opened(tx: Tx, period: Period, actor: str, stars: Stars = ZERO) -> None:
    """Write down that plan time was bought or given."""
    audit_store.add(
        tx,
        actor=actor,
        action="period.open",
        subject_kind="period",
        subject_id=period.id,
        after={
            "customer": period.customer_id,
            "plan": period.plan,
            "days": period.days or 0,
            "kind": period.kind,
            "stars": stars.hundredths,
        },
        reason=period.reason,
    )


def closed(tx: Tx, period: Period, actor: str, reason: str) -> None:
    """Write down that plan time was closed."""
    audit_store.add(
        tx,
        actor=actor,
        action="period.close",
        subject_kind="period",
        subject_id=period.id,
        before={"customer": period.customer_id, "plan": period.plan, "days": period.days or 0},
        reason=reason,
    )
