"""What a good photo, caption and path in an archive is."""

from pathlib import PurePosixPath

import pytest

from core.domain.dataset_problems import Problem, ProblemCode
from core.domain.dataset_rules import (
    DatasetRules,
    ImageKind,
    is_junk,
    kind_problem,
    leads_out,
    megabytes,
    read_caption,
    read_kind,
    side_problem,
    size_problem,
    unwrap,
)

RULES = DatasetRules()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0", ImageKind.JPEG),
        (b"\x89PNG\r\n\x1a\n", ImageKind.PNG),
        (b"RIFF\0\0\0\0WEBPVP8 ", ImageKind.WEBP),
        (b"\0\0\0\x18ftypheic\0\0", ImageKind.HEIC),
        (b"\0\0\0\x18ftypmif1\0\0", ImageKind.HEIC),
        (b"\0\0\0\x18ftypavif\0\0", ImageKind.AVIF),
        (b"\0\0\0\x18ftypisom\0\0", ImageKind.OTHER),
        (b"GIF89a", ImageKind.GIF),
        (b"BM\0\0", ImageKind.BMP),
        (b"II*\0", ImageKind.TIFF),
        (b"RIFF\0\0\0\0WAVE", ImageKind.OTHER),
        (b"", ImageKind.OTHER),
    ],
)
def test_kinds_by_first_bytes(head: bytes, kind: ImageKind) -> None:
    """The content tells what a file is."""
    assert read_kind(head) is kind


def test_kinds_that_cannot_be_used() -> None:
    """HEIC and other pictures are named for what they are, the rest is no photo."""
    assert kind_problem("a", ImageKind.WEBP) is None
    assert kind_problem("a", ImageKind.HEIC) == Problem(ProblemCode.HEIC_UNSUPPORTED, "a")
    assert kind_problem("a", ImageKind.GIF) == Problem(ProblemCode.FORMAT_UNSUPPORTED, "a", "GIF")
    assert kind_problem("a", ImageKind.OTHER) == Problem(ProblemCode.NOT_IMAGE, "a")


def test_sizes_at_the_limit() -> None:
    """Exactly 10 MiB pass, one byte more does not; no bytes are no photo."""
    limit = 10 * 1024 * 1024
    assert size_problem("a", limit, RULES) is None
    assert size_problem("a", limit + 1, RULES) == Problem(ProblemCode.TOO_LARGE, "a", "10.5", "10.5")
    assert size_problem("a", 0, RULES) == Problem(ProblemCode.EMPTY, "a")


def test_sides_at_the_limit() -> None:
    """The shorter side decides; too many pixels come first, so that nothing decodes them."""
    assert side_problem("a", 256, 4000, RULES) is None
    too_small = side_problem("a", 4000, 255, RULES)
    assert too_small == Problem(ProblemCode.TOO_SMALL_SIDE, "a", "4000 × 255", "256")
    bomb = side_problem("a", 10, 60_000_000, RULES)
    assert bomb == Problem(ProblemCode.TOO_MANY_PIXELS, "a", "10 × 60000000")


@pytest.mark.parametrize(
    ("data", "caption", "code"),
    [
        (" фото TOK\n".encode(), "фото TOK", None),
        (b"\xef\xbb\xbfa photo", "a photo", None),
        (b" \n", None, ProblemCode.CAPTION_EMPTY),
        (b"x" * 2001, None, ProblemCode.CAPTION_TOO_LONG),
        (b"\xff\xfea\0", None, ProblemCode.CAPTION_UNREADABLE),
    ],
)
def test_captions(data: bytes, caption: str | None, code: ProblemCode | None) -> None:
    """A caption is trimmed UTF-8 text of bounded length, or it is not used."""
    text, problem = read_caption("a.jpg", data, RULES)
    assert text == caption
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("__MACOSX/photos/._1.jpg", True),
        ("photos/.DS_Store", True),
        ("photos/._1.jpg", True),
        ("Thumbs.db", True),
        ("DESKTOP.INI", True),
        ("", True),
        ("photos/1.jpg", False),
    ],
)
def test_junk(path: str, expected: bool) -> None:
    """What operating systems leave behind is nobody's photo."""
    assert is_junk(PurePosixPath(path)) is expected


@pytest.mark.parametrize("path", ["../a.jpg", "a/../../b.jpg", "/etc/passwd", "C:/a.jpg", ".."])
def test_paths_that_lead_out(path: str) -> None:
    """Climbing, absolute and drive paths are recognised."""
    assert leads_out(path)


def test_harmless_paths_do_not_lead_out() -> None:
    """Dots inside names are no climbing."""
    assert not leads_out("photos/a..b.jpg")


def test_unwrap_drops_only_folders_shared_by_all() -> None:
    """Wrapping folders vanish, inner ones stay."""
    paths = [PurePosixPath("w/v/a.jpg"), PurePosixPath("w/v/in/b.jpg")]
    assert unwrap(paths) == [PurePosixPath("a.jpg"), PurePosixPath("in/b.jpg")]
    assert unwrap([PurePosixPath("a.jpg"), PurePosixPath("w/b.jpg")])[1] == PurePosixPath("w/b.jpg")
    assert unwrap([PurePosixPath("w/a.jpg")]) == [PurePosixPath("a.jpg")]
    assert unwrap([]) == []


@pytest.mark.parametrize(
    ("size_bytes", "text"), [(0, "0.0"), (1, "0.1"), (100_000, "0.1"), (100_000_001, "100.1")]
)
def test_megabytes_round_up(size_bytes: int, text: str) -> None:
    """Too much by one byte shows as more than the limit."""
    assert megabytes(size_bytes) == text
