"""The window: navigation, strips, pages, status line, shortcuts.

It connects the pages, which know nothing of each other. Closing never nests an event loop: the close is
ignored, the question awaited, everything stopped, and then the window goes (`closed`).
"""

from collections.abc import Callable
from functools import partial
from itertools import count

from PySide6.QtCore import QByteArray, QEvent, QSettings, QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from core.container import Core
from core.errors import AppError, NoToken
from core.events import Change
from gui import dialogs, house, texts
from gui.actions import settings as settings_actions
from gui.actions.desk_lock import DeskLock
from gui.house import ShellFacts
from gui.languages import Languages
from gui.tasks import TaskScope
from gui.theme import Scheme, Theme, Tone
from gui.widgets.nav import Nav
from gui.widgets.page_stack import PageStack
from gui.widgets.shell_state import ShellState
from gui.widgets.shortcuts_dialog import Command, ShortcutsDialog
from gui.window_pages import SHORTCUTS, WindowPages

SIZE = QSize(1440, 900)
SMALLEST = QSize(1200, 700)

_PAGE_OF_CELL = {"database": "overview", "running": "trainings", "bulk": "overview"}
_CLOSE, _HELP, _CHECK, _WHO, _SEARCH = "close", "help", "check", "who", "search everything"
_DOCTOR, _FIRST_STEPS, _KEPT = "token doctor", "first steps", "kept launches"


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
        self._is_stopped = False
        self._numbers = count(1)
        self.tasks = TaskScope(self)
        self.tasks.failed.connect(self._on_failed)
        self._build_ui()
        self._bind_shortcuts()
        self._connect()
        self._retranslate()
        self._restore()
        if self._lock.open_or_ask():
            self._enter()
        else:
            self._on_locked()

    def show_page(self, key: str) -> None:
        """Show a page by its key."""
        self._pages.show_page(key)

    def show_training(self, training_id: str) -> None:
        """Show the details of one training."""
        self._pages.show_training(training_id)

    @property
    def pages(self) -> WindowPages:
        """Return what builds the pages and leads from one to another."""
        return self._pages

    @property
    def stack(self) -> PageStack:
        """Return the pages."""
        return self._stack

    @property
    def languages(self) -> Languages:
        """Return what puts a language on the window."""
        return self._languages

    async def stop(self) -> None:
        """Stop all work of the window without asking, and close it."""
        self._remember()
        self._unsubscribe()
        self._lock.close()
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
        self._pages = WindowPages(
            self._core, self._theme, self._languages, self._nav, self._state, parent=self
        )
        self._stack = self._pages.stack
        column = QVBoxLayout()
        column.setSpacing(0)
        strips = (
            self._shell.sandbox,
            self._shell.tests,
            self._shell.gate,
            self._shell.kept,
            self._shell.offline,
            self._shell.memory,
            self._shell.older,
            self._shell.seal,
        )
        for strip in strips:
            column.addWidget(strip)
        column.addWidget(self._stack, 1)
        column.addWidget(self._shell.status)
        central = QWidget()
        layout = QHBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._nav)
        layout.addLayout(column, 1)
        self._lock = DeskLock(self._core, self.tasks, self, self._stack.begin_anew)
        self.setCentralWidget(self._lock.guard(central))

    def _connect(self) -> None:
        self._nav.lock_picked.connect(self._lock.lock)
        self._lock.locked.connect(self._on_locked)
        self._lock.entered.connect(self._on_entered)
        self._unsubscribe = self._core.changes.subscribe(self._on_change)
        self._nav.page_picked.connect(self.show_page)
        self._stack.said.connect(self._shell.say)
        self._shell.read.connect(self._on_read)
        self._shell.gate.action_picked.connect(self._on_check_picked)
        self._shell.gate.more_picked.connect(self._on_doctor_picked)
        self._shell.older.action_picked.connect(partial(self.show_page, "stuck"))
        self._shell.kept.action_picked.connect(self.show_kept_launches)
        self._shell.status.cell_picked.connect(self._on_cell_picked)
        self._shell.status.action_picked.connect(self._on_try_now_picked)
        self._shell.status.help_picked.connect(self._on_help_picked)

    def _commands(self) -> tuple[Command, ...]:
        """Everything the keyboard can do anywhere: the shortcuts and their list are made of this."""
        pages = [
            Command(words=entry.label, keys=(f"Ctrl+{number}",), run=partial(self.show_page, entry.key))
            for number, entry in enumerate(self._pages.table()[:SHORTCUTS], start=1)
        ]

        def command(words: str, run: Callable[[], None], *keys: str) -> Command:
            return Command(words=words, keys=keys, run=run)

        return (
            *pages,
            command(self.tr("New training"), self._pages.new_training, "Ctrl+N"),
            command(self.tr("Kept launches"), self.show_kept_launches, "Ctrl+Shift+N"),
            command(self.tr("New invoice"), self._pages.new_invoice, "Ctrl+I"),
            command(self.tr("Search everything"), self.open_search, "Ctrl+P", "Ctrl+Shift+F"),
            command(self.tr("Search on this page"), self._focus_search, "Ctrl+K"),
            command(self.tr("Filter this page"), self._focus_filter, "/"),
            command(self.tr("Read everything again"), self._reread, "F5"),
            command(self.tr("Light or dark"), self._turn_theme, "Ctrl+Shift+L"),
            command(self.tr("Lock the window"), self._lock.lock, "Ctrl+L"),
            command(self.tr("This list"), self._on_help_picked, "F1", "?"),
            command(self.tr("Close Stationmaster"), self._on_quit, "Ctrl+Q"),
        )

    def _bind_shortcuts(self) -> None:
        self._shortcuts: list[QShortcut] = []
        for command in self._commands():
            for key in command.keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setAutoRepeat(False)
                shortcut.activated.connect(command.run)
                self._shortcuts.append(shortcut)

    def _retranslate(self) -> None:
        self._nav.set_groups(self._pages.groups())
        self._show_operator()
        self._shell.show()

    def _show_operator(self) -> None:
        operator = self._core.operator
        self._nav.set_operator(operator.name, texts.role_word(operator.role))
        self._nav.set_lockable(self._lock.is_lockable)

    # what is remembered -----------------------------------------------------------------------------------

    def _restore(self) -> None:
        self.resize(SIZE)
        geometry = self._state.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def _enter(self) -> None:
        """Show the page that was left last time, or the first one."""
        key = str(self._state.value("page", ""))
        known = [entry.key for entry in self._pages.table()]
        self.show_page(key if key in known else known[0])
        self._shell.reread()
        self.setFocus()
        self._offer_first_steps()

    def _remember(self) -> None:
        self._state.setValue("geometry", self.saveGeometry())
        if self._stack.current_key:
            self._state.setValue("page", self._stack.current_key)
        self._state.setValue("theme", self._theme.scheme.value)
        self._state.setValue("language", self._languages.chosen.value)
        self._stack.remember()
        self._state.sync()

    # who works here ---------------------------------------------------------------------------------------

    def _on_locked(self) -> None:
        self._shell.set_paused(True)
        self._set_shortcuts(False)

    def _on_entered(self, is_same: bool) -> None:
        self._shell.set_paused(False)
        self._set_shortcuts(True)
        self._show_operator()
        if not is_same:
            self._enter()

    def _set_shortcuts(self, are_on: bool) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(are_on)

    def _on_change(self, change: Change) -> None:
        if change.kind == "operator":
            self.tasks.start(self._core.reread_operator(), (_WHO, next(self._numbers)))
        elif change.kind == "session":
            self._show_operator()
        elif change.kind == "gate":
            self._offer_first_steps()

    def _offer_first_steps(self) -> None:
        if not isinstance(self._core.gate.state.problem, NoToken):
            return
        from gui.actions import first_steps

        if first_steps.are_due(self._core, self._state):
            self.tasks.start(first_steps.walk(self, self._core, self._state), _FIRST_STEPS)

    # deeds ------------------------------------------------------------------------------------------------

    def _on_read(self, facts: ShellFacts) -> None:
        self._nav.set_count("trainings", facts.counts.running, Tone.RUN)
        self._nav.set_count("failures", facts.failures, Tone.BAD)
        is_urgent = facts.inbox.quarantined or facts.inbox.alarms
        self._nav.set_count("payments", facts.inbox.quarantined, Tone.WARN)
        self._nav.set_count("inbox", facts.inbox.todo, Tone.WARN if is_urgent else Tone.MUTE)
        self._nav.set_count("approvals", facts.approvals, Tone.WARN)

    def _on_check_picked(self) -> None:
        self.tasks.start(self._check(), _CHECK)

    async def _check(self) -> None:
        self._shell.say(await settings_actions.check_gate(self._core))

    def _on_doctor_picked(self) -> None:
        self.tasks.start(self._call_doctor(), _DOCTOR)

    async def _call_doctor(self) -> None:
        from gui.actions import token_doctor

        said = await token_doctor.open_doctor(self, self._core)
        if said:
            self._shell.say(said)

    def show_kept_launches(self) -> None:
        """Show the launches that were kept while nothing could be sent, to start or throw them away."""
        self.tasks.start(self._kept_launches(), _KEPT)

    async def _kept_launches(self) -> None:
        from gui.forms.kept_launches_form import open_kept_launches

        said = await open_kept_launches(self, self._core)
        if said:
            self._shell.say(said)

    def _on_try_now_picked(self, _key: str) -> None:
        self._core.flow.try_now()

    def _on_cell_picked(self, key: str) -> None:
        if key == "gate" and not self._core.gate.state.is_open:
            self._on_doctor_picked()
            return
        self.show_page(_PAGE_OF_CELL.get(key, "settings"))

    def _on_help_picked(self) -> None:
        self.tasks.start(self._help(), _HELP)

    async def _help(self) -> None:
        await dialogs.run(ShortcutsDialog(self, self._commands()))

    def open_search(self) -> None:
        """Let the operator find anything, and show what was chosen."""
        self.tasks.start(self._search(), _SEARCH)

    async def _search(self) -> None:
        from gui.forms.search_palette import SearchPalette

        palette = SearchPalette(self, self._core.search.find)
        if await dialogs.run(palette) and palette.chosen is not None:
            self._pages.show_found(palette.chosen.kind, palette.chosen.key)

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
        try:
            facts: ShellFacts | None = await house.read_facts(self._core)
        except AppError:
            facts = self._shell.facts  # as read last: a database in trouble must not keep the window open
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
