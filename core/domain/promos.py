"""Promo codes: what one gives, whom, and for how long; pure rules, each refusal with its words.

A percentage is taken off the price when an invoice is made and frozen in it; stars and plans are given at
once. Each customer uses a code once, for ever (domain rules §3: the key is code + customer).
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.payments import InvoiceStatus
from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from core.money import ZERO, Money, Stars

_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{2,31}")
MAX_PERCENT = 99
"""A hundred per cent is no price but a gift: make a code that gives the plan."""


class PromoKind(StrEnum):
    """What a code gives."""

    PERCENT = "percent"
    STARS = "stars"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promo:
    """A code with its terms. `plan` may come with `stars`: both or nothing (B72)."""

    code: str
    kind: PromoKind
    percent: int = 0
    stars: Stars = ZERO
    plan: str = ""
    days: int | None = None
    """Length of the plan given; None is the plan's own."""
    products: tuple[str, ...] = ()
    """What a percentage is taken off; empty means everything on sale."""
    max_uses: int | None = None
    new_only: bool = False
    valid_from: datetime
    valid_until: datetime | None = None
    is_on: bool = True
    note: str = ""
    actor: str = ""


GIVEN_UP = frozenset(
    {
        InvoiceStatus.CANCELLED.value,
        InvoiceStatus.EXPIRED.value,
        InvoiceStatus.FAILED.value,
        InvoiceStatus.REJECTED.value,
    }
)
"""An invoice that came to nothing gives its code back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromoUse:
    """One customer's use of a code."""

    id: str
    code: str
    customer_id: int
    customer_name: str
    invoice_number: int | None
    invoice_status: str
    is_paid: bool
    """Money for the invoice stands credited, be it late and by a person's decision."""
    period_id: str
    """What a plan code opened, empty for the others."""
    actor: str
    used_at: datetime

    @property
    def counts(self) -> bool:
        """Tell whether it counts: a discount whose invoice came to nothing does not."""
        return self.is_paid or self.invoice_status not in GIVEN_UP


def clean_code(text: str) -> str:
    """Return a code as it is stored: capitals, no spaces around it.

    Raises:
        InputError: it is no code.
    """
    code = text.strip().upper()
    if _CODE.fullmatch(code) is None:
        raise InputError(
            field="code",
            value=text,
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "3 to 32 Latin letters, digits, “-” or “_” are needed")
            ),
        )
    return code


def reduced(price: Money, percent: int) -> Money:
    """Return a price with `percent` taken off, rounded up to a whole minor unit and never below one.

    So the discount is never more than promised to the house, and an invoice always asks for something.
    """
    left = -(-price.minor * (100 - percent) // 100)
    return Money(max(1, left), price.currency)


def require_usable(promo: Promo, *, now: datetime, uses: int, is_new_customer: bool) -> None:
    """Return if a customer who has not used it yet may use the code now.

    Raises:
        InputError: it is off, too early, too late, used up, or for new customers only.
    """
    if not promo.is_on:
        raise _refused(promo, clause(QT_TRANSLATE_NOOP("Clause", "it was switched off")))
    if now < promo.valid_from:
        raise _refused(promo, clause(QT_TRANSLATE_NOOP("Clause", "it is not valid yet")))
    if promo.valid_until is not None and now >= promo.valid_until:
        raise _refused(promo, clause(QT_TRANSLATE_NOOP("Clause", "it is not valid any more")))
    if promo.max_uses is not None and uses >= promo.max_uses:
        raise _refused(promo, clause(QT_TRANSLATE_NOOP("Clause", "it was used as often as it may be")))
    if promo.new_only and not is_new_customer:
        raise _refused(promo, clause(QT_TRANSLATE_NOOP("Clause", "it is for new customers only")))


def require_product(promo: Promo, product: str) -> None:
    """Return if the percentage may be taken off `product`; raises InputError."""
    if promo.kind is not PromoKind.PERCENT:
        raise _refused(promo, clause(QT_TRANSLATE_NOOP("Clause", "it gives stars or a plan, not a discount")))
    if promo.products and product not in promo.products:
        raise _refused(promo, clause(QT_TRANSLATE_NOOP("Clause", "it does not count for this product")))


def used_before(promo: Promo) -> InputError:
    """Return the error for a second use by the same customer."""
    return _refused(promo, clause(QT_TRANSLATE_NOOP("Clause", "this customer has used it")))


def is_percentage(promo: Promo) -> InputError:
    """Return the error for a percentage that is used without an invoice."""
    problem = clause(QT_TRANSLATE_NOOP("Clause", "it is a discount: name it when the invoice is made"))
    return _refused(promo, problem)


def require_sense(promo: Promo) -> None:
    """Return if the terms make a code that gives something.

    Raises:
        InputError: they do not; names the field.
    """
    clean_code(promo.code)
    is_percent, is_plan = promo.kind is PromoKind.PERCENT, promo.kind is PromoKind.PLAN
    if is_percent and not 1 <= promo.percent <= MAX_PERCENT:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "1 to 99 are possible"))
        raise InputError(field="percent", value=promo.percent, problem=problem)
    if promo.kind is PromoKind.STARS and promo.stars.hundredths <= 0:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "more than zero is needed"))
        raise InputError(field="stars", value=str(promo.stars), problem=problem)
    if is_plan and not promo.plan:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "name the plan it gives"))
        raise InputError(field="plan", value="", problem=problem)
    if promo.max_uses is not None and promo.max_uses < 1:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "more than zero is needed"))
        raise InputError(field="max_uses", value=promo.max_uses, problem=problem)
    if promo.valid_until is not None and promo.valid_until <= promo.valid_from:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it ends before it begins"))
        raise InputError(field="valid_until", value=promo.valid_until.isoformat(), problem=problem)


def _refused(promo: Promo, problem: object) -> InputError:
    return InputError(field="promo", value=promo.code, problem=problem)
