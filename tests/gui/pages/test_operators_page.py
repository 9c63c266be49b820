"""The operators page: from the first password to others, their roles, and switching them off."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from core.domain.people import Role
from core.services import passwords
from core.services.passwords import Cost
from gui.forms.operator_forms import ConfirmForm, NewOperatorForm, OwnPasswordForm, ResetPasswordForm
from gui.main_window import MainWindow
from gui.pages.operators_page import OperatorsPage
from tests.fakes.console import at_work, button, dialog, press, wait_until, words
from tests.fakes.desk import Desk

ADMINS = "correct horse battery"
OLGAS = "quite another phrase"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make hashes cost nothing."""
    monkeypatch.setattr(passwords, "COST", Cost(rounds=1, memory_kib=8, lanes=1))


@asynccontextmanager
async def operators_page(tmp_path: Path) -> AsyncIterator[tuple[Desk, MainWindow, OperatorsPage]]:
    """A window on the operators page."""
    async with at_work(tmp_path) as (here, window):
        window.show_page("operators")
        page = window.stack.page("operators")
        assert isinstance(page, OperatorsPage)
        await wait_until(lambda: page.model.rows)
        yield here, window, page


async def opened(window: MainWindow, kind: type[QDialog]) -> QDialog:
    """Wait for a dialog of this kind."""
    await wait_until(lambda: isinstance(dialog(window), kind))
    found = dialog(window)
    assert found is not None
    return found


async def guarded(here: Desk, page: OperatorsPage) -> None:
    """Give the admin a password, and let there be Olga, shown in the details."""
    core = here.core
    await core.operators.set_own_password(core.operator, "", ADMINS)
    await core.reread_operator()
    await core.operators.add("Olga", Role.SUPPORT, OLGAS, core.operator)
    await wait_until(lambda: len(page.model.rows) == 2)
    page.table.pick_row(1)


async def test_the_first_password_opens_the_rest(tmp_path: Path, qapp: QApplication) -> None:
    """Before it the page says what it changes and adds nobody; after it the window can be locked."""
    async with operators_page(tmp_path) as (here, window, page):
        assert "Nobody has a password yet" in words(page)
        assert not button(page, "Add operator").isEnabled()
        press(page, "Set my password")
        form = await opened(window, OwnPasswordForm)
        assert isinstance(form, OwnPasswordForm)
        form.password.first.set_value(ADMINS)
        form.password.again.set_value("something else")
        press(form, "Set password")
        await wait_until(lambda: "it is not the same as above" in words(form))
        form.password.again.set_value(ADMINS)
        press(form, "Set password")
        await wait_until(lambda: dialog(window) is None)
        await wait_until(lambda: button(page, "Add operator").isEnabled())
        assert here.core.operator.has_password
        assert button(window, "Lock the window").isVisible()
        assert "Nobody has a password yet" not in words(page)


async def test_an_operator_is_added_by_keyboard(tmp_path: Path, qapp: QApplication) -> None:
    """Name, role with what it may do, first password; a weak one is refused under its field."""
    async with operators_page(tmp_path) as (here, window, page):
        await guarded(here, page)
        page.add_button.setFocus()
        QTest.keyClick(page.add_button, Qt.Key.Key_Return)
        form = await opened(window, NewOperatorForm)
        assert isinstance(form, NewOperatorForm)
        assert "Daily work" in words(form)
        QTest.keyClicks(form.name.control, "Boris")
        for field in (form.password.first, form.password.again):
            QTest.keyClicks(field.control, "short")
        QTest.keyClick(form.password.again.control, Qt.Key.Key_Return)
        await wait_until(lambda: "fewer than 10 characters" in words(form))
        for field in (form.password.first, form.password.again):
            field.control.clear()
            QTest.keyClicks(field.control, OLGAS)
        QTest.keyClick(form.password.again.control, Qt.Key.Key_Return)
        await wait_until(lambda: any(row.name == "Boris" for row in page.model.rows))


async def test_one_is_switched_off_after_a_question_and_on_again(tmp_path: Path, qapp: QApplication) -> None:
    """The pill follows; the details stay on the same person."""
    async with operators_page(tmp_path) as (here, window, page):
        await guarded(here, page)
        press(page.pane, "Switch off")
        await wait_until(lambda: dialog(window) is not None)
        asked = dialog(window)
        assert asked is not None
        press(asked, "Switch off")
        await wait_until(lambda: not page.model.rows[1].is_active)
        await wait_until(lambda: page.switch.text() == "Switch on" and page.switch.isEnabled())
        press(page.pane, "Switch on")
        await wait_until(lambda: page.model.rows[1].is_active)


async def test_a_dangerous_deed_asks_who_sits_here(tmp_path: Path, qapp: QApplication) -> None:
    """Without a fresh proof the password comes first; a wrong one is told and the deed waits."""
    async with operators_page(tmp_path) as (here, window, page):
        await guarded(here, page)
        here.core.sessions.forget(here.core.operator.id)
        press(page.pane, "Password")
        form = await opened(window, ConfirmForm)
        assert isinstance(form, ConfirmForm)
        QTest.keyClicks(form.password.control, "wrong")
        press(form, "Confirm")
        await wait_until(
            lambda: "The password is not right" in words(form) and button(form, "Confirm").isEnabled()
        )
        form.password.control.clear()
        QTest.keyClicks(form.password.control, ADMINS)
        press(form, "Confirm")
        reset = await opened(window, ResetPasswordForm)
        press(reset, "Cancel")
        await wait_until(lambda: dialog(window) is None)


async def test_what_somebody_did_is_one_press_away(tmp_path: Path, qapp: QApplication) -> None:
    """The details lead to the log, narrowed to the name."""
    async with operators_page(tmp_path) as (here, window, page):
        await guarded(here, page)
        press(page.pane, "Show what Olga did")
        assert window.stack.current_key == "audit"


async def test_others_may_change_their_own_password_only(tmp_path: Path, qapp: QApplication) -> None:
    """A senior sees everybody and changes nobody."""
    async with operators_page(tmp_path) as (here, _window, page):
        await guarded(here, page)
        core = here.core
        await core.operators.add("Vera", Role.ADMIN, OLGAS, core.operator)
        await core.operators.change_role(core.operator.id, Role.SENIOR, core.operator)
        await wait_until(lambda: "Only an admin adds operators" in words(page))
        assert not button(page, "Add operator").isEnabled()
        assert not button(page.pane, "Switch off").isEnabled()
        assert button(page, "Change my password").isEnabled()
