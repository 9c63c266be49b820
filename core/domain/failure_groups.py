"""Like failures as one group: how often, whom it hit, what it cost, and what people know about it."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.failures import FailureClass
from core.money import Stars


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureFilter:
    """Which failed attempts are meant; an empty field does not narrow. `text` is sought in error and log."""

    group_id: str = ""
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
