"""What Replicate deletes an hour after an end: told while at risk, said where lost, and never waited for."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.attempts import MoneyState
from core.domain.memory import RETENTION, SILENT_FOR, Risk, risk_of, together
from core.domain.training_story import StoryKind
from core.domain.trainings import Status
from core.money import Stars
from tests.core.conftest import OpenStation
from tests.fakes.station import Station, until

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
PAUSE = timedelta(seconds=15)
ONE = ("GET", r"/trainings/[^/]+$")
CREATE = ("POST", "/trainings$")
NOT_FOUND = {"kind": "status", "body": "not_found"}
BROKEN = {"kind": "status", "status": 500, "body": "problem"}


def test_what_was_heard_of_just_now_is_at_no_risk() -> None:
    """A pause between two looks is not silence; after it the hour counts from when it was last heard of."""
    heard_at = NOW - SILENT_FOR - PAUSE
    told = {"ended_at": None, "pause": PAUSE, "now": NOW}
    assert risk_of(heard_at=heard_at + timedelta(seconds=1), **told) is None  # type: ignore[arg-type]
    risk = risk_of(heard_at=heard_at, **told)  # type: ignore[arg-type]
    assert risk == Risk(since=heard_at, has_ended=False)
    assert risk.until == heard_at + RETENTION


def test_many_are_told_as_one_with_the_first_that_is_lost() -> None:
    """How many, and how long the first of them has."""
    early, late = NOW - timedelta(minutes=50), NOW - timedelta(minutes=9)
    found = together([Risk(since=late, has_ended=False), Risk(since=early, has_ended=True)])
    assert found == Risk(since=early, has_ended=True, trainings=2)
    assert together([]) is None


async def ended_there(station: Station, training_id: str) -> None:
    """Wait until the sandbox has ended a training."""

    async def is_over() -> bool:
        provider_id = (await station.attempt(training_id)).provider_id
        told = await station.api.get(
            f"/v1/trainings/{provider_id}", headers={"Authorization": "Bearer r8_other"}
        )
        return told.json()["status"] in ("succeeded", "failed")

    await until(is_over)


async def hurry(station: Station, speed: float) -> None:
    """Let trainings run so many seconds in one."""
    (await station.api.post("/admin/speed", json={"speed": speed})).raise_for_status()


async def _has_struck(station: Station) -> bool:
    return await station.struck() > 0


async def forget(station: Station, seconds: float | None) -> None:
    """Let the sandbox delete what ended so long ago."""
    (await station.api.post("/admin/retention", json={"seconds": seconds})).raise_for_status()


@pytest.mark.usefixtures("caplog")
async def test_silence_puts_the_log_at_risk_and_the_next_look_saves_it(opened: OpenStation) -> None:
    """While Replicate is broken the hour runs; across a restart too; once it is read nothing is at risk."""
    async with opened() as station:
        await station.customer(stars=500)
        await hurry(station, 1)
        training_id = await station.launch("FAIL_OOM")
        await station.reached(training_id, lambda one: one.provider_id is not None)
        assert await station.core.memory.risk() is None
        await station.fault("GET", "^/v1/", BROKEN, times=None)
        await until(lambda: _has_struck(station))  # so no look is under way that had its answers before
        station.core.clock.jump(minutes=20)
        await until(station.core.memory.risk)
    async with opened() as station:
        risk = await station.core.memory.risk()
        assert risk is not None
        assert (risk.trainings, risk.has_ended) == (1, False)
        assert timedelta(minutes=30) < risk.until - station.core.clock.now() < timedelta(minutes=41)
        assert await station.core.memory.risk_of(await station.attempt(training_id)) == risk
        await hurry(station, 6000)
        await station.mended()
        ended = await station.ended(training_id)
        assert await station.core.memory.risk() is None
        assert "out of memory" in await station.core.trainings.log(ended.attempts[-1].id)
        assert StoryKind.FORGOTTEN not in [event.kind for event in ended.story]


async def test_an_end_whose_log_cannot_be_read_waits_for_it(station: Station) -> None:
    """The list tells the end, the record itself is 404 for a while: its log is waited for."""
    await station.customer(stars=500)
    await station.fault(*ONE, NOT_FOUND, times=None)
    training_id = await station.launch("FAIL_OOM")
    attempt = await station.reached(training_id, lambda one: one.provider_id is not None)
    await until(lambda: station.core.watch.intake.ended_at(attempt.id))
    assert not (await station.attempt(training_id)).status.is_terminal
    station.core.clock.jump(minutes=3)
    risk = await station.core.memory.risk_of(attempt)
    assert risk is not None
    assert risk.has_ended
    await station.mended()
    ended = await station.ended(training_id)
    assert "out of memory" in await station.core.trainings.log(ended.attempts[-1].id)


@pytest.mark.usefixtures("caplog")
@pytest.mark.parametrize(("word", "status"), [("ANNA", Status.SUCCEEDED), ("FAIL_OOM", Status.FAILED)])
async def test_what_replicate_deleted_is_said_and_the_stars_end_at_once(
    opened: OpenStation, word: str, status: Status
) -> None:
    """Away for too long: the end is true, the story says that the log is gone, what was kept before stays."""
    async with opened() as station:
        await station.customer(stars=500)
        training_id = await station.launch(word)
        await station.reached(training_id, lambda one: one.provider_id is not None)
        await station.core.engine.stop()
        before = await station.core.attempt_desk.view(training_id)
        await ended_there(station, training_id)
        await forget(station, 0)
    async with opened() as station:
        came_back = station.core.clock.now()
        ended = await station.ended(training_id)
        assert ended.story[-1].at - came_back < timedelta(minutes=8)  # no version is waited for
        assert (ended.row.status, ended.row.money.value) == (status, _money(status))
        assert [event.kind for event in ended.story].count(StoryKind.FORGOTTEN) == 1
        after = await station.core.attempt_desk.view(training_id)
        assert after.exchange.answer == before.exchange.answer
        assert '"trigger_word"' in after.exchange.request
        assert await station.findings() == []


def _money(status: Status) -> str:
    return (MoneyState.SETTLED if status is Status.SUCCEEDED else MoneyState.RELEASED).value


@pytest.mark.usefixtures("caplog")
async def test_trainings_that_were_forgotten_do_not_hide_that_a_send_is_absent(station: Station) -> None:
    """A record without input that an attempt here knows is not the one looked for: that is sent again."""
    await station.customer(stars=2000)
    known = await station.launch("FAIL_BOOT", model="neuro-old")
    await station.ended(known)
    await forget(station, 0)
    await station.fault(*CREATE, "drop_before")
    ended = await station.ended(await station.launch())
    assert (ended.row.status, ended.attempts[-1].sends) == (Status.SUCCEEDED, 2)


async def test_weights_of_a_failure_are_fetched_as_well(opened: OpenStation) -> None:
    """It trained to its end and only the image could not be made: what was paid for is saved."""
    async with opened() as station:
        await station.customer(stars=500)
        ended = await station.ended(await station.launch("FAIL_IMAGE_PUSH_WEIGHTS"))
        assert ended.row.status is Status.FAILED
        await station.core.weights.fetch_missing()
        attempt = await station.attempt(ended.row.id)
        assert station.core.weights.path_of(attempt).stat().st_size > 0
        assert attempt.weights_sha256
        assert await station.balance() == Stars.of(500)
