"""A bulk run that gives stars back is one deed for the caps: its sum, and the share of each customer."""

from core.db import bulk_store
from core.db.database import Tx
from core.domain.bulk import BulkRun, RunStatus
from core.domain.deeds import Deed, DeedKind, Measure
from core.domain.people import Operator
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, NotFound, clause
from core.services.deed_book import Made

PREFIX = "bulk "


def run_deed(run: BulkRun) -> Deed:
    """Return the start of a stored run as a deed; its digest binds it to the rows that were looked at."""
    return Deed(
        kind=DeedKind.REFUND_STARS,
        operation_id=f"bulk:{run.id}",
        arguments={"run": run.id, "rows": run.total, "digest": run.digest, "amount": run.stars.hundredths},
        reason=run.reason,
    )


def measure(deed: Deed) -> Measure:
    """Return whose stars the waiting rows of a run move, for the caps; raises NotFound."""
    run = known(deed.text("run"))
    return Measure(shares=bulk_store.shares(run.id), basis={"status": run.status.value, "digest": run.digest})


def perform(tx: Tx, deed: Deed, _operator: Operator) -> Made:
    """Let the run begin; raises AlreadyDone if it did, or was cancelled meanwhile."""
    run = known(deed.text("run"))
    if not bulk_store.move(tx, run.id, RunStatus.RUNNING, of=[RunStatus.ASKED]):
        raise AlreadyDone(
            problem=clause(QT_TRANSLATE_NOOP("Clause", "the run was started before, or cancelled"))
        )
    return Made(id=PREFIX + run.id, record=known(run.id))


def recall(result_id: str) -> BulkRun:
    """Return the run that an earlier deed began."""
    return known(result_id.removeprefix(PREFIX))


def known(run_id: str) -> BulkRun:
    """Return a run with its counts; raises NotFound."""
    found = bulk_store.by_id(run_id)
    if found is None:
        raise NotFound(kind="run", ident=run_id)
    return found
