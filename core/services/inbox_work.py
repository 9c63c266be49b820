"""What is written when something comes in: stored, refused, put off, processed; each in one transaction."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.db import (
    audit_store,
    inbox_store,
    ledger_store,
    payment_store,
    people_store,
    provider_state_store,
)
from core.db.database import Tx
from core.domain.inbox import (
    KEPT_BYTES,
    InboxRow,
    InboxSource,
    InboxVerdict,
    fingerprint,
    heaviest,
    pause_after,
)
from core.domain.ledger import customer_account
from core.domain.payments import Verdict
from core.domain.providers import EventKind, Notice, ProviderEvent
from core.errors import AppError, NotFound
from core.money import Money, Stars
from core.services.process_payment import Outcome, Processed, process_payment

LONGEST_DELIVERY_ID = 200

_VERDICTS = {
    Outcome.CREDITED: InboxVerdict.DONE,
    Outcome.FAILED: InboxVerdict.DONE,
    Outcome.REFUNDED: InboxVerdict.DONE,
    Outcome.DUPLICATE: InboxVerdict.DUPLICATE,
    Outcome.QUARANTINED: InboxVerdict.QUARANTINED,
    Outcome.CONFLICT: InboxVerdict.CONFLICT,
    Outcome.IGNORED: InboxVerdict.IGNORED,
}
_CHANGES_NOTHING = frozenset({Outcome.DUPLICATE, Outcome.CONFLICT, Outcome.IGNORED})


class NothingNew(Exception):
    """What was processed again did nothing that had not been done before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What one event would do. Balances are there if it concerns a customer."""

    event: ProviderEvent
    outcome: Outcome
    verdict: Verdict | None
    invoice_number: int | None = None
    wanted: Money | None = None
    """What its invoice asks for."""
    customer_id: int | None = None
    customer_name: str = ""
    stars: Stars | None = None
    plan: str = ""
    balance_before: Stars | None = None
    balance_after: Stars | None = None


def known_row(row_id: str) -> InboxRow:
    """Return a row; raises NotFound."""
    row = inbox_store.by_id(row_id)
    if row is None:
        raise NotFound(kind="inbox row", ident=row_id)
    return row


def short_delivery_id(delivery_id: str, notice: Notice) -> str:
    """Return a delivery id that can be a key: never empty, never long."""
    if not delivery_id:
        return f"sha256:{hashlib.sha256(notice.body + notice.query.encode()).hexdigest()}"
    if len(delivery_id) <= LONGEST_DELIVERY_ID:
        return delivery_id
    return f"sha256:{hashlib.sha256(delivery_id.encode()).hexdigest()}"


def keep(
    tx: Tx, provider: str, delivery_id: str, notice: Notice, *, source: InboxSource, actor: str
) -> InboxRow:
    """Store what came in, or count it if it came before; returns its row.

    Whoever knows the id of a delivery could send other bytes under it first. So a row is only ever the same
    delivery if its bytes are the same, and while the matter is open also what proves them; anything else is
    a row of its own, and none can take the place of another.
    """
    same = fingerprint(notice)
    first = inbox_store.by_delivery(provider, delivery_id)
    if first is not None and not _is_again(first, notice, same):
        delivery_id = f"{delivery_id}#{same}"
        first = inbox_store.by_delivery(provider, delivery_id)
    if first is not None:
        inbox_store.count_delivery(tx, first.id)
        return known_row(first.id)
    row_id = inbox_store.add(
        tx,
        provider,
        delivery_id,
        notice,
        source=source,
        actor=actor,
        next_try_at=tx.now + pause_after(0),
    )
    return known_row(row_id)


def _is_again(row: InboxRow, notice: Notice, same: str) -> bool:
    if row.verdict.is_settled:
        return row.body == notice.body and row.query == notice.query
    return fingerprint(row.notice) == same


def keep_long(tx: Tx, provider: str, notice: Notice, *, source: InboxSource, actor: str) -> InboxRow:
    """Store the beginning of something too long to be read, refused at once."""
    delivery_id = f"long:{hashlib.sha256(notice.body).hexdigest()}"
    found = inbox_store.by_delivery(provider, delivery_id)
    if found is not None:
        inbox_store.count_delivery(tx, found.id)
        return found
    row_id = inbox_store.add(
        tx,
        provider,
        delivery_id,
        replace(notice, body=notice.body[:KEPT_BYTES]),
        source=source,
        actor=actor,
        verdict=InboxVerdict.REFUSED,
        detail=f"{len(notice.body)} bytes are too long for a notice; the first {KEPT_BYTES} were kept",
        length_bytes=len(notice.body),
    )
    _count_refused(tx, provider)
    return known_row(row_id)


def refuse(tx: Tx, row_id: str, error: AppError) -> InboxRow:
    """Write why it was refused; a series of refusals raises one alarm."""
    row = known_row(row_id)
    if row.verdict.is_settled:
        return row
    inbox_store.settle(tx, row, InboxVerdict.REFUSED, detail=error.fill(type(error).what), effects=())
    _count_refused(tx, row.provider)
    return known_row(row_id)


def _count_refused(tx: Tx, provider: str) -> None:
    series = provider_state_store.count_refused(tx, provider)
    if series.is_alarm and provider_state_store.raise_alarm(tx, provider):
        audit_store.add(
            tx,
            actor="system",
            action="inbox.series",
            subject_kind="provider",
            subject_id=provider,
            after={"refused": series.count},
        )


def put_off(tx: Tx, row_id: str, error: AppError) -> InboxRow:
    """Write why it could not be done now; it is tried again when its time comes."""
    row = known_row(row_id)
    if not row.verdict.is_settled:
        inbox_store.let_wait(tx, row_id, detail=error.fill(type(error).what))
    return known_row(row_id)


def process(
    tx: Tx,
    row_id: str,
    events: Sequence[ProviderEvent],
    *,
    actor: str,
    takes_tests: bool,
    again: bool = False,
    note: str = "",
) -> InboxRow:
    """Do what a notice says, all its events in this transaction, and write what came of it.

    A row that is settled is left alone unless `again`; what was done before is not done twice even then.
    `note` is what is told of a notice without anything to do.

    Raises:
        NothingNew: again, and there was nothing left to do: the caller lets it be undone without a trace.
    """
    row = known_row(row_id)
    if row.verdict.is_settled and not again:
        return row
    done = [process_payment(tx, event, actor, takes_tests=takes_tests, inbox_id=row_id) for event in events]
    if row.verdict.is_settled and all(one.outcome in _CHANGES_NOTHING for one in done):
        raise NothingNew
    effects = [effect for one in done for effect in one.effects]
    verdict = heaviest(_VERDICTS[one.outcome] for one in done)
    inbox_store.settle(tx, row, verdict, detail=_detail(done) or note, effects=effects)
    for event, one in zip(events, done, strict=True):
        if event.kind is EventKind.PAID and one.outcome in (Outcome.CREDITED, Outcome.QUARANTINED):
            inbox_store.wake(tx, event.provider, event.external_id)
    return known_row(row_id)


def _detail(done: Sequence[Processed]) -> str:
    whys = [one.verdict.value for one in done if one.outcome is Outcome.QUARANTINED and one.verdict]
    if whys:
        return ", ".join(dict.fromkeys(whys))
    if any(one.outcome is Outcome.CONFLICT for one in done):
        is_unknown = any(what == "unknown payment" for one in done for what, _ in one.effects)
        return "refund of an unknown payment" if is_unknown else "same id with other facts"
    return ""


def foresee(tx: Tx, events: Sequence[ProviderEvent], *, takes_tests: bool) -> list[Foreseen]:
    """Do what events say and tell it; the caller undoes it."""
    return [_foresee(tx, event, takes_tests=takes_tests) for event in events]


def _foresee(tx: Tx, event: ProviderEvent, *, takes_tests: bool) -> Foreseen:
    before = {one: ledger_store.balance(customer_account(one)) for one in _concerned(event)}
    done = process_payment(tx, event, "preview", takes_tests=takes_tests)
    payment, invoice = done.payment, done.invoice
    customer_id = payment.customer_id if payment else invoice.customer_id if invoice else None
    customer = people_store.customer(customer_id) if customer_id is not None else None
    after = ledger_store.balance(customer_account(customer_id)) if customer_id is not None else None
    return Foreseen(
        event=event,
        outcome=done.outcome,
        verdict=done.verdict,
        invoice_number=invoice.number if invoice else payment.invoice_number if payment else None,
        wanted=invoice.amount if invoice else None,
        customer_id=customer_id,
        customer_name=customer.name if customer else "",
        stars=payment.stars if payment else None,
        plan=payment.plan if payment else "",
        balance_before=before.get(customer_id or 0),
        balance_after=after,
    )


def _concerned(event: ProviderEvent) -> set[int]:
    """Return the customers an event may concern, before it is processed."""
    invoice = payment_store.invoice(event.invoice_number) if event.invoice_number else None
    known = payment_store.payment_by_external(event.provider, event.external_id)
    found = {
        invoice.customer_id if invoice else None,
        known.customer_id if known else None,
        event.payer_id,
    }
    return {one for one in found if one is not None}
