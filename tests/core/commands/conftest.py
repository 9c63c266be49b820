"""Running the commands as `main.py` does, in this process, on folders of the test's own."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import keyring
import pytest
from keyring.backends.fail import Keyring

import main
from core.commands import demo, follow
from core.engines import loops
from core.logs import shut_down_logs
from core.paths import Paths
from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread
from tests.fakes.keys import AUDIT_ENVIRON
from tests.fakes.terminal import Run, Said, clean_environment, environment, prepare


@pytest.fixture(autouse=True)
def _own_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Hide this machine's tokens, settings, keyring and `.env`, and look often."""
    with monkeypatch.context() as patch:
        for name in os.environ.keys() - clean_environment().keys():
            patch.delenv(name)
        for name, value in AUDIT_ENVIRON.items():
            patch.setenv(name, value)
        patch.chdir(tmp_path)
        patch.setattr(follow, "LOOK_EVERY_S", 0.02)
        patch.setattr(loops, "IDLE_S", 0.05)
        before = keyring.get_keyring()
        keyring.set_keyring(Keyring())
        yield
        keyring.set_keyring(before)
    shut_down_logs()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("verify", "--data-dir", folder)`: what that command line says and returns."""

    def run_it(*arguments: object) -> Said:
        try:
            code = main.main([str(one) for one in arguments])
        except SystemExit as usage:
            code = int(str(usage.code))
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return run_it


@pytest.fixture(scope="session")
def _sandbox() -> Iterator[SandboxThread]:
    with SandboxThread(SandboxConfig(speed=2000, weights_bytes=100_000)) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox_url(_sandbox: SandboxThread, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a sandbox as new, which the environment names with a good token."""
    httpx.post(f"{_sandbox.url}/admin/reset", trust_env=False).raise_for_status()
    for name, value in environment(_sandbox.url).items():
        monkeypatch.setenv(name, value)
    return _sandbox.url


@pytest.fixture(scope="session")
def _prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared") / "data"
    prepare(folder)
    return folder


@pytest.fixture
def data_dir(_prepared: Path, tmp_path: Path) -> Path:
    """A data folder in which Anna has 500 stars."""
    return shutil.copytree(_prepared, tmp_path / "data")


@pytest.fixture(scope="session")
def _seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo opened once, until its two trainings run; seeding takes seconds, so it is done once."""
    folder = tmp_path_factory.mktemp("seeded") / "demo"

    async def open_once() -> None:
        async with demo.opened(Paths.for_user(folder)) as core, asyncio.timeout(60):
            while (await core.trainings.counts()).waiting:
                await asyncio.sleep(0.05)

    asyncio.run(open_once())
    shut_down_logs()
    return folder


@pytest.fixture
def demo_dir(_seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the demo as its first start leaves it; its sandbox hurries from now on."""
    monkeypatch.setattr(demo, "SPEED", 2000)
    monkeypatch.setattr(demo, "POLL_S", 0.1)
    return shutil.copytree(_seeded, tmp_path / "demo")
