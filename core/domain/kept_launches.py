"""Launches that were refused because nothing could be sent to Replicate, kept to be offered again.

A kept launch holds no star and no place: when it is started it is judged like a new one, at the price of that
day. Its id is the request's own, made when the form opened, so it becomes one training however it is started.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.trainings import Training, TrainingRequest
from core.errors import AppError
from core.money import ZERO, Stars


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLaunch:
    """What was asked for, by whom, and what it cost then."""

    request: TrainingRequest
    price: Stars
    price_list: str
    refusal: str
    """Code of the error that kept it back; empty if only the token was not checked yet."""
    operator_id: str
    kept_by: str
    kept_at: datetime

    @property
    def id(self) -> str:
        """Return the id of the request."""
        return self.request.request_id


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLaunch:
    """A kept launch as it would go now, after those before it in the list."""

    kept: KeptLaunch
    customer: str
    balance: Stars
    """What the customer has before it."""
    price: Stars
    """What it costs now."""
    problem: AppError | None
    """Why it cannot be started as things stand; None if it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOutlook:
    """All kept launches, the longest kept first, judged one after another by the price list in force."""

    price_list: str
    launches: tuple[JudgedLaunch, ...]

    @property
    def ready(self) -> tuple[JudgedLaunch, ...]:
        """Return those that can be started."""
        return tuple(one for one in self.launches if one.problem is None)

    @property
    def price(self) -> Stars:
        """Return what all that can be started cost together."""
        return sum((one.price for one in self.ready), ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchesDone:
    """What became of kept launches that were started together; what was refused is still kept."""

    started: tuple[Training, ...]
    refused: Mapping[str, AppError]
    """By the id of the launch."""
