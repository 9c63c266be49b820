"""Everything that can be wrong with photos: codes, what each does to the dataset, and its sentence."""

from dataclasses import dataclass
from enum import StrEnum

from core.errors import QT_TRANSLATE_NOOP


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
