"""The table of trainings: what each column says, and rows that come, change and go while one looks."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QObject, Qt
from typing_extensions import override

from core.clock import Clock
from core.domain.attempts import MoneyState
from core.domain.progress import Phase
from core.domain.training_views import TrainingRow
from core.domain.trainings import AT_PROVIDER, Status
from gui import assets, formats, texts
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.cells import Amount, Bar, Pill, Plain, TwoTone

RIGHT = Qt.AlignmentFlag.AlignRight
WIDTHS = {"status": 118, "progress": 130, "stars": 104, "cost": 58, "started": 80, "try": 40}

_FAILED = frozenset({Status.FAILED, Status.ABORTED})
_OWN_WORDS = frozenset({"", Status.STARTING.value, Status.PROCESSING.value})


class TrainingsModel(RowsModel[TrainingRow]):
    """Trainings, newest first. Clocks of running ones go on by `tick`, from the clock that is passed in."""

    spare_keys = ("try", "cost", "started", "model")

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        """Start without rows."""
        self._clock = clock
        self._heard: dict[str, tuple[tuple[int | None, int | None], datetime]] = {}
        super().__init__(self._make_columns(), _row_id, parent)

    @property
    def has_clocks(self) -> bool:
        """Tell whether a row held shows a time that runs."""
        return any(row.status in AT_PROVIDER for row in self.rows)

    def merge(self, rows: Iterable[TrainingRow], *, asked: Iterable[str], keep: str | None = None) -> None:
        """Take over rows read again: those held are patched, others come in at their place by age.

        Those of `asked` that were not found any more go, but for `keep`: what one looks at stays. Rows older
        than the last one held come with their own page.
        """
        fresh = {row.id: row for row in rows}
        held = {row.id for row in self.rows}
        self.patch(row for row_id, row in fresh.items() if row_id in held)
        self.remove((set(asked) & held) - fresh.keys() - {keep})
        for row in sorted((fresh[i] for i in fresh.keys() - held), key=_row_id):
            self._put_in(row)

    def tick(self) -> None:
        """Let the clocks of running rows go on; nothing else is painted."""
        column = next(place for place, each in enumerate(self.columns) if each.key == "progress")
        live = {row.attempt_id for row in self.rows if row.status in AT_PROVIDER}
        self._heard = {key: value for key, value in self._heard.items() if key in live}
        for place, row in enumerate(self.rows):
            if row.status in AT_PROVIDER:
                cell = self.index(place, column)
                self.dataChanged.emit(cell, cell)

    @override
    def patch(self, rows: Iterable[TrainingRow]) -> None:
        """Put newer versions in place, and note when each was heard."""
        fresh = list(rows)
        for row in fresh:
            self._left(row)
        super().patch(fresh)

    def _put_in(self, row: TrainingRow) -> None:
        place = next((place for place, held in enumerate(self.rows) if held.id < row.id), len(self.rows))
        if place < len(self.rows) or not self._has_more:
            self._insert(place, [row])

    def _make_columns(self) -> tuple[Column[TrainingRow], ...]:
        return (
            Column(
                key="status",
                title=lambda: self.tr("Status"),
                text=status_text,
                cell=status_pill,
                width=WIDTHS["status"],
            ),
            Column(
                key="customer",
                title=lambda: self.tr("Customer"),
                text=_customer_text,
                cell=_customer_cell,
                tooltip=self._customer_tip,
            ),
            Column(
                key="model",
                title=lambda: self.tr("Model"),
                text=lambda row: row.model_name,
                cell=lambda row: Plain(row.model_name, "muted", mono=True),
                tooltip=lambda row: row.model_name,
            ),
            Column(
                key="progress",
                title=lambda: self.tr("Progress"),
                text=lambda row: self._progress(row).text,
                cell=self._progress,
                tooltip=self._progress_tip,
                width=WIDTHS["progress"],
            ),
            *self._figures(),
        )

    def _figures(self) -> tuple[Column[TrainingRow], ...]:
        return (
            Column(
                key="stars",
                title=lambda: self.tr("Stars"),
                text=lambda row: formats.stars_number(row.price),
                cell=stars_cell,
                tooltip=self._stars_tip,
                align=RIGHT,
                width=WIDTHS["stars"],
            ),
            Column(
                key="cost",
                title=lambda: self.tr("Cost"),
                text=lambda row: formats.dollars(row.cost_micro_usd),
                align=RIGHT,
                width=WIDTHS["cost"],
            ),
            Column(
                key="started",
                title=lambda: self.tr("Started"),
                text=self._started,
                tooltip=lambda row: formats.full_moment(row.created_at),
                align=RIGHT,
                width=WIDTHS["started"],
            ),
            Column(
                key="try",
                title=lambda: self.tr("Try"),
                text=lambda row: str(row.attempt_number),
                align=RIGHT,
                width=WIDTHS["try"],
            ),
        )

    def _progress(self, row: TrainingRow) -> Bar:
        match row.status:
            case Status.SUBMITTING:
                return Bar(texts.waiting_word(row.waiting_for) if row.waiting_for else self.tr("sending"))
            case Status.UNKNOWN:
                return Bar(self.tr("asking Replicate"), tint="unk")
            case Status.STARTING:
                waited = formats.countdown(self._clock.now() - row.created_at)
                return Bar(self.tr("queue {time}").format(time=waited), 0.0)
            case Status.PROCESSING:
                return self._running(row)
            case Status.FAILED | Status.ABORTED:
                return Bar(texts.failure_headline(row.failure_class), tint="bad")
            case Status.CANCELED:
                return Bar(self._cancelled(row))
        return Bar(formats.duration(_ran(row)) if row.started_at and row.completed_at else formats.NOTHING)

    def _running(self, row: TrainingRow) -> Bar:
        if row.progress_step is None or not row.progress_total:
            return Bar(texts.phase_word(row.phase), 0.0)
        fraction = row.progress_step / row.progress_total
        left = self._left(row)
        if row.phase is Phase.SAVING or (left is not None and not left):
            return Bar(f"{formats.percent(fraction)} · {texts.phase_word(Phase.SAVING)}", fraction)
        parts = [formats.percent(fraction)]
        if left is not None:
            parts.append(formats.countdown(left))
        return Bar(" · ".join(parts), fraction)

    def _left(self, row: TrainingRow) -> timedelta | None:
        """Return what is left of a running row's time, counted on from the moment it was told."""
        if row.eta_s is None or row.status.is_terminal:
            return None
        told, now = (row.eta_s, row.progress_step), self._clock.now()
        heard = self._heard.get(row.attempt_id)
        if heard is None or heard[0] != told:
            heard = self._heard[row.attempt_id] = (told, now)
        return max(timedelta(), timedelta(seconds=row.eta_s) - (now - heard[1]))

    def _cancelled(self, row: TrainingRow) -> str:
        if row.started_at is None or row.completed_at is None:
            return self.tr("before it began")
        return self.tr("after {duration}").format(duration=formats.duration(_ran(row)))

    def _started(self, row: TrainingRow) -> str:
        local, today = row.created_at.astimezone(), self._clock.now().astimezone()
        if local.date() == today.date():
            return f"{local:%H:%M}"
        day = QDate(local.year, local.month, local.day)
        return QLocale().toString(day, "d MMM" if local.year == today.year else "MMM yyyy")

    def _customer_tip(self, row: TrainingRow) -> str:
        names = [row.customer_name, f"@{row.username}" if row.username else ""]
        names.append(self.tr("Telegram id {id}, bot {bot}").format(id=row.customer_id, bot=row.bot))
        return "\n".join(name for name in names if name)

    def _progress_tip(self, row: TrainingRow) -> str:
        if row.status in _FAILED:
            headline, remedy = (
                texts.failure_headline(row.failure_class),
                texts.failure_remedy(row.failure_class),
            )
            return f"{headline}.\n{remedy}"
        if row.progress_step is None or not row.progress_total or row.status.is_terminal:
            return self._progress(row).text
        step, total = formats.count(row.progress_step), formats.count(row.progress_total)
        return self.tr("Step {step} of {total}").format(step=step, total=total)

    def _stars_tip(self, row: TrainingRow) -> str:
        amount = formats.stars(row.price)
        match row.money:
            case MoneyState.HELD:
                return self.tr("{amount} held until it ends").format(amount=amount)
            case MoneyState.SETTLED:
                return self.tr("{amount} settled: the customer has paid").format(amount=amount)
            case MoneyState.RELEASED:
                return self.tr("{amount} released: the customer has them back").format(amount=amount)
        return self.tr("Free for the customer")


def status_text(row: TrainingRow) -> str:
    """Return the word of a row's state; a state of Replicate's that we do not know is shown as it is."""
    if row.status in AT_PROVIDER and row.provider_status not in _OWN_WORDS:
        return row.provider_status
    return texts.status_word(row.status)


def status_pill(row: TrainingRow) -> Pill:
    """Return a row's state as colour, icon and word."""
    look = assets.state_look(row.status.value)
    return Pill(status_text(row), look.tone, look.icon)


def stars_cell(row: TrainingRow) -> Amount:
    """Return a row's price with what became of it."""
    if row.money is MoneyState.FREE:
        return Amount(formats.stars_number(row.price), "gift", Tone.MUTE, tint="faint")
    look = assets.state_look(row.money.value)
    return Amount(formats.stars_number(row.price), look.icon, look.tone)


def _row_id(row: TrainingRow) -> str:
    return row.id


def _customer_text(row: TrainingRow) -> str:
    return f"{row.customer_name} @{row.username}" if row.username else row.customer_name


def _customer_cell(row: TrainingRow) -> TwoTone:
    return TwoTone(row.customer_name, f"@{row.username}" if row.username else "")


def _ran(row: TrainingRow) -> timedelta:
    if row.started_at is None or row.completed_at is None:
        return timedelta()
    return row.completed_at - row.started_at
