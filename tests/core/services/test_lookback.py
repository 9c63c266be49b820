"""What Replicate has of ours is asked first; what is newer than the database is not run again blindly."""

from collections.abc import AsyncIterator

import pytest

from core.db import newer_store
from core.db.newer_store import Newer
from core.domain.bulk import BulkKind, ItemState
from core.domain.retries import RetryPrice
from core.domain.training_story import StoryKind
from core.domain.trainings import Status
from core.errors import AlreadyDone
from tests.core.conftest import OpenStation
from tests.core.services.test_bulk import over, started, trainings, wish
from tests.core.services.test_repair import made_on_the_web
from tests.fakes.station import FastClock, Station, until

LIST = ("GET", "/trainings$")
THROTTLED = {"kind": "throttle", "seconds": 3000, "via": "header"}
BROKEN = {"kind": "status", "status": 500, "body": "problem"}

pytestmark = pytest.mark.usefixtures("caplog")


@pytest.fixture
async def calm(opened: OpenStation) -> AsyncIterator[Station]:
    """A core whose clock stands as good as still."""
    async with opened(clock=FastClock(1)) as station:
        yield station


async def is_newer(station: Station, training_id: str) -> None:
    """Let the database know that Replicate has a try of a training that is not here."""
    found = Newer(provider_id="there", training_id=training_id, attempt_id="lost")
    assert await station.core.db.write(lambda tx: newer_store.note(tx, found))
    assert not await station.core.db.write(lambda tx: newer_store.note(tx, found))


async def test_a_usual_start_reads_one_page_and_goes_on(opened: OpenStation) -> None:
    """What waited is sent after the look, a training made on the web is no news, and no file is asked for."""
    async with opened() as station:
        await station.customer(stars=500)
        await station.fault("POST", "/trainings$", THROTTLED, times=None)
        training_id = await station.launch()
        await station.reached(training_id, lambda one: one.waiting_for == "rate_limited")
        await station.core.engine.stop()
        await station.mended()
        await made_on_the_web(station)
        (await station.api.delete("/admin/requests")).raise_for_status()
    async with opened() as station:
        ended = await station.ended(training_id)
        assert (ended.row.status, ended.attempts[-1].sends) == (Status.SUCCEEDED, 1)
        assert await station.core.lookback.count() == 0
        assert not [one for one in await station.requests() if one.startswith("GET /v1/files")]


async def test_nothing_old_is_sent_before_the_list_was_read(opened: OpenStation) -> None:
    """While Replicate cannot be asked what it has, what was to be sent before the start waits."""
    async with opened() as station:
        await station.customer(stars=500)
        await station.fault("POST", "/trainings$", THROTTLED, times=None)
        training_id = await station.launch()
        await station.reached(training_id, lambda one: one.waiting_for == "rate_limited")
        await station.core.engine.stop()
        await station.mended()
        await station.fault(*LIST, BROKEN, times=None)
    async with opened() as station:
        await until(lambda: _struck(station, 3))
        assert not station.core.lookback.is_done
        assert (await station.attempt(training_id)).sends == 0
        await station.mended()
        assert (await station.ended(training_id)).row.status is Status.SUCCEEDED


async def _struck(station: Station, times: int) -> bool:
    return await station.struck() >= times


async def test_what_is_newer_is_retried_by_a_person_only(calm: Station) -> None:
    """Neither by itself nor by a run over many; whoever looks at the one training may."""
    (training_id,) = await trainings(calm, "FAIL_PLATFORM")
    attempt = await calm.attempt(training_id)
    assert attempt.retry_at is not None
    await is_newer(calm, training_id)
    calm.core.clock.jump(minutes=30)  # type: ignore[attr-defined]
    await calm.core.auto_retries.run_due()
    details = await calm.details(training_id)
    assert (len(details.attempts), details.attempts[0].retry_at) == (1, None)
    assert details.story[-1].kind is StoryKind.RETRY_DROPPED
    run = await over(calm, (await started(calm, wish(BulkKind.RETRY, [training_id]))).id)
    (item,) = await calm.core.bulk.rows(run.id)
    assert item.state is ItemState.FAILED
    assert len((await calm.details(training_id)).attempts) == 1
    await calm.core.trainings.retry(
        training_id,
        after_attempt=attempt.id,
        price=RetryPrice.CHARGE_AGAIN,
        reason="looked at",
        operator=calm.admin,
    )
    assert len((await calm.details(training_id)).attempts) == 2


async def test_a_launch_that_replicate_has_already_is_not_begun_again(calm: Station) -> None:
    """A request that was kept or is pressed again after its training was sent is refused, no star moves."""
    await calm.customer(stars=500)
    request = calm.request()
    await is_newer(calm, request.request_id)
    before = await calm.balance()
    with pytest.raises(AlreadyDone):
        await calm.start(request)
    assert await calm.balance() == before
