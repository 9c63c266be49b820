"""The one door for deeds by hand: done at once, past the caps by break-glass, or by a second person.

done = await core.deeds.do(deed, operator)          # Done or Waiting
seen = await core.deeds.preview(deed, operator)     # what it would do, by the very same function
"""

from dataclasses import dataclass

from core.db import audit_store, deed_store, effects_store
from core.db.database import Database, Tx
from core.domain.approvals import Approval, require_glass_reason
from core.domain.caps import Cap, Excess, Limit, require_sane
from core.domain.deeds import Deed
from core.domain.effects import Effects
from core.domain.people import Operator, Permission
from core.errors import BreakGlassOnly, CapExceeded
from core.services import approvals
from core.services.deed_book import DeedBook, Done
from core.services.payments import require_reason
from core.services.rights import acting, allowed
from core.services.sessions import Sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A deed that is not done: a second person has to agree."""

    approval: Approval


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a deed would do, and whether its operator may do it alone."""

    effects: Effects
    excess: Excess | None
    plan_hash: str


class Deeds:
    """Does deeds, or has them approved."""

    def __init__(self, db: Database, book: DeedBook, sessions: Sessions) -> None:
        """Work on an open database; `sessions` knows who has proved who they are."""
        self._db = db
        self._book = book
        self._sessions = sessions

    async def do(self, deed: Deed, operator: Operator, *, glass_reason: str = "") -> Done | Waiting:
        """Do a deed if the operator may do it alone, else let it wait for a second person.

        A repeat of the operation id returns what the first call did. `glass_reason` does it alone past all
        caps, which only some may; the audit says so loudly. No way leads below the floor of an account.

        Raises:
            NotAllowed, InputError, NotFound, AlreadyDone, NotEnoughStars, OperationMismatch: nothing was
                done, and nothing waits.
            BreakGlassOnly: it is above what any second person could agree to.
            ConfirmNeeded: breaking the glass wants the password again.
        """
        if glass_reason:
            self._sessions.require_fresh(await allowed(self._db, operator, Permission.BREAK_GLASS))
        first = await self._db.write(lambda tx: self._try(tx, deed, operator, glass_reason))
        if not isinstance(first, Excess):
            return first
        if first.limit is Limit.HARD:
            raise BreakGlassOnly(operator=operator.name, problem=first.words)
        # Asking for what could not be done anyway would waste somebody's time.
        await self._db.preview(lambda tx: self._unchecked(tx, deed, operator))

        def ask(tx: Tx) -> Waiting:
            plan, who = self._book.plan(deed, operator)
            return Waiting(approval=approvals.ask(tx, plan, who, excess=first))

        return await self._db.write(ask)

    async def do_alone(self, deed: Deed, operator: Operator) -> Done:
        """Do a deed, or refuse it if a second person were needed.

        Raises:
            CapExceeded: it is above the operator's limits; ask for approval with `do`.
            AppError: see `do`.
        """
        done = await self._db.write(lambda tx: self._try(tx, deed, operator, ""))
        if isinstance(done, Excess):
            refusal = BreakGlassOnly if done.limit is Limit.HARD else CapExceeded
            raise refusal(operator=operator.name, problem=done.words)
        if isinstance(done, Waiting):
            raise CapExceeded(operator=operator.name, problem=done.approval.excess.words)
        return done

    async def preview(self, deed: Deed, operator: Operator) -> Preview:
        """Return what a deed would do now; nothing is done.

        Raises:
            AppError: what `do` would raise for the deed itself.
        """

        def look(tx: Tx) -> Preview:
            plan, who = self._book.plan(deed, operator)
            excess = self._book.excess(tx, plan, who)
            start = effects_store.mark(tx)
            self._book.execute(tx, plan, who)
            return Preview(effects=effects_store.since(start), excess=excess, plan_hash=plan.hash)

        return await self._db.preview(look)

    def excess(self, tx: Tx, deed: Deed, operator: Operator) -> Excess | None:
        """Return which limit of the operator a deed would pass now, in the caller's transaction."""
        plan, who = self._book.plan(deed, operator)
        return self._book.excess(tx, plan, who)

    async def caps(self) -> list[Cap]:
        """Return the caps of all roles and kinds."""
        return await self._db.read(deed_store.caps)

    async def set_cap(self, cap: Cap, *, reason: str, operator: Operator) -> Cap:
        """Change what a role may do alone.

        Raises:
            NotAllowed, InputError, ConfirmNeeded: it stays as it was.
        """
        self._sessions.require_fresh(await allowed(self._db, operator, Permission.MANAGE_OPERATORS))
        require_sane(cap)
        require_reason(reason)

        def write(tx: Tx) -> Cap:
            who = acting(operator, Permission.MANAGE_OPERATORS)
            before = deed_store.cap(cap.role, cap.kind)
            if before == cap:
                return before
            deed_store.set_cap(tx, cap)
            audit_store.add(
                tx,
                actor=who.name,
                action="cap.change",
                subject_kind="cap",
                subject_id=f"{cap.role.value}:{cap.kind.value}",
                before=_numbers(before),
                after=_numbers(cap),
                reason=reason,
            )
            return cap

        return await self._db.write(write)

    def _try(self, tx: Tx, deed: Deed, operator: Operator, glass_reason: str) -> Done | Waiting | Excess:
        done = self._book.repeat(deed)
        if done is not None:
            return done
        waiting = approvals.waiting_for(tx, deed)
        if waiting is not None:
            return Waiting(approval=waiting)
        plan, who = self._book.plan(deed, operator)
        if glass_reason:
            acting(who, Permission.BREAK_GLASS)
            require_glass_reason(glass_reason)
            return self._book.execute(tx, plan, who, glass_reason=glass_reason)
        excess = self._book.excess(tx, plan, who)
        return excess if excess is not None else self._book.execute(tx, plan, who)

    def _unchecked(self, tx: Tx, deed: Deed, operator: Operator) -> None:
        plan, who = self._book.plan(deed, operator)
        self._book.execute(tx, plan, who)


def _numbers(cap: Cap) -> dict[str, object]:
    return {
        "action": cap.action.hundredths,
        "operator_day": cap.operator_day.hundredths,
        "customer_day": cap.customer_day.hundredths,
    }
