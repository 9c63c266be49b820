"""The moves of an attempt, each inside an open transaction: record, money, story, message, audit together.

These are the only functions that begin or end an attempt, so no path can forget the stars or the customer.
`end` is safe to repeat: the first one wins and the rest find a terminal attempt and change nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from core.db import audit_store, failure_store, ledger_store, training_store
from core.db.database import Tx
from core.domain import messages
from core.domain.attempts import Attempt, MoneyState, Step
from core.domain.failures import FailureClass
from core.domain.ledger import Transfer, customer_account
from core.domain.messages import MessageKind
from core.domain.progress import Phase
from core.domain.retries import run_of
from core.domain.training_story import StoryKind
from core.domain.trainings import Dataset, Parameters, Status, Training
from core.errors import NotFound
from core.ids import new_id
from core.money import Stars
from core.services import payments, retry_plan, tell
from core.services.retry_plan import SYSTEM as SYSTEM


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How an attempt ended, with all that is known about it."""

    status: Status
    provider_status: str = ""
    failure_class: str = ""
    error: str = ""
    log: str = ""
    output_version: str = ""
    weights_url: str = ""
    cost_micro_usd: int | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None


def begin(
    tx: Tx, training: Training, *, number: int, price: Stars, actor: str, run: Training | None = None
) -> Attempt:
    """Hold the price and insert the attempt; the training row must exist before or follow at once.

    `run` is the training as this attempt of it runs, if that is not as it was asked for.

    Raises:
        NotEnoughStars: nothing was written.
    """
    attempt_id = training.id if number == 1 else new_id()
    hold = None
    if price:
        hold = payments.hold(
            tx, attempt_id=attempt_id, customer_id=training.customer_id, amount=price, actor=actor
        )
    attempt = Attempt(
        id=attempt_id,
        training_id=training.id,
        number=number,
        status=Status.SUBMITTING,
        provider_status="",
        step=Step.DESTINATION,
        price=price,
        hold_id=hold.id if hold else None,
        version="",
        account="",
        input_url="",
        uploaded_at=None,
        markers="",
        provider_id=None,
        sent_at=None,
        sends=0,
        looks=0,
        cancel_asked=False,
        failure_class="",
        error="",
        progress_step=None,
        progress_total=None,
        phase=Phase.QUEUED,
        eta_s=None,
        loss=None,
        cost_micro_usd=None,
        output_version="",
        weights_url="",
        weights_sha256="",
        created_at=tx.now,
        started_at=None,
        completed_at=None,
        **_otherwise(training, run or training),
    )
    training_store.insert_attempt(tx, attempt, MoneyState.HELD if price else MoneyState.FREE)
    if hold:
        _tell_held(tx, attempt, hold, actor)
    return attempt


def _tell_held(tx: Tx, attempt: Attempt, hold: Transfer, actor: str) -> None:
    after = hold.debit_after
    training_store.add_story(
        tx,
        attempt,
        StoryKind.HELD,
        actor,
        amount=hold.amount.hundredths,
        before=(after + hold.amount).hundredths,
        after=after.hundredths,
    )


class _Otherwise(TypedDict, total=False):
    parameters: Parameters
    dataset: Dataset
    trainer_version: str


def _otherwise(training: Training, run: Training) -> _Otherwise:
    """Return what an attempt has to remember: just what is not as the training asked for."""
    found: _Otherwise = {}
    if run.parameters != training.parameters:
        found["parameters"] = run.parameters
    if run.dataset != training.dataset:
        found["dataset"] = run.dataset
    if run.trainer_version != training.trainer_version:
        found["trainer_version"] = run.trainer_version
    return found


def tell_accepted(tx: Tx, training: Training, attempt: Attempt) -> None:
    """Queue the message that the training was taken on, with price and new balance."""
    tell.customer(
        tx,
        training.customer_id,
        training.bot,
        MessageKind.TRAINING_ACCEPTED,
        event_key=f"{MessageKind.TRAINING_ACCEPTED.value}:{attempt.id}",
        steps=run_of(training, attempt).parameters.steps,
        price=messages.stars_text(attempt.price),
        balance=messages.stars_text(_balance(training)),
    )


CANCELED = Ending(status=Status.CANCELED, failure_class=FailureClass.CANCELED.value)


def withdraw(tx: Tx, attempt: Attempt, actor: str = SYSTEM) -> bool:
    """End a cancelled attempt that never left; one of which a send may be there is looked for first."""
    if not attempt.may_be_there:
        return end(tx, attempt, CANCELED, actor)
    return training_store.update_attempt(tx, attempt, status=Status.UNKNOWN, step=Step.SENT, looks=0)


def end(tx: Tx, attempt: Attempt, ending: Ending, actor: str = SYSTEM) -> bool:
    """End an attempt: settle or release, keep the log, write story and audit, tell the customer.

    Returns whether this call ended it; false if it had ended before.
    """
    training = training_store.training(attempt.training_id)
    if training is None:
        raise NotFound(kind="training", ident=attempt.training_id)
    succeeded = ending.status is Status.SUCCEEDED
    money = MoneyState.SETTLED if succeeded else MoneyState.RELEASED
    changed = training_store.update_attempt(
        tx,
        attempt,
        status=ending.status,
        provider_status=ending.provider_status,
        step=Step.FINISHED,
        money=money if attempt.price else MoneyState.FREE,
        failure_class=ending.failure_class,
        error=ending.error,
        waiting_for="",
        eta_s=None,
        output_version=ending.output_version,
        weights_url=ending.weights_url,
        cost_micro_usd=ending.cost_micro_usd,
        started_at=ending.started_at or attempt.started_at,
        completed_at=ending.completed_at or tx.now,
    )
    if not changed:
        return False
    if ending.failure_class and ending.status is not Status.CANCELED:
        group_id = failure_store.put_into_group(tx, attempt.id, ending.failure_class, ending.error)
        retry_plan.plan(tx, attempt, FailureClass(ending.failure_class), group_id)
    if ending.log:
        training_store.save_log(tx, attempt.id, ending.log)
    _tell_story_of_end(tx, training, attempt, ending, actor)
    audit_store.add(
        tx,
        actor=actor,
        action=f"training.{ending.status.value}",
        subject_kind="training",
        subject_id=training.id,
        before={"status": attempt.status.value, "attempt": attempt.number},
        after={"status": ending.status.value, "provider_id": attempt.provider_id or ""},
        reason=ending.failure_class,
    )
    _tell_end(tx, training, attempt, ending)
    return True


_STORY_OF_END = {
    Status.SUCCEEDED: StoryKind.SUCCEEDED,
    Status.FAILED: StoryKind.FAILED,
    Status.CANCELED: StoryKind.CANCELED,
    Status.ABORTED: StoryKind.ABORTED,
}


def _tell_story_of_end(tx: Tx, training: Training, attempt: Attempt, ending: Ending, actor: str) -> None:
    training_store.add_story(
        tx,
        attempt,
        _STORY_OF_END[ending.status],
        actor,
        failure_class=ending.failure_class,
        version=ending.output_version,
        cost_micro_usd=ending.cost_micro_usd,
    )
    if not attempt.price:
        return
    if ending.status is Status.SUCCEEDED:
        payments.settle(tx, attempt_id=attempt.id, actor=actor)
        training_store.add_story(tx, attempt, StoryKind.SETTLED, actor, amount=attempt.price.hundredths)
        return
    back = payments.release(tx, attempt_id=attempt.id, customer_id=training.customer_id, actor=actor)
    training_store.add_story(
        tx,
        attempt,
        StoryKind.RELEASED,
        actor,
        amount=attempt.price.hundredths,
        before=(back.credit_after - back.amount).hundredths,
        after=back.credit_after.hundredths,
    )


_MESSAGE_OF_END = {
    Status.SUCCEEDED: MessageKind.TRAINING_SUCCEEDED,
    Status.FAILED: MessageKind.TRAINING_FAILED,
    Status.CANCELED: MessageKind.TRAINING_CANCELED,
    Status.ABORTED: MessageKind.TRAINING_FAILED,
}


def _tell_end(tx: Tx, training: Training, attempt: Attempt, ending: Ending) -> None:
    failure_class = FailureClass(ending.failure_class) if ending.failure_class else FailureClass.UNKNOWN
    tell.training_ended(tx, training, attempt, _MESSAGE_OF_END[ending.status], failure_class)


def _balance(training: Training) -> Stars:
    return ledger_store.balance(customer_account(training.customer_id))
