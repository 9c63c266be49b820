"""The price lists: every version, which is in force, its products and plans, what differs from before."""

from collections.abc import Awaitable, Coroutine
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QSplitter, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.people import Permission
from core.domain.price_changes import changes
from core.domain.price_lists import PriceListEntry
from core.events import Change
from gui import formats
from gui.actions import prices as deeds
from gui.models.price_tables import (
    ChangesModel,
    PlansModel,
    ProductsModel,
    VersionRow,
    VersionsModel,
    version_rows,
)
from gui.widgets.buttons import Button
from gui.widgets.labels import Label
from gui.widgets.page import GAP, Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.table import Table

LIST_WIDTH = 350
TABS = ("products", "plans", "changes")


class PricesPage(Page):
    """Versions at the left, what the one picked says at the right."""

    follows = frozenset({"price_list"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self._entries: list[PriceListEntry] = []
        self._shown = ""
        self.head = PageHead()
        self.import_button = Button(icon="upload-simple")
        self.create_button = Button(kind="primary", icon="plus")
        self.export_button = Button(icon="download-simple")
        self.versions = VersionsModel(core.clock.now, self)
        self.table = Table()
        self.name = Label("", "card_title")
        self.facts = Label("", "muted").wrapped()
        self.tabs = QTabBar()
        self.products = ProductsModel(_language, self)
        self.plans = PlansModel(_language, self)
        self.changes = ChangesModel(self)
        self.tables = {key: Table() for key in TABS}
        self._build()
        self._connect()
        self.translate()

    def new_version(self) -> None:
        """Ask for a version made from the one shown."""
        row = self._row()
        if row is not None:
            self._do(deeds.new_version(self, self.core, row.list), "new")

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read all versions again."""
        self._entries = await self.core.price_lists.entries()
        rows = version_rows(self._entries, self.core.clock.now())
        self.versions.set_rows(rows)
        in_force = next((row for row in rows if row.state == "in force"), None)
        if not self.versions.index_of(self._shown).isValid() and in_force is not None:
            self._shown = in_force.list.version
        self._mark_row()
        self._show()

    def _build(self) -> None:
        for button in (self.import_button, self.create_button):
            self.head.add_right(button)
        self.body.addWidget(self.head)
        self.table.setModel(self.versions)
        self.table.set_widths([column.width for column in self.versions.columns])
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.name)
        column.addWidget(self.facts)
        for key, model in (("products", self.products), ("plans", self.plans), ("changes", self.changes)):
            table = self.tables[key]
            table.set_compact(True)
            table.setModel(model)
            table.set_widths([each.width for each in model.columns])
            self.tabs.addTab("")
        column.addWidget(self.tabs)
        for table in self.tables.values():
            column.addWidget(table, 1)
        column.addWidget(self.export_button, 0, Qt.AlignmentFlag.AlignLeft)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.table)
        splitter.addWidget(right)
        splitter.setHandleWidth(GAP)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([LIST_WIDTH, 3 * LIST_WIDTH])
        self.body.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.create_button.clicked.connect(self.new_version)
        self.import_button.clicked.connect(self._on_import_clicked)
        self.export_button.clicked.connect(self._on_export_clicked)
        self.table.row_picked.connect(self._on_row_picked)
        self.tabs.currentChanged.connect(self._show_tab)

    def _row(self) -> VersionRow | None:
        index = self.versions.index_of(self._shown)
        return self.versions.row_at(index.row()) if index.isValid() else None

    def _do(self, deed: Coroutine[Any, Any, str], key: str) -> None:
        self.tasks.start(self._say(deed), key)

    async def _say(self, deed: Awaitable[str]) -> None:
        said = await deed
        if said:
            self.said.emit(said)

    def _mark_row(self) -> None:
        index = self.versions.index_of(self._shown)
        if index.isValid() and self.table.currentIndex().row() != index.row():
            self.table.pick_row(index.row())

    def _show(self) -> None:
        row = self._row()
        if row is None:
            return
        listed, entry = row.list, row.entry
        self.name.setText(self.tr("Price list {version}").format(version=listed.version))
        self.facts.setText(self._facts(entry))
        self.products.set_rows(listed.products)
        for place in range(len(self.products.columns)):
            self.tables["products"].setColumnHidden(place, place in self.products.unused())
        self.plans.set_rows(sorted(listed.plans, key=lambda plan: plan.rank))
        place = self._entries.index(entry)
        before = self._entries[place + 1].list if place + 1 < len(self._entries) else None
        self.changes.set_rows(changes(before, listed) if before is not None else [])
        self._say_changes(before.version if before is not None else "")
        self._show_tab()

    def _facts(self, entry: PriceListEntry) -> str:
        listed, now = entry.list, self.core.clock.now()
        steps = ", ".join(formats.count(number) for number in listed.offered_steps)
        training = self.tr("A training step costs {price}; offered: {steps}.").format(
            price=formats.stars(listed.stars_per_step), steps=steps
        )
        made = self.tr("In force from {since}. Put in by {actor}, {when}.").format(
            since=formats.full_moment(listed.valid_from),
            actor=entry.actor,
            when=formats.short_moment(entry.made_at, now),
        )
        return "\n".join(part for part in (listed.note, made, training) if part)

    def _say_changes(self, before: str) -> None:
        count = len(self.changes.rows)
        self.tabs.setTabText(2, self.tr("Changes ({count})").format(count=formats.count(count)))
        if before:
            words = self.tr("Nothing differs from {version}.").format(version=before)
        else:
            words = self.tr("This is the first list.")
        self.tables["changes"].empty.set_words(words)

    def _show_tab(self) -> None:
        for place, table in enumerate(self.tables.values()):
            table.setVisible(place == self.tabs.currentIndex())

    def _on_row_picked(self, row: int) -> None:
        if row >= 0 and self.versions.row_at(row).list.version != self._shown:
            self._shown = self.versions.row_at(row).list.version
            self._show()

    def _on_import_clicked(self) -> None:
        self._do(deeds.import_file(self, self.core), "import")

    def _on_export_clicked(self) -> None:
        row = self._row()
        if row is not None:
            self._do(deeds.export_file(self, row.list), "export")

    @override
    def translate(self) -> None:
        self.head.set_title(self.tr("Price lists"))
        self.head.set_counts(
            [CountLink(text=self.tr("invoices and trainings keep the list they were made by"))]
        )
        self.import_button.setText(self.tr("Import…"))
        self.create_button.setText(self.tr("New version…"))
        self.export_button.setText(self.tr("Save as a file…"))
        may = self.core.operator.may(Permission.EDIT_PRICES)
        for button in (self.import_button, self.create_button):
            button.set_obstacle("" if may else self.tr("Your role may not change prices."))
        self.table.setAccessibleName(self.tr("Versions"))
        titles = (self.tr("Products"), self.tr("Plans"), self.tr("Changes"))
        for place, (table, title) in enumerate(zip(self.tables.values(), titles, strict=True)):
            self.tabs.setTabText(place, title)
            table.setAccessibleName(title)
        for model in (self.versions, self.products, self.plans, self.changes):
            model.refresh_texts()
        self._show()


def _language() -> str:
    """Return the window's language as the titles of a list name it."""
    return "ru" if QLocale().language() == QLocale.Language.Russian else "en"
