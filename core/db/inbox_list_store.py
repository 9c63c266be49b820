"""The inbox as a list: everything newest first, or what is to be done with the most pressing first.

Read by key: the key of the work list is "section:id", because it is several lists one after the other.
"""

from collections.abc import Callable, Sequence
from typing import Any

from core.db import provider_state_store
from core.db.tables import Inbox, from_micros
from core.domain.inbox import (
    InboxCounts,
    InboxFilter,
    InboxLine,
    InboxSource,
    InboxVerdict,
    LineKind,
    Series,
)
from core.domain.payments import Verdict
from core.money import Money

_COLUMNS = """
    inbox.id AS inbox_id, inbox.source, inbox.verdict, inbox.detail, inbox.deliveries, inbox.received_at,
    inbox.seen_at, payment.id AS payment_id, payment.verdict AS why, payment.amount, payment.currency,
    payment.invoice_number, payment.status, payment.created_at,
    COALESCE(inbox.provider, payment.provider) AS provider,
    COALESCE(customer.first_name, '') AS first_name, COALESCE(customer.last_name, '') AS last_name,
    COALESCE(customer.username, '') AS username, payment.customer_id
"""
_NOTICES = f"""
SELECT {_COLUMNS} FROM inbox
LEFT JOIN payment ON payment.id = (
    SELECT first.id FROM payment AS first WHERE first.inbox_id = inbox.id AND inbox.id <> ''
    ORDER BY first.status = 'quarantined' DESC, first.id LIMIT 1)
LEFT JOIN customer ON customer.telegram_id = payment.customer_id
"""  # noqa: S608 - made of constants
_PAYMENTS = f"""
SELECT {_COLUMNS} FROM payment
LEFT JOIN inbox ON inbox.id = payment.inbox_id
LEFT JOIN customer ON customer.telegram_id = payment.customer_id
"""  # noqa: S608 - made of constants

_TODO = (InboxVerdict.CONFLICT, InboxVerdict.REFUSED, InboxVerdict.LATER, InboxVerdict.RECEIVED)
_LAST_SECTION = 4


def notices(wanted: InboxFilter, before_id: str | None, limit: int) -> list[InboxLine]:
    """Return a page of everything that came in and fits, newest first."""
    where, values = _filter(wanted, "inbox")
    if wanted.verdicts:
        where.append(f"inbox.verdict IN ({_marks(wanted.verdicts)})")
        values += sorted(one.value for one in wanted.verdicts)
    return _notices(where, values, before_id, limit)


def quarantine(wanted: InboxFilter, before_id: str | None, limit: int) -> list[InboxLine]:
    """Return a page of money in quarantine, newest first."""
    where, values = _filter(wanted, "payment")
    where.append("payment.status = 'quarantined'")
    if wanted.source:
        where.append("inbox.source = ?")
        values.append(wanted.source)
    if before_id is not None:
        where.append("payment.id < ?")
        values.append(before_id)
    sql = f"{_PAYMENTS} WHERE {' AND '.join(where)} ORDER BY payment.id DESC LIMIT ?"
    return [_payment_line(row) for row in _rows(sql, [*values, limit])]


def todo(wanted: InboxFilter, before: str | None, limit: int) -> list[tuple[str, InboxLine]]:
    """Return a page of the work list, each line with its key; see `_SECTIONS` for what comes first."""
    section, _, before_id = (before or "0:").partition(":")
    found: list[tuple[str, InboxLine]] = []
    for number in range(int(section), _LAST_SECTION + 1):
        after = before_id or None if number == int(section) else None
        lines = _SECTIONS[number](wanted, after, limit - len(found))
        found += [(f"{number}:{line.id}", line) for line in lines]
        if len(found) >= limit:
            break
    return found


def counts() -> InboxCounts:
    """Return how much waits for a person and how much for another try."""
    alarms = provider_state_store.alarms()
    told = [one.provider for one in alarms]
    open_rows = """
        SELECT verdict, COUNT(*) AS number FROM inbox
        WHERE verdict IN ('received', 'later', 'conflict', 'refused') AND seen_at IS NULL
    """
    by_verdict = {row["verdict"]: row["number"] for row in _rows(f"{open_rows} GROUP BY verdict", [])}
    hidden = 0
    if told:
        sql = f"{open_rows} AND verdict = 'refused' AND provider IN ({_marks(told)}) GROUP BY verdict"
        hidden = sum(row["number"] for row in _rows(sql, told))
    quarantined = _rows("SELECT COUNT(*) AS number FROM payment WHERE status = 'quarantined'", [])
    return InboxCounts(
        quarantined=quarantined[0]["number"],
        conflicts=by_verdict.get("conflict", 0),
        refused=by_verdict.get("refused", 0) - hidden,
        waiting=by_verdict.get("later", 0) + by_verdict.get("received", 0),
        alarms=tuple(alarms),
    )


def _alarms(wanted: InboxFilter, before_id: str | None, limit: int) -> list[InboxLine]:
    lines = [_alarm_line(one) for one in provider_state_store.alarms()]
    fits = [one for one in lines if wanted.provider in ("", one.provider) and not wanted.text]
    return [one for one in fits if before_id is None or one.id > before_id][:limit]


def _open(
    verdicts: Sequence[InboxVerdict], *, without_alarms: bool = False
) -> Callable[[InboxFilter, str | None, int], list[InboxLine]]:
    def read(wanted: InboxFilter, before_id: str | None, limit: int) -> list[InboxLine]:
        where, values = _filter(wanted, "inbox")
        where += [
            # the condition of the partial index, word for word, so that SQLite may use it
            "inbox.verdict IN ('received', 'later', 'conflict', 'refused') AND inbox.seen_at IS NULL",
            f"inbox.verdict IN ({_marks(verdicts)})",
        ]
        values += [one.value for one in verdicts]
        told = [one.provider for one in provider_state_store.alarms()] if without_alarms else []
        if told:
            where.append(f"inbox.provider NOT IN ({_marks(told)})")
            values += told
        return _notices(where, values, before_id, limit)

    return read


_SECTIONS: tuple[Callable[[InboxFilter, str | None, int], list[InboxLine]], ...] = (
    quarantine,
    _open([InboxVerdict.CONFLICT]),
    _alarms,
    _open([InboxVerdict.REFUSED], without_alarms=True),
    _open([InboxVerdict.LATER, InboxVerdict.RECEIVED]),
)


def _filter(wanted: InboxFilter, table: str) -> tuple[list[str], list[object]]:
    where, values = ["1"], list[object]()
    if wanted.provider:
        where.append(f"{table}.provider = ?")
        values.append(wanted.provider)
    for word in wanted.text.lower().split():
        where.append(f"instr({table}.search_text, ?) > 0")
        values.append(word)
    if wanted.source and table == "inbox":
        where.append("inbox.source = ?")
        values.append(wanted.source)
    return where, values


def _notices(where: list[str], values: list[object], before_id: str | None, limit: int) -> list[InboxLine]:
    if before_id is not None:
        where, values = [*where, "inbox.id < ?"], [*values, before_id]
    sql = f"{_NOTICES} WHERE {' AND '.join(where)} ORDER BY inbox.id DESC LIMIT ?"
    return [_notice_line(row) for row in _rows(sql, [*values, limit])]


def _marks(values: Sequence[object] | frozenset[InboxVerdict]) -> str:
    return ", ".join("?" * len(values))


def _rows(sql: str, values: Sequence[object]) -> list[dict[str, Any]]:
    cursor = Inbox._meta.database.execute_sql(sql, list(values))
    names = [one[0] for one in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _notice_line(row: dict[str, Any]) -> InboxLine:
    verdict = InboxVerdict(row["verdict"])
    is_open = verdict in _TODO and row["seen_at"] is None
    return InboxLine(
        kind=LineKind.NOTICE,
        id=row["inbox_id"],
        provider=row["provider"],
        source=InboxSource(row["source"]),
        verdict=verdict,
        detail=row["detail"],
        deliveries=row["deliveries"],
        received_at=from_micros(row["received_at"]),
        inbox_id=row["inbox_id"],
        is_todo=is_open or row["status"] == "quarantined",
        **_money_part(row),
    )


def _payment_line(row: dict[str, Any]) -> InboxLine:
    return InboxLine(
        kind=LineKind.PAYMENT,
        id=row["payment_id"],
        provider=row["provider"],
        source=InboxSource(row["source"]) if row["source"] else None,
        verdict=InboxVerdict.QUARANTINED,
        detail="",
        deliveries=row["deliveries"] or 1,
        received_at=from_micros(row["created_at"]),
        inbox_id=row["inbox_id"] or "",
        is_todo=True,
        **_money_part(row),
    )


def _money_part(row: dict[str, Any]) -> dict[str, Any]:
    has_sum = row["amount"] is not None and row["currency"]
    name = f"{row['first_name']} {row['last_name']}".strip() or row["username"]
    return {
        "why": Verdict(row["why"]) if row["why"] else None,
        "amount": Money(row["amount"], row["currency"]) if has_sum else None,
        "invoice_number": row["invoice_number"],
        "customer_name": name or (str(row["customer_id"]) if row["customer_id"] else ""),
        "payment_id": row["payment_id"] or "",
    }


def _alarm_line(series: Series) -> InboxLine:
    return InboxLine(
        kind=LineKind.ALARM,
        id=series.provider,
        provider=series.provider,
        source=None,
        verdict=InboxVerdict.REFUSED,
        deliveries=series.count,
        received_at=series.last,
        is_todo=True,
    )
