"""What every page shares: its tasks, its errors on the screen, and reading again only when it is seen.

A page that is hidden when something changes notes what and reads when it is shown. Changes that arrive while
it reads are gathered and read in one more pass, so a burst of a thousand changes costs two reads.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.container import Core
from core.events import Change
from gui import dialogs, texts
from gui.tasks import TaskScope
from gui.widgets.search_box import SearchBox

MARGINS = (24, 18, 24, 18)
GAP = 14

_REFRESH = "refresh"


class Page(QWidget):
    """Base of the pages.

    A subclass sets `follows` (kinds of change that concern it), builds itself in `__init__` and reads in
    `refresh`. Deeds are started with `self.tasks.start(actions.…(self, self.core, …), key=…)`; what they
    raise is shown to the operator here, so actions need no error handling of their own.

    Signals:
        said: one sentence for the status line, about a deed that was done.
    """

    said = Signal(str)

    follows: frozenset[str] = frozenset()

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Make an empty page with the usual margins; it reads when it is first shown."""
        super().__init__(parent)
        self.core = core
        self.tasks = TaskScope(self)
        self.tasks.failed.connect(self._on_failed)
        self.tasks.finished.connect(self._on_finished)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*MARGINS)
        self.body.setSpacing(GAP)
        self._stale: set[Change] = {Change("everything")}
        self._unsubscribe: Callable[[], None] = core.changes.subscribe(self._on_change)

    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read what changed and show it; the first call has the one change "everything"."""

    def translate(self) -> None:
        """Say everything in the language in force; what was read is read again after it."""

    async def close_page(self) -> None:
        """Stop following and end the page's tasks; the window awaits this before it closes."""
        self._unsubscribe()
        await self.tasks.close()

    def focus_search(self) -> None:
        """Let the operator type what to find: in the first search box there is, nowhere without one."""
        box = next((box for box in self.findChildren(SearchBox) if box.isVisible()), None)
        if box is not None:
            box.setFocus()
            box.selectAll()

    def focus_filter(self) -> None:
        """Let the operator narrow what is shown; the search where there is no filter."""
        self.focus_search()

    def reread(self) -> None:
        """Read everything again, now or when the page is next shown."""
        self._on_change(Change("everything"))

    def _on_change(self, change: Change) -> None:
        if change.kind == "session":
            change = Change("everything")  # another may work here now, or may do more or less
        if change.kind == "everything" or change.kind in self.follows:
            self._stale.add(change)
            self._refresh_if_seen()

    def _refresh_if_seen(self) -> None:
        if self.isVisible() and self._stale and not self.tasks.running(_REFRESH):
            changes, self._stale = frozenset(self._stale), set()
            self.tasks.start(self.refresh(changes), _REFRESH)

    def _on_finished(self, key: object) -> None:
        if key == _REFRESH:
            self._refresh_if_seen()

    def _on_failed(self, error: BaseException) -> None:
        self.tasks.start(dialogs.tell_error(self, texts.explain(error)), ("told", id(error)))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.translate()
            self.reread()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_seen()
