"""The program started from a terminal as its users start it: processes, exit codes, Ctrl+C."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread
from tests.fakes.terminal import ANNA, PHOTOS, ROOT, Said, clean_environment, environment, prepare

PATIENCE_S = 60
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxThread]:
    """A sandbox in which a training lasts a while."""
    with SandboxThread(SandboxConfig(speed=60, weights_bytes=100_000)) as running:
        yield running


@pytest.fixture
def start(sandbox: SandboxThread, tmp_path: Path) -> Iterator[Start]:
    """`start("train", …)`: the program in a process group of its own, as a shell starts it."""
    started: list[subprocess.Popen[str]] = []

    def start_it(*arguments: object) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
            cwd=tmp_path,
            env=clean_environment() | environment(sandbox.url),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start_it
    for process in started:
        if process.poll() is None:
            process.kill()
            process.communicate()


def ended(process: "subprocess.Popen[str]") -> Said:
    """Wait for the end of a process."""
    out, err = process.communicate(timeout=PATIENCE_S)
    return Said(process.returncode, out, err)


def read_until(process: "subprocess.Popen[str]", pattern: str) -> re.Match[str]:
    """Read its output until a line matches."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(pattern, line):
            return found
    raise AssertionError(f"it ended without {pattern!r}: {ended(process)}")


@contextmanager
def quick(sandbox: SandboxThread) -> Iterator[None]:
    """Let the sandbox hurry."""
    for speed in (5000, 60):
        httpx.post(f"{sandbox.url}/admin/speed", json={"speed": speed}, trust_env=False).raise_for_status()
        if speed == 5000:
            yield


def test_help_lists_every_command(start: Start) -> None:
    """One page names all that the program can do."""
    said = ended(start("--help"))
    assert (said.code, said.err) == (0, "")
    commands = ("demo", "train", "sandbox", "doctor", "verify", "migrate", "backup", "restore")
    assert [name for name in commands if not re.search(rf"^    {name} +\w", said.out, re.MULTILINE)] == []


def test_ctrl_c_leaves_a_training_that_goes_on(start: Start, sandbox: SandboxThread, tmp_path: Path) -> None:
    """Ctrl+C says what goes on and how to follow it; nobody else may work there before; it is paid once."""
    data_dir = tmp_path / "data"
    prepare(data_dir)
    process = start("train", "--data-dir", data_dir, "--customer", ANNA, "--photos", PHOTOS)
    training_id = read_until(process, r"^Training (\S+), model").group(1)
    read_until(process, r"^(?!submitting)\w+$")
    second = ended(start("verify", "--data-dir", data_dir))
    assert second.code == 1
    assert f"(process {process.pid})" in second.err
    os.killpg(process.pid, signal.SIGINT)
    left = ended(process)
    assert (left.code, left.err) == (130, "")
    assert f"Left. Training {training_id} goes on at Replicate" in left.out
    with quick(sandbox):
        said = ended(start("train", "--data-dir", data_dir, "--follow", training_id))
    assert (said.code, said.err) == (0, "")
    assert "Succeeded: 220.00 ★ paid" in said.out
    with closing(sqlite3.connect(data_dir / "stationmaster.sqlite3")) as connection:
        kinds = [kind for (kind,) in connection.execute("SELECT kind FROM transfer ORDER BY id")]
    assert kinds[-2:] == ["hold", "settle"]
    assert kinds.count("hold") == 1


def test_the_sandbox_alone(start: Start) -> None:
    """It takes a free port, says where it is, serves, refuses a taken port, and ends quietly with Ctrl+C."""
    process = start("sandbox", "--port", 0)
    url = read_until(process, r"^sandbox ready (\S+)$").group(1)
    account = httpx.get(f"{url}/v1/account", headers={"Authorization": "Bearer r8_x"}, trust_env=False)
    assert account.json()["username"] == "acme"
    taken = ended(start("sandbox", "--port", url.rpartition(":")[2]))
    assert taken.code == 1
    assert taken.err.startswith(f"This machine cannot do it: the sandbox cannot serve on port {url[-5:]} (")
    os.killpg(process.pid, signal.SIGINT)
    assert ended(process) == Said(130, "", "")


@pytest.mark.parametrize("arguments", [["--port", "70000"], ["--port", "-1"], ["--speed", "0"]])
def test_the_sandbox_refuses_numbers_that_cannot_be(start: Start, arguments: list[str]) -> None:
    """A wrong number is told by the option's name."""
    said = ended(start("sandbox", *arguments))
    assert said.code == 2
    assert f"argument {arguments[0]}: " in said.err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_the_demo_without_a_display(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so, offers the terminal form, and ends with 2."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    said = ended(start("demo"))
    assert said.code == 2
    assert "There is no display to open a window on." in said.err
    assert said.err.endswith(".venv/bin/python main.py train --demo\n")


def test_output_that_knows_few_letters(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a star cannot be written the program goes on and the rest can be read."""
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    prepare(tmp_path / "data", stars=0)
    said = ended(start("train", "--data-dir", tmp_path / "data", "--customer", ANNA, "--photos", PHOTOS))
    assert said.code == 1
    assert said.err.startswith("The customer has 0.00 ?, this costs 220.00 ?.\n")
