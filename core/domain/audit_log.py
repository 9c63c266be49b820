"""What the audit log shows to people: rows, what to find among them, and whether new ones are sealed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.audit import ChainFault


class Sealing(StrEnum):
    """Whether new rows are sealed, and if not, why."""

    ON = "on"
    NO_KEY = "no_key"
    BAD_KEY = "bad_key"
    OTHER_KEY = "other_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One deed; before and after are JSON text."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject_kind: str
    subject_id: str
    before: str
    after: str
    reason: str
    is_sealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """What to find: all of it must hold, what is empty does not count. The span ends before `until`."""

    actor: str = ""
    action: str = ""
    subject_kind: str = ""
    subject_id: str = ""
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """What a check of the whole chain found: no fault is the proof, up to the row `rows`."""

    at: datetime
    rows: int
    head: str
    faults: tuple[ChainFault, ...]
    sealed_from: int = 0
    has_outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainState:
    """How the chain stands without reading it through."""

    sealing: Sealing
    key_source: str = ""
    has_outside: bool = False
    """A copy of the anchor is kept outside the database, so that even a whole older file is found."""
    is_outside_broken: bool = False
    """That copy knows rows that are no longer in the database, or knows them otherwise."""
