"""The search over everything: typed, understood, opened; the mouse is not needed."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.errors import DatabaseLocked
from core.services.search import Found
from gui.forms.search_palette import SearchPalette
from tests.fakes import till
from tests.fakes.desk import FIRST_CUSTOMER, Desk, desk

Until = Callable[..., Any]


@asynccontextmanager
async def palette(tmp_path: Path, bot: QtBot) -> AsyncIterator[tuple[SearchPalette, Desk]]:
    """The palette over a window, at a desk where Anna paid for one of two invoices."""
    async with desk(tmp_path) as here:
        await here.add_customer()

        def write(tx: Any) -> None:
            till.pay(tx, till.invoice(tx, FIRST_CUSTOMER))
            till.invoice(tx, FIRST_CUSTOMER, "stars.434")

        await here.core.db.write(write)
        window = QWidget()
        bot.addWidget(window)
        window.resize(1200, 700)
        window.show()
        box = SearchPalette(window, here.core.search.find)
        box.open()
        yield box, here
        await box.tasks.close()
        box.close()


def kinds(box: SearchPalette) -> list[str]:
    """Return what kinds of things are listed."""
    return [line.kind for line in box.model.rows]


async def test_tl5_what_is_typed_is_found_and_told_how_it_was_understood(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """An @name finds the customer, a sum finds payment and invoice, and the reading is said."""
    async with palette(tmp_path, qtbot) as (box, _):
        qtbot.keyClicks(box.box, "@annab")
        await until(lambda: kinds(box) == ["customer"])
        assert box.understood.text() == "Understood as: username @annab"
        box.box.setText("500 RUB")
        await until(lambda: kinds(box) == ["payment", "invoice"])
        assert box.understood.text().startswith("Understood as: 500.00")
        box.box.setText("nothing of the kind")
        await until(lambda: box.table.empty.isVisible())
        assert "nothing of the kind" in box.table.empty.accessibleName()


async def test_arrows_move_the_mark_and_enter_opens_it(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The box keeps the focus; Down marks the next line, Enter ends with it."""
    async with palette(tmp_path, qtbot) as (box, _):
        box.box.setText("#1")
        await until(lambda: kinds(box) == ["payment", "invoice"])
        qtbot.keyClick(box.box, Qt.Key.Key_Down)
        qtbot.keyClick(box.box, Qt.Key.Key_Down)
        assert box.box.accessibleDescription().startswith("Invoice 1")
        qtbot.keyClick(box.box, Qt.Key.Key_Return)
        assert box.chosen is not None
        assert (box.chosen.kind, box.chosen.key) == ("invoice", "1")
        assert not box.isVisible()


async def test_enter_before_an_answer_opens_nothing(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Whoever types quicker than the database reads never opens what the old words found."""
    async with palette(tmp_path, qtbot) as (box, _):
        box.box.setText("#1")
        await until(lambda: len(box.model.rows) == 2)
        box.box.setText("#2")
        qtbot.keyClick(box.box, Qt.Key.Key_Return)
        assert box.chosen is None
        await until(lambda: kinds(box) == ["invoice"])
        qtbot.keyClick(box.box, Qt.Key.Key_Return)
        assert box.chosen is not None
        assert box.chosen.key == "2"


async def test_a_failure_is_said_in_the_box(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot, until: Until
) -> None:
    """The database does not answer: the palette stays open and says why."""

    async def fail(_text: str) -> Found:
        raise DatabaseLocked(path=tmp_path)

    window = QWidget()
    qtbot.addWidget(window)
    box = SearchPalette(window, fail)
    box.open()
    box.box.setText("anna")
    await until(lambda: str(tmp_path) in box.understood.text())
    assert box.isVisible()
    box.close()
