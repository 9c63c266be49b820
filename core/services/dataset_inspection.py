"""Looks at the photos an operator chose; what is wrong is said in the report, never raised.

No more than one photo is held in memory. The work is done in a worker thread and stops between two photos
when cancelled.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path

from core.domain.dataset_problems import Problem, ProblemCode
from core.domain.dataset_rules import DatasetRules
from core.domain.datasets import DatasetReport, judge
from core.services.dataset_files import Reader, find_files
from core.services.dataset_photos import look_at, with_caption

Progressed = Callable[[int, int], None]


async def inspect(
    paths: Sequence[Path],
    rules: DatasetRules,
    *,
    workers: Executor | None = None,
    on_progress: Progressed | None = None,
) -> DatasetReport:
    """Return the report on folders, zips and photos in any mixture.

    A `.txt` file of the same name in the same place is a photo's caption.
    `on_progress(done, total)` is called in the event loop after each file. Raises nothing for bad input.
    """
    loop = asyncio.get_running_loop()
    stop = threading.Event()

    def tell(done: int, total: int) -> None:
        if on_progress is not None and not stop.is_set():
            loop.call_soon_threadsafe(on_progress, done, total)

    try:
        return await loop.run_in_executor(workers, _inspect, tuple(paths), rules, stop, tell)
    finally:
        stop.set()


def _inspect(
    paths: tuple[Path, ...], rules: DatasetRules, stop: threading.Event, tell: Progressed
) -> DatasetReport:
    files, problems = find_files(paths, rules)
    captions = {file.key: file for file in files if file.is_caption}
    offered = [file for file in files if not file.is_caption]
    unused = set(captions) - {file.key for file in offered}
    problems += [Problem(ProblemCode.CAPTION_WITHOUT_PHOTO, captions[key].name) for key in sorted(unused)]
    photos = []
    with Reader() as reader:
        for number, file in enumerate(offered, start=1):
            if stop.is_set():
                break
            photo = look_at(file, reader, rules)
            photos.append(with_caption(photo, captions.get(file.key), reader, rules))
            tell(number, len(offered))
    return judge(paths, photos, problems, rules)
