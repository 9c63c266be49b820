"""A program that lives through many short lives on one data folder, each of them ended by kill -9.

Run as `python -m tests.faults.lives`: it loads core once and forks a process for each line of JSON on its
standard input (`Life`). The process opens core, goes on with whatever stands there, and is killed at the
boundary or the moment it was told. What it did is told in two ways that outlive it: `said.jsonl` has a line
for everything core told it is done, and a page of shared memory says what was under way when it died.
"""

import asyncio
import json
import mmap
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from core.container import Core
from core.db import bulk_store, database, outbox_store
from core.db.database import Database
from core.db.outbox_store import OutboxStatus
from core.engines import loops
from core.paths import Paths
from core.services import attempts, bulk_items, payments, retries, training_steps
from tests.fakes.station import FastClock, secrets_with, settings_for
from tests.faults import driver
from tests.faults.desk import drive_rows, work_at_desk

KINDS = ("launch", "send", "retry", "bulk", "settle", "release", "refund", "outbox")
REMOTE = {"create_model": "send", "upload": "send", "create_training": "send", "send_message": "outbox"}
IN_A_WRITE = (
    (payments, "hold", ""),
    (payments, "settle", "settle"),
    (payments, "release", "release"),
    (payments, "refund_charge", "refund"),
    (attempts, "begin", "launch"),
    (attempts, "end", ""),
    (retries, "retry_attempt", "retry"),
    (training_steps, "_mark_sent", "send"),
    (bulk_store, "add", "bulk"),
    (bulk_items, "do_next", "bulk"),
    (bulk_store, "note", "bulk"),
    (outbox_store, "claim", "outbox"),
    (outbox_store, "mark", "outbox"),
)
"""Functions of core that run in a write, and what that write is while one of them was called in it."""
CHORES = frozenset({"outbox", "retries", "bulk"})
"""What the engine does beside trainings. There is no payment and no plan: to look for them costs time."""
ARMED, OPENED, UNDER_WAY = 0, 1, 2
"""Places in the page of shared memory."""
LONGEST_BOUNDARIES = 45
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What one process has to do, and when it is killed.

    It dies at its `nth` boundary, or the `nth` of one `kind`; `delay_s` later if that is not 0, from outside
    and wherever it is then. `early_s` kills it so long after its birth instead, mostly while it opens.
    """

    folder: str
    url: str
    seed: int
    begin: str
    factor: float
    nth: int
    kind: str = ""
    delay_s: float = 0.0
    early_s: float = 0.0
    run_id: str = ""
    """Drive the rows of this bulk run and do nothing else; `nth` is not bounded then.

    Nothing waits for the disk there: what a killed process has written stays with the kernel.
    """
    pending: list[dict[str, Any]] = field(default_factory=list)
    """Deeds that were meant to be done before, and of which nobody knows whether they are."""


class Sayings:
    """Writes what was done where it stays: one write a line, so that none is ever half there.

    A killed process leaves what it has written with the kernel: nothing has to be synced for that.
    """

    def __init__(self, folder: Path) -> None:
        """Append to what was said before."""
        self._file = os.open(folder / "said.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def say(self, *words: object) -> None:
        """Add a line."""
        os.write(self._file, json.dumps(words).encode() + b"\n")


class Crossing:
    """Counts boundaries, keeps the page of what is under way, and ends the process where it was told."""

    def __init__(self, life: Life, page: mmap.mmap, sayings: Sayings) -> None:
        """Begin at zero."""
        self._life = life
        self._page = page
        self._say = sayings.say
        self._passed = self._counted = 0
        self._lock = threading.Lock()
        self._in_write: tuple[list[str], list[tuple[object, ...]]] | None = None
        """Of the write that runs now: its kinds and what it did. There is one writer."""

    def put_around_core(self) -> None:
        """Wrap every write, every call that does something outside, and what says which write it is."""
        for module, name, kind in IN_A_WRITE:
            setattr(module, name, self._noted(name, kind, getattr(module, name)))
        for owner, name in driver.REMOTE:
            if name in REMOTE:
                setattr(owner, name, self._around(REMOTE[name], getattr(owner, name)))
        real_write = Database.write

        async def write(db: Database, fn: Callable[[Any], Any]) -> Any:
            kinds: list[str] = []
            done: list[tuple[object, ...]] = []

            def crossing(tx: Any) -> Any:
                self._in_write = (kinds, done)
                try:
                    result = fn(tx)
                    self._cross(kinds)
                    return result
                finally:
                    self._in_write = None

            try:
                result = await real_write(db, crossing)
                for words in done:
                    self._say(*words)
                self._cross(kinds)
                return result
            finally:
                self._over(kinds)

        Database.write = write  # type: ignore[method-assign]
        every = Core._chores
        Core._chores = lambda core: [one for one in every(core) if one.name in CHORES]  # type: ignore[method-assign]

    def _noted(self, name: str, kind: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            if self._in_write is None:  # a preview: nothing of it stays
                return real(*args, **more)
            kinds, done = self._in_write
            if kind and kind not in kinds and more.get("number", 1) == 1:  # a later attempt is no launch
                self._under_way([kind])
                kinds.append(kind)
            result = real(*args, **more)
            done += _told(name, args, more, result)
            return result

        return call

    def _around(self, kind: str, real: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def call(*args: Any, **more: Any) -> Any:
            self._under_way([kind])
            try:
                self._cross([kind])
                result = await real(*args, **more)
                self._cross([kind])
                return result
            finally:
                self._over([kind])

        return call

    def _cross(self, kinds: list[str]) -> None:
        """Pass a boundary, or die there without a word; what opening crosses does not count."""
        if not self._page[OPENED]:
            return
        with self._lock:
            self._passed += 1
            self._counted += not self._life.kind or self._life.kind in kinds
            is_long = self._passed >= LONGEST_BOUNDARIES and not self._life.run_id
            if self._counted >= self._life.nth or is_long:
                if not self._life.delay_s:
                    os.kill(os.getpid(), signal.SIGKILL)
                self._page[ARMED] = 1

    def _under_way(self, kinds: list[str]) -> None:
        with self._lock:
            for kind in kinds:
                self._page[UNDER_WAY + KINDS.index(kind)] += 1

    def _over(self, kinds: list[str]) -> None:
        with self._lock:
            for kind in kinds:
                self._page[UNDER_WAY + KINDS.index(kind)] -= 1


def _told(name: str, args: Any, more: Any, result: Any) -> Iterator[tuple[object, ...]]:
    """Say what a call in a write has done, for the time when that is committed."""
    match name:
        case "hold" | "settle" | "release" | "refund_charge":
            yield "transfer", result.id, result.kind.value
        case "end" if result:
            yield "ended", args[1].id, args[2].status.value
        case "retry_attempt":
            yield "retried", result.id, more["after_attempt"]
        case "note" if result:
            yield "row", args[1], args[2], args[3].value
        case "mark" if args[2] is OutboxStatus.SENT:
            yield "sent", args[1]


async def live(life: Life, page: mmap.mmap, sayings: Sayings) -> None:
    """Open core, go on with what stands there, and work until killed."""
    loops.IDLE_S = 0.05
    folder = Path(life.folder)
    clock = FastClock(life.factor, datetime.fromisoformat(life.begin))
    settings = settings_for(life.url, poll_interval_s=0.05, unknown_grace_s=0.15)
    quiet_s = 0.0
    if life.run_id:
        database._PRAGMAS["synchronous"] = "off"
        quiet_s = 3600.0
    paths = Paths.for_user(folder / "data")
    async with Core.opened(paths, settings, secrets_with(), clock, quiet_s=quiet_s) as core:
        page[OPENED] = 1
        if life.run_id:
            await drive_rows(core, life.run_id)
        else:
            await work_at_desk(core, life.seed, life.pending, folder / "photos.zip", sayings.say, life.kind)


def fork_and_kill(life: Life) -> dict[str, Any]:
    """Let a fresh process live, kill it when its time comes, and tell how it ended."""
    page = mmap.mmap(-1, mmap.PAGESIZE)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            sayings = Sayings(Path(life.folder))
            Crossing(life, page, sayings).put_around_core()
            asyncio.run(live(life, page, sayings))
            code = 0
        except BaseException:  # noqa: BLE001 - the process ends right below, and the test wants to know why
            (Path(life.folder) / "trace.txt").write_text(traceback.format_exc(), encoding="utf-8")
        finally:
            os._exit(code)
    status = _end_of(child, life, page)
    names = [kind for place, kind in enumerate(KINDS) if page[UNDER_WAY + place]]
    opened = bool(page[OPENED])
    page.close()
    ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)
    return {"ended": ended, "under_way": names if opened else ["opening"], "opened": opened}


def _end_of(child: int, life: Life, page: mmap.mmap) -> int:
    """Wait until it has died of itself, or its time has come."""
    born = time.monotonic()
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return status
        age = time.monotonic() - born
        if page[ARMED] and life.delay_s:
            time.sleep(life.delay_s)
            break
        if life.early_s and age > life.early_s:
            break
        if age > PATIENCE_S:
            os.kill(child, signal.SIGTERM)  # not the death it should have died: the test fails of it
            return os.waitpid(child, 0)[1]
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


@contextmanager
def lives() -> Iterator[Callable[[Life], dict[str, Any]]]:
    """Start the program and give what lets one life be lived."""
    command = [sys.executable, "-m", "tests.faults.lives"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def live_once(life: Life) -> dict[str, Any]:
            stdin.write(json.dumps(asdict(life)) + "\n")
            stdin.flush()
            result: dict[str, Any] = json.loads(stdout.readline())
            return result

        yield live_once
        stdin.close()
        process.wait(10)


def main() -> None:
    """Serve until the input ends."""
    driver.warm()
    for line in sys.stdin:
        print(json.dumps(fork_and_kill(Life(**json.loads(line)))), flush=True)


if __name__ == "__main__":
    main()
