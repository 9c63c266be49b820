"""Subscriptions as lists show them, and what a list can be narrowed to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.renewals import Notice, Renewal
from core.domain.subscriptions import PlanState

ENDING_WITHIN = timedelta(days=3)
"""What the list calls "ending"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """How one customer's plan stood when it was last computed; the next change brings the next row."""

    customer_id: int
    bot: str
    plan: str
    rank: int
    state: PlanState
    period_id: str
    since: datetime | None
    until: datetime | None
    anchor: datetime | None
    grace_days: int
    queued: int
    next_plan: str
    stops_at_end: bool
    next_change_at: datetime | None
    told: Notice
    renewal: Renewal
    computed_at: datetime


class View(StrEnum):
    """The groups of the list."""

    ALL = "all"
    ACTIVE = "active"
    ENDING = "ending"
    """Active, and over within three days if nothing renews it."""
    GRACE = "grace"
    ENDED = "ended"
    QUEUED = "queued"
    PAUSED = "paused"
    TROUBLE = "trouble"
    """Automatic renewal does not go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionFilter:
    """What a list is narrowed to; empty parts do not count."""

    view: View = View.ALL
    plan: str = ""
    bot: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionRow:
    """One line of the list: the subscription with its customer's name."""

    subscription: Subscription
    customer_name: str
    username: str

    @property
    def id(self) -> int:
        """Return the customer's Telegram id, which is the line's key."""
        return self.subscription.customer_id
