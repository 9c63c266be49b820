"""The network goes for an hour, the clock goes back an hour or forward thirty days: nothing is lost."""

from collections import Counter
from collections.abc import Callable

import pytest

from core.domain.breaker import Circuit
from core.domain.ledger import TransferKind
from core.domain.trainings import Status
from core.money import Stars
from tests.core.conftest import OpenStation
from tests.fakes.station import ANNA, FastClock, Station, until

PRICE = 220
BEFORE, MEANWHILE = 3, 4


async def started(station: Station, count: int, first: int = 0) -> list[str]:
    """Start trainings, each of a model of its own."""
    return [await station.launch(f"T{number}", model=f"m-{number}") for number in range(first, first + count)]


async def struck(station: Station, times: int) -> None:
    """Wait until faults have struck at least so often."""

    async def enough() -> bool:
        return await station.struck() >= times

    await until(enough)


async def require_all_paid_once(station: Station, ids: list[str]) -> None:
    """Each training succeeded, took its price once, is at Replicate once and told its customer once."""
    for training_id in ids:
        details = await station.ended(training_id)
        assert details.row.status is Status.SUCCEEDED
        assert len(details.attempts) == 1
        assert Counter(one.kind for one in details.transfers) == {
            TransferKind.HOLD: 1,
            TransferKind.SETTLE: 1,
        }
    assert await station.balance() == Stars.of(0)
    live = [one for one in await station.remote() if one["status"] != "canceled"]
    assert sorted(one["input"]["trigger_word"] for one in live) == sorted(f"T{n}" for n in range(len(ids)))

    async def all_told() -> bool:
        told = [text for text in await station.told(ANNA) if "MODEL" in text.upper()]
        return len(told) >= len(ids)

    await until(all_told)
    assert await station.findings() == []


async def test_the_network_is_gone_for_an_hour(
    opened: OpenStation, fast_clock: FastClock, expect_log: Callable[[str], None]
) -> None:
    """What ran is taken over, what was started meanwhile is sent, the lost answer is found; all once."""
    expect_log("")
    async with opened() as station:
        await station.customer(stars=(BEFORE + MEANWHILE + 1) * PRICE)
        ids = await started(station, BEFORE)
        await station.fault("POST", "/trainings$", "drop_after")
        ids += await started(station, 1, first=BEFORE)
        await struck(station, 1)
        await station.fault(None, "/v1/", "drop_before", times=None)
        ids += await started(station, MEANWHILE, first=BEFORE + 1)
        assert await station.balance() == Stars.of(0)
        await until(lambda: station.core.flow.state.circuit is Circuit.OPEN)
        fast_clock.jump(hours=1)
        await struck(station, await station.struck() + 3)
        assert not station.core.flow.may_send
        assert not any([(await station.attempt(one)).status.is_terminal for one in ids[BEFORE + 1 :]])
        await station.mended()
        station.core.flow.try_now()
        await require_all_paid_once(station, ids)


@pytest.mark.parametrize("jump", [{"hours": -1}, {"days": 30}], ids=["an_hour_back", "thirty_days_forward"])
async def test_the_clock_is_moved(
    opened: OpenStation, fast_clock: FastClock, jump: dict[str, float], expect_log: Callable[[str], None]
) -> None:
    """Running, on its way, of unknown outcome and waiting for its next try: each ends once, by itself."""
    expect_log("")
    async with opened(max_parallel_submits=2) as station:
        await station.customer(stars=(BEFORE + 1 + MEANWHILE) * PRICE)
        ids = await started(station, BEFORE)
        await station.fault("POST", "/trainings$", "drop_after")
        ids += await started(station, 1, first=BEFORE)
        await struck(station, 1)
        await station.fault("POST", "/files$", {"kind": "status", "status": 503}, times=2)
        ids += await started(station, MEANWHILE, first=BEFORE + 1)
        await struck(station, 3)
        fast_clock.jump(**jump)
        await require_all_paid_once(station, ids)


async def test_what_a_clock_ahead_by_thirty_days_put_off_is_done_when_it_is_put_right(
    opened: OpenStation, expect_log: Callable[[str], None]
) -> None:
    """A message, a retry, a lost send and a bot at rest were put off by a month: none waits for it."""
    expect_log("")
    clock = FastClock(5)  # nothing comes to its turn before the clock is put right
    async with opened(clock=clock, unknown_grace_s=10) as station:
        await station.customer(stars=3 * PRICE)
        await station.open_gate()
        clock.jump(days=30)
        await station.fault("POST", "/sendMessage$", {"kind": "throttle", "seconds": 600}, times=None)
        failed = await station.launch("FAIL_PLATFORM_ONCE", model="m-1")
        await station.ended(failed)
        await struck(station, 1)
        await station.fault("POST", "/trainings$", "drop_before")
        lost = await station.launch("T0", model="m-0")
        await station.reached(lost, lambda one: one.status is Status.UNKNOWN)
        clock.jump(days=-30)
        await station.mended()
        await station.reached(failed, lambda one: one.number == 2 and one.status is Status.SUCCEEDED)
        assert (await station.ended(lost)).row.status is Status.SUCCEEDED
        assert (await station.attempt(lost)).sends == 2

        async def both_told() -> bool:
            return len([text for text in await station.told(ANNA) if "MODEL" in text.upper()]) >= 2

        await until(both_told)
        assert await station.balance() == Stars.of(PRICE)
        assert await station.findings() == []


async def test_the_laptop_sleeps_and_wakes(
    opened: OpenStation, fast_clock: FastClock, expect_log: Callable[[str], None]
) -> None:
    """Eight hours pass at once and every connection is dead: what ended meanwhile is taken over, all once."""
    expect_log("")
    async with opened(max_parallel_submits=2) as station:
        await station.customer(stars=(BEFORE + 2) * PRICE)
        ids = await started(station, BEFORE)
        await station.fault("POST", "/trainings$", "drop_after")
        ids += await started(station, 1, first=BEFORE)
        await struck(station, 1)
        await station.fault(None, "/v1/", "drop_before", times=6)
        ids += await started(station, 1, first=BEFORE + 1)
        fast_clock.jump(hours=8)
        await struck(station, 7)
        await require_all_paid_once(station, ids)


async def test_silence_is_noticed_though_nothing_runs(
    opened: OpenStation, fast_clock: FastClock, expect_log: Callable[[str], None]
) -> None:
    """With nothing to look at Replicate is asked for a sign of life; without one no look counts."""
    expect_log("watch")
    async with opened() as station:
        await station.open_gate()
        watch = station.core.watch
        await until(lambda: watch.last_look is not None)
        await station.fault(None, "/v1/", "drop_before", times=None)
        fast_clock.jump(hours=1)
        heard = watch.last_look
        await struck(station, 3)
        assert watch.last_look == heard
        await station.mended()
        await until(lambda: watch.last_look != heard)
