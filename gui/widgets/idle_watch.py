"""Tells when nobody has touched the window for a while, and when a session has lasted long enough.

It listens at the native windows, which see each key and click once, instead of at every widget.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from typing_extensions import override

LOOK_MS = 1000

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Watches all windows of the program.

    Signals:
        left: nobody touched anything for the time given, or the session is over.
    """

    left = Signal()

    def __init__(
        self, now: Callable[[], datetime], idle: timedelta, session: timedelta, parent: QObject | None = None
    ) -> None:
        """Wait for `begin`; `now` tells the present moment."""
        super().__init__(parent)
        self._now = now
        self._idle = idle
        self._session = session
        self._touched_at = self._begun_at = self._looked_at = now()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        QGuiApplication.instance().focusWindowChanged.connect(self._on_focus_window)  # type: ignore[union-attr]

    def begin(self) -> None:
        """Count from now on: somebody came in."""
        self._touched_at = self._begun_at = self._looked_at = self._now()
        self._timer.start()
        self._on_focus_window(QGuiApplication.focusWindow())

    def stop(self) -> None:
        """Count no longer: nobody is there."""
        self._timer.stop()

    def look(self) -> None:
        """Tell `left` if the time has come; also after the machine has slept or its clock went back."""
        now = self._now()
        self._keep_pace(now)
        if now - self._touched_at >= self._idle or now - self._begun_at >= self._session:
            self.stop()
            self.left.emit()

    def _keep_pace(self, now: datetime) -> None:
        """Take along what is counted from when the clock went back, so that nobody stays longer for it."""
        back = self._looked_at - now
        if back > timedelta():
            self._touched_at -= back
            self._begun_at -= back
        self._looked_at = now

    def _on_focus_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time it is only moved to the front

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            now = self._now()
            self._keep_pace(now)
            self._touched_at = now
        return False
