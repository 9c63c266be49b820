"""The health of the house: token, sync, database and disk, each with what can be done about it."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.container import Core
from core.domain.ledger import Finding
from gui import formats, house
from gui.tasks import TaskScope
from gui.theme import Tone
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.card import Card
from gui.widgets.health import HealthRow

CHECK_TOKEN, VERIFY = "check token", "verify"
"""Keys of the tasks whose buttons stand here."""
LEAST_FREE_BYTES = 2 * 1024**3
"""Below this much free disk the weights of a few trainings may not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the last check of the database found, and when."""

    at: datetime
    findings: list[Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much the database holds and how much room is left on its disk."""

    database_bytes: int
    free_bytes: int


class HealthCard(Card):
    """Shows how a core stands.

    Signals:
        check_wanted: the token is to be tried again.
        verify_wanted: the database is to be checked.
        stuck_wanted: the stuck work is to be shown.
    """

    check_wanted = Signal()
    verify_wanted = Signal()
    stuck_wanted = Signal()

    def __init__(self, core: Core, scope: TaskScope, parent: QWidget | None = None) -> None:
        """Build the card; it says something with the first `show_state`."""
        super().__init__(parent=parent)
        self._core = core
        self._state: tuple[Sizes, Verdict | None, int] | None = None
        self.body.setSpacing(16)
        self._token, self._sync = HealthRow(), HealthRow()
        self._database, self._weights = HealthRow(), HealthRow()
        self._seal, self._stuck = HealthRow(), HealthRow()
        self._check = BusyButton(scope, CHECK_TOKEN)
        self._check.clicked.connect(self.check_wanted)
        self._verify = BusyButton(scope, VERIFY)
        self._verify.clicked.connect(self.verify_wanted)
        self._show_stuck = Button()
        self._show_stuck.clicked.connect(self.stuck_wanted)
        self._open_folder = Button()
        self._open_folder.clicked.connect(self._on_open_folder_clicked)
        self._token.add(self._check)
        self._stuck.add(self._show_stuck)
        self._database.add(self._verify)
        self._weights.add(self._open_folder)
        for row in (self._token, self._sync, self._stuck, self._database, self._seal, self._weights):
            self.add(row)
        self._retranslate()

    def show_state(self, sizes: Sizes, verdict: Verdict | None, stuck: int = 0) -> None:
        """Show how everything stands now; `stuck` counts the work that hangs."""
        self._state = (sizes, verdict, stuck)
        words = self.tr("%n stuck", "", stuck) if stuck else self.tr("Nothing is stuck")
        self._stuck.set_state(Tone.WARN if stuck else Tone.OK, words)
        core, now = self._core, self._core.clock.now()
        gate, last_look = core.gate.state, core.watch.last_look
        words = house.account_words(gate, is_sandbox=core.settings.is_sandbox)
        trouble = house.gate_words(gate, now)
        self._token.set_state(house.account_tone(gate), f"{words}\n{trouble}" if trouble else words)
        if last_look is None:
            self._sync.set_state(Tone.MUTE, house.sync_words(None, now))
        else:
            moment = formats.short_moment(last_look, now)
            self._sync.set_state(Tone.OK, self.tr("Last looked at {time}").format(time=moment))
        size = formats.byte_size(sizes.database_bytes)
        lines = [str(core.paths.database_file), size, self._verdict_words(verdict, now)]
        is_broken = verdict is not None and bool(verdict.findings)
        self._database.set_state(Tone.BAD if is_broken else Tone.OK, "\n".join(filter(None, lines)))
        self._show_seal()
        room = self.tr("{size} free").format(size=formats.byte_size(sizes.free_bytes))
        is_tight = sizes.free_bytes < LEAST_FREE_BYTES
        self._weights.set_state(Tone.WARN if is_tight else Tone.OK, f"{core.paths.weights_dir}\n{room}")

    def _show_seal(self) -> None:
        state = self._core.audit.state
        trouble = house.sealing_words(state)
        sealed = self.tr("Every row is sealed (key: {source})").format(
            source=house.source_words(state.key_source)
        )
        self._seal.set_state(Tone.BAD if trouble else Tone.OK, trouble or sealed)

    def _verdict_words(self, verdict: Verdict | None, now: datetime) -> str:
        if verdict is None:
            return ""
        moment, number = formats.short_moment(verdict.at, now), len(verdict.findings)
        if number:
            return self.tr("Checked {time}: %n finding(s)", "", number).format(time=moment)
        return self.tr("Checked {time}: every rule holds").format(time=moment)

    def _on_open_folder_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._core.paths.weights_dir)))

    def _retranslate(self) -> None:
        for row, name in (
            (self._token, self.tr("Replicate token")),
            (self._sync, self.tr("Sync of trainings")),
            (self._stuck, self.tr("Stuck work")),
            (self._database, self.tr("Database")),
            (self._seal, self.tr("Audit log")),
            (self._weights, self.tr("Weights")),
        ):
            row.set_name(name)
        for button in (self._check, self._verify):
            button.setText(self.tr("Check now"))
        self._show_stuck.setText(self.tr("Show"))
        self._show_stuck.setAccessibleName(self.tr("Show the stuck work"))
        self._open_folder.setText(self.tr("Open folder"))
        if self._state is not None:
            self.show_state(*self._state)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
