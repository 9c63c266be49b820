"""Payments and invoices as the window and the command line look at them; nothing here changes anything."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from core.clock import Clock
from core.db import (
    audit_store,
    invoice_pages,
    ledger_store,
    outbox_store,
    payment_pages,
    payment_store,
    people_store,
    refund_store,
)
from core.db.database import Database
from core.db.outbox_store import Message
from core.domain.audit_log import AuditRow
from core.domain.ledger import CauseKind, Transfer, customer_account
from core.domain.payment_views import (
    BoughtPeriod,
    InvoiceFilter,
    InvoiceRow,
    PaymentFilter,
    PaymentRow,
    RawEvent,
    Revenue,
)
from core.domain.payments import Invoice, InvoiceStatus, Payment, PaymentStatus
from core.domain.people import Customer
from core.domain.providers import RefundState
from core.domain.refunds import Debt, Refund
from core.errors import NotFound
from core.money import ZERO, Stars

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCounts:
    """How many payments and refunds are where; a status without any is missing."""

    by_status: dict[PaymentStatus, int]
    open_refunds: dict[RefundState, int]

    @property
    def total(self) -> int:
        """Return how many payments there are."""
        return sum(self.by_status.values())

    @property
    def quarantined(self) -> int:
        """Return how many payments a person must decide."""
        return self.by_status.get(PaymentStatus.QUARANTINED, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDetails:
    """Everything about one payment: where it came from, what it did, what became of it."""

    row: PaymentRow
    customer: Customer | None
    invoice: Invoice | None
    refunds: tuple[Refund, ...]
    debts: tuple[Debt, ...]
    transfers: tuple[Transfer, ...]
    """The credit first, then what was taken back, oldest first."""
    period: BoughtPeriod | None
    messages: tuple[Message, ...]
    audit: tuple[AuditRow, ...]
    raw: RawEvent | None
    balance: Stars

    @property
    def payment(self) -> Payment:
        """Return the payment itself."""
        return self.row.payment

    @property
    def open_refund(self) -> Refund | None:
        """Return the refund that has no end yet, if there is one."""
        return next((one for one in self.refunds if one.is_open), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceDetails:
    """Everything about one invoice."""

    row: InvoiceRow
    customer: Customer
    payments: tuple[Payment, ...]
    audit: tuple[AuditRow, ...]

    @property
    def invoice(self) -> Invoice:
        """Return the invoice itself."""
        return self.row.invoice


class PaymentDesk:
    """Reads payments and invoices."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Work on an open database."""
        self._db = db
        self._clock = clock

    async def page(
        self, wanted: PaymentFilter, *, before_id: str | None = None, limit: int = 100
    ) -> list[PaymentRow]:
        """Return a page of payments, newest first, those older than the payment `before_id`."""
        return await self._read(lambda: payment_pages.page(wanted, before_id=before_id, limit=limit))

    async def rows(self, payment_ids: Iterable[str], wanted: PaymentFilter) -> list[PaymentRow]:
        """Return those of the named payments that match, newest first."""
        return await self._read(lambda: payment_pages.rows(payment_ids, wanted))

    async def count(self, wanted: PaymentFilter) -> int:
        """Return how many payments match."""
        return await self._read(lambda: payment_pages.count(wanted))

    async def counts(self) -> PaymentCounts:
        """Return how many payments and open refunds there are."""

        def read() -> PaymentCounts:
            return PaymentCounts(
                by_status=payment_pages.counts_by_status(), open_refunds=payment_pages.open_refunds()
            )

        return await self._read(read)

    async def bots(self) -> list[str]:
        """Return the bots there are, by name."""
        return await self._read(payment_pages.bots)

    async def revenue(self, midnight: datetime) -> Revenue:
        """Return the real money since `midnight`, of the last 7 and 30 days, and of ever."""
        now = self._clock.now()

        def read() -> Revenue:
            return Revenue(
                today=payment_pages.turnover(midnight),
                week=payment_pages.turnover(now - timedelta(days=7)),
                month=payment_pages.turnover(now - timedelta(days=30)),
                ever=payment_pages.turnover(None),
            )

        return await self._read(read)

    async def details(self, payment_id: str) -> PaymentDetails:
        """Return everything about one payment; raises NotFound."""
        return await self._read(lambda: _details(payment_id))

    async def invoices(
        self, wanted: InvoiceFilter, *, before: int | None = None, limit: int = 100
    ) -> list[InvoiceRow]:
        """Return a page of invoices, the newest number first, those with a number below `before`."""
        return await self._read(lambda: invoice_pages.page(wanted, before=before, limit=limit))

    async def count_invoices(self, wanted: InvoiceFilter) -> int:
        """Return how many invoices match."""
        return await self._read(lambda: invoice_pages.count(wanted))

    async def invoice_counts(self) -> dict[InvoiceStatus, int]:
        """Return how many invoices are in each status that has any."""
        return await self._read(invoice_pages.counts_by_status)

    async def invoice(self, number: int) -> InvoiceDetails:
        """Return everything about one invoice; raises NotFound."""
        return await self._read(lambda: _invoice(number))

    async def _read(self, fn: Callable[[], T]) -> T:
        return await self._db.read(fn)


def _details(payment_id: str) -> PaymentDetails:
    found = payment_pages.rows([payment_id], PaymentFilter())
    if not found:
        raise NotFound(kind="payment", ident=payment_id)
    payment = found[0].payment
    refunds = refund_store.of_payment(payment_id)
    owner = payment.customer_id
    ids = {one.id for one in refunds}
    debts = refund_store.debts_of(owner) if owner is not None and refunds else []
    written = payment_pages.message_ids(payment_id, ids)
    messages = [outbox_store.message(message_id) for message_id in written]
    balance = ledger_store.balance(customer_account(owner)) if owner is not None else ZERO
    return PaymentDetails(
        row=found[0],
        customer=people_store.customer(owner) if owner is not None else None,
        invoice=payment_store.invoice(payment.invoice_number) if payment.invoice_number else None,
        refunds=tuple(refunds),
        debts=tuple(debt for debt in debts if debt.refund_id in ids),
        transfers=_transfers(payment),
        period=payment_pages.period_of(payment_id),
        messages=tuple(message for message in messages if message is not None),
        audit=tuple(audit_store.of_subject("payment", payment_id)),
        raw=payment_pages.raw_event(payment.inbox_id),
        balance=balance,
    )


def _transfers(payment: Payment) -> tuple[Transfer, ...]:
    found = {one.id: one for one in ledger_store.of_cause(CauseKind.PAYMENT, payment.id)}
    if payment.transfer_id is not None:
        credit = ledger_store.by_id(payment.transfer_id)
        back = ledger_store.of_cause(CauseKind.TRANSFER, payment.transfer_id)
        found |= {one.id: one for one in (credit, *back) if one is not None}
    return tuple(sorted(found.values(), key=lambda one: one.id))


def _invoice(number: int) -> InvoiceDetails:
    found = invoice_pages.rows([number], InvoiceFilter())
    if not found:
        raise NotFound(kind="invoice", ident=number)
    customer = people_store.customer(found[0].invoice.customer_id)
    assert customer is not None  # noqa: S101 - a foreign key
    return InvoiceDetails(
        row=found[0],
        customer=customer,
        payments=tuple(payment_store.payments_of_invoice(number)),
        audit=tuple(audit_store.of_subject("invoice", number)),
    )
