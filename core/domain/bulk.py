"""One deed done to many: what is asked for, what becomes of each row and why, and what it comes to.

`judge` is the only judge: the preview asks it about every row in the order they will be done, with a purse
that remembers what the rows before have taken; the run asks it again about each row in the transaction that
does it. So what is shown is what is done, unless something moved in between, and then the row says so.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.failures import ADVICE, FailureClass, RetryAdvice
from core.domain.trainings import RUNNING, MoneyState, Status
from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from core.money import ZERO, Stars

MAX_ITEMS = 50_000
MIN_TEXT, MAX_TEXT = 3, 3000
READY_TEXT_RU = (
    "Мы устранили сбой, из-за которого не удалось обучение. Попробуйте, пожалуйста, ещё раз: "
    "звёзды за него вернулись на баланс."
)
READY_TEXT_EN = (
    "We have mended the fault that stopped your training. Please try again: its stars are back on your "
    "balance."
)
"""What customers are told if the operator writes nothing else."""


class BulkKind(StrEnum):
    """What is done. The ids are those of trainings, of failure groups for FIXED."""

    RETRY = "retry"
    CANCEL = "cancel"
    REFUND = "refund"
    """Stars go back: of a hold that outlived its attempt, or of a settled charge."""
    FIXED = "fixed"
    NOTIFY = "notify"


class RunStatus(StrEnum):
    """Where a run is."""

    ASKED = "asked"
    """Stored and not begun: a second person has to agree."""
    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more of it will be done."""
        return self in (RunStatus.CANCELLED, RunStatus.DONE)


class ItemState(StrEnum):
    """What became of one row."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"


class Why(StrEnum):
    """Why a row is left out."""

    GONE = "gone"
    SUCCEEDED = "succeeded"
    RUNS = "runs"
    ENDED = "ended"
    CANCEL_ASKED = "cancel_asked"
    MODEL_BUSY = "model_busy"
    NOT_ENOUGH = "not_enough"
    NO_PHOTOS = "no_photos"
    BILLED = "billed"
    NEEDS_CHANGE = "needs_change"
    FREE_NOT_ALLOWED = "free_not_allowed"
    NOTHING_TAKEN = "nothing_taken"
    TOLD_BEFORE = "told_before"
    FIXED_BEFORE = "fixed_before"
    MOVED = "moved"
    """It is not as it was when the run was looked at."""
    REFUSED = "refused"
    """The deed itself said no; the row keeps the code of the error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkTerms:
    """How the deed is done."""

    is_free: bool = False
    """RETRY: we pay for all. Else what was paid is held again, and what was free stays free."""
    with_hopeless: bool = False
    """RETRY: also those that will fail again as they are, or were billed already."""
    text_ru: str = ""
    text_en: str = ""
    """NOTIFY: what each customer is told, in the customer's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkWish:
    """A run as asked for. `run_id` is made when the window opens, so that a second click starts none."""

    run_id: str
    kind: BulkKind
    ids: tuple[str, ...]
    filter_words: str = ""
    """What the rows were found by, in words, to be read later."""
    reason: str = ""
    terms: BulkTerms = BulkTerms()

    def check(self) -> None:
        """Return if it can be looked at.

        Raises:
            InputError: there is nothing to do, too much, or no text to tell.
        """
        if not self.ids:
            problem = clause(QT_TRANSLATE_NOOP("Clause", "pick at least one row"))
            raise InputError(field="rows", value=0, problem=problem)
        if len(self.ids) > MAX_ITEMS:
            problem = clause(QT_TRANSLATE_NOOP("Clause", "at most {limit} at once"), limit=MAX_ITEMS)
            raise InputError(field="rows", value=len(self.ids), problem=problem)
        if self.kind is BulkKind.NOTIFY:
            for name, text in (("text_ru", self.terms.text_ru), ("text_en", self.terms.text_en)):
                if not MIN_TEXT <= len(text.strip()) <= MAX_TEXT:
                    problem = clause(
                        QT_TRANSLATE_NOOP("Clause", "{low} to {high} characters are needed"),
                        low=MIN_TEXT,
                        high=MAX_TEXT,
                    )
                    raise InputError(field=name, value=len(text), problem=problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one row looks like now. For a failure group only id, label and `is_fixed` mean anything."""

    id: str
    label: str = ""
    customer_id: int = 0
    customer: str = ""
    attempt_id: str = ""
    status: Status = Status.FAILED
    cancel_asked: bool = False
    money: MoneyState = MoneyState.FREE
    paid: Stars = ZERO
    """What the newest attempt was paid with."""
    failure_class: str = ""
    steps: int = 0
    trainer: str = ""
    photos: str = ""
    """Path of the packed photos."""
    balance: Stars = ZERO
    is_model_busy: bool = False
    left: Stars = ZERO
    """What of a settled charge was not given back yet."""
    is_fixed: bool = False
    is_known: bool = True

    @property
    def mark(self) -> str:
        """Return what must not have moved between looking and doing. Balances move all the time: the
        floor of the ledger looks after them."""
        state = self.status.value if self.status in _ENDED else "open"
        marks = f"{self.cancel_asked:d}{self.is_fixed:d}{self.is_known:d}"
        return f"{self.attempt_id} {state} {self.money.value} {self.left.hundredths} {marks}".strip()


_ENDED = frozenset(Status) - RUNNING


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkRow:
    """One row of a preview or of a run."""

    number: int
    id: str
    label: str
    customer_id: int
    customer: str
    state: ItemState
    """In a preview WAITING means that it would be done."""
    why: Why | None = None
    stars: Stars = ZERO
    detail: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkTotals:
    """What a run comes to."""

    rows: int = 0
    skipped: Mapping[Why, int] = field(default_factory=dict)
    held: Stars = ZERO
    released: Stars = ZERO
    refunded: Stars = ZERO
    cost_micro_usd: int = 0
    messages: int = 0

    @property
    def left_out(self) -> int:
        """Return how many rows are skipped."""
        return sum(self.skipped.values())

    @property
    def done(self) -> int:
        """Return how many rows would be done."""
        return self.rows - self.left_out

    @property
    def stars(self) -> Stars:
        """Return all that moves."""
        return self.held + self.released + self.refunded


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkPreview:
    """What a run would do, and the digest that its start is bound to."""

    rows: Sequence[BulkRow]
    totals: BulkTotals
    digest: str
    needs_second: bool = False
    """Above the caps of who asks: it would wait for a second person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkRun:
    """A run with its counts."""

    id: str
    kind: BulkKind
    terms: BulkTerms
    filter_words: str
    reason: str
    digest: str
    total: int
    stars: Stars
    status: RunStatus
    actor: str
    actor_id: str
    created_at: datetime
    done_at: datetime | None = None
    done: int = 0
    skipped: int = 0
    failed: int = 0

    @property
    def waiting(self) -> int:
        """Return how many rows are still to be done, or will not be if it was cancelled."""
        return self.total - self.done - self.skipped - self.failed


def digest_of(wish: BulkWish, marks: Sequence[str]) -> str:
    """Return what a start is bound to: the kind, the terms, the rows in their order and how each looked."""
    said = repr((wish.kind.value, wish.terms, wish.ids, tuple(marks)))
    return hashlib.sha256(said.encode()).hexdigest()
