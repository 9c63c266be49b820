"""Bulk deeds in words: what is done, what becomes of a row and why, how a run stands."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QObject, Qt

from core.domain.bulk import (
    GROUP_KINDS,
    BulkKind,
    BulkRow,
    BulkRun,
    BulkTotals,
    ItemState,
    RunStatus,
    Why,
)
from core.domain.bulk_undo import inverse_of, is_undoable
from gui import formats, texts
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.card import SummaryRow
from gui.widgets.cells import Pill, TwoTone
from gui.widgets.runs_card import RunLine

_LOOKS = {
    ItemState.WAITING: (Tone.RUN, "hourglass-simple"),
    ItemState.DONE: (Tone.OK, "check"),
    ItemState.SKIPPED: (Tone.MUTE, "prohibit"),
    ItemState.FAILED: (Tone.BAD, "x-circle"),
}
VERDICT_WIDTH = 310
STARS_WIDTH = 96


def title(kind: BulkKind, rows: int, words: str = "") -> str:
    """Return the question over a preview; `words` are those of the wish, for an undo what it undoes."""
    if kind is BulkKind.UNDO:
        return QCoreApplication.translate("Bulk", "Undo “{name}”").format(name=words)
    return {
        BulkKind.RETRY: QCoreApplication.translate("Bulk", "Retry %n training(s)", "", rows),
        BulkKind.CANCEL: QCoreApplication.translate("Bulk", "Cancel %n training(s)", "", rows),
        BulkKind.REFUND: QCoreApplication.translate(
            "Bulk", "Give back the stars of %n training(s)", "", rows
        ),
        BulkKind.FIXED: QCoreApplication.translate("Bulk", "Mark %n failure group(s) as fixed", "", rows),
        BulkKind.ASSIGN: QCoreApplication.translate("Bulk", "Assign %n failure group(s)", "", rows),
        BulkKind.NOTIFY: QCoreApplication.translate("Bulk", "Tell the customers of %n training(s)", "", rows),
    }[kind]


def name(run: BulkRun) -> str:
    """Return a run by name: what it did and when, and who had it done."""
    words = QCoreApplication.translate("Bulk", "{title}, {moment}, {actor}")
    moment = formats.full_moment(run.created_at)
    return words.format(title=title(run.kind, run.total, run.filter_words), moment=moment, actor=run.actor)


def do_words(kind: BulkKind, totals: BulkTotals) -> str:
    """Return the words of the button that does it: the deed, how many, how many stars."""
    number = totals.done
    words = {
        BulkKind.RETRY: QCoreApplication.translate("Bulk", "Do it: %n retry(s), {stars}", "", number),
        BulkKind.CANCEL: QCoreApplication.translate("Bulk", "Do it: %n cancellation(s), {stars}", "", number),
        BulkKind.REFUND: QCoreApplication.translate("Bulk", "Do it: %n refund(s), {stars}", "", number),
        BulkKind.FIXED: QCoreApplication.translate("Bulk", "Do it: mark %n group(s)", "", number),
        BulkKind.ASSIGN: QCoreApplication.translate("Bulk", "Do it: assign %n group(s)", "", number),
        BulkKind.UNDO: QCoreApplication.translate("Bulk", "Undo in %n group(s)", "", number),
        BulkKind.NOTIFY: QCoreApplication.translate("Bulk", "Do it: %n message(s)", "", number),
    }[kind]
    return words.format(stars=formats.stars(totals.stars))


def why_words(why: Why, detail: str = "") -> str:
    """Return why a row is left out."""
    words = {
        Why.GONE: QCoreApplication.translate("Bulk", "there is none"),
        Why.SUCCEEDED: QCoreApplication.translate("Bulk", "it succeeded"),
        Why.RUNS: QCoreApplication.translate("Bulk", "it still runs"),
        Why.ENDED: QCoreApplication.translate("Bulk", "it has ended already"),
        Why.CANCEL_ASKED: QCoreApplication.translate("Bulk", "it is being cancelled"),
        Why.MODEL_BUSY: QCoreApplication.translate("Bulk", "another one of this model runs"),
        Why.NOT_ENOUGH: QCoreApplication.translate("Bulk", "too few stars"),
        Why.NO_PHOTOS: QCoreApplication.translate("Bulk", "the photos are gone"),
        Why.BILLED: QCoreApplication.translate("Bulk", "billed: look for the weights first"),
        Why.NEEDS_CHANGE: QCoreApplication.translate("Bulk", "it would fail again as it is"),
        Why.FREE_NOT_ALLOWED: QCoreApplication.translate("Bulk", "free: your role does not allow it"),
        Why.NOTHING_TAKEN: QCoreApplication.translate("Bulk", "nothing to give back"),
        Why.TOLD_BEFORE: QCoreApplication.translate("Bulk", "the customer is told once"),
        Why.FIXED_BEFORE: QCoreApplication.translate("Bulk", "marked before"),
        Why.OWNED_BEFORE: QCoreApplication.translate("Bulk", "it is so already"),
        Why.CHANGED_SINCE: QCoreApplication.translate("Bulk", "somebody changed it since"),
        Why.MOVED: QCoreApplication.translate("Bulk", "it changed after the preview"),
        Why.REFUSED: QCoreApplication.translate("Bulk", "refused"),
    }[why]
    return f"{words} ({detail})" if detail else words


def verdict(row: BulkRow, *, is_run: bool) -> str:
    """Return what will become of a row, or became of it."""
    match row.state:
        case ItemState.SKIPPED:
            words = (
                QCoreApplication.translate("Bulk", "skipped: {why}")
                if is_run
                else QCoreApplication.translate("Bulk", "will skip: {why}")
            )
            return words.format(why=why_words(row.why, row.detail) if row.why else formats.NOTHING)
        case ItemState.FAILED:
            return why_words(row.why or Why.REFUSED, row.detail)
        case ItemState.DONE:
            return QCoreApplication.translate("Bulk", "done")
    if is_run:
        return QCoreApplication.translate("Bulk", "waits")
    return QCoreApplication.translate("Bulk", "will do")


def status_word(run: BulkRun) -> str:
    """Return how a run stands."""
    return {
        RunStatus.ASKED: QCoreApplication.translate("Bulk", "waits for a second person"),
        RunStatus.RUNNING: QCoreApplication.translate("Bulk", "under way"),
        RunStatus.PAUSED: QCoreApplication.translate("Bulk", "paused"),
        RunStatus.CANCELLED: QCoreApplication.translate("Bulk", "stopped"),
        RunStatus.DONE: QCoreApplication.translate("Bulk", "done"),
    }[run.status]


def status_tone(run: BulkRun) -> Tone:
    """Return the tone of a run."""
    return {
        RunStatus.ASKED: Tone.WARN,
        RunStatus.RUNNING: Tone.RUN,
        RunStatus.PAUSED: Tone.WARN,
        RunStatus.CANCELLED: Tone.MUTE,
        RunStatus.DONE: Tone.BAD if run.failed else Tone.OK,
    }[run.status]


def total_rows(kind: BulkKind, totals: BulkTotals) -> list[SummaryRow]:
    """Return what a run comes to; what is nothing is not said."""

    def row(label: str, value: str, role: str = "") -> SummaryRow:
        return SummaryRow(label=label, value=value, role=role)

    rows = [
        row(QCoreApplication.translate("Bulk", "Will do"), formats.count(totals.done), "strong"),
        row(QCoreApplication.translate("Bulk", "Will skip"), formats.count(totals.left_out)),
    ]
    if totals.held:
        rows.append(row(QCoreApplication.translate("Bulk", "Held again"), formats.stars(totals.held)))
    if totals.released:
        label = QCoreApplication.translate("Bulk", "Released to customers")
        rows.append(row(label, formats.stars(totals.released)))
    if totals.refunded:
        label = QCoreApplication.translate("Bulk", "Refunded to customers")
        rows.append(row(label, formats.stars(totals.refunded)))
    if totals.cost_micro_usd:
        label = QCoreApplication.translate("Bulk", "Replicate bills about")
        rows.append(row(label, formats.dollars(totals.cost_micro_usd)))
    if kind not in GROUP_KINDS:
        rows.append(row(QCoreApplication.translate("Bulk", "Messages"), formats.count(totals.messages)))
    return rows


def no_undo_words(kind: BulkKind) -> str:
    """Return why runs of a kind are not undone, empty if they are."""
    inverse = inverse_of(kind)
    if inverse.is_whole:
        return ""
    words = QCoreApplication.translate("Bulk", "It has no undo: {why}.")
    return words.format(why=texts.clause_text(inverse.words))


def run_rows(run: BulkRun) -> list[SummaryRow]:
    """Return how far a run is."""
    rows = [
        SummaryRow(
            label=QCoreApplication.translate("Bulk", "Done"), value=formats.count(run.done), role="strong"
        ),
        SummaryRow(label=QCoreApplication.translate("Bulk", "Skipped"), value=formats.count(run.skipped)),
        SummaryRow(label=QCoreApplication.translate("Bulk", "Failed"), value=formats.count(run.failed)),
        SummaryRow(label=QCoreApplication.translate("Bulk", "Still to do"), value=formats.count(run.waiting)),
        SummaryRow(label=QCoreApplication.translate("Bulk", "State"), value=status_word(run)),
    ]
    if run.filter_words and run.kind is not BulkKind.UNDO:
        label = QCoreApplication.translate("Bulk", "Picked by")
        rows.append(SummaryRow(label=label, value=run.filter_words))
    return rows


class BulkRowsModel(RowsModel[BulkRow]):
    """The rows of a preview, and then of the run, each with its verdict."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty, as a preview."""
        self.is_run = False
        columns = (
            Column[BulkRow](
                key="row",
                title=lambda: QCoreApplication.translate("Bulk", "Customer and model"),
                text=lambda row: f"{row.customer} {row.label}".strip(),
                cell=lambda row: TwoTone(row.customer or row.label, row.label if row.customer else ""),
                tooltip=lambda row: row.id,
            ),
            Column[BulkRow](
                key="verdict",
                title=lambda: QCoreApplication.translate("Bulk", "Verdict"),
                text=lambda row: verdict(row, is_run=self.is_run),
                cell=lambda row: Pill(verdict(row, is_run=self.is_run), *_look(row, is_run=self.is_run)),
                tooltip=lambda row: verdict(row, is_run=self.is_run),
                width=VERDICT_WIDTH,
            ),
            Column[BulkRow](
                key="stars",
                title=lambda: QCoreApplication.translate("Bulk", "Stars"),
                text=lambda row: formats.stars_number(row.stars) if row.stars else formats.NOTHING,
                align=Qt.AlignmentFlag.AlignRight,
                width=STARS_WIDTH,
            ),
        )
        super().__init__(columns, lambda row: row.number, parent)


def _look(row: BulkRow, *, is_run: bool) -> tuple[Tone, str]:
    if row.state is ItemState.WAITING and not is_run:
        return Tone.OK, "check"
    return _LOOKS[row.state]


def run_line(run: BulkRun, later: Iterable[BulkRun] = ()) -> RunLine:
    """Return a run as one line of the list of runs; `later` are those that may have undone it."""
    words = QCoreApplication.translate("Bulk", "{done} of {total}, {state}, {actor}")
    second = words.format(
        done=formats.count(run.total - run.waiting),
        total=formats.count(run.total),
        state=status_word(run),
        actor=run.actor,
    )
    return RunLine(
        key=run.id,
        title=title(run.kind, run.total, run.filter_words),
        second=second,
        tone=status_tone(run),
        done=run.total - run.waiting,
        total=run.total,
        is_open=not run.status.is_over,
        is_paused=run.status is RunStatus.PAUSED,
        can_undo=is_undoable(run, later),
    )
