"""One customer's plans in the details pane: kept true as they change, its buttons joined with deeds."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from core.domain.subscriptions import Standing
from core.services.subscription_desk import PlanDetails
from gui import formats
from gui.actions import plans as deeds
from gui.actions.look import Look
from gui.models import payment_words, plan_facts, plan_words
from gui.widgets.page import Page
from gui.widgets.plan_pane import GIVE, MORE, RENEW, PlanPane


class PlanLook(Look[int, PlanDetails]):
    """Fills a pane with one customer's plans, and does what is pressed there.

    Signals:
        customer_picked: the customer's page is wanted; carries the Telegram id.
    """

    customer_picked = Signal(object)

    _pane: PlanPane

    def __init__(self, page: Page, pane: PlanPane) -> None:
        """Join `pane` with the customer that is told to be shown, by the Telegram id."""
        super().__init__(page, pane)
        pane.deed_picked.connect(self.do)
        pane.customer_picked.connect(self._on_customer)
        pane.copy_picked.connect(self._on_copy)

    @override
    async def _read(self, key: int) -> PlanDetails:
        return await self._core.subscriptions.details(key)

    @override
    def _show(self, details: PlanDetails) -> None:
        now = self._core.clock.now()
        self._pane.set_head(details.customer.name, standing_words(details.standing, now))
        sentences = [plan_words.sentence(one, now) for one in details.statements]
        self._pane.timeline.show_timeline(details.timeline, sentences, now)
        self._pane.facts.set_groups(plan_facts.groups(details, now))
        self._pane.history.set_items(plan_facts.story(details, now))
        for key in (GIVE, RENEW, *MORE):
            self._pane.set_deed(key, deeds.obstacle(key, self._core, details))

    def do(self, key: str) -> None:
        """Do a deed with the customer shown; a second press while it runs does nothing."""
        if self.details is not None:
            self._page.tasks.start(self._do(key, self.details), ("plan deed", self.key))

    async def _do(self, key: str, details: PlanDetails) -> None:
        said = await deeds.DEEDS[key](self._page, self._core, details)
        if said:
            self._page.said.emit(said)
            await self.read()

    def _on_customer(self) -> None:
        if self.key is not None:
            self.customer_picked.emit(self.key)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self.key))
        self._page.said.emit(self.tr("{id} is on the clipboard.").format(id=self.key))


def standing_words(standing: Standing, now: datetime) -> str:
    """Return how a customer stands in one line: state, plan, until when."""
    state = plan_words.state_word(standing.state)
    if not standing.plan:
        return state
    parts = [state, payment_words.plan_word(standing.plan)]
    if standing.until is not None:
        parts.append("→ " + formats.short_moment(standing.until, now))
    return " · ".join(parts)
