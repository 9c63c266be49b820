"""Tests of gui/widgets/log_view.py: a log that grows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from gui.widgets.log_view import SHOWN_CHARS, LogView

LINES = "".join(f"step {number} loss 0.{number:03d}\n" for number in range(200))


@pytest.fixture
def view(qtbot: QtBot) -> LogView:
    """A log view on the screen."""
    made = LogView()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def box(view: LogView) -> QPlainTextEdit:
    """Return the part that scrolls."""
    return view.findChildren(QPlainTextEdit)[0]


def test_only_the_new_end_is_added(view: LogView) -> None:
    """A log that continues keeps what the operator has selected: nothing is laid out again."""
    view.set_log(LINES)
    box(view).find("step 7 ")
    view.set_log(LINES + "more\n")
    assert view.shown_text() == LINES + "more\n"
    assert box(view).textCursor().selectedText() == "step 7 "
    assert view.log == LINES + "more\n"


def test_another_log_replaces_the_first(view: LogView) -> None:
    """The log of another attempt shares nothing with the one before."""
    view.set_log(LINES)
    view.set_log("other\n")
    assert view.shown_text() == "other\n"
    view.set_log("")
    assert view.shown_text() == ""


def test_following_stays_at_the_end(view: LogView) -> None:
    """While it follows, the last line is seen; when the operator reads, the place stays."""
    bar = box(view).verticalScrollBar()
    view.set_log(LINES)
    assert bar.value() == bar.maximum() > 0
    view.set_following(False)
    bar.setValue(3)
    view.set_log(LINES * 2)
    assert bar.value() == 3
    view.set_following(True)
    assert bar.value() == bar.maximum()


def test_search_counts_marks_and_goes_round(view: LogView) -> None:
    """Search ignores case, says how many there are, and goes on from the top after the last."""
    view.set_log("Alpha\nbeta\nALPHA\n")
    view.search("alpha")
    assert view.match_count == 2
    cursor = box(view).textCursor
    assert (cursor().selectedText(), cursor().blockNumber()) == ("Alpha", 0)
    assert view.find_next()
    assert cursor().blockNumber() == 2
    assert view.find_next()
    assert cursor().blockNumber() == 0
    assert view.find_previous()
    assert cursor().blockNumber() == 2
    view.search("gamma")
    assert view.match_count == 0
    assert not view.find_next()


def test_control_f_goes_to_the_search(view: LogView, qtbot: QtBot) -> None:
    """Ctrl+F works from inside the log."""
    box(view).setFocus()
    qtbot.keyClick(box(view), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert view.findChildren(QLineEdit)[0].hasFocus()


def test_a_huge_log_shows_its_end_and_copies_whole(view: LogView) -> None:
    """Ten megabytes stay smooth: only the end is laid out, all of it can be copied."""
    huge = "x" * 99 + "\n"
    huge *= 100_000
    view.set_log(huge)
    assert len(view.shown_text()) <= SHOWN_CHARS
    view.set_log(huge + "the end\n")
    assert view.shown_text().endswith("the end\n")
    view.copy_all()
    assert len(QGuiApplication.clipboard().text()) == len(huge) + 8
