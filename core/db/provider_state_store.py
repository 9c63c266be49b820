"""What is known of each provider beside its money: how far it was polled, its series of refused notices."""

from typing import Any

from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import ProviderState as Row
from core.domain.inbox import SERIES_PAUSE, Series


def cursor(provider: str) -> str:
    """Return where to poll on from; empty at first."""
    row = row_by(Row, provider=provider)
    return row.cursor if row is not None else ""


def keep_cursor(tx: Tx, provider: str, value: str) -> None:
    """Remember where to poll on from, in the transaction that stores what was polled."""
    _ensure(provider)
    Row.update(cursor=value, polled_at=tx.now, poll_error="").where(Row.provider == provider).execute()


def keep_poll_error(tx: Tx, provider: str, detail: str) -> None:
    """Remember why a provider could not be polled."""
    _ensure(provider)
    Row.update(poll_error=detail[:500]).where(Row.provider == provider).execute()


def count_refused(tx: Tx, provider: str) -> Series:
    """Count a refused notice into the series of its provider; after a long pause a new one begins."""
    _ensure(provider)
    row: Any = Row.get_by_id(provider)
    goes_on = row.refused_last is not None and tx.now - row.refused_last <= SERIES_PAUSE
    since = row.refused_since if goes_on and row.refused_since else tx.now
    count = row.refused_count + 1 if goes_on else 1
    values: dict[str, object] = {"refused_count": count, "refused_since": since, "refused_last": tx.now}
    if not goes_on:
        values["alarmed_at"] = None
    Row.update(values).where(Row.provider == provider).execute()
    return Series(provider=provider, count=count, since=since, last=tx.now)


def raise_alarm(tx: Tx, provider: str) -> bool:
    """Note that the series was told; False if it was before."""
    query = Row.update(alarmed_at=tx.now).where(Row.provider == provider, Row.alarmed_at.is_null())
    tx.changed("inbox")
    return bool(query.execute())


def end_series(provider: str) -> None:
    """Forget the series: somebody has looked at it."""
    values = {"refused_count": 0, "refused_since": None, "refused_last": None, "alarmed_at": None}
    Row.update(values).where(Row.provider == provider).execute()


def alarms() -> list[Series]:
    """Return the series that were told and that nobody has looked at."""
    query = Row.select().where(Row.alarmed_at.is_null(False), Row.refused_since.is_null(False))
    return [
        Series(provider=row.provider, count=row.refused_count, since=row.refused_since, last=row.refused_last)
        for row in query.order_by(Row.provider)
    ]


def _ensure(provider: str) -> None:
    Row.insert(
        provider=provider,
        cursor="",
        polled_at=None,
        poll_error="",
        refused_since=None,
        refused_last=None,
        refused_count=0,
        alarmed_at=None,
    ).on_conflict_ignore().execute()
