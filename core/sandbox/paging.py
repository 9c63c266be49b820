"""Pages of a list: a hundred entries, newest first, opaque cursors, absolute addresses."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

from core.sandbox.config import PAGE_SIZE
from core.sandbox.problems import detail

Json = dict[str, Any]


class Numbered(Protocol):
    """A record with its number in the order of creation."""

    @property
    def seq(self) -> int:
        """The number; higher is newer."""


def root_of(request: Request) -> str:
    """Return the absolute root of this server, with whatever prefix it was reached under, without a slash."""
    url = request.url
    return f"{url.scheme}://{url.netloc}{request.scope.get('root_path', '')}"


R = TypeVar("R", bound=Numbered)


def page(request: Request, records: Sequence[R], show: Callable[[R], Json]) -> Json:
    """Return one page of `records`; the query's `cursor` says which."""
    before = _position(request.query_params.get("cursor"))
    newest_first = sorted(records, key=lambda record: -record.seq)
    start = next((n for n, r in enumerate(newest_first) if before is None or r.seq < before), len(records))
    shown = newest_first[start : start + PAGE_SIZE]
    more = start + PAGE_SIZE < len(newest_first)
    earlier = newest_first[max(start - PAGE_SIZE, 0)].seq + 1 if start else None
    return {
        "next": _address(request, shown[-1].seq) if more else None,
        "previous": None if earlier is None else _address(request, earlier),
        "results": [show(record) for record in shown],
    }


def _address(request: Request, before: int) -> str:
    cursor = base64.b64encode(json.dumps({"before": before}).encode()).decode()
    query = {**dict(request.query_params), "cursor": cursor}
    path = request.url.path
    return f"{request.url.scheme}://{request.url.netloc}{path}?{urlencode(query)}"


def _position(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    try:
        return int(json.loads(base64.b64decode(cursor, validate=True))["before"])
    except (binascii.Error, ValueError, KeyError, TypeError) as error:
        raise detail(400, "Invalid cursor") from error
