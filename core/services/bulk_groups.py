"""What a bulk run does to one failure group, how it takes that back, and the run that does so."""

from collections.abc import Mapping

from core.db import audit_store, bulk_facts, bulk_store, failure_store
from core.db.database import Tx
from core.domain.bulk import BulkKind, BulkRun, BulkTerms, BulkWish
from core.domain.bulk_undo import inverse_of, undoes
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, NotFound, NoUndo, clause
from core.services import bulk_deeds

_ACTIONS = {
    BulkKind.FIXED: "failure.fixed",
    BulkKind.ASSIGN: "failure.assign",
    BulkKind.UNDO: "failure.undo",
}
"""The same names in the audit as for one group at a time."""


def perform(tx: Tx, run: BulkRun, group_id: str) -> Mapping[str, object]:
    """Change one group; returns how it was and how it was left, for an undo.

    Raises:
        NotFound: there is no such group.
    """
    to = _target(tx, run, group_id)
    was = failure_store.known(group_id, to)
    failure_store.change_back(tx, group_id, to)
    left = failure_store.known(group_id, to)
    audit_store.add(
        tx,
        actor=run.actor,
        action=_ACTIONS[run.kind],
        subject_kind="failure",
        subject_id=group_id,
        before=was,
        after=left,
        reason=run.reason,
    )
    return {"was": was, "left": left}


def undo_wish(run_id: str, undo_id: str) -> BulkWish:
    """Return the wish for a run that takes another one back.

    Raises:
        NotFound, NoUndo, AlreadyDone: see `Bulk.undoing`.
    """
    run = bulk_deeds.known(run_id)
    inverse = inverse_of(run.kind)
    if not inverse.is_whole:
        raise NoUndo(problem=inverse.words)
    if not run.status.is_over:
        raise NoUndo(problem=clause(QT_TRANSLATE_NOOP("Clause", "the run is still under way; stop it first")))
    if any(undoes(one, run_id) for one in bulk_store.undoing(run_id)):
        raise AlreadyDone(problem=clause(QT_TRANSLATE_NOOP("Clause", "the run was undone before")))
    return BulkWish(
        run_id=undo_id,
        kind=BulkKind.UNDO,
        ids=tuple(bulk_facts.changed(run_id)),
        terms=BulkTerms(undoes=run_id),
    )


def _target(tx: Tx, run: BulkRun, group_id: str) -> Mapping[str, object]:
    """Return what the group shall be like, by column."""
    if run.kind is BulkKind.FIXED:
        return {"fixed_at": tx.now, "fixed_by": run.actor}
    if run.kind is BulkKind.ASSIGN:
        return {"owner": run.terms.owner}
    kept = bulk_facts.changed(run.terms.undoes).get(group_id)
    if kept is None:
        raise NotFound(kind="failure group", ident=group_id)
    return kept["was"]
