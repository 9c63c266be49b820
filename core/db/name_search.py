"""Which customers a text names: for what leaves the house and must not speak of others."""

import re
from collections.abc import Iterable
from itertools import pairwise

from core.db.tables import Customer as CustomerRow
from core.db.tables import Training as TrainingRow

_MOST_NAMES = 900
"""So many words may be asked for in one query."""
_WORD = re.compile(r"[^\W_][\w.-]*")


def others_named(text: str, own_id: int) -> list[str]:
    """Return what in `text` names customers other than `own_id`: Telegram ids, usernames, full names, models.

    Every customer is looked at once; a first name alone names nobody.
    """
    words = _WORD.findall(text)
    lowered = {word.lower().rstrip(".-") for word in words}
    pairs = {f"{one} {two}".lower() for one, two in pairwise(words)}
    found: list[str] = []
    columns = (CustomerRow.telegram_id, CustomerRow.username, CustomerRow.first_name, CustomerRow.last_name)
    for ident, username, first, last in CustomerRow.select(*columns).tuples().iterator():
        if ident == own_id:
            continue
        if str(ident) in lowered:
            found.append(str(ident))
        if username and username.lower() in lowered:
            found.append(username)
        if last and f"{first} {last}".lower() in pairs:
            found.append(f"{first} {last}")
    return found + _others_models(lowered, own_id)


def _others_models(words: Iterable[str], own_id: int) -> list[str]:
    names = sorted(word for word in words if "-" in word)[:_MOST_NAMES]
    query = TrainingRow.select(TrainingRow.model_name).distinct()
    query = query.where(TrainingRow.model_name.in_(names), TrainingRow.customer_id != own_id)
    return [str(row.model_name) for row in query]
