"""The process of the window: application, event loop, language and theme, and what happens when it breaks.

The only file that knows the bridge between Qt and asyncio (qasync); everything else speaks plain asyncio. An
error while Core opens is shown in words and ends the program; a bug later is shown in a box and does not.
"""

import asyncio
import importlib
import logging
import os
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack, contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop
from shiboken6 import delete, isValid

from core.container import Core
from core.errors import AppError
from core.paths import APP_NAME
from gui import assets, dialogs, garbage, texts
from gui.languages import Language, Languages
from gui.main_window import MainWindow
from gui.theme import Scheme, Theme
from gui.widgets.crash_box import CrashBox

log = logging.getLogger(__name__)

OpenCore = Callable[[], AbstractAsyncContextManager[Core]]

OK, FAILED, INTERRUPTED = 0, 1, 130
ANNOUNCE = "STATIONMASTER_ANNOUNCE"
"""Set, the program writes `console ready` on its standard output once the first page shows its data."""
THREADS = 4
"""Threads for what blocks (keyring, photos); the bridge's own default would be ten Qt threads at once."""

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


def run_console(open_core: OpenCore, *, window_file: Path) -> int:
    """Open Core, show the window, and return the exit code when it was closed.

    `window_file` is where geometry, page, language and theme are remembered.
    """
    app = application()
    try:
        return run_in_window(app, _work(app, open_core, window_file))
    except KeyboardInterrupt:
        return INTERRUPTED


def run_in_window(app: QApplication, work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end on an event loop that is also Qt's."""
    with asyncio.Runner(loop_factory=partial(EventLoop, app)) as runner:
        return runner.run(work)


def application() -> QApplication:
    """Return the one QApplication, named and with our icon; closing its last window does not end the loop."""
    app = QApplication.instance() or QApplication([APP_NAME])
    assert isinstance(app, QApplication)  # noqa: S101 - a core application cannot have been made before
    app.setApplicationName(APP_NAME)
    app.setWindowIcon(assets.app_icon())
    app.setQuitOnLastWindowClosed(False)
    return app


class EventLoop(QEventLoop):  # type: ignore[misc] # qasync has no types
    """The bridge, but for four of its habits.

    It asks for fewer threads. It takes its timers with it: left alone it keeps those of cancelled waits until
    they are due, and once the loop is closed whichever thread collects it would tear them down; Qt crashes
    when a thread not its own does that. And as every loop of asyncio does, it closes the asynchronous
    generators that were left half way, or a cancelled download gave its connection back to nobody. What a
    thread still hands over while the loop is closed, a module it was loading for a page that is gone, is
    let go: nobody waits for it.
    """

    def __init__(self, app: QApplication) -> None:
        """Make the loop of `app`."""
        super().__init__(app)
        self.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="blocking"))

    def run_forever(self) -> int:
        """Run until `stop`; return the exit code of Qt."""
        before = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(finalizer=self._see_to_its_end)
        try:
            return int(super().run_forever())
        finally:
            sys.set_asyncgen_hooks(*before)

    def _see_to_its_end(self, generator: AsyncGenerator[object, object]) -> None:
        if not self.is_closed():
            self.call_soon_threadsafe(self.create_task, generator.aclose())

    def _add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        if self.is_closed():
            return handle
        added: asyncio.Handle = super()._add_callback(handle, delay)
        return added

    def close(self) -> None:
        """End the loop, here and now."""
        timer = self._timer
        super().close()
        if isValid(timer):
            delete(timer)


async def _work(app: QApplication, open_core: OpenCore, window_file: Path) -> int:
    state = QSettings(str(window_file), QSettings.Format.IniFormat)
    languages = Languages(app, _chosen(state, "language", Language.SYSTEM))
    theme = Theme(app, _chosen(state, "theme", Scheme.SYSTEM))
    crash_box = CrashBox()
    async with AsyncExitStack() as stack:
        for made in (theme, languages, crash_box):
            stack.callback(made.deleteLater)
        stack.callback(languages.take_off)
        stack.enter_context(bugs_shown(crash_box.add))
        # While Core reads certificates and database in its threads, this one loads the heaviest page.
        asyncio.get_running_loop().call_soon(importlib.import_module, "gui.pages.trainings_page")
        try:
            core = await stack.enter_async_context(open_core())
        except Exception as error:  # noqa: BLE001 - the last place where anybody can tell the operator
            await _tell_start_failed(error)
            return FAILED
        core.engine.on_bug = partial(_tell_bug, crash_box.add)
        window = MainWindow(core, theme, languages, state)
        stack.callback(window.deleteLater)
        stack.enter_context(garbage.collected_here(window))
        await _until_closed(window)
    return OK


async def _tell_start_failed(error: Exception) -> None:
    if isinstance(error, AppError):
        log.error("the program did not start: %s", error)
    else:
        log.error("the program did not start: a bug", exc_info=error)
    await dialogs.tell_error(None, texts.explain(error))


async def _until_closed(window: MainWindow) -> None:
    closed = asyncio.Event()
    window.closed.connect(closed.set)
    loop = asyncio.get_running_loop()
    with _on_sigterm(partial(loop.call_soon_threadsafe, closed.set)):
        if os.environ.get(ANNOUNCE):
            _announce_when_read(window)
        window.show()
        await closed.wait()
    if window.isVisible():
        await window.stop()


def _announce_when_read(window: MainWindow) -> None:
    page = window.stack.current_page
    if page is None:  # somebody has to sign in first
        asyncio.get_running_loop().call_soon(_announce)
        return
    finished = page.tasks.finished

    def announce(_key: object) -> None:
        finished.disconnect(announce)
        asyncio.get_running_loop().call_later(0, _announce)  # what was read is painted first

    finished.connect(announce)


def _announce() -> None:
    sys.stdout.write("console ready\n")
    sys.stdout.flush()


@contextmanager
def _on_sigterm(run: Callable[[], object]) -> Iterator[None]:
    """Let a polite request of the system to end close the window without asking."""

    def handle(_number: int, _frame: object) -> None:
        run()

    before = signal.signal(signal.SIGTERM, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def bugs_shown(show: Callable[[BaseException], None]) -> Iterator[None]:
    """Send every exception nobody handles, in a slot or in a task, to the log and to `show`."""
    loop, hook = asyncio.get_running_loop(), sys.excepthook

    def on_raised(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            hook(kind, error, trace)
        else:
            _tell_bug(show, error)

    def on_loop_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            _tell_bug(show, error)
        else:
            log.error("event loop: %s", context.get("message"))

    sys.excepthook = on_raised
    loop.set_exception_handler(on_loop_error)
    try:
        yield
    finally:
        sys.excepthook = hook
        loop.set_exception_handler(None)


def _tell_bug(show: Callable[[BaseException], None], bug: BaseException) -> None:
    log.error("a bug", exc_info=bug)
    show(bug)


def _chosen(state: QSettings, name: str, fallback: E) -> E:
    """Return a choice as remembered; a word that is none of the choices counts as nothing."""
    kind, word = type(fallback), str(state.value(name, fallback.value))
    return kind(word) if word in [choice.value for choice in kind] else fallback
