"""The details of a customer: how they stand, everything about them in tabs, and the deeds at the right."""

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.services.customer_desk import Dossier
from gui import formats, texts
from gui.tasks import TaskScope
from gui.widgets.as_of_bar import AsOfBar
from gui.widgets.balance_path import BalancePathBox
from gui.widgets.customer_head import CustomerHead
from gui.widgets.customer_rail import CustomerRail
from gui.widgets.debt_line import DebtLine
from gui.widgets.details_pane import DetailsPane
from gui.widgets.plan_timeline import PlanLook, PlanTimeline
from gui.widgets.table import Table

STORY, MONEY, PAYMENTS, PLAN = "story", "money", "payments", "plan"
TRAININGS, MESSAGES, DEEDS = "trainings", "messages", "deeds"
TABS = (STORY, MONEY, PAYMENTS, PLAN, TRAININGS, MESSAGES, DEEDS)


class CustomerPane(DetailsPane):
    """A details pane whose tabs are tables. The page gives the models and listens to the tables."""

    def __init__(
        self,
        tasks: TaskScope,
        models: Mapping[str, QAbstractItemModel],
        look: PlanLook,
        parent: QWidget | None = None,
    ) -> None:
        """Show the models, one for each of `TABS`; plans are drawn with the words and tones of `look`."""
        super().__init__(parent)
        self.head = CustomerHead()
        self.as_of = AsOfBar()
        self.debts = DebtLine(tasks)
        self.rail = CustomerRail(tasks)
        self.path = BalancePathBox()
        self.timeline = PlanTimeline(look)
        self.tables = {key: Table() for key in TABS}
        for key, table in self.tables.items():
            table.set_compact(True)
            table.setModel(models[key])
            self.add_tab(key, "", self._content_of(key, table))
        self._name.set_role("card_title")
        self._copy.hide()  # the ids below have buttons of their own
        for widget in (self.as_of, self.head, self.debts):
            self.add_under_facts(widget)
        self._put_rail_beside_contents()
        for first, second in pairwise((self._close, *self.head.controls, self._tabs)):
            self.setTabOrder(first, second)
        self.translate()

    @property
    def money(self) -> Table:
        """Return the table of the ledger."""
        return self.tables[MONEY]

    @property
    def trainings(self) -> Table:
        """Return the table of trainings."""
        return self.tables[TRAININGS]

    @property
    def messages(self) -> Table:
        """Return the table of messages."""
        return self.tables[MESSAGES]

    def show_dossier(self, dossier: Dossier, plan_words: str) -> None:
        """Show another customer, or the same one as it is now or was."""
        who = dossier.customer
        gender = self.tr("gender {word}").format(word=texts.gender_word(who.gender))
        facts = [who.bot, who.language.value.upper(), gender]
        facts.append(self.tr("since {date}").format(date=formats.full_moment(who.created_at).split(",")[0]))
        if who.is_unreachable:
            facts.append(self.tr("messages do not arrive"))
        self.set_head(who.name, " · ".join(facts))
        self.head.show_dossier(dossier, plan_words)

    def _content_of(self, key: str, table: Table) -> QWidget:
        above = {MONEY: self.path, PLAN: self.timeline}.get(key)
        if above is None:
            return table
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(above)
        layout.addWidget(table, 1)
        return content

    def _put_rail_beside_contents(self) -> None:
        place = self._layout.indexOf(self._contents)
        self._layout.removeWidget(self._contents)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._contents, 1)
        row.addWidget(self.rail)
        self._layout.insertLayout(place, row, 1)

    @override
    def translate(self) -> None:
        titles = {
            STORY: self.tr("Story"),
            MONEY: self.tr("Money"),
            PAYMENTS: self.tr("Payments"),
            PLAN: self.tr("Plan"),
            TRAININGS: self.tr("Trainings"),
            MESSAGES: self.tr("Messages"),
            DEEDS: self.tr("Audit"),
        }
        empty = {
            STORY: self.tr("Nothing ever happened here."),
            MONEY: self.tr("No star ever moved here."),
            PAYMENTS: self.tr("This customer never paid."),
            PLAN: self.tr("This customer never had a plan."),
            TRAININGS: self.tr("This customer has no training yet."),
            MESSAGES: self.tr("No message was written to this customer yet."),
            DEEDS: self.tr("Nobody did anything to this customer."),
        }
        for key, table in self.tables.items():
            self.set_tab_title(key, titles[key])
            table.setAccessibleName(titles[key])
            table.empty.set_words(empty[key])
