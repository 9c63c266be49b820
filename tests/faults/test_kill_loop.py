"""kill -9 a thousand times at random, always on the same data: what was said to be done is done, once.

Each life opens core on the folder the last one left, goes on with whatever stands there, does deeds of its
own, and is killed: half of them exactly at a boundary, the others some moment after one or while opening.
Every hundred kills, and at the end when a last life has brought everything to its end, the whole promise is
looked at. The seed of the dice is printed; moments are the machine's own.
"""

import os
import random
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.container import Core
from core.money import Stars
from core.paths import Paths
from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread
from tests.fakes.station import (
    ANNA,
    TOKEN,
    FastClock,
    make_dataset,
    open_station,
    secrets_with,
    settings_for,
    until,
)
from tests.faults.desk import CUSTOMERS, repeat_at_desk
from tests.faults.lives import KINDS, Life, Sayings, lives
from tests.faults.said import Book, ids

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="fork and kill -9 are POSIX")

FACTOR = 20_000.0
"""How fast the clock of console and sandbox goes: in four seconds, a day, strays are forgotten."""
SECONDS_OF_TRAINING = 6_000.0
STARS = 10_000_000
KILLS, SOAK_TURNS = 1_000, 50
"""Kills of one house, and how many houses `make soak` has: a house that grew for ever would open slowly."""
LOOK_EVERY = 100
LEAST = 15
"""So many kills must have met each kind of work; most are met by far more."""
DIRECTED, EARLY = 0.33, 0.04
"""Shares of lives that end in one kind of work, and that end so soon that core is mostly not open yet."""
RARE = ("launch", "retry", "bulk", "settle", "settle", "release", "release", "refund", "refund")
"""What lives are directed at: all others are met often enough by chance."""
OPEN = (
    "SELECT COUNT(*) FROM attempt WHERE status IN ('submitting', 'starting', 'processing', 'unknown')",
    "SELECT COUNT(*) FROM attempt WHERE retry_at IS NOT NULL",
    "SELECT COUNT(*) FROM bulk_run WHERE status = 'running'",
    "SELECT COUNT(*) FROM outbox WHERE status IN ('waiting', 'sending', 'uncertain')",
)
"""What must be none at the end."""
PHOTOS = "photos.zip"
REFUND_ROWS = """
SELECT result_id FROM bulk_item JOIN bulk_run ON bulk_run.id = run_id WHERE state = 'done' AND kind = 'refund'
"""


class House:
    """One data folder, its sandbox, and all that was said and seen of its lives."""

    def __init__(self, folder: Path, url: str, begin: datetime, live: Callable[[Life], Any]) -> None:
        """Begin with nobody living in it."""
        self.folder = folder
        self.url = url
        self.book = Book()
        self.met: Counter[str] = Counter()
        self.kills = 0
        self._begin = begin
        self._clock = FastClock(FACTOR, begin)
        self._live = live

    async def furnish(self) -> None:
        """Let there be photos, and rich customers."""
        make_dataset(self.folder)
        async with open_station(self.folder, self.url, clock=self._clock) as station:
            for number in range(CUSTOMERS):
                await station.customer(ANNA + number, stars=STARS)

    def kill_once(self, dice: random.Random) -> None:
        """Let one process live and die, and read what it said."""
        kind = dice.choice(RARE) if dice.random() < DIRECTED else ""
        life = Life(
            folder=str(self.folder),
            url=self.url,
            seed=dice.randrange(10**9),
            begin=self._begin.isoformat(),
            factor=FACTOR,
            nth=1 if kind else dice.randint(1, 6),
            kind=kind,
            delay_s=dice.choice((0.0, dice.uniform(0.0001, 0.008))),
            early_s=dice.uniform(0.001, 0.06) if dice.random() < EARLY else 0.0,
            pending=list(self.book.pending.values()),
        )
        told = self._live(life)
        trace = self.folder / "trace.txt"
        assert told["ended"] == signal.SIGKILL, trace.read_text() if trace.exists() else (told, life)
        self.kills += 1
        self.met.update(told["under_way"] or ["idle"])
        self.book.read(self.folder)

    async def look(self, *, at_the_end: bool = False) -> None:
        """See that everything holds; before the end nothing is overdue, for the clock races."""
        paths = Paths.for_user(self.folder / "data")
        clock = self._clock if at_the_end else FastClock(1, self._begin)
        core = Core(paths, settings_for(self.url), secrets_with(), clock)
        await core.open()
        try:
            assert [str(one) for one in await core.verify.run()] == []
        finally:
            await core.close()
        with self._raw() as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            self.book.check(db)

    async def come_to_the_end(self) -> None:
        """Live once more and to the end: every deed known, every training, run and message done with."""
        async with open_station(self.folder, self.url, clock=self._clock) as station:
            core, sayings = station.core, Sayings(self.folder)
            await repeat_at_desk(core, list(self.book.pending.values()), self.folder / PHOTOS, sayings.say)

            def is_over() -> bool:
                with self._raw() as db:
                    return not any(db.execute(sql).fetchone()[0] for sql in OPEN)

            await until(is_over, 120)
        self.book.read(self.folder)
        assert self.book.pending == {}

    def assert_once(self) -> None:
        """See that each training was charged once, none is lost, and nobody told too often or never."""
        with self._raw() as db:
            _assert_money_is_right(db)
            assert ids(db, "SELECT id FROM training") == self.book.launched
            self._assert_replicate_agrees(db)
            self._assert_told(db)

    def _assert_replicate_agrees(self, db: sqlite3.Connection) -> None:
        ours = ids(db, "SELECT provider_id FROM attempt WHERE provider_id IS NOT NULL")
        there: dict[str, str] = {}
        url: str | None = f"{self.url}/v1/trainings"
        while url:
            page = httpx.get(url, headers={"Authorization": f"Bearer {TOKEN}"}).raise_for_status().json()
            there |= {one["id"]: one["status"] for one in page["results"]}
            url = page["next"]
        assert ours <= there.keys()
        assert {there[one] for one in there.keys() - ours} <= {"canceled"}, "a training nobody knows of ran"

    def _assert_told(self, db: sqlite3.Connection) -> None:
        due = Counter(db.execute("SELECT chat_id, text FROM outbox WHERE status = 'sent'").fetchall())
        assert due.total() == db.execute("SELECT COUNT(*) FROM outbox").fetchone()[0]
        messages = httpx.get(f"{self.url}/admin/telegram/messages", timeout=60).json()
        told = Counter((one["chat"]["id"], one["sent_text"]) for one in messages)
        assert due - told == Counter(), "a message was lost"
        assert (told - due).total() <= self.met["outbox"], "more repeats than kills of a sender"

    def _raw(self) -> "closing[sqlite3.Connection]":
        file = Paths.for_user(self.folder / "data").database_file
        return closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=5))


def _assert_money_is_right(db: sqlite3.Connection) -> None:
    """One hold and one end for each attempt that was paid, attempts without a gap, and the stars add up."""
    moved: dict[str, list[str]] = {}
    for cause, kind in db.execute(
        "SELECT cause_id, kind FROM transfer WHERE kind IN ('hold', 'settle', 'release') ORDER BY id"
    ):
        moved.setdefault(cause, []).append(kind)
    earned = 0
    attempts: dict[str, list[int]] = {}
    for ident, training, number, status, price in db.execute(
        "SELECT id, training_id, number, status, price FROM attempt ORDER BY training_id, number"
    ):
        attempts.setdefault(training, []).append(number)
        end = "settle" if status == "succeeded" else "release"
        assert moved.pop(ident, []) == (["hold", end] if price else []), (ident, status)
        earned += price if status == "succeeded" else 0
    assert moved == {}
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in attempts.values())
    assert attempts.keys() == ids(db, "SELECT id FROM training")
    given_back = dict(db.execute("SELECT id, amount FROM transfer WHERE kind = 'refund'").fetchall())
    rows = [row[0] for row in db.execute(REFUND_ROWS)]
    assert sorted(rows) == sorted(given_back), "a row knows not of the stars it gave back"
    (left,) = db.execute("SELECT SUM(balance) FROM account WHERE id LIKE 'customer:%'").fetchone()
    assert left == CUSTOMERS * Stars.of(STARS).hundredths - earned + sum(given_back.values())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An empty house, with a sandbox whose clock is that of the console."""
    begin = datetime.now(UTC)
    config = SandboxConfig(
        now=FastClock(FACTOR, begin).now,
        speed=SECONDS_OF_TRAINING / FACTOR,
        cancel_delay_s=1,
        weights_bytes=1000,
        max_models=10**6,
    )
    with SandboxThread(config) as running, lives() as live:
        yield House(tmp_path, running.url, begin, live)


@pytest.mark.parametrize(
    "turn", [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(1, SOAK_TURNS))]
)
async def test_r1_killed_at_random_what_was_acknowledged_is_done_once(house: House, turn: int) -> None:
    """Launches, retries, bulk runs, settles, releases, messages: whatever is cut, none is lost or doubled."""
    seed = random.SystemRandom().randrange(10**6)
    print("turn", turn, "seed", seed)
    dice = random.Random(seed)
    await house.furnish()
    while house.kills < KILLS:
        house.kill_once(dice)
        if house.kills % LOOK_EVERY == 0:
            await house.look()
    print("kills while under way:", dict(house.met.most_common()))
    await house.come_to_the_end()
    await house.look(at_the_end=True)
    house.assert_once()
    seldom = {kind: house.met[kind] for kind in KINDS if house.met[kind] < LEAST}
    assert not seldom, "these were hardly ever interrupted"
