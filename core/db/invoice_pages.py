"""Invoices as they are looked at: pages by number, filters, counts. It only reads."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from peewee import JOIN, ModelSelect, fn

from core.db import money_search
from core.db.payment_store import invoice_of
from core.db.tables import Customer
from core.db.tables import Invoice as Row
from core.domain.payment_views import InvoiceFilter, InvoiceRow
from core.domain.payments import InvoiceStatus

MOST_COUNTED = 10_000


def page(wanted: InvoiceFilter, *, before: int | None = None, limit: int = 100) -> list[InvoiceRow]:
    """Return a page of invoices, the newest number first, those with a number below `before`."""
    found: dict[int, InvoiceRow] = {}
    for query in _queries(wanted):
        if before is not None:
            query = query.where(Row.number < before)
        found |= {row.number: row for row in _rows(query.order_by(Row.number.desc()).limit(limit))}
    return sorted(found.values(), key=_number, reverse=True)[:limit]


def rows(numbers: Iterable[int], wanted: InvoiceFilter) -> list[InvoiceRow]:
    """Return those of the named invoices that match, the newest number first."""
    asked = list(numbers)
    found: dict[int, InvoiceRow] = {}
    for query in _queries(wanted):
        found |= {row.number: row for row in _rows(query.where(Row.number.in_(asked)))}
    return sorted(found.values(), key=_number, reverse=True)


def count(wanted: InvoiceFilter) -> int:
    """Return how many invoices match; of a search no more than `MOST_COUNTED` are counted."""
    words = money_search.words_of(wanted.text)
    if not words:
        return int(_filtered(Row.select(), wanted).count())
    found: set[int] = set()
    for query in _queries(wanted, Row.select(Row.number)):
        found |= {row.number for row in query.limit(MOST_COUNTED)}
    return min(len(found), MOST_COUNTED)


def counts_by_status() -> dict[InvoiceStatus, int]:
    """Return how many invoices are in each status that has any."""
    query = Row.select(Row.status, fn.COUNT(Row.number).alias("number")).group_by(Row.status)
    found = cast("Iterable[Mapping[str, Any]]", query.dicts())
    return {InvoiceStatus(row["status"]): int(row["number"]) for row in found}


def _number(row: InvoiceRow) -> int:
    return row.number


def _row_query() -> "ModelSelect[Row]":
    return _with_customer(Row.select(Row, Customer.first_name, Customer.last_name, Customer.username))


def _with_customer(query: "ModelSelect[Row]") -> "ModelSelect[Row]":
    return query.join(Customer, JOIN.INNER, on=Customer.telegram_id == Row.customer_id)


def _queries(wanted: InvoiceFilter, start: "ModelSelect[Row] | None" = None) -> "list[ModelSelect[Row]]":
    """Return queries that together find what is wanted, each of them answered by one index."""
    rows_of = _row_query() if start is None else start
    words = money_search.words_of(wanted.text)
    if words:
        joined = rows_of if start is None else _with_customer(start)
        return [_filtered(joined, wanted).where(one) for one in _meanings(words)]
    each = [replace(wanted, statuses=frozenset({status})) for status in wanted.statuses] or [wanted]
    return [_filtered(rows_of, one) for one in each]


def _filtered(query: "ModelSelect[Row]", wanted: InvoiceFilter) -> "ModelSelect[Row]":
    conditions = money_search.narrowed(Row, wanted)
    if wanted.statuses:
        conditions.append(Row.status.in_([status.value for status in wanted.statuses]))
    if wanted.since is not None:
        conditions.append(Row.number >= _first_since(wanted.since))
    return query.where(*conditions) if conditions else query


def _first_since(moment: datetime) -> int:
    """Return the first number made since a moment, so that reading ends there: numbers follow time."""
    query = Row.select(Row.number).where(Row.created_at >= moment).order_by(Row.created_at, Row.number)
    return int(query.limit(1).scalar() or 0)


def _meanings(words: list[str]) -> list[Any]:
    first = words[0]
    found: list[Any] = money_search.amount_meanings(Row, first)
    found += money_search.begins_with(Row, Row.external_ref, first)
    number = money_search.whole_number(first)
    if number is not None:
        found.append(Row.number == number)
    named = money_search.customers_named([first])
    found += [Row.customer_id.in_(named)] if named else []
    return money_search.alternatives(words, found, _holds, Row.customer_id)


def _holds(word: str) -> Any:
    anywhere = Row.product.contains(word.lower()) | Customer.search_text.contains(word.lower())
    return money_search.any_of([anywhere, *money_search.amount_meanings(Row, word)])


def _rows(query: "ModelSelect[Row]") -> list[InvoiceRow]:
    return [_row(row) for row in query.objects()]


def _row(row: Any) -> InvoiceRow:
    full_name = f"{row.first_name} {row.last_name}".strip()
    return InvoiceRow(
        invoice=invoice_of(row),
        customer_name=full_name or row.username or str(row.customer_id),
        username=row.username,
    )
