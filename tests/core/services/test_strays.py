"""Nothing of ours runs at Replicate unseen: other accounts, late sends, lists that do not tell."""

from datetime import timedelta
from typing import Any

import pytest

from core.domain.attempts import MoneyState
from core.domain.trainings import Status
from core.money import Stars
from core.sandbox.server import SandboxThread
from core.services.training_steps import FILE_IS_KEPT
from tests.core.conftest import OpenStation
from tests.fakes.station import FastClock, Station, until

CREATE = ("POST", "/trainings$")
LIST = ("GET", "/trainings$")
EMPTY_LIST = {"kind": "status", "status": 200, "body": {"next": None, "previous": None, "results": []}}
OTHER_ACCOUNT = {"kind": "status", "status": 200, "body": {"type": "user", "username": "other", "name": "O"}}
NOT_FOUND = {"kind": "status", "status": 404, "body": "not_found"}

pytestmark = pytest.mark.usefixtures("caplog")


async def live(station: Station) -> list[str]:
    """Return the statuses at Replicate of what has not ended."""
    return [one["status"] for one in await station.remote() if one["status"] in ("starting", "processing")]


async def test_a_token_of_another_account_ends_nothing(station: Station) -> None:
    """What another account cannot see is not gone: it waits with its stars and goes on with its own token."""
    await station.customer(stars=500)
    training_id = await station.launch("STUCK")
    await station.reached(training_id, lambda one: one.status is Status.PROCESSING)
    await station.fault("GET", "/account$", OTHER_ACCOUNT, times=None)
    await station.fault(*LIST, EMPTY_LIST, times=None)
    await station.fault("GET", "/trainings/", NOT_FOUND, times=None)
    await station.core.gate.probe()
    station.core.clock.jump(hours=2)
    await station.reached(training_id, lambda one: one.waiting_for == "other_account")
    for _ in range(8):
        await station.core.watch.look()
    assert (await station.details(training_id)).row.money is MoneyState.HELD
    await station.mended()
    await station.core.gate.probe()
    await station.reached(training_id, lambda one: one.waiting_for == "")
    assert await station.balance() == Stars.of(280)


async def test_a_lost_send_is_not_proved_absent_by_records_that_tell_nothing(station: Station) -> None:
    """A list without inputs cannot prove that ours is not in it, so nothing is sent twice."""
    await station.customer(stars=500)
    await station.fault(*CREATE, "drop_after")
    await station.fault(*LIST, {"kind": "hostile", "variant": "missing_keys"}, times=6)
    training_id = await station.launch("STUCK_QUEUE")
    await station.reached(training_id, lambda one: one.provider_id is not None)
    assert len(await station.remote()) == 1


@pytest.mark.parametrize("between", [{"kind": "status", "status": 401, "body": "token"}, None], ids=str)
async def test_a_send_that_turns_up_late_is_cancelled(
    station: Station, between: dict[str, Any] | None
) -> None:
    """Of two trainings of one attempt one is ours and the other is stopped, whatever came between."""
    await station.customer(stars=500)
    await station.fault(*CREATE, "drop_after")
    if between:
        await station.fault(*CREATE, between)
    await station.fault(*LIST, EMPTY_LIST, times=None)
    training_id = await station.launch("STUCK_QUEUE")
    await station.reached(training_id, lambda one: one.provider_id is not None)
    await station.mended()
    assert len(await station.remote()) == 2

    async def one_is_left() -> bool:
        await station.core.watch.look()
        return len(await live(station)) == 1

    await until(one_is_left)
    ours = await station.attempt(training_id)
    assert [one["id"] for one in await station.remote() if one["status"] == "starting"] == [ours.provider_id]


async def test_a_cancel_stops_a_send_that_turned_up_while_the_next_one_waited(station: Station) -> None:
    """The stars are not given back while something of the attempt may still run."""
    await station.customer(stars=500)
    await station.fault(*CREATE, "drop_after")
    await station.fault(*CREATE, {"kind": "throttle", "seconds": 3000, "via": "header"}, times=None)
    await station.fault(*LIST, EMPTY_LIST, times=None)
    training_id = await station.launch("STUCK_QUEUE")
    await station.reached(training_id, lambda one: one.waiting_for == "rate_limited")
    await station.mended()
    await station.core.trainings.cancel(training_id, station.admin)
    ended = await station.ended(training_id)
    assert (ended.row.status, ended.row.money) == (Status.CANCELED, MoneyState.RELEASED)
    assert await live(station) == []
    assert await station.findings() == []


async def test_a_cancel_after_an_absent_send_ends_without_another(station: Station) -> None:
    """Cancelled while its resend waits: looked for once more, then the stars return."""
    await station.customer(stars=500)
    await station.fault(*CREATE, "drop_before")
    await station.fault(*CREATE, {"kind": "throttle", "seconds": 3000, "via": "header"}, times=None)
    training_id = await station.launch()
    await station.reached(training_id, lambda one: one.waiting_for == "rate_limited")
    await station.core.trainings.cancel(training_id, station.admin)
    ended = await station.ended(training_id)
    assert ended.row.status is Status.CANCELED
    assert await station.remote() == []
    assert await station.balance() == Stars.of(500)


async def test_refusals_do_not_count_as_sends(station: Station) -> None:
    """Told to wait twice and one answer lost: it is sent again, not given up."""
    await station.customer(stars=500)
    for _ in range(2):
        await station.fault(*CREATE, {"kind": "throttle", "seconds": 1, "via": "header"})
    await station.fault(*CREATE, "drop_before")
    ended = await station.ended(await station.launch())
    assert (ended.row.status, ended.attempts[-1].sends) == (Status.SUCCEEDED, 2)


async def test_photos_uploaded_a_day_ago_are_uploaded_again(station: Station) -> None:
    """Replicate drops files after a day: an attempt that waited longer sends them afresh."""
    await station.customer(stars=500)
    await station.fault(*CREATE, {"kind": "throttle", "seconds": 3600 * 30, "via": "header"})
    training_id = await station.launch()
    waiting = await station.reached(training_id, lambda one: one.waiting_for == "rate_limited")
    station.core.clock.jump(seconds=(FILE_IS_KEPT + timedelta(hours=11)).total_seconds())
    ended = await station.ended(training_id)
    assert ended.row.status is Status.SUCCEEDED
    assert ended.attempts[-1].input_url != waiting.input_url


async def test_a_missing_right_shuts_the_gate_until_a_person_acts(station: Station) -> None:
    """A 403 is not mended by a good look at the account: no flapping, one upload, the hold stays."""
    await station.customer(stars=500)
    await station.fault(*CREATE, {"kind": "status", "status": 403, "body": "problem"}, times=None)
    training_id = await station.launch()
    await until(lambda: station.core.gate.state.problem is not None)
    station.core.clock.jump(hours=5)
    await station.core.watch.look()
    assert not station.core.gate.state.is_open
    await station.mended()
    await station.core.gate.probe()
    ended = await station.ended(training_id)
    assert ended.row.status is Status.SUCCEEDED
    assert (await station.requests())["POST /v1/files"] == 1


async def test_ours_that_vanished_after_a_cancel_is_canceled(
    opened: OpenStation, quick_sandbox: SandboxThread, fast_clock: FastClock
) -> None:
    """The customer is told what was asked for, not of a fault."""
    async with opened() as station:
        await station.customer(stars=500)
        training_id = await station.launch("STUCK")
        await station.reached(training_id, lambda one: one.status is Status.PROCESSING)
        await station.fault("POST", "/cancel$", NOT_FOUND, times=None)
        await station.fault(*LIST, EMPTY_LIST, times=None)
        await station.fault("GET", "/trainings/", NOT_FOUND, times=None)
        await station.core.trainings.cancel(training_id, station.admin)
        await station.reached(training_id, lambda one: one.looks >= 1)
        fast_clock.jump(minutes=11)
        assert (await station.ended(training_id)).row.status is Status.CANCELED
