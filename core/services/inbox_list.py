"""The inbox as people look at it: the work list, everything, the details of one line; and what was seen."""

from dataclasses import dataclass

from core.db import (
    audit_store,
    inbox_list_store,
    inbox_store,
    payment_store,
    people_store,
    provider_state_store,
)
from core.db.database import Database, Tx
from core.domain.inbox import InboxCounts, InboxFilter, InboxLine, InboxRow
from core.domain.payments import Invoice, Payment
from core.domain.people import Customer, Operator, Permission
from core.services.inbox_work import known_row
from core.services.refund_desk import known_payment
from core.services.rights import allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxDetails:
    """All about one line: what came, the money it is about, and what that was expected to be."""

    row: InboxRow | None
    payments: tuple[Payment, ...] = ()
    payment: Payment | None = None
    """The one a person has to decide about, else the first."""
    invoice: Invoice | None = None
    customer: Customer | None = None


class InboxList:
    """Reads the inbox; it changes nothing but what was seen."""

    def __init__(self, db: Database) -> None:
        """Read from an open database."""
        self._db = db

    async def todo(self, wanted: InboxFilter, before: str | None, limit: int) -> list[tuple[str, InboxLine]]:
        """Return a page of the work list, each line with the key to read on from."""
        return await self._db.read(lambda: inbox_list_store.todo(wanted, before, limit))

    async def page(self, wanted: InboxFilter, before_id: str | None, limit: int) -> list[InboxLine]:
        """Return a page of everything that came in, newest first."""
        return await self._db.read(lambda: inbox_list_store.notices(wanted, before_id, limit))

    async def quarantine(self, wanted: InboxFilter, before_id: str | None, limit: int) -> list[InboxLine]:
        """Return a page of the money in quarantine, newest first."""
        return await self._db.read(lambda: inbox_list_store.quarantine(wanted, before_id, limit))

    async def counts(self) -> InboxCounts:
        """Return how much there is to do."""
        return await self._db.read(inbox_list_store.counts)

    async def details(self, *, inbox_id: str = "", payment_id: str = "") -> InboxDetails:
        """Return all about a row, or about a payment and the row it came by; raises NotFound."""
        return await self._db.read(lambda: _details(inbox_id, payment_id))

    async def mark_seen(self, row_id: str, operator: Operator) -> None:
        """Take a refused, contradicting or waiting row off the work list.

        Raises:
            NotAllowed, NotFound: it stays on it.
        """
        operator = await allowed(self._db, operator, Permission.ADD_TO_INBOX)

        def write(tx: Tx) -> None:
            row = known_row(row_id)
            if inbox_store.mark_seen(tx, row_id, operator.name):
                _note(tx, operator, "inbox", row_id, row.verdict.value)

        await self._db.write(write)

    async def mark_series_seen(self, provider: str, operator: Operator) -> int:
        """Take all refused notices of a provider off the work list and end their series; returns how many.

        Raises:
            NotAllowed: they stay on it.
        """
        operator = await allowed(self._db, operator, Permission.ADD_TO_INBOX)

        def write(tx: Tx) -> int:
            marked = inbox_store.mark_refused_seen(tx, provider, operator.name)
            provider_state_store.end_series(provider)
            _note(tx, operator, "provider", provider, f"{marked} refused")
            return marked

        return await self._db.write(write)


def _note(tx: Tx, operator: Operator, kind: str, ident: str, what: str) -> None:
    audit_store.add(
        tx,
        actor=operator.name,
        action="inbox.seen",
        subject_kind=kind,
        subject_id=ident,
        after={"seen": what},
    )


def _details(inbox_id: str, payment_id: str) -> InboxDetails:
    wanted = known_payment(payment_id) if payment_id else None
    row_id = inbox_id or (wanted.inbox_id if wanted else "")
    row = known_row(row_id) if row_id else None
    payments = tuple(payment_store.payments_of_inbox(row_id)) if row_id else ()
    shown = wanted or next(iter(sorted(payments, key=_is_decided)), None) or _named(row)
    invoice = payment_store.invoice(shown.invoice_number) if shown and shown.invoice_number else None
    customer_id = shown.customer_id if shown else None
    return InboxDetails(
        row=row,
        payments=payments or ((shown,) if shown else ()),
        payment=shown,
        invoice=invoice,
        customer=people_store.customer(customer_id) if customer_id is not None else None,
    )


def _is_decided(payment: Payment) -> bool:
    return payment.status.value != "quarantined"


def _named(row: InboxRow | None) -> Payment | None:
    """Return the payment a row speaks of without having brought it: the one it contradicts or refunds."""
    ids = [ident for what, ident in row.effects if what in ("alarm", "payment", "quarantine")] if row else []
    return payment_store.payment(ids[0]) if ids else None
