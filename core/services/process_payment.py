"""What a verified event of any provider does: one function, one transaction, exactly one effect.

`process_payment` finds the payment or the invoice the event speaks of, asks the rules of
`domain/payments.py`, and does what they say: credit on the invoice's frozen terms, or quarantine. The same
event again, at the same time or a year later, finds what the first one did and changes nothing.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.db import audit_store, payment_store, people_store
from core.db.database import Tx
from core.domain import payments as rules
from core.domain.messages import MessageKind
from core.domain.payments import Invoice, InvoiceStatus, Payment, PaymentStatus, Verdict
from core.domain.people import CustomerDraft, language_of
from core.domain.providers import EventKind, ProviderEvent
from core.services import payments, refunds, subscriptions, tell


class Outcome(StrEnum):
    """What the event did."""

    CREDITED = "done"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    CONFLICT = "conflict"
    FAILED = "failed"
    REFUNDED = "refunded"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """What `process_payment` did, or had done before. `effects` are facts for the inbox: (what, id)."""

    outcome: Outcome
    verdict: Verdict | None = None
    payment: Payment | None = None
    invoice: Invoice | None = None
    effects: tuple[tuple[str, str], ...] = field(default=())


def process_payment(
    tx: Tx, event: ProviderEvent, actor: str, *, takes_tests: bool, inbox_id: str = ""
) -> Processed:
    """Do what a verified event says, once for ever."""
    event = _apart_if_test(event, takes_tests=takes_tests)
    if event.kind in (EventKind.FAILED, EventKind.EXPIRED):
        return _close_invoice(tx, event, actor, takes_tests=takes_tests)
    known = payment_store.payment_by_external(event.provider, event.external_id)
    if event.kind is EventKind.REFUNDED:
        return _take_back(tx, event, known, actor)
    if known is not None:
        return _seen_before(tx, event, known, actor)
    invoice = payment_store.invoice(event.invoice_number) if event.invoice_number else None
    verdict = rules.judge(event, invoice, takes_tests=takes_tests)
    if verdict is Verdict.CREDIT and invoice is not None:
        return _credit(tx, event, invoice, actor, inbox_id)
    return _quarantine(tx, event, invoice, verdict, actor, inbox_id)


def _apart_if_test(event: ProviderEvent, *, takes_tests: bool) -> ProviderEvent:
    """Keep a test that nobody asked for from using up the id that live money may come under (T7, B12)."""
    if not event.is_test or takes_tests:
        return event
    return replace(event, external_id=f"test:{event.external_id}")


def _credit(tx: Tx, event: ProviderEvent, invoice: Invoice, actor: str, inbox_id: str) -> Processed:
    is_renewal = rules.is_renewal(event, invoice)
    if not is_renewal:
        payment_store.move_invoice(tx, invoice, InvoiceStatus.COMPLETED, paid_at=event.paid_at or tx.now)
    payment = payment_store.add_payment(
        tx,
        event,
        status=PaymentStatus.COMPLETED,
        verdict=Verdict.CREDIT,
        invoice=invoice,
        customer_id=invoice.customer_id,
        inbox_id=inbox_id,
        actor=actor,
    )
    return complete(tx, payment, invoice, actor=actor, is_renewal=is_renewal)


def complete(
    tx: Tx, payment: Payment, invoice: Invoice, *, actor: str, is_renewal: bool = False, reason: str = ""
) -> Processed:
    """Give what a completed payment bought: stars, plan, words to the payer; the payment's row stands."""
    effects = [("payment", payment.id), ("invoice", str(invoice.number))]
    if payment.stars:
        transfer = payments.credit_payment(tx, payment, actor=actor, reason=reason)
        payment_store.change_payment(tx, payment, transfer_id=transfer.id)
        effects.append(("transfer", transfer.id))
    if payment.plan:
        period_id = subscriptions.open_bought(tx, payment, invoice, is_renewal=is_renewal, actor=actor)
        effects.append(("period", period_id))
    audit_store.add(
        tx,
        actor=actor,
        action="payment.complete",
        subject_kind="payment",
        subject_id=payment.id,
        before={"invoice": invoice.number, "status": invoice.status.value},
        after={"stars": payment.stars.hundredths, "plan": payment.plan, "sum": str(payment.amount)},
        reason=reason,
    )
    tell.credited(tx, payment)
    return Processed(
        outcome=Outcome.CREDITED,
        verdict=Verdict.CREDIT,
        payment=payment_store.payment(payment.id),
        invoice=payment_store.invoice(invoice.number),
        effects=tuple(effects),
    )


def _quarantine(
    tx: Tx, event: ProviderEvent, invoice: Invoice | None, verdict: Verdict, actor: str, inbox_id: str
) -> Processed:
    """Keep the money visible with the reason; nothing is credited until a person decides (I4)."""
    payment = payment_store.add_payment(
        tx,
        event,
        status=PaymentStatus.QUARANTINED,
        verdict=verdict,
        invoice=invoice,
        customer_id=_payer(tx, event, invoice, verdict),
        inbox_id=inbox_id,
        actor=actor,
    )
    effects = [("quarantine", payment.id)]
    may_hold_invoice = verdict not in (Verdict.TEST, Verdict.PAYER, Verdict.PROVIDER, Verdict.BOT)
    if invoice is not None and may_hold_invoice and invoice.may_become(InvoiceStatus.QUARANTINED):
        payment_store.move_invoice(tx, invoice, InvoiceStatus.QUARANTINED, status_reason=verdict.value)
        effects.append(("invoice", str(invoice.number)))
    audit_store.add(
        tx,
        actor=actor,
        action="payment.quarantine",
        subject_kind="payment",
        subject_id=payment.id,
        after={"verdict": verdict.value, "sum": str(event.amount), "invoice": event.invoice_number or 0},
        reason=verdict.value,
    )
    tell.quarantined(tx, payment, invoice)
    return Processed(
        outcome=Outcome.QUARANTINED,
        verdict=verdict,
        payment=payment,
        invoice=payment_store.invoice(invoice.number) if invoice else None,
        effects=tuple(effects),
    )


def _payer(tx: Tx, event: ProviderEvent, invoice: Invoice | None, verdict: Verdict) -> int | None:
    """Return whose money it is as far as known; a payer nobody knows yet becomes a customer (T28)."""
    if event.payer_id is None:
        is_theirs = invoice is not None and verdict is not Verdict.PROVIDER
        return invoice.customer_id if invoice is not None and is_theirs else None
    if people_store.customer(event.payer_id) is None:
        if not event.bot:
            return None
        draft = CustomerDraft(
            telegram_id=event.payer_id,
            bot=event.bot,
            username=event.payer_username,
            first_name=event.payer_name,
            language=language_of(event.payer_language),
        )
        people_store.add_customer(tx, draft)
    return event.payer_id


def _seen_before(tx: Tx, event: ProviderEvent, known: Payment, actor: str) -> Processed:
    if known.tells_the_same(event):
        return Processed(outcome=Outcome.DUPLICATE, verdict=known.verdict, payment=known)
    audit_store.add(
        tx,
        actor=actor,
        action="payment.conflict",
        subject_kind="payment",
        subject_id=known.id,
        before={"sum": str(known.amount), "payer": known.payer_id or 0, "invoice": known.invoice_number or 0},
        after={"sum": str(event.amount), "payer": event.payer_id or 0, "invoice": event.invoice_number or 0},
    )
    tell.conflict(tx, known, event)
    return Processed(outcome=Outcome.CONFLICT, payment=known, effects=(("alarm", known.id),))


_CLOSED = {EventKind.FAILED: InvoiceStatus.FAILED, EventKind.EXPIRED: InvoiceStatus.EXPIRED}


def _close_invoice(tx: Tx, event: ProviderEvent, actor: str, *, takes_tests: bool) -> Processed:
    """The provider gave up an invoice: nothing came, nothing is credited (T20). A stray test closes none."""
    invoice = payment_store.invoice(event.invoice_number) if event.invoice_number else None
    status = _CLOSED[event.kind]
    is_stray = event.is_test and not takes_tests
    if invoice is None or is_stray or invoice.provider != event.provider or not invoice.may_become(status):
        return Processed(outcome=Outcome.IGNORED, invoice=invoice)
    payment_store.move_invoice(tx, invoice, status, status_reason=event.detail)
    audit_store.add(
        tx,
        actor=actor,
        action=f"invoice.{status.value}",
        subject_kind="invoice",
        subject_id=invoice.number,
        before={"status": invoice.status.value},
        after={"status": status.value},
        reason=event.detail,
    )
    if status is InvoiceStatus.FAILED:
        tell.customer(
            tx,
            invoice.customer_id,
            invoice.bot,
            MessageKind.PAYMENT_FAILED,
            event_key=f"invoice_failed:{invoice.number}",
            sum=str(invoice.amount),
        )
    return Processed(
        outcome=Outcome.FAILED,
        invoice=payment_store.invoice(invoice.number),
        effects=(("invoice", str(invoice.number)),),
    )


def _take_back(tx: Tx, event: ProviderEvent, known: Payment | None, actor: str) -> Processed:
    """The provider returned money: the reversal follows; for money nobody knows, a person must look (T27)."""
    if known is None:
        return Processed(outcome=Outcome.CONFLICT, effects=(("unknown payment", event.external_id),))
    if not refunds.has_room(known, event):
        return Processed(outcome=Outcome.CONFLICT, payment=known, effects=(("alarm", known.id),))
    refund, is_new = refunds.record_confirmed(tx, known, event, actor=actor)
    return Processed(
        outcome=Outcome.REFUNDED if is_new else Outcome.DUPLICATE,
        payment=payment_store.payment(known.id),
        effects=(("refund", refund.id),) if is_new else (),
    )
