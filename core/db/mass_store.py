"""Runs over many customers: one row a customer, so that a run that died goes on where it stopped."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from peewee import fn

from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import MassRow as RowTable
from core.db.tables import MassRun as RunTable
from core.domain.mass_runs import MassRow, MassRun, RowStatus, RunStatus
from core.money import Stars


def add(tx: Tx, run: MassRun, customer_ids: Sequence[int]) -> None:
    """Insert a run with all its rows."""
    RunTable.insert(
        id=run.id,
        plan=run.plan,
        days=run.days,
        stars=run.stars.hundredths,
        reason=run.reason,
        tells=run.tells,
        status=run.status.value,
        actor=run.actor,
        actor_id=run.actor_id,
        created_at=tx.now,
        done_at=None,
    ).execute()
    rows: list[dict[str, Any]] = [
        {
            "run_id": run.id,
            "number": number,
            "customer_id": customer_id,
            "status": RowStatus.WAITING.value,
            "detail": "",
            "period_id": None,
            "at": None,
        }
        for number, customer_id in enumerate(customer_ids, 1)
    ]
    for begin in range(0, len(rows), 500):
        RowTable.insert_many(rows[begin : begin + 500]).execute()
    tx.changed("mass_run", run.id)


def by_id(run_id: str) -> MassRun | None:
    """Return a run with its counts, or none."""
    row = row_by(RunTable, id=run_id)
    return _run(row) if row is not None else None


def all_runs(limit: int = 50) -> list[MassRun]:
    """Return the newest runs."""
    return [_run(row) for row in RunTable.select().order_by(RunTable.id.desc()).limit(limit)]


def running() -> list[MassRun]:
    """Return runs that are to go on, the oldest first."""
    query = RunTable.select().where(RunTable.status == RunStatus.RUNNING.value).order_by(RunTable.id)
    return [_run(row) for row in query]


def move(tx: Tx, run: MassRun, status: RunStatus) -> bool:
    """Move a run on if it still is where `run` says; returns whether this call moved it."""
    values: dict[str, object] = {"status": status.value}
    if status is RunStatus.DONE:
        values["done_at"] = tx.now
    moved = (
        RunTable.update(values).where(RunTable.id == run.id, RunTable.status == run.status.value).execute()
    )
    if moved:
        tx.changed("mass_run", run.id)
    return bool(moved)


def waiting(run_id: str, limit: int) -> list[int]:
    """Return the next customers of a run."""
    query = RowTable.select(RowTable.customer_id).where(
        RowTable.run_id == run_id, RowTable.status == RowStatus.WAITING.value
    )
    return [row.customer_id for row in query.order_by(RowTable.number).limit(limit)]


def note(
    tx: Tx,
    run_id: str,
    customer_id: int,
    status: RowStatus,
    *,
    detail: str = "",
    period_id: str | None = None,
) -> None:
    """Write what became of one customer."""
    query = RowTable.update(status=status.value, detail=detail, period_id=period_id, at=tx.now)
    query.where(RowTable.run_id == run_id, RowTable.customer_id == customer_id).execute()
    tx.changed("mass_run", run_id)


def rows(run_id: str, *, after: int = 0, limit: int = 500) -> list[MassRow]:
    """Return a page of a run's rows in their order."""
    query = RowTable.select().where(RowTable.run_id == run_id, RowTable.number > after)
    return [_row(row) for row in query.order_by(RowTable.number).limit(limit)]


def _run(row: Any) -> MassRun:
    query = RowTable.select(RowTable.status, fn.COUNT(RowTable.customer_id)).where(RowTable.run_id == row.id)
    counted = cast("Iterable[tuple[str, int]]", query.group_by(RowTable.status).tuples())
    counts = dict(counted)
    return MassRun(
        id=row.id,
        plan=row.plan,
        days=row.days,
        stars=Stars(row.stars),
        reason=row.reason,
        tells=row.tells,
        status=RunStatus(row.status),
        actor=row.actor,
        actor_id=row.actor_id,
        created_at=row.created_at,
        done_at=row.done_at,
        waiting=int(counts.get(RowStatus.WAITING.value, 0)),
        done=int(counts.get(RowStatus.DONE.value, 0)),
        skipped=int(counts.get(RowStatus.SKIPPED.value, 0)),
    )


def _row(row: Any) -> MassRow:
    return MassRow(
        number=row.number,
        customer_id=row.customer_id,
        status=RowStatus(row.status),
        detail=row.detail,
        period_id=row.period_id or "",
    )
