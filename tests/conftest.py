"""What every test stands on. Qt is imported only for tests that ask for it: core's tests run without it."""

import asyncio
import gc
import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")
os.environ.setdefault("PYTEST_QT_API", "pyside6")

QT_FIXTURES = {"qapp", "qtbot"}
OURS = ("core", "gui", "main")
LOOPS = ("asyncio", "qasync")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Know pytest-qt's setting even where that plugin is off, so that core's tests run without Qt."""
    if not pluginmanager.hasplugin("pytest-qt"):
        parser.addini("qt_log_level_fail", "unused without pytest-qt")


def pytest_configure(config: pytest.Config) -> None:
    """Let Qt's warnings fail a test, but for the one that tells what the offscreen platform lacks."""
    if config.pluginmanager.hasplugin("pytest-qt"):
        config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")


def pytest_collection_finish() -> None:
    """Let collections of garbage pass over what lives to the end: they are asked for after every window."""
    gc.collect()
    gc.freeze()


def _wants_qt(item: pytest.Item | pytest.Function) -> bool:
    return bool(QT_FIXTURES & set(getattr(item, "fixturenames", ())))


def _qt_loop() -> asyncio.AbstractEventLoop:
    from PySide6.QtWidgets import QApplication

    from gui.app import EventLoop

    app = QApplication.instance() or QApplication(["tests"])
    # As in the program itself: closing a window must not stop the loop under a running coroutine.
    QApplication.setQuitOnLastWindowClosed(False)
    loop: asyncio.AbstractEventLoop = EventLoop(app)
    # The loop keeps the application alive should it be the first to need it.
    loop.test_app = app  # type: ignore[attr-defined]
    return loop


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Give tests that ask for Qt the loop the window runs on, all others a plain one."""
    return {"qt": _qt_loop} if _wants_qt(item) else {"plain": asyncio.new_event_loop}


class _LogWatch(logging.Handler):
    """Collects the records that mean a test went wrong unseen."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[logging.LogRecord] = []
        self.expected: list[re.Pattern[str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(record)

    def unexpected(self, *, ours_too: bool) -> list[str]:
        found = []
        for record in self.seen:
            top = record.name.partition(".")[0]
            is_bad = (top in LOOPS and record.levelno >= logging.ERROR) or (ours_too and top in OURS)
            message = record.getMessage()
            if is_bad and not any(pattern.search(message) for pattern in self.expected):
                found.append(f"{record.levelname} {record.name}: {message}")
        return found


@pytest.fixture(autouse=True)
def _log_watch(request: pytest.FixtureRequest) -> Iterator[_LogWatch]:
    """Fail a test that logged an error of the loop, or a warning of ours it did not expect.

    A test that asks for `caplog` looks at our records itself.
    """
    watch = _LogWatch()
    logging.getLogger().addHandler(watch)
    yield watch
    logging.getLogger().removeHandler(watch)
    unexpected = watch.unexpected(ours_too="caplog" not in request.fixturenames)
    if unexpected:
        pytest.fail("unexpected log records:\n" + "\n".join(unexpected), pytrace=False)


@pytest.fixture
def expect_log(_log_watch: _LogWatch) -> Callable[[str], None]:
    """Declare that records matching this pattern are part of the test."""

    def expect(pattern: str) -> None:
        _log_watch.expected.append(re.compile(pattern))

    return expect


async def _until(predicate: Callable[[], Any], timeout_s: float = 60.0) -> None:
    deadline = asyncio.get_running_loop().time() + timeout_s
    while not predicate():
        if asyncio.get_running_loop().time() > deadline:
            pytest.fail(f"not within {timeout_s} s: {predicate}")
        await asyncio.sleep(0.005)
    for _ in range(3):  # whoever made it so comes to an end: a button is busy until then
        await asyncio.sleep(0)


@pytest.fixture
def until() -> Callable[..., Any]:
    """`await until(predicate, timeout_s=60)`: let the loop run until the predicate holds."""
    return _until


def _alive_top_levels() -> list[Any]:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return QApplication.topLevelWidgets()


@pytest.fixture(autouse=True)
def _no_leaked_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a Qt test that leaves a top-level widget behind: it would live in the tests after it."""
    if not _wants_qt(request.node):
        yield
        return
    request.getfixturevalue("qapp")
    before = set(map(id, _alive_top_levels()))
    yield
    left = [widget for widget in _alive_top_levels() if id(widget) not in before]
    if left:
        del left
        gc.collect()
        left = [widget for widget in _alive_top_levels() if id(widget) not in before]
    names = [f"{type(widget).__name__} {widget.objectName()!r}" for widget in left]
    for widget in left:
        widget.close()
        widget.deleteLater()
    if names:
        pytest.fail("widgets left behind: " + ", ".join(names), pytrace=False)
