"""Downloads that can be taken up where they broke off."""

import hashlib
import re

from starlette.requests import Request
from starlette.responses import Response

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def ranged(request: Request, content: bytes, media_type: str) -> Response:
    """Return `content`, or a 206 with the one range asked for, or a 416; `If-Range` is honoured."""
    etag = f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'
    headers = {"etag": etag, "accept-ranges": "bytes"}
    wanted = _RANGE.fullmatch(request.headers.get("range", ""))
    is_fresh = request.headers.get("if-range", etag) == etag
    if wanted is None or wanted.group() == "bytes=-" or not is_fresh:
        return Response(content, 200, headers, media_type)
    start, end = _bounds(wanted[1], wanted[2], len(content))
    if start >= end:
        headers["content-range"] = f"bytes */{len(content)}"
        return Response(b"", 416, headers)
    headers["content-range"] = f"bytes {start}-{end - 1}/{len(content)}"
    return Response(content[start:end], 206, headers, media_type)


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return max(size - int(last), 0), size
    return int(first), min(int(last) + 1, size) if last else size
