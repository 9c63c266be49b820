"""What becomes of one row of a bulk deed, and why.

`judge` is the only judge: the preview asks it about every row in the order they will be done, with a purse
that remembers what the rows before have taken; the run asks it again about each row in the transaction that
does it. So what is shown is what is done, unless something moved in between, and then the row says so.
"""

from dataclasses import dataclass, field

from core.domain.attempts import MoneyState
from core.domain.bulk import BulkKind, BulkTerms, Seen, Why
from core.domain.failures import ADVICE, FailureClass, RetryAdvice
from core.domain.trainings import RUNNING, Status
from core.money import ZERO, Stars


@dataclass(slots=True)
class Purse:
    """What the rows judged before have taken: stars of customers, names of models, messages told."""

    spent: dict[int, Stars] = field(default_factory=dict)
    busy: set[tuple[int, str]] = field(default_factory=set)
    told: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What would be done to a row: nothing and why, or the stars it moves and the messages it sends."""

    why: Why | None = None
    held: Stars = ZERO
    released: Stars = ZERO
    refunded: Stars = ZERO
    messages: int = 0
    is_sent: bool = False
    """A training goes to Replicate and costs us."""

    @property
    def stars(self) -> Stars:
        """Return what moves, in whichever direction."""
        return self.held + self.released + self.refunded

    @property
    def mark(self) -> str:
        """Return it in short: what a start is bound to."""
        if self.why is not None:
            return self.why.value
        moved = (self.held.hundredths, self.released.hundredths, self.refunded.hundredths)
        return f"{moved} {self.messages} {self.is_sent}"


def judge(
    wish_kind: BulkKind,
    terms: BulkTerms,
    seen: Seen,
    purse: Purse,
    *,
    has_photos: bool = True,
    may_be_free: bool = True,
) -> Judged:
    """Return what becomes of a row, and let `purse` remember it."""
    if not seen.is_known:
        return Judged(why=Why.GONE)
    match wish_kind:
        case BulkKind.RETRY:
            return _judge_retry(terms, seen, purse, has_photos=has_photos, may_be_free=may_be_free)
        case BulkKind.CANCEL:
            return _judge_cancel(seen)
        case BulkKind.REFUND:
            return _judge_refund(seen)
        case BulkKind.NOTIFY:
            return _judge_notice(seen, purse)
        case BulkKind.FIXED:
            return Judged(why=Why.FIXED_BEFORE if seen.is_fixed else None)
        case BulkKind.ASSIGN:
            return Judged(why=Why.OWNED_BEFORE if seen.owner == terms.owner else None)
        case BulkKind.UNDO:
            return Judged(why=Why.CHANGED_SINCE if seen.is_touched else None)


def _judge_retry(
    terms: BulkTerms, seen: Seen, purse: Purse, *, has_photos: bool, may_be_free: bool
) -> Judged:
    price = ZERO if terms.is_free else seen.paid
    why = _not_retried(terms, seen, has_photos=has_photos, is_allowed=bool(price) or may_be_free)
    if why is None and (seen.is_model_busy or (seen.customer_id, seen.label) in purse.busy):
        why = Why.MODEL_BUSY
    if why is None and price > seen.balance - purse.spent.get(seen.customer_id, ZERO):
        why = Why.NOT_ENOUGH
    if why is not None:
        return Judged(why=why)
    purse.busy.add((seen.customer_id, seen.label))
    purse.spent[seen.customer_id] = purse.spent.get(seen.customer_id, ZERO) + price
    return Judged(held=price, messages=1 if price else 0, is_sent=True)


def _not_retried(terms: BulkTerms, seen: Seen, *, has_photos: bool, is_allowed: bool) -> Why | None:
    if seen.status is Status.SUCCEEDED:
        return Why.SUCCEEDED
    if seen.status in RUNNING:
        return Why.RUNS
    if not is_allowed:
        return Why.FREE_NOT_ALLOWED
    if not has_photos:
        return Why.NO_PHOTOS
    if terms.with_hopeless:
        return None
    advice = ADVICE[FailureClass(seen.failure_class)] if seen.failure_class else RetryAdvice.AS_IS
    return {RetryAdvice.LOOK_FIRST: Why.BILLED, RetryAdvice.AFTER_CHANGE: Why.NEEDS_CHANGE}.get(advice)


def _judge_cancel(seen: Seen) -> Judged:
    if seen.status not in RUNNING:
        return Judged(why=Why.ENDED)
    if seen.cancel_asked:
        return Judged(why=Why.CANCEL_ASKED)
    return Judged(released=seen.paid, messages=1)


def _judge_refund(seen: Seen) -> Judged:
    if seen.status in RUNNING:
        return Judged(why=Why.RUNS)
    if seen.money is MoneyState.HELD:
        return Judged(released=seen.paid, messages=1)
    if seen.money is MoneyState.SETTLED and seen.left:
        return Judged(refunded=seen.left, messages=1)
    return Judged(why=Why.NOTHING_TAKEN)


def _judge_notice(seen: Seen, purse: Purse) -> Judged:
    if seen.customer_id in purse.told:
        return Judged(why=Why.TOLD_BEFORE)
    purse.told.add(seen.customer_id)
    return Judged(messages=1)
