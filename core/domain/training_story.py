"""What happened to a training, line by line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StoryKind(StrEnum):
    """What happened to a training, in the order of its life."""

    HELD = "held"
    DESTINATION_READY = "destination_ready"
    DATASET_SENT = "dataset_sent"
    SENT = "sent"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    FOUND = "found"
    ABSENT = "absent"
    ACCEPTED = "accepted"
    MACHINE_READY = "machine_ready"
    CANCEL_ASKED = "cancel_asked"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELED = "canceled"
    ABORTED = "aborted"
    SETTLED = "settled"
    RELEASED = "released"
    RETRIED = "retried"
    RETRY_PLANNED = "retry_planned"
    RETRY_DROPPED = "retry_dropped"
    WEIGHTS_SAVED = "weights_saved"
    FORGOTTEN = "forgotten"
    """Replicate had deleted log, input and output before they were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEvent:
    """One line of a training's story; `facts` hold what its sentence needs, as plain JSON values."""

    id: str
    training_id: str
    attempt_number: int
    kind: StoryKind
    actor: str
    facts: Mapping[str, object]
    at: datetime
