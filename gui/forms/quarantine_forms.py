"""The forms that decide money in quarantine, and the one that credits money which no notice brought."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.domain.providers import ProviderInfo
from core.errors import InputError
from core.money import Money, WrongAmount
from core.services.deeds import Waiting
from core.services.payment_desk import InvoiceDetails, PaymentDetails
from core.services.process_payment import Processed
from core.services.quarantine import UnboundPayment
from gui import formats
from gui.forms.form_dialog import FormDialog
from gui.models import payment_words
from gui.widgets.card import SummaryRow, SummaryRows
from gui.widgets.fields import ChoiceField, LineField


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditOrder:
    """Money to be credited on the terms of an invoice."""

    invoice_number: int
    reason: str


class CreditForm(FormDialog[CreditOrder, Processed | Waiting]):
    """Asks on which invoice's terms quarantined money is credited, and why."""

    def __init__(
        self,
        parent: QWidget | None,
        details: PaymentDetails,
        save: Callable[[CreditOrder], Awaitable[Processed | Waiting]],
    ) -> None:
        """Show the form; `save` does the deed."""
        payment = details.payment
        super().__init__(
            parent,
            QCoreApplication.translate("CreditForm", "Credit this payment"),
            payment_words.verdict_sentence(payment.verdict),
            confirm=QCoreApplication.translate("CreditForm", "Credit"),
            save=save,
        )
        self._details = details
        self.invoice = LineField(
            self.tr("Invoice"),
            self.tr("What it buys: the number of the invoice on whose terms it is credited."),
        )
        self.reason = LineField(self.tr("Reason"), self.tr("Stays with the payment and in the audit."))
        self._facts = SummaryRows()
        if payment.invoice_number is not None:
            self.invoice.set_value(str(payment.invoice_number))
        self.rows.addWidget(self._facts)
        self.add_field("invoice", self.invoice)
        self.add_field("reason", self.reason)
        self.invoice.control.textChanged.connect(self._show_facts)
        self._show_facts()
        (self.reason if payment.invoice_number is not None else self.invoice).setFocus()

    def typed(self) -> CreditOrder:
        """Return the order as typed."""
        digits = self.invoice.value.removeprefix("#")
        if not (digits.isascii() and digits.isdigit()):
            problem = self.tr("Enter the number of an invoice.")
            raise InputError(field="invoice", value=self.invoice.value, problem=problem)
        return CreditOrder(invoice_number=int(digits), reason=self.reason.value)

    def _show_facts(self) -> None:
        payment, invoice = self._details.payment, self._details.invoice
        rows = [SummaryRow(label=self.tr("Arrived"), value=formats.money(payment.amount), role="strong")]
        if invoice is not None and self.invoice.value.removeprefix("#") == str(invoice.number):
            gives = formats.stars(invoice.stars)
            if invoice.plan:
                gives = f"{payment_words.plan_word(invoice.plan)}, {gives}"
            rows.append(SummaryRow(label=self.tr("Invoice asks for"), value=formats.money(invoice.amount)))
            rows.append(SummaryRow(label=self.tr("It gives"), value=gives, role="strong"))
        self._facts.set_rows(rows)


class UnboundForm(FormDialog[UnboundPayment, Processed | Waiting]):
    """Asks for money that came without a notice: provider, its own id, invoice, sum, reason."""

    def __init__(
        self,
        parent: QWidget | None,
        providers: Sequence[ProviderInfo],
        save: Callable[[UnboundPayment], Awaitable[Processed | Waiting]],
        invoice: InvoiceDetails | None = None,
    ) -> None:
        """Show the form, filled in from `invoice` if there is one."""
        super().__init__(
            parent,
            QCoreApplication.translate("UnboundForm", "Credit money without a notice"),
            QCoreApplication.translate(
                "UnboundForm",
                "Look at the provider’s own books first. Bound to the provider’s id it counts once; "
                "the invoice says what it buys.",
            ),
            confirm=QCoreApplication.translate("UnboundForm", "Credit"),
            save=save,
        )
        self._currency = invoice.invoice.amount.currency if invoice else ""
        self.provider = ChoiceField(self.tr("Provider"))
        self.provider.set_choices([(one.name, payment_words.provider_word(one.name)) for one in providers])
        self.external_id = LineField(
            self.tr("Provider’s id of the payment"),
            self.tr("Charge id, payment intent, document number: as its books show it."),
        )
        self.invoice = LineField(self.tr("Invoice"), self.tr("A pending invoice of the customer."))
        self.amount = LineField(self.tr("Amount"), self.tr("For example 500.00 RUB"))
        self.reason = LineField(self.tr("Reason"), self.tr("What you saw where."))
        for name, field in (
            ("provider", self.provider),
            ("external_id", self.external_id),
            ("invoice", self.invoice),
            ("amount", self.amount),
            ("reason", self.reason),
        ):
            self.add_field(name, field)
        if invoice is not None:
            self.provider.set_value(invoice.invoice.provider)
            self.invoice.set_value(str(invoice.invoice.number))
            self.amount.set_value(str(invoice.invoice.amount))
        self.external_id.setFocus()

    def typed(self) -> UnboundPayment:
        """Return the payment as typed."""
        digits = self.invoice.value.removeprefix("#")
        if not (digits.isascii() and digits.isdigit()):
            problem = self.tr("Enter the number of an invoice.")
            raise InputError(field="invoice", value=self.invoice.value, problem=problem)
        return UnboundPayment(
            provider=self.provider.value,
            external_id=self.external_id.value,
            invoice_number=int(digits),
            amount=self._money(),
            reason=self.reason.value,
        )

    def _money(self) -> Money:
        parts = self.amount.value.replace(",", ".").split()
        currency = parts.pop().upper() if parts and parts[-1].isalpha() else self._currency
        try:
            return Money.parse("".join(parts), currency)
        except WrongAmount as error:
            problem = self.tr("Enter an amount with its currency, for example 500.00 RUB.")
            raise InputError(field="amount", value=self.amount.value, problem=problem) from error
