"""A place to drop a folder, a zip or photos on; a click or Enter asks for them instead."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from gui import assets
from gui.widgets.labels import Label, restyle

ICON_SIDE = 28


class DropZone(QFrame):
    """Takes local files and folders, nothing else.

    Signals:
        dropped: something was dropped; carries a list of paths.
        choose_wanted: a click, Enter or Space: the page should ask for files.
    """

    dropped = Signal(object)
    choose_wanted = Signal()

    def __init__(self, text: str = "", help_text: str = "", parent: QWidget | None = None) -> None:
        """Say what can be dropped here, and in the second line what makes it good."""
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(132)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = Label("", "strong").wrapped()
        self._help = Label("", "faint").wrapped()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(4)
        layout.addStretch(1)
        layout.addWidget(self._picture)
        layout.addSpacing(4)
        for label in (self._text, self._help):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addStretch(1)
        self.set_words(text, help_text)
        self._paint_icon()

    def set_words(self, text: str, help_text: str = "") -> None:
        """Say something else, for example what was dropped."""
        self._text.setText(text)
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))
        self.setAccessibleName(text)
        self.setAccessibleDescription(help_text)

    def _set_over(self, is_over: bool) -> None:
        self.setProperty("over", is_over)
        restyle(self)

    def _paint_icon(self) -> None:
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(assets.pixmap("image-square", "accent", ICON_SIDE, ratio))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData()):
            self._set_over(True)
            event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_over(False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._set_over(False)
        paths = local_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.choose_wanted.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose_wanted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._paint_icon()


def local_paths(data: QMimeData) -> Sequence[Path]:
    """Return the files and folders of this machine that are being dragged; links to the web are none."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
