"""Money in quarantine, decided by a person: credit it, send it back, or reject it; each once, with a reason.

Also the two ways to credit money that no notice brought (domain rules §5, 31 and 32). Both end in the same
completion as everything else.
"""

from dataclasses import dataclass

from core.db import audit_store, payment_store, people_store
from core.db.database import Database, Tx
from core.domain import deeds
from core.domain.payments import Invoice, InvoiceStatus, Payment, PaymentStatus
from core.domain.people import Operator, Permission
from core.domain.providers import EventKind, ProviderEvent
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, InputError, NotFound, clause
from core.money import Money
from core.services import process_payment as processing
from core.services import refunds
from core.services.deeds import Deeds
from core.services.invoices import InvoiceDesk, known_invoice
from core.services.payments import require_reason
from core.services.process_payment import Processed
from core.services.refund_desk import RefundDesk, RefundRequest, known_payment
from core.services.rights import allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class UnboundPayment:
    """Money that came without an invoice of ours, bound to the provider's id so that it counts once."""

    provider: str
    external_id: str
    invoice_number: int
    """An invoice made for it: it fixes what the money buys."""
    amount: Money
    reason: str


class Quarantine:
    """What happens to money that no rule would credit."""

    def __init__(self, db: Database, refund_desk: RefundDesk, invoices: InvoiceDesk, hands: Deeds) -> None:
        """Work on an open database; what credits money by hand goes through `hands`."""
        self._db = db
        self._hands = hands
        self._refunds = refund_desk
        self._invoices = invoices

    async def credit(
        self, payment_id: str, *, reason: str, operator: Operator, invoice_number: int | None = None
    ) -> Processed:
        """Credit money in quarantine on the terms of its invoice, or of another one named here.

        Raises:
            NotAllowed, NotFound, InputError, AlreadyDone: it stays in quarantine.
        """
        deed = deeds.credit_quarantine(payment_id=payment_id, invoice_number=invoice_number, reason=reason)
        return _processed((await self._hands.do_alone(deed, operator)).made)

    async def reject(self, payment_id: str, *, reason: str, operator: Operator) -> Payment:
        """Decide that nothing is credited and nothing goes back through us; the row stays.

        Raises:
            NotAllowed, NotFound, InputError, AlreadyDone: it stays in quarantine.
        """
        operator = await allowed(self._db, operator, Permission.DECIDE_QUARANTINE)
        require_reason(reason)
        return await self._db.write(lambda tx: reject(tx, payment_id, reason=reason, operator=operator))

    async def send_back(self, asked: RefundRequest, operator: Operator) -> None:
        """Give the whole sum back through the provider; see `RefundDesk.refund_money` for what is raised."""
        operator = await allowed(self._db, operator, Permission.DECIDE_QUARANTINE)
        await self._refunds.refund_money(asked, operator)

    async def complete_stuck(self, number: int, *, reason: str, operator: Operator) -> Processed | None:
        """Complete a pending invoice whose notice never came: the provider's own word decides (T31).

        Returns what was done, None if the provider says nothing that would complete it.

        Raises:
            NotAllowed, NotFound, InputError, CannotDo, RemoteError: the invoice stays pending.
        """
        operator = await allowed(self._db, operator, Permission.DECIDE_QUARANTINE)
        require_reason(reason)
        _status, done = await self._invoices.ask(number, actor=operator.name)
        if done is not None and done.payment is not None:
            payment_id = done.payment.id
            await self._db.write(lambda tx: _note(tx, "payment.complete_stuck", payment_id, operator, reason))
        return done

    async def credit_unbound(self, asked: UnboundPayment, operator: Operator) -> Processed:
        """Credit money that no invoice waited for, bound to its external id (T32).

        Raises:
            NotAllowed, NotFound, InputError: nothing was credited.
            AlreadyDone: this external id was used before, or the invoice is not open.
        """
        deed = deeds.credit_unbound(
            provider=asked.provider,
            external_id=asked.external_id,
            invoice_number=asked.invoice_number,
            amount=asked.amount,
            reason=asked.reason,
        )
        return _processed((await self._hands.do_alone(deed, operator)).made)


def credit(
    tx: Tx, payment_id: str, invoice_number: int | None, *, reason: str, operator: Operator
) -> Processed:
    """Credit quarantined money on an invoice's terms, in the caller's transaction."""
    payment = known_payment(payment_id)
    require_quarantined(payment)
    number = invoice_number or payment.invoice_number
    if number is None:
        raise InputError(
            field="invoice",
            value="",
            problem=clause(QT_TRANSLATE_NOOP("Clause", "name the invoice on whose terms it is credited")),
        )
    invoice = known_invoice(number)
    if payment.is_test and not invoice.is_test:
        raise InputError(
            field="invoice",
            value=number,
            problem=clause(QT_TRANSLATE_NOOP("Clause", "test money buys test products only")),
        )
    changed = payment_store.change_payment(
        tx,
        payment,
        status=PaymentStatus.COMPLETED.value,
        invoice_number=invoice.number,
        customer_id=invoice.customer_id,
        bot=invoice.bot,
        stars=invoice.stars.hundredths,
        plan=invoice.plan,
        kind=invoice.kind.value,
        decided_by=operator.name,
        decision_reason=reason,
        decided_at=tx.now,
    )
    if not changed:
        raise _decided(payment)
    if invoice.may_become(InvoiceStatus.COMPLETED):
        paid_at = payment.paid_at or tx.now
        payment_store.move_invoice(tx, invoice, InvoiceStatus.COMPLETED, paid_at=paid_at)
    if payment.invoice_number != invoice.number:
        _let_go(tx, payment, reason)
    return processing.complete(tx, known_payment(payment_id), invoice, actor=operator.name, reason=reason)


def reject(tx: Tx, payment_id: str, *, reason: str, operator: Operator) -> Payment:
    """Reject quarantined money, in the caller's transaction."""
    payment = known_payment(payment_id)
    require_quarantined(payment)
    payment_store.change_payment(
        tx,
        payment,
        status=PaymentStatus.REJECTED.value,
        decided_by=operator.name,
        decision_reason=reason,
        decided_at=tx.now,
    )
    _let_go(tx, payment, reason)
    _note(tx, "payment.reject", payment_id, operator, reason)
    return known_payment(payment_id)


def _let_go(tx: Tx, payment: Payment, reason: str) -> None:
    """Close the invoice that waited in quarantine for this payment and nothing else."""
    invoice = payment_store.invoice(payment.invoice_number) if payment.invoice_number else None
    if invoice is not None and _waits_for(invoice, payment):
        payment_store.move_invoice(tx, invoice, InvoiceStatus.REJECTED, status_reason=reason)


def _waits_for(invoice: Invoice, payment: Payment) -> bool:
    """Tell whether nothing else is in quarantine for this invoice."""
    others = payment_store.payments_of_invoice(invoice.number)
    is_alone = all(one.id == payment.id or one.status is not PaymentStatus.QUARANTINED for one in others)
    return is_alone and invoice.may_become(InvoiceStatus.REJECTED)


def credit_unbound(tx: Tx, asked: UnboundPayment, operator: Operator) -> Processed:
    """Credit money without a notice on the terms of an open invoice, in the caller's transaction."""
    require_unused(asked)
    invoice = known_invoice(asked.invoice_number)
    if people_store.customer(invoice.customer_id) is None:
        raise NotFound(kind="customer", ident=invoice.customer_id)
    event = ProviderEvent(
        provider=asked.provider,
        kind=EventKind.PAID,
        external_id=asked.external_id.strip(),
        invoice_number=invoice.number,
        amount=asked.amount,
        detail="by hand",
    )
    done = processing.process_payment(tx, event, operator.name, takes_tests=False)
    if done.payment is not None:
        _note(tx, "payment.credit_unbound", done.payment.id, operator, asked.reason)
    return done


def require_unused(asked: UnboundPayment) -> None:
    """Return if the provider's id names money that nobody took yet; raises AlreadyDone, InputError."""
    if payment_store.payment_by_external(asked.provider, asked.external_id.strip()) is not None:
        raise AlreadyDone(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "the payment {external_id} was taken before"),
                external_id=asked.external_id,
            )
        )
    if not asked.external_id.strip():
        raise InputError(
            field="external_id",
            value=asked.external_id,
            problem=clause(QT_TRANSLATE_NOOP("Clause", "the provider’s own id of the payment is needed")),
        )


def _processed(made: object) -> Processed:
    assert isinstance(made, Processed)  # noqa: S101 - what the rules of these kinds make
    return made


def require_quarantined(payment: Payment) -> None:
    """Return if a payment waits for a decision and is not on its way back; raises AlreadyDone."""
    if payment.status is not PaymentStatus.QUARANTINED:
        raise _decided(payment)
    refunds.require_none_open(payment)


def _decided(payment: Payment) -> AlreadyDone:
    return AlreadyDone(
        problem=clause(
            QT_TRANSLATE_NOOP("Clause", "the payment has the state “{status}”"), status=payment.status
        )
    )


def _note(tx: Tx, action: str, payment_id: str, operator: Operator, reason: str) -> None:
    audit_store.add(
        tx,
        actor=operator.name,
        action=action,
        subject_kind="payment",
        subject_id=payment_id,
        reason=reason,
    )
