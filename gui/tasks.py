"""The one place of the window that starts coroutines.

A `TaskScope` belongs to a widget: it holds its tasks strongly, runs one task per key at a time, tells how
each ended, and cancels what is left when its owner goes. Cancelling is silent; every other end is told.
"""

import asyncio
import logging
from collections.abc import Coroutine, Hashable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from core.errors import AppError

log = logging.getLogger(__name__)

_Tasks = dict[Hashable, "asyncio.Task[Exception | None]"]


class TaskScope(QObject):
    """The running work of one owner.

    Signals:
        started: a task began; carries its key.
        finished: a task ended in any way; carries its key and comes after `failed`.
        failed: a task raised; carries the exception, an `AppError` or a bug. Its key is free again by then.
    """

    started = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, owner: QObject) -> None:
        """Make the scope of `owner`; when the owner is destroyed its tasks are cancelled."""
        super().__init__(owner)
        self._tasks: _Tasks = {}
        self._is_closed = False
        owner.destroyed.connect(partial(_cancel, self._tasks))

    def start(self, coro: Coroutine[Any, Any, object], key: Hashable) -> bool:
        """Run `coro` under `key`; False, with `coro` closed unrun, while the key runs or after `close`.

        Raises:
            RuntimeError: no event loop is running.
        """
        if self._is_closed or self.running(key):
            coro.close()
            return False
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            coro.close()
            raise
        task = loop.create_task(self._run(coro, key))
        self._tasks[key] = task
        task.add_done_callback(partial(_on_ended, self, self._tasks, key, coro))
        self.started.emit(key)
        return True

    def running(self, key: Hashable) -> bool:
        """Tell whether a task with `key` is running."""
        return key in self._tasks

    def cancel(self, key: Hashable) -> None:
        """Ask the task of `key` to stop, if it runs."""
        task = self._tasks.get(key)
        if task is not None:
            task.cancel()

    def cancel_all(self) -> None:
        """Ask every task to stop; they end at their next await."""
        _cancel(self._tasks)

    async def close(self) -> None:
        """Refuse new tasks, cancel the running ones but the caller's own, and wait until they have ended."""
        self._is_closed = True
        own = asyncio.current_task()
        left = [task for task in self._tasks.values() if task is not own]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _run(self, coro: Coroutine[Any, Any, object], key: Hashable) -> Exception | None:
        try:
            await coro
        except AppError as error:
            log.info("task %s: %s", key, error)
            return error
        except Exception as error:
            log.exception("task %s has a bug", key)
            return error
        return None


def _cancel(tasks: _Tasks, *_: object) -> None:
    for task in tuple(tasks.values()):
        task.cancel()


def _on_ended(
    scope: TaskScope,
    tasks: _Tasks,
    key: Hashable,
    coro: Coroutine[Any, Any, object],
    task: "asyncio.Task[Exception | None]",
) -> None:
    tasks.pop(key, None)
    # A task cancelled before its first step never entered `_run`, so the coroutine is closed here.
    coro.close()
    if not isValid(scope):
        return
    error = None if task.cancelled() else task.result()
    if error is not None:
        scope.failed.emit(error)
    if isValid(scope):
        scope.finished.emit(key)
