"""Real and simulated time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sandbox.timeline import Timeline

START = datetime(2026, 11, 23, tzinfo=UTC)


@given(st.lists(st.tuples(st.floats(0.01, 1000), st.floats(0.01, 3600)), min_size=1, max_size=6))
def test_there_and_back(stretches: list[tuple[float, float]]) -> None:
    """Whatever the speeds, every simulated moment leads back to the real one it was."""
    now = [START]
    timeline = Timeline(lambda: now[0], 1.0)
    moments = []
    for speed, seconds in stretches:
        timeline.set_speed(speed)
        now[0] += timedelta(seconds=seconds)
        moments.append((timeline.sim_now(), now[0]))
    for sim_s, real in moments:
        assert abs(timeline.real_of(sim_s) - real) < timedelta(milliseconds=1)


def test_a_later_life_goes_on() -> None:
    """Anchors kept from an earlier life give the same time, also at another speed."""
    first = Timeline(lambda: START, 60.0)
    second = Timeline(lambda: START + timedelta(seconds=10), 2.0, first.anchors)
    assert second.sim_now() == pytest.approx(START.timestamp() + 600)
    assert second.speed == 2.0


@pytest.mark.parametrize("speed", [0, -1, float("nan")])
def test_time_cannot_stand_still(speed: float) -> None:
    """A speed that is not above 0 is refused."""
    with pytest.raises(ValueError, match="above 0"):
        Timeline(lambda: START, 1.0).set_speed(speed)
