"""Trainings as a table shows and narrows them."""

from dataclasses import dataclass, field
from datetime import datetime

from core.domain.attempts import MoneyState
from core.domain.progress import Phase
from core.domain.trainings import Status
from core.money import Stars


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRow:
    """One line of the trainings table: the training, its customer and its newest attempt."""

    id: str
    customer_id: int
    customer_name: str
    username: str
    bot: str
    model_name: str
    trigger_word: str
    status: Status
    provider_status: str
    steps: int
    price: Stars
    money: MoneyState
    attempt_id: str
    attempt_number: int
    provider_id: str | None
    failure_class: str
    waiting_for: str
    progress_step: int | None
    progress_total: int | None
    phase: Phase
    eta_s: int | None
    cost_micro_usd: int | None
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingFilter:
    """Which trainings to show; empty means all."""

    statuses: frozenset[Status] = field(default_factory=frozenset)
    text: str = ""
    customer_id: int | None = None
    failed_since: datetime | None = None
    """Only those of which an attempt failed or was aborted since then, even if it was retried."""
    made_until: datetime | None = None
    """Only those made by then."""
