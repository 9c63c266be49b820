"""Decimal texts and whole cents, for fakes that have to compute."""


def cents(text: str) -> int:
    """Return a decimal with at most two digits after the point in cents; raises ValueError for any other."""
    whole, _, fraction = text.partition(".")
    if not (
        text.isascii() and whole.isdecimal() and len(fraction) <= 2 and (not fraction or fraction.isdecimal())
    ):
        raise ValueError(f"not an amount: {text!r}")
    return int(whole) * 100 + int(fraction.ljust(2, "0"))


def decimal(amount: int) -> str:
    """Return cents as a decimal."""
    return f"{amount // 100}.{amount % 100:02d}"
