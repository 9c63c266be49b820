"""Amounts that cannot be confused: integers only, each with its unit.

`Stars` is the unit of the ledger, an integer number of hundredths of a star. `Money` is an integer
number of minor units of one currency. Neither accepts float, Decimal or bool, and the two never add up.
Formatting for people happens at the edge; `str()` here is for logs and errors.
"""

import re
from dataclasses import dataclass
from typing import Self

STAR_SCALE = 100
"""Hundredths in a star. Fixed for ever: the ledger stores hundredths."""

CURRENCY_DIGITS = {"RUB": 2, "USD": 2, "EUR": 2, "XTR": 0, "USDT": 6, "TON": 9}
"""Digits after the point of one unit of each currency we know."""

_DECIMAL = re.compile(r"(\d{1,15})(?:\.(\d{1,18}))?", re.ASCII)
_STARS_TEXT = re.compile(r"(\d{1,12})(?:[.,](\d{1,2}))?")


class WrongAmount(ValueError):
    """An amount was made of something that is not a whole number of its smallest unit."""


def _require_int(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongAmount(f"an amount is a whole number of its smallest unit, not {value!r}")
    return value


@dataclass(frozen=True, slots=True, order=True)
class Stars:
    """A number of stars in hundredths; may be negative as a difference, never as a movement."""

    hundredths: int

    def __post_init__(self) -> None:
        """Refuse float, Decimal and bool."""
        _require_int(self.hundredths)

    @classmethod
    def of(cls, whole: int) -> Self:
        """Return `whole` stars."""
        return cls(_require_int(whole) * STAR_SCALE)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what a person types: "220", "7.5" or "84,38", spaces allowed.

        Raises:
            WrongAmount: the text is not a non-negative number with at most two digits after the point.
        """
        match = _STARS_TEXT.fullmatch(re.sub(r"[\s\u2009\u00a0\u202f]", "", text))
        if match is None:
            raise WrongAmount(f"not a number of stars with at most two decimals: {text!r}")
        whole, fraction = match.groups()
        return cls(int(whole) * STAR_SCALE + int((fraction or "").ljust(2, "0")))

    def __add__(self, other: "Stars") -> "Stars":
        """Add two numbers of stars."""
        return Stars(self.hundredths + other.hundredths)

    def __sub__(self, other: "Stars") -> "Stars":
        """Return the difference, which may be negative."""
        return Stars(self.hundredths - other.hundredths)

    def __neg__(self) -> "Stars":
        """Return the same number with the other sign."""
        return Stars(-self.hundredths)

    def __mul__(self, count: int) -> "Stars":
        """Return `count` times as many stars."""
        return Stars(self.hundredths * _require_int(count))

    def __bool__(self) -> bool:
        """Tell whether this is anything but zero."""
        return self.hundredths != 0

    def __str__(self) -> str:
        """Return for example "220.00 ★"."""
        sign = "-" if self.hundredths < 0 else ""
        whole, fraction = divmod(abs(self.hundredths), STAR_SCALE)
        return f"{sign}{whole}.{fraction:02d} ★"


ZERO = Stars(0)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency in its minor units."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse float, Decimal, bool and an unknown currency."""
        _require_int(self.minor)
        if self.currency not in CURRENCY_DIGITS:
            raise WrongAmount(f"unknown currency {self.currency!r}")

    @classmethod
    def parse(cls, text: str, currency: str) -> Self:
        """Read a provider's decimal, "1110.00" or "500.000000", exactly; never through a float.

        Raises:
            WrongAmount: it is no plain non-negative decimal, or has more digits than the currency.
        """
        match = _DECIMAL.fullmatch(text)
        if match is None or currency not in CURRENCY_DIGITS:
            raise WrongAmount(f"not an amount of {currency}: {text!r}")
        whole, fraction = match.group(1), match.group(2) or ""
        digits = CURRENCY_DIGITS[currency]
        if fraction[digits:].strip("0"):
            raise WrongAmount(f"{currency} has {digits} digits after the point, not as in {text!r}")
        return cls(int(whole) * 10**digits + int(fraction[:digits].ljust(digits, "0") or "0"), currency)

    @property
    def decimal(self) -> str:
        """Return the bare decimal that providers take, for example "1110.00"."""
        return str(self).removesuffix(f" {self.currency}")

    def __sub__(self, other: "Money") -> "Money":
        """Return the difference of two amounts of the same currency, which may be negative."""
        return self + Money(-other.minor, other.currency)

    def __add__(self, other: "Money") -> "Money":
        """Add two amounts of the same currency; different currencies never add up (I16)."""
        if other.currency != self.currency:
            raise WrongAmount(f"{self.currency} and {other.currency} do not add up")
        return Money(self.minor + other.minor, self.currency)

    def __str__(self) -> str:
        """Return for example "1110.00 RUB"."""
        digits = CURRENCY_DIGITS[self.currency]
        whole, fraction = divmod(abs(self.minor), 10**digits)
        tail = f".{fraction:0{digits}d}" if digits else ""
        return f"{'-' if self.minor < 0 else ''}{whole}{tail} {self.currency}"
