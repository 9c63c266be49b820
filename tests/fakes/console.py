"""The real window over a desk, and the few ways a test looks at it and presses it.

    async with at_work(tmp_path) as (here, window):
        press(window, "New training")

It is no fixture on purpose: between the phases of a test pytest-qt lets Qt run without the event loop, and
what a core does in the background would break there.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget

from core.container import Core
from gui.languages import Language, Languages
from gui.main_window import MainWindow
from gui.theme import Scheme, Theme
from gui.widgets.labels import ElidedLabel
from tests.fakes.desk import Desk, desk

W = TypeVar("W", bound=QWidget)
PATIENCE_S = 60.0


@asynccontextmanager
async def at_work(tmp_path: Path, **settings: Any) -> AsyncIterator[tuple[Desk, MainWindow]]:
    """Open a desk and the window at it; the gate is open and the window has read how everything stands."""
    async with desk(tmp_path, **settings) as here:
        await here.gate_open()
        async with console(here.core, tmp_path) as window:
            await wait_until(lambda: window.isActiveWindow() and "Gate open" in words(window))
            yield here, window


async def wait_until(holds: Callable[[], object]) -> None:
    """Let the loop run until something holds, and whoever made it so has come to an end."""
    async with asyncio.timeout(PATIENCE_S):
        while not holds():
            await asyncio.sleep(0.005)
    await let_tasks_end()


async def let_tasks_end() -> None:
    """Let a task that has just done its last step be over: a button is busy until then."""
    for _ in range(3):
        await asyncio.sleep(0)


@asynccontextmanager
async def console(core: Core, folder: Path) -> AsyncIterator[MainWindow]:
    """Show the window in English and light over `core`; what it remembers lies in `folder`."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    state = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    theme, languages = Theme(app, Scheme.LIGHT), Languages(app, Language.EN)
    window = MainWindow(core, theme, languages, state)
    window.show()
    window.activateWindow()
    try:
        yield window
    finally:
        if window.isVisible():
            await window.stop()
        languages.take_off()
        theme.set_scheme(Scheme.LIGHT)
        for gone in (window, theme, languages):
            gone.deleteLater()


def shown(parent: QWidget, kind: type[W]) -> list[W]:
    """Return the visible widgets of a kind, parents first."""
    return [widget for widget in parent.findChildren(kind) if widget.isVisible()]


def words(parent: QWidget) -> str:
    """Return all that labels, also where they are short of room, and buttons say now, one text a line."""
    labels = [
        label.full_text if isinstance(label, ElidedLabel) else label.text() for label in shown(parent, QLabel)
    ]
    buttons = [button.text() for button in shown(parent, QAbstractButton)]
    return "\n".join([*labels, *buttons])


def button(parent: QWidget, text: str) -> QAbstractButton:
    """Return the visible button that says `text`, with or without an ampersand or in its accessible name."""
    for found in shown(parent, QAbstractButton):
        if text in (found.text().replace("&", ""), found.accessibleName()):
            return found
    raise AssertionError(f"no button says {text!r}:\n{words(parent)}")


def press(parent: QWidget, text: str) -> None:
    """Click the visible button that says `text`."""
    found = button(parent, text)
    assert found.isEnabled(), f"{text!r} cannot be pressed"
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def dialog(window: QWidget) -> QDialog | None:
    """Return the dialog that stands over the window now."""
    return next(iter(shown(window, QDialog)), None)
