"""Plans in the database: bought, given, cancelled, paused, ended and told of (domain rules §6)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.db import audit_store, period_store, subscription_store
from core.db.database import Tx
from core.domain.access import Refusal
from core.domain.payments import InvoiceStatus
from core.domain.periods import Period
from core.domain.subscription_rows import SubscriptionFilter, View
from core.domain.subscriptions import PlanState
from core.errors import AlreadyDone, InputError, NotAllowed, NotFound, OperationMismatch
from core.ids import new_id
from core.money import Money, Stars
from core.services import subscriptions
from core.services.deed_book import Done
from core.services.deeds import Waiting
from core.services.plan_clock import move_on
from core.services.subscription_desk import PlanDeed
from core.services.subscriptions import Gift
from tests.fakes import till
from tests.fakes.plan_house import ADMIN, ANNA, IGOR, SENIOR, SUPPORT, T0, VERA, PlanHouse, open_plan_house

DAY = timedelta(days=1)
PHOTO, VIDEO = "plan.neurophoto", "plan.neurovideo"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[PlanHouse]:
    async with open_plan_house(tmp_path) as opened:
        yield opened
        assert await opened.findings() == []


def buys(product: str, customer_id: int = ANNA) -> object:
    def write(tx: Tx) -> object:
        return till.pay(tx, till.invoice(tx, customer_id, product))

    return write


def gift(plan: str = "neurophoto", customer_id: int = ANNA, **more: object) -> Gift:
    values: dict[str, object] = {"operation_id": new_id(), "reason": "a present"} | more
    return Gift(customer_id=customer_id, plan=plan, **values)  # type: ignore[arg-type]


def deed(customer_id: int = ANNA, operation_id: str = "") -> PlanDeed:
    return PlanDeed(
        operation_id=operation_id or new_id(), customer_id=customer_id, reason="asked for by the customer"
    )


async def given(house: PlanHouse, asked: Gift) -> Period:
    """Give it past all caps, as an approved deed does."""
    return (await house.write(lambda tx: subscriptions.give(tx, asked, actor="Olga", actor_id="admin")))[0]


async def test_b76_the_plan_begins_when_it_is_paid_not_when_the_invoice_was_made(house: PlanHouse) -> None:
    """An invoice twenty hours old gives thirty full days from the payment."""
    made = await house.write(lambda tx: till.invoice(tx, ANNA, PHOTO))
    house.clock.go(hours=20)
    await house.write(lambda tx: till.pay(tx, made))
    row = await house.row()
    assert (row.plan, row.state, row.until) == ("neurophoto", PlanState.ACTIVE, house.clock.now() + 30 * DAY)
    assert await house.stars() == Stars.of(476)


async def test_ti7_a_top_up_never_hides_a_plan_b73(house: PlanHouse) -> None:
    """Stars bought while a plan runs leave it as it was."""
    await house.write(buys(PHOTO))
    before = await house.row()
    house.clock.go(days=1)
    await house.write(buys("stars.217"))
    after = await house.row()
    assert (after.plan, after.until) == (before.plan, before.until)


async def test_b73_upgrade_downgrade_and_renewal_lose_no_day(house: PlanHouse) -> None:
    """Photo, then video, then photo again: 90 days run, the better plan first."""
    await house.write(buys(PHOTO))
    house.clock.go(days=10)
    await house.write(buys(VIDEO))
    row = await house.row()
    assert (row.plan, row.until, row.queued, row.next_plan) == ("neurovideo", T0 + 40 * DAY, 1, "neurophoto")
    house.clock.go(days=1)
    await house.write(buys(PHOTO))
    assert (await house.row()).queued == 2
    house.clock.go(days=29)
    await house.ticking.run_due()
    row = await house.row()
    assert (row.plan, row.until) == ("neurophoto", T0 + 90 * DAY)
    assert (await house.told())[-1] == "plan_followed"


async def test_ti10_the_ending_is_told_in_time_and_the_job_twice_is_once(house: PlanHouse) -> None:
    """Three days and one day before, at the end, after grace; running it again tells nobody twice."""
    await house.write(buys(PHOTO))
    for moment, state, words in (
        (27, "active", ["plan_ends_soon"]),
        (29, "active", ["plan_ends_soon"]),
        (30, "grace", ["plan_in_grace"]),
        (33, "ended", ["plan_ended"]),
    ):
        house.clock.moment = T0 + moment * DAY - timedelta(seconds=1)
        assert await house.ticking.run_due() == 0
        before = await house.told()
        house.clock.moment = T0 + moment * DAY
        await house.ticking.run_due()
        assert await house.ticking.run_due() == 0
        await house.write(lambda tx: move_on(tx, ANNA))
        assert (await house.told())[len(before) :] == words
        assert (await house.row()).state == state


async def test_a_catch_up_after_45_days_tells_only_that_it_ended(house: PlanHouse) -> None:
    """What stood still for weeks does not send four messages about one end."""
    await house.write(buys(PHOTO))
    house.clock.go(days=75)
    await house.ticking.run_due()
    assert await house.told() == ["plan_bought", "plan_ended"]
    assert (await house.row()).state is PlanState.ENDED


async def test_ti13_a_clock_far_ahead_and_back_again_loses_nothing(house: PlanHouse) -> None:
    """A job that ran a month too early has written no fact: with the right time the plan is active."""
    await house.write(buys(PHOTO))
    house.clock.go(days=60)
    await house.ticking.run_due()
    assert (await house.row()).state is PlanState.ENDED
    house.clock.go(days=-60, hours=-1)
    await house.write(lambda tx: subscriptions.refresh(tx, ANNA))
    assert (await house.row()).state is PlanState.ACTIVE


async def test_a_full_refund_closes_the_period_and_the_next_moves_up(house: PlanHouse) -> None:
    """TG9: reversal ends the plan at once; the queued one starts earlier, and nothing renews it."""
    done = await house.write(buys(VIDEO))
    await house.write(buys(PHOTO))
    payment = done.payment  # type: ignore[attr-defined]
    house.clock.go(days=3)
    await house.write(lambda tx: till.give_back(tx, payment, Money(299_900, "RUB")))
    row = await house.row()
    assert (row.plan, row.until, row.queued) == ("neurophoto", T0 + 33 * DAY, 0)


async def test_b74_zero_money_grant_with_and_without_stars_for_the_days_asked(house: PlanHouse) -> None:
    """A renewal by hand needs no money; the days are those asked for, stars only if wanted; all is BONUS."""
    await house.plans.give(gift(days=7), ADMIN)
    await house.plans.give(gift(days=5, stars=Stars.of(50)), ADMIN)
    row = await house.row()
    assert (row.until, await house.stars()) == (T0 + 12 * DAY, Stars.of(50))
    facts = await house.db.read(lambda: period_store.facts(ANNA))
    assert {one.category for one in facts.periods} == {"bonus"}
    assert await house.told() == ["plan_given", "plan_given"]


async def test_a_gift_clicked_twice_is_one_and_other_arguments_are_refused(house: PlanHouse) -> None:
    """The form's id makes the second click harmless; the same id for something else is an error."""
    asked = gift(days=7, stars=Stars.of(10))
    first = await house.plans.give(asked, ADMIN)
    second = await house.plans.give(asked, ADMIN)
    assert isinstance(first, Done)
    assert isinstance(second, Done)
    assert second.made == first.made
    assert await house.stars() == Stars.of(10)
    with pytest.raises(OperationMismatch):
        await house.plans.give(gift(days=8, operation_id=asked.operation_id), ADMIN)


async def test_ti3_tester_has_no_end_and_no_notice(house: PlanHouse) -> None:
    """Given with actor and reason, ended only by revocation, told of then."""
    assert isinstance(await house.plans.give(gift("neurotester"), ADMIN), Waiting)
    assert await house.told() == []
    period = await given(house, gift("neurotester"))
    house.clock.go(days=900)
    await house.ticking.run_due()
    row = await house.row()
    assert (row.state, row.until, row.next_change_at) == (PlanState.ACTIVE, None, None)
    await house.plans.revoke(period.id, reason="left the team", operator=ADMIN)
    assert (await house.row()).state is PlanState.ENDED
    assert (await house.told())[-1] == "plan_closed"
    with pytest.raises(AlreadyDone):
        await house.plans.revoke(period.id, reason="left the team", operator=ADMIN)


async def test_ti9_cancel_at_the_end_and_take_it_back(house: PlanHouse) -> None:
    """Access to the end; resume brings the queue back; a purchase ends the cancellation by itself."""
    await house.write(buys(VIDEO))
    await house.write(buys(PHOTO))
    once = deed()
    await house.plans.cancel_at_end(once, ADMIN)
    await house.plans.cancel_at_end(once, ADMIN)
    assert (await house.row()).stops_at_end
    with pytest.raises(AlreadyDone):
        await house.plans.cancel_at_end(deed(), ADMIN)
    house.clock.go(days=1)
    await house.plans.resume(deed(), ADMIN)
    assert not (await house.row()).stops_at_end
    await house.plans.cancel_at_end(deed(), ADMIN)
    house.clock.go(days=30)
    await house.ticking.run_due()
    row = await house.row()
    assert (row.plan, row.state, row.queued) == ("neurovideo", PlanState.GRACE, 0)
    house.clock.go(days=10)
    await house.ticking.run_due()
    await house.write(buys(PHOTO))
    assert not (await house.row()).stops_at_end


async def test_cancel_now_ends_everything_at_once(house: PlanHouse) -> None:
    """What runs and what waits is closed; money and stars stay where they are."""
    await house.write(buys(VIDEO))
    await house.write(buys(PHOTO))
    assert await house.plans.cancel_now(deed(), ADMIN) == 2
    row = await house.row()
    assert (row.state, row.queued) == (PlanState.ENDED, 0)
    assert await house.stars() == Stars.of(1303 + 476)
    with pytest.raises(AlreadyDone):
        await house.plans.cancel_now(deed(), ADMIN)


async def test_pause_and_resume_move_the_end(house: PlanHouse) -> None:
    """Twelve days of pause are twelve days later; twice paused is refused."""
    await house.write(buys(PHOTO))
    house.clock.go(days=5)
    await house.plans.pause(deed(), ADMIN)
    with pytest.raises(AlreadyDone):
        await house.plans.pause(deed(), ADMIN)
    house.clock.go(days=12)
    await house.ticking.run_due()
    row = await house.row()
    assert (row.state, row.until) == (PlanState.PAUSED, None)
    await house.plans.resume(deed(), ADMIN)
    assert (await house.row()).until == T0 + 42 * DAY
    assert (await house.told())[-2:] == ["plan_paused", "plan_resumed"]


async def test_only_seniors_touch_plans(house: PlanHouse) -> None:
    """Support may look, not give or end."""
    await house.write(buys(PHOTO))
    for attempt in (
        house.plans.give(gift(), SUPPORT),
        house.plans.cancel_now(deed(), SUPPORT),
        house.plans.cancel_at_end(deed(), SUPPORT),
        house.plans.pause(deed(), SUPPORT),
        house.plans.resume(deed(), SUPPORT),
        house.plans.revoke("x", reason="because", operator=SUPPORT),
        house.plans.set_renewal(deed(), SUPPORT, is_on=False),
        house.plans.change_plan(deed(), SUPPORT, product=PHOTO),
    ):
        with pytest.raises(NotAllowed):
            await attempt


async def test_caps_count_plan_time_as_the_stars_it_costs(house: PlanHouse) -> None:
    """A senior gives 30 days of photo alone (476 ★), not seven times in a row; nor a year at once."""
    assert isinstance(await house.plans.give(gift(), SENIOR), Done)
    assert isinstance(await house.plans.give(gift("neurovideo"), SENIOR), Done)
    assert isinstance(await house.plans.give(gift(days=365), SENIOR), Waiting)
    outcomes = [await house.plans.give(gift(days=30, stars=Stars.of(300)), SENIOR) for _ in range(6)]
    assert [type(one) for one in outcomes].count(Done) == 4
    assert isinstance(outcomes[-1], Waiting)


async def test_senseless_gifts_are_refused(house: PlanHouse) -> None:
    """No days, negative stars, no reason, an unknown plan or customer: nothing is given."""
    for wrong, error in (
        (gift(days=0), InputError),
        (gift(stars=Stars.of(-1)), InputError),
        (gift(reason=""), InputError),
        (gift("neurogold"), NotFound),
        (gift(customer_id=42), NotFound),
    ):
        with pytest.raises(error):
            await house.plans.give(wrong, ADMIN)
    assert await house.told() == []


async def test_a_preview_of_a_gift_says_the_new_end_and_leaves_nothing(house: PlanHouse) -> None:
    """The same code in a transaction that is undone."""
    await house.write(buys(PHOTO))
    standing = await house.plans.preview_gift(gift(days=30, stars=Stars.of(100)), ADMIN)
    assert standing.until == T0 + 60 * DAY
    assert (await house.row()).until == T0 + 30 * DAY
    assert await house.stars() == Stars.of(476)


async def test_ti15_paid_functions_need_a_plan_that_gives_them_and_stars(house: PlanHouse) -> None:
    """Photo gives photo, not video; without stars nothing; without a plan nothing; grace still gives."""

    async def access(customer_id: int = ANNA) -> dict[str, Refusal]:
        found = await house.plans.details(customer_id)
        return {one.function: one.refusal for one in found.access}

    assert (await access())["photo"] is Refusal.NO_PLAN
    await house.write(buys(PHOTO))
    assert (await access())["photo"] is Refusal.NONE
    assert (await access())["video"] is Refusal.PLAN_TOO_LOW
    await house.plans.give(gift(customer_id=IGOR), ADMIN)
    assert (await access(IGOR))["photo"] is Refusal.NO_STARS
    house.clock.go(days=31)
    assert (await access())["photo"] is Refusal.NONE
    house.clock.go(days=3)
    assert (await access())["photo"] is Refusal.NO_PLAN


async def test_ti14_an_unknown_customer_is_an_error_and_never_no_plan(house: PlanHouse) -> None:
    """Nobody is told "no plan" about a customer that is not there."""
    with pytest.raises(NotFound):
        await house.plans.details(42)


async def test_the_list_has_its_groups_filters_and_pages(house: PlanHouse) -> None:
    """What ends first is on top; each group counts what it lists; pages neither skip nor repeat."""
    await house.write(buys(PHOTO))
    await house.plans.give(gift(customer_id=IGOR, days=2), ADMIN)
    await given(house, gift("neurotester", customer_id=VERA))
    everyone = await house.plans.page(SubscriptionFilter())
    assert [one.id for one in everyone] == [IGOR, ANNA, VERA]
    counts = await house.plans.counts()
    assert (counts[View.ALL], counts[View.ACTIVE], counts[View.ENDING]) == (3, 3, 1)
    paged: list[int] = []
    after = None
    while page := await house.plans.page(SubscriptionFilter(), after=after, limit=1):
        paged.append(page[0].id)
        after = house.plans.key_of(page[0], View.ALL)
    assert paged == [IGOR, ANNA, VERA]
    assert [one.id for one in await house.plans.page(SubscriptionFilter(plan="neurotester"))] == [VERA]
    assert [one.id for one in await house.plans.page(SubscriptionFilter(text="igor"))] == [IGOR]
    assert await house.plans.ids(SubscriptionFilter(text="anna")) == (ANNA,)
    house.clock.go(days=40)
    await house.ticking.run_due()
    ended = await house.plans.page(SubscriptionFilter(view=View.ENDED))
    assert [one.id for one in ended] == [ANNA, IGOR]
    next_one = await house.plans.page(
        SubscriptionFilter(view=View.ENDED), after=house.plans.key_of(ended[0], View.ENDED)
    )
    assert [one.id for one in next_one] == [IGOR]
    assert await house.plans.choices() == (["neurophoto", "neurotester"], ["neuro"])


async def test_every_deed_has_its_audit_row(house: PlanHouse) -> None:
    """Who gave, paused, resumed, closed and why is written down."""
    period = await given(house, gift())
    await house.plans.pause(deed(), ADMIN)
    await house.plans.resume(deed(), ADMIN)
    await house.plans.revoke(period.id, reason="a mistake", operator=ADMIN)
    of_period = await house.db.read(lambda: audit_store.of_subject("period", period.id))
    of_customer = await house.db.read(lambda: audit_store.of_subject("customer", ANNA))
    assert [one.action for one in of_period] == ["period.open", "period.close"]
    assert [one.action for one in of_customer] == ["plan.pause", "plan.resume"]
    assert {one.actor for one in of_customer} == {"Olga"}


async def test_periods_older_than_the_table_get_their_row_and_nobody_is_told(house: PlanHouse) -> None:
    """After an import, or the update that made the table, the first run computes every row."""

    def old_period(tx: Tx) -> None:
        period_store.add(
            tx,
            operation_id="import:1",
            customer_id=VERA,
            bot="neuro",
            plan="neurophoto",
            rank=1,
            days=30,
            grace_days=3,
            kind="grant",
            category="bonus",
            is_test=False,
            payment_id=None,
            actor="import",
            reason="",
        )

    await house.write(old_period)
    house.clock.go(days=100)
    assert await house.db.read(lambda: subscription_store.row(VERA)) is None
    await house.ticking.run_due()
    assert (await house.row(VERA)).state is PlanState.ENDED
    assert await house.told(VERA) == []


async def test_a_period_is_frozen_by_the_database_itself(house: PlanHouse) -> None:
    """No update of days or plan, no second closing, no deletion gets past the triggers."""
    await house.write(buys(PHOTO))
    for statement in (
        "UPDATE period SET days = 60",
        "UPDATE period SET plan = 'neurovideo'",
        "DELETE FROM period",
    ):
        with pytest.raises(Exception, match="period"):
            await house.write(lambda tx, sql=statement: house.db._peewee.execute_sql(sql))  # type: ignore[misc]


async def test_an_invoice_that_was_cancelled_buys_no_plan(house: PlanHouse) -> None:
    """Money for it is quarantined, and the plan stays as it was."""
    made = await house.write(lambda tx: till.invoice(tx, ANNA, PHOTO))
    await house.invoices.cancel(made.number, "changed her mind", ADMIN)
    done = await house.write(lambda tx: till.pay(tx, made))
    assert done.invoice is not None
    assert done.invoice.status is InvoiceStatus.CANCELLED
    assert await house.db.read(lambda: subscription_store.row(ANNA)) is None
