"""Looks at a past moment: a field for it, and a strip that says so for as long as the past is shown."""

from datetime import datetime

from PySide6.QtCore import QDateTime, QEvent, Signal
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gui import formats
from gui.widgets.banner import Banner, BannerKind
from gui.widgets.buttons import Button
from gui.widgets.labels import Label


class AsOfBar(QWidget):
    """Hidden until it is opened.

    Signals:
        moment_picked: another moment should be shown; carries an aware datetime, None for now.
    """

    moment_picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start at now."""
        super().__init__(parent)
        self._moment: datetime | None = None
        self._label = Label("", "muted")
        self.field = QDateTimeEdit()
        self.field.setCalendarPopup(True)
        self.field.setDisplayFormat("dd.MM.yyyy HH:mm:ss")
        self._label.setBuddy(self.field)
        self.show_button = Button(kind="primary")
        self.strip = Banner(BannerKind.SANDBOX)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for widget in (self._label, self.field, self.show_button):
            line.addWidget(widget)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._line)
        layout.addWidget(self.strip)
        self.show_button.clicked.connect(self._on_show_clicked)
        self.strip.action_picked.connect(self.back_to_now)
        self._retranslate()
        self.hide()

    @property
    def moment(self) -> datetime | None:
        """Return the moment shown, None for now."""
        return self._moment

    def open_at(self, now: datetime) -> None:
        """Offer the field, filled with a moment near the one before."""
        local = (self._moment or now).astimezone()
        self.field.setMaximumDateTime(_to_qt(now.astimezone()))
        self.field.setDateTime(_to_qt(local))
        self.show()
        self.field.setFocus()

    def set_moment(self, moment: datetime | None) -> None:
        """Show another moment, without a signal; None goes back to now and closes the bar."""
        self._moment = moment
        self.setVisible(moment is not None)
        self._say()

    def back_to_now(self) -> None:
        """Go back to now."""
        self.set_moment(None)
        self.moment_picked.emit(None)

    def _on_show_clicked(self) -> None:
        moment = datetime.fromtimestamp(self.field.dateTime().toMSecsSinceEpoch() / 1000).astimezone()
        self.set_moment(moment)
        self.moment_picked.emit(moment)

    def _say(self) -> None:
        if self._moment is None:
            self.strip.clear()
            return
        words = self.tr("As it was on {moment}. Nothing can be done in the past.")
        self.strip.say(words.format(moment=formats.full_moment(self._moment)), self.tr("Back to now"))

    def _retranslate(self) -> None:
        self._label.setText(self.tr("Look at"))
        self.field.setAccessibleName(self.tr("Moment to look at"))
        self.show_button.setText(self.tr("Show"))
        self._say()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _to_qt(moment: datetime) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(int(moment.timestamp() * 1000))
