"""The details of one customer's plans: the drawn timeline with its reasons, facts, history, deeds."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from gui.widgets.buttons import Button
from gui.widgets.details_pane import DetailsPane
from gui.widgets.fact_rows import FactRows
from gui.widgets.plan_timeline import PlanLook, PlanTimeline
from gui.widgets.scrolled import scrolled
from gui.widgets.story_view import StoryView

FACTS, HISTORY = "facts", "history"
GIVE, RENEW, PAUSE, RESUME = "give", "renew", "pause", "resume"
AUTO_ON, AUTO_OFF, CHANGE, CODE = "auto_on", "auto_off", "change", "code"
CANCEL_END, CANCEL_NOW, REVOKE = "cancel_end", "cancel_now", "revoke"
MORE = (PAUSE, RESUME, AUTO_ON, AUTO_OFF, CHANGE, CODE, CANCEL_END, REVOKE, CANCEL_NOW)
"""What stands in the menu, the dangerous ones last."""


class PlanPane(DetailsPane):
    """Shows what it is given and tells what is pressed.

    Signals:
        deed_picked: something is to be done; carries its key.
        customer_picked: the customer's own page is wanted.
    """

    deed_picked = Signal(str)
    customer_picked = Signal()

    def __init__(self, look: PlanLook, parent: QWidget | None = None) -> None:
        """Build the pane."""
        super().__init__(parent)
        self.timeline = PlanTimeline(look)
        self.facts = FactRows()
        self.history = StoryView()
        self.customer = Button(kind="link")
        self.give = Button(kind="primary", icon="gift")
        self.renew = Button(icon="arrow-clockwise")
        self.more = Button(icon="dots-three")
        self.menu = QMenu(self)
        self.actions_by_key: dict[str, QAction] = {}
        for key in MORE:
            if key == CANCEL_END:
                self.menu.addSeparator()
            action = self.actions_by_key[key] = self.menu.addAction("")
            action.setData(key)
        self.add_under_facts(self.timeline)
        self.add_links(self.customer)
        self.add_tab(FACTS, "", scrolled(self.facts))
        self.add_tab(HISTORY, "", self.history)
        for button in (self.give, self.renew, self.more):
            self.add_action(button)
        self._connect()
        self.translate()

    def set_deed(self, key: str, obstacle: str) -> None:
        """Let a deed be done, or say in its tooltip why it cannot."""
        if key in self.actions_by_key:
            action = self.actions_by_key[key]
            action.setEnabled(not obstacle)
            action.setToolTip(obstacle)
            return
        (self.give if key == GIVE else self.renew).set_obstacle(obstacle)

    @override
    def translate(self) -> None:
        self.set_tab_title(FACTS, self.tr("Facts"))
        self.set_tab_title(HISTORY, self.tr("History"))
        self.customer.setText(self.tr("Customer"))
        self.give.setText(self.tr("Give a plan…"))
        self.renew.setText(self.tr("Renew…"))
        self.more.setText(self.tr("More"))
        words = {
            PAUSE: self.tr("Pause…"),
            RESUME: self.tr("Resume…"),
            AUTO_ON: self.tr("Switch automatic renewal on…"),
            AUTO_OFF: self.tr("Switch automatic renewal off…"),
            CHANGE: self.tr("Renew another plan next time…"),
            CODE: self.tr("Use a promo code…"),
            CANCEL_END: self.tr("Cancel at the end…"),
            REVOKE: self.tr("Revoke the period that runs…"),
            CANCEL_NOW: self.tr("Cancel everything now…"),
        }
        for key, action in self.actions_by_key.items():
            action.setText(words[key])

    def _connect(self) -> None:
        self.menu.setToolTipsVisible(True)
        self.give.clicked.connect(self._on_give)
        self.renew.clicked.connect(self._on_renew)
        self.more.clicked.connect(self._on_more)
        self.menu.triggered.connect(self._on_triggered)
        self.customer.clicked.connect(self.customer_picked)

    def _on_give(self) -> None:
        self.deed_picked.emit(GIVE)

    def _on_renew(self) -> None:
        self.deed_picked.emit(RENEW)

    def _on_more(self) -> None:
        self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def _on_triggered(self, action: QAction) -> None:
        self.deed_picked.emit(str(action.data()))
