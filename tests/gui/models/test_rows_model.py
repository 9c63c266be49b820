"""Tests of gui/models/rows_model.py: a table model made of data."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.models.rows_model import CELL_ROLE, ITEM_ROLE, Column, RowsModel


@dataclass(frozen=True, slots=True)
class Car:
    """A row."""

    ident: int
    name: str


TITLES = {"name": "Name"}
COLUMNS = (
    Column[Car](
        key="ident", title=lambda: "No.", text=lambda car: str(car.ident), align=Qt.AlignmentFlag.AlignRight
    ),
    Column[Car](
        key="name",
        title=lambda: TITLES["name"],
        text=lambda car: car.name,
        cell=lambda car: ("shape", car.name),
        tooltip=lambda car: f"full {car.name}",
    ),
)


def cars(*idents: int) -> list[Car]:
    """Return cars with these ids."""
    return [Car(ident, f"car {ident}") for ident in idents]


@pytest.fixture
def model(qapp: QApplication) -> RowsModel[Car]:
    """A model with three rows."""
    made = RowsModel(COLUMNS, row_id=lambda car: car.ident)
    made.set_rows(cars(1, 2, 3))
    return made


def idents(model: RowsModel[Car]) -> list[int]:
    """Return the ids in the order the view shows them."""
    return [int(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_model_keeps_qts_rules(model: RowsModel[Car], qtmodeltester: Any) -> None:
    """Qt's own checker finds nothing to complain about."""
    model.set_rows(cars(1, 2), has_more=True)
    qtmodeltester.check(model)


def test_a_column_gives_each_role(model: RowsModel[Car]) -> None:
    """Text, shape, tooltip, alignment and the row itself come through their roles."""
    index = model.index(1, 1)
    assert index.data() == "car 2"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "car 2"
    assert index.data(CELL_ROLE) == ("shape", "car 2")
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "full car 2"
    assert index.data(ITEM_ROLE) == Car(2, "car 2")
    assert model.index(0, 0).data(CELL_ROLE) is None
    alignment = model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole)
    assert alignment == Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def test_patch_touches_only_rows_that_differ(model: RowsModel[Car], qtbot: QtBot) -> None:
    """A poll that brings one change repaints one row; the unknown row is not added."""
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda a, b: changed.append((a.row(), b.row())))
    model.patch([Car(1, "car 1"), Car(2, "renamed"), Car(99, "nobody")])
    assert changed == [(1, 1)]
    assert model.row_at(1) == Car(2, "renamed")
    assert idents(model) == [1, 2, 3]


def test_same_rows_again_do_not_reset_the_view(model: RowsModel[Car], qtbot: QtBot) -> None:
    """Reading the same page again keeps selection and scroll."""
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_rows([replace(car, name="new") for car in cars(1, 2, 3)])
    assert model.row_at(0).name == "new"
    with qtbot.waitSignal(model.modelReset):
        model.set_rows(cars(3, 1))
    assert idents(model) == [3, 1]


def test_next_page_is_appended_once(model: RowsModel[Car]) -> None:
    """A page that overlaps the last one, because rows moved meanwhile, doubles nothing."""
    model.append_rows([Car(3, "moved"), *cars(4, 5)])
    assert idents(model) == [1, 2, 3, 4, 5]
    assert model.row_at(2).name == "moved"


def test_new_rows_come_on_top(model: RowsModel[Car]) -> None:
    """A row that was just made is put first."""
    model.prepend_rows(cars(9))
    assert idents(model) == [9, 1, 2, 3]
    assert model.index_of(1).row() == 1


def test_removed_rows_are_gone_and_the_rest_is_found(model: RowsModel[Car]) -> None:
    """Ids keep pointing at their rows after others went."""
    model.remove([1, 3, 77])
    assert idents(model) == [2]
    assert model.index_of(2).row() == 0
    assert not model.index_of(1).isValid()


def test_more_is_asked_for_once_until_answered(model: RowsModel[Car]) -> None:
    """Scrolling at the end asks for one page at a time, and for none after the last."""
    asked: list[int] = []
    model.more_wanted.connect(lambda: asked.append(1))
    model.fetchMore(QModelIndex())
    assert asked == []
    model.set_has_more(True)
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert asked == [1]
    model.append_rows(cars(4), has_more=True)
    model.fetchMore(QModelIndex())
    assert asked == [1, 1]
    model.append_rows(cars(5), has_more=False)
    assert not model.canFetchMore(QModelIndex())


def test_titles_follow_the_language(
    model: RowsModel[Car], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A title is read when it is shown, and the view is told to read it again."""
    monkeypatch.setitem(TITLES, "name", "Имя")
    with qtbot.waitSignals([model.headerDataChanged, model.dataChanged]):
        model.refresh_texts()
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Имя"


def test_two_rows_with_one_id_are_a_bug(model: RowsModel[Car]) -> None:
    """The view must never show the same record twice as two."""
    with pytest.raises(ValueError, match="same id"):
        model.set_rows(cars(7, 7))


def test_no_row_before_the_first(model: RowsModel[Car]) -> None:
    """An invalid index never quietly means the last row."""
    with pytest.raises(IndexError):
        model.row_at(-1)
