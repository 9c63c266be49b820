"""What stands in the window while nobody works at it: who you are and your password, and nothing else."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.clock import Clock
from core.domain.people import Operator
from gui import assets, formats, theme
from gui.forms.token_forms import SecretField
from gui.tasks import TaskScope
from gui.widgets.buttons import BusyButton
from gui.widgets.card import Card
from gui.widgets.fields import ChoiceField
from gui.widgets.labels import Label

SIGN_IN = "sign in"
"""Key of the task that checks the password."""
WIDTH = 380
MARK_SIDE = 40
TICK_MS = 250


class LockScreen(QWidget):
    """Covers the window wholly.

    Signals:
        sign_in_wanted: a password was typed; carries the operator's id and the password.
    """

    sign_in_wanted = Signal(str, str)

    def __init__(self, scope: TaskScope, clock: Clock, parent: QWidget | None = None) -> None:
        """Build the screen; it knows nobody before `show_operators`."""
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._clock = clock
        self._is_locked = False
        self._until: datetime | None = None
        self._title = Label("", "title")
        self._text = Label("", "muted").wrapped()
        self.who = ChoiceField()
        self.password = SecretField()
        self.password.changed.connect(self._on_changed)
        self.password.control.returnPressed.connect(self._on_enter)
        self.enter = BusyButton(scope, SIGN_IN, kind="primary")
        self.enter.clicked.connect(self._on_enter)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self._show_wait)
        self._build()
        self._retranslate()

    def show_operators(self, operators: Sequence[Operator], chosen_id: str, *, is_locked: bool) -> None:
        """Offer these operators; `is_locked` tells that one of them, chosen already, left things open."""
        self._is_locked = is_locked
        self.who.set_choices([(one.id, one.name) for one in operators])
        self.who.set_value(chosen_id)
        self.clear()
        self._retranslate()

    def clear(self) -> None:
        """Forget what was typed, and let the next password be typed at once."""
        self.password.clear()
        self.wait_until(None)
        self.password.setFocus()

    def refuse(self, words: str, until: datetime | None = None) -> None:
        """Say why nobody came in, and until when the next try has to wait."""
        self.password.set_value("")
        self.password.set_error(words)
        self.wait_until(until)
        self.password.setFocus()

    def wait_until(self, until: datetime | None) -> None:
        """Let nothing be tried before this moment."""
        self._until = until
        if until is None:
            self._ticks.stop()
        else:
            self._ticks.start()
        self._show_wait()

    def _show_wait(self) -> None:
        left = self._until - self._clock.now() if self._until is not None else timedelta()
        if self._until is not None and left <= timedelta():
            self.wait_until(None)
            return
        words = self.tr("Wait {time}").format(time=formats.countdown(left))
        idle = self.tr("Unlock") if self._is_locked else self.tr("Sign in")
        self.enter.setText(words if self._until is not None else idle)
        self._on_changed()

    def _on_changed(self, _text: str = "") -> None:
        is_typed = bool(self.password.control.text())
        self.enter.set_available(is_typed and self._until is None)

    def _on_enter(self) -> None:
        if self.enter.isEnabled():
            self.sign_in_wanted.emit(self.who.value, self.password.control.text())

    def _build(self) -> None:
        card = Card()
        card.setFixedWidth(WIDTH)
        card.body.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(_Mark(), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._text)
        head.addLayout(words, 1)
        card.body.addLayout(head)
        card.body.addSpacing(4)
        for field in (self.who, self.password):
            card.add(field)
        card.body.addSpacing(4)
        card.add(self.enter)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        line = QHBoxLayout()  # an alignment would take the card's height from words on one line
        line.addStretch(1)
        line.addWidget(card)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addStretch(3)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Locked") if self._is_locked else self.tr("Sign in"))
        self._text.setText(
            self.tr("What you were doing is kept. Type your password to go on with it.")
            if self._is_locked
            else self.tr("Nothing is shown before you have signed in.")
        )
        self.setAccessibleName(self._title.text())
        self.who.set_words(self.tr("Operator"))
        self.password.set_words(self.tr("Password"))
        self.password.set_eye_words(self.tr("Show the letters"))
        self._show_wait()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class _Mark(QWidget):
    """The program's mark."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(MARK_SIDE, MARK_SIDE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        box = self.rect().adjusted(2, 2, -2, -2).toRectF()
        assets.paint_mark(QPainter(self), box, theme.color("accent"), theme.color("surface"))
