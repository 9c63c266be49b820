"""Promo codes on the subscriptions page: the list, who used one, making one and switching it off."""

from itertools import count

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.people import Permission
from core.domain.promos import Promo
from gui.forms.form_dialog import ask_form
from gui.forms.promo_form import PromoForm
from gui.models.promos_model import PromoLine, PromosModel, PromoUsesModel
from gui.tasks import TaskScope
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.labels import Label
from gui.widgets.table import Table

_NEW, _SWITCH = "new promo", "switch promo"
SHARES = (720, 420)


class PromoView(QWidget):
    """Codes at the left, who used the one picked at the right.

    Signals:
        said: one sentence about a deed that was done.
        customer_picked: a customer is to be shown; carries the Telegram id.
    """

    said = Signal(str)
    customer_picked = Signal(object)

    def __init__(self, core: Core, tasks: TaskScope, parent: QWidget | None = None) -> None:
        """Build the view; deeds run in `tasks`."""
        super().__init__(parent)
        self._core = core
        self._tasks = tasks
        self._numbers = count(1)
        self._code = ""
        self.model = PromosModel(core.clock.now, self)
        self.uses_model = PromoUsesModel(core.clock.now, self)
        self.table, self.uses = Table(), Table()
        self.create_button = Button(kind="primary", icon="plus")
        self.switch_button = BusyButton(tasks, _SWITCH, icon="power")
        self._caption = Label("", "strong")
        self._build()
        self.translate()

    @property
    def line(self) -> PromoLine | None:
        """Return the code picked."""
        return next((one for one in self.model.rows if one.promo.code == self._code), None)

    async def read(self) -> None:
        """Read the codes again, and who used the one picked."""
        self.table.set_loading(True)
        try:
            found = await self._core.promos.all()
        finally:
            self.table.set_loading(False)
        self.model.set_rows(PromoLine(promo=promo, uses=uses) for promo, uses in found)
        if self.line is None:
            self._code = found[0][0].code if found else ""
        index = self.model.index_of(self._code)
        if index.isValid() and self.table.currentIndex().row() != index.row():
            self.table.pick_row(index.row())
        await self._read_uses()

    def new_promo(self) -> None:
        """Ask for a new code."""
        self._tasks.start(self._new(), _NEW)

    async def _read_uses(self) -> None:
        code = self._code
        found = await self._core.promos.uses(code) if code else []
        if code == self._code:
            self.uses_model.set_rows(found)
            self._tell()

    async def _new(self) -> None:
        price_list = await self._core.price_lists.current()

        async def save(promo: Promo) -> Promo:
            return await self._core.promos.create(promo, self._core.operator)

        form = PromoForm(self.window(), price_list, self._core.clock.now(), save)
        made = await ask_form(form)
        if made is not None:
            self._code = made.code
            self.said.emit(self.tr("The code {code} is ready.").format(code=made.code))

    async def _switch(self) -> None:
        line = self.line
        if line is None:
            return
        is_on = not line.promo.is_on
        await self._core.promos.switch(line.promo.code, is_on=is_on, operator=self._core.operator)
        words = self.tr("The code {code} is on.") if is_on else self.tr("The code {code} is off.")
        self.said.emit(words.format(code=line.promo.code))

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.set_widths([column.width for column in self.model.columns])
        self.uses.setModel(self.uses_model)
        self.uses.set_widths([column.width for column in self.uses_model.columns])
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._caption, 1)
        head.addWidget(self.switch_button)
        column.addLayout(head)
        column.addWidget(self.uses, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(16)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(right)
        splitter.setSizes(list(SHARES))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.table.row_picked.connect(self._on_picked)
        self.table.empty.action_picked.connect(self.new_promo)
        self.uses.row_opened.connect(self._on_use_opened)
        self.switch_button.clicked.connect(self._on_switch)
        self.create_button.clicked.connect(self.new_promo)

    def _on_picked(self, row: int) -> None:
        if row >= 0 and self.model.row_at(row).promo.code != self._code:
            self._code = self.model.row_at(row).promo.code
            self._tasks.start(self._read_uses(), ("uses", next(self._numbers)))

    def _on_use_opened(self, row: int) -> None:
        self.customer_picked.emit(self.uses_model.row_at(row).customer_id)

    def _on_switch(self) -> None:
        self._tasks.start(self._switch(), _SWITCH)

    def _tell(self) -> None:
        line = self.line
        self._caption.setText(self.tr("Who used {code}").format(code=self._code) if line else "")
        self.switch_button.setVisible(line is not None)
        is_on = line is not None and line.promo.is_on
        self.switch_button.setText(self.tr("Switch off") if is_on else self.tr("Switch on"))
        may = self._core.operator.may(Permission.MANAGE_PLANS)
        self.switch_button.set_available(may)
        self.create_button.setEnabled(may)

    def translate(self) -> None:
        """Say everything in the language in force."""
        self.create_button.setText(self.tr("New code"))
        self.table.setAccessibleName(self.tr("Promo codes"))
        self.uses.setAccessibleName(self.tr("Who used the code"))
        self.table.empty.set_words(self.tr("There are no promo codes yet."), self.tr("New code"))
        self.uses.empty.set_words(self.tr("Nobody has used it yet."))
        self.model.refresh_texts()
        self.uses_model.refresh_texts()
        self._tell()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.translate()
