"""Work that is stuck: what counts as too long, which kinds there are, and what can be done about each.

Pure. Nothing here moves a star: every repair ends in the verb that the work would have come to by itself.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from core.domain.pricing import TRAINER_COSTS
from core.domain.trainings import Parameters, Status
from core.errors import InputError
from core.money import ZERO, Stars

PERCENTILE = 0.95
MARGIN = 1.5
"""How much longer than all but the slowest may pass before one is called stuck."""
LEAST_SAMPLES = 5
FLOOR = timedelta(minutes=30)
"""Nothing is called stuck sooner: a cold start and a queue are no fault."""
UNKNOWN_FOR = timedelta(minutes=15)
"""How long an outcome may be unknown; the watch usually knows it after a few looks."""
ENDED_FOR = timedelta(minutes=15)
"""How long an end at Replicate may wait to be taken over: its version may come minutes later."""


class StuckKind(StrEnum):
    """What is wrong."""

    SLOW = "slow"
    UNKNOWN = "unknown"
    HOLD = "hold"
    ENDED_THERE = "ended_there"
    LOST_SEND = "lost_send"
    """At Replicate with the marker of an attempt of ours, which does not know it."""
    STRANGER = "stranger"
    """At Replicate under our account, made elsewhere."""
    NEWER = "newer"
    """Sent from here after the copy was made that this database was put back from."""


class Repair(StrEnum):
    """What can be done about it."""

    REREAD = "reread"
    LINK = "link"
    ADOPT = "adopt"
    END_HOLD = "end_hold"


REPAIRS = {
    StuckKind.SLOW: Repair.REREAD,
    StuckKind.UNKNOWN: Repair.REREAD,
    StuckKind.HOLD: Repair.END_HOLD,
    StuckKind.ENDED_THERE: Repair.REREAD,
    StuckKind.LOST_SEND: Repair.LINK,
    StuckKind.STRANGER: Repair.ADOPT,
    StuckKind.NEWER: Repair.ADOPT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """One thing that is stuck. `subject` is the attempt, for a stranger the id at Replicate."""

    kind: StuckKind
    subject: str
    training_id: str = ""
    provider_id: str = ""
    model_name: str = ""
    customer: str = ""
    status: str = ""
    since: datetime
    usual: timedelta | None = None
    stars: Stars = ZERO

    @property
    def id(self) -> str:
        """Return what tells it from the others."""
        return f"{self.kind.value}:{self.subject}"

    @property
    def repair(self) -> Repair:
        """Return what is offered."""
        return REPAIRS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairEffect:
    """What a repair does, or did: how the training stands after it and what the customer has."""

    status: Status | None
    before: Stars
    after: Stars
    training_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What an operator says of a training made elsewhere: whose it is and what it is called here."""

    provider_id: str
    customer_id: int
    model_name: str
    trigger_word: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A finished training of history: its steps and how long it took from the send to the end."""

    steps: int
    took: timedelta


def usual_longest(trainer: str, steps: int, history: Sequence[Run]) -> timedelta:
    """Return how long a training of `steps` may take before it is called stuck.

    From finished runs of the same trainer with half to twice as many steps; with too few of them from what
    the trainer is known to need. Never below FLOOR.
    """
    alike = sorted(run.took for run in history if steps <= 2 * run.steps and run.steps <= 2 * steps)
    if len(alike) >= LEAST_SAMPLES:
        usual = alike[math.ceil(PERCENTILE * len(alike)) - 1]
    elif trainer in TRAINER_COSTS:
        usual = timedelta(seconds=TRAINER_COSTS[trainer].usual_seconds(steps))
    else:
        usual = FLOOR
    return max(FLOOR, usual * MARGIN)


def adopted_parameters(told: Mapping[str, Any], trigger_word: str) -> Parameters:
    """Return the parameters of a training made elsewhere as far as it tells them; the rest are usual ones.

    Raises:
        InputError: the trigger word is none.
    """
    usual = Parameters(trigger_word=trigger_word)
    usual.check()
    found: dict[str, Any] = {}
    for name in ("steps", "lora_rank", "batch_size"):
        if isinstance(told.get(name), int) and not isinstance(told[name], bool):
            found[name] = told[name]
    for name in ("learning_rate", "caption_dropout_rate"):
        if isinstance(told.get(name), int | float) and not isinstance(told[name], bool):
            found[name] = f"{told[name]:g}"
    for name in ("resolution", "optimizer"):
        if isinstance(told.get(name), str):
            found[name] = told[name]
    if isinstance(told.get("autocaption"), bool):
        found["autocaption"] = told["autocaption"]
    return _within_bounds(trigger_word, found)


def _within_bounds(trigger_word: str, found: Mapping[str, Any]) -> Parameters:
    """Leave out what another trainer allows and ours does not."""
    good: dict[str, Any] = {}
    for name, value in found.items():
        try:
            Parameters(trigger_word=trigger_word, **{name: value}).check()
        except InputError:
            continue
        good[name] = value
    return Parameters(trigger_word=trigger_word, **good)
