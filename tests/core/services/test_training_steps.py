"""Bringing an attempt to Replicate: each error of its API, at each step, leads to the right end state."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.domain.attempts import MoneyState, Step
from core.domain.training_story import StoryKind
from core.domain.trainings import Status
from core.errors import GateShut
from core.money import Stars
from tests.core.conftest import OpenStation
from tests.fakes.station import ANNA, Station, until

CREATE, UPLOAD, MODEL, MAKE_MODEL, SCHEMA = (
    ("POST", r"/trainings$"),
    ("POST", r"/files$"),
    ("GET", r"/models/acme/[^/]+$"),
    ("POST", r"/models$"),
    ("GET", r"/models/ostris/"),
)
EVERY_STEP = [MODEL, MAKE_MODEL, SCHEMA, UPLOAD, CREATE]
IDS = ["model", "make_model", "schema", "upload", "create"]

ExpectLog = Callable[[str], None]


@pytest.fixture(autouse=True)
def _faults_are_logged(expect_log: ExpectLog) -> None:
    """Every fault of this module leaves a warning in the log, and that is right."""
    expect_log("")


def status(code: int, **more: object) -> dict[str, object]:
    return {"kind": "status", "status": code} | more


async def live_at_replicate(station: Station) -> list[dict[str, Any]]:
    return [one for one in await station.remote() if one["status"] != "canceled"]


async def assert_succeeds_once(station: Station, training_id: str) -> None:
    """It goes on by itself to the good end, with one training at Replicate and every star in its place."""
    ended = await station.ended(training_id)
    assert ended.row.status is Status.SUCCEEDED
    assert len(await live_at_replicate(station)) == 1
    assert [one.kind.value for one in ended.transfers] == ["hold", "settle"]
    assert await station.balance() == Stars.of(280)
    assert await station.findings() == []


async def assert_fails_and_releases(
    station: Station, training_id: str, failure_class: str, error: str
) -> None:
    """It ends as failed, with the class and the provider's words, and the stars are back."""
    ended = await station.ended(training_id)
    assert (ended.row.status, ended.row.money) == (Status.FAILED, MoneyState.RELEASED)
    assert ended.row.failure_class == failure_class
    assert error in ended.attempts[-1].error
    assert await live_at_replicate(station) == []
    assert await station.balance() == Stars.of(500)
    assert await station.findings() == []


# The destination


async def test_a_destination_that_exists_is_used_again(station: Station) -> None:
    """A second training of a model makes no second destination."""
    await station.customer()
    await station.ended(await station.launch())
    await station.ended(await station.launch())
    assert (await station.requests())["POST /v1/models"] == 1


async def test_a_name_that_was_taken_by_ourselves_meanwhile_is_ours(station: Station) -> None:
    """409 after a look that found nothing: a second look finds it ours, and the training goes on."""
    await station.customer()
    first = await station.ended(await station.launch())
    await station.fault(*MODEL, status(404))
    again = await station.ended(await station.launch())
    assert (first.row.status, again.row.status) == (Status.SUCCEEDED, Status.SUCCEEDED)


async def test_the_name_of_a_deleted_model_cannot_be_used(station: Station) -> None:
    """409 though there is no such model: the attempt fails with words, and the stars come back."""
    await station.customer()
    await station.fault(*MAKE_MODEL, {"kind": "status", "body": "model_exists"})
    await assert_fails_and_releases(station, await station.launch(), "destination", "is taken (409)")


async def test_a_lost_answer_about_the_destination_is_looked_up(station: Station) -> None:
    """The model was made, but nobody heard: the next look finds it, and one model stands."""
    await station.customer()
    await station.fault(*MAKE_MODEL, "drop_after")
    await assert_succeeds_once(station, await station.launch())
    assert (await station.requests())["POST /v1/models"] == 1


async def test_a_trainer_that_is_unknown_fails_the_attempt(station: Station) -> None:
    """404 for the trainer's version: waiting would not mend it."""
    await station.customer()
    await station.fault(*SCHEMA, status(404), times=None)
    await assert_fails_and_releases(station, await station.launch(), "parameters", "no such trainer")


# What mends itself


@pytest.mark.parametrize("step", EVERY_STEP, ids=IDS)
@pytest.mark.parametrize(
    "action",
    [
        {"kind": "throttle", "seconds": 1, "via": "header"},
        {"kind": "throttle", "seconds": 1, "via": "low_credit"},
        {"kind": "throttle", "via": "none"},
    ],
    ids=["header", "body", "untold"],
)
async def test_a_429_waits_and_then_goes_on(
    station: Station, step: tuple[str, str], action: dict[str, object]
) -> None:
    """Asked to slow down, with or without a time: it waits, holds the stars and is sent once."""
    await station.customer(stars=500)
    await station.open_gate()
    await station.fault(*step, action, times=4)
    await assert_succeeds_once(station, await station.launch())


@pytest.mark.parametrize("step", [MODEL, SCHEMA, UPLOAD], ids=["model", "schema", "upload"])
@pytest.mark.parametrize(
    "action",
    [
        status(500),
        "html_502",
        status(503),
        status(504, body="empty"),
        "drop_before",
        "drop_after",
        "malformed_json",
        "list_body",
        "empty_body",
    ],
    ids=str,
)
async def test_a_passing_fault_before_the_create_call_is_tried_again(
    station: Station, step: tuple[str, str], action: dict[str, object] | str
) -> None:
    """What costs nothing is repeated until it works."""
    await station.customer(stars=500)
    await station.open_gate()
    await station.fault(*step, action, times=2 if step == UPLOAD else 4)
    await assert_succeeds_once(station, await station.launch())


async def test_what_it_waits_for_is_told_once_and_forgotten_when_it_moves(station: Station) -> None:
    """A waiting attempt names its reason; the story says so once, and the reason goes when it goes on."""
    await station.customer()
    await station.open_gate()
    await station.fault(*UPLOAD, status(503), times=None)
    training_id = await station.launch()
    waiting = await station.reached(training_id, lambda one: one.waiting_for)
    assert (waiting.waiting_for, waiting.step) == ("remote_broken", Step.UPLOAD)

    async def was_tried_often() -> bool:
        return await station.struck() >= 3

    await until(was_tried_often)
    await station.mended()
    ended = await station.ended(training_id)
    assert [event.kind for event in ended.story].count(StoryKind.WAITING) == 1
    assert ended.row.waiting_for == ""


# The account: nobody is failed one by one


@pytest.mark.parametrize("step", EVERY_STEP, ids=IDS)
@pytest.mark.parametrize(
    "refusal",
    [
        {"kind": "status", "body": "token"},
        {"kind": "status", "body": "billing"},
        {"kind": "status", "body": "credit"},
        status(403),
    ],
    ids=["401", "402", "402_credit", "403"],
)
async def test_trouble_with_the_account_shuts_the_gate_and_loses_nothing(
    station: Station, step: tuple[str, str], refusal: dict[str, object]
) -> None:
    """One 401, 402 or 403 stops all sending; the hold stays; after mending it goes on by itself."""
    await station.customer(stars=1000)
    await station.open_gate()
    await station.fault("GET", "/account$", refusal, times=None)
    await station.fault(*step, refusal, times=None)
    training_id = await station.launch()
    waiting = await station.reached(training_id, lambda one: one.waiting_for)
    assert not station.core.gate.state.is_open
    assert waiting.status is Status.SUBMITTING
    assert await station.balance() == Stars.of(780)
    with pytest.raises(GateShut):
        await station.core.trainings.start_model_training_directly(
            station.request(model="neuro-other"), station.admin
        )
    assert await station.balance() == Stars.of(780)
    await station.mended()
    await station.core.gate.probe()
    ended = await station.ended(training_id)
    assert ended.row.status is Status.SUCCEEDED
    assert len(await live_at_replicate(station)) == 1
    assert await station.findings() == []


async def test_an_unpaid_bill_waits_for_a_person(station: Station) -> None:
    """A 402 does not show in a probe: the gate stays shut until somebody says that the bill was paid."""
    await station.customer()
    await station.open_gate()
    await station.fault(*CREATE, {"kind": "status", "body": "billing"})
    training_id = await station.launch()
    await until(lambda: not station.core.gate.state.is_open)
    probes = (await station.requests())["GET /v1/account"]
    looks = station.core.watch.last_look
    await until(lambda: station.core.watch.last_look != looks)
    assert (await station.requests())["GET /v1/account"] == probes
    await station.core.gate.probe()
    await assert_succeeds_once(station, training_id)


# Refusals


@pytest.mark.parametrize(
    ("step", "action", "failure_class", "error"),
    [
        (CREATE, {"kind": "status", "body": "destination"}, "destination", "does not exist"),
        (CREATE, {"kind": "status", "body": "not_found"}, "destination", "404"),
        (CREATE, {"kind": "status", "body": "validation"}, "parameters", "input.optimizer"),
        (CREATE, {"kind": "status", "body": "version"}, "parameters", "version does not exist"),
        (CREATE, status(409), "transport", "409"),
        (CREATE, status(400), "transport", "400"),
        (UPLOAD, {"kind": "status", "body": "too_large"}, "dataset", "413"),
        (UPLOAD, status(400), "transport", "400"),
        (MAKE_MODEL, {"kind": "status", "body": "validation"}, "parameters", "422"),
    ],
)
async def test_a_refusal_fails_the_attempt_with_its_class(
    station: Station, step: tuple[str, str], action: dict[str, object], failure_class: str, error: str
) -> None:
    """What no waiting mends ends at once: failed, classed, released, and never sent a second time."""
    await station.customer(stars=500)
    await station.open_gate()
    await station.fault(*step, action, times=None)
    training_id = await station.launch()
    await assert_fails_and_releases(station, training_id, failure_class, error)
    assert await station.struck() == 1


async def test_photos_that_vanish_before_the_upload_fail_the_attempt(station: Station) -> None:
    """Without its photos an attempt cannot go on: released, and the reason is named."""
    await station.customer(stars=500)
    await station.open_gate()
    await station.fault(*UPLOAD, status(503), times=None)
    training_id = await station.launch()
    await station.reached(training_id, lambda one: one.waiting_for)
    Path((await station.details(training_id)).training.dataset.path).unlink()
    await assert_fails_and_releases(station, training_id, "dataset", "photos are gone")


# The create call of unknown outcome


@pytest.mark.parametrize(
    "action",
    [
        "drop_after",
        "malformed_json",
        "list_body",
        "empty_body",
        {"kind": "cut", "bytes": 20},
        {"kind": "hostile", "variant": "missing_id"},
        {"kind": "slow_after", "seconds": 2},
    ],
    ids=str,
)
async def test_a_training_that_was_created_unheard_is_found(
    opened: OpenStation, action: dict[str, object] | str
) -> None:
    """It may have been created: it is looked for by its marker, found, and never created twice."""
    async with opened(request_timeout_s=0.5) as station:
        await station.customer(stars=500)
        await station.fault(*CREATE, action)
        training_id = await station.launch()
        await assert_succeeds_once(station, training_id)
        story = [event.kind for event in (await station.details(training_id)).story]
        assert (story.count(StoryKind.UNKNOWN), story.count(StoryKind.FOUND)) == (1, 1)
        assert (await station.attempt(training_id)).sends == 1


@pytest.mark.parametrize(
    "action",
    [
        "drop_before",
        "html_502",
        status(500),
        status(503, body="empty"),
        status(504),
        status(408),
        {"kind": "slow", "seconds": 2},
    ],
    ids=str,
)
async def test_a_training_that_proved_absent_is_sent_again(
    opened: OpenStation, action: dict[str, object] | str
) -> None:
    """Nothing arrived: only after the list was searched long enough is it sent once more."""
    async with opened(request_timeout_s=0.5) as station:
        await station.customer(stars=500)
        await station.fault(*CREATE, action)
        training_id = await station.launch()
        await assert_succeeds_once(station, training_id)
        attempt = await station.attempt(training_id)
        assert attempt.sends == 2
        story = [event.kind for event in (await station.details(training_id)).story]
        assert story.index(StoryKind.UNKNOWN) < story.index(StoryKind.ABSENT)


async def test_what_never_arrives_is_given_up_after_three_sends(station: Station) -> None:
    """Three sends, each proved absent: failed, released, and Replicate has nothing of it."""
    await station.customer(stars=500)
    await station.fault(*CREATE, "drop_before", times=None)
    training_id = await station.launch()
    await assert_fails_and_releases(station, training_id, "transport", "sent 3 times")
    assert await station.struck() == 3


async def test_no_star_moves_while_the_outcome_is_unknown(station: Station) -> None:
    """While the list cannot be read nothing is sent, settled or released, however long it takes."""
    await station.customer(stars=500)
    await station.fault(*CREATE, "drop_after")
    await station.fault("GET", "/trainings$", status(503), times=None)
    training_id = await station.launch()
    await station.reached(training_id, lambda one: one.status is Status.UNKNOWN)

    async def looked_often() -> bool:
        return await station.struck() > 10

    await until(looked_often)
    attempt = await station.attempt(training_id)
    assert (attempt.status, attempt.sends) == (Status.UNKNOWN, 1)
    assert await station.balance() == Stars.of(280)
    await station.mended()
    await assert_succeeds_once(station, training_id)


async def test_a_page_with_an_unreadable_record_proves_nothing_absent(station: Station) -> None:
    """The record that cannot be read may be the one: absence needs a list that was read whole."""
    await station.customer(stars=500)
    await station.fault(*CREATE, "drop_after")
    await station.fault("GET", "/trainings$", {"kind": "hostile", "variant": "missing_id"}, times=12)
    training_id = await station.launch()
    await assert_succeeds_once(station, training_id)
    assert (await station.attempt(training_id)).sends == 1


async def test_a_first_send_that_turns_up_late_is_stopped(station: Station) -> None:
    """Proved absent and sent again, then both show up: one goes on, the other is cancelled at Replicate."""
    await station.customer(stars=500)
    await station.fault(*CREATE, "drop_after")
    empty = {"kind": "status", "status": 200, "body": {"results": [], "next": None, "previous": None}}

    async def was_sent_again() -> bool:
        return (await station.attempt(training_id)).sends == 2

    await station.fault("GET", "/trainings$", empty, times=None)
    training_id = await station.launch("STUCK")
    await until(was_sent_again)
    await station.mended()

    async def one_is_left() -> bool:
        return sorted(one["status"] for one in await station.remote()) == ["canceled", "processing"]

    await until(one_is_left)
    attempt = await station.attempt(training_id)
    assert [one["id"] for one in await live_at_replicate(station)] == [attempt.provider_id]
    assert await station.findings() == []


# Many


async def test_many_at_once_each_arrive_once(station: Station) -> None:
    """Twelve trainings, some calls lost on the way: each is paid once and stands once at Replicate."""
    await station.customer(stars=5000)
    await station.open_gate()
    await station.fault(*CREATE, "drop_after", times=3, after=2)
    await station.fault(*CREATE, "drop_before", times=2, after=4)
    await station.fault(*UPLOAD, status(503), times=3, after=1)
    ids = [await station.launch(model=f"neuro-{number}") for number in range(12)]
    for training_id in ids:
        assert (await station.ended(training_id)).row.status is Status.SUCCEEDED
    destinations = [one["input"]["input_images"] for one in await live_at_replicate(station)]
    assert len(destinations) == len(set(destinations)) == 12
    assert await station.balance(ANNA) == Stars.of(5000 - 12 * 220)
    assert await station.findings() == []
