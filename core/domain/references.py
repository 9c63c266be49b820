"""The short reference of an invoice that a payer writes by hand, with digits that tell a slip of the pen.

"SM-1001-05": our number and two check digits (ISO 7064, MOD 97-10, as in bank account numbers). One wrong
digit, or two that changed places, never make the reference of another invoice.
"""

import re

_MODULUS = 97
_PATTERN = re.compile(r"\s*SM[\s-]*([1-9]\d{0,9})[\s-]*(\d\d)\s*", re.IGNORECASE | re.ASCII)
_WITHIN = re.compile(
    r"(?<![^\W_])(?:SM|CM|СМ)[\s№–—-]*([1-9]\d{0,9})[\s–—-]*(\d\d)(?!\d)",  # the last is Cyrillic
    re.IGNORECASE,
)
_LARGEST = 2**31 - 1


def invoice_reference(number: int) -> str:
    """Return the reference of the invoice `number`."""
    return f"SM-{number}-{_check_digits(number):02d}"


def read_reference(text: str) -> int | None:
    """Return the number of a reference that stands alone in `text`; None if it is none or mistyped.

    Letter case, spaces and dashes do not matter.
    """
    match = _PATTERN.fullmatch(text)
    if match is None:
        return None
    number, check = int(match[1]), int(match[2])
    return number if number <= _LARGEST and check == _check_digits(number) else None


def find_reference(text: str) -> int | None:
    """Return the number of the one reference that stands anywhere in `text`, such as a bank's purpose line.

    People write the letters in Cyrillic and lose the dashes. None if there is none, a mistyped one, or two
    different ones: whose money it is must never be a guess.
    """
    found = {read_reference(f"SM{match[1]}{match[2]}") for match in _WITHIN.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _check_digits(number: int) -> int:
    return _MODULUS + 1 - number * 100 % _MODULUS
