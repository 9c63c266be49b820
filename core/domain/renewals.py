"""When customers are told that a plan ends, and when a kept way to pay is charged again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from core.domain.subscriptions import PlanState, Standing


class Notice(IntEnum):
    """What a customer is told around an end, in order; each at most once for each end."""

    NOTHING = 0
    IN_THREE_DAYS = 1
    IN_ONE_DAY = 2
    AT_THE_END = 3
    AFTER_GRACE = 4


def notice_moments(anchor: datetime, grace_days: int) -> dict[Notice, datetime]:
    """Return when each notice about an end at `anchor` is due; without grace there is none after it."""
    found = {
        Notice.IN_THREE_DAYS: anchor - timedelta(days=3),
        Notice.IN_ONE_DAY: anchor - timedelta(days=1),
        Notice.AT_THE_END: anchor,
    }
    if grace_days:
        found[Notice.AFTER_GRACE] = anchor + timedelta(days=grace_days)
    return found


def due_notice(anchor: datetime | None, grace_days: int, now: datetime) -> Notice:
    """Return the latest notice whose moment has come; what a stop of the program missed is not caught up."""
    if anchor is None:
        return Notice.NOTHING
    passed = [which for which, moment in notice_moments(anchor, grace_days).items() if moment <= now]
    return max(passed, default=Notice.NOTHING)


def next_notice_at(anchor: datetime | None, grace_days: int, told: Notice) -> datetime | None:
    """Return when the next notice after `told` is due."""
    if anchor is None:
        return None
    coming = [moment for which, moment in notice_moments(anchor, grace_days).items() if which > told]
    return min(coming, default=None)


RENEWS_BY_ITSELF = frozenset({"telegram"})
"""Providers that charge by themselves and tell of it: Telegram's star subscriptions."""

CHARGE_AHEAD = timedelta(hours=1)
"""How long before the end the first charge is made, so that the plan goes on without a gap."""
DUNNING = (timedelta(days=1), timedelta(days=3))
"""After the first charge was refused: when it is tried again, counted from the first."""
TECHNICAL_PAUSE = timedelta(minutes=10)
"""How long to wait where the provider could not be asked at all; this counts as no try."""


class ChargeStep(StrEnum):
    """How far a charge came: stored, about to leave, taken by the provider, or over."""

    READY = "ready"
    SENT = "sent"
    UNKNOWN = "unknown"
    """Nobody knows whether it was made: its status is asked, it is never made again."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    PAID = "paid"

    @property
    def is_open(self) -> bool:
        """Tell whether its end is not known yet."""
        return self not in (ChargeStep.REFUSED, ChargeStep.PAID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """Automatic renewal of a customer's plan: what is bought again, how, and when."""

    is_on: bool = False
    provider: str = ""
    recurring_key: str = ""
    product: str = ""
    plan: str = ""
    currency: str = ""
    next_charge_at: datetime | None = None
    to_tell: bool = False
    """A provider that charges by itself has still to hear whether it goes on: at `next_charge_at`."""
    tries: int = 0
    """Charges refused since the plan was last renewed."""
    trouble: str = ""
    """Why it does not go on, in the provider's words or ours; empty if all is well."""

    @property
    def charges_here(self) -> bool:
        """Tell whether we have to make the charge: it is on, and the provider does not by itself."""
        return self.is_on and self.provider not in RENEWS_BY_ITSELF


def switched(renewal: Renewal, now: datetime, *, is_on: bool) -> Renewal:
    """Return a renewal switched on or off; one that its provider makes by itself has to be told there."""
    to_tell = bool(renewal.recurring_key) and renewal.provider in RENEWS_BY_ITSELF
    return replace(renewal, is_on=is_on, to_tell=to_tell, next_charge_at=now if to_tell else None, trouble="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One charge of one renewal. There is at most one for each end and try."""

    id: str
    operation_id: str
    customer_id: int
    renews_at: datetime
    """The end that it renews."""
    attempt: int
    invoice_number: int
    step: ChargeStep
    detail: str
    next_at: datetime
    """When it is looked at again."""
    created_at: datetime


def next_charge_at(renews_at: datetime | None, refused_at: Sequence[datetime]) -> datetime | None:
    """Return when the end at `renews_at` is to be charged for, after charges refused at these moments.

    None if there is nothing to renew, or it was given up.
    """
    if renews_at is None or len(refused_at) > len(DUNNING):
        return None
    if not refused_at:
        return renews_at - CHARGE_AHEAD
    return min(refused_at) + DUNNING[len(refused_at) - 1]


def may_charge(standing: Standing, renewal: Renewal, now: datetime) -> bool:
    """Tell whether the renewal's turn has come; never in a pause, never after a cancellation."""
    return (
        renewal.charges_here
        and standing.state is not PlanState.PAUSED
        and not standing.stops_at_end
        and renewal.next_charge_at is not None
        and renewal.next_charge_at <= now
    )
