"""A database with the built-in prices and a few customers, for tests of plans: a clock by hand."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from core.db import ledger_store, outbox_store, people_store, subscription_store, verify_store
from core.db.database import Database, Tx
from core.db.tables import Operator as OperatorRow
from core.domain.ledger import customer_account
from core.domain.people import CustomerDraft, Language, Operator, Role
from core.domain.providers import Order, OrderState, OrderStatus, PayLink
from core.domain.subscription_rows import Subscription
from core.errors import AppError
from core.events import Changes
from core.money import Stars
from core.services.auto_renewal import AutoRenewal
from core.services.deed_book import DeedBook
from core.services.deed_kinds import RULES
from core.services.deeds import Deeds
from core.services.invoices import InvoiceDesk
from core.services.mass_runs import MassRuns
from core.services.plan_clock import PlanClock
from core.services.plan_upkeep import PlanUpkeep
from core.services.price_lists import PriceLists
from core.services.promos import Promos
from core.services.sessions import Sessions
from core.services.subscription_desk import Subscriptions

T = TypeVar("T")

ANNA, IGOR, VERA = 5_000_000_001, 5_000_000_002, 5_000_000_003
ADMIN = Operator(id="admin", name="Olga", role=Role.ADMIN)
SUPPORT = Operator(id="support", name="Max", role=Role.SUPPORT)
SENIOR = Operator(id="senior", name="Pia", role=Role.SENIOR)
T0 = datetime(2026, 2, 20, 12, 0, tzinfo=UTC)


class HandClock:
    """Stands still until it is moved."""

    def __init__(self, moment: datetime = T0) -> None:
        """Begin at `moment`."""
        self.moment = moment

    def now(self) -> datetime:
        """Return the present moment of this clock."""
        return self.moment

    async def sleep(self, seconds: float) -> None:
        """Let the loop run; no time passes."""
        await asyncio.sleep(0)

    def go(self, **span: float) -> None:
        """Move on by a timedelta's arguments; negative ones set it back."""
        self.moment += timedelta(**span)


@dataclass
class FakeProvider:
    """A provider that charges kept methods; `outcomes` says what each charge raises, None for accepted."""

    outcomes: list[AppError | None] = field(default_factory=list)
    charged: list[tuple[Order, str]] = field(default_factory=list)
    states: dict[int, OrderStatus] = field(default_factory=dict)
    before: Callable[[Order], None] | None = None
    edited: list[tuple[int, str, bool]] = field(default_factory=list)

    async def charge_again(self, order: Order, recurring_key: str) -> PayLink:
        """Charge, as the next of the outcomes says."""
        self.charged.append((order, recurring_key))
        if self.before is not None:
            self.before(order)
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if outcome is not None:
            raise outcome
        return PayLink(external_ref=f"charge-{order.number}")

    async def edit_subscription(self, bot: str, customer_id: int, charge: str, *, is_canceled: bool) -> None:
        """Stop or go on, as the next of the outcomes says."""
        del bot
        self.edited.append((customer_id, charge, is_canceled))
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if outcome is not None:
            raise outcome

    async def status(self, order: Order) -> OrderStatus:
        """Tell what the test said of the order; open without a word."""
        return self.states.get(order.number, OrderStatus(state=OrderState.OPEN, detail="open"))

    async def link(self, order: Order) -> PayLink:
        """Give a link."""
        return PayLink(url=f"https://pay.example/{order.number}")


class FakeProviders:
    """One provider under every name."""

    def __init__(self, provider: FakeProvider) -> None:
        """Know the one."""
        self.provider = provider

    def get(self, name: str) -> Any:
        """Return it."""
        del name
        return self.provider


@dataclass
class PlanHouse:
    """The services of plans on one database."""

    db: Database
    clock: HandClock
    provider: FakeProvider

    def __post_init__(self) -> None:
        """Join the services."""
        providers: Any = FakeProviders(self.provider)
        deeds = Deeds(self.db, DeedBook(RULES), Sessions(self.db, self.clock))
        self.plans = Subscriptions(self.db, self.clock, deeds)
        self.promos = Promos(self.db)
        self.runs = MassRuns(self.db, deeds)
        self.renewal = AutoRenewal(self.db, providers, self.clock, in_test_mode=False)
        self.ticking = PlanClock(self.db, self.clock)
        self.invoices = InvoiceDesk(self.db, providers, self.clock, takes_tests=False)
        self.upkeep = PlanUpkeep(self.runs, self.ticking, self.renewal)

    async def write(self, fn: Callable[[Tx], T]) -> T:
        """Run in a transaction."""
        return await self.db.write(fn)

    async def row(self, customer_id: int = ANNA) -> Subscription:
        """Return how a customer stands in the list."""
        found = await self.db.read(lambda: subscription_store.row(customer_id))
        assert found is not None
        return found

    async def stars(self, customer_id: int = ANNA) -> Stars:
        """Return a balance."""
        return await self.db.read(lambda: ledger_store.balance(customer_account(customer_id)))

    async def told(self, customer_id: int = ANNA) -> list[str]:
        """Return the kinds of messages queued, oldest first."""
        found = await self.db.read(lambda: outbox_store.of_customer(customer_id))
        return [one.kind.value for one in reversed(found)]

    async def findings(self) -> list[str]:
        """Return what verify finds about money and plans."""

        def read() -> list[str]:
            rules = [one for one in verify_store.RULES if not one.startswith("audit")]
            return [
                f"{one.rule}: {one.subject}: {one.detail}" for r in rules for one in verify_store.findings(r)
            ]

        return await self.db.read(read)


@asynccontextmanager
async def open_plan_house(folder: Path, clock: HandClock | None = None) -> AsyncIterator[PlanHouse]:
    """Open a house on `folder`; the first opening makes prices and customers."""
    hands = clock or HandClock()
    file = folder / "plans.sqlite3"
    if not file.exists():
        file.write_bytes(await _fresh(folder))
    db = Database(file, folder / "backups", hands, Changes())
    await db.open()
    try:
        yield PlanHouse(db, hands, FakeProvider())
    finally:
        await db.close()


_made: list[bytes] = []


async def _fresh(folder: Path) -> bytes:
    """Return a new database file with prices and customers, made once: it takes longer than most tests."""
    if not _made:
        clock, file = HandClock(), folder / "fresh.sqlite3"
        db = Database(file, folder / "backups", clock, Changes())
        await db.open()
        await PriceLists(db, clock).install_built_in()
        await db.write(_people)
        await db.close()
        _made.append(file.read_bytes())
    return _made[0]


def _people(tx: Tx) -> None:
    for one in (ADMIN, SUPPORT, SENIOR):
        OperatorRow.insert(
            id=one.id, name=one.name, role=one.role.value, is_active=True, created_at=tx.now
        ).execute()
    for telegram_id, name, language in (
        (ANNA, "Anna", Language.EN),
        (IGOR, "Igor", Language.RU),
        (VERA, "Vera", Language.RU),
    ):
        if people_store.customer(telegram_id) is None:
            draft = CustomerDraft(telegram_id=telegram_id, bot="neuro", first_name=name, language=language)
            people_store.add_customer(tx, draft)
