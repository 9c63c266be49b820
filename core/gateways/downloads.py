"""Large files to disk: resumable, checked, and never half there under their final name.

Bytes go to `<target>.part`; beside it `<target>.part.tag` keeps the server's word for this very content, so
that a later call, even after a restart, goes on where this one ended and never joins two different files.
"""

import asyncio
import errno
import hashlib
import os
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import httpx

from core.errors import QT_TRANSLATE_NOOP, BadAnswer, DiskFull, LocalError, Offline, clause
from core.gateways.http import classify, translate_transport

P = ParamSpec("P")
R = TypeVar("R")

Progress = Callable[[int, int | None], None]
"""Told (bytes there, bytes in all or None) on the event loop's thread."""

_CHUNK_BYTES = 1 << 20
_MAX_HOPS = 6
_PARTIAL = 206
_RANGE_REFUSED = 416


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A finished file; `sha256` was computed from what lies on the disk."""

    path: Path
    size_bytes: int
    sha256: str


async def download(
    client: httpx.AsyncClient,
    service: str,
    url: str,
    target: Path,
    *,
    headers_for: Callable[[httpx.URL], Mapping[str, str]],
    progress: Progress,
) -> Download:
    """Fetch `url` into `target`, going on with an earlier part if the server agrees.

    `headers_for` gives the credentials for an address: it is asked again at every redirect. When this is
    cancelled or fails, the part stays for the next call.

    Raises:
        RemoteError: by class; nothing stands under the name `target` then.
        DiskFull: no space left.
        LocalError: the folder cannot be written.
    """
    place = _Place(target)
    await _on_disk(place, place.prepare)
    try:
        await _fetch(client, service, url, place, headers_for, progress)
    except httpx.RequestError as error:
        raise translate_transport(service, error, may_have_acted=False) from error
    return await _on_disk(place, place.finish)


async def kept(target: Path, sha256: str) -> Download | None:
    """Return the file that was downloaded to `target` earlier, if it is there and still has this checksum.

    Raises:
        LocalError: the file cannot be read.
    """
    place = _Place(target)
    found = await _on_disk(place, place.finished)
    return found if found is not None and found.sha256 == sha256 else None


async def _fetch(
    client: httpx.AsyncClient,
    service: str,
    url: str,
    place: "_Place",
    headers_for: Callable[[httpx.URL], Mapping[str, str]],
    progress: Progress,
) -> None:
    address = httpx.URL(url)
    for _ in range(_MAX_HOPS):
        headers = {**headers_for(address), "Accept-Encoding": "identity", **place.resume_headers()}
        async with client.stream("GET", address, headers=headers) as response:
            if response.next_request is not None:
                address = response.next_request.url
                continue
            if response.status_code == _RANGE_REFUSED and place.size():
                await _on_disk(place, place.clear)
                continue
            if not response.is_success:
                await response.aread()
                raise classify(service, response, may_have_acted=False)
            return await _receive(service, response, place, progress)
    raise BadAnswer(service=service, detail="it redirects without end")


async def _receive(service: str, response: httpx.Response, place: "_Place", progress: Progress) -> None:
    done = place.size() if response.status_code == _PARTIAL else 0
    if response.status_code == _PARTIAL and not _continues(response, done):
        await _on_disk(place, place.clear)
        raise BadAnswer(service=service, detail="a part of the file that was not asked for")
    if not done:
        await _on_disk(place, place.begin, _tag(response))
    total = _total_bytes(response, done)
    progress(done, total)
    # httpx makes a generator and calls it an iterator; a stop between two chunks must not leave it open
    raw = cast("AsyncGenerator[bytes, None]", response.aiter_raw(_CHUNK_BYTES))
    async with aclosing(raw) as chunks:
        async for chunk in chunks:
            await _on_disk(place, place.append, chunk)
            done += len(chunk)
            progress(done, total)
    there = await _on_disk(place, place.size)  # what lies on the disk decides, not what was counted
    if total is not None and there != total:
        raise Offline(service=service, detail=f"the download ended with {there} of {total} bytes")


def _continues(response: httpx.Response, size: int) -> bool:
    told: str = response.headers.get("Content-Range", "")
    return told.startswith(f"bytes {size}-")


def _total_bytes(response: httpx.Response, done: int) -> int | None:
    length = response.headers.get("Content-Length", "")
    return done + int(length) if length.isdecimal() else None


def _tag(response: httpx.Response) -> str:
    """Return the server's word for this content, "" if it gives none that may be relied on."""
    etag: str = response.headers.get("ETag", "")
    if etag.startswith("W/"):
        etag = ""
    return etag or response.headers.get("Last-Modified", "")


async def _on_disk(place: "_Place", deed: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    try:
        return await asyncio.to_thread(deed, *args, **kwargs)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=place.target.parent) from error
        reason = error.strerror or type(error).__name__
        raise LocalError(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "{path} cannot be written ({reason})"),
                path=place.target,
                reason=reason,
            )
        ) from error


class _Place:
    """The target, its part and the part's tag. Each method is short and safe to be the last one called."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self._part = target.with_name(target.name + ".part")
        self._tag = target.with_name(target.name + ".part.tag")

    def prepare(self) -> None:
        self.target.parent.mkdir(parents=True, exist_ok=True)

    def size(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def resume_headers(self) -> dict[str, str]:
        tag = self._tag.read_text(encoding="ascii", errors="ignore") if self._tag.exists() else ""
        size = self.size()
        return {"Range": f"bytes={size}-", "If-Range": tag} if size and tag else {}

    def begin(self, tag: str) -> None:
        self._part.write_bytes(b"")  # first, so that an old part can never stand beside a new tag
        self._tag.write_text(tag, encoding="ascii", errors="ignore")

    def append(self, chunk: bytes) -> None:
        with self._part.open("ab") as file:
            file.write(chunk)

    def clear(self) -> None:
        self._part.unlink(missing_ok=True)
        self._tag.unlink(missing_ok=True)

    def finished(self) -> Download | None:
        if not self.target.exists():
            return None
        with self.target.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Download(path=self.target, size_bytes=self.target.stat().st_size, sha256=digest)

    def finish(self) -> Download:
        with self._part.open("r+b") as file:  # Windows flushes only what may be written
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        size = self.size()
        self._part.replace(self.target)
        self._tag.unlink(missing_ok=True)
        return Download(path=self.target, size_bytes=size, sha256=digest)
