"""`main.py verify`, `migrate`, `backup`, `restore`: looking after the database.

All of them need the data folder for themselves: while a console works on it they are refused.
"""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from itertools import chain, count
from pathlib import Path

from rich.console import Console

from core.clock import SystemClock
from core.commands import demo_data
from core.commands.exits import Exit
from core.commands.opening import Options, paths_of, settings_of
from core.container import Core
from core.db import payment_store
from core.db.database import Database
from core.errors import AppError, DatabaseCorrupt, InputError
from core.events import Changes
from core.gateways.secrets import Secrets
from core.services.lookback import NUMBERS_LEFT_OUT

_OUR_TABLES = {"account", "transfer", "customer", "training"}


async def verify(options: Options, out: Console) -> Exit:
    """Check every invariant on the live data; REFUSED if one is broken.

    Raises:
        AppError: there is no database, or it cannot be opened.
    """
    async with _opened(options) as core:
        findings = await core.verify.run(lambda rule: out.print(f"· {rule}"))
    for finding in findings:
        out.print(f"✗ {finding.rule}: {finding.subject}: {finding.detail}", markup=False)
    if not findings:
        out.print("All invariants hold.")
        return Exit.OK
    out.print("1 finding." if len(findings) == 1 else f"{len(findings)} findings.")
    return Exit.REFUSED


async def migrate(options: Options, out: Console) -> Exit:
    """Bring the database to this version, after a backup; opening does the same, and makes a missing one."""
    core = _core(options)
    await core.open()
    await core.close()
    out.print(f"{core.paths.database_file} is at the newest migration.", markup=False)
    return Exit.OK


async def backup(options: Options, out: Console, target: Path | None) -> Exit:
    """Write a whole copy of the database, for its owner's eyes only.

    Raises:
        InputError: the target exists, or its folder does not.
    """
    copy = target or _free(paths_of(options).backups_dir / f"stationmaster-{_stamp()}.sqlite3")
    if copy.exists():
        raise InputError(field="target", value=str(copy), problem="the file exists")
    if target is not None and not copy.parent.is_dir():
        raise InputError(field="target", value=str(copy), problem="its folder does not exist")
    async with _opened(options) as core:
        unfinished = copy.with_name(copy.name + ".part")
        unfinished.unlink(missing_ok=True)
        try:
            await core.db.backup(unfinished)
            unfinished.chmod(0o600)
            unfinished.replace(copy)
        finally:
            unfinished.unlink(missing_ok=True)
    out.print(f"Wrote {copy}.", markup=False)
    return Exit.OK


async def restore(options: Options, out: Console, source: Path) -> Exit:
    """Put a copy in the place of the database; the one it replaces is kept in the backups folder.

    Raises:
        InputError: there is no such file, or it is no database of ours.
        DatabaseCorrupt, DatabaseNewer: the copy cannot be used; nothing was replaced.
    """
    core = _core(options)
    with core.alone():
        coming = core.paths.data_dir / "restoring.sqlite3"
        try:
            await asyncio.to_thread(_copy_sound, source, coming, core.paths.backups_dir)
            await _bring_up(coming, source, core.paths.backups_dir)
            kept = _swap(coming, core.paths.database_file, core.paths.backups_dir)
        finally:
            _remove(coming)
    await _accept(core, f"restored from {source.name}")
    out.print(f"Restored {source}.", markup=False)
    if kept is not None:
        out.print(f"The former database is {kept}.", markup=False)
    return await verify(options, out)


async def _accept(core: Core, reason: str) -> None:
    """Say in the audit log that it was put back, so that what is known outside is not missed for ever.

    Invoices made after the copy have numbers that their payers' banks know: they are not given out again.
    """
    await core.open()
    try:
        await core.audit.accept_outside(None, reason)
        await core.db.write(lambda tx: payment_store.leave_numbers_out(tx, NUMBERS_LEFT_OUT))
    finally:
        await core.close()


def _core(options: Options) -> Core:
    """Return a Core without engine; of the secrets it needs the key of the audit log only."""
    paths = paths_of(options)
    demo = Secrets.in_memory(demo_data.SECRETS)
    secrets = demo if options.is_demo else Secrets.for_machine(os.environ)
    return Core(paths, settings_of(paths).values, secrets)


@asynccontextmanager
async def _opened(options: Options) -> AsyncIterator[Core]:
    paths = paths_of(options)
    if not paths.database_file.exists():
        problem = "there is no database of Stationmaster in it"
        raise InputError(field="--data-dir", value=str(paths.data_dir), problem=problem)
    core = _core(options)
    await core.open()
    try:
        yield core
    finally:
        await core.close()


def _copy_sound(source: Path, target: Path, backups: Path) -> None:
    """Write what `source` holds, its write-ahead log included, to `target`, if it is whole and ours."""
    if not source.is_file():
        raise InputError(field="source", value=str(source), problem="there is no such file")
    _remove(target)
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            if verdict == "ok" and names >= _OUR_TABLES:
                connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.DatabaseError as error:
        raise DatabaseCorrupt(path=source, detail=error, backups=backups) from error
    if verdict != "ok":
        raise DatabaseCorrupt(path=source, detail=verdict, backups=backups)
    if not names >= _OUR_TABLES:
        raise InputError(field="source", value=str(source), problem="it is no database of Stationmaster")


async def _bring_up(coming: Path, source: Path, backups: Path) -> None:
    """Open the copy once, so that one from a newer program is refused before anything is replaced."""
    database = Database(coming, backups, SystemClock(), Changes())
    try:
        await database.open()
    except AppError as error:
        error.facts["path"] = source
        raise
    finally:
        await database.close()


def _swap(coming: Path, database: Path, backups: Path) -> Path | None:
    """Put the copy in place; returns where the former database is kept."""
    kept: Path | None = None
    if database.exists():
        kept = _free(backups / f"stationmaster-replaced-{_stamp()}.sqlite3")
        for suffix in ("", "-wal", "-shm"):
            part = _beside(database, suffix)
            if part.exists():
                shutil.move(part, _beside(kept, suffix))
    coming.replace(database)
    return kept


def _free(wanted: Path) -> Path:
    """Return `wanted`, or the first name like it with a number that nothing has."""
    numbered = (wanted.with_stem(f"{wanted.stem}-{number}") for number in count(2))
    return next(path for path in chain((wanted,), numbered) if not path.exists())


def _remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        _beside(database, suffix).unlink(missing_ok=True)


def _beside(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)


def _stamp() -> str:
    return SystemClock().now().strftime("%Y%m%d-%H%M%S")
