"""What tells that work is stuck: open attempts with their customers, history, holds that nobody ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.db import training_store
from core.db.by_key import row_by
from core.db.tables import Account, Customer, from_micros
from core.db.tables import Attempt as AttemptRow
from core.db.tables import Training as TrainingTable
from core.domain.attempts import Attempt
from core.domain.ledger import ESCROW
from core.domain.stuck import Run, Stuck, StuckKind
from core.domain.trainings import Training
from core.money import Stars

HISTORY = 500
"""How many of the newest finished runs are looked at."""
MOST_HOLDS = 200

_LONELY_HOLDS = """
    SELECT hold.cause_id, hold.amount, hold.created_at, hold.debit_id, attempt.training_id, attempt.status
    FROM transfer AS hold LEFT JOIN attempt ON attempt.id = hold.cause_id
    WHERE hold.kind = 'hold' AND hold.credit_id = 'escrow'
        AND NOT EXISTS (SELECT 1 FROM transfer AS finish WHERE finish.ends_hold_id = hold.id)
        AND (attempt.id IS NULL OR attempt.status IN ('succeeded', 'failed', 'canceled', 'aborted'))
    ORDER BY hold.id LIMIT ?
"""
_HELD = """
    SELECT COALESCE(SUM(price), 0) FROM attempt
    WHERE status IN ('submitting', 'unknown', 'starting', 'processing')
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """An open attempt with what a person calls it by."""

    attempt: Attempt
    training: Training
    customer: str


def open_work(before: datetime | None = None) -> list[OpenWork]:
    """Return open attempts, if given those sent before a moment, with training and customer's name."""
    found: list[OpenWork] = []
    for attempt in training_store.open_attempts():
        if before is not None and (attempt.sent_at or attempt.created_at) >= before:
            continue
        training = training_store.training(attempt.training_id)
        if training is not None:
            row = row_by(Customer, telegram_id=training.customer_id)
            name = f"{row.first_name} {row.last_name}".strip() if row is not None else ""
            found.append(
                OpenWork(attempt=attempt, training=training, customer=name or str(training.customer_id))
            )
    return found


def history(trainer: str) -> list[Run]:
    """Return the newest finished runs of a trainer."""
    query = (
        AttemptRow.select(AttemptRow.training_id, AttemptRow.sent_at, AttemptRow.completed_at)
        .join(TrainingTable, on=TrainingTable.id == AttemptRow.training_id)
        .where(AttemptRow.status == "succeeded", TrainingTable.trainer == trainer)
        .where(AttemptRow.sent_at.is_null(False), AttemptRow.completed_at.is_null(False))
        .order_by(AttemptRow.completed_at.desc())
        .limit(HISTORY)
    )
    found: list[Run] = []
    for row in query:
        training = training_store.training(row.training_id)
        if training is not None and row.completed_at > row.sent_at:
            found.append(Run(steps=training.parameters.steps, took=row.completed_at - row.sent_at))
    return found


def lonely_holds() -> list[Stuck]:
    """Return holds that no running attempt will end; usually one sum tells that there is none."""
    balance = _scalar("SELECT COALESCE(SUM(balance), 0) FROM account WHERE id = 'escrow'")
    if balance == _scalar(_HELD):
        return []
    rows = Account._meta.database.execute_sql(_LONELY_HOLDS, (MOST_HOLDS,)).fetchall()
    return [
        Stuck(
            kind=StuckKind.HOLD,
            subject=cause,
            training_id=training_id or "",
            customer=debit.removeprefix("customer:"),
            status=status or "",
            since=from_micros(created_at),
            stars=Stars(amount),
        )
        for cause, amount, created_at, debit, training_id, status in rows
        if debit != ESCROW
    ]


def known_provider_ids(provider_ids: Iterable[str]) -> set[str]:
    """Return which trainings at Replicate belong to attempts of ours."""
    query = AttemptRow.select(AttemptRow.provider_id).where(AttemptRow.provider_id.in_(list(provider_ids)))
    return {row.provider_id for row in query if row.provider_id}


def sent_with(marker: str) -> Attempt | None:
    """Return the attempt that was sent with an uploaded file, or none."""
    row = AttemptRow.select(AttemptRow.id).where(AttemptRow.markers.contains(marker)).first()
    return training_store.attempt(row.id) if row is not None else None


def _scalar(sql: str) -> int:
    return int(Account._meta.database.execute_sql(sql).fetchone()[0])
