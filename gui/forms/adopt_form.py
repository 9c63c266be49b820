"""Asks whose a training made elsewhere shall be, what it is called here, and why."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.domain.stuck import Adoption, RepairEffect, Stuck
from core.domain.trainings import model_name_from, trigger_word_from
from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from gui.forms.form_dialog import FormDialog
from gui.widgets.fields import LineField

Save = Callable[[Adoption], Awaitable[RepairEffect]]


class AdoptForm(FormDialog[Adoption, RepairEffect]):
    """The form; what core refuses stands under its field."""

    def __init__(self, parent: QWidget | None, found: Stuck, save: Save) -> None:
        """Suggest what is known of the training."""
        super().__init__(
            parent,
            QCoreApplication.translate("AdoptForm", "Adopt a training made elsewhere"),
            QCoreApplication.translate(
                "AdoptForm",
                "It becomes the customer’s at no price; no star moves. They are told when it ends.",
            ),
            confirm=QCoreApplication.translate("AdoptForm", "Adopt"),
            save=save,
        )
        self._provider_id = found.provider_id
        self.customer = LineField(
            self.tr("Customer’s Telegram id"), self.tr("The customer must be known here already.")
        )
        self.model_name = LineField(
            self.tr("Model name"), self.tr("The name of its model at Replicate, without the owner.")
        )
        self.trigger_word = LineField(
            self.tr("Trigger word"), self.tr("The word it was trained with, in capital letters.")
        )
        self.reason = LineField(self.tr("Reason"), self.tr("Stands in the audit log."))
        for name, field in (
            ("telegram_id", self.customer),
            ("model_name", self.model_name),
            ("trigger_word", self.trigger_word),
            ("reason", self.reason),
        ):
            self.add_field(name, field)
        self.model_name.set_value(found.model_name)
        self.trigger_word.set_value(trigger_word_from(found.model_name))
        self.customer.setFocus()

    def typed(self) -> Adoption:
        """Return what was typed; core checks the rest."""
        digits = self.customer.value
        if not (digits.isascii() and digits.isdecimal()):
            raise InputError(
                field="telegram_id",
                value=digits,
                problem=clause(QT_TRANSLATE_NOOP("Clause", "a whole number is needed")),
            )
        return Adoption(
            provider_id=self._provider_id,
            customer_id=int(digits),
            model_name=model_name_from(self.model_name.value),
            trigger_word=self.trigger_word.value,
            reason=self.reason.value,
        )
