"""The door of the window: nothing is shown before signing in, locking hides all and keeps all."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from core.domain.people import Operator, Role
from core.services import passwords
from core.services.passwords import Cost
from gui.forms.lock_screen import LockScreen
from gui.main_window import MainWindow
from gui.pages.customers_page import CustomersPage
from gui.widgets.idle_watch import IdleWatch
from gui.widgets.nav import Nav
from tests.fakes.console import at_work, button, console, dialog, press, shown, wait_until, words
from tests.fakes.desk import Desk, desk

ADMINS = "correct horse battery"
OLGAS = "quite another phrase"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make hashes cost nothing."""
    monkeypatch.setattr(passwords, "COST", Cost(rounds=1, memory_kib=8, lanes=1))


async def guarded(here: Desk) -> Operator:
    """Give the operator at the desk a password, and let there be Olga."""
    core = here.core
    await core.operators.set_own_password(core.operator, "", ADMINS)
    await core.reread_operator()
    return await core.operators.add("Olga", Role.SUPPORT, OLGAS, core.operator)


@asynccontextmanager
async def guarded_window(tmp_path: Path, **settings: Any) -> AsyncIterator[tuple[Desk, MainWindow]]:
    """A window at work, whose operator has a password, on the customers page with Anna shown."""
    async with at_work(tmp_path, **settings) as (here, window):
        await guarded(here)
        await here.add_customer(stars=500)
        window.show_page("customers")
        await wait_until(lambda: "1 customer" in words(window))
        page = window.stack.page("customers")
        assert isinstance(page, CustomersPage)
        page.show_customer(5_000_000_001)
        await wait_until(lambda: "500.00" in words(page.pane))
        yield here, window


def keys(window: MainWindow, sequence: str) -> None:
    """Press keys as a person would, wherever the focus is."""
    QTest.keySequence(window.focusWidget() or window, QKeySequence(sequence))


def screen_of(window: MainWindow) -> LockScreen:
    """Return the lock screen."""
    found = window.findChild(LockScreen)
    assert found is not None
    return found


async def locked(window: MainWindow) -> LockScreen:
    """Wait until the window is locked and offers its operators."""
    screen = screen_of(window)
    await wait_until(lambda: screen.isVisible() and screen.who.control.count())
    return screen


async def enter(window: MainWindow, password: str, name: str = "") -> None:
    """Type a password, and choose who it is first if told, and press Enter."""
    screen = await locked(window)
    if name:
        screen.who.control.setCurrentText(name)
    QTest.keyClicks(screen.password.control, password)
    QTest.keyClick(screen.password.control, Qt.Key.Key_Return)


def heard(window: QWidget) -> str:
    """Return every name that a screen reader can reach in what is not invisible."""
    names: list[str] = []

    def walk(one: Any) -> None:
        if one is None or not one.isValid() or one.state().invisible:
            return
        names.extend(one.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value))
        for place in range(one.childCount()):
            walk(one.child(place))

    walk(QAccessible.queryAccessibleInterface(window))
    return "\n".join(names)


async def test_nothing_is_shown_before_somebody_has_signed_in(tmp_path: Path, qapp: QApplication) -> None:
    """The next start asks first: no page is even built; a wrong password is told, the right one opens."""
    async with desk(tmp_path) as here:
        await guarded(here)
        await here.add_customer()
    async with desk(tmp_path) as here, console(here.core, tmp_path) as window:
        screen = await locked(window)
        assert "Nothing is shown before you have signed in." in words(window)
        assert window.stack.current_key == ""
        assert not shown(window, Nav)
        await enter(window, "wrong password")
        await wait_until(lambda: "The password is not right" in words(window))
        assert screen.password.control.text() == ""
        await enter(window, ADMINS)
        await wait_until(lambda: not screen.isVisible())
        assert window.stack.current_key == "overview"
        assert button(window, "Lock the window").isVisible()


async def test_too_many_tries_wait_and_say_how_long(tmp_path: Path, qapp: QApplication) -> None:
    """After the third wrong password nothing can be pressed for seconds, and they are counted down."""
    async with guarded_window(tmp_path) as (_here, window):
        keys(window, "Ctrl+L")
        screen = await locked(window)
        for tries in range(1, 4):
            await enter(window, f"wrong {tries}")
            await wait_until(lambda: not screen.enter.is_busy and screen.password.error)
            screen.password.set_error("")
        await wait_until(lambda: "Wait 0:0" in screen.enter.text())
        QTest.keyClicks(screen.password.control, ADMINS)
        assert not screen.enter.isEnabled()


async def test_s11_locked_nothing_can_be_read_or_reached(tmp_path: Path, qapp: QApplication) -> None:
    """Not painted, not read aloud, no tooltip, no key, no page that reads; only the lock screen is there."""
    async with guarded_window(tmp_path) as (here, window):
        assert "Анна" in heard(window)
        keys(window, "Ctrl+L")
        screen = await locked(window)
        said = words(window) + heard(window) + window.windowTitle()
        for secret in ("Анна", "annabelova", "500", "Customers", "acme"):
            assert secret not in said
        reads = count_reads(here)
        await at_rest(reads)
        for sequence in ("Ctrl+2", "Ctrl+N", "F5", "Ctrl+K", "?"):
            keys(window, sequence)
        await here.credit(5_000_000_001, 10)
        await pause()
        assert reads == []
        assert dialog(window) is None
        assert window.stack.current_key == "customers"
        assert window.childAt(QPoint(600, 400)) in (screen, *screen.findChildren(QWidget))


async def pause() -> None:
    """Wait for the turns of the loop in which something would have begun."""
    await asyncio.sleep(0.2)


async def at_rest(reads: list[str]) -> None:
    """Wait until what was being read when the window was locked has come, and forget it."""
    before = -1
    while len(reads) != before:
        before = len(reads)
        await pause()
    reads.clear()


def count_reads(here: Desk) -> list[str]:
    """Note from now on what the window asks of people, statements and counts."""
    reads: list[str] = []
    core = here.core
    for owner, name in (
        (core.people, "find_customers"),
        (core.people, "customer"),
        (core.statements, "page"),
        (core.trainings, "counts"),
        (core.trainings, "page"),
    ):
        real = getattr(owner, name)

        def noting(*args: Any, _real: Any = real, _name: str = name, **more: Any) -> Any:
            reads.append(_name)
            return _real(*args, **more)

        setattr(owner, name, noting)
    return reads


async def test_s11_the_same_operator_finds_everything_as_it_was(tmp_path: Path, qapp: QApplication) -> None:
    """The page, the customer, what was typed in an open form, and the focus; what changed is read."""
    async with guarded_window(tmp_path) as (here, window):
        press(window, "Adjust balance…")
        await wait_until(lambda: dialog(window) is not None)
        form = dialog(window)
        assert isinstance(form, QDialog)
        QTest.keyClicks(form.focusWidget(), "77.50")
        window.findChild(Nav).lock_picked.emit()  # type: ignore[union-attr]
        await locked(window)
        assert not form.isVisible()
        assert dialog(window) is None
        await here.credit(5_000_000_001, 10)
        await enter(window, ADMINS)
        await wait_until(lambda: form.isVisible())
        assert "Give 77.50" in words(form)
        await wait_until(lambda: "510.00" in words(window.stack.page("customers")))
        press(form, "Cancel")
        await wait_until(lambda: dialog(window) is None)


async def test_another_operator_begins_anew(tmp_path: Path, qapp: QApplication) -> None:
    """Pages are read again with other rights, and nothing of what somebody else typed is left."""
    async with guarded_window(tmp_path) as (_here, window):
        press(window, "Adjust balance…")
        await wait_until(lambda: dialog(window) is not None)
        window.findChild(Nav).lock_picked.emit()  # type: ignore[union-attr]
        await enter(window, OLGAS, "Olga")
        await wait_until(lambda: shown(window, Nav) and "Olga" in heard(window))
        assert window.stack.current_key == "overview"
        window.show_page("customers")
        await wait_until(lambda: "1 customer" in words(window))
        assert dialog(window) is None
        page = window.stack.page("customers")
        assert isinstance(page, CustomersPage)
        assert page.customer is None
        assert "support" in words(window)


async def test_a_message_that_comes_while_locked_waits(tmp_path: Path, qapp: QApplication) -> None:
    """A task that ends badly behind the lock opens nothing over it; it is told after unlocking."""
    async with guarded_window(tmp_path) as (_here, window):
        keys(window, "Ctrl+L")
        await locked(window)
        page = window.stack.page("customers")
        page.tasks.failed.emit(ZeroDivisionError("Анна"))
        await pause()
        assert dialog(window) is None
        await enter(window, ADMINS)
        await wait_until(lambda: dialog(window) is not None)
        told = dialog(window)
        assert told is not None
        press(told, "Close")
        await wait_until(lambda: dialog(window) is None)


async def test_s11_nobody_there_locks(tmp_path: Path, qapp: QApplication) -> None:
    """After the time set without a key the window is locked by itself."""
    async with at_work(tmp_path, lock_after_min=0.005) as (here, window):
        await guarded(here)
        await wait_until(lambda: screen_of(window).isVisible())
        await enter(window, ADMINS)
        await wait_until(lambda: not screen_of(window).isVisible())


async def test_a_desk_without_passwords_has_no_lock(tmp_path: Path, qapp: QApplication) -> None:
    """There is nothing to open it with, so neither key nor time locks it."""
    async with at_work(tmp_path, lock_after_min=0.001) as (_here, window):
        keys(window, "Ctrl+L")
        await pause()
        assert not screen_of(window).isVisible()
        assert "Lock the window" not in words(window)


async def test_a_role_taken_away_counts_in_the_open_window(tmp_path: Path, qapp: QApplication) -> None:
    """The page offers at once what is left, and the foot of the navigation says so."""
    async with guarded_window(tmp_path) as (here, window):
        assert button(window, "New customer").isEnabled()
        core = here.core
        await core.operators.add("Vera", Role.ADMIN, OLGAS, core.operator)
        await core.operators.change_role(core.operator.id, Role.VIEWER, core.operator)
        await wait_until(lambda: not button(window, "New customer").isEnabled())
        assert "viewer" in words(window)


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "session"])
def test_s11_a_clock_put_back_keeps_nobody_longer(qapp: QApplication, busy: bool) -> None:
    """Ten minutes are ten and a session twelve hours, though the clock went back an hour meanwhile."""
    moment = [datetime(2026, 11, 26, tzinfo=UTC)]
    watch = IdleWatch(lambda: moment[0], timedelta(minutes=10), timedelta(hours=12))
    left: list[bool] = []
    watch.left.connect(lambda: left.append(True))
    minutes = 12 * 60 if busy else 10
    watch.begin()
    for minute in range(minutes):
        assert not left
        moment[0] += timedelta(minutes=1)
        watch.look()
        if minute == minutes // 2:
            moment[0] -= timedelta(hours=1)
        if busy:
            watch.eventFilter(watch, QEvent(QEvent.Type.MouseMove))
        watch.look()
    assert left
    watch.stop()
    watch.deleteLater()


def test_s11_idle_time_and_the_longest_session(qapp: QApplication) -> None:
    """Each touch counts anew; twelve hours end a session however busy it is; so does a long sleep."""
    moment = [datetime(2026, 11, 26, tzinfo=UTC)]
    watch = IdleWatch(lambda: moment[0], timedelta(minutes=10), timedelta(hours=12))
    left: list[float] = []
    watch.left.connect(lambda: left.append(time.monotonic()))
    window = QWidget()
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    watch.begin()
    for _ in range(80):
        moment[0] += timedelta(minutes=9)
        if moment[0] - datetime(2026, 11, 26, tzinfo=UTC) >= timedelta(hours=12):
            break
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
        watch.look()
    assert not left
    watch.look()
    assert len(left) == 1
    watch.begin()
    moment[0] += timedelta(minutes=10)
    watch.look()
    assert len(left) == 2
    watch.stop()
    window.close()
    window.deleteLater()
    watch.deleteLater()
