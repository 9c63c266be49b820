"""The weights on our own disk: resumed, checked, and fetched by themselves."""

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from core.domain.attempts import Attempt
from core.domain.people import Role
from core.domain.training_story import StoryKind
from core.errors import NotAllowed, NotFound, RemoteError
from core.ids import new_id
from tests.core.conftest import OpenStation
from tests.fakes.station import FastClock, Station, until

WEIGHTS = ("GET", r"/weights/")


def quiet(*_: object) -> None:
    """Take no notice of progress."""


async def trained(station: Station) -> Attempt:
    """Return a succeeded attempt."""
    await station.customer()
    return (await station.ended(await station.launch())).attempts[-1]


async def test_weights_are_saved_with_their_checksum(station: Station) -> None:
    """What lies on the disk is what was sent; its checksum and a line of the story are kept."""
    attempt = await trained(station)
    told: list[tuple[int, int | None]] = []
    done = await station.core.weights.download(
        attempt.id, lambda *numbers: told.append(numbers), station.admin
    )
    content = done.path.read_bytes()
    assert done.sha256 == hashlib.sha256(content).hexdigest()
    assert told[-1] == (len(content), len(content))
    assert (await station.attempt(attempt.training_id)).weights_sha256 == done.sha256
    kinds = [event.kind for event in (await station.details(attempt.training_id)).story]
    assert kinds.count(StoryKind.WEIGHTS_SAVED) == 1
    await station.core.weights.download(attempt.id, quiet, station.admin)
    kinds = [event.kind for event in (await station.details(attempt.training_id)).story]
    assert kinds.count(StoryKind.WEIGHTS_SAVED) == 1


async def test_a_broken_download_goes_on_where_it_ended(station: Station) -> None:
    """Cut after some bytes: nothing stands under the final name, and the rest is all that is asked for."""
    attempt = await trained(station)
    whole = (await station.core.weights.download(attempt.id, quiet, station.admin)).path
    content = whole.read_bytes()
    whole.unlink()
    await station.fault(*WEIGHTS, {"kind": "cut", "bytes": 1_500_000})
    with pytest.raises(RemoteError):
        await station.core.weights.download(attempt.id, quiet, station.admin)
    assert not whole.exists()
    told: list[int] = []
    done = await station.core.weights.download(
        attempt.id, lambda there, _total: told.append(there), station.admin
    )
    assert told[0] > 1_000_000
    assert done.path.read_bytes() == content


async def test_two_downloads_at_once_fetch_one_sound_file(station: Station) -> None:
    """The button pressed while the weights are fetched by themselves: one waits, nothing is fetched twice."""
    attempt = await trained(station)
    download = station.core.weights.download
    first, second = await asyncio.gather(*(download(attempt.id, quiet, station.admin) for _ in range(2)))
    assert first == second
    assert hashlib.sha256(first.path.read_bytes()).hexdigest() == first.sha256
    counts = await station.requests()
    assert [number for path, number in counts.items() if "weights" in path] == [1]


async def test_weights_that_changed_on_the_disk_are_fetched_again(station: Station) -> None:
    """A saved file whose bytes are no longer what was saved does not pass for the weights."""
    attempt = await trained(station)
    done = await station.core.weights.download(attempt.id, quiet, station.admin)
    content = done.path.read_bytes()
    done.path.write_bytes(content[:-1] + b"?")
    assert await station.core.weights.download(attempt.id, quiet, station.admin) == done
    assert done.path.read_bytes() == content


async def test_a_viewer_may_not_download(station: Station) -> None:
    """What fills the disk and is written into the audit log needs the permission."""
    attempt = await trained(station)
    viewer = await station.core.people.add_operator("Vera", Role.VIEWER, station.admin)
    with pytest.raises(NotAllowed):
        await station.core.weights.download(attempt.id, quiet, viewer)
    assert not station.core.weights.path_of(attempt).exists()


async def test_weights_are_fetched_as_soon_as_there_are_some(opened: OpenStation) -> None:
    """With the setting on, nobody needs to press anything; a restart fetches what is missing."""
    async with opened() as station:
        attempt = await trained(station)
    async with opened(download_weights=True) as station:

        async def is_saved() -> bool:
            return bool((await station.attempt(attempt.training_id)).weights_sha256)

        await until(is_saved)
        assert station.core.weights.path_of(attempt).is_file()


async def test_an_outage_of_hours_delays_the_weights_and_no_more(
    opened: OpenStation, fast_clock: FastClock, expect_log: Callable[[str], None]
) -> None:
    """However often it failed, the weights are fetched once Replicate is back, without a restart."""
    expect_log("weights")
    async with opened() as station:
        attempt = await trained(station)
        await station.fault(*WEIGHTS, "drop_before", times=None)
        for _ in range(20):
            fast_clock.jump(hours=1)
            await station.core.weights.fetch_missing()
        assert await station.struck() == 20
        await station.mended()
        fast_clock.jump(hours=1)
        await station.core.weights.fetch_missing()
        assert (await station.attempt(attempt.training_id)).weights_sha256


async def test_a_failing_download_is_asked_for_ever_more_rarely_and_not_for_ever(
    opened: OpenStation, fast_clock: FastClock, expect_log: Callable[[str], None]
) -> None:
    """A file that is gone at Replicate costs some fifty requests in two days, and then none."""
    expect_log("weights")
    async with opened() as station:
        await trained(station)
        await station.fault(*WEIGHTS, {"kind": "status", "status": 404}, times=None)
        for _ in range(3 * 24 * 12):
            fast_clock.jump(minutes=5)
            await station.core.weights.fetch_missing()
        assert 40 < await station.struck() < 60


async def test_without_weights_there_is_nothing_to_fetch(station: Station) -> None:
    """A failed attempt has no weights, and neither has one nobody knows."""
    await station.customer()
    ended = await station.ended(await station.launch("FAIL_OOM"))
    for attempt_id in (ended.attempts[-1].id, new_id()):
        with pytest.raises(NotFound):
            await station.core.weights.download(attempt_id, quiet, station.admin)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://replicate.delivery/xezq/abc/trained_model.tar", "trained_model.tar"),
        ("https://replicate.delivery/xezq/abc/trained_model.tar?sig=a/../b", "trained_model.tar"),
        ("https://replicate.delivery/", "weights.tar"),
        ("https://replicate.delivery/..", "weights.tar"),
    ],
)
async def test_no_address_leads_out_of_the_weights_folder(station: Station, url: str, name: str) -> None:
    """Whatever address Replicate tells, the file lies in the attempt's own folder."""
    from dataclasses import replace

    attempt = replace(await trained(station), weights_url=url)
    folder = station.core.paths.weights_dir / attempt.id
    assert station.core.weights.path_of(attempt) == Path(folder) / name
