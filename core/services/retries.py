"""A training run again: the one function every retry goes through, and what its dialog has to say first.

`retry_attempt` is called by a person's retry, by the automatic one and by bulk runs, always within their
transaction. `after_attempt` names the attempt that was seen to end, so however many retry it at once, one
new attempt follows it and is paid once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.db import audit_store, ledger_store, newer_store, people_store, training_store
from core.db.database import Tx
from core.domain.attempts import Attempt
from core.domain.ledger import customer_account
from core.domain.pricing import TrainingRate
from core.domain.retries import (
    NO_CHANGES,
    Difference,
    RetryChanges,
    RetryPrice,
    changed_run,
    differences,
    full_price,
    price_of_retry,
)
from core.domain.training_story import StoryKind
from core.domain.trainings import Status, Training
from core.errors import (
    QT_TRANSLATE_NOOP,
    AlreadyDone,
    AlreadyRunning,
    DatasetError,
    InputError,
    NotFound,
    TooLate,
    clause,
)
from core.money import Stars
from core.services import attempts, price_lists


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryOutlook:
    """How things stand for a retry now, and what has changed since the attempt it follows."""

    asked: Training
    """As the customer asked for it."""
    training: Training
    """As the last attempt ran, so as a retry without changes would run."""
    last: Attempt
    attempts: int
    customer: str
    balance: Stars
    rate: TrainingRate
    """What other numbers of steps cost now."""
    changed: Sequence[Difference]
    """How the last attempt ran otherwise than the training was asked for."""

    def price_of(self, steps: int) -> Stars:
        """Return what a charged retry of so many steps costs; raises InputError for no number of steps."""
        return full_price(self.asked, self.last, steps, self.rate)

    @property
    def price(self) -> Stars:
        """Return what a charged retry costs that changes nothing."""
        return self.price_of(self.training.parameters.steps)

    @property
    def was_charged(self) -> bool:
        """Tell whether the last attempt was paid; its stars were given back when it failed."""
        return bool(self.last.price)

    @property
    def list_changed(self) -> bool:
        """Tell whether another price list is in force than the one the training was sold by."""
        return self.rate.version != self.training.price_list


def outlook(training_id: str, now: datetime) -> RetryOutlook:
    """Return how things stand for a retry; raises NotFound."""
    training, last = known(training_id)
    customer = people_store.customer(training.customer_id)
    rate = price_lists.in_force(now).rate
    run = changed_run(training, last, NO_CHANGES)
    return RetryOutlook(
        asked=training,
        training=run,
        last=last,
        attempts=last.number,
        customer=customer.name if customer else str(training.customer_id),
        balance=ledger_store.balance(customer_account(training.customer_id)),
        rate=rate,
        changed=tuple(differences(training, run)),
    )


def retry_attempt(
    tx: Tx,
    training_id: str,
    *,
    after_attempt: str,
    choice: RetryPrice,
    reason: str,
    actor: str,
    changes: RetryChanges = NO_CHANGES,
) -> Attempt:
    """Begin a new attempt after `after_attempt`, in the caller's transaction.

    Raises:
        NotFound, TooLate, AlreadyDone, AlreadyRunning, NotEnoughStars, DatasetError, InputError: nothing was
            written.
    """
    training, last = known(training_id)
    if last.id != after_attempt:
        raise AlreadyDone(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "attempt {number} follows already"), number=last.number
            )
        )
    if last.status is Status.SUCCEEDED or not last.status.is_terminal:
        raise TooLate(status=last.status.value)
    run = changed_run(training, last, changes)
    _require_photos(run)
    require_none_running(training.customer_id, training.model_name)
    price = _price(tx, training, last, run, choice, changes.price_seen)
    attempt = attempts.begin(tx, training, number=last.number + 1, price=price, actor=actor, run=run)
    if price:
        attempts.tell_accepted(tx, training, attempt)
    if last.retry_at is not None:
        training_store.set_retry_at(tx, last, None)
    changed = {one.name: one.after for one in differences(changed_run(training, last, NO_CHANGES), run)}
    _write_down(tx, last, attempt, reason=reason, actor=actor, changed=changed)
    return attempt


def _price(
    tx: Tx, training: Training, last: Attempt, run: Training, choice: RetryPrice, seen: Stars | None
) -> Stars:
    """Return what is held; refuses a price that the operator was not told."""
    full = full_price(training, last, run.parameters.steps, price_lists.in_force(tx.now).rate)
    price = price_of_retry(choice, full)
    if seen is not None and price and price != seen:
        raise InputError(
            field="price",
            value=seen,
            problem=clause(QT_TRANSLATE_NOOP("Clause", "it costs {price} now; look again"), price=price),
        )
    return price


def _write_down(
    tx: Tx, last: Attempt, attempt: Attempt, *, reason: str, actor: str, changed: dict[str, str]
) -> None:
    facts: dict[str, object] = {"changed": changed} if changed else {}
    training_store.add_story(
        tx,
        attempt,
        StoryKind.RETRIED,
        actor,
        price=attempt.price.hundredths,
        reason=reason,
        **facts,
    )
    audit_store.add(
        tx,
        actor=actor,
        action="training.retry",
        subject_kind="training",
        subject_id=attempt.training_id,
        before={"attempt": last.number, "status": last.status.value},
        after={"attempt": attempt.number, "price": attempt.price.hundredths} | facts,
        reason=reason,
    )


def known(training_id: str) -> tuple[Training, Attempt]:
    """Return a training and its newest attempt; raises NotFound."""
    training = training_store.training(training_id)
    if training is None:
        raise NotFound(kind="training", ident=training_id)
    return training, training_store.attempts_of(training_id)[-1]


def require_none_newer(training_id: str) -> None:
    """Return if no try of a training is at Replicate that is not known here; raises AlreadyDone.

    Asked before what nobody decides about row by row; a person who retries one training has seen it.
    """
    if newer_store.has(training_id):
        raise AlreadyDone(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "Replicate has a try of it that is not in this database")
            )
        )


def require_none_running(customer_id: int, model_name: str) -> None:
    """Return if the customer has no running training of this name; raises AlreadyRunning."""
    running = training_store.running_of(customer_id, model_name)
    if running is not None:
        raise AlreadyRunning(training_id=running)


def _require_photos(run: Training) -> None:
    if not Path(run.dataset.path).is_file():
        raise DatasetError(
            field="photos",
            value=run.dataset.path,
            problem=clause(QT_TRANSLATE_NOOP("Clause", "the packed photos are gone from this machine")),
        )
