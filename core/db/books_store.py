"""Our own books, read for many lines of a statement at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.db import payment_store, refund_store
from core.db.tables import Inbox, to_micros
from core.db.tables import Invoice as InvoiceRow
from core.db.tables import Payment as PaymentRow
from core.domain.inbox import InboxVerdict
from core.domain.payments import Invoice, Payment
from core.domain.providers import StatementLine
from core.domain.reconciliation import Books
from core.domain.refunds import Refund

MOST_UNSETTLED = 5000
"""How many open rows of the inbox are looked through for what a statement has and we have not."""

PlaceInTime = tuple[int, str]
"""Where a payment stands in the order of time: microseconds and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """As much of a completed payment as tells whether it has to be looked at."""

    place: PlaceInTime
    external_id: str
    has_refunds: bool


def books(provider: str, lines: Sequence[StatementLine], unsettled: Mapping[str, str]) -> Books:
    """Return what we know about some lines; one query a table, whatever their number."""
    paid = payments(provider, {line.external_id for line in lines})
    ids = {one.id: one for one in paid.values()}
    missing = [line for line in lines if line.external_id not in paid and not line.is_refund]
    numbers = {line.invoice_number for line in missing if line.invoice_number}
    return Books(
        payments=paid,
        invoices=_invoices(numbers),
        refunds=refunds_of(ids),
        moved=_moved(one.transfer_id for one in paid.values() if one.transfer_id),
        unsettled={line.external_id: found for line in missing if (found := _open_row(line, unsettled))},
    )


def refunds_of(payment_ids: Iterable[str]) -> dict[str, list[Refund]]:
    """Return all refunds of some payments, oldest first."""
    found: dict[str, list[Refund]] = {}
    for part in _parts(sorted(payment_ids), 500):
        for one in refund_store.of_payments(part):
            found.setdefault(one.payment_id, []).append(one)
    return found


def paid_between(
    provider: str, since: datetime, until: datetime, after: PlaceInTime | None, limit: int
) -> list[Paid]:
    """Return a page of what was completed here in that time, oldest first."""
    beginning = after or (to_micros(since) - 1, "~")
    sql = """
        SELECT paid_at, id, external_id, refunded > 0 FROM payment INDEXED BY payment_paid
        WHERE provider = ? AND (paid_at, id) > (?, ?) AND paid_at <= ?
            AND status IN ('completed', 'refunded', 'partly_refunded')
        ORDER BY paid_at, id LIMIT ?
    """
    database = PaymentRow._meta.database
    rows = database.execute_sql(sql, [provider, *beginning, to_micros(until), limit]).fetchall()
    return [
        Paid(place=(paid_at, ident), external_id=external_id, has_refunds=bool(has_refunds))
        for paid_at, ident, external_id, has_refunds in rows
    ]


def unsettled_words(provider: str, tokens: Callable[[str], Iterable[str]]) -> dict[str, str]:
    """Return the ids of the open rows of a provider's inbox by each word `tokens` finds in them."""
    open_ones = (InboxVerdict.REFUSED.value, InboxVerdict.LATER.value, InboxVerdict.RECEIVED.value)
    query = Inbox.select(Inbox.id, Inbox.search_text).where(
        Inbox.provider == provider, Inbox.verdict.in_(open_ones)
    )
    found: dict[str, str] = {}
    for row in query.order_by(Inbox.id.desc()).limit(MOST_UNSETTLED):
        for word in tokens(row.search_text):
            found.setdefault(word, row.id)
    return found


def _open_row(line: StatementLine, unsettled: Mapping[str, str]) -> str:
    whole = line.external_id.lower()
    number = str(line.invoice_number or "")
    return unsettled.get(whole) or unsettled.get(whole.rpartition(":")[2]) or unsettled.get(number) or ""


def _moved(transfer_ids: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in _parts(sorted(transfer_ids), 500):
        marks = ", ".join("?" * len(part))
        sql = f"""
            SELECT payment.id, transfer.amount FROM payment JOIN transfer ON transfer.id = payment.transfer_id
            WHERE payment.transfer_id IN ({marks})
        """  # noqa: S608 - question marks only
        found.update(PaymentRow._meta.database.execute_sql(sql, part).fetchall())
    return found


def payments(provider: str, external_ids: Iterable[str]) -> dict[str, Payment]:
    """Return payments by the provider's id."""
    found: dict[str, Payment] = {}
    for part in _parts(sorted(external_ids), 500):
        query = PaymentRow.select().where(PaymentRow.provider == provider, PaymentRow.external_id.in_(part))
        for row in query.namedtuples():  # a third of the time that rows as models take
            found[row.external_id] = payment_store.payment_of(row)
    return found


def _invoices(numbers: Iterable[int]) -> dict[int, Invoice]:
    found: dict[int, Invoice] = {}
    for part in _parts(sorted(numbers), 500):
        query = InvoiceRow.select().where(InvoiceRow.number.in_(part))
        found.update({row.number: payment_store.invoice_of(row) for row in query})
    return found


def _parts(values: Sequence[Any], size: int) -> Iterator[Any]:
    return (values[place : place + size] for place in range(0, len(values), size))
