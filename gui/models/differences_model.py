"""The table of differences, with a tick for those that are to be done together; and the list of runs."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt

from core.domain.differences import Difference, DifferenceKind, Run
from gui import formats
from gui.models import difference_words, payment_words
from gui.models.rows_model import Column, RowsModel
from gui.widgets.cells import Plain, TwoTone

RIGHT = Qt.AlignmentFlag.AlignRight
"""Columns given up where the table is narrow, the first one first; the details say all of it."""


class DifferencesModel(RowsModel[Difference]):
    """What one run found, the most pressing kinds first."""

    spare_keys = ("line", "when", "invoice", "state", "posting")

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without rows."""
        super().__init__((*self._what(), *self._facts()), _row_id, parent)

    def _what(self) -> tuple[Column[Difference], ...]:
        return (
            Column(
                key="state",
                title=lambda: self.tr("State"),
                text=lambda row: difference_words.state_pill(row.state).text,
                cell=lambda row: difference_words.state_pill(row.state),
                width=112,
            ),
            Column(
                key="kind",
                title=lambda: self.tr("Difference"),
                text=lambda row: difference_words.kind_word(row.kind),
                cell=lambda row: Plain(difference_words.kind_word(row.kind), strong=True),
                tooltip=lambda row: difference_words.kind_sentence(row.kind),
                width=204,
            ),
            Column(
                key="theirs",
                title=lambda: self.tr("Theirs"),
                text=difference_words.theirs,
                align=RIGHT,
                width=118,
            ),
            Column(
                key="ours",
                title=lambda: self.tr("Ours"),
                text=difference_words.ours,
                cell=lambda row: Plain(difference_words.ours(row), "muted"),
                align=RIGHT,
            ),
        )

    def _facts(self) -> tuple[Column[Difference], ...]:
        return (
            Column(
                key="posting",
                title=lambda: self.tr("Proposed"),
                text=lambda row: difference_words.posting_word(row.posting),
                cell=lambda row: Plain(difference_words.posting_word(row.posting), "muted"),
                width=156,
            ),
            Column(
                key="invoice",
                title=lambda: self.tr("Invoice"),
                text=lambda row: str(row.invoice_number or formats.NOTHING),
                cell=lambda row: Plain(str(row.invoice_number or formats.NOTHING), "muted", mono=True),
                align=RIGHT,
                width=72,
            ),
            Column(
                key="when",
                title=lambda: self.tr("Day"),
                text=_day,
                cell=lambda row: Plain(_day(row), "muted"),
                align=RIGHT,
                width=88,
            ),
            Column(
                key="line",
                title=lambda: self.tr("Line"),
                text=lambda row: formats.count(row.line_number) if row.line_number else formats.NOTHING,
                cell=lambda row: Plain(
                    formats.count(row.line_number) if row.line_number else formats.NOTHING, "faint"
                ),
                tooltip=lambda row: self.tr("Where it stands in the file"),
                align=RIGHT,
                width=64,
            ),
        )


class RunsModel(RowsModel[Run]):
    """The comparisons that were made, newest first."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """Start without rows; `now` tells the present moment, for short dates."""
        self._now = now
        super().__init__(self._make(), lambda run: run.id, parent)

    def _make(self) -> tuple[Column[Run], ...]:
        return (
            Column(
                key="what",
                title=lambda: self.tr("Comparison"),
                text=lambda run: f"{payment_words.provider_word(run.provider)} {self._when(run)}",
                cell=lambda run: TwoTone(payment_words.provider_word(run.provider), self._when(run)),
                tooltip=difference_words.run_word,
            ),
            Column(
                key="open",
                title=lambda: self.tr("Open"),
                text=lambda run: formats.count(run.open),
                cell=lambda run: Plain(
                    formats.count(run.open), "warn" if run.open else "faint", strong=bool(run.open)
                ),
                tooltip=difference_words.run_state,
                align=RIGHT,
                width=84,
            ),
        )

    def _when(self, run: Run) -> str:
        return formats.short_moment(run.created_at, self._now())


def filter_words(kinds: list[tuple[DifferenceKind, int, int]], all_words: str) -> list[tuple[str, str]]:
    """Return the kinds a run found to choose from, each with how many are open of how many."""
    found = [
        (kind.value, f"{difference_words.kind_word(kind)} ({formats.count(opened)}/{formats.count(number)})")
        for kind, number, opened in kinds
    ]
    return [("", all_words), *found]


def _row_id(row: Difference) -> str:
    return row.id


def _day(row: Difference) -> str:
    return f"{row.at.astimezone():%d.%m.%y}" if row.at else formats.NOTHING
