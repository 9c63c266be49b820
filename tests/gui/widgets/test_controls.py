"""Tests of buttons, fields, search box, filter bar and drop zone: what the operator types and presses."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.tasks import TaskScope
from gui.widgets.buttons import BusyButton, Button, IconButton
from gui.widgets.drop_zone import DropZone
from gui.widgets.fields import ChoiceField, DecimalField, LineField, NumberField
from gui.widgets.filter_bar import FilterBar, FilterChip
from gui.widgets.search_box import SearchBox

Until = Callable[..., Any]


async def test_a_busy_button_waits_for_its_task(qtbot: QtBot, until: Until) -> None:
    """While the task of its key runs a button cannot be pressed; another key does not touch it."""
    page = QWidget()
    qtbot.addWidget(page)
    scope = TaskScope(page)
    button = BusyButton(scope, "pay", "Refund", kind="primary", icon="arrow-u-up-left", parent=page)
    done = asyncio.Event()
    scope.start(asyncio.sleep(0), key="other")
    assert button.isEnabled()
    scope.start(done.wait(), key="pay")
    assert not button.isEnabled()
    assert button.is_busy
    done.set()
    await until(button.isEnabled)


async def test_a_button_that_may_not_be_pressed_stays_so_after_its_task(qtbot: QtBot, until: Until) -> None:
    """The end of the work does not open what the page has shut meanwhile."""
    page = QWidget()
    qtbot.addWidget(page)
    scope = TaskScope(page)
    button = BusyButton(scope, "pay", "Refund", parent=page)
    scope.start(asyncio.sleep(0), key="pay")
    button.set_available(False)
    await until(lambda: not button.is_busy)
    assert not button.isEnabled()
    button.set_available(True)
    assert button.isEnabled()


@pytest.mark.parametrize("make", [lambda: Button("Choose"), lambda: IconButton("copy", "Copy the id")])
def test_enter_presses_a_button_like_space(qtbot: QtBot, make: Callable[[], Button]) -> None:
    """Also outside of a dialog, so that the keyboard is enough."""
    button = make()
    qtbot.addWidget(button)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, key)


def test_an_icon_alone_has_a_name(qtbot: QtBot) -> None:
    """What is only a picture says its deed to the screen reader and in the tooltip."""
    button = IconButton("copy", "Copy the id")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Copy the id", "Copy the id")


def test_search_settles_once_after_the_last_key(qtbot: QtBot) -> None:
    """Typing a word asks once, with the whole word."""
    box = SearchBox("Find")
    qtbot.addWidget(box)
    told: list[str] = []
    box.text_settled.connect(told.append)
    with qtbot.waitSignal(box.text_settled):
        qtbot.keyClicks(box, "anna ")
    assert told == ["anna"]


def test_enter_asks_at_once_and_escape_clears(qtbot: QtBot) -> None:
    """Enter does not wait; Enter again wants the next; Escape empties the box and says so."""
    box = SearchBox("Find")
    qtbot.addWidget(box)
    told: list[str] = []
    box.text_settled.connect(told.append)
    qtbot.keyClicks(box, "a")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    with qtbot.waitSignal(box.entered_again):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert told == ["a", ""]
    box.set_text_silently("saved")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told == ["a", ""]


def test_a_field_shows_its_error_instead_of_help(qtbot: QtBot) -> None:
    """The words under a field reach the screen reader through the control."""
    field = LineField("Trigger word", "Stands for the person")
    qtbot.addWidget(field)
    assert field.control.accessibleName() == "Trigger word"
    assert field.control.accessibleDescription() == "Stands for the person"
    field.set_error("No spaces: write ANNA.")
    assert field.control.accessibleDescription() == "No spaces: write ANNA."
    assert field.control.property("invalid") is True
    qtbot.keyClicks(field.control, "A")
    assert field.control.accessibleDescription() == "Stands for the person", "it is being mended"


def test_fields_tell_only_the_operators_hand(qtbot: QtBot) -> None:
    """Loading a form emits nothing; typing and choosing do."""
    line, number, rate, choice = LineField("a"), NumberField(3, 6000), DecimalField(0, 1, 4), ChoiceField("c")
    told: list[object] = []
    for field in (line, number, rate, choice):
        qtbot.addWidget(field)
        field.changed.connect(told.append)
    line.set_value("x")
    number.set_value(1000)
    rate.set_value(0.0004)
    choice.set_choices([("a", "A"), ("b", "B")])
    choice.set_value("b")
    choice.set_choices([("b", "Б"), ("c", "C")])
    assert (line.value, number.value, rate.value, choice.value) == ("x", 1000, 0.0004, "b")
    assert told == []
    qtbot.keyClicks(line.control, "y ")
    qtbot.keyClick(number.control, Qt.Key.Key_Up)
    qtbot.keyClick(choice.control, Qt.Key.Key_Down)
    assert told == ["xy", "xy", 1001, "c"]


def test_toggles_and_chips_tell_their_keys(qtbot: QtBot) -> None:
    """A toggle tells the whole set that is down, a chip's cross its key."""
    bar = FilterBar("Filter")
    qtbot.addWidget(bar)
    bar.set_toggles([FilterChip(key="run", text="Running"), FilterChip(key="bad", text="Failed")])
    bar.set_toggled(["run"])
    bar.set_toggles([FilterChip(key="run", text="Идут"), FilterChip(key="bad", text="Сбой")])
    assert bar.toggled_keys() == {"run"}
    bar.set_chips([FilterChip(key="bot", text="bot: x")])
    with qtbot.waitSignal(bar.chip_removed) as removed:
        cross = next(b for b in bar.findChildren(QToolButton) if "bot: x" in b.accessibleName())
        qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert removed.args == ["bot"]


def drop(zone: DropZone, urls: list[QUrl]) -> None:
    """Drop links on the zone."""
    data = QMimeData()
    data.setUrls(urls)
    zone.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_dropped_files_are_told_as_paths(qtbot: QtBot, tmp_path: Path) -> None:
    """A folder and a zip come as paths; a link to the web is nothing to train on."""
    zone = DropZone("Drop photos")
    qtbot.addWidget(zone)
    urls = [QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.com/a.zip")]
    with qtbot.waitSignal(zone.dropped) as dropped:
        drop(zone, urls)
    assert dropped.args == [[tmp_path]]
    with qtbot.assertNotEmitted(zone.dropped):
        drop(zone, urls[1:])


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_zone_works_without_a_mouse(qtbot: QtBot, key: Qt.Key) -> None:
    """Enter or Space asks for files instead of dropping."""
    zone = DropZone("Drop photos")
    qtbot.addWidget(zone)
    with qtbot.waitSignal(zone.choose_wanted):
        qtbot.keyClick(zone, key)
