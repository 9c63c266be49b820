"""Files to Replicate, streamed, with progress and an end.

Not through the official client: that one knows no limit of time and tells no progress.
"""

import asyncio
import io
import json
import os
from collections.abc import Mapping
from pathlib import Path

import httpx

from core.errors import QT_TRANSLATE_NOOP, LocalError, Offline, clause
from core.gateways.downloads import Progress
from core.gateways.http import send

MAX_UPLOAD_BYTES = 100_000_000
"""Largest file Replicate takes (“Files must be less than 100MB in size”)."""


async def upload(
    client: httpx.AsyncClient,
    service: str,
    url: str,
    path: Path,
    *,
    name: str,
    metadata: Mapping[str, str],
    headers: Mapping[str, str],
    progress: Progress,
    limit_s: float,
    source: str | None,
) -> httpx.Response:
    """Send a zip as multipart and return the successful answer.

    A lost upload costs nothing and may be repeated, so it is Offline or RemoteBroken, never RemoteUnknown.

    Raises:
        TooLarge: the server refuses the size.
        LocalError: the file cannot be read.
        Offline: the connection failed, or the whole took more than `limit_s`.
    """
    form = {"filename": name, "type": "application/zip", "metadata": json.dumps(metadata)}
    try:
        with _CountedFile(path, progress) as file:
            files = {"content": (name, file, "application/zip")}
            request = client.build_request("POST", url, headers=headers, files=files, data=form)
            async with asyncio.timeout(limit_s):
                return await send(client, service, request, may_have_acted=False, source=source)
    except TimeoutError as error:
        raise Offline(service=service, detail=f"the upload took more than {limit_s:g} s") from error
    except OSError as error:
        raise LocalError(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "{path} cannot be read ({reason})"),
                path=path,
                reason=error.strerror,
            )
        ) from error


class _CountedFile(io.FileIO):
    """A file that tells how much of it was read."""

    def __init__(self, path: Path, progress: Progress) -> None:
        super().__init__(path, "rb")
        self._total = os.fstat(self.fileno()).st_size
        self._progress = progress

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(-1 if size is None else size)
        if data:
            self._progress(self.tell(), self._total)
        return data or b""
