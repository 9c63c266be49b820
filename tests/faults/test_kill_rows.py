"""kill -9 at random rows of one long bulk run: each row is done once, none is lost, nothing goes back.

Ten thousand rows in the suite are marks on failure groups, the cheapest deed there is: each writes an audit
row that would show a row done twice. Five hundred are refunds, where it would show in the stars. `make soak`
kills runs of ten thousand at every row.
"""

import os
import random
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core.container import Core
from core.db.tables import to_micros
from core.domain.bulk import BulkKind, BulkRun, BulkWish, RunStatus
from core.domain.caps import LARGEST_CAP
from core.domain.deeds import DeedKind
from core.ids import new_id
from core.paths import Paths
from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread
from tests.benchmarks import houses
from tests.benchmarks.houses import PRICE
from tests.fakes.keys import AUDIT_KEY
from tests.faults.lives import Life, lives
from tests.faults.said import Book

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="fork and kill -9 are POSIX")

NEVER = 10**9
_GROUP = "INSERT INTO failure_group VALUES (?, 'platform', ?, ?, '', '', '', NULL, '', NULL, ?)"


@pytest.fixture
def live() -> Iterator[Callable[[Life], Any]]:
    """Let one life be lived."""
    with lives() as live_once:
        yield live_once


@pytest.fixture(scope="module")
def sandbox() -> Iterator[str]:
    """Somebody who answers that the token is good."""
    with SandboxThread(SandboxConfig()) as running:
        yield running.url


async def prepared(folder: Path, kind: BulkKind, rows: int) -> BulkRun:
    """Fill a house and freeze a run over all of it."""
    trainings = rows if kind is BulkKind.REFUND else 1
    await houses.fill(folder / "data", trainings=trainings, transfers=3 * trainings)
    async with houses.opened(folder / "data") as core:
        with closing(houses.raw(core.paths.database_file)) as db:
            if kind is BulkKind.FIXED:
                made = (
                    (f"{n:016x}", f"fault {n}", f"fault {n}", to_micros(core.clock.now()))
                    for n in range(rows)
                )
                db.execute("BEGIN")
                db.executemany(_GROUP, made)
                db.execute("COMMIT")
            table = "failure_group" if kind is BulkKind.FIXED else "training"
            ids = tuple(row[0] for row in db.execute(f"SELECT id FROM {table} ORDER BY id"))
        await _raise_the_caps(core)
        wish = BulkWish(run_id=new_id(), kind=kind, ids=ids, reason="kill -9 at any row")
        seen = await core.bulk.preview(wish, core.operator)
        return await core.bulk.start(wish, seen.digest, core.operator)


async def _raise_the_caps(core: Core) -> None:
    (cap,) = [
        one for one in await core.deeds.caps()
        if (one.role, one.kind) == (core.operator.role, DeedKind.REFUND_STARS)
    ]  # fmt: skip
    high = replace(cap, action=LARGEST_CAP, operator_day=LARGEST_CAP, customer_day=LARGEST_CAP)
    await core.deeds.set_cap(high, reason="one run over all", operator=core.operator)


class Killing:
    """One run, killed and started again."""

    def __init__(self, live: Callable[[Life], Any], folder: Path, url: str, run: BulkRun) -> None:
        """Begin where the run stands."""
        self._live = live
        self._life = Life(
            folder=str(folder),
            url=url,
            seed=0,
            begin=datetime.now(UTC).isoformat(),
            factor=1.0,
            nth=NEVER,
            run_id=run.id,
        )
        self.folder = folder
        self.book = Book()
        self.done = 0

    def live_until(self, nth: int, delay_s: float = 0.0) -> bool:
        """Let one process live; returns whether it came to its end. What was done stays done."""
        told = self._live(replace(self._life, nth=nth, delay_s=delay_s))
        trace = self.folder / "trace.txt"
        assert told["ended"] in (0, signal.SIGKILL), trace.read_text() if trace.exists() else told
        self.book.read(self.folder)
        with self.raw() as db:
            (done,) = db.execute("SELECT COUNT(*) FROM bulk_item WHERE state <> 'waiting'").fetchone()
        assert done >= max(self.done, len(self.book.rows)), "progress went back"
        self.done = done
        return bool(told["ended"] == 0)

    def raw(self) -> "closing[sqlite3.Connection]":
        """Open the database to look at it."""
        return closing(sqlite3.connect(Paths.for_user(self.folder / "data").database_file, timeout=5))


def assert_done_once(db: sqlite3.Connection, kind: BulkKind, rows: int) -> None:
    """See that each row has had its effect once."""
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    states = db.execute("SELECT state, COUNT(*), COUNT(DISTINCT subject_id) FROM bulk_item GROUP BY state")
    assert states.fetchall() == [("done", rows, rows)]
    if kind is BulkKind.FIXED:
        marked = "SELECT COUNT(*), COUNT(DISTINCT subject_id) FROM audit WHERE action = 'failure.fixed'"
        assert db.execute(marked).fetchone() == (rows, rows)
        assert db.execute("SELECT COUNT(*) FROM failure_group WHERE fixed_at IS NULL").fetchone() == (0,)
        return
    given = "SELECT COUNT(*), COUNT(DISTINCT charge_id), SUM(amount) FROM transfer WHERE kind = 'refund'"
    assert db.execute(given).fetchone() == (rows, rows, rows * PRICE.hundredths)
    (left,) = db.execute("SELECT SUM(balance) FROM account WHERE id LIKE 'customer:%'").fetchone()
    assert left == rows * PRICE.hundredths
    told = "SELECT COUNT(*) FROM outbox WHERE event_key LIKE 'balance:%'"
    assert db.execute(told).fetchone() == (rows,)


@pytest.mark.parametrize(
    ("kind", "rows", "kills"),
    [
        (BulkKind.FIXED, 10_000, 60),
        (BulkKind.REFUND, 500, 25),
        pytest.param(BulkKind.FIXED, 10_000, 9_999, marks=pytest.mark.soak),
        pytest.param(BulkKind.REFUND, 10_000, 9_999, marks=pytest.mark.soak),
    ],
)
async def test_n4_killed_at_any_of_many_rows_each_is_done_once(
    live: Callable[[Life], Any],
    sandbox: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: BulkKind,
    rows: int,
    kills: int,
) -> None:
    """Killed again and again before, in and after rows: all done once, none lost, every star in place."""
    seed = random.SystemRandom().randrange(10**6)
    print("seed", seed)
    dice = random.Random(seed)
    monkeypatch.setattr(houses, "KEY", AUDIT_KEY)
    run = await prepared(tmp_path, kind, rows)
    assert (run.status, run.total, run.skipped) == (RunStatus.RUNNING, rows, 0)
    killing = Killing(live, tmp_path, sandbox, run)
    for place in sorted(dice.sample(range(1, rows), kills)):
        # Each row is two boundaries: all is written and not yet committed, and committed and not yet told.
        nth = 2 * max(1, place - killing.done) - dice.randint(0, 1)
        assert not killing.live_until(nth, dice.choice((0.0, dice.uniform(0.0001, 0.004))))
    assert killing.live_until(NEVER)
    async with houses.opened(tmp_path / "data") as core:
        ended = await core.bulk.run(run.id)
        assert (ended.status, ended.done, ended.waiting) == (RunStatus.DONE, rows, 0)
        assert [str(one) for one in await core.verify.run()] == []
    with killing.raw() as db:
        assert_done_once(db, kind, rows)
        killing.book.check(db)
