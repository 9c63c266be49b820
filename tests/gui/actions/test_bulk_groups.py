"""Many failure groups at once through the window: ticked, assigned, marked, retried, and taken back."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.domain.bulk import BulkKind, RunStatus
from core.domain.failure_groups import FailureFilter
from core.domain.failures import FailureClass
from gui.actions import bulk
from gui.forms.bulk_form import BulkForm
from gui.pages.failures_page import FailuresPage
from tests.fakes.desk import Desk, desk

Until = Callable[..., Awaitable[None]]


@asynccontextmanager
async def opened(
    tmp_path: Path, qtbot: QtBot, until: Until, *triggers: str
) -> AsyncIterator[tuple[FailuresPage, Desk]]:
    """Show the page as the window joins it, at a desk where trainings of these kinds have failed."""
    async with desk(tmp_path, auto_retry=False, speed=6000) as here:
        await here.add_customer(3000)
        for number, trigger in enumerate(triggers):
            await here.ended(await here.start(trigger, model_name=f"neuro-{number}"))
        page = FailuresPage(here.core)
        page.bulk_wanted.connect(partial(bulk.start_for_failures, page))
        qtbot.addWidget(page)
        page.resize(1228, 846)
        page.show()
        await until(lambda: page.model.rowCount() > 1)
        try:
            yield page, here
        finally:
            await page.close_page()


async def shown(page: FailuresPage, until: Until, title: str) -> BulkForm:
    """Wait for the preview of the run with this title."""

    def there() -> list[BulkForm]:
        forms = [one for one in page.findChildren(BulkForm) if one.isVisible()]
        return [one for one in forms if one.windowTitle().startswith(title) and one.seen]

    await until(there)
    return there()[0]


async def owners(here: Desk) -> list[str]:
    """Return who looks after each group."""
    return [one.owner for one in await here.core.failures.groups()]


async def test_n12_ticked_groups_are_assigned_and_that_is_undone_by_name(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Space ticks, the bar counts, the preview asks for whom; the run that ended offers its undo by name."""
    async with opened(tmp_path, qtbot, until, "FAIL_OOM", "FAIL_NSFW", "FAIL_WANDB") as (page, here):
        page.table.setFocus()
        page.table.pick_row(0)
        QTest.keyClick(page.table, Qt.Key.Key_Space)
        QTest.mouseClick(
            page.table.viewport(),
            Qt.MouseButton.LeftButton,
            pos=page.table.visualRect(page.model.index(1, 0)).center(),
        )
        assert not page.is_opened, "a click on the box ticks it"
        assert page.ticks.bar.words.text() == "2 group(s) · 2 attempt(s)"
        page.ticks.bar.buttons["assign"].click()
        form = await shown(page, until, "Assign 2 failure group(s)")
        assert form.do_button.text() == "Do it: assign 2 group(s)"
        form.terms.owner.control.setCurrentIndex(form.terms.owner.control.findData(""))
        form.terms.owner.changed.emit("")
        await until(lambda: form.seen is not None and form.seen.totals.left_out == 2)
        form.terms.owner.set_value(here.core.operator.name)
        form.terms.owner.changed.emit(here.core.operator.name)
        await until(lambda: form.seen is not None and form.seen.totals.done == 2)
        qtbot.keyClicks(form.terms.reason.control, "mine this week")
        form.do_button.click()
        await until(lambda: form.run is not None and form.run.status is RunStatus.DONE)
        await until(form.undo_button.isVisible)
        assert (await owners(here)).count(here.core.operator.name) == 2
        form.undo_button.click()
        back = await shown(page, until, "Undo “Assign 2 failure group(s), ")
        assert back.terms.reason.value == "Undo: mine this week"
        back.do_button.click()
        await until(lambda: back.run is not None and back.run.status is RunStatus.DONE)
        assert await owners(here) == ["", "", ""]
        assert "an undo is final" in back.no_undo.text()
        assert not back.undo_button.isVisible()
        back.reject()
        await until(lambda: not page.tasks.running("bulk"))


async def test_all_groups_shown_are_one_run_and_ctrl_z_takes_a_mark_back(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """A ticked group is retried alone; the filter narrows what “all” means and is kept in words."""
    async with opened(tmp_path, qtbot, until, "FAIL_OOM", "FAIL_OOM", "FAIL_NSFW") as (page, here):
        page.model.toggle([0])
        page.ticks.bar.buttons["retry"].click()
        form = await shown(page, until, "Retry 2 training(s)")
        assert "can be cancelled" in form.no_undo.text()
        form.reject()
        await until(lambda: not page.tasks.running("bulk"))
        page.show_only(FailureFilter(classes=frozenset({FailureClass.RESOURCES})))
        await until(lambda: page.model.rowCount() == 1)
        assert page.ticks.meant == (), "another filter, other groups: what was ticked is meant no more"
        page.ticks.bar.all.setChecked(True)
        page.ticks.bar.buttons["fix"].click()
        form = await shown(page, until, "Mark 1 failure group(s)")
        qtbot.keyClicks(form.terms.reason.control, "a smaller batch")
        form.do_button.click()
        await until(lambda: form.run is not None and form.run.status is RunStatus.DONE)
        form.reject()
        (run,) = await here.core.bulk.runs()
        assert (run.kind, run.filter_words) == (BulkKind.FIXED, "Memory")
        await until(lambda: not page.tasks.running("bulk"))
        page.activateWindow()
        await until(page.isActiveWindow)
        QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        back = await shown(page, until, "Undo “Mark 1 failure group(s) as fixed, ")
        back.do_button.click()
        await until(lambda: back.run is not None and back.run.status is RunStatus.DONE)
        back.reject()
        assert [one.fixed_at for one in await here.core.failures.groups()] == [None, None]
        await until(lambda: not page.tasks.running("undo"))
