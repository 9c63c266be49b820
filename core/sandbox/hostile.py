"""Answers that are legal by the specification and yet break careless readers."""

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]


def _set(key: str, value: object) -> Callable[[Json], None]:
    def change(body: Json) -> None:
        body[key] = value

    return change


def _drop(*keys: str) -> Callable[[Json], None]:
    def change(body: Json) -> None:
        for key in keys:
            body.pop(key, None)

    return change


def _null_cog_version(body: Json) -> None:
    for version in (body, body.get("latest_version")):
        if version and "cog_version" in version:
            version["cog_version"] = None


def _null_urls(body: Json) -> None:
    body["urls"] = dict.fromkeys(body.get("urls") or {"get": None})


def _null_output_version(body: Json) -> None:
    if body.get("output"):
        body["output"]["version"] = None


HOSTILE: dict[str, Callable[[Json], None]] = {
    "null_account_name": _set("name", None),
    "null_cog_version": _null_cog_version,
    "null_urls": _null_urls,
    "null_output_version": _null_output_version,
    "null_created_at": _set("created_at", None),
    "null_logs": _set("logs", None),
    "null_metrics": _set("metrics", None),
    "null_status": _set("status", None),
    "aborted": _set("status", "aborted"),
    "unknown_status": _set("status", "hibernating"),
    "object_error": _set("error", {"code": "E1000"}),
    "missing_metrics": _drop("metrics"),
    "missing_id": _drop("id"),
    "missing_keys": _drop("urls", "created_at", "input", "model", "version", "source", "data_removed"),
    "file_without_etag": _drop("etag", "name"),
    "number_id": _set("id", 42),
}
"""Variant name → change made to the object, or to each entry of a page."""


def make_hostile(variant: str, body: object) -> None:
    """Change `body` in place; an unknown variant raises KeyError."""
    change = HOSTILE[variant]
    if not isinstance(body, dict):
        return
    results = body.get("results")
    for item in results if isinstance(results, list) else [body]:
        change(item)
