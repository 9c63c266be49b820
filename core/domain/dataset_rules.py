"""What a good photo, caption and path in an archive is, each judged alone by name, bytes and measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from core.domain.dataset_problems import Problem, ProblemCode


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetRules:
    """The limits; sizes in bytes, sides in pixels.

    `min_side_px`: the trainer's smallest bucket is 512; a photo of less than half of it is mostly invented by
    the enlargement, and the likeness suffers. `max_total_bytes`: Replicate takes files of less than 100 MB.
    `max_pixels` bounds the memory that decoding one photo may take.
    """

    min_photos: int = 10
    max_photo_bytes: int = 10 * 1024 * 1024
    min_side_px: int = 256
    max_pixels: int = 100_000_000
    max_total_bytes: int = 99_999_999
    max_source_bytes: int = 500_000_000
    max_entries: int = 2_000
    max_ratio: int = 100
    max_caption_chars: int = 2_000


class ImageKind(StrEnum):
    """What a file is by its first bytes; the values are Pillow's names for what can be used."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    HEIC = "HEIC"
    AVIF = "AVIF"
    GIF = "GIF"
    BMP = "BMP"
    TIFF = "TIFF"
    OTHER = "other"

    @property
    def is_usable(self) -> bool:
        """Whether photos of this kind can be trained on."""
        return self in (ImageKind.JPEG, ImageKind.PNG, ImageKind.WEBP)


def read_kind(head: bytes) -> ImageKind:
    """Return what a file is by its first 16 bytes or more; its name says nothing."""
    if head[4:8] == b"ftyp":
        brands = {b"avif": ImageKind.AVIF, b"avis": ImageKind.AVIF}
        heic = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
        return ImageKind.HEIC if head[8:12] in heic else brands.get(head[8:12], ImageKind.OTHER)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return ImageKind.WEBP
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), ImageKind.OTHER)


_MAGIC = (
    (b"\xff\xd8\xff", ImageKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", ImageKind.PNG),
    (b"GIF87a", ImageKind.GIF),
    (b"GIF89a", ImageKind.GIF),
    (b"BM", ImageKind.BMP),
    (b"II*\x00", ImageKind.TIFF),
    (b"MM\x00*", ImageKind.TIFF),
)


def kind_problem(name: str, kind: ImageKind) -> Problem | None:
    """Return why a file of this kind cannot be used, or None if it can."""
    if kind.is_usable:
        return None
    if kind is ImageKind.HEIC:
        return Problem(ProblemCode.HEIC_UNSUPPORTED, name)
    if kind is ImageKind.OTHER:
        return Problem(ProblemCode.NOT_IMAGE, name)
    return Problem(ProblemCode.FORMAT_UNSUPPORTED, name, kind.value)


def size_problem(name: str, size_bytes: int, rules: DatasetRules) -> Problem | None:
    """Return what is wrong with the size of one photo, or None."""
    if size_bytes == 0:
        return Problem(ProblemCode.EMPTY, name)
    if size_bytes > rules.max_photo_bytes:
        return Problem(ProblemCode.TOO_LARGE, name, megabytes(size_bytes), megabytes(rules.max_photo_bytes))
    return None


def side_problem(name: str, width: int, height: int, rules: DatasetRules) -> Problem | None:
    """Return what is wrong with the measures of one photo, or None; asked before a pixel is decoded."""
    if width * height > rules.max_pixels:
        return Problem(ProblemCode.TOO_MANY_PIXELS, name, f"{width} × {height}")
    if min(width, height) < rules.min_side_px:
        return Problem(ProblemCode.TOO_SMALL_SIDE, name, f"{width} × {height}", str(rules.min_side_px))
    return None


def read_caption(name: str, data: bytes, rules: DatasetRules) -> tuple[str | None, Problem | None]:
    """Return the caption in a text file's bytes, or why it is not used; `name` is the file's."""
    try:
        text = data.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return None, Problem(ProblemCode.CAPTION_UNREADABLE, name)
    if not text:
        return None, Problem(ProblemCode.CAPTION_EMPTY, name)
    if len(text) > rules.max_caption_chars:
        return None, Problem(ProblemCode.CAPTION_TOO_LONG, name, limit=str(rules.max_caption_chars))
    return text, None


def is_junk(path: PurePosixPath) -> bool:
    """Whether a file is one that systems leave behind: hidden, `__MACOSX`, thumbnails and folder settings."""
    return path.name.casefold() in ("", "thumbs.db", "desktop.ini") or any(
        part == "__MACOSX" or part.startswith(".") for part in path.parts
    )


def leads_out(path: str) -> bool:
    """Whether a path in an archive is absolute, has a drive, or climbs with `..`."""
    return path.startswith("/") or path[1:2] == ":" or ".." in path.split("/")


def unwrap(paths: Sequence[PurePosixPath]) -> list[PurePosixPath]:
    """Return the paths without the folders that all of them share, in the same order."""
    depth = min((len(path.parts) - 1 for path in paths), default=0)
    shared = 0
    while shared < depth and len({path.parts[shared] for path in paths}) == 1:
        shared += 1
    return [PurePosixPath(*path.parts[shared:]) for path in paths]


def megabytes(size_bytes: int) -> str:
    """Return millions of bytes with one decimal, rounded up so that too much never looks like just enough."""
    tenths = -(-size_bytes // 100_000)
    return f"{tenths // 10}.{tenths % 10}"
