"""How long Replicate keeps the log of a training that was not read for a while: one line that counts down."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.memory import Risk
from gui import formats
from gui.widgets.labels import Label

TICK_MS = 1000


def memory_words(risk: Risk, now: datetime) -> str:
    """Return what may be lost, and when, as one sentence or two."""
    translate = QCoreApplication.translate
    left = risk.until - now
    if left <= timedelta():
        return translate(
            "Memory",
            "Not read for {time}. Replicate deletes log and output an hour after the end: they may be gone.",
        ).format(time=formats.duration(now - risk.since))
    if risk.has_ended:
        text = translate(
            "Memory", "It has ended and its log is not saved yet. Replicate may delete it in {left}."
        )
    else:
        text = translate(
            "Memory",
            "Not read for {time}. If it ended since, Replicate deletes its log in {left} at the earliest.",
        )
    return text.format(time=formats.duration(now - risk.since), left=formats.countdown(left))


class MemoryLine(Label):
    """The countdown of one training; hidden while nothing is at risk."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        """Count against `now`."""
        super().__init__("", "warn", parent)
        self.wrapped()
        self._now = now
        self._risk: Risk | None = None
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self._tell)
        self.hide()

    def set_risk(self, risk: Risk | None) -> None:
        """Count down for what is at risk, or hide."""
        self._risk = risk
        self._tell()
        self.setVisible(risk is not None)

    def _tell(self) -> None:
        if self._risk is not None:
            self.setText(memory_words(self._risk, self._now()))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._tell()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()
        self._ticks.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticks.stop()
