"""Paints the cells of every table: the ground of the row, then the shape the column gave.

The shape comes under `Qt.UserRole` (see `gui.models.rows_model.Column.cell`); without one the display text
is painted in the column's alignment. Colours are asked for at paint time, so the theme needs no care.
"""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui import assets, theme
from gui.widgets import painting
from gui.widgets.cells import Amount, Bar, Pill, Plain, Spark, Tick, TwoLines, TwoTone

PAD = 10
GAP = 8
BAR_WIDTH = 30
STATE_ICON = 14
FOCUS_BAR = 3
LINE = 19
LEAST_FAINT = 48
"""Less of a second word than this says nothing, and is left out."""

_Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Paints whole rows: selected, under the pointer, current."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with no row under the pointer."""
        super().__init__(parent)
        self.hovered_row = -1
        self._mono = theme.mono_font()

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        box: QRect = option.rect
        painter.save()
        painter.setClipRect(box)
        self._paint_ground(painter, option, index)
        content = QRectF(box.adjusted(PAD, 0, -PAD, -1))
        cell = index.data(Qt.ItemDataRole.UserRole)
        if cell is None:
            align = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            painting.text_at(painter, content, text, option.font, theme.color("text"), _across(align))
        else:
            align = _across(index.data(Qt.ItemDataRole.TextAlignmentRole))
            self._paint_cell(painter, content, option.font, cell, align)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return what the cell would need, for "fit this column"."""
        metrics = QFontMetrics(painting.weighted(option.font, QFont.Weight.DemiBold))
        width = metrics.horizontalAdvance(str(index.data(Qt.ItemDataRole.DisplayRole) or ""))
        extra = 0
        match index.data(Qt.ItemDataRole.UserRole):
            case Pill(text, _, icon):
                width = painting.pill_width(option.font, text, icon)
            case Bar():
                extra = BAR_WIDTH + GAP
            case Amount():
                extra = STATE_ICON + GAP
            case Plain(text, mono=True):
                width = QFontMetrics(self._mono).horizontalAdvance(text)
            case TwoTone():
                extra = GAP
        return QSize(width + extra + 2 * PAD, 38)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        box: QRect = option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(box, theme.color("sel"))
        elif index.row() == self.hovered_row:
            painter.fillRect(box, theme.color("hover"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.color("line"))
        view = option.widget
        if is_selected and index.column() == 0 and view is not None and view.hasFocus():
            painter.fillRect(QRect(box.left(), box.top(), FOCUS_BAR, box.height() - 1), theme.color("accent"))

    def _paint_cell(
        self, painter: QPainter, box: QRectF, font: QFont, cell: object, align: Qt.AlignmentFlag
    ) -> None:
        match cell:
            case Pill(text, tone, icon):
                painting.paint_pill(painter, box.toRect(), font, text, icon, tone)
            case Bar():
                self._paint_bar(painter, box, font, cell)
            case TwoTone():
                self._paint_two_tone(painter, box, font, cell)
            case Amount():
                self._paint_amount(painter, box, font, cell)
            case Plain():
                self._paint_plain(painter, box, font, cell, align)
            case TwoLines():
                self._paint_two_lines(painter, box, font, cell, align)
            case Spark(values, tone):
                painting.paint_spark(painter, box, values, tone)
            case Tick(is_on):
                painting.paint_tick(painter, box, is_on=is_on)
            case _:
                raise TypeError(f"no way to paint a {type(cell).__name__} in a cell")

    def _paint_plain(
        self, painter: QPainter, box: QRectF, font: QFont, cell: Plain, align: Qt.AlignmentFlag
    ) -> None:
        used = self._mono if cell.mono else font
        if cell.strong:
            used = painting.weighted(used, QFont.Weight.DemiBold)
        painting.text_at(painter, box, cell.text, used, theme.color(cell.tint), align)

    def _paint_two_lines(
        self, painter: QPainter, box: QRectF, font: QFont, cell: TwoLines, align: Qt.AlignmentFlag
    ) -> None:
        first = painting.weighted(font, QFont.Weight.DemiBold) if cell.strong else font
        if not cell.second:
            painting.text_at(painter, box, cell.first, first, theme.color(cell.tint), align)
            return
        middle = box.center().y()
        above = QRectF(box.left(), middle - LINE, box.width(), LINE)
        below = QRectF(box.left(), middle, box.width(), LINE)
        painting.text_at(painter, above, cell.first, first, theme.color(cell.tint), align)
        second = self._mono if cell.mono else painting.weighted(font, QFont.Weight.Normal, 12)
        painting.text_at(painter, below, cell.second, second, theme.color("faint"), align)

    def _paint_bar(self, painter: QPainter, box: QRectF, font: QFont, cell: Bar) -> None:
        if cell.fraction is not None:
            top = box.center().y() - painting.BAR_HEIGHT / 2
            bar = QRectF(box.left(), top, BAR_WIDTH, painting.BAR_HEIGHT)
            painting.paint_bar(painter, bar, cell.fraction, cell.tone)
            box = box.adjusted(BAR_WIDTH + GAP + 2, 0, 0, 0)
        small = painting.weighted(font, QFont.Weight.Normal, 12)
        painting.text_at(painter, box, cell.text, small, theme.color(cell.tint))

    def _paint_two_tone(self, painter: QPainter, box: QRectF, font: QFont, cell: TwoTone) -> None:
        strong = painting.weighted(font, QFont.Weight.DemiBold)
        used = painting.text_at(painter, box, cell.strong, strong, theme.color("text"))
        rest = box.adjusted(used + GAP, 0, 0, 0)
        small = painting.weighted(font, QFont.Weight.Normal, 12)
        if cell.faint and rest.width() > min(LEAST_FAINT, QFontMetrics(small).horizontalAdvance(cell.faint)):
            painting.text_at(painter, rest, cell.faint, small, theme.color("faint"))

    def _paint_amount(self, painter: QPainter, box: QRectF, font: QFont, cell: Amount) -> None:
        figures = box.adjusted(0, 0, -(STATE_ICON + GAP), 0)
        medium = painting.weighted(font, QFont.Weight.Medium)
        right = Qt.AlignmentFlag.AlignRight
        painting.text_at(painter, figures, cell.text, medium, theme.color(cell.tint), right)
        if cell.icon:
            spot = QRectF(box.right() - STATE_ICON, box.center().y() - STATE_ICON / 2, STATE_ICON, STATE_ICON)
            assets.paint_icon(painter, spot, cell.icon, theme.color(cell.tone.value))


def _across(align: object) -> Qt.AlignmentFlag:
    """Return only the horizontal part of an alignment; anything but an alignment is the left."""
    flags = align if isinstance(align, Qt.AlignmentFlag) else Qt.AlignmentFlag.AlignLeft
    return flags & Qt.AlignmentFlag.AlignHorizontal_Mask
