"""Finds the files in what an operator chose, folders, zips and photos alike, and reads their bytes.

Nothing is unpacked to the disk. A source that must not be opened at all (a bomb, a locked zip, a path that
leads out of it) gives no files and one problem that blocks.
"""

import contextlib
import errno
import lzma
import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Self

from core.domain import dataset_rules as rules_of
from core.domain.dataset_problems import Problem, ProblemCode
from core.domain.dataset_rules import DatasetRules

_RATIO_FLOOR_BYTES = 1_000_000  # below this even a caption of spaces does no harm

# What zipfile and its decompressors raise for a damaged or exotic entry.
_BAD_ENTRY = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    RuntimeError,
    ValueError,
    struct.error,
    IndexError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file on the disk or an entry of an archive; a caption has the key of its photo."""

    name: str
    path: Path
    member: int | None
    size_bytes: int
    key: tuple[Path, str]

    @property
    def is_caption(self) -> bool:
        """Whether it is a text beside photos, not a photo."""
        return self.name.casefold().endswith(".txt")


def _file(name: str, path: Path, member: int | None, size_bytes: int) -> FoundFile:
    place = path.parent if member is None else path
    stem = str(PurePosixPath(name).with_suffix("")).casefold()
    return FoundFile(name=name, path=path, member=member, size_bytes=size_bytes, key=(place, stem))


def find_files(paths: Iterable[Path], rules: DatasetRules) -> tuple[list[FoundFile], list[Problem]]:
    """Return all files with names that differ, and what is wrong with the sources.

    Files that systems leave behind are passed over; a problem that blocks leaves no files.
    """
    files: list[FoundFile] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found, troubles = _find(path, rules)
        except FileNotFoundError:
            found, troubles = [], [Problem(ProblemCode.MISSING, _shown(path.name))]
        except OSError as error:
            found, troubles = [], [unreadable(_shown(path.name), error)]
        files += found
        problems += troubles
    if any(problem.blocks for problem in problems):
        return [], problems
    return _with_unique_names(files), problems


def _find(path: Path, rules: DatasetRules) -> tuple[list[FoundFile], list[Problem]]:
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


def _find_in_folder(root: Path, rules: DatasetRules) -> tuple[list[FoundFile], list[Problem]]:
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
    problems += [unreadable(_shown(Path(str(error.filename)).name), error) for error in errors]
    found.sort()  # the system lists in any order
    names_shown, nested = _flatten([relative for relative, _ in found])
    files = [
        _file(name, path, None, path.stat().st_size)
        for name, (_, path) in zip(names_shown, found, strict=True)
    ]
    return files, problems + nested


def _find_in_zip(path: Path, size_bytes: int, rules: DatasetRules) -> tuple[list[FoundFile], list[Problem]]:
    name = _shown(path.name)
    if size_bytes > rules.max_source_bytes:
        return [], [_source_too_large(name, size_bytes, rules)]
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except _BAD_ENTRY:
        return [], [Problem(ProblemCode.NOT_ZIP, name)]
    blocking = _zip_problem(path, infos, rules)
    if blocking is not None:
        return [], [blocking]
    found: list[tuple[PurePosixPath, int]] = []
    problems: list[Problem] = []
    for number, info in enumerate(infos):
        relative = PurePosixPath(_entry_path(info))
        if not info.filename or info.filename.endswith("/") or rules_of.is_junk(relative):
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


def _with_unique_names(files: Iterable[FoundFile]) -> list[FoundFile]:
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


def unreadable(name: str, error: OSError) -> Problem:
    """Return the problem of a file that the system does not give."""
    return Problem(ProblemCode.UNREADABLE, name, error.strerror or str(error))


def _too_many(path: Path, rules: DatasetRules) -> Problem:
    return Problem(ProblemCode.TOO_MANY_ENTRIES, _shown(path.name), limit=str(rules.max_entries))


def _source_too_large(name: str, size_bytes: int, rules: DatasetRules) -> Problem:
    size, limit = rules_of.megabytes(size_bytes), rules_of.megabytes(rules.max_source_bytes)
    return Problem(ProblemCode.SOURCE_TOO_LARGE, name, size, limit)


class Reader:
    """Reads files and archive entries alike; each archive is opened once."""

    def __init__(self) -> None:
        """Open nothing yet."""
        self._archives: dict[Path, zipfile.ZipFile] = {}

    def __enter__(self) -> Self:
        """Begin to read."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the archives."""
        for archive in self._archives.values():
            archive.close()

    def read(self, path: Path, member: int | None, limit: int) -> bytes:
        """Return at most `limit` first bytes; raises OSError for anything that hinders it."""
        try:
            with self._open(path, member) as stream:
                return stream.read(limit)
        except _BAD_ENTRY as error:
            raise OSError(errno.EIO, str(error) or type(error).__name__) from error

    def _open(self, path: Path, member: int | None) -> IO[bytes]:
        if member is None:
            return path.open("rb")
        if path not in self._archives:
            self._archives[path] = zipfile.ZipFile(path)
        archive = self._archives[path]
        return archive.open(archive.infolist()[member])
