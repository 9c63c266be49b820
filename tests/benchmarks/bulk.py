"""10,000 failed trainings prepared for a retry: looked at, judged, bound to what was seen, and frozen.

The peer runs the same queries on raw sqlite3: what is above it is judging, trying, hashing and freezing.
"""

import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from core.container import Core
from core.db.tables import to_micros
from core.domain.bulk import BulkKind, BulkTerms, BulkWish
from core.ids import new_id
from tests.benchmarks.failures import let_fail
from tests.benchmarks.houses import Recorder, fill, opened, raw
from tests.benchmarks.measure import Row, Size, median, value_at_most

AIM_MS = 5000


async def rows(size: Size) -> list[Row]:
    """Measure; one row."""
    items, rounds = size.pick(60, 2_000, 10_000), size.pick(1, 3, 5)
    trainings = size.pick(100, 10_000, 100_000)
    with TemporaryDirectory() as folder:
        await fill(Path(folder), trainings=trainings, transfers=3)
        async with opened(Path(folder)) as core:
            await core.db.write(lambda tx: None)
            with closing(raw(core.paths.database_file)) as db:
                let_fail(db, to_micros(core.clock.now()))
                ids = _ready(db, Path(folder), items)
            terms = BulkTerms(with_hopeless=True)
            wish = BulkWish(run_id="", kind=BulkKind.RETRY, ids=ids, reason="a bench", terms=terms)
            with Recorder(core.db) as recorder:
                await _prepare(core, replace(wish, run_id=new_id()))
            statements = recorder.taken()
            mine, peers = [], []
            for _ in range(rounds):
                mine.append(await _prepare(core, replace(wish, run_id=new_id())))
                peers.append(_same(core, statements))
    return [
        Row(
            name=f"{items:,} retries of {trainings:,} prepared",
            ours=median(mine) * 1000,
            peer=median(peers) * 1000,
            unit="ms",
            aim=value_at_most(AIM_MS, "ms"),
        )
    ]


async def _prepare(core: Core, wish: BulkWish) -> float:
    """Look and freeze; return how long that took."""
    begin = time.perf_counter()
    seen = await core.bulk.preview(wish, core.operator)
    run = await core.bulk.start(wish, seen.digest, core.operator)
    took = time.perf_counter() - begin
    if run.total != len(wish.ids) or seen.totals.done != len(wish.ids):
        raise RuntimeError("not every row would be done")
    return took


def _same(core: Core, statements: list[tuple[str, tuple[object, ...]]]) -> float:
    """Run the same queries with nothing in between."""
    with closing(raw(core.paths.database_file)) as db:
        begin = time.perf_counter()
        db.execute("BEGIN")
        for sql, arguments in statements:
            if sql.split(maxsplit=1)[0] == "SELECT":
                db.execute(sql, arguments).fetchall()
        db.execute("ROLLBACK")
        return time.perf_counter() - begin


def _ready(db: sqlite3.Connection, folder: Path, items: int) -> tuple[str, ...]:
    """Let the photos be there and the customers rich; return the newest failed trainings."""
    photos = folder / "photos.zip"
    photos.write_bytes(b"photos")
    db.execute("PRAGMA foreign_keys = 0")  # the holds themselves are not made
    db.execute("BEGIN")
    db.execute("UPDATE training SET dataset = json_set(dataset, '$.path', ?)", (str(photos),))
    db.execute(
        "UPDATE attempt SET price = 22000, money = 'released', hold_id = 'of ' || id WHERE status = 'failed'"
    )
    db.execute("UPDATE account SET balance = 1000000000 WHERE id LIKE 'customer:%'")
    db.execute(
        "UPDATE training SET status = 'failed', is_active = 0"
        " WHERE id IN (SELECT training_id FROM attempt WHERE status = 'failed')"
    )
    found = db.execute(
        "SELECT training_id FROM attempt WHERE status = 'failed' ORDER BY id DESC LIMIT ?", (items,)
    ).fetchall()
    db.execute("COMMIT")
    return tuple(str(row[0]) for row in found)
