"""Launches kept while nothing can be sent; a row goes when its training begins or it is thrown away."""

from dataclasses import asdict
from typing import Any, cast

from core.db.by_key import row_by
from core.db.database import Tx
from core.db.json_text import from_json, to_json
from core.db.tables import KeptLaunch as Row
from core.domain.kept_launches import KeptLaunch
from core.domain.trainings import Dataset, Parameters, TrainingRequest
from core.money import Stars


def insert(tx: Tx, kept: KeptLaunch) -> None:
    """Keep a launch."""
    request = kept.request
    Row.insert(
        id=request.request_id,
        customer_id=request.customer_id,
        model_name=request.model_name,
        trainer=request.trainer,
        trainer_version=request.trainer_version,
        parameters=to_json(asdict(request.parameters)),
        dataset=to_json(asdict(request.dataset)),
        price=kept.price.hundredths,
        price_list=kept.price_list,
        refusal=kept.refusal,
        operator_id=kept.operator_id,
        operator_name=kept.kept_by,
        kept_at=kept.kept_at,
    ).execute()
    tx.changed("kept_launch", request.request_id)


def drop(tx: Tx, launch_id: str) -> bool:
    """Keep a launch no longer; returns whether it was kept."""
    was_kept = bool(Row.delete().where(Row.id == launch_id).execute())
    if was_kept:
        tx.changed("kept_launch", launch_id)
    return was_kept


def kept(launch_id: str) -> KeptLaunch | None:
    """Return a kept launch, or none."""
    row = row_by(Row, id=launch_id)
    return _kept(row) if row is not None else None


def of_model(customer_id: int, model_name: str) -> KeptLaunch | None:
    """Return the kept launch of this model for this customer, or none."""
    row = row_by(Row, customer_id=customer_id, model_name=model_name)
    return _kept(row) if row is not None else None


def every() -> list[KeptLaunch]:
    """Return all kept launches, the longest kept first."""
    return [_kept(row) for row in Row.select().order_by(Row.kept_at, Row.id)]


def count() -> int:
    """Return how many there are."""
    return Row.select().count()


def _kept(row: Row) -> KeptLaunch:
    return KeptLaunch(
        request=TrainingRequest(
            request_id=row.id,
            customer_id=row.customer_id,
            model_name=row.model_name,
            parameters=Parameters(**cast("dict[str, Any]", from_json(row.parameters))),
            dataset=Dataset(**cast("dict[str, Any]", from_json(row.dataset))),
            trainer=row.trainer,
            trainer_version=row.trainer_version,
            price_list=row.price_list,
        ),
        price=Stars(row.price),
        price_list=row.price_list,
        refusal=row.refusal,
        operator_id=row.operator_id,
        kept_by=row.operator_name,
        kept_at=row.kept_at,
    )
