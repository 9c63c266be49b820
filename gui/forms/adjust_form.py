"""The form that changes a balance by hand: give or take, how much, why, what the customer reads."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QWidget

from core.domain import deeds
from core.domain.adjustments import CODES_TO_GIVE, CODES_TO_TAKE, Adjustment, ReasonCode
from core.domain.deeds import Deed, DeedKind
from core.errors import InputError
from core.money import ZERO, Stars, WrongAmount
from core.services.deeds import Preview
from core.services.people import CustomerCard
from gui import formats
from gui.forms.deed_form import DeedForm, DeedWays
from gui.forms.drafts import Draft
from gui.forms.field_words import remedy
from gui.models import deed_words
from gui.widgets.card import SummaryRow
from gui.widgets.fields import ChoiceField, LineField
from gui.widgets.labels import Label

UUID_LENGTH = 36


class AdjustForm(DeedForm):
    """Asks for a change of one balance and shows before → after while one types.

    The operation id is made with the form: however often the button is pressed, in however many windows, it
    is done once.
    """

    def __init__(self, parent: QWidget | None, card: CustomerCard, draft: Draft, *, ways: DeedWays) -> None:
        """Show the form, with what `draft` has of an earlier one that a crash ended."""
        super().__init__(
            parent,
            QCoreApplication.translate("AdjustForm", "Adjust balance"),
            QCoreApplication.translate("AdjustForm", "{name} has {balance}.").format(
                name=card.customer.name, balance=formats.stars(card.balance)
            ),
            ways=ways,
        )
        self._card = card
        self._draft = draft
        self._operation_id = draft.operation_id
        self.give = QRadioButton(self.tr("&Give stars"))
        self.take = QRadioButton(self.tr("&Take stars"))
        self.amount = LineField(self.tr("Amount, ★"), self.tr("For example 220 or 7.50"))
        self.code = ChoiceField(self.tr("Why"))
        self.lost = Label(
            self.tr(
                "A payment that was lost is not a gift. Open the page Payments: find it there, or use "
                "“Credit without notice” with the provider’s id. So it counts once, and as money."
            ),
            "bad",
        ).wrapped()
        self.reason = LineField(self.tr("Comment"), self.tr("Stays in the ledger and in the audit."))
        self.link = LineField(self.tr("About (optional)"))
        self.tells = QCheckBox(self.tr("Te&ll the customer"))
        self.silence = LineField(self.tr("Why the customer is not told"))
        self._build()
        self._take_draft()
        self._show_change()

    @property
    def change(self) -> Stars:
        """Return the signed change as typed; zero while the amount cannot be read."""
        try:
            amount = Stars.parse(self.amount.value)
        except WrongAmount:
            return ZERO
        return amount if self.give.isChecked() else -amount

    def deed(self) -> Deed:
        """Return the deed as typed: a compensation that names its charge is linked to it."""
        change = self.change
        amount = change if self.give.isChecked() else -change
        if not amount:
            raise InputError(field="amount", value=self.amount.value, problem=remedy("amount"))
        if (self._card.balance + change).hundredths < 0:
            problem = self.tr("Only {have} can be taken.").format(have=formats.stars(self._card.balance))
            raise InputError(field="balance", value=self.amount.value, problem=problem)
        if self.code.value == deed_words.LOST_PAYMENT:
            raise InputError(field="code", value="", problem=self.tr("Credit it on the page Payments."))
        silence = "" if self.tells.isChecked() else self.silence.value.strip()
        if not self.tells.isChecked() and not silence:
            problem = self.tr("Say why the customer is not told.")
            raise InputError(field="silence", value="", problem=problem)
        if self._is_compensation:
            return deeds.compensate(
                operation_id=self._operation_id,
                charges=[(self.link.value.strip(), amount)],
                reason=self.reason.value,
                silence=silence,
            )
        asked = Adjustment(
            operation_id=self._operation_id,
            customer_id=self._card.customer.telegram_id,
            amount=amount,
            reason=self.reason.value,
            code=ReasonCode(self.code.value),
            link=self.link.value,
            silence=silence,
        )
        return asked.deed(DeedKind.CREDIT if self.give.isChecked() else DeedKind.DEBIT)

    def effect_rows(self, seen: Preview) -> list[SummaryRow]:
        """Return before → after, and the message as this customer will read it."""
        rows = [
            SummaryRow(
                label=self.tr("Balance"),
                value=f"{formats.stars_number(one.before)} → {formats.stars(one.after)}",
                role="strong",
            )
            for one in seen.effects.customers
        ]
        message = deed_words.message_text(seen.effects)
        words = message or self.tr("no message")
        language = self._card.customer.language.value.upper()
        label = self.tr("Message, {language}").format(language=language)
        return [*rows, SummaryRow(label=label, value=words)]

    @property
    def _is_compensation(self) -> bool:
        is_charge = len(self.link.value.strip()) == UUID_LENGTH
        return self.code.value == ReasonCode.COMPENSATION.value and is_charge

    def _build(self) -> None:
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(24)
        for radio in (self.give, self.take):
            group.addButton(radio)
            row.addWidget(radio)
        row.addStretch(1)
        self.give.setChecked(True)
        self.tells.setChecked(True)
        self.rows.addLayout(row)
        self.add_field("amount", self.amount)
        self.fields["balance"] = self.amount
        self.fields["charges"] = self.link
        self.add_field("code", self.code)
        self.rows.addWidget(self.lost)
        self.add_field("reason", self.reason)
        self.add_field("link", self.link)
        self.rows.addWidget(self.tells)
        self.add_field("silence", self.silence)
        self._offer_codes()
        self.add_outcome()
        group.buttonToggled.connect(self._on_way_chosen)
        self.code.changed.connect(self._show_change)
        self.tells.toggled.connect(self._show_change)
        for field in (self.amount, self.reason, self.link, self.silence):
            field.control.textChanged.connect(self._show_change)
        self.amount.setFocus()

    def _take_draft(self) -> None:
        typed = self._draft.values
        if not typed:
            return
        (self.take if typed.get("way") == "take" else self.give).setChecked(True)
        for name, field in self._texts.items():
            field.set_value(typed.get(name, ""))
        self.code.set_value(typed.get("code", self.code.value))

    @property
    def _texts(self) -> dict[str, LineField]:
        return {"amount": self.amount, "reason": self.reason, "link": self.link, "silence": self.silence}

    def _keep_draft(self) -> None:
        typed = {name: field.value for name, field in self._texts.items()}
        if any(typed.values()):
            way = "give" if self.give.isChecked() else "take"
            self._draft.keep({**typed, "code": self.code.value, "way": way})

    def _on_way_chosen(self) -> None:
        self._offer_codes()
        self._show_change()

    def _offer_codes(self) -> None:
        gives = self.give.isChecked()
        codes = CODES_TO_GIVE if gives else CODES_TO_TAKE
        self.code.set_choices(deed_words.reason_choices(codes, gives=gives))

    def _show_change(self) -> None:
        gives = self.give.isChecked()
        is_lost = self.code.value == deed_words.LOST_PAYMENT
        self.lost.setVisible(is_lost)
        for widget in (self.reason, self.link, self.tells):
            widget.setVisible(not is_lost)
        self.silence.setVisible(not is_lost and not self.tells.isChecked())
        self.confirm.setEnabled(not is_lost)
        is_compensation = self.code.value == ReasonCode.COMPENSATION.value
        self.link.set_words(
            self.tr("About (optional)"),
            self.tr("The charge’s id links the compensation to it; a ticket is fine too.")
            if is_compensation
            else self.tr("A payment, a charge or a ticket"),
        )
        is_other = self.code.value == ReasonCode.OTHER.value
        self.reason.set_words(
            self.tr("Comment"),
            self.tr("Stays in the ledger, and the customer reads it.")
            if is_other
            else self.tr("Stays in the ledger and in the audit."),
        )
        change = self.change if gives else -self.change
        verb = self.tr("Give {amount}") if gives else self.tr("Take {amount}")
        none_yet = self.tr("Give stars") if gives else self.tr("Take stars")
        self.confirm.setText(verb.format(amount=formats.stars(change)) if change else none_yet)
        self._keep_draft()
        self.look_soon()
