"""Amounts: whole numbers of their smallest unit, never confused, never lost in formatting."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import CURRENCY_DIGITS, ZERO, Money, Stars, WrongAmount

hundredths = st.integers(min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize("value", [1.0, 0.22, Decimal(1), True, False, "1", None])
def test_only_whole_numbers(value):
    """Float, Decimal, bool and text are no amounts, wherever they are given."""
    for make in (Stars, Stars.of, lambda one: Money(one, "RUB"), lambda one: Stars(1) * one):
        with pytest.raises(WrongAmount):
            make(value)


@given(hundredths, hundredths)
def test_arithmetic(one, two):
    """Stars add, subtract, negate and compare as their hundredths do."""
    a, b = Stars(one), Stars(two)
    assert (a + b).hundredths == one + two
    assert (a - b).hundredths == one - two
    assert ZERO - a == -a
    assert a + b - b == a
    assert (a < b) == (one < two)
    assert bool(a) == (one != 0)


@given(st.integers(min_value=0, max_value=10**12))
def test_what_is_written_can_be_read(value):
    """A non-negative amount survives being written and typed again, with comma or point."""
    text = str(Stars(value)).removesuffix(" ★")
    assert Stars.parse(text) == Stars(value)
    assert Stars.parse(text.replace(".", ",")) == Stars(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("220", 22000), ("7.5", 750), ("84,38", 8438), (" 1 000 ", 100000), ("1\u202f000,05", 100005), ("0", 0)],
)
def test_typed_amounts(text, value):
    """People type amounts with spaces, comma or point."""
    assert Stars.parse(text) == Stars(value)


@pytest.mark.parametrize(
    "text", ["", "-1", "1.234", "1e3", "½", "1.2.3", "one", "1'000", "nan", "9" * 13, "."]
)
def test_untypable_amounts(text):
    """Anything else is refused rather than guessed."""
    with pytest.raises(WrongAmount):
        Stars.parse(text)


def test_price_of_a_training():
    """1000 steps at 0.22 stars cost exactly 220.00."""
    assert Stars(22) * 1000 == Stars.of(220)
    assert str(Stars.of(220)) == "220.00 ★"
    assert str(Stars(-5)) == "-0.05 ★"
    assert not ZERO


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(111000, "RUB"), "1110.00 RUB"),
        (Money(50, "XTR"), "50 XTR"),
        (Money(-5, "USD"), "-0.05 USD"),
        (Money(1, "TON"), "0.000000001 TON"),
    ],
)
def test_money_text(money, text):
    """Money is written with the digits of its currency."""
    assert str(money) == text


def test_currencies_never_mix():
    """Two currencies do not add up, stars and money do not either, an unknown one is refused."""
    assert Money(1, "RUB") + Money(2, "RUB") == Money(3, "RUB")
    with pytest.raises(WrongAmount):
        Money(1, "RUB") + Money(1, "USD")
    with pytest.raises((WrongAmount, AttributeError)):
        Stars(1) + Money(1, "XTR")
    with pytest.raises(WrongAmount):
        Money(1, "GBP")
    assert "XTR" in CURRENCY_DIGITS
