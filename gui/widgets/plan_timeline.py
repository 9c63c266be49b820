"""The plans of one customer drawn over time: what ran, what runs, what waits, and why.

Used on the subscriptions page and on the customer's. It is given a timeline and draws; it reads nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.subscriptions import PlanState, Segment, Timeline
from gui import formats, theme
from gui.theme import Tone
from gui.widgets.labels import Label
from gui.widgets.painting import fill_round, focus_ring, stroke_round, text_at, weighted

HEIGHT = 62
TRACK_TOP, TRACK_HEIGHT = 18, 24
LEAST_PX = 4
PAST = timedelta(days=60)
AHEAD = timedelta(days=14)
ENDLESS = timedelta(days=45)
"""How much of a stretch without an end is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLook:
    """The words and tones the bar is painted with, given by whoever knows them."""

    plan: Callable[[str], str]
    state: Callable[[PlanState], str]
    tones: dict[PlanState, Tone]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A segment as drawn: from where to where, of one of width."""

    segment: Segment
    state: PlanState
    """As seen from now: what begins later waits."""
    left: float
    right: float


def stretches(line: Timeline, now: datetime) -> tuple[list[Stretch], datetime, datetime]:
    """Return what is drawn of a timeline, and the moments at the two ends of the bar.

    The end that counts is in sight: two months back, and as far ahead as anything is known to run.
    """
    shown = [one for one in line.segments if one.state is not PlanState.ENDED]
    ends = [one.until or one.since + ENDLESS for one in shown]
    first = max(min([one.since for one in shown], default=now - PAST), now - PAST)
    last = max([now + AHEAD, *ends]) if ends else now + AHEAD
    if any(one.until is None for one in shown):
        last = max(last, now + ENDLESS)
    if last - first < PAST:
        first = min(first, last - PAST)
    whole = (last - first) / timedelta(seconds=1)
    found = []
    for one in shown:
        until = one.until if one.until is not None else last
        if until <= first:
            continue
        left = max(one.since, first) - first
        state = PlanState.QUEUED if one.since > now and one.state is PlanState.ACTIVE else one.state
        found.append(
            Stretch(
                segment=one,
                state=state,
                left=left.total_seconds() / whole,
                right=min((until - first).total_seconds() / whole, 1.0),
            )
        )
    return found, first, last


class PlanBar(QWidget):
    """The bar alone. Left and Right lead from stretch to stretch; the tooltip says what each is."""

    def __init__(self, look: PlanLook, parent: QWidget | None = None) -> None:
        """Draw with these words; nothing is shown before a timeline is set."""
        super().__init__(parent)
        self._look = look
        self._stretches: list[Stretch] = []
        self._span: tuple[datetime, datetime, datetime] | None = None
        self._picked = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    @property
    def shown(self) -> Sequence[Stretch]:
        """Return what is drawn."""
        return self._stretches

    def set_timeline(self, line: Timeline, now: datetime) -> None:
        """Draw another timeline, or the same one later."""
        self._stretches, first, last = stretches(line, now)
        self._span = (first, now, last)
        self._picked = next((i for i, one in enumerate(self._stretches) if one.segment.holds(now)), -1)
        self._name()
        self.update()

    def words_of(self, one: Stretch) -> str:
        """Return what a stretch is, in one line."""
        until = one.segment.until
        end = formats.full_moment(until) if until is not None else self.tr("no end")
        words = self.tr("{plan}, {state}: {since} to {until}")
        return words.format(
            plan=self._look.plan(one.segment.plan),
            state=self._look.state(one.state).lower(),
            since=formats.full_moment(one.segment.since),
            until=end,
        )

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Plans over time"))
        told = self._stretches[self._picked : self._picked + 1] if self._picked >= 0 else self._stretches
        self.setAccessibleDescription("\n".join(self.words_of(one) for one in told))

    def _box(self, one: Stretch) -> QRectF:
        width = max(LEAST_PX, (one.right - one.left) * self.width())
        return QRectF(one.left * self.width(), TRACK_TOP, width, TRACK_HEIGHT)

    def _paint_track(self, painter: QPainter) -> None:
        track = QRectF(0, TRACK_TOP, self.width(), TRACK_HEIGHT)
        fill_round(painter, track, theme.color("bg"))
        stroke_round(painter, track, theme.color("line"))
        for place, one in enumerate(self._stretches):
            self._paint_stretch(painter, one, is_picked=place == self._picked and self.hasFocus())

    def _paint_stretch(self, painter: QPainter, one: Stretch, *, is_picked: bool) -> None:
        tone = self._look.tones[one.state]
        box = self._box(one).adjusted(0, 0, -1, 0)
        ink = theme.color(tone.value)
        fill_round(painter, box, theme.color(tone.soft), 4)
        if one.state is PlanState.QUEUED:
            self._hatch(painter, box, ink)
        stroke_round(painter, box, ink, 1, 4)
        if is_picked:
            focus_ring(painter, box, 4)
        font = weighted(self.font(), self.font().Weight.DemiBold, 12)
        room = box.adjusted(8, 0, -6, 0)
        words = self._look.plan(one.segment.plan)
        if one.state in (PlanState.GRACE, PlanState.PAUSED):
            words = self._look.state(one.state)
        if painter.fontMetrics().horizontalAdvance(words[:3]) < room.width():
            text_at(painter, room, words, font, ink)

    def _hatch(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        """What waits is told from what runs without its colour as well."""
        painter.save()
        painter.setClipRect(box)
        faint = QColor(ink)
        faint.setAlpha(46)
        painter.setPen(QPen(faint, 1))
        left = box.left() - TRACK_HEIGHT
        while left < box.right():
            painter.drawLine(QPointF(left, box.bottom()), QPointF(left + TRACK_HEIGHT, box.top()))
            left += 7
        painter.restore()

    def _paint_now(self, painter: QPainter) -> None:
        if self._span is None:
            return
        first, now, last = self._span
        share = (now - first) / (last - first)
        x = max(1.0, min(self.width() - 2.0, share * self.width()))
        painter.setPen(QPen(theme.color("text"), 2))
        painter.drawLine(QPointF(x, TRACK_TOP - 4), QPointF(x, TRACK_TOP + TRACK_HEIGHT + 4))
        font = weighted(self.font(), self.font().Weight.DemiBold, 11)
        width = 60
        place = QRectF(max(0.0, min(self.width() - width, x - width / 2)), 0, width, TRACK_TOP - 4)
        text_at(painter, place, self.tr("now"), font, theme.color("text"), Qt.AlignmentFlag.AlignHCenter)

    def _paint_ends(self, painter: QPainter) -> None:
        if self._span is None:
            return
        first, now, last = self._span
        font = weighted(self.font(), self.font().Weight.Normal, 11)
        row = QRectF(0, TRACK_TOP + TRACK_HEIGHT + 4, self.width(), 16)
        if self.hasFocus() and self._picked >= 0:  # who walks by keys reads what the tooltip says
            text_at(painter, row, self.words_of(self._stretches[self._picked]), font, theme.color("muted"))
            return
        faint, right = theme.color("faint"), Qt.AlignmentFlag.AlignRight
        text_at(painter, row, formats.short_moment(first, now), font, faint)
        text_at(painter, row, formats.short_moment(last, now), font, faint, right)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_track(painter)
        self._paint_now(painter)
        self._paint_ends(painter)
        painter.end()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step or not self._stretches:
            super().keyPressEvent(event)
            return
        self._picked = max(0, min(len(self._stretches) - 1, self._picked + step))
        self._name()
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            over = [one for one in self._stretches if self._box(one).contains(QPointF(event.pos()))]
            QToolTip.showText(event.globalPos(), self.words_of(over[-1]) if over else "", self)
            return True
        return super().event(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            self.update()


class PlanTimeline(QWidget):
    """The bar, and under it the sentences that explain it."""

    def __init__(self, look: PlanLook, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self.bar = PlanBar(look)
        self._why: list[Label] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.bar)

    @property
    def sentences(self) -> list[str]:
        """Return the explanation shown."""
        return [label.text() for label in self._why if not label.isHidden()]

    def show_timeline(self, line: Timeline, sentences: Sequence[str], now: datetime) -> None:
        """Draw a timeline and say why it is so; without any plan only the sentence is there."""
        self.bar.set_timeline(line, now)
        self.bar.setVisible(bool(line.segments))
        while len(self._why) < len(sentences):
            label = Label("", "second").wrapped().selectable()
            self._why.append(label)
            self._column.addWidget(label)
        for place, label in enumerate(self._why):
            is_used = place < len(sentences)
            label.setVisible(is_used)
            label.setText(sentences[place] if is_used else "")
