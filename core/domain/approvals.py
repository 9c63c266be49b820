"""Four eyes: a deed above its doer's cap waits until another operator has agreed to its exact plan.

waiting → approved → done        refused, withdrawn, expired: final
        ↘ refused, withdrawn, expired
approved → expired, withdrawn    when it could not be done in time
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.caps import Cap, Excess, Spent, first_excess
from core.domain.deeds import DeedKind, Measure, Plan, hash_of, read_plan
from core.domain.people import DEEDS, Operator, Permission
from core.errors import QT_TRANSLATE_NOOP, Clause, InputError, clause
from core.money import Stars

LIFETIME = timedelta(hours=24)
LONGEST_LIFE = LIFETIME + timedelta(hours=1)
"""One with more time left than this was asked for in the future, and is over: a clock put back by an hour
takes nothing away, and one put back by a month gives nobody a month more."""
MIN_GLASS_REASON = 10
BREAK_GLASS = "break_glass."
"""Begins the audit action of a deed done past all caps; shown in red wherever the audit is shown."""


def is_loud(action: str) -> bool:
    """Tell whether an audit action must catch the eye."""
    return action.startswith(BREAK_GLASS)


class ApprovalStatus(StrEnum):
    """Where an approval is."""

    WAITING = "waiting"
    APPROVED = "approved"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


_NEXT = {
    ApprovalStatus.WAITING: frozenset(
        {
            ApprovalStatus.APPROVED,
            ApprovalStatus.REFUSED,
            ApprovalStatus.WITHDRAWN,
            ApprovalStatus.EXPIRED,
        }
    ),
    ApprovalStatus.APPROVED: frozenset(
        {ApprovalStatus.DONE, ApprovalStatus.WITHDRAWN, ApprovalStatus.EXPIRED}
    ),
}
OPEN = frozenset(_NEXT)
LIVE = frozenset({ApprovalStatus.WAITING, ApprovalStatus.APPROVED, ApprovalStatus.DONE})
"""States in which the operation id of a deed is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One deed that waits for a second person, or waited."""

    id: str
    operation_id: str
    kind: DeedKind
    stars: Stars
    customer_id: int | None
    """Whose deed it is; none where several customers are in it."""
    plan_text: str
    plan_hash: str
    reason: str
    asked_by: str
    asked_name: str
    excess: Excess
    """Which limit it passes."""
    status: ApprovalStatus
    decided_by: str | None
    decided_name: str
    decision_reason: str
    problem: str
    """Why an approved deed could not be done yet."""
    created_at: datetime
    expires_at: datetime
    decided_at: datetime | None

    @property
    def plan(self) -> Plan:
        """Return the plan that was asked for."""
        return read_plan(self.plan_text)

    @property
    def is_open(self) -> bool:
        """Tell whether anything can still become of it."""
        return self.status in OPEN

    @property
    def is_whole(self) -> bool:
        """Tell whether the plan is the one that the hash was taken of."""
        return hash_of(self.plan_text) == self.plan_hash

    def has_run_out(self, now: datetime) -> bool:
        """Tell whether its time is over, also because it was asked for by a clock that was put back since."""
        return not now < self.expires_at <= now + LONGEST_LIFE

    def may_become(self, status: ApprovalStatus) -> bool:
        """Tell whether the state may follow the present one."""
        return status in _NEXT.get(self.status, frozenset())


def why_not(
    approver: Operator, asked_by: str, permission: Permission, cap: Cap, measure: Measure, spent: Spent
) -> Clause | None:
    """Return why `approver` may not agree to a deed, None if they may.

    Another active operator, with the right to approve and the right to do it themselves, and with caps of
    their own that it stays within: nobody lends a limit they do not have.
    """
    if approver.id == asked_by:
        return clause(QT_TRANSLATE_NOOP("Clause", "nobody approves a deed of their own"))
    for needed in (Permission.APPROVE, permission):
        if not approver.may(needed):
            return clause(
                QT_TRANSLATE_NOOP("Clause", "{operator} with the role {role} may not {deed}"),
                operator=approver.name,
                role=approver.role,
                deed=clause(DEEDS[needed]),
            )
    excess = first_excess(cap, measure, spent)
    return excess.words if excess is not None else None


def require_glass_reason(reason: str) -> None:
    """Return if a reason is good enough to act alone.

    Raises:
        InputError: it has fewer than ten letters.
    """
    if sum(letter.isalpha() for letter in reason) < MIN_GLASS_REASON:
        raise InputError(
            field="glass_reason",
            value=reason,
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "say in at least {letters} letters why it cannot wait"),
                letters=MIN_GLASS_REASON,
            ),
        )
