"""What differs between two price lists: every price, star and plan, and nothing else."""

from dataclasses import replace
from pathlib import Path

from core.domain.price_changes import Fact, PriceChange, changes
from core.domain.price_lists import PriceList
from core.money import Money, Stars
from core.services.price_lists import read_list, to_text

PRICES = Path(__file__).resolve().parents[3] / "resources" / "prices"


def listed(version: str = "2025-06") -> PriceList:
    """A built-in list."""
    return read_list((PRICES / f"{version}.json").read_text(encoding="utf-8"))


def test_a_list_does_not_differ_from_itself_however_it_was_written() -> None:
    """Written as text and read again, not one fact is another."""
    assert changes(listed(), read_list(to_text(listed()))) == []
    assert read_list(to_text(listed())) == listed()


def test_each_difference_is_told_once() -> None:
    """A price, a new currency, stars, a product gone and one new, the step: each is one line."""
    before = listed()
    first, second, *rest = before.products
    dearer = replace(first, prices={**first.prices, "RUB": Money(120000, "RUB"), "EUR": Money(1100, "EUR")})
    after = replace(
        before,
        products=(dearer, replace(second, stars=Stars.of(1400)), *rest[1:], replace(rest[0], key="new")),
        stars_per_step=Stars(25),
    )
    found = changes(before, after)
    assert found == [
        PriceChange(fact=Fact.PRICE, key=first.key, before=first.prices["RUB"], after=Money(120000, "RUB")),
        PriceChange(fact=Fact.PRICE, key=first.key, before=None, after=Money(1100, "EUR")),
        PriceChange(fact=Fact.STARS, key=second.key, before=second.stars, after=Stars.of(1400)),
        PriceChange(fact=Fact.PRODUCT, key="new", before=None, after=rest[0].stars),
        PriceChange(fact=Fact.PRODUCT, key=rest[0].key, before=rest[0].stars, after=None),
        PriceChange(fact=Fact.STEP, key="", before=Stars(22), after=Stars(25)),
    ]
