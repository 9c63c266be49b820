"""A launch: what is checked before a training begins, and its beginning in the transaction of the caller."""

from pathlib import Path

from core.db import audit_store, kept_launch_store, people_store, training_store
from core.db.database import Tx
from core.domain.people import Operator
from core.domain.pricing import TrainingRate
from core.domain.trainings import Status, Training, TrainingRequest
from core.errors import (
    QT_TRANSLATE_NOOP,
    DatasetError,
    InputError,
    NotFound,
    OperationMismatch,
    clause,
)
from core.services import attempts, price_lists, retries


def require_dataset(request: TrainingRequest) -> None:
    """Return if the packed photos lie where they were packed; raises DatasetError."""
    path = Path(request.dataset.path)
    if not path.is_file() or path.stat().st_size != request.dataset.size_bytes:
        raise DatasetError(
            field="photos",
            value=path.name,
            problem=clause(QT_TRANSLATE_NOOP("Clause", "the packed photos are gone or changed")),
        )


def rate_for(tx: Tx, request: TrainingRequest) -> TrainingRate:
    """Return what trainings cost now.

    Raises:
        InputError: the operator saw the price of another list.
    """
    rate = price_lists.in_force(tx.now).rate
    if request.price_list and request.price_list != rate.version:
        raise InputError(
            field="price_list",
            value=request.price_list,
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "price list {version} is in force now; look at the price again"),
                version=rate.version,
            ),
        )
    return rate


def begin(tx: Tx, request: TrainingRequest, operator: Operator) -> Training:
    """Begin a training and hold its price; a repeat of the same request returns the training it made.

    What was kept of the launch while nothing could be sent is over with it.

    Raises:
        NotFound, InputError, NotEnoughStars, AlreadyDone, AlreadyRunning, OperationMismatch: it is not to be
            committed.
    """
    done = training_store.training(request.request_id)
    if done is not None:
        if not _same(done, request):
            raise OperationMismatch(operation_id=request.request_id)
        kept_launch_store.drop(tx, request.request_id)
        return done
    customer = people_store.customer(request.customer_id)
    if customer is None:
        raise NotFound(kind="customer", ident=request.customer_id)
    retries.require_none_newer(request.request_id)
    retries.require_none_running(request.customer_id, request.model_name)
    rate = rate_for(tx, request)
    price = rate.price(request.parameters.steps)
    training = Training(
        id=request.request_id,
        customer_id=request.customer_id,
        operator_id=operator.id,
        bot=customer.bot,
        model_name=request.model_name,
        destination="",
        trainer=request.trainer,
        trainer_version=request.trainer_version,
        parameters=request.parameters,
        dataset=request.dataset,
        price=price,
        price_list=rate.version,
        status=Status.SUBMITTING,
        created_at=tx.now,
    )
    words = " ".join((str(customer.telegram_id), customer.username, customer.name))
    training_store.insert_training(tx, training, training.id, words)
    attempt = attempts.begin(tx, training, number=1, price=price, actor=operator.name)
    attempts.tell_accepted(tx, training, attempt)
    kept_launch_store.drop(tx, training.id)
    audit_store.add(
        tx,
        actor=operator.name,
        action="training.start",
        subject_kind="training",
        subject_id=training.id,
        after={
            "customer": request.customer_id,
            "model": request.model_name,
            "price": price.hundredths,
        },
    )
    return training


def _same(done: Training, request: TrainingRequest) -> bool:
    names = ("customer_id", "model_name", "parameters", "dataset", "trainer", "trainer_version")
    return all(getattr(done, name) == getattr(request, name) for name in names)
