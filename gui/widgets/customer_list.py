"""Customers found by a search, in a list over the page; the last line makes a new one."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from core.services.people import CustomerCard
from gui import assets, formats, theme
from gui.widgets import painting

LINE_HEIGHT = 46
LINES_SHOWN = 7
PAD = 10
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def at_name(card: CustomerCard) -> str:
    """Return "@username" to stand beside the name; empty if there is none or the name is already that."""
    name = f"@{card.customer.username}"
    return name if card.customer.username and name != card.customer.name else ""


def second_line(card: CustomerCard) -> str:
    """Return what tells two customers of one name apart: id and bot."""
    return f"{card.customer.telegram_id} · {card.customer.bot}"


class _Found(QAbstractListModel):
    """The customers found, and after them the line that makes a new one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.cards: list[CustomerCard] = []
        self.text = ""

    def show(self, cards: Sequence[CustomerCard], text: str) -> None:
        self.beginResetModel()
        self.cards, self.text = list(cards), text
        self.endResetModel()

    def card_at(self, row: int) -> CustomerCard | None:
        return self.cards[row] if 0 <= row < len(self.cards) else None

    def create_words(self) -> str:
        if self.text:
            return self.tr("Create customer “{text}”…").replace("{text}", self.text)
        return self.tr("Create customer…")

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.cards) + 1

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        card = self.card_at(index.row())
        if card is None:
            return self.create_words()
        name = f"{card.customer.name} {at_name(card)}".strip()
        return f"{name}, {second_line(card)}, {formats.stars(card.balance)}"


class _Painter(QStyledItemDelegate):
    def __init__(self, model: _Found) -> None:
        super().__init__(model)
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, LINE_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painting.fill_round(painter, box.adjusted(4, 1, -4, -1), theme.color("sel"))
        inside = box.adjusted(PAD + 4, 4, -PAD - 4, -4)
        painter.save()
        card = self._model.card_at(index.row())
        if card is None:
            self._paint_create(painter, inside, option.font)
        else:
            self._paint_card(painter, inside, option.font, card)
        painter.restore()

    def _paint_create(self, painter: QPainter, box: QRectF, font: QFont) -> None:
        icon = QRectF(box.left(), box.top(), 16, box.height())
        assets.paint_icon(painter, icon, "user-plus", theme.color("accent"))
        words = box.adjusted(24, 0, 0, 0)
        medium = painting.weighted(font, QFont.Weight.Medium)
        painting.text_at(painter, words, self._model.create_words(), medium, theme.color("accent"))

    def _paint_card(self, painter: QPainter, box: QRectF, font: QFont, card: CustomerCard) -> None:
        upper = QRectF(box.left(), box.top(), box.width(), box.height() / 2)
        lower = upper.translated(0, box.height() / 2)
        ink = theme.color("text")
        strong = painting.weighted(font, QFont.Weight.DemiBold)
        balance = formats.stars(card.balance)
        right = Qt.AlignmentFlag.AlignRight
        taken = painting.text_at(painter, upper, balance, strong, ink, right)
        names = upper.adjusted(0, 0, -taken - 12, 0)
        width = painting.text_at(painter, names, card.customer.name, strong, ink)
        rest = names.adjusted(width + 8, 0, 0, 0)
        painting.text_at(painter, rest, at_name(card), font, theme.color("muted"))
        painting.text_at(painter, lower, second_line(card), theme.mono_font(), theme.color("faint"))


class CustomerList(QListView):
    """The results of one search. It never takes the focus: the search box keeps it and moves the mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden and empty."""
        super().__init__(parent)
        self._found = _Found(self)
        self.setModel(self._found)
        self.setItemDelegate(_Painter(self._found))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.hide()

    @property
    def text(self) -> str:
        """Return the text whose results these are."""
        return self._found.text

    def show_found(self, cards: Sequence[CustomerCard], text: str) -> None:
        """Hold the results of `text`."""
        self._found.show(cards, text)

    def card_at(self, row: int) -> CustomerCard | None:
        """Return the customer of a line, None for the line that makes a new one."""
        return self._found.card_at(row)

    def point_at(self, row: int) -> str:
        """Mark a line, the nearest one if there is no such, and return its words."""
        index = self._found.index(max(0, min(row, self._found.rowCount() - 1)))
        self.setCurrentIndex(index)
        return str(index.data())

    def open_under(self, box: QWidget) -> None:
        """Show the list under `box`, over everything else in its window and within it."""
        window = box.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        place = box.mapTo(window, QPoint(0, box.height() + 4))
        wanted = min(self._found.rowCount(), LINES_SHOWN) * LINE_HEIGHT + 4
        room = max(2 * LINE_HEIGHT, window.height() - place.y() - 8)
        self.setGeometry(place.x(), place.y(), box.width(), min(wanted, room))
        self.show()
        self.raise_()
