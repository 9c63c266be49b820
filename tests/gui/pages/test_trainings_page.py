"""The trainings page with a real Core at the sandbox: what an operator sees, presses and gets."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from typing_extensions import override

from core.domain.people import Role
from core.domain.training_views import TrainingFilter
from core.domain.trainings import Status
from core.money import Stars
from gui.forms.retry_form import RetryForm
from gui.pages import trainings_page
from gui.pages.trainings_page import TrainingsPage
from gui.theme import Scheme, Theme
from gui.widgets.weights_block import WeightsPlace
from tests.fakes.desk import FIRST_CUSTOMER, Desk, desk

Until = Callable[..., Awaitable[None]]


@asynccontextmanager
async def opened(
    tmp_path: Path, qtbot: QtBot, *, stars: int = 2000, **settings: Any
) -> AsyncIterator[tuple[TrainingsPage, Desk]]:
    """Show the page at a desk with one customer."""
    async with desk(tmp_path, **settings) as here:
        await here.add_customer(stars)
        page = TrainingsPage(here.core)
        qtbot.addWidget(page)
        page.resize(1228, 846)
        page.show()
        try:
            yield page, here
        finally:
            await page.close_page()


def column(page: TrainingsPage, key: str) -> list[str]:
    """Return the texts of a column, from top to bottom."""
    place = [one.key for one in page.model.columns].index(key)
    return [str(page.model.index(row, place).data()) for row in range(page.model.rowCount())]


def story(page: TrainingsPage) -> list[str]:
    """Return the sentences of the story."""
    return [item.text for item in page.pane.story.items]


def press(button: QPushButton) -> None:
    """Press a button as a person would; it must be possible."""
    assert button.isEnabled(), button.toolTip()
    button.click()


def open_dialog(page: TrainingsPage) -> QDialog | None:
    """Return the question on the screen, if there is one."""
    return next((one for one in page.findChildren(QDialog) if one.isVisible()), None)


def answer(dialog: QDialog | None, label: str) -> None:
    """Press the button of a question that bears `label`."""
    assert dialog is not None
    press(next(one for one in dialog.findChildren(QPushButton) if one.text() == label))


async def test_a_page_without_trainings_offers_to_start_one(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Where there is nothing yet, one sentence and one action stand, and the action works."""
    async with opened(tmp_path, qtbot) as (page, _):
        await until(page.table.empty.isVisible)
        with qtbot.waitSignal(page.new_training_wanted):
            press(page.table.empty.button)
        assert not page.pane.isVisible()


async def test_a_training_is_followed_from_its_start_to_its_end(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """A new training comes in on top, runs before one's eyes and ends paid, with its weights here."""
    async with opened(tmp_path, qtbot) as (page, here):
        training_id = await here.start("ANNA")
        await until(lambda: column(page, "model") == ["neuro-anna"])
        page.show_training(training_id)
        await until(lambda: any("%" in text for text in column(page, "progress")))
        attempt_id = (await here.core.trainings.details(training_id)).row.attempt_id
        assert here.core.watch.focus == attempt_id
        await until(lambda: any(text.startswith("Training, step") for text in story(page)))
        await until(lambda: column(page, "status") == ["Succeeded"], 20)
        await until(lambda: "Weights saved on this machine" in story(page), 20)
        assert "220.00 ★ held" in story(page)
        assert "220.00 ★ settled" in story(page)
        assert page.pane.tail
        assert here.core.watch.focus is None


async def test_a_failure_says_why_and_where_the_stars_are(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """A failed training shows our sentence, what to do, and the stars that came back."""
    async with opened(tmp_path, qtbot) as (page, here):
        await here.ended(await here.start("FAIL_OOM"))
        await until(lambda: column(page, "progress") == ["Out of memory"])
        await until(lambda: "220.00 ★ released" in story(page))
        failure = next(item for item in page.pane.story.items if item.text == "Out of memory")
        assert "Lower the resolution" in failure.second
        released = page.pane.story.items[-1]
        assert "balance 1\u2009780.00 → 2\u2009000.00" in released.second
        page.pane.set_tab("money")
        assert [item.text for item in page.pane.transfers.items] == [
            "Held for a training  −220.00 ★",
            "Released  +220.00 ★",
        ]


async def test_the_table_is_narrowed_by_status_text_and_counts(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Chips, the text filter and the counts at the head narrow the table; "Show all" takes it back."""
    async with opened(tmp_path, qtbot) as (page, here):
        for word in ("ANNA", "FAIL_OOM"):
            await here.ended(await here.start(word))
        await until(lambda: page.model.rowCount() == 2)
        page.filters.toggled.emit(frozenset({"all", "failed"}))
        await until(lambda: column(page, "model") == ["neuro-fail-oom"])
        page.filters.toggled.emit(frozenset({"failed", "all"}))
        await until(lambda: page.model.rowCount() == 2)
        page.filters.box.setText("neuro-anna")
        await until(lambda: column(page, "model") == ["neuro-anna"])
        page.filters.box.setText("nobody")
        await until(page.table.empty.isVisible)
        press(page.table.empty.button)
        await until(lambda: page.model.rowCount() == 2)
        page.head.count_picked.emit("failed_today")
        await until(lambda: column(page, "model") == ["neuro-fail-oom"])
        page.filters.chip_removed.emit("failed_today")
        await until(lambda: page.model.rowCount() == 2)
        assert page.wanted == TrainingFilter()


async def test_a_row_looked_at_stays_when_it_matches_no_more(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """What one watches does not jump away as it ends; it goes when another is picked."""
    async with opened(tmp_path, qtbot) as (page, here):
        running = await here.start("STUCK")
        first = await here.start("ANNA")
        page.show_only(TrainingFilter(statuses=trainings_page.STATUSES["running"]))
        await until(lambda: page.model.index_of(first).isValid() and page.model.index_of(running).isValid())
        page.show_training(first)
        await until(lambda: column(page, "status")[0] == "Succeeded", 20)
        assert page.model.index_of(first).isValid()
        page.show_training(running)
        assert not page.model.index_of(first).isValid()


async def test_more_rows_come_as_one_scrolls(
    tmp_path: Path, qtbot: QtBot, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table holds a page and reads the next one when its end is reached."""
    monkeypatch.setattr(trainings_page, "PAGE_ROWS", 2)
    async with opened(tmp_path, qtbot) as (page, here):
        page.hide()
        started = [await here.start("STUCK", model_name=f"model-{number}") for number in range(5)]
        page.resize(1228, 300)
        page.show()
        await until(lambda: page.model.rowCount() >= 2)
        bar = page.table.verticalScrollBar()

        def is_all_here() -> bool:
            bar.setValue(bar.maximum())
            return page.model.rowCount() == 5

        await until(is_all_here)
        assert [row.id for row in page.model.rows] == started[::-1]


async def test_cancel_names_whose_it_is_and_gives_the_stars_back(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Cancel asks with customer, model and stars; leaving changes nothing, confirming ends it."""
    async with opened(tmp_path, qtbot) as (page, here):
        training_id = await here.start("STUCK")
        await until(lambda: page.look.details is not None)
        press(page.pane.cancel)
        await until(lambda: open_dialog(page) is not None)
        words = open_dialog(page)
        assert words is not None
        assert "neuro-stuck" in words.accessibleName()
        assert "Анна Белова" in words.accessibleDescription()
        assert "220.00 ★" in words.accessibleDescription()
        answer(words, "Cancel")
        await until(lambda: not page.tasks.running("cancel"))
        assert not (await here.core.trainings.details(training_id)).attempts[-1].cancel_asked
        press(page.pane.cancel)
        await until(lambda: open_dialog(page) is not None)
        answer(open_dialog(page), "Cancel training")
        details = await here.ended(training_id)
        assert details.row.status is Status.CANCELED
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(2000)
        await until(lambda: page.pane.cancel.toolTip() == "It has ended already")


async def test_a_retry_charges_again_once(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """A retry that charges holds the price once more, makes one attempt, and goes on in the same row."""
    async with opened(tmp_path, qtbot, stars=500) as (page, here):
        training_id = await here.start("FAIL_OOM_ONCE")
        await here.ended(training_id)
        await until(lambda: page.pane.retry.isEnabled())
        press(page.pane.retry)
        page.pane.retry.click()
        await until(lambda: open_dialog(page) is not None)
        form = open_dialog(page)
        assert isinstance(form, RetryForm)
        assert form.charge.text() == "Charge again 220.00 ★"
        assert "500.00 → 280.00" in form.charge.accessibleDescription()
        press(form.confirm)
        await until(lambda: column(page, "try") == ["2"])
        details = await here.ended(training_id)
        assert [attempt.status for attempt in details.attempts] == [Status.FAILED, Status.SUCCEEDED]
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(280)
        await until(lambda: "Try 2, charged again" in story(page))
        await until(page.pane.attempts.isVisible)
        page.pane.attempt_picked.emit(1)
        await until(lambda: page.look.attempt is not None and page.look.attempt.number == 1)


async def test_a_free_retry_needs_a_reason(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Where the balance is too small only a free retry is left, and it waits for a reason."""
    async with opened(tmp_path, qtbot, stars=220) as (page, here):
        training_id = await here.start("FAIL_OOM_ONCE")
        await here.ended(training_id)
        await here.start("STUCK")
        page.show_training(training_id)
        await until(lambda: page.pane.retry.isEnabled())
        press(page.pane.retry)
        await until(lambda: open_dialog(page) is not None)
        form = open_dialog(page)
        assert isinstance(form, RetryForm)
        assert not form.charge.isEnabled()
        assert form.free.isChecked()
        assert not form.confirm.isEnabled()
        QTest.keyClicks(form.reason.control, "our fault")
        press(form.confirm)
        details = await here.when(training_id, lambda one: len(one.attempts) == 2)
        assert details.attempts[-1].price == Stars.of(0)
        await until(lambda: "Try 2, free for the customer" in story(page))


async def test_a_role_without_the_right_sees_why(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """A viewer can press nothing that acts, and reads the reason in the tooltip."""
    async with opened(tmp_path, qtbot) as (page, here):
        await here.start("STUCK")
        here.core.operator = await here.core.people.add_operator("Vera", Role.VIEWER, here.core.operator)
        page.reread()
        await until(lambda: page.pane.cancel.toolTip() == "Your role does not allow it")
        assert not page.pane.cancel.isEnabled()
        assert not page.pane.retry.isEnabled()


async def test_weights_are_downloaded_and_checked(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The weights come by hand with their checksum, and the version can be copied."""
    async with opened(tmp_path, qtbot, download_weights=False) as (page, here):
        training_id = await here.start("ANNA")
        await here.ended(training_id)
        page.pane.set_tab("parameters")
        await until(lambda: page.pane.download.isEnabled())
        press(page.pane.download)
        await until(lambda: page.pane.weights.place is WeightsPlace.HERE)
        attempt = (await here.core.trainings.details(training_id)).attempts[-1]
        assert len(attempt.weights_sha256) == 64
        assert here.core.weights.path_of(attempt).is_file()
        page.pane.set_tab("story")
        press(page.pane.download)
        assert page.pane.tab == "parameters", "where the file is"
        page.pane.weights.version_picked.emit()
        assert QGuiApplication.clipboard().text() == attempt.output_version


async def test_log_loss_and_parameters_fill_when_they_are_looked_at(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Each tab shows its own part of the training, read when the tab is opened."""
    async with opened(tmp_path, qtbot) as (page, here):
        training_id = await here.start("ANNA")
        await here.ended(training_id)
        await until(lambda: bool(page.pane.tail))
        assert page.pane.log.log == ""
        page.pane.set_tab("log")
        await until(lambda: "flux_train_replicate" in page.pane.log.log)
        page.pane.set_tab("loss")
        await until(lambda: page.pane.loss.accessibleName().startswith("Loss "))
        shown = {fact.value for group in page.pane.facts.groups for fact in group.facts}
        details = await here.core.trainings.details(training_id)
        assert {training_id, details.row.provider_id, "ANNA", details.training.dataset.sha256} <= shown


async def test_the_keyboard_does_it_all(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Arrows, Enter, Escape, F5 and Ctrl+C work from the table, and one comes back to it."""
    async with opened(tmp_path, qtbot) as (page, here):
        first = await here.start("STUCK", model_name="one")
        second = await here.start("STUCK", model_name="two")
        await until(lambda: page.model.rowCount() == 2)
        page.table.pick_row(0)
        page.table.setFocus()
        QTest.keyClick(page.table, Qt.Key.Key_Escape)
        assert not page.pane.isVisible()
        QTest.keyClick(page.table, Qt.Key.Key_Down)
        assert not page.pane.isVisible()
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        await until(lambda: page.pane.isVisible() and page.look.details is not None)
        assert page.look.training_id == first
        QTest.keyClick(page.table, Qt.Key.Key_Up)
        assert page.look.training_id == second
        QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().text() == second
        page.focus_filter()
        assert page.filters.box.hasFocus()
        QTest.keyClick(page.filters.box, Qt.Key.Key_Escape)
        assert page.table.hasFocus()
        QTest.keyClick(page.table, Qt.Key.Key_F5)
        await until(lambda: not page.tasks.running("refresh"))
        assert page.look.training_id == second


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_the_menu_of_a_row_has_the_same_deeds(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The context menu offers what the pane does and greys what cannot be done."""
    async with opened(tmp_path, qtbot) as (page, here):
        await here.start("STUCK")
        await until(lambda: page.model.rowCount() == 1)
        page.table.customContextMenuRequested.emit(QPoint(20, 10))
        await until(lambda: any(menu.isVisible() for menu in page.findChildren(QMenu)))
        menu = next(menu for menu in page.findChildren(QMenu) if menu.isVisible())
        offers = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
        assert offers["Copy id"]
        assert offers["Cancel training"]
        assert not offers["Retry"]
        menu.close()


class _Doubled(QTranslator):
    """A language in which every text is said twice."""

    @override
    def isEmpty(self) -> bool:
        return False

    @override
    def translate(self, _context: str, text: str, _note: str | None = None, _n: int = -1) -> str:
        return f"{text} {text}"


async def test_another_language_reaches_every_word(
    tmp_path: Path, qtbot: QtBot, until: Until, qapp: QApplication
) -> None:
    """Head, chips, columns, pane and story change their language while they are shown."""
    async with opened(tmp_path, qtbot) as (page, here):
        await here.ended(await here.start("FAIL_OOM"))
        await until(lambda: "220.00 ★ released" in story(page))
        doubled = _Doubled()
        qapp.installTranslator(doubled)
        try:
            await until(lambda: page.new_training.text() == "New training New training")
            assert column(page, "status") == ["Failed Failed"]
            assert page.pane.cancel.text() == "Cancel training Cancel training"
            assert "220.00 ★ released 220.00 ★ released" in story(page)
            header = page.model.headerData(0, Qt.Orientation.Horizontal)
            assert header == "Status Status"
        finally:
            qapp.removeTranslator(doubled)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
async def test_it_is_painted_in_both_themes(
    tmp_path: Path, qtbot: QtBot, until: Until, qapp: QApplication, scheme: Scheme
) -> None:
    """The page paints itself on the ground of the theme in force, with every tab."""
    theme = Theme(qapp, scheme)
    async with opened(tmp_path, qtbot) as (page, here):
        await here.ended(await here.start("ANNA"))
        await until(lambda: bool(page.pane.tail))
        for tab in ("story", "log", "loss", "parameters", "money"):
            page.pane.set_tab(tab)
            picture = page.grab().toImage()
            is_dark = picture.pixelColor(2, 2).lightness() < 64
            assert is_dark == (scheme is Scheme.DARK)
    theme.deleteLater()


async def test_a_hidden_page_reads_nothing_and_catches_up(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """What happens while the page is hidden is read when it is shown again."""
    async with opened(tmp_path, qtbot) as (page, here):
        await until(page.table.empty.isVisible)
        page.hide()
        await here.start("STUCK")
        assert page.model.rowCount() == 0
        assert here.core.watch.focus is None
        page.show()
        await until(lambda: page.model.rowCount() == 1)


async def test_a_training_just_started_is_marked_when_its_row_comes(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """The row that is marked is the one the details are of, also if it was read after it was asked for."""
    async with opened(tmp_path, qtbot) as (page, here):
        await here.ended(await here.start("ANNA"))
        await until(lambda: page.table.picked_rows() == [0])
        page.hide()
        fresh = await here.start("BELLA")
        page.show()
        page.show_training(fresh)
        assert page.table.picked_rows() == []
        await until(lambda: page.model.rowCount() == 2)
        assert page.table.picked_rows() == [page.model.index_of(fresh).row()]
        await here.ended(fresh)


async def test_a_narrow_table_gives_up_what_the_details_say(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """In a small window columns are left out instead of cut, and come back with the room."""
    async with opened(tmp_path, qtbot) as (page, here):
        await here.ended(await here.start("ANNA"))
        await until(lambda: page.pane.isVisible())
        keys = [one.key for one in page.model.columns]
        page.resize(940, 600)
        assert page.table.isColumnHidden(keys.index("try"))
        assert not page.table.horizontalScrollBar().isVisible()
        page.resize(1700, 900)
        assert not page.table.isColumnHidden(keys.index("try"))
