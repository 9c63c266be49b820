"""Failure groups: like with like, with their figures, and what people know about them."""

from datetime import timedelta

import pytest

from core.clock import SystemClock
from core.db import exchange_store, failure_store
from core.db.database import Tx
from core.db.tables import Attempt as AttemptRow
from core.domain.attempts import MoneyState
from core.domain.failure_groups import FailureFilter, GroupOrder
from core.domain.failures import FailureClass
from core.domain.people import Operator, Role
from core.domain.retries import RetryPrice
from core.errors import NotAllowed, NotFound
from core.money import Stars
from core.services.failures import EVERYTHING
from tests.core.conftest import OpenStation
from tests.fakes.station import ANNA, Station, until

BORIS = ANNA + 1


async def fail(station: Station, trigger: str, customer_id: int = ANNA) -> str:
    """Let a training of the customer fail; returns its id."""
    training_id = await station.launch(
        trigger, customer_id=customer_id, model=f"neuro-{trigger.lower()[5:9]}"
    )
    await station.ended(training_id)
    return training_id


async def test_like_failures_are_one_group_with_its_figures(station: Station) -> None:
    """Count, customers hit, stars given back, first and last, trend; another reason is another group."""
    for customer in (ANNA, BORIS):
        await station.customer(customer)
        await fail(station, "FAIL_OOM", customer)
    await fail(station, "FAIL_NSFW")
    memory, content = await station.core.failures.groups()
    assert (memory.failure_class, memory.attempts, memory.customers) == (FailureClass.RESOURCES, 2, 2)
    assert (memory.returned, memory.held) == (Stars.of(440), Stars(0))
    assert memory.first_at <= memory.last_at
    assert (len(memory.trend), memory.trend[-1]) == (14, 2)
    assert "out of memory" in memory.text
    assert (content.failure_class, content.attempts) == (FailureClass.CONTENT, 1)


async def test_a_cancelled_training_is_no_failure(station: Station) -> None:
    """What a person stopped did not go wrong."""
    await station.customer()
    training_id = await station.launch("STUCK")
    await station.reached(training_id, lambda one: one.provider_id)
    await station.core.trainings.cancel(training_id, station.admin)
    await station.ended(training_id)
    assert await station.core.failures.groups() == []


async def test_groups_are_narrowed(station: Station) -> None:
    """By class, by bot, by a word of error or log, by date; the attempts behind them likewise."""
    await station.customer()
    await fail(station, "FAIL_OOM")
    await fail(station, "FAIL_NSFW")
    read = station.core.failures
    now = station.core.clock.now()
    for wanted, due in (
        (FailureFilter(classes=frozenset({FailureClass.CONTENT})), 1),
        (FailureFilter(bot="neuro_blogger"), 2),
        (FailureFilter(bot="another"), 0),
        (FailureFilter(text="nsfw"), 1),
        (FailureFilter(text="quantizing"), 2),  # a word of the logs
        (FailureFilter(text="nowhere to be found"), 0),
        (FailureFilter(since=now + timedelta(days=1)), 0),
        (FailureFilter(until=now + timedelta(days=1)), 2),
    ):
        assert len(await read.groups(wanted)) == due, wanted
        assert len(await read.attempts(wanted)) == due, wanted


async def test_groups_come_in_the_order_asked_for(station: Station) -> None:
    """By count, by the latest, by what they cost."""
    await station.customer(stars=2000)
    for trigger in ("FAIL_OOM", "FAIL_NSFW"):
        await fail(station, trigger)
    read = station.core.failures
    by_last = await read.groups(order=GroupOrder.LAST)
    assert [one.failure_class for one in by_last] == [FailureClass.CONTENT, FailureClass.RESOURCES]
    by_cost = await read.groups(order=GroupOrder.COST)
    assert by_cost[0].cost_micro_usd >= by_cost[1].cost_micro_usd
    assert by_cost[0].failure_class is FailureClass.CONTENT  # fails later, so more was billed


async def test_rows_say_whose_attempt_it_was_and_what_it_cost(station: Station) -> None:
    """A line of the table has the customer, the stars, the cost and whether another attempt follows."""
    await station.customer(stars=2000)
    training_id = await fail(station, "FAIL_OOM")
    first = (await station.core.failures.rows(EVERYTHING))[0]
    assert (first.customer_id, first.username, first.model_name) == (ANNA, "anna", "neuro-oom")
    assert (first.money, first.price, first.is_newest) == (MoneyState.RELEASED, Stars.of(220), True)
    assert first.cost_micro_usd is not None
    assert first.cost_micro_usd > 0
    await station.core.trainings.retry(
        training_id, after_attempt=first.id, price=RetryPrice.CHARGE_AGAIN, reason="", operator=station.admin
    )
    await station.ended(training_id)
    rows = await station.core.failures.rows(EVERYTHING)
    assert [(row.number, row.is_newest) for row in rows] == [(2, True), (1, False)]
    assert await station.core.failures.rows(EVERYTHING, before_id=rows[0].id) == [rows[1]]
    assert await station.core.failures.count(EVERYTHING) == 2
    assert await station.core.failures.trainings(EVERYTHING) == [training_id]
    assert (await station.core.failures.choices()).bots == ("neuro_blogger",)


async def test_a_new_group_needs_a_look_until_somebody_has_it(station: Station) -> None:
    """The badge counts what is new and nobody's, or back; not what is looked after or mended."""
    await station.customer(stars=2000)
    await fail(station, "FAIL_OOM")
    read = station.core.failures
    (group,) = await read.groups()
    assert await read.needing_a_look() == 1
    assert group.needs_a_look(station.core.clock.now())
    await read.assign(group.id, "Olga", station.admin)
    assert await read.needing_a_look() == 0
    assert not (await read.group(group.id)).needs_a_look(station.core.clock.now())


async def test_a_percent_sign_is_sought_as_it_is(station: Station) -> None:
    """What is typed is text, not a pattern."""
    await station.customer(stars=2000)
    await fail(station, "FAIL_NSFW")
    assert await station.core.failures.groups(FailureFilter(text="n%w")) == []
    assert await station.core.failures.groups(FailureFilter(text="NS_W")) == []


async def test_what_was_sent_and_answered_is_kept_without_secrets(station: Station) -> None:
    """The request with its input, the last answer with its error; no token, no log."""
    await station.customer(stars=2000)
    training_id = await fail(station, "FAIL_OOM")
    attempt_id = (await station.attempt(training_id)).id
    kept = await station.core.db.read(lambda: exchange_store.of_attempt(attempt_id))
    assert '"trigger_word": "FAIL_OOM"' in kept.request
    assert "/trainings" in kept.request
    assert '"status": "failed"' in kept.answer
    assert "out of memory" in kept.answer
    assert "r8_" not in kept.request + kept.answer
    assert '"logs"' not in kept.answer
    assert kept.sent_at is not None
    assert kept.answered_at is not None


async def test_seen_again_after_it_was_marked_fixed(opened: OpenStation) -> None:
    """The mark stays, and the group says that it is back; Replicate's clock is ours here."""
    async with opened(clock=SystemClock()) as station:
        await station.customer()
        await fail(station, "FAIL_OOM")
        (group,) = await station.core.failures.groups()
        await station.core.failures.mark_fixed(group.id, station.admin)
        assert not (await station.core.failures.group(group.id)).is_back
        await fail(station, "FAIL_OOM")
        after = await station.core.failures.group(group.id)
        assert after.is_back
        assert after.fixed_by == station.admin.name
        await station.core.failures.mark_fixed(group.id, station.admin, is_fixed=False)
        assert (await station.core.failures.group(group.id)).fixed_at is None


async def test_what_people_know_stays_with_the_group(station: Station) -> None:
    """Owner, note and known fix; who may only look may not write."""
    await station.customer()
    await fail(station, "FAIL_OOM")
    (group,) = await station.core.failures.groups()
    await station.core.failures.assign(group.id, "Olga", station.admin)
    await station.core.failures.write_note(group.id, "since Monday", "rank 16", station.admin)
    after = await station.core.failures.group(group.id)
    assert (after.owner, after.note, after.known_fix) == ("Olga", "since Monday", "rank 16")
    viewer = Operator(id="v", name="Vera", role=Role.VIEWER)
    with pytest.raises(NotAllowed):
        await station.core.failures.assign(group.id, "Vera", viewer)
    with pytest.raises(NotFound):
        await station.core.failures.assign("nothing", "Olga", station.admin)


async def test_failures_of_the_past_are_grouped(station: Station) -> None:
    """What failed before there were groups is put into them, once."""
    await station.customer()
    await fail(station, "FAIL_OOM")

    def forget(tx: Tx) -> None:
        AttemptRow.update(group_id="", customer_id=None).execute()

    await station.core.db.write(forget)
    assert await station.core.failures.groups() == []
    assert await station.core.failures.group_old() == 1
    assert await station.core.failures.group_old() == 0
    (group,) = await station.core.failures.groups()
    assert group.customers == 1
    assert await station.core.db.read(lambda: failure_store.ungrouped(10)) == []


async def test_old_failures_are_grouped_when_the_engine_starts(station: Station) -> None:
    """Nobody has to ask for it; what is grouped already is left alone."""
    await station.customer()
    await fail(station, "FAIL_OOM")
    await station.core.engine.stop()
    await station.core.db.write(lambda tx: AttemptRow.update(group_id="").execute())
    assert await station.core.failures.groups() == []
    await station.core.engine.start()

    async def is_grouped() -> bool:
        return len(await station.core.failures.groups()) == 1

    await until(is_grouped)
