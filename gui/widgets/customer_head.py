"""Who a customer is, and how much they have, in large."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.services.people import CustomerCard
from gui import formats
from gui.widgets.buttons import Button, IconButton
from gui.widgets.labels import Caption, ElidedLabel, Label


class CustomerHead(QWidget):
    """Ids to copy at the left, the balance and its button at the right.

    Signals:
        copied: an id is on the clipboard; carries it.
        adjust_picked: the balance should be changed by hand.
    """

    copied = Signal(str)
    adjust_picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a customer."""
        super().__init__(parent)
        self._balance_caption = Caption()
        self._balance = Label("", "figure").selectable()
        self.adjust = Button(icon="plus-minus")
        self.adjust.clicked.connect(self.adjust_picked)
        self.id_line = _CopyLine()
        self.username_line = _CopyLine()
        for line in (self.id_line, self.username_line):
            line.copied.connect(self.copied)
        ids = QVBoxLayout()
        ids.setSpacing(2)
        ids.addWidget(self.id_line)
        ids.addWidget(self.username_line)
        ids.addStretch(1)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(0)
        layout.addWidget(self._balance_caption, 0, 0)
        layout.addWidget(self._balance, 1, 0)
        layout.addWidget(self.adjust, 0, 1, 2, 1)
        layout.addLayout(ids, 0, 3, 2, 1)
        layout.setColumnStretch(2, 1)
        self._retranslate()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """Return what can be reached with Tab, in the order of the eye."""
        return (self.adjust, self.id_line.button, self.username_line.button)

    def show_card(self, card: CustomerCard) -> None:
        """Show another customer, or the same one with another balance."""
        self._balance.setText(formats.stars(card.balance))
        self.id_line.show_id(str(card.customer.telegram_id))
        self.username_line.show_id(f"@{card.customer.username}" if card.customer.username else "")

    def set_adjustable(self, is_adjustable: bool, why_not: str = "") -> None:
        """Say whether the operator may change the balance, and why not."""
        self.adjust.setEnabled(is_adjustable)
        self.adjust.setToolTip(why_not)

    def _retranslate(self) -> None:
        self._balance_caption.set_caption(self.tr("Balance"))
        self.adjust.setText(self.tr("Adjust balance…"))
        self.id_line.button.set_name(self.tr("Copy the Telegram id"))
        self.username_line.button.set_name(self.tr("Copy the @username"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class _CopyLine(QWidget):
    """An id and the button that copies it; hidden while there is no id."""

    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words = ElidedLabel("", "mono")
        self._words.selectable()
        self.button = IconButton("copy", "")
        self.button.clicked.connect(self._on_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.button)
        self._words.setMinimumWidth(120)

    def show_id(self, text: str) -> None:
        self._words.set_full_text(text)
        self.setVisible(bool(text))

    def _on_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._words.full_text)
        self.copied.emit(self._words.full_text)
