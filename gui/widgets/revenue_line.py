"""One line of revenue: a time to choose, and what came in, each currency for itself."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget
from typing_extensions import override

from gui.widgets.buttons import Button
from gui.widgets.labels import Caption, ElidedLabel, Label

PERIODS = ("today", "week", "month", "ever")


class RevenueLine(QWidget):
    """Shows the sums it is given.

    Signals:
        picked: another time is to be summed; carries its key.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with today and no sums."""
        super().__init__(parent)
        self._caption = Caption()
        self._sums = Label("", "strong").selectable()
        self._note = ElidedLabel("", "faint")
        self._buttons = {key: Button(kind="chip") for key in PERIODS}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._caption)
        row.addSpacing(6)
        for button in self._buttons.values():
            button.setCheckable(True)
            button.clicked.connect(self._on_clicked)
            self._group.addButton(button)
            row.addWidget(button)
        row.addSpacing(10)
        row.addWidget(self._sums)
        row.addSpacing(6)
        row.addWidget(self._note, 1)
        self._buttons["today"].setChecked(True)
        self._retranslate()

    @property
    def period(self) -> str:
        """Return the time chosen."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    @property
    def words(self) -> str:
        """Return the sums as shown."""
        return self._sums.text()

    def set_sums(self, sums: Sequence[str], note: str) -> None:
        """Show sums, one of each currency, and a note after them."""
        self._sums.setText("   ".join(sums) or self.tr("nothing yet"))
        self._note.set_full_text(note)

    def _on_clicked(self) -> None:
        self.picked.emit(self.period)

    def _retranslate(self) -> None:
        self._caption.set_caption(self.tr("Revenue"))
        self._caption.setToolTip(self.tr("Real money only: tests and gifts are left out"))
        words = (self.tr("Today"), self.tr("7 days"), self.tr("30 days"), self.tr("All time"))
        for button, text in zip(self._buttons.values(), words, strict=True):
            button.setText(text)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
