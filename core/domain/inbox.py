"""What came in, as data: what became of it, where it came from, and what must not be kept of it.

Everything that arrives is stored before any work is done on it, and every row says in the end what it did
(domain rules §4 and §5). Values of headers that are secrets are never kept; signatures are no secrets.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.payments import Verdict
from core.domain.providers import Answer, Notice
from core.money import Money

KEPT_BYTES = 4096
"""How much is kept of a notice that is too long to be read."""
SEARCHED_CHARACTERS = 1500
MOST_HEADERS = 64
LONGEST_HEADER = 2048
REDACTED = "(secret, not kept)"


class InboxVerdict(StrEnum):
    """What became of something that came in."""

    RECEIVED = "received"
    """Stored, and nothing done yet."""
    DONE = "done"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    CONFLICT = "conflict"
    """It contradicts what is known; a person must look."""
    REFUSED = "refused"
    """Not proved to be the provider's, or nothing that can be read."""
    IGNORED = "ignored"
    LATER = "later"
    """It could not be confirmed now and is tried again."""

    @property
    def is_settled(self) -> bool:
        """Tell whether the work is over: a repeat changes nothing and is answered as the first time."""
        return self in _SETTLED


_SETTLED = frozenset(
    {
        InboxVerdict.DONE,
        InboxVerdict.DUPLICATE,
        InboxVerdict.QUARANTINED,
        InboxVerdict.CONFLICT,
        InboxVerdict.IGNORED,
    }
)
WAITING = frozenset({InboxVerdict.RECEIVED, InboxVerdict.LATER})
_BY_WEIGHT = (
    InboxVerdict.CONFLICT,
    InboxVerdict.QUARANTINED,
    InboxVerdict.DONE,
    InboxVerdict.DUPLICATE,
    InboxVerdict.IGNORED,
)


def heaviest(verdicts: Iterable[InboxVerdict]) -> InboxVerdict:
    """Return the verdict on a notice with several events: the one that most needs a person."""
    found = set(verdicts)
    return next((one for one in _BY_WEIGHT if one in found), InboxVerdict.IGNORED)


class InboxSource(StrEnum):
    """Where something came from; only these two are read as events of ours: POLL and STATEMENT."""

    WEBHOOK = "webhook"
    PASTE = "paste"
    FILE = "file"
    POLL = "poll"
    STATEMENT = "statement"
    OPERATOR = "operator"


_SECRET_WORDS = ("authorization", "cookie", "secret", "token", "api-key", "apikey", "password")
_PROOF_WORDS = ("signature", "digest", "token", "authorization")


def is_secret(header: str) -> bool:
    """Tell whether a header's value opens doors and must not be kept; a signature opens none."""
    return "signature" not in header and any(word in header for word in _SECRET_WORDS)


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return headers as they may be stored: names in lower case, secrets taken out, lengths bounded."""
    lower = {name.lower(): value for name, value in sorted(headers.items())[:MOST_HEADERS]}
    return {name: REDACTED if is_secret(name) else value[:LONGEST_HEADER] for name, value in lower.items()}


def fingerprint(notice: Notice) -> str:
    """Return what tells two deliveries of the same id apart: bytes, query and what proves them."""
    proofs = (
        f"{name}={value}" for name, value in sorted(kept_headers(notice.headers).items()) if _is_proof(name)
    )
    digest = hashlib.sha256(notice.body)
    for part in (notice.query, *proofs):
        digest.update(b"\0" + part.encode())
    return digest.hexdigest()[:24]


def _is_proof(header: str) -> bool:
    return any(word in header for word in _PROOF_WORDS)


def search_text(notice: Notice, delivery_id: str) -> str:
    """Return what a row is found by, in small letters."""
    body = notice.body[: 4 * SEARCHED_CHARACTERS].decode("utf-8", "replace")
    return f"{delivery_id} {notice.query} {body}".lower()[:SEARCHED_CHARACTERS]


REFUSED_ANSWER = Answer(status=400, body="refused")
"""What a notice hears that is not proved, cannot be read, is too long, or is a test in production."""

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
_MOST_DOUBLINGS = 20


def pause_after(tries: int) -> timedelta:
    """Return how long something waits that could not be confirmed: doubled each time, up to an hour."""
    doublings: int = 2 ** min(tries, _MOST_DOUBLINGS)
    return min(LONGEST_PAUSE, FIRST_PAUSE * doublings)


SERIES_PAUSE = timedelta(hours=1)
"""Refusals of one provider that are no further apart than this are one series."""
SERIES_ALARM = 5
"""A series of so many raises one alarm, however long it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Notices of one provider that were refused one after the other."""

    provider: str
    count: int
    since: datetime
    last: datetime

    @property
    def is_alarm(self) -> bool:
        """Tell whether it is told as one alarm instead of one by one."""
        return self.count >= SERIES_ALARM


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One thing that came in, whole. `effects` are facts: (what, id)."""

    id: str
    provider: str
    delivery_id: str
    source: InboxSource
    body: bytes
    length_bytes: int
    """How long it was; the body is cut if it was too long to be read."""
    headers: dict[str, str]
    query: str
    source_address: str
    deliveries: int
    verdict: InboxVerdict
    detail: str
    effects: tuple[tuple[str, str], ...]
    actor: str
    received_at: datetime
    last_at: datetime
    processed_at: datetime | None
    tries: int
    next_try_at: datetime | None
    waits_for: str
    seen_by: str
    seen_at: datetime | None

    @property
    def is_cut(self) -> bool:
        """Tell whether less was kept than came."""
        return self.length_bytes > len(self.body)

    @property
    def notice(self) -> Notice:
        """Return it as it came, without its secrets."""
        return Notice(
            body=self.body,
            headers=dict(self.headers),
            query=self.query,
            source_address=self.source_address,
            received_at=self.received_at,
        )

    @property
    def lacks_its_proof(self) -> bool:
        """Tell whether a secret it was proved by was not kept: only the provider can prove it again."""
        return any(value == REDACTED and _is_proof(name) for name, value in self.headers.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFilter:
    """What the list is narrowed by; empty means everything."""

    verdicts: frozenset[InboxVerdict] = frozenset()
    provider: str = ""
    source: str = ""
    text: str = ""


class LineKind(StrEnum):
    """What a line of the inbox list is."""

    NOTICE = "notice"
    PAYMENT = "payment"
    """Money in quarantine, with or without a notice of its own."""
    ALARM = "alarm"
    """A series of refused notices of one provider, told once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxLine:
    """One line of the list, without the raw bytes."""

    kind: LineKind
    id: str
    """Of the payment, of the inbox row, or the provider of an alarm."""
    provider: str
    source: InboxSource | None
    verdict: InboxVerdict
    why: Verdict | None = None
    """Why money is in quarantine."""
    detail: str = ""
    amount: Money | None = None
    invoice_number: int | None = None
    customer_name: str = ""
    payment_id: str = ""
    inbox_id: str = ""
    deliveries: int = 1
    received_at: datetime
    is_todo: bool = False
    """Whether somebody must still look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxCounts:
    """How much waits for a person, and how much for another try."""

    quarantined: int = 0
    conflicts: int = 0
    refused: int = 0
    waiting: int = 0
    alarms: tuple[Series, ...] = field(default=())

    @property
    def todo(self) -> int:
        """Return what the badge shows: an alarm counts as one."""
        return self.quarantined + self.conflicts + self.refused + self.waiting + len(self.alarms)
