"""The first page of a hundred trainings out of 100,000, against the same query in raw sqlite3."""

import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from core.domain.training_views import TrainingFilter
from tests.benchmarks.houses import Recorder, fill, opened, raw
from tests.benchmarks.measure import Row, Size, interleaved, percentile, seconds, value_at_most

FRAME_MS = 16


async def rows(size: Size) -> list[Row]:
    """Measure; one row with the 95th percentile of both."""
    trainings, rounds = size.pick(200, 20_000, 100_000), size.pick(2, 60, 200)
    with TemporaryDirectory() as folder:
        await fill(Path(folder), trainings=trainings, transfers=0)
        async with opened(Path(folder)) as core:
            with Recorder(core.db) as recorder:
                await core.trainings.page(TrainingFilter())
            sql, arguments = next(one for one in recorder.taken() if "LIMIT" in one[0])
            with closing(raw(core.paths.database_file)) as db:

                async def ours() -> float:
                    return await seconds(lambda: core.trainings.page(TrainingFilter()))

                async def same_query() -> float:
                    begin = time.perf_counter()
                    db.execute(sql, arguments).fetchall()
                    return time.perf_counter() - begin

                mine, peers = await interleaved(rounds, ours, same_query)
    return [
        Row(
            name=f"page 1 of {trainings:,} rows, p95",
            ours=percentile(mine, 0.95) * 1000,
            peer=percentile(peers, 0.95) * 1000,
            unit="ms",
            aim=value_at_most(FRAME_MS, "ms"),
        )
    ]
