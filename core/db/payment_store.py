"""Invoices and payments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import Invoice as InvoiceRow
from core.db.tables import Payment as PaymentRow
from core.domain.payments import (
    Category,
    Invoice,
    InvoiceStatus,
    Payment,
    PaymentKind,
    PaymentStatus,
    Verdict,
)
from core.domain.providers import ProviderEvent
from core.domain.refunds import pause_after
from core.ids import new_id
from core.money import Money, Stars


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceDraft:
    """An invoice that is to be made; the number comes from the table."""

    operation_id: str
    customer_id: int
    bot: str
    provider: str
    product: str
    plan: str
    plan_days: int | None
    stars: Stars
    amount: Money
    price_list: str
    promo: str
    is_test: bool
    is_recurring: bool
    actor: str
    expires_at: datetime


def leave_numbers_out(_tx: Tx, count: int) -> None:
    """Leave the next so many invoice numbers unused, because they may have been given out before."""
    database = InvoiceRow._meta.database
    moved = database.execute_sql("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'invoice'", (count,))
    if not moved.rowcount:
        database.execute_sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('invoice', ?)", (count,))


def add_invoice(tx: Tx, draft: InvoiceDraft) -> Invoice:
    """Insert a pending invoice under the next number."""
    number = InvoiceRow.insert(
        operation_id=draft.operation_id,
        customer_id=draft.customer_id,
        bot=draft.bot,
        provider=draft.provider,
        product=draft.product,
        plan=draft.plan,
        plan_days=draft.plan_days,
        stars=draft.stars.hundredths,
        amount=draft.amount.minor,
        currency=draft.amount.currency,
        price_list=draft.price_list,
        promo=draft.promo,
        is_test=draft.is_test,
        is_recurring=draft.is_recurring,
        status=InvoiceStatus.PENDING.value,
        status_reason="",
        url="",
        instructions="",
        external_ref="",
        actor=draft.actor,
        asks=0,
        next_ask_at=draft.expires_at,  # one that never gets its link ends like any other
        created_at=tx.now,
        expires_at=draft.expires_at,
    ).execute()
    tx.changed("invoice", number)
    made = invoice(int(number))
    assert made is not None  # noqa: S101 - it was inserted a moment ago
    return made


def invoice(number: int) -> Invoice | None:
    """Return an invoice by its number, or none."""
    row = row_by(InvoiceRow, number=number)
    return invoice_of(row) if row is not None else None


def invoice_by_operation(operation_id: str) -> Invoice | None:
    """Return the invoice that an operation made, or none."""
    row = row_by(InvoiceRow, operation_id=operation_id)
    return invoice_of(row) if row is not None else None


def invoices_to_ask(now: datetime, limit: int) -> list[Invoice]:
    """Return pending invoices whose turn it is to be asked about, the longest waiting first."""
    query = InvoiceRow.select().where(
        InvoiceRow.status == InvoiceStatus.PENDING.value, InvoiceRow.next_ask_at <= now
    )
    return [invoice_of(row) for row in query.order_by(InvoiceRow.next_ask_at).limit(limit)]


def give_turns(tx: Tx, invoices: Iterable[Invoice]) -> None:
    """Let invoices that are about to be asked about wait for their next turn, whatever comes of this one."""
    for one in invoices:
        note_invoice(tx, one.number, next_ask_at=tx.now + pause_after(one.asks))


_IN_USE = """
WITH RECURSIVE one(provider) AS (
    SELECT MIN(provider) FROM invoice
    UNION ALL
    SELECT (SELECT MIN(provider) FROM invoice WHERE provider > one.provider)
    FROM one WHERE provider IS NOT NULL
)
SELECT provider FROM one WHERE provider IS NOT NULL
"""


def providers_in_use() -> list[str]:
    """Return the providers that invoices were ever made for; reads one entry of the index for each."""
    return [name for (name,) in InvoiceRow._meta.database.execute_sql(_IN_USE).fetchall()]


def move_invoice(tx: Tx, found: Invoice, status: InvoiceStatus, **more: object) -> bool:
    """Move an invoice on if it still is where `found` says (I2); returns whether this call moved it."""
    query = InvoiceRow.update(status=status.value, **more)
    moved = query.where(InvoiceRow.number == found.number, InvoiceRow.status == found.status.value).execute()
    if moved:
        tx.changed("invoice", found.number)
    return bool(moved)


def note_invoice(tx: Tx, number: int, **values: object) -> None:
    """Write what is not part of the terms: the link, when to ask again."""
    InvoiceRow.update(**values).where(InvoiceRow.number == number).execute()
    tx.changed("invoice", number)


def payment(payment_id: str) -> Payment | None:
    """Return a payment by our id, or none."""
    row = row_by(PaymentRow, id=payment_id)
    return payment_of(row) if row is not None else None


def payment_by_external(provider: str, external_id: str) -> Payment | None:
    """Return the payment with a provider's id, unique for ever (I1), or none."""
    row = row_by(PaymentRow, provider=provider, external_id=external_id)
    return payment_of(row) if row is not None else None


def payments_of_invoice(number: int) -> list[Payment]:
    """Return what was paid for an invoice, oldest first."""
    query = PaymentRow.select().where(PaymentRow.invoice_number == number).order_by(PaymentRow.id)
    return [payment_of(row) for row in query]


def payments_of_inbox(inbox_id: str) -> list[Payment]:
    """Return what came by one row of the inbox, oldest first."""
    where = (PaymentRow.inbox_id == inbox_id, PaymentRow.inbox_id != "")
    return [payment_of(row) for row in PaymentRow.select().where(*where).order_by(PaymentRow.id)]


def add_payment(
    tx: Tx,
    event: ProviderEvent,
    *,
    status: PaymentStatus,
    verdict: Verdict,
    invoice: Invoice | None,
    customer_id: int | None,
    inbox_id: str,
    actor: str,
) -> Payment:
    """Insert a payment as the provider told it, on the terms of its invoice if it has one."""
    payment_id = new_id()
    PaymentRow.insert(
        id=payment_id,
        provider=event.provider,
        external_id=event.external_id,
        invoice_number=invoice.number if invoice else None,
        customer_id=customer_id,
        payer_id=event.payer_id,
        bot=event.bot or (invoice.bot if invoice else ""),
        amount=event.amount.minor if event.amount else None,
        currency=event.amount.currency if event.amount else "",
        fee=event.fee.minor if event.fee else None,
        stars=invoice.stars.hundredths if invoice else 0,
        plan=invoice.plan if invoice else "",
        kind=(invoice.kind if invoice else PaymentKind.UNKNOWN).value,
        category=Category.REAL.value,
        is_test=event.is_test or bool(invoice and invoice.is_test),
        status=status.value,
        verdict=verdict.value,
        refund_key=event.refund_key,
        recurring_key=event.recurring_key,
        detail=event.detail,
        transfer_id=None,
        refunded=0,
        inbox_id=inbox_id,
        actor=actor,
        decided_by="",
        decision_reason="",
        search_text=_search_text(event, invoice, customer_id),
        paid_at=event.paid_at or tx.now,
        created_at=tx.now,
    ).execute()
    tx.changed("payment", payment_id)
    made = payment(payment_id)
    assert made is not None  # noqa: S101 - it was inserted a moment ago
    return made


def change_payment(tx: Tx, found: Payment, **values: object) -> bool:
    """Change a payment if it still is where `found` says; returns whether this call changed it."""
    query = PaymentRow.update(**values)
    changed = query.where(PaymentRow.id == found.id, PaymentRow.status == found.status.value).execute()
    if changed:
        tx.changed("payment", found.id)
    return bool(changed)


def _search_text(event: ProviderEvent, invoice: Invoice | None, customer_id: int | None) -> str:
    parts = (
        event.external_id, event.refund_key, str(invoice.number) if invoice else "",
        str(customer_id or ""), str(event.payer_id or ""), event.payer_username, event.payer_name,
    )  # fmt: skip
    return " ".join(dict.fromkeys(part for part in parts if part)).lower()


def payment_of(row: Any) -> Payment:
    """Return the payment of a row of its table, however it was joined."""

    def money(minor: int | None) -> Money | None:
        return None if minor is None or not row.currency else Money(minor, row.currency)

    return Payment(
        id=row.id,
        provider=row.provider,
        external_id=row.external_id,
        invoice_number=row.invoice_number,
        customer_id=row.customer_id,
        payer_id=row.payer_id,
        bot=row.bot,
        amount=money(row.amount),
        fee=money(row.fee),
        stars=Stars(row.stars),
        plan=row.plan,
        kind=PaymentKind(row.kind),
        category=Category(row.category),
        is_test=row.is_test,
        status=PaymentStatus(row.status),
        verdict=Verdict(row.verdict),
        refund_key=row.refund_key,
        recurring_key=row.recurring_key,
        detail=row.detail,
        transfer_id=row.transfer_id,
        refunded=money(row.refunded),
        inbox_id=row.inbox_id,
        actor=row.actor,
        decided_by=row.decided_by,
        decision_reason=row.decision_reason,
        paid_at=row.paid_at,
        created_at=row.created_at,
        decided_at=row.decided_at,
    )


def invoice_of(row: Any) -> Invoice:
    """Return the invoice of a row of its table, however it was joined."""
    return Invoice(
        number=row.number,
        operation_id=row.operation_id,
        customer_id=row.customer_id,
        bot=row.bot,
        provider=row.provider,
        product=row.product,
        plan=row.plan,
        plan_days=row.plan_days,
        stars=Stars(row.stars),
        amount=Money(row.amount, row.currency),
        price_list=row.price_list,
        promo=row.promo,
        is_test=row.is_test,
        is_recurring=row.is_recurring,
        status=InvoiceStatus(row.status),
        status_reason=row.status_reason,
        url=row.url,
        instructions=row.instructions,
        external_ref=row.external_ref,
        actor=row.actor,
        asks=row.asks,
        next_ask_at=row.next_ask_at,
        created_at=row.created_at,
        expires_at=row.expires_at,
        paid_at=row.paid_at,
    )
