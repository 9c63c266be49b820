"""What "today" means: the day of the operator's own wall, in every zone and when the clocks are changed."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from core.clock import midnight
from core.domain.training_views import TrainingFilter
from tests.core.conftest import OpenStation
from tests.fakes.station import FastClock, Station, until


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Let the computer stand in a zone until the test is over."""

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("zone", "now", "days_ago", "began"),
    [
        ("UTC", "2026-03-28T23:59", 0, "2026-03-28T00:00"),
        ("Europe/Moscow", "2026-03-28T21:00", 0, "2026-03-28T21:00"),
        ("Europe/Moscow", "2026-03-28T20:59", 0, "2026-03-27T21:00"),
        ("Asia/Tokyo", "2026-03-28T20:00", 6, "2026-03-22T15:00"),
        # The clocks were put forward at 2 in the night: the day began five hours behind, not four.
        ("America/New_York", "2026-03-08T20:00", 0, "2026-03-08T05:00"),
        ("America/New_York", "2026-03-10T20:00", 6, "2026-03-04T05:00"),
    ],
)
def test_a_day_begins_where_the_operator_sits(
    in_zone: Callable[[str], None], zone: str, now: str, days_ago: int, began: str
) -> None:
    """Zones and changed clocks move midnight; what a list shows as today is what the wall says."""
    in_zone(zone)
    assert midnight(_utc(now), days_ago=days_ago) == _utc(began)


async def test_failed_today_means_the_operators_day_and_not_the_one_of_utc(
    opened: OpenStation, fast_clock: FastClock, in_zone: Callable[[str], None]
) -> None:
    """What failed at eight in the evening here is of yesterday after midnight here, whatever UTC says."""
    in_zone(f"HERE{fast_clock.now().hour - 20:+d}")
    async with opened() as station:
        await station.customer()
        await station.launch("FAIL_OOM")
        await until(lambda: _failed_today(station))
        today = TrainingFilter(failed_since=midnight(fast_clock.now()))
        assert await station.core.trainings.count(today) == 1
        fast_clock.jump(hours=4)
        assert await _failed_today(station) == 0
        today = TrainingFilter(failed_since=midnight(fast_clock.now()))
        assert await station.core.trainings.count(today) == 0


async def _failed_today(station: Station) -> int:
    return (await station.core.trainings.counts()).failed_today


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
