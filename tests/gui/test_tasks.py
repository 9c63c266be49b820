"""Tests of gui/tasks.py: the one place that starts coroutines."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from core.errors import NotFound
from gui.tasks import TaskScope

Until = Callable[..., Any]


class Told:
    """Keeps what a scope told."""

    def __init__(self, scope: TaskScope) -> None:
        self.story: list[tuple[str, object]] = []
        scope.started.connect(self._on_started)
        scope.failed.connect(self._on_failed)
        scope.finished.connect(self._on_finished)

    def _on_started(self, key: object) -> None:
        self.story.append(("started", key))

    def _on_failed(self, error: object) -> None:
        self.story.append(("failed", error))

    def _on_finished(self, key: object) -> None:
        self.story.append(("finished", key))


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    """A thing with work to do."""
    return QObject()


async def test_a_task_runs_and_tells_its_end(owner: QObject, until: Until) -> None:
    """A task that ends well is told as started and finished, with its key."""
    scope = TaskScope(owner)
    told = Told(scope)
    assert scope.start(asyncio.sleep(0), key=("refund", 7))
    assert scope.running(("refund", 7))
    await until(lambda: not scope.running(("refund", 7)))
    assert told.story == [("started", ("refund", 7)), ("finished", ("refund", 7))]


async def test_second_start_of_a_running_key_is_refused(owner: QObject, until: Until) -> None:
    """Three fast clicks do the deed once, and the refused coroutines are closed without a warning."""
    scope = TaskScope(owner)
    done = []

    async def deed() -> None:
        await asyncio.sleep(0)
        done.append(1)

    assert [scope.start(deed(), key="pay") for _ in range(3)] == [True, False, False]
    await until(lambda: not scope.running("pay"))
    assert done == [1]
    assert scope.start(deed(), key="pay")
    await until(lambda: not scope.running("pay"))
    assert done == [1, 1]


async def test_an_expected_failure_is_told(owner: QObject, until: Until) -> None:
    """An AppError reaches `failed`; it is not an error of the program and not logged as one."""
    scope = TaskScope(owner)
    told = Told(scope)
    wrong = NotFound(kind="payment", ident="7")

    async def deed() -> None:
        raise wrong

    scope.start(deed(), key="k")
    await until(lambda: not scope.running("k"))
    assert told.story == [("started", "k"), ("failed", wrong), ("finished", "k")]


async def test_a_bug_is_told_and_logged(
    owner: QObject, until: Until, caplog: pytest.LogCaptureFixture
) -> None:
    """Anything else is a bug: told the same way, logged as an error with its traceback."""
    scope = TaskScope(owner)
    told = Told(scope)

    async def deed() -> None:
        raise ZeroDivisionError

    scope.start(deed(), key="k")
    await until(lambda: not scope.running("k"))
    assert isinstance(told.story[1][1], ZeroDivisionError)
    assert [(record.levelname, bool(record.exc_info)) for record in caplog.records] == [("ERROR", True)]


async def test_cancelling_is_silent(owner: QObject, until: Until) -> None:
    """A cancelled task is finished but has not failed."""
    scope = TaskScope(owner)
    told = Told(scope)
    scope.start(asyncio.Event().wait(), key="k")
    await asyncio.sleep(0)
    scope.cancel("k")
    await until(lambda: not scope.running("k"))
    assert told.story == [("started", "k"), ("finished", "k")]


async def test_a_task_cancelled_before_its_first_step_leaves_no_warning(owner: QObject, until: Until) -> None:
    """Closing a page in the same moment as the click does not leave a coroutine never awaited."""
    scope = TaskScope(owner)
    scope.start(asyncio.Event().wait(), key="k")
    scope.cancel_all()
    await until(lambda: not scope.running("k"))


async def test_the_owner_takes_its_tasks_with_it(qapp: QApplication, until: Until) -> None:
    """When the owner is destroyed its tasks are cancelled, and nothing touches the dead scope."""
    owner = QObject()
    scope = TaskScope(owner)
    ends: list[str] = []

    async def deed() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ends.append("cancelled")
            raise

    scope.start(deed(), key="k")
    await asyncio.sleep(0)
    owner.deleteLater()
    await until(lambda: ends == ["cancelled"])
    await asyncio.sleep(0)


async def test_close_waits_for_the_ends_and_refuses_the_new(owner: QObject) -> None:
    """After `close` every task has run its clean-up, and no new one starts."""
    scope = TaskScope(owner)
    cleaned: list[int] = []

    async def deed() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            cleaned.append(1)

    scope.start(deed(), key="k")
    await asyncio.sleep(0)
    await scope.close()
    assert cleaned == [1]
    assert not scope.start(deed(), key="k")


async def test_a_task_may_close_its_own_scope(owner: QObject) -> None:
    """The task that closes the window is not cancelled by it; the others are."""
    scope = TaskScope(owner)
    ended: list[str] = []

    async def closing() -> None:
        await scope.close()
        await asyncio.sleep(0)
        ended.append("closing")

    scope.start(asyncio.Event().wait(), key="other")
    scope.start(closing(), key="closing")
    while scope.running("closing"):
        await asyncio.sleep(0)
    assert ended == ["closing"]
    assert not scope.running("other")


def test_without_a_loop_the_start_is_refused_loudly(owner: QObject) -> None:
    """Work scheduled where no loop runs would never run: that is an error, not silence."""
    with pytest.raises(RuntimeError):
        TaskScope(owner).start(asyncio.sleep(0), key="k")
