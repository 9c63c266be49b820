"""The direct engine: its loops survive bugs, respect their limits, and end when they are told to."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from core.domain.trainings import Status
from core.engines import loops
from core.money import Stars
from core.services.training_steps import TrainingSteps
from core.services.watch import Watch
from tests.core.conftest import OpenStation
from tests.fakes.station import Station, until


async def test_a_bug_in_one_loop_is_told_and_the_loop_starts_again(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug is reported, the other loops go on, and the broken one is back after a pause."""
    monkeypatch.setattr(loops, "AFTER_BUG_S", 0.05)
    await station.customer()
    bugs: list[BaseException] = []
    station.core.engine.on_bug = bugs.append
    real, left = Watch.look, iter([True])

    async def look(watch: Watch) -> None:
        if next(left, False):
            raise ZeroDivisionError("a bug")
        await real(watch)

    monkeypatch.setattr(Watch, "look", look)
    station.core.engine.wake()
    await until(lambda: bugs)
    ended = await station.ended(await station.launch())
    assert ended.row.status is Status.SUCCEEDED
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]


async def test_a_bug_on_the_way_of_one_attempt_stops_only_that_one(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attempt a bug strikes waits with its stars held; the others go on; later it is tried again."""
    await station.customer(stars=1000)
    bugs: list[BaseException] = []
    station.core.engine.on_bug = bugs.append
    struck: list[str] = []
    real = TrainingSteps.advance

    async def advance(steps: TrainingSteps, attempt_id: str) -> Any:
        if not struck:
            struck.append(attempt_id)
            raise ZeroDivisionError("a bug")
        return await real(steps, attempt_id)

    monkeypatch.setattr(TrainingSteps, "advance", advance)
    first = await station.launch()
    second = await station.launch(model="neuro-2")
    assert (await station.ended(second)).row.status is Status.SUCCEEDED
    assert len(bugs) == 1
    assert (await station.ended(first)).row.status is Status.SUCCEEDED
    assert await station.findings() == []


async def test_so_many_are_sent_at_once_and_no_more(
    opened: OpenStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sending is limited; everything gets its turn."""
    at_once: list[int] = []
    busy = 0
    real = TrainingSteps.advance

    async def advance(steps: TrainingSteps, attempt_id: str) -> Any:
        nonlocal busy
        busy += 1
        at_once.append(busy)
        try:
            return await real(steps, attempt_id)
        finally:
            busy -= 1

    monkeypatch.setattr(TrainingSteps, "advance", advance)
    async with opened(max_parallel_submits=2) as station:
        await station.customer(stars=5000)
        ids = [await station.launch(model=f"neuro-{number}") for number in range(8)]
        for training_id in ids:
            await station.ended(training_id)
        assert max(at_once) == 2
        assert await station.balance() == Stars.of(5000 - 8 * 220)


async def test_a_stopped_engine_stays_stopped(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop that was to start again after a bug does not do so after the stop."""
    monkeypatch.setattr(loops, "AFTER_BUG_S", 0.02)
    bugs: list[BaseException] = []
    station.core.engine.on_bug = bugs.append

    async def look(_watch: Watch) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(Watch, "look", look)
    station.core.engine.wake()
    await until(lambda: bugs)
    await station.core.engine.stop()
    told = len(bugs)
    for _ in range(10):
        await asyncio.sleep(0.01)
    assert len(bugs) == told
    assert "watch" not in {task.get_name() for task in asyncio.all_tasks()}


async def test_offline_the_looks_grow_rarer_and_come_back(
    opened: OpenStation, expect_log: Callable[[str], None]
) -> None:
    """While Replicate does not answer it is asked ever less often; when it does, everything goes on."""
    expect_log("")
    async with opened(poll_interval_s=0.05, poll_backoff_max_s=0.4, read_retries=0) as station:
        await station.customer()
        training_id = await station.launch("STUCK")
        running = await station.reached(training_id, lambda one: one.status is Status.PROCESSING)
        await station.fault("GET", "/trainings", "drop_before", times=6)

        async def all_struck() -> bool:
            return await station.struck() == 6

        await until(all_struck)
        await station.api.post(
            f"/admin/trainings/{running.provider_id}", json={"status": "failed", "error": "x"}
        )
        assert (await station.ended(training_id)).row.status is Status.FAILED


async def test_closing_in_the_middle_of_everything_loses_nothing(opened: OpenStation) -> None:
    """Closed again and again at any moment, each training still comes to its one end."""
    async with opened() as station:
        await station.customer(stars=5000)
        await station.open_gate()
        ids = [await station.launch(model=f"neuro-{number}") for number in range(4)]
    for pause in range(6):
        async with opened():
            await asyncio.sleep(0.004 * pause)
    async with opened() as station:
        for training_id in ids:
            assert (await station.ended(training_id)).row.status is Status.SUCCEEDED
        assert len(await station.remote()) == 4
        assert await station.balance() == Stars.of(5000 - 4 * 220)
        assert await station.findings() == []
