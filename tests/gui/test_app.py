"""Tests of gui/app.py: the process of the window from its start to its exit code."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from core.container import Core
from core.errors import SecondInstance
from gui.app import FAILED, OK, EventLoop, bugs_shown, run_console
from gui.main_window import MainWindow
from gui.widgets.crash_box import CrashBox
from tests.fakes.console import press, words
from tests.fakes.desk import desk

Until = Callable[..., Any]


def top_level(kind: type[QWidget]) -> QWidget | None:
    """Return the window of a kind that is on the screen."""
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return windows[0] if windows else None


def when_seen(kind: type[QWidget], deed: Callable[[QWidget], None]) -> QTimer:
    """Do something once a window of this kind has come up; the program runs meanwhile."""
    timer = QTimer()
    timer.setInterval(20)

    def look() -> None:
        found = top_level(kind)
        if found is not None:
            timer.stop()
            deed(found)

    timer.timeout.connect(look)
    timer.start()
    return timer


def opener(folder: Path) -> Callable[[], Any]:
    """Return what opens a desk's core, as `main.py` does for a real one."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Core]:
        async with desk(folder) as here:
            yield here.core

    return opened


def test_the_console_runs_until_its_window_closes(qapp: QApplication, tmp_path: Path) -> None:
    """Closing the window ends the program well, and what was chosen is remembered."""
    timer = when_seen(MainWindow, lambda window: window.close())
    window_file = tmp_path / "window.ini"
    assert run_console(opener(tmp_path), window_file=window_file) == OK
    assert not timer.isActive()
    state = QSettings(str(window_file), QSettings.Format.IniFormat)
    assert (state.value("page"), state.value("language"), state.value("theme")) == (
        "overview",
        "system",
        "system",
    )


def test_what_was_remembered_is_used(qapp: QApplication, tmp_path: Path) -> None:
    """Language and page of the last session come back; nonsense in the file is passed over."""
    window_file = tmp_path / "window.ini"
    state = QSettings(str(window_file), QSettings.Format.IniFormat)
    for key, value in {"language": "ru", "page": "settings", "theme": "plaid", "geometry": "x"}.items():
        state.setValue(key, value)
    state.sync()
    seen: list[str] = []

    def look(window: QWidget) -> None:
        seen.append(words(window))
        window.close()

    timer = when_seen(MainWindow, look)
    assert run_console(opener(tmp_path), window_file=window_file) == OK
    assert not timer.isActive()
    assert "Настройки" in seen[0]
    assert "Действующий токен" in seen[0]


def test_a_start_that_fails_is_explained(
    qapp: QApplication, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    """What is in the way, what was not done and what to do next are said; the exit code tells of it."""
    expect_log("did not start")

    @asynccontextmanager
    async def refused() -> AsyncIterator[Core]:
        raise SecondInstance(path=tmp_path, pid="4711")
        yield

    said: list[str] = []

    def look(dialog: QWidget) -> None:
        said.append(words(dialog))
        press(dialog, "Close")

    timer = when_seen(QDialog, look)
    assert run_console(refused, window_file=tmp_path / "window.ini") == FAILED
    assert not timer.isActive()
    assert f"Stationmaster already works on {tmp_path} (process 4711)." in said[0]
    assert "This second start was ended." in said[0]
    assert "Use the open window" in said[0]


def test_a_polite_end_from_outside_needs_no_answer(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """SIGTERM closes the window without a question; before it the program has announced itself."""
    monkeypatch.setenv("STATIONMASTER_ANNOUNCE", "1")
    timer = when_seen(MainWindow, lambda _window: os.kill(os.getpid(), signal.SIGTERM))
    assert run_console(opener(tmp_path), window_file=tmp_path / "window.ini") == OK
    assert not timer.isActive()
    assert capsys.readouterr().out == "console ready\n"


async def test_a_bug_in_a_slot_is_shown(qapp: QApplication, expect_log: Callable[[str], None]) -> None:
    """An exception nobody handles in a slot reaches the box, and the hook is put back afterwards."""
    expect_log("a bug")
    seen: list[BaseException] = []
    before = sys.excepthook
    with bugs_shown(seen.append):
        sys.excepthook(ValueError, ValueError("in a slot"), None)
    assert [str(bug) for bug in seen] == ["in a slot"]
    assert sys.excepthook is before


async def test_a_bug_in_the_loop_is_shown(
    qapp: QApplication, until: Until, expect_log: Callable[[str], None]
) -> None:
    """An exception in a callback of the event loop reaches the box too."""
    expect_log("a bug")
    seen: list[BaseException] = []

    def fail() -> None:
        raise ValueError("in the loop")

    with bugs_shown(seen.append):
        asyncio.get_running_loop().call_soon(fail)
        await until(lambda: seen)
    assert [str(bug) for bug in seen] == ["in the loop"]


def test_a_bug_of_the_engine_does_not_end_the_program(
    qapp: QApplication, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    """A bug in the background shows the box; the window stays and closes as always."""
    expect_log("a bug")
    cores: list[Core] = []

    @asynccontextmanager
    async def opened() -> AsyncIterator[Core]:
        async with desk(tmp_path) as here:
            cores.append(here.core)
            yield here.core

    said: list[str] = []

    def on_box(box: QWidget) -> None:
        said.append(words(box))
        press(box, "Close")
        window = top_level(MainWindow)
        assert window is not None
        window.close()

    first = when_seen(MainWindow, lambda _window: cores[0].engine.on_bug(ValueError("in the engine")))
    second = when_seen(CrashBox, on_box)
    assert run_console(opened, window_file=tmp_path / "window.ini") == OK
    assert not first.isActive()
    assert not second.isActive()
    assert "It goes on working." in said[0]


async def test_a_generator_left_half_way_is_closed_on_the_loop(qapp: QApplication, until: Until) -> None:
    """What a cancelled download dropped still gives its connection back: its last await is run."""
    closed: list[str] = []

    async def parts() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            await asyncio.sleep(0)
            closed.append("closed")

    async for _ in parts():
        break
    await until(lambda: closed)


def test_a_thread_that_ends_with_the_loop_disturbs_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    """It hands over its result while the loop is being closed: nothing is run and no timer is touched."""
    loop = EventLoop(qapp)

    async def leave() -> None:
        loop.run_in_executor(None, until_it_stands)

    def until_it_stands() -> None:
        while loop.is_running():
            threading.Event().wait(0.001)

    loop.run_until_complete(leave())
    with qtbot.captureExceptions() as caught:
        loop.close()
        qtbot.wait(1)
    assert caught == []
