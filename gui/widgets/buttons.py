"""Buttons: with an icon and a name, and one that shows that its work is running."""

from collections.abc import Hashable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from typing_extensions import override

from gui import assets
from gui.tasks import TaskScope

GAP = 4
KIND_TINTS = {"primary": "on_accent", "danger": "bad", "danger_primary": "surface", "link": "accent"}


class Button(QPushButton):
    """A button with a verb; `kind` is plain, primary, danger, danger_primary, link, quiet or chip."""

    def __init__(
        self, text: str = "", *, kind: str = "plain", icon: str = "", parent: QWidget | None = None
    ) -> None:
        """Show `text` and, if named, an icon in the colour of the kind."""
        super().__init__(text, parent)
        self._tint = KIND_TINTS.get(kind, "text")
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon:
            self.set_icon(icon)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self.setIcon(assets.icon(name, self._tint))
        self.setIconSize(QSize(assets.ICON_PX + GAP, assets.ICON_PX))

    def set_available(self, is_available: bool) -> None:
        """Say whether it may be pressed."""
        self.setEnabled(is_available)

    def set_obstacle(self, obstacle: str, help_text: str = "") -> None:
        """Let it be pressed, with `help_text` as its tooltip, or say there why it cannot."""
        self.set_available(not obstacle)
        self.setToolTip(obstacle or help_text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it like Space; by itself a button does so in dialogs only."""
        if _is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """An icon alone: its name is in the tooltip and for the screen reader."""

    def __init__(self, icon: str, name: str, *, tint: str = "muted", parent: QWidget | None = None) -> None:
        """Show `icon`; `name` says what pressing it does."""
        super().__init__(parent)
        self.setIcon(assets.icon(icon, tint, "accent"))
        self.setIconSize(QSize(assets.ICON_PX, assets.ICON_PX))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_name(name)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def set_name(self, name: str) -> None:
        """Say in other words what pressing it does."""
        self.setToolTip(name)
        self.setAccessibleName(name)


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()


class BusyButton(Button):
    """A button that cannot be pressed while the task of its key runs, and says so.

    It keeps its width, so nothing beside it moves.
    """

    def __init__(
        self,
        scope: TaskScope,
        key: Hashable,
        text: str = "",
        *,
        kind: str = "plain",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Watch `scope` for tasks started with `key`."""
        super().__init__(text, kind=kind, icon=icon, parent=parent)
        self._key = key
        self._idle_icon = icon
        self._is_wanted = True
        self._is_busy = False
        scope.started.connect(self._on_task_started)
        scope.finished.connect(self._on_task_finished)
        self._set_busy(scope.running(key))

    @property
    def is_busy(self) -> bool:
        """Tell whether its task is running."""
        return self._is_busy

    @override
    def set_available(self, is_available: bool) -> None:
        """Say whether it may be pressed when nothing runs; use this instead of `setEnabled`."""
        self._is_wanted = is_available
        self.setEnabled(is_available and not self._is_busy)

    def _on_task_started(self, key: object) -> None:
        if key == self._key:
            self._set_busy(True)

    def _on_task_finished(self, key: object) -> None:
        if key == self._key:
            self._set_busy(False)

    def _set_busy(self, is_busy: bool) -> None:
        had_focus = self.hasFocus()
        if is_busy and not self._is_busy and self.isVisible():
            self.setMinimumWidth(self.width())
        self._is_busy = is_busy
        self.setEnabled(self._is_wanted and not is_busy)
        if self._idle_icon:
            self.set_icon("hourglass-simple" if is_busy else self._idle_icon)
        self.setAccessibleDescription(self.tr("Working") if is_busy else "")
        if had_focus and not is_busy:
            self.setFocus()
