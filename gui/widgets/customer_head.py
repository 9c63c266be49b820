"""Who a customer is and how they stand: the balance in large and why, the plan with its end, ids to copy."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.services.customer_desk import Dossier
from gui import formats
from gui.widgets.buttons import Button, IconButton
from gui.widgets.labels import Caption, ElidedLabel, Label

BLOCK_GAP = 28


class CustomerHead(QWidget):
    """Balance, plan and ids beside each other.

    Signals:
        copied: an id is on the clipboard; carries it.
        adjust_picked: the balance should be changed by hand.
        why_picked: the balance should be explained.
    """

    copied = Signal(str)
    adjust_picked = Signal()
    why_picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a customer."""
        super().__init__(parent)
        self._dossier: Dossier | None = None
        self._plan_words = ""
        self._balance_caption, self._plan_caption = Caption(), Caption()
        self._balance = Label("", "figure").selectable()
        self._held = Label("", "second")
        self._plan = ElidedLabel("", "strong")
        self._queued = ElidedLabel("", "second")
        self.why = Button(kind="link")
        self.adjust = Button(icon="plus-minus")
        self.adjust.clicked.connect(self.adjust_picked)
        self.why.clicked.connect(self.why_picked)
        self.id_line = CopyLine()
        self.username_line = CopyLine()
        for line in (self.id_line, self.username_line):
            line.copied.connect(self.copied)
        self._build()
        self._retranslate()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """Return what can be reached with Tab, in the order of the eye."""
        return (self.why, self.adjust, self.id_line.button, self.username_line.button)

    def show_dossier(self, dossier: Dossier, plan_words: str) -> None:
        """Show another customer, or the same one with other figures."""
        self._dossier, self._plan_words = dossier, plan_words
        customer = dossier.customer
        self._balance.setText(formats.stars(dossier.balance))
        self.id_line.show_id(str(customer.telegram_id))
        self.username_line.show_id(f"@{customer.username}" if customer.username else "")
        held = self.tr("{held} held").format(held=formats.stars(dossier.held)) if dossier.held else ""
        self._held.setText(held)
        self._held.setVisible(bool(held))
        self._plan.set_full_text(plan_words)
        queued = self.tr("%n more in the queue", "", len(dossier.plan.queued)) if dossier.plan.queued else ""
        self._queued.set_full_text(queued)
        self._queued.setVisible(bool(queued))

    def set_adjustable(self, is_adjustable: bool, why_not: str = "") -> None:
        """Say whether the operator may change the balance, and why not."""
        self.adjust.setEnabled(is_adjustable)
        self.adjust.setToolTip(why_not)

    def _build(self) -> None:
        figure = QHBoxLayout()
        figure.setSpacing(10)
        for widget in (self._balance, self.why, self.adjust):
            figure.addWidget(widget)
        balance = _column(self._balance_caption, figure, self._held)
        plan = _column(self._plan_caption, self._plan, self._queued)
        ids = _column(self.id_line, self.username_line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(BLOCK_GAP)
        layout.addLayout(balance)
        layout.addLayout(plan, 1)
        layout.addLayout(ids)

    def _retranslate(self) -> None:
        self._balance_caption.set_caption(self.tr("Balance"))
        self._plan_caption.set_caption(self.tr("Plan"))
        self.why.setText(self.tr("why?"))
        self.why.setAccessibleName(self.tr("Explain the balance"))
        self.adjust.setText(self.tr("Adjust balance…"))
        self.id_line.button.set_name(self.tr("Copy the Telegram id"))
        self.username_line.button.set_name(self.tr("Copy the @username"))
        if self._dossier is not None:
            self.show_dossier(self._dossier, self._plan_words)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _column(*parts: QWidget | QHBoxLayout) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    column.addStretch(1)
    return column


class CopyLine(QWidget):
    """An id and the button that copies it; hidden while there is no id.

    Signals:
        copied: the id is on the clipboard; carries it.
    """

    copied = Signal(str)

    def __init__(self) -> None:
        """Start without an id."""
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
        """Show another id."""
        self._words.set_full_text(text)
        self.setVisible(bool(text))

    def _on_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._words.full_text)
        self.copied.emit(self._words.full_text)
