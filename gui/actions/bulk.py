"""A deed done to many, from wherever rows are picked: looked at first, then done while one watches."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.bulk import GROUP_KINDS, BulkKind, BulkRun, BulkWish, RunStatus
from core.domain.bulk_undo import is_undoable
from core.domain.failure_groups import FailureFilter
from core.ids import new_id
from core.services.bulk_items import PERMISSIONS
from gui import formats
from gui.forms.bulk_form import BulkForm, show_bulk
from gui.models import bulk_words, failure_words
from gui.widgets import bulk_bar
from gui.widgets.page import Page

SEARCHED_RUNS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkOffer:
    """What was picked: ids of trainings, or of failure groups for the `GROUP_KINDS`.

    `filter_words` says in the operator's language what they were found by; it is kept with the run.
    """

    kind: BulkKind
    ids: tuple[str, ...]
    filter_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureWish:
    """A deed with many failures: the attempts named, the groups named, or else all that match."""

    deed: str
    wanted: FailureFilter
    attempt_ids: tuple[str, ...] = ()
    group_ids: tuple[str, ...] = ()
    is_all: bool = False
    """The groups are all that the filter shows, not ticked one by one."""


async def preview_and_run(parent: QWidget | None, core: Core, what: BulkOffer) -> str:
    """Show what would be done row by row, do it if that is wanted, and show how it goes.

    Returns the sentence to say, empty if nothing was begun.
    """
    wish = BulkWish(run_id=new_id(), kind=what.kind, ids=what.ids, filter_words=what.filter_words)
    if wish.kind is BulkKind.ASSIGN:
        wish = replace(wish, terms=replace(wish.terms, owner=core.operator.name))
    return await _show(parent, core, wish)


ATTEMPT_DEEDS = {
    bulk_bar.RETRY: BulkKind.RETRY,
    bulk_bar.CANCEL: BulkKind.CANCEL,
    bulk_bar.RELEASE: BulkKind.REFUND,
    bulk_bar.NOTIFY: BulkKind.NOTIFY,
}
"""What the buttons under the attempts of a failure group mean."""
GROUP_DEEDS = {
    bulk_bar.RETRY: BulkKind.RETRY,
    bulk_bar.RELEASE: BulkKind.REFUND,
    bulk_bar.NOTIFY: BulkKind.NOTIFY,
    bulk_bar.ASSIGN: BulkKind.ASSIGN,
    bulk_bar.FIX: BulkKind.FIXED,
}
"""What the buttons under the list of failure groups mean."""


def start_for_failures(page: Page, wish: object) -> None:
    """Do what was pressed among the failures, to the trainings behind them or to the groups."""
    if isinstance(wish, FailureWish):
        page.tasks.start(_for_failures(page, wish), "bulk")


async def _for_failures(page: Page, wish: FailureWish) -> None:
    kind = (ATTEMPT_DEEDS | GROUP_DEEDS)[wish.deed]
    offer = BulkOffer(
        kind=kind, ids=await _ids(page.core, kind, wish), filter_words=await _found_by(page.core, wish)
    )
    said = await preview_and_run(page, page.core, offer)
    if said:
        page.said.emit(said)


async def _ids(core: Core, kind: BulkKind, wish: FailureWish) -> tuple[str, ...]:
    if kind in GROUP_KINDS:
        return wish.group_ids
    if wish.attempt_ids:
        return await core.bulk.trainings_of(wish.attempt_ids)
    return tuple(await core.failures.trainings(replace(wish.wanted, group_ids=frozenset(wish.group_ids))))


async def _found_by(core: Core, wish: FailureWish) -> str:
    """Return in words which failures are meant."""
    if wish.attempt_ids:
        return QCoreApplication.translate("Bulk", "attempts ticked by hand")
    if wish.group_ids and not wish.is_all:
        return QCoreApplication.translate("Bulk", "failure groups ticked by hand")
    wanted = wish.wanted
    group = await core.failures.group(wanted.group_id) if wanted.group_id else None
    return failure_words.filter_words(wanted, group)


async def show_run(parent: QWidget | None, core: Core, run_id: str) -> str:
    """Show how a run goes, or went; returns the sentence to say."""
    run = await core.bulk.run(run_id)
    wish = BulkWish(run_id=run.id, kind=run.kind, ids=("",), terms=run.terms, filter_words=run.filter_words)
    return await _show(parent, core, wish, run)


async def undo(parent: QWidget | None, core: Core, run_id: str) -> str:
    """Show what taking a run back would do, and do it if that is wanted; returns the sentence to say."""
    wish = await core.bulk.undoing(run_id, undo_id=new_id())
    run = await core.bulk.run(run_id)
    reason = QCoreApplication.translate("Bulk", "Undo: {reason}").format(reason=run.reason)
    return await _show(parent, core, replace(wish, filter_words=bulk_words.name(run), reason=reason))


async def undo_newest(parent: QWidget | None, core: Core) -> str:
    """Propose to take back the newest run that can be; returns the sentence to say."""
    runs = await core.bulk.runs(SEARCHED_RUNS)
    found = [run for run in runs if is_undoable(run, runs)]
    if not found:
        return QCoreApplication.translate("Bulk", "There is no run here to undo.")
    return await undo(parent, core, found[0].id)


async def hold(core: Core, run_id: str, *, goes_on: bool) -> None:
    """Pause a run or let it go on."""
    await core.bulk.hold(run_id, core.operator, goes_on=goes_on)


async def stop(core: Core, run_id: str) -> None:
    """Stop a run where it is, for good."""
    await core.bulk.cancel(run_id, core.operator)


def obstacle(core: Core, kind: BulkKind) -> str:
    """Return why a kind of deed cannot be done by who works here, empty if it can."""
    if core.operator.may(PERMISSIONS[kind]):
        return ""
    return QCoreApplication.translate("Bulk", "Your role does not allow it")


async def _show(parent: QWidget | None, core: Core, wish: BulkWish, run: BulkRun | None = None) -> str:
    """Show a run to be or that is; if that is pressed there, go on with its undo."""
    owners = [one.name for one in await core.operators.all() if one.is_active]
    runs = await core.bulk.runs(SEARCHED_RUNS)
    form = BulkForm(parent, core, wish, run, owners=owners, later=runs)
    shown = await show_bulk(form)
    if shown is not None and form.is_undo_wanted:
        return await undo(parent, core, shown.id)
    return _said(shown)


def _said(run: BulkRun | None) -> str:
    if run is None:
        return ""
    if run.status is RunStatus.ASKED:
        return QCoreApplication.translate("Bulk", "The run waits for a second person.")
    words = QCoreApplication.translate("Bulk", "{title}: {done} of {total}, {state}")
    return words.format(
        title=bulk_words.title(run.kind, run.total, run.filter_words),
        done=formats.count(run.total - run.waiting),
        total=formats.count(run.total),
        state=bulk_words.status_word(run),
    )
