"""One failure group opened: kept true as it changes, its attempts page by page, and its deeds."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.failure_groups import FailedAttempt, FailureFilter, FailureGroup
from core.events import Change
from core.money import ZERO
from gui import formats, texts
from gui.actions import failures as deeds
from gui.actions.bulk import ATTEMPT_DEEDS, FailureWish, obstacle
from gui.models import failure_words
from gui.models.failed_attempts_model import FailedAttemptsModel
from gui.models.paged_rows import PagedRows
from gui.theme import Tone
from gui.widgets.failure_group_view import ASSIGN, FIX, NOTE, FailureGroupView
from gui.widgets.issue_list import Issue
from gui.widgets.page import Page

Deed = Callable[[QWidget, Core, FailureGroup], Awaitable[str]]


class FailureDesk(QObject):
    """Fills the view of a group for a page, and does what is pressed there.

    Signals:
        attempt_picked: an attempt is to be shown; carries its id.
        bulk_wanted: a deed with many attempts; carries a `FailureWish`.
    """

    attempt_picked = Signal(str)
    bulk_wanted = Signal(object)

    def __init__(self, page: Page) -> None:
        """Show nothing yet."""
        super().__init__(page)
        self._page = page
        self._core = page.core
        self.group: FailureGroup | None = None
        self.wanted = FailureFilter()
        self._count = 0
        self.model = FailedAttemptsModel(page.core.clock.now, self)
        widths = [column.width for column in self.model.columns]
        self.view = FailureGroupView(page.tasks, self.model, widths, self.model.spare)
        self.view.bar.offer(ATTEMPT_DEEDS)
        self._list = PagedRows[FailedAttempt](self.model, key=lambda row: row.id)
        self._connect()

    def open_group(self, group_id: str, wanted: FailureFilter) -> None:
        """Show a group with those of its attempts that `wanted` lets through."""
        self.group = None
        self.wanted = replace(wanted, group_id=group_id)
        self.model.tick_none()
        self.view.bar.set_all(False)
        self._list.look_at(self._read_page)
        self._page.tasks.start(self._read(), ("group", group_id))
        self.view.table.setFocus()

    def close_group(self) -> None:
        """Follow none."""
        self.group = None
        self.wanted = FailureFilter()

    async def reread(self, changes: frozenset[Change]) -> None:
        """Read the opened group again if it may have changed."""
        if not self.wanted.group_id:
            return
        held = {row.training_id for row in self.model.rows}
        trainings = {one for change in changes if change.kind == "training" for one in change.ids}
        if held & trainings or any(change.kind != "training" for change in changes):
            await self._read()

    def retell(self) -> None:
        """Say everything again, after another language."""
        self.model.refresh_texts()
        self._show()

    async def _read(self) -> None:
        group_id = self.wanted.group_id
        self.view.table.set_loading(True)
        try:
            group = await self._core.failures.group(group_id)
            await self._list.reread()
            self._count = await self._core.failures.count(self.wanted)
        finally:
            self.view.table.set_loading(False)
        if group_id == self.wanted.group_id:
            self.group = group
            self._show()

    async def _read_page(self, before: str | None, limit: int) -> list[FailedAttempt]:
        return await self._core.failures.rows(self.wanted, before_id=before, limit=limit)

    def _connect(self) -> None:
        view = self.view
        view.fix_picked.connect(lambda: self._do(deeds.mark_fixed, FIX))
        view.assign_picked.connect(lambda: self._do(deeds.assign, ASSIGN))
        view.note_picked.connect(lambda: self._do(deeds.write_note, NOTE))
        view.attempt_opened.connect(self._on_attempt_opened)
        view.tick_toggled.connect(self.model.toggle)
        view.bar.all_toggled.connect(self._show_counts)
        view.bar.picked.connect(self._on_bulk_picked)
        self.model.ticked.connect(self._show_counts)
        self.model.more_wanted.connect(self._on_more_wanted)

    def _do(self, deed: Deed, key: str) -> None:
        if self.group is not None:
            self._page.tasks.start(self._done(deed, self.group), key)

    async def _done(self, deed: Deed, group: FailureGroup) -> None:
        said = await deed(self._page, self._core, group)
        if said:
            self._page.said.emit(said)

    def _show(self) -> None:
        group = self.group
        if group is None:
            return
        owner = self.tr("Looked after by {name}").format(name=group.owner) if group.owner else ""
        self.view.show_head(
            failure_words.class_pill(group.failure_class),
            texts.failure_headline(group.failure_class),
            group.text,
            owner or self.tr("Nobody looks after it"),
            is_fixed=group.fixed_at is not None and not group.is_back,
        )
        self.view.answers.show_answers(failure_words.group_answers(group, self._core.clock.now()))
        self.view.show_known(self._known(group))
        self.view.set_obstacle(deeds.obstacle(self._core))
        self._show_counts()

    def _known(self, group: FailureGroup) -> list[Issue]:
        issues = []
        if group.alarmed_at is not None and group.hits_many(self._core.clock.now()):
            words = self.tr(
                "Many customers met it within an hour, {moment}: it looks like a fault at Replicate. "
                "Nothing of it is retried by itself while it hits so many."
            )
            moment = formats.full_moment(group.alarmed_at)
            issues.append(Issue(words.format(moment=moment), Tone.BAD, "megaphone"))
        if group.fixed_at is not None:
            words = (
                self.tr("Seen again after {name} marked it as fixed: {moment}")
                if group.is_back
                else self.tr("Marked as fixed by {name}: {moment}")
            )
            moment = formats.full_moment(group.fixed_at)
            tone = Tone.BAD if group.is_back else Tone.OK
            issues.append(Issue(words.format(name=group.fixed_by, moment=moment), tone))
        if group.known_fix:
            issues.append(Issue(self.tr("Known fix: {fix}").format(fix=group.known_fix), Tone.OK, "wrench"))
        if group.note:
            issues.append(Issue(group.note, icon="note-pencil"))
        return issues

    def _show_counts(self) -> None:
        rows = self.model.ticked_rows
        bar = self.view.bar
        all_words = self.tr("All %n that match", "", self._count)
        if bar.is_all:
            words = self.tr("%n attempt(s) meant", "", self._count)
        elif rows:
            sums = sum((row.price for row in rows), ZERO)
            words = self.tr("%n ticked", "", len(rows)) + f" · {formats.stars(sums)}"
        else:
            words = self.tr("None ticked; Space or a click ticks a row")
        for deed, kind in ATTEMPT_DEEDS.items():
            bar.set_obstacle(deed, obstacle(self._core, kind))
        bar.show_counts(words, all_words, is_any=bool(rows) or (bar.is_all and bool(self._count)))

    def _on_bulk_picked(self, deed: str) -> None:
        ids = () if self.view.bar.is_all else tuple(row.id for row in self.model.ticked_rows)
        self.bulk_wanted.emit(FailureWish(deed=deed, attempt_ids=ids, wanted=self.wanted))

    def _on_attempt_opened(self, row: int) -> None:
        self.attempt_picked.emit(self.model.row_at(row).id)

    def _on_more_wanted(self) -> None:
        self._page.tasks.start(self._list.read_on(), "more attempts")
