"""Answers and error bodies in Replicate's wording; every body ends with a newline, as on the wire."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

Json = dict[str, Any]

NO_TOKEN = "You did not pass an authentication token"
BAD_TOKEN = "You did not pass a valid authentication token"
NOT_FOUND = "The requested resource could not be found."
NO_DESTINATION = "The specified training destination does not exist"
FILE_NOT_FOUND = "File not found"
FILE_TOO_LARGE = "Files must be less than 100MB in size"
MODEL_EXISTS = "A model with that name and owner already exists."

BILLING: Json = {
    "title": "Billing required",
    "detail": "You need to set up billing to run this model. Go to "
    "https://replicate.com/account/billing#billing to set it up. If you have recently set up billing, "
    "please wait a few minutes before trying again.",
    "status": 402,
}
CREDIT: Json = {
    "title": "Insufficient credit",
    "detail": "You have insufficient credit to run this model. Go to "
    "https://replicate.com/account/billing#billing to purchase credit. Once you purchase credit, please "
    "wait a few minutes before trying again.",
    "status": 402,
}
BAD_VERSION: Json = {
    "title": "Invalid version or not permitted",
    "detail": "The specified version does not exist (or perhaps you don't have permission to use it?)",
    "status": 422,
}


class Problem(Exception):
    """Raised by a route to answer with an error body."""

    def __init__(self, body: Json) -> None:
        """Answer `body`; its `status` is the status of the answer."""
        super().__init__(body.get("detail"))
        self.body = body


def detail(status: int, text: str) -> Problem:
    """Return the short kind of problem: `detail` and `status` only."""
    return Problem({"detail": text, "status": status})


def unauthenticated(text: str) -> Problem:
    """Return a 401."""
    return Problem({"title": "Unauthenticated", "detail": text, "status": 401})


def invalid(*fields: tuple[str, str, str]) -> Problem:
    """Return a 422 for (type, field, description) each."""
    lines = "\n".join(f"- {field}: {text}" for _, field, text in fields)
    listed = [{"type": kind, "field": field, "description": text} for kind, field, text in fields]
    title = "Input validation failed"
    return Problem({"title": title, "detail": lines, "status": 422, "invalid_fields": listed})


def conflict(text: str) -> Problem:
    """Return a 409, with the text also in `errors`."""
    return Problem({"detail": text, "errors": [{"detail": text}], "status": 409})


def throttled(seconds: int) -> Json:
    """Return the body of a 429 that says when to come back."""
    text = f"Request was throttled. Your rate limit resets in ~{seconds}s."
    return {"detail": text, "status": 429}


def answer(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a JSON answer; errors are `application/problem+json`."""
    kind = "application/json" if status < 400 else "application/problem+json"
    text = json.dumps(body, separators=(",", ":"), ensure_ascii=False) + "\n"
    return Response(text, status, headers, kind)
