"""Retries by themselves: for Replicate's own faults, a few times, later each time, none in a regression."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from core.domain.attempts import Attempt
from core.domain.bots import Receiver
from core.domain.people import Operator, Role
from core.domain.staff_messages import StaffKind
from core.domain.training_story import StoryKind
from core.domain.trainings import Status
from core.errors import AlreadyDone, NotAllowed
from core.money import Stars
from tests.core.conftest import OpenStation
from tests.core.services.test_tell import WHOLE_BOT
from tests.fakes.station import ANNA, FastClock, Station, until


@pytest.fixture
async def patient(opened: OpenStation) -> AsyncIterator[Station]:
    """A core whose clock stands as good as still, so that nothing is retried before it is moved on."""
    async with opened(clock=FastClock(1)) as station:
        yield station


async def failed(station: Station, trigger: str, customer_id: int = ANNA) -> Attempt:
    """Let a training fail; returns its attempt."""
    model = f"neuro-{customer_id % 100}-{trigger.lower()[5:9]}"
    training_id = await station.launch(trigger, customer_id=customer_id, model=model)
    await station.ended(training_id)
    return await station.attempt(training_id)


def move_on(station: Station, **span: float) -> None:
    """Move the clock on and look for work."""
    clock = station.core.clock
    assert isinstance(clock, FastClock)
    clock.jump(**span)


async def test_a_platform_fault_is_retried_when_its_time_comes(patient: Station) -> None:
    """A moment two minutes on, told in the story; then a new attempt for the price, and it succeeds."""
    await patient.customer(stars=500)
    first = await failed(patient, "FAIL_PLATFORM_ONCE")
    assert first.retry_at is not None
    wait = first.retry_at - patient.core.clock.now()
    assert timedelta(minutes=1) < wait < timedelta(minutes=3)
    assert await patient.core.auto_retries.run_due() == 0
    move_on(patient, minutes=4)
    assert await patient.core.auto_retries.run_due() in (0, 1)  # the engine may have been quicker

    async def is_second() -> bool:
        attempt = await patient.attempt(first.training_id)
        return attempt.number == 2 and attempt.status.is_terminal

    await until(is_second)
    details = await patient.details(first.training_id)
    assert details.row.status is Status.SUCCEEDED
    assert [one.kind.value for one in details.transfers] == ["hold", "release", "hold", "settle"]
    assert await patient.balance() == Stars.of(280)
    told = {event.kind for event in details.story}
    assert {StoryKind.RETRY_PLANNED, StoryKind.RETRIED} <= told
    assert await patient.findings() == []


async def test_it_ends_after_two_retries(patient: Station) -> None:
    """A fault that stays is left to a person, with every star back."""
    await patient.customer(stars=500)
    attempt = await failed(patient, "FAIL_PLATFORM")
    for number in (2, 3):
        assert attempt.retry_at is not None
        move_on(patient, minutes=30)
        await patient.core.auto_retries.run_due()

        async def has_ended(wanted: int = number, training_id: str = attempt.training_id) -> bool:
            newest = await patient.attempt(training_id)
            return newest.number == wanted and newest.status.is_terminal

        await until(has_ended)
        attempt = await patient.attempt(attempt.training_id)
    assert attempt.retry_at is None
    assert await patient.balance() == Stars.of(500)


@pytest.mark.parametrize("trigger", ["FAIL_OOM", "FAIL_NSFW", "FAIL_ZIP", "FAIL_IMAGE_PUSH"])
async def test_what_a_person_must_mend_waits_for_a_person(patient: Station, trigger: str) -> None:
    """The same photos fail again; what was billed is looked for first."""
    await patient.customer()
    assert (await failed(patient, trigger)).retry_at is None


async def test_a_person_says_now_or_never(patient: Station) -> None:
    """Now retries at once, never takes the plan back; who may only look may do neither."""
    await patient.customer(stars=500)
    attempt = await failed(patient, "FAIL_PLATFORM")
    viewer = Operator(id="v", name="Vera", role=Role.VIEWER)
    with pytest.raises(NotAllowed):
        await patient.core.auto_retries.never(attempt.id, viewer)
    await patient.core.auto_retries.retry_now(attempt.id, patient.admin)

    async def has_ended() -> bool:
        newest = await patient.attempt(attempt.training_id)
        return newest.number == 2 and newest.status.is_terminal

    await until(has_ended)
    second = await patient.attempt(attempt.training_id)
    await patient.core.auto_retries.never(second.id, patient.admin)
    assert (await patient.attempt(attempt.training_id)).retry_at is None
    with pytest.raises(AlreadyDone):
        await patient.core.auto_retries.never(second.id, patient.admin)


async def test_spent_stars_end_the_plan(patient: Station) -> None:
    """The customer bought something else meanwhile: nothing is held, and the story says why."""
    await patient.customer(stars=220)
    attempt = await failed(patient, "FAIL_PLATFORM")
    await patient.launch("STUCK", model="neuro-other")
    move_on(patient, minutes=30)
    await patient.core.auto_retries.run_due()

    async def is_dropped() -> bool:
        return (await patient.attempt(attempt.training_id)).retry_at is None

    await until(is_dropped)
    assert (await patient.attempt(attempt.training_id)).number == 1


async def test_many_customers_at_once_are_one_alarm(patient: Station) -> None:
    """The third customer in an hour: no retry for any of them, one alarm on the group and in the channel."""
    await patient.core.bots.save(WHOLE_BOT, patient.admin)
    attempts = []
    for number in range(4):
        await patient.customer(ANNA + number)
        attempts.append(await failed(patient, "FAIL_PLATFORM", ANNA + number))
    assert attempts[3].retry_at is None
    (group,) = await patient.core.failures.groups()
    assert group.hits_many(patient.core.clock.now())
    told = [one for one in await patient.core.bots.to_staff() if one.kind is StaffKind.REGRESSION]
    assert [(one.receiver, "customers within an hour: 3" in one.text) for one in told] == [
        (Receiver.ERRORS, True)
    ]
    for attempt in attempts:
        assert (await patient.attempt(attempt.training_id)).retry_at is None
