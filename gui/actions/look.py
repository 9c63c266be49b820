"""What the details panes of the long lists share: one thing looked at, kept true as it changes."""

from collections.abc import Awaitable
from itertools import count
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal

from gui.widgets.details_pane import DetailsPane
from gui.widgets.page import Page

K = TypeVar("K")
D = TypeVar("D")


class Look(QObject, Generic[K, D]):
    """Fills a pane with the details of one thing. A subclass says how they are read and shown.

    Signals:
        shown: the details are on the screen.
    """

    shown = Signal()

    def __init__(self, page: Page, pane: DetailsPane) -> None:
        """Join `pane` with what is told to be shown; deeds run in the tasks of `page`."""
        super().__init__(page)
        self._page = page
        self._core = page.core
        self._pane = pane
        self._numbers = count(1)
        self.key: K | None = None
        """What is looked at, None if nothing is; its details may still be on their way."""
        self.details: D | None = None

    def show(self, key: K) -> None:
        """Show another thing, or the same one as it is now."""
        self.key = key
        self._page.tasks.start(self.read(), ("look", next(self._numbers)))

    def close(self) -> None:
        """Show nothing any more."""
        self.key = self.details = None
        self._pane.hide()

    async def read(self) -> None:
        """Read what is looked at again and show it."""
        key = self.key
        if key is None:
            return
        details = await self._read(key)
        if self.key == key:
            self.details = details
            self._show(details)
            self._pane.show()
            self.shown.emit()

    def retell(self) -> None:
        """Say everything again, after another language."""
        if self.details is not None:
            self._show(self.details)

    async def _read(self, key: K) -> D:
        """Return the details as they are now."""
        raise NotImplementedError

    def _show(self, details: D) -> None:
        """Fill the pane."""
        raise NotImplementedError

    async def _tell(self, deed: Awaitable[str]) -> None:
        """Await a deed and say what it did."""
        self._say(await deed)

    def _say(self, sentence: str) -> None:
        if sentence:
            self._page.said.emit(sentence)

    def _on_copied(self, label: str) -> None:
        self._say(QCoreApplication.translate("Look", "Copied: {label}").format(label=label))
