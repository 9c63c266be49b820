"""What can be done with a customer, in a column at the right."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from gui.tasks import TaskScope
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.labels import Caption

WIDTH = 170
RESEND, REFUND, UNDO = "resend", "refund charge", "undo"


class CustomerRail(QWidget):
    """Buttons with a verb each; the page says which can be pressed.

    Signals:
        train_picked, invoice_picked, refund_picked, undo_picked, resend_picked, as_of_picked: the buttons.
    """

    train_picked = Signal()
    invoice_picked = Signal()
    refund_picked = Signal()
    undo_picked = Signal()
    resend_picked = Signal()
    as_of_picked = Signal()

    def __init__(self, tasks: TaskScope, parent: QWidget | None = None) -> None:
        """Build the column; the deeds of `tasks` make their buttons busy."""
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._deeds, self._views = Caption(), Caption()
        self.train = Button(icon="plus")
        self.invoice = Button(icon="receipt")
        self.refund = BusyButton(tasks, REFUND, icon="arrow-u-up-left")
        self.undo = BusyButton(tasks, UNDO, icon="arrow-counter-clockwise")
        self.resend = BusyButton(tasks, RESEND, icon="paper-plane-tilt")
        self.as_of = Button(icon="clock-counter-clockwise")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._deeds)
        for button in (self.train, self.invoice, self.refund, self.undo, self.resend):
            layout.addWidget(button)
        layout.addSpacing(8)
        layout.addWidget(self._views)
        layout.addWidget(self.as_of)
        layout.addStretch(1)
        self.train.clicked.connect(self.train_picked)
        self.invoice.clicked.connect(self.invoice_picked)
        self.refund.clicked.connect(self.refund_picked)
        self.undo.clicked.connect(self.undo_picked)
        self.resend.clicked.connect(self.resend_picked)
        self.as_of.clicked.connect(self.as_of_picked)
        self._retranslate()

    def _retranslate(self) -> None:
        self._deeds.set_caption(self.tr("Do"))
        self._views.set_caption(self.tr("Look"))
        self.train.setText(self.tr("New &training"))
        self.invoice.setText(self.tr("New &invoice…"))
        self.refund.setText(self.tr("&Refund stars…"))
        self.undo.setText(self.tr("Re&verse…"))
        self.undo.setToolTip(self.tr("Undo the picked transfer, else the newest one (Ctrl+Z)"))
        self.resend.setText(self.tr("&Send again"))
        self.as_of.setText(self.tr("As &of…"))
        self.as_of.setToolTip(self.tr("See balance, plan and lists as they were at a past moment"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
