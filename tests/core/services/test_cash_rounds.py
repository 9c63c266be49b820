"""Rounds of questions about money: nobody is starved by a slow, a silent or a broken provider."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import cast

import pytest

from core.db import payment_store, people_store, refund_store
from core.db.database import Database, Tx
from core.domain.payments import Invoice, InvoiceStatus
from core.domain.people import CustomerDraft
from core.domain.providers import (
    Ability,
    Order,
    OrderState,
    OrderStatus,
    Polled,
    RefundAnswer,
    RefundOrder,
    RefundState,
)
from core.domain.refunds import Refund, RefundStep
from core.errors import AppError, CannotDo, Offline, RemoteUnknown
from core.services import refunds
from core.services.deeds import Deeds
from core.services.inbox import Inbox
from core.services.invoices import InvoiceDesk
from core.services.price_lists import PriceLists
from core.services.providers import Providers
from core.services.refund_desk import RefundDesk
from tests.fakes import till
from tests.fakes.station import FastClock

ANNA, OLEG = 5_000_000_001, 5_000_000_002
OPEN = OrderStatus(state=OrderState.OPEN, detail="not paid")
Says = Callable[[Order], Awaitable[OrderStatus]]


class Shops:
    """Providers that answer as a test says; `asked` is who was asked about which order."""

    def __init__(self) -> None:
        self.says: dict[str, Says] = {}
        self.asked: list[tuple[str, int]] = []
        self.refund_says: AppError = Offline(service="robokassa", detail="no route")
        self.polls: dict[str, Callable[[], Awaitable[object]]] = {}

    def get(self, name: str) -> "Shop":
        return Shop(self, name)


class Shop:
    """One of them."""

    def __init__(self, shops: Shops, name: str) -> None:
        self._shops, self._name = shops, name

    async def status(self, order: Order) -> OrderStatus:
        self._shops.asked.append((self._name, order.number))
        if self._name not in self._shops.says:
            return OPEN
        return await self._shops.says[self._name](order)

    @property
    def abilities(self) -> frozenset[Ability]:
        return frozenset({Ability.POLL})

    async def poll(self, cursor: str) -> Polled:
        self._shops.asked.append((self._name, 0))
        await self._shops.polls[self._name]()
        return Polled(events=(), cursor=cursor)

    async def refund_status(self, order: RefundOrder) -> RefundAnswer:
        return RefundAnswer(state=RefundState.UNKNOWN, detail=f"nothing of {order.refund_id}")

    async def refund(self, order: RefundOrder) -> RefundAnswer:
        self._shops.asked.append((self._name, 0))
        raise self._shops.refund_says


@pytest.fixture
async def house(db: Database, fast_clock: FastClock) -> Database:
    """Two customers and the price lists."""
    await PriceLists(db, fast_clock).install_built_in()

    def write(tx: Tx) -> None:
        for one in (ANNA, OLEG):
            people_store.add_customer(tx, CustomerDraft(telegram_id=one, bot="neuro"))

    await db.write(write)
    return db


@pytest.fixture
def shops() -> Shops:
    return Shops()


@pytest.fixture
def desk(house: Database, fast_clock: FastClock, shops: Shops) -> InvoiceDesk:
    return InvoiceDesk(house, cast("Providers", shops), fast_clock, takes_tests=False)


async def sold(house: Database, provider: str = "robokassa") -> Invoice:
    return await house.write(lambda tx: till.invoice(tx, ANNA, provider=provider))


async def as_it_stands(house: Database, made: Invoice) -> Invoice:
    found = await house.read(lambda: payment_store.invoice(made.number))
    assert found is not None
    return found


async def test_an_invoice_that_never_got_its_link_expires(
    house: Database, desk: InvoiceDesk, fast_clock: FastClock
) -> None:
    """The program died before the provider was asked for a link: the invoice ends by itself all the same."""
    made = await sold(house)
    fast_clock.jump(hours=25)
    await desk.ask_due()
    assert (await as_it_stands(house, made)).status is InvoiceStatus.EXPIRED


async def test_t15_an_invoice_that_a_stranger_paid_is_asked_about_with_pauses(
    house: Database, desk: InvoiceDesk, fast_clock: FastClock, shops: Shops
) -> None:
    """The provider says "paid" again and again and it stays open: it must not be asked without end."""
    made = await sold(house)

    async def paid_by_oleg(_order: Order) -> OrderStatus:
        event = till.paid(made, payer_id=OLEG)
        return OrderStatus(state=OrderState.PAID, detail="paid", event=event)

    shops.says["robokassa"] = paid_by_oleg
    fast_clock.jump(hours=25)
    for asks in (1, 2):
        await desk.ask_due()
        after = await as_it_stands(house, made)
        assert (after.status, after.asks) == (InvoiceStatus.PENDING, asks)
        fast_clock.jump(hours=7)


async def test_a_slow_provider_keeps_nobody_waiting(
    house: Database, desk: InvoiceDesk, fast_clock: FastClock, shops: Shops
) -> None:
    """One answers only after the other was asked; in a row that would never happen."""
    await sold(house, "robokassa")
    await sold(house, "yookassa")
    other_was_asked = asyncio.Event()

    async def slow(_order: Order) -> OrderStatus:
        await other_was_asked.wait()
        return OPEN

    async def quick(_order: Order) -> OrderStatus:
        other_was_asked.set()
        return OPEN

    shops.says |= {"robokassa": slow, "yookassa": quick}
    fast_clock.jump(hours=25)
    async with asyncio.timeout(60):
        assert await desk.ask_due() == 2


async def test_a_provider_that_is_away_is_asked_once_a_round(
    house: Database, desk: InvoiceDesk, fast_clock: FastClock, shops: Shops
) -> None:
    """Fifty time-outs in a row would take half an hour; the rest waits for its next turn."""
    for provider in ("robokassa", "robokassa", "robokassa", "yookassa"):
        await sold(house, provider)

    async def away(_order: Order) -> OrderStatus:
        raise Offline(service="robokassa", detail="timed out")

    shops.says["robokassa"] = away
    fast_clock.jump(hours=25)
    await desk.ask_due()
    assert sorted(name for name, _ in shops.asked) == ["robokassa", "yookassa"]


async def test_a_bug_in_one_answer_starves_nobody(
    house: Database, desk: InvoiceDesk, fast_clock: FastClock, shops: Shops
) -> None:
    """It is raised, once the others had their turn, and its invoice comes last next time."""
    made = [await sold(house, provider) for provider in ("robokassa", "yookassa")]

    async def broken(_order: Order) -> OrderStatus:
        raise ZeroDivisionError

    shops.says["robokassa"] = broken
    fast_clock.jump(hours=25)
    with pytest.raises(ZeroDivisionError):
        await desk.ask_due()
    assert (await as_it_stands(house, made[1])).status is InvoiceStatus.EXPIRED
    now = fast_clock.now()
    assert ((await as_it_stands(house, made[0])).next_ask_at or now) > made[0].expires_at


async def asked_back(house: Database) -> Callable[[], Awaitable[Refund]]:
    """Let money come and be asked back; returns how to read that refund."""
    made = await sold(house)

    def ask(tx: Tx) -> str:
        done = till.pay(tx, made)
        assert done.payment is not None
        reason = "asked for by the customer"
        return refunds.request(
            tx, done.payment, operation_id="r", amount=made.amount, actor="Olga", reason=reason
        ).id

    refund_id = await house.write(ask)

    async def read() -> Refund:
        refund = await house.read(lambda: refund_store.by_id(refund_id))
        assert refund is not None
        return refund

    return read


async def test_a_refund_that_could_not_leave_counts_one_try(
    house: Database, fast_clock: FastClock, shops: Shops
) -> None:
    """Its pauses double once for each try, and it is ready to leave again."""
    refund = await asked_back(house)
    desk = RefundDesk(house, cast("Providers", shops), fast_clock, cast("Deeds", None))
    assert await desk.drive_due() == 1
    after = await refund()
    assert (after.asks, after.step, after.status) == (1, RefundStep.READY, RefundState.REQUESTED)


async def test_n8_a_refund_without_an_answer_does_not_leave_twice(
    house: Database, fast_clock: FastClock, shops: Shops
) -> None:
    """A provider, perhaps of another package, only says that nobody knows: it is unknown, not unsent."""
    refund = await asked_back(house)
    shops.refund_says = RemoteUnknown(service="robokassa", detail="timed out")
    desk = RefundDesk(house, cast("Providers", shops), fast_clock, cast("Deeds", None))
    assert await desk.drive_due() == 1
    assert (await refund()).status is RefundState.UNKNOWN
    fast_clock.jump(hours=7)
    assert await desk.drive_due() == 1
    assert len(shops.asked) == 1


async def test_a_provider_that_cannot_be_polled_keeps_no_other_from_it(
    house: Database, fast_clock: FastClock, shops: Shops
) -> None:
    """One refuses, one answers only after the last was asked: every one has its turn."""
    last_was_asked = asyncio.Event()

    async def refuses() -> None:
        raise CannotDo(service="robokassa", problem="no")

    async def last() -> None:
        last_was_asked.set()

    shops.polls = {"robokassa": refuses, "ton": last_was_asked.wait, "yookassa": last}
    for provider in shops.polls:
        await sold(house, provider)
    inbox = Inbox(house, cast("Providers", shops), fast_clock, takes_tests=False)
    async with asyncio.timeout(60):
        assert await inbox.poll_due() == 0
    assert sorted(name for name, _ in shops.asked) == sorted(shops.polls)
