"""Who works here: operators with their roles and passwords, and what an admin does with them."""

from collections.abc import Awaitable, Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.container import Core
from core.domain.people import Operator, Permission
from core.events import Change
from gui import formats, texts
from gui.actions import operators as deeds
from gui.actions import session
from gui.models.operators_model import OperatorsModel, state_word
from gui.widgets.buttons import BusyButton
from gui.widgets.details_pane import DetailsPane
from gui.widgets.fact_rows import Fact, FactGroup, FactRows
from gui.widgets.labels import Label
from gui.widgets.page import Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.scrolled import scrolled
from gui.widgets.splitter import beside
from gui.widgets.table import Table

DETAILS_WIDTH = 440
_ADD, _OWN, _DEED = "add operator", "own password", "deed"

Deed = Callable[[Page, Core, Operator], Awaitable[None]]


class OperatorsPage(Page):
    """All operators, and the details of one.

    Signals:
        deeds_wanted: what an operator did is to be shown; carries the name.
    """

    deeds_wanted = Signal(str)

    follows = frozenset({"operator"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self._shown_id = ""
        self.head = PageHead()
        self.own = BusyButton(self.tasks, _OWN, icon="key")
        self.add_button = BusyButton(self.tasks, _ADD, kind="primary", icon="plus")
        self.hint = Label("", "muted").wrapped()
        self.model = OperatorsModel(core.clock.now, self)
        self.table = Table()
        self.pane = DetailsPane()
        self.facts = FactRows()
        self.meaning = Label("", "muted").wrapped()
        self.rename, self.role, self.reset = (BusyButton(self.tasks, _DEED) for _ in range(3))
        self.switch = BusyButton(self.tasks, _DEED, kind="danger")
        self._build()
        self._connect()
        self.translate()

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read all operators again."""
        self.table.set_loading(True)
        try:
            found = await self.core.operators.all()
            must = await self.core.sessions.must_sign_in()
        finally:
            self.table.set_loading(False)
        self.model.own_id = self.core.operator.id
        self.model.set_rows(found)
        self.model.refresh_texts()
        active = sum(one.is_active for one in found)
        self.head.set_counts([CountLink(text=self.tr("%n may work", "", active))])
        self._show_hint(must=must)
        self._show_rights()
        self._show_shown()

    def _build(self) -> None:
        self.head.add_right(self.own)
        self.head.add_right(self.add_button)
        self.table.setModel(self.model)
        self.table.set_widths([column.width for column in self.model.columns])
        self.pane.add_tab("about", "", scrolled(self.meaning, self.facts))
        for button in (self.rename, self.role, self.reset, self.switch):
            self.pane.add_action(button)
        self.pane.hide()
        for widget in (self.head, self.hint):
            self.body.addWidget(widget)
        self.body.addWidget(beside(self.table, self.pane, DETAILS_WIDTH), 1)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add_clicked)
        self.own.clicked.connect(self._on_own_clicked)
        self.table.row_picked.connect(self._on_row_picked)
        self.table.clicked.connect(self._on_row_clicked)
        self.table.row_opened.connect(self._on_row_picked)
        self.pane.close_picked.connect(self._on_pane_closed)
        self.pane.open_picked.connect(self._on_open_picked)
        self.pane.copy_picked.connect(self._on_copy_picked)
        self.facts.copied.connect(self._on_copied)
        for button, deed in (
            (self.rename, deeds.rename),
            (self.role, deeds.change_role),
            (self.reset, deeds.reset_password),
            (self.switch, deeds.switch),
        ):
            button.clicked.connect(partial(self._on_deed_clicked, deed))

    def _shown(self) -> Operator | None:
        return next((one for one in self.model.rows if one.id == self._shown_id), None)

    def _show_shown(self) -> None:
        one = self._shown()
        self.pane.setVisible(one is not None)
        if one is None:
            return
        never = self.tr("never")
        seen = formats.full_moment(one.last_seen_at) if one.last_seen_at is not None else never
        self.pane.set_head(one.name, f"{texts.role_word(one.role)} · {state_word(one)}")
        self.facts.set_groups(
            [
                FactGroup(
                    caption="",
                    facts=(
                        Fact(label=self.tr("Role"), value=texts.role_word(one.role)),
                        Fact(label=self.tr("State"), value=state_word(one)),
                        Fact(label=self.tr("Last seen"), value=seen),
                        Fact(label=self.tr("Id"), value=one.id, is_mono=True, is_copied=True),
                    ),
                )
            ]
        )
        self.meaning.setText(texts.role_meaning(one.role))
        self.pane.set_openable(True, self.tr("Show what {name} did").format(name=one.name))
        self.switch.setText(self.tr("Switch off") if one.is_active else self.tr("Switch on"))

    def _show_hint(self, *, must: bool) -> None:
        if not must:
            words = self.tr(
                "Nobody has a password yet, so the desk belongs to whoever sits at it. Set your own first; "
                "from then on everybody signs in and the window locks when nobody is there."
            )
        elif not self.core.operator.may(Permission.MANAGE_OPERATORS):
            words = self.tr(
                "Only an admin adds operators or changes them; your own password you change yourself."
            )
        else:
            words = ""
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    def _show_rights(self) -> None:
        operator = self.core.operator
        may = operator.may(Permission.MANAGE_OPERATORS)
        self.own.set_available(operator.is_active)
        self.own.setText(
            self.tr("Change my password") if operator.has_password else self.tr("Set my password")
        )
        self.add_button.set_available(may and operator.has_password)
        why = "" if may else self.tr("Your role does not allow it")
        if may and not operator.has_password:
            why = self.tr("Set your own password first")
        self.add_button.setToolTip(why)
        for button in (self.rename, self.role, self.reset, self.switch):
            button.set_obstacle("" if may else why)

    # -- what the operator touches -------------------------------------------------------------------------

    def _on_row_picked(self, row: int) -> None:
        if row >= 0:
            self._shown_id = self.model.row_at(row).id
            self._show_shown()

    def _on_row_clicked(self) -> None:
        self._on_row_picked(self.table.currentIndex().row())

    def _on_pane_closed(self) -> None:
        self._shown_id = ""
        self._show_shown()
        self.table.clearSelection()
        self.table.setFocus()

    def _on_open_picked(self) -> None:
        one = self._shown()
        if one is not None:
            self.deeds_wanted.emit(one.name)

    def _on_copy_picked(self) -> None:
        QGuiApplication.clipboard().setText(self._shown_id)
        self._on_copied(self.tr("Id"))

    def _on_copied(self, label: str) -> None:
        self.said.emit(self.tr("Copied: {label}").format(label=label))

    def _on_add_clicked(self) -> None:
        self.tasks.start(self._add(), _ADD)

    async def _add(self) -> None:
        made = await deeds.add(self, self.core)
        if made is not None:
            self._shown_id = made.id
            self.reread()

    def _on_own_clicked(self) -> None:
        self.tasks.start(self._own(), _OWN)

    async def _own(self) -> None:
        said = await session.set_own_password(self, self.core)
        if said:
            self.said.emit(said)

    def _on_deed_clicked(self, deed: Deed, *_: object) -> None:
        one = self._shown()
        if one is not None:
            self.tasks.start(self._do(deed, one), _DEED)

    async def _do(self, deed: Deed, one: Operator) -> None:
        await deed(self, self.core, one)

    @override
    def translate(self) -> None:
        self.head.set_title(self.tr("Operators"))
        self.add_button.setText(self.tr("Add operator"))
        self.rename.setText(self.tr("Rename"))
        self.role.setText(self.tr("Role"))
        self.reset.setText(self.tr("Password"))
        self.table.setAccessibleName(self.tr("Operators"))
        self.pane.set_tab_title("about", self.tr("About"))
        self.model.refresh_texts()
        self._show_rights()
        self._show_shown()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pane.isVisible():
            self._on_pane_closed()
        else:
            super().keyPressEvent(event)
