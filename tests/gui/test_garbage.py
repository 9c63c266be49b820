"""Tests of gui/garbage.py: the collector runs on the window's thread only."""

import gc
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui import garbage


class _Knot:
    """Something only the cyclic collector can free; it notes the thread that did."""

    def __init__(self, freed: list[int]) -> None:
        self.me = self
        self.freed = freed

    def __del__(self) -> None:
        self.freed.append(threading.get_ident())


def test_garbage_is_freed_on_this_thread(qtbot: QtBot) -> None:
    """However much another thread allocates, it frees nothing; this thread does."""
    freed: list[int] = []
    owner = QObject()

    def litter() -> None:
        for _ in range(5000):
            _Knot(freed)

    with garbage.collected_here(owner):
        worker = threading.Thread(target=litter)
        worker.start()
        worker.join()
        assert freed == []
        garbage.collect_due()
    assert set(freed) == {threading.get_ident()}


def test_it_is_done_at_quiet_moments(qtbot: QtBot, until: Callable[..., Any]) -> None:
    """Nobody has to ask: the loop collects what is due."""
    freed: list[int] = []
    owner = QObject()
    with garbage.collected_here(owner):
        for _ in range(5000):
            _Knot(freed)
        qtbot.waitUntil(lambda: len(freed) > 4000)


def test_afterwards_python_collects_again(qtbot: QtBot) -> None:
    """What was switched off is switched on again."""
    with garbage.collected_here(QObject()):
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
