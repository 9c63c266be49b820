"""Operators and customers."""

from collections.abc import Sequence

from peewee import Tuple

from core.db import operator_store
from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import Customer as CustomerRow
from core.db.tables import Operator as OperatorRow
from core.domain.people import Customer, CustomerDraft, Gender, Language, Operator, Role
from core.ids import new_id

_TRIGRAM = 3
_FEW = 400
_BY_TRIGRAMS = "SELECT rowid FROM customer_words WHERE customer_words MATCH ? LIMIT ?"


def add_operator(tx: Tx, name: str, role: Role) -> Operator:
    """Insert an operator with a fresh id."""
    operator = Operator(id=new_id(), name=name, role=role)
    OperatorRow.insert(
        id=operator.id, name=name, role=role.value, is_active=True, created_at=tx.now
    ).execute()
    tx.changed("operator", operator.id)
    return operator


operators = operator_store.all_operators


def add_customer(tx: Tx, draft: CustomerDraft) -> None:
    """Insert a customer; the caller has made sure there is none with this id."""
    _ = CustomerRow.insert(
        telegram_id=draft.telegram_id,
        bot=draft.bot,
        username=draft.username,
        first_name=draft.first_name,
        last_name=draft.last_name,
        language=draft.language.value,
        gender=draft.gender.value,
        search_text=search_text(draft),
        is_unreachable=False,
        created_at=tx.now,
    ).execute()
    tx.changed("customer", draft.telegram_id)


def mark_unreachable(tx: Tx, telegram_id: int, *, is_unreachable: bool) -> None:
    """Remember whether messages reach the customer; nothing else about the customer changes."""
    query = CustomerRow.update(is_unreachable=is_unreachable)
    is_other = CustomerRow.is_unreachable != is_unreachable
    if query.where(CustomerRow.telegram_id == telegram_id, is_other).execute():
        tx.changed("customer", telegram_id)


def customer(telegram_id: int) -> Customer | None:
    """Return a customer by Telegram id, or none."""
    row = row_by(CustomerRow, telegram_id=telegram_id)
    return customer_of(row) if row is not None else None


def find_customers(text: str, *, before_id: int | None = None, limit: int = 100) -> list[Customer]:
    """Return a page of customers whose id, @name or name contains every word of `text`, newest first."""
    words = text.lower().replace("@", " ").split()
    query = CustomerRow.select()
    for word in words:
        query = query.where(CustomerRow.search_text.contains(word))
    few = _few_with(words)
    if few is not None:
        query = query.where(CustomerRow.telegram_id.in_(few))
    if before_id is not None:
        edge = CustomerRow.select(CustomerRow.created_at).where(CustomerRow.telegram_id == before_id)
        # One comparison of two values, so that SQLite goes to the place in the index and reads on from there.
        query = query.where(Tuple(CustomerRow.created_at, CustomerRow.telegram_id) < Tuple(edge, before_id))
    order = (CustomerRow.created_at.desc(), CustomerRow.telegram_id.desc())
    return [customer_of(row) for row in query.order_by(*order).limit(limit)]


def _few_with(words: Sequence[str]) -> list[int] | None:
    """Return the customers that the index of trigrams knows for the long words; None for none or too many.

    Where a word is common, reading customers from the newest on finds a page sooner than the index.
    """
    long_ones = [word.replace('"', '""') for word in words if len(word) >= _TRIGRAM]
    if not long_ones:
        return None
    wanted = " AND ".join(f'"{word}"' for word in long_ones)
    found = CustomerRow._meta.database.execute_sql(_BY_TRIGRAMS, (wanted, _FEW)).fetchall()
    return [row[0] for row in found] if len(found) < _FEW else None


def count_customers() -> int:
    """Return how many customers there are."""
    return int(CustomerRow.select().count())


def bots() -> list[str]:
    """Return the bots that customers belong to, by name."""
    return [row.bot for row in CustomerRow.select(CustomerRow.bot).distinct().order_by(CustomerRow.bot)]


def search_text(draft: CustomerDraft) -> str:
    """Return what a search looks through, lower case because SQLite folds only Latin letters."""
    parts = (str(draft.telegram_id), draft.username, draft.first_name, draft.last_name)
    return " ".join(part for part in parts if part).lower()


def customer_of(row: CustomerRow) -> Customer:
    """Return the customer of a row of the table."""
    return Customer(
        telegram_id=row.telegram_id,
        bot=row.bot,
        username=row.username,
        first_name=row.first_name,
        last_name=row.last_name,
        language=Language(row.language),
        gender=Gender(row.gender),
        created_at=row.created_at,
        is_unreachable=row.is_unreachable,
    )
