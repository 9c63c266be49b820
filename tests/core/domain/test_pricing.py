"""The price table: what is known has one price, what is not known is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import pricing
from core.errors import InputError
from core.money import Stars

RATE = pricing.TrainingRate(version="2025-06", stars_per_step=Stars(22), offered_steps=(1000, 2000))


@pytest.mark.parametrize(
    ("steps", "stars"),
    [(1000, 220), (1500, 330), (2000, 440), (2500, 550), (3000, 660), (4000, 880), (6000, 1320)],
)
def test_the_offered_steps_cost_what_the_list_says(steps: int, stars: int) -> None:
    """The published prices of generation 1."""
    assert RATE.price(steps) == Stars.of(stars)


@pytest.mark.parametrize("steps", [-1, 0, 2, 6001, 10**9, 1000.0, "1000", True, None])
def test_other_steps_have_no_price(steps: object) -> None:
    """Unknown is refused, never zero (I17), and names the bounds."""
    with pytest.raises(InputError, match="from 3 to 6000"):
        RATE.price(steps)  # type: ignore[arg-type]


@given(st.integers(pricing.MIN_STEPS, pricing.MAX_STEPS))
def test_every_price_is_whole_hundredths_and_grows_with_the_steps(steps: int) -> None:
    """22 hundredths a step: incident B24, a price in another unit, cannot happen."""
    assert RATE.price(steps).hundredths == 22 * steps


def test_a_trainer_without_a_known_cost_is_refused() -> None:
    """A guess would be a loss nobody sees."""
    with pytest.raises(InputError, match="ostris/flux-dev-lora-trainer"):
        pricing.trainer_cost("someone/else")


@pytest.mark.parametrize("trainer", pricing.TRAINER_COSTS)
def test_the_cost_of_a_run_follows_its_hardware(trainer: str) -> None:
    """Billed seconds times the price of the machine, in whole millionths of a dollar."""
    cost = pricing.trainer_cost(trainer)
    assert pricing.billed_micro_usd(trainer, 640.0) == 640 * cost.micro_usd_per_second
    assert pricing.billed_micro_usd(trainer, 3e-06) == 0
    assert cost.estimate_micro_usd(2000) > cost.estimate_micro_usd(1000) > 0


def test_a_usual_run_of_the_first_trainer_costs_about_a_dollar() -> None:
    """The real runs: 1000 steps in about 640 seconds, 0.98 dollars."""
    cost = pricing.trainer_cost("ostris/flux-dev-lora-trainer")
    assert cost.usual_seconds(1000) == 640
    assert cost.estimate_micro_usd(1000) == 976_000


def test_the_margin_is_what_the_settled_stars_are_worth_less_the_cost() -> None:
    """220 stars are $3.52; stars that went back are worth nothing, so a billed failure is a loss."""
    assert pricing.margin_micro_usd(Stars.of(220), 976_000) == 3_520_000 - 976_000
    assert pricing.margin_micro_usd(Stars(0), 400_000) == -400_000
