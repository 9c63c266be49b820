"""The form that gives real money back: all or a part, what goes with it, what the provider can."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from core.domain import payments as rules
from core.domain.payments import PaymentStatus
from core.domain.providers import Ability, ProviderInfo
from core.domain.refunds import Refund
from core.errors import InputError
from core.money import ZERO, Money, Stars, WrongAmount
from core.services.deeds import Waiting
from core.services.payment_desk import PaymentDetails
from core.services.refund_desk import RefundRequest
from gui import formats
from gui.forms.field_words import remedy
from gui.forms.form_dialog import FormDialog
from gui.models import payment_words
from gui.widgets.card import SummaryRow, SummaryRows
from gui.widgets.fields import LineField

Save = Callable[[RefundRequest], Awaitable[Refund | Waiting]]


class RefundForm(FormDialog[RefundRequest, Refund | Waiting]):
    """Asks how much goes back and why, and shows what goes with it.

    With `by_hand` the money was given back outside already: nothing is asked of the provider.
    The operation id is made with the form: however often the button is pressed, it is done once.
    """

    def __init__(
        self,
        parent: QWidget | None,
        details: PaymentDetails,
        provider: ProviderInfo,
        operation_id: str,
        save: Save,
        *,
        by_hand: bool = False,
    ) -> None:
        """Show the form; `save` does the deed."""
        title = (
            QCoreApplication.translate("RefundForm", "Record money returned")
            if by_hand
            else QCoreApplication.translate("RefundForm", "Refund money")
        )
        super().__init__(parent, title, _text(provider, by_hand=by_hand), confirm="", save=save)
        self._details = details
        self._provider = provider
        self._by_hand = by_hand
        self._operation_id = operation_id
        self.whole = QRadioButton(self.tr("&All that is left"))
        self.part = QRadioButton(self.tr("A &part"))
        self.amount = LineField(self.tr("Amount"))
        self.reason = LineField(self.tr("Reason"), self.tr("Stays with the payment and in the audit."))
        self._result = SummaryRows()
        self._build()
        self._show_result()

    @property
    def money(self) -> Money | None:
        """Return what would go back as typed; None while that cannot be read."""
        left = self._details.payment.refundable
        if left is None or self.whole.isChecked():
            return left
        try:
            return Money.parse(_plain(self.amount.value), left.currency)
        except WrongAmount:
            return None

    def typed(self) -> RefundRequest:
        """Return the refund as typed."""
        money = self.money
        if money is None or money.minor <= 0:
            raise InputError(field="amount", value=self.amount.value, problem=remedy("amount"))
        return RefundRequest(
            operation_id=self._operation_id,
            payment_id=self._details.payment.id,
            amount=money,
            reason=self.reason.value,
        )

    def _build(self) -> None:
        payment = self._details.payment
        is_whole_only = payment.status is PaymentStatus.QUARANTINED or not (
            self._by_hand or Ability.PARTIAL_REFUND in self._provider.abilities
        )
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(24)
        for radio in (self.whole, self.part):
            group.addButton(radio)
            row.addWidget(radio)
        row.addStretch(1)
        self.whole.setChecked(True)
        self.part.setEnabled(not is_whole_only)
        if is_whole_only:
            self.part.setToolTip(self.tr("Only the whole payment can go back here."))
        self.rows.addLayout(row)
        self.add_field("amount", self.amount)
        self.add_field("reason", self.reason)
        self.rows.addWidget(self._result)
        group.buttonToggled.connect(self._on_way_chosen)
        self.amount.control.textChanged.connect(self._show_result)
        self._on_way_chosen()
        self.reason.setFocus()

    def _on_way_chosen(self) -> None:
        left = self._details.payment.refundable
        is_part = self.part.isChecked()
        self.amount.control.setEnabled(is_part)
        words = self.tr("At most {left}").format(left=formats.money(left)) if is_part else ""
        self.amount.set_words(self.tr("Amount"), words)
        if not is_part:
            self.amount.set_value(left.decimal if left else "")
        else:
            self.amount.setFocus()
            self.amount.control.selectAll()
        self._show_result()
        self.fit()

    def _show_result(self) -> None:
        money, payment = self.money, self._details.payment
        self._result.set_rows(self._rows(money))
        verb = self.tr("Record {amount}") if self._by_hand else self.tr("Refund {amount}")
        none_yet = self.tr("Record it") if self._by_hand else self.tr("Refund")
        left = payment.refundable
        fits = money is not None and left is not None and 0 < money.minor <= left.minor
        self.confirm.setText(verb.format(amount=formats.money(money)) if fits else none_yet)

    def _rows(self, money: Money | None) -> list[SummaryRow]:
        payment, balance = self._details.payment, self._details.balance
        rows = [SummaryRow(label=self.tr("Paid"), value=formats.money(payment.amount))]
        if payment.refunded is not None and payment.refunded.minor:
            rows.append(SummaryRow(label=self.tr("Went back before"), value=formats.money(payment.refunded)))
        taken = self._stars_back(money)
        if payment.status is PaymentStatus.QUARANTINED:
            nothing = self.tr("none: nothing was credited")
            return [*rows, SummaryRow(label=self.tr("Stars"), value=nothing)]
        after = f"{formats.stars_number(balance)} → {formats.stars(_floor(balance - taken))}"
        rows.append(SummaryRow(label=self.tr("Stars taken back"), value=formats.stars(taken), role="strong"))
        rows.append(SummaryRow(label=self.tr("Balance"), value=after))
        if payment.plan:
            rows.append(SummaryRow(label=self.tr("Plan"), value=self._plan_words(money)))
        owed = taken - balance
        if owed.hundredths > 0:
            words = self.tr("{amount} are spent already and become a debt").format(amount=formats.stars(owed))
            rows.append(SummaryRow(label=self.tr("Debt"), value=words, role="bad"))
        return rows

    def _plan_words(self, money: Money | None) -> str:
        payment = self._details.payment
        plan = payment_words.plan_word(payment.plan)
        is_whole = money is not None and money == payment.refundable
        words = (
            self.tr("{plan} is closed")
            if is_whole
            else self.tr("{plan} stays: only a whole refund closes it")
        )
        return words.format(plan=plan)

    def _stars_back(self, money: Money | None) -> Stars:
        payment = self._details.payment
        left = payment.refundable
        if money is None or payment.amount is None or left is None or not 0 < money.minor <= left.minor:
            return ZERO
        before = payment.refunded or Money(0, money.currency)
        return rules.stars_to_take_back(payment.stars, payment.amount, before, money)


def _text(provider: ProviderInfo, *, by_hand: bool) -> str:
    title = payment_words.provider_word(provider.name)
    if by_hand:
        return QCoreApplication.translate(
            "RefundForm",
            "For money that was given back outside: in the provider’s cabinet, by bank, in cash. Nothing is "
            "asked of {provider}.",
        ).format(provider=title)
    if Ability.PARTIAL_REFUND in provider.abilities:
        return QCoreApplication.translate(
            "RefundForm",
            "{provider} gives it back, whole or in part. Stars and plan go once it has confirmed.",
        ).format(provider=title)
    return QCoreApplication.translate(
        "RefundForm", "{provider} gives back whole payments only. Stars and plan go once it has confirmed."
    ).format(provider=title)


def _floor(balance: Stars) -> Stars:
    return balance if balance.hundredths > 0 else ZERO


def _plain(text: str) -> str:
    """Return what a person typed as a plain decimal: spaces away, a comma is a point."""
    return "".join(text.split()).replace(",", ".")
