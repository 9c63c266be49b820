"""The lists of one customer, each with its reader: read when its tab is seen, on by key at its end."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject

from core.container import Core
from core.domain.customer_story import Cursor, CustomerEvent, Deed
from core.domain.payment_views import PaymentRow
from core.domain.statement import StatementLine
from core.domain.subscriptions import Timeline
from core.domain.training_views import TrainingRow
from gui.models.customer_story_model import CustomerStoryModel
from gui.models.customer_trainings_model import CustomerTrainingsModel
from gui.models.deeds_model import DeedsModel
from gui.models.ledger_model import LedgerModel
from gui.models.messages_model import MessageLine, MessagesModel
from gui.models.paged_rows import PagedRows
from gui.models.payments_model import PaymentsModel
from gui.models.rows_model import RowsModel
from gui.models.segments_model import SegmentsModel
from gui.widgets.customer_pane import DEEDS, MESSAGES, MONEY, PAYMENTS, PLAN, STORY, TRAININGS

STORY_ROWS = 50
"""A story is woven of seven lists, so its pages are shorter."""


class CustomerLists(QObject):
    """Models for the tabs of one customer, and what fills them."""

    def __init__(self, core: Core, parent: QObject | None = None) -> None:
        """Start without a customer."""
        super().__init__(parent)
        self._core = core
        self._customer_id = 0
        self._at: datetime | None = None
        now = core.clock.now
        self.story = CustomerStoryModel(now, self)
        self.money = LedgerModel(now, self)
        self.payments = PaymentsModel(now, self, leave_out=("customer",))
        self.plan = SegmentsModel(now, self)
        self.trainings = CustomerTrainingsModel(now, self)
        self.messages = MessagesModel(now, self)
        self.deeds = DeedsModel(now, self)
        self.models: dict[str, RowsModel[Any]] = {
            STORY: self.story, MONEY: self.money, PAYMENTS: self.payments, PLAN: self.plan,
            TRAININGS: self.trainings, MESSAGES: self.messages, DEEDS: self.deeds,
        }  # fmt: skip
        self._paged: dict[str, PagedRows[Any]] = {
            STORY: PagedRows(self.story, key=lambda event: event.cursor, page_rows=STORY_ROWS),
            MONEY: PagedRows(self.money, key=lambda line: line.transfer.id),
            PAYMENTS: PagedRows(self.payments, key=lambda row: row.id),
            TRAININGS: PagedRows(self.trainings, key=lambda row: row.id),
            MESSAGES: PagedRows(self.messages, key=lambda line: line.id),
            DEEDS: PagedRows(self.deeds, key=lambda deed: deed.seq),
        }  # fmt: skip

    def look_at(self, customer_id: int, at: datetime | None) -> None:
        """Read another customer from now on, or the same one at another moment."""
        self._customer_id, self._at = customer_id, at
        self.plan.set_rows(())
        reads: dict[str, Callable[[Any, int], Awaitable[Sequence[Any]]]] = {
            STORY: self._read_story,
            MONEY: self._read_money,
            PAYMENTS: self._read_payments,
            TRAININGS: self._read_trainings,
            MESSAGES: self._read_messages,
            DEEDS: self._read_deeds,
        }
        for key, read in reads.items():
            self._paged[key].look_at(read)

    async def read(self, tab: str) -> None:
        """Read what a tab shows again, at least its first page."""
        if tab in self._paged:
            await self._paged[tab].reread()

    def show_plan(self, line: Timeline) -> None:
        """Show the stretches of the customer's plan."""
        self.plan.show_segments(line.segments)

    async def read_on(self, tab: str) -> None:
        """Read the next page of a tab."""
        await self._paged[tab].read_on()

    def refresh_texts(self) -> None:
        """Say everything in the language in force."""
        for model in self.models.values():
            model.refresh_texts()

    async def _read_story(self, before: Cursor | None, limit: int) -> list[CustomerEvent]:
        desk = self._core.customer_desk
        return await desk.story(self._customer_id, before=before, limit=limit, at=self._at)

    async def _read_money(self, before: str | None, limit: int) -> list[StatementLine]:
        return await self._core.statements.page(self._customer_id, before_id=before, limit=limit, at=self._at)

    async def _read_payments(self, before: str | None, limit: int) -> list[PaymentRow]:
        desk = self._core.customer_desk
        found = await desk.payments(self._customer_id, before_id=before, limit=limit, at=self._at)
        return [PaymentRow(payment=one, customer_name="", username="") for one in found]

    async def _read_trainings(self, before: str | None, limit: int) -> list[TrainingRow]:
        desk = self._core.customer_desk
        return await desk.trainings(self._customer_id, before_id=before, limit=limit, at=self._at)

    async def _read_messages(self, before: str | None, limit: int) -> list[MessageLine]:
        desk = self._core.customer_desk
        found = await desk.messages(self._customer_id, before_id=before, limit=limit, at=self._at)
        return [
            MessageLine(
                id=one.id,
                text=one.text,
                state=one.status,
                error=one.error,
                created_at=one.created_at,
                may_be_resent=one.may_be_resent and self._at is None,
            )
            for one in found
        ]

    async def _read_deeds(self, before: int | None, limit: int) -> list[Deed]:
        desk = self._core.customer_desk
        return await desk.deeds(self._customer_id, before_seq=before, limit=limit, at=self._at)
