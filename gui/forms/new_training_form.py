"""The form of a new training: customer, photos, names, parameters."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.dataset_rules import DatasetRules
from core.ids import new_id
from core.services.people import CustomerCard
from gui.forms.names_form import NamesForm
from gui.forms.photos_box import Inspect, PhotosBox
from gui.forms.tuning_form import TuningForm
from gui.forms.wish import Wish
from gui.tasks import TaskScope
from gui.widgets.card import Card
from gui.widgets.customer_picker import CustomerPicker, Find

GAP = 14
NewId = Callable[[], str]


class NewTrainingForm(QWidget):
    """Keeps what was entered until it is cleared; the request id lives exactly as long.

    Signals:
        changed: anything changed that the price or the start depends on.
        customer_changed: another customer was picked, or none.
    """

    changed = Signal()
    customer_changed = Signal()

    def __init__(
        self,
        tasks: TaskScope,
        *,
        find: Find,
        inspect: Inspect,
        rules: DatasetRules,
        trainer: str,
        trainer_version: str,
        parent: QWidget | None = None,
    ) -> None:
        """Search customers with `find` and look at photos with `inspect`, in tasks of `tasks`."""
        super().__init__(parent)
        self.setObjectName("body")
        self._request_id = new_id()
        self.picker = CustomerPicker(tasks, find)
        self.photos = PhotosBox(tasks, inspect, rules)
        self.names = NamesForm()
        self.tuning = TuningForm(trainer, trainer_version)
        self._cards = (Card(), Card(), Card())
        self._build()
        self.picker.picked.connect(self._on_picked)
        for part in (self.photos, self.names, self.tuning):
            part.changed.connect(self.changed)
        self._retranslate()

    def wish(self) -> Wish:
        """Return the form as it stands."""
        return Wish(
            request_id=self._request_id,
            customer=self.picker.customer,
            report=self.photos.report,
            is_inspecting=self.photos.is_busy,
            model_name=self.names.name,
            destination=self.names.destination,
            parameters=self.tuning.parameters(self.names.word),
            trainer=self.tuning.trainer_value,
            trainer_version=self.tuning.version_value,
            inputs=self.tuning.inputs,
            problems={**self.names.problems(), **self.tuning.problems()},
            rate=self.tuning.rate,
        )

    def pick_customer(self, card: CustomerCard | None) -> None:
        """Choose a customer as if the operator had."""
        self.picker.set_customer(card)
        self._on_picked(card)

    def renew_customer(self, card: CustomerCard) -> None:
        """Show the customer picked as they are now; nothing if another one is picked meanwhile."""
        now = self.picker.customer
        if now is not None and now != card and now.customer.telegram_id == card.customer.telegram_id:
            self.picker.set_customer(card)
            self.changed.emit()

    def clear(self) -> None:
        """Empty the form: what comes next is another training."""
        self._request_id = new_id()
        self.photos.clear()
        self.names.clear()
        self.tuning.clear()
        self.pick_customer(None)

    def show_problem(self, field: str, words: str) -> bool:
        """Show what core said about a field under it; False if there is no such field."""
        return self.names.show_problem(field, words) or self.tuning.show_problem(field, words)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(GAP)
        customer, photos, parameters = self._cards
        customer.add(self.picker)
        photos.add(self.photos)
        parameters.add(self.names)
        parameters.add(self.tuning)
        parameters.body.setSpacing(GAP)
        for card in self._cards:
            column.addWidget(card)
        column.addStretch(1)

    def _on_picked(self, card: CustomerCard | None) -> None:
        self.names.suggest_for(card)
        self.customer_changed.emit()
        self.changed.emit()

    def _retranslate(self) -> None:
        words = (self.tr("Customer"), self.tr("Photos"), self.tr("Parameters"))
        for card, caption in zip(self._cards, words, strict=True):
            card.set_caption(caption)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
