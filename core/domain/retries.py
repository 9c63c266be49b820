"""A retry: as it was, or with other parameters, other photos, another version of the trainer.

What an attempt runs otherwise than its training asked for is kept with the attempt. "As it was" means as the
last attempt ran: a change that somebody made stays until it is changed again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from core.domain.attempts import Attempt
from core.domain.pricing import TrainingRate
from core.domain.trainings import Dataset, Parameters, Training, check_version
from core.money import ZERO, Stars


class RetryPrice(StrEnum):
    """What a retry costs the customer, chosen by the operator."""

    CHARGE_AGAIN = "charge_again"
    FREE = "free"


def price_of_retry(choice: RetryPrice, full_price: Stars) -> Stars:
    """Return what the customer pays for the new attempt; the failed one's stars were released."""
    return full_price if choice is RetryPrice.CHARGE_AGAIN else ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryChanges:
    """What is to be otherwise than in the last attempt; an empty field changes nothing."""

    parameters: Parameters | None = None
    dataset: Dataset | None = None
    trainer_version: str = ""
    price_seen: Stars | None = None
    """What the operator was told it costs; another price by now is refused."""

    def check(self) -> None:
        """Return if it can be sent.

        Raises:
            InputError: names the first field that cannot.
        """
        if self.parameters is not None:
            self.parameters.check()
        if self.trainer_version:
            check_version(self.trainer_version)


NO_CHANGES = RetryChanges()


def run_of(training: Training, attempt: Attempt) -> Training:
    """Return the training as this attempt of it runs."""
    return replace(
        training,
        parameters=attempt.parameters or training.parameters,
        dataset=attempt.dataset or training.dataset,
        trainer_version=attempt.trainer_version or training.trainer_version,
    )


def changed_run(training: Training, last: Attempt, changes: RetryChanges) -> Training:
    """Return the training as the attempt after `last` would run."""
    as_it_was = run_of(training, last)
    return replace(
        as_it_was,
        parameters=changes.parameters or as_it_was.parameters,
        dataset=changes.dataset or as_it_was.dataset,
        trainer_version=changes.trainer_version or as_it_was.trainer_version,
    )


def full_price(training: Training, last: Attempt, steps: int, rate: TrainingRate) -> Stars:
    """Return what a paid retry costs: as many steps as before cost as before, others what they cost now."""
    if steps == training.parameters.steps:
        return training.price
    if last.price and steps == run_of(training, last).parameters.steps:
        return last.price
    return rate.price(steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One parameter that differs between two runs."""

    name: str
    before: str
    after: str


def differences(before: Training, after: Training) -> Sequence[Difference]:
    """Return what the second run does otherwise, in the order of the trainer's inputs."""
    found = [
        Difference(
            name=one.name,
            before=str(getattr(before.parameters, one.name)),
            after=str(getattr(after.parameters, one.name)),
        )
        for one in fields(Parameters)
        if getattr(before.parameters, one.name) != getattr(after.parameters, one.name)
    ]
    if before.dataset.sha256 != after.dataset.sha256:
        found.append(
            Difference(name="photos", before=str(before.dataset.photos), after=str(after.dataset.photos))
        )
    if before.trainer_version != after.trainer_version:
        found.append(
            Difference(
                name="trainer_version", before=before.trainer_version[:8], after=after.trainer_version[:8]
            )
        )
    return found
