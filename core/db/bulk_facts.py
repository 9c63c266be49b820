"""What the rows of a bulk deed look like: one statement for one row or for fifty thousand."""

import json
from collections.abc import Sequence
from typing import Any, cast

from core.db.json_text import from_json
from core.db.tables import Attempt as AttemptRow
from core.domain.attempts import MoneyState
from core.domain.bulk import Seen
from core.domain.trainings import Status
from core.money import Stars

_TRAININGS = """
SELECT training.id, training.model_name, training.customer_id,
    trim(customer.first_name || ' ' || customer.last_name), customer.username,
    attempt.id, attempt.status, attempt.cancel_asked, attempt.money, attempt.price, attempt.failure_class,
    training.parameters, attempt.parameters, training.trainer, training.dataset, attempt.dataset,
    COALESCE(account.balance, 0),
    EXISTS (
        SELECT 1 FROM training AS other WHERE other.customer_id = training.customer_id
            AND other.model_name = training.model_name AND other.is_active = 1 AND other.id <> training.id
    ),
    CASE WHEN attempt.money = 'settled' THEN attempt.price - COALESCE((
        SELECT SUM(given.amount - COALESCE((
            SELECT SUM(undone.amount) FROM transfer AS undone WHERE undone.reverses_id = given.id), 0))
        FROM transfer AS given WHERE given.charge_id = attempt.hold_id), 0) ELSE 0 END
FROM json_each(?) AS wanted
JOIN training ON training.id = wanted.value
JOIN attempt ON attempt.id = training.last_attempt_id
JOIN customer ON customer.telegram_id = training.customer_id
LEFT JOIN account ON account.id = 'customer:' || training.customer_id
"""
_GROUPS = """
SELECT failure_group.id, failure_group.text, failure_group.owner, failure_group.fixed_at,
    failure_group.fixed_by,
    (SELECT MAX(attempt.completed_at) FROM attempt
        WHERE attempt.group_id = failure_group.id AND attempt.group_id <> '')
FROM json_each(?) AS wanted JOIN failure_group ON failure_group.id = wanted.value
"""
_CHANGED = "SELECT subject_id, changed FROM bulk_item WHERE run_id = ? AND state = 'done' ORDER BY number"
_OF_ATTEMPTS = """
SELECT DISTINCT attempt.training_id FROM json_each(?) AS wanted JOIN attempt ON attempt.id = wanted.value
ORDER BY attempt.training_id DESC
"""
_UNSENT = "SELECT COUNT(*) FROM attempt WHERE status = 'submitting'"


def trainings(ids: Sequence[str]) -> list[Seen]:
    """Return how each training stands, in the order asked for; unknown ones say so."""
    found = {row[0]: _training(row) for row in _rows(_TRAININGS, ids)}
    return [found.get(one) or Seen(id=one, label=one, is_known=False) for one in ids]


def groups(ids: Sequence[str], *, undoes: str = "") -> list[Seen]:
    """Return how each failure group stands, in the order asked for; unknown ones say so.

    With `undoes`, the id of a run, one that is no longer as that run left it says that too.
    """
    left = {one: facts["left"] for one, facts in changed(undoes).items()} if undoes else {}
    found = {row[0]: _group(row, left.get(row[0], {})) for row in _rows(_GROUPS, ids)}
    return [found.get(one) or Seen(id=one, label=one, is_known=False) for one in ids]


def changed(run_id: str) -> dict[str, dict[str, dict[str, object]]]:
    """Return what a run changed about each group it did: how it `was`, and how it was `left`."""
    rows = AttemptRow._meta.database.execute_sql(_CHANGED, (run_id,)).fetchall()
    return {row[0]: cast("dict[str, dict[str, object]]", from_json(row[1])) for row in rows if row[1]}


def trainings_of(attempt_ids: Sequence[str]) -> list[str]:
    """Return the trainings of these attempts, each once, newest first."""
    return [str(row[0]) for row in _rows(_OF_ATTEMPTS, attempt_ids)]


def unsent() -> int:
    """Return how many attempts wait to be sent."""
    return int(AttemptRow._meta.database.execute_sql(_UNSENT).fetchone()[0])


def _rows(sql: str, ids: Sequence[str]) -> list[tuple[Any, ...]]:
    return list(AttemptRow._meta.database.execute_sql(sql, (json.dumps(list(ids)),)).fetchall())


def _group(row: tuple[Any, ...], left: dict[str, object]) -> Seen:
    now = {"owner": row[2], "fixed_at": row[3], "fixed_by": row[4]}
    return Seen(
        id=row[0],
        label=row[1],
        owner=row[2],
        is_fixed=row[3] is not None and not (row[5] is not None and row[5] > row[3]),
        is_touched=any(now[name] != value for name, value in left.items()),
    )


def _training(row: tuple[Any, ...]) -> Seen:
    return Seen(
        id=row[0],
        label=row[1],
        customer_id=row[2],
        customer=row[3] or (f"@{row[4]}" if row[4] else str(row[2])),
        attempt_id=row[5],
        status=Status(row[6]),
        cancel_asked=bool(row[7]),
        money=MoneyState(row[8]),
        paid=Stars(row[9]),
        failure_class=row[10],
        steps=int(json.loads(row[12] or row[11])["steps"]),
        trainer=row[13],
        photos=str(json.loads(row[15] or row[14])["path"]),
        balance=Stars(row[16]),
        is_model_busy=bool(row[17]),
        left=Stars(row[18]),
    )
