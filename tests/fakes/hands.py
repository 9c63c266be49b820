"""Deeds by hand in tests: the desk for them on a bare database, and operators that core knows.

Balances that a test begins with are given by the ledger's own verb, inside core, where no person comes: what
an operator gives by hand is capped, in tests as everywhere.
"""

from core.clock import SystemClock
from core.db.database import Database, Tx
from core.db.tables import Operator as OperatorRow
from core.domain.people import Operator, Role
from core.ids import new_id
from core.money import Stars
from core.services import payments, tell
from core.services.balances import Payments
from core.services.deed_book import DeedBook
from core.services.deed_kinds import RULES
from core.services.deeds import Deeds
from core.services.sessions import Sessions

ADMIN = Operator(id="admin", name="Admin", role=Role.ADMIN)


def deeds_of(db: Database) -> Deeds:
    """Return the door for deeds by hand of a bare database."""
    return Deeds(db, DeedBook(RULES), Sessions(db, SystemClock()))


def payments_of(db: Database) -> Payments:
    """Return balances and their changes by hand of a bare database."""
    return Payments(db, deeds_of(db))


def know(tx: Tx, *operators: Operator) -> None:
    """Let core know operators under ids that a test chose; one that is known takes the role given here."""
    for one in operators:
        OperatorRow.insert(
            id=one.id, name=one.name, role=one.role.value, is_active=one.is_active, created_at=tx.now
        ).on_conflict(
            conflict_target=[OperatorRow.id],
            update={"role": one.role.value, "is_active": one.is_active},
        ).execute()


def endow(
    tx: Tx, customer_id: int, stars: Stars, operator: Operator = ADMIN, reason: str = "for a test"
) -> None:
    """Let a customer begin with stars, and hear of them."""
    given = payments.grant(
        tx,
        operation_id=new_id(),
        customer_id=customer_id,
        amount=stars,
        actor=operator.name,
        cause_id=operator.id,
        reason=reason,
    )
    tell.balance_changed(tx, given)
