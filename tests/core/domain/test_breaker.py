"""The circuit breaker: it opens after failures in a row, lets one probe through, closes when that works."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.breaker import FIRST_PAUSE, LONGEST_PAUSE, TRIP_AFTER, Breaker, Circuit

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def tripped(times: int = TRIP_AFTER, now: datetime = NOW) -> Breaker:
    """Return a breaker after so many failures at one moment."""
    breaker = Breaker()
    for _ in range(times):
        breaker = breaker.failed(now)
    return breaker


def test_it_opens_at_the_last_straw() -> None:
    """One failure less is bad luck; the next one opens it for the first pause."""
    assert tripped(TRIP_AFTER - 1).circuit(NOW) is Circuit.CLOSED
    breaker = tripped()
    assert breaker.circuit(NOW) is Circuit.OPEN
    assert breaker.circuit(NOW + FIRST_PAUSE - SECOND) is Circuit.OPEN
    assert breaker.circuit(NOW + FIRST_PAUSE) is Circuit.HALF_OPEN


def test_a_success_makes_it_as_new() -> None:
    """Failures count only in a row."""
    assert tripped(TRIP_AFTER - 1).worked() == Breaker()
    assert tripped().worked().circuit(NOW) is Circuit.CLOSED


@pytest.mark.parametrize("probes", [1, 2, 3, 12])
def test_a_failed_probe_opens_it_for_twice_as_long(probes: int) -> None:
    """Up to the longest pause."""
    breaker, now = tripped(), NOW
    for _ in range(probes):
        assert breaker.open_until is not None
        now = breaker.open_until
        breaker = breaker.failed(now)
    assert breaker.open_until == now + min(LONGEST_PAUSE, FIRST_PAUSE * 2**probes)


def test_what_was_under_way_when_it_opened_changes_nothing() -> None:
    """Failures that arrive while it is open neither lengthen nor shorten the pause."""
    breaker = tripped()
    assert breaker.failed(NOW + SECOND).open_until == breaker.open_until


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2000)), max_size=200))
def test_it_never_stays_open_longer_than_the_longest_pause(events: list[tuple[bool, int]]) -> None:
    """Whatever happens, some probe is due within ten minutes; and it is open only after enough failures."""
    breaker, now, in_a_row = Breaker(), NOW, 0
    for has_worked, seconds in events:
        now += timedelta(seconds=seconds)
        breaker = breaker.worked() if has_worked else breaker.failed(now)
        in_a_row = 0 if has_worked else in_a_row + 1
        assert breaker.circuit(now + LONGEST_PAUSE) is not Circuit.OPEN
        assert (breaker.circuit(now) is Circuit.CLOSED) or in_a_row >= TRIP_AFTER
