"""Packs the good photos of a report into the zip the trainer gets, whole or not at all."""

import asyncio
import contextlib
import errno
import filecmp
import hashlib
import io
import os
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

from PIL import Image

from core.domain.dataset_problems import Problem, ProblemCode
from core.domain.dataset_rules import ImageKind
from core.domain.datasets import DatasetReport, PackedDataset, Photo, total_problem
from core.errors import QT_TRANSLATE_NOOP, DatasetError, DiskFull, LocalError, clause
from core.services.dataset_files import Reader, unreadable
from core.services.dataset_photos import jpeg_of

_EPOCH = (1980, 1, 1, 0, 0, 0)
_JPEG_QUALITY = 95


async def pack(report: DatasetReport, target: Path, *, workers: Executor | None = None) -> PackedDataset:
    """Write the report's good photos and captions as a zip to `target`, whole or not at all.

    The same photos give the same bytes. Raises DatasetError if the report is not usable, a photo is not what
    was inspected, or the zip is too large to send; DiskFull or LocalError if it cannot be written.
    """
    blocking = next((problem for problem in report.problems if problem.blocks), None)
    if blocking is not None:
        raise DatasetError(problem=blocking)
    stop = threading.Event()
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(workers, _pack, report, target, stop)
    finally:
        stop.set()


def _pack(report: DatasetReport, target: Path, stop: threading.Event) -> PackedDataset:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _beside(target) as temporary:
            _write_zip(report, temporary, stop)
            size_bytes = temporary.stat().st_size
            if size_bytes > report.rules.max_total_bytes:
                raise DatasetError(problem=total_problem(size_bytes, report.rules))
            with temporary.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            # The same zip stays: it may be on its way to Replicate, and Windows replaces no open file.
            if not (target.exists() and filecmp.cmp(temporary, target, shallow=False)):
                temporary.replace(target)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=target.parent) from error
        raise LocalError(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "{path} cannot be written ({reason})"),
                path=target,
                reason=error.strerror or error,
            )
        ) from error
    return PackedDataset(
        path=target,
        size_bytes=size_bytes,
        sha256=digest,
        photos=len(report.good_photos),
        captions=report.captions,
    )


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a new empty file in the target's folder, gone at the end unless it was renamed."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _write_zip(report: DatasetReport, path: Path, stop: threading.Event) -> None:
    with Reader() as reader, path.open("wb") as file:
        with zipfile.ZipFile(file, "w") as archive:
            for number, photo in enumerate(report.good_photos, start=1):
                if stop.is_set():
                    raise InterruptedError(errno.EINTR, "cancelled")
                for suffix, data in _entries(photo, reader):
                    archive.writestr(_entry(f"photo-{number:03}{suffix}"), data)
        file.flush()
        os.fsync(file.fileno())


def _entries(photo: Photo, reader: Reader) -> Iterator[tuple[str, bytes]]:
    """Give suffix and bytes of a photo and its caption, if the photo is still the one inspected."""
    try:
        data = reader.read(photo.path, photo.member, photo.size_bytes + 1)
    except OSError as error:
        raise DatasetError(problem=unreadable(photo.name, error)) from error
    if hashlib.sha256(data).hexdigest() != photo.sha256:
        raise DatasetError(problem=Problem(ProblemCode.CHANGED, photo.name))
    yield (".png", data) if photo.kind is ImageKind.PNG else (".jpg", _as_jpeg(photo, data))
    if photo.caption is not None:
        yield ".txt", photo.caption.encode()


def _as_jpeg(photo: Photo, data: bytes) -> bytes:
    """Return a JPEG as it is and a WebP converted: not every trainer is known to take WebP."""
    if photo.kind is ImageKind.JPEG:
        return data
    with Image.open(io.BytesIO(data), formats=[photo.kind.value]) as image:
        return jpeg_of(image, quality=_JPEG_QUALITY)


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry that depends on its name alone: stored, no time, the same on every system."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3
    info.external_attr = 0o600 << 16
    return info
