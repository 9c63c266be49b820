"""The door of the window: signing in before anything is shown, locking, unlocking.

Locked, the window shows the lock screen and nothing else. Pages and open dialogs stay alive behind it with
all that was typed, but hidden: they are not painted, read nothing, and have no tooltip and no accessible
name that anybody could reach. The same operator finds everything as it was; for another one the window
begins anew.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import count

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QToolTip, QWidget
from shiboken6 import isValid
from typing_extensions import override

from core.container import Core
from core.domain.people import Operator
from core.domain.sign_in import LONGEST_SESSION
from core.errors import AppError, TooManyTries, WrongPassword
from gui import texts
from gui.forms.lock_screen import SIGN_IN, LockScreen
from gui.tasks import TaskScope
from gui.widgets.idle_watch import IdleWatch

Renew = Callable[[], Awaitable[None]]

_ASK = "ask who"


class DeskLock(QObject):
    """Keeps the door of one window.

    Signals:
        locked: nothing is to be seen or reached from now on.
        entered: somebody is there; carries whether it is the one who was there before.
    """

    locked = Signal()
    entered = Signal(bool)

    def __init__(self, core: Core, tasks: TaskScope, window: QWidget, renew: Renew) -> None:
        """Make the lock of `window`, open; `tasks` check passwords.

        `renew` ends what somebody else left open, before another operator sees the window.
        """
        super().__init__(window)
        self._renew = renew
        self._core = core
        self._tasks = tasks
        self._window = window
        self._stack: QStackedWidget | None = None
        self._hidden: list[QWidget] = []
        self._focused: QWidget | None = None
        self._before = ""
        self._numbers = count(1)
        self.screen = LockScreen(tasks, core.clock)
        self.screen.sign_in_wanted.connect(self._on_sign_in_wanted)
        idle = timedelta(minutes=core.settings.lock_after_min)
        self._watch = IdleWatch(core.clock.now, idle, LONGEST_SESSION, self)
        self._watch.left.connect(self.lock)
        self.is_locked = False

    def guard(self, work: QWidget) -> QWidget:
        """Return the widget that shows `work`, or the lock screen in its place."""
        self._stack = QStackedWidget()
        self._stack.addWidget(work)
        self._stack.addWidget(self.screen)
        return self._stack

    @property
    def is_lockable(self) -> bool:
        """Tell whether the operator has a password to open the window with again."""
        return self._core.operator.has_password

    def open_or_ask(self) -> bool:
        """Let the window be worked at, or ask who is there first; returns whether it is open."""
        if self._core.must_sign_in:
            self._shut()
            return False
        self._watch.begin()
        return True

    def lock(self) -> None:
        """Lock the window, if there is something to open it with."""
        if not self.is_locked and self.is_lockable:
            self._before = self._core.operator.id
            self._core.sessions.forget(self._before)
            self._shut()
            self.locked.emit()

    def close(self) -> None:
        """Let go of the application."""
        self._watch.stop()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    # shutting and opening -----------------------------------------------------------------------------------

    def _shut(self) -> None:
        self.is_locked = True
        self._watch.stop()
        self._focused = self._window.focusWidget()
        QToolTip.hideText()
        for widget in QApplication.topLevelWidgets():
            self._hide(widget)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._show(self.screen)
        self.screen.show_operators((), "", is_locked=bool(self._before))
        self._tasks.start(self._ask(), (_ASK, next(self._numbers)))

    async def _open(self, operator: Operator) -> None:
        is_same = operator.id == self._before
        hidden, self._hidden = [one for one in self._hidden if isValid(one)], []
        if not is_same:
            for widget in hidden:
                widget.close()
            await self._renew()
        self.is_locked = False
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self._show_work()
        for widget in hidden if is_same else ():
            widget.show()
        if is_same and self._focused is not None and isValid(self._focused):
            self._focused.setFocus()
        self.screen.clear()
        self._watch.begin()
        self.entered.emit(is_same)

    def _show(self, widget: QWidget) -> None:
        if self._stack is not None:
            self._stack.setCurrentWidget(widget)

    def _show_work(self) -> None:
        if self._stack is not None:
            self._stack.setCurrentIndex(0)

    def _hide(self, widget: QWidget) -> None:
        """Hide a window over this one; menus end, dialogs wait with what is in them."""
        if widget is self._window or not widget.isVisible() or self._is_ours(widget):
            return
        if isinstance(widget, QMenu):
            widget.close()
            return
        self._hidden.append(widget)
        widget.hide()

    def _is_ours(self, widget: QWidget | QObject | None) -> bool:
        """Tell whether something belongs to the lock screen, such as the list of its operators."""
        while widget is not None:
            if widget is self.screen:
                return True
            widget = widget.parent()
        return False

    def _hide_late(self, widget: QWidget) -> None:
        if self.is_locked and isValid(widget):
            self._hide(widget)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide what opens while the window is locked, for example because a task has ended badly."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            QTimer.singleShot(0, self, lambda: self._hide_late(watched))
        return False

    # who is there -------------------------------------------------------------------------------------------

    async def _ask(self) -> None:
        operators = [one for one in await self._core.operators.all() if one.is_active and one.has_password]
        chosen = self._before or max(operators, key=_seen).id
        self.screen.show_operators(operators, chosen, is_locked=bool(self._before))

    def _on_sign_in_wanted(self, operator_id: str, password: str) -> None:
        self._tasks.start(self._sign_in(operator_id, password), SIGN_IN)

    async def _sign_in(self, operator_id: str, password: str) -> None:
        try:
            operator = await self._core.sign_in(operator_id, password)
        except (WrongPassword, TooManyTries) as error:
            self.screen.refuse(texts.in_short(error), error.facts.get("until"))  # type: ignore[arg-type]
        except AppError as error:
            self.screen.refuse(texts.in_short(error))
        else:
            await self._open(operator)


def _seen(operator: Operator) -> float:
    return operator.last_seen_at.timestamp() if operator.last_seen_at is not None else 0.0
