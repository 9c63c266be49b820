"""The form of a new invoice: customer, product, price, provider; and what is shown once it is made."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.payments import Invoice
from core.domain.people import Language, Permission
from core.domain.price_lists import PriceList, Product
from core.domain.providers import Ability
from core.errors import InputError
from core.services.invoices import InvoiceRequest
from core.services.people import CustomerCard
from core.services.provider_keys import ProviderState
from gui import formats
from gui.dialogs import MessageDialog
from gui.forms.form_dialog import FormDialog
from gui.models import payment_words
from gui.widgets.card import SummaryRow, SummaryRows
from gui.widgets.customer_picker import CustomerPicker
from gui.widgets.fields import ChoiceField, LineField
from gui.widgets.labels import Label

LIVES = (1, 3, 24, 72, 168)
"""Hours that an invoice can be paid."""
USUAL_LIFE = "24"
DAY_HOURS = 24
FOUND = 8
BOX_HEIGHT = 74

Save = Callable[[InvoiceRequest], Awaitable[Invoice]]


class InvoiceForm(FormDialog[InvoiceRequest, Invoice]):
    """Asks for an invoice on the price list in force. The operation id is made with the form.

    A provider that cannot take money for the product, or is not set up, is not offered; under the list of
    providers it says why.
    """

    def __init__(
        self,
        parent: QWidget | None,
        core: Core,
        operation_id: str,
        price_list: PriceList,
        providers: Sequence[ProviderState],
        save: Save,
    ) -> None:
        """Show the form; `save` makes the invoice."""
        super().__init__(
            parent,
            QCoreApplication.translate("InvoiceForm", "New invoice"),
            QCoreApplication.translate(
                "InvoiceForm", "On price list {version}; its terms stay as they are now."
            ).format(version=price_list.version),
            confirm="",
            save=save,
        )
        self._core = core
        self._operation_id = operation_id
        self._list = price_list
        self._providers = list(providers)
        self._language = Language.EN
        self.picker = CustomerPicker(self.tasks, self._find)
        self.product = ChoiceField(self.tr("Product"))
        self.currency = ChoiceField(self.tr("Currency"))
        self.provider = ChoiceField(self.tr("Provider"))
        self.life = ChoiceField(self.tr("Payable for"))
        self.promo = LineField(self.tr("Promo code"))
        self.recurring = QCheckBox(self.tr("Renew by itself"))
        self._others = Label("", "faint").wrapped()
        self._summary = SummaryRows()
        self._build()
        self.show_choices()

    @property
    def chosen(self) -> Product | None:
        """Return the product chosen."""
        return next((one for one in self._products() if one.key == self.product.value), None)

    def typed(self) -> InvoiceRequest:
        """Return the invoice as typed."""
        card = self.picker.customer
        if card is None:
            problem = self.tr("Choose the customer first.")
            raise InputError(field="customer", value="", problem=problem)
        if not self.provider.value:
            problem = self.tr("No provider that is set up sells this in this currency.")
            raise InputError(field="provider", value="", problem=problem)
        return InvoiceRequest(
            operation_id=self._operation_id,
            customer_id=card.customer.telegram_id,
            provider=self.provider.value,
            product=self.product.value,
            currency=self.currency.value,
            is_recurring=self.recurring.isEnabled() and self.recurring.isChecked(),
            promo=self.promo.value,
            life=timedelta(hours=int(self.life.value)),
        )

    def show_choices(self) -> None:
        """Offer what can be bought, in which currency, from whom; and say what it will be."""
        products = [(one.key, self._product_words(one)) for one in self._products()]
        self.product.set_choices(products)
        product = self.chosen
        self.currency.set_choices(self._currencies(product))
        self._offer_providers(product)
        self._show_summary()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.fit)  # wrapped words know their height once they are laid out

    async def _find(self, text: str) -> list[CustomerCard]:
        return await self._core.people.find_customers(text, limit=FOUND)

    def _build(self) -> None:
        self.rows.addWidget(self.picker)
        self.picker.create_button.hide()
        self.add_field("product", self.product)
        line = QHBoxLayout()
        line.setSpacing(12)
        for field in (self.currency, self.provider):
            line.addWidget(field, 1)
        self.rows.addLayout(line)
        self.rows.addWidget(self._others)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self.life, 1)
        second.addWidget(self.promo, 1)
        self.rows.addLayout(second)
        self.rows.addWidget(self.recurring)
        self.rows.addWidget(self._summary)
        self.fields |= {"currency": self.currency, "provider": self.provider, "promo": self.promo}
        self.life.set_choices([(str(hours), _hours(hours)) for hours in LIVES])
        self.life.set_value(USUAL_LIFE)
        self.picker.picked.connect(self._on_customer_picked)
        for field in (self.product, self.currency, self.provider, self.life):
            field.changed.connect(self.show_choices)
        self.picker.box.setFocus()

    def _products(self) -> list[Product]:
        may_test = self._core.operator.may(Permission.SELL_TESTS)
        return [one for one in self._list.products if one.prices and (may_test or not one.is_test)]

    def _product_words(self, product: Product) -> str:
        title = product.title.get(self._language.value) or product.key
        return f"{title} · {formats.stars(product.stars)}" if product.plan else title

    def _currencies(self, product: Product | None) -> list[tuple[str, str]]:
        prices = product.prices if product is not None else {}
        return [(currency, formats.money(price)) for currency, price in prices.items()]

    def _offer_providers(self, product: Product | None) -> None:
        currency = self.currency.value
        can = [one for one in self._providers if self._obstacle(one, currency) == ""]
        self.provider.set_choices(
            [(one.info.name, payment_words.provider_word(one.info.name)) for one in can]
        )
        told = [
            f"{payment_words.provider_word(one.info.name)}: {self._obstacle(one, currency)}"
            for one in self._providers
            if one not in can
        ]
        self._others.setText(self.tr("Not offered: {list}").format(list="; ".join(told)) if told else "")
        self._others.setVisible(bool(told))
        info = next((one.info for one in can if one.info.name == self.provider.value), None)
        is_plan = product is not None and bool(product.plan)
        may_renew = info is not None and Ability.RECURRING in info.abilities and is_plan
        self.recurring.setEnabled(may_renew)
        self.recurring.setToolTip(
            "" if may_renew else self.tr("Plans only, where the provider can charge again.")
        )

    def _obstacle(self, state: ProviderState, currency: str) -> str:
        if Ability.LINK not in state.info.abilities:
            return self.tr("makes no invoices")
        if not state.is_ready:
            return self.tr("not set up")
        if currency not in state.info.currencies:
            return self.tr("no {currency}").format(currency=currency)
        return ""

    def _show_summary(self) -> None:
        product = self.chosen
        if product is None or not self.currency.value:
            self._summary.set_rows([])
            self.confirm.setText(self.tr("Make invoice"))
            return
        price = product.price(self.currency.value)
        rows = [SummaryRow(label=self.tr("To pay"), value=formats.money(price), role="strong")]
        rows.append(SummaryRow(label=self.tr("Gives"), value=formats.stars(product.stars)))
        if product.plan:
            days = self._list.plan(product.plan).days
            length = self.tr("%n day(s)", "", days) if days is not None else self.tr("without end")
            plan = payment_words.plan_word(product.plan)
            rows.append(SummaryRow(label=self.tr("Plan"), value=f"{plan}, {length}"))
        if product.is_test:
            rows.append(
                SummaryRow(label=self.tr("Test"), value=self.tr("never counts as revenue"), role="bad")
            )
        self._summary.set_rows(rows)
        self.confirm.setText(self.tr("Make invoice · {amount}").format(amount=formats.money(price)))
        self.fit()

    def _on_customer_picked(self, card: CustomerCard | None) -> None:
        if card is not None:
            self._language = card.customer.language
            self.product.setFocus()
        self.show_choices()


class InvoiceMadeDialog(MessageDialog):
    """Shows how the new invoice is paid; the operator copies it, sends it, or goes on."""

    def __init__(self, parent: QWidget | None, invoice: Invoice) -> None:
        """Show the link or the instructions."""
        super().__init__(
            parent,
            QCoreApplication.translate("InvoiceMade", "Invoice {number} is ready").format(
                number=invoice.number
            ),
            QCoreApplication.translate("InvoiceMade", "{amount}, payable until {time}.").format(
                amount=formats.money(invoice.amount), time=formats.full_moment(invoice.expires_at)
            ),
        )
        self.is_copy_wanted = self.is_send_wanted = False
        self.box = QPlainTextEdit(invoice.url or invoice.instructions)
        self.box.setReadOnly(True)
        self.box.setProperty("role", "log")
        self.box.setFixedHeight(BOX_HEIGHT)
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName(QCoreApplication.translate("InvoiceMade", "How it is paid"))
        self.body.addWidget(self.box)
        close = self.add_button(QCoreApplication.translate("Dialogs", "Close"))
        close.clicked.connect(self.reject)
        send = self.add_button(QCoreApplication.translate("InvoiceMade", "Send to the customer"))
        send.clicked.connect(self._on_send)
        copy = self.add_button(QCoreApplication.translate("InvoiceMade", "Copy"), "primary")
        copy.clicked.connect(self._on_copy)
        copy.setDefault(True)
        copy.setFocus()

    def _on_copy(self) -> None:
        self.is_copy_wanted = True
        self.accept()

    def _on_send(self) -> None:
        self.is_send_wanted = True
        self.accept()


def _hours(hours: int) -> str:
    if hours % DAY_HOURS:
        return QCoreApplication.translate("InvoiceForm", "%n hour(s)", "", hours)
    return QCoreApplication.translate("InvoiceForm", "%n day(s)", "", hours // DAY_HOURS)
