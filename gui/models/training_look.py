"""One training being looked at: its details, log and loss as they are now, read as far as they are seen.

Reading happens in core's threads; here it is only told. The log of a running training may be megabytes, so
the parts that are not on the screen are not read, and those that have not changed are not read again.
"""

import asyncio
import importlib

from PySide6.QtCore import QObject, QTimer, Signal

from core.container import Core
from core.domain.attempts import Attempt
from core.domain.memory import Risk
from core.domain.progress import Progress
from core.errors import NotFound
from core.services.trainings import TrainingDetails
from gui.tasks import TaskScope

SOON_MS = 120
LOG_PARTS = frozenset({"story", "log"})
LOSS_PARTS = frozenset({"story", "loss"})

_KEY = "look"
_Mark = tuple[object, ...]


class TrainingLook(QObject):
    """Follows one training, or none.

    Signals:
        details_read: `details` and `attempt` are new; carries whether it is another training or attempt.
        log_read: the attempt's log so far.
        loss_read: the attempt's loss as (step, loss) pairs.
        gone: the training does not exist any more.
    """

    details_read = Signal(bool)
    log_read = Signal(str)
    loss_read = Signal(object)
    gone = Signal()

    def __init__(self, core: Core, tasks: TaskScope, parent: QObject) -> None:
        """Look at nothing yet; `tasks` runs the reading."""
        super().__init__(parent)
        self._core = core
        self._tasks = tasks
        self._part = "story"
        self._is_seen = False
        self._is_stale = False
        self._number: int | None = None
        self._read_marks: dict[str, _Mark] = {}
        self.training_id: str | None = None
        self.details: TrainingDetails | None = None
        self.attempt: Attempt | None = None
        self.progress: Progress | None = None
        self.risk: Risk | None = None
        """What Replicate may delete of the attempt before it is saved."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._start)
        tasks.finished.connect(self._on_task_finished)

    def show_training(self, training_id: str | None) -> None:
        """Look at another training, at its newest attempt; None looks at nothing."""
        if training_id == self.training_id:
            return
        self.training_id, self._number = training_id, None
        self._forget()
        self.reread()

    def show_attempt(self, number: int) -> None:
        """Look at an earlier attempt, or at the newest again."""
        is_newest = self.details is not None and number == len(self.details.attempts)
        self._number = None if is_newest else number
        self._read_marks.clear()
        self.reread()

    def show_part(self, part: str) -> None:
        """Say which tab is on the screen."""
        self._part = part
        self._read_marks.clear()
        self.reread()

    def set_seen(self, is_seen: bool) -> None:
        """Say whether it is on the screen at all; what is not seen is neither read nor watched closely."""
        self._is_seen = is_seen
        self._focus()
        if is_seen:
            self.reread()

    def reread(self) -> None:
        """Read now."""
        self._is_stale = True
        self._start()

    def reread_soon(self) -> None:
        """Read in a moment, once for many changes."""
        self._is_stale = True
        if not self._soon.isActive():
            self._soon.start()

    def _forget(self) -> None:
        self.details = self.attempt = self.progress = None
        self._read_marks.clear()
        self._focus()

    def _focus(self) -> None:
        """Let the watch read this attempt's log first."""
        attempt = self.attempt
        is_followed = self._is_seen and attempt is not None and not attempt.status.is_terminal
        self._core.watch.focus = attempt.id if attempt is not None and is_followed else None

    def _start(self) -> None:
        if self._is_stale and self._is_seen and self.training_id is not None:
            self._tasks.start(self._read_until_fresh(), _KEY)

    def _on_task_finished(self, key: object) -> None:
        if key == _KEY and not self._soon.isActive():
            self._start()

    async def _read_until_fresh(self) -> None:
        while self._is_stale and self.training_id is not None:
            self._is_stale = False
            await self._read(self.training_id)

    async def _read(self, training_id: str) -> None:
        try:
            details = await self._core.trainings.details(training_id)
        except NotFound:
            self.gone.emit()
            return
        number = self._number or len(details.attempts)
        attempt = details.attempts[number - 1]
        mark = (attempt.id, attempt.status, attempt.phase, attempt.progress_step, attempt.loss)
        wants_log = self._part in LOG_PARTS and self._read_marks.get("log") != mark
        wants_loss = self._part in LOSS_PARTS and self._read_marks.get("loss") != mark
        log = await self._core.trainings.log(attempt.id) if wants_log else None
        points = await self._core.trainings.loss(attempt.id) if wants_loss else None
        progress = await self._core.trainings.progress(attempt.id) if wants_log else self.progress
        risk = await self._core.memory.risk_of(attempt)
        if points:
            # It takes a third of a second to import: not on the window's thread.
            await asyncio.to_thread(importlib.import_module, "pyqtgraph")
        if training_id != self.training_id:
            return
        is_other = self.attempt is None or self.attempt.id != attempt.id
        self.details, self.attempt, self.progress, self.risk = details, attempt, progress, risk
        self._focus()
        self.details_read.emit(is_other)
        if log is not None:
            self._read_marks["log"] = mark
            self.log_read.emit(log)
        if points is not None:
            self._read_marks["loss"] = mark
            self.loss_read.emit(points)
