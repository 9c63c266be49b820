"""How everything outside the window stands, kept true on the screen: the strips and the status line.

It reads when something changed, a burst of changes costing two reads, and lets the clocks go on every second.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.events import Change
from gui import house
from gui.house import ShellFacts
from gui.tasks import TaskScope
from gui.widgets.banner import Banner, BannerKind
from gui.widgets.status_line import StatusLine

TICK_MS = 1000
SAID_MS = 6000

_FOLLOWED = frozenset(
    {
        "approval", "bulk", "failure", "gate", "inbox", "kept_launch", "ledger", "outbox", "payment", "sync",
        "training",
    }
)  # fmt: skip
_READ = "read shell"


class ShellState(QObject):
    """Owns the strips and the status line; the window only places them.

    Signals:
        read: fresh facts were read; carries them.
    """

    read = Signal(object)

    def __init__(self, core: Core, tasks: TaskScope, window: QWidget) -> None:
        """Begin to follow `core`; reading is done in `tasks`, so that their owner tells what goes wrong."""
        super().__init__(window)
        self._core = core
        self._tasks = tasks
        self._is_stale = False
        self._is_paused = False
        self.facts: ShellFacts | None = None
        self.sandbox = Banner(BannerKind.SANDBOX)
        self.tests = Banner(BannerKind.OFFLINE)
        self.gate = Banner(BannerKind.GATE)
        self.kept = Banner(BannerKind.OFFLINE)
        self.offline = Banner(BannerKind.OFFLINE)
        self.memory = Banner(BannerKind.OFFLINE)
        self.older = Banner(BannerKind.GATE)
        self.seal = Banner(BannerKind.GATE)
        self.status = StatusLine()
        self._ticks = self._timer(TICK_MS)
        self._ticks.start()
        self._said = self._timer(SAID_MS)
        self._said.setSingleShot(True)
        tasks.finished.connect(self._on_task_finished)
        self._unsubscribe: Callable[[], None] = core.changes.subscribe(self._on_change)

    def close(self) -> None:
        """Follow no longer."""
        self._unsubscribe()
        self._ticks.stop()
        self._said.stop()

    def say(self, sentence: str) -> None:
        """Show a sentence about a deed that was done, for a while."""
        self._said.start()
        self.status.set_right(sentence)

    def reread(self) -> None:
        """Read again, even if nothing told of a change."""
        self._is_stale = True
        self._read_if_stale()

    def set_paused(self, is_paused: bool) -> None:
        """Read nothing while nobody may see it; what changed meanwhile is read afterwards."""
        self._is_paused = is_paused
        self._read_if_stale()

    def show(self) -> None:
        """Show everything as it is now, in the language in force."""
        core, now = self._core, self._core.clock.now()
        gate, last_look = core.gate.state, core.watch.last_look
        if core.settings.is_sandbox:
            self.sandbox.say(self.tr("Sandbox: nothing here reaches Replicate, a bank or a customer."))
        if core.settings.payments_test_mode:
            self.tests.say(self.tr("Payments are in test mode: test money is credited. Never leave it on."))
        _say(self.gate, house.gate_words(gate, now), self.tr("Check now"), self.tr("Token doctor…"))
        _say(self.offline, house.offline_words(last_look, now, core.settings.poll_interval_s))
        _say(self.memory, house.memory_words(self.facts.risk if self.facts else None, now))
        _say(self.older, house.older_words(self.facts.newer if self.facts else 0), self.tr("Show"))
        _say(self.seal, house.sealing_words(core.audit.state))
        if not self._said.isActive():
            self.status.set_right(house.sync_words(last_look, now))
        if self.facts is None:
            return
        kept = house.kept_words(self.facts.kept_launches, is_open=gate.is_open)
        _say(self.kept, kept, house.kept_action(is_open=gate.is_open))
        sandbox = core.settings.is_sandbox
        for cell in house.cells(gate, core.flow.state, self.facts, core.paths, is_sandbox=sandbox):
            self.status.set_cell(cell.key, cell.tone, cell.text, cell.tooltip, cell.action)

    def _timer(self, interval_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.timeout.connect(self.show)
        return timer

    def _on_change(self, change: Change) -> None:
        if change.kind in _FOLLOWED:
            self.reread()
        elif change.kind == "flow" and not self._is_paused:
            self.show()

    def _on_task_finished(self, key: object) -> None:
        if key == _READ:
            self._read_if_stale()

    def _read_if_stale(self) -> None:
        if self._is_stale and not self._is_paused and not self._tasks.running(_READ):
            self._is_stale = False
            self._tasks.start(self._read(), _READ)

    async def _read(self) -> None:
        self.facts = await house.read_facts(self._core)
        self.show()
        self.read.emit(self.facts)


def _say(banner: Banner, words: str, action: str = "", more: str = "") -> None:
    if words:
        banner.say(words, action, more)
    else:
        banner.clear()
