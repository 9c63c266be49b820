"""A customer's whole story: what happened to them, in one order, as it is known now or was at a past moment.

Nothing here is stored. Facts are only ever added, so what a customer looked like at a moment follows from
the facts up to it: later ones are left out and later changes are not yet made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core.domain.attempts import MoneyState
from core.domain.payments import Invoice, Payment, PaymentStatus, Verdict
from core.domain.periods import Period
from core.domain.providers import RefundState
from core.domain.refunds import Debt, Refund
from core.domain.statement import StatementLine
from core.domain.training_story import StoryEvent, StoryKind
from core.domain.training_views import TrainingRow
from core.domain.trainings import Status
from core.money import Money


class Source(StrEnum):
    """The lists that a story is woven of."""

    TRANSFER = "transfer"
    PAYMENT = "payment"
    INVOICE = "invoice"
    TRAINING = "training"
    PERIOD = "period"
    MESSAGE = "message"
    DEED = "deed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A message to the customer; `text` is Telegram HTML, `status` a state of the outbox."""

    id: str
    text: str
    status: str
    error: str
    created_at: datetime
    sent_at: datetime | None
    may_be_resent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A row of the audit log about the customer, or about something of theirs."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject_kind: str
    subject_id: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodMove:
    """Plan time that was bought or given, or its closing."""

    period: Period
    is_end: bool
    at: datetime

    @property
    def id(self) -> str:
        """Return an id of its own for either move."""
        return f"{self.period.id}:{'end' if self.is_end else 'start'}"


Record = StatementLine | Payment | Invoice | TrainingRow | PeriodMove | Words | Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far each list was read: the key of the last one taken. Empty means from the beginning."""

    keys: tuple[tuple[Source, str], ...] = ()

    def of(self, source: Source) -> str | None:
        """Return the key of the last one taken from a list."""
        return dict(self.keys).get(source)

    def after(self, source: Source, key: str) -> "Cursor":
        """Return the cursor that has taken one more."""
        return Cursor(keys=tuple((dict(self.keys) | {source: key}).items()))


START = Cursor()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerEvent:
    """One event of the story. `cursor` reads on after it."""

    source: Source
    key: str
    at: datetime
    record: Record
    cursor: Cursor

    @property
    def id(self) -> str:
        """Return what tells events apart."""
        return f"{self.source.value}:{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One of a list before it is woven in."""

    key: str
    at: datetime
    record: Record


def woven(lists: Mapping[Source, Sequence[Taken]], before: Cursor, limit: int) -> list[CustomerEvent]:
    """Return the newest `limit` of lists that are each newest first.

    Only the heads of the lists are compared, so that each list keeps its own order and nothing is left out
    or taken twice on the next page, even where two clocks disagreed.
    """
    places = dict.fromkeys(lists, 0)
    cursor = before
    events: list[CustomerEvent] = []
    while len(events) < limit:
        heads = {
            source: lists[source][place] for source, place in places.items() if place < len(lists[source])
        }
        if not heads:
            break
        source = max(heads, key=lambda one: (heads[one].at, one.value))
        head = heads[source]
        places[source] += 1
        cursor = cursor.after(source, head.key)
        events.append(
            CustomerEvent(source=source, key=head.key, at=head.at, record=head.record, cursor=cursor)
        )
    return events


# As it was at a moment


def payment_at(payment: Payment, refunds: Iterable[Refund], moment: datetime) -> Payment:
    """Return a payment as it stood at a moment not before it came in."""
    gone = [
        one.amount
        for one in refunds
        if one.status is RefundState.CONFIRMED and one.done_at is not None and one.done_at <= moment
    ]
    refunded = sum(gone, start=Money(0, payment.amount.currency)) if payment.amount else None
    is_decided = payment.decided_at is not None and payment.decided_at <= moment
    status: PaymentStatus = PaymentStatus.QUARANTINED
    if payment.verdict is Verdict.CREDIT or is_decided:
        status = payment.status if payment.status is PaymentStatus.REJECTED else PaymentStatus.COMPLETED
    if refunded is not None and refunded.minor:
        is_whole = refunded == payment.amount
        status = PaymentStatus.REFUNDED if is_whole else PaymentStatus.PARTLY_REFUNDED
    later: dict[str, object] = (
        {} if is_decided else {"decided_by": "", "decision_reason": "", "decided_at": None}
    )
    return replace(payment, status=status, refunded=refunded, **later)  # type: ignore[arg-type]


_STATUS_AFTER = {
    StoryKind.HELD: Status.SUBMITTING,
    StoryKind.RETRIED: Status.SUBMITTING,
    StoryKind.ABSENT: Status.SUBMITTING,
    StoryKind.UNKNOWN: Status.UNKNOWN,
    StoryKind.FOUND: Status.STARTING,
    StoryKind.ACCEPTED: Status.STARTING,
    StoryKind.MACHINE_READY: Status.PROCESSING,
    StoryKind.SUCCEEDED: Status.SUCCEEDED,
    StoryKind.FAILED: Status.FAILED,
    StoryKind.CANCELED: Status.CANCELED,
    StoryKind.ABORTED: Status.ABORTED,
}
"""What a training is after an event; events that are not here change nothing."""


def training_at(row: TrainingRow, events: Iterable[StoryEvent], moment: datetime) -> TrainingRow:
    """Return a training as it stood at a moment; `events` are its story, oldest first."""
    status, number, ended_at = Status.SUBMITTING, 1, None
    for event in events:
        if event.at > moment:
            break
        found = _STATUS_AFTER.get(event.kind)
        if found is not None:
            status, number = found, event.attempt_number
            ended_at = event.at if found.is_terminal else None
    money = row.money
    if row.money is not MoneyState.FREE:
        money = {True: MoneyState.SETTLED, False: MoneyState.RELEASED}[status is Status.SUCCEEDED]
        money = money if status.is_terminal else MoneyState.HELD
    return replace(
        row,
        status=status,
        money=money,
        attempt_number=number,
        provider_status="",
        waiting_for="",
        failure_class=row.failure_class if status in (Status.FAILED, Status.ABORTED) else "",
        progress_step=None,
        progress_total=None,
        eta_s=None,
        completed_at=ended_at,
    )


def words_at(words: Words, moment: datetime) -> Words:
    """Return a message as it stood at a moment: sent, or still on its way."""
    if words.sent_at is not None and words.sent_at <= moment:
        return words
    if words.sent_at is None:
        return replace(words, may_be_resent=False)
    return replace(words, status="waiting", error="", sent_at=None, may_be_resent=False)


def debt_at(debt: Debt, moment: datetime) -> Debt:
    """Return a debt as it stood at a moment: ended, or still open."""
    if debt.ended_at is not None and debt.ended_at <= moment:
        return debt
    return replace(debt, status="open", ended_at=None)


def period_moves(periods: Iterable[Period]) -> list[PeriodMove]:
    """Return when plan time was bought or given and when it was closed, newest first."""
    moves = [PeriodMove(period=one, is_end=False, at=one.bought_at) for one in periods]
    moves += [
        PeriodMove(period=one, is_end=True, at=one.closed_at) for one in periods if one.closed_at is not None
    ]
    return sorted(moves, key=lambda move: (move.at, move.id), reverse=True)
