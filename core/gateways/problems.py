"""What the body of an unsuccessful answer says, read tolerantly: any key may be missing, it may be HTML."""

import json
import math
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from core.logs import redact

DEFAULT_RETRY_AFTER_S = 5.0
"""Wait after a 429 that does not say how long."""

MAX_RETRY_AFTER_S = 3600.0
"""Longest wait we let a server ask for."""

_DETAIL_LENGTH = 500
_WAIT_IN_TEXT = re.compile(r"(?:resets in ~?|available in |retry after )(\d+(?:\.\d+)?)", re.IGNORECASE)
_FIELD_LINE = re.compile(r"^- ([\w.\[\]-]+): (.+)$", re.MULTILINE)
_MISSING = re.compile(r"(\w+) is required")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What an error body says, RFC 7807 or not; every part has a sensible value."""

    detail: str
    fields: tuple[tuple[str, str], ...]
    retry_after_s: float


def read_problem(response: httpx.Response) -> Problem:
    """Read an error body tolerantly: any key may be missing, it may be HTML, a list or empty."""
    body = json_or_none(response)
    record = body if isinstance(body, dict) else {}
    detail = _detail(record) or _plain_text(response) or response.reason_phrase or "no detail"
    return Problem(
        detail=redact(detail.strip()[:_DETAIL_LENGTH]),
        fields=_fields(record, detail),
        retry_after_s=_retry_after_s(response, record, detail),
    )


def _detail(record: dict[str, Any]) -> str:
    errors = record.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    candidates = (record.get("detail"), record.get("description"), first.get("detail"), record.get("title"))
    return next((text for text in candidates if isinstance(text, str) and text.strip()), "")


def _plain_text(response: httpx.Response) -> str:
    text = response.text.strip()
    return "" if text.startswith(("<", "{", "[")) else text


def _fields(record: dict[str, Any], detail: str) -> tuple[tuple[str, str], ...]:
    listed = record.get("invalid_fields")
    pairs = [
        (str(one.get("field", "")), str(one.get("description") or one.get("type") or ""))
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict)
    ]
    return tuple(_plain_field(*pair) for pair in pairs or _FIELD_LINE.findall(detail))


def _plain_field(name: str, message: str) -> tuple[str, str]:
    """Turn "input.steps" into "steps", and ("input", "prompt is required") into its field."""
    missing = _MISSING.match(message)
    if name == "input" and missing:
        return missing.group(1), message
    return name.removeprefix("input."), message


def _retry_after_s(response: httpx.Response, record: dict[str, Any], detail: str) -> float:
    parameters = record.get("parameters")  # where Telegram puts it
    nested = parameters.get("retry_after") if isinstance(parameters, dict) else None
    in_text = _WAIT_IN_TEXT.search(detail)
    candidates = (
        _header_wait_s(response),
        _number(record.get("retry_after")),
        _number(nested),
        float(in_text.group(1)) if in_text else None,
    )
    found = next((wait for wait in candidates if wait is not None), DEFAULT_RETRY_AFTER_S)
    return min(max(found, 0.0), MAX_RETRY_AFTER_S)


def _header_wait_s(response: httpx.Response) -> float | None:
    value = response.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:  # a date is measured against the server's own clock: ours may be wrong
        wait = parsedate_to_datetime(value) - parsedate_to_datetime(response.headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    return wait.total_seconds()


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def json_or_none(response: httpx.Response) -> Any:
    """Return the body as JSON; None if it is none, or is null."""
    try:
        return response.json()
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        return None
