"""Many failure groups at once: the bar under their list, joined with what is ticked there."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from core.domain.failure_groups import FailureFilter, FailureGroup
from gui.actions.bulk import GROUP_DEEDS, FailureWish, obstacle
from gui.models.failure_groups_model import FailureGroupsModel
from gui.widgets.bulk_bar import BulkBar
from gui.widgets.page import Page
from gui.widgets.table import Table


class GroupTicks(QObject):
    """Follows what is ticked in the list of groups.

    Signals:
        bulk_wanted: a deed with many groups, or the attempts in them; carries a `FailureWish`.
    """

    bulk_wanted = Signal(object)

    def __init__(
        self, page: Page, table: Table, model: FailureGroupsModel, wanted: Callable[[], FailureFilter]
    ) -> None:
        """Join a bar with `table`; `wanted` is the filter in force."""
        super().__init__(page)
        self._page, self._table, self._model, self._wanted = page, table, model, wanted
        self.bar = BulkBar()
        self.bar.offer(GROUP_DEEDS)
        self.bar.all_toggled.connect(self.retell)
        self.bar.picked.connect(self._on_picked)
        model.ticked.connect(self.retell)
        table.clicked.connect(self._on_clicked)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._on_space)

    @property
    def meant(self) -> tuple[FailureGroup, ...]:
        """Return the groups that a deed would be about."""
        return self._model.rows if self.bar.is_all else self._model.ticked_rows

    def forget(self) -> None:
        """Mean nothing any more: another filter shows other groups."""
        self.bar.set_all(False)
        self._model.tick_none()

    def retell(self, *_: object) -> None:
        """Say what is ticked, after another tick, list, language or operator."""
        groups = self.meant
        if groups:
            attempts = sum(one.attempts for one in groups)
            words = self.tr("%n group(s)", "", len(groups)) + " · " + self.tr("%n attempt(s)", "", attempts)
        else:
            words = self.tr("None ticked")
        self.bar.show_counts(words, self.tr("All %n shown", "", len(self._model.rows)), is_any=bool(groups))
        for deed, kind in GROUP_DEEDS.items():
            self.bar.set_obstacle(deed, obstacle(self._page.core, kind))

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._model.toggle([index.row()])

    def _on_space(self) -> None:
        rows = self._table.picked_rows()
        if rows:
            self._model.toggle(rows)

    def _on_picked(self, deed: str) -> None:
        ids = tuple(one.id for one in self.meant)
        self.bulk_wanted.emit(
            FailureWish(deed=deed, group_ids=ids, is_all=self.bar.is_all, wanted=self._wanted())
        )
