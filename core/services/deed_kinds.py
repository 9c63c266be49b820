"""The kinds of deeds by hand, one line each: the right it needs, what it comes to, the function that does it.

A kind is added by a member of `DeedKind`, a line in `RULES`, and caps in a migration; without caps it always
needs a second person.
"""

from collections.abc import Callable
from functools import partial

from core.db import ledger_store, payment_store, refund_store
from core.db.database import Tx
from core.domain.adjustments import ReasonCode, told_words
from core.domain.caps import rough_worth
from core.domain.deeds import Deed, DeedKind, Measure
from core.domain.ledger import Transfer, customer_of
from core.domain.payments import Invoice, Payment, PaymentStatus, stars_to_take_back
from core.domain.people import Language, Operator, Permission
from core.domain.providers import RefundState
from core.domain.refunds import Debt
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, InputError, NotFound, clause
from core.money import ZERO, Money, Stars
from core.services import payments, plan_deeds, quarantine, refunds, tell
from core.services.deed_book import DeedRule, Made, Rules
from core.services.invoices import known_invoice
from core.services.process_payment import Outcome, Processed
from core.services.quarantine import UnboundPayment
from core.services.refund_desk import known_payment

NOBODY = 0
"""Whose share it is when nobody knows yet whose money it was."""


# -- balances ------------------------------------------------------------------------------------------------


def _measure_adjustment(deed: Deed) -> Measure:
    customer = payments.known_customer(deed.number("customer"))
    _require_positive(deed.amount)
    return Measure(shares={customer.telegram_id: deed.amount}, basis={})


def _credit(tx: Tx, deed: Deed, operator: Operator) -> Made:
    transfer = payments.grant(
        tx,
        operation_id=deed.operation_id,
        customer_id=deed.number("customer"),
        amount=deed.amount,
        actor=operator.name,
        cause_id=operator.id,
        reason=deed.reason,
    )
    return _told(tx, deed, transfer)


def _debit(tx: Tx, deed: Deed, operator: Operator) -> Made:
    transfer = payments.deduct(
        tx,
        operation_id=deed.operation_id,
        customer_id=deed.number("customer"),
        amount=deed.amount,
        operator=operator,
        reason=deed.reason,
    )
    return _told(tx, deed, transfer)


def _told(tx: Tx, deed: Deed, transfer: Transfer) -> Made:
    """Tell the customer with the words of the reason code, unless there is a reason to be silent."""
    if not deed.text("silence"):
        code = ReasonCode(deed.text("code") or ReasonCode.OTHER.value)

        def because(language: Language) -> str:
            return told_words(code, language, deed.reason)

        tell.balance_changed(tx, transfer, because=because)
    return Made(id=transfer.id, record=transfer)


def _charges_of(deed: Deed) -> list[tuple[str, Stars]]:
    pairs = deed.arguments["charges"]
    assert isinstance(pairs, list | tuple)  # noqa: S101 - `deeds.compensate` makes them so
    return [(str(charge), Stars(int(amount))) for charge, amount in pairs]


def _measure_compensation(deed: Deed) -> Measure:
    shares: dict[int, Stars] = {}
    basis: dict[str, str | int | None] = {}
    for charge_id, amount in _charges_of(deed):
        _require_positive(amount)
        charge, _end, left = payments.charge_left(charge_id)
        if charge_id in basis:
            raise InputError(
                field="charges",
                value=charge_id,
                problem=clause(QT_TRANSLATE_NOOP("Clause", "the same charge stands there twice")),
            )
        if amount > left:
            raise InputError(
                field="charges",
                value=charge_id,
                problem=clause(
                    QT_TRANSLATE_NOOP("Clause", "at most {left} of it can be made good"), left=left
                ),
            )
        customer_id = customer_of(charge.debit)
        assert customer_id is not None  # noqa: S101 - only customers are charged
        shares[customer_id] = shares.get(customer_id, ZERO) + amount
        basis[charge_id] = left.hundredths
    if not basis:
        raise InputError(
            field="charges", value="", problem=clause(QT_TRANSLATE_NOOP("Clause", "name at least one charge"))
        )
    return Measure(shares=shares, basis=basis)


def _compensate(tx: Tx, deed: Deed, operator: Operator) -> Made:
    made: list[Transfer] = []
    for charge_id, amount in _charges_of(deed):
        charge, _end, _left = payments.charge_left(charge_id)
        customer_id = customer_of(charge.debit)
        assert customer_id is not None  # noqa: S101 - only customers are charged
        transfer = payments.compensate(
            tx,
            operation_id=f"{deed.operation_id}:{charge_id}",
            customer_id=customer_id,
            amount=amount,
            charge_id=charge_id,
            operator=operator,
            reason=deed.reason,
        )
        made.append(transfer)
        if not deed.text("silence"):
            tell.balance_changed(tx, transfer, because=partial(_compensation_words, deed.reason))
    return Made(id=" ".join(one.id for one in made), record=tuple(made))


def _compensation_words(reason: str, language: Language) -> str:
    return told_words(ReasonCode.COMPENSATION, language, reason)


def _measure_reversal(deed: Deed) -> Measure:
    first, left = payments.reversible(deed.text("transfer"))
    owners = [customer_of(account) for account in (first.debit, first.credit)]
    return Measure(
        shares={owner: left for owner in owners if owner is not None},
        basis={"kind": first.kind.value, "left": left.hundredths},
    )


def _reverse(tx: Tx, deed: Deed, operator: Operator) -> Made:
    transfer = payments.reverse(
        tx,
        transfer_id=deed.text("transfer"),
        operation_id=deed.operation_id,
        operator=operator,
        reason=deed.reason,
    )
    tell.balance_changed(tx, transfer)
    return Made(id=transfer.id, record=transfer)


# -- refunds -------------------------------------------------------------------------------------------------


def _asked_stars(deed: Deed) -> Stars | None:
    return None if deed.arguments["amount"] is None else deed.amount


def _measure_stars_refund(deed: Deed) -> Measure:
    charge, _end, left = payments.charge_left(deed.text("charge"))
    asked = _asked_stars(deed)
    if asked is not None:
        _require_positive(asked)
    if not left:
        raise payments.refunded_in_full(charge.id)
    customer_id = customer_of(charge.debit)
    assert customer_id is not None  # noqa: S101 - only customers are charged
    return Measure(
        shares={customer_id: left if asked is None else min(asked, left)}, basis={"left": left.hundredths}
    )


def _refund_stars(tx: Tx, deed: Deed, operator: Operator) -> Made:
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


def _measure_money_refund(deed: Deed) -> Measure:
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


def _refund_money(tx: Tx, deed: Deed, operator: Operator) -> Made:
    refund = refunds.request(
        tx,
        known_payment(deed.text("payment")),
        operation_id=deed.operation_id,
        amount=deed.money,
        actor=operator.name,
        reason=deed.reason,
    )
    return Made(id=refund.id, record=refund)


def _record_refund(tx: Tx, deed: Deed, operator: Operator) -> Made:
    made = _refund_money(tx, deed, operator)
    refund = refund_store.by_id(made.id)
    assert refund is not None  # noqa: S101 - it was made a moment ago
    refunds.end(tx, refund, RefundState.CONFIRMED, detail="by hand", actor=operator.name)
    return Made(id=made.id, record=refund_store.by_id(made.id))


# -- money that no rule would credit -------------------------------------------------------------------------


def _measure_quarantined(deed: Deed) -> Measure:
    payment = known_payment(deed.text("payment"))
    quarantine.require_quarantined(payment)
    invoice = _invoice_of(deed, payment)
    basis = _terms(invoice) | {"status": payment.status.value, "sum": str(payment.amount)}
    return Measure(shares={invoice.customer_id: invoice.stars}, basis=basis)


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


def _credit_quarantine(tx: Tx, deed: Deed, operator: Operator) -> Made:
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


def _measure_unbound(deed: Deed) -> Measure:
    quarantine.require_unused(_asked_unbound(deed))
    invoice = known_invoice(deed.number("invoice"))
    return Measure(shares={invoice.customer_id: invoice.stars}, basis=_terms(invoice))


def _credit_unbound(tx: Tx, deed: Deed, operator: Operator) -> Made:
    return _processed(quarantine.credit_unbound(tx, _asked_unbound(deed), operator))


def _processed(done: Processed) -> Made:
    assert done.payment is not None  # noqa: S101 - money came, so there is a payment
    return Made(id=done.payment.id, record=done)


def _recall_processed(payment_id: str) -> Processed:
    payment = known_payment(payment_id)
    number = payment.invoice_number
    return Processed(
        outcome=Outcome.DUPLICATE,
        verdict=payment.verdict,
        payment=payment,
        invoice=payment_store.invoice(number) if number else None,
    )


def _known_debt(debt_id: str) -> Debt:
    found = refund_store.debt(debt_id)
    if found is None:
        raise NotFound(kind="debt", ident=debt_id)
    return found


def _measure_debt(deed: Deed) -> Measure:
    found = _known_debt(deed.text("debt"))
    if found.status != "open":
        raise AlreadyDone(
            problem=clause(QT_TRANSLATE_NOOP("Clause", "the debt is {status}"), status=found.status)
        )
    return Measure(shares={found.customer_id: found.stars}, basis={"status": str(found.status)})


def _end_debt(tx: Tx, deed: Deed, operator: Operator) -> Made:
    found = _known_debt(deed.text("debt"))
    is_paid = deed.arguments["is_paid"] is True
    refunds.end_debt(tx, found, is_paid=is_paid, operator=operator, reason=deed.reason)
    return Made(id=found.id, record=_known_debt(found.id))


# -- the table -----------------------------------------------------------------------------------------------


def _recall_transfers(ids: str) -> tuple[Transfer, ...]:
    found = [ledger_store.by_id(one) for one in ids.split()]
    return tuple(one for one in found if one is not None)


def _rule(
    permission: Permission,
    measure: Callable[[Deed], Measure],
    perform: Callable[[Tx, Deed, Operator], Made],
    recall: Callable[[str], object] = ledger_store.by_id,
) -> DeedRule:
    return DeedRule(permission=permission, measure=measure, perform=perform, recall=recall)


_P = Permission
RULES: Rules = {
    DeedKind.CREDIT: _rule(_P.ADJUST_BALANCE, _measure_adjustment, _credit),
    DeedKind.DEBIT: _rule(_P.ADJUST_BALANCE, _measure_adjustment, _debit),
    DeedKind.COMPENSATE: _rule(_P.ADJUST_BALANCE, _measure_compensation, _compensate, _recall_transfers),
    DeedKind.REVERSE: _rule(_P.REVERSE_TRANSFER, _measure_reversal, _reverse),
    DeedKind.REFUND_STARS: _rule(_P.REFUND_STARS, _measure_stars_refund, _refund_stars),
    DeedKind.REFUND_MONEY: _rule(_P.REFUND_MONEY, _measure_money_refund, _refund_money, refund_store.by_id),
    DeedKind.RECORD_REFUND: _rule(_P.REFUND_MONEY, _measure_money_refund, _record_refund, refund_store.by_id),
    DeedKind.CREDIT_QUARANTINE: _rule(
        _P.DECIDE_QUARANTINE, _measure_quarantined, _credit_quarantine, _recall_processed
    ),
    DeedKind.CREDIT_UNBOUND: _rule(
        _P.DECIDE_QUARANTINE, _measure_unbound, _credit_unbound, _recall_processed
    ),
    DeedKind.GRANT_PLAN: _rule(_P.MANAGE_PLANS, plan_deeds.measure, plan_deeds.perform, plan_deeds.recall),
    DeedKind.END_DEBT: _rule(_P.REFUND_MONEY, _measure_debt, _end_debt, _known_debt),
}


def _require_positive(amount: Stars) -> None:
    if amount.hundredths <= 0:
        raise InputError(
            field="amount",
            value=str(amount),
            problem=clause(QT_TRANSLATE_NOOP("Clause", "more than zero is needed")),
        )
