"""Bulk runs and their rows: each row is done once, a trigger sees to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, cast

from peewee import fn

from core.db.by_key import row_by
from core.db.database import Tx
from core.db.json_text import from_json, to_json
from core.db.tables import BulkItem as ItemTable
from core.db.tables import BulkRun as RunTable
from core.db.tables import Customer
from core.domain.bulk import BulkKind, BulkRow, BulkRun, BulkTerms, ItemState, RunStatus, Seen, Why
from core.domain.bulk_judge import Judged
from core.money import Stars

_INSERT_ITEM = """
INSERT INTO bulk_item
    (run_id, number, subject_id, label, customer_id, seen, stars, state, why, result_id, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)
"""
"""Plain SQL, prepared once for all rows of a run."""


def add(tx: Tx, run: BulkRun, judged: Iterable[tuple[Seen, Judged]]) -> None:
    """Insert a run with all its rows; those left out from the start are skipped at once."""
    RunTable.insert(
        id=run.id,
        kind=run.kind.value,
        terms=to_json(asdict(run.terms)),
        filter_words=run.filter_words,
        reason=run.reason,
        digest=run.digest,
        total=run.total,
        stars=run.stars.hundredths,
        status=run.status.value,
        actor=run.actor,
        actor_id=run.actor_id,
        created_at=tx.now,
        done_at=None,
    ).execute()
    connection: Any = ItemTable._meta.database.connection()
    connection.executemany(
        _INSERT_ITEM,
        (_new_item(run.id, number, seen, verdict) for number, (seen, verdict) in enumerate(judged, 1)),
    )
    tx.changed("bulk", run.id)


def _new_item(run_id: str, number: int, seen: Seen, verdict: Judged) -> tuple[object, ...]:
    state = ItemState.SKIPPED if verdict.why else ItemState.WAITING
    why = verdict.why.value if verdict.why else ""
    return (
        run_id, number, seen.id, seen.label[:200], seen.customer_id or None, seen.mark,
        verdict.stars.hundredths, state.value, why, None,
    )  # fmt: skip


def by_id(run_id: str) -> BulkRun | None:
    """Return a run with its counts, or none."""
    row = row_by(RunTable, id=run_id)
    return _counted([row])[0] if row is not None else None


def bare(run_id: str) -> BulkRun | None:
    """Return a run without its counts, which cost more the longer it is."""
    row = row_by(RunTable, id=run_id)
    return _run(row) if row is not None else None


def newest(limit: int = 50) -> list[BulkRun]:
    """Return the newest runs."""
    return _counted(list(RunTable.select().order_by(RunTable.id.desc()).limit(limit)))


def undoing(run_id: str) -> list[BulkRun]:
    """Return the runs that were started to take this one back."""
    is_of_it = fn.json_extract(RunTable.terms, "$.undoes") == run_id
    query = RunTable.select().where(RunTable.kind == BulkKind.UNDO.value, is_of_it)
    return [_run(row) for row in query]


def running() -> list[str]:
    """Return the ids of runs that are to go on, the oldest first."""
    query = RunTable.select(RunTable.id).where(RunTable.status == RunStatus.RUNNING.value)
    return [row.id for row in query.order_by(RunTable.id)]


def move(tx: Tx, run_id: str, to: RunStatus, *, of: Iterable[RunStatus]) -> bool:
    """Move a run on if it is in one of the states `of`; returns whether this call moved it."""
    values: dict[str, object] = {"status": to.value}
    if to.is_over:
        values["done_at"] = tx.now
    query = RunTable.update(values)
    moved = query.where(RunTable.id == run_id, RunTable.status.in_([one.value for one in of])).execute()
    if moved:
        tx.changed("bulk", run_id)
    return bool(moved)


def next_item(run_id: str) -> tuple[int, str, str] | None:
    """Return number, subject and mark of the next row of a run, or none."""
    query = ItemTable.select(ItemTable.number, ItemTable.subject_id, ItemTable.seen).where(
        ItemTable.run_id == run_id, ItemTable.state == ItemState.WAITING.value
    )
    row = query.order_by(ItemTable.number).limit(1).first()
    return (row.number, row.subject_id, row.seen) if row is not None else None


def note(
    tx: Tx,
    run_id: str,
    number: int,
    state: ItemState,
    *,
    why: str = "",
    result_id: str = "",
    changed: Mapping[str, object] | None = None,
) -> bool:
    """Write what became of a row that waits, and what an undo needs; returns whether it did."""
    kept = to_json(changed) if changed else ""
    query = ItemTable.update(state=state.value, why=why, result_id=result_id, changed=kept, at=tx.now)
    noted = query.where(
        ItemTable.run_id == run_id,
        ItemTable.number == number,
        ItemTable.state == ItemState.WAITING.value,
    ).execute()
    tx.changed("bulk", run_id)
    return bool(noted)


def items(run_id: str, *, after: int = 0, state: ItemState | None = None, limit: int = 500) -> list[BulkRow]:
    """Return a page of a run's rows in their order, with what became of each."""
    query = (
        ItemTable.select(
            ItemTable.number, ItemTable.subject_id, ItemTable.label, ItemTable.customer_id, ItemTable.state,
            ItemTable.why, ItemTable.stars, ItemTable.at,
            Customer.first_name, Customer.last_name, Customer.username,
        )
        .left_outer_join(Customer, on=Customer.telegram_id == ItemTable.customer_id)
        .where(ItemTable.run_id == run_id, ItemTable.number > after)
    )  # fmt: skip
    if state is not None:
        query = query.where(ItemTable.state == state.value)
    rows = cast("Iterable[Mapping[str, Any]]", query.order_by(ItemTable.number).limit(limit).dicts())
    return [_item(row) for row in rows]


def shares(run_id: str) -> dict[int, Stars]:
    """Return how many stars the waiting rows of a run move for each customer."""
    query = ItemTable.select(ItemTable.customer_id, fn.SUM(ItemTable.stars)).where(
        ItemTable.run_id == run_id, ItemTable.state == ItemState.WAITING.value
    )
    found = cast("Iterable[tuple[int, int]]", query.group_by(ItemTable.customer_id).tuples())
    return {customer_id: Stars(stars) for customer_id, stars in found}


def _counted(rows: Sequence[Any]) -> list[BulkRun]:
    runs = [_run(row) for row in rows]
    query = ItemTable.select(ItemTable.run_id, ItemTable.state, fn.COUNT(ItemTable.number)).where(
        ItemTable.run_id.in_([run.id for run in runs])
    )
    counts: dict[str, dict[str, int]] = {}
    found = cast("Iterable[tuple[str, str, int]]", query.group_by(ItemTable.run_id, ItemTable.state).tuples())
    for run_id, state, number in found:
        counts.setdefault(run_id, {})[state] = number
    return [
        replace(
            run,
            done=counts.get(run.id, {}).get(ItemState.DONE.value, 0),
            skipped=counts.get(run.id, {}).get(ItemState.SKIPPED.value, 0),
            failed=counts.get(run.id, {}).get(ItemState.FAILED.value, 0),
        )
        for run in runs
    ]


def _run(row: Any) -> BulkRun:
    return BulkRun(
        id=row.id,
        kind=BulkKind(row.kind),
        terms=BulkTerms(**cast("dict[str, Any]", from_json(row.terms))),
        filter_words=row.filter_words,
        reason=row.reason,
        digest=row.digest,
        total=row.total,
        stars=Stars(row.stars),
        status=RunStatus(row.status),
        actor=row.actor,
        actor_id=row.actor_id,
        created_at=row.created_at,
        done_at=row.done_at,
    )


def _item(row: Mapping[str, Any]) -> BulkRow:
    full = f"{row['first_name'] or ''} {row['last_name'] or ''}".strip()
    why, _, detail = row["why"].partition(" ")
    return BulkRow(
        number=row["number"],
        id=row["subject_id"],
        label=row["label"],
        customer_id=row["customer_id"] or 0,
        customer=full or (f"@{row['username']}" if row["username"] else str(row["customer_id"] or "")),
        state=ItemState(row["state"]),
        why=Why(why) if why else None,
        stars=Stars(row["stars"]),
        detail=detail,
        at=row["at"],
    )
