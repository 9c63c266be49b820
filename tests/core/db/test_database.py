"""The one file: how it is opened, guarded, migrated and backed up, and what every state of the disk means."""

import asyncio
import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import peewee as pw
import pytest
from playhouse.migrations import Runner

from core.clock import SystemClock
from core.db import audit_store, database, people_store
from core.db.database import MIGRATIONS, Database, Tx
from core.db.tables import TABLES, Account
from core.domain.people import CustomerDraft, Role
from core.errors import (
    AppError,
    DatabaseCorrupt,
    DatabaseLocked,
    DatabaseNewer,
    DatabaseReadOnly,
    DiskFull,
    LocalError,
)
from core.events import Change, Changes

NOBODY = 65534


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Database]:
    """Open the database of a folder and close it, whatever happens."""
    one = Database(folder / "test.sqlite3", folder / "backups", SystemClock(), Changes())
    try:
        await one.open()
        yield one
    finally:
        await one.close()


async def refused(folder: Path) -> AppError:
    """Return the error that opening ends with."""
    with pytest.raises(AppError) as caught:
        async with opened(folder):
            pass
    assert str(folder / "test.sqlite3") in str(caught.value)
    return caught.value


def add_operator(name: str) -> Callable[[Tx], object]:
    return lambda tx: people_store.add_operator(tx, name, Role.VIEWER)


def run_sql(sql: str) -> object:
    return Account._meta.database.execute_sql(sql).fetchone()


# What it is when it is open


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("temp_store", 2),
        ("busy_timeout", 5000),
    ],
)
async def test_both_kinds_of_connection_have_the_pragmas(db: Database, pragma: str, value: object) -> None:
    """Write-ahead log, full sync and foreign keys hold for the writer and for the readers."""
    asked = f"PRAGMA {pragma}"
    assert await db.write(lambda _tx: run_sql(asked)) == (value,)
    assert await db.read(lambda: run_sql(asked)) == (value,)


async def test_the_migrations_build_what_the_tables_describe(db: Database) -> None:
    """Every column of `tables.py` is in the schema with its null-ness, and no other is."""

    def columns_of(table: str) -> dict[str, bool]:
        rows = Account._meta.database.execute_sql(f"PRAGMA table_info({table})").fetchall()
        return {name: not (not_null or key) for _number, name, _type, not_null, _default, key in rows}

    def described(table: type[pw.Model]) -> dict[str, bool]:
        fields = table._meta.sorted_fields
        return {field.column_name: bool(field.null) for field in fields}

    for table in TABLES:
        assert await db.read(lambda one=table: columns_of(one._meta.table_name)) == described(table)


async def test_a_read_cannot_write(db: Database) -> None:
    """Reader connections refuse to change anything."""
    with pytest.raises(DatabaseReadOnly):
        await db.read(lambda: add_operator("sneaky")(Tx(now=SystemClock().now())))
    assert await db.read(people_store.operators) == []


async def test_a_read_sees_one_moment(db: Database) -> None:
    """What commits while a read goes on does not show up in its middle."""
    loop = asyncio.get_running_loop()

    def read_twice() -> tuple[int, int]:
        first = len(people_store.operators())
        asyncio.run_coroutine_threadsafe(db.write(add_operator("Olga")), loop).result(5)
        return first, len(people_store.operators())

    assert await db.read(read_twice) == (0, 0)
    assert len(await db.read(people_store.operators)) == 1


async def test_a_write_that_fails_is_undone_whole_and_told_to_nobody(tmp_path: Path) -> None:
    """All or nothing, and events are facts: only what was committed is told."""
    changes = Changes()
    changes.open()
    told: list[Change] = []
    changes.subscribe(told.append)
    one = Database(tmp_path / "t.sqlite3", tmp_path, SystemClock(), changes)
    await one.open()

    def fail(tx: Tx) -> None:
        add_operator("first")(tx)
        add_operator("first")(tx)

    with pytest.raises(pw.IntegrityError):
        await one.write(fail)
    assert await one.read(people_store.operators) == []
    await one.write(add_operator("second"))
    await asyncio.sleep(0)
    assert [change.kind for change in told] == ["operator"]
    await one.close()


async def test_a_preview_does_everything_and_leaves_nothing(tmp_path: Path) -> None:
    """What a preview writes is seen inside it, gone after it, told to nobody; so is a failed one."""
    changes = Changes()
    changes.open()
    told: list[Change] = []
    changes.subscribe(told.append)
    one = Database(tmp_path / "t.sqlite3", tmp_path, SystemClock(), changes)
    await one.open()

    def add_and_look(tx: Tx) -> list[str]:
        add_operator("first")(tx)
        tx.changed("operator", "first")
        return [found.name for found in people_store.operators()]

    def fail(tx: Tx) -> None:
        add_operator("first")(tx)
        add_operator("first")(tx)

    assert await one.preview(add_and_look) == ["first"]
    assert await one.read(people_store.operators) == []
    with pytest.raises(pw.IntegrityError):
        await one.preview(fail)
    assert await one.read(people_store.operators) == []
    await one.write(add_operator("second"))
    await asyncio.sleep(0)
    assert len(told) == 1
    assert len(await one.read(people_store.operators)) == 1
    await one.close()


async def test_many_writers_wait_for_each_other(db: Database) -> None:
    """A hundred writes at once are a hundred commits."""
    await asyncio.gather(*(db.write(add_operator(f"operator {number}")) for number in range(100)))
    assert len(await db.read(people_store.operators)) == 100


async def test_audit_rows_are_never_changed(db: Database) -> None:
    """Triggers refuse to update or delete a row of the audit."""
    await db.write(
        lambda tx: audit_store.add(tx, actor="a", action="b", subject_kind="c", subject_id="d", reason="e")
    )
    for sql in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with pytest.raises(pw.IntegrityError, match="never"):
            await db.write(lambda _tx, one=sql: run_sql(one))
    assert [row.actor for row in await db.read(lambda: audit_store.of_subject("c", "d"))] == ["a"]


# Migrations and backups


async def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    """A second start needs no migration and makes no backup."""
    async with opened(tmp_path) as one:
        await one.write(add_operator("Olga"))
    async with opened(tmp_path) as one:
        assert [operator.name for operator in await one.read(people_store.operators)] == ["Olga"]
    assert not (tmp_path / "backups").exists()


async def test_a_backup_stands_before_a_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data of an older version is copied whole before anything is changed, and the copy opens."""
    async with opened(tmp_path) as one:
        await one.write(add_operator("Olga"))
    newer = tmp_path / "migrations"
    newer.mkdir()
    for migration in MIGRATIONS.glob("*.py"):
        (newer / migration.name).write_text(migration.read_text(encoding="utf-8"), encoding="utf-8")
    text = "def up(migrator, db):\n    db.execute_sql('ALTER TABLE operator ADD COLUMN extra TEXT')\n"
    (newer / "0999_later.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(database, "MIGRATIONS", newer)
    async with opened(tmp_path) as one:
        await one.read(lambda: run_sql("SELECT extra FROM operator"))
    (copy,) = (tmp_path / "backups").iterdir()
    assert "before-0999_later" in copy.name
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT name FROM operator").fetchall() == [("Olga",)]
        assert old.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a migration is no migration: the old program still opens the file."""
    async with opened(tmp_path) as one:
        await one.write(add_operator("Olga"))
    broken = tmp_path / "migrations"
    broken.mkdir()
    for migration in MIGRATIONS.glob("*.py"):
        (broken / migration.name).write_text(migration.read_text(encoding="utf-8"), encoding="utf-8")
    text = "def up(migrator, db):\n    db.execute_sql('DROP TABLE audit')\n    db.execute_sql('nonsense')\n"
    (broken / "0999_later.py").write_text(text, encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(database, "MIGRATIONS", broken)
        with pytest.raises(pw.OperationalError):
            async with opened(tmp_path):
                pass
    async with opened(tmp_path) as one:
        assert await one.read(lambda: audit_store.of_subject("operator", "x")) == []


async def test_a_file_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    """What a later version wrote is not touched."""
    async with opened(tmp_path):
        pass
    with closing(sqlite3.connect(tmp_path / "test.sqlite3")) as raw:
        table = Runner(pw.SqliteDatabase(":memory:"), directory=str(MIGRATIONS)).table_name
        raw.execute(f"INSERT INTO {table} (name, applied) VALUES ('0999_future', '2030-01-01')")
        raw.commit()
    error = await refused(tmp_path)
    assert isinstance(error, DatabaseNewer)
    assert error.facts["found"] == "0999_future"


async def test_a_backup_is_whole_while_writes_go_on(tmp_path: Path) -> None:
    """A copy taken in the middle of the work opens and is consistent."""
    async with opened(tmp_path) as one:
        writes = [one.write(add_operator(f"operator {number}")) for number in range(20)]
        await asyncio.gather(*writes[:10], one.backup(tmp_path / "copy.sqlite3"), *writes[10:])
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


# What may be wrong with the file


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"this is a text, not a database at all" * 100,
        lambda data: data[: len(data) // 2],
        lambda data: data[:4096] + b"\x00" * 20_000 + data[24_096:],
        lambda data: b"SQLite format 3\x00" + b"\xff" * 5000,
    ],
    ids=["text", "truncated", "zeroed", "rubbish"],
)
async def test_a_damaged_file_is_not_opened(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    """Damage is named, the file stays as it is, and the way to the backups is shown."""
    async with opened(tmp_path) as one:
        for number in range(300):
            await one.write(add_operator(f"operator {number} " + "x" * 100))
    file = tmp_path / "test.sqlite3"
    damaged = spoil(file.read_bytes())
    file.write_bytes(damaged)
    error = await refused(tmp_path)
    assert isinstance(error, DatabaseCorrupt)
    assert str(tmp_path / "backups") in str(error)
    assert file.read_bytes() == damaged


def damage_a_page(file: Path) -> None:
    """Overwrite a page that no opening needs to read."""
    data = file.read_bytes()
    file.write_bytes(data[:-8192] + b"\x00" * 4096 + data[-4096:])


async def test_a_large_file_is_checked_whole_after_a_bad_end_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended well, a large file opens at once; a log left behind means that every page is looked at."""
    async with opened(tmp_path) as one:
        for number in range(300):
            await one.write(add_operator(f"operator {number} " + "x" * 100))
    file = tmp_path / "test.sqlite3"
    assert not file.with_name("test.sqlite3-wal").exists()
    damage_a_page(file)
    monkeypatch.setattr(database, "QUICK_BYTES", 0)
    async with opened(tmp_path):
        pass
    file.with_name("test.sqlite3-wal").touch()
    assert isinstance(await refused(tmp_path), DatabaseCorrupt)


async def test_a_log_left_by_a_kill_is_read_and_the_file_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was committed before a kill -9 is there after it."""
    monkeypatch.setattr(database, "QUICK_BYTES", 0)
    async with opened(tmp_path) as one:
        await one.write(add_operator("Olga"))
        copy = tmp_path / "killed"
        shutil.copytree(tmp_path, copy, ignore=shutil.ignore_patterns("killed"))
    assert (copy / "test.sqlite3-wal").stat().st_size > 0
    assert database.inspect(copy / "test.sqlite3", copy) == []
    async with opened(copy) as one:
        assert [operator.name for operator in await one.read(people_store.operators)] == ["Olga"]


async def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    """A file of no bytes, as a crash right at the first start leaves it, is built anew."""
    (tmp_path / "test.sqlite3").touch()
    async with opened(tmp_path) as one:
        assert await one.read(people_store.operators) == []


async def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    """A folder of that name cannot be opened."""
    (tmp_path / "test.sqlite3" / "x").mkdir(parents=True)
    assert isinstance(await refused(tmp_path), DatabaseReadOnly)


@pytest.fixture
def plain_folder() -> Iterator[Path]:
    """A folder that an unprivileged user reaches too."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def without_privileges() -> Iterator[None]:
    """Be nobody for a while, because nothing is read-only for root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are POSIX")
@pytest.mark.parametrize("what", ["file", "folder"])
async def test_what_may_not_be_written_is_refused(plain_folder: Path, what: str) -> None:
    """A read-only file or folder is named as such, at the opening or at the first write."""
    async with opened(plain_folder) as one:
        await one.write(add_operator("Olga"))
    (plain_folder / "test.sqlite3").chmod(0o444)
    plain_folder.chmod(0o555 if what == "folder" else 0o755)
    with without_privileges(), pytest.raises(DatabaseReadOnly):
        async with opened(plain_folder) as one:
            await one.write(add_operator("Ivan"))
    plain_folder.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are POSIX")
async def test_a_new_file_in_a_read_only_folder_is_refused(plain_folder: Path) -> None:
    """A folder that cannot be written cannot hold a new database."""
    plain_folder.chmod(0o555)
    with without_privileges():
        assert isinstance(await refused(plain_folder), DatabaseReadOnly)


HOLDER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held_by_another(file: Path) -> Iterator[None]:
    """Let another process hold the file locked."""
    command = [sys.executable, "-c", HOLDER, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            other.stdin.close()
            other.wait(10)


async def test_a_file_held_by_another_process_is_locked_and_works_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locked: writes say so and change nothing, reads go on; when it is let go, writes work again."""
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.05)
    async with opened(tmp_path) as one:
        await one.write(add_operator("Olga"))
        with held_by_another(one.path):
            with pytest.raises(DatabaseLocked):
                await one.write(add_operator("Ivan"))
            assert len(await one.read(people_store.operators)) == 1
        await one.write(add_operator("Ivan"))
        assert len(await one.read(people_store.operators)) == 2


async def test_a_full_disk_undoes_the_write_and_works_again_without_a_restart(tmp_path: Path) -> None:
    """SQLITE_FULL in the middle of a transaction: DiskFull, nothing kept; with space again, all goes on."""

    def limit(pages: int) -> Callable[[Tx], object]:
        return lambda _tx: run_sql(f"PRAGMA max_page_count = {pages}")

    async with opened(tmp_path) as one:
        await one.write(add_operator("before"))
        await one.write(limit(1))
        for _ in range(3):
            with pytest.raises(DiskFull):
                await one.write(
                    lambda tx: [add_operator(f"{number} " + "x" * 500)(tx) for number in range(200)]
                )
        assert [operator.name for operator in await one.read(people_store.operators)] == ["before"]
        await one.write(limit(1_000_000))
        await one.write(add_operator("after"))
        assert len(await one.read(people_store.operators)) == 2


def test_a_failing_disk_is_said_to_fail(tmp_path: Path) -> None:
    """An I/O error of the disk is an expected failure with words; a bug in a statement is not."""
    failing = sqlite3.OperationalError("disk I/O error")
    failing.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    with pytest.raises(LocalError, match="disk I/O error"), database.translated(tmp_path, tmp_path):
        raise failing
    with pytest.raises(DiskFull), database.translated(tmp_path, tmp_path):
        raise OSError(errno.ENOSPC, "no space")
    with pytest.raises(sqlite3.OperationalError), database.translated(tmp_path, tmp_path):
        raise sqlite3.OperationalError("no such table")


async def test_every_field_of_every_table_comes_back(db: Database) -> None:
    """Moments keep their microseconds, 64-bit numbers their last digit."""
    moment = SystemClock().now()

    def write(tx: Tx) -> None:
        tx.now = moment
        people_store.add_customer(tx, CustomerDraft(telegram_id=2**63 - 1, bot="b"))

    await db.write(write)
    customer = await db.read(lambda: people_store.customer(2**63 - 1))
    assert customer is not None
    assert (customer.telegram_id, customer.created_at) == (2**63 - 1, moment)
