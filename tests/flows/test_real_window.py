"""The program as a person starts it: `main.py demo` in a process of its own, on a real X display."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageGrab

ROOT = Path(__file__).resolve().parents[2]
SIZE = (1440, 900)
START_S = 60
SETTLE_S = 15
BANNER, SURFACE, NAV, ACCENT = (0xFF, 0xF0, 0xCF), (0xFF, 0xFF, 0xFF), (0xEE, 0xF0, 0xF4), (0x2F, 0x5B, 0xD7)

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="Xvfb or xdotool"),
]


@pytest.fixture
def display() -> Iterator[str]:
    """A display of its own, nothing else on it."""
    read, write = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(write),
        "-screen",
        "0",
        f"{SIZE[0]}x{SIZE[1]}x24",
        "-nolisten",
        "tcp",
    ]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


@pytest.fixture
def program(display: str, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """The demo, ready to be used."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "LC_"))}
    environ |= {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "LANG": "C.UTF-8",
        "STATIONMASTER_ANNOUNCE": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "main.py", "demo", "--data-dir", str(tmp_path / "demo")],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    assert any(line == "console ready\n" for line in lines), "the console did not come up"
    yield process
    if process.poll() is None:
        process.kill()
    process.wait(10)
    process.stdout.close()


def look(display: str) -> Image.Image:
    """Return what is on the display."""
    return ImageGrab.grab(xdisplay=display).convert("RGB")


def seen(display: str, is_so: Callable[[Image.Image], bool]) -> Image.Image:
    """Wait until the display looks so, and return it."""
    deadline = time.monotonic() + SETTLE_S
    while not is_so(picture := look(display)):
        assert time.monotonic() < deadline, "the display never looked so"
        time.sleep(0.1)
    return picture


def share(picture: Image.Image, colour: tuple[int, int, int]) -> float:
    """Return which part of the picture has exactly this colour."""
    pixels = picture.getcolors(maxcolors=SIZE[0] * SIZE[1])
    assert pixels is not None
    return sum(count for count, found in pixels if found == colour) / (SIZE[0] * SIZE[1])


def keys(display: str, *sequence: str) -> None:
    """Press keys in the program's window, as there is no window manager to give it the focus."""
    command = ["xdotool", "search", "--onlyvisible", "--name", "Stationmaster", "windowfocus", "--sync"]
    subprocess.run([*command, "key", *sequence], env={**os.environ, "DISPLAY": display}, check=True)


def test_the_demo_comes_up_and_works(display: str, program: "subprocess.Popen[str]", tmp_path: Path) -> None:
    """The window paints itself whole, answers keys, changes its theme, and ends well when asked to."""
    first = seen(display, lambda picture: share(picture, SURFACE) > 0.2)
    assert 0.01 < share(first, BANNER) < 0.1, "the sandbox strip"
    assert share(first, NAV) > 0.1, "the navigation"

    keys(display, "ctrl+n")
    form = seen(display, lambda picture: ImageChops.difference(first, picture).getbbox() is not None)
    form = seen(display, lambda picture: share(picture, ACCENT) > 0)

    keys(display, "ctrl+2")
    seen(display, lambda picture: ImageChops.difference(form, picture).getbbox() is not None)

    keys(display, "ctrl+shift+l")
    seen(display, lambda picture: share(picture, SURFACE) < 0.02)

    program.send_signal(signal.SIGTERM)
    assert program.wait(20) == 0
