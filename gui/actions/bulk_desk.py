"""Many trainings at once on the page of trainings: the bar under the table, joined with its deeds."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QObject

from core.domain.bulk import BulkKind
from core.domain.training_views import TrainingFilter
from gui import formats
from gui.actions import bulk
from gui.actions.bulk import BulkOffer
from gui.models.trainings_model import TrainingsModel
from gui.widgets.page import Page
from gui.widgets.picked_bar import PickedBar
from gui.widgets.table import Table

DEEDS = {
    BulkKind.RETRY.value: "arrow-clockwise",
    BulkKind.CANCEL.value: "stop-circle",
    BulkKind.REFUND.value: "arrow-u-up-left",
    BulkKind.NOTIFY.value: "paper-plane-tilt",
}
LEAST = 2


class BulkDesk(QObject):
    """Follows what is picked in a table, and does to all of it what is pressed."""

    def __init__(
        self,
        page: Page,
        table: Table,
        model: TrainingsModel,
        *,
        wanted: Callable[[], TrainingFilter],
        matching: Callable[[], int],
    ) -> None:
        """Join the bar with `table`; `wanted` is the filter in force, `matching` how many it lets through."""
        super().__init__(page)
        self._page, self._table, self._model = page, table, model
        self._wanted, self._matching = wanted, matching
        self._is_all = False
        self.bar = PickedBar(DEEDS)
        self.bar.deed_picked.connect(self._on_deed_picked)
        self.bar.all_picked.connect(self._on_all_picked)
        self.bar.cleared.connect(self._on_cleared)
        table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.retell()

    def retell(self) -> None:
        """Say everything again, after another language, filter or operator."""
        core = self._page.core
        labels = {
            BulkKind.RETRY: self.tr("Retry…"),
            BulkKind.CANCEL: self.tr("Cancel…"),
            BulkKind.REFUND: self.tr("Give stars back…"),
            BulkKind.NOTIFY: self.tr("Tell the customers…"),
        }
        for kind, label in labels.items():
            self.bar.set_deed(kind.value, label, bulk.obstacle(core, kind))
        self.bar.clear_button.set_name(self.tr("Pick none"))
        picked, matching = len(self._table.picked_rows()), self._matching()
        if self._is_all:
            words, link = self.tr("All %n that match", "", matching), ""
        else:
            words, link = self.tr("%n picked", "", picked), ""
            if matching > picked:
                link = self.tr("Pick all {count} that match").format(count=formats.count(matching))
        self.bar.say(words, link)
        self.bar.setVisible(self._is_all or picked >= LEAST)

    def _on_selection_changed(self, _on: QItemSelection, _off: QItemSelection) -> None:
        self._is_all = False
        self.retell()

    def _on_all_picked(self) -> None:
        self._is_all = True
        self.retell()

    def _on_cleared(self) -> None:
        self._is_all = False
        current = self._table.currentIndex().row()
        if current >= 0:
            self._table.pick_row(current)
        self.retell()

    def _on_deed_picked(self, key: str) -> None:
        self._page.tasks.start(self._do(BulkKind(key)), "bulk")

    async def _do(self, kind: BulkKind) -> None:
        core, wanted = self._page.core, self._wanted()
        if self._is_all:
            ids = await core.bulk.matching(wanted)
        else:
            ids = tuple(self._model.row_at(row).id for row in self._table.picked_rows())
        offer = BulkOffer(kind=kind, ids=ids, filter_words=self._filter_words(wanted))
        said = await bulk.preview_and_run(self._page, core, offer)
        if said:
            self._page.said.emit(said)

    def _filter_words(self, wanted: TrainingFilter) -> str:
        if not self._is_all:
            return self.tr("picked by hand")
        parts = sorted(status.value for status in wanted.statuses)
        if wanted.text:
            parts.append(f"“{wanted.text}”")
        if wanted.failed_since is not None:
            words = self.tr("failed since {moment}")
            parts.append(words.format(moment=formats.full_moment(wanted.failed_since)))
        return ", ".join(parts) or self.tr("all trainings")
