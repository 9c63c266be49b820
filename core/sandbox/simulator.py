"""The life of a training as a pure function of the simulated seconds since it was created.

Nothing runs in the background: a training can be asked at any moment, a thousand cost as little as one, and a
restarted sandbox gives the same answers.
"""

import math
from dataclasses import dataclass
from datetime import datetime

from core.sandbox.catalog import Trainer
from core.sandbox.magic import Scenario, Stage

SAVE_S = 4.0
"""Simulated seconds from the last step to the end of the training function."""

TERMINAL = frozenset({"succeeded", "failed", "canceled", "aborted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that decides how a training goes. `_s` values are simulated seconds."""

    trainer: Trainer
    scenario: Scenario
    created_at: datetime
    seed: int
    steps: int
    images: int
    rank: int
    learning_rate: float
    queue_s: float
    push_s: float
    early_error: str | None = None
    early_stage: Stage = Stage.STEPS

    @property
    def train_s(self) -> float:
        """When, counted from creation, the first step begins: after queue, download, captions and loading."""
        return self.queue_s + self.trainer.load_s + self.images * 1.2

    @property
    def function_end_s(self) -> float:
        """When the training function returns, if nothing goes wrong."""
        return self.train_s + self.steps * self.trainer.step_s + SAVE_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How and when (seconds since creation) a training ends."""

    at_s: float
    status: str
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A training at one moment; `predict_time_s` is what is billed, None before the end or a start."""

    status: str
    error: str | None
    started_s: float | None
    completed_s: float | None
    predict_time_s: float | None
    log_until_s: float
    tail: tuple[str, ...]

    @property
    def is_terminal(self) -> bool:
        """Whether nothing will change any more."""
        return self.status in TERMINAL


def natural_ending(plan: Plan) -> Ending:
    """Return how the training ends if nobody interferes; `at_s` is infinite for one that never does."""
    script = plan.scenario
    if plan.early_error is not None:
        return Ending(at_s=_stage_s(plan, plan.early_stage, 0.0), status="failed", error=plan.early_error)
    return Ending(at_s=_stage_s(plan, script.stage, script.at), status=script.status, error=script.error)


def _stage_s(plan: Plan, stage: Stage, share: float) -> float:
    match stage:
        case Stage.QUEUE | Stage.START:
            return plan.queue_s
        case Stage.LOAD:
            return plan.queue_s + plan.trainer.load_s * 0.3
        case Stage.STEPS:
            return plan.train_s + math.floor(plan.steps * share) * plan.trainer.step_s
        case Stage.PUSH:
            return plan.function_end_s + plan.push_s
        case Stage.NEVER:
            return math.inf


def look(plan: Plan, elapsed_s: float, cut: Ending | None = None) -> Snapshot:
    """Return the training after `elapsed_s`; `cut` is a cancellation or a forced end, if there was one."""
    ending = natural_ending(plan)
    is_cut = cut is not None and cut.at_s < ending.at_s
    if cut is not None and is_cut:
        ending = cut
    if elapsed_s < ending.at_s:
        return _running(plan, elapsed_s)
    never_started = ending.at_s < plan.queue_s or (not is_cut and plan.scenario.stage is Stage.QUEUE)
    if ending.status == "canceled" and never_started:
        # as recorded: canceled in the queue, yet with a start three microseconds before the end
        started_s, predict_time_s = ending.at_s, 3e-06
    elif never_started:
        started_s, predict_time_s = None, None
    else:
        started_s = min(plan.queue_s, ending.at_s)
        predict_time_s = min(ending.at_s, plan.function_end_s) - started_s
    return Snapshot(
        status=ending.status,
        error=ending.error,
        started_s=started_s,
        completed_s=ending.at_s,
        predict_time_s=predict_time_s,
        log_until_s=-1.0 if never_started or ending.at_s <= plan.queue_s else ending.at_s,
        tail=() if is_cut else plan.scenario.tail,
    )


def _running(plan: Plan, elapsed_s: float) -> Snapshot:
    is_started = elapsed_s >= plan.queue_s
    return Snapshot(
        status=_running_status(plan, elapsed_s) if is_started else "starting",
        error=None,
        started_s=plan.queue_s if is_started else None,
        completed_s=None,
        predict_time_s=None,
        log_until_s=elapsed_s if is_started else -1.0,
        tail=(),
    )


def _running_status(plan: Plan, elapsed_s: float) -> str:
    odd = plan.scenario.odd_status
    if odd is None:
        return "processing"
    share = (elapsed_s - plan.train_s) / (plan.steps * plan.trainer.step_s)
    return odd if 1 / 3 <= share < 2 / 3 else "processing"
