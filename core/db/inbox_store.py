"""Everything that came in, kept as it came; what became of it; and what waits to be done."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from core.db import turns
from core.db.database import Tx
from core.db.tables import Inbox as Row
from core.db.tables import from_micros
from core.domain.inbox import InboxRow, InboxSource, InboxVerdict, kept_headers, search_text
from core.domain.providers import Notice
from core.ids import new_id

# Plain SQL: a row is read three times for every notice, and building the query took longer than running it.
_SELECT = """
SELECT id, provider, delivery_id, source, body, length_bytes, headers, query, source_address, deliveries,
    verdict, detail, effects, actor, received_at, last_at, processed_at, tries, next_try_at, waits_for,
    seen_by, seen_at
FROM inbox
"""

Effects = Sequence[tuple[str, str]]


def add(
    tx: Tx,
    provider: str,
    delivery_id: str,
    notice: Notice,
    *,
    source: InboxSource,
    actor: str,
    verdict: InboxVerdict = InboxVerdict.RECEIVED,
    detail: str = "",
    length_bytes: int | None = None,
    next_try_at: datetime | None = None,
) -> str:
    """Store what came in, its secrets left out; returns our id. The caller knows that it is new."""
    row_id = new_id()
    Row.insert(
        id=row_id,
        provider=provider,
        delivery_id=delivery_id,
        source=source.value,
        body=notice.body,
        headers=json.dumps(kept_headers(notice.headers), ensure_ascii=False),
        query=notice.query,
        source_address=notice.source_address,
        deliveries=1,
        verdict=verdict.value,
        detail=detail,
        effects="[]",
        actor=actor,
        received_at=tx.now,
        processed_at=None,
        length_bytes=len(notice.body) if length_bytes is None else length_bytes,
        search_text=search_text(notice, delivery_id),
        tries=0,
        next_try_at=next_try_at,
        waits_for="",
        last_at=tx.now,
        seen_by="",
        seen_at=None,
    ).execute()
    tx.changed("inbox", row_id)
    return row_id


def count_delivery(tx: Tx, row_id: str) -> None:
    """Note that the same thing was delivered once more."""
    Row.update(deliveries=Row.deliveries + 1, last_at=tx.now).where(Row.id == row_id).execute()
    tx.changed("inbox", row_id)


def by_id(row_id: str) -> InboxRow | None:
    """Return a row whole, or none."""
    return _first("WHERE id = ?", row_id)


def by_delivery(provider: str, delivery_id: str) -> InboxRow | None:
    """Return the row of a provider's delivery, or none."""
    return _first("WHERE provider = ? AND delivery_id = ?", provider, delivery_id)


def ids_starting_with(text: str, limit: int = 2) -> list[str]:
    """Return rows whose id begins so, for a person who typed a part of it."""
    query = Row.select(Row.id).where(Row.id >= text, Row.id < text + "~").order_by(Row.id).limit(limit)
    return [row.id for row in query]


def due(now: datetime, limit: int) -> list[str]:
    """Return rows whose turn it is to be tried, the longest waiting first."""
    waiting = (InboxVerdict.RECEIVED.value, InboxVerdict.LATER.value)
    query = Row.select(Row.id).where(Row.verdict.in_(waiting))
    return [row.id for row in turns.come(query, Row.next_try_at, now, limit)]


def begin_try(tx: Tx, row_id: str, next_try_at: datetime) -> None:
    """Count a try before it is made, so that one that kills the program does not come back at once."""
    Row.update(tries=Row.tries + 1, next_try_at=next_try_at).where(Row.id == row_id).execute()


def settle(tx: Tx, found: InboxRow, verdict: InboxVerdict, *, detail: str, effects: Effects) -> None:
    """Write what became of it; what it did before stays in the list."""
    merged = list(dict.fromkeys((*found.effects, *(tuple(one) for one in effects))))
    unknown = next((ident for what, ident in effects if what == "unknown payment"), "")
    is_waiting = verdict in (InboxVerdict.RECEIVED, InboxVerdict.LATER)
    values: dict[str, object] = {
        "verdict": verdict.value,
        "detail": detail[:1000],
        "effects": json.dumps(merged, ensure_ascii=False),
        "processed_at": tx.now,
        "waits_for": unknown,
    }
    if not is_waiting:
        values["next_try_at"] = None
    if verdict is not found.verdict:
        values |= {"seen_at": None, "seen_by": ""}
    Row.update(values).where(Row.id == found.id).execute()
    tx.changed("inbox", found.id)


def let_wait(tx: Tx, row_id: str, *, detail: str) -> None:
    """Note why it could not be done now; when it is tried again stands already."""
    values = {"verdict": InboxVerdict.LATER.value, "detail": detail[:1000]}
    Row.update(values).where(Row.id == row_id).execute()
    tx.changed("inbox", row_id)


def wake(tx: Tx, provider: str, external_id: str) -> int:
    """Let what waited for a payment be tried again, now that there is one."""
    values = {
        "verdict": InboxVerdict.LATER.value,
        "detail": "its payment has come",
        "waits_for": "",
        "next_try_at": tx.now,
    }
    query = Row.update(values).where(Row.provider == provider, Row.waits_for == external_id)
    woken = int(query.execute())
    if woken:
        tx.changed("inbox")
    return woken


def mark_seen(tx: Tx, row_id: str, by: str) -> bool:
    """Take a row off the work list; returns whether it was on it."""
    query = Row.update(seen_at=tx.now, seen_by=by).where(Row.id == row_id, Row.seen_at.is_null())
    tx.changed("inbox", row_id)
    return bool(query.execute())


def mark_refused_seen(tx: Tx, provider: str, by: str) -> int:
    """Take all refused notices of a provider off the work list; returns how many."""
    where = (
        Row.provider == provider,
        Row.verdict == InboxVerdict.REFUSED.value,
        Row.seen_at.is_null(),
    )
    marked = int(Row.update(seen_at=tx.now, seen_by=by).where(*where).execute())
    tx.changed("inbox")
    return marked


def _first(where: str, *values: object) -> InboxRow | None:
    row = Row._meta.database.execute_sql(f"{_SELECT} {where}", values).fetchone()
    return _row(*row) if row is not None else None


def _row(*columns: Any) -> InboxRow:
    (
        row_id, provider, delivery_id, source, body, length_bytes, headers, query, source_address, deliveries,
        verdict, detail, effects, actor, received_at, last_at, processed_at, tries, next_try_at, waits_for,
        seen_by, seen_at,
    ) = columns  # fmt: skip
    return InboxRow(
        id=row_id,
        provider=provider,
        delivery_id=delivery_id,
        source=InboxSource(source),
        body=bytes(body),
        length_bytes=length_bytes or len(body),
        headers=json.loads(headers),
        query=query,
        source_address=source_address,
        deliveries=deliveries,
        verdict=InboxVerdict(verdict),
        detail=detail,
        effects=tuple((str(what), str(ident)) for what, ident in json.loads(effects)),
        actor=actor,
        received_at=from_micros(received_at),
        last_at=from_micros(last_at or received_at),
        processed_at=_moment(processed_at),
        tries=tries,
        next_try_at=_moment(next_try_at),
        waits_for=waits_for,
        seen_by=seen_by,
        seen_at=_moment(seen_at),
    )


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
