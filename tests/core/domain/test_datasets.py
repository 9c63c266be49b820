"""What a report says of all photos together."""

from dataclasses import replace
from pathlib import Path

from core.domain.dataset_problems import Problem, ProblemCode
from core.domain.dataset_rules import (
    DatasetRules,
)
from core.domain.datasets import DatasetReport, Photo, judge

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
