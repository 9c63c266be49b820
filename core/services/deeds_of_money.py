"""Deeds about payments and charges: refunds, quarantine, debts; each measured and done in one transaction."""

from core.db import payment_store, refund_store
from core.db.database import Tx
from core.domain.caps import rough_worth
from core.domain.deeds import Deed, Measure
from core.domain.ledger import customer_of
from core.domain.payments import Invoice, Payment, PaymentStatus, stars_to_take_back
from core.domain.people import Operator
from core.domain.providers import RefundState
from core.domain.refunds import Debt
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, InputError, NotFound, clause
from core.money import Money, Stars
from core.services import payments, quarantine, refunds, tell
from core.services.deed_book import Made
from core.services.invoices import known_invoice
from core.services.process_payment import Outcome, Processed
from core.services.quarantine import UnboundPayment
from core.services.refund_desk import known_payment

NOBODY = 0
"""Whose share it is when nobody knows yet whose money it was."""


# -- refunds -------------------------------------------------------------------------------------------------


def _asked_stars(deed: Deed) -> Stars | None:
    return None if deed.arguments["amount"] is None else deed.amount


def measure_stars_refund(deed: Deed) -> Measure:
    """Count the stars that would go back; raises what stands in the way."""
    charge, _end, left = payments.charge_left(deed.text("charge"))
    asked = _asked_stars(deed)
    if asked is not None:
        require_positive(asked)
    if not left:
        raise payments.refunded_in_full(charge.id)
    customer_id = customer_of(charge.debit)
    assert customer_id is not None  # noqa: S101 - only customers are charged
    return Measure(
        shares={customer_id: left if asked is None else min(asked, left)}, basis={"left": left.hundredths}
    )


def refund_stars(tx: Tx, deed: Deed, operator: Operator) -> Made:
    """Give stars of a charge back."""
    transfer = payments.refund_charge(
        tx,
        charge_id=deed.text("charge"),
        number=deed.number("number"),
        amount=_asked_stars(deed),
        actor=operator.name,
        reason=deed.reason,
    )
    tell.balance_changed(tx, transfer)
    return Made(id=transfer.id, record=transfer)


def measure_money_refund(deed: Deed) -> Measure:
    """Count the stars that go with the money; raises what stands in the way."""
    payment = known_payment(deed.text("payment"))
    refunds.require_refundable(payment, deed.money)
    return Measure(
        shares={payment.customer_id or NOBODY: _worth(payment, deed.money)},
        basis={
            "status": payment.status.value,
            "refunded": payment.refunded.minor if payment.refunded else 0,
        },
    )


def _worth(payment: Payment, amount: Money) -> Stars:
    """Return the stars that go with the money; of money never credited, what it would have bought."""
    if payment.status is PaymentStatus.QUARANTINED or payment.amount is None or not payment.stars:
        return rough_worth(amount)
    before = payment.refunded or Money(0, amount.currency)
    return stars_to_take_back(payment.stars, payment.amount, before, amount)


def refund_money(tx: Tx, deed: Deed, operator: Operator) -> Made:
    """Ask for money to go back; the engine sends it."""
    refund = refunds.request(
        tx,
        known_payment(deed.text("payment")),
        operation_id=deed.operation_id,
        amount=deed.money,
        actor=operator.name,
        reason=deed.reason,
    )
    return Made(id=refund.id, record=refund)


def record_refund(tx: Tx, deed: Deed, operator: Operator) -> Made:
    """Take down money that a person gave back outside."""
    made = refund_money(tx, deed, operator)
    refund = refund_store.by_id(made.id)
    assert refund is not None  # noqa: S101 - it was made a moment ago
    refunds.end(tx, refund, RefundState.CONFIRMED, detail="by hand", actor=operator.name)
    return Made(id=made.id, record=refund_store.by_id(made.id))


# -- money that no rule would credit -------------------------------------------------------------------------


def measure_quarantined(deed: Deed) -> Measure:
    """Count what would be credited; raises what stands in the way."""
    payment = known_payment(deed.text("payment"))
    quarantine.require_quarantined(payment)
    invoice = _invoice_of(deed, payment)
    basis = _terms(invoice) | {"status": payment.status.value, "sum": str(payment.amount)}
    return Measure(shares={invoice.customer_id: _sold(invoice)}, basis=basis)


def _sold(invoice: Invoice) -> Stars:
    """Return the stars that an invoice sells; a plan sold without stars is still worth its money."""
    return invoice.stars or rough_worth(invoice.amount)


def _invoice_of(deed: Deed, payment: Payment) -> Invoice:
    number = deed.arguments["invoice"] or payment.invoice_number
    if not isinstance(number, int):
        raise InputError(
            field="invoice",
            value="",
            problem=clause(QT_TRANSLATE_NOOP("Clause", "name the invoice on whose terms it is credited")),
        )
    return known_invoice(number)


def _terms(invoice: Invoice) -> dict[str, str | int | None]:
    return {
        "invoice": invoice.number,
        "invoice_status": invoice.status.value,
        "stars": invoice.stars.hundredths,
        "plan": invoice.plan,
    }


def credit_quarantine(tx: Tx, deed: Deed, operator: Operator) -> Made:
    """Credit money in quarantine."""
    number = deed.arguments["invoice"]
    done = quarantine.credit(
        tx,
        deed.text("payment"),
        number if isinstance(number, int) else None,
        reason=deed.reason,
        operator=operator,
    )
    return _processed(done)


def _asked_unbound(deed: Deed) -> UnboundPayment:
    return UnboundPayment(
        provider=deed.text("provider"),
        external_id=deed.text("external_id"),
        invoice_number=deed.number("invoice"),
        amount=deed.money,
        reason=deed.reason,
    )


def measure_unbound(deed: Deed) -> Measure:
    """Count what would be credited; raises what stands in the way."""
    quarantine.require_unused(_asked_unbound(deed))
    invoice = known_invoice(deed.number("invoice"))
    return Measure(shares={invoice.customer_id: _sold(invoice)}, basis=_terms(invoice))


def credit_unbound(tx: Tx, deed: Deed, operator: Operator) -> Made:
    """Credit money that no notice brought."""
    return _processed(quarantine.credit_unbound(tx, _asked_unbound(deed), operator))


def _processed(done: Processed) -> Made:
    assert done.payment is not None  # noqa: S101 - money came, so there is a payment
    return Made(id=done.payment.id, record=done)


def recall_processed(payment_id: str) -> Processed:
    """Return what became of a payment."""
    payment = known_payment(payment_id)
    number = payment.invoice_number
    return Processed(
        outcome=Outcome.DUPLICATE,
        verdict=payment.verdict,
        payment=payment,
        invoice=payment_store.invoice(number) if number else None,
    )


def known_debt(debt_id: str) -> Debt:
    """Return a debt; raises NotFound."""
    found = refund_store.debt(debt_id)
    if found is None:
        raise NotFound(kind="debt", ident=debt_id)
    return found


def measure_debt(deed: Deed) -> Measure:
    """Count the stars of a debt; raises AlreadyDone."""
    found = known_debt(deed.text("debt"))
    if found.status != "open":
        raise AlreadyDone(problem=clause(QT_TRANSLATE_NOOP("Clause", "the debt is paid or forgiven already")))
    return Measure(shares={found.customer_id: found.stars}, basis={"status": str(found.status)})


def end_debt(tx: Tx, deed: Deed, operator: Operator) -> Made:
    """Take a debt from the balance, or forgive it."""
    found = known_debt(deed.text("debt"))
    is_paid = deed.arguments["is_paid"] is True
    refunds.end_debt(tx, found, is_paid=is_paid, operator=operator, reason=deed.reason)
    return Made(id=found.id, record=known_debt(found.id))


def require_positive(amount: Stars) -> None:
    """Return if there is something to move; raises InputError."""
    if amount.hundredths <= 0:
        raise InputError(
            field="amount",
            value=str(amount),
            problem=clause(QT_TRANSLATE_NOOP("Clause", "more than zero is needed")),
        )
