"""The table of trainings: words of each state, clocks that run, rows that come and go."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex

from core.domain.attempts import MoneyState
from core.domain.progress import Phase
from core.domain.training_views import TrainingRow
from core.domain.trainings import Status
from core.money import Stars
from gui.models.trainings_model import TrainingsModel
from gui.widgets.cells import Amount, Bar, Pill

NOON = datetime(2025, 11, 23, 12, 0, tzinfo=UTC)


class StillClock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.moment = NOON

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self.moment

    async def sleep(self, seconds: float) -> None:
        """Nobody sleeps by this clock."""
        raise NotImplementedError(seconds)


def row(number: int, **changes: Any) -> TrainingRow:
    """Return a plausible row; higher numbers are younger."""
    values: dict[str, Any] = {
        "id": f"id-{number:04d}",
        "customer_id": 5_000_000_001,
        "customer_name": "Анна Белова",
        "username": "annabelova",
        "bot": "neuro_blogger",
        "model_name": "neuro-anna",
        "trigger_word": "ANNA",
        "status": Status.SUCCEEDED,
        "provider_status": "succeeded",
        "steps": 1000,
        "price": Stars.of(220),
        "money": MoneyState.SETTLED,
        "attempt_id": f"attempt-{number:04d}",
        "attempt_number": 1,
        "provider_id": "z4bc1tcp51rm00chtetae3jcx8",
        "failure_class": "",
        "waiting_for": "",
        "progress_step": None,
        "progress_total": None,
        "phase": Phase.QUEUED,
        "eta_s": None,
        "cost_micro_usd": 610_000,
        "created_at": NOON - timedelta(minutes=10),
        "started_at": NOON - timedelta(minutes=10),
        "completed_at": NOON - timedelta(seconds=2),
    }
    return TrainingRow(**(values | changes))


def running(number: int, **changes: Any) -> TrainingRow:
    """Return a row in the middle of its training."""
    values: dict[str, Any] = {
        "status": Status.PROCESSING,
        "provider_status": "processing",
        "money": MoneyState.HELD,
        "progress_step": 620,
        "progress_total": 1000,
        "phase": Phase.TRAIN,
        "eta_s": 240,
        "completed_at": None,
        "cost_micro_usd": None,
    }
    return row(number, **(values | changes))


@pytest.fixture
def clock() -> StillClock:
    """Return a clock at noon."""
    return StillClock()


@pytest.fixture
def model(qapp: object, clock: StillClock) -> TrainingsModel:
    """Return an empty model."""
    return TrainingsModel(clock)


def ids(model: TrainingsModel) -> list[str]:
    """Return the ids held, from top to bottom."""
    return [held.id for held in model.rows]


def cell(model: TrainingsModel, key: str, place: int = 0) -> object:
    """Return the shape a column gives for a row."""
    column = next(one for one in model.columns if one.key == key)
    assert column.cell is not None
    return column.cell(model.rows[place])


def text(model: TrainingsModel, key: str, place: int = 0) -> str:
    """Return the words of a column for a row."""
    return next(one for one in model.columns if one.key == key).text(model.rows[place])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": Status.SUBMITTING}, "sending"),
        ({"status": Status.SUBMITTING, "waiting_for": "offline"}, "waits for the network"),
        ({"status": Status.UNKNOWN}, "asking Replicate"),
        ({"status": Status.STARTING, "created_at": NOON - timedelta(seconds=92)}, "queue 1:32"),
        ({"status": Status.PROCESSING, "phase": Phase.LOAD}, "loading the model"),
        ({"status": Status.FAILED, "failure_class": "resources"}, "Out of memory"),
        ({"status": Status.ABORTED, "failure_class": "platform"}, "A fault at Replicate"),
        ({"status": Status.CANCELED, "started_at": None}, "before it began"),
        ({"status": Status.CANCELED}, "after 9 min 58 s"),
        ({"status": Status.SUCCEEDED}, "9 min 58 s"),
        ({"status": Status.SUCCEEDED, "started_at": None}, "—"),
    ],
)
def test_progress_says_what_each_state_is_about(
    model: TrainingsModel, changes: dict[str, Any], expected: str
) -> None:
    """Every state has its own words in the column of the progress."""
    model.set_rows([row(1, **changes)])
    assert text(model, "progress") == expected


def test_the_time_left_runs_on_between_two_looks(model: TrainingsModel, clock: StillClock) -> None:
    """What is left counts from the moment it was told, and stops at nothing."""
    model.set_rows([running(1)])
    assert cell(model, "progress") == Bar("62 % · 4:00", 0.62)
    clock.moment += timedelta(seconds=61)
    assert text(model, "progress") == "62 % · 2:59"
    clock.moment += timedelta(hours=1)
    assert text(model, "progress") == "62 % · saving"


def test_a_newly_told_time_counts_from_now(model: TrainingsModel, clock: StillClock) -> None:
    """When the log tells another time left, the clock starts from it."""
    model.set_rows([running(1)])
    clock.moment += timedelta(seconds=100)
    model.patch([running(1, progress_step=700, eta_s=190)])
    clock.moment += timedelta(seconds=10)
    assert text(model, "progress") == "70 % · 3:00"


def test_a_tick_touches_only_the_progress_of_running_rows(model: TrainingsModel) -> None:
    """A second that passes repaints one cell a running row and nothing else."""
    model.set_rows([running(3), row(2), running(1)])
    touched: list[tuple[int, int]] = []

    def on_changed(first: QModelIndex, last: QModelIndex) -> None:
        assert first == last
        touched.append((first.row(), first.column()))

    model.dataChanged.connect(on_changed)
    model.tick()
    progress = [column.key for column in model.columns].index("progress")
    assert touched == [(0, progress), (2, progress)]
    assert model.has_clocks


def test_without_running_rows_no_clock_is_needed(model: TrainingsModel) -> None:
    """Ended rows have no time that runs."""
    model.set_rows([row(1)])
    assert not model.has_clocks


def test_merged_rows_come_to_their_place_by_age(model: TrainingsModel) -> None:
    """A new row goes on top, one that began to match goes between its neighbours."""
    model.set_rows([row(5), row(1)])
    model.merge([row(3), row(9)], asked=["id-0003", "id-0009"])
    assert ids(model) == ["id-0009", "id-0005", "id-0003", "id-0001"]


def test_a_row_older_than_the_last_waits_for_its_page(model: TrainingsModel) -> None:
    """While there is another page, rows that belong to it do not come before it."""
    model.set_rows([row(5)], has_more=True)
    model.merge([row(2)], asked=["id-0002"])
    assert ids(model) == ["id-0005"]
    model.set_has_more(False)
    model.merge([row(2)], asked=["id-0002"])
    assert ids(model) == ["id-0005", "id-0002"]


def test_rows_that_match_no_more_go_but_not_the_one_looked_at(model: TrainingsModel) -> None:
    """Of the rows asked for, those not found go; the one to keep stays, those not asked for stay."""
    model.set_rows([row(3), row(2), row(1)])
    model.merge([], asked=["id-0003", "id-0002"], keep="id-0002")
    assert ids(model) == ["id-0002", "id-0001"]


def test_a_status_of_replicate_we_do_not_know_is_shown_as_it_is(model: TrainingsModel) -> None:
    """A new word of Replicate's is told, not hidden behind one of ours."""
    model.set_rows([running(1, provider_status="migrating")])
    pill = cell(model, "status")
    assert isinstance(pill, Pill)
    assert pill.text == "migrating"


def test_stars_say_what_became_of_them(model: TrainingsModel) -> None:
    """Held, settled, released and free each have their own icon."""
    rows = [row(4 - place, money=money) for place, money in enumerate(MoneyState)]
    model.set_rows(rows)
    cells = [cell(model, "stars", place) for place in range(4)]
    assert len({one.icon for one in cells if isinstance(one, Amount)}) == 4


def test_started_is_a_time_today_and_a_date_before(model: TrainingsModel) -> None:
    """A moment of today is told by the clock, an older one by its date."""
    model.set_rows([row(2), row(1, created_at=NOON - timedelta(days=3))])
    local = (NOON - timedelta(minutes=10)).astimezone()
    assert text(model, "started") == f"{local:%H:%M}"
    assert ":" not in text(model, "started", 1)
