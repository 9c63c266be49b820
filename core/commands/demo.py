"""The demo: the console on a sandbox of its own in another process, with sample data the first time.

The sandbox is reached over HTTP like Replicate itself. It remembers its trainings in the demo's folder, so
the demo can be closed and opened again, and it ends with this process, whose end of the pipe it watches.
"""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from core.commands import demo_data, demo_money
from core.container import Core
from core.errors import LocalError
from core.gateways.secrets import Secrets, provider_field_name
from core.logs import set_up_logs
from core.paths import Paths
from core.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PHOTOS = ROOT / "resources" / "demo" / "photos"
SPEED = 12
"""Simulated seconds a real second: a training of 1,000 steps takes about a minute."""
POLL_S = 1.0
_READY = "sandbox ready "


@asynccontextmanager
async def opened(paths: Paths, *, quiet_s: float = 0.0) -> AsyncIterator[Core]:
    """Open the demo in `paths`; its engine begins after `quiet_s` seconds.

    Raises:
        AppError: the folder or the sandbox is in the way.
    """
    paths.prepare()
    set_up_logs(paths.logs_dir)
    async with _sandbox(paths.data_dir / "sandbox.json") as url:
        settings = Settings(
            replicate_base_url=url,
            telegram_base_url=url,
            providers_base_url=url,
            sandbox=True,
            poll_interval_s=POLL_S,
        )
        keys = await asyncio.to_thread(_keys_of_shops, url)
        secrets = Secrets.in_memory(demo_data.SECRETS | keys)
        core = Core(paths, settings, secrets)
        await core.open()
        try:
            is_new = await demo_data.fill(core, PHOTOS)
            await core.engine.start(quiet_s)
            if is_new:
                await demo_data.start_two(core, PHOTOS)
                await demo_money.offer_two(core)
            yield core
        finally:
            await core.close()


def _keys_of_shops(url: str) -> dict[str, str]:
    """Return the secrets that let us work with every fake shop of the sandbox."""
    found = httpx.get(f"{url}/admin/payments", trust_env=False).raise_for_status().json()
    found["telegram"]["bots"] = ", ".join(demo_data.BOTS)
    return {
        provider_field_name(provider, field): value
        for provider, fields in found.items()
        for field, value in fields.items()
    }


@asynccontextmanager
async def _sandbox(state_file: Path) -> AsyncIterator[str]:
    """Run the sandbox in a process of its own; gives its address."""
    process = await asyncio.to_thread(_start, state_file)
    try:
        assert process.stdout is not None  # noqa: S101 - Popen was told to make a pipe
        line = await asyncio.to_thread(process.stdout.readline)
        if not line.startswith(_READY):
            raise LocalError(problem="the sandbox did not start; run `python -m core.sandbox` to see why")
        yield line.removeprefix(_READY).strip()
    finally:
        await asyncio.to_thread(_stop, process)


def _start(state_file: Path) -> "subprocess.Popen[str]":
    # Not asyncio's subprocesses: the window's event loop has none on Windows.
    command = [sys.executable, "-m", "core.sandbox", "--speed", str(SPEED), "--state", str(state_file)]
    return subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--until-eof"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl+C is for us; the sandbox ends when we have said all
    )


def _stop(process: "subprocess.Popen[str]") -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
