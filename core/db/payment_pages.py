"""Payments as they are looked at: pages by key, counts, sums, and what one of them did. It only reads.

The order is that of time: `created_at`, then the id. Every filter of the window has an index that holds that
order, so the first page of a million is found in a few steps (migration 0007).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from peewee import JOIN, ModelSelect, Tuple, fn

from core.db import money_search
from core.db.by_key import row_by
from core.db.payment_store import payment_of
from core.db.tables import Customer, Inbox, Outbox, Period, Refund, to_micros
from core.db.tables import Payment as Row
from core.domain.messages import MessageKind
from core.domain.payment_views import BoughtPeriod, PaymentFilter, PaymentRow, RawEvent, Turnover
from core.domain.payments import PaymentStatus
from core.domain.providers import RefundState
from core.money import Money

MOST_COUNTED = 10_000

# The index is named, because without statistics SQLite takes one that makes it look at every row.
_TURNOVER = """
SELECT currency, COUNT(*), SUM(amount), SUM(refunded) FROM payment INDEXED BY {index}
WHERE {since} AND category = 'real' AND is_test = 0 AND kind IN ('topup', 'plan_purchase')
    AND status IN ('completed', 'partly_refunded', 'refunded') AND amount IS NOT NULL
GROUP BY currency ORDER BY currency
"""
_EVER = _TURNOVER.format(index="payment_currency_time", since="currency <> ''")
_SINCE = _TURNOVER.format(index="payment_time", since="created_at >= ?")


def page(wanted: PaymentFilter, *, before_id: str | None = None, limit: int = 100) -> list[PaymentRow]:
    """Return a page of payments, newest first, those older than `before_id`."""
    found: dict[str, PaymentRow] = {}
    # One by one, because an index has each in order; asked for several at once SQLite sorts them all.
    for query in _queries(wanted):
        if before_id is not None:
            edge = Row.select(Row.created_at).where(Row.id == before_id)
            query = query.where(Tuple(Row.created_at, Row.id) < Tuple(edge, before_id))
        ordered = query.order_by(Row.created_at.desc(), Row.id.desc()).limit(limit)
        found |= {row.id: row for row in _rows(ordered)}
    return sorted(found.values(), key=_age, reverse=True)[:limit]


def rows(payment_ids: Iterable[str], wanted: PaymentFilter) -> list[PaymentRow]:
    """Return those of the named payments that match, newest first."""
    asked = list(payment_ids)
    found: dict[str, PaymentRow] = {}
    for query in _queries(wanted):
        found |= {row.id: row for row in _rows(query.where(Row.id.in_(asked)))}
    return sorted(found.values(), key=_age, reverse=True)


def count(wanted: PaymentFilter) -> int:
    """Return how many payments match; of a search no more than `MOST_COUNTED` are counted."""
    words = money_search.words_of(wanted.text)
    if not words:
        return int(_filtered(Row.select(), wanted).count())
    found: set[str] = set()
    for query in _queries(wanted, Row.select(Row.id)):
        found |= {row.id for row in query.limit(MOST_COUNTED)}
    return min(len(found), MOST_COUNTED)


def counts_by_status() -> dict[PaymentStatus, int]:
    """Return how many payments are in each status that has any."""
    query = Row.select(Row.status, fn.COUNT(Row.id).alias("number")).group_by(Row.status)
    found = cast("Iterable[Mapping[str, Any]]", query.dicts())
    return {PaymentStatus(row["status"]): int(row["number"]) for row in found}


def open_refunds() -> dict[RefundState, int]:
    """Return how many refunds have no end yet, by their state."""
    states = (RefundState.REQUESTED.value, RefundState.UNKNOWN.value)
    query = Refund.select(Refund.status, fn.COUNT(Refund.id).alias("number"))
    found = query.where(Refund.status.in_(states)).group_by(Refund.status).dicts()
    return {
        RefundState(row["status"]): int(row["number"]) for row in cast("Iterable[Mapping[str, Any]]", found)
    }


def turnover(since: datetime | None) -> tuple[Turnover, ...]:
    """Return the real money since a moment, each currency for itself (I15, I16)."""
    sql, arguments = (_EVER, ()) if since is None else (_SINCE, (to_micros(since),))
    found = Row._meta.database.execute_sql(sql, arguments).fetchall()
    return tuple(
        Turnover(payments=number, taken=Money(taken, currency), returned=Money(returned, currency))
        for currency, number, taken, returned in found
    )


def bots() -> list[str]:
    """Return the bots that payments came through, by name."""
    return [row.bot for row in Customer.select(Customer.bot).distinct().order_by(Customer.bot)]


def raw_event(inbox_id: str) -> RawEvent | None:
    """Return what came in behind a payment, or none if no notice did."""
    row: Any = row_by(Inbox, id=inbox_id) if inbox_id else None
    if row is None:
        return None
    return RawEvent(
        provider=row.provider,
        delivery_id=row.delivery_id,
        source=row.source,
        body=bytes(row.body).decode("utf-8", errors="replace"),
        headers=row.headers,
        query=row.query,
        deliveries=row.deliveries,
        received_at=row.received_at,
    )


def period_of(payment_id: str) -> BoughtPeriod | None:
    """Return the plan time that a payment bought, or none."""
    row: Any = row_by(Period, payment_id=payment_id)
    if row is None:
        return None
    return BoughtPeriod(
        id=row.id,
        plan=row.plan,
        days=row.days,
        kind=row.kind,
        bought_at=row.bought_at,
        closed_at=row.closed_at,
        closed_reason=row.closed_reason,
    )


def message_ids(payment_id: str, refund_ids: Iterable[str]) -> list[str]:
    """Return the messages that were written about a payment and its refunds, oldest first."""
    keys = [f"{kind.value}:{payment_id}" for kind in MessageKind]
    keys += [f"refunded:{refund_id}" for refund_id in refund_ids]
    query = Outbox.select(Outbox.id).where(Outbox.event_key.in_(keys)).order_by(Outbox.id)
    return [row.id for row in query]


def _age(row: PaymentRow) -> tuple[datetime, str]:
    return row.payment.created_at, row.payment.id


def _row_query() -> "ModelSelect[Row]":
    return _with_customer(Row.select(Row, Customer.first_name, Customer.last_name, Customer.username))


def _with_customer(query: "ModelSelect[Row]") -> "ModelSelect[Row]":
    return query.join(Customer, JOIN.LEFT_OUTER, on=Customer.telegram_id == Row.customer_id)


def _queries(wanted: PaymentFilter, start: "ModelSelect[Row] | None" = None) -> "list[ModelSelect[Row]]":
    """Return queries that together find what is wanted, each of them answered by one index."""
    rows_of = _row_query() if start is None else start
    words = money_search.words_of(wanted.text)
    if words:
        joined = rows_of if start is None else _with_customer(start)
        return [_filtered(joined, wanted).where(one) for one in _meanings(words)]
    each = [replace(wanted, statuses=frozenset({status})) for status in wanted.statuses] or [wanted]
    return [_filtered(rows_of, one) for one in each]


def _filtered(query: "ModelSelect[Row]", wanted: PaymentFilter) -> "ModelSelect[Row]":
    conditions = money_search.narrowed(Row, wanted)
    if wanted.statuses:
        conditions.append(Row.status.in_([status.value for status in wanted.statuses]))
    if wanted.verdicts:
        conditions.append(Row.verdict.in_([verdict.value for verdict in wanted.verdicts]))
    return query.where(*conditions) if conditions else query


def _meanings(words: list[str]) -> list[Any]:
    first = words[0]
    found: list[Any] = [Row.id == first, *money_search.amount_meanings(Row, first)]
    number = money_search.whole_number(first)
    if number is not None:
        found += [Row.invoice_number == number, Row.payer_id == number]
    named = money_search.customers_named([first])
    found += [Row.customer_id.in_(named)] if named else []
    # Payers nobody knows yet are found by what the provider calls them; there are never many.
    found.append(Row.customer_id.is_null() & Row.search_text.contains(first.lower()))
    found += money_search.begins_with(Row, Row.external_id, first)
    found += money_search.begins_with(Row, Row.refund_key, first)
    return money_search.alternatives(words, found, _holds, Row.customer_id)


def _holds(word: str) -> Any:
    """Return the condition that a row has a word somewhere; asked of few rows only."""
    anywhere = Row.search_text.contains(word.lower()) | Customer.search_text.contains(word.lower())
    return money_search.any_of([anywhere, *money_search.amount_meanings(Row, word)])


def _rows(query: "ModelSelect[Row]") -> list[PaymentRow]:
    return [_row(row) for row in query.objects()]


def _row(row: Any) -> PaymentRow:
    full_name = f"{row.first_name or ''} {row.last_name or ''}".strip()
    username = row.username or ""
    known = str(row.customer_id) if row.customer_id is not None else ""
    return PaymentRow(
        payment=payment_of(row), customer_name=full_name or username or known, username=username
    )
