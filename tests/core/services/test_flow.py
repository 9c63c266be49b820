"""How things flow to Replicate: a 429 slows all, faults open the circuit, a probe closes it again."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.clock import Clock
from core.domain.breaker import TRIP_AFTER, Circuit
from core.domain.trainings import Status
from core.errors import AlreadyDone, Offline, RateLimited, RemoteBroken
from core.events import Changes
from core.money import Stars
from core.services.flow import UNTOLD_WAIT, Flow
from tests.fakes.station import FastClock, Station, until


def flow_with(clock: Clock) -> Flow:
    """Return a flow that has learned nothing yet."""
    return Flow(clock, Changes())


def test_a_429_slows_for_as_long_as_it_says() -> None:
    """Told seconds count; an untold wait is a few seconds; a shorter one later shortens nothing."""
    clock = FastClock(0)
    flow = flow_with(clock)
    flow.failed(RateLimited(service="Replicate", retry_after_s=30))
    flow.failed(RateLimited(service="Replicate", retry_after_s=2))
    assert not flow.may_send
    assert flow.state.until == clock.now() + timedelta(seconds=30)
    clock.jump(seconds=30)
    assert flow.may_send
    flow.failed(RateLimited(service="Replicate", retry_after_s=None))
    assert flow.state.until == clock.now() + UNTOLD_WAIT


def test_only_faults_of_the_provider_open_the_circuit() -> None:
    """A refusal is an answer: it changes nothing, however often."""
    flow = flow_with(FastClock(0))
    for _ in range(50):
        flow.failed(AlreadyDone(problem="x"))
    assert flow.may_send
    for error in (RemoteBroken(service="R", status=503), Offline(service="R", detail="x")) * TRIP_AFTER:
        flow.failed(error)
    assert flow.state.circuit is Circuit.OPEN
    assert not flow.may_send


def test_a_person_may_try_at_once() -> None:
    """An open circuit is probed now; a wait is over."""
    clock = FastClock(0)
    flow = flow_with(clock)
    for _ in range(TRIP_AFTER):
        flow.failed(RemoteBroken(service="R", status=503))
    flow.try_now()
    assert flow.needs_probe
    flow.worked()
    assert flow.may_send
    flow.failed(RateLimited(service="R", retry_after_s=600))
    flow.try_now()
    assert flow.may_send


async def test_a_broken_replicate_is_left_alone_and_taken_up_again(
    station: Station, expect_log: Callable[[str], None]
) -> None:
    """Fault upon fault opens the circuit: few requests, every star held, and all succeed when it works."""
    expect_log("")
    await station.customer(stars=5000)
    await station.fault("POST", "/files$", {"kind": "status", "status": 503}, times=None)
    ids = [await station.launch(model=f"neuro-{number}") for number in range(6)]
    await until(lambda: station.core.flow.state.circuit is not Circuit.CLOSED)
    assert await station.balance() == Stars.of(5000 - 6 * 220)
    await station.mended()
    station.core.flow.try_now()
    for training_id in ids:
        assert (await station.ended(training_id)).row.status is Status.SUCCEEDED
    assert len(await station.remote()) == 6
    assert station.core.flow.may_send


@pytest.mark.parametrize("via", ["header", "body", "text", "low_credit", "none"])
async def test_a_429_holds_everything_that_is_to_be_sent(
    station: Station, expect_log: Callable[[str], None], via: str
) -> None:
    """However it says how long: one refusal slows all; nothing fails, nothing is sent twice."""
    expect_log("")
    await station.customer(stars=5000)
    action = {"kind": "throttle", "seconds": 1, "via": via}
    await station.fault("POST", "/trainings$", action, times=2)
    ids = [await station.launch(model=f"neuro-{number}") for number in range(4)]
    for training_id in ids:
        assert (await station.ended(training_id)).row.status is Status.SUCCEEDED
    assert len(await station.remote()) == 4
    assert await station.struck() == 2


def test_a_clock_that_goes_back_stops_nothing() -> None:
    """Neither a slowing nor an open circuit lasts an hour longer because the clock went back an hour."""
    clock = FastClock(0)
    flow = flow_with(clock)
    clock.jump(hours=-1)
    assert flow.may_send
    flow.failed(RateLimited(service="Replicate", retry_after_s=30))
    clock.jump(hours=-1)
    assert flow.may_send
    for _ in range(TRIP_AFTER):
        flow.failed(Offline(service="Replicate", detail="gone"))
    assert flow.state.circuit is Circuit.OPEN
    clock.jump(hours=-1)
    assert flow.needs_probe
