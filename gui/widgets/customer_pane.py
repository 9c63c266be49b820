"""The details of a customer: who, how much and why, trainings, messages, and the deeds."""

from itertools import pairwise

from PySide6.QtCore import QAbstractItemModel, QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.services.people import CustomerCard
from gui import formats, texts
from gui.widgets.customer_head import CustomerHead
from gui.widgets.details_pane import DetailsPane
from gui.widgets.table import Table

MONEY, TRAININGS, MESSAGES = "money", "trainings", "messages"
_HEAD_PLACE = 2


class CustomerPane(DetailsPane):
    """A details pane whose tabs are tables. The page gives the models and listens to the tables."""

    def __init__(
        self,
        money: QAbstractItemModel,
        trainings: QAbstractItemModel,
        messages: QAbstractItemModel,
        parent: QWidget | None = None,
    ) -> None:
        """Show the models in their tabs."""
        super().__init__(parent)
        self.head = CustomerHead()
        self.money, self.trainings, self.messages = Table(), Table(), Table()
        tables = {
            MONEY: (self.money, money),
            TRAININGS: (self.trainings, trainings),
            MESSAGES: (self.messages, messages),
        }
        for key, (table, model) in tables.items():
            table.set_compact(True)
            table.setModel(model)
            self.add_tab(key, "", table)
        self._name.set_role("card_title")
        self._copy.hide()  # the ids below have buttons of their own
        self._open.hide()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - tells mypy what DetailsPane builds
        layout.insertWidget(_HEAD_PLACE, self.head)
        for first, second in pairwise((self._close, *self.head.controls, self._tabs)):
            self.setTabOrder(first, second)
        self._retranslate_tabs()

    def show_card(self, card: CustomerCard) -> None:
        """Show another customer, or the same one as it is now."""
        who = card.customer
        gender = self.tr("gender {word}").format(word=texts.gender_word(who.gender))
        facts = [who.bot, who.language.value.upper(), gender]
        facts.append(self.tr("since {date}").format(date=formats.full_moment(who.created_at).split(",")[0]))
        if who.is_unreachable:
            facts.append(self.tr("messages do not arrive"))
        self.set_head(who.name, " · ".join(facts))
        self.head.show_card(card)

    def _retranslate_tabs(self) -> None:
        self.set_tab_title(MONEY, self.tr("Money"))
        self.set_tab_title(TRAININGS, self.tr("Trainings"))
        self.set_tab_title(MESSAGES, self.tr("Messages"))
        self.money.setAccessibleName(self.tr("Money"))
        self.trainings.setAccessibleName(self.tr("Trainings"))
        self.messages.setAccessibleName(self.tr("Messages"))
        self.money.empty.set_words(self.tr("No star ever moved here."))
        self.trainings.empty.set_words(self.tr("This customer has no training yet."))
        self.messages.empty.set_words(self.tr("No message was written to this customer yet."))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate_tabs()
