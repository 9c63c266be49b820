"""Watching what runs at Replicate: cheaply, completely, and never back from an end."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core.db import training_store
from core.domain.attempts import MoneyState
from core.domain.training_story import StoryKind
from core.domain.trainings import Status, read_status
from core.gateways.replicate_objects import RemoteTraining, read_training
from core.money import Stars
from tests.core.conftest import OpenStation
from tests.fakes.station import Station, until

LIST, ONE = ("GET", r"/trainings$"), ("GET", r"/trainings/[^/]+$")


async def running(station: Station, trigger: str = "STUCK", **more: Any) -> str:
    """Return a training that Replicate works on."""
    training_id = await station.launch(trigger, **more)
    await station.reached(training_id, lambda one: one.status is Status.PROCESSING)
    return training_id


async def told_by_replicate(station: Station, training_id: str) -> RemoteTraining:
    provider_id = (await station.attempt(training_id)).provider_id
    body = next(one for one in await station.remote() if one["id"] == provider_id)
    return read_training(body)


async def look_again(station: Station, times: int = 1) -> None:
    """Wait until that many whole looks have passed."""
    for _ in range(times + 1):
        before = station.core.watch.last_look
        await until(lambda before=before: station.core.watch.last_look != before)  # type: ignore[misc]


async def test_progress_log_and_loss_are_kept_while_it_runs(station: Station) -> None:
    """Step, total and log of a running training are ours long before its end."""
    await station.customer()
    training_id = await running(station)
    attempt = await station.reached(training_id, lambda one: (one.progress_step or 0) >= 499)
    assert attempt.progress_total == 1000
    assert f"{attempt.progress_step}/1000" in await station.core.trainings.log(attempt.id)
    assert attempt.started_at is not None


async def test_a_log_that_grows_without_progress_is_kept_too(station: Station) -> None:
    """Warnings while loading change neither step nor phase, yet the saved log grows with them."""
    await station.customer()
    training_id = await running(station)
    await station.core.engine.stop()
    attempt = await station.attempt(training_id)
    remote = await told_by_replicate(station, training_id)
    log = await station.core.trainings.log(attempt.id)
    for _ in range(3):
        log += "a warning that tells nothing\n"
        await station.core.watch.intake.take(attempt.id, replace(remote, logs=log))
        assert await station.core.trainings.log(attempt.id) == log


async def test_many_running_trainings_are_one_page(station: Station) -> None:
    """One list page covers up to a hundred trainings, and the single reads stay within their budget."""
    await station.customer(stars=25_000)
    ids = [await station.launch("STUCK", model=f"neuro-{number}") for number in range(30)]
    for training_id in ids:
        await station.reached(training_id, lambda one: one.status is Status.PROCESSING)
    await station.core.engine.stop()
    await station.api.delete("/admin/requests")
    await station.core.watch.look()
    counts = await station.requests()
    assert counts == {"GET /v1/trainings": 1, "GET /v1/trainings/{id}": 11}


async def test_a_thousand_running_trainings_cost_a_twentieth_of_single_reads(station: Station) -> None:
    """Watching a thousand needs at most fifty calls a look where one GET each would need a thousand."""
    await station.customer(stars=500)
    model_id = await running(station)
    whole = await station.attempt(model_id)
    body = (await station.remote())[0]
    version, destination = body["version"], (await station.details(model_id)).training.destination
    await station.core.engine.stop()
    made = await asyncio.gather(
        *(
            station.api.post(
                f"/v1/models/ostris/flux-dev-lora-trainer/versions/{version}/trainings",
                json={"destination": destination, "input": body["input"]},
                headers={"Authorization": "Bearer r8_other"},
            )
            for _ in range(999)
        )
    )

    def insert(tx: Any) -> None:
        for number, answer in enumerate(made, 2):
            training_store.insert_attempt(
                tx,
                replace(
                    whole,
                    id=f"{whole.id}-{number}",
                    number=number,
                    price=Stars(0),
                    hold_id=None,
                    provider_id=answer.json()["id"],
                ),
                MoneyState.FREE,
            )

    await station.core.db.write(insert)
    await station.api.delete("/admin/requests")
    await station.core.watch.look()
    counts = await station.requests()
    assert sum(counts.values()) <= 1000 / 20
    assert counts["GET /v1/trainings"] == 10


async def test_a_training_that_vanishes_fails_only_after_repeated_looks(
    station: Station, fast_clock: Any
) -> None:
    """404 for what was known: believed when Replicate says so again and again for long, then released."""
    await station.customer(stars=500)
    training_id = await station.launch("VANISH")
    await station.reached(training_id, lambda one: one.looks >= 5)
    assert (await station.attempt(training_id)).status is Status.STARTING
    fast_clock.jump(minutes=10)
    ended = await station.ended(training_id)
    assert (ended.row.status, ended.row.failure_class) == (Status.FAILED, "platform")
    assert "does not know this training any more" in ended.attempts[-1].error
    assert await station.balance() == Stars.of(500)
    assert await station.findings() == []


async def test_a_single_404_is_not_believed(station: Station) -> None:
    """A training that is there again at the next look goes on as if nothing was."""
    await station.customer()
    training_id = await running(station)
    empty = {"kind": "status", "status": 200, "body": {"results": [], "next": None, "previous": None}}
    await station.fault(*LIST, empty, times=3)
    await station.fault(*ONE, {"kind": "status", "body": "not_found"}, times=3)

    async def passed() -> bool:
        return await station.struck() == 6

    await until(passed)
    await station.reached(training_id, lambda one: one.looks == 0)
    assert (await station.attempt(training_id)).status is Status.PROCESSING


async def test_success_without_a_version_waits_and_is_then_taken(station: Station, fast_clock: Any) -> None:
    """The version comes late: it is waited for; after ten minutes the success counts without it."""
    await station.customer(stars=500)
    training_id = await station.launch("NO_VERSION")
    await station.reached(training_id, lambda one: one.provider_id)
    await look_again(station, 3)

    async def is_over_there() -> bool:
        return (await told_by_replicate(station, training_id)).status == "succeeded"

    await until(is_over_there)
    await look_again(station, 2)
    assert not (await station.attempt(training_id)).status.is_terminal
    fast_clock.jump(minutes=11)
    ended = await station.ended(training_id)
    assert (ended.row.status, ended.attempts[-1].output_version) == (Status.SUCCEEDED, "")
    assert await station.balance() == Stars.of(280)
    assert await station.findings() == []


async def test_a_version_that_comes_late_is_kept(station: Station) -> None:
    """A first record without version is not the end; the next one with it is."""
    await station.customer()
    for path in (LIST, ONE):
        await station.fault(*path, {"kind": "hostile", "variant": "null_output_version"}, times=15)
    ended = await station.ended(await station.launch())
    assert ended.attempts[-1].output_version.startswith("acme/neuro-anna:")


async def test_an_unknown_status_is_shown_and_goes_on(station: Station) -> None:
    """A word Replicate never told us is shown as it is and treated as running."""
    await station.customer()
    training_id = await running(station, "STUCK")
    for path in (LIST, ONE):
        await station.fault(*path, {"kind": "hostile", "variant": "unknown_status"}, times=None)
    odd = await station.reached(training_id, lambda one: one.provider_status == "hibernating")
    assert odd.status is Status.PROCESSING
    row = (await station.details(training_id)).row
    assert (row.provider_status, row.money) == ("hibernating", MoneyState.HELD)


@pytest.mark.parametrize(
    "variant",
    [
        "null_urls",
        "null_created_at",
        "null_logs",
        "null_metrics",
        "null_status",
        "object_error",
        "missing_metrics",
        "missing_keys",
    ],
)
async def test_odd_records_do_not_stop_the_watch(station: Station, variant: str) -> None:
    """Nulls and missing keys, for a while, delay nothing but themselves."""
    await station.customer()
    for path in (LIST, ONE):
        await station.fault(*path, {"kind": "hostile", "variant": variant}, times=6)
    ended = await station.ended(await station.launch())
    assert ended.row.status is Status.SUCCEEDED
    assert await station.findings() == []


@pytest.mark.parametrize(
    "action",
    ["malformed_json", "list_body", "empty_body", "html_502", "drop_before", {"kind": "throttle"}],
    ids=str,
)
async def test_a_list_that_fails_is_asked_again(
    station: Station, action: Any, expect_log: Callable[[str], None]
) -> None:
    """A bad answer to the list changes nothing and ends nothing; the next good one is taken."""
    expect_log("watch")
    await station.customer()
    await station.fault(*LIST, action, times=8)
    ended = await station.ended(await station.launch())
    assert ended.row.status is Status.SUCCEEDED


@pytest.mark.parametrize(
    "action", ["malformed_json", "html_502", "drop_before", {"kind": "cut", "bytes": 90}], ids=str
)
async def test_one_spoilt_record_does_not_keep_the_others(
    station: Station, action: Any, expect_log: Callable[[str], None]
) -> None:
    """A training whose own record cannot be read must not stop the end of the others."""
    expect_log("attempt")
    await station.customer(stars=1000)
    spoilt = await running(station, "STUCK", model="neuro-spoilt")
    provider_id = (await station.attempt(spoilt)).provider_id
    await station.fault("GET", rf"/trainings/{provider_id}$", action, times=None)
    ended = await station.ended(await station.launch(model="neuro-good"))
    assert ended.row.status is Status.SUCCEEDED
    assert (await station.attempt(spoilt)).status is Status.PROCESSING


async def test_a_cancel_that_fails_is_asked_again(
    station: Station, expect_log: Callable[[str], None]
) -> None:
    """Replicate does not hear the cancel at first: it is asked again until it has stopped."""
    expect_log("could not cancel")
    await station.customer(stars=500)
    training_id = await running(station)
    await station.fault("POST", "/cancel$", {"kind": "status", "status": 500}, times=2)
    await station.core.trainings.cancel(training_id, station.admin)
    ended = await station.ended(training_id)
    assert ended.row.status is Status.CANCELED
    assert await station.balance() == Stars.of(500)


async def test_a_success_that_overtakes_the_cancel_is_a_success(station: Station) -> None:
    """Cancelled too late: what Replicate finished is settled, not given back."""
    await station.customer(stars=500)
    training_id = await running(station)
    attempt = await station.attempt(training_id)
    await station.fault("POST", "/cancel$", {"kind": "slow", "seconds": 0.2}, times=None)
    await station.core.trainings.cancel(training_id, station.admin)
    await station.api.post(f"/admin/trainings/{attempt.provider_id}", json={"status": "failed", "error": "x"})
    ended = await station.ended(training_id)
    assert ended.row.status is Status.FAILED
    assert [one.kind.value for one in ended.transfers] == ["hold", "release"]


@pytest.mark.parametrize("late", ["starting", "processing", "failed", "canceled", "succeeded", "odd"])
async def test_what_is_told_after_the_end_changes_nothing(station: Station, late: str) -> None:
    """Told late, twice or out of order, an ended attempt stays as it ended, and so do its stars."""
    await station.customer(stars=500)
    ended = await station.ended(await station.launch())
    remote = await told_by_replicate(station, ended.training.id)
    attempt_id = ended.attempts[-1].id
    before = await station.details(ended.training.id)
    for _ in range(3):
        await station.core.watch.intake.take(attempt_id, replace(remote, status=late))
    assert await station.details(ended.training.id) == before
    assert await station.findings() == []


async def test_ten_reports_of_one_end_settle_once(station: Station) -> None:
    """Poll and webhook may tell the same end at the same moment: one of them ends it."""
    await station.customer(stars=500)
    training_id = await running(station)
    attempt = await station.attempt(training_id)
    remote = replace(
        await told_by_replicate(station, training_id),
        status="failed",
        error="Killed: out of memory. (E1001)",
        logs="x",
    )
    take = station.core.watch.intake.take
    await asyncio.gather(*(take(attempt.id, remote) for _ in range(10)))
    details = await station.details(training_id)
    assert [one.kind.value for one in details.transfers] == ["hold", "release"]
    assert [one.kind for one in details.story].count(StoryKind.FAILED) == 1
    assert await station.findings() == []


async def test_a_status_never_goes_back(station: Station) -> None:
    """An older report out of order does not make a processing training starting again."""
    await station.customer()
    training_id = await running(station)
    await station.core.engine.stop()
    attempt = await station.attempt(training_id)
    remote = await told_by_replicate(station, training_id)
    await station.core.watch.intake.take(attempt.id, replace(remote, status="starting", started_at=None))
    after = await station.attempt(training_id)
    assert (after.status, after.started_at) == (Status.PROCESSING, attempt.started_at)


async def test_everything_is_picked_up_by_the_next_start(opened: OpenStation) -> None:
    """What ran when the program was closed is watched to its end by the next one."""
    async with opened() as station:
        await station.customer(stars=500)
        training_id = await running(station)
        provider_id = (await station.attempt(training_id)).provider_id
    async with opened() as station:
        await station.api.post(
            f"/admin/trainings/{provider_id}", json={"status": "failed", "error": "CUDA out of memory"}
        )
        ended = await station.ended(training_id)
        assert ended.row.failure_class == "resources"
        assert await station.balance() == Stars.of(500)


async def test_looking_while_the_gate_is_shut_goes_on(
    station: Station, expect_log: Callable[[str], None]
) -> None:
    """A shut gate stops sending, not watching: what runs is followed to its end and paid for."""
    expect_log("")
    await station.customer(stars=1000)
    training_id = await running(station)
    await station.fault("POST", "/trainings$", {"kind": "status", "body": "billing"}, times=None)
    waiting = await station.launch(model="neuro-waiting")
    await until(lambda: not station.core.gate.state.is_open)
    provider_id = (await station.attempt(training_id)).provider_id
    await station.api.post(f"/admin/trainings/{provider_id}", json={"status": "failed", "error": "x"})
    assert (await station.ended(training_id)).row.money is MoneyState.RELEASED
    assert (await station.attempt(waiting)).status is Status.SUBMITTING


def test_every_word_of_replicate_is_one_of_ours() -> None:
    """A terminal word ends, every other counts as running."""
    assert [read_status(word) for word in ("starting", "processing")] == [Status.STARTING, Status.PROCESSING]
    assert all(read_status(word).is_terminal for word in ("succeeded", "failed", "canceled", "aborted"))
    assert {read_status(word) for word in ("", "hibernating", "unknown", "submitting")} == {Status.PROCESSING}
