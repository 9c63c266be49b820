"""A block that is folded away until it is wanted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets.buttons import Button


class Fold(QWidget):
    """A heading that opens and closes what stands under it.

    Signals:
        toggled: it was opened or closed; carries whether it is open.
    """

    toggled = Signal(bool)

    def __init__(self, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        """Start closed, with `content` hidden."""
        super().__init__(parent)
        self._content = content
        self._content.hide()
        self.button = Button(title, kind="link")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._on_toggled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(content)
        self._show_caret()

    @property
    def is_open(self) -> bool:
        """Tell whether the content is shown."""
        return self.button.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Open or close it."""
        self.button.setChecked(is_open)

    def set_title(self, title: str) -> None:
        """Show another heading."""
        self.button.setText(title)

    def _on_toggled(self, is_open: bool) -> None:
        self._content.setVisible(is_open)
        self._show_caret()
        self.toggled.emit(is_open)

    def _show_caret(self) -> None:
        self.button.set_icon("caret-down" if self.is_open else "caret-right")
