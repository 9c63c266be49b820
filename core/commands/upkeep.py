"""`main.py verify`, `migrate`, `backup`, `restore`: looking after the database."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from rich.console import Console

from core.clock import SystemClock
from core.commands.opening import Options, paths_of, settings_of
from core.container import Core
from core.errors import DatabaseCorrupt, InputError
from core.gateways.secrets import Secrets


def _core(options: Options) -> Core:
    """Return a Core without engine and without real secrets: these commands send nothing."""
    paths = paths_of(options)
    return Core(paths, settings_of(paths).values, Secrets.in_memory({}))


async def verify(options: Options, out: Console) -> int:
    """Check every invariant on the live data; returns 0 if all hold, else 1."""
    core = _core(options)
    await core.open()
    try:
        findings = await core.verify.run(lambda rule: out.print(f"· {rule}", highlight=False))
    finally:
        await core.close()
    for finding in findings:
        out.print(f"[red]✗[/red] {finding.rule}: {finding.subject}: {finding.detail}", highlight=False)
    out.print("All invariants hold." if not findings else f"{len(findings)} findings.")
    return 1 if findings else 0


async def migrate(options: Options, out: Console) -> int:
    """Bring the database to this version, after a backup; opening does the same."""
    core = _core(options)
    await core.open()
    await core.close()
    out.print(f"{core.paths.database_file} is at the newest migration.")
    return 0


async def backup(options: Options, out: Console, target: Path | None) -> int:
    """Write a whole copy of the database while nothing else works on it.

    Raises:
        InputError: the target exists.
    """
    core = _core(options)
    stamp = SystemClock().now().strftime("%Y%m%d-%H%M%S")
    copy = target or core.paths.backups_dir / f"stationmaster-{stamp}.sqlite3"
    if copy.exists():
        raise InputError(field="target", value=str(copy), problem="the file exists")
    await core.open()
    try:
        await core.db.backup(copy)
    finally:
        await core.close()
    out.print(f"Wrote {copy}.")
    return 0


async def restore(options: Options, out: Console, source: Path) -> int:
    """Put a copy in the place of the database; the one it replaces is kept in the backups folder.

    Raises:
        InputError: there is no such file.
        DatabaseCorrupt: the copy itself is damaged; nothing was replaced.
    """
    core = _core(options)
    kept = await asyncio.to_thread(_replace, core, source)
    out.print(f"Restored {source}." + (f" The former database is {kept}." if kept else ""))
    return await verify(options, out)


def _replace(core: Core, source: Path) -> Path | None:
    """Swap the files; returns where the former database is kept."""
    paths = core.paths
    if not source.is_file():
        raise InputError(field="source", value=str(source), problem="there is no such file")
    _require_sound(source, paths.backups_dir)
    kept: Path | None = None
    with core.alone():
        if paths.database_file.exists():
            stamp = SystemClock().now().strftime("%Y%m%d-%H%M%S")
            kept = paths.backups_dir / f"stationmaster-replaced-{stamp}.sqlite3"
            shutil.move(paths.database_file, kept)
            for suffix in ("-wal", "-shm"):
                aside = paths.database_file.with_name(paths.database_file.name + suffix)
                if aside.exists():
                    shutil.move(aside, kept.with_name(kept.name + suffix))
        shutil.copyfile(source, paths.database_file)
    return kept


def _require_sound(source: Path, backups: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    if verdict != "ok":
        raise DatabaseCorrupt(path=source, detail=verdict, backups=backups)
