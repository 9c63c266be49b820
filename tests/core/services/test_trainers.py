"""Tests of core/services/trainers.py: what real schemas, as the sandbox serves them, are read as."""

import pytest

from core.domain.trainings import TRAINER
from core.errors import RemoteNotFound
from tests.fakes.station import Station

FIRST_VERSION = "b6af14222e6bd9be257cbc1ea4afda3cd0503e1133083b9d1de0364d8568e6ef"


async def test_the_newest_version_tells_its_bounds(station: Station) -> None:
    """Bounds, default and description of the trainer in use, and the version they belong to."""
    await station.open_gate()
    inputs = await station.core.trainers.inputs(TRAINER)
    assert inputs.version.startswith("26dce37a")
    assert inputs.unmet == ()
    dropout = inputs.bounds["caption_dropout_rate"]
    assert (dropout.default, dropout.low, dropout.high) == (0.05, 0, 1)
    assert dropout.description == "How often a caption is ignored"
    assert inputs.bounds["optimizer"].default == "adamw8bit"
    assert inputs.bounds["autocaption"].default is True


async def test_a_named_version_is_asked_for(station: Station) -> None:
    """An older version tells its own."""
    await station.open_gate()
    inputs = await station.core.trainers.inputs(TRAINER, FIRST_VERSION)
    assert inputs.version == FIRST_VERSION


async def test_a_trainer_with_other_inputs_is_recognised(station: Station) -> None:
    """Steps under another name would train something else than was paid for."""
    await station.open_gate()
    inputs = await station.core.trainers.inputs("replicate/fast-flux-trainer")
    assert inputs.unmet == ("steps",)


@pytest.mark.parametrize(("trainer", "version"), [("acme/nothing", ""), (TRAINER, "0" * 64)])
async def test_an_unknown_trainer_or_version_is_said(station: Station, trainer: str, version: str) -> None:
    """What does not exist is an error, never our own bounds in disguise."""
    await station.open_gate()
    with pytest.raises(RemoteNotFound):
        await station.core.trainers.inputs(trainer, version)
