"""The rules for photos, captions and archive paths, and what a report says of the whole."""

import string
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from core.domain.datasets import (
    SENTENCES,
    DatasetReport,
    DatasetRules,
    ImageKind,
    Photo,
    Problem,
    ProblemCode,
    Severity,
    is_junk,
    judge,
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


def photo(number: int, *problems: ProblemCode, caption: str | None = None, size_bytes: int = 1000) -> Photo:
    """A photo of its own content, with these problems."""
    name = f"{number:02}.jpg"
    return Photo(
        name=name,
        path=Path("photos", name),
        sha256=f"sha-{number}",
        size_bytes=size_bytes,
        caption=caption,
        problems=tuple(Problem(code, name) for code in problems),
    )


def report(photos: list[Photo], *problems: Problem) -> DatasetReport:
    """The verdict on these photos under the default rules."""
    return judge([Path("photos")], photos, problems, RULES)


def codes(judged: DatasetReport) -> list[ProblemCode]:
    """The codes of all problems in order."""
    return [problem.code for problem in judged.problems]


def test_ten_good_photos_are_enough_and_nine_are_not() -> None:
    """The limit counts good photos."""
    assert report([photo(number) for number in range(10)]).usable
    nine = report([photo(number) for number in range(9)])
    assert not nine.usable
    assert nine.problems == (Problem(ProblemCode.TOO_FEW, "", "9", "10"),)


def test_a_bad_photo_is_left_out_and_named() -> None:
    """One bad photo beside ten good ones stops nothing and is not sent."""
    judged = report([*(photo(number) for number in range(10)), photo(10, ProblemCode.UNDECODABLE)])
    assert judged.usable
    assert len(judged.good_photos) == 10
    assert judged.problems == (Problem(ProblemCode.UNDECODABLE, "10.jpg"),)


def test_a_bad_photo_does_not_count() -> None:
    """Nine good photos and a corrupt one are nine."""
    judged = report([*(photo(number) for number in range(9)), photo(9, ProblemCode.UNDECODABLE)])
    assert codes(judged) == [ProblemCode.TOO_FEW, ProblemCode.UNDECODABLE]


def test_a_repeated_photo_counts_once() -> None:
    """The same bytes under another name are left out, and the first name is told."""
    twin = replace(photo(3), name="zz.jpg")
    judged = report([twin, *(photo(number) for number in range(10))])
    assert len(judged.good_photos) == 10
    assert judged.problems == (Problem(ProblemCode.DUPLICATE, "zz.jpg", "03.jpg"),)


def test_warnings_keep_nothing_out() -> None:
    """A photo whose caption cannot be used is still sent."""
    judged = report([photo(number, ProblemCode.CAPTION_EMPTY) for number in range(10)])
    assert judged.usable
    assert len(judged.good_photos) == 10


def test_nothing_at_all_is_one_problem() -> None:
    """No photos is said as such, and not as too few too."""
    assert codes(report([])) == [ProblemCode.NO_PHOTOS]


def test_a_blocked_source_speaks_alone() -> None:
    """A locked archive is not also called one without photos."""
    assert codes(report([], Problem(ProblemCode.ENCRYPTED, "a.zip"))) == [ProblemCode.ENCRYPTED]


def test_all_photos_together_must_fit_one_upload() -> None:
    """Replicate refuses files of 100 MB; the good photos may have no more."""
    judged = report([photo(number, size_bytes=10_000_000) for number in range(10)])
    assert judged.problems == (Problem(ProblemCode.TOTAL_TOO_LARGE, "", "100.0", "100.0"),)
    assert report([photo(number, size_bytes=9_999_999) for number in range(10)]).usable


def test_content_address() -> None:
    """Same good photos and captions: same address, whatever order, names and bad company."""
    photos = [photo(number, caption="x" if number == 2 else None) for number in range(10)]
    address = report(photos).sha256
    renamed = [replace(one, name=f"{20 - number}.png") for number, one in enumerate(photos)]
    assert report(renamed).sha256 == address
    assert report([*photos, photo(11, ProblemCode.TOO_LARGE)]).sha256 == address
    assert report([*photos[:2], photo(2), *photos[3:]]).sha256 != address
    assert report(photos[1:]).sha256 != address


def test_counts_of_what_is_sent() -> None:
    """Captions and bytes are counted over good photos only."""
    judged = report([photo(1, caption="a"), photo(2), photo(3, ProblemCode.TOO_LARGE, caption="b")])
    assert (judged.captions, judged.total_bytes) == (1, 2000)


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


@pytest.mark.parametrize("code", ProblemCode)
def test_every_code_has_a_sentence_it_can_fill(code: ProblemCode) -> None:
    """Each problem can be said, after its file's name, with known facts only and no full stop."""
    sentence = SENTENCES[code]
    fields = {field for _, field, _, _ in string.Formatter().parse(sentence) if field}
    assert fields <= {"detail", "limit"}
    assert not sentence.endswith(".")
    assert str(Problem(code, "a.jpg", "{x}", "2")).startswith("a.jpg: ")
    assert Problem(code).blocks is (Problem(code).severity is Severity.BLOCKS)
