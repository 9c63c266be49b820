"""Price lists as data: dated versions, each naming what is on sale, for how much, and what a step costs.

An invoice keeps the version it was made from and its terms for ever (I3). What is not in the list has no
price: it is refused, never guessed and never zero (I17). Prices come from the table, never from a formula
(domain rules §2: NeuroPhoto is 476 where the formula gives 482).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.periods import DEFAULT_GRACE_DAYS
from core.domain.pricing import TrainingRate
from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from core.money import Money, Stars


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A paid level of access. A higher `rank` includes what the lower ones give; `days` None has no end."""

    key: str
    title: Mapping[str, str]
    """By language, "ru" and "en"."""
    rank: int
    days: int | None
    gives: tuple[str, ...]
    grace_days: int = DEFAULT_GRACE_DAYS
    """How long access stays after the end; a period keeps what its list said when it was bought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What an invoice can be made for: stars, or a plan with the stars that come with it."""

    key: str
    title: Mapping[str, str]
    stars: Stars
    plan: str
    """Key of the plan, empty for a pack of stars."""
    prices: Mapping[str, Money]
    """By currency; a product without prices is given, not sold."""
    is_test: bool = False
    """Only for admins; its money is real but never revenue."""

    def price(self, currency: str) -> Money:
        """Return what it costs in `currency`.

        Raises:
            InputError: it is not sold in that currency.
        """
        if currency not in self.prices:
            raise InputError(
                field="currency",
                value=currency,
                problem=clause(
                    QT_TRANSLATE_NOOP("Clause", "“{product}” has no price in it; it is sold in {known}"),
                    product=self.key,
                    known=", ".join(self.prices) or "—",
                ),
            )
        return self.prices[currency]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListEntry:
    """A version with who put it in and when."""

    list: "PriceList"
    actor: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceList:
    """One version. It is never changed; another price is another version."""

    version: str
    valid_from: datetime
    plans: tuple[Plan, ...]
    products: tuple[Product, ...]
    stars_per_step: Stars
    offered_steps: tuple[int, ...]
    rub_per_usd: int
    note: str = ""

    @property
    def rate(self) -> TrainingRate:
        """Return what trainings cost by this list."""
        return TrainingRate(
            version=self.version, stars_per_step=self.stars_per_step, offered_steps=self.offered_steps
        )

    def product(self, key: str) -> Product:
        """Return what is on sale under `key`.

        Raises:
            InputError: nothing is; its price would be a guess.
        """
        for one in self.products:
            if one.key == key:
                return one
        raise InputError(
            field="product",
            value=key,
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "price list {version} does not have it"), version=self.version
            ),
        )

    def plan(self, key: str) -> Plan:
        """Return a plan; raises InputError if the list has none of this key."""
        for one in self.plans:
            if one.key == key:
                return one
        raise InputError(
            field="plan",
            value=key,
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "price list {version} does not have it"), version=self.version
            ),
        )
