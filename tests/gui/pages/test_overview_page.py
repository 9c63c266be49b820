"""Tests of gui/pages/overview_page.py: the figures, the health, what runs and what failed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QRadioButton

from core.db.tables import Attempt as AttemptRow
from core.domain.training_views import TrainingFilter
from core.errors import BillingNeeded
from gui.pages.overview_page import OverviewPage
from gui.widgets.buttons import IconButton
from gui.widgets.card import FigureCard
from gui.widgets.health import HealthRow
from gui.widgets.table import Table
from tests.fakes.console import press, shown, wait_until, words
from tests.fakes.desk import Desk, desk


@asynccontextmanager
async def overview(tmp_path: Path, **settings: Any) -> AsyncIterator[tuple[Desk, OverviewPage]]:
    """The page at a desk whose gate is open."""
    async with desk(tmp_path, **settings) as here:
        await here.gate_open()
        page = OverviewPage(here.core)
        page.resize(1200, 840)
        page.show()
        try:
            await wait_until(lambda: "token from" in words(page))
            yield here, page
        finally:
            await page.close_page()
            page.close()
            page.deleteLater()


def figure(page: OverviewPage, caption: str) -> str:
    """Return what a card says under its caption."""
    card = next(one for one in shown(page, FigureCard) if one.accessibleName() == caption)
    return "\n".join(label.text() for label in shown(card, QLabel)[1:])


def rows(table: Table) -> list[str]:
    """Return the rows of a table as they are read aloud."""
    model = table.model()
    return [
        " ".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


async def test_an_empty_house_is_said_to_be_empty(tmp_path: Path, qapp: QApplication) -> None:
    """Without trainings every figure is nought and the tables say so in words."""
    async with overview(tmp_path) as (_here, page):
        assert figure(page, "Running") == "0\n0 at Replicate"
        assert figure(page, "Stars held").startswith("0.00 ★")
        assert "Nothing runs now." in words(page)
        assert "Nothing has failed." in words(page)


async def test_what_runs_is_counted_and_listed(tmp_path: Path, qapp: QApplication) -> None:
    """A running training raises the figures, holds its stars, and stands in the table by itself."""
    async with overview(tmp_path) as (here, page):
        await here.add_customer(stars=500)
        await here.training_runs(await here.start("STUCK"))
        await wait_until(lambda: figure(page, "Running") == "1\n1 at Replicate")
        assert figure(page, "Stars held").startswith("220.00 ★")
        assert figure(page, "Balances").startswith("280.00 ★")
        running, _failed = shown(page, Table)
        assert "Анна Белова" in rows(running)[0]


async def test_a_failure_is_listed_and_opened(tmp_path: Path, qapp: QApplication) -> None:
    """The newest failures stand with their reason; a click or Enter leads to the training."""
    async with overview(tmp_path) as (here, page):
        await here.add_customer(stars=500)
        training_id = await here.start("FAIL_OOM")
        await here.ended(training_id)
        _running, failed = shown(page, Table)
        await wait_until(lambda: rows(failed))
        assert "Out of memory" in rows(failed)[0]
        assert figure(page, "Failed today").startswith("1")
        picked: list[str] = []
        page.training_picked.connect(picked.append)
        place = failed.visualRect(failed.model().index(0, 1)).center()
        QTest.mouseClick(failed.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.keyClick(failed, Qt.Key.Key_Return)
        assert picked == [training_id, training_id]


async def test_figures_lead_to_what_they_count(tmp_path: Path, qapp: QApplication) -> None:
    """A figure of trainings asks for just those; balances and outbox ask for their pages."""
    async with overview(tmp_path) as (here, page):
        filters: list[TrainingFilter] = []
        pages: list[str] = []
        page.trainings_wanted.connect(filters.append)
        page.page_wanted.connect(pages.append)
        for card in shown(page, FigureCard):
            shown(card, IconButton)[0].click()
        counts = [await here.core.trainings.count(wanted) for wanted in filters]
        assert counts == [0, 0, 0, 0]
        assert len({(f.statuses, f.failed_since) for f in filters}) == 4
        assert pages == ["customers", "settings"]


async def test_the_database_can_be_checked(tmp_path: Path, qapp: QApplication) -> None:
    """Checking proves every rule on the live data and says so with the time."""
    async with overview(tmp_path) as (here, page):
        await here.add_customer(stars=500)
        said: list[str] = []
        page.said.connect(said.append)
        press_row(page, "Database")
        await wait_until(lambda: "every rule holds" in words(page))
        assert said[-1] == "Every rule of the database holds."


async def test_the_token_can_be_checked(tmp_path: Path, qapp: QApplication) -> None:
    """A shut gate shows its reason here; a good probe takes it away."""
    async with overview(tmp_path) as (here, page):
        here.core.gate.shut(BillingNeeded(detail="no credit"))
        await wait_until(lambda: "402" in words(page))
        press_row(page, "Replicate token")
        await wait_until(lambda: "402" not in words(page))


def press_row(page: OverviewPage, name: str) -> None:
    """Press the button of a line of the health card."""
    row = next(one for one in shown(page, HealthRow) if one.accessibleName().startswith(name))
    press(row, "Check now")


async def test_a_finding_is_said_in_words_and_leads_to_its_training(
    tmp_path: Path, qapp: QApplication
) -> None:
    """Check now tells each rule as it goes; what is broken is said in words, and picked it is shown."""
    async with overview(tmp_path) as (here, page):
        await here.add_customer(stars=500)
        training_id = await here.start("STUCK")
        await here.training_runs(training_id)
        said: list[str] = []
        led: list[tuple[str, str]] = []
        page.said.connect(said.append)
        page.subject_picked.connect(lambda kind, ident: led.append((kind, ident)))
        await here.core.db.write(lambda _tx: AttemptRow.update(money="released").execute())
        page.check_database()
        await wait_until(lambda: page.findChildren(QDialog))
        dialog = page.findChildren(QDialog)[0]
        choice = dialog.findChildren(QRadioButton)[0]
        assert choice.text() == "A hold and its training disagree"
        assert training_id in choice.accessibleDescription()
        press(dialog, "Show it")
        await wait_until(lambda: led)
        assert led == [("training", training_id)]
        assert said[0].startswith("Checking the database: 1 of ")
