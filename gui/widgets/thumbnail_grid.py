"""Photos as a grid: a mark on each bad one with the reason in words, a badge on each that has a caption."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from gui import assets, theme
from gui.widgets import painting

SIDE = 96
GAP = 8
BADGE = 20

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnail:
    """One photo: its name, the bytes of a small picture (empty if unreadable), what is wrong with it."""

    name: str
    picture: bytes = b""
    problem: str = ""
    is_warning: bool = False
    caption: str = ""

    def spoken(self) -> str:
        """Return what a tooltip and a screen reader say."""
        return "\n".join(part for part in (self.name, self.problem, self.caption) if part)


class _Thumbnails(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: list[Thumbnail] = []
        self.pictures: list[QPixmap] = []

    def set_items(self, items: Sequence[Thumbnail]) -> None:
        self.beginResetModel()
        self.items = list(items)
        self.pictures = [_picture(item.picture) for item in items]
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.items)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.spoken()
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, model: _Thumbnails) -> None:
        super().__init__(model)
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(SIDE, SIDE)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item, picture = self._model.items[index.row()], self._model.pictures[index.row()]
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_picture(painter, box, picture)
        tone = "warn" if item.is_warning else "bad"
        if item.problem:
            painting.stroke_round(painter, box, theme.color(tone), 2)
            self._paint_badge(painter, box, "warning-circle-fill", tone, at_right=True)
        if item.caption:
            self._paint_badge(painter, box, "text-aa", "muted", at_right=False)
        state = option.state
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring(painter, box)
        painter.restore()

    def _paint_picture(self, painter: QPainter, box: QRectF, picture: QPixmap) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(box, painting.RADIUS, painting.RADIUS)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(box, theme.color("mute_soft"))
        if picture.isNull():
            middle = QRectF(box.center().x() - 14, box.center().y() - 14, 28, 28)
            assets.paint_icon(painter, middle, "image", theme.color("faint"))
        else:
            side = min(picture.width(), picture.height())
            source = QRectF((picture.width() - side) / 2, (picture.height() - side) / 2, side, side)
            painter.drawPixmap(box, picture, source)
        painter.restore()

    def _paint_badge(self, painter: QPainter, box: QRectF, icon: str, tint: str, *, at_right: bool) -> None:
        left = box.right() - BADGE - 5 if at_right else box.left() + 5
        spot = QRectF(left, box.top() + 5, BADGE, BADGE)
        painting.fill_round(painter, spot, theme.color("raised"), BADGE / 2)
        assets.paint_icon(painter, spot.adjusted(3, 3, -3, -3), icon, theme.color(tint))


class ThumbnailGrid(QListView):
    """A grid of photos that wraps with the width; arrow keys walk through it.

    Signals:
        photo_picked: a photo is current; carries its place in the list.
    """

    photo_picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without photos."""
        super().__init__(parent)
        self._photos = _Thumbnails(self)
        self.setModel(self._photos)
        self.setItemDelegate(_Painter(self._photos))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(GAP // 2)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    @property
    def photos(self) -> tuple[Thumbnail, ...]:
        """Return the photos shown."""
        return tuple(self._photos.items)

    def set_photos(self, photos: Sequence[Thumbnail]) -> None:
        """Show these photos."""
        if tuple(photos) != self.photos:
            self._photos.set_items(photos)

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.photo_picked.emit(current.row())


def _picture(data: bytes) -> QPixmap:
    """Return the picture, an empty one if the bytes are none: the reason is already in words."""
    made = QPixmap()
    made.loadFromData(data)
    return made
