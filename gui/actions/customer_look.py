"""One customer in the details pane: kept true as they change or as they were, the lists of its tabs."""

from datetime import datetime
from itertools import count

from PySide6.QtCore import QObject, Signal

from core.domain.customer_story import CustomerEvent
from core.domain.payments import Invoice, Payment
from core.domain.plan_explained import explain
from core.domain.statement import StatementLine
from core.domain.subscriptions import timeline
from core.domain.training_views import TrainingRow
from core.services.customer_desk import Dossier
from core.services.people import CustomerCard
from gui.actions.customer_hands import CustomerHands
from gui.models import plan_words
from gui.models.customer_lists import CustomerLists
from gui.widgets.customer_pane import DEEDS, MESSAGES, MONEY, PAYMENTS, PLAN, STORY, TRAININGS, CustomerPane
from gui.widgets.page import Page

ADJUST = "adjust balance"
_PAGED = (STORY, MONEY, PAYMENTS, TRAININGS, MESSAGES, DEEDS)


class CustomerLook(QObject):
    """Fills a pane with one customer, and does what is pressed there.

    Signals:
        shown: another customer is on the screen, or the same one with other figures.
        training_picked, payment_picked, invoice_picked: one should be shown; carries its id or number.
        new_training_wanted, new_invoice_wanted: for this customer; carries the Telegram id.
    """

    shown = Signal()
    training_picked = Signal(object)
    payment_picked = Signal(object)
    invoice_picked = Signal(object)
    new_training_wanted = Signal(object)
    new_invoice_wanted = Signal(object)

    def __init__(self, page: Page, pane: CustomerPane, lists: CustomerLists) -> None:
        """Join `pane` with the customer that is told to be shown; deeds run in the tasks of `page`."""
        super().__init__(page)
        self._page = page
        self._core = page.core
        self._pane = pane
        self._lists = lists
        self._numbers = count(1)
        self._dossier: Dossier | None = None
        self.hands = CustomerHands(page, pane, lists, self._shown_dossier)
        self._connect()

    @property
    def dossier(self) -> Dossier | None:
        """Return what is shown."""
        return self._dossier

    @property
    def card(self) -> CustomerCard | None:
        """Return the customer shown, with the balance shown."""
        return self.hands.card

    def _shown_dossier(self) -> Dossier | None:
        return self._dossier

    def is_shown(self, customer_id: int) -> bool:
        """Tell whether it is this customer who is shown."""
        return self._dossier is not None and self._dossier.customer.telegram_id == customer_id

    def show_customer(self, customer_id: int) -> None:
        """Show another customer as they are now, or the same one again."""
        self._page.tasks.start(self.show(customer_id), ("show", next(self._numbers)))

    def close(self) -> None:
        """Show nobody any more."""
        self._dossier = None
        self._pane.as_of.set_moment(None)

    async def show(self, customer_id: int) -> None:
        """Read who the customer is, then what the tab in front shows."""
        if not self.is_shown(customer_id):
            self._pane.as_of.set_moment(None)
        at = self._pane.as_of.moment
        dossier = await self._core.customer_desk.dossier(customer_id, at)
        if at != self._pane.as_of.moment:
            return
        is_another = not self.is_shown(customer_id) or self._dossier is None or self._dossier.at != at
        self._dossier = dossier
        self._pane.show_dossier(dossier, plan_words.standing_words(dossier.plan))
        self.hands.offer()
        self.shown.emit()
        if is_another:
            self._lists.look_at(customer_id, at)
        await self.read_tab()

    async def read_again(self) -> None:
        """Read everything shown again, because something changed."""
        if self._dossier is not None:
            await self.show(self._dossier.customer.telegram_id)

    async def read_tab(self) -> None:
        """Read what the tab in front shows."""
        dossier = self._dossier
        if dossier is None:
            return
        customer_id, at = dossier.customer.telegram_id, dossier.at
        if self._pane.tab == MONEY:
            await self._read_path(customer_id, at)
        if self._pane.tab == PLAN:
            await self._read_plan(customer_id, at)
        await self._lists.read(self._pane.tab)
        self._hide_error_column()
        self.hands.offer()

    async def _read_path(self, customer_id: int, at: datetime | None) -> None:
        path = await self._core.statements.why(customer_id, at)
        spent = await self._core.statements.spent(customer_id, at)
        if self._is_still(customer_id, at):
            self._pane.path.show_path(path, spent)

    async def _read_plan(self, customer_id: int, at: datetime | None) -> None:
        now = at or self._core.clock.now()
        line = timeline(await self._core.customer_desk.plan_facts(customer_id, at))
        access = await self._core.subscriptions.access(customer_id) if at is None else ()
        if self._is_still(customer_id, at):
            sentences = [plan_words.sentence(one, now) for one in explain(line, now)]
            if access:
                sentences.append(plan_words.access_sentence(access))
            self._pane.timeline.show_timeline(line, sentences, now)
            self._lists.show_plan(line)

    def _is_still(self, customer_id: int, at: datetime | None) -> bool:
        return self._dossier is not None and self.is_shown(customer_id) and self._dossier.at == at

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self._lists.refresh_texts()
        if self._dossier is not None:
            self._pane.show_dossier(self._dossier, plan_words.standing_words(self._dossier.plan))
        self.hands.offer()

    def _hide_error_column(self) -> None:
        model = self._lists.messages
        keys = [column.key for column in model.columns]
        has_errors = any(line.error for line in model.rows)
        self._pane.messages.setColumnHidden(keys.index("error"), not has_errors)

    # -- what the operator touches ---------------------------------------------------------------------------

    def _connect(self) -> None:
        pane, rail = self._pane, self._pane.rail
        pane.tab_picked.connect(self._on_tab_picked)
        pane.head.why_picked.connect(self._on_why_picked)
        pane.as_of.moment_picked.connect(self._on_moment_picked)
        rail.train_picked.connect(self._on_train_picked)
        rail.invoice_picked.connect(self._on_invoice_picked)
        rail.as_of_picked.connect(self._on_as_of_picked)
        pane.tables[STORY].row_opened.connect(self._on_event_opened)
        pane.tables[PAYMENTS].row_opened.connect(self._on_payment_opened)
        pane.money.row_opened.connect(self._on_line_opened)
        pane.trainings.row_opened.connect(self._on_training_opened)
        for key in _PAGED:
            pane.tables[key].model().more_wanted.connect(_Reader(self, key).read)  # type: ignore[attr-defined]

    def read_on(self, tab: str) -> None:
        """Read the next page of a tab."""
        self._page.tasks.start(self._lists.read_on(tab), ("more", tab))

    def _on_tab_picked(self) -> None:
        self.hands.offer()
        self._page.tasks.start(self.read_tab(), ("tab", next(self._numbers)))

    def _on_why_picked(self) -> None:
        self._pane.set_tab(MONEY)

    def _on_as_of_picked(self) -> None:
        self._pane.as_of.open_at(self._core.clock.now())

    def _on_moment_picked(self) -> None:
        if self._dossier is not None:
            self.show_customer(self._dossier.customer.telegram_id)

    def _on_train_picked(self) -> None:
        if self._dossier is not None:
            self.new_training_wanted.emit(self._dossier.customer.telegram_id)

    def _on_invoice_picked(self) -> None:
        if self._dossier is not None:
            self.new_invoice_wanted.emit(self._dossier.customer.telegram_id)

    def _on_event_opened(self, row: int) -> None:
        self._open_record(self._lists.story.row_at(row))

    def _open_record(self, event: CustomerEvent) -> None:
        record = event.record
        match record:
            case StatementLine():
                self._open_line(record)
            case Payment():
                self.payment_picked.emit(record.id)
            case Invoice():
                self.invoice_picked.emit(record.number)
            case TrainingRow():
                self.training_picked.emit(record.id)

    def _on_line_opened(self, row: int) -> None:
        self._open_line(self._lists.money.row_at(row))

    def _open_line(self, line: StatementLine) -> None:
        if line.training is not None:
            self.training_picked.emit(line.training.training_id)
        elif line.payment is not None:
            self.payment_picked.emit(line.payment.id)

    def _on_payment_opened(self, row: int) -> None:
        self.payment_picked.emit(self._lists.payments.row_at(row).id)

    def _on_training_opened(self, row: int) -> None:
        self.training_picked.emit(self._lists.trainings.row_at(row).id)


class _Reader(QObject):
    """Knows which tab wants more: a bound method, so that the look dies with its page."""

    def __init__(self, look: CustomerLook, tab: str) -> None:
        super().__init__(look)
        self._look = look
        self._tab = tab

    def read(self) -> None:
        self._look.read_on(self._tab)
