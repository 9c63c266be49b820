"""Tests of gui/widgets/crash_box.py: mistakes of the program itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.widgets.crash_box import MOST_KEPT, CrashBox


@pytest.fixture
def box(qtbot: QtBot) -> CrashBox:
    """A box without bugs."""
    made = CrashBox()
    qtbot.addWidget(made)
    return made


def raised(text: str) -> Exception:
    """Return an exception with a traceback."""
    try:
        raise ZeroDivisionError(text)
    except ZeroDivisionError as error:
        return error


def test_a_bug_is_shown_and_can_be_copied(box: CrashBox, qtbot: QtBot) -> None:
    """The traceback is on the screen and, on request, on the clipboard; work is not stopped."""
    box.add(raised("by zero"))
    assert box.isVisible()
    assert box.windowModality() == Qt.WindowModality.NonModal
    copy = next(b for b in box.findChildren(QPushButton) if b.text() == "Copy details")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "ZeroDivisionError: by zero" in QGuiApplication.clipboard().text()
    assert "Traceback" in QGuiApplication.clipboard().text()


def test_the_same_bug_is_shown_once(box: CrashBox) -> None:
    """A bug that repeats does not fill the box, nor do very many."""
    bug = raised("again")
    box.add(bug)
    box.add(bug)
    assert len(box.bugs) == 1
    for number in range(2 * MOST_KEPT):
        box.add(raised(str(number)))
    assert len(box.bugs) == MOST_KEPT


def test_secrets_are_not_shown(box: CrashBox) -> None:
    """A token in a message does not reach the box or the clipboard."""
    box.add(raised("r8_abcdefghijklmnop refused"))
    assert "r8_abcdefghijklmnop" not in box.bugs[0]
