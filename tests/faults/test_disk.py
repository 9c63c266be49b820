"""The disk in the way of a running core: any write may fail, and with space again all goes on by itself."""

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.db import audit_store
from core.db.database import Database
from core.db.outbox_store import OutboxStatus
from core.db.tables import Account
from core.domain.attempts import MoneyState
from core.domain.trainings import Status
from core.engines import loops
from core.errors import DiskFull
from core.money import Stars
from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread
from tests.fakes.station import ANNA, Station, open_station, until

ROOT = Path(__file__).parents[2]
MOST = 60


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A sandbox in which a training lasts a moment."""
    with SandboxThread(SandboxConfig(speed=6000, weights_bytes=1000)) as running:
        yield running.url


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]) -> None:
    """Short pauses; every failed write is logged, and that is right."""
    monkeypatch.setattr(loops, "IDLE_S", 0.05)
    expect_log("")


@pytest.fixture
async def station(tmp_path: Path, url: str) -> AsyncIterator[Station]:
    """A running core with a customer who has 5000 stars."""
    async with open_station(tmp_path, url) as running:
        await running.api.post("/admin/reset")
        await running.customer(stars=5000)
        yield running


class FailingWrites:
    """Lets the n-th write from now on fail in the middle of its transaction, once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Put itself around every write."""
        self.left = 0
        self.has_struck = False
        real = Database.write

        async def write(database: Database, fn: Callable[[Any], Any]) -> Any:
            return await real(database, lambda tx: self._maybe(fn(tx), database))

        monkeypatch.setattr(Database, "write", write)

    def _maybe(self, result: Any, database: Database) -> Any:
        self.left -= 1
        if self.left == 0:
            self.has_struck = True
            raise DiskFull(path=database.path)
        return result


async def test_any_write_may_fail_and_the_end_is_right(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The n-th write fails, for every n: the start is refused whole, or the training comes to its end."""
    failing = FailingWrites(monkeypatch)
    spent = 0
    for number in range(1, MOST):
        failing.left, failing.has_struck = number, False
        request = station.request(model=f"neuro-{number}")
        try:
            await station.start(request)
        except DiskFull:
            assert (await station.balance()) == Stars.of(5000 - spent)
            await station.start(request)
        ended = await station.ended(request.request_id)
        assert ended.row.status is Status.SUCCEEDED
        spent += 220
        assert await station.balance() == Stars.of(5000 - spent)
        await until(lambda: _is_all_told(station))
        assert await station.findings() == []
        if not failing.has_struck:
            assert number > 5
            break
    living = [one for one in await station.remote() if one["status"] != "canceled"]
    assert len(living) == number


async def _is_all_told(station: Station) -> bool:
    messages = await station.core.notices.of_customer(ANNA)
    return all(message.status is OutboxStatus.SENT for message in messages)


def limit(pages: int) -> Callable[[Any], Any]:
    """Let the file have so many pages; fewer than it has means: no more than now."""
    return lambda _tx: Account._meta.database.execute_sql(f"PRAGMA max_page_count = {pages}").fetchone()


async def test_a_disk_that_fills_up_while_a_training_runs(station: Station) -> None:
    """SQLite's own "full" in the middle: nothing is half written, and with space again it ends right."""
    training_id = await station.launch("STUCK")
    running = await station.reached(training_id, lambda one: one.status is Status.PROCESSING)
    await station.core.db.write(limit(1))
    await _fill(station)
    await station.api.post(
        f"/admin/trainings/{running.provider_id}", json={"status": "failed", "error": "CUDA out of memory"}
    )
    await station.api.delete("/admin/requests")

    async def was_seen() -> bool:
        return (await station.requests()).get("GET /v1/trainings", 0) > 3

    await until(was_seen)
    held = await station.details(training_id)
    assert (held.row.status, held.row.money) == (Status.PROCESSING, MoneyState.HELD)
    with pytest.raises(DiskFull):
        await station.start(station.request(model="neuro-no-space"))
    await station.core.db.write(limit(1_000_000))
    ended = await station.ended(training_id)
    assert (ended.row.status, ended.row.money) == (Status.FAILED, MoneyState.RELEASED)
    assert await station.balance() == Stars.of(5000)
    assert await station.findings() == []


async def _fill(station: Station) -> None:
    """Use up the free room inside the pages that there are."""

    def write(tx: Any) -> None:
        Account._meta.database.execute_sql(
            "INSERT INTO attempt_log SELECT id, hex(randomblob(400)), 0 FROM attempt WHERE id NOT IN "
            "(SELECT attempt_id FROM attempt_log)"
        )
        audit_store.add(
            tx, actor="x", action="x", subject_kind="x", subject_id="x", reason=os.urandom(100).hex()
        )

    try:
        for _ in range(10_000):
            await station.core.db.write(write)
    except DiskFull:
        return


SCRIPT = """
import asyncio, sys
from pathlib import Path
from core.clock import SystemClock
from core.db import people_store
from core.db.database import Database
from core.domain.people import Role
from core.errors import DiskFull
from core.events import Changes

async def main(folder):
    db = Database(folder / "t.sqlite3", folder, SystemClock(), Changes())
    await db.open()
    ballast = folder / "ballast"
    for life in range(3):
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        done, full = 0, 0
        for number in range(200):
            try:
                name = f"{life} {number} " + "x" * 2000
                await db.write(lambda tx: people_store.add_operator(tx, name, Role.VIEWER))
                done += 1
            except DiskFull:
                full += 1
        assert full, "it never was full"
        ballast.unlink()
        name = f"{life} after"
        await db.write(lambda tx: people_store.add_operator(tx, name, Role.VIEWER))
    names = {one.name for one in await db.read(people_store.operators)}
    assert {"0 after", "1 after", "2 after"} <= names
    await db.close()
    print("right")

asyncio.run(main(Path(sys.argv[1])))
"""


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or shutil.which("unshare") is None,
    reason="mounting a small disk needs root on Linux",
)
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """A mounted disk of four megabytes, filled to the last byte three times: DiskFull, and on it goes."""
    mount = f'mount -t tmpfs -o size=4m none {tmp_path} && exec {sys.executable} -c "$SCRIPT" {tmp_path}'
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", mount],
        cwd=ROOT,
        env={**os.environ, "SCRIPT": SCRIPT, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("right", 0), done.stderr[-3000:]
