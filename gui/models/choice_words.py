"""What lists can be narrowed by on more than one page: providers, bots, currencies, kinds of money, time."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.clock import midnight
from core.money import CURRENCY_DIGITS
from gui.models import payment_words

Choices = list[tuple[str, str]]
"""Values with their words; the first, empty one narrows nothing."""

_DAYS = {"day": 1, "week": 7, "month": 30}


def provider_choices(names: Iterable[str]) -> tuple[str, Choices]:
    """Return the name of the list of providers, and its choices."""
    known = [(name, payment_words.provider_word(name)) for name in names]
    return QCoreApplication.translate("Choices", "Provider"), [
        ("", QCoreApplication.translate("Choices", "Any provider")),
        *known,
    ]


def bot_choices(bots: Iterable[str]) -> tuple[str, Choices]:
    """Return the name of the list of bots, and its choices."""
    return QCoreApplication.translate("Choices", "Bot"), [
        ("", QCoreApplication.translate("Choices", "Any bot")),
        *((bot, bot) for bot in bots),
    ]


def currency_choices() -> tuple[str, Choices]:
    """Return the name of the list of currencies, and its choices."""
    return QCoreApplication.translate("Choices", "Currency"), [
        ("", QCoreApplication.translate("Choices", "Any currency")),
        *((code, code) for code in CURRENCY_DIGITS),
    ]


def money_choices() -> tuple[str, Choices]:
    """Return the name of the list of kinds of money, and its choices."""
    return QCoreApplication.translate("Choices", "Kind of money"), [
        ("", QCoreApplication.translate("Choices", "All money")),
        ("real", QCoreApplication.translate("Choices", "Real")),
        ("test", QCoreApplication.translate("Choices", "Test")),
    ]


def is_test(money: str) -> bool | None:
    """Return what a choice of money means to a filter; None for all money."""
    return None if not money else money == "test"


def time_choices() -> tuple[str, Choices]:
    """Return the name of the list of spans of time, and its choices."""
    spans = [
        ("day", QCoreApplication.translate("Choices", "Today")),
        ("week", QCoreApplication.translate("Choices", "7 days")),
        ("month", QCoreApplication.translate("Choices", "30 days")),
    ]
    return QCoreApplication.translate("Choices", "Time"), [
        ("", QCoreApplication.translate("Choices", "Any time")),
        *spans,
    ]


def since(span: str, now: datetime) -> datetime | None:
    """Return the midnight, here, with which a chosen span that ends with today begins; None for any time."""
    days = _DAYS.get(span)
    return None if days is None else midnight(now, days_ago=days - 1)
