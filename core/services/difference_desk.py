"""What is done about a difference that reconciliation found, through the ways that exist already.

A line that the provider told is processed like any event, a stored notice is done again, a payment is opened
for a person. A line of a file proves nothing by itself: whatever it would move, stars or money, is a deed by
hand under the operator's caps. There is no way of its own to move stars.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.db import audit_store, payment_store, reconciliation_store, refund_store
from core.db.database import Database, Tx
from core.domain import deeds
from core.domain.approvals import Approval
from core.domain.deeds import Deed
from core.domain.differences import Difference, DifferenceState, Posting, event_of_line
from core.domain.inbox import InboxRow, InboxSource, InboxVerdict
from core.domain.people import Operator, Permission
from core.domain.providers import ProviderEvent
from core.errors import (
    QT_TRANSLATE_NOOP,
    AlreadyDone,
    AppError,
    BadNotice,
    BadSignature,
    InputError,
    LocalError,
    NotFound,
    clause,
)
from core.services.deeds import Deeds, Waiting
from core.services.inbox import Inbox
from core.services.inbox_work import Foreseen
from core.services.payments import require_reason
from core.services.process_payment import Outcome
from core.services.rights import allowed

_FOUND = "found in a statement"
_BY_EVENT = frozenset({Posting.CREDIT, Posting.QUARANTINE, Posting.REFUND})
_UNDONE = frozenset({InboxVerdict.RECEIVED, InboxVerdict.LATER, InboxVerdict.REFUSED, InboxVerdict.CONFLICT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of doing what was proposed."""

    difference: Difference
    row: InboxRow | None = None
    """The row of the inbox that was processed, if one was."""
    waiting: Approval | None = None
    """What a second person has to agree to first; then the difference is still open."""


class DifferenceDesk:
    """Puts right what differs."""

    def __init__(self, db: Database, inbox: Inbox, hands: Deeds) -> None:
        """Work on an open database; `inbox` processes what is to be done, `hands` what is under caps."""
        self._db = db
        self._inbox = inbox
        self._hands = hands

    async def difference(self, difference_id: str) -> Difference:
        """Return a difference; raises NotFound."""
        return await self._db.read(lambda: _known(difference_id))

    async def foresee(self, difference_id: str) -> list[Foreseen]:
        """Return what doing the proposal would do now; nothing is written. Empty where a person has to look.

        Raises:
            NotFound, RemoteError: it cannot be told.
        """
        found = await self.difference(difference_id)
        if found.line is None or found.posting not in _BY_EVENT | {Posting.REPROCESS}:
            return []
        if found.posting is Posting.REPROCESS:
            try:
                return await self._inbox.what_would_it_do(found.inbox_id)
            except (BadSignature, BadNotice, InputError):
                pass  # their line takes its place, as in `do`
        return await self._inbox.foresee([event_of_line(found.line)])

    async def do(self, difference_id: str, operator: Operator) -> Done:
        """Do what is proposed, through the ways that exist; safe to repeat.

        Raises:
            NotAllowed, NotFound: nothing was done.
            InputError: a person has to look at this one; nothing was done.
            AlreadyDone: it was decided before, or what is known here contradicts it: it stays open.
        """
        operator = await allowed(self._db, operator, Permission.RECONCILE)
        found = await self.difference(difference_id)
        if found.state is not DifferenceState.OPEN:
            raise AlreadyDone(problem=clause(QT_TRANSLATE_NOOP("Clause", "it was decided about")))
        row = await self._reproved(found, operator) if found.posting is Posting.REPROCESS else None
        if row is None:
            deed = await self._deed_of_file(found)
            if deed is not None:
                return await self._by_deed(found, deed, operator)
            row = await self._post(found, operator)
        if row.verdict in _UNDONE:
            raise AlreadyDone(
                problem=clause(
                    QT_TRANSLATE_NOOP("Clause", "it contradicts what is known here ({detail})"),
                    detail=row.detail,
                )
            )
        effects = ", ".join(f"{what} {ident}" for what, ident in row.effects)
        decided = await self._decide(
            found, DifferenceState.DONE, operator, reason=row.verdict.value, effects=effects
        )
        return Done(difference=decided, row=row)

    async def do_all(
        self,
        difference_ids: Iterable[str],
        operator: Operator,
        on_step: Callable[[int], None] = lambda _done: None,
    ) -> tuple[int, list[AppError]]:
        """Do several one after the other; returns how many were done and why the others were not.

        Raises:
            NotAllowed, LocalError: what was not done by then stays open.
        """
        operator = await allowed(self._db, operator, Permission.RECONCILE)
        done, problems = 0, list[AppError]()
        for number, difference_id in enumerate(difference_ids, 1):
            try:
                made = await self.do(difference_id, operator)
            except LocalError:
                raise
            except AppError as error:
                problems.append(error)
            else:
                done += made.waiting is None
                if made.waiting is not None:
                    problem = clause(QT_TRANSLATE_NOOP("Clause", "it waits for a second person"))
                    problems.append(AlreadyDone(problem=problem))
            on_step(number)
        return done, problems

    async def _deed_of_file(self, found: Difference) -> Deed | None:
        """Return as a deed what a line of a file would move; none if nothing, or if the provider told it.

        What it would do is asked of the very function that would do it, whatever was proposed when the books
        were compared. A refund that we asked for ourselves was under caps then, and is only confirmed.
        """
        run = await self._db.read(lambda: reconciliation_store.run(found.run_id))
        line = found.line
        if line is None or run is None or not run.file_name:
            return None
        event = event_of_line(line)
        [foreseen] = await self._inbox.foresee([event])
        if foreseen.outcome is Outcome.CREDITED and foreseen.invoice_number is not None:
            return deeds.credit_unbound(
                provider=line.provider,
                external_id=line.external_id,
                invoice_number=foreseen.invoice_number,
                amount=line.amount,
                reason=_FOUND,
            )
        payment_id = await self._db.read(lambda: _paid_and_not_asked_back(event))
        if foreseen.outcome is not Outcome.REFUNDED or not payment_id:
            return None
        return deeds.refund_money(
            operation_id=f"refund:{event.provider}:{event.external_id}:{event.refund_id}",
            payment_id=payment_id,
            amount=line.amount,
            reason=_FOUND,
            is_recorded=True,
        )

    async def _by_deed(self, found: Difference, deed: Deed, operator: Operator) -> Done:
        """Do it as a deed; above the caps it waits, and the difference stays open."""
        outcome = await self._hands.do(deed, operator)
        if isinstance(outcome, Waiting):
            return Done(difference=found, waiting=outcome.approval)
        effects = f"{outcome.record.kind.value} {outcome.record.operation_id}"
        decided = await self._decide(
            found, DifferenceState.DONE, operator, reason=InboxVerdict.DONE.value, effects=effects
        )
        return Done(difference=decided)

    async def ignore(self, difference_id: str, operator: Operator, *, reason: str) -> Difference:
        """Decide that nothing has to be done; the same difference is not shown as open in later runs.

        Raises:
            NotAllowed, NotFound, InputError, AlreadyDone: it stays open.
        """
        return await self._by_hand(difference_id, DifferenceState.IGNORED, operator, reason)

    async def settle(self, difference_id: str, operator: Operator, *, reason: str) -> Difference:
        """Note that a person put it right elsewhere, and how; raises as `ignore`."""
        return await self._by_hand(difference_id, DifferenceState.DONE, operator, reason)

    async def _by_hand(
        self, difference_id: str, state: DifferenceState, operator: Operator, reason: str
    ) -> Difference:
        operator = await allowed(self._db, operator, Permission.RECONCILE)
        require_reason(reason)
        found = await self.difference(difference_id)
        return await self._decide(found, state, operator, reason=reason, effects="")

    async def _decide(
        self, found: Difference, state: DifferenceState, operator: Operator, *, reason: str, effects: str
    ) -> Difference:
        def write(tx: Tx) -> Difference:
            by = operator.name
            if not reconciliation_store.decide(tx, found.id, state, by=by, reason=reason, effects=effects):
                raise AlreadyDone(problem=clause(QT_TRANSLATE_NOOP("Clause", "it was decided about")))
            audit_store.add(
                tx,
                actor=by,
                action=f"difference.{state.value}",
                subject_kind="difference",
                subject_id=found.id,
                after={"kind": found.kind.value, "external_id": found.external_id, "did": effects},
                reason=reason,
            )
            return _known(found.id)

        return await self._db.write(write)

    async def _reproved(self, found: Difference, operator: Operator) -> InboxRow | None:
        """Do the stored notice again; None if it still cannot be proved: their line takes its place."""
        try:
            row = await self._inbox.reprocess(found.inbox_id, operator)
        except (BadSignature, BadNotice, InputError):
            return None
        return None if row.verdict in _UNDONE else row

    async def _post(self, found: Difference, operator: Operator) -> InboxRow:
        if found.line is None or found.posting not in _BY_EVENT | {Posting.REPROCESS}:
            raise InputError(
                field="difference",
                value=found.kind.value,
                problem=clause(QT_TRANSLATE_NOOP("Clause", "a person has to look at the payment")),
            )
        event = event_of_line(found.line)
        return await self._inbox.record(event, source=InboxSource.STATEMENT, actor=operator.name)


def _paid_and_not_asked_back(event: ProviderEvent) -> str:
    """Return the id of the payment that an event speaks of, empty if we asked for this return ourselves."""
    payment = payment_store.payment_by_external(event.provider, event.external_id)
    if payment is None:
        return ""
    asked = any(one.is_open and one.amount == event.amount for one in refund_store.of_payment(payment.id))
    return "" if asked else payment.id


def _known(difference_id: str) -> Difference:
    found = reconciliation_store.difference(difference_id)
    if found is None:
        raise NotFound(kind="difference", ident=difference_id)
    return found
