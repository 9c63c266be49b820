"""Caps: how many stars a role may move by hand alone, in one deed and within any 24 hours.

Days roll: what counts is what was done in the last 24 hours, whatever the calendar or the zone says, so
midnight changes nothing. Deeds with an unknown cap have none to spend: they need another person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.deeds import DeedKind, Measure
from core.domain.people import Role
from core.errors import QT_TRANSLATE_NOOP, Clause, InputError, clause
from core.money import ZERO, Money, Stars

DAY = timedelta(hours=24)
HARD_LIMIT = Stars.of(10_000)
"""Above it an adjustment by hand is a case for break-glass only (domain rules §4.8)."""
HARD_LIMITED = frozenset({DeedKind.CREDIT, DeedKind.DEBIT, DeedKind.COMPENSATE})
LARGEST_CAP = Stars.of(10_000_000)

_STARS_PER_UNIT = {"RUB": (100, 230), "XTR": (100, 1), "USD": (10_000, 210), "EUR": (10_000, 190)} | {
    "USDT": (10_000, 2_100_000),
    "TON": (20_000, 1_000_000_000),
}
"""Hundredths of a star for so many minor units, on the high side. Only ever compared with a cap."""


class Limit(StrEnum):
    """Which limit would be passed."""

    HARD = "hard"
    ACTION = "action"
    OPERATOR_DAY = "operator_day"
    CUSTOMER_DAY = "customer_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """What a role may do alone with one kind of deed. Day sums count all kinds of the same pool."""

    role: Role
    kind: DeedKind
    action: Stars
    operator_day: Stars
    customer_day: Stars

    def of(self, limit: Limit) -> Stars:
        """Return one of the limits."""
        match limit:
            case Limit.HARD:
                return HARD_LIMIT
            case Limit.ACTION:
                return self.action
            case Limit.OPERATOR_DAY:
                return self.operator_day
            case Limit.CUSTOMER_DAY:
                return self.customer_day


def no_cap(role: Role, kind: DeedKind) -> Cap:
    """Return the cap of a kind that no row speaks of: nothing is done alone."""
    return Cap(role=role, kind=kind, action=ZERO, operator_day=ZERO, customer_day=ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What was done in the last 24 hours, or approved and not yet done, in one pool."""

    by_operator: Stars
    by_customer: Mapping[int, Stars]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """How a deed passes a limit."""

    limit: Limit
    cap: Stars
    asked: Stars
    spent: Stars = ZERO

    @property
    def words(self) -> Clause:
        """Return it as a clause."""
        match self.limit:
            case Limit.HARD:
                template = QT_TRANSLATE_NOOP(
                    "Clause", "no deed by hand moves more than {cap}, this is {asked}"
                )
            case Limit.ACTION:
                template = QT_TRANSLATE_NOOP("Clause", "above the limit of {cap} for one deed: {asked}")
            case Limit.OPERATOR_DAY:
                template = QT_TRANSLATE_NOOP(
                    "Clause", "one operator’s limit is {cap} in 24 hours; {spent} are used, this is {asked}"
                )
            case Limit.CUSTOMER_DAY:
                template = QT_TRANSLATE_NOOP(
                    "Clause", "one customer’s limit is {cap} in 24 hours; {spent} are used, this is {asked}"
                )
        return clause(template, cap=self.cap, asked=self.asked, spent=self.spent)


def first_excess(cap: Cap, measure: Measure, spent: Spent) -> Excess | None:
    """Return the first limit that a deed would pass, None if it stays within all."""
    asked = measure.stars
    if cap.kind in HARD_LIMITED and asked > HARD_LIMIT:
        return Excess(limit=Limit.HARD, cap=HARD_LIMIT, asked=asked)
    if asked > cap.action:
        return Excess(limit=Limit.ACTION, cap=cap.action, asked=asked)
    if spent.by_operator + asked > cap.operator_day:
        return Excess(limit=Limit.OPERATOR_DAY, cap=cap.operator_day, asked=asked, spent=spent.by_operator)
    for customer_id, share in measure.shares.items():
        before = spent.by_customer.get(customer_id, ZERO)
        if before + share > cap.customer_day:
            return Excess(limit=Limit.CUSTOMER_DAY, cap=cap.customer_day, asked=share, spent=before)
    return None


def day_before(now: datetime) -> datetime:
    """Return since when deeds count; those after `now` count too, so a clock set back frees none."""
    return now - DAY


def require_sane(cap: Cap) -> None:
    """Return if the numbers of a cap make sense.

    Raises:
        InputError: one is negative or absurdly high, or above the hard limit.
    """
    limits = (("action", cap.action), ("operator_day", cap.operator_day), ("customer_day", cap.customer_day))
    for field, stars in limits:
        if not 0 <= stars.hundredths <= LARGEST_CAP.hundredths:
            raise InputError(
                field=field,
                value=str(stars),
                problem=clause(QT_TRANSLATE_NOOP("Clause", "between zero and {most}"), most=LARGEST_CAP),
            )
    if cap.kind in HARD_LIMITED and cap.action > HARD_LIMIT:
        raise InputError(
            field="action",
            value=str(cap.action),
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "no deed by hand moves more than {cap}"), cap=HARD_LIMIT
            ),
        )


def rough_worth(amount: Money) -> Stars:
    """Return about how many stars a sum would buy, to compare money that has no stars with a cap."""
    hundredths, minor = _STARS_PER_UNIT[amount.currency]
    return Stars(-(-amount.minor * hundredths // minor))
