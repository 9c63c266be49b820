"""The engine leaves the first moments to the window."""

import asyncio
from pathlib import Path

from core.container import Core
from core.paths import Paths
from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread
from tests.fakes.station import secrets_with, settings_for

LONG_S = 3600.0


async def test_a_quiet_engine_asks_nothing_and_stops_at_once(tmp_path: Path) -> None:
    """Until its time has come it sends nothing, and closing does not wait for that time."""
    with SandboxThread(SandboxConfig()) as sandbox:
        settings, paths = settings_for(sandbox.url), Paths.for_user(tmp_path)
        async with Core.opened(paths, settings, secrets_with(), quiet_s=LONG_S) as core:
            core.engine.wake()
            await asyncio.sleep(0)
            assert not core.gate.state.is_open
        assert sandbox.app_state.counts.total() == 0


async def test_after_the_quiet_it_begins(tmp_path: Path) -> None:
    """When its time has come it opens the gate like any other engine."""
    with SandboxThread(SandboxConfig()) as sandbox:
        settings, paths = settings_for(sandbox.url), Paths.for_user(tmp_path)
        async with Core.opened(paths, settings, secrets_with(), quiet_s=0.01) as core, asyncio.timeout(60):
            while not core.gate.state.is_open:
                await asyncio.sleep(0.01)
