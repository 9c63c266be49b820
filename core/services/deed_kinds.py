"""The kinds of deeds by hand, one line each: the right it needs, what it comes to, the function that does it.

A kind is added by a member of `DeedKind`, a line in `RULES`, and caps in a migration; without caps it always
needs a second person.
"""

from collections.abc import Callable
from functools import partial

from core.db import ledger_store, refund_store
from core.db.database import Tx
from core.domain.adjustments import ReasonCode, told_words
from core.domain.deeds import Deed, DeedKind, Measure
from core.domain.ledger import Transfer, customer_of
from core.domain.people import Language, Operator, Permission
from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from core.money import ZERO, Stars
from core.services import bulk_deeds, payments, plan_deeds, tell
from core.services import deeds_of_money as money
from core.services.deed_book import DeedRule, Made, Rules

# -- balances ------------------------------------------------------------------------------------------------


def _measure_adjustment(deed: Deed) -> Measure:
    customer = payments.known_customer(deed.number("customer"))
    money.require_positive(deed.amount)
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
        money.require_positive(amount)
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


# -- stars given back ----------------------------------------------------------------------------------------


def _measure_refund(deed: Deed) -> Measure:
    return bulk_deeds.measure(deed) if deed.text("run") else money.measure_stars_refund(deed)


def _refund(tx: Tx, deed: Deed, operator: Operator) -> Made:
    return (bulk_deeds.perform if deed.text("run") else money.refund_stars)(tx, deed, operator)


def _recall_refund(result_id: str) -> object:
    is_run = result_id.startswith(bulk_deeds.PREFIX)
    return bulk_deeds.recall(result_id) if is_run else ledger_store.by_id(result_id)


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
    DeedKind.REFUND_STARS: _rule(_P.REFUND_STARS, _measure_refund, _refund, _recall_refund),
    DeedKind.REFUND_MONEY: _rule(
        _P.REFUND_MONEY, money.measure_money_refund, money.refund_money, refund_store.by_id
    ),
    DeedKind.RECORD_REFUND: _rule(
        _P.REFUND_MONEY, money.measure_money_refund, money.record_refund, refund_store.by_id
    ),
    DeedKind.CREDIT_QUARANTINE: _rule(
        _P.DECIDE_QUARANTINE, money.measure_quarantined, money.credit_quarantine, money.recall_processed
    ),
    DeedKind.CREDIT_UNBOUND: _rule(
        _P.DECIDE_QUARANTINE, money.measure_unbound, money.credit_unbound, money.recall_processed
    ),
    DeedKind.GRANT_PLAN: _rule(_P.MANAGE_PLANS, plan_deeds.measure, plan_deeds.perform, plan_deeds.recall),
    DeedKind.END_DEBT: _rule(_P.REFUND_MONEY, money.measure_debt, money.end_debt, money.known_debt),
}
