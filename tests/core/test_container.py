"""Core as a whole: opened in order, closed whatever happens, alone on its data."""

import asyncio
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from core.container import Core
from core.db.database import Database
from core.domain.people import Role
from core.errors import DatabaseCorrupt, DatabaseLocked, LocalError, RuleError, SecondInstance
from core.paths import Paths
from core.services.people import People
from tests.core.conftest import OpenStation
from tests.fakes.station import secrets_with, settings_for

URL = "http://127.0.0.1:9"
OTHER = """
import sys
from pathlib import Path
from core.container import Core
from core.paths import Paths
from tests.fakes.station import secrets_with, settings_for
import asyncio

async def main():
    core = Core(Paths.for_user(Path(sys.argv[1])), settings_for("http://127.0.0.1:9"), secrets_with())
    await core.open()
    print("open", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await core.close()

asyncio.run(main())
"""


def a_core(folder: Path) -> Core:
    return Core(Paths.for_user(folder), settings_for(URL), secrets_with())


async def core_opens(folder: Path) -> None:
    """Prove that the data is free and can be opened."""
    core = a_core(folder)
    await core.open()
    await core.close()


async def test_the_first_start_makes_an_admin(tmp_path: Path) -> None:
    """A fresh folder has an operator to work with; the next start finds the same one."""
    first = a_core(tmp_path)
    await first.open()
    admin = first.operator
    await first.close()
    second = a_core(tmp_path)
    await second.open()
    assert (second.operator, admin.role) == (admin, Role.ADMIN)
    await second.close()


async def test_a_second_instance_is_refused_and_told_who_is_there(tmp_path: Path) -> None:
    """Another process on the same data is named by its id; when it has gone, the data opens."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", OTHER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert await asyncio.to_thread(other.stdout.readline) == b"open\n"
        with pytest.raises(SecondInstance) as caught:
            await a_core(tmp_path).open()
        assert caught.value.facts["pid"] == str(other.pid)
        other.stdin.close()
        await asyncio.to_thread(other.wait, 10)
    core = a_core(tmp_path)
    await core.open()
    await core.close()


async def test_two_cores_of_one_process_do_not_share_data(tmp_path: Path) -> None:
    """The lock holds within a process too."""
    core = a_core(tmp_path)
    await core.open()
    with pytest.raises(SecondInstance) as caught:
        await a_core(tmp_path).open()
    assert caught.value.facts["pid"] == str(os.getpid())
    await core.close()


async def test_what_cannot_be_opened_is_let_go(tmp_path: Path) -> None:
    """A failed opening leaves no lock and no thread: mended, the same data opens."""
    paths = Paths.for_user(tmp_path)
    paths.prepare()
    paths.database_file.write_bytes(b"not a database" * 1000)
    threads = threading.active_count()
    with pytest.raises(DatabaseCorrupt):
        await a_core(tmp_path).open()
    assert threading.active_count() <= threads + 1
    paths.database_file.unlink()
    core = a_core(tmp_path)
    await core.open()
    await core.close()


async def test_an_operator_that_cannot_be_written_lets_go_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file opens, its first write fails: the lock is free again."""
    real = People.first_operator

    async def locked(_people: People, *_: object) -> object:
        raise DatabaseLocked(path="here")

    monkeypatch.setattr(People, "first_operator", locked)
    with pytest.raises(DatabaseLocked):
        await a_core(tmp_path).open()
    monkeypatch.setattr(People, "first_operator", real)
    core = a_core(tmp_path)
    await core.open()
    await core.close()


async def test_without_an_active_operator_nobody_gets_in(tmp_path: Path) -> None:
    """Everybody was switched off: that is said, and lock, threads and files are let go."""
    core = a_core(tmp_path)
    await core.open()
    await core.close()
    with closing(sqlite3.connect(core.paths.database_file)) as raw, raw:
        raw.execute("UPDATE operator SET is_active = 0")
    threads = threading.active_count()
    with pytest.raises(RuleError, match="switched off"):
        await a_core(tmp_path).open()
    assert threading.active_count() <= threads + 1  # asyncio keeps a thread of its own for later
    with a_core(tmp_path).alone(), closing(sqlite3.connect(core.paths.database_file)) as raw, raw:
        raw.execute("UPDATE operator SET is_active = 1")
    await core_opens(tmp_path)


async def test_closing_twice_or_without_opening_does_no_harm(tmp_path: Path) -> None:
    """Whoever cleans up need not know how far the opening came."""
    core = a_core(tmp_path)
    await core.close()
    await core.open()
    await core.close()
    await core.close()
    await core_opens(tmp_path)


async def test_a_part_that_cannot_be_closed_keeps_no_other_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error while closing is told, after everything else was closed."""
    core = a_core(tmp_path)

    async def stop() -> None:
        raise DatabaseLocked(path="here")

    monkeypatch.setattr(core.engine, "stop", stop)
    await core.open()
    with pytest.raises(DatabaseLocked):
        await core.close()
    await core_opens(tmp_path)


async def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """A data folder that cannot be made is named."""
    (tmp_path / "data").touch()
    with pytest.raises(LocalError, match="data"):
        await a_core(tmp_path / "data").open()


async def test_closing_leaves_no_thread_and_no_task(
    opened: OpenStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the end nothing of core runs, and the database is closed."""
    closed: list[bool] = []
    real = Database.close

    async def close(database: Database) -> None:
        await real(database)
        closed.append(True)

    monkeypatch.setattr(Database, "close", close)
    names: Callable[[], set[str]] = lambda: {  # noqa: E731
        one.name for one in threading.enumerate() if one.name.startswith(("db-", "replicate"))
    }
    async with opened() as station:
        await station.customer()
        await station.ended(await station.launch())
        assert names()
    assert closed == [True]
    assert names() == set()
    assert {task.get_name() for task in asyncio.all_tasks()} & {"gate", "submit", "watch", "outbox"} == set()


@pytest.mark.parametrize("wakes", range(8))
async def test_a_close_that_meets_a_wake_ends(opened: OpenStation, wakes: int) -> None:
    """However the last wake and the stop meet, closing comes to an end."""
    async with asyncio.timeout(60):
        async with opened() as station:
            for _ in range(wakes):
                station.core.engine.wake()
                await asyncio.sleep(0)
            station.core.engine.wake()
