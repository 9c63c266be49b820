"""What a training costs: in stars by the price list in force, and what it costs us at Replicate.

An unknown price is refused, never taken as zero (I17). Prices in stars are data (`domain/price_lists.py`).
"""

from dataclasses import dataclass

from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from core.money import STAR_SCALE, Stars

MIN_STEPS, MAX_STEPS = 3, 6000

MICRO_USD_PER_SECOND = {
    "cpu": 100,
    "gpu-t4": 225,
    "gpu-a40-large": 725,
    "gpu-a100-large": 1400,
    "gpu-l40s": 975,
    "gpu-h100": 1525,
    "gpu-8x-h100": 12_200,
}
"""Replicate's list price per second of billed time, in millionths of a dollar."""


MICRO_USD_PER_STAR = 16_000
"""What a star is worth to us (domain rules §2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainerCost:
    """How a trainer is billed and how long it usually takes."""

    hardware: str
    boot_s: int
    ms_per_step: int

    @property
    def micro_usd_per_second(self) -> int:
        """Return the list price of a billed second in millionths of a dollar."""
        return MICRO_USD_PER_SECOND[self.hardware]

    def usual_seconds(self, steps: int) -> int:
        """Return the usual billed time of a training of `steps`, in seconds."""
        return self.boot_s + steps * self.ms_per_step // 1000

    def estimate_micro_usd(self, steps: int) -> int:
        """Return the expected cost of a training of `steps` in millionths of a dollar."""
        return self.usual_seconds(steps) * self.micro_usd_per_second


TRAINER_COSTS = {
    "ostris/flux-dev-lora-trainer": TrainerCost(hardware="gpu-h100", boot_s=90, ms_per_step=550),
}
"""Usual times of real runs (1000 steps: about 640 s, $0.98); each takes the inputs of `Parameters`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRate:
    """What a training costs by one version of the price list, which the training keeps."""

    version: str
    stars_per_step: Stars
    offered_steps: tuple[int, ...]

    def price(self, steps: int) -> Stars:
        """Return the price of a training of `steps`; raises InputError as `check_steps` does."""
        check_steps(steps)
        return self.stars_per_step * steps


def check_steps(steps: int) -> None:
    """Return if a training can have so many steps.

    Raises:
        InputError: `steps` is not a whole number between MIN_STEPS and MAX_STEPS.
    """
    if isinstance(steps, bool) or not isinstance(steps, int) or not MIN_STEPS <= steps <= MAX_STEPS:
        raise InputError(
            field="steps",
            value=steps,
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "a whole number from {low} to {high} is needed"),
                low=MIN_STEPS,
                high=MAX_STEPS,
            ),
        )


def trainer_cost(trainer: str) -> TrainerCost:
    """Return how `trainer` ("owner/name") is billed.

    Raises:
        InputError: the trainer is not in the table; its cost would be a guess.
    """
    if trainer not in TRAINER_COSTS:
        known = ", ".join(TRAINER_COSTS)
        raise InputError(
            field="trainer",
            value=trainer,
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "its price is not known; known: {known}"), known=known
            ),
        )
    return TRAINER_COSTS[trainer]


def billed_micro_usd(trainer: str, predict_time_s: float) -> int:
    """Return the provider's cost of `predict_time_s` billed seconds in millionths of a dollar."""
    milliseconds = round(predict_time_s * 1000)
    return milliseconds * trainer_cost(trainer).micro_usd_per_second // 1000


def margin_micro_usd(settled: Stars, cost_micro_usd: int) -> int:
    """Return what is left of the stars a customer paid when the provider is paid; it may be a loss."""
    return settled.hundredths * MICRO_USD_PER_STAR // STAR_SCALE - cost_micro_usd
