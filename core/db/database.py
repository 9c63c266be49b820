"""The one SQLite file: opened, guarded, migrated; one writer thread and a few reader threads.

`await db.write(fn)` runs `fn(tx)` on the writer thread inside BEGIN IMMEDIATE; `await db.preview(fn)` does
that and undoes it; `await db.read(fn)` runs `fn()` on a reader thread inside one snapshot. Functions are
short and synchronous and get everything they need as arguments. What sqlite and peewee raise is translated
here, once.
"""

import asyncio
import errno
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import peewee as pw
from playhouse.migrations import Runner

from core.clock import Clock
from core.db.audit_chain import AuditChain
from core.db.tables import TABLES
from core.errors import (
    QT_TRANSLATE_NOOP,
    AppError,
    DatabaseCorrupt,
    DatabaseLocked,
    DatabaseNewer,
    DatabaseReadOnly,
    DiskFull,
    LocalError,
    clause,
)
from core.events import Change, Changes

T = TypeVar("T")

MIGRATIONS = Path(__file__).with_name("migrations")
READERS = 2
QUICK_BYTES = 64_000_000
"""A file up to this size is checked whole at every opening: it takes a quarter of a second."""
BUSY_TIMEOUT_S = 5
_PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "temp_store": "memory"}


@dataclass(slots=True)
class Tx:
    """An open write transaction: its moment, and what it changed, told after commit."""

    now: datetime
    changes: dict[str, set[str]] = field(default_factory=dict)

    def changed(self, kind: str, *ids: object) -> None:
        """Note that records of `kind` changed."""
        self.changes.setdefault(kind, set()).update(str(one) for one in ids)


class _Sqlite(pw.SqliteDatabase):
    """peewee's driver, safe where SQLite undid a transaction by itself, as it does on a full disk.

    It carries the end of the audit chain to whoever writes a row.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.chain = AuditChain(self)

    def rollback(self) -> None:
        """Undo, unless that was done: a second ROLLBACK would hide why the first was needed."""
        if self.connection().in_transaction:
            super().rollback()


class Database:
    """An open database. One at a time in a process, because peewee binds the tables to it."""

    def __init__(self, path: Path, backups: Path, clock: Clock, changes: Changes) -> None:
        """Prepare; nothing touches the disk before `open`."""
        self.path = path
        self._backups = backups
        self._clock = clock
        self._changes = changes
        self._peewee = _Sqlite(
            str(path), pragmas=_PRAGMAS, timeout=BUSY_TIMEOUT_S, lock_type="IMMEDIATE", autoconnect=False
        )
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="db-writer")
        self._readers = ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="db-reader")

    def now(self) -> datetime:
        """Return the moment that a transaction begun now would have."""
        return self._clock.now()

    async def open(self) -> None:
        """Check the file, back it up if migrations are due, migrate.

        A large file is checked whole only if the program did not end well: it takes seconds for a gigabyte.

        Raises:
            DatabaseNewer, DatabaseCorrupt, DatabaseReadOnly, DatabaseLocked, DiskFull: it was not opened.
        """
        await self._run(self._writer, self._open)

    async def close(self) -> None:
        """Finish what runs and close all connections."""
        met = threading.Barrier(READERS)

        def close_reader() -> None:
            met.wait()  # holds this thread until each reader has a connection of its own to close
            self._peewee.close()

        await asyncio.gather(*(self._run(self._readers, close_reader) for _ in range(READERS)))
        await self._run(self._writer, self._peewee.close)
        self._readers.shutdown()
        self._writer.shutdown()

    async def write(self, fn: Callable[[Tx], T]) -> T:
        """Run `fn` in one transaction; it is committed when this returns and undone if `fn` raises."""

        def run() -> T:
            tx = Tx(now=self._clock.now())
            with self._sealed(), self._peewee.atomic():
                result = fn(tx)
                self._peewee.chain.drop_anchor()
            for kind, ids in tx.changes.items():
                self._changes.publish(Change(kind, frozenset(ids)))
            return result

        return await self._run(self._writer, run)

    async def preview(self, fn: Callable[[Tx], T]) -> T:
        """Run `fn` as `write` would, return what it returned, and undo everything it wrote.

        Nothing stays and nobody is told, so "what would this do?" is answered by the very function that does
        it. Raises what `fn` raises. `fn` must return facts, not rows that it would have to look up later.
        """

        def run() -> T:
            with self._peewee.atomic() as transaction:
                try:
                    return fn(Tx(now=self._clock.now()))
                finally:
                    transaction.rollback()
                    self._peewee.chain.undo()

        return await self._run(self._writer, run)

    async def read(self, fn: Callable[[], T]) -> T:
        """Run `fn` in one snapshot; it cannot write."""

        def run() -> T:
            if self._peewee.is_closed():
                self._peewee.connect()
                self._peewee.execute_sql("PRAGMA query_only = 1")
            with self._peewee.atomic(lock_type="DEFERRED"):
                return fn()

        return await self._run(self._readers, run)

    async def backup(self, target: Path) -> None:
        """Write a whole and consistent copy to `target`, which must not exist."""

        def run() -> None:
            self._peewee.execute_sql("VACUUM INTO ?", (str(target),))

        await self._run(self._writer, run)

    @contextmanager
    def _sealed(self) -> Iterator[None]:
        """Keep what the transaction added to the audit chain only if it was committed."""
        try:
            yield
        except BaseException:
            self._peewee.chain.undo()
            raise
        self._peewee.chain.keep()

    async def _run(self, pool: ThreadPoolExecutor, fn: Callable[[], T]) -> T:
        def run() -> T:
            with translated(self.path, self._backups):
                return fn()

        return await asyncio.get_running_loop().run_in_executor(pool, run)

    def _open(self) -> None:
        size_bytes = self.path.stat().st_size if self.path.exists() else 0
        ended_well = not _has_wal(self.path)
        self._peewee.connect()
        if size_bytes and (size_bytes <= QUICK_BYTES or not ended_well):
            _refuse_damaged(self._peewee, self.path, self._backups)
        self._migrate(is_new=not size_bytes)
        self._peewee.bind(TABLES)

    def _migrate(self, *, is_new: bool) -> None:
        due = _due_migrations(self._peewee, self.path, self._backups)
        if due and not is_new:
            stamp = self._clock.now().strftime("%Y%m%d-%H%M%S")
            self._backups.mkdir(parents=True, exist_ok=True)
            copy = self._backups / f"{self.path.stem}-before-{due[0]}-{stamp}.sqlite3"
            self._peewee.execute_sql("VACUUM INTO ?", (str(copy),))
        if due:
            _runner(self._peewee).up()


def inspect(path: Path, backups: Path) -> list[str]:
    """Check a database whole and change nothing; returns the migrations that its next opening will do.

    Nobody may work on it meanwhile.

    Raises:
        DatabaseNewer, DatabaseCorrupt, LocalError: it could not be opened.
    """
    # Nothing is made beside a file that is taken as immutable, but then its log would not be read.
    mode = "mode=ro" if _has_wal(path) else "mode=ro&immutable=1"
    database = pw.SqliteDatabase(f"{path.absolute().as_uri()}?{mode}", uri=True, autoconnect=False)
    with translated(path, backups), database.connection_context():
        _refuse_damaged(database, path, backups)
        return _due_migrations(database, path, backups)


def _has_wal(path: Path) -> bool:
    """Tell whether a log was left behind: whoever closes a database well as the last one takes it away."""
    return path.with_name(path.name + "-wal").exists()


def _refuse_damaged(database: pw.SqliteDatabase, path: Path, backups: Path) -> None:
    verdict = database.execute_sql("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise DatabaseCorrupt(path=path, detail=verdict, backups=backups)


def _due_migrations(database: pw.SqliteDatabase, path: Path, backups: Path) -> list[str]:
    status = _runner(database).status()
    newer = [migration.name for migration in status if migration.path is None]
    if newer:
        raise DatabaseNewer(path=path, found=newer[-1], backups=backups)
    return [migration.name for migration in status if migration.applied is None]


def _runner(database: pw.SqliteDatabase) -> Runner:
    return Runner(database, directory=str(MIGRATIONS))


@contextmanager
def translated(path: Path, backups: Path) -> Iterator[None]:
    """Turn what SQLite raises for the state of disk and file into our errors; bugs pass as they are."""
    try:
        yield
    except pw.PeeweeException as error:
        cause = error.__cause__ or error.__context__ or error
        known = _known(cause, path, backups)
        if known is None:
            raise
        raise known from error
    except sqlite3.Error as error:
        known = _known(error, path, backups)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(path=path) from error
        raise


def _known(error: BaseException, path: Path, backups: Path) -> AppError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    text = str(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseLocked(path=path)
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(path=path)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return DatabaseReadOnly(path=path)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DatabaseCorrupt(path=path, detail=text, backups=backups)
    if code == sqlite3.SQLITE_IOERR:
        return LocalError(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "the disk fails under {path} ({reason})"), path=path, reason=text
            )
        )
    return None
