"""A deed done to many, from wherever rows are picked: looked at first, then done while one watches."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.bulk import BulkKind, BulkRun, BulkWish, RunStatus
from core.domain.failure_groups import FailureFilter
from core.ids import new_id
from core.services.bulk_items import PERMISSIONS
from gui import formats
from gui.actions.failure_desk import BulkWish as FailureWish
from gui.forms.bulk_form import BulkForm, show_bulk
from gui.models import bulk_words
from gui.widgets import bulk_bar
from gui.widgets.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkOffer:
    """What was picked: ids of trainings, or of failure groups for `BulkKind.FIXED`.

    `filter_words` says in the operator's language what they were found by; it is kept with the run.
    """

    kind: BulkKind
    ids: tuple[str, ...]
    filter_words: str = ""


async def preview_and_run(parent: QWidget | None, core: Core, what: BulkOffer) -> str:
    """Show what would be done row by row, do it if that is wanted, and show how it goes.

    Returns the sentence to say, empty if nothing was begun.
    """
    wish = BulkWish(run_id=new_id(), kind=what.kind, ids=what.ids, filter_words=what.filter_words)
    return _said(await show_bulk(BulkForm(parent, core, wish)))


KINDS = {
    bulk_bar.RETRY: BulkKind.RETRY,
    bulk_bar.CANCEL: BulkKind.CANCEL,
    bulk_bar.RELEASE: BulkKind.REFUND,
    bulk_bar.NOTIFY: BulkKind.NOTIFY,
}
"""What the buttons under the attempts of a failure group mean."""


def start_for_failures(page: Page, wish: object) -> None:
    """Do what was pressed under the attempts of a failure group, to the trainings behind them."""
    if isinstance(wish, FailureWish):
        page.tasks.start(_for_failures(page, wish), "bulk")


async def _for_failures(page: Page, wish: FailureWish) -> None:
    bulk, words = page.core.bulk, QCoreApplication.translate("Bulk", "attempts ticked by hand")
    if wish.attempt_ids:
        ids = await bulk.trainings_of(wish.attempt_ids)
    else:
        ids = await bulk.failed(wish.wanted)
        words = await _group_words(page.core, wish.wanted)
    offer = BulkOffer(kind=KINDS[wish.deed], ids=ids, filter_words=words)
    said = await preview_and_run(page, page.core, offer)
    if said:
        page.said.emit(said)


async def _group_words(core: Core, wanted: FailureFilter) -> str:
    """Return in words which failures are meant."""
    if not wanted.group_id:
        return QCoreApplication.translate("Bulk", "all failures")
    group = await core.failures.group(wanted.group_id)
    words = QCoreApplication.translate("Bulk", "failures like “{text}”")
    return words.format(text=group.text[:120])


async def show_run(parent: QWidget | None, core: Core, run_id: str) -> str:
    """Show how a run goes, or went; returns the sentence to say."""
    run = await core.bulk.run(run_id)
    wish = BulkWish(run_id=run.id, kind=run.kind, ids=("",), terms=run.terms)
    return _said(await show_bulk(BulkForm(parent, core, wish, run)))


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


def _said(run: BulkRun | None) -> str:
    if run is None:
        return ""
    if run.status is RunStatus.ASKED:
        return QCoreApplication.translate("Bulk", "The run waits for a second person.")
    words = QCoreApplication.translate("Bulk", "{title}: {done} of {total}, {state}")
    return words.format(
        title=bulk_words.title(run.kind, run.total),
        done=formats.count(run.total - run.waiting),
        total=formats.count(run.total),
        state=bulk_words.status_word(run),
    )
