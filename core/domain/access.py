"""Who may use what: paid functions need an active plan that gives them, and stars (domain rules §6, TI15)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from core.domain.subscriptions import Standing
from core.money import Stars

FREE = frozenset({"balance", "topup"})
"""What everybody may use, without a plan and without stars."""


class Refusal(StrEnum):
    """Why somebody may not; NONE if they may."""

    NONE = ""
    NO_PLAN = "no_plan"
    PAUSED = "paused"
    PLAN_TOO_LOW = "plan_too_low"
    NO_STARS = "no_stars"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The answer; `in_grace` where it is given although the plan ran out a few days ago."""

    function: str
    refusal: Refusal = Refusal.NONE
    in_grace: bool = False

    @property
    def is_given(self) -> bool:
        """Tell whether the function may be used."""
        return self.refusal is Refusal.NONE


def may_use(
    function: str,
    standing: Standing,
    gives: Collection[str],
    balance: Stars,
    *,
    price: Stars = Stars(1),  # noqa: B008 - frozen
    is_admin: bool = False,
) -> Access:
    """Tell whether a customer may use `function` now. `gives` is what the plan of `standing` gives.

    A failure to read is an error of the caller's, never "no plan" (TI14): there is no default here.
    """
    if function in FREE or is_admin:
        return Access(function=function)
    in_grace = standing.state.value == "grace"
    if not standing.has_access:
        paused = standing.state.value == "paused"
        return Access(function=function, refusal=Refusal.PAUSED if paused else Refusal.NO_PLAN)
    if function not in gives:
        return Access(function=function, refusal=Refusal.PLAN_TOO_LOW, in_grace=in_grace)
    if balance < price:
        return Access(function=function, refusal=Refusal.NO_STARS, in_grace=in_grace)
    return Access(function=function, in_grace=in_grace)
