"""The wrong answers that fault rules give."""

import json
from datetime import datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from core.sandbox import problems
from core.sandbox.faults import Rule
from core.sandbox.hostile import make_hostile

Json = dict[str, Any]

CLOUDFLARE = """<!DOCTYPE html>
<html lang="en-US"><head><title>replicate.com | {status}: {phrase}</title></head>
<body><h1>{phrase} <span>Error code {status}</span></h1>
<p>Cloudflare Ray ID: 8f2a1b3c4d5e6f70</p></body></html>
"""

LOW_CREDIT = (
    "Request was throttled. Your rate limit for creating predictions is reduced to 6 requests per minute "
    "with a burst of 1 requests while you have less than $5.0 in credit. "
    "Your rate limit resets in ~{seconds}s."
)

BODIES: dict[str, Json] = {
    "billing": problems.BILLING,
    "credit": problems.CREDIT,
    "version": problems.BAD_VERSION,
    "no_token": problems.unauthenticated(problems.NO_TOKEN).body,
    "token": problems.unauthenticated(problems.BAD_TOKEN).body,
    "destination": problems.detail(404, problems.NO_DESTINATION).body,
    "not_found": problems.detail(404, problems.NOT_FOUND).body,
    "model_exists": problems.conflict(problems.MODEL_EXISTS).body,
    "too_large": {"detail": problems.FILE_TOO_LARGE, "status": 413},
    "validation": problems.invalid(
        ("enum", "input.optimizer", 'input.optimizer must be one of the following: "adamw8bit", "prodigy"')
    ).body,
}
"""Names of ready error bodies for the `status` action; each has its natural status."""


def wrong_answer(rule: Rule, path: str, now: datetime) -> Response:
    """Return the answer of a `status`, `html_502` or `throttle` rule."""
    if rule.kind == "html_502":
        return _html(502)
    if rule.kind == "throttle":
        return _throttled(rule.options, path, now)
    name, headers = rule.options.get("body", "problem"), rule.options.get("headers")
    natural = BODIES.get(name) if isinstance(name, str) else None
    status = int(rule.options.get("status") or (natural or {}).get("status", 500))
    if natural is not None:
        return problems.answer({**natural, "status": status}, status, headers)
    if name == "html":
        return _html(status)
    if name == "empty":
        return Response(b"", status, headers)
    if name != "problem":
        text = name if isinstance(name, str) else json.dumps(name)
        return Response(text, status, headers, "application/json")
    phrase = HTTPStatus(status).phrase
    if path.startswith("/bot"):
        return problems.answer({"ok": False, "error_code": status, "description": phrase}, status, headers)
    return problems.answer({"title": phrase, "detail": phrase, "status": status}, status, headers)


def _html(status: int) -> Response:
    text = CLOUDFLARE.format(status=status, phrase=HTTPStatus(status).phrase)
    return Response(text, status, {"server": "cloudflare"}, "text/html")


def _throttled(options: Json, path: str, now: datetime) -> Response:
    seconds, via = int(options.get("seconds", 1)), options.get("via", "header")
    if path.startswith("/bot"):
        text = f"Too Many Requests: retry after {seconds}"
        parameters = {"retry_after": seconds}
        return problems.answer(
            {"ok": False, "error_code": 429, "description": text, "parameters": parameters}, 429
        )
    body: Json = {"detail": "Request was throttled.", "status": 429}
    headers: dict[str, str] = {}
    match via:
        case "header":
            headers["retry-after"] = str(seconds)
        case "http_date":
            headers["retry-after"] = format_datetime(now + timedelta(seconds=seconds), usegmt=True)
        case "body":
            body["retry_after"] = seconds
        case "low_credit":
            body = {"detail": LOW_CREDIT.format(seconds=seconds), "status": 429, "retry_after": seconds}
        case "text":
            body = problems.throttled(seconds)
    return problems.answer(body, 429, headers)


def spoiled(rule: Rule, content: bytes) -> bytes:
    """Return the body of a right answer as a `malformed_json`, `list_body`, `empty_body` or `hostile` rule
    leaves it."""
    if rule.kind == "malformed_json":
        return content[: max(len(content) * 2 // 3, 1)]
    if rule.kind == "empty_body":
        return b""
    if rule.kind == "list_body":
        return b"[" + content.strip() + b"]\n"
    if not content:
        return content
    body = json.loads(content)
    make_hostile(str(rule.options.get("variant")), body)
    return json.dumps(body).encode() + b"\n"
