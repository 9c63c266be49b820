"""Whether a failed attempt is retried by itself, and when: decided in the transaction that ends it.

Many customers with one signature in an hour are a fault of the platform: then nothing is retried by itself,
and one alarm is raised instead of a hundred retries.
"""

import random
from datetime import timedelta

from core.db import audit_store, failure_store, newer_store, training_store
from core.db.database import Tx
from core.domain.attempts import Attempt
from core.domain.failures import (
    AUTO_RETRIES,
    REGRESSION_CUSTOMERS,
    REGRESSION_SPAN,
    FailureClass,
)
from core.domain.training_story import StoryKind
from core.services import tell

SYSTEM = "system"
"""The actor of what the program does by itself."""
ALARM_SPAN = timedelta(hours=1)


def plan(tx: Tx, attempt: Attempt, failure_class: FailureClass, group_id: str) -> None:
    """Say when a failed attempt is retried by itself, if its class and its like allow it."""
    rule = AUTO_RETRIES.get(failure_class)
    if rule is None or attempt.cancel_asked or newer_store.has(attempt.training_id):
        return
    done = sum(
        event.kind is StoryKind.RETRIED and event.actor == SYSTEM
        for event in training_store.story(attempt.training_id)
    )
    if done >= rule.most:
        return
    hit = failure_store.recent_customers(group_id, tx.now - REGRESSION_SPAN)
    if hit >= REGRESSION_CUSTOMERS:
        _raise_alarm(tx, attempt, group_id, hit)
        return
    pause = rule.first_pause * 2**done * random.uniform(0.75, 1.25)
    training_store.set_retry_at(tx, attempt, tx.now + pause)
    training_store.add_story(
        tx, attempt, StoryKind.RETRY_PLANNED, SYSTEM, at=(tx.now + pause).isoformat(), number=done + 1
    )


def _raise_alarm(tx: Tx, attempt: Attempt, group_id: str, customers: int) -> None:
    """Write and tell one alarm an hour, and take back what was planned for failures of this kind."""
    failure_store.forget_retries(tx, group_id)
    if failure_store.raise_alarm(tx, group_id, not_since=tx.now - ALARM_SPAN):
        audit_store.add(
            tx,
            actor=SYSTEM,
            action="failure.regression",
            subject_kind="failure",
            subject_id=group_id,
            after={"customers": customers},
        )
        training = training_store.training(attempt.training_id)
        if training is not None:
            tell.regression(tx, training, group_id, failure_store.text_of(group_id), customers)
