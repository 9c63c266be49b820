"""What the sandbox remembers: plain records that survive a trip through JSON."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, TypeVar

Json = dict[str, Any]
T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Model:
    """A model; `texts` holds description, readme and the URLs."""

    owner: str
    name: str
    visibility: str
    hardware: str
    created_at: datetime
    seq: int
    texts: dict[str, str | None] = field(default_factory=dict)
    run_count: int = 0

    @property
    def full_name(self) -> str:
        """Return "owner/name"."""
        return f"{self.owner}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a model; `trainer` names the trainer whose schema it carries, "" for a trained one."""

    id: str
    created_at: datetime
    trainer: str = ""


@dataclass(slots=True, kw_only=True)
class Training:
    """A training as it was asked for; how it goes follows from this and the time (see `simulator`).

    `created_sim_s` is the simulated moment of creation; the `cut_` fields tell of a cancellation or a forced
    end, in simulated seconds since creation. `root` is the address of the server its URLs begin with.
    """

    id: str
    seq: int
    model: str
    version: str
    destination: str
    input: Json
    created_at: datetime
    created_sim_s: float
    magic: str
    images: int
    early_error: str | None
    early_stage: str
    root: str
    webhook: str | None = None
    webhook_events: list[str] = field(default_factory=lambda: ["output", "completed"])
    webhook_is_done: bool = False
    cut_at_s: float | None = None
    cut_status: str = ""
    cut_error: str | None = None


@dataclass(slots=True, kw_only=True)
class StoredFile:
    """An uploaded file without its content."""

    id: str
    seq: int
    name: str
    content_type: str
    size: int
    md5: str
    sha256: str
    metadata: Json
    created_at: datetime


def to_json(record: Model | Training | StoredFile) -> Json:
    """Return the record as JSON values."""
    data = asdict(record)
    data["created_at"] = record.created_at.isoformat()
    return data


def from_json(kind: type[T], data: Json) -> T:
    """Return the record of `kind` that `to_json` turned into `data`."""
    return kind(**{**data, "created_at": datetime.fromisoformat(data["created_at"])})
