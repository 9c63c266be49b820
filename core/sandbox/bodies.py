"""Reading the bodies of requests."""

import json
from typing import Any

from starlette.requests import Request

from core.sandbox.problems import detail, invalid


async def json_object(request: Request) -> dict[str, Any]:
    """Return the JSON object of the body; raises a 400 for no JSON and a 422 for no object."""
    try:
        body = json.loads(await request.body())
    except ValueError as error:
        raise detail(400, f"JSON parse error - {error}") from error
    if not isinstance(body, dict):
        raise invalid(("type", "body", "body must be an object"))
    return body
