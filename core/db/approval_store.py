"""Approvals: deeds that wait for a second person, and what became of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from peewee import SQL, fn

from core.db.by_key import row_by
from core.db.database import Tx
from core.db.json_text import from_json, to_json
from core.db.tables import Approval as Row
from core.domain.approvals import LIVE, LONGEST_LIFE, OPEN, Approval, ApprovalStatus
from core.domain.caps import Excess, Limit
from core.domain.deeds import DeedKind, Plan
from core.domain.people import Operator
from core.ids import new_id
from core.money import Stars

_LIVE = tuple(status.value for status in LIVE)
_OPEN = tuple(status.value for status in OPEN)
_IS_OPEN = SQL("status IN ('waiting', 'approved')")
"""Word for word what the index says: with parameters SQLite would read every approval for every deed."""


def add(tx: Tx, plan: Plan, operator: Operator, *, excess: Excess, expires_at: datetime) -> Approval:
    """Insert a deed that waits for approval."""
    approval_id = new_id()
    shares = plan.measure.shares
    Row.insert(
        id=approval_id,
        operation_id=plan.deed.operation_id,
        kind=plan.deed.kind.value,
        stars=plan.measure.stars.hundredths,
        customer_id=next(iter(shares)) if len(shares) == 1 else None,
        plan=plan.text,
        plan_hash=plan.hash,
        fingerprint=plan.deed.fingerprint,
        reason=plan.deed.reason,
        asked_by=operator.id,
        asked_name=operator.name,
        why=to_json(_facts(excess)),
        status=ApprovalStatus.WAITING.value,
        decided_by=None,
        decided_name="",
        decision_reason="",
        problem="",
        created_at=tx.now,
        expires_at=expires_at,
        decided_at=None,
    ).execute()
    tx.changed("approval", approval_id)
    made = by_id(approval_id)
    assert made is not None  # noqa: S101 - it was inserted a moment ago
    return made


def by_id(approval_id: str) -> Approval | None:
    """Return an approval, or none."""
    row = row_by(Row, id=approval_id)
    return _approval(row) if row is not None else None


def live(operation_id: str) -> tuple[Approval, str] | None:
    """Return the approval that holds an operation id, with its deed's fingerprint, or none."""
    row = Row.get_or_none(Row.operation_id == operation_id, Row.status.in_(_LIVE))
    return (_approval(row), row.fingerprint) if row is not None else None


def move(tx: Tx, found: Approval, status: ApprovalStatus, **values: object) -> bool:
    """Move an approval on if it still is where `found` says; returns whether this call moved it."""
    query = Row.update(status=status.value, **values)
    is_ours = bool(query.where(Row.id == found.id, Row.status == found.status.value).execute())
    if is_ours:
        tx.changed("approval", found.id)
    return is_ours


def approved() -> list[Approval]:
    """Return what was agreed to and is not done yet."""
    query = Row.select().where(_IS_OPEN, Row.status == ApprovalStatus.APPROVED.value)
    return [_approval(row) for row in query.order_by(Row.id)]


def run_out(now: datetime) -> list[Approval]:
    """Return open approvals whose time is over."""
    query = Row.select().where(_IS_OPEN)
    over = (query.where(Row.expires_at <= now), query.where(Row.expires_at > now + LONGEST_LIFE))
    return [_approval(row) for some in over for row in some.order_by(Row.id)]


def count_open(now: datetime) -> int:
    """Return how many wait for somebody."""
    query = Row.select(fn.COUNT(Row.id)).where(
        _IS_OPEN, Row.expires_at > now, Row.expires_at <= now + LONGEST_LIFE
    )
    return int(query.scalar() or 0)


def page(
    *, is_open: bool, before_id: str | None, limit: int, statuses: Iterable[ApprovalStatus] = ()
) -> list[Approval]:
    """Return a page of the open ones or of the ended ones, newest first."""
    query = Row.select().where(Row.status.in_(_OPEN) if is_open else Row.status.not_in(_OPEN))
    wanted = [status.value for status in statuses]
    if wanted:
        query = query.where(Row.status.in_(wanted))
    if before_id is not None:
        query = query.where(Row.id < before_id)
    return [_approval(row) for row in query.order_by(Row.id.desc()).limit(limit)]


def _facts(excess: Excess) -> dict[str, object]:
    return {
        "limit": excess.limit.value,
        "cap": excess.cap.hundredths,
        "asked": excess.asked.hundredths,
        "spent": excess.spent.hundredths,
    }


def _excess(facts: dict[str, Any]) -> Excess:
    return Excess(
        limit=Limit(facts["limit"]),
        cap=Stars(facts["cap"]),
        asked=Stars(facts["asked"]),
        spent=Stars(facts["spent"]),
    )


def _approval(row: Row) -> Approval:
    return Approval(
        id=row.id,
        operation_id=row.operation_id,
        kind=DeedKind(row.kind),
        stars=Stars(row.stars),
        customer_id=row.customer_id,
        plan_text=row.plan,
        plan_hash=row.plan_hash,
        reason=row.reason,
        asked_by=row.asked_by,
        asked_name=row.asked_name,
        excess=_excess(from_json(row.why)),
        status=ApprovalStatus(row.status),
        decided_by=row.decided_by,
        decided_name=row.decided_name,
        decision_reason=row.decision_reason,
        problem=row.problem,
        created_at=row.created_at,
        expires_at=row.expires_at,
        decided_at=row.decided_at,
    )
