"""Approvals: what waits for a second person, what became of the rest, and the limits that decide it."""

from itertools import count

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from core.container import Core
from core.domain.approvals import Approval, ApprovalStatus
from core.domain.people import Permission
from core.errors import AppError
from core.events import Change
from gui import formats, texts
from gui.actions import hands
from gui.models import approval_facts, deed_words
from gui.models.approvals_model import ApprovalsModel, CapsModel
from gui.models.paged_rows import PagedRows
from gui.widgets.approval_pane import APPROVE, CARRY_OUT, REFUSE, WITHDRAW, ApprovalPane
from gui.widgets.filter_bar import FilterBar, FilterChip
from gui.widgets.page import Page
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.splitter import beside
from gui.widgets.table import Table

DETAILS_WIDTH = 400
OPEN, ENDED, LIMITS = "open", "ended", "limits"


class ApprovalsPage(Page):
    """What waits first; the history and the limits are one click away.

    Signals:
        customer_picked: a customer is to be shown; carries the Telegram id.
    """

    customer_picked = Signal(object)

    follows = frozenset({"approval", "cap", "deed", "ledger", "session", "operator"})

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Build the page; it reads when it is first shown."""
        super().__init__(core, parent)
        self.setObjectName("page")
        self.view = OPEN
        self._numbers = count(1)
        self._waiting = 0
        self._approval: Approval | None = None
        self.head = PageHead()
        self.filters = FilterBar()
        self.model = ApprovalsModel(core.clock.now, self)
        self.caps = CapsModel(self)
        self.table, self.limits = Table(), Table()
        self.pane = ApprovalPane(self.tasks)
        self._list = PagedRows(self.model, key=lambda row: row.id)
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.translate()
        self._list.look_at(self._read_page)

    @property
    def approval(self) -> Approval | None:
        """Return the approval whose details are shown."""
        return self._approval

    def show_view(self, view: str) -> None:
        """Show what waits, the history, or the limits."""
        self.view = view
        self._show_details(None)
        self._stack.setCurrentIndex(1 if view == LIMITS else 0)
        self.filters.set_toggled({view})
        self._list.look_at(self._read_page)
        self.tasks.start(self._read(), ("read", next(self._numbers)))

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        """Read the list, the count, the limits and the approval looked at again."""
        await self._read()
        if self._approval is not None:
            await self._look_at(self._approval.id)

    async def _read(self) -> None:
        self._waiting = await self.core.approvals.count()
        self._show_counts()
        if self.view == LIMITS:
            self.caps.set_rows(await self.core.deeds.caps())
            return
        self.table.set_loading(True)
        try:
            await self._list.reread()
        finally:
            self.table.set_loading(False)

    async def _read_page(self, before: str | None, limit: int) -> list[Approval]:
        return await self.core.approvals.page(is_open=self.view == OPEN, before_id=before, limit=limit)

    async def _look_at(self, approval_id: str) -> None:
        approval = await self.core.approvals.one(approval_id)
        self._show_details(approval)
        if not approval.is_open:
            self.pane.show_effects([], "")
            return
        obstacle = await self.core.approvals.may_approve(approval, self.core.operator)
        try:
            seen = await self.core.approvals.preview(approval.id)
        except AppError as error:
            rows, note, role = [], texts.in_short(error), "bad"
        else:
            rows, note, role = deed_words.effect_rows(seen), "", "muted"
        if self._approval is None or self._approval.id != approval_id:
            return
        self.pane.show_effects(rows, note, role)
        self._offer(approval, texts.in_short(obstacle) if obstacle is not None else "")

    # -- building ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.filters.box.hide()
        self.table.setModel(self.model)
        self.table.set_widths([column.width for column in self.model.columns], spare=self.model.spare)
        self.limits.setModel(self.caps)
        self.limits.set_widths([column.width for column in self.caps.columns])
        self.pane.hide()
        self._stack.addWidget(beside(self.table, self.pane, DETAILS_WIDTH))
        self._stack.addWidget(self.limits)
        for widget in (self.head, self.filters):
            self.body.addWidget(widget)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.head.count_picked.connect(self._on_count_picked)
        self.filters.toggled.connect(self._on_toggled)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.table.row_picked.connect(self._on_row_picked)
        self.table.row_opened.connect(self._on_row_opened)
        self.limits.row_opened.connect(self._on_limit_opened)
        self.pane.close_picked.connect(self._on_pane_closed)
        self.pane.open_picked.connect(self._on_customer_wanted)
        self.pane.facts.copied.connect(self._on_copied)
        self.pane.approve.clicked.connect(self._on_approve)
        self.pane.refuse.clicked.connect(self._on_refuse)
        self.pane.withdraw.clicked.connect(self._on_withdraw)
        self.pane.carry_out.clicked.connect(self._on_carry_out)

    # -- showing -------------------------------------------------------------------------------------------

    def _show_details(self, approval: Approval | None) -> None:
        self._approval = approval
        self.pane.setVisible(approval is not None)
        if approval is None:
            return
        who = str(approval.customer_id) if approval.customer_id else self.tr("several customers")
        self.pane.set_head(deed_words.kind_word(approval.kind), f"{formats.stars(approval.stars)} · {who}")
        self.pane.set_openable(bool(approval.customer_id), self.tr("Open the customer"))
        self.pane.show_reason(approval.reason, deed_words.limit_words(approval.excess))
        self.pane.facts.set_groups(approval_facts.groups(approval, self.core.clock.now()))
        self._offer(approval, self.tr("Looking what it would do…"))

    def _offer(self, approval: Approval, obstacle: str) -> None:
        """Offer what this operator may do: one's own is withdrawn, others' are approved or refused."""
        me, is_waiting = self.core.operator, approval.status is ApprovalStatus.WAITING
        is_own = approval.asked_by == me.id
        may = me.may(Permission.APPROVE)
        role = "" if may else self.tr("Your role may not approve.")
        self.pane.offer(APPROVE, is_shown=is_waiting and not is_own, obstacle=role or obstacle)
        self.pane.offer(REFUSE, is_shown=is_waiting and not is_own, obstacle=role)
        self.pane.offer(WITHDRAW, is_shown=approval.is_open and is_own)
        is_agreed = approval.status is ApprovalStatus.APPROVED
        is_part = me.id in (approval.asked_by, approval.decided_by)
        self.pane.offer(CARRY_OUT, is_shown=is_agreed and is_part)

    def _show_counts(self) -> None:
        words = self.tr("%n wait(s) for a second person", "", self._waiting)
        self.head.set_counts([CountLink(key=OPEN, text=words)] if self._waiting else [])

    def _say_empty(self) -> None:
        if self.view == OPEN:
            self.table.empty.set_words(self.tr("Nothing waits for a second person."))
        else:
            self.table.empty.set_words(self.tr("Nothing was asked for yet."))

    # -- what the operator touches -------------------------------------------------------------------------

    def _on_count_picked(self, key: str) -> None:
        self.show_view(key)

    def _on_toggled(self, keys: frozenset[str]) -> None:
        fresh = keys - {self.view}
        self.show_view(next(iter(fresh), self.view))
        self._say_empty()

    def _on_more_wanted(self) -> None:
        self.tasks.start(self._list.read_on(), "more")

    def _on_row_picked(self, row: int) -> None:
        if row >= 0 and (self._approval is None or self.model.row_at(row).id != self._approval.id):
            self._on_row_opened(row)

    def _on_row_opened(self, row: int) -> None:
        self.tasks.start(self._look_at(self.model.row_at(row).id), ("look", next(self._numbers)))

    def _on_limit_opened(self, row: int) -> None:
        if self.core.operator.may(Permission.MANAGE_OPERATORS):
            self.tasks.start(self._change_limit(row), "limit")
        else:
            self.said.emit(self.tr("Only an admin changes limits."))

    async def _change_limit(self, row: int) -> None:
        self._say(await hands.change_cap(self, self.core, self.caps.row_at(row)))

    def _on_copied(self, text: str) -> None:
        self.said.emit(self.tr("{text} is on the clipboard.").format(text=text))

    def _on_approve(self) -> None:
        if self._approval is not None:
            self.tasks.start(self._approve(self._approval), APPROVE)

    def _on_refuse(self) -> None:
        if self._approval is not None:
            self.tasks.start(self._refuse(self._approval), REFUSE)

    def _on_withdraw(self) -> None:
        if self._approval is not None:
            self.tasks.start(self._withdraw(self._approval), WITHDRAW)

    def _on_carry_out(self) -> None:
        if self._approval is not None:
            self.tasks.start(self._carry_out(self._approval), CARRY_OUT)

    async def _approve(self, approval: Approval) -> None:
        self._say(await hands.approve(self, self.core, approval))

    async def _refuse(self, approval: Approval) -> None:
        self._say(await hands.refuse(self, self.core, approval))

    async def _withdraw(self, approval: Approval) -> None:
        self._say(await hands.withdraw(self, self.core, approval))

    async def _carry_out(self, approval: Approval) -> None:
        self._say(await hands.carry_out(self.core, approval))

    def _say(self, words: str) -> None:
        if words:
            self.said.emit(words)

    def _on_customer_wanted(self) -> None:
        if self._approval is not None and self._approval.customer_id:
            self.customer_picked.emit(self._approval.customer_id)

    def _on_pane_closed(self) -> None:
        self._show_details(None)
        self.table.clearSelection()
        self.table.setFocus()

    @override
    def translate(self) -> None:
        self.head.set_title(self.tr("Approvals"))
        self.filters.set_toggles(
            [
                FilterChip(key=OPEN, text=self.tr("Waiting")),
                FilterChip(key=ENDED, text=self.tr("History")),
                FilterChip(key=LIMITS, text=self.tr("Limits")),
            ]
        )
        self.filters.set_toggled({self.view})
        self.table.setAccessibleName(self.tr("Approvals"))
        self.limits.setAccessibleName(self.tr("Limits"))
        self.model.refresh_texts()
        self.caps.refresh_texts()
        self._show_counts()
        self._say_empty()
        if self._approval is not None:
            self._show_details(self._approval)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pane.isVisible():
            self._on_pane_closed()
        else:
            super().keyPressEvent(event)
