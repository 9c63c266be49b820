"""One attempt of a training: how far it is, what Replicate told of it, where its stars are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.progress import Phase
from core.domain.trainings import IMAGES, Dataset, Parameters, Status
from core.money import Stars


class Step(StrEnum):
    """How far an attempt was driven; each step is stored before the next begins."""

    DESTINATION = "destination"
    UPLOAD = "upload"
    SUBMIT = "submit"
    SENT = "sent"
    """The create request may have left us. Without a provider id the outcome is unknown."""
    WATCH = "watch"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One run of a training at Replicate, as stored."""

    id: str
    training_id: str
    number: int
    status: Status
    provider_status: str
    step: Step
    price: Stars
    hold_id: str | None
    version: str
    """The trainer's version this attempt was sent with, 64 hexadecimal characters; empty until known."""
    account: str
    """Whose token it is sent with; empty until known."""
    input_url: str
    """Where Replicate reads the photos; empty until they are uploaded."""
    uploaded_at: datetime | None
    markers: str
    """Ids of the uploaded files it was sent with, parted by spaces: by them it is found at Replicate."""
    provider_id: str | None
    sent_at: datetime | None
    sends: int
    looks: int
    """How often a complete look through the provider's list did not find the marker."""
    cancel_asked: bool
    failure_class: str
    error: str
    progress_step: int | None
    progress_total: int | None
    phase: Phase
    eta_s: int | None
    loss: float | None
    cost_micro_usd: int | None
    output_version: str
    weights_url: str
    weights_sha256: str
    """Checksum of the weights on our disk; empty until they were saved."""
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None
    waiting_for: str = ""
    """Code of the error that makes it wait (gate shut, offline, rate limited); empty while it moves."""
    group_id: str = ""
    """Id of the failures like this one; empty unless it failed."""
    retry_at: datetime | None = None
    """When it is retried by itself; None if it is not."""
    parameters: Parameters | None = None
    """What it runs with otherwise than the training asked for, as `dataset` and `trainer_version`; see
    `core.domain.retries`."""
    dataset: Dataset | None = None
    trainer_version: str = ""

    @property
    def may_be_there(self) -> bool:
        """Tell whether a send of it may be at Replicate that we know no id of."""
        return self.provider_id is None and self.sends > 0

    @property
    def is_leaving(self) -> bool:
        """Tell whether the create call is under way, or was when the program died."""
        return self.step is Step.SENT and self.status is Status.SUBMITTING

    @property
    def sent_markers(self) -> str:
        """Return the markers with the one of the photos that are about to be sent."""
        file_id = self.input_url.rstrip("/").rsplit("/", 1)[-1]
        return " ".join(dict.fromkeys((*self.markers.split(), file_id)))

    def is_marked(self, provider_input: Mapping[str, object]) -> bool:
        """Tell whether a training's input at Replicate carries a marker of this attempt.

        Replicate may rewrite a file URL into a presigned one; the file id stays inside it.
        """
        seen = provider_input.get(IMAGES)
        return isinstance(seen, str) and any(marker in seen for marker in self.markers.split())


class MoneyState(StrEnum):
    """Where an attempt's stars are."""

    FREE = "free"
    HELD = "held"
    SETTLED = "settled"
    RELEASED = "released"
