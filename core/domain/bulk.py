"""One deed done to many: what is asked for, what becomes of each row and why, and what it comes to.

What is done to one row is said by `core.domain.bulk_judge`, whether and how a run is undone by
`core.domain.bulk_undo`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.attempts import MoneyState
from core.domain.trainings import RUNNING, Status
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
    """What is done. The ids are those of trainings, of failure groups for the `GROUP_KINDS`."""

    RETRY = "retry"
    CANCEL = "cancel"
    REFUND = "refund"
    """Stars go back: of a hold that outlived its attempt, or of a settled charge."""
    FIXED = "fixed"
    ASSIGN = "assign"
    UNDO = "undo"
    """An earlier run over groups is taken back, group by group."""
    NOTIFY = "notify"


GROUP_KINDS = frozenset({BulkKind.FIXED, BulkKind.ASSIGN, BulkKind.UNDO})


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
    OWNED_BEFORE = "owned_before"
    CHANGED_SINCE = "changed_since"
    """UNDO: somebody changed it after the run that is undone; that is not overwritten."""
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
    owner: str = ""
    """ASSIGN: who looks after the groups; empty for nobody."""
    undoes: str = ""
    """UNDO: the id of the run that is taken back."""


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
    """What one row looks like now. For a failure group only id, label and the last four mean anything."""

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
    """Marked, and not seen again since."""
    owner: str = ""
    is_touched: bool = False
    """It is no longer as the run left it that is undone."""
    is_known: bool = True

    @property
    def mark(self) -> str:
        """Return what must not have moved between looking and doing. Balances move all the time: the
        floor of the ledger looks after them."""
        state = self.status.value if self.status in _ENDED else "open"
        marks = f"{self.cancel_asked:d}{self.is_fixed:d}{self.is_known:d}"
        group = f"{self.owner}{' touched' if self.is_touched else ''}"
        return f"{self.attempt_id} {state} {self.money.value} {self.left.hundredths} {marks} {group}".strip()


_ENDED = frozenset(Status) - RUNNING


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
