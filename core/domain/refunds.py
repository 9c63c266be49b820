"""A refund of real money: asked for, then confirmed, refused, or unknown until the provider says.

An unknown outcome is a state, never a guess: nothing is repeated blindly and no star moves until it is known.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.providers import RefundState
from core.money import Money, Stars


class RefundStep(StrEnum):
    """How far the request came: stored, about to leave, answered."""

    READY = "ready"
    SENT = "sent"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """One return of money of one payment. `stars_back` is what it takes from the customer's stars."""

    id: str
    operation_id: str
    payment_id: str
    amount: Money
    status: RefundState
    step: RefundStep
    provider_ref: str
    detail: str
    stars_back: Stars
    asks: int
    next_ask_at: datetime | None
    actor: str
    reason: str
    created_at: datetime
    done_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether its end is not known yet."""
        return self.status in (RefundState.REQUESTED, RefundState.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """Stars that had been spent when their money went back; flagged, never taken below zero."""

    id: str
    refund_id: str
    customer_id: int
    stars: Stars
    status: str
    actor: str
    reason: str
    created_at: datetime
    ended_at: datetime | None


FIRST_PAUSE = timedelta(seconds=20)
LONGEST_PAUSE = timedelta(hours=6)
_MOST_DOUBLINGS = 20


def pause_after(asks: int) -> timedelta:
    """Return how long to wait after so many questions: doubled each time, up to six hours."""
    doublings: int = 2 ** min(asks, _MOST_DOUBLINGS)
    return min(LONGEST_PAUSE, FIRST_PAUSE * doublings)
