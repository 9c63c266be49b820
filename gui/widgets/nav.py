"""The navigation at the left: groups of pages with counts, the operator and the lock at its foot."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gui import assets, formats, theme
from gui.theme import Tone
from gui.widgets import painting
from gui.widgets.buttons import IconButton
from gui.widgets.labels import Caption, ElidedLabel, Label

WIDTH = 212
ITEM_HEIGHT = 34
BADGE_WIDTH = 34
BADGE_HEIGHT = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class NavEntry:
    """One page: its key, its words, its icon."""

    key: str
    label: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NavGroup:
    """Pages under a caption; an empty caption groups without one."""

    caption: str
    entries: Sequence[NavEntry]


class NavItem(QAbstractButton):
    """One line of the navigation."""

    def __init__(self, entry: NavEntry, parent: QWidget | None = None) -> None:
        """Show `entry` without a count."""
        super().__init__(parent)
        self.key = entry.key
        self._icon_name = entry.icon
        self._count = 0
        self._tone = Tone.MUTE
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click is for the page it opens
        self.setFixedHeight(ITEM_HEIGHT)
        self.set_label(entry.label)

    def set_label(self, label: str) -> None:
        """Show other words."""
        self.setText(label)
        self._name()

    def set_count(self, count: int, tone: Tone) -> None:
        """Show a count coloured by its meaning; none at zero."""
        if (count, tone) != (self._count, self._tone):
            self._count, self._tone = count, tone
            self._name()
            self.update()

    def _name(self) -> None:
        self.setAccessibleName(f"{self.text()}, {self._count}" if self._count else self.text())

    @override
    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 24, ITEM_HEIGHT)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        is_picked = self.isChecked()
        if is_picked:
            painting.fill_round(painter, box, theme.color("surface"))
            painting.stroke_round(painter, box, theme.color("line"))
        elif self.underMouse():
            painting.fill_round(painter, box, theme.color("hover"))
        ink = theme.color("accent" if is_picked else "muted")
        assets.paint_icon(painter, QRectF(13, box.center().y() - 8, 16, 16), self._icon_name, ink)
        room = box.adjusted(40, 0, -(BADGE_WIDTH + 14 if self._count else 8), 0)
        weight = QFont.Weight.DemiBold if is_picked else QFont.Weight.Medium
        colour = theme.color("text" if is_picked else "muted")
        painting.text_at(painter, room, self.text(), painting.weighted(self.font(), weight), colour)
        if self._count:
            self._paint_badge(painter, box)
        if self.hasFocus():
            painting.focus_ring(painter, box)

    def _paint_badge(self, painter: QPainter, box: QRectF) -> None:
        spot = QRectF(
            box.right() - BADGE_WIDTH - 8, box.center().y() - BADGE_HEIGHT / 2, BADGE_WIDTH, BADGE_HEIGHT
        )
        painting.fill_round(painter, spot, theme.color(self._tone.soft), BADGE_HEIGHT / 2)
        strong = painting.weighted(self.font(), QFont.Weight.DemiBold, 12)
        text = formats.count(self._count) if self._count < 1000 else "999+"
        middle = Qt.AlignmentFlag.AlignHCenter
        painting.text_at(painter, spot, text, strong, theme.color(self._tone.value), middle)


class Nav(QFrame):
    """The navigation.

    Signals:
        page_picked: the operator wants a page; carries its key.
        lock_picked: the operator wants to lock the window; only after `set_lockable`.
    """

    page_picked = Signal(str)
    lock_picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the empty navigation; `set_groups` fills it."""
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._items: dict[str, NavItem] = {}
        self._captions: list[Caption] = []
        self._current = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 14, 12, 12)
        self._layout.setSpacing(2)
        self._layout.addWidget(_Brand())
        self._layout.addSpacing(10)
        self._groups = QVBoxLayout()
        self._groups.setSpacing(2)
        self._layout.addLayout(self._groups)
        self._layout.addStretch(1)
        self._layout.addLayout(self._build_foot())
        self._retranslate()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the pages from top to bottom."""
        return tuple(self._items)

    def set_groups(self, groups: Sequence[NavGroup]) -> None:
        """Show these pages; with the keys it shows already only the words change."""
        if tuple(entry.key for group in groups for entry in group.entries) == self.keys:
            self._rename(groups)
            return
        for old in (*self._captions, *self._items.values()):
            self._groups.removeWidget(old)
            old.deleteLater()
        self._items, self._captions = {}, []
        for group in groups:
            self._captions.append(Caption(group.caption))
            self._captions[-1].setContentsMargins(6, 12, 0, 4)
            self._captions[-1].setVisible(bool(group.caption))
            self._groups.addWidget(self._captions[-1])
            for entry in group.entries:
                item = NavItem(entry, self)
                item.clicked.connect(self._on_item_clicked)
                self._items[entry.key] = item
                self._groups.addWidget(item)
        self.set_current(self._current)

    def set_current(self, key: str) -> None:
        """Mark the page that is shown, without a signal."""
        self._current = key
        for item in self._items.values():
            item.setChecked(item.key == key)

    def set_count(self, key: str, count: int, tone: Tone) -> None:
        """Show a count beside a page, coloured by what it means; none at zero."""
        self._items[key].set_count(count, tone)

    def set_lockable(self, is_lockable: bool) -> None:
        """Show the lock, or hide it where there is nothing to lock with."""
        self._lock.setVisible(is_lockable)

    def set_operator(self, name: str, role: str) -> None:
        """Show who works here and as what."""
        self._operator.set_full_text(name)
        self._role.setText(role)

    def _rename(self, groups: Sequence[NavGroup]) -> None:
        for caption, group in zip(self._captions, groups, strict=True):
            caption.set_caption(group.caption)
            for entry in group.entries:
                self._items[entry.key].set_label(entry.label)

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(6, 0, 0, 0)
        foot.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._operator = ElidedLabel("", "strong")
        self._role = Label("", "second")
        words.addWidget(self._operator)
        words.addWidget(self._role)
        self._lock = IconButton("lock-simple", "")
        self._lock.clicked.connect(self.lock_picked)
        self._lock.hide()
        foot.addWidget(_Glyph("user-circle", 20))
        foot.addLayout(words, 1)
        foot.addWidget(self._lock)
        return foot

    def _on_item_clicked(self) -> None:
        picked = next((i.key for i in self._items.values() if i.isChecked() and i.key != self._current), "")
        key = picked or self._current
        self.set_current(key)
        self.page_picked.emit(key)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Pages"))
        self._lock.set_name(self.tr("Lock the window"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the pages with the arrow keys."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        items = list(self._items.values())
        focused = next((place for place, item in enumerate(items) if item.hasFocus()), None)
        step = steps.get(Qt.Key(event.key()))
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        items[(focused + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)


class _Glyph(QWidget):
    """An icon that is only seen; the words beside it are what is read."""

    def __init__(self, name: str, pixels: int) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(pixels, pixels)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        assets.paint_icon(QPainter(self), self.rect(), self._name, theme.color("muted"))


class _Brand(QWidget):
    """The program's mark and name."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(28)
        self.setAccessibleName("Stationmaster")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self.height() / 2
        assets.paint_mark(painter, QRectF(11, middle - 9, 18, 18), theme.color("accent"), theme.color("nav"))
        strong = painting.weighted(self.font(), QFont.Weight.DemiBold, 15)
        box = QRectF(self.rect()).adjusted(36, 0, 0, 0)
        painting.text_at(painter, box, "Stationmaster", strong, theme.color("text"))
