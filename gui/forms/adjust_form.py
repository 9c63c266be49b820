"""The form that changes a balance by hand: give or take, how much, why."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from core.domain.adjustments import Adjustment
from core.domain.ledger import Transfer
from core.errors import InputError
from core.money import ZERO, Stars, WrongAmount
from core.services.people import CustomerCard
from gui import formats
from gui.forms.field_words import remedy
from gui.forms.form_dialog import FormDialog
from gui.widgets.card import SummaryRow, SummaryRows
from gui.widgets.fields import LineField


class AdjustForm(FormDialog[Adjustment, Transfer]):
    """Asks for a change of one balance and shows before → after while one types.

    The operation id is made with the form: however often the button is pressed, it is done once.
    """

    def __init__(
        self,
        parent: QWidget | None,
        card: CustomerCard,
        operation_id: str,
        *,
        give: Callable[[Adjustment], Awaitable[Transfer]],
        take: Callable[[Adjustment], Awaitable[Transfer]],
    ) -> None:
        """Show the form; `give` and `take` do the deed."""
        super().__init__(
            parent,
            QCoreApplication.translate("AdjustForm", "Adjust balance"),
            QCoreApplication.translate(
                "AdjustForm", "{name} is told about it with the reason you give."
            ).format(name=card.customer.name),
            confirm="",
            save=self._do,
        )
        self._card = card
        self._operation_id = operation_id
        self._deeds = (give, take)
        self.give = QRadioButton(self.tr("&Give stars"))
        self.take = QRadioButton(self.tr("&Take stars"))
        self.amount = LineField(self.tr("Amount, ★"), self.tr("For example 220 or 7.50"))
        self.reason = LineField(self.tr("Reason"), self.tr("Stays in the ledger and goes to the customer."))
        self._result = SummaryRows()
        self._build()
        self._show_result()

    @property
    def change(self) -> Stars:
        """Return the signed change as typed; zero while the amount cannot be read."""
        try:
            amount = Stars.parse(self.amount.value)
        except WrongAmount:
            return ZERO
        return amount if self.give.isChecked() else -amount

    def typed(self) -> Adjustment:
        """Return the adjustment as typed."""
        change = self.change
        amount = change if self.give.isChecked() else -change
        if not amount:
            raise InputError(field="amount", value=self.amount.value, problem=remedy("amount"))
        if (self._card.balance + change).hundredths < 0:
            problem = self.tr("Only {have} can be taken.").format(have=formats.stars(self._card.balance))
            raise InputError(field="balance", value=self.amount.value, problem=problem)
        return Adjustment(
            operation_id=self._operation_id,
            customer_id=self._card.customer.telegram_id,
            amount=amount,
            reason=self.reason.value,
        )

    async def _do(self, adjustment: Adjustment) -> Transfer:
        give, take = self._deeds
        return await (give if self.give.isChecked() else take)(adjustment)

    def _build(self) -> None:
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(24)
        for radio in (self.give, self.take):
            group.addButton(radio)
            row.addWidget(radio)
        row.addStretch(1)
        self.give.setChecked(True)
        self.rows.addLayout(row)
        self.add_field("amount", self.amount)
        self.fields["balance"] = self.amount
        self.add_field("reason", self.reason)
        self.rows.addWidget(self._result)
        group.buttonToggled.connect(self._show_result)
        self.amount.control.textChanged.connect(self._show_result)
        self.amount.setFocus()

    def _show_result(self) -> None:
        change = self.change
        after = self._card.balance + change
        role = "bad" if after.hundredths < 0 else "strong"
        value = f"{formats.stars_number(self._card.balance)} → {formats.stars(after)}"
        self._result.set_rows([SummaryRow(label=self.tr("Balance"), value=value, role=role)])
        verb = self.tr("Give {amount}") if self.give.isChecked() else self.tr("Take {amount}")
        shown = change if self.give.isChecked() else -change
        none_yet = self.tr("Give stars") if self.give.isChecked() else self.tr("Take stars")
        self.confirm.setText(verb.format(amount=formats.stars(shown)) if shown else none_yet)
