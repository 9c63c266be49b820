"""Shapes that several widgets paint by hand: rounded grounds, focus rings, pills, bars."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from gui import assets, theme
from gui.theme import Tone

RADIUS = 6.0
FOCUS_PX = 2.0
PILL_HEIGHT = 22
PILL_PAD = 8
PILL_ICON = 12
BAR_HEIGHT = 4
SPARK_HEIGHT = 22
TICK_SIDE = 16


def fill_round(painter: QPainter, box: QRectF, fill: QColor, radius: float = RADIUS) -> None:
    """Fill `box` with rounded corners and no border."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(box, radius, radius)
    painter.restore()


def stroke_round(
    painter: QPainter, box: QRectF, colour: QColor, width: float = 1.0, radius: float = RADIUS
) -> None:
    """Draw a rounded border that lies wholly inside `box`."""
    half = width / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = painter.pen()
    pen.setColor(colour)
    pen.setWidthF(width)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius - half, radius - half)
    painter.restore()


def focus_ring(painter: QPainter, box: QRectF, radius: float = RADIUS) -> None:
    """Draw the focus ring inside `box`."""
    stroke_round(painter, box, theme.color("accent"), FOCUS_PX, radius)


def weighted(font: QFont, weight: QFont.Weight, pixels: int = 0) -> QFont:
    """Return `font` in another weight and, if given, another size."""
    made = QFont(font)
    made.setWeight(weight)
    if pixels:
        made.setPixelSize(pixels)
    return made


def pill_width(font: QFont, text: str, icon: str) -> int:
    """Return how wide a pill with this word and icon is."""
    strong = weighted(font, QFont.Weight.DemiBold, 12)
    inside = QFontMetrics(strong).horizontalAdvance(text)
    return inside + 2 * PILL_PAD + (PILL_ICON + 5 if icon else 0)


def paint_pill(painter: QPainter, box: QRect, font: QFont, text: str, icon: str, tone: Tone) -> None:
    """Paint a state at the left of `box`, in its middle: ground, icon and word."""
    width = min(pill_width(font, text, icon), box.width())
    top = box.top() + (box.height() - PILL_HEIGHT) / 2
    ground = QRectF(box.left(), top, width, PILL_HEIGHT)
    fill_round(painter, ground, theme.color(tone.soft), PILL_HEIGHT / 2)
    ink = theme.color(tone.value)
    left = ground.left() + PILL_PAD
    if icon:
        spot = QRectF(left, ground.center().y() - PILL_ICON / 2, PILL_ICON, PILL_ICON)
        assets.paint_icon(painter, spot, icon, ink)
        left += PILL_ICON + 5
    room = QRectF(left, ground.top(), ground.right() - PILL_PAD - left + 1, PILL_HEIGHT)
    text_at(painter, room, text, weighted(font, QFont.Weight.DemiBold, 12), ink)


def paint_bar(painter: QPainter, box: QRectF, fraction: float, tone: Tone = Tone.RUN) -> None:
    """Paint a thin bar filled from the left; `fraction` is of one, and a started bar is never empty."""
    part = max(0.0, min(1.0, fraction))
    fill_round(painter, box, theme.color("line"), box.height() / 2)
    filled = QRectF(box)
    filled.setWidth(max(box.height(), box.width() * part))
    fill_round(painter, filled, theme.color(tone.value), box.height() / 2)


def paint_spark(painter: QPainter, box: QRectF, values: Sequence[int], tone: Tone = Tone.BAD) -> None:
    """Paint a bar for each value in the middle of `box`, over a thin line; only zero has none."""
    if not values:
        return
    base = box.center().y() + SPARK_HEIGHT / 2
    most, step = max(*values, 1), box.width() / len(values)
    painter.fillRect(QRectF(box.left(), base, box.width(), 1), theme.color("line"))
    for place, value in enumerate(values):
        height = max(2.0, SPARK_HEIGHT * value / most) if value else 0.0
        bar = QRectF(box.left() + place * step, base - height, max(2.0, step - 2), height)
        painter.fillRect(bar, theme.color(tone.value))


def paint_tick(painter: QPainter, box: QRectF, *, is_on: bool) -> None:
    """Paint a box to tick in the middle of `box`."""
    spot = QRectF(box.center().x() - TICK_SIDE / 2, box.center().y() - TICK_SIDE / 2, TICK_SIDE, TICK_SIDE)
    fill_round(painter, spot, theme.color("accent" if is_on else "surface"), 4)
    stroke_round(painter, spot, theme.color("accent" if is_on else "faint"), radius=4)
    if is_on:
        assets.paint_icon(painter, spot.adjusted(2, 2, -2, -2), "check-bold", theme.color("on_accent"))


def paint_dot(painter: QPainter, centre: QPointF, colour: QColor, radius: float = 3.0) -> None:
    """Paint a small round mark."""
    fill_round(
        painter,
        QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius),
        colour,
        radius,
    )


def text_at(
    painter: QPainter,
    box: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> int:
    """Write one line in the middle of `box`, elided on the right; returns the width it took in pixels."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
    return metrics.horizontalAdvance(shown)
