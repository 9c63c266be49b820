"""Finds a customer as one types: by name, @username or Telegram id; the keyboard is enough.

The results stand in a list over the page, so nothing moves while one types; its last line makes a customer.
"""

from collections.abc import Awaitable, Callable, Sequence
from itertools import count

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.services.people import CustomerCard
from gui import formats
from gui.tasks import TaskScope
from gui.widgets.buttons import Button
from gui.widgets.customer_list import CustomerList, at_name, second_line
from gui.widgets.labels import ElidedLabel, Label
from gui.widgets.search_box import SearchBox

_Index = QModelIndex | QPersistentModelIndex

Find = Callable[[str], Awaitable[Sequence[CustomerCard]]]
"""Returns the customers that match a text, the likeliest first."""


HEIGHT = 38
"""The same before and after a customer is picked, so that the form under it does not move."""


class _Chosen(QFrame):
    """The customer that was picked."""

    def __init__(self) -> None:
        super().__init__()
        self._name = ElidedLabel("", "card_title")
        self._second = Label("", "mono").selectable()
        self._balance = Label("", "figure").selectable()
        self.change = Button()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._second)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(words, 1)
        layout.addWidget(self._balance)
        layout.addWidget(self.change)
        self.retranslate()

    def show_card(self, card: CustomerCard) -> None:
        self._name.set_full_text(f"{card.customer.name} {at_name(card)}".strip())
        self._second.setText(second_line(card))
        self._balance.setText(formats.stars(card.balance))
        self._balance.setAccessibleName(self.tr("Balance") + " " + formats.stars(card.balance))

    def retranslate(self) -> None:
        self.change.setText(self.tr("Change"))
        self.change.setAccessibleName(self.tr("Choose another customer"))


class CustomerPicker(QWidget):
    """A search box that becomes the customer once one is picked.

    Signals:
        picked: another customer is picked; carries the card, None when it was taken back.
        create_wanted: a new customer is wanted; carries what was typed.
    """

    picked = Signal(object)
    create_wanted = Signal(str)

    def __init__(self, tasks: TaskScope, find: Find, parent: QWidget | None = None) -> None:
        """Search with `find`, in tasks of `tasks`, so that its owner tells what goes wrong."""
        super().__init__(parent)
        self._tasks = tasks
        self._find = find
        self._numbers = count(1)
        self._newest = 0
        self._customer: CustomerCard | None = None
        self._is_pick_due = False
        self.box = SearchBox()
        self.create_button = Button(icon="user-plus")
        self.list = CustomerList(self)
        self._chosen = _Chosen()
        self._search_row = QWidget()
        self._build()
        self._connect()
        self._retranslate()

    @property
    def customer(self) -> CustomerCard | None:
        """Return the card of the customer picked, None while there is none."""
        return self._customer

    def set_customer(self, card: CustomerCard | None) -> None:
        """Show `card` as picked, or the empty search, without a signal."""
        self._customer = card
        self.close_list()
        self._search_row.setVisible(card is None)
        self._chosen.setVisible(card is not None)
        self.setFocusProxy(self.box if card is None else self._chosen.change)
        if card is not None:
            self._chosen.show_card(card)
            self.box.set_text_silently("")

    def close_list(self) -> None:
        """Put the results away."""
        self._is_pick_due = False
        self._newest = next(self._numbers)
        self.list.hide()

    def search(self, text: str) -> None:
        """Look for `text` and show what is found; an older search still on its way is forgotten."""
        self._newest = next(self._numbers)
        self._tasks.start(self._search(text, self._newest), ("find customers", id(self), self._newest))

    async def _search(self, text: str, number: int) -> None:
        cards = await self._find(text)
        if number == self._newest and self._customer is None:
            self.list.show_found(cards, text)
            if self._is_pick_due and len(cards) == 1:
                self._pick(cards[0])
            else:
                self._open_list()
            self._is_pick_due = False

    def _build(self) -> None:
        row = QHBoxLayout(self._search_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self.create_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._search_row)
        layout.addWidget(self._chosen)
        self._chosen.hide()
        for each in (self._search_row, self._chosen):
            each.setMinimumHeight(HEIGHT)
        self.setFocusProxy(self.box)

    def _connect(self) -> None:
        self.box.installEventFilter(self)
        self.box.text_settled.connect(self._on_text_settled)
        self.create_button.clicked.connect(self._on_create_clicked)
        self._chosen.change.clicked.connect(self._on_change_clicked)
        self.list.clicked.connect(self._on_line_clicked)

    def _open_list(self) -> None:
        self.list.open_under(self.box)
        self._point_at(0)

    def _point_at(self, row: int) -> None:
        self.box.setAccessibleDescription(self.list.point_at(row))

    def _pick(self, card: CustomerCard) -> None:
        self.set_customer(card)
        self.picked.emit(card)

    def _take_line(self, row: int) -> None:
        card = self.list.card_at(row)
        if card is not None:
            self._pick(card)
        else:
            self._on_create_clicked()

    def _on_text_settled(self, text: str) -> None:
        self._is_pick_due = False
        self.search(text)

    def _on_line_clicked(self, index: _Index) -> None:
        self._take_line(index.row())

    def _on_create_clicked(self) -> None:
        self.close_list()
        self.create_wanted.emit(self.box.text().strip())

    def _on_change_clicked(self) -> None:
        self.set_customer(None)
        self.picked.emit(None)
        self.box.setFocus()

    def _on_enter(self) -> None:
        text = self.box.text().strip()
        if self.list.isVisible() and self.list.text == text:
            self._take_line(self.list.currentIndex().row())
            return
        self._is_pick_due = True
        self.box.set_text_silently(self.box.text())
        self.search(text)

    def _on_key(self, key: int) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
        if step and self.list.isVisible():
            self._point_at(self.list.currentIndex().row() + step)
        elif step == 1:
            self.search(self.box.text().strip())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        elif key == Qt.Key.Key_Escape and self.list.isVisible():
            self.close_list()
        else:
            return False
        return True

    def _retranslate(self) -> None:
        self.box.set_placeholder(self.tr("Name, @username or Telegram id"))
        self.create_button.setText(self.tr("Create customer…"))
        self.list.setAccessibleName(self.tr("Customers found"))
        self._chosen.retranslate()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box:
            kind = event.type()
            if isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
                plain = event.modifiers() in (
                    Qt.KeyboardModifier.NoModifier,
                    Qt.KeyboardModifier.KeypadModifier,
                )
                if plain and self._on_key(event.key()):
                    return True
            elif isinstance(event, QKeyEvent) and kind == QEvent.Type.ShortcutOverride:
                if event.key() == Qt.Key.Key_Escape and (self.list.isVisible() or self.box.text()):
                    event.accept()  # Escape here is the list's or the box's, not the page's
                    return True
            elif kind == QEvent.Type.FocusOut:
                self.list.hide()
            elif kind == QEvent.Type.MouseButtonPress and not self.list.isVisible():
                self.search(self.box.text().strip())
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
