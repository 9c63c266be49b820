"""Deeds by hand in tests: the desk for them on a bare database, and operators that core knows.

Balances that a test begins with are given by the ledger's own verb, inside core, where no person comes: what
an operator gives by hand is capped, in tests as everywhere.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.clock import SystemClock
from core.db import people_store
from core.db.database import Database, Tx
from core.db.tables import Operator as OperatorRow
from core.domain.adjustments import Adjustment
from core.domain.deeds import Deed, DeedKind
from core.domain.people import CustomerDraft, Operator, Role
from core.events import Changes
from core.ids import new_id
from core.money import Stars
from core.services import payments, tell
from core.services.approvals import Approvals
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


class HandClock:
    """A clock that goes when a test says so, forwards and back."""

    def __init__(self) -> None:
        """Stand a minute before midnight UTC, where days by the calendar would end."""
        self.moment = datetime(2026, 3, 28, 23, 59, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self.moment

    def go(self, **amount: float) -> None:
        """Move by hours, minutes or days; negative ones set it back."""
        self.moment += timedelta(**amount)

    async def sleep(self, seconds: float) -> None:
        """Let the others run; no time passes by itself."""
        del seconds
        await asyncio.sleep(0)


@dataclass(slots=True, kw_only=True)
class Hands:
    """A bare database with the door for deeds by hand, the approvals, and a clock of the test."""

    db: Database
    clock: HandClock
    deeds: Deeds
    approvals: Approvals
    payments: Payments


async def open_hands(folder: Path, *operators: Operator, customers: int = 2) -> Hands:
    """Open a house with these operators and customers 1, 2, …; the caller closes `db`."""
    clock = HandClock()
    db = Database(folder / "hands.sqlite3", folder / "backups", clock, Changes())
    await db.open()

    def write(tx: Tx) -> None:
        know(tx, *operators)
        for number in range(1, customers + 1):
            people_store.add_customer(tx, CustomerDraft(telegram_id=number, bot="neuro_blogger"))

    await db.write(write)
    book, sessions = DeedBook(RULES), Sessions(db, clock)
    deeds = Deeds(db, book, sessions)
    return Hands(
        db=db,
        clock=clock,
        deeds=deeds,
        approvals=Approvals(db, book, sessions, clock),
        payments=Payments(db, deeds),
    )


def operator(name: str, role: Role) -> Operator:
    """Return an operator whose id is the name."""
    return Operator(id=name, name=name, role=role)


def credit(customer_id: int, stars: int, *, operation_id: str = "", reason: str = "a good reason") -> Deed:
    """Return the deed that gives whole stars."""
    asked = Adjustment(
        operation_id=operation_id or new_id(), customer_id=customer_id, amount=Stars.of(stars), reason=reason
    )
    return asked.deed(DeedKind.CREDIT)


def debit(customer_id: int, stars: int, *, operation_id: str = "", reason: str = "a good reason") -> Deed:
    """Return the deed that takes whole stars."""
    asked = Adjustment(
        operation_id=operation_id or new_id(), customer_id=customer_id, amount=Stars.of(stars), reason=reason
    )
    return asked.deed(DeedKind.DEBIT)


def charge(tx: Tx, number: int, customer_id: int, stars: Stars, *, settles: bool = True) -> str:
    """Charge a customer for an attempt that needs no training; returns the charge's id."""
    attempt = f"attempt-{number}"
    held = payments.hold(tx, attempt_id=attempt, customer_id=customer_id, amount=stars, actor="engine")
    if settles:
        payments.settle(tx, attempt_id=attempt, actor="engine")
    return held.id
