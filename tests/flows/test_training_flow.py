"""The main job from end to end: the real window, a real core, the sandbox for Replicate and Telegram."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from core.money import Stars
from gui.main_window import MainWindow
from gui.widgets.drop_zone import DropZone
from gui.widgets.table import Table
from tests.fakes.console import at_work, button, dialog, press, shown, wait_until, words
from tests.fakes.desk import FIRST_CUSTOMER, PHOTOS, Desk


def field(parent: QWidget, name: str) -> QLineEdit:
    """Return the visible field of this name."""
    return next(one for one in shown(parent, QLineEdit) if one.accessibleName() == name)


def drop(zone: DropZone, folder: Path) -> None:
    """Drop a folder as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    place, copy = QPointF(10, 10), Qt.DropAction.CopyAction
    none = Qt.KeyboardModifier.NoModifier
    zone.dropEvent(QDropEvent(place, copy, data, Qt.MouseButton.LeftButton, none))


async def launch(window: MainWindow, trigger_word: str = "") -> None:
    """Do what an operator does, from Ctrl+N to the start button."""
    QTest.keySequence(window, QKeySequence("Ctrl+N"))
    search = field(window, "Name, @username or Telegram id")
    assert search.hasFocus()
    QTest.keyClicks(search, "@annabel")
    QTest.keyClick(search, Qt.Key.Key_Return)
    await wait_until(lambda: "500.00 ★" in words(window))
    drop(shown(window, DropZone)[0], PHOTOS)
    await wait_until(lambda: "12 photos will be sent" in words(window))
    if trigger_word:
        box = field(window, "Trigger word")
        box.clear()
        QTest.keyClicks(box, trigger_word)
    await wait_until(button(window, "Start training · 220.00 ★").isEnabled)
    assert "280.00 ★" in words(window)  # the balance after it
    press(window, "Start training · 220.00 ★")
    await wait_until(lambda: window.stack.current_key == "trainings")


def first_row(window: MainWindow) -> str:
    """Return the newest training of the table as it is read aloud; empty while there is none."""
    model = shown(window, Table)[0].model()
    if not model.rowCount():
        return ""
    return " ".join(str(model.index(0, column).data()) for column in range(model.columnCount()))


async def message(here: Desk, part: str) -> str:
    """Wait until the bot has written something with `part` in it to the customer, and return it."""
    path = f"telegram/messages?chat_id={FIRST_CUSTOMER}"
    async with asyncio.timeout(60):
        while True:
            sent = await here.admin(path, method="GET")
            found = [one["text"] for one in sent if part in one["text"]]
            if found:
                return str(found[0])
            await asyncio.sleep(0.05)


async def test_a_training_succeeds(tmp_path: Path, qapp: QApplication) -> None:
    """Photos dropped, Start pressed: it trains, the table says so, stars are settled, a message goes out."""
    async with at_work(tmp_path) as (here, window):
        await here.add_customer(stars=500)
        await launch(window)
        await wait_until(lambda: "Succeeded" in first_row(window))
        assert "Анна Белова" in first_row(window)
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(280)
        assert await here.core.verify.run() == []
        await wait_until(lambda: "220.00 ★ settled" in words(window))
        await wait_until(lambda: "0 running" in words(window))
        assert "ANNA" in await message(here, "Модель готова")


async def test_a_training_fails(tmp_path: Path, qapp: QApplication) -> None:
    """The same with a failure: the table says why, the stars go back, the customer knows."""
    async with at_work(tmp_path) as (here, window):
        await here.add_customer(stars=500)
        await launch(window, "FAIL_OOM")
        await wait_until(lambda: "Failed" in first_row(window))
        assert "Out of memory" in first_row(window)
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(500)
        assert await here.core.verify.run() == []
        await wait_until(lambda: "220.00 ★ released" in words(window))
        assert "220 ⭐ возвращены, баланс 500 ⭐" in await message(here, "Обучение не удалось")


async def test_closing_while_it_runs_loses_nothing(tmp_path: Path, qapp: QApplication) -> None:
    """The window says what goes on; the next start takes the training over where it was."""
    async with at_work(tmp_path) as (here, window):
        await here.add_customer(stars=500)
        await launch(window, "STUCK")
        await wait_until(lambda: "Training" in first_row(window))
        await wait_until(lambda: "1 running" in words(window))
        window.close()
        await wait_until(lambda: dialog(window) is not None)
        asked = dialog(window)
        assert asked is not None
        assert "1 training at Replicate goes on there." in words(asked)
        press(asked, "Close")
        await wait_until(lambda: not window.isVisible())
    async with at_work(tmp_path) as (here, window):
        await wait_until(lambda: "1 running" in words(window))
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(280)
