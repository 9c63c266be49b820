"""Tests of gui/widgets/table.py, cell_delegate.py and cells.py: the table of every list page."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from gui.models.rows_model import Column, RowsModel
from gui.theme import LIGHT, Tone
from gui.widgets.cells import Amount, Bar, Cell, Pill, Plain, TwoTone
from gui.widgets.table import Table

Until = Callable[..., Any]
Row = tuple[int, Cell | None]
SHAPES: list[Cell | None] = [
    Pill("Failed", Tone.BAD, "warning-circle"),
    Bar("62 %", 0.62),
    Bar("no bar"),
    TwoTone("Анна", "@anna"),
    Amount("220.00", "lock-simple", Tone.WARN),
    Amount("1.00"),
    Plain("id-1", "muted", mono=True),
    Plain("loud", strong=True),
    None,
]


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    """A table with one row of each shape, on the screen."""
    made = Table()
    qtbot.addWidget(made)
    columns = [
        Column[Row](key="no", title=lambda: "No.", text=lambda row: str(row[0])),
        Column[Row](key="cell", title=lambda: "Cell", text=lambda row: "text", cell=lambda row: row[1]),
    ]
    model = RowsModel(columns, row_id=lambda row: row[0], parent=made)
    model.set_rows(list(enumerate(SHAPES)))
    made.setModel(model)
    made.set_widths([60, 0])
    made.resize(500, 480)
    made.show()
    qtbot.waitExposed(made)
    return made


def rows(table: Table) -> RowsModel[Row]:
    """Return the table's model."""
    model = table.model()
    assert isinstance(model, RowsModel)
    return model


def inks(table: Table, row: int) -> set[str]:
    """Return the colours painted in the second cell of a row."""
    box = table.visualRect(table.model().index(row, 1))
    image = table.viewport().grab(box).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_pill_has_ground_and_ink_of_its_tone(table: Table) -> None:
    """A state is painted on its soft ground in its own colour."""
    assert {QColor(LIGHT.bad_soft).name(), QColor(LIGHT.bad).name()} <= inks(table, 0)


@pytest.mark.parametrize("row", range(len(SHAPES)))
def test_every_shape_paints_and_has_a_width(table: Table, row: int) -> None:
    """No shape is forgotten: each leaves ink on the row and asks for room."""
    assert len(inks(table, row)) > 3
    assert table.sizeHintForIndex(table.model().index(row, 1)).width() > 20


def test_rows_have_the_height_of_the_look(table: Table) -> None:
    """Rows are 38 pixels, 30 where the operator wants more of them."""
    assert table.rowHeight(0) == 38
    table.set_compact(True)
    assert table.rowHeight(0) == 30


def test_keys_walk_and_enter_opens(table: Table, qtbot: QtBot) -> None:
    """The arrows tell the row that is current, Enter opens it."""
    table.pick_row(0)
    with qtbot.waitSignal(table.row_picked) as picked:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert picked.args == [1]
    with qtbot.waitSignal(table.row_opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [1]
    assert table.picked_rows() == [1]


def test_nothing_is_said_where_there_is_nothing(table: Table) -> None:
    """Without rows the sentence stands in the table; with rows it is gone."""
    table.empty.set_words("No training matches.", "Clear the filter")
    assert not table.empty.isVisible()
    rows(table).set_rows([])
    assert table.empty.isVisible()
    rows(table).set_rows([(1, None)])
    assert not table.empty.isVisible()


async def test_grey_rows_wait_and_leave(table: Table, until: Until) -> None:
    """Grey rows come only after a while, never over data, and go when the data is there."""
    table.set_loading(True)
    assert not table.is_skeleton_shown
    table.set_loading(False)
    rows(table).set_rows([])
    table.set_loading(True)
    assert not table.is_skeleton_shown
    assert not table.empty.isVisible()
    await until(lambda: table.is_skeleton_shown)
    rows(table).set_rows([(1, None)])
    assert not table.is_skeleton_shown


def test_the_row_under_the_pointer_is_marked_whole(table: Table, qtbot: QtBot) -> None:
    """Hovering one cell marks the whole row; leaving takes the mark away."""
    hover = QColor(LIGHT.hover).name()
    qtbot.mouseMove(table.viewport(), table.visualRect(table.model().index(2, 0)).center())
    qtbot.waitUntil(lambda: hover in inks(table, 2))
    assert hover not in inks(table, 5)


def test_selection_survives_a_patch(table: Table) -> None:
    """A row that changes under the selection stays selected."""
    table.pick_row(3)
    rows(table).patch([(3, Plain("new"))])
    assert table.picked_rows() == [3]
