"""What the tests of core share: an open database, a sandbox, and a whole core at it."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.db import audit_store
from core.db.database import Database
from core.domain.audit import SealKey
from core.engines import loops
from core.events import Changes
from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread
from tests.fakes.keys import AUDIT_KEY
from tests.fakes.station import FastClock, Station, open_station


@pytest.fixture
def fast_clock() -> FastClock:
    """A clock that runs fifty times as fast."""
    return FastClock()


@pytest.fixture
async def db(tmp_path: Path, fast_clock: FastClock) -> AsyncIterator[Database]:
    """An open and empty database, whose audit log is sealed."""
    database = Database(tmp_path / "test.sqlite3", tmp_path / "backups", fast_clock, Changes())
    await database.open()
    await database.write(lambda tx: audit_store.begin_sealing(tx, SealKey.from_text(AUDIT_KEY)))
    yield database
    await database.close()


@pytest.fixture(scope="session")
def quick_sandbox() -> Iterator[SandboxThread]:
    """The one quick sandbox of the session; a thousand steps last a tenth of a second."""
    with SandboxThread(SandboxConfig(speed=6000, weights_bytes=2_500_000)) as sandbox:
        yield sandbox


@pytest.fixture
def replicate_url(quick_sandbox: SandboxThread) -> str:
    """The address of the quick sandbox, as new."""
    with httpx.Client(verify=False) as http:  # reading the public authorities takes longer than both requests
        http.post(f"{quick_sandbox.url}/admin/reset").raise_for_status()
        http.post(f"{quick_sandbox.url}/admin/speed", json={"speed": 6000}).raise_for_status()
    return quick_sandbox.url


OpenStation = Callable[..., AbstractAsyncContextManager[Station]]


@pytest.fixture
def opened(
    tmp_path: Path, replicate_url: str, fast_clock: FastClock, monkeypatch: pytest.MonkeyPatch
) -> OpenStation:
    """`async with opened(**settings) as station`: a core at the quick sandbox; again for a restart."""
    monkeypatch.setattr(loops, "IDLE_S", 0.05)

    def open_it(**more: Any) -> AbstractAsyncContextManager[Station]:
        return open_station(tmp_path, replicate_url, **({"clock": fast_clock} | more))

    return open_it


@pytest.fixture
async def station(opened: OpenStation) -> AsyncIterator[Station]:
    """A running core at the quick sandbox."""
    async with opened() as running:
        yield running
