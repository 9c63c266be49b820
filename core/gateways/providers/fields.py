"""Reading what providers send: JSON without floats, and fields that are there and of the right kind.

Whatever is wrong becomes one error, made by the `wrong` of where the object came from: BadNotice for a
notice, BadAnswer for an answer, RemoteUnknown for the answer to something that may have been done.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Never

from core.domain.providers import Notice
from core.errors import (
    QT_TRANSLATE_NOOP,
    AppError,
    BadAnswer,
    BadNotice,
    Clause,
    RemoteUnknown,
    clause,
)
from core.gateways.providers.shape import MAX_NOTICE_BYTES
from core.logs import redact
from core.money import Money, WrongAmount

MAX_INVOICE_NUMBER = 2**31 - 1
"""The largest number an invoice can have."""

Wrong = Callable[[str, object, Clause], AppError]

_SHOWN = 80
_LARGEST_MINOR = 2**63 - 1
_LONGEST_TEXT = 4096


def bad_notice(service: str) -> Wrong:
    """Return what makes a BadNotice of a provider."""

    def wrong(field: str, value: object, problem: Clause) -> AppError:
        return BadNotice(service=service, field=field, value=_short(value), problem=problem)

    return wrong


def bad_answer(service: str, *, may_have_acted: bool = False) -> Wrong:
    """Return what makes the error of an answer that lacks something."""

    def wrong(field: str, value: object, problem: Clause) -> AppError:
        kind = RemoteUnknown if may_have_acted else BadAnswer
        return kind(service=service, detail=f"{field} is {_short(value)!r}: {problem}")

    return wrong


class Fields:
    """The fields of one JSON object."""

    def __init__(self, record: Mapping[str, Any], wrong: Wrong, path: str = "") -> None:
        """Read `record`; `path` is where it stands in the whole, with a point at the end."""
        self._record = record
        self._wrong = wrong
        self._path = path

    def has(self, name: str) -> bool:
        """Tell whether there is a value that is not null."""
        return self._record.get(name) is not None

    def text(self, name: str) -> str:
        """Return a text that is there and not empty."""
        found = self.optional_text(name)
        if not found:
            self.refuse(name, clause(QT_TRANSLATE_NOOP("Clause", "it is missing")))
        return found

    def optional_text(self, name: str) -> str:
        """Return a text, empty if it is missing or null; numbers count as their digits."""
        value = self._record.get(name)
        if value is None:
            return ""
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            self.refuse(name, clause(QT_TRANSLATE_NOOP("Clause", "it is no text")))
        if len(value) > _LONGEST_TEXT:
            self.refuse(name, clause(QT_TRANSLATE_NOOP("Clause", "it is too long")))
        return value.encode("utf-8", "replace").decode()  # half a surrogate fits into no database

    def integer(self, name: str) -> int:
        """Return a whole number."""
        value = self._record.get(name)
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse(name, clause(QT_TRANSLATE_NOOP("Clause", "it is no whole number")))
        return value

    def flag(self, name: str) -> bool:
        """Return a yes or no that is there."""
        value = self._record.get(name)
        if not isinstance(value, bool):
            self.refuse(name, clause(QT_TRANSLATE_NOOP("Clause", "it is neither true nor false")))
        return value

    def fields(self, name: str) -> "Fields":
        """Return an object that is there."""
        value = self._record.get(name)
        if not isinstance(value, dict):
            self.refuse(name, clause(QT_TRANSLATE_NOOP("Clause", "it is no object")))
        return Fields(value, self._wrong, f"{self._path}{name}.")

    def optional_fields(self, name: str) -> "Fields":
        """Return an object, an empty one if it is missing or of another kind."""
        value = self._record.get(name)
        return Fields(value if isinstance(value, dict) else {}, self._wrong, f"{self._path}{name}.")

    def objects(self, name: str) -> list["Fields"]:
        """Return a list of objects that is there."""
        value = self._record.get(name)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.refuse(name, clause(QT_TRANSLATE_NOOP("Clause", "it is no list of objects")))
        return [Fields(one, self._wrong, f"{self._path}{name}[{at}].") for at, one in enumerate(value)]

    def optional_list(self, name: str) -> list[Any]:
        """Return a list, an empty one if it is missing or of another kind."""
        value = self._record.get(name)
        return value if isinstance(value, list) else []

    def moment(self, name: str) -> datetime:
        """Return a moment in ISO 8601, in UTC."""
        text = self.text(name)
        try:
            moment = datetime.fromisoformat(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.refuse(name, clause(QT_TRANSLATE_NOOP("Clause", "it is no moment in time")))

    def seconds(self, name: str) -> datetime:
        """Return a moment that is told in seconds since 1970."""
        try:
            return datetime.fromtimestamp(self.integer(name), UTC)
        except (ValueError, OverflowError, OSError):
            self.refuse(name, clause(QT_TRANSLATE_NOOP("Clause", "it is no moment in time")))

    def refuse(self, name: str, problem: Clause) -> Never:
        """Raise the error that says that the field is wrong."""
        raise self._wrong(f"{self._path}{name}", self._record.get(name), problem)


def notice_fields(service: str, notice: Notice) -> Fields:
    """Return the JSON object of a notice; raises BadNotice, also for one that is too large to be genuine."""
    wrong = bad_notice(service)
    check_size(service, notice)
    body = load_json(notice.body)
    if not isinstance(body, dict):
        raise wrong("body", _start(notice), clause(QT_TRANSLATE_NOOP("Clause", "it is no JSON object")))
    return Fields(body, wrong)


def check_size(service: str, notice: Notice) -> None:
    """Raise BadNotice if a notice is too large to be genuine."""
    if len(notice.body) > MAX_NOTICE_BYTES:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it is too long"))
        raise bad_notice(service)("body", _start(notice), problem)


def load_json(raw: bytes) -> Any:
    """Return JSON with its fractions as the text they were written as; None for what is no JSON."""
    try:
        return json.loads(raw, parse_float=str, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        return None


def _refuse_constant(word: str) -> Never:
    raise ValueError(f"{word} is no JSON")


def digest_of(notice: Notice) -> str:
    """Return the delivery id of a notice that carries none which can be trusted: a digest of its bytes."""
    raw = notice.body + b"\n" + notice.query.encode("utf-8", "replace")
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


def money_or_none(text: str, currency: str) -> Money | None:
    """Return an exact amount, None if the currency is not ours or the digits fit neither it nor our books.

    Money that cannot be written down must still become an event that somebody sees.
    """
    try:
        found = Money.parse(text, currency)
    except WrongAmount:
        return None
    return found if found.minor <= _LARGEST_MINOR else None


def minor_or_none(minor: int, currency: str) -> Money | None:
    """Return an amount told in minor units, None for a strange currency or too many digits."""
    try:
        return Money(minor, currency) if 0 <= minor <= _LARGEST_MINOR else None
    except WrongAmount:
        return None


def difference_or_none(whole: Money | None, part: Money | None) -> Money | None:
    """Return what is missing of `whole` in `part`, None if they are not of one currency."""
    if whole is None or part is None or whole.currency != part.currency:
        return None
    return whole - part


def invoice_number_or_none(text: str) -> int | None:
    """Return one of our invoice numbers, None for anything that cannot be one."""
    if not text.isascii() or not text.isdecimal() or text.startswith("0") or len(text) > 10:
        return None
    number = int(text)
    return number if number <= MAX_INVOICE_NUMBER else None


def _start(notice: Notice) -> str:
    return notice.body[:_SHOWN].decode("utf-8", "replace")


def _short(value: object) -> object:
    if isinstance(value, str):
        return redact(value[:_SHOWN].encode("utf-8", "replace").decode())
    if isinstance(value, bool | None) or (isinstance(value, int) and abs(value) < 10**20):
        return value
    return redact(json.dumps(value, default=str)[:_SHOWN])
