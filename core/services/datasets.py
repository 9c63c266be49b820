"""Looks at the photos an operator chose, and packs the good ones into the zip the trainer gets.

Nothing is ever unpacked to the disk and no more than one photo is held in memory; what is found wrong is said
in the report, never raised. The work is done in a worker thread and stops between two photos when cancelled.
"""

import asyncio
import contextlib
import errno
import hashlib
import io
import lzma
import os
import stat
import struct
import tempfile
import threading
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Self

from PIL import Image, ImageOps

from core.domain import datasets as rules_of
from core.domain.datasets import (
    DatasetReport,
    DatasetRules,
    ImageKind,
    PackedDataset,
    Photo,
    Problem,
    ProblemCode,
)
from core.errors import DatasetError, DiskFull, LocalError

THUMBNAIL_PX = 256
_HEAD_BYTES = 64
_RATIO_FLOOR_BYTES = 1_000_000  # below this even a caption of spaces does no harm
_EPOCH = (1980, 1, 1, 0, 0, 0)
_JPEG_QUALITY = 95
_ORIENTATION_TAG = 0x0112

# What zipfile and its decompressors raise for a damaged or exotic entry.
_BAD_ENTRY = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    RuntimeError,
    ValueError,
    struct.error,
)
# What Pillow's decoders raise for damaged pictures; it has no common class for them.
_BAD_PICTURE = (
    *(OSError, SyntaxError, ValueError, EOFError, ArithmeticError, LookupError, TypeError),
    *(struct.error, zlib.error),
)

# Pillow's own guard warns through the process-wide warning filters, which worker threads share; the rule
# `max_pixels`, asked before a pixel is decoded, stands in its place.
Image.MAX_IMAGE_PIXELS = None

Progressed = Callable[[int, int], None]


async def inspect(
    paths: Sequence[Path],
    rules: DatasetRules,
    *,
    workers: Executor | None = None,
    on_progress: Progressed | None = None,
) -> DatasetReport:
    """Return the report on folders, zips and photos in any mixture.

    A `.txt` file of the same name in the same place is a photo's caption.
    `on_progress(done, total)` is called in the event loop after each file. Raises nothing for bad input.
    """
    loop = asyncio.get_running_loop()
    stop = threading.Event()

    def tell(done: int, total: int) -> None:
        if on_progress is not None and not stop.is_set():
            loop.call_soon_threadsafe(on_progress, done, total)

    try:
        return await loop.run_in_executor(workers, _inspect, tuple(paths), rules, stop, tell)
    finally:
        stop.set()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file on the disk or an entry of an archive; a caption has the key of its photo."""

    name: str
    path: Path
    member: int | None
    size_bytes: int
    key: tuple[Path, str]

    @property
    def is_caption(self) -> bool:
        return self.name.casefold().endswith(".txt")


def _file(name: str, path: Path, member: int | None, size_bytes: int) -> _File:
    place = path.parent if member is None else path
    stem = str(PurePosixPath(name).with_suffix("")).casefold()
    return _File(name=name, path=path, member=member, size_bytes=size_bytes, key=(place, stem))


def _inspect(
    paths: tuple[Path, ...], rules: DatasetRules, stop: threading.Event, tell: Progressed
) -> DatasetReport:
    files, problems = _find_all(paths, rules)
    captions = {file.key: file for file in files if file.is_caption}
    offered = [file for file in files if not file.is_caption]
    unused = set(captions) - {file.key for file in offered}
    problems += [Problem(ProblemCode.CAPTION_WITHOUT_PHOTO, captions[key].name) for key in sorted(unused)]
    photos = []
    with _Reader() as reader:
        for number, file in enumerate(offered, start=1):
            if stop.is_set():
                break
            photo = _look(file, reader, rules)
            photos.append(_with_caption(photo, captions.get(file.key), reader, rules))
            tell(number, len(offered))
    return rules_of.judge(paths, photos, problems, rules)


# -- finding files -------------------------------------------------------------------------------------------


def _find_all(paths: Iterable[Path], rules: DatasetRules) -> tuple[list[_File], list[Problem]]:
    files: list[_File] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found, troubles = _find(path, rules)
        except FileNotFoundError:
            found, troubles = [], [Problem(ProblemCode.MISSING, _shown(path.name))]
        except OSError as error:
            found, troubles = [], [_unreadable(_shown(path.name), error)]
        files += found
        problems += troubles
    if any(problem.blocks for problem in problems):
        return [], problems
    return _with_unique_names(files), problems


def _find(path: Path, rules: DatasetRules) -> tuple[list[_File], list[Problem]]:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        return _find_in_folder(path, rules)
    if not stat.S_ISREG(status.st_mode):  # a pipe would never end, a device may do anything
        return [], [Problem(ProblemCode.NOT_IMAGE, _shown(path.name))]
    with path.open("rb") as file:
        head = file.read(4)
    if head in (b"PK\x03\x04", b"PK\x05\x06"):
        return _find_in_zip(path, status.st_size, rules)
    if path.suffix.casefold() == ".zip":
        return [], [Problem(ProblemCode.NOT_ZIP, _shown(path.name))]
    return [_file(_shown(path.name), path, None, status.st_size)], []


def _find_in_folder(root: Path, rules: DatasetRules) -> tuple[list[_File], list[Problem]]:
    errors: list[OSError] = []
    problems: list[Problem] = []
    found: list[tuple[PurePosixPath, Path]] = []
    inside = root.resolve()
    for folder, _, names in os.walk(root, onerror=errors.append):
        for name in names:
            path = Path(folder, name)
            relative = PurePosixPath(path.relative_to(root).as_posix())
            if rules_of.is_junk(relative) or not (path.is_file() or path.is_symlink()):
                continue
            if path.is_symlink() and not (path.is_file() and path.resolve().is_relative_to(inside)):
                problems.append(Problem(ProblemCode.OUTSIDE_LINK, _shown(str(relative))))
                continue
            found.append((relative, path))
        if len(found) > rules.max_entries:
            return [], [_too_many(root, rules)]
    problems += [_unreadable(_shown(Path(str(error.filename)).name), error) for error in errors]
    found.sort()  # the system lists in any order
    names_shown, nested = _flatten([relative for relative, _ in found])
    files = [
        _file(name, path, None, path.stat().st_size)
        for name, (_, path) in zip(names_shown, found, strict=True)
    ]
    return files, problems + nested


def _find_in_zip(path: Path, size_bytes: int, rules: DatasetRules) -> tuple[list[_File], list[Problem]]:
    name = _shown(path.name)
    if size_bytes > rules.max_source_bytes:
        return [], [_source_too_large(name, size_bytes, rules)]
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (*_BAD_ENTRY, ValueError, struct.error):
        return [], [Problem(ProblemCode.NOT_ZIP, name)]
    blocking = _zip_problem(path, infos, rules)
    if blocking is not None:
        return [], [blocking]
    found: list[tuple[PurePosixPath, int]] = []
    problems: list[Problem] = []
    for number, info in enumerate(infos):
        relative = PurePosixPath(_entry_path(info))
        if info.is_dir() or rules_of.is_junk(relative):
            continue
        if stat.S_ISLNK(info.external_attr >> 16):
            problems.append(Problem(ProblemCode.OUTSIDE_LINK, str(relative)))
            continue
        found.append((relative, number))
    names_shown, nested = _flatten([relative for relative, _ in found])
    files = [
        _file(shown, path, number, infos[number].file_size)
        for shown, (_, number) in zip(names_shown, found, strict=True)
    ]
    return files, problems + nested


def _zip_problem(path: Path, infos: Sequence[zipfile.ZipInfo], rules: DatasetRules) -> Problem | None:
    """Return the first reason why not one byte of this archive may be unpacked."""
    name = _shown(path.name)
    if len(infos) > rules.max_entries:
        return _too_many(path, rules)
    for info in infos:
        if rules_of.leads_out(_entry_path(info)):
            return Problem(ProblemCode.ZIP_SLIP, name, _entry_path(info))
        if info.flag_bits & 0x1:
            return Problem(ProblemCode.ENCRYPTED, name)
        ratio = info.file_size // max(info.compress_size, 1)
        if info.file_size > _RATIO_FLOOR_BYTES and ratio > rules.max_ratio:
            return Problem(ProblemCode.ZIP_BOMB, name, str(ratio), str(rules.max_ratio))
    total = sum(info.file_size for info in infos)
    return _source_too_large(name, total, rules) if total > rules.max_source_bytes else None


def _entry_path(info: zipfile.ZipInfo) -> str:
    """Return an entry's path with slashes, in Unicode: macOS writes UTF-8 and does not say so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _flatten(paths: Sequence[PurePosixPath]) -> tuple[list[str], list[Problem]]:
    """Return names to show, without the folders that wrap everything; inner folders are worth a word."""
    names = [_shown(str(path)) for path in rules_of.unwrap(paths)]
    nested = sum("/" in name and not name.casefold().endswith(".txt") for name in names)
    return names, [Problem(ProblemCode.NESTED_PATH, "", str(nested))] if nested else []


def _with_unique_names(files: Iterable[_File]) -> list[_File]:
    """Return the files, a name that came before from elsewhere made different by a number."""
    taken: set[str] = set()
    unique = []
    for file in files:
        name, number = file.name, 1
        while name in taken:
            number += 1
            pure = PurePosixPath(file.name)
            name = str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}"))
        taken.add(name)
        unique.append(replace(file, name=name))
    return unique


def _shown(name: str) -> str:
    """Return a name that can be shown and compared: composed, bytes that are no text replaced."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _unreadable(name: str, error: OSError) -> Problem:
    return Problem(ProblemCode.UNREADABLE, name, error.strerror or str(error))


def _too_many(path: Path, rules: DatasetRules) -> Problem:
    return Problem(ProblemCode.TOO_MANY_ENTRIES, _shown(path.name), limit=str(rules.max_entries))


def _source_too_large(name: str, size_bytes: int, rules: DatasetRules) -> Problem:
    size, limit = rules_of.megabytes(size_bytes), rules_of.megabytes(rules.max_source_bytes)
    return Problem(ProblemCode.SOURCE_TOO_LARGE, name, size, limit)


# -- reading photos ------------------------------------------------------------------------------------------


class _Reader:
    """Reads files and archive entries alike; each archive is opened once."""

    def __init__(self) -> None:
        self._archives: dict[Path, zipfile.ZipFile] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for archive in self._archives.values():
            archive.close()

    def read(self, path: Path, member: int | None, limit: int) -> bytes:
        """Return at most `limit` first bytes; raises OSError for anything that hinders it."""
        try:
            with self._open(path, member) as stream:
                return stream.read(limit)
        except (*_BAD_ENTRY, IndexError) as error:
            raise OSError(errno.EIO, str(error) or type(error).__name__) from error

    def _open(self, path: Path, member: int | None) -> IO[bytes]:
        if member is None:
            return path.open("rb")
        if path not in self._archives:
            self._archives[path] = zipfile.ZipFile(path)
        archive = self._archives[path]
        return archive.open(archive.infolist()[member])


def _look(file: _File, reader: _Reader, rules: DatasetRules) -> Photo:
    photo = Photo(name=file.name, path=file.path, member=file.member, size_bytes=file.size_bytes)
    too_big = rules_of.size_problem(file.name, file.size_bytes, rules)
    try:
        data = reader.read(file.path, file.member, _HEAD_BYTES if too_big else rules.max_photo_bytes)
    except OSError as error:
        return replace(photo, problems=(_unreadable(file.name, error),))
    photo = replace(photo, kind=rules_of.read_kind(data))
    problem = rules_of.kind_problem(file.name, photo.kind) if data else None
    problem = problem or too_big
    if problem is not None:
        return replace(photo, problems=(problem,))
    return _decoded(
        replace(photo, sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data)), data, rules
    )


def _decoded(photo: Photo, data: bytes, rules: DatasetRules) -> Photo:
    """Return the photo with measures and thumbnail; every pixel is decoded, so that damage shows here."""
    try:
        with Image.open(io.BytesIO(data), formats=[photo.kind.value]) as image:
            width, height = image.size
            problem = rules_of.side_problem(photo.name, width, height, rules)
            if problem is not None and problem.code is ProblemCode.TOO_MANY_PIXELS:
                return replace(photo, width=width, height=height, problems=(problem,))
            image.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))  # a JPEG is decoded small: many times as fast
            if image.getexif().get(_ORIENTATION_TAG) in (5, 6, 7, 8):
                width, height = height, width
            thumbnail = _jpeg(image, quality=80)
    except _BAD_PICTURE:
        return replace(photo, problems=(Problem(ProblemCode.UNDECODABLE, photo.name),))
    problems = () if problem is None else (problem,)
    return replace(photo, width=width, height=height, thumbnail=thumbnail, problems=problems)


def _jpeg(image: Image.Image, *, quality: int) -> bytes:
    """Return the picture as JPEG, turned upright."""
    out = io.BytesIO()
    _on_white(ImageOps.exif_transpose(image)).save(out, "JPEG", quality=quality)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Return the picture in RGB; what is transparent turns white, not the black it often hides."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    ground = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")


def _with_caption(photo: Photo, file: _File | None, reader: _Reader, rules: DatasetRules) -> Photo:
    if file is None:
        return photo
    try:
        data = reader.read(file.path, file.member, 4 * rules.max_caption_chars + 4)
        caption, problem = rules_of.read_caption(photo.name, data, rules)
    except OSError:
        caption, problem = None, Problem(ProblemCode.CAPTION_UNREADABLE, photo.name)
    problems = photo.problems if problem is None else (*photo.problems, problem)
    return replace(photo, caption=caption, problems=problems)


# -- packing -------------------------------------------------------------------------------------------------


def _pack(report: DatasetReport, target: Path, stop: threading.Event) -> PackedDataset:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _beside(target) as temporary:
            _write_zip(report, temporary, stop)
            size_bytes = temporary.stat().st_size
            if size_bytes > report.rules.max_total_bytes:
                raise DatasetError(problem=rules_of.total_problem(size_bytes, report.rules))
            with temporary.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            temporary.replace(target)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=target.parent) from error
        raise LocalError(problem=f"{target} cannot be written: {error.strerror or error}") from error
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
    with _Reader() as reader, path.open("wb") as file:
        with zipfile.ZipFile(file, "w") as archive:
            for number, photo in enumerate(report.good_photos, start=1):
                if stop.is_set():
                    raise InterruptedError(errno.EINTR, "cancelled")
                for suffix, data in _entries(photo, reader):
                    archive.writestr(_entry(f"photo-{number:03}{suffix}"), data)
        file.flush()
        os.fsync(file.fileno())


def _entries(photo: Photo, reader: _Reader) -> Iterator[tuple[str, bytes]]:
    """Give suffix and bytes of a photo and its caption, if the photo is still the one inspected."""
    try:
        data = reader.read(photo.path, photo.member, photo.size_bytes + 1)
    except OSError as error:
        raise DatasetError(problem=_unreadable(photo.name, error)) from error
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
        return _jpeg(image, quality=_JPEG_QUALITY)


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry that depends on its name alone: stored, no time, the same on every system."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3
    info.external_attr = 0o600 << 16
    return info
