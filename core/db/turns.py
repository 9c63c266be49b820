"""Whose turn has come, of rows that wait for a moment; see `core.domain.waiting`."""

from datetime import datetime
from typing import Any

from core.domain.waiting import LONGEST_WAIT


def has_come(moment: Any, now: datetime) -> Any:
    """Return the condition that the moment in this column is over."""
    return (moment <= now) | (moment > now + LONGEST_WAIT)


def come(query: Any, moment: Any, now: datetime, limit: int) -> list[Any]:
    """Return the rows of a query whose moment is over, the longest waiting first.

    It asks twice, because one question with "or" in it would read the whole index.
    """
    rows = list(query.where(moment <= now).order_by(moment).limit(limit))
    if len(rows) < limit:
        lost = query.where(moment > now + LONGEST_WAIT).order_by(moment)
        rows += list(lost.limit(limit - len(rows)))
    return rows
