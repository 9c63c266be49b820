"""Bulk deeds through the window: picked in the table, looked at, done in the same list, stopped."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.domain.bulk import BulkKind, BulkTerms, BulkWish, ItemState, RunStatus
from core.domain.failure_groups import FailureFilter
from core.domain.people import Role
from core.ids import new_id
from core.money import Stars
from gui import house
from gui.actions import bulk
from gui.actions.bulk import FailureWish
from gui.forms.bulk_form import BulkForm
from gui.pages.overview_page import OverviewPage
from gui.pages.trainings_page import TrainingsPage
from tests.fakes.desk import Desk, desk

Until = Callable[..., Awaitable[None]]


@asynccontextmanager
async def opened(tmp_path: Path, qtbot: QtBot, *triggers: str) -> AsyncIterator[tuple[TrainingsPage, Desk]]:
    """Show the page at a desk where trainings of these kinds have ended."""
    async with desk(tmp_path, auto_retry=False, speed=6000) as here:
        await here.add_customer(3000)
        for number, trigger in enumerate(triggers):
            await here.ended(await here.start(trigger, model_name=f"neuro-{number}"))
        page = TrainingsPage(here.core)
        qtbot.addWidget(page)
        page.resize(1228, 846)
        page.show()
        try:
            yield page, here
        finally:
            await page.close_page()


def press(button: QPushButton) -> None:
    """Press a button as a person would."""
    assert button.isEnabled(), button.toolTip()
    button.click()


def open_form(page: TrainingsPage | OverviewPage) -> BulkForm | None:
    """Return the dialog on the screen, if it is there."""
    return next((one for one in page.findChildren(BulkForm) if one.isVisible()), None)


async def looked_at(page: TrainingsPage, until: Until, deed: str) -> BulkForm:
    """Pick all rows, press a deed of the bar, and wait for the preview."""
    await until(lambda: page.model.rowCount() > 1)
    page.table.selectAll()
    press(page.bulk.bar.buttons[deed])
    await until(lambda: open_form(page) is not None)
    form = open_form(page)
    assert form is not None
    await until(lambda: form.seen is not None)
    return form


def verdicts(form: BulkForm) -> list[str]:
    """Return what is said about each row."""
    return [str(form.model.index(row, 1).data()) for row in range(form.model.rowCount())]


async def test_picked_rows_are_looked_at_and_then_done_in_the_same_list(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """The bar comes with the second row; the preview says all, the button how much; then it is done."""
    async with opened(tmp_path, qtbot, "FAIL_PLATFORM", "ANNA", "FAIL_OOM") as (page, here):
        await until(lambda: page.model.rowCount() == 3)
        assert not page.bulk.bar.isVisible()
        form = await looked_at(page, until, "retry")
        assert page.bulk.bar.words == "3 picked"
        assert verdicts(form) == [
            "will skip: it would fail again as it is",
            "will skip: it succeeded",
            "will do",
        ]
        assert "220.00 ★" in form.do_button.text()
        assert not form.do_button.isEnabled()
        qtbot.keyClicks(form.terms.reason.control, "Replicate is back")
        form.terms.hopeless.setChecked(True)
        await until(lambda: form.seen is not None and form.seen.totals.done == 2)
        press(form.do_button)
        await until(lambda: form.run is not None and form.run.status is RunStatus.DONE)
        await until(lambda: verdicts(form) == ["done", "skipped: it succeeded", "done"])
        assert form.run is not None
        rows = await here.core.bulk.rows(form.run.id)
        assert [row.state for row in rows] == [ItemState.DONE, ItemState.SKIPPED, ItemState.DONE]
        said: list[str] = []
        page.said.connect(said.append)
        form.reject()
        await until(lambda: said)
        assert "3 of 3, done" in said[0]


async def test_what_moved_after_the_preview_is_looked_at_again(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Somebody else gave the stars back meanwhile: nothing is done, and the list shows how it stands."""
    async with opened(tmp_path, qtbot, "ANNA", "ANNA") as (page, here):
        form = await looked_at(page, until, "refund")
        assert verdicts(form) == ["will do", "will do"]
        ids = tuple(row.id for row in form.seen.rows) if form.seen else ()
        wish = BulkWish(run_id=new_id(), kind=BulkKind.REFUND, ids=ids[:1], reason="I was quicker")
        seen = await here.core.bulk.preview(wish, here.core.operator)
        quicker = await here.core.bulk.start(wish, seen.digest, here.core.operator)
        while (await here.core.bulk.run(quicker.id)).status is not RunStatus.DONE:
            await asyncio.sleep(0.005)
        qtbot.keyClicks(form.terms.reason.control, "they asked for it")
        press(form.do_button)
        await until(lambda: form.problem.issues and "moved" in form.problem.issues[0].text)
        await until(lambda: form.seen is not None)
        assert verdicts(form) == ["will skip: nothing to give back", "will do"]
        assert form.run is None
        form.reject()
        assert await here.core.payments.balance(5_000_000_001) == Stars.of(2780)


async def test_a_run_is_followed_paused_and_stopped_from_the_overview(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """The list of runs shows how far it is, opens it, lets it stand still, and ends it."""
    async with opened(tmp_path, qtbot, "FAIL_OOM", "FAIL_OOM") as (page, here):
        core = here.core
        await until(lambda: page.model.rowCount() == 2)
        await core.engine.stop()
        ids = tuple(row.id for row in page.model.rows)
        terms = BulkTerms(with_hopeless=True)
        wish = BulkWish(run_id=new_id(), kind=BulkKind.RETRY, ids=ids, reason="try again", terms=terms)
        seen = await core.bulk.preview(wish, core.operator)
        run = await core.bulk.start(wish, seen.digest, core.operator)
        overview = OverviewPage(core)
        qtbot.addWidget(overview)
        overview.show()
        card = overview.findChild(type(overview._runs))
        assert card is not None
        await until(card.isVisible)
        facts = await house.read_facts(core)
        assert house.bulk_cell(facts.bulk).text == "Bulk: 0 of 2"
        card.hold_picked.emit(run.id)
        async with asyncio.timeout(60):
            while (await core.bulk.run(run.id)).status is not RunStatus.PAUSED:
                await asyncio.sleep(0.01)
        card.picked.emit(run.id)
        await until(lambda: open_form(overview) is not None)
        form = open_form(overview)
        assert form is not None
        await until(lambda: verdicts(form) == ["waits", "waits"])
        assert form.hold_button.text() == "Go on"
        press(form.stop_button)
        await until(lambda: form.run is not None and form.run.status is RunStatus.CANCELLED)
        assert not form.stop_button.isVisible()
        form.reject()
        assert house.bulk_cell((await house.read_facts(core)).bulk).text == ""
        await overview.close_page()


async def test_everything_that_matches_is_one_run(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """All that match the filter, not just the rows picked; the filter is kept in words."""
    async with opened(tmp_path, qtbot, "FAIL_OOM", "FAIL_OOM", "FAIL_OOM") as (page, here):
        await until(lambda: page.model.rowCount() == 3)
        page.table.clearSelection()
        for row in (0, 1):
            page.table.selectionModel().select(
                page.model.index(row, 0),
                page.table.selectionModel().SelectionFlag.Select
                | page.table.selectionModel().SelectionFlag.Rows,
            )
        await until(lambda: page.bulk.bar.all_button.isVisible())
        press(page.bulk.bar.all_button)
        assert page.bulk.bar.words == "All 3 that match"
        press(page.bulk.bar.buttons["notify"])
        await until(lambda: open_form(page) is not None)
        form = open_form(page)
        assert form is not None
        await until(lambda: form.seen is not None and len(form.seen.rows) == 3)
        assert form.seen is not None
        assert form.seen.totals.messages == 1
        qtbot.keyClicks(form.terms.reason.control, "the outage")
        press(form.do_button)
        await until(lambda: form.run is not None and form.run.status is RunStatus.DONE)
        assert form.run is not None
        assert form.run.filter_words == "all trainings"
        form.reject()
        assert here.core.operator.role is Role.ADMIN


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
async def test_enter_alone_does_nothing_to_many(
    tmp_path: Path, qtbot: QtBot, until: Until, key: Qt.Key
) -> None:
    """Return in the reason is no deed: the button says the deed and has to be pressed."""
    async with opened(tmp_path, qtbot, "FAIL_PLATFORM", "FAIL_PLATFORM") as (page, here):
        form = await looked_at(page, until, "retry")
        qtbot.keyClicks(form.terms.reason.control, "Replicate is back")
        qtbot.keyClick(form.terms.reason.control, key)
        assert form.isVisible()
        assert await here.core.bulk.runs() == []
        form.reject()


async def test_a_failure_group_is_retried_as_one_run(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """All attempts of a group, or those ticked: the trainings behind them, each once, found by the group."""
    async with opened(tmp_path, qtbot, "FAIL_OOM", "FAIL_OOM", "FAIL_PLATFORM") as (page, here):
        groups = await here.core.failures.groups()
        group = next(one for one in groups if one.attempts == 2)
        wanted = FailureFilter(group_id=group.id)
        bulk.start_for_failures(page, FailureWish(deed="retry", attempt_ids=(), wanted=wanted))
        await until(lambda: open_form(page) is not None)
        form = open_form(page)
        assert form is not None
        await until(lambda: form.seen is not None)
        assert form.model.rowCount() == 2
        form.reject()
        await until(lambda: open_form(page) is None)
        attempt_ids = tuple(await here.core.failures.attempts(FailureFilter()))[:1]
        await until(lambda: not page.tasks.running("bulk"))
        bulk.start_for_failures(page, FailureWish(deed="release", attempt_ids=attempt_ids, wanted=wanted))
        await until(lambda: open_form(page) is not None)
        form = open_form(page)
        assert form is not None
        await until(lambda: form.seen is not None)
        assert verdicts(form) == ["will skip: nothing to give back"]
        form.reject()
        await until(lambda: not page.tasks.running("bulk"))
