"""How long Replicate remembers what a training printed and made, and when that may be lost here. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

RETENTION = timedelta(hours=1)
"""Log, input and output are deleted so long after the end: said of predictions, feared for trainings."""
SILENT_FOR = timedelta(minutes=2)
"""So long nothing need be heard of a training before its log counts as at risk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What may be deleted at Replicate before it is saved here: one training's data, or many ones'."""

    since: datetime
    """When it ended; if that is not known, when it was last heard of, for it may have ended right after."""
    has_ended: bool
    trainings: int = 1

    @property
    def until(self) -> datetime:
        """Return until when it is surely there."""
        return self.since + RETENTION


def risk_of(*, ended_at: datetime | None, heard_at: datetime, now: datetime, pause: timedelta) -> Risk | None:
    """Return what is at risk of a training that is open here; none while it was heard of just now.

    `pause` is the usual one between two times that it is heard of.
    """
    since = heard_at if ended_at is None else ended_at
    if now - since < SILENT_FOR + pause:
        return None
    return Risk(since=since, has_ended=ended_at is not None)


def together(risks: list[Risk]) -> Risk | None:
    """Return many as one: how many they are, and the first that is lost."""
    if not risks:
        return None
    first = min(risks, key=lambda one: one.since)
    return Risk(since=first.since, has_ended=first.has_ended, trainings=len(risks))
