"""Promo codes: a use and what it gives are one transaction, once for each customer (B72, TI11)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.db import payment_store, people_store, period_store, promo_store
from core.db.database import Tx
from core.domain.payments import InvoiceStatus
from core.domain.people import CustomerDraft
from core.domain.periods import Facts
from core.domain.promos import Promo, PromoKind, reduced
from core.errors import AlreadyDone, AppError, InputError, NotAllowed, NotFound
from core.ids import new_id
from core.money import Money, Stars
from core.services import invoices, promos, quarantine
from core.services.invoices import InvoiceRequest
from tests.fakes import till
from tests.fakes.plan_house import ADMIN, ANNA, IGOR, SUPPORT, T0, VERA, PlanHouse, open_plan_house

DAY = timedelta(days=1)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[PlanHouse]:
    async with open_plan_house(tmp_path) as opened:
        yield opened
        assert await opened.findings() == []


async def make(house: PlanHouse, code: str = "SPRING", **terms: Any) -> Promo:
    usual: dict[str, Any] = {"kind": PromoKind.PERCENT, "percent": 15, "valid_from": T0}
    if terms.get("kind", PromoKind.PERCENT) is not PromoKind.PERCENT:
        usual["percent"] = 0
    return await house.promos.create(Promo(code=code, **(usual | terms)), ADMIN)


def asks(customer_id: int = ANNA, promo: str = "spring", product: str = "plan.neurophoto") -> InvoiceRequest:
    return InvoiceRequest(
        operation_id=new_id(),
        customer_id=customer_id,
        provider="robokassa",
        product=product,
        currency="RUB",
        promo=promo,
    )


async def invoice(house: PlanHouse, asked: InvoiceRequest) -> Any:
    return await house.write(lambda tx: invoices.create(tx, asked, actor="Olga", may_sell_tests=False))


async def test_a_percentage_is_frozen_in_the_invoice_and_pays_for_everything(house: PlanHouse) -> None:
    """15 % off 1110 is 943.50; that sum buys the whole plan with all its stars."""
    await make(house)
    made = await invoice(house, asks())
    assert (made.promo, str(made.amount), made.stars) == ("SPRING", "943.50 RUB", Stars.of(476))
    await house.write(lambda tx: till.pay(tx, made))
    assert await house.stars() == Stars.of(476)
    (use,) = await house.promos.uses("SPRING")
    assert (use.customer_id, use.invoice_number, use.counts) == (ANNA, made.number, True)


async def test_a_code_is_free_again_when_its_invoice_came_to_nothing(house: PlanHouse) -> None:
    """While the invoice is open it is used; cancelled, it may go into another one."""
    await make(house, max_uses=1)
    made = await invoice(house, asks())
    with pytest.raises(InputError):
        await invoice(house, asks())
    with pytest.raises(InputError):
        await invoice(house, asks(IGOR))
    await house.invoices.cancel(made.number, "another product", ADMIN)
    again = await invoice(house, asks())
    assert str(again.amount) == "943.50 RUB"
    ((_promo, used),) = await house.promos.all()
    assert used == 1


async def test_the_same_form_twice_is_one_invoice_and_one_use(house: PlanHouse) -> None:
    """A repeat of the operation returns the first and asks no code again."""
    await make(house, max_uses=1)
    asked = asks()
    assert (await invoice(house, asked)).number == (await invoice(house, asked)).number


async def test_ti11_b72_stars_and_plan_come_together_or_not_at_all(house: PlanHouse) -> None:
    """A plan code gives its plan, its stars and the use in one transaction; a failure leaves none of them."""
    await make(house, "HELLO", kind=PromoKind.PLAN, plan="neurophoto", stars=Stars.of(476), new_only=True)

    def dies(tx: Tx) -> None:
        promos.redeem(tx, "hello", ANNA, actor="Olga", actor_id="olga")
        raise InputError(field="x", value="x", problem="the disk is full")

    with pytest.raises(InputError):
        await house.write(dies)
    assert await house.stars() == Stars(0)
    assert await house.db.read(lambda: period_store.facts(ANNA)) == Facts()
    await house.plans.redeem("hello", ANNA, ADMIN)
    row = await house.row()
    assert (row.plan, row.until, await house.stars()) == ("neurophoto", T0 + 30 * DAY, Stars.of(476))
    with pytest.raises(InputError, match="has used it"):
        await house.plans.redeem("HELLO", ANNA, ADMIN)
    assert await house.stars() == Stars.of(476)


async def test_ti11_new_customers_only_and_a_failing_check_refuses(house: PlanHouse) -> None:
    """Who paid before, or had a plan, is not new; nothing is given to them."""
    await make(house, "HELLO", kind=PromoKind.PLAN, plan="neurophoto", new_only=True)
    await house.write(lambda tx: till.pay(tx, till.invoice(tx, ANNA, "stars.217")))
    with pytest.raises(InputError, match="new customers"):
        await house.plans.redeem("HELLO", ANNA, ADMIN)
    await house.plans.redeem("HELLO", IGOR, ADMIN)
    assert (await house.row(IGOR)).plan == "neurophoto"


async def test_each_limit_refuses_with_its_words(house: PlanHouse) -> None:
    """Off, too early, too late, used up, another product, unknown: each says why."""
    await make(house, "LATER", valid_from=T0 + DAY)
    await make(house, "BRIEF", valid_until=T0 + DAY)
    await make(house, "ONCE", kind=PromoKind.STARS, stars=Stars.of(5), max_uses=1)
    await make(house, "VIDEO", products=("plan.neurovideo",))
    await make(house, "OFF")
    await house.promos.switch("OFF", is_on=False, operator=ADMIN)
    with pytest.raises(InputError, match="not valid yet"):
        await invoice(house, asks(promo="LATER"))
    with pytest.raises(InputError, match="this product"):
        await invoice(house, asks(promo="VIDEO"))
    with pytest.raises(InputError, match="switched off"):
        await invoice(house, asks(promo="OFF"))
    with pytest.raises(NotFound):
        await invoice(house, asks(promo="NOBODY"))
    with pytest.raises(InputError, match="not a discount"):
        await invoice(house, asks(promo="ONCE"))
    await house.plans.redeem("ONCE", ANNA, ADMIN)
    with pytest.raises(InputError, match="as often"):
        await house.plans.redeem("ONCE", IGOR, ADMIN)
    house.clock.go(days=1)
    with pytest.raises(InputError, match="not valid any more"):
        await invoice(house, asks(promo="BRIEF"))
    await invoice(house, asks(promo="LATER"))


async def test_a_percentage_cannot_be_redeemed_for_nothing(house: PlanHouse) -> None:
    """It is taken off a price, so it needs an invoice."""
    await make(house)
    with pytest.raises(InputError):
        await house.plans.redeem("SPRING", ANNA, ADMIN)


async def test_counters_are_right_under_parallel_redeeming(house: PlanHouse) -> None:
    """Forty customers at once, each twice, for ten uses: ten get it, once each."""
    await make(house, "RUSH", kind=PromoKind.STARS, stars=Stars.of(5), max_uses=10)

    def crowd(tx: Tx) -> None:
        for number in range(100, 140):
            people_store.add_customer(tx, CustomerDraft(telegram_id=number, bot="neuro"))

    await house.write(crowd)
    tries = [house.plans.redeem("RUSH", number, ADMIN) for number in range(100, 140) for _ in range(2)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert all(isinstance(one, AppError) for one in results if isinstance(one, BaseException))
    uses = await house.promos.uses("RUSH")
    assert len({one.customer_id for one in uses}) == len(uses) == 10


async def test_codes_are_made_by_seniors_and_make_sense(house: PlanHouse) -> None:
    """Support makes none; a code of nothing, twice, or of an unknown product is refused."""
    with pytest.raises(NotAllowed):
        await house.promos.create(
            Promo(code="MINE", kind=PromoKind.PERCENT, percent=5, valid_from=T0), SUPPORT
        )
    await make(house)
    for wrong, error in (
        ({"code": "SPRING"}, AlreadyDone),
        ({"code": "x"}, InputError),
        ({"code": "P100", "percent": 100}, InputError),
        ({"code": "NIL", "kind": PromoKind.STARS}, InputError),
        ({"code": "NOPLAN", "kind": PromoKind.PLAN}, InputError),
        ({"code": "ODD", "products": ("plan.gold",)}, InputError),
        ({"code": "PAST", "valid_until": T0}, InputError),
    ):
        with pytest.raises(error):
            await make(house, **wrong)


async def test_late_money_that_was_credited_uses_the_code_up(house: PlanHouse) -> None:
    """The invoice stays expired, but the discount was given: not once more, neither to her nor by count."""
    await make(house, max_uses=1)
    made = await invoice(house, asks())

    def late(tx: Tx) -> None:
        invoices.move(tx, made, InvoiceStatus.EXPIRED, actor="system", reason="not paid in time")
        done = till.pay(tx, made)
        assert done.payment is not None
        quarantine.credit(tx, done.payment.id, None, reason="an hour late only", operator=ADMIN)

    await house.write(late)
    ((_promo, uses),) = await house.promos.all()
    (use,) = await house.promos.uses("SPRING")
    assert (uses, use.counts) == (1, True)
    for customer_id in (ANNA, IGOR):
        with pytest.raises(InputError):
            await invoice(house, asks(customer_id))


async def test_an_expired_invoice_gives_its_code_back(house: PlanHouse) -> None:
    """The provider said that it was not paid: the customer may try again."""
    await make(house)
    made = await invoice(house, asks())
    await house.write(
        lambda tx: invoices.move(tx, made, InvoiceStatus.EXPIRED, actor="system", reason="not paid")
    )
    use = await house.db.read(lambda: promo_store.use_of("SPRING", ANNA))
    assert use is not None
    assert not use.counts
    second = await invoice(house, asks())
    assert second.number != made.number
    assert await house.db.read(lambda: payment_store.invoice(second.number)) == second
    await make(house, "OTHER", percent=50)
    assert str((await invoice(house, asks(VERA, "other"))).amount) == "555.00 RUB"


@given(minor=st.integers(1, 10**9), percent=st.integers(1, 99))
def test_the_reduced_price_is_rounded_up_and_never_nothing(minor: int, percent: int) -> None:
    """The discount is at most the percentage, off by less than one minor unit, and leaves a price."""
    left = reduced(Money(minor, "RUB"), percent).minor
    exact = minor * (100 - percent)
    assert left >= 1
    assert left * 100 >= exact
    assert left == 1 or (left - 1) * 100 < exact
