"""Failure groups, what is known about them, and their figures."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from core.db import people_store
from core.db.database import Tx
from core.db.tables import Attempt as AttemptRow
from core.db.tables import Customer as CustomerRow
from core.db.tables import FailureGroup as GroupRow
from core.db.tables import Training as TrainingRow
from core.db.tables import from_micros, to_micros
from core.domain.attempts import MoneyState
from core.domain.failure_groups import (
    NEW_FOR,
    SEARCHED_LOGS,
    FailedAttempt,
    FailureChoices,
    FailureFilter,
    FailureGroup,
)
from core.domain.failure_signature import group_id, signature
from core.domain.failures import FailureClass
from core.domain.trainings import Status
from core.money import Stars

DAY = timedelta(days=1)
_DAY_MICROS = DAY // timedelta(microseconds=1)

_FIGURES = """
SELECT attempt.group_id, COUNT(*), COUNT(DISTINCT attempt.customer_id),
    COALESCE(SUM(CASE WHEN attempt.money = 'held' THEN attempt.price END), 0),
    COALESCE(SUM(CASE WHEN attempt.money = 'released' THEN attempt.price END), 0),
    COALESCE(SUM(attempt.cost_micro_usd), 0),
    MIN(attempt.completed_at), MAX(attempt.completed_at)
FROM attempt {join}
WHERE attempt.group_id <> '' {where}
GROUP BY attempt.group_id
"""
_JOIN = "JOIN training ON training.id = attempt.training_id"
"""Only where a bot is asked for: without it the index alone answers."""
_HOLDS_TEXT = r"""(attempt.error LIKE ? ESCAPE '\' OR (
    attempt.id >= COALESCE(
        (SELECT newer.id FROM attempt AS newer WHERE newer.group_id <> ''
            ORDER BY newer.id DESC LIMIT 1 OFFSET ?), '')
    AND EXISTS (SELECT 1 FROM attempt_log
        WHERE attempt_log.attempt_id = attempt.id AND attempt_log.text LIKE ? ESCAPE '\')))"""
_TREND = """
SELECT attempt.group_id, (? - attempt.completed_at) / ? AS days_ago, COUNT(*)
FROM attempt WHERE attempt.group_id <> '' AND attempt.completed_at > ?
GROUP BY attempt.group_id, days_ago
"""
_NOTE = """
INSERT INTO failure_group
    (id, failure_class, text, sample, owner, note, known_fix, fixed_at, fixed_by, first_at)
VALUES (?, ?, ?, ?, '', '', '', NULL, '', ?) ON CONFLICT (id) DO NOTHING
"""
_PUT = """
UPDATE attempt SET group_id = ?,
    customer_id = (SELECT customer_id FROM training WHERE training.id = attempt.training_id) WHERE id = ?
"""


def put_into_group(tx: Tx, attempt_id: str, failure_class: str, error: str) -> str:
    """Put a failed attempt into the group of its like; a new kind of failure makes a group."""
    text = signature(error)
    ident = group_id(failure_class, text)
    database = GroupRow._meta.database
    database.execute_sql(_NOTE, (ident, failure_class, text, error[:2000], to_micros(tx.now)))
    database.execute_sql(_PUT, (ident, attempt_id))
    tx.changed("failure", ident)
    return ident


def ungrouped(limit: int) -> list[tuple[str, str, str]]:
    """Return id, class and error of failed attempts from before there were groups, oldest first."""
    query = AttemptRow.select(AttemptRow.id, AttemptRow.failure_class, AttemptRow.error).where(
        AttemptRow.group_id == "",
        AttemptRow.failure_class != "",
        AttemptRow.failure_class != FailureClass.CANCELED.value,
    )
    return [(row.id, row.failure_class, row.error) for row in query.order_by(AttemptRow.id).limit(limit)]


def group(ident: str) -> FailureGroup | None:
    """Return one group with its figures, or none."""
    found = groups(FailureFilter(group_id=ident), now=None)
    return found[0] if found else None


def groups(wanted: FailureFilter, *, now: datetime | None, days: int = 14) -> list[FailureGroup]:
    """Return the groups that match, the largest first; with `now`, each with its counts a day."""
    where, arguments = _where(wanted)
    database = GroupRow._meta.database
    figures = database.execute_sql(
        _FIGURES.format(where=where, join=_JOIN if wanted.bot else ""), arguments
    ).fetchall()
    known = {row.id: row for row in GroupRow.select()}
    trends = _trends(now, days) if now is not None else {}
    found = [_group(known[line[0]], line, trends.get(line[0], ())) for line in figures if line[0] in known]
    return sorted(found, key=lambda one: (-one.attempts, one.id))


def needing_a_look(now: datetime) -> int:
    """Return how many groups are back, or new and looked after by nobody; an index answers."""
    sql = """
        SELECT COUNT(*) FROM failure_group AS g WHERE
            (g.fixed_at IS NOT NULL OR g.owner = '') AND EXISTS (
                SELECT 1 FROM attempt WHERE attempt.group_id = g.id AND attempt.group_id <> ''
                AND attempt.completed_at > COALESCE(g.fixed_at, ?))
    """
    cursor = GroupRow._meta.database.execute_sql(sql, (to_micros(now - NEW_FOR),))
    return int(cursor.fetchone()[0])


def count(wanted: FailureFilter) -> int:
    """Return how many failed attempts match."""
    where, arguments = _where(wanted)
    sql = f"SELECT COUNT(*) FROM attempt {_JOIN if wanted.bot else ''} WHERE attempt.group_id <> '' {where}"  # noqa: S608
    return int(GroupRow._meta.database.execute_sql(sql, arguments).fetchone()[0])


def trainings_of(wanted: FailureFilter) -> list[str]:
    """Return the trainings with failed attempts that match, the latest first."""
    where, arguments = _where(wanted)
    sql = f"""
        SELECT attempt.training_id FROM attempt {_JOIN if wanted.bot else ""}
        WHERE attempt.group_id <> '' {where} GROUP BY attempt.training_id ORDER BY MAX(attempt.id) DESC
    """  # noqa: S608 - constants only
    return [str(row[0]) for row in GroupRow._meta.database.execute_sql(sql, arguments).fetchall()]


def rows_of(wanted: FailureFilter, *, before_id: str | None, limit: int) -> list[FailedAttempt]:
    """Return a page of failed attempts that match, newest first."""
    ids = attempts_of(wanted, before_id=before_id, limit=limit)
    columns = (
        AttemptRow, TrainingRow.bot, TrainingRow.model_name, TrainingRow.last_attempt_id,
        TrainingRow.customer_id.alias("owner_id"),
        CustomerRow.first_name, CustomerRow.last_name, CustomerRow.username,
    )  # fmt: skip
    query = (
        AttemptRow.select(*columns)
        .join(TrainingRow, on=(TrainingRow.id == AttemptRow.training_id))
        .join(CustomerRow, on=(CustomerRow.telegram_id == TrainingRow.customer_id))
        .where(AttemptRow.id.in_(ids))
        .order_by(AttemptRow.id.desc())
    )
    return [_failed(cast("Mapping[str, Any]", row)) for row in query.dicts()]


def choices() -> FailureChoices:
    """Return trainer versions of failed attempts, the most used first, and the bots there are."""
    sql = """
        SELECT attempt.version FROM attempt WHERE attempt.group_id <> '' AND attempt.version <> ''
        GROUP BY attempt.version ORDER BY COUNT(*) DESC LIMIT 50
    """
    versions = [str(row[0]) for row in GroupRow._meta.database.execute_sql(sql).fetchall()]
    return FailureChoices(versions=tuple(versions), bots=tuple(people_store.bots()))


def attempts_of(wanted: FailureFilter, *, before_id: str | None, limit: int) -> list[str]:
    """Return ids of failed attempts that match, newest first, those made before `before_id`."""
    where, arguments = _where(wanted)
    before, more = (" AND attempt.id < ?", (before_id,)) if before_id else ("", ())
    sql = f"""
        SELECT attempt.id FROM attempt JOIN training ON training.id = attempt.training_id
        WHERE attempt.group_id <> '' {where} {before} ORDER BY attempt.id DESC LIMIT ?
    """  # noqa: S608 - constants only
    cursor = GroupRow._meta.database.execute_sql(sql, (*arguments, *more, limit))
    return [str(row[0]) for row in cursor.fetchall()]


def change_group(tx: Tx, ident: str, **values: object) -> bool:
    """Write what people know about a group; returns whether there is one."""
    changed = GroupRow.update(**values).where(GroupRow.id == ident).execute()
    if changed:
        tx.changed("failure", ident)
    return bool(changed)


def known(ident: str, names: Iterable[str]) -> dict[str, object]:
    """Return some of what people know about a group, by column, moments as microseconds; empty for none."""
    fields = [getattr(GroupRow, name) for name in names]
    row = GroupRow.select(*fields).where(GroupRow.id == ident).dicts().first()
    found = cast("dict[str, object]", row or {})
    return {name: to_micros(one) if isinstance(one, datetime) else one for name, one in found.items()}


def text_of(ident: str) -> str:
    """Return the signature of a group, empty for none."""
    return str(known(ident, ["text"]).get("text", ""))


def change_back(tx: Tx, ident: str, was: Mapping[str, object]) -> None:
    """Write what `known` returned, or the like with whole moments."""
    moment = was.get("fixed_at")
    fixed = {"fixed_at": from_micros(moment)} if isinstance(moment, int) else {}
    change_group(tx, ident, **{**was, **fixed})


def forget_retries(tx: Tx, ident: str) -> None:
    """Take back every retry planned for attempts of a group."""
    query = AttemptRow.update(retry_at=None).where(AttemptRow.group_id == ident)
    query.where(AttemptRow.retry_at.is_null(False)).execute()
    tx.changed("training")


def raise_alarm(tx: Tx, ident: str, *, not_since: datetime) -> bool:
    """Mark a group as a fault of the platform; returns whether that is news since `not_since`."""
    is_old = GroupRow.alarmed_at.is_null() | (GroupRow.alarmed_at < not_since)
    is_news = GroupRow.update(alarmed_at=tx.now).where(GroupRow.id == ident, is_old).execute()
    if is_news:
        tx.changed("failure", ident)
    return bool(is_news)


def recent_customers(ident: str, since: datetime) -> int:
    """Return how many customers met a failure since then: many at once are the platform's fault."""
    sql = """
        SELECT COUNT(DISTINCT attempt.customer_id) FROM attempt
        WHERE attempt.group_id = ? AND attempt.completed_at > ?
    """
    cursor = GroupRow._meta.database.execute_sql(sql, (ident, to_micros(since)))
    return int(cursor.fetchone()[0])


def _where(wanted: FailureFilter) -> tuple[str, tuple[object, ...]]:
    parts: list[tuple[str, tuple[object, ...]]] = []
    if wanted.group_id:
        parts.append(("attempt.group_id = ?", (wanted.group_id,)))
    if wanted.group_ids:
        ids = json.dumps(sorted(wanted.group_ids))
        parts.append(("attempt.group_id IN (SELECT value FROM json_each(?))", (ids,)))
    if wanted.classes:
        values = sorted(one.value for one in wanted.classes)
        parts.append((f"attempt.failure_class IN ({', '.join('?' * len(values))})", tuple(values)))
    if wanted.since is not None:
        parts.append(("attempt.completed_at >= ?", (to_micros(wanted.since),)))
    if wanted.until is not None:
        parts.append(("attempt.completed_at < ?", (to_micros(wanted.until),)))
    if wanted.version:
        parts.append(("attempt.version = ?", (wanted.version,)))
    if wanted.bot:
        parts.append(("training.bot = ?", (wanted.bot,)))
    if wanted.text:
        parts.append((_HOLDS_TEXT, (_like(wanted.text), SEARCHED_LOGS - 1, _like(wanted.text))))
    where = "".join(f" AND {sql}" for sql, _arguments in parts)
    return where, tuple(value for _sql, arguments in parts for value in arguments)


def _like(text: str) -> str:
    for special in ("\\", "%", "_"):
        text = text.replace(special, "\\" + special)
    return f"%{text}%"


def _failed(row: Mapping[str, Any]) -> FailedAttempt:
    return FailedAttempt(
        id=row["id"],
        training_id=row["training_id"],
        number=row["number"],
        is_newest=row["last_attempt_id"] == row["id"],
        customer_id=row["owner_id"],
        customer_name=f"{row['first_name']} {row['last_name']}".strip(),
        username=row["username"],
        bot=row["bot"],
        model_name=row["model_name"],
        version=row["version"],
        status=Status(row["status"]),
        failure_class=FailureClass(row["failure_class"]),
        group_id=row["group_id"],
        error=row["error"],
        price=Stars(row["price"]),
        money=MoneyState(row["money"]),
        cost_micro_usd=row["cost_micro_usd"],
        completed_at=row["completed_at"],
    )


def _trends(now: datetime, days: int) -> Mapping[str, Sequence[int]]:
    """Return for each group its counts of the last days, today last."""
    moment = to_micros(now)
    cursor = GroupRow._meta.database.execute_sql(_TREND, (moment, _DAY_MICROS, to_micros(now - DAY * days)))
    found: dict[str, list[int]] = {}
    for ident, days_ago, number in cursor.fetchall():
        found.setdefault(ident, [0] * days)[days - 1 - max(0, min(days - 1, int(days_ago)))] += int(number)
    return found


def _group(row: Any, figures: Sequence[Any], trend: Sequence[int]) -> FailureGroup:
    return FailureGroup(
        id=row.id,
        failure_class=FailureClass(row.failure_class),
        text=row.text,
        sample=row.sample,
        attempts=int(figures[1]),
        customers=int(figures[2]),
        held=Stars(int(figures[3])),
        returned=Stars(int(figures[4])),
        cost_micro_usd=int(figures[5]),
        first_at=from_micros(figures[6]),
        last_at=from_micros(figures[7]),
        trend=tuple(trend),
        owner=row.owner,
        note=row.note,
        known_fix=row.known_fix,
        fixed_at=row.fixed_at,
        fixed_by=row.fixed_by,
        alarmed_at=row.alarmed_at,
    )
