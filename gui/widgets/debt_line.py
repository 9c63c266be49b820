"""Says that a customer owes stars, and offers to take them or to let them go."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from core.domain.refunds import Debt
from core.money import ZERO
from gui import formats
from gui.tasks import TaskScope
from gui.theme import Tone
from gui.widgets.buttons import BusyButton
from gui.widgets.health import HealthRow

PAY, FORGIVE = "pay debt", "forgive debt"


class DebtLine(QWidget):
    """Hidden while nothing is owed. The deeds are about the oldest debt.

    Signals:
        pay_picked, forgive_picked: the oldest debt should end; carries its id.
    """

    pay_picked = Signal(str)
    forgive_picked = Signal(str)

    def __init__(self, tasks: TaskScope, parent: QWidget | None = None) -> None:
        """Start without a debt."""
        super().__init__(parent)
        self._debts: tuple[Debt, ...] = ()
        self._row = HealthRow()
        self.pay = BusyButton(tasks, PAY)
        self.forgive = BusyButton(tasks, FORGIVE)
        self._row.add(self.pay)
        self._row.add(self.forgive)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._row)
        self.pay.clicked.connect(self._on_pay_clicked)
        self.forgive.clicked.connect(self._on_forgive_clicked)
        self._retranslate()
        self.hide()

    def show_debts(self, debts: Sequence[Debt], obstacle: str) -> None:
        """Show what is owed; `obstacle` says why nothing can be done about it, empty if something can."""
        self._debts = tuple(debts)
        self.setVisible(bool(debts))
        for button in (self.pay, self.forgive):
            button.set_obstacle(obstacle)
        self._say()

    def _say(self) -> None:
        if not self._debts:
            return
        owed = sum((one.stars for one in self._debts), start=ZERO)
        self._row.set_name(self.tr("Owes {owed}").format(owed=formats.stars(owed)))
        oldest = self._debts[0]
        words = self.tr("Money went back after its stars were spent, {day}: {reason}")
        day = formats.full_moment(oldest.created_at).split(",")[0]
        self._row.set_state(Tone.BAD, words.format(day=day, reason=oldest.reason))

    def _on_pay_clicked(self) -> None:
        self.pay_picked.emit(self._debts[0].id)

    def _on_forgive_clicked(self) -> None:
        self.forgive_picked.emit(self._debts[0].id)

    def _retranslate(self) -> None:
        self.pay.setText(self.tr("Take from the balance…"))
        self.forgive.setText(self.tr("Forgive…"))
        self._say()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
