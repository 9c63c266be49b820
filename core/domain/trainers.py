"""What a trainer takes: bounds, defaults and choices of its inputs, its own held against ours.

Ours are what `Parameters.check` accepts. A trainer's own schema can only narrow them, and its defaults are
taken where they are within. A trainer that cannot be driven is known by its inputs before anything is paid.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from core.domain.pricing import MAX_STEPS, MIN_STEPS
from core.domain.trainings import BATCH_SIZE, LORA_RANK, OPTIMIZERS, RESOLUTIONS, Parameters

Value = int | float | str | bool

ESSENTIAL = frozenset({"input_images", "trigger_word", "steps"})
"""Inputs without which a training would not be what the customer pays for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one input takes: `low` and `high` are inclusive, `choices` empty means free."""

    default: Value | None = None
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    description: str = ""
    """The trainer's own words, in English; empty for our own bounds."""

    def within(self, ours: "Bounds") -> "Bounds":
        """Return what both allow, with this one's words, and its default where that is allowed."""
        lows = [bound for bound in (self.low, ours.low) if bound is not None]
        highs = [bound for bound in (self.high, ours.high) if bound is not None]
        common = tuple(one for one in ours.choices if not self.choices or one in self.choices)
        narrowed = replace(
            self,
            low=max(lows, default=None),
            high=min(highs, default=None),
            choices=common or ours.choices,
        )
        return narrowed if narrowed.allows(self.default) else replace(narrowed, default=ours.default)

    def allows(self, value: object) -> bool:
        """Tell whether `value` is set and within the bounds."""
        if value is None or (self.choices and str(value) not in self.choices):
            return False
        if isinstance(value, int | float) and not isinstance(value, bool):
            return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainerInputs:
    """The inputs of one trainer's version that this program sends."""

    trainer: str
    version: str
    """64 hexadecimal characters; empty while the trainer could not be asked."""
    bounds: Mapping[str, Bounds]
    unmet: tuple[str, ...] = ()
    """Inputs in the way: needed by us and missing there, or required there and not sent by us."""

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the trainer itself said so."""
        return bool(self.version)


def our_inputs(trainer: str) -> TrainerInputs:
    """Return what this program accepts of any trainer: for the time that this one cannot be asked."""
    return TrainerInputs(trainer=trainer, version="", bounds=dict(_OURS))


def told_inputs(
    trainer: str, version: str, told: Mapping[str, Bounds], required: Collection[str]
) -> TrainerInputs:
    """Return what the trainer's version takes of us, from its own schema."""
    known = {name: told[name].within(ours) for name, ours in _OURS.items() if name in told}
    missing = ESSENTIAL - told.keys()
    unsent = set(required) - set(_SENT)
    return TrainerInputs(
        trainer=trainer, version=version, bounds=known, unmet=tuple(sorted(missing | unsent))
    )


_DEFAULTS = Parameters(trigger_word="TOK")
_SENT = frozenset(_DEFAULTS.as_input(""))
_OURS: Mapping[str, Bounds] = {
    "steps": Bounds(default=_DEFAULTS.steps, low=MIN_STEPS, high=MAX_STEPS),
    "learning_rate": Bounds(default=float(_DEFAULTS.learning_rate), low=1e-6, high=1e-2),
    "lora_rank": Bounds(default=_DEFAULTS.lora_rank, low=LORA_RANK[0], high=LORA_RANK[-1]),
    "batch_size": Bounds(default=_DEFAULTS.batch_size, low=BATCH_SIZE[0], high=BATCH_SIZE[-1]),
    "resolution": Bounds(default=_DEFAULTS.resolution, choices=RESOLUTIONS),
    "autocaption": Bounds(default=_DEFAULTS.autocaption),
    "optimizer": Bounds(default=_DEFAULTS.optimizer, choices=OPTIMIZERS),
    "caption_dropout_rate": Bounds(default=float(_DEFAULTS.caption_dropout_rate), low=0, high=1),
}
