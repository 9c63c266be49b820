"""The deeds done with a training: what stands in their way, what is asked, what is done once only."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.domain.retries import RetryChanges, RetryPrice
from core.domain.trainings import Dataset, Status
from core.errors import AlreadyDone, BillingNeeded
from core.money import Stars
from core.settings import Settings
from gui.actions import trainings as deeds
from gui.forms.retry_form import RetryForm, RetryOffer
from gui.pages.trainings_page import TrainingsPage
from gui.widgets.page import Page
from tests.fakes.desk import FIRST_CUSTOMER, Desk, desk

Until = Callable[..., Awaitable[None]]


@asynccontextmanager
async def opened(tmp_path: Path, qtbot: QtBot, *, stars: int = 500) -> AsyncIterator[tuple[Page, Desk]]:
    """Give a bare page to act from, at a desk with one customer."""
    async with desk(tmp_path) as here:
        await here.add_customer(stars)
        page = Page(here.core)
        qtbot.addWidget(page)
        page.show()
        try:
            yield page, here
        finally:
            await page.close_page()


def offer(**changes: object) -> RetryOffer:
    """Return an offer that could be taken either way."""
    values: dict[str, object] = {
        "model": "neuro-anna",
        "customer": "Анна Белова",
        "price": Stars.of(220),
        "balance": Stars.of(500),
        "failure_class": "resources",
        "attempts": 1,
        "ended": None,
        "may_be_free": True,
    }
    return RetryOffer(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture
def form(qtbot: QtBot) -> Callable[..., RetryForm]:
    """Make the question of a retry for an offer."""

    def make(**changes: object) -> RetryForm:
        made = RetryForm(None, offer(**changes))
        qtbot.addWidget(made)
        made.show()
        return made

    return make


async def test_what_cannot_be_done_is_said_in_every_state(tmp_path: Path, qtbot: QtBot) -> None:
    """A running training can only be cancelled, a cancelled one only be retried."""
    async with opened(tmp_path, qtbot) as (_, here):
        core, training_id = here.core, await here.start("STUCK")
        details = await here.when(training_id, lambda one: one.row.status is Status.PROCESSING)
        assert deeds.cancel_obstacle(core, details) == ""
        assert deeds.retry_obstacle(core, details) == "It still runs"
        assert deeds.download_obstacle(core, details.attempts[-1]) != ""
        await core.trainings.cancel(training_id, core.operator)
        details = await here.ended(training_id)
        assert deeds.cancel_obstacle(core, details) == "It has ended already"
        assert deeds.retry_obstacle(core, details) == ""
        assert deeds.download_obstacle(core, details.attempts[-1]) == "This attempt left no weights"


async def test_a_shut_gate_stands_in_the_way_of_a_retry(tmp_path: Path, qtbot: QtBot) -> None:
    """While nothing may be sent to Replicate a retry is not offered."""
    async with opened(tmp_path, qtbot) as (_, here):
        details = await here.ended(await here.start("FAIL_OOM"))
        here.core.gate.shut(BillingNeeded(detail="no credit"))
        assert "gate is shut" in deeds.retry_obstacle(here.core, details)


async def test_two_retries_of_the_same_failure_make_one_attempt(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Two operators who saw the same failure and both press Retry start and pay one attempt."""
    async with opened(tmp_path, qtbot) as (page, here):
        training_id = await here.start("FAIL_OOM_ONCE")
        details = await here.ended(training_id)

        async def press_retry() -> None:
            task = asyncio.ensure_future(deeds.retry(page, here.core, details))
            await until(lambda: any(one.isVisible() for one in page.findChildren(RetryForm)))
            next(one for one in page.findChildren(RetryForm) if one.isVisible()).confirm.click()
            await task

        with qtbot.waitSignal(page.said) as said:
            await press_retry()
        assert said.args == ["neuro-fail-oom-once: try 2 is on its way, 220.00 ★ held"]
        with pytest.raises(AlreadyDone):
            await press_retry()
        assert len((await here.ended(training_id)).attempts) == 2
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(280)


def test_charging_again_shows_the_balance_before_and_after(form: Callable[..., RetryForm]) -> None:
    """The first offer is to charge again, with what is left then, and its button bears the amount."""
    asked = form()
    assert asked.charge.isChecked()
    assert "500.00 → 280.00" in asked.charge.accessibleDescription()
    assert asked.confirm.text() == "Retry · 220.00 ★"
    assert asked.confirm.isEnabled()
    assert asked.answer.price is RetryPrice.CHARGE_AGAIN


def test_a_free_retry_waits_for_its_reason(form: Callable[..., RetryForm]) -> None:
    """Free is only taken with a reason, which comes with the answer."""
    asked = form()
    asked.free.click()
    assert not asked.confirm.isEnabled()
    QTest.keyClicks(asked.reason.control, "our fault")
    assert asked.confirm.isEnabled()
    assert asked.answer.price is RetryPrice.FREE
    assert asked.answer.reason == "our fault"


def test_nothing_can_be_confirmed_where_neither_is_possible(form: Callable[..., RetryForm]) -> None:
    """Without the stars and without the right the question says why and can only be left."""
    asked = form(balance=Stars.of(100), may_be_free=False)
    assert not asked.charge.isEnabled()
    assert "too small" in asked.charge.accessibleDescription()
    assert not asked.free.isEnabled()
    assert "role" in asked.free.accessibleDescription()
    assert not asked.confirm.isEnabled()
    asked.accept()
    assert asked.isVisible()


class Browser(QObject):
    """Stands where the desktop's browser would."""

    def __init__(self) -> None:
        """Start with nothing opened."""
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open_url(self, url: QUrl) -> None:
        """Note the address."""
        self.opened.append(url.toString())


async def test_replicates_page_opens_in_the_browser_but_not_for_the_sandbox(
    tmp_path: Path, qtbot: QtBot
) -> None:
    """The page of the prediction is opened by its id; the sandbox has none and says so."""
    async with opened(tmp_path, qtbot) as (_, here):
        details = await here.when(await here.start("STUCK"), lambda one: one.row.provider_id is not None)
        attempt, browser = details.attempts[-1], Browser()
        assert deeds.open_obstacle(here.core.settings, attempt) == "The sandbox has no pages to open"
        assert deeds.open_obstacle(Settings(), attempt) == ""
        QDesktopServices.setUrlHandler("https", browser, "open_url")
        try:
            deeds.open_at_replicate(attempt)
        finally:
            QDesktopServices.unsetUrlHandler("https")
        assert browser.opened == [f"https://replicate.com/p/{attempt.provider_id}"]


async def test_what_is_copied_is_named(tmp_path: Path, qtbot: QtBot) -> None:
    """A copy lies on the clipboard, and the status line says what it is."""
    async with opened(tmp_path, qtbot) as (page, _):
        with qtbot.waitSignal(page.said) as said:
            deeds.copy(page, "z4bc1tcp", "Replicate id")
        assert QGuiApplication.clipboard().text() == "z4bc1tcp"
        assert said.args == ["Copied: Replicate id"]


async def test_a_retry_can_be_changed_and_says_what_it_costs(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Other steps cost what they cost now; other photos and the newest version go along with the answer."""
    async with opened(tmp_path, qtbot, stars=1000) as (page, here):
        details = await here.ended(await here.start("FAIL_OOM"))
        outlook = await here.core.trainings.outlook(details.training.id)
        other = replace(details.training.dataset, photos=15, sha256="1" * 64)

        async def pick(_parent: QWidget) -> Dataset:
            return other

        form = RetryForm(page, offer(outlook=outlook, newest="ab" * 32, balance=Stars.of(1000)), pick)
        form.show()
        assert form.box is not None
        assert form.answer.changes == RetryChanges(price_seen=Stars.of(220))
        assert any("holds them again" in label.text() for label in form.findChildren(QLabel))
        form.fold.set_open(True)
        form.box.tuning.steps.put(1500)
        form.box.tuning.changed.emit()
        assert form.charge.text() == "Charge again 330.00 ★"
        assert "670.00" in form.charge.accessibleDescription()
        form.box.newest_button.click()
        form.box.photos_button.click()
        await until(lambda: form.answer.changes.dataset == other)
        changes = form.answer.changes
        assert changes.parameters is not None
        assert (changes.parameters.steps, changes.trainer_version) == (1500, "ab" * 32)
        assert changes.price_seen == Stars.of(330)
        form.box.tuning.steps.put(6000)
        form.box.tuning.changed.emit()
        assert not form.charge.isEnabled()
        form.reject()


async def test_a_planned_retry_is_counted_down_and_can_be_taken_back(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """The pane says when it comes; “Never” takes it back, and the line goes."""
    async with desk(tmp_path) as here:
        await here.add_customer(500)
        training_id = await here.start("FAIL_PLATFORM")
        await here.ended(training_id)
        page = TrainingsPage(here.core)
        qtbot.addWidget(page)
        page.resize(1228, 846)
        page.show()
        page.show_training(training_id)
        line = page.pane.planned
        await until(line.isVisible)
        assert line.words.startswith("Retried by itself in ")
        line.never_button.click()
        await until(lambda: not line.isVisible())
        assert (await here.core.trainings.details(training_id)).attempts[-1].retry_at is None
        await page.close_page()
