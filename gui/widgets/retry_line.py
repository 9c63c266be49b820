"""A retry that comes by itself: how long until then, and the two ways to decide otherwise."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from gui import formats
from gui.tasks import TaskScope
from gui.widgets.buttons import BusyButton
from gui.widgets.labels import Label

TICK_MS = 1000


class RetryLine(QFrame):
    """The countdown with "Now" and "Never"; hidden while nothing is planned.

    Signals:
        now_picked, never_picked: the buttons.
    """

    now_picked = Signal()
    never_picked = Signal()

    def __init__(self, tasks: TaskScope, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        """Count against `now`; tasks "retry now" and "retry never" make the buttons busy."""
        super().__init__(parent)
        self._now = now
        self._at: datetime | None = None
        self._words = Label("", "second").wrapped()
        self.now_button = BusyButton(tasks, "retry now", kind="quiet")
        self.never_button = BusyButton(tasks, "retry never", kind="quiet")
        self.now_button.clicked.connect(self.now_picked)
        self.never_button.clicked.connect(self.never_picked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.now_button)
        layout.addWidget(self.never_button)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self._tell)
        self._retranslate()
        self.hide()

    @property
    def words(self) -> str:
        """Return what is said."""
        return self._words.text()

    def set_planned(self, at: datetime | None, obstacle: str = "") -> None:
        """Count down to `at`, or hide; `obstacle` says why the operator cannot decide."""
        self._at = at
        for button in (self.now_button, self.never_button):
            button.set_obstacle(obstacle)
        self._tell()
        self.setVisible(at is not None)

    def _tell(self) -> None:
        if self._at is None:
            return
        left = self._at - self._now()
        words = self.tr("Retried by itself as soon as Replicate can be reached")
        if left > timedelta():
            words = self.tr("Retried by itself in {time}").format(time=formats.countdown(left))
        self._words.setText(words)

    def _retranslate(self) -> None:
        self.now_button.setText(self.tr("Now"))
        self.now_button.setAccessibleName(self.tr("Retry it now"))
        self.never_button.setText(self.tr("Never"))
        self.never_button.setAccessibleName(self.tr("Do not retry it by itself"))
        self._tell()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()
        self._ticks.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticks.stop()
