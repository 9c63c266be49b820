"""The failures page with a real Core at the sandbox: groups, filters, an opened group and its deeds."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from core.domain.failure_groups import FailureFilter, GroupOrder
from core.domain.failures import ADVICE, FailureClass
from core.domain.people import Role
from gui.models import failure_words
from gui.pages.failures_page import FailuresPage
from tests.fakes.desk import FIRST_CUSTOMER, Desk, desk

Until = Callable[..., Awaitable[None]]


@asynccontextmanager
async def opened(
    tmp_path: Path, qtbot: QtBot, *triggers: str
) -> AsyncIterator[tuple[FailuresPage, Desk, list[str]]]:
    """Show the page at a desk where these trainings have failed."""
    async with desk(tmp_path) as here:
        await here.add_customer(2000)
        ids = [await here.start(trigger) for trigger in triggers]
        for training_id in ids:
            await here.ended(training_id)
        page = FailuresPage(here.core)
        qtbot.addWidget(page)
        page.resize(1228, 846)
        page.show()
        try:
            yield page, here, ids
        finally:
            await page.close_page()


def column(page: FailuresPage, key: str) -> list[str]:
    """Return the texts of a column of the groups, from top to bottom."""
    place = [one.key for one in page.model.columns].index(key)
    return [str(page.model.index(row, place).data()) for row in range(page.model.rowCount())]


def answer(page: FailuresPage, label: str) -> None:
    """Press the button of the question on the screen that bears `label`."""
    dialog = next(one for one in page.findChildren(QDialog) if one.isVisible())
    next(one for one in dialog.findChildren(QPushButton) if one.text() == label).click()


def asks(page: FailuresPage) -> bool:
    """Tell whether a question is on the screen."""
    return any(one.isVisible() for one in page.findChildren(QDialog))


async def test_groups_say_how_often_whom_and_what_it_cost(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """A row has class, sentence with signature, count, customers, stars, cost, and that it is new."""
    async with opened(tmp_path, qtbot, "FAIL_OOM", "FAIL_NSFW") as (page, _, _ids):
        await until(lambda: page.model.rowCount() == 2)
        assert set(column(page, "class")) == {"Memory", "Content"}
        (row,) = [text for text in column(page, "failure") if text.startswith("Out of memory")]
        assert "cuda out of memory" in row
        assert column(page, "count") == ["1, 1 customer(s)"] * 2
        assert column(page, "stars") == ["220.00 ★ back"] * 2
        assert column(page, "state") == ["New"] * 2
        assert all(cost.startswith("$") for cost in column(page, "cost"))


async def test_the_list_is_narrowed_and_sorted(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """By class, by a word of the log, by what is to be looked at; the order is the service's."""
    async with opened(tmp_path, qtbot, "FAIL_OOM", "FAIL_NSFW") as (page, here, _ids):
        await until(lambda: page.model.rowCount() == 2)
        page.show_only(FailureFilter(classes=frozenset({FailureClass.CONTENT})))
        await until(lambda: column(page, "class") == ["Content"])
        page.show_only(FailureFilter(text="quantizing"))
        await until(lambda: page.model.rowCount() == 2)
        assert "logs in those of the newest" in page.note.text()
        page.show_only(FailureFilter(text="nowhere to be found"))
        await until(page.table.empty.isVisible)
        page.table.empty.button.click()
        await until(lambda: page.model.rowCount() == 2)
        page.choices.set_values({"order": GroupOrder.COST.value})
        page.choices.chosen.emit(page.choices.values)
        await until(lambda: column(page, "class") == ["Content", "Memory"])
        await here.core.failures.assign(page.model.row_at(0).id, "Olga", here.core.operator)
        await until(lambda: column(page, "state") == ["Looked after", "New"])
        page.head.count_picked.emit("look")
        assert column(page, "class") == ["Memory"]


async def test_an_opened_group_answers_the_four_questions(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """What happened, what was not done, where the stars are, what to do; under it the attempts."""
    async with opened(tmp_path, qtbot, "FAIL_OOM") as (page, here, ids):
        await until(lambda: page.model.rowCount() == 1)
        page.table.pick_row(0)
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        await until(lambda: page.desk.group is not None)
        happened, not_done, stars, to_do = page.view.answers.texts
        assert happened.startswith("Out of memory: 1 attempt(s) of 1 customer(s)")
        assert "No model was made" in not_done
        assert "220.00 ★ went back" in stars
        assert "Lower the resolution" in to_do
        assert "Do not retry it as it is" in to_do
        attempt_id = (await here.core.trainings.details(ids[0])).attempts[-1].id
        with qtbot.waitSignal(page.attempt_picked) as picked:
            page.view.table.row_opened.emit(0)
        assert picked.args == [attempt_id]
        QTest.keyClick(page, Qt.Key.Key_Escape)
        assert not page.is_opened


async def test_marked_fixed_assigned_and_noted(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Each deed asks, does it once through core, and the opened group says so."""
    async with opened(tmp_path, qtbot, "FAIL_OOM") as (page, here, _ids):
        await until(lambda: page.model.rowCount() == 1)
        page.open_group(page.model.row_at(0).id)
        await until(lambda: page.desk.group is not None)
        page.view.assign.click()
        await until(lambda: asks(page))
        answer(page, "Assign")
        await until(lambda: here.core.operator.name in page.view.facts.text())
        await here.core.failures.write_note(
            page.model.row_at(0).id, "seen in July too", "batch size 1", here.core.operator
        )
        await until(lambda: "Known fix: batch size 1" in [one.text for one in page.view.known.issues])
        page.view.fix.click()
        await until(lambda: asks(page))
        answer(page, "Mark fixed")
        await until(lambda: column(page, "state") in (["Fixed"], ["Seen again"]))
        await until(lambda: any("fixed" in one.text for one in page.view.known.issues))


async def test_a_failure_that_hits_many_at_once_is_an_alarm(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Three customers within an hour: the list says so, and the opened group why nothing is retried."""
    async with desk(tmp_path, speed=6000) as here:
        for number in range(3):
            who = FIRST_CUSTOMER + number
            await here.add_customer(500, telegram_id=who)
            await here.ended(await here.start("FAIL_PLATFORM", telegram_id=who))
        page = FailuresPage(here.core)
        qtbot.addWidget(page)
        page.show()
        await until(lambda: column(page, "state") == ["Hits many"])
        page.open_group(page.model.row_at(0).id)
        await until(lambda: "Nothing of it is retried" in "".join(one.text for one in page.view.known.issues))
        await page.close_page()


async def test_a_role_without_the_right_is_told_so(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """A viewer reads everything; the deeds say why they cannot be done."""
    async with opened(tmp_path, qtbot, "FAIL_OOM") as (page, here, _ids):
        here.core.operator = await here.core.people.add_operator("Vera", Role.VIEWER, here.core.operator)
        await until(lambda: page.model.rowCount() == 1)
        page.open_group(page.model.row_at(0).id)
        await until(lambda: page.desk.group is not None)
        assert not page.view.fix.isEnabled()
        assert page.view.fix.toolTip() == "Your role does not allow it"
        page.close_group()
        page.ticks.bar.all.setChecked(True)
        page.ticks.retell()
        offered = [one for one in page.ticks.bar.buttons.values() if one.isVisible()]
        assert [one.isEnabled() for one in offered] == [False] * 5


async def test_ticked_rows_are_what_a_bulk_deed_is_about(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """A tick, the count and the wish are the same rows; without a tick there is nothing to do."""
    async with opened(tmp_path, qtbot, "FAIL_OOM") as (page, _here, _ids):
        await until(lambda: page.model.rowCount() == 1)
        page.open_group(page.model.row_at(0).id)
        await until(lambda: page.desk.model.rowCount() == 1)
        bar = page.view.bar
        assert bar.isVisible()
        assert not bar.buttons["retry"].isEnabled()
        page.view.table.pick_row(0)
        QTest.keyClick(page.view.table, Qt.Key.Key_Space)
        assert bar.words.text() == "1 ticked · 220.00 ★"
        with qtbot.waitSignal(page.bulk_wanted) as wanted:
            bar.buttons["retry"].click()
        (wish,) = wanted.args
        assert wish.attempt_ids == (page.desk.model.row_at(0).id,)
        bar.all.setChecked(True)
        with qtbot.waitSignal(page.bulk_wanted) as wanted:
            bar.buttons["retry"].click()
        (wish,) = wanted.args
        assert wish.attempt_ids == ()
        assert wish.wanted.group_id


def test_every_class_has_its_words_and_says_what_its_advice_means() -> None:
    """No class is without a word, an icon and a sentence about trying again."""
    said = {one: failure_words.advice(one) for one in FailureClass}
    assert all(failure_words.class_pill(one).icon for one in FailureClass)
    for one, other in ((a, b) for a in FailureClass for b in FailureClass):
        assert (said[one] == said[other]) == (ADVICE[one] == ADVICE[other])
