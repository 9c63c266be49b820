"""The form that undoes a transfer: the reversal is the only undo, and says beforehand what it does."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.domain import deeds
from core.domain.deeds import Deed
from core.domain.ledger import Transfer
from gui import formats, texts
from gui.forms.deed_form import DeedForm, DeedWays
from gui.widgets.fields import LineField


class ReverseForm(DeedForm):
    """Asks why a transfer is undone, with the reason filled in, and shows before → after."""

    def __init__(
        self, parent: QWidget | None, transfer: Transfer, operation_id: str, *, ways: DeedWays
    ) -> None:
        """Show the form for one transfer."""
        word, amount = texts.transfer_word(transfer.kind), formats.stars(transfer.amount)
        moment = formats.full_moment(transfer.created_at)
        super().__init__(
            parent,
            QCoreApplication.translate("ReverseForm", "Reverse this transfer?"),
            QCoreApplication.translate(
                "ReverseForm",
                "{word}, {amount}, {moment}, by {actor}. The contrary transfer is added and both stay.",
            ).format(word=word, amount=amount, moment=moment, actor=transfer.actor),
            ways=ways,
        )
        self._transfer = transfer
        self._operation_id = operation_id
        self.reason = LineField(self.tr("Reason"), self.tr("Stays in the ledger and goes to the customer."))
        words = self.tr("Reversal of “{word}” of {moment}: {reason}")
        was = transfer.reason or transfer.cause_id
        self.reason.set_value(words.format(word=word, moment=moment, reason=was))
        self.add_field("reason", self.reason)
        self.add_outcome()
        self.reason.control.textChanged.connect(self.look_soon)
        self.confirm.setText(self.tr("Reverse {amount}").format(amount=amount))
        self.reason.setFocus()
        self.reason.control.selectAll()

    def deed(self) -> Deed:
        """Return the reversal as typed."""
        return deeds.reverse(
            operation_id=self._operation_id, transfer_id=self._transfer.id, reason=self.reason.value
        )
