"""Whether the audit log is sealed and whole: what is known, what the last check found, the check itself."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.container import Core
from core.domain.audit_log import ChainReport, Sealing
from gui import formats, house, texts
from gui.tasks import TaskScope
from gui.theme import Tone
from gui.widgets.buttons import BusyButton
from gui.widgets.card import Card
from gui.widgets.health import HealthRow

CHECK_CHAIN = "check chain"
"""Key of the task that checks."""
FAULTS_NAMED = 4


class ChainCard(Card):
    """One line about the seal.

    Signals:
        check_wanted: the whole log is to be checked.
    """

    check_wanted = Signal()

    def __init__(self, core: Core, scope: TaskScope, parent: QWidget | None = None) -> None:
        """Show how the log stands; nothing was checked yet."""
        super().__init__(parent=parent)
        self._core = core
        self._report: ChainReport | None = None
        self._progress: tuple[int, int] | None = None
        self.row = HealthRow()
        self.check = BusyButton(scope, CHECK_CHAIN, icon="shield-check")
        self.check.clicked.connect(self.check_wanted)
        self.row.add(self.check)
        self.add(self.row)
        self.layout().setContentsMargins(16, 10, 16, 10)  # type: ignore[union-attr]
        self._retranslate()

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the check is."""
        self._progress = (done, total)
        self.show_state()

    def show_report(self, report: ChainReport | None) -> None:
        """Show what the check found; None after one that was stopped."""
        self._report = report or self._report
        self._progress = None
        self.show_state()

    def show_state(self) -> None:
        """Show everything as it is now."""
        state = self._core.audit.state
        trouble = house.sealing_words(state)
        report = self._report
        is_bad = bool(trouble) or (report is not None and bool(report.faults))
        tone = Tone.BAD if is_bad else Tone.OK
        self.row.set_state(tone, "\n".join([trouble or self._sealed_words(), self._checked_words()]))

    def _sealed_words(self) -> str:
        state = self._core.audit.state
        if state.sealing is not Sealing.ON:
            return ""
        source = house.source_words(state.key_source)
        words = self.tr("Every new row is sealed (key: {source}).").format(source=source)
        outside = (
            self.tr("A copy of its anchor lies in the keyring.")
            if state.has_outside
            else self.tr(
                "Without a keyring there is no copy outside: an older file put back would go unseen."
            )
        )
        return f"{words} {outside}"

    def _checked_words(self) -> str:
        if self._progress is not None:
            done, total = (formats.count(number) for number in self._progress)
            return self.tr("Checking: {done} of {total} rows").format(done=done, total=total)
        report = self._report
        if report is None:
            return self.tr("Not checked since the start of the program.")
        moment = formats.short_moment(report.at, self._core.clock.now())
        if report.faults:
            named = "; ".join(self._fault_words(report)[:FAULTS_NAMED])
            number = self.tr("%n fault(s)", "", len(report.faults))
            return self.tr("Checked {time}: {number}. {named}").format(
                time=moment, number=number, named=named
            )
        return self.tr("Checked {time}: {rows} rows, all as they were written, head {head}…").format(
            time=moment, rows=formats.count(report.rows), head=report.head[:16]
        )

    def _fault_words(self, report: ChainReport) -> list[str]:
        return [self.fault_text(rows=one.rows, words=texts.clause_text(one.words)) for one in report.faults]

    def fault_text(self, *, rows: str, words: str) -> str:
        """Return one fault with its rows."""
        return self.tr("row {rows}: {words}").format(rows=rows, words=words) if rows else words

    def fault_lines(self, report: ChainReport) -> str:
        """Return all faults, one a line, for reading and copying."""
        return "\n".join(self._fault_words(report))

    def _retranslate(self) -> None:
        self.row.set_name(self.tr("Seal of the log"))
        self.check.setText(self.tr("Verify chain"))
        self.show_state()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
