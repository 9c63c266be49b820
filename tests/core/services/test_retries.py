"""Retries: as it was or otherwise, once and paid once, with everything said beforehand."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.attempts import Attempt
from core.domain.retries import RetryChanges, RetryPrice
from core.domain.trainings import Dataset
from core.errors import AlreadyDone, InputError, RuleError, TooLate
from core.money import Stars
from tests.fakes.station import ANNA, Station, make_dataset

VERSION = "ab" * 32


async def failed(station: Station, *, steps: int = 1000, stars: int = 1000) -> Attempt:
    """Let a training of a customer with stars fail."""
    await station.customer(stars=stars)
    training_id = await station.launch("FAIL_OOM", steps=steps)
    return (await station.ended(training_id)).attempts[-1]


async def retried(station: Station, last: Attempt, changes: RetryChanges) -> Attempt:
    """Retry it paid."""
    return await station.core.trainings.retry(
        last.training_id,
        after_attempt=last.id,
        price=RetryPrice.CHARGE_AGAIN,
        reason="another try",
        operator=station.admin,
        changes=changes,
    )


def other_photos(folder: Path) -> Dataset:
    """Return other photos."""
    (folder / "other").mkdir()
    return replace(make_dataset(folder / "other", photos=15), sha256="1" * 64)


async def test_n2_a_thousand_double_retries_are_one_attempt_and_one_charge(station: Station) -> None:
    """Two thousand calls at once: one begins an attempt and holds its price, the others are told so.

    So is one that comes when that attempt has failed too, from a window that has not seen it.
    """
    last = await failed(station)
    calls = [retried(station, last, RetryChanges()) for _ in range(2000)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(isinstance(one, Attempt) for one in answers) == 1
    assert all(isinstance(one, Attempt | AlreadyDone | TooLate) for one in answers)
    details = await station.ended(last.training_id)
    assert [one.kind.value for one in details.transfers] == ["hold", "release", "hold", "release"]
    with pytest.raises(AlreadyDone):
        await retried(station, last, RetryChanges())
    assert len((await station.details(last.training_id)).attempts) == len(details.attempts) == 2
    assert await station.findings() == []


async def test_a_retry_with_other_parameters_runs_with_them_and_costs_what_they_cost(
    station: Station,
) -> None:
    """Steps and trigger go to Replicate as changed, at the new steps’ price; the next retry keeps them."""
    last = await failed(station)
    training = (await station.details(last.training_id)).training
    other = replace(training.parameters, trigger_word="FAIL_ZIP", steps=1500)
    attempt = await retried(station, last, RetryChanges(parameters=other, price_seen=Stars.of(330)))
    assert attempt.price == Stars.of(330)
    ended = (await station.ended(last.training_id)).attempts[-1]
    newest = (await station.remote())[0]
    assert (newest["input"]["steps"], newest["input"]["trigger_word"]) == (1500, "FAIL_ZIP")
    third = await retried(station, ended, RetryChanges())
    assert (third.parameters, third.price) == (other, Stars.of(330))
    assert (await station.details(last.training_id)).training.parameters == training.parameters


async def test_a_price_that_was_not_seen_is_refused(station: Station) -> None:
    """The operator was told another sum: nothing is held and no attempt begins."""
    last = await failed(station)
    with pytest.raises(InputError):
        await retried(station, last, RetryChanges(price_seen=Stars.of(1)))
    assert await station.balance() == Stars.of(1000)
    assert len((await station.details(last.training_id)).attempts) == 1


async def test_a_retry_with_other_photos_on_another_version(station: Station) -> None:
    """The other zip is uploaded and the named version of the trainer is asked for."""
    last = await failed(station)
    photos = other_photos(station.folder)
    attempt = await retried(station, last, RetryChanges(dataset=photos, trainer_version=VERSION))
    assert (attempt.dataset, attempt.trainer_version) == (photos, VERSION)
    ended = (await station.ended(last.training_id)).attempts[-1]
    assert ended.version == VERSION
    story = (await station.details(last.training_id)).story
    told = [event.facts for event in story if event.kind.value == "retried"]
    assert json.loads(json.dumps(told[0]["changed"])) == {"photos": "15", "trainer_version": "abababab"}
    sent = [event.facts["photos"] for event in story if event.kind.value == "dataset_sent"]
    assert sent == [12, 15]


@pytest.mark.parametrize("changes", [RetryChanges(trainer_version="latest")])
async def test_what_cannot_be_sent_is_refused_before_anything_moves(
    station: Station, changes: RetryChanges
) -> None:
    """A version that is none, parameters out of bounds: refused by name."""
    last = await failed(station)
    with pytest.raises(InputError):
        await retried(station, last, changes)
    bad = replace((await station.details(last.training_id)).training.parameters, lora_rank=1000)
    with pytest.raises(InputError):
        await retried(station, last, RetryChanges(parameters=bad))
    assert await station.balance() == Stars.of(1000)


async def test_the_outlook_says_what_money_does_and_what_has_changed(station: Station) -> None:
    """Balance and price now, and how the last try differed from what was asked for."""
    last = await failed(station)
    training = (await station.details(last.training_id)).training
    seen = await station.core.trainings.outlook(last.training_id)
    assert (seen.price, seen.balance, seen.was_charged) == (Stars.of(220), Stars.of(1000), True)
    assert (seen.changed, seen.list_changed, seen.customer) == ((), False, "Anna")
    other = replace(training.parameters, lora_rank=32)
    await retried(station, last, RetryChanges(parameters=other))
    await station.ended(last.training_id)
    seen = await station.core.trainings.outlook(last.training_id)
    (difference,) = seen.changed
    assert (difference.name, difference.before, difference.after) == ("lora_rank", "16", "32")
    assert seen.training.parameters == other


async def test_too_few_stars_stop_a_dearer_retry(station: Station) -> None:
    """The balance that was enough is not enough for more steps: refused, nothing changed."""
    last = await failed(station, stars=230)
    training = (await station.details(last.training_id)).training
    with pytest.raises(RuleError):
        await retried(station, last, RetryChanges(parameters=replace(training.parameters, steps=2000)))
    assert await station.balance(ANNA) == Stars.of(230)
