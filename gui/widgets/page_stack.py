"""The pages of the window, one above the other: each is built when first shown, and keeps its splitters."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, QSettings, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from gui.widgets.page import Page

Builders = Mapping[str, Callable[[], Page]]


class PageStack(QStackedWidget):
    """Pages by key.

    Signals:
        said: a page has a sentence for the status line.
    """

    said = Signal(str)

    def __init__(self, builders: Builders, state: QSettings, parent: QWidget | None = None) -> None:
        """Start without pages; `builders` make them, `state` remembers how their splitters stood."""
        super().__init__(parent)
        self._builders = builders
        self._state = state
        self._pages: dict[str, Page] = {}

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of all pages, built or not."""
        return tuple(self._builders)

    @property
    def current_key(self) -> str:
        """Return the key of the page on the screen, empty before the first."""
        shown = self.currentWidget()
        return next((key for key, page in self._pages.items() if page is shown), "")

    @property
    def current_page(self) -> Page | None:
        """Return the page on the screen, none before the first."""
        return self._pages.get(self.current_key)

    def page(self, key: str) -> Page:
        """Return a page, built now if it was not needed before; an unknown key is a bug (KeyError)."""
        if key not in self._pages:
            page = self._builders[key]()
            page.setObjectName("page")
            page.said.connect(self.said)
            self._pages[key] = page
            self.addWidget(page)
            for name, splitter in _splitters(key, page):
                sizes = self._state.value(name)
                if isinstance(sizes, QByteArray):
                    splitter.restoreState(sizes)
        return self._pages[key]

    def show_page(self, key: str) -> Page:
        """Bring a page to the front and return it."""
        page = self.page(key)
        self.setCurrentWidget(page)
        return page

    def remember(self) -> None:
        """Write how the splitters stand."""
        for key, page in self._pages.items():
            for name, splitter in _splitters(key, page):
                self._state.setValue(name, splitter.saveState())

    async def begin_anew(self) -> None:
        """End all pages and forget them: each is built again when it is next shown."""
        await self.close_pages()
        gone, self._pages = self._pages, {}
        for page in gone.values():
            self.removeWidget(page)
            page.deleteLater()

    async def close_pages(self) -> None:
        """End the work of all pages."""
        for page in self._pages.values():
            await page.close_page()


def _splitters(key: str, page: Page) -> list[tuple[str, QSplitter]]:
    found = page.findChildren(QSplitter)
    return [(f"splitter/{key}/{place}", splitter) for place, splitter in enumerate(found)]
