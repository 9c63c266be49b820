"""Runs of reconciliation: how far each is, what it found, what was decided about that."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import Difference as DifferenceRow
from core.db.tables import Reconciliation as RunRow
from core.domain.differences import (
    RANKS,
    Difference,
    DifferenceKind,
    DifferenceState,
    Found,
    Posting,
    Run,
)
from core.domain.event_text import line_of, line_text
from core.ids import new_id


def add_run(tx: Tx, run: Run) -> None:
    """Insert a run that begins."""
    RunRow.insert(
        id=run.id,
        provider=run.provider,
        source=run.source,
        file_name=run.file_name,
        file_sha256=run.file_sha256,
        since=run.since,
        until=run.until,
        status=run.status,
        detail=run.detail,
        lines=run.lines,
        compared=0,
        matched=0,
        actor=run.actor,
        created_at=tx.now,
        done_at=None,
    ).execute()
    tx.changed("reconciliation", run.id)


def change_run(tx: Tx, run_id: str, **values: object) -> None:
    """Write how far a run is, or how it ended."""
    RunRow.update(**values).where(RunRow.id == run_id).execute()
    tx.changed("reconciliation", run_id)


def run(run_id: str) -> Run | None:
    """Return a run, or none."""
    return next(iter(_runs("WHERE run.id = ?", [run_id])), None)


def runs(before_id: str | None, limit: int) -> list[Run]:
    """Return a page of the runs, newest first."""
    where = "WHERE run.id < ?" if before_id else ""
    return _runs(f"{where} ORDER BY run.id DESC LIMIT ?", [*([before_id] if before_id else []), limit])


def add_differences(
    tx: Tx, run_id: str, provider: str, found: Sequence[tuple[Found, datetime | None]]
) -> None:
    """Insert what a run found; what was ignored before, word for word, is ignored again."""
    prints = [one.fingerprint(provider) for one, _at in found]
    ignored = _ignored(prints)
    rows = []
    for (one, at), mark in zip(found, prints, strict=True):
        before = ignored.get(mark)
        rows.append(
            {
                "id": new_id(),
                "run_id": run_id,
                "kind": one.kind.value,
                "rank": RANKS[one.kind],
                "posting": one.posting.value,
                "fingerprint": mark,
                "provider": provider,
                "external_id": one.external_id,
                "invoice_number": one.invoice_number,
                "payment_id": one.payment_id,
                "inbox_id": one.inbox_id,
                "line": line_text(one.line) if one.line else "",
                "line_number": one.line.line_number if one.line else 0,
                "theirs": one.theirs,
                "ours": one.ours,
                "at": at,
                "state": (DifferenceState.IGNORED if before else DifferenceState.OPEN).value,
                "decided_by": before[0] if before else "",
                "reason": before[1] if before else "",
                "effects": "",
                "created_at": tx.now,
                "decided_at": tx.now if before else None,
            }
        )
    for part in _parts(rows, 30):
        DifferenceRow.insert_many(part).execute()
    tx.changed("reconciliation", run_id)


def difference(difference_id: str) -> Difference | None:
    """Return a difference, or none."""
    row = row_by(DifferenceRow, id=difference_id)
    return _difference(row) if row is not None else None


def differences(
    run_id: str,
    *,
    kind: DifferenceKind | None = None,
    state: DifferenceState | None = None,
    after: tuple[int, str] | None = None,
    limit: int = 100,
) -> list[Difference]:
    """Return a page of what a run found, grouped by kind, the most pressing first."""
    where, values = ["run_id = ?"], [run_id]
    more: list[object] = []
    if state is not None:
        where.append("state = ?")
        more.append(state.value)
    if kind is not None:
        where.append("rank = ?")
        more.append(RANKS[kind])
    if after is not None:
        where.append("(rank, id) > (?, ?)")
        more += after
    sql = f"SELECT * FROM difference WHERE {' AND '.join(where)} ORDER BY rank, id LIMIT ?"  # noqa: S608
    return [_difference(row) for row in DifferenceRow.raw(sql, *values, *more, limit)]


def decide(
    tx: Tx, difference_id: str, state: DifferenceState, *, by: str, reason: str, effects: str = ""
) -> bool:
    """Decide about an open difference; returns whether this call did."""
    query = DifferenceRow.update(
        state=state.value, decided_by=by, reason=reason, effects=effects, decided_at=tx.now
    )
    where = (DifferenceRow.id == difference_id, DifferenceRow.state == DifferenceState.OPEN.value)
    changed = bool(query.where(*where).execute())
    tx.changed("reconciliation", difference_id)
    return changed


def kinds(run_id: str) -> list[tuple[DifferenceKind, int, int]]:
    """Return each kind a run found with how many there are and how many are open, the most pressing first."""
    sql = """
        SELECT kind, COUNT(*), SUM(state = 'open') FROM difference WHERE run_id = ?
        GROUP BY rank, kind ORDER BY rank
    """
    rows = RunRow._meta.database.execute_sql(sql, [run_id]).fetchall()
    return [(DifferenceKind(kind), number, opened) for kind, number, opened in rows]


def _ignored(prints: Sequence[str]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for part in _parts(list(prints), 500):
        query = DifferenceRow.select().where(
            DifferenceRow.fingerprint.in_(part), DifferenceRow.state == DifferenceState.IGNORED.value
        )
        found.update({row.fingerprint: (row.decided_by, row.reason) for row in query})
    return found


def _parts(values: Sequence[Any], size: int) -> Iterator[Any]:
    return (values[place : place + size] for place in range(0, len(values), size))


def _runs(tail: str, values: Sequence[object]) -> list[Run]:
    sql = f"""
        SELECT run.*,
            (SELECT COUNT(*) FROM difference WHERE run_id = run.id) AS differences,
            (SELECT COUNT(*) FROM difference WHERE run_id = run.id AND state = 'open') AS open
        FROM reconciliation AS run {tail}
    """  # noqa: S608 - the tail is a constant
    return [
        Run(
            id=row.id,
            provider=row.provider,
            source=row.source,
            file_name=row.file_name,
            file_sha256=row.file_sha256,
            since=row.since,
            until=row.until,
            status=row.status,
            detail=row.detail,
            lines=row.lines,
            compared=row.compared,
            matched=row.matched,
            actor=row.actor,
            created_at=row.created_at,
            done_at=row.done_at,
            open=row.open,
            differences=row.differences,
        )
        for row in RunRow.raw(sql, *values)
    ]


def _difference(row: Any) -> Difference:
    return Difference(
        id=row.id,
        run_id=row.run_id,
        kind=DifferenceKind(row.kind),
        posting=Posting(row.posting),
        provider=row.provider,
        external_id=row.external_id,
        invoice_number=row.invoice_number,
        payment_id=row.payment_id,
        inbox_id=row.inbox_id,
        line=line_of(row.line) if row.line else None,
        line_number=row.line_number,
        theirs=row.theirs,
        ours=row.ours,
        at=row.at,
        state=DifferenceState(row.state),
        decided_by=row.decided_by,
        reason=row.reason,
        created_at=row.created_at,
        decided_at=row.decided_at,
    )
