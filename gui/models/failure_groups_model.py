"""The table of failure groups: what each column says."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt

from core.domain.failure_groups import FailureGroup
from gui import formats, texts
from gui.models.failure_words import class_pill, class_word
from gui.models.rows_model import Column
from gui.models.ticked_rows import TickedRows
from gui.theme import Tone
from gui.widgets.cells import Pill, Plain, Spark, TwoLines

RIGHT = Qt.AlignmentFlag.AlignRight
"""Columns given up where the table is narrow, the first one first; an opened group says all of it."""


class FailureGroupsModel(TickedRows[FailureGroup]):
    """Groups in the order the service gave them."""

    spare_keys = ("owner", "when")

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """Start without rows; `now` tells the present moment, for short dates."""
        self._now = now
        super().__init__((*self._what(), *self._figures(), *self._known()), _row_id, parent)

    def _what(self) -> tuple[Column[FailureGroup], ...]:
        return (
            Column(
                key="class",
                title=lambda: self.tr("Class"),
                text=lambda row: class_word(row.failure_class),
                cell=lambda row: class_pill(row.failure_class),
                tooltip=lambda row: texts.failure_headline(row.failure_class),
                width=144,
            ),
            Column(
                key="failure",
                title=lambda: self.tr("Failure"),
                text=lambda row: f"{texts.failure_headline(row.failure_class)}: {row.text}",
                cell=lambda row: TwoLines(
                    texts.failure_headline(row.failure_class), row.text, strong=True, mono=True
                ),
                tooltip=lambda row: row.sample,
            ),
        )

    def _figures(self) -> tuple[Column[FailureGroup], ...]:
        return (
            Column(
                key="count",
                title=lambda: self.tr("Attempts"),
                text=lambda row: f"{formats.count(row.attempts)}, {self._customers(row)}",
                cell=lambda row: TwoLines(formats.count(row.attempts), self._customers(row), strong=True),
                align=RIGHT,
                width=112,
            ),
            Column(
                key="stars",
                title=lambda: self.tr("Stars"),
                text=self._stars,
                cell=self._stars_cell,
                align=RIGHT,
                width=106,
            ),
            Column(
                key="cost",
                title=lambda: self.tr("Cost"),
                text=lambda row: formats.dollars(row.cost_micro_usd),
                tooltip=lambda row: self.tr("What Replicate billed for these attempts"),
                align=RIGHT,
                width=78,
            ),
            Column(
                key="trend",
                title=lambda: self.tr("14 days"),
                text=lambda row: " ".join(str(value) for value in row.trend),
                cell=lambda row: Spark(row.trend),
                tooltip=lambda row: self.tr("Today: {count}").format(
                    count=formats.count(row.trend[-1] if row.trend else 0)
                ),
                width=90,
            ),
        )

    def _known(self) -> tuple[Column[FailureGroup], ...]:
        return (
            Column(
                key="when",
                title=lambda: self.tr("Seen"),
                text=lambda row: self._moment(row.last_at),
                cell=lambda row: TwoLines(self._moment(row.last_at), self._moment(row.first_at)),
                tooltip=lambda row: (
                    f"{formats.full_moment(row.first_at)} – {formats.full_moment(row.last_at)}"
                ),
                align=RIGHT,
                width=130,
            ),
            Column(
                key="owner",
                title=lambda: self.tr("Owner"),
                text=lambda row: row.owner or formats.NOTHING,
                cell=lambda row: Plain(row.owner or formats.NOTHING, "muted"),
                width=92,
            ),
            Column(
                key="state",
                title=lambda: self.tr("State"),
                text=self._state,
                cell=self._state_cell,
                tooltip=lambda row: row.known_fix or row.note,
                width=146,
            ),
        )

    def _customers(self, row: FailureGroup) -> str:
        return self.tr("%n customer(s)", "", row.customers)

    def _stars(self, row: FailureGroup) -> str:
        if row.held:
            return self.tr("{amount} held").format(amount=formats.stars(row.held))
        return self.tr("{amount} back").format(amount=formats.stars(row.returned))

    def _stars_cell(self, row: FailureGroup) -> TwoLines:
        if row.held:
            return TwoLines(formats.stars(row.held), self.tr("held"), "warn")
        return TwoLines(formats.stars(row.returned), self.tr("given back"), "muted")

    def _state(self, row: FailureGroup) -> str:
        if row.hits_many(self._now()):
            return self.tr("Hits many")
        if row.is_back:
            return self.tr("Seen again")
        if row.fixed_at is not None:
            return self.tr("Fixed")
        if row.needs_a_look(self._now()):
            return self.tr("New")
        return self.tr("Looked after") if row.owner else self.tr("Old")

    def _state_cell(self, row: FailureGroup) -> Pill:
        word = self._state(row)
        if row.hits_many(self._now()):
            return Pill(word, Tone.BAD, "megaphone")
        if row.is_back:
            return Pill(word, Tone.BAD, "arrow-counter-clockwise")
        if row.fixed_at is not None:
            return Pill(word, Tone.OK, "check")
        if row.needs_a_look(self._now()):
            return Pill(word, Tone.WARN, "warning")
        return Pill(word, Tone.MUTE, "user-circle" if row.owner else "clock")

    def _moment(self, moment: datetime) -> str:
        return formats.short_moment(moment, self._now())


def _row_id(row: FailureGroup) -> str:
    return row.id
