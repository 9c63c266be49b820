"""Whether a window can open here, and the exact line that mends it."""

import ctypes
import importlib.util
import sys
from typing import Any

import pytest

from core.commands import display
from core.commands.exits import Exit
from tests.fakes.terminal import Run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """A machine with everything but a display; names put into the set are libraries it lacks."""
    lacking: set[str] = set()

    def load(name: str, *_: Any) -> object:
        if name in lacking:
            raise OSError(f"{name}: cannot open shared object file")
        return object()

    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: object())
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return lacking


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_with_a_display_a_window_can_open(
    machine: set[str], monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    """Both kinds of display count."""
    monkeypatch.setenv(variable, ":0")
    assert display.problem() == ""


def test_missing_libraries_are_named_in_one_apt_line(
    machine: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line can be copied as it is."""
    monkeypatch.setenv("DISPLAY", ":0")
    machine |= {"libxcb-cursor.so.0", "libEGL.so.1"}
    assert display.problem().splitlines()[-1] == "Run: apt install libegl1 libxcb-cursor0"


def test_a_platform_without_x_needs_no_x_libraries(
    machine: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under Qt's offscreen platform neither display nor xcb libraries are asked for."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    machine |= {"libxcb-cursor.so.0"}
    assert display.problem() == ""


@pytest.mark.parametrize("command", [["demo"], []])
def test_without_a_display_the_terminal_form_is_offered(
    run: Run, machine: set[str], command: list[str]
) -> None:
    """Both problems are told at once, with the same job in the terminal; the exit code is 2."""
    machine |= {"libGL.so.1"}
    said = run(*command)
    assert said.code == Exit.USAGE
    assert said.out == ""
    assert "apt install libgl1\n" in said.err
    assert "There is no display to open a window on.\n" in said.err
    assert said.err.endswith("The same job in the terminal: .venv/bin/python main.py train --demo\n")


def test_without_qt_itself(machine: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The program without its window library says how to get it."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert display.problem().endswith("Run: make setup")
