"""From what was dropped on the form to a packed dataset that a training can be sent with.

Packed zips stand in the data folder under their content address, so the same photos are kept once and a retry
weeks later finds exactly what was sent.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from core.domain.dataset_rules import DatasetRules
from core.domain.datasets import DatasetReport
from core.domain.trainings import Dataset
from core.paths import Paths
from core.settings import Settings


class DatasetShelf:
    """Inspects photos and keeps the packed ones."""

    def __init__(self, settings: Settings, paths: Paths) -> None:
        """Use the limits of `settings` and the data folder of `paths`."""
        self.rules = DatasetRules(
            min_photos=settings.min_photos,
            min_side_px=settings.min_side_px,
            max_photo_bytes=settings.max_photo_bytes,
        )
        self._paths = paths

    async def inspect(
        self, sources: Sequence[Path], on_progress: Callable[[int, int], None] | None = None
    ) -> DatasetReport:
        """Return the report on folders, zips and photos; bad input is in the report, never raised."""
        from core.services import dataset_inspection  # brings Pillow, which no window needs to begin with

        return await dataset_inspection.inspect(sources, self.rules, on_progress=on_progress)

    async def pack(self, report: DatasetReport) -> Dataset:
        """Keep the good photos as one zip.

        Raises:
            DatasetError, DiskFull, LocalError: nothing was kept.
        """
        from core.services import dataset_packing

        packed = await dataset_packing.pack(report, self._paths.datasets_dir / f"{report.sha256}.zip")
        return Dataset(
            path=str(packed.path),
            sha256=packed.sha256,
            size_bytes=packed.size_bytes,
            photos=packed.photos,
            captions=packed.captions,
        )
