"""One customer's plans in the details pane: kept true as they change, its buttons joined with deeds."""

from datetime import datetime
from itertools import count

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from core.domain.subscriptions import Standing
from core.services.subscription_desk import PlanDetails
from gui import formats
from gui.actions import plans as deeds
from gui.models import payment_words, plan_facts, plan_words
from gui.widgets.page import Page
from gui.widgets.plan_pane import GIVE, MORE, RENEW, PlanPane


class PlanLook(QObject):
    """Fills a pane with one customer's plans, and does what is pressed there.

    Signals:
        shown: the details are on the screen.
        customer_picked: the customer's page is wanted; carries the Telegram id.
    """

    shown = Signal()
    customer_picked = Signal(object)

    def __init__(self, page: Page, pane: PlanPane) -> None:
        """Join `pane` with the customer that is told to be shown; deeds run in the tasks of `page`."""
        super().__init__(page)
        self._page = page
        self._core = page.core
        self._pane = pane
        self._numbers = count(1)
        self._details: PlanDetails | None = None
        self.customer_id = 0
        pane.deed_picked.connect(self.do)
        pane.customer_picked.connect(self._on_customer)
        pane.copy_picked.connect(self._on_copy)

    @property
    def details(self) -> PlanDetails | None:
        """Return what is shown."""
        return self._details

    def show_customer(self, customer_id: int) -> None:
        """Show another customer's plans, or the same as they are now."""
        self.customer_id = customer_id
        self._page.tasks.start(self.read(), ("show plan", next(self._numbers)))

    def close(self) -> None:
        """Show nothing any more."""
        self.customer_id, self._details = 0, None
        self._pane.hide()

    async def read(self) -> None:
        """Read the plans again and show them."""
        customer_id = self.customer_id
        if not customer_id:
            return
        details = await self._core.subscriptions.details(customer_id)
        if self.customer_id == customer_id:
            self._details = details
            self.retell()
            self._pane.show()
            self.shown.emit()

    def retell(self) -> None:
        """Say everything again, after another language."""
        details = self._details
        if details is None:
            return
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
        if self._details is not None:
            self._page.tasks.start(self._do(key, self._details), ("plan deed", self.customer_id))

    async def _do(self, key: str, details: PlanDetails) -> None:
        said = await deeds.DEEDS[key](self._page, self._core, details)
        if said:
            self._page.said.emit(said)
            await self.read()

    def _on_customer(self) -> None:
        if self.customer_id:
            self.customer_picked.emit(self.customer_id)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self.customer_id))
        self._page.said.emit(self.tr("{id} is on the clipboard.").format(id=self.customer_id))


def standing_words(standing: Standing, now: datetime) -> str:
    """Return how a customer stands in one line: state, plan, until when."""
    state = plan_words.state_word(standing.state)
    if not standing.plan:
        return state
    parts = [state, payment_words.plan_word(standing.plan)]
    if standing.until is not None:
        parts.append("→ " + formats.short_moment(standing.until, now))
    return " · ".join(parts)
