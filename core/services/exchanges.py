"""Keeps what was sent to Replicate and what it answered, in the transaction of what it was about."""

from collections.abc import Mapping

from core.db import exchange_store
from core.db.database import Tx
from core.domain.attempts import Attempt
from core.domain.exchange import as_text
from core.domain.trainings import Training
from core.errors import AppError
from core.gateways.replicate_objects import RemoteTraining
from core.logs import redact


def keep_request(tx: Tx, training: Training, attempt: Attempt) -> None:
    """Keep the create call of an attempt as it leaves."""
    sent: Mapping[str, object] = {
        "call": f"POST /models/{training.trainer}/versions/{attempt.version}/trainings",
        "destination": training.destination,
        "input": training.parameters.as_input(attempt.input_url),
    }
    exchange_store.put_request(tx, attempt.id, redact(as_text(sent)))


def keep_answer(tx: Tx, attempt: Attempt, remote: RemoteTraining) -> None:
    """Keep the training as Replicate told it, without its log; one without data replaces none."""
    if remote.is_data_removed and exchange_store.of_attempt(attempt.id).answer:
        return
    if remote.raw:
        exchange_store.put_answer(tx, attempt.id, redact(as_text(remote.raw)))


def keep_refusal(tx: Tx, attempt: Attempt, error: AppError) -> None:
    """Keep why it was refused."""
    told = {"refused": error.code, "detail": str(error), **{name: str(v) for name, v in error.facts.items()}}
    exchange_store.put_answer(tx, attempt.id, redact(as_text(told)))
