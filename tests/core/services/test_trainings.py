"""Starting, cancelling and retrying trainings: what is refused leaves nothing, what is done is done once."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.db.tables import TABLES
from core.domain.attempts import MoneyState
from core.domain.people import Language, Operator, Role
from core.domain.retries import RetryPrice
from core.domain.training_story import StoryKind
from core.domain.training_views import TrainingFilter
from core.domain.trainings import Parameters, Status
from core.errors import (
    AlreadyDone,
    AlreadyRunning,
    AppError,
    DatasetError,
    GateShut,
    InputError,
    NotAllowed,
    NotEnoughStars,
    NotFound,
    OperationMismatch,
    TooLate,
)
from core.ids import new_id
from core.money import Stars
from core.services.trainings import TrainingDetails
from tests.core.conftest import OpenStation
from tests.fakes.station import ANNA, Station, secrets_with, until


async def rows_of_all_tables(station: Station) -> dict[str, int]:
    """Return how many rows each table has."""
    return await station.core.db.read(lambda: {one.__name__: one.select().count() for one in TABLES})


async def someone(station: Station, role: Role) -> Operator:
    """Return another operator of the desk."""
    return await station.core.people.add_operator(f"One {role.value}", role, station.admin)


async def failed(station: Station, trigger: str = "FAIL_OOM", **more: Any) -> TrainingDetails:
    """Return a training that has failed."""
    return await station.ended(await station.launch(trigger, **more))


# Starting


async def test_a_training_is_paid_trained_and_told(station: Station) -> None:
    """The happy path: held, trained, settled, and the customer hears both ends of it."""
    anna = await station.customer(stars=500)
    training_id = await station.launch()
    assert await station.balance() == Stars.of(280)
    details = await station.ended(training_id)
    attempt = details.attempts[-1]
    assert details.row.status is Status.SUCCEEDED
    assert details.row.money is MoneyState.SETTLED
    assert [one.kind.value for one in details.transfers] == ["hold", "settle"]
    assert await station.balance() == Stars.of(280)
    assert attempt.output_version.startswith("acme/neuro-anna:")
    assert attempt.weights_url
    assert attempt.cost_micro_usd

    async def all_told() -> bool:
        return len(await station.told(anna)) == 3

    await until(all_told)
    _credited, accepted, succeeded = await station.told(anna)
    assert "220 ⭐ taken, balance 280 ⭐" in accepted
    assert "ANNA_TOK" in succeeded
    assert await station.findings() == []


async def test_the_story_tells_the_steps_in_their_order(station: Station) -> None:
    """The timeline of a training shows money, sending and end in the order they happened."""
    await station.customer()
    details = await station.ended(await station.launch())
    told = [event.kind for event in details.story if event.kind is not StoryKind.MACHINE_READY]
    assert told == [
        StoryKind.HELD,
        StoryKind.DESTINATION_READY,
        StoryKind.DATASET_SENT,
        StoryKind.SENT,
        StoryKind.ACCEPTED,
        StoryKind.SUCCEEDED,
        StoryKind.SETTLED,
    ]


async def test_a_log_of_the_whole_run_is_kept_with_its_loss_curve(station: Station) -> None:
    """When a training has ended its whole log is ours, and the curve is read from it."""
    await station.customer()
    details = await station.ended(await station.launch())
    attempt_id = details.attempts[-1].id
    assert "flux_train_replicate" in await station.core.trainings.log(attempt_id)
    assert len(await station.core.trainings.loss(attempt_id)) > 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"customer_id": 42}, NotFound),
        ({"parameters": Parameters(trigger_word="UNDEFINED")}, InputError),
        ({"parameters": Parameters(trigger_word="ANNA_TOK", steps=2)}, InputError),
        ({"parameters": Parameters(trigger_word="ANNA_TOK", steps=6000)}, NotEnoughStars),
        ({"model_name": "Neuro Anna"}, InputError),
        ({"trainer": "someone/else"}, InputError),
        ({"trainer_version": "latest"}, InputError),
    ],
)
async def test_a_request_that_cannot_be_done_leaves_nothing(
    station: Station, change: dict[str, Any], error: type[AppError]
) -> None:
    """A refused start writes no row of any kind and sends nothing to Replicate."""
    await station.customer(stars=500)
    await station.open_gate()
    before = await rows_of_all_tables(station)
    with pytest.raises(error):
        await station.start(replace(station.request(), **change))
    assert await rows_of_all_tables(station) == before
    assert await station.balance() == Stars.of(500)
    assert await station.remote() == []


@pytest.mark.parametrize(
    "spoil", [Path.unlink, lambda path: path.write_bytes(b"other")], ids=["gone", "changed"]
)
async def test_a_dataset_that_is_gone_or_changed_is_refused(
    station: Station, spoil: Callable[[Path], object]
) -> None:
    """What was inspected must be what is sent: otherwise no star moves."""
    await station.customer()
    request = station.request()
    await asyncio.to_thread(spoil, Path(request.dataset.path))
    before = await rows_of_all_tables(station)
    with pytest.raises(DatasetError):
        await station.start(request)
    assert await rows_of_all_tables(station) == before


async def test_nothing_is_held_while_the_gate_is_shut(
    opened: OpenStation, expect_log: Callable[[str], None]
) -> None:
    """With a wrong token a start is refused with the reason, and the customer keeps every star."""
    expect_log("")
    async with opened(secrets=secrets_with("r8_bad")) as station:
        await station.customer()
        await until(lambda: station.core.gate.state.problem is not None)
        before = await rows_of_all_tables(station)
        with pytest.raises(GateShut, match="does not accept the token"):
            await station.core.trainings.start_model_training_directly(station.request(), station.admin)
        assert await rows_of_all_tables(station) == before


async def test_a_second_running_training_of_the_same_model_is_refused(station: Station) -> None:
    """One running training for a customer and model; another model may run beside it."""
    await station.customer()
    first = await station.launch("STUCK")
    before = await rows_of_all_tables(station)
    with pytest.raises(AlreadyRunning, match=first):
        await station.launch("STUCK")
    after = await rows_of_all_tables(station)
    assert {name: after[name] for name in ("Training", "Attempt", "Transfer")} == {
        name: before[name] for name in ("Training", "Attempt", "Transfer")
    }
    await station.launch("STUCK", model="neuro-anna-2")


async def test_the_same_model_may_be_trained_again_after_the_end(station: Station) -> None:
    """An ended training frees its place."""
    await station.customer(stars=500)
    first = await station.ended(await station.launch())
    second = await station.ended(await station.launch())
    assert (first.row.status, second.row.status) == (Status.SUCCEEDED, Status.SUCCEEDED)


async def test_the_same_request_twice_is_one_training(station: Station) -> None:
    """Two clicks on one form: the second returns the first one's training and holds nothing."""
    await station.customer(stars=500)
    request = station.request("STUCK")
    first, second = await asyncio.gather(station.start(request), station.start(request))
    again = await station.start(request)
    assert first == second == again
    assert await station.balance() == Stars.of(280)


async def test_the_same_request_is_answered_though_gate_and_dataset_are_gone(
    station: Station, expect_log: Callable[[str], None]
) -> None:
    """A repeat of what was done needs neither Replicate nor the photos."""
    expect_log("")
    await station.customer()
    request = station.request()
    first = await station.start(request)
    await station.ended(first.id)
    await station.fault("GET", "/account$", {"kind": "status", "body": "token"}, times=None)
    await station.core.gate.probe()
    await asyncio.to_thread(Path(request.dataset.path).unlink)
    again = await station.core.trainings.start_model_training_directly(request, station.admin)
    assert again.id == first.id


@pytest.mark.parametrize(
    "change",
    [
        {"model_name": "neuro-other"},
        {"parameters": Parameters(trigger_word="STUCK", steps=1001)},
        {"customer_id": ANNA + 1},
        {"trainer_version": "0" * 64},
    ],
)
async def test_the_same_id_with_other_arguments_is_refused(station: Station, change: dict[str, Any]) -> None:
    """A request id names one request for ever: another request under it is an error, not a repeat."""
    await station.customer()
    await station.customer(ANNA + 1)
    request = station.request("STUCK")
    await station.start(request)
    before = await station.balance(ANNA + 1)
    with pytest.raises(OperationMismatch):
        await station.start(replace(request, **change))
    assert await station.balance(ANNA + 1) == before


async def test_thirty_starts_at_once_spend_what_is_there(station: Station) -> None:
    """Thirty starts on a balance for ten give exactly ten trainings and twenty refusals."""
    await station.customer(stars=2200)
    await station.open_gate()
    starts = [station.start(station.request("STUCK", model=f"neuro-{number}")) for number in range(30)]
    done = await asyncio.gather(*starts, return_exceptions=True)
    refused = [one for one in done if isinstance(one, NotEnoughStars)]
    assert (len(done) - len(refused), len(refused)) == (10, 20)
    assert await station.balance() == Stars(0)
    assert await station.findings() == []


# Rights


@pytest.mark.parametrize(
    ("role", "is_active", "may"),
    [
        (Role.VIEWER, True, False),
        (Role.SUPPORT, True, True),
        (Role.SENIOR, True, True),
        (Role.ADMIN, True, True),
        (Role.ADMIN, False, False),
    ],
)
async def test_who_may_start_cancel_and_retry(
    station: Station, role: Role, is_active: bool, may: bool
) -> None:
    """The role matrix of trainings, asked of the core itself; who may not leaves nothing."""
    await station.customer()
    ended = await failed(station)
    await station.open_gate()
    who = await station.core.people.add_operator(f"{role}-x", role, station.admin)
    if not is_active:
        await station.core.operators.set_active(who.id, station.admin, is_active=False)
    trainings = station.core.trainings
    last = ended.attempts[-1].id
    before = await rows_of_all_tables(station)
    deeds = (
        lambda: trainings.start_model_training_directly(station.request(model="neuro-b"), who),
        lambda: trainings.retry(
            ended.training.id, after_attempt=last, price=RetryPrice.CHARGE_AGAIN, reason="again", operator=who
        ),
        lambda: trainings.cancel(ended.training.id, who),
    )
    if not may:
        for deed in deeds:
            with pytest.raises(NotAllowed):
                await deed()
        assert await rows_of_all_tables(station) == before
    else:
        for deed in deeds[:2]:
            await deed()


async def test_a_free_retry_is_for_seniors(station: Station) -> None:
    """Support may charge again, but only a senior may give a retry away."""
    await station.customer()
    ended = await failed(station)
    last = ended.attempts[-1].id
    ask = {"after_attempt": last, "price": RetryPrice.FREE, "reason": "goodwill"}
    support, senior = await someone(station, Role.SUPPORT), await someone(station, Role.SENIOR)
    with pytest.raises(NotAllowed):
        await station.core.trainings.retry(ended.training.id, operator=support, **ask)
    await station.core.trainings.retry(ended.training.id, operator=senior, **ask)


# Failing


@pytest.mark.parametrize(
    ("trigger", "status", "failure_class"),
    [
        ("FAIL_OOM", Status.FAILED, "resources"),
        ("FAIL_NSFW", Status.FAILED, "content"),
        ("FAIL_PLATFORM", Status.FAILED, "platform"),
        ("FAIL_ZIP", Status.FAILED, "dataset"),
        ("FAIL_LATE_VALIDATION", Status.FAILED, "parameters"),
        ("FAIL_BOOT", Status.FAILED, "platform"),
        ("FAIL_IMAGE_PUSH", Status.FAILED, "ambiguous_billed"),
        ("FAIL_WANDB", Status.FAILED, "configuration"),
        ("ABORTED", Status.ABORTED, "unknown"),
        ("CANCELED", Status.CANCELED, "canceled"),
    ],
)
async def test_an_end_without_success_gives_the_stars_back_once(
    station: Station, trigger: str, status: Status, failure_class: str
) -> None:
    """Whatever way a training fails: its class is known, the hold is released, the customer is told."""
    await station.customer(stars=500)
    ended = await failed(station, trigger)
    assert (ended.row.status, ended.row.failure_class) == (status, failure_class)
    assert ended.row.money is MoneyState.RELEASED
    assert [one.kind.value for one in ended.transfers] == ["hold", "release"]
    assert await station.balance() == Stars.of(500)

    async def is_told() -> bool:
        return "220 ⭐ were returned, balance 500 ⭐" in (await station.told())[-1]

    await until(is_told)
    assert await station.findings() == []


async def test_a_russian_customer_is_told_in_russian_without_foreign_words(station: Station) -> None:
    """The customer never reads the provider's own error text."""
    await station.customer(stars=500, language=Language.RU)
    await failed(station, "FAIL_NSFW")

    async def last() -> str:
        return (await station.told())[-1]

    async def is_told() -> bool:
        return "не удалось" in await last()

    await until(is_told)
    assert "NSFW" not in await last()
    assert "220 ⭐ возвращены" in await last()


# Retrying


async def test_a_retry_that_charges_again_is_paid_and_told(station: Station) -> None:
    """A new attempt of the same training: held anew, numbered two, and the customer is told of the charge."""
    await station.customer(stars=500)
    ended = await failed(station, "FAIL_PLATFORM_ONCE")
    await station.core.trainings.retry(
        ended.training.id,
        after_attempt=ended.attempts[-1].id,
        price=RetryPrice.CHARGE_AGAIN,
        reason="a fault of the platform",
        operator=station.admin,
    )
    assert await station.balance() == Stars.of(280)
    again = await station.ended(ended.training.id)
    assert (again.row.status, again.row.attempt_number) == (Status.SUCCEEDED, 2)
    assert [one.kind.value for one in again.transfers] == ["hold", "release", "hold", "settle"]

    async def is_told() -> bool:
        return sum("has started" in text for text in await station.told()) == 2

    await until(is_told)
    assert await station.findings() == []


async def test_a_free_retry_moves_no_star(station: Station) -> None:
    """A retry for nothing has neither hold nor end, and says so where it fails again."""
    await station.customer(stars=500)
    ended = await failed(station, "FAIL_PLATFORM")
    await station.core.trainings.retry(
        ended.training.id,
        after_attempt=ended.attempts[-1].id,
        price=RetryPrice.FREE,
        reason="a fault of the platform",
        operator=station.admin,
    )
    again = await station.reached(ended.training.id, lambda one: one.number == 2 and one.status.is_terminal)
    assert (again.price, again.hold_id) == (Stars(0), None)
    assert await station.balance() == Stars.of(500)

    async def is_told() -> bool:
        return "No stars were taken for this attempt" in (await station.told())[-1]

    await until(is_told)
    assert await station.findings() == []


async def test_fifty_retries_at_once_are_one(station: Station) -> None:
    """However many hands press retry on one failed attempt, one new attempt follows and is paid once."""
    await station.customer(stars=5000)
    ended = await failed(station)
    await station.open_gate()

    def retry() -> Any:
        return station.core.trainings.retry(
            ended.training.id,
            after_attempt=ended.attempts[-1].id,
            price=RetryPrice.CHARGE_AGAIN,
            reason="again",
            operator=station.admin,
        )

    done = await asyncio.gather(*(retry() for _ in range(50)), return_exceptions=True)
    assert sum(isinstance(one, AlreadyDone) for one in done) == 49
    await station.reached(ended.training.id, lambda one: one.number == 2 and one.status.is_terminal)
    assert len((await station.details(ended.training.id)).attempts) == 2
    assert await station.balance() == Stars.of(5000)
    assert await station.findings() == []


async def test_what_succeeded_or_runs_is_not_retried(station: Station) -> None:
    """A retry follows a failure only."""
    await station.customer()
    running = await station.launch("STUCK")
    good = await station.ended(await station.launch(model="neuro-2"))
    for training_id in (running, good.training.id):
        last = (await station.details(training_id)).attempts[-1].id
        with pytest.raises(TooLate):
            await station.core.trainings.retry(
                training_id,
                after_attempt=last,
                price=RetryPrice.FREE,
                reason="goodwill",
                operator=station.admin,
            )


async def test_a_retry_without_stars_or_photos_changes_nothing(station: Station) -> None:
    """A retry that cannot be paid, or whose photos are gone, is refused as a whole."""
    await station.customer(stars=220)
    ended = await failed(station)
    await station.launch("STUCK", model="neuro-other")
    ask: dict[str, Any] = {
        "after_attempt": ended.attempts[-1].id,
        "price": RetryPrice.CHARGE_AGAIN,
        "reason": "again",
        "operator": station.admin,
    }
    with pytest.raises(NotEnoughStars):
        await station.core.trainings.retry(ended.training.id, **ask)
    await asyncio.to_thread(Path(ended.training.dataset.path).unlink)
    with pytest.raises(DatasetError):
        await station.core.trainings.retry(ended.training.id, **(ask | {"price": RetryPrice.FREE}))
    assert len((await station.details(ended.training.id)).attempts) == 1


# Cancelling


@pytest.mark.parametrize("trigger", ["STUCK_QUEUE", "STUCK"])
async def test_a_training_at_replicate_is_cancelled_there_first(station: Station, trigger: str) -> None:
    """The stars come back when Replicate has stopped it, in the queue and while it runs."""
    await station.customer(stars=500)
    training_id = await station.launch(trigger)
    wanted = Status.STARTING if trigger == "STUCK_QUEUE" else Status.PROCESSING
    await station.reached(training_id, lambda one: one.status is wanted)
    await station.core.trainings.cancel(training_id, station.admin)
    await station.core.trainings.cancel(training_id, station.admin)
    ended = await station.ended(training_id)
    assert (ended.row.status, ended.row.money) == (Status.CANCELED, MoneyState.RELEASED)
    assert [one["status"] for one in await station.remote()] == ["canceled"]
    assert await station.balance() == Stars.of(500)
    assert [one.kind for one in ended.story].count(StoryKind.CANCEL_ASKED) == 1
    assert await station.findings() == []


async def test_a_training_not_yet_sent_is_cancelled_at_once(
    station: Station, expect_log: Callable[[str], None]
) -> None:
    """Before anything left us a cancellation ends it in one transaction, and nothing is sent later."""
    expect_log("waits")
    await station.customer(stars=500)
    await station.open_gate()
    await station.fault("POST", "/files$", {"kind": "status", "status": 503}, times=None)
    training_id = await station.launch()
    await station.reached(training_id, lambda one: one.waiting_for == "remote_broken")
    await station.core.trainings.cancel(training_id, station.admin)
    ended = await station.details(training_id)
    assert (ended.row.status, ended.row.money) == (Status.CANCELED, MoneyState.RELEASED)
    await station.mended()
    station.core.engine.wake()
    await station.ended(await station.launch(model="neuro-next"))
    assert len(await station.remote()) == 1
    assert await station.findings() == []


async def test_a_cancellation_during_the_create_call_is_carried_out_after_it(
    station: Station,
) -> None:
    """Cancelled while the call is under way: the training is accepted, then cancelled at Replicate."""
    await station.customer(stars=500)
    await station.fault("POST", "/trainings$", {"kind": "slow_after", "seconds": 0.3})
    training_id = await station.launch("STUCK")
    await station.reached(training_id, lambda one: one.sends == 1)
    await station.core.trainings.cancel(training_id, station.admin)
    assert (await station.attempt(training_id)).status is Status.SUBMITTING
    ended = await station.ended(training_id)
    assert ended.row.status is Status.CANCELED
    assert [one["status"] for one in await station.remote()] == ["canceled"]
    assert await station.findings() == []


@pytest.mark.parametrize("action", ["drop_before", "drop_after"])
async def test_a_cancellation_of_unknown_outcome_waits_until_it_is_known(
    station: Station, action: str, expect_log: Callable[[str], None]
) -> None:
    """Nobody knows whether it runs: no star moves until it was found and stopped, or proved absent."""
    expect_log("unknown")
    await station.customer(stars=500)
    await station.fault("POST", "/trainings$", action)
    await station.fault("GET", "/trainings$", "malformed_json", times=3)
    expect_log("watch")
    training_id = await station.launch("STUCK")
    await station.reached(training_id, lambda one: one.status is Status.UNKNOWN)
    await station.core.trainings.cancel(training_id, station.admin)
    ended = await station.ended(training_id)
    assert (ended.row.status, ended.row.money) == (Status.CANCELED, MoneyState.RELEASED)
    assert {one["status"] for one in await station.remote()} <= {"canceled"}
    assert ended.attempts[-1].sends == 1
    assert await station.findings() == []


async def test_what_has_ended_is_not_cancelled(station: Station) -> None:
    """Terminal states are final."""
    await station.customer()
    ended = await station.ended(await station.launch())
    with pytest.raises(TooLate):
        await station.core.trainings.cancel(ended.training.id, station.admin)
    assert (await station.details(ended.training.id)).row.status is Status.SUCCEEDED


# Looking


async def test_pages_filters_and_counts_agree(station: Station) -> None:
    """The table is paged by key without gaps or doubles, and its filters count what they show."""
    await station.customer(stars=5000)
    for number in range(7):
        await station.launch("STUCK" if number % 2 else "ANNA_TOK", model=f"neuro-{number}")
    wanted = TrainingFilter()
    first = await station.core.trainings.page(wanted, limit=3)
    second = await station.core.trainings.page(wanted, before_id=first[-1].id, limit=3)
    third = await station.core.trainings.page(wanted, before_id=second[-1].id, limit=3)
    names = [row.model_name for row in (*first, *second, *third)]
    assert names == [f"neuro-{number}" for number in reversed(range(7))]
    stuck = TrainingFilter(text="stuck @ANNA")
    assert await station.core.trainings.count(stuck) == len(await station.core.trainings.page(stuck)) == 3
    provider_id = (await station.reached(first[0].id, lambda one: one.provider_id)).provider_id
    by_provider = TrainingFilter(text=str(provider_id))
    assert [row.id for row in await station.core.trainings.page(by_provider)] == [first[0].id]
    assert await station.core.trainings.page(TrainingFilter(text="100%")) == []


async def test_a_training_nobody_knows_is_not_found(station: Station) -> None:
    """An unknown id is an error of its own, never an empty answer."""
    for deed in (
        station.core.trainings.details,
        lambda one: station.core.trainings.cancel(one, station.admin),
    ):
        with pytest.raises(NotFound):
            await deed(new_id())
