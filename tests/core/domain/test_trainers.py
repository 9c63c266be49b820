"""Tests of core/domain/trainers.py: a trainer's own bounds held against ours."""

import pytest

from core.domain.trainers import Bounds, TrainerInputs, our_inputs, told_inputs
from core.domain.trainings import Parameters

TRAINER = "acme/trainer"
ESSENTIAL = {"input_images": Bounds(), "trigger_word": Bounds(), "steps": Bounds(low=3, high=6000)}


def told(**more: Bounds) -> TrainerInputs:
    """Return what a trainer takes that says this about itself, beside what every trainer needs."""
    return told_inputs(TRAINER, "f" * 64, ESSENTIAL | more, required={"input_images"})


def test_our_defaults_are_good_parameters() -> None:
    """What stands in the form while the trainer cannot be asked is accepted as it is."""
    bounds = our_inputs(TRAINER).bounds
    assert all(one.allows(one.default) for one in bounds.values())
    defaults = Parameters(trigger_word="ANNA")
    defaults.check()
    assert bounds["steps"].default == defaults.steps
    assert bounds["learning_rate"].default == float(defaults.learning_rate)
    assert not our_inputs(TRAINER).is_confirmed


def test_a_trainer_narrows_and_never_widens() -> None:
    """The tighter bound of each side holds, whoever set it."""
    rank = told(lora_rank=Bounds(low=8, high=4096)).bounds["lora_rank"]
    assert (rank.low, rank.high) == (8, 128)


@pytest.mark.parametrize(
    ("default", "expected"), [(64, 64), (1024, 16), (None, 16)], ids=["within", "too large for us", "none"]
)
def test_a_trainers_default_counts_where_it_is_allowed(default: int | None, expected: int) -> None:
    """Its own default is taken, but never one that we would refuse."""
    bounds = told(lora_rank=Bounds(default=default, low=1, high=4096)).bounds["lora_rank"]
    assert bounds.default == expected


def test_choices_are_those_of_both() -> None:
    """Only what both know is offered, in our order; without choices of its own all of ours are."""
    told_choices = told(optimizer=Bounds(default="lion", choices=("lion", "adamw8bit", "novel")))
    assert told_choices.bounds["optimizer"].choices == ("adamw8bit", "lion")
    assert told_choices.bounds["optimizer"].default == "lion"
    free = told(resolution=Bounds(default="512"))
    assert "768,1024" in free.bounds["resolution"].choices


def test_inputs_the_trainer_lacks_are_left_out() -> None:
    """A parameter it does not know is not offered."""
    assert "lora_rank" not in told().bounds


def test_a_trainer_that_cannot_be_driven_is_known() -> None:
    """Missing essentials and required inputs that we do not send are named before anything is paid."""
    inputs = told_inputs(TRAINER, "f" * 64, {"dataset": Bounds(), "steps": Bounds()}, required={"dataset"})
    assert inputs.unmet == ("dataset", "input_images", "trigger_word")
    assert told().unmet == ()


@pytest.mark.parametrize("value", [None, float("nan"), 0.5, -1])
def test_what_is_out_of_bounds_is_not_allowed(value: object) -> None:
    """Nothing, not a number, too large and too small are all refused."""
    assert not Bounds(low=0, high=0.1).allows(value)
