"""150,000 failures grouped with their figures and trends, against the same queries in raw sqlite3."""

import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from core.db.tables import to_micros
from core.domain.failure_signature import group_id, signature
from tests.benchmarks.houses import Recorder, fill, opened, raw
from tests.benchmarks.measure import Row, Size, interleaved, median, seconds, value_at_most

MESSAGES = tuple(
    f"Director: unexpected error in part {chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(60)
)
AIM_MS = 1000


async def rows(size: Size) -> list[Row]:
    """Measure; one row."""
    failures, rounds = size.pick(60, 15_000, 150_000), size.pick(1, 3, 5)
    with TemporaryDirectory() as folder:
        await fill(Path(folder), trainings=failures, transfers=3)
        async with opened(Path(folder)) as core:
            await core.db.write(lambda tx: None)
            with closing(raw(core.paths.database_file)) as db:
                let_fail(db, to_micros(core.clock.now()))
            with Recorder(core.db) as recorder:
                found = await core.failures.groups()
            if sum(group.attempts for group in found) < failures - 1:
                raise RuntimeError("the failures are not all in their groups")
            queries = [one for one in recorder.taken() if "SELECT" in one[0]]
            with closing(raw(core.paths.database_file)) as db:

                async def ours() -> float:
                    return await seconds(core.failures.groups)

                async def same_queries() -> float:
                    begin = time.perf_counter()
                    for sql, arguments in queries:
                        db.execute(sql, arguments).fetchall()
                    return time.perf_counter() - begin

                mine, peers = await interleaved(rounds, ours, same_queries)
    return [
        Row(
            name=f"groups of {failures:,} failures",
            ours=median(mine) * 1000,
            peer=median(peers) * 1000,
            unit="ms",
            aim=value_at_most(AIM_MS, "ms"),
        )
    ]


def let_fail(db: sqlite3.Connection, now: int) -> None:
    """Turn every free attempt into a failed one, spread over sixty groups and a month."""
    day = timedelta(days=1) // timedelta(microseconds=1)
    db.execute("BEGIN")
    db.execute("DROP TRIGGER attempt_end_is_final")
    for number, message in enumerate(MESSAGES):
        text = signature(message)
        ident = group_id("platform", text)
        db.execute(
            "INSERT INTO failure_group VALUES (?, 'platform', ?, ?, '', '', '', NULL, '', NULL, ?)",
            (ident, text, message, now),
        )
        db.execute(
            "UPDATE attempt SET status = 'failed', failure_class = 'platform', error = ?, group_id = ?,"
            " customer_id = (SELECT customer_id FROM training WHERE training.id = attempt.training_id),"
            " completed_at = ? - (rowid % 30) * ?, cost_micro_usd = 1000"
            " WHERE price = 0 AND rowid % ? = ?",
            (message, ident, now, day, len(MESSAGES), number),
        )
    db.execute("COMMIT")
