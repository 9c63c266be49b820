"""The objects as they look on the wire, with the oddities recorded at Replicate."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from core.sandbox.catalog import TRAINERS
from core.sandbox.magic import scenario
from core.sandbox.records import Model, StoredFile, Training, Version
from core.sandbox.simulator import Snapshot
from core.sandbox.state import World, expires_at, version_id

Json = dict[str, Any]

REDACTED = "[REDACTED]"
"""What stands in place of a secret input; the real placeholder is unconfirmed."""

_OWN_SCHEMA: Json = {
    "openapi": "3.0.2",
    "info": {"title": "Cog", "version": "0.1.0"},
    "paths": {},
    "components": {
        "schemas": {
            "Input": {
                "title": "Input",
                "type": "object",
                "required": ["prompt"],
                "properties": {"prompt": {"type": "string", "title": "Prompt", "x-order": 0}},
            },
            "Output": {"title": "Output", "type": "array", "items": {"type": "string", "format": "uri"}},
        }
    },
}


def stamp(moment: datetime, nanos: str = "") -> str:
    """Return ISO 8601 with `Z`, trailing zeros of the fraction cut, `nanos` being three more digits."""
    whole = f"{moment:%Y-%m-%dT%H:%M:%S}"
    fraction = f"{moment.microsecond:06d}{nanos}".rstrip("0")
    return f"{whole}.{fraction}Z" if fraction else f"{whole}Z"


def account(world: World) -> Json:
    """Return the account of the token."""
    config = world.config
    github = f"https://github.com/{config.username}"
    return {
        "type": config.account_type,
        "username": config.username,
        "name": config.account_name,
        "github_url": github,
        "avatar_url": f"{github}.png",
    }


def version(shown: Version) -> Json:
    """Return a version with its schema."""
    schema = TRAINERS[shown.trainer].openapi_schema() if shown.trainer else _OWN_SCHEMA
    return {
        "id": shown.id,
        "created_at": stamp(shown.created_at),
        "cog_version": "0.16.9",
        "openapi_schema": schema,
    }


def model(world: World, shown: Model) -> Json:
    """Return a model with its latest version."""
    versions = world.versions(shown)
    names = ("description", "github_url", "paper_url", "license_url", "cover_image_url")
    return {
        "url": f"https://replicate.com/{shown.full_name}",
        "owner": shown.owner,
        "name": shown.name,
        "visibility": shown.visibility,
        "is_official": False,
        "run_count": shown.run_count,
        "default_example": None,
        "latest_version": version(versions[0]) if versions else None,
        "created_at": stamp(shown.created_at),
        **{name: shown.texts.get(name) for name in names},
    }


def file(shown: StoredFile, base: str) -> Json:
    """Return a file; `base` is the root of this server."""
    return {
        "id": shown.id,
        "name": shown.name,
        "content_type": shown.content_type,
        "size": shown.size,
        "etag": shown.md5,
        "checksums": {"sha256": shown.sha256, "md5": shown.md5},
        "metadata": shown.metadata,
        "created_at": stamp(shown.created_at),
        "expires_at": stamp(expires_at(shown)),
        "urls": {"get": f"{base}/v1/files/{shown.id}"},
    }


def created_training(training: Training, base: str) -> Json:
    """Return the answer to the creation: nanoseconds, no `started_at`, and URLs of a prediction."""
    nanos = f"{int(hashlib.sha256(training.id.encode()).hexdigest()[:4], 16) % 1000:03d}"
    return {
        "id": training.id,
        "model": training.model,
        "version": training.version,
        "input": _redacted(training.input, training.model),
        "logs": "",
        "output": None,
        "data_removed": False,
        "error": None,
        "status": "starting",
        "created_at": stamp(training.created_at, nanos),
        "urls": _urls(training, base, "predictions"),
    }


def training(world: World, shown: Training, base: str, *, logs: bool = True, kind: str = "trainings") -> Json:
    """Return a training as it is now; lists leave `logs` null, the answer to a cancel has prediction URLs.

    Of one that ended longer ago than its data is kept only the fact is left.
    """
    snapshot = world.look(shown)
    is_removed = world.has_forgotten(shown, snapshot)
    body: Json = {
        "completed_at": _completed(world, shown, snapshot),
        "created_at": stamp(world.second_created_at(shown)),
        "data_removed": is_removed,
        "error": snapshot.error,
        "id": shown.id,
        "input": {} if is_removed else _redacted(shown.input, shown.model),
        "logs": _logs(world, shown, snapshot, is_removed=is_removed) if logs else None,
        "metrics": _metrics(snapshot),
        "model": shown.model,
        "output": None if is_removed else _output(shown, snapshot, base),
        "source": "api",
        "started_at": _started(world, shown, snapshot),
        "status": snapshot.status,
        "urls": _urls(shown, base, kind),
        "version": shown.version,
        "webhook_completed": None,
    }
    if not scenario(shown.magic).has_metrics:
        del body["metrics"]
    return body


def _logs(world: World, shown: Training, snapshot: Snapshot, *, is_removed: bool) -> str | None:
    if is_removed:
        return ""
    return world.log(shown, snapshot) or ("" if snapshot.started_s is None else None)


def _urls(shown: Training, base: str, kind: str) -> Json:
    address = f"{base}/v1/{kind}/{shown.id}"
    return {"get": address, "cancel": f"{address}/cancel"}


def _started(world: World, shown: Training, snapshot: Snapshot) -> str | None:
    return None if snapshot.started_s is None else stamp(world.moment(shown, snapshot.started_s))


def _completed(world: World, shown: Training, snapshot: Snapshot) -> str | None:
    if snapshot.completed_s is None:
        return None
    moment = world.moment(shown, snapshot.completed_s)
    # canceled in the queue: as recorded, three microseconds after the start that was never one
    return stamp(moment + timedelta(microseconds=3) if snapshot.predict_time_s == 3e-06 else moment)


def _metrics(snapshot: Snapshot) -> Json:
    if snapshot.completed_s is None or snapshot.predict_time_s is None:
        return {}
    if snapshot.predict_time_s == 3e-06:
        return {"predict_time": 3e-06}
    return {
        "predict_time": round(snapshot.predict_time_s, 6),
        "total_time": round(snapshot.completed_s, 6),
    }


def _output(shown: Training, snapshot: Snapshot, base: str) -> Json | None:
    script = scenario(shown.magic)
    weights = f"{base}/weights/{shown.id}/{_weights_name(shown)}"
    if snapshot.status == "succeeded":
        made = f"{shown.destination}:{version_id(shown)}" if script.has_version else None
        return {"version": made, "weights": weights}
    if snapshot.is_terminal and script.keeps_weights:
        return {"version": None, "weights": weights}
    return None


def _weights_name(shown: Training) -> str:
    return TRAINERS[shown.model].weights_name


def _redacted(values: Json, trainer: str) -> Json:
    fields = TRAINERS[trainer].fields
    return {
        name: REDACTED if value and fields.get(name, {}).get("x-cog-secret") else value
        for name, value in values.items()
    }
