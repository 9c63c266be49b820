"""Differences between a provider's books and ours: their kinds, what is proposed, what was decided.

A proposal never moves a star by itself: it names one of the ways that exist already.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from core.domain.providers import EventKind, ProviderEvent, StatementLine


class DifferenceKind(StrEnum):
    """How their line and our books differ, the most pressing first: this is the order on the screen."""

    MISSING_HERE = "missing_here"
    """Paid there for an open invoice of ours, never told: it is completed as if the notice had come."""
    NOT_PROCESSED = "not_processed"
    """Paid there; its notice stands in the inbox refused or waiting."""
    LATE = "late"
    """Paid there for an invoice that was closed here."""
    NO_INVOICE = "no_invoice"
    """Paid there for no invoice that we know."""
    OTHER_PROVIDER = "other_provider"
    """Paid there for an invoice that was to be paid another way."""
    PAID_TWICE = "paid_twice"
    """Paid there for an invoice that another payment has paid already."""
    WRONG_SUM = "wrong_sum"
    """Paid there, nothing here, and the sum is not what the invoice asks."""
    WRONG_CURRENCY = "wrong_currency"
    """Paid there, nothing here, in another currency than the invoice."""
    AMOUNT = "amount"
    CURRENCY = "currency"
    INVOICE = "invoice"
    PAYER = "payer"
    DATE = "date"
    FEE = "fee"
    DOUBLE = "double"
    """The same payment stands in their statement twice."""
    QUARANTINED = "quarantined"
    """Paid there, and here nobody has decided about it yet."""
    REJECTED = "rejected"
    """Their money is real and was rejected here: the customer has neither stars nor money."""
    TEST = "test"
    """Real money there, a test here."""
    NOT_CREDITED = "not_credited"
    """Completed here, but no stars were ever moved for it."""
    WRONG_STARS = "wrong_stars"
    """The ledger moved another number of stars than the payment bought."""
    MISSING_THERE = "missing_there"
    """Completed here, unknown there: stars were given without money."""
    REFUND_MISSING_HERE = "refund_missing_here"
    REFUND_UNKNOWN_PAYMENT = "refund_unknown_payment"
    REFUND_PENDING_HERE = "refund_pending_here"
    REFUND_REFUSED_HERE = "refund_refused_here"
    REFUND_AMOUNT = "refund_amount"
    REFUND_DOUBLE = "refund_double"
    REFUND_MISSING_THERE = "refund_missing_there"


RANKS = {kind: place for place, kind in enumerate(DifferenceKind)}


class Posting(StrEnum):
    """What is proposed; each is a way that exists already, and none is a new way to move stars."""

    CREDIT = "credit"
    """Process their line as an event: it completes the invoice on its terms."""
    QUARANTINE = "quarantine"
    """Process their line as an event: it goes to quarantine, where a person decides."""
    REFUND = "refund"
    """Process their line as an event: the return of money is recorded, stars and plan follow."""
    REPROCESS = "reprocess"
    """Do the stored notice again; if it still cannot be proved, their line takes its place."""
    OPEN = "open"
    """A person has to look at the payment."""
    IGNORE = "ignore"
    """Nothing has to be done; say why."""


_POSTINGS = {
    DifferenceKind.MISSING_HERE: Posting.CREDIT,
    DifferenceKind.NOT_PROCESSED: Posting.REPROCESS,
    DifferenceKind.LATE: Posting.QUARANTINE,
    DifferenceKind.NO_INVOICE: Posting.QUARANTINE,
    DifferenceKind.OTHER_PROVIDER: Posting.QUARANTINE,
    DifferenceKind.PAID_TWICE: Posting.QUARANTINE,
    DifferenceKind.WRONG_SUM: Posting.QUARANTINE,
    DifferenceKind.WRONG_CURRENCY: Posting.QUARANTINE,
    DifferenceKind.DATE: Posting.IGNORE,
    DifferenceKind.FEE: Posting.IGNORE,
    DifferenceKind.REFUND_MISSING_HERE: Posting.REFUND,
    DifferenceKind.REFUND_PENDING_HERE: Posting.REFUND,
}


def posting_for(kind: DifferenceKind) -> Posting:
    """Return what is proposed for a difference of this kind: mostly that a person looks."""
    return _POSTINGS.get(kind, Posting.OPEN)


class DifferenceState(StrEnum):
    """What was decided about a difference."""

    OPEN = "open"
    DONE = "done"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One difference as the comparison finds it. `theirs` and `ours` are short, for the eye."""

    kind: DifferenceKind
    external_id: str
    line: StatementLine | None = None
    payment_id: str = ""
    inbox_id: str = ""
    invoice_number: int | None = None
    theirs: str = ""
    ours: str = ""

    @property
    def posting(self) -> Posting:
        """Return what is proposed."""
        return posting_for(self.kind)

    def fingerprint(self, provider: str) -> str:
        """Return what tells this difference again in another run."""
        parts = (provider, self.kind.value, self.external_id, self.theirs, self.ours)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One comparison. `status` is running, done, failed or stopped."""

    id: str
    provider: str
    source: str
    file_name: str
    file_sha256: str
    since: datetime
    until: datetime
    status: str
    detail: str
    lines: int
    compared: int
    matched: int
    actor: str
    created_at: datetime
    done_at: datetime | None
    open: int = 0
    """Differences nobody has decided about."""
    differences: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference that was found, and what was decided about it."""

    id: str
    run_id: str
    kind: DifferenceKind
    posting: Posting
    provider: str
    external_id: str
    invoice_number: int | None
    payment_id: str
    inbox_id: str
    line: StatementLine | None
    line_number: int
    theirs: str
    ours: str
    at: datetime | None
    state: DifferenceState
    decided_by: str
    reason: str
    created_at: datetime
    decided_at: datetime | None


def moment_of(at: datetime | date) -> datetime:
    """Return an aware moment: noon of a bare day, and of a moment without a zone what UTC calls it."""
    if not isinstance(at, datetime):
        return datetime.combine(at, time(12), UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def event_of_line(line: StatementLine, *, bot: str = "") -> ProviderEvent:
    """Return their line as the event it stands for, to be processed like any other.

    A refund's id is made of the line: the same line gives the same event in every run.
    """
    refund_id = f"statement:{line.amount}:{moment_of(line.at):%Y-%m-%d}" if line.is_refund else ""
    return ProviderEvent(
        provider=line.provider,
        kind=EventKind.REFUNDED if line.is_refund else EventKind.PAID,
        external_id=line.external_id,
        invoice_number=line.invoice_number,
        amount=line.amount,
        payer_id=line.payer_id,
        payer_name=line.payer_name,
        bot=bot,
        fee=line.fee,
        paid_at=moment_of(line.at),
        refund_id=refund_id,
        detail=line.purpose[:200],
    )
