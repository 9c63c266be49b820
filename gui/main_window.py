"""The window: navigation, strips, pages, status line, shortcuts.

It connects the pages, which know nothing of each other. Closing never nests an event loop: the close is
ignored, the question awaited, everything stopped, and then the window goes (`closed`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSettings, QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.trainings import TrainingFilter
from gui import dialogs, house, texts
from gui.actions import settings as settings_actions
from gui.house import ShellFacts
from gui.languages import Languages
from gui.tasks import TaskScope
from gui.theme import Scheme, Theme, Tone
from gui.widgets.nav import Nav, NavEntry, NavGroup
from gui.widgets.page import Page
from gui.widgets.page_stack import PageStack
from gui.widgets.shell_state import ShellState
from gui.widgets.shortcuts_dialog import Command, ShortcutsDialog

if TYPE_CHECKING:
    from gui.pages.trainings_page import TrainingsPage

SIZE = QSize(1440, 900)
SMALLEST = QSize(1200, 700)

_PAGE_OF_CELL = {"database": "overview", "running": "trainings"}
_NEW = "new_training"
_CLOSE, _HELP, _CHECK = "close", "help", "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """One page of the navigation; `group` is the caption it stands under."""

    key: str
    group: str
    label: str
    icon: str
    build: Callable[[], Page]


class MainWindow(QMainWindow):
    """The one window of a session.

    Signals:
        closed: everything of the window has stopped and it is gone from the screen.
    """

    closed = Signal()

    def __init__(self, core: Core, theme: Theme, languages: Languages, state: QSettings) -> None:
        """Build the shell around an open Core; `state` remembers geometry and choices."""
        super().__init__()
        self._core = core
        self._theme = theme
        self._languages = languages
        self._state = state
        self._came_from = ""
        self._is_stopped = False
        self.tasks = TaskScope(self)
        self.tasks.failed.connect(self._on_failed)
        self._build_ui()
        self._bind_shortcuts()
        self._connect()
        self._retranslate()
        self._restore()

    def _page_table(self) -> tuple[PageEntry, ...]:
        """All pages of the navigation in its order: a new page is an entry here and its builder below."""
        work, people, control = self.tr("Work"), self.tr("People and money"), self.tr("Control")

        def entry(key: str, group: str, label: str, icon: str, build: Callable[[], Page]) -> PageEntry:
            return PageEntry(key=key, group=group, label=label, icon=icon, build=build)

        return (
            entry("overview", "", self.tr("Overview"), "squares-four", self._build_overview),
            entry("trainings", work, self.tr("Trainings"), "train-simple", self._build_trainings),
            entry("customers", people, self.tr("Customers"), "users", self._build_customers),
            entry("settings", control, self.tr("Settings"), "gear-six", self._build_settings),
        )

    def _build_overview(self) -> Page:
        from gui.pages.overview_page import OverviewPage

        page = OverviewPage(self._core)
        page.training_picked.connect(self.show_training)
        page.trainings_wanted.connect(self.show_trainings)
        page.page_wanted.connect(self.show_page)
        return page

    def _build_trainings(self) -> Page:
        from gui.pages.trainings_page import TrainingsPage

        page = TrainingsPage(self._core)
        page.new_training_wanted.connect(self.new_training)
        return page

    def _build_customers(self) -> Page:
        from gui.pages.customers_page import CustomersPage

        page = CustomersPage(self._core)
        page.training_picked.connect(self.show_training)
        page.new_training_wanted.connect(self.new_training)
        return page

    def _build_settings(self) -> Page:
        from gui.pages.settings_page import SettingsPage

        return SettingsPage(self._core, self._theme, self._languages)

    def _build_new_training(self) -> Page:
        from gui.pages.new_training_page import NewTrainingPage

        page = NewTrainingPage(self._core)
        page.started.connect(self.show_training)
        page.closed.connect(self._on_new_training_closed)
        return page

    def show_page(self, key: str) -> None:
        """Show a page by its key."""
        self._nav.set_current("trainings" if key == _NEW else key)
        self._stack.show_page(key)

    def show_trainings(self, wanted: TrainingFilter) -> None:
        """Show the trainings narrowed to these."""
        self._trainings().show_only(wanted)
        self.show_page("trainings")

    def show_training(self, training_id: str) -> None:
        """Show the details of one training."""
        self.show_page("trainings")
        self._trainings().show_training(training_id)

    def new_training(self, customer_id: int | None = None) -> None:
        """Show the form of a new training, with a customer chosen already if given."""
        from gui.pages.new_training_page import NewTrainingPage

        if self._stack.current_key != _NEW:
            self._came_from = self._stack.current_key
        self.show_page(_NEW)
        page = self._stack.page(_NEW)
        assert isinstance(page, NewTrainingPage)  # noqa: S101 - its own builder made it
        if customer_id is not None:
            page.take_customer(customer_id)
        page.form.picker.setFocus()

    @property
    def stack(self) -> PageStack:
        """Return the pages."""
        return self._stack

    @property
    def languages(self) -> Languages:
        """Return what puts a language on the window."""
        return self._languages

    def _trainings(self) -> "TrainingsPage":
        from gui.pages.trainings_page import TrainingsPage

        page = self._stack.page("trainings")
        assert isinstance(page, TrainingsPage)  # noqa: S101 - its own builder made it
        return page

    async def stop(self) -> None:
        """Stop all work of the window without asking, and close it."""
        self._remember()
        self._shell.close()
        await self._stack.close_pages()
        await self.tasks.close()
        self._is_stopped = True
        self.close()
        self.closed.emit()

    # building ---------------------------------------------------------------------------------------------

    def _build_ui(self) -> None:
        self.setWindowTitle("Stationmaster")
        self.setMinimumSize(SMALLEST)
        self._nav = Nav()
        self._shell = ShellState(self._core, self.tasks, self)
        builders = {entry.key: entry.build for entry in self._page_table()}
        self._stack = PageStack(builders | {_NEW: self._build_new_training}, self._state)
        column = QVBoxLayout()
        column.setSpacing(0)
        for strip in (self._shell.sandbox, self._shell.gate, self._shell.offline):
            column.addWidget(strip)
        column.addWidget(self._stack, 1)
        column.addWidget(self._shell.status)
        central = QWidget()
        layout = QHBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._nav)
        layout.addLayout(column, 1)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        self._nav.page_picked.connect(self.show_page)
        self._stack.said.connect(self._shell.say)
        self._shell.read.connect(self._on_read)
        self._shell.gate.action_picked.connect(self._on_check_picked)
        self._shell.status.cell_picked.connect(self._on_cell_picked)
        self._shell.status.help_picked.connect(self._on_help_picked)

    def _commands(self) -> tuple[Command, ...]:
        """Everything the keyboard can do anywhere: the shortcuts and their list are made of this."""
        pages = [
            Command(words=entry.label, keys=(f"Ctrl+{number}",), run=partial(self.show_page, entry.key))
            for number, entry in enumerate(self._page_table(), start=1)
        ]

        def command(words: str, run: Callable[[], None], *keys: str) -> Command:
            return Command(words=words, keys=keys, run=run)

        return (
            *pages,
            command(self.tr("New training"), self.new_training, "Ctrl+N"),
            command(self.tr("Search on this page"), self._focus_search, "Ctrl+K"),
            command(self.tr("Filter this page"), self._focus_filter, "/"),
            command(self.tr("Read everything again"), self._reread, "F5"),
            command(self.tr("Light or dark"), self._turn_theme, "Ctrl+Shift+L"),
            command(self.tr("This list"), self._on_help_picked, "F1", "?"),
            command(self.tr("Close Stationmaster"), self._on_quit, "Ctrl+Q"),
        )

    def _bind_shortcuts(self) -> None:
        for command in self._commands():
            for key in command.keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setAutoRepeat(False)
                shortcut.activated.connect(command.run)

    def _retranslate(self) -> None:
        table = self._page_table()
        self._nav.set_groups(
            [
                NavGroup(
                    caption=group,
                    entries=[
                        NavEntry(key=entry.key, label=entry.label, icon=entry.icon)
                        for entry in table
                        if entry.group == group
                    ],
                )
                for group in dict.fromkeys(entry.group for entry in table)
            ]
        )
        operator = self._core.operator
        self._nav.set_operator(operator.name, texts.role_word(operator.role))
        self._shell.show()

    # what is remembered -----------------------------------------------------------------------------------

    def _restore(self) -> None:
        self.resize(SIZE)
        geometry = self._state.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        key = str(self._state.value("page", ""))
        known = [entry.key for entry in self._page_table()]
        self.show_page(key if key in known else known[0])
        self.setFocus()

    def _remember(self) -> None:
        self._state.setValue("geometry", self.saveGeometry())
        self._state.setValue("page", self._stack.current_key)
        self._state.setValue("theme", self._theme.scheme.value)
        self._state.setValue("language", self._languages.chosen.value)
        self._stack.remember()
        self._state.sync()

    # deeds ------------------------------------------------------------------------------------------------

    def _on_read(self, facts: ShellFacts) -> None:
        self._nav.set_count("trainings", facts.counts.running, Tone.RUN)

    def _on_check_picked(self) -> None:
        self.tasks.start(self._check(), _CHECK)

    async def _check(self) -> None:
        self._shell.say(await settings_actions.check_gate(self._core))

    def _on_new_training_closed(self) -> None:
        self.show_page(self._came_from or "trainings")

    def _on_cell_picked(self, key: str) -> None:
        self.show_page(_PAGE_OF_CELL.get(key, "settings"))

    def _on_help_picked(self) -> None:
        self.tasks.start(self._help(), _HELP)

    async def _help(self) -> None:
        await dialogs.run(ShortcutsDialog(self, self._commands()))

    def _focus_search(self) -> None:
        if self._stack.current_page is not None:
            self._stack.current_page.focus_search()

    def _focus_filter(self) -> None:
        if self._stack.current_page is not None:
            self._stack.current_page.focus_filter()

    def _reread(self) -> None:
        self._shell.reread()
        self._core.engine.wake()
        if self._stack.current_page is not None:
            self._stack.current_page.reread()

    def _turn_theme(self) -> None:
        self._theme.set_scheme(Scheme.LIGHT if self._theme.is_dark else Scheme.DARK)

    def _on_quit(self) -> None:
        self.close()

    def _on_failed(self, error: BaseException) -> None:
        self.tasks.start(dialogs.tell_error(self, texts.explain(error)), ("told", id(error)))

    async def _close(self) -> None:
        facts = self._shell.facts
        under_way = house.closing_words(facts) if facts else ""
        if under_way and not await dialogs.ask(
            self, self.tr("Close Stationmaster?"), under_way, confirm=self.tr("Close")
        ):
            return
        await self.stop()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_stopped:
            event.accept()
            return
        event.ignore()
        self.tasks.start(self._close(), _CLOSE)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
