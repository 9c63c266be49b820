"""Tests of gui/main_window.py: the shell around the pages, over a real core and its sandbox."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.domain.breaker import TRIP_AFTER
from core.errors import BillingNeeded, RateLimited, RemoteBroken
from gui import theme
from gui.forms.token_doctor_form import TokenDoctorDialog
from gui.languages import Language
from gui.main_window import MainWindow
from gui.pages.attempt_page import AttemptPage
from gui.pages.trainings_page import TrainingsPage
from gui.widgets.banner import Banner
from gui.widgets.nav import Nav, NavItem
from gui.widgets.shortcuts_dialog import ShortcutsDialog
from gui.widgets.status_line import StatusLine
from tests.fakes.console import at_work, button, console, dialog, press, shown, words
from tests.fakes.desk import desk

Until = Callable[..., Any]
SANDBOX = "Sandbox: nothing here reaches Replicate, a bank or a customer."


def keys(window: MainWindow, sequence: str) -> None:
    """Press keys as a person would, wherever the focus is."""
    QTest.keySequence(window.focusWidget() or window, QKeySequence(sequence))


def banners(window: MainWindow) -> list[str]:
    """Return what the strips say."""
    return [banner.accessibleName() for banner in shown(window, Banner)]


async def test_pages_are_reached_by_number(tmp_path: Path, qapp: QApplication) -> None:
    """Ctrl and a number shows the page at that place of the navigation, and marks it there."""
    async with at_work(tmp_path) as (_here, window):
        nav = window.findChild(Nav)
        assert nav is not None
        for number, key in enumerate(nav.keys[:9], start=1):
            keys(window, f"Ctrl+{number}")
            assert window.stack.current_key == key
        assert nav.keys[:2] == ("overview", "trainings")
        assert nav.keys[-1] == "settings"


async def test_pages_are_reached_by_the_navigation(tmp_path: Path, qapp: QApplication) -> None:
    """A click on a page's name shows it."""
    async with at_work(tmp_path) as (_here, window):
        press(window, "Customers")
        assert window.stack.current_key == "customers"


async def test_the_sandbox_cannot_be_missed(tmp_path: Path, qapp: QApplication) -> None:
    """While nothing can be spent the strip says so on every page."""
    async with at_work(tmp_path) as (_here, window):
        for key in ("overview", "trainings", "customers", "settings", "new_training"):
            window.show_page(key)
            assert SANDBOX in banners(window)


async def test_real_money_shows_no_sandbox_strip(tmp_path: Path, qtbot: QtBot) -> None:
    """An address that is not this machine is not called a sandbox."""
    # The dot makes it a name that Settings do not take for this machine, though it is.
    async with desk(tmp_path) as here:
        port = here.sandbox.url.rsplit(":", 1)[-1]
    async with (
        desk(tmp_path, replicate_base_url=f"http://localhost.:{port}", poll_interval_s=600) as there,
        console(there.core, tmp_path) as window,
    ):
        assert SANDBOX not in banners(window)


async def test_a_shut_gate_says_why_and_can_be_tried_again(
    tmp_path: Path, qapp: QApplication, until: Until
) -> None:
    """The strip names the reason; "Check now" probes, and an open gate takes the strip away."""
    async with at_work(tmp_path) as (here, window):
        here.core.gate.shut(BillingNeeded(detail="no credit"))
        await until(lambda: any("402" in said for said in banners(window)))
        assert "Gate shut" in words(window)
        press(
            next(banner for banner in shown(window, Banner) if "402" in banner.accessibleName()), "Check now"
        )
        await until(lambda: banners(window) == [SANDBOX])
        assert "Replicate accepts the token of acme." in words(window)


async def test_the_status_line_tells_how_everything_stands(
    tmp_path: Path, qapp: QApplication, until: Until
) -> None:
    """Account with the token's source, gate, database, outbox, what runs, and when it was looked at."""
    async with at_work(tmp_path) as (_here, window):
        line = window.findChild(StatusLine)
        assert line is not None
        await until(lambda: "Last sync" in words(line))
        said = words(line)
        for part in ("sandbox (acme), token from environment REPLICATE_API_TOKEN", "Gate open", "SQLite"):
            assert part in said
        assert "Outbox empty" in said
        assert "0 running" in said


async def test_a_broken_replicate_is_told_with_the_next_try(
    tmp_path: Path, qapp: QApplication, until: Until
) -> None:
    """The status line says when it is tried again and "Try now" does it; all flows: nothing is said."""
    async with at_work(tmp_path) as (here, window):
        flow = here.core.flow
        for _ in range(TRIP_AFTER):
            flow.failed(RemoteBroken(service="Replicate", status=502, detail="a page"))
        await until(lambda: "Replicate is broken: next try at" in words(window))
        assert not flow.may_send
        press(window, "Try now")
        await until(lambda: flow.may_send)
        await until(lambda: "Replicate is broken" not in words(window))
        flow.failed(RateLimited(service="Replicate", retry_after_s=60))
        await until(lambda: "Slowed by Replicate until" in words(window))


@pytest.mark.parametrize("way", ["strip", "cell", "settings"])
async def test_the_token_doctor_is_called_from_where_the_trouble_shows(
    tmp_path: Path, qapp: QApplication, until: Until, way: str
) -> None:
    """From the strip, from the gate in the status line while it is shut, and from Settings."""
    async with at_work(tmp_path) as (here, window):
        if way == "settings":
            window.show_page("settings")
            await until(lambda: "Token doctor…" in words(window))
            press(window, "Token doctor…")
        else:
            here.core.gate.shut(BillingNeeded(detail="no credit"))
            await until(lambda: any("402" in said for said in banners(window)))
            press(window, "Token doctor…" if way == "strip" else "Gate shut")
        await until(lambda: isinstance(dialog(window), TokenDoctorDialog))
        doctor = dialog(window)
        assert isinstance(doctor, TokenDoctorDialog)
        await until(lambda: "trainings can be started" in doctor.verdict)
        assert "Environment REPLICATE_API_TOKEN: r8_…00 · in use" in doctor.lines
        assert "acme (organization)" in doctor.lines
        assert ("402" in doctor.verdict) is (way != "settings")
        press(doctor, "Close")
        await until(lambda: dialog(window) is None)


async def test_a_running_training_is_counted(tmp_path: Path, qapp: QApplication, until: Until) -> None:
    """Badge and status line follow what runs, and say it in the plural of the language."""
    async with at_work(tmp_path) as (here, window):
        await here.add_customer(stars=500)
        await here.start("STUCK")
        await until(lambda: "1 running" in words(window))
        assert button(window, "Trainings, 1").isVisible()


async def test_a_failure_leads_to_its_attempt_and_back(
    tmp_path: Path, qapp: QApplication, until: Until
) -> None:
    """The navigation counts it; the attempt in full opens from its training, and is left to where one was."""
    async with at_work(tmp_path) as (here, window):
        await here.add_customer(1000)
        training_id = await here.start("FAIL_OOM")
        await here.ended(training_id)
        item = next(one for one in window.findChildren(NavItem) if one.key == "failures")
        await until(lambda: item.accessibleName() == "Failures, 1")
        window.show_training(training_id)
        page = window.stack.page("trainings")
        assert isinstance(page, TrainingsPage)
        await until(lambda: page.look.attempt is not None)
        page.pane.whole.click()
        assert window.stack.current_key == "attempt"
        attempt = window.stack.page("attempt")
        assert isinstance(attempt, AttemptPage)
        await until(lambda: attempt.shown is not None)
        attempt.view.back.click()
        assert window.stack.current_key == "trainings"


async def test_a_new_training_begins_at_its_customer(
    tmp_path: Path, qapp: QApplication, until: Until
) -> None:
    """Ctrl+N opens the form with the cursor where the customer is typed; Escape goes back."""
    async with at_work(tmp_path) as (_here, window):
        window.show_page("customers")
        keys(window, "Ctrl+N")
        assert window.stack.current_key == "new_training"
        focused = window.focusWidget()
        assert focused is not None
        assert focused.accessibleName() == "Name, @username or Telegram id"
        keys(window, "Esc")
        assert window.stack.current_key == "customers"


@pytest.mark.parametrize("page", ["trainings", "customers"])
@pytest.mark.parametrize("sequence", ["Ctrl+K", "/"])
async def test_search_is_one_key_away(tmp_path: Path, qapp: QApplication, page: str, sequence: str) -> None:
    """Ctrl+K and the slash put the cursor into a search of the page, and type nothing."""
    async with at_work(tmp_path) as (_here, window):
        window.show_page(page)
        keys(window, sequence)
        focused = window.focusWidget()
        assert type(focused).__name__ == "SearchBox"
        assert focused.property("text") == ""


async def test_a_slash_can_still_be_typed(tmp_path: Path, qapp: QApplication) -> None:
    """Inside a field the keys of the list are letters."""
    async with at_work(tmp_path) as (_here, window):
        window.show_page("customers")
        keys(window, "Ctrl+K")
        QTest.keyClicks(window.focusWidget(), "a/?")
        focused = window.focusWidget()
        assert focused is not None
        assert focused.property("text") == "a/?"


async def test_the_list_of_shortcuts_is_complete(tmp_path: Path, qapp: QApplication, until: Until) -> None:
    """The question mark lists everything the keyboard can do, with its keys."""
    async with at_work(tmp_path) as (_here, window):
        keys(window, "?")
        await until(lambda: isinstance(dialog(window), ShortcutsDialog))
        listed = dialog(window)
        assert listed is not None
        said = {label.text() for label in shown(listed, QLabel)}
        assert {
            "Ctrl+1",
            "Ctrl+4",
            "Ctrl+N",
            "Ctrl+K",
            "/",
            "F5",
            "Ctrl+Shift+L",
            "F1",
            "?",
            "Ctrl+Q",
        } <= said
        assert {"Overview", "New training", "Light or dark"} <= said
        press(listed, "Close")
        await until(lambda: dialog(window) is None)


async def test_the_theme_turns_at_a_key(tmp_path: Path, qapp: QApplication) -> None:
    """Ctrl+Shift+L goes from light to dark and back."""
    async with at_work(tmp_path) as (_here, window):
        assert theme.tokens().name == "light"
        keys(window, "Ctrl+Shift+L")
        assert theme.tokens().name == "dark"
        keys(window, "Ctrl+Shift+L")
        assert theme.tokens().name == "light"


async def test_f5_reads_again(tmp_path: Path, qapp: QApplication, until: Until) -> None:
    """F5 looks at Replicate and reads the page, even if nothing told of a change."""
    async with at_work(tmp_path) as (here, window):
        window.show_page("customers")
        await until(lambda: "0 customers" in words(window))
        before = here.core.watch.last_look
        keys(window, "F5")
        await until(lambda: here.core.watch.last_look != before)


async def test_another_language_rewrites_the_window(tmp_path: Path, qapp: QApplication, until: Until) -> None:
    """Navigation, strip, status line and every page speak Russian at once, and English again."""
    async with at_work(tmp_path) as (_here, window):
        for key in ("overview", "trainings", "customers", "settings", "new_training"):
            window.show_page(key)
        languages = window.languages
        languages.choose(Language.RU)
        await until(lambda: "Шлюз открыт" in words(window))
        assert "Песочница" in banners(window)[0]
        assert button(window, "Клиенты").isVisible()
        assert "Новое обучение" in words(window)
        languages.choose(Language.EN)
        await until(lambda: "Gate open" in words(window))


async def test_an_idle_window_closes_without_a_question(tmp_path: Path, qapp: QApplication) -> None:
    """With nothing under way, closing closes."""
    async with at_work(tmp_path) as (_here, window):
        closed: list[bool] = []
        window.closed.connect(lambda: closed.append(True))
        keys(window, "Ctrl+Q")
        await _gone(window)
        assert closed == [True]


async def test_closing_says_what_goes_on(tmp_path: Path, qapp: QApplication, until: Until) -> None:
    """While trainings run the window asks, says what becomes of them, and stays unless told to close."""
    async with at_work(tmp_path) as (here, window):
        await here.add_customer(stars=500)
        await here.training_runs(await here.start("STUCK"))
        await until(lambda: "1 running" in words(window))
        window.close()
        await until(lambda: dialog(window) is not None)
        asked = dialog(window)
        assert asked is not None
        assert "1 training at Replicate goes on there. Its stars stay held" in words(asked)
        press(asked, "Cancel")
        await until(lambda: not window.tasks.running("close"))
        assert window.isVisible()
        window.close()
        await until(lambda: dialog(window) is not None)
        again = dialog(window)
        assert again is not None
        press(again, "Close")
        await _gone(window)


async def test_closing_twice_asks_once(tmp_path: Path, qapp: QApplication, until: Until) -> None:
    """An impatient second close opens no second question."""
    async with at_work(tmp_path) as (here, window):
        await here.add_customer(stars=500)
        await here.start("STUCK")
        await until(lambda: "1 running" in words(window))
        window.close()
        window.close()
        await until(lambda: dialog(window) is not None)
        asked = shown(window, QWidget)
        assert len([one for one in asked if one.isWindow()]) == 1


async def test_the_window_remembers_its_page(tmp_path: Path, qapp: QApplication) -> None:
    """The next start shows the page that was left."""
    async with desk(tmp_path) as here:
        async with console(here.core, tmp_path) as first:
            first.show_page("customers")
        async with console(here.core, tmp_path) as second:
            assert second.stack.current_key == "customers"


async def test_what_a_page_says_is_read_in_the_status_line(tmp_path: Path, qapp: QApplication) -> None:
    """A sentence of a page stands at the right of the status line for a while."""
    async with at_work(tmp_path) as (_here, window):
        window.stack.page("customers").said.emit("Anna is a customer now.")
        line = window.findChild(StatusLine)
        assert line is not None
        assert "Anna is a customer now." in words(line)


async def _gone(window: MainWindow) -> None:
    async with asyncio.timeout(60):
        while window.isVisible():
            await asyncio.sleep(0.005)
