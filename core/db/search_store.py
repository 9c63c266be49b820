"""Finding customers, payments, invoices and trainings by what people know of them: each by an index.

Every function returns at most `limit` records, the newest first, and costs the same in a database of any
size; only a name is looked for in all customers.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from peewee import fn

from core.db import payment_store, people_store, training_table_store
from core.db.payment_store import invoice_of, payment_of
from core.db.tables import Customer as CustomerTable
from core.db.tables import Invoice as InvoiceTable
from core.db.tables import Payment as PaymentTable
from core.domain.ledger import PROVIDERS
from core.domain.payments import Invoice, Payment
from core.domain.people import Customer
from core.domain.training_views import TrainingFilter, TrainingRow
from core.money import Money

_AFTER = "\U0010ffff"
"""Sorts after every letter: what begins with a text lies before the text and this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentQuery:
    """What payments or invoices are looked for by; empty values narrow nothing, but one is filled."""

    amounts: tuple[Money, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    customer_ids: tuple[int, ...] = ()
    is_of_customers: bool = False
    """With no customer found, nothing is found."""


def customer_by_id(telegram_id: int) -> list[Customer]:
    """Return the customer with this id, if there is one."""
    found = people_store.customer(telegram_id)
    return [found] if found else []


def customers_by_username(name: str, limit: int) -> list[Customer]:
    """Return customers whose @name is, or else begins with, `name`; case does not count."""
    folded = fn.LOWER(CustomerTable.username)
    key = CustomerTable.username.collate("NOCASE")
    query = CustomerTable.select().where(key >= name, key < name + _AFTER)
    found = query.order_by(folded == name.lower(), key).limit(limit)
    customers = [people_store.customer_of(row) for row in found]
    return sorted(customers, key=lambda one: one.username.lower() != name.lower())


def customers_by_name(text: str, limit: int) -> list[Customer]:
    """Return customers whose name, @name or id holds every word of `text`."""
    return people_store.find_customers(text, limit=limit)


def payments_by_external(text: str, limit: int) -> list[Payment]:
    """Return payments whose id at the provider is, begins with, or whose refund key is `text`."""
    exact = PaymentTable.select().where(PaymentTable.external_id == text).limit(limit)
    begins = (PaymentTable.external_id > text, PaymentTable.external_id < text + _AFTER)
    alike = PaymentTable.select().where(*begins).limit(limit)
    after_shop = PaymentTable.select().where(PaymentTable.refund_key == text, PaymentTable.refund_key != "")
    return _payments([*exact, *after_shop.limit(limit), *alike], limit)


def payments_of_invoice(number: int, limit: int) -> list[Payment]:
    """Return what was paid for an invoice."""
    return payment_store.payments_of_invoice(number)[:limit]


def payments(wanted: PaymentQuery, limit: int) -> list[Payment]:
    """Return payments that are everything that is asked for."""
    found: list[Any] = []
    for query in _narrowed(PaymentTable, wanted):
        ordered = query.order_by(PaymentTable.created_at.desc(), PaymentTable.id.desc())
        found.extend(ordered.limit(limit))
    return sorted(_payments(found, limit * 8), key=lambda one: one.created_at, reverse=True)[:limit]


def invoice_by_number(number: int) -> list[Invoice]:
    """Return the invoice with this number, if there is one."""
    found = payment_store.invoice(number)
    return [found] if found else []


def invoices_by_ref(text: str) -> list[Invoice]:
    """Return invoices that a provider knows by this id."""
    query = InvoiceTable.select().where(
        InvoiceTable.provider.in_(PROVIDERS),
        InvoiceTable.external_ref == text,
        InvoiceTable.external_ref != "",
    )
    return [invoice_of(row) for row in query]


def invoices(wanted: PaymentQuery, limit: int) -> list[Invoice]:
    """Return invoices that are everything that is asked for."""
    found: dict[int, Invoice] = {}
    for query in _narrowed(InvoiceTable, wanted):
        # By time where a time is asked for, else SQLite would walk the numbers to find it.
        order = InvoiceTable.created_at if wanted.since is not None else InvoiceTable.number
        for row in query.order_by(order.desc()).limit(limit):
            found[row.number] = invoice_of(row)
    return [found[number] for number in sorted(found, reverse=True)][:limit]


def trainings_by_id(text: str) -> list[TrainingRow]:
    """Return the training with this id, here or at Replicate."""
    known = training_table_store.known_by_id(text)
    return training_table_store.rows([known], TrainingFilter()) if known else []


def trainings_of(customer_ids: Collection[int], limit: int) -> list[TrainingRow]:
    """Return the newest trainings of some customers."""
    found: list[TrainingRow] = []
    for customer_id in customer_ids:
        found += training_table_store.page(TrainingFilter(customer_id=customer_id), limit=limit)
    return sorted(found, key=lambda row: row.id, reverse=True)[:limit]


def _narrowed(table: Any, wanted: PaymentQuery) -> Iterable[Any]:
    """Return one query for each way to begin, because an index has each in order."""
    if wanted.is_of_customers and not wanted.customer_ids:
        return
    query = table.select()
    if wanted.since is not None:
        query = query.where(table.created_at >= wanted.since)
    if wanted.until is not None:
        query = query.where(table.created_at < wanted.until)
    sums = [(table.amount == one.minor) & (table.currency == one.currency) for one in wanted.amounts]
    if wanted.customer_ids:
        of_sums = query.where(reduce(or_, sums)) if sums else query
        for customer_id in wanted.customer_ids:
            yield of_sums.where(table.customer_id == customer_id)
    elif sums:
        for one in sums:
            yield query.where(one)
    else:
        yield query


def _payments(rows: Iterable[Any], limit: int) -> list[Payment]:
    found = {row.id: row for row in rows}
    return [payment_of(row) for row in list(found.values())[:limit]]
