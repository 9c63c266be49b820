"""All invariants of 100,000 transfers checked by `core.verify`, against its queries in raw sqlite3."""

import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.houses import Recorder, fill, opened, raw
from tests.benchmarks.measure import Row, Size, interleaved, median, ratio_at_most, seconds


async def rows(size: Size) -> list[Row]:
    """Measure; one row.

    Raises:
        RuntimeError: the made-up ledger breaks an invariant, so the bench measures nothing worth knowing.
    """
    transfers, rounds = size.pick(30, 20_000, 100_000), size.pick(1, 3, 3)
    with TemporaryDirectory() as folder:
        await fill(Path(folder), trainings=transfers // 3, transfers=transfers)
        async with opened(Path(folder)) as core:
            with Recorder(core.db) as recorder:
                findings = await core.verify.run()
            if findings:
                raise RuntimeError(f"{len(findings)} findings, the first: {findings[0]}")
            queries = [one for one in recorder.taken() if "SELECT" in one[0]]
            with closing(raw(core.paths.database_file)) as db:

                async def ours() -> float:
                    return await seconds(core.verify.run)

                async def same_queries() -> float:
                    begin = time.perf_counter()
                    for sql, arguments in queries:
                        db.execute(sql, arguments).fetchall()
                    return time.perf_counter() - begin

                mine, peers = await interleaved(rounds, ours, same_queries)
    return [
        Row(
            name=f"verify {transfers:,} transfers",
            ours=median(mine) * 1000,
            peer=median(peers) * 1000,
            unit="ms",
            aim=ratio_at_most(1.2),
        )
    ]
