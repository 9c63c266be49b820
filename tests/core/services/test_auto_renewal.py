"""Kept ways to pay charged again: once for each end and try, whatever happens in between."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from core.db import charge_store, payment_store
from core.db.database import Tx
from core.domain.payments import InvoiceStatus
from core.domain.providers import EventKind, OrderState, OrderStatus
from core.domain.renewals import ChargeStep
from core.domain.subscription_rows import SubscriptionFilter, View
from core.domain.subscriptions import PlanState
from core.errors import AlreadyDone, CannotDo, Offline, RemoteError, RemoteUnknown
from core.ids import new_id
from core.services import auto_renewal
from core.services.process_payment import Outcome, process_payment
from core.services.subscription_desk import PlanDeed
from tests.fakes import till
from tests.fakes.plan_house import ADMIN, ANNA, T0, HandClock, PlanHouse, open_plan_house

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PHOTO, VIDEO = "plan.neurophoto", "plan.neurovideo"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[PlanHouse]:
    async with open_plan_house(tmp_path) as opened:
        yield opened
        assert await opened.findings() == []


async def subscribe(house: PlanHouse, provider: str = "yookassa", currency: str = "RUB") -> None:
    """Anna buys photo and has her way to pay kept."""

    def write(tx: Tx) -> None:
        made = till.invoice(tx, ANNA, PHOTO, currency, provider=provider, is_recurring=True)
        till.pay(tx, made, recurring_key="saved-1", is_recurring=True, is_first_recurring=True)

    await house.write(write)


async def money_comes(house: PlanHouse, number: int) -> None:
    """The provider's notice about a charge arrives."""

    def write(tx: Tx) -> None:
        made = payment_store.invoice(number)
        assert made is not None
        assert till.pay(tx, made).outcome is Outcome.CREDITED

    await house.write(write)


def refused() -> RemoteError:
    return RemoteError(service="YooKassa", status=200, detail="insufficient funds")


def deed() -> PlanDeed:
    return PlanDeed(operation_id=new_id(), customer_id=ANNA, reason="asked for by the customer")


async def test_a_kept_way_to_pay_is_charged_an_hour_before_the_end_once(house: PlanHouse) -> None:
    """At today's price with the kept key; the money opens the next period without a gap."""
    await subscribe(house)
    row = await house.row()
    assert (row.renewal.is_on, row.renewal.next_charge_at) == (True, T0 + 30 * DAY - HOUR)
    house.clock.moment = T0 + 30 * DAY - HOUR - timedelta(seconds=1)
    await house.upkeep.run_due()
    assert house.provider.charged == []
    house.clock.go(seconds=1)
    for _ in range(3):
        await house.upkeep.run_due()
        house.clock.go(minutes=3)
    ((order, key),) = house.provider.charged
    assert (str(order.amount), key) == ("1110.00 RUB", "saved-1")
    await money_comes(house, order.number)
    row = await house.row()
    assert (row.until, row.renewal.next_charge_at) == (T0 + 60 * DAY, T0 + 60 * DAY - HOUR)
    for _ in range(3):
        await house.upkeep.run_due()
        house.clock.go(hours=5)
    assert len(house.provider.charged) == 1
    told = await house.told()
    assert told == ["plan_bought", "plan_renews_soon", "plan_bought"]


async def test_catch_up_after_45_days_of_downtime_renews_once(house: PlanHouse) -> None:
    """The program stood still for 45 days past the end: one charge, one period, from the payment on."""
    await subscribe(house)
    house.clock.go(days=75)
    for _ in range(4):
        await house.upkeep.run_due()
        house.clock.go(minutes=3)
    ((order, _key),) = house.provider.charged
    paid_at = house.clock.now()
    await money_comes(house, order.number)
    for _ in range(4):
        await house.upkeep.run_due()
        house.clock.go(minutes=3)
    assert len(house.provider.charged) == 1
    row = await house.row()
    assert (row.state, row.until) == (PlanState.ACTIVE, paid_at + 30 * DAY)


async def test_dunning_on_day_0_1_and_3_then_it_is_given_up(house: PlanHouse) -> None:
    """Each refusal is told with the next try; after the third it is off, told, and visible as trouble."""
    await subscribe(house)
    house.provider.outcomes = [refused(), refused(), refused()]
    first = T0 + 30 * DAY - HOUR
    tried = []
    house.clock.moment = first
    while house.clock.moment < first + 6 * DAY:
        before = len(house.provider.charged)
        await house.upkeep.run_due()
        if len(house.provider.charged) > before:
            tried.append(house.clock.moment - first)
        house.clock.go(hours=6)
    assert tried == [timedelta(0), DAY, 3 * DAY]
    row = await house.row()
    assert (row.renewal.is_on, row.state) == (False, PlanState.ENDED)
    assert "insufficient funds" in row.renewal.trouble
    assert (await house.plans.counts())[View.TROUBLE] == 1
    told = [one for one in await house.told() if one.startswith("renewal")]
    assert told == ["renewal_failed", "renewal_failed", "renewal_gave_up"]
    statuses = {
        payment_status.status
        for payment_status in [await house.db.read(lambda n=n: payment_store.invoice(n)) for n in (2, 3, 4)]
        if payment_status is not None
    }
    assert statuses == {InvoiceStatus.FAILED}


async def test_a_second_try_that_works_goes_on_from_the_old_end(house: PlanHouse) -> None:
    """Refused at the end, paid a day later inside grace: no day is lost and none is given away."""
    await subscribe(house)
    house.provider.outcomes = [refused()]
    house.clock.moment = T0 + 30 * DAY - HOUR
    await house.upkeep.run_due()
    house.clock.go(days=1)
    await house.upkeep.run_due()
    assert len(house.provider.charged) == 2
    await money_comes(house, house.provider.charged[-1][0].number)
    row = await house.row()
    assert (row.until, row.renewal.tries, row.renewal.trouble) == (T0 + 60 * DAY, 0, "")


async def test_an_unknown_outcome_asks_and_never_charges_twice(house: PlanHouse) -> None:
    """The answer got lost: only the status is asked, and what it says decides."""
    await subscribe(house)
    house.provider.outcomes = [RemoteUnknown(service="YooKassa", detail="timeout")]
    house.clock.moment = T0 + 30 * DAY - HOUR
    await house.upkeep.run_due()
    charge = await house.db.read(lambda: charge_store.open_of(ANNA))
    assert charge is not None
    assert charge.step is ChargeStep.UNKNOWN
    for _ in range(20):
        house.clock.go(hours=1)
        await house.upkeep.run_due()
    assert len(house.provider.charged) == 1
    made = await house.db.read(lambda: payment_store.invoice(charge.invoice_number))
    assert made is not None
    event = till.paid(made)
    house.provider.states[made.number] = OrderStatus(state=OrderState.PAID, detail="paid", event=event)
    await house.invoices.ask(made.number)
    await house.upkeep.run_due()
    assert (await house.row()).until == T0 + 60 * DAY
    assert len(house.provider.charged) == 1


async def test_a_provider_that_is_away_is_asked_again_and_nobody_hears_of_it(
    house: PlanHouse, expect_log: Callable[[str], None]
) -> None:
    """Offline counts as no try; the same invoice is charged when the provider is back."""
    expect_log("waits: YooKassa cannot be reached")
    await subscribe(house)
    house.provider.outcomes = [Offline(service="YooKassa", detail="no route"), None]
    house.clock.moment = T0 + 30 * DAY - HOUR
    await house.upkeep.run_due()
    await house.upkeep.run_due()
    house.clock.go(minutes=10)
    await house.upkeep.run_due()
    assert [order.number for order, _key in house.provider.charged] == [2, 2]
    assert (await house.row()).renewal.tries == 0
    assert "renewal_failed" not in await house.told()


async def test_a_way_to_pay_that_is_gone_is_given_up_at_once(house: PlanHouse) -> None:
    """Where the provider cannot charge it at all, no second try is made."""
    await subscribe(house)
    house.provider.outcomes = [CannotDo(service="YooKassa", problem="the method was deleted")]
    house.clock.moment = T0 + 30 * DAY - HOUR
    await house.upkeep.run_due()
    row = await house.row()
    assert not row.renewal.is_on
    assert (await house.told())[-1] == "renewal_gave_up"


async def test_killed_between_storing_and_the_answer_it_is_never_charged_again(tmp_path: Path) -> None:
    """The process died while the charge was on its way: the next one asks, and charges nothing."""
    clock = HandClock()
    async with open_plan_house(tmp_path, clock) as house:
        await subscribe(house)
        clock.moment = T0 + 30 * DAY - HOUR
        await house.write(lambda tx: auto_renewal.prepare(tx, ANNA))
        await house.write(lambda tx: auto_renewal.prepare(tx, ANNA))
        (charge,) = await house.db.read(lambda: charge_store.of_customer(ANNA))
        await house.write(lambda tx: charge_store.move(tx, charge, ChargeStep.SENT, next_at=clock.now()))
    async with open_plan_house(tmp_path, clock) as again:
        for _ in range(10):
            await again.upkeep.run_due()
            clock.go(hours=1)
        assert again.provider.charged == []
        (charge,) = await again.db.read(lambda: charge_store.of_customer(ANNA))
        assert charge.step is ChargeStep.UNKNOWN
        await money_comes(again, charge.invoice_number)
        assert (await again.row()).until == T0 + 60 * DAY
        assert await again.findings() == []


async def test_two_engines_on_one_database_charge_once(house: PlanHouse) -> None:
    """Both see the same charge; the one whose claim changed the row makes it."""
    await subscribe(house)
    house.clock.moment = T0 + 30 * DAY - HOUR
    other = auto_renewal.AutoRenewal(house.db, house.renewal._providers, house.clock, in_test_mode=False)
    await house.write(lambda tx: auto_renewal.prepare(tx, ANNA))
    (charge,) = await house.db.read(lambda: charge_store.due(house.clock.now(), 10))
    await house.renewal._drive(charge)
    await other._drive(charge)
    assert len(house.provider.charged) == 1


async def test_a_charge_the_provider_reports_as_failed_is_tried_on_another_day(house: PlanHouse) -> None:
    """Accepted, then failed by notice: the invoice is failed, the next try is a new invoice."""
    await subscribe(house)
    house.clock.moment = T0 + 30 * DAY - HOUR
    await house.upkeep.run_due()
    number = house.provider.charged[0][0].number

    def fails(tx: Tx) -> None:
        made = payment_store.invoice(number)
        assert made is not None
        event = till.paid(made, kind=EventKind.FAILED, detail="card expired")
        process_payment(tx, event, "yookassa", takes_tests=False)

    await house.write(fails)
    house.clock.go(minutes=5)
    await house.upkeep.run_due()
    row = await house.row()
    assert (row.renewal.tries, row.renewal.trouble) == (1, "card expired")
    house.clock.go(days=1)
    await house.upkeep.run_due()
    assert [order.number for order, _key in house.provider.charged] == [number, number + 1]


async def test_switched_off_cancelled_or_paused_nothing_is_charged(house: PlanHouse) -> None:
    """No charge in a pause, none after a cancellation, none when it is off; on again, it goes on."""
    await subscribe(house)
    await house.plans.set_renewal(deed(), ADMIN, is_on=False)
    assert (await house.row()).renewal.next_charge_at is None
    await house.plans.set_renewal(deed(), ADMIN, is_on=True)
    assert (await house.row()).renewal.next_charge_at == T0 + 30 * DAY - HOUR
    await house.plans.pause(deed(), ADMIN)
    house.clock.go(days=40)
    await house.upkeep.run_due()
    await house.plans.resume(deed(), ADMIN)
    assert (await house.row()).renewal.next_charge_at == T0 + 70 * DAY - HOUR
    await house.plans.cancel_at_end(deed(), ADMIN)
    house.clock.go(days=40)
    await house.upkeep.run_due()
    assert house.provider.charged == []


async def test_without_a_kept_way_it_cannot_be_switched_on(house: PlanHouse) -> None:
    """There is nothing that could be charged."""
    await house.write(lambda tx: till.pay(tx, till.invoice(tx, ANNA, PHOTO)))
    with pytest.raises(AlreadyDone):
        await house.plans.set_renewal(deed(), ADMIN, is_on=True)


async def test_a_change_of_plan_takes_the_next_renewal(house: PlanHouse) -> None:
    """The other plan is charged at the end and runs at once, as an upgrade does."""
    await subscribe(house)
    await house.plans.change_plan(deed(), ADMIN, product=VIDEO)
    house.clock.moment = T0 + 30 * DAY - HOUR
    await house.upkeep.run_due()
    order, _key = house.provider.charged[0]
    assert str(order.amount) == "2999.00 RUB"
    await money_comes(house, order.number)
    row = await house.row()
    assert (row.plan, row.renewal.next_charge_at) == ("neurovideo", row.until - HOUR if row.until else None)


async def test_th12_telegram_renews_by_itself_and_each_event_extends(house: PlanHouse) -> None:
    """We charge nothing; the recurring event buys the terms again, its copy changes nothing."""
    await subscribe(house, "telegram", "XTR")
    house.clock.moment = T0 + 30 * DAY - HOUR
    await house.upkeep.run_due()
    assert house.provider.charged == []

    def renews(tx: Tx) -> Outcome:
        made = payment_store.invoice(1)
        assert made is not None
        return till.pay(tx, made, external_id="charge-2", is_recurring=True).outcome

    assert await house.write(renews) is Outcome.CREDITED
    assert await house.write(renews) is Outcome.DUPLICATE
    row = await house.row()
    assert (row.until, row.renewal.is_on) == (T0 + 60 * DAY, True)
    kinds = [one.kind for one in (await house.plans.details(ANNA)).periods]
    assert kinds == ["renewal", "purchase"]


async def test_a_refund_of_the_plan_ends_its_renewal(house: PlanHouse) -> None:
    """Whoever got the money back is not charged again."""
    await subscribe(house)

    def back(tx: Tx) -> None:
        (payment,) = payment_store.payments_of_invoice(1)
        assert payment.amount is not None
        till.give_back(tx, payment, payment.amount)

    await house.write(back)
    assert not (await house.row()).renewal.is_on
    assert await house.plans.page(SubscriptionFilter(view=View.ACTIVE)) == []


async def test_telegram_is_told_to_stop_and_asked_again_until_it_has_heard(
    house: PlanHouse, expect_log: Callable[[str], None]
) -> None:
    """Cancelled here, it must not charge there: told at once, and again until it has heard."""
    expect_log("the subscription of .* waits")
    await subscribe(house, "telegram", "XTR")
    house.provider.outcomes = [Offline(service="Telegram", detail="no route")]
    await house.plans.cancel_at_end(deed(), ADMIN)
    await house.upkeep.run_due()
    assert "no route" in (await house.row()).renewal.trouble
    await house.upkeep.run_due()
    assert len(house.provider.edited) == 1
    house.clock.go(minutes=10)
    await house.upkeep.run_due()
    await house.upkeep.run_due()
    assert house.provider.edited == [(ANNA, "saved-1", True)] * 2
    row = await house.row()
    assert (row.renewal.is_on, row.renewal.to_tell, row.renewal.trouble) == (False, False, "")
    await house.plans.set_renewal(deed(), ADMIN, is_on=True)
    await house.upkeep.run_due()
    assert house.provider.edited[-1] == (ANNA, "saved-1", False)


async def waits_ready(house: PlanHouse) -> None:
    """A charge is due and stored, and the provider is away: it waits to leave."""
    await subscribe(house)
    house.clock.moment = T0 + 30 * DAY - HOUR
    house.provider.outcomes.append(Offline(service="YooKassa", detail="no route"))
    await house.upkeep.run_due()
    assert len(house.provider.charged) == 1


async def test_what_was_bought_by_hand_meanwhile_is_not_charged_again(
    house: PlanHouse, expect_log: Callable[[str], None]
) -> None:
    """A stored charge had not left when the customer paid otherwise: it would be the second money."""
    expect_log("no route")
    await waits_ready(house)
    await house.write(lambda tx: till.pay(tx, till.invoice(tx, ANNA, PHOTO)))
    house.clock.go(minutes=11)
    await house.upkeep.run_due()
    assert len(house.provider.charged) == 1
    row = await house.row()
    assert (row.renewal.is_on, row.renewal.trouble) == (True, "")
    assert row.renewal.next_charge_at == T0 + 60 * DAY - HOUR
    house.clock.moment = T0 + 60 * DAY - HOUR
    await house.upkeep.run_due()
    assert len(house.provider.charged) == 2
    assert "renewal_gave_up" not in await house.told()


async def test_a_stored_charge_does_not_leave_in_a_pause(
    house: PlanHouse, expect_log: Callable[[str], None]
) -> None:
    """Paused while it waited: nothing is charged until the plan goes on and comes to its end."""
    expect_log("no route")
    await waits_ready(house)
    await house.plans.pause(deed(), ADMIN)
    house.clock.go(days=5)
    await house.upkeep.run_due()
    assert len(house.provider.charged) == 1
    await house.plans.resume(deed(), ADMIN)
    house.clock.go(minutes=11)
    await house.upkeep.run_due()
    row = await house.row()
    assert row.renewal.is_on
    house.clock.go(minutes=11)
    await house.upkeep.run_due()
    assert len(house.provider.charged) == 2
