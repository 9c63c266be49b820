"""What differs between two versions of the price list, fact by fact."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.domain.price_lists import PriceList, Product
from core.money import Money, Stars


class Fact(StrEnum):
    """What of a product, plan or list can differ."""

    PRODUCT = "product"
    PRICE = "price"
    STARS = "stars"
    PLAN = "plan"
    DAYS = "days"
    STEP = "step"
    STEPS_OFFERED = "steps_offered"
    RATE = "rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChange:
    """One difference. None before is new, None after is gone."""

    fact: Fact
    key: str
    before: Money | Stars | str | int | None
    after: Money | Stars | str | int | None


def changes(before: PriceList, after: PriceList) -> list[PriceChange]:
    """Return everything that costs or gives something else than before, in the order of the new list."""
    return [*_products(before, after), *_plans(before, after), *_rest(before, after)]


def _products(before: PriceList, after: PriceList) -> Iterator[PriceChange]:
    old = {one.key: one for one in before.products}
    new = {one.key: one for one in after.products}
    for key, product in new.items():
        if key not in old:
            yield PriceChange(fact=Fact.PRODUCT, key=key, before=None, after=product.stars)
        else:
            yield from _product(old[key], product)
    for key in old.keys() - new.keys():
        yield PriceChange(fact=Fact.PRODUCT, key=key, before=old[key].stars, after=None)


def _product(old: Product, new: Product) -> Iterator[PriceChange]:
    if old.stars != new.stars:
        yield PriceChange(fact=Fact.STARS, key=new.key, before=old.stars, after=new.stars)
    for currency in dict.fromkeys((*old.prices, *new.prices)):
        was, now = old.prices.get(currency), new.prices.get(currency)
        if was != now:
            yield PriceChange(fact=Fact.PRICE, key=new.key, before=was, after=now)


def _plans(before: PriceList, after: PriceList) -> Iterator[PriceChange]:
    old = {one.key: one for one in before.plans}
    new = {one.key: one for one in after.plans}
    for key, plan in new.items():
        if key not in old:
            yield PriceChange(fact=Fact.PLAN, key=key, before=None, after=plan.days)
        elif old[key].days != plan.days:
            yield PriceChange(fact=Fact.DAYS, key=key, before=old[key].days, after=plan.days)
    for key in old.keys() - new.keys():
        yield PriceChange(fact=Fact.PLAN, key=key, before=old[key].days, after=None)


def _rest(before: PriceList, after: PriceList) -> Iterator[PriceChange]:
    if before.stars_per_step != after.stars_per_step:
        yield PriceChange(fact=Fact.STEP, key="", before=before.stars_per_step, after=after.stars_per_step)
    if before.offered_steps != after.offered_steps:
        was, now = _numbers(before.offered_steps), _numbers(after.offered_steps)
        yield PriceChange(fact=Fact.STEPS_OFFERED, key="", before=was, after=now)
    if before.rub_per_usd != after.rub_per_usd:
        yield PriceChange(fact=Fact.RATE, key="", before=before.rub_per_usd, after=after.rub_per_usd)


def _numbers(steps: tuple[int, ...]) -> str:
    return ", ".join(str(number) for number in steps)
