"""What was found in the photos an operator chose, and whether a training can be started with them.

Pure: names and bytes come in, verdicts go out; `core.services.dataset_inspection` does the reading. A bad
photo is left out and named; the dataset as a whole is refused only by a problem that blocks.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.domain.dataset_problems import Problem, ProblemCode, Severity
from core.domain.dataset_rules import DatasetRules, ImageKind, megabytes


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


def total_problem(size_bytes: int, rules: DatasetRules) -> Problem:
    """Return the problem of photos that are too much for one upload."""
    return Problem(ProblemCode.TOTAL_TOO_LARGE, "", megabytes(size_bytes), megabytes(rules.max_total_bytes))


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
