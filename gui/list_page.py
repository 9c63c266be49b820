"""What the pages with one long list share: what narrows it, the table, and one row in full beside it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.container import Core
from gui.models.paged_rows import PagedRows
from gui.models.rows_model import RowsModel
from gui.widgets.choice_filters import ChoiceFilters
from gui.widgets.details_pane import DetailsPane
from gui.widgets.filter_bar import FilterBar
from gui.widgets.page import Page
from gui.widgets.page_head import PageHead
from gui.widgets.search_box import SearchBox
from gui.widgets.splitter import beside
from gui.widgets.table import Table

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SEARCH_WIDTH = 340

R = TypeVar("R")
F = TypeVar("F", bound="DataclassInstance")


class ListPage(Page, Generic[R, F]):
    """Base of a page that shows a list by its key, a page of rows at a time, and one of its rows in full.

    A subclass makes `model` and `pane`, calls `_join`, and adds what is its own. It says how rows are read
    and what is shown of them in the methods below that raise NotImplementedError; the filter is a dataclass
    with a field `text`.
    """

    model: RowsModel[R]
    pane: DetailsPane

    def __init__(
        self, core: Core, everything: F, choices: Sequence[str], parent: QWidget | None = None
    ) -> None:
        """Show `everything` at first; `choices` are the keys of what it can be narrowed by."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self.wanted = everything
        self._everything = everything
        self._numbers = count(1)
        self.head = PageHead()
        self.search = SearchBox(hint="Ctrl K", width=SEARCH_WIDTH)
        self.filters = FilterBar()
        self.choices = ChoiceFilters(choices)
        self.table = Table()

    def show_only(self, wanted: F) -> None:
        """Narrow the table; the first page of what matches is read at once."""
        self.wanted = wanted
        self._list.look_at(self._read_page, keep_rows=True)
        self._show_filter()
        self.tasks.start(self._read_table(), ("list", next(self._numbers)))

    def show_all(self) -> None:
        """Narrow the table no more."""
        self.search.set_text_silently("")
        self.choices.set_values(dict.fromkeys(self.choices.values, ""))
        self.show_only(self._everything)

    # -- what a subclass says ------------------------------------------------------------------------------

    async def _read_page(self, after: Any, limit: int) -> Sequence[R]:
        """Return at most so many rows after the one with this key, from the beginning for None."""
        raise NotImplementedError

    async def _read_more(self) -> None:
        """Read what is shown of the list besides its rows."""

    def _show_read(self) -> None:
        """Show what `_read_more` read, also in another language."""

    def _show_filter(self) -> None:
        """Let the bar say what the table is narrowed by."""
        raise NotImplementedError

    def _narrow(self, values: dict[str, str]) -> None:
        """Narrow the table by the choices made."""
        raise NotImplementedError

    def _shown_key(self) -> Hashable:
        """Return the id in the model of the row shown in full."""
        raise NotImplementedError

    def _look_at(self, row: R) -> None:
        """Show a row in full."""
        raise NotImplementedError

    def _open(self, row: R) -> None:
        """Do what a double click or Enter on a row asks for."""
        self._look_at(row)

    def _look_away(self) -> None:
        """Show no row in full any more."""
        raise NotImplementedError

    def _fill_empty(self) -> None:
        """Do what the empty list offers when it is not narrowed."""

    @override
    def translate(self) -> None:
        """Say everything in the language of the window; a subclass says its own words first."""
        self.model.refresh_texts()
        self._show_filter()
        self._show_read()

    # -- what all share ------------------------------------------------------------------------------------

    def _join(self, key: Callable[[Any], Hashable], details_width: int) -> None:
        """Join table, model and pane; `key` tells by what rows are read on from."""
        self._list = PagedRows(self.model, key=key)
        self.head.add_right(self.search)
        self.filters.box.hide()  # the search box of the head looks through the same list
        self.table.setModel(self.model)
        self.table.set_widths([column.width for column in self.model.columns], spare=self.model.spare)
        self.pane.hide()
        self.splitter = beside(self.table, self.pane, details_width)
        self.search.text_settled.connect(self._on_searched)
        self.search.left_down.connect(self.table.setFocus)
        self.choices.chosen.connect(self._narrow)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.table.row_picked.connect(self._on_row_picked)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.clicked.connect(self._on_row_clicked)
        self.table.empty.action_picked.connect(self._on_empty_action)
        self.pane.close_picked.connect(self._on_pane_closed)
        self._list.look_at(self._read_page)

    async def _read_table(self) -> None:
        self.table.set_loading(True)
        try:
            is_newest = await self._list.reread()
            await self._read_more()
        finally:
            self.table.set_loading(False)
        if is_newest:
            self._show_read()
            self._mark_row()

    def _mark_row(self) -> None:
        """Keep the row marked that is shown in full."""
        index = self.model.index_of(self._shown_key())
        if index.isValid() and self.table.currentIndex().row() != index.row():
            self.table.pick_row(index.row())

    def _on_searched(self, text: str) -> None:
        self.show_only(replace(self.wanted, text=text))

    def _on_empty_action(self) -> None:
        if self.wanted == self._everything:
            self._fill_empty()
        else:
            self.show_all()

    def _on_more_wanted(self) -> None:
        self.tasks.start(self._list.read_on(), "more")

    def _on_row_picked(self, row: int) -> None:
        if row >= 0:
            self._look_at(self.model.row_at(row))

    def _on_row_opened(self, row: int) -> None:
        self._open(self.model.row_at(row))

    def _on_row_clicked(self) -> None:
        self._on_row_picked(self.table.currentIndex().row())

    def _on_pane_closed(self) -> None:
        self._look_away()
        self.table.clearSelection()
        self.table.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pane.isVisible():
            self._on_pane_closed()
        else:
            super().keyPressEvent(event)
