"""Whether a bulk run can be taken back as a whole, and why not if it cannot."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.bulk import BulkKind, BulkRun, RunStatus
from core.errors import QT_TRANSLATE_NOOP, Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkInverse:
    """Whether runs of a kind are undone by another run; if not, `words` say why as a clause."""

    is_whole: bool
    words: Clause


def _inverse(template: str, *, is_whole: bool = False) -> BulkInverse:
    return BulkInverse(is_whole=is_whole, words=Clause(template, {}))


_INVERSES = {
    BulkKind.RETRY: _inverse(
        QT_TRANSLATE_NOOP(
            "Clause",
            "what was sent to Replicate costs; what still runs can be cancelled, row by row or together",
        )
    ),
    BulkKind.CANCEL: _inverse(
        QT_TRANSLATE_NOOP("Clause", "Replicate does not go on with what was cancelled; retry it instead")
    ),
    BulkKind.REFUND: _inverse(
        QT_TRANSLATE_NOOP(
            "Clause",
            "the customers were told and may have spent the stars; take them with a deduction that names the "
            "refund, one by one",
        )
    ),
    BulkKind.NOTIFY: _inverse(
        QT_TRANSLATE_NOOP("Clause", "what was read cannot be unread; tell the customers what is right")
    ),
    BulkKind.UNDO: _inverse(QT_TRANSLATE_NOOP("Clause", "an undo is final: do anew what it took back")),
    BulkKind.FIXED: _inverse(
        QT_TRANSLATE_NOOP("Clause", "the marks are taken back where nobody changed them since"),
        is_whole=True,
    ),
    BulkKind.ASSIGN: _inverse(
        QT_TRANSLATE_NOOP("Clause", "who had a group before has it again, where nobody changed that since"),
        is_whole=True,
    ),
}


def inverse_of(kind: BulkKind) -> BulkInverse:
    """Return how runs of a kind are undone, or why there is no way."""
    return _INVERSES[kind]


def is_undoable(run: BulkRun, later: Iterable[BulkRun]) -> bool:
    """Tell whether a run has ended, did something that can be undone, and no run of `later` undoes it."""
    if not (run.status.is_over and run.done and inverse_of(run.kind).is_whole):
        return False
    return not any(undoes(one, run.id) for one in later)


def undoes(run: BulkRun, run_id: str) -> bool:
    """Tell whether a run takes that one back; one that was stopped may have left something to take."""
    return run.terms.undoes == run_id and run.status is not RunStatus.CANCELLED
