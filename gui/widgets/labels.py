"""Words on the window in the few sizes there are, and the thin line between blocks."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget
from typing_extensions import override


class Label(QLabel):
    """A text in a role of the style sheet: title, card_title, strong, caption, second, faint, mono …

    Always plain text: what customers and providers wrote is never read as markup.
    """

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        """Show `text` in `role`; no role is the normal 13 px."""
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)

    def set_role(self, role: str) -> None:
        """Change the role; the label is restyled at once."""
        if self.property("role") != role:
            self.setProperty("role", role)
            restyle(self)

    def selectable(self) -> "Label":
        """Let the text be selected with the mouse, and return the label itself."""
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return self

    def wrapped(self) -> "Label":
        """Break long text into lines, and return the label itself."""
        self.setWordWrap(True)
        return self


class Caption(Label):
    """The small heading of a block, in capitals by style only: a screen reader gets the sentence."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Show `text` as a caption."""
        super().__init__("", "caption", parent)
        self.set_caption(text)

    def set_caption(self, text: str) -> None:
        """Show another text."""
        self.setText(text.upper())
        self.setAccessibleName(text)


class ElidedLabel(Label):
    """One line that ends in "…" when there is no room; the whole text is in the tooltip then."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        """Show `text` in `role`."""
        super().__init__("", role, parent)
        self._full = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_full_text(text)

    @property
    def full_text(self) -> str:
        """Return the text without the dots."""
        return self._full

    def set_full_text(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setAccessibleName(text)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, max(self.width(), 0))
        self.setText(shown)
        self.setToolTip(self._full if shown != self._full else "")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._full), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())


class Rule(QFrame):
    """A horizontal line of one pixel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Draw the line as wide as there is room."""
        super().__init__(parent)
        self.setProperty("role", "rule")


def restyle(widget: QWidget) -> None:
    """Apply the style sheet anew after a property it looks at has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
