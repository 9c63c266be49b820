"""The page of one attempt with a real Core at the sandbox: what it says, the comparison, the answer pack."""

import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.domain.people import Role
from core.domain.retries import RetryPrice
from gui import dialogs
from gui.pages.attempt_page import AttemptPage
from tests.fakes.desk import FIRST_CUSTOMER, Desk, desk

Until = Callable[..., Awaitable[None]]


@asynccontextmanager
async def opened(
    tmp_path: Path, qtbot: QtBot, trigger: str = "FAIL_OOM", *, tries: int = 1
) -> AsyncIterator[tuple[AttemptPage, Desk, list[str]]]:
    """Show the last attempt of a training that was tried so often; gives the ids of its attempts."""
    async with desk(tmp_path) as here:
        await here.add_customer(2000)
        training_id = await here.start(trigger)
        details = await here.ended(training_id)
        for _ in range(tries - 1):
            await here.core.trainings.retry(
                training_id,
                after_attempt=details.attempts[-1].id,
                price=RetryPrice.CHARGE_AGAIN,
                reason="",
                operator=here.core.operator,
            )
            details = await here.ended(training_id)
        page = AttemptPage(here.core)
        qtbot.addWidget(page)
        page.resize(1228, 846)
        page.show()
        ids = [one.id for one in details.attempts]
        page.show_attempt(ids[-1])
        try:
            yield page, here, ids
        finally:
            await page.close_page()


async def test_an_attempt_answers_the_four_questions_and_shows_its_money(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Sentences, story, price, where the stars are, cost, margin, and the error id to copy."""
    async with opened(tmp_path, qtbot) as (page, _, ids):
        await until(lambda: page.shown is not None)
        happened, _not_done, stars, to_do = page.view.cards.texts
        assert happened == "Out of memory."
        assert stars == "220.00 ★ are back on the customer’s balance."
        assert "Lower the resolution" in to_do
        assert "Out of memory" in [item.text for item in page.view.story.items]
        facts = {fact.label: fact.value for group in page.view.ids.groups for fact in group.facts}
        assert facts["Error id"] == ids[0]
        assert page.shown is not None
        assert (page.shown.margin_micro_usd or 0) < 0
        assert not page.view.no_other.isHidden()
        page.view.set_tab("exchange")
        assert '"trigger_word": "FAIL_OOM"' in page.view.request.toPlainText()
        assert '"status": "failed"' in page.view.reply.toPlainText()
        page.view.set_tab("log")
        await until(lambda: "out of memory" in page.view.log.log)
        with qtbot.waitSignal(page.closed):
            QTest.keyClick(page, Qt.Key.Key_Escape)


async def test_both_attempts_stand_side_by_side(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The earlier one at the left; the same parameters, and unchanged lines folded."""
    async with opened(tmp_path, qtbot, tries=2) as (page, _, ids):
        await until(lambda: page.shown is not None)
        page.view.set_tab("compare")
        await until(lambda: page.log_diff.rowCount() > 0)
        assert page.parameters.names == ("Try 1 · Failed", "Try 2 · Failed")
        assert not any(row.is_changed for row in page.parameters.rows)
        words = [str(page.log_diff.index(row, 1).data()) for row in range(page.log_diff.rowCount())]
        assert any("unchanged line" in text for text in words)
        page.show_attempt(ids[0])
        await until(lambda: page.shown is not None and page.shown.attempt.id == ids[0])
        await until(lambda: page.parameters.names == ("Try 1 · Failed", "Try 2 · Failed"))


async def test_one_click_copies_the_answer(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """In the customer's language, or in the other if asked for."""
    async with opened(tmp_path, qtbot) as (page, _, _ids):
        await until(lambda: page.shown is not None)
        page.view.answer.click()
        await until(lambda: "вернулись на ваш баланс" in QGuiApplication.clipboard().text())
        page.view.language.set_values({"language": "en"})
        await until(page.view.answer.isEnabled)
        page.view.answer.click()
        await until(lambda: "back on your balance" in QGuiApplication.clipboard().text())


async def test_the_evidence_is_written_where_the_operator_chooses(
    tmp_path: Path, qtbot: QtBot, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file dialog is answered, the zip is there; a viewer is told why not."""
    target = tmp_path / "evidence.zip"

    async def choose(*_: object) -> Path:
        return target

    monkeypatch.setattr(dialogs, "save_file", choose)
    async with opened(tmp_path, qtbot) as (page, here, _ids):
        await until(lambda: page.shown is not None)
        said: list[str] = []
        page.said.connect(said.append)
        page.view.evidence.click()
        await until(lambda: said == ["7 texts kept in evidence.zip, without secrets"])
        with zipfile.ZipFile(target) as archive:
            assert str(FIRST_CUSTOMER) in archive.read("facts.txt").decode()
        here.core.operator = await here.core.people.add_operator("Vera", Role.VIEWER, here.core.operator)
        page.reread()
        await until(lambda: page.view.evidence.toolTip() == "Your role does not allow it")
        assert not page.view.evidence.isEnabled()
