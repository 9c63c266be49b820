"""Like failures as one group: how often, whom it hit, what it cost, and what people know about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.attempts import MoneyState
from core.domain.failures import FailureClass
from core.domain.trainings import Status
from core.money import Stars

SEARCHED_LOGS = 10_000
"""So many logs are searched for a text, those of the newest failures; errors are searched in all of them."""
NEW_FOR = timedelta(days=14)
"""A group nobody looks after counts as new while it was seen within this time."""
ALARM_FOR = timedelta(days=1)
"""So long a group is said to hit many after it did."""


class GroupOrder(StrEnum):
    """What groups are sorted by, the greatest first."""

    COUNT = "count"
    LAST = "last"
    COST = "cost"


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureFilter:
    """Which failed attempts are meant; an empty field does not narrow. `text` is sought in error and log."""

    group_id: str = ""
    group_ids: frozenset[str] = frozenset()
    classes: frozenset[FailureClass] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    version: str = ""
    bot: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureGroup:
    """Failed attempts with one class and one signature."""

    id: str
    failure_class: FailureClass
    text: str
    """The signature."""
    sample: str
    """One whole message of the group."""
    attempts: int
    customers: int
    held: Stars
    """Stars still in escrow for attempts of this group."""
    returned: Stars
    cost_micro_usd: int
    """What Replicate was paid for them, in millionths of a dollar."""
    first_at: datetime
    last_at: datetime
    trend: tuple[int, ...]
    """Attempts a day of the last days, today last."""
    owner: str
    note: str
    known_fix: str
    fixed_at: datetime | None
    fixed_by: str
    alarmed_at: datetime | None = None
    """When it hit so many customers that it is the platform's fault; nothing of it is retried by itself."""

    @property
    def is_back(self) -> bool:
        """Tell whether it was seen again after somebody marked it as fixed."""
        return self.fixed_at is not None and self.last_at > self.fixed_at

    def hits_many(self, now: datetime) -> bool:
        """Tell whether it hit many at once within a day, and nobody has marked it as fixed since."""
        if self.alarmed_at is None or self.alarmed_at < now - ALARM_FOR:
            return False
        return self.fixed_at is None or self.fixed_at < self.alarmed_at

    def needs_a_look(self, now: datetime) -> bool:
        """Tell whether it is back, or new and nobody looks after it."""
        if self.fixed_at is not None:
            return self.is_back
        return not self.owner and self.last_at > now - NEW_FOR


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedAttempt:
    """One line of the attempts behind a group."""

    id: str
    training_id: str
    number: int
    is_newest: bool
    """Nothing follows it: only such an attempt can be retried."""
    customer_id: int
    customer_name: str
    username: str
    bot: str
    model_name: str
    version: str
    status: Status
    failure_class: FailureClass
    group_id: str
    error: str
    price: Stars
    money: MoneyState
    cost_micro_usd: int | None
    completed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureChoices:
    """What the failures can be narrowed by."""

    versions: tuple[str, ...]
    bots: tuple[str, ...]


def in_order(groups: Iterable[FailureGroup], order: GroupOrder) -> list[FailureGroup]:
    """Return the groups, the greatest first."""
    keys = {
        GroupOrder.COUNT: lambda one: (one.attempts, one.last_at, one.id),
        GroupOrder.LAST: lambda one: (one.last_at, one.attempts, one.id),
        GroupOrder.COST: lambda one: (one.cost_micro_usd, one.attempts, one.id),
    }
    return sorted(groups, key=keys[order], reverse=True)
