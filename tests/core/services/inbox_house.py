"""A small house around the inbox for its tests: a database, one customer, the provider Acme."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.clock import Clock
from core.db.database import Database
from core.db.tables import Account, Customer
from core.domain.inbox import InboxSource
from core.domain.payments import Invoice, Payment
from core.domain.people import CustomerDraft, Operator, Role
from core.domain.providers import Notice
from core.events import Changes
from core.money import Stars
from core.services.inbox import Inbox, Received
from core.services.invoices import InvoiceDesk
from core.services.people import People
from core.services.price_lists import PriceLists
from core.services.providers import Providers
from core.services.quarantine import Quarantine
from core.services.refund_desk import RefundDesk
from tests.fakes import acme, till
from tests.fakes.hands import deeds_of, know

ANNA = 5_000_000_001
IGOR = 5_000_000_002
ADMIN = Operator(id="admin", name="Olga", role=Role.ADMIN)


@dataclass(slots=True)
class House:
    """An inbox at work and what a test asks of it."""

    db: Database
    inbox: Inbox
    acme: acme.Acme
    clock: Clock
    invoices: InvoiceDesk
    refunds: RefundDesk
    quarantine: Quarantine

    async def invoice(self, product: str = "stars.217", *, customer_id: int = ANNA, **more: Any) -> Invoice:
        """Make an invoice of Acme's."""
        return await self.db.write(lambda tx: till.invoice(tx, customer_id, product, **more))

    async def deliver(self, *events: dict[str, Any], **more: Any) -> Received:
        """Let a notice come in by webhook."""
        return await self.inbox.receive(acme.NAME, acme.notice(*events, **more))

    async def send(self, notice: Notice) -> Received:
        """Let this very notice come in by webhook."""
        return await self.inbox.receive(acme.NAME, notice, source=InboxSource.WEBHOOK)

    async def balance(self, customer_id: int = ANNA) -> Stars:
        """Return a customer's stars."""
        sql = "SELECT balance FROM account WHERE id = ?"
        rows = await self.rows(sql, f"customer:{customer_id}")
        return Stars(rows[0][0]) if rows else Stars(0)

    async def payments(self) -> list[Payment]:
        """Return all payments, oldest first."""
        from core.db import payment_store

        ids = [row[0] for row in await self.rows("SELECT id FROM payment ORDER BY id")]
        found = await self.db.read(lambda: [payment_store.payment(one) for one in ids])
        return [one for one in found if one is not None]

    async def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what SQL finds: for tests that look at the state itself."""
        database = Account._meta.database
        return list(await self.db.read(lambda: database.execute_sql(sql, values).fetchall()))


async def open_house(folder: Path, clock: Clock, *, takes_tests: bool = False, customers: int = 2) -> House:
    """Open a house on a new database in `folder`, or on the one that is there."""
    folder.mkdir(exist_ok=True)
    db = Database(folder / "house.sqlite3", folder / "backups", clock, Changes())
    await db.open()
    await PriceLists(db, clock).install_built_in()
    people = People(db)
    if not await db.read(lambda: Customer.select().count()):
        await db.write(lambda tx: know(tx, ADMIN))
        for number in range(customers):
            draft = CustomerDraft(telegram_id=ANNA + number, bot="neuro_blogger", first_name=f"Name {number}")
            await people.add_customer(draft, ADMIN)
    return join(db, clock, takes_tests=takes_tests)


def join(
    db: Database, clock: Clock, *, takes_tests: bool = False, build: Callable[[], acme.Acme] = acme.Acme
) -> House:
    """Put the parts together on an open database."""
    provider = build()
    providers = Providers(acme.registry_with(acme.Acme), lambda _name: provider)
    invoices = InvoiceDesk(db, providers, clock, takes_tests=takes_tests)
    hands = deeds_of(db)
    refunds = RefundDesk(db, providers, clock, hands)
    return House(
        db=db,
        inbox=Inbox(db, providers, clock, takes_tests=takes_tests),
        acme=provider,
        clock=clock,
        invoices=invoices,
        refunds=refunds,
        quarantine=Quarantine(db, refunds, invoices, hands),
    )
