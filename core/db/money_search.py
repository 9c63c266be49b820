"""What payments and invoices are narrowed by. Each meaning of a word is one condition that an index answers.

Asking for all meanings at once, SQLite would read the whole table; asked one by one, each is a few steps.
"""

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from core.db.tables import Customer
from core.domain.payment_views import MoneyFilter
from core.money import CURRENCY_DIGITS, Money, WrongAmount

MOST_NAMED = 50
"""So many customers are looked at for one name; more would not help who searches."""
MOST_ALIKE = 200
"""So many ids that begin alike are looked at."""
LEAST_PREFIX = 4
_MAX_INTEGER = 2**63 - 1

Condition = Any
"""An expression of peewee's, which has no type of its own for it."""


def narrowed(table: Any, wanted: MoneyFilter) -> list[Condition]:
    """Return the conditions for what payments and invoices alike are narrowed by, but for the words."""
    conditions = [
        column == value
        for column, value in (
            (table.provider, wanted.provider or None),
            (table.bot, wanted.bot or None),
            (table.currency, wanted.currency or None),
            (table.customer_id, wanted.customer_id),
            (table.is_test, wanted.is_test),
        )
        if value is not None
    ]
    if wanted.since is not None:
        conditions.append(table.created_at >= wanted.since)
    if wanted.until is not None:
        conditions.append(table.created_at < wanted.until)
    return conditions


def words_of(text: str) -> list[str]:
    """Return the words of a search, without the @ of a name."""
    return text.replace("@", " ").split()


def whole_number(word: str) -> int | None:
    """Return the number that a word is, if it can stand in a column; `#1001` is one too."""
    digits = word.removeprefix("#")
    is_number = digits.isascii() and digits.isdigit() and len(digits) < 20
    return int(digits) if is_number and int(digits) <= _MAX_INTEGER else None


def amounts(word: str) -> list[Money]:
    """Return the sums that a word may mean, one in each currency it can be written in."""
    made = []
    for currency in CURRENCY_DIGITS:
        try:
            made.append(Money.parse(word.replace(",", "."), currency))
        except WrongAmount:
            continue
    return made


def amount_meanings(table: Any, word: str) -> list[Condition]:
    """Return one condition for each number of minor units that the word may mean."""
    by_minor: dict[int, list[str]] = {}
    for money in amounts(word):
        by_minor.setdefault(money.minor, []).append(money.currency)
    return [
        (table.amount == minor) & table.currency.in_(currencies)
        for minor, currencies in by_minor.items()
        if 0 < minor <= _MAX_INTEGER
    ]


def customers_named(words: Sequence[str]) -> list[int]:
    """Return the ids of a few customers whose name, @name or id holds every word."""
    number = whole_number(words[0]) if len(words) == 1 else None
    if number is not None:
        return [number]
    if not any(letter.isalpha() for word in words for letter in word):
        return []
    query = Customer.select(Customer.telegram_id).limit(MOST_NAMED)
    for word in words:
        query = query.where(Customer.search_text.contains(word.lower()))
    return [row.telegram_id for row in query]


def begins_with(table: Any, column: Any, word: str) -> list[Condition]:
    """Return the condition that an id is the word or begins with it."""
    if len(word) < LEAST_PREFIX:
        return []
    key = table._meta.primary_key
    alike = table.select(key).where(column >= word, column < word + "\U0010ffff").limit(MOST_ALIKE)
    return [key.in_([row._pk for row in alike])]


def alternatives(
    words: Sequence[str], meanings: list[Condition], holds: Any, customer: Any
) -> list[Condition]:
    """Return what a search can mean: the first word by an index, the others on what that finds."""
    rest = [holds(word) for word in words[1:]]
    found = [reduce(and_, rest, meaning) for meaning in meanings]
    if len(words) > 1:
        named = customers_named(words)
        found += [customer.in_(named)] if named else []
    return found


def any_of(conditions: Sequence[Condition]) -> Condition:
    """Join conditions by "or"."""
    return reduce(or_, conditions)
