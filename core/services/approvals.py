"""Four eyes: deeds above somebody's cap are asked for, agreed to by another operator, and done once.

An approval is bound to the hash of its plan. When it is agreed to, the plan is made anew: it must have the
same hash, so nothing it rests on may have moved. Then it is done in that very transaction. If only the deed
itself cannot be done now, for example for want of stars, it stays agreed to until it is done, withdrawn or
its time is over.
"""

from datetime import timedelta

from core.clock import Clock
from core.db import approval_store, audit_store, deed_store, effects_store, operator_store
from core.db.database import Database, Tx
from core.domain import approvals as rules
from core.domain.approvals import LIFETIME, Approval, ApprovalStatus
from core.domain.caps import Excess
from core.domain.deeds import Deed, Plan
from core.domain.effects import Effects
from core.domain.people import Operator, Permission
from core.errors import (
    QT_TRANSLATE_NOOP,
    AlreadyDone,
    AppError,
    CannotApprove,
    NotAllowed,
    NotFound,
    OperationMismatch,
    PlanChanged,
    clause,
)
from core.services.deed_book import DeedBook, Done, spent
from core.services.payments import require_reason
from core.services.rights import acting
from core.services.sessions import Sessions


class _Failed(Exception):
    """The deed itself could not be done; everything else was in order."""

    def __init__(self, error: AppError) -> None:
        super().__init__(str(error))
        self.error = error


def ask(
    tx: Tx, plan: Plan, operator: Operator, *, excess: Excess, lifetime: timedelta = LIFETIME
) -> Approval:
    """Let a deed wait for a second person, in the caller's transaction; a repeat returns what waits."""
    waiting = waiting_for(tx, plan.deed)
    if waiting is not None:
        return waiting
    made = approval_store.add(tx, plan, operator, excess=excess, expires_at=tx.now + lifetime)
    _note(tx, "approval.ask", made, operator.name, plan.deed.reason)
    return made


def waiting_for(tx: Tx, deed: Deed) -> Approval | None:
    """Return the open approval of a deed, or none; one whose time is over is closed on the way.

    Raises:
        OperationMismatch: the operation id waits with something else.
    """
    expire(tx)
    live = approval_store.live(deed.operation_id)
    if live is None:
        return None
    approval, fingerprint = live
    if fingerprint != deed.fingerprint:
        raise OperationMismatch(operation_id=deed.operation_id)
    return approval


def expire(tx: Tx) -> int:
    """Close approvals whose time is over; returns how many."""
    ended = approval_store.run_out(tx.now)
    for one in ended:
        approval_store.move(tx, one, ApprovalStatus.EXPIRED)
        _note(tx, "approval.expire", one, "system", "")
    return len(ended)


class Approvals:
    """What waits for a second person."""

    def __init__(self, db: Database, book: DeedBook, sessions: Sessions, clock: Clock) -> None:
        """Work on an open database; `sessions` knows who has proved who they are."""
        self._db = db
        self._book = book
        self._sessions = sessions
        self._clock = clock

    async def page(self, *, is_open: bool, before_id: str | None = None, limit: int = 100) -> list[Approval]:
        """Return a page of what waits, or of what has ended, newest first."""
        await self.expire()
        return await self._db.read(
            lambda: approval_store.page(is_open=is_open, before_id=before_id, limit=limit)
        )

    async def one(self, approval_id: str) -> Approval:
        """Return one approval; raises NotFound."""
        return await self._db.read(lambda: _known(approval_id))

    async def count(self) -> int:
        """Return how many wait."""
        return await self._db.read(lambda: approval_store.count_open(self._clock.now()))

    async def expire(self) -> int:
        """Close what has waited too long; returns how many."""
        if not await self._db.read(lambda: approval_store.run_out(self._clock.now())):
            return 0
        return await self._db.write(expire)

    async def may_approve(self, approval: Approval, operator: Operator) -> AppError | None:
        """Return why this operator may not agree to it, None if they may."""

        def look(tx: Tx) -> AppError | None:
            try:
                self._require_approver(tx, approval, _now(operator.id))
            except (CannotApprove, NotAllowed) as error:
                return error
            return None

        return await self._db.preview(look)

    async def preview(self, approval_id: str) -> Effects:
        """Return what an open approval would do now; nothing is done.

        Raises:
            NotFound, AlreadyDone, PlanChanged: nothing would come of it.
            AppError: why the deed itself could not be done now.
        """

        def look(tx: Tx) -> Effects:
            approval = _known(approval_id)
            if not approval.is_open:
                raise _ended(approval)
            plan, asker = self._same_plan(approval)
            start = effects_store.mark(tx)
            self._book.execute(tx, plan, asker)
            return effects_store.since(start)

        return await self._db.preview(look)

    async def approve(self, approval_id: str, *, plan_hash: str, reason: str, operator: Operator) -> Approval:
        """Agree to exactly the plan with this hash, and do it.

        Returns the approval as it then stands: done, or approved with the problem that is in the way.

        Raises:
            CannotApprove, NotAllowed: it is not for this operator; it waits on.
            PlanChanged: the plan is not the one that was seen, or would do something else now.
            AlreadyDone, NotFound: it does not wait any more.
            ConfirmNeeded: the password must be typed again.
        """
        self._sessions.require_fresh(await self._db.read(lambda: _now(operator.id)))
        try:
            return await self._db.write(
                lambda tx: self._approve(tx, approval_id, plan_hash, reason, operator, does_it=True)
            )
        except _Failed as failed:
            problem = str(failed.error)
            await self._db.write(
                lambda tx: self._approve(
                    tx, approval_id, plan_hash, reason, operator, does_it=False, problem=problem
                )
            )
            return await self.one(approval_id)

    async def carry_out(self, approval_id: str, operator: Operator) -> Done:
        """Do what was agreed to and could not be done at once; by who asked or who agreed.

        Raises:
            NotAllowed, CannotApprove, PlanChanged, AlreadyDone, NotFound: it was not done.
            RuleError: the deed still cannot be done.
        """

        def write(tx: Tx) -> Done:
            approval = _open(tx, approval_id, ApprovalStatus.APPROVED)
            who = _now(operator.id)
            if who.id not in (approval.asked_by, approval.decided_by):
                raise NotAllowed(
                    operator=who.name,
                    role=who.role,
                    deed=clause(
                        QT_TRANSLATE_NOOP("Clause", "carry out what neither they asked for nor agreed to")
                    ),
                )
            return self._do(tx, approval)

        return await self._db.write(write)

    async def refuse(self, approval_id: str, *, reason: str, operator: Operator) -> Approval:
        """Refuse a deed that waits, for a reason; whoever may approve at all may refuse, but not their own.

        Raises:
            CannotApprove, InputError, AlreadyDone, NotFound: it waits on.
        """
        require_reason(reason)

        def write(tx: Tx) -> Approval:
            approval = _open(tx, approval_id, ApprovalStatus.WAITING)
            who = acting(operator, Permission.APPROVE)
            if who.id == approval.asked_by:
                raise CannotApprove(
                    operator=who.name,
                    problem=clause(QT_TRANSLATE_NOOP("Clause", "one’s own is withdrawn, not refused")),
                )
            return _decide(tx, approval, ApprovalStatus.REFUSED, who, reason)

        return await self._db.write(write)

    async def withdraw(self, approval_id: str, *, reason: str, operator: Operator) -> Approval:
        """Take back what one has asked for oneself.

        Raises:
            NotAllowed, AlreadyDone, NotFound: it waits on.
        """

        def write(tx: Tx) -> Approval:
            expire(tx)
            approval = _known(approval_id)
            who = _now(operator.id)
            if who.id != approval.asked_by:
                raise NotAllowed(
                    operator=who.name,
                    role=who.role,
                    deed=clause(QT_TRANSLATE_NOOP("Clause", "withdraw what another asked for")),
                )
            if not approval.may_become(ApprovalStatus.WITHDRAWN):
                raise _ended(approval)
            return _decide(tx, approval, ApprovalStatus.WITHDRAWN, who, reason)

        return await self._db.write(write)

    # -- inside the transaction ------------------------------------------------------------------------------

    def _approve(
        self,
        tx: Tx,
        approval_id: str,
        plan_hash: str,
        reason: str,
        operator: Operator,
        *,
        does_it: bool,
        problem: str = "",
    ) -> Approval:
        approval = _open(tx, approval_id, ApprovalStatus.WAITING)
        who = _now(operator.id)
        self._require_approver(tx, approval, who)
        if plan_hash != approval.plan_hash:
            raise PlanChanged()
        self._same_plan(approval)
        agreed = _decide(tx, approval, ApprovalStatus.APPROVED, who, reason, problem=problem)
        if does_it:
            try:
                self._do(tx, agreed, is_checked=True)
            except PlanChanged:
                raise
            except AppError as error:
                raise _Failed(error) from error
        return _known(approval_id)

    def _do(self, tx: Tx, approval: Approval, *, is_checked: bool = False) -> Done:
        """Do an agreed plan once: the asker does it, the approver answers for it."""
        if not is_checked:
            self._require_approver(tx, approval, _now(approval.decided_by or ""))
        plan, asker = self._same_plan(approval)
        done = self._book.execute(tx, plan, asker, approval=approval)
        if not approval_store.move(tx, approval, ApprovalStatus.DONE, problem=""):
            raise _ended(approval)
        return done

    def _same_plan(self, approval: Approval) -> tuple[Plan, Operator]:
        """Return the plan, made anew, and who asked; raises PlanChanged if it is no longer what was asked."""
        if not approval.is_whole:
            raise PlanChanged()
        try:
            plan, asker = self._book.plan(approval.plan.deed, _now(approval.asked_by))
        except (AlreadyDone, NotFound) as error:
            raise PlanChanged() from error
        if plan.hash != approval.plan_hash:
            raise PlanChanged()
        return plan, asker

    def _require_approver(self, tx: Tx, approval: Approval, who: Operator) -> None:
        plan = approval.plan
        problem = rules.why_not(
            who,
            approval.asked_by,
            self._book.permission(approval.kind),
            deed_store.cap(who.role, approval.kind),
            plan.measure,
            spent(tx, plan, who, but=approval),
        )
        if problem is not None:
            raise CannotApprove(operator=who.name, problem=problem)


def _decide(
    tx: Tx, approval: Approval, status: ApprovalStatus, who: Operator, reason: str, *, problem: str = ""
) -> Approval:
    moved = approval_store.move(
        tx,
        approval,
        status,
        decided_by=who.id,
        decided_name=who.name,
        decision_reason=reason,
        decided_at=tx.now,
        problem=problem,
    )
    if not moved:
        raise _ended(approval)
    _note(tx, f"approval.{status.value}", approval, who.name, reason)
    return _known(approval.id)


def _open(tx: Tx, approval_id: str, status: ApprovalStatus) -> Approval:
    found = _known(approval_id)
    if found.status is not status or found.has_run_out(tx.now):
        raise _ended(found)
    return found


def _known(approval_id: str) -> Approval:
    found = approval_store.by_id(approval_id)
    if found is None:
        raise NotFound(kind="approval", ident=approval_id)
    return found


def _now(operator_id: str) -> Operator:
    found = operator_store.operator(operator_id)
    if found is None or not found.is_active:
        raise NotAllowed(
            operator=found.name if found else operator_id,
            role=found.role if found else "—",
            deed=clause(QT_TRANSLATE_NOOP("Clause", "do anything here any more")),
        )
    return found


def _ended(approval: Approval) -> AlreadyDone:
    return AlreadyDone(
        problem=clause(
            QT_TRANSLATE_NOOP("Clause", "the approval has the state “{status}”"), status=approval.status
        )
    )


def _note(tx: Tx, action: str, approval: Approval, actor: str, reason: str) -> None:
    audit_store.add(
        tx,
        actor=actor,
        action=action,
        subject_kind="approval",
        subject_id=approval.id,
        after={
            "kind": approval.kind.value,
            "stars": approval.stars.hundredths,
            "customer": approval.customer_id or 0,
            "asked_by": approval.asked_name,
            "plan": approval.plan_hash,
        },
        reason=reason,
    )
