"""What Replicate tells us, as plain records, read from JSON in which any key may be missing or odd.

No key of a training is guaranteed by the provider's own specification, statuses are added without notice
and nulls appear where strings were: reading never fails for that. Only a record without an id is unreadable.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Unreadable(ValueError):
    """A record lacks the one thing that makes it a record; the gateway turns this into its own error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose token it is; `kind` is "user" or "organization", as told."""

    kind: str
    username: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model; `latest_version` is 64 hex characters or None for an empty model."""

    owner: str
    name: str
    visibility: str
    description: str
    latest_version: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """A kind of machine."""

    name: str
    sku: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InputSpec:
    """One input of a trainer, as its own schema describes it; bounds are inclusive."""

    name: str
    type: str
    default: Any = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Any, ...] = ()
    description: str = ""
    order: int = 0
    is_required: bool = False
    is_secret: bool = False
    is_file: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainerVersion:
    """One version of a trainer and its inputs in the trainer's own order."""

    id: str
    inputs: tuple[InputSpec, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteTraining:
    """A training as the provider tells it.

    `status` is the raw word, "" if none was told. `created_at` may differ between two answers about the same
    training: never use it as a key. `output_version` is "owner/name:version".
    """

    id: str
    status: str
    model: str | None = None
    version: str | None = None
    input: Mapping[str, Any]
    error: str | None = None
    logs: str | None = None
    created_at: datetime | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    predict_time_s: float | None = None
    total_time_s: float | None = None
    output_version: str | None = None
    weights_url: str | None = None
    is_data_removed: bool = False
    raw: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """The record as it came."""

    @property
    def has_logs(self) -> bool:
        """Tell whether logs were told at all; lists may leave them out."""
        return self.logs is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """One page of a list, newest first; `unreadable` counts records that had to be skipped."""

    items: tuple[T, ...]
    next_cursor: str | None
    unreadable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFile:
    """An uploaded file; it is gone after `expires_at`."""

    id: str
    url: str
    size_bytes: int | None
    expires_at: datetime | None
    metadata: Mapping[str, str] = field(default_factory=dict)
    """What it was uploaded with."""


def read_account(body: Mapping[str, Any]) -> Account:
    """Read an account; raises Unreadable without a user name."""
    username = _text(body.get("username"))
    if not username:
        raise Unreadable("an account without username")
    return Account(kind=_text(body.get("type")), username=username, name=_text(body.get("name")) or username)


def read_model(body: Mapping[str, Any]) -> Model:
    """Read a model; raises Unreadable without owner or name."""
    owner, name = _text(body.get("owner")), _text(body.get("name"))
    if not owner or not name:
        raise Unreadable("a model without owner or name")
    return Model(
        owner=owner,
        name=name,
        visibility=_text(body.get("visibility")),
        description=_text(body.get("description")),
        latest_version=_text(_record(body.get("latest_version")).get("id")) or None,
    )


def read_hardware(body: list[Any]) -> tuple[Hardware, ...]:
    """Read the list of machines; entries without SKU are left out."""
    records = [_record(one) for one in body]
    return tuple(
        Hardware(name=_text(one.get("name")) or _text(one["sku"]), sku=_text(one["sku"]))
        for one in records
        if _text(one.get("sku"))
    )


def read_trainer_version(body: Mapping[str, Any]) -> TrainerVersion:
    """Read a trainer's version and its `TrainingInput` schema.

    Raises:
        Unreadable: it has no id, or no such schema: then it is no trainer.
    """
    ident = _text(body.get("id"))
    schemas = _record(_record(_record(body.get("openapi_schema")).get("components")).get("schemas"))
    training_input = _record(schemas.get("TrainingInput"))
    properties = _record(training_input.get("properties"))
    if not ident or not properties:
        raise Unreadable("a version without TrainingInput: this model is no trainer")
    required = training_input.get("required")
    names = required if isinstance(required, list) else []
    specs = [
        _input_spec(name, _record(schema), schemas, name in names) for name, schema in properties.items()
    ]
    return TrainerVersion(id=ident, inputs=tuple(sorted(specs, key=lambda spec: spec.order)))


def read_training(body: object) -> RemoteTraining:
    """Read a training; raises Unreadable without an id."""
    record = _record(body)
    ident = _ident(record.get("id"))
    if not ident:
        raise Unreadable("a training without id")
    metrics, output = _record(record.get("metrics")), _record(record.get("output"))
    return RemoteTraining(
        id=ident,
        status=_text(record.get("status")),
        model=_text(record.get("model")) or None,
        version=_text(record.get("version")) or None,
        input=_record(record.get("input")),
        error=_told_as_text(record.get("error")),
        logs=_told_as_text(record.get("logs")),
        created_at=_moment(record.get("created_at")),
        started_at=_moment(record.get("started_at")),
        completed_at=_moment(record.get("completed_at")),
        predict_time_s=_seconds(metrics.get("predict_time")),
        total_time_s=_seconds(metrics.get("total_time")),
        output_version=_text(output.get("version")) or None,
        weights_url=_text(output.get("weights")) or None,
        is_data_removed=record.get("data_removed") is True,
        raw=record,
    )


def read_trainings(results: list[Any]) -> tuple[tuple[RemoteTraining, ...], int]:
    """Read a page of trainings; return them and the number of records that were unreadable."""
    readable: list[RemoteTraining] = []
    for one in results:
        try:
            readable.append(read_training(one))
        except Unreadable:
            continue
    return tuple(readable), len(results) - len(readable)


def read_file(body: Mapping[str, Any]) -> RemoteFile:
    """Read an uploaded file; raises Unreadable without id or address."""
    ident, url = _text(body.get("id")), _text(_record(body.get("urls")).get("get"))
    if not ident or not url:
        raise Unreadable("a file without id or address")
    size = body.get("size")
    return RemoteFile(
        id=ident,
        url=url,
        size_bytes=size if isinstance(size, int) and not isinstance(size, bool) else None,
        expires_at=_moment(body.get("expires_at")),
        metadata={name: _text(value) for name, value in _record(body.get("metadata")).items()},
    )


def _input_spec(
    name: str, schema: dict[str, Any], schemas: Mapping[str, Any], is_required: bool
) -> InputSpec:
    merged = {**_referred(schema, schemas), **schema}
    choices, order = merged.get("enum"), merged.get("x-order")
    return InputSpec(
        name=name,
        type=_text(merged.get("type")) or "string",
        default=merged.get("default"),
        minimum=_finite(merged.get("minimum")),
        maximum=_finite(merged.get("maximum")),
        choices=tuple(choices) if isinstance(choices, list) else (),
        description=_text(merged.get("description")),
        order=order if isinstance(order, int) else len(schemas) + 1000,
        is_required=is_required,
        is_secret=merged.get("format") == "password" or merged.get("x-cog-secret") is True,
        is_file=merged.get("format") == "uri",
    )


def _referred(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `allOf` or `anyOf` adds: choices live in a schema of their own, null is left out."""
    found: dict[str, Any] = {}
    for key in ("allOf", "anyOf"):
        parts = schema.get(key)
        for part in map(_record, parts if isinstance(parts, list) else []):
            target = _record(schemas.get(_text(part.get("$ref")).rpartition("/")[2])) or part
            if target.get("type") != "null":
                found.update(target)
    return {name: value for name, value in found.items() if name not in ("title", "description")}


def _record(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _ident(value: object) -> str:
    """Return an id as text; ids are opaque, so a number will do as well."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)


def _told_as_text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _finite(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return value


def _seconds(value: object) -> float | None:
    number = _finite(value)
    return number if number is not None and number >= 0 else None


def _moment(value: object) -> datetime | None:
    """Read ISO 8601 with any number of digits after the point; no zone means UTC."""
    try:
        moment = datetime.fromisoformat(_text(value))
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
