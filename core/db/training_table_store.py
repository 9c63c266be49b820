"""The table of trainings as it is looked at: pages by key, filters, counts. It only reads."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any, cast

from peewee import JOIN, ModelSelect, fn

from core.db.json_text import from_json
from core.db.tables import Attempt as AttemptRow
from core.db.tables import Customer
from core.db.tables import Training as TrainingTable
from core.domain.attempts import MoneyState
from core.domain.progress import Phase
from core.domain.training_views import TrainingFilter, TrainingRow
from core.domain.trainings import Status
from core.money import Stars


def page(wanted: TrainingFilter, *, before_id: str | None = None, limit: int = 100) -> list[TrainingRow]:
    """Return a page of the trainings table, newest first, those made before `before_id`."""
    # Status by status, because the index has each in order; asked for several at once SQLite sorts them all.
    each = [replace(wanted, statuses=frozenset({status})) for status in wanted.statuses] or [wanted]
    found = chain.from_iterable(_page(one, before_id, limit) for one in each)
    return sorted(found, key=lambda row: row.id, reverse=True)[:limit]


def rows(training_ids: Iterable[str], wanted: TrainingFilter) -> list[TrainingRow]:
    """Return those of the named trainings that match, newest first."""
    query = _filtered(_row_query(), wanted).where(TrainingTable.id.in_(list(training_ids)))
    return _rows(query.order_by(TrainingTable.id.desc()))


def ids(wanted: TrainingFilter, limit: int) -> list[str]:
    """Return the ids of all trainings that match, newest first."""
    query = _filtered(TrainingTable.select(TrainingTable.id), wanted)
    return [row.id for row in query.order_by(TrainingTable.id.desc()).limit(limit)]


def count(wanted: TrainingFilter) -> int:
    """Return how many trainings match."""
    return int(_filtered(TrainingTable.select(), wanted).count())


def counts_by_status() -> dict[Status, int]:
    """Return how many trainings are in each status."""
    query = TrainingTable.select(TrainingTable.status, fn.COUNT(TrainingTable.id).alias("number"))
    found = cast("Iterable[Mapping[str, Any]]", query.group_by(TrainingTable.status).dicts())
    return {Status(row["status"]): int(row["number"]) for row in found}


def failed_since(moment: datetime) -> int:
    """Return of how many trainings an attempt failed or was aborted since `moment`."""
    return int(_failed_since(moment).count())


def _page(wanted: TrainingFilter, before_id: str | None, limit: int) -> list[TrainingRow]:
    query = _filtered(_row_query(), wanted)
    if before_id is not None:
        query = query.where(TrainingTable.id < before_id)
    return _rows(query.order_by(TrainingTable.id.desc()).limit(limit))


def _row_query() -> "ModelSelect[TrainingTable]":
    columns = (
        TrainingTable.id, TrainingTable.customer_id, TrainingTable.bot, TrainingTable.model_name,
        TrainingTable.parameters, TrainingTable.price, TrainingTable.created_at,
        Customer.first_name, Customer.last_name, Customer.username,
        AttemptRow.id.alias("attempt_id"), AttemptRow.number, AttemptRow.status, AttemptRow.provider_status,
        AttemptRow.money, AttemptRow.price.alias("attempt_price"), AttemptRow.provider_id,
        AttemptRow.failure_class, AttemptRow.waiting_for,
        AttemptRow.progress_step, AttemptRow.progress_total, AttemptRow.phase, AttemptRow.eta_s,
        AttemptRow.cost_micro_usd, AttemptRow.started_at, AttemptRow.completed_at,
    )  # fmt: skip
    return (
        TrainingTable.select(*columns)
        .join(Customer, JOIN.INNER, on=Customer.telegram_id == TrainingTable.customer_id)
        .join(AttemptRow, JOIN.INNER, on=AttemptRow.id == TrainingTable.last_attempt_id)
    )


def _filtered(query: "ModelSelect[TrainingTable]", wanted: TrainingFilter) -> "ModelSelect[TrainingTable]":
    if wanted.statuses:
        query = query.where(TrainingTable.status.in_([status.value for status in wanted.statuses]))
    if wanted.customer_id is not None:
        query = query.where(TrainingTable.customer_id == wanted.customer_id)
    if wanted.made_until is not None:
        query = query.where(TrainingTable.created_at <= wanted.made_until)
    if wanted.failed_since is not None:
        query = query.where(TrainingTable.id.in_(_failed_since(wanted.failed_since)))
    for word in wanted.text.lower().replace("@", " ").split():
        known = known_by_id(word)
        query = query.where(TrainingTable.id == known if known else TrainingTable.search_text.contains(word))
    return query


def known_by_id(word: str) -> str | None:
    """Return the training that has this very id, here or at Replicate: it is found without a search."""
    at_replicate = AttemptRow.select(AttemptRow.training_id).where(AttemptRow.provider_id == word)
    here = TrainingTable.select(TrainingTable.id).where(TrainingTable.id == word)
    return cast("str | None", (at_replicate | here).scalar())


def _failed_since(moment: datetime) -> "ModelSelect[AttemptRow]":
    query = AttemptRow.select(AttemptRow.training_id).distinct()
    return query.where(
        AttemptRow.status.in_((Status.FAILED.value, Status.ABORTED.value)), AttemptRow.completed_at >= moment
    )


def _rows(query: "ModelSelect[TrainingTable]") -> list[TrainingRow]:
    return [_row(cast("Mapping[str, Any]", row)) for row in query.dicts()]


def _row(row: Mapping[str, Any]) -> TrainingRow:
    full_name = f"{row['first_name']} {row['last_name']}".strip()
    parameters = from_json(row["parameters"])
    return TrainingRow(
        id=row["id"],
        customer_id=row["customer_id"],
        customer_name=full_name or row["username"] or str(row["customer_id"]),
        username=row["username"],
        bot=row["bot"],
        model_name=row["model_name"],
        trigger_word=str(parameters["trigger_word"]),
        status=Status(row["status"]),
        provider_status=row["provider_status"],
        steps=cast("int", parameters["steps"]),
        price=Stars(row["attempt_price"]),
        money=MoneyState(row["money"]),
        attempt_id=row["attempt_id"],
        attempt_number=row["number"],
        provider_id=row["provider_id"],
        failure_class=row["failure_class"],
        waiting_for=row["waiting_for"],
        progress_step=row["progress_step"],
        progress_total=row["progress_total"],
        phase=Phase(row["phase"]),
        eta_s=row["eta_s"],
        cost_micro_usd=row["cost_micro_usd"],
        created_at=row["created_at"],
        started_at=row["started_at"],
        completed_at=row["completed_at"],
    )
