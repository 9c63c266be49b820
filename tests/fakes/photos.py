"""Small real pictures, folders and archives of them, and the report on what is in them."""

import io
import random
import zipfile
from pathlib import Path
from typing import Any

from PIL import Image

from core.domain.dataset_problems import ProblemCode
from core.domain.dataset_rules import DatasetRules
from core.domain.datasets import DatasetReport
from core.services.dataset_inspection import inspect

RULES = DatasetRules()
DEMO = Path(__file__).parents[2] / "resources" / "demo" / "photos"


def picture(seed: int, kind: str = "JPEG", size: tuple[int, int] = (300, 400), **options: Any) -> bytes:
    """A small real picture, another one for each seed."""
    out = io.BytesIO()
    image = Image.new("RGB", (8, 8))
    image.putdata([tuple(random.Random(f"{seed} {at}").randbytes(3)) for at in range(64)])
    image.resize(size).save(out, kind, **options)
    return out.getvalue()


def photos(count: int) -> dict[str, bytes]:
    """So many different good photos by name."""
    return {f"{number:02}.jpg": picture(number) for number in range(count)}


def folder(root: Path, files: dict[str, bytes]) -> Path:
    """A folder with these files."""
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    root.mkdir(exist_ok=True)
    return root


def archive(path: Path, files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip with these entries."""
    with zipfile.ZipFile(path, "w", compression) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return path


def names_in(path: Path) -> list[str]:
    """What a folder holds."""
    return sorted(inner.name for inner in path.iterdir())


def codes(report: DatasetReport) -> list[ProblemCode]:
    """The codes of all problems in order."""
    return [problem.code for problem in report.problems]


async def look(*paths: Path, rules: DatasetRules = RULES) -> DatasetReport:
    """The report on these paths."""
    return await inspect(paths, rules)
