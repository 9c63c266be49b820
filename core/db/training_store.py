"""Trainings, their attempts, logs and stories."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from core.db import turns
from core.db.by_key import row_by
from core.db.database import Tx
from core.db.json_text import from_json, to_json
from core.db.tables import Attempt as AttemptRow
from core.db.tables import AttemptLog
from core.db.tables import StoryEvent as StoryRow
from core.db.tables import Training as TrainingTable
from core.domain.attempts import Attempt, MoneyState, Step
from core.domain.progress import Phase
from core.domain.training_story import StoryEvent, StoryKind
from core.domain.trainings import RUNNING, TERMINAL, Dataset, Parameters, Status, Training
from core.ids import new_id
from core.money import Stars

_UNSENT = tuple(step.value for step in (Step.DESTINATION, Step.UPLOAD, Step.SUBMIT))
_TERMINAL_VALUES = tuple(status.value for status in TERMINAL)


def insert_training(tx: Tx, training: Training, attempt_id: str, customer_text: str) -> None:
    """Insert a training whose first attempt follows in the same transaction."""
    words = (training.model_name, training.parameters.trigger_word, training.id, customer_text)
    TrainingTable.insert(
        id=training.id,
        customer_id=training.customer_id,
        operator_id=training.operator_id,
        bot=training.bot,
        model_name=training.model_name,
        destination=training.destination,
        trainer=training.trainer,
        trainer_version=training.trainer_version,
        parameters=to_json(asdict(training.parameters)),
        dataset=to_json(asdict(training.dataset)),
        price=training.price.hundredths,
        price_list=training.price_list,
        last_attempt_id=attempt_id,
        status=training.status.value,
        is_active=not training.status.is_terminal,
        search_text=" ".join(words).lower(),
        created_at=training.created_at,
    ).execute()
    tx.changed("training", training.id)


def insert_attempt(tx: Tx, attempt: Attempt, money: MoneyState) -> None:
    """Insert an attempt and make it its training's newest."""
    values = {name: _to_column(value) for name, value in _fields(attempt).items()}
    for name in ("parameters", "dataset"):
        values[name] = to_json(asdict(getattr(attempt, name))) if values[name] is not None else ""
    AttemptRow.insert(**values, money=money.value).execute()
    TrainingTable.update(
        last_attempt_id=attempt.id,
        status=attempt.status.value,
        is_active=not attempt.status.is_terminal,
    ).where(TrainingTable.id == attempt.training_id).execute()
    tx.changed("training", attempt.training_id)


def update_attempt(tx: Tx, attempt: Attempt, **changes: object) -> bool:
    """Change columns of an attempt that has not ended; returns whether it did.

    A training shows its newest attempt's status, and a terminal one frees the place for the next training.
    """
    values = {name: _to_column(value) for name, value in changes.items()}
    still_open = AttemptRow.status.not_in(_TERMINAL_VALUES)
    changed = AttemptRow.update(values).where(AttemptRow.id == attempt.id, still_open).execute()
    status = changes.get("status")
    if changed and isinstance(status, Status):
        TrainingTable.update(status=status.value, is_active=not status.is_terminal).where(
            TrainingTable.id == attempt.training_id, TrainingTable.last_attempt_id == attempt.id
        ).execute()
    if changed:
        tx.changed("training", attempt.training_id)
    return bool(changed)


def set_destination(tx: Tx, training_id: str, destination: str) -> None:
    """Remember "owner/name" once the owner is known."""
    query = TrainingTable.update(destination=destination).where(TrainingTable.id == training_id)
    query.execute()
    tx.changed("training", training_id)


def training(training_id: str) -> Training | None:
    """Return a training, or none."""
    row = row_by(TrainingTable, id=training_id)
    return _training(row) if row is not None else None


def attempt(attempt_id: str) -> Attempt | None:
    """Return an attempt, or none."""
    row = row_by(AttemptRow, id=attempt_id)
    return _attempt(row) if row is not None else None


def attempts_of(training_id: str) -> list[Attempt]:
    """Return all attempts of a training, oldest first."""
    query = AttemptRow.select().where(AttemptRow.training_id == training_id)
    return [_attempt(row) for row in query.order_by(AttemptRow.number)]


def open_attempts() -> list[Attempt]:
    """Return every attempt that has not ended, oldest first."""
    query = AttemptRow.select().where(AttemptRow.status.in_([status.value for status in RUNNING]))
    return [_attempt(row) for row in query.order_by(AttemptRow.id)]


def open_ones(ids: Iterable[str], waiting_for: str) -> list[Attempt]:
    """Return those that have not ended and are named, or wait for what `waiting_for` is the code of."""
    query = AttemptRow.select().where(
        AttemptRow.status.in_([status.value for status in RUNNING]),
        AttemptRow.id.in_(list(ids)) | (AttemptRow.waiting_for == waiting_for),
    )
    return [_attempt(row) for row in query]


def unsent() -> tuple[int, Stars]:
    """Return how many open attempts Replicate has not been asked for yet, and the stars held for them."""
    query = AttemptRow.select(AttemptRow.price, AttemptRow.money).where(
        AttemptRow.status == Status.SUBMITTING.value, AttemptRow.step.in_(_UNSENT)
    )
    rows = cast("list[tuple[int, str]]", list(query.tuples()))
    return len(rows), Stars(sum(price for price, money in rows if money == MoneyState.HELD.value))


def resent(since: datetime) -> list[Attempt]:
    """Return attempts that were sent more than once and are open or ended since `since`."""
    query = AttemptRow.select().where(
        AttemptRow.sends > 1, AttemptRow.completed_at.is_null() | (AttemptRow.completed_at >= since)
    )
    return [_attempt(row) for row in query.order_by(AttemptRow.id)]


def running_of(customer_id: int, model_name: str) -> str | None:
    """Return the id of the customer's running training with this model name, or none."""
    query = TrainingTable.select(TrainingTable.id).where(
        TrainingTable.customer_id == customer_id,
        TrainingTable.model_name == model_name,
        TrainingTable.is_active,
    )
    return cast("str | None", query.scalar())


def without_weights(since: datetime) -> list[str]:
    """Return the attempts that ended since `since` and whose weights were not saved, oldest first.

    One that failed may have weights as well: it trained to its end and its image could not be made.
    """
    query = AttemptRow.select(AttemptRow.id).where(
        AttemptRow.status.in_(_TERMINAL_VALUES),
        AttemptRow.completed_at >= since,
        AttemptRow.weights_url != "",
        AttemptRow.weights_sha256 == "",
    )
    return [row.id for row in query.order_by(AttemptRow.id)]


def set_retry_at(tx: Tx, attempt: Attempt, moment: datetime | None) -> None:
    """Say when an ended attempt is retried by itself, or that it is not."""
    AttemptRow.update(retry_at=moment).where(AttemptRow.id == attempt.id).execute()
    tx.changed("training", attempt.training_id)


def due_retries(now: datetime, limit: int) -> list[Attempt]:
    """Return attempts whose planned retry is due, the longest waiting first."""
    found = turns.come(AttemptRow.select(), AttemptRow.retry_at, now, limit)
    return [_attempt(row) for row in found]


def set_money(tx: Tx, attempt: Attempt, money: MoneyState) -> None:
    """Remember where the stars of an ended attempt are now."""
    AttemptRow.update(money=money.value).where(AttemptRow.id == attempt.id).execute()
    tx.changed("training", attempt.training_id)


def set_weights_sha256(tx: Tx, attempt: Attempt, sha256: str) -> None:
    """Remember that the weights lie on our disk."""
    AttemptRow.update(weights_sha256=sha256).where(AttemptRow.id == attempt.id).execute()
    tx.changed("training", attempt.training_id)


def group_of(attempt_id: str) -> str:
    """Return the id of the failure group an attempt is in, empty if in none."""
    found = AttemptRow.select(AttemptRow.group_id).where(AttemptRow.id == attempt_id).scalar()
    return cast("str | None", found) or ""


def save_log(tx: Tx, attempt_id: str, text: str) -> None:
    """Keep the newest full log of an attempt."""
    AttemptLog.replace(attempt_id=attempt_id, text=text, saved_at=tx.now).execute()


def log(attempt_id: str) -> str:
    """Return the saved log, empty if none was saved."""
    found = AttemptLog.select(AttemptLog.text).where(AttemptLog.attempt_id == attempt_id).scalar()
    return cast("str | None", found) or ""


def last_event_at() -> datetime | None:
    """Return when the last thing happened to a training that is known here; none if there is no training."""
    newest = StoryRow.select(StoryRow.at).order_by(StoryRow.id.desc()).limit(1).scalar()
    return cast("datetime | None", newest)


def log_saved_at(attempt_id: str) -> datetime | None:
    """Return when the log of an attempt was saved last, or none."""
    found = AttemptLog.select(AttemptLog.saved_at).where(AttemptLog.attempt_id == attempt_id).scalar()
    return cast("datetime | None", found)


def add_story(tx: Tx, attempt: Attempt, kind: StoryKind, actor: str, **facts: object) -> None:
    """Add a line to the training's story."""
    StoryRow.insert(
        id=new_id(),
        training_id=attempt.training_id,
        attempt_number=attempt.number,
        kind=kind.value,
        actor=actor,
        facts=to_json(facts),
        at=tx.now,
    ).execute()
    tx.changed("training", attempt.training_id)


def story(training_id: str) -> list[StoryEvent]:
    """Return a training's story, oldest first."""
    query = StoryRow.select().where(StoryRow.training_id == training_id).order_by(StoryRow.id)
    return [
        StoryEvent(
            id=row.id,
            training_id=row.training_id,
            attempt_number=row.attempt_number,
            kind=StoryKind(row.kind),
            actor=row.actor,
            facts=from_json(row.facts),
            at=row.at,
        )
        for row in query
    ]


def _training(row: TrainingTable) -> Training:
    return Training(
        id=row.id,
        customer_id=row.customer_id,
        operator_id=row.operator_id,
        bot=row.bot,
        model_name=row.model_name,
        destination=row.destination,
        trainer=row.trainer,
        trainer_version=row.trainer_version,
        parameters=Parameters(**cast("dict[str, Any]", from_json(row.parameters))),
        dataset=Dataset(**cast("dict[str, Any]", from_json(row.dataset))),
        price=Stars(row.price),
        price_list=row.price_list,
        status=Status(row.status),
        created_at=row.created_at,
    )


def _parameters_of(text: str) -> Parameters | None:
    return Parameters(**cast("dict[str, Any]", from_json(text))) if text else None


def _dataset_of(text: str) -> Dataset | None:
    return Dataset(**cast("dict[str, Any]", from_json(text))) if text else None


_READERS: dict[str, Callable[[Any], object]] = {
    "status": Status,
    "step": Step,
    "price": Stars,
    "phase": Phase,
    "parameters": _parameters_of,
    "dataset": _dataset_of,
}
_ATTEMPT_FIELDS = tuple(Attempt.__dataclass_fields__)


def _attempt(row: AttemptRow) -> Attempt:
    values = {name: getattr(row, name) for name in _ATTEMPT_FIELDS}
    read: dict[str, Any] = {name: _READERS[name](v) if name in _READERS else v for name, v in values.items()}
    return Attempt(**read)


def _fields(attempt: Attempt) -> dict[str, object]:
    return {name: getattr(attempt, name) for name in _ATTEMPT_FIELDS}


def _to_column(value: object) -> object:
    return value.hundredths if isinstance(value, Stars) else value
