"""Signing in: what a good password is, how long to wait after wrong ones, how long a proof counts."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.errors import QT_TRANSLATE_NOOP, ConfirmNeeded, InputError, clause

MIN_PASSWORD = 10
MAX_PASSWORD = 200
LEAST_DIFFERENT = 5
FRESH = timedelta(minutes=5)
"""How long a typed password stands for the person who typed it."""
LONGEST_SESSION = timedelta(hours=12)
"""After this the password is asked for again, however busy the desk is."""
FREE_TRIES = 2
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
_MAX_DOUBLINGS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Somebody typed the password of this operator at this moment."""

    operator_id: str
    at: datetime

    def is_fresh(self, operator_id: str, now: datetime) -> bool:
        """Tell whether it still stands for this operator; a clock that was put back proves nothing."""
        return self.operator_id == operator_id and timedelta() <= now - self.at <= FRESH

    def require(self, operator_id: str, now: datetime) -> None:
        """Return if it still stands for this operator.

        Raises:
            ConfirmNeeded: the password must be typed again.
        """
        if not self.is_fresh(operator_id, now):
            raise ConfirmNeeded


def wait_after(failures: int) -> timedelta:
    """Return how long nobody may try again after so many wrong passwords in a row."""
    if failures <= FREE_TRIES:
        return timedelta()
    doublings = min(failures - FREE_TRIES - 1, _MAX_DOUBLINGS)
    return min(FIRST_WAIT * float(2**doublings), LONGEST_WAIT)


def normal(password: str) -> str:
    """Return a password as it counts, however the keyboard put its letters together."""
    return unicodedata.normalize("NFKC", password)


def check_new_password(password: str, name: str) -> None:
    """Return if `password` may be the password of the operator called `name`.

    Raises:
        InputError: it is too short or too long, of too few letters, or holds the name.
    """
    clean = normal(password)
    if len(clean) < MIN_PASSWORD:
        problem = clause(
            QT_TRANSLATE_NOOP("Clause", "it has fewer than {least} characters"), least=MIN_PASSWORD
        )
    elif len(clean) > MAX_PASSWORD:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it has more than {most} characters"), most=MAX_PASSWORD)
    elif len(set(clean.casefold())) < LEAST_DIFFERENT:
        problem = clause(
            QT_TRANSLATE_NOOP("Clause", "it has fewer than {least} different characters"),
            least=LEAST_DIFFERENT,
        )
    elif len(name) > 2 and name.casefold() in clean.casefold():
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it holds the name"))
    else:
        return
    raise InputError(field="password", value="…", problem=problem)
