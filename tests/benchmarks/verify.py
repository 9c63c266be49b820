"""All invariants of 100,000 transfers checked by `core.verify`, against its queries in raw sqlite3.

The chain of the audit log is measured for itself, against the same rows hashed one after another.
"""

import hmac
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from core.db import verify_store
from tests.benchmarks.houses import KEY, Recorder, fill, opened, raw
from tests.benchmarks.measure import Row, Size, interleaved, median, ratio_at_most, seconds

AUDIT = "FROM audit WHERE seq"
"""What tells the queries of the chain from those of the rules."""


async def rows(size: Size) -> list[Row]:
    """Measure; two rows.

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
            queries = [one for one in recorder.taken() if "SELECT" in one[0] and AUDIT not in one[0]]
            with closing(raw(core.paths.database_file)) as db:

                async def ours() -> float:
                    return await seconds(rules)

                async def rules() -> None:
                    for name in verify_store.RULES:
                        await core.db.read(lambda rule=name: verify_store.findings(rule))

                async def chain() -> float:
                    return await seconds(core.audit.check)

                async def hashed() -> float:
                    begin = time.perf_counter()
                    last = b""
                    for row in db.execute("SELECT * FROM audit ORDER BY seq"):
                        last = hmac.digest(KEY.encode(), last + repr(row).encode(), "sha256")
                    return time.perf_counter() - begin

                async def same_queries() -> float:
                    begin = time.perf_counter()
                    for sql, arguments in queries:
                        db.execute(sql, arguments).fetchall()
                    return time.perf_counter() - begin

                mine, peers, chains, bare = await interleaved(rounds, ours, same_queries, chain, hashed)
    return [
        Row(
            name=f"verify {transfers:,} transfers",
            ours=median(mine) * 1000,
            peer=median(peers) * 1000,
            unit="ms",
            aim=ratio_at_most(1.2),
        ),
        Row(
            name=f"check the seals of {transfers:,} audit rows",
            ours=median(chains) * 1000,
            peer=median(bare) * 1000,
            unit="ms",
            aim=ratio_at_most(2),
        ),
    ]
