"""Pictures of the window: Phosphor icons coloured by token, and the program's own mark.

The glyphs come with qtawesome. Its font and its table of names are read directly: importing the package
loads twelve fonts and costs a tenth of a second at start, reading one font costs a hundredth.
An icon made here takes its colour when it is painted, so it follows the theme by itself.
"""

import importlib.util
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPixmap,
)
from typing_extensions import override

from gui import theme
from gui.theme import Tone

ICON_PX = 16


@dataclass(frozen=True, slots=True)
class StateLook:
    """How a state is shown: a tone and an icon; the word comes from the texts."""

    tone: Tone
    icon: str


STATE_LOOKS = {
    "submitting": StateLook(Tone.RUN, "upload-simple"),
    "unknown": StateLook(Tone.UNK, "question"),
    "starting": StateLook(Tone.RUN, "hourglass-simple"),
    "processing": StateLook(Tone.RUN, "spinner"),
    "succeeded": StateLook(Tone.OK, "check"),
    "failed": StateLook(Tone.BAD, "warning-circle"),
    "canceled": StateLook(Tone.MUTE, "prohibit"),
    "aborted": StateLook(Tone.MUTE, "prohibit"),
    "held": StateLook(Tone.WARN, "lock-simple"),
    "released": StateLook(Tone.OK, "arrow-u-up-left"),
    "settled": StateLook(Tone.MUTE, "check"),
    "pending": StateLook(Tone.RUN, "hourglass-simple"),
    "completed": StateLook(Tone.OK, "check"),
    "quarantined": StateLook(Tone.WARN, "hand-palm"),
    "cancelled": StateLook(Tone.MUTE, "prohibit"),
    "expired": StateLook(Tone.MUTE, "clock"),
    "rejected": StateLook(Tone.MUTE, "prohibit"),
    "refunded": StateLook(Tone.MUTE, "arrow-u-up-left"),
    "partly_refunded": StateLook(Tone.MUTE, "arrow-u-up-left"),
    "requested": StateLook(Tone.RUN, "hourglass-simple"),
    "confirmed": StateLook(Tone.OK, "check"),
    "refused": StateLook(Tone.BAD, "warning-circle"),
}
"""The look of each state of an attempt, of the stars behind it, of invoices, payments and refunds."""


def state_look(state: str) -> StateLook:
    """Return the look of `state`; a state we do not know looks like an unknown outcome."""
    return STATE_LOOKS.get(state, STATE_LOOKS["unknown"])


class MissingIcons(RuntimeError):
    """The icon font that qtawesome ships was not found: the installation is broken."""


@cache
def _font_folder() -> Path:
    spec = importlib.util.find_spec("qtawesome")
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / "fonts"
        if folder.is_dir():
            return folder
    raise MissingIcons("qtawesome is not installed with its fonts; install the pinned requirements again")


def _font_file(pattern: str) -> Path:
    found = sorted(_font_folder().glob(pattern))
    if not found:
        raise MissingIcons(f"qtawesome carries no {pattern}")
    return found[-1]


@cache
def _glyphs() -> dict[str, str]:
    names: dict[str, str] = json.loads(_font_file("phosphor-charmap-*.json").read_bytes())
    return names


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_font_file("phosphor-[0-9]*.ttf")))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    if not families:
        raise MissingIcons("the icon font cannot be loaded")
    return families[0]


def has_icon(name: str) -> bool:
    """Tell whether `name` is an icon of the family."""
    return name in _glyphs()


def paint_icon(painter: QPainter, box: QRect | QRectF, name: str, colour: QColor) -> None:
    """Paint the icon `name` in the middle of `box`; an unknown name is a bug (KeyError)."""
    glyph = chr(int(_glyphs()[name], 16))
    side = min(box.width(), box.height())
    font = QFont(_family())
    font.setPixelSize(max(1, round(side)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QRectF(box), Qt.AlignmentFlag.AlignCenter, glyph)
    painter.restore()


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, pixels: int, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(round(pixels * ratio), round(pixels * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, QRectF(0, 0, pixels, pixels), name, QColor(colour))
    painter.end()
    return picture


def pixmap(name: str, tint: str = "text", pixels: int = ICON_PX, ratio: float = 1.0) -> QPixmap:
    """Return the icon as a picture in the colour of `tint` in the theme in force; kept for the next time."""
    return _drawn(name, theme.tokens().hex(tint), pixels, ratio)


class _TokenIcon(QIconEngine):
    """Paints a glyph in the colour its token has at that moment."""

    def __init__(self, name: str, tint: str, on_tint: str) -> None:
        super().__init__()
        self._name = name
        self._tint = tint
        self._on_tint = on_tint

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return theme.color("faint")
        return theme.color(self._on_tint if state == QIcon.State.On else self._tint)

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        # A box wider than high leaves room at the right: the gap before a button's words.
        square = QRect(rect.left(), rect.top(), min(rect.width(), rect.height()), rect.height())
        paint_icon(painter, square, self._name, self._colour(mode, state))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        if picture.isNull():  # a button without any room asks for an icon of no size
            return picture
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    @override
    def clone(self) -> QIconEngine:
        return _TokenIcon(self._name, self._tint, self._on_tint)


def icon(name: str, tint: str = "text", on_tint: str = "") -> QIcon:
    """Return the icon `name` coloured by the token `tint` (`on_tint` while checked); it follows the theme.

    Raises:
        KeyError: there is no such icon.
    """
    _glyphs()[name]
    return QIcon(_TokenIcon(name, tint, on_tint or tint))


def paint_mark(painter: QPainter, box: QRectF, body: QColor, ground: QColor) -> None:
    """Paint the program's mark, a train seen from the front, into the square `box`."""
    unit = box.width() / 16
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(unit, unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(body)
    rails = QPainterPath()
    for outer, inner in ((3.0, 4.9), (13.0, 11.1)):
        rails.moveTo(QPointF(outer, 15.6))
        rails.lineTo(QPointF(inner, 12.5))
        rails.lineTo(QPointF(inner + (1.6 if inner < 8 else -1.6), 12.5))
        rails.lineTo(QPointF(outer + (1.7 if inner < 8 else -1.7), 15.6))
        rails.closeSubpath()
    painter.drawPath(rails)
    painter.drawRoundedRect(QRectF(2.5, 0.8, 11, 12.4), 2.6, 2.6)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(4.3, 3.0, 7.4, 4.4), 1.0, 1.0)
    painter.drawEllipse(QPointF(5.3, 10.2), 1.0, 1.0)
    painter.drawEllipse(QPointF(10.7, 10.2), 1.0, 1.0)
    painter.restore()


def app_icon() -> QIcon:
    """Return the window's icon in the sizes desktops ask for: the mark on a rounded accent ground."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.LIGHT.accent))
        painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.22, side * 0.22)
        margin = side * 0.17
        inside = QRectF(margin, margin, side - 2 * margin, side - 2 * margin)
        paint_mark(painter, inside, QColor(theme.LIGHT.on_accent), QColor(theme.LIGHT.accent))
        painter.end()
        made.addPixmap(picture)
    return made
