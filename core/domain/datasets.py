"""What a good dataset is: the rules for photos, captions and archives, and the report about them.

Pure: names and bytes come in, verdicts go out; `core.services.datasets` does the reading. A bad photo is left
out and named; the dataset as a whole is refused only by a problem that blocks.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath

from core.errors import QT_TRANSLATE_NOOP


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


class Severity(StrEnum):
    """What a problem does: stop the dataset, leave one photo out, or only be said."""

    BLOCKS = "blocks"
    LEAVES_OUT = "leaves_out"
    WARNS = "warns"


class ProblemCode(StrEnum):
    """Everything that can be wrong with photos."""

    TOO_FEW = "too_few"
    NO_PHOTOS = "no_photos"
    MISSING = "missing"
    NOT_ZIP = "not_zip"
    ENCRYPTED = "encrypted"
    ZIP_SLIP = "zip_slip"
    ZIP_BOMB = "zip_bomb"
    SOURCE_TOO_LARGE = "source_too_large"
    TOO_MANY_ENTRIES = "too_many_entries"
    TOTAL_TOO_LARGE = "total_too_large"
    CHANGED = "changed"
    NOT_IMAGE = "not_image"
    HEIC_UNSUPPORTED = "heic_unsupported"
    FORMAT_UNSUPPORTED = "format_unsupported"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_SMALL_SIDE = "too_small_side"
    TOO_MANY_PIXELS = "too_many_pixels"
    UNDECODABLE = "undecodable"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"
    NESTED_PATH = "nested_path"
    OUTSIDE_LINK = "outside_link"
    CAPTION_EMPTY = "caption_empty"
    CAPTION_TOO_LONG = "caption_too_long"
    CAPTION_UNREADABLE = "caption_unreadable"
    CAPTION_WITHOUT_PHOTO = "caption_without_photo"


# Clauses without a full stop, so that they stand after a name and inside an error's sentence alike.
SENTENCES: dict[ProblemCode, str] = {
    ProblemCode.TOO_FEW: QT_TRANSLATE_NOOP(
        "Dataset", "only {detail} of the photos can be used, at least {limit} are needed"
    ),
    ProblemCode.NO_PHOTOS: QT_TRANSLATE_NOOP("Dataset", "there are no photos in it"),
    ProblemCode.MISSING: QT_TRANSLATE_NOOP("Dataset", "it is not there any more"),
    ProblemCode.NOT_ZIP: QT_TRANSLATE_NOOP("Dataset", "it is not a zip archive, or a damaged one"),
    ProblemCode.ENCRYPTED: QT_TRANSLATE_NOOP("Dataset", "the archive is locked with a password"),
    ProblemCode.ZIP_SLIP: QT_TRANSLATE_NOOP(
        "Dataset", "the archive holds a path that leads out of it: {detail}"
    ),
    ProblemCode.ZIP_BOMB: QT_TRANSLATE_NOOP(
        "Dataset", "a file in the archive unpacks to {detail} times its size: {limit} is the most allowed"
    ),
    ProblemCode.SOURCE_TOO_LARGE: QT_TRANSLATE_NOOP(
        "Dataset", "it holds {detail} MB, at most {limit} MB are looked at"
    ),
    ProblemCode.TOO_MANY_ENTRIES: QT_TRANSLATE_NOOP(
        "Dataset", "it holds more than {limit} files; choose the photos alone"
    ),
    ProblemCode.TOTAL_TOO_LARGE: QT_TRANSLATE_NOOP(
        "Dataset", "the photos are {detail} MB together, at most {limit} MB can be sent"
    ),
    ProblemCode.CHANGED: QT_TRANSLATE_NOOP("Dataset", "it was changed after it was looked at"),
    ProblemCode.NOT_IMAGE: QT_TRANSLATE_NOOP("Dataset", "it is not a photo"),
    ProblemCode.HEIC_UNSUPPORTED: QT_TRANSLATE_NOOP(
        "Dataset", "HEIC photos cannot be used; save them as JPEG first"
    ),
    ProblemCode.FORMAT_UNSUPPORTED: QT_TRANSLATE_NOOP(
        "Dataset", "{detail} pictures cannot be used; save them as JPEG first"
    ),
    ProblemCode.EMPTY: QT_TRANSLATE_NOOP("Dataset", "the file is empty"),
    ProblemCode.TOO_LARGE: QT_TRANSLATE_NOOP("Dataset", "it has {detail} MB, at most {limit} MB are allowed"),
    ProblemCode.TOO_SMALL_SIDE: QT_TRANSLATE_NOOP(
        "Dataset", "it is only {detail} pixels; the shorter side needs at least {limit}"
    ),
    ProblemCode.TOO_MANY_PIXELS: QT_TRANSLATE_NOOP(
        "Dataset", "it is {detail} pixels, far more than a photo has"
    ),
    ProblemCode.UNDECODABLE: QT_TRANSLATE_NOOP("Dataset", "the picture is damaged and cannot be opened"),
    ProblemCode.UNREADABLE: QT_TRANSLATE_NOOP("Dataset", "the file cannot be read: {detail}"),
    ProblemCode.DUPLICATE: QT_TRANSLATE_NOOP("Dataset", "it is the same photo as {detail}"),
    ProblemCode.NESTED_PATH: QT_TRANSLATE_NOOP("Dataset", "{detail} photos from inner folders are used too"),
    ProblemCode.OUTSIDE_LINK: QT_TRANSLATE_NOOP("Dataset", "it is a link and was passed over"),
    ProblemCode.CAPTION_EMPTY: QT_TRANSLATE_NOOP("Dataset", "its caption file is empty and is not used"),
    ProblemCode.CAPTION_TOO_LONG: QT_TRANSLATE_NOOP(
        "Dataset", "its caption has more than {limit} characters and is not used"
    ),
    ProblemCode.CAPTION_UNREADABLE: QT_TRANSLATE_NOOP(
        "Dataset", "its caption is not a readable text and is not used"
    ),
    ProblemCode.CAPTION_WITHOUT_PHOTO: QT_TRANSLATE_NOOP("Dataset", "there is no photo for this caption"),
}

_WARNINGS = frozenset(
    {
        ProblemCode.NESTED_PATH,
        ProblemCode.OUTSIDE_LINK,
        ProblemCode.CAPTION_EMPTY,
        ProblemCode.CAPTION_TOO_LONG,
        ProblemCode.CAPTION_UNREADABLE,
        ProblemCode.CAPTION_WITHOUT_PHOTO,
    }
)

_LEAVES_OUT = frozenset(
    {
        ProblemCode.NOT_IMAGE,
        ProblemCode.HEIC_UNSUPPORTED,
        ProblemCode.FORMAT_UNSUPPORTED,
        ProblemCode.EMPTY,
        ProblemCode.TOO_LARGE,
        ProblemCode.TOO_SMALL_SIDE,
        ProblemCode.TOO_MANY_PIXELS,
        ProblemCode.UNDECODABLE,
        ProblemCode.UNREADABLE,
        ProblemCode.DUPLICATE,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `name` is the file (empty: all together), the rest fills the sentence."""

    code: ProblemCode
    name: str = ""
    detail: str = ""
    limit: str = ""

    @property
    def severity(self) -> Severity:
        """What the problem does to the dataset."""
        if self.code in _WARNINGS:
            return Severity.WARNS
        return Severity.LEAVES_OUT if self.code in _LEAVES_OUT else Severity.BLOCKS

    @property
    def blocks(self) -> bool:
        """Whether nothing can be started with this problem."""
        return self.severity is Severity.BLOCKS

    def fill(self, template: str) -> str:
        """Return `template`, the code's sentence or a translation of it, with the facts put in."""
        return template.format(detail=self.detail, limit=self.limit)

    def __str__(self) -> str:
        """Return the English clause, after the file's name where there is one."""
        clause = self.fill(SENTENCES[self.code])
        return f"{self.name}: {clause}" if self.name else clause


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """One file that was offered as a photo, good or bad.

    `path` and `member` say where its bytes are: the file itself, or the number of the entry in that archive.
    Width and height are as seen (turned upright), 0 if unknown; `sha256` and `thumbnail` (JPEG) are empty if
    the file could not be read that far.
    """

    name: str
    path: Path
    member: int | None = None
    kind: ImageKind = ImageKind.OTHER
    width: int = 0
    height: int = 0
    size_bytes: int = 0
    sha256: str = ""
    caption: str | None = None
    thumbnail: bytes = b""
    problems: tuple[Problem, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether the photo is part of what is sent; warnings do not keep it out."""
        return all(problem.severity is Severity.WARNS for problem in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetReport:
    """All that was found, before anything is paid. `problems` holds every one, those of photos included."""

    source: tuple[Path, ...]
    photos: tuple[Photo, ...]
    problems: tuple[Problem, ...]
    rules: DatasetRules

    @property
    def good_photos(self) -> tuple[Photo, ...]:
        """The photos that will be sent, in order of their names."""
        return tuple(photo for photo in self.photos if photo.is_good)

    @property
    def usable(self) -> bool:
        """Whether a training can be started with it."""
        return not any(problem.blocks for problem in self.problems)

    @property
    def captions(self) -> int:
        """How many good photos have a caption."""
        return sum(photo.caption is not None for photo in self.good_photos)

    @property
    def total_bytes(self) -> int:
        """The size of all good photos."""
        return sum(photo.size_bytes for photo in self.good_photos)

    @property
    def sha256(self) -> str:
        """The address of the content: equal for the same good photos and captions, whatever their names."""
        lines = sorted(f"{photo.sha256} {_digest(photo.caption)}" for photo in self.good_photos)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedDataset:
    """The zip made for the trainer, and what is in it."""

    path: Path
    size_bytes: int
    sha256: str
    photos: int
    captions: int


def judge(
    source: Sequence[Path], photos: Sequence[Photo], problems: Iterable[Problem], rules: DatasetRules
) -> DatasetReport:
    """Return the report: repeated photos are marked, and the dataset as a whole is held against the rules."""
    marked = _mark_duplicates(sorted(photos, key=lambda photo: (photo.name.casefold(), photo.name)))
    found = list(problems)
    report = DatasetReport(source=tuple(source), photos=tuple(marked), problems=(), rules=rules)
    if not any(problem.blocks for problem in found):
        found += _whole_problems(report)
    found += (problem for photo in marked for problem in photo.problems)
    return replace(report, problems=tuple(found))


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


def _whole_problems(report: DatasetReport) -> list[Problem]:
    rules, good = report.rules, len(report.good_photos)
    if not report.photos:
        return [Problem(ProblemCode.NO_PHOTOS)]
    problems = []
    if good < rules.min_photos:
        problems.append(Problem(ProblemCode.TOO_FEW, "", str(good), str(rules.min_photos)))
    if report.total_bytes > rules.max_total_bytes:
        problems.append(total_problem(report.total_bytes, rules))
    return problems


def total_problem(size_bytes: int, rules: DatasetRules) -> Problem:
    """Return the problem of photos that are too much for one upload."""
    return Problem(ProblemCode.TOTAL_TOO_LARGE, "", megabytes(size_bytes), megabytes(rules.max_total_bytes))


def _mark_duplicates(photos: Iterable[Photo]) -> list[Photo]:
    """Mark every good photo whose bytes came before."""
    first: dict[str, str] = {}
    marked = []
    for photo in photos:
        name = first.setdefault(photo.sha256, photo.name) if photo.is_good else photo.name
        if name != photo.name:
            problem = Problem(ProblemCode.DUPLICATE, photo.name, name)
            photo = replace(photo, problems=(*photo.problems, problem))
        marked.append(photo)
    return marked


def _digest(caption: str | None) -> str:
    return "-" if caption is None else hashlib.sha256(caption.encode()).hexdigest()
