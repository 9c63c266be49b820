"""A field that searches as one types, a little after the last key."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget
from typing_extensions import override

from gui import assets, theme
from gui.widgets import painting

SETTLE_MS = 200
WIDTH, LEAST_WIDTH = 320, 140


class SearchBox(QLineEdit):
    """A line with an icon, a placeholder, a hint of its shortcut, and a debounced signal.

    Signals:
        text_settled: the text has not changed for 200 ms, or Enter was pressed; carries it stripped.
            The same text is not told twice.
        entered_again: Enter was pressed on a text already told: the next match is wanted.
        left_down: Down was pressed: the operator wants to go to the results.
    """

    text_settled = Signal(str)
    entered_again = Signal()
    left_down = Signal()

    def __init__(
        self,
        placeholder: str = "",
        *,
        icon: str = "magnifying-glass",
        hint: str = "",
        width: int = WIDTH,
        parent: QWidget | None = None,
    ) -> None:
        """Show `icon` at the left and `hint`, for example "Ctrl K", at the right while it is empty.

        It is at most `width` pixels wide where others stand beside it, and gives way to them.
        """
        super().__init__(parent)
        self._width = width
        self._hint = hint
        self._told = ""
        self.addAction(assets.icon(icon, "faint"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(False)
        self._clear = self.addAction(assets.icon("x", "faint"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self._clear.triggered.connect(self._on_clear_picked)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._on_waited)
        self.textChanged.connect(self._on_text_changed)
        self.returnPressed.connect(self._on_return_pressed)
        self.set_placeholder(placeholder)
        self._make_room()
        self._retranslate()

    def set_placeholder(self, text: str) -> None:
        """Say what can be searched for; the screen reader gets the same."""
        self.setPlaceholderText(text)
        self.setAccessibleName(text)

    def set_text_silently(self, text: str) -> None:
        """Show `text` without a signal, for example from a saved view."""
        self.setText(text)
        self._timer.stop()
        self._told = text.strip()

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._make_room()
        self._timer.start()

    def _hint_font(self) -> QFont:
        return painting.weighted(self.font(), QFont.Weight.Medium, 11)

    def _make_room(self) -> None:
        """Keep the placeholder clear of the hint."""
        width = QFontMetrics(self._hint_font()).horizontalAdvance(self._hint) + 12
        self.setTextMargins(0, 0, width if self._hint and not self.text() else 0, 0)

    def _on_clear_picked(self) -> None:
        self.clear()
        self._tell()

    def _on_return_pressed(self) -> None:
        if not self._tell():
            self.entered_again.emit()

    def _on_waited(self) -> None:
        self._tell()

    def _tell(self) -> bool:
        self._timer.stop()
        text = self.text().strip()
        if text == self._told:
            return False
        self._told = text
        self.text_settled.emit(text)
        return True

    def _retranslate(self) -> None:
        self._clear.setToolTip(self.tr("Clear"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._on_clear_picked()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._width, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._hint or self.text():
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        painting.text_at(
            QPainter(self),
            box.adjusted(0, 0, -4, 0).toRectF(),
            self._hint,
            self._hint_font(),
            theme.color("faint"),
            Qt.AlignmentFlag.AlignRight,
        )
