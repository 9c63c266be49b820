"""Stuck work: found in history, database and Replicate, and put right without a new way of stars."""

from datetime import timedelta
from typing import Any

import pytest

from core.db import training_store
from core.db.tables import Attempt as AttemptRow
from core.domain.attempts import MoneyState
from core.domain.people import Operator, Role
from core.domain.stuck import FLOOR, Adoption, Run, Stuck, StuckKind, adopted_parameters, usual_longest
from core.domain.trainings import TRAINER, Status
from core.errors import AlreadyDone, InputError, NotAllowed, NotFound, TooLate
from core.money import Stars
from tests.core.conftest import OpenStation
from tests.fakes.hands import charge
from tests.fakes.station import ANNA, TOKEN, Station, until

CREATE = ("POST", "/trainings$")
LIST = ("GET", "/trainings$")
BLIND = {"kind": "status", "status": 200, "body": {"next": None, "previous": None, "results": []}}
AUTH = {"Authorization": f"Bearer {TOKEN}"}

pytestmark = pytest.mark.usefixtures("caplog")


async def found(station: Station) -> dict[StuckKind, Stuck]:
    """Return what is stuck, by kind."""
    repairs = station.core.repairs
    return {one.kind: one for one in [*await repairs.here(), *await repairs.there()]}


async def made_on_the_web(station: Station, model: str = "web-anna", trigger: str = "ANNA_TOK") -> str:
    """Start a training at Replicate that no attempt of ours began; returns its id there."""
    owner = station.core.gate.account().username
    await station.api.post(
        "/v1/models",
        headers=AUTH,
        json={"owner": owner, "name": model, "visibility": "private", "hardware": "gpu-t4"},
    )
    version = (await station.core.gate.reader.trainer_schema(*TRAINER.split("/"))).id
    body: dict[str, Any] = {
        "destination": f"{owner}/{model}",
        "input": {
            "input_images": "https://example.com/photos.zip",
            "trigger_word": trigger,
            "steps": 500,
            "lora_rank": 32,
        },
    }
    answer = await station.api.post(
        f"/v1/models/{TRAINER}/versions/{version}/trainings", headers=AUTH, json=body
    )
    return str(answer.raise_for_status().json()["id"])


def test_too_long_is_learned_from_alike_runs_and_has_a_floor() -> None:
    """The slow tail of alike runs tells; those of another size do not, and there is a floor."""
    hours = [Run(steps=1000, took=timedelta(hours=one)) for one in (1, 1, 1, 1, 2)]
    other = [Run(steps=5000, took=timedelta(hours=9))] * 20
    assert usual_longest(TRAINER, 1000, [*hours, *other]) == timedelta(hours=3)
    assert usual_longest(TRAINER, 1000, [Run(steps=1000, took=timedelta(seconds=5))] * 9) == FLOOR
    assert usual_longest(TRAINER, 6000, []) > FLOOR
    assert usual_longest("somebody/else", 6000, []) == FLOOR * 1.5


def test_parameters_of_a_stranger_are_taken_as_far_as_they_fit() -> None:
    """What is told and allowed is kept, the rest is usual; a word that cannot call anybody is refused."""
    told = {"steps": 500, "lora_rank": 9999, "learning_rate": 0.0002, "autocaption": False, "x": 1}
    made = adopted_parameters(told, "ANNA")
    assert (made.steps, made.lora_rank, made.learning_rate, made.autocaption) == (500, 16, "0.0002", False)
    with pytest.raises(InputError):
        adopted_parameters(told, "undefined")


async def test_slow_work_is_found_and_read_again(opened: OpenStation) -> None:
    """A training that runs on and on is named with what is usual; reading it again changes nothing true."""
    async with opened() as station:
        await station.customer()
        training_id = await station.launch("STUCK")
        attempt = await station.reached(training_id, lambda one: one.status is Status.PROCESSING)
        assert await station.core.repairs.here() == []
        station.core.clock.jump(hours=3)
        stuck = (await found(station))[StuckKind.SLOW]
        assert (stuck.subject, stuck.training_id, stuck.stars) == (attempt.id, training_id, Stars.of(220))
        assert stuck.usual is not None
        assert await station.core.repairs.reread(attempt.id, station.admin) is Status.PROCESSING


async def test_an_end_that_was_not_taken_over_is_found_and_taken(opened: OpenStation) -> None:
    """Ended there and open here: one press takes it over, and the stars are charged once."""
    async with opened() as station:
        await station.customer(stars=500)
        training_id = await station.launch()
        attempt = await station.reached(training_id, lambda one: one.provider_id is not None)
        await station.core.engine.stop()
        await until(lambda: _has_ended(station))
        station.core.clock.jump(hours=1)
        stuck = (await found(station))[StuckKind.ENDED_THERE]
        assert stuck.subject == attempt.id
        assert await station.core.repairs.reread(attempt.id, station.admin) is Status.SUCCEEDED
        assert await station.balance() == Stars.of(280)
        assert await found(station) == {}
        assert await station.findings() == []


async def test_a_lost_send_is_linked_by_its_marker_and_a_foreign_one_refused(opened: OpenStation) -> None:
    """The link needs our photos' marker; its preview writes nothing, and it is done once."""
    async with opened(unknown_grace_s=3600) as station:
        await station.customer(stars=500)
        await station.fault(*LIST, BLIND, times=None)
        await station.fault(*CREATE, "drop_after")
        training_id = await station.launch("STUCK_QUEUE")
        attempt = await station.reached(training_id, lambda one: one.status is Status.UNKNOWN)
        await station.core.engine.stop()
        await station.mended()
        foreign = await made_on_the_web(station)
        repairs = station.core.repairs
        stuck = await found(station)
        lost = stuck[StuckKind.LOST_SEND]
        assert (lost.subject, stuck[StuckKind.STRANGER].subject) == (attempt.id, foreign)
        with pytest.raises(InputError):
            await repairs.link(attempt.id, foreign, station.admin)
        told = await repairs.link(attempt.id, lost.provider_id, station.admin, previews=True)
        assert (told.status, told.before) == (Status.STARTING, told.after)
        assert (await station.attempt(training_id)).provider_id is None
        await repairs.link(attempt.id, lost.provider_id, station.admin)
        assert (await station.attempt(training_id)).provider_id == lost.provider_id
        with pytest.raises(AlreadyDone):
            await repairs.link(attempt.id, lost.provider_id, station.admin)
        with pytest.raises(NotFound):
            await repairs.link(attempt.id, "nothing", station.admin)
        assert await station.findings() == []


async def test_a_training_made_on_the_web_is_adopted_free_by_a_senior(opened: OpenStation) -> None:
    """It becomes the customer's at no price, is followed to its end, and cannot be adopted twice."""
    async with opened() as station:
        await station.customer(stars=500)
        await station.open_gate()
        provider_id = await made_on_the_web(station)
        assert (await found(station))[StuckKind.STRANGER].subject == provider_id
        repairs = station.core.repairs
        asked = Adoption(
            provider_id=provider_id,
            customer_id=ANNA,
            model_name="web-anna",
            trigger_word="ANNA",
            reason="made on the web by Olga",
        )
        junior = Operator(id="s", name="Sam", role=Role.SUPPORT)
        with pytest.raises(NotAllowed):
            await repairs.adopt(asked, junior)
        told = await repairs.adopt(asked, station.admin, previews=True)
        assert told.before == told.after == Stars.of(500)
        assert sum((await station.core.trainings.counts()).by_status.values()) == 0
        made = await repairs.adopt(asked, station.admin)
        details = await station.ended(made.training_id)
        assert details.row.status is Status.SUCCEEDED
        assert details.row.money is MoneyState.FREE
        assert details.training.parameters.lora_rank == 32
        assert await station.balance() == Stars.of(500)
        with pytest.raises(AlreadyDone):
            await repairs.adopt(asked, station.admin)
        assert await found(station) == {}
        assert await station.findings() == []


async def test_a_hold_that_nobody_ends_is_released_once(opened: OpenStation) -> None:
    """A hold whose attempt is gone goes home; one whose attempt failed too; a running one is refused."""
    async with opened() as station:
        await station.customer(stars=500)
        running = await station.launch("STUCK")
        repairs, admin = station.core.repairs, station.admin
        with pytest.raises(TooLate):
            await repairs.end_hold(running, admin)
        await station.core.db.write(lambda tx: charge(tx, 1, ANNA, Stars.of(30), settles=False))
        assert await station.balance() == Stars.of(250)
        stuck = (await found(station))[StuckKind.HOLD]
        assert (stuck.subject, stuck.stars, stuck.training_id) == ("attempt-1", Stars.of(30), "")
        told = await repairs.end_hold(stuck.subject, admin, previews=True)
        assert (told.before, told.after) == (Stars.of(250), Stars.of(280))
        assert await station.balance() == Stars.of(250)
        await repairs.end_hold(stuck.subject, admin)
        assert await station.balance() == Stars.of(280)
        with pytest.raises(AlreadyDone):
            await repairs.end_hold(stuck.subject, admin)
        assert await found(station) == {}


async def test_a_hold_left_by_a_failed_attempt_goes_home(opened: OpenStation) -> None:
    """An attempt that ended without its release is shown, and one press does what was left out."""
    async with opened() as station:
        await station.customer(stars=500)
        training_id = await station.launch("STUCK")
        attempt = await station.reached(training_id, lambda one: one.status is Status.PROCESSING)
        await station.core.engine.stop()
        await station.core.db.write(
            lambda tx: training_store.update_attempt(tx, attempt, status=Status.FAILED)
        )
        stuck = (await found(station))[StuckKind.HOLD]
        assert (stuck.subject, stuck.training_id) == (attempt.id, training_id)
        await station.core.repairs.end_hold(attempt.id, station.admin)
        assert await station.balance() == Stars.of(500)
        assert (await station.details(training_id)).row.money is MoneyState.RELEASED
        kept = await station.core.db.read(lambda: AttemptRow.get_by_id(attempt.id).money)
        assert kept == "released"
        assert await station.findings() == []


async def _has_ended(station: Station) -> bool:
    return all(one["status"] == "succeeded" for one in await station.remote())
