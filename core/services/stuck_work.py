"""What is stuck, judged by the database alone or together with Replicate's list. It only reads."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from core.db import newer_store, stuck_store, training_store
from core.db.stuck_store import OpenWork
from core.domain.attempts import Attempt
from core.domain.stuck import ENDED_FOR, UNKNOWN_FOR, Run, Stuck, StuckKind, usual_longest
from core.domain.trainings import AT_PROVIDER, IMAGES, Status, read_status
from core.gateways.replicate_objects import RemoteTraining


def found_here(now: datetime) -> list[Stuck]:
    """Return what the database shows, asked inside a snapshot."""
    runs: dict[str, list[Run]] = {}
    found: list[Stuck] = []
    for work in stuck_store.open_work(now - UNKNOWN_FOR):
        attempt, training = work.attempt, work.training
        since = attempt.sent_at or attempt.created_at
        if attempt.status is Status.UNKNOWN and now - since > UNKNOWN_FOR:
            found.append(_stuck(StuckKind.UNKNOWN, work, since, UNKNOWN_FOR))
        elif attempt.status in AT_PROVIDER:
            history = runs.setdefault(training.trainer, stuck_store.history(training.trainer))
            steps = (attempt.parameters or training.parameters).steps
            usual = usual_longest(training.trainer, steps, history)
            if now - since > usual:
                found.append(_stuck(StuckKind.SLOW, work, since, usual))
    return [*found, *stuck_store.lonely_holds()]


def found_there(remotes: list[RemoteTraining], now: datetime) -> list[Stuck]:
    """Return what a look through Replicate's list shows beside the database."""
    works = {one.attempt.provider_id: one for one in stuck_store.open_work() if one.attempt.provider_id}
    known = stuck_store.known_provider_ids(remote.id for remote in remotes)
    newer = newer_store.unknown()
    found: list[Stuck] = []
    for remote in remotes:
        since = remote.completed_at or remote.created_at or now
        if remote.id in works:
            if read_status(remote.status).is_terminal and now - since > ENDED_FOR:
                found.append(_stuck(StuckKind.ENDED_THERE, works[remote.id], since, None))
        elif remote.id in newer:
            found.append(_newer(remote, newer[remote.id], remote.created_at or now))
        elif remote.id not in known:
            stranger = _stranger(remote, remote.created_at or now)
            if stranger is not None:
                found.append(stranger)
    return found


def _newer(remote: RemoteTraining, training_id: str, since: datetime) -> Stuck:
    """Return one that was sent from here and is not known; its training may be."""
    training = training_store.training(training_id)
    made = (remote.output_version or "").partition(":")[0].rpartition("/")[2]
    return Stuck(
        kind=StuckKind.NEWER,
        subject=remote.id,
        provider_id=remote.id,
        training_id=training.id if training else "",
        model_name=training.model_name if training else made,
        status=remote.status,
        since=since,
    )


def _stranger(remote: RemoteTraining, since: datetime) -> Stuck | None:
    """Return a training nobody here knows; a second send of ours is a stray, which the watch stops."""
    owner = sender_of(remote.input)
    facts: dict[str, Any] = {"provider_id": remote.id, "status": remote.status, "since": since}
    if owner is None:
        model = (remote.output_version or "").partition(":")[0].rpartition("/")[2]
        return Stuck(kind=StuckKind.STRANGER, subject=remote.id, model_name=model, **facts)
    if owner.provider_id is not None or owner.status.is_terminal or owner.is_leaving:
        return None  # the answer to one that is just being sent is still under way
    training = training_store.training(owner.training_id)
    name = training.model_name if training else ""
    return Stuck(
        kind=StuckKind.LOST_SEND,
        subject=owner.id,
        training_id=owner.training_id,
        model_name=name,
        stars=owner.price,
        **facts,
    )


def sender_of(told: Mapping[str, Any]) -> Attempt | None:
    """Return the attempt whose marker a training's input carries, or none."""
    images = told.get(IMAGES)
    if not isinstance(images, str):
        return None
    marker = images.split("?", 1)[0].rstrip("/").rsplit("/", 1)[-1]
    found = stuck_store.sent_with(marker) if marker else None
    return found if found is not None and found.is_marked(told) else None


def _stuck(kind: StuckKind, work: OpenWork, since: datetime, usual: timedelta | None) -> Stuck:
    return Stuck(
        kind=kind,
        subject=work.attempt.id,
        training_id=work.training.id,
        provider_id=work.attempt.provider_id or "",
        model_name=work.training.model_name,
        customer=work.customer,
        status=work.attempt.status.value,
        since=since,
        usual=usual,
        stars=work.attempt.price,
    )
