"""Tests of gui/forms/tuning_form.py: defaults, bounds, and what the operator changed."""

import pytest
from pytestqt.qtbot import QtBot

from core.domain.trainers import Bounds, TrainerInputs, our_inputs
from core.domain.trainings import TRAINER, Parameters
from gui.forms.tuning_form import TuningForm


@pytest.fixture
def form(qtbot: QtBot) -> TuningForm:
    """The form with the usual trainer."""
    made = TuningForm(TRAINER, "")
    qtbot.addWidget(made)
    made.show()
    return made


def with_bounds(**bounds: Bounds) -> TrainerInputs:
    """Return what a trainer takes, ours but for these."""
    return TrainerInputs(trainer=TRAINER, version="a" * 64, bounds={**our_inputs(TRAINER).bounds, **bounds})


def test_the_defaults_are_those_of_core(form: TuningForm) -> None:
    """An untouched form gives exactly the default parameters."""
    assert form.parameters("ANNA") == Parameters(trigger_word="ANNA")
    assert form.problems() == {}


def test_a_trainers_defaults_come_in_but_not_over_what_was_changed(form: TuningForm, qtbot: QtBot) -> None:
    """The trainer's own default is taken, except where the operator chose something."""
    form.batch_size.control.setValue(2)
    form.set_inputs(
        with_bounds(batch_size=Bounds(default=4, low=1, high=4), lora_rank=Bounds(default=32, low=8, high=64))
    )
    made = form.parameters("ANNA")
    assert (made.batch_size, made.lora_rank) == (2, 32)
    assert (form.lora_rank.control.minimum(), form.lora_rank.control.maximum()) == (8, 64)
    form.clear()
    assert form.parameters("ANNA").batch_size == 4


def test_what_the_trainer_lacks_is_hidden(form: TuningForm) -> None:
    """Only inputs it knows are offered; the steps always are, because they are the price."""
    only = TrainerInputs(trainer=TRAINER, version="a" * 64, bounds={})
    form.set_inputs(only)
    assert [name for name, knob in form.knobs.items() if not knob.isHidden()] == ["steps"]


@pytest.mark.parametrize("typed", ["", "abc", "0.5", "-1", "nan", "1e9"])
def test_a_learning_rate_out_of_bounds_is_said(form: TuningForm, qtbot: QtBot, typed: str) -> None:
    """What is no number or outside of the bounds is said under the field with the bounds."""
    line = form.learning_rate.control
    line.clear()
    qtbot.keyClicks(line, typed or " ")
    assert form.learning_rate.error == "Enter a number from 0.000001 to 0.01."
    assert set(form.problems()) == {"learning_rate"}


def test_a_comma_is_a_point(form: TuningForm, qtbot: QtBot) -> None:
    """A decimal comma is what a Russian keyboard gives; it is sent as a point."""
    form.learning_rate.control.clear()
    qtbot.keyClicks(form.learning_rate.control, "0,0002")
    assert form.parameters("ANNA").learning_rate == "0.0002"
    assert form.problems() == {}


def test_a_problem_in_the_folded_part_opens_it(form: TuningForm) -> None:
    """What core refuses is never said where nobody sees it."""
    assert not form.more.is_open
    assert form.show_problem("optimizer", "Choose another.")
    assert form.more.is_open
    assert form.optimizer.error == "Choose another."
    assert not form.show_problem("nothing_here", "x")


def test_another_trainer_is_asked_for(qtbot: QtBot) -> None:
    """Choosing a trainer empties the version and asks for its inputs; Clear goes back to the first."""
    form = TuningForm("acme/trainer", "a" * 64)
    qtbot.addWidget(form)
    with qtbot.waitSignal(form.trainer_changed):
        form.trainer.set_value(TRAINER)
        form.trainer.control.activated.emit(form.trainer.control.currentIndex())
    assert (form.trainer_value, form.version_value) == (TRAINER, "")
    with qtbot.waitSignal(form.trainer_changed):
        form.clear()
    assert (form.trainer_value, form.version_value) == ("acme/trainer", "a" * 64)
