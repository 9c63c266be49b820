"""How a deed by hand is judged and done, inside the caller's transaction: one path for every kind.

Read anew in that transaction: the operator as they stand now, the caps, what was done in the last 24 hours,
and what the deed rests on. One writer at a time makes check and deed one, so two windows, two sessions or a
thousand small steps find the same limits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.db import approval_store, audit_store, deed_store
from core.db.database import Tx
from core.db.deed_store import DeedRecord
from core.domain.approvals import BREAK_GLASS, Approval
from core.domain.caps import Excess, Spent, day_before, first_excess
from core.domain.deeds import Deed, DeedKind, Measure, Plan, kinds_of, pool_of
from core.domain.people import Operator, Permission
from core.errors import OperationMismatch
from core.money import ZERO
from core.services.payments import require_reason
from core.services.rights import acting


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a deed made: its id, to find it again, and the record itself."""

    id: str
    record: object


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedRule:
    """One kind of deed: who may do it, what it comes to, and the function that does it.

    `measure` and `perform` run in the same transaction, and raise what stands in the way. `recall` returns
    what was made by its id.
    """

    permission: Permission
    measure: Callable[[Deed], Measure]
    perform: Callable[[Tx, Deed, Operator], Made]
    recall: Callable[[str], object]


Rules = Mapping[DeedKind, DeedRule]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A deed that stands; `made` is the transfer, refund or payment that it made."""

    record: DeedRecord
    made: object


class DeedBook:
    """Judges and does deeds by the rules of their kinds."""

    def __init__(self, rules: Rules) -> None:
        """Know these kinds."""
        self._rules = rules

    def permission(self, kind: DeedKind) -> Permission:
        """Return the permission that a kind needs."""
        return self._rules[kind].permission

    def plan(self, deed: Deed, operator: Operator) -> tuple[Plan, Operator]:
        """Return what a deed comes to now, and its operator as they stand now.

        Raises:
            NotAllowed, InputError, NotFound, AlreadyDone: it cannot be done as asked.
        """
        rule = self._rules[deed.kind]
        who = acting(operator, rule.permission)
        require_reason(deed.reason)
        return Plan(deed=deed, measure=rule.measure(deed)), who

    def repeat(self, deed: Deed) -> Done | None:
        """Return what an earlier call with the same operation id did.

        Raises:
            OperationMismatch: it did something else.
        """
        record = deed_store.by_operation(deed.operation_id)
        if record is None:
            return None
        if record.fingerprint != deed.fingerprint:
            raise OperationMismatch(operation_id=deed.operation_id)
        return Done(record=record, made=self._rules[deed.kind].recall(record.result_id))

    def excess(self, tx: Tx, plan: Plan, operator: Operator) -> Excess | None:
        """Return which limit of `operator` the plan passes, None if it may be done alone."""
        cap = deed_store.cap(operator.role, plan.deed.kind)
        return first_excess(cap, plan.measure, spent(tx, plan, operator))

    def execute(
        self,
        tx: Tx,
        plan: Plan,
        operator: Operator,
        *,
        approval: Approval | None = None,
        glass_reason: str = "",
    ) -> Done:
        """Do it, write it down, and tell the audit. The caller has judged it."""
        made = self._rules[plan.deed.kind].perform(tx, plan.deed, operator)
        record = deed_store.add(
            tx,
            plan,
            operator_id=operator.id,
            operator_name=operator.name,
            result_id=made.id,
            approval_id=approval.id if approval else None,
            approver_id=approval.decided_by if approval else None,
            glass_reason=glass_reason.strip(),
        )
        _note(tx, plan, operator, approval, glass_reason)
        return Done(record=record, made=made.record)


def spent(tx: Tx, plan: Plan, operator: Operator, *, but: Approval | None = None) -> Spent:
    """Return what counts against the day of `operator` and of each customer of a plan.

    Deeds that were agreed to and are not done yet count as if they were; `but` is left out.
    """
    since, pool = day_before(tx.now), pool_of(plan.deed.kind)
    kinds = kinds_of(pool)
    coming = [
        one
        for one in approval_store.approved()
        if pool_of(one.kind) is pool and not one.has_run_out(tx.now) and (but is None or one.id != but.id)
    ]
    by_operator = deed_store.of_operator(operator.id, since, kinds)
    for one in coming:
        if operator.id in (one.asked_by, one.decided_by):
            by_operator += one.stars
    by_customer = {}
    for customer_id in plan.measure.shares:
        shares = [one.plan.measure.shares.get(customer_id, ZERO) for one in coming]
        by_customer[customer_id] = sum(shares, deed_store.of_customer(customer_id, since, kinds))
    return Spent(by_operator=by_operator, by_customer=by_customer)


def _note(tx: Tx, plan: Plan, operator: Operator, approval: Approval | None, glass_reason: str) -> None:
    facts: dict[str, object] = {
        "stars": plan.measure.stars.hundredths,
        "customers": sorted(plan.measure.shares),
        "plan": plan.hash,
    }
    for name in ("code", "link", "silence"):
        if plan.deed.text(name):
            facts[name] = plan.deed.text(name)
    if approval is not None:
        facts |= {"approval": approval.id, "approved_by": approval.decided_name}
    prefix = "deed."
    if glass_reason:
        prefix = BREAK_GLASS
        facts["why_alone"] = glass_reason.strip()
    audit_store.add(
        tx,
        actor=operator.name,
        action=prefix + plan.deed.kind.value,
        subject_kind="deed",
        subject_id=plan.deed.operation_id,
        after=facts,
        reason=plan.deed.reason,
    )
