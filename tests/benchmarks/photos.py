"""The report on twelve photos of twelve megapixels, against Pillow decoding the same files and no more."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from core.paths import Paths
from core.services.dataset_shelf import DatasetShelf
from core.settings import Settings
from tests.benchmarks.measure import ROOT, Row, Size, interleaved, median, ratio_at_most, seconds

SAMPLES = ROOT / "resources" / "demo" / "photos"
SIDES = (4000, 3000)
SMALL = (640, 480)


async def rows(size: Size) -> list[Row]:
    """Measure; one row."""
    sides = SMALL if size is Size.TINY else SIDES
    rounds = size.pick(1, 2, 3)
    with TemporaryDirectory() as folder:
        photos = Path(folder) / "photos"
        await asyncio.to_thread(_make, photos, sides)
        shelf = DatasetShelf(Settings(), Paths.for_user(Path(folder) / "data"))

        async def ours() -> float:
            return await seconds(lambda: shelf.inspect([photos]))

        async def plain() -> float:
            return await seconds(lambda: asyncio.to_thread(_decode, photos))

        mine, peers = await interleaved(rounds, ours, plain)
    megapixels = sides[0] * sides[1] / 1e6
    return [
        Row(
            name=f"inspect 12 photos of {megapixels:.3g} MP",
            ours=median(mine) * 1000,
            peer=median(peers) * 1000,
            unit="ms",
            aim=ratio_at_most(1),
        )
    ]


def _make(folder: Path, sides: tuple[int, int]) -> None:
    folder.mkdir()
    for sample in sorted(SAMPLES.glob("*.jpg")):
        with Image.open(sample) as image:
            image.resize(sides).save(folder / sample.name, "JPEG", quality=92)


def _decode(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        with Image.open(path) as image:
            image.load()
