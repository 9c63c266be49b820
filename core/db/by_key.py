"""One row by its key, with SQL whose text is made once: peewee spends more on it than SQLite on the row."""

from functools import cache
from typing import Any, TypeVar

from peewee import Model

M = TypeVar("M", bound=Model)


def row_by(table: type[M], **key: object) -> M | None:
    """Return the row of `table` whose columns have just these values, or none; no value is None."""
    text, fields = _select(table, tuple(key))
    values = [field.db_value(value) for field, value in zip(fields, key.values(), strict=True)]
    return next(iter(table.raw(text, *values, 1)), None)


@cache
def _select(table: type[Model], names: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    """Return the text, of which the last value is the limit, and the fields of the other values."""
    fields = tuple(getattr(table, name) for name in names)
    text: str = table.select().where(*(field == "" for field in fields)).limit(1).sql()[0]
    return text, fields
