"""Tests of gui/formats.py: how facts are written."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QLocale

from core.money import Money, Stars
from gui import formats

MOSCOW = timezone(timedelta(hours=3))
NOW = datetime(2025, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Write dates in English here, whatever machine this is."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("hundredths", "text"),
    [
        (0, "0.00 ★"),
        (7, "0.07 ★"),
        (22000, "220.00 ★"),
        (264000, "2\u2009640.00 ★"),
        (-150, "−1.50 ★"),
        (123456789012, "1\u2009234\u2009567\u2009890.12 ★"),
    ],
)
def test_stars_have_two_decimals_and_thin_thousands(hundredths: int, text: str) -> None:
    """A number of stars is always written with two decimals and its sign."""
    assert formats.stars(Stars(hundredths)) == text


def test_a_movement_shows_its_plus() -> None:
    """A credit is told from a balance by its plus; nothing is neither."""
    assert formats.stars(Stars(500), sign=True) == "+5.00 ★"
    assert formats.stars(Stars(0), sign=True) == "0.00 ★"


@pytest.mark.parametrize(
    ("micro", "text"),
    [
        (None, "—"),
        (0, "$0.00"),
        (612_345, "$0.61"),
        (1_995_000, "$2.00"),
        (4_999, "$0.00"),
        (-610_000, "−$0.61"),
        (1_234_560_000, "$1\u2009234.56"),
    ],
)
def test_costs_are_rounded_to_the_cent(micro: int | None, text: str) -> None:
    """Micro-dollars are shown in cents; an unknown cost is a dash, not a zero."""
    assert formats.dollars(micro) == text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2025, 11, 24, 9, 41, tzinfo=UTC), "12:41"),
        (datetime(2025, 11, 23, 22, 30, tzinfo=UTC), "01:30"),
        (datetime(2025, 11, 23, 9, 41, tzinfo=UTC), "23 Nov 12:41"),
        (datetime(2024, 11, 23, 9, 41, tzinfo=UTC), "23 Nov 2024"),
    ],
)
def test_short_moments_are_local_and_as_short_as_clear(moment: datetime, text: str) -> None:
    """Today is a time, this year a day and a time, before that a date; the day is the local one."""
    assert formats.short_moment(moment, NOW, MOSCOW) == text


def test_days_follow_the_language() -> None:
    """The name of the month is in the language of the window."""
    QLocale.setDefault(QLocale(QLocale.Language.Russian))
    assert formats.short_moment(datetime(2025, 5, 3, 9, 41, tzinfo=UTC), NOW, MOSCOW) == "3 мая 12:41"


def test_full_moment_names_its_zone() -> None:
    """The tooltip has the second and the zone, so two people can agree on a moment."""
    moment = datetime(2025, 11, 23, 9, 41, 7, tzinfo=UTC)
    assert formats.full_moment(moment, MOSCOW) == "23 November 2025, 12:41:07 (UTC+03:00)"
    assert formats.clock_time(moment, MOSCOW) == "12:41:07"


def test_a_moment_without_a_zone_is_refused() -> None:
    """A naive datetime is a bug on its way to a wrong time."""
    with pytest.raises(ValueError, match="time zone"):
        formats.clock_time(datetime(2025, 11, 23))  # noqa: DTZ001 - the very thing to refuse


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (58, "58 s"),
        (598, "9 min 58 s"),
        (603, "10 min 03 s"),
        (3900, "1 h 05 min"),
        (273600, "3 d 4 h"),
        (-5, "0 s"),
    ],
)
def test_durations_show_their_two_largest_parts(seconds: int, text: str) -> None:
    """A length of time is short enough for a cell."""
    assert formats.duration(timedelta(seconds=seconds)) == text


@pytest.mark.parametrize(("seconds", "text"), [(92, "1:32"), (5, "0:05"), (7509, "2:05:09"), (-3, "0:00")])
def test_countdown_looks_like_a_clock(seconds: int, text: str) -> None:
    """What is left never runs below nothing."""
    assert formats.countdown(timedelta(seconds=seconds)) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KB"),
        (23_488_102, "22.4 MB"),
        (1_048_575, "1.0 MB"),
        (2**31, "2.0 GB"),
    ],
)
def test_sizes_take_the_largest_fitting_unit(size: int, text: str) -> None:
    """A size has at most four figures before its unit."""
    assert formats.byte_size(size) == text


@pytest.mark.parametrize(
    ("fraction", "text"),
    [(0.0, "0 %"), (0.62, "62 %"), (0.999, "99 %"), (1.0, "100 %"), (1.7, "100 %"), (-1, "0 %")],
)
def test_percent_is_whole_only_at_the_end(fraction: float, text: str) -> None:
    """A hundred per cent means done, so 99.9 is 99."""
    assert formats.percent(fraction) == text


def test_counts_group_by_a_thin_space() -> None:
    """Large counts can be read at a glance."""
    assert formats.count(48211) == "48\u2009211"
    assert formats.count(-1500) == "−1\u2009500"


def test_money_keeps_its_unit_and_every_digit_that_counts() -> None:
    """Two digits at least where the currency has any, none for whole units, zeros at a long end left out."""
    assert formats.money(Money(111000, "RUB")) == "1\u2009110.00 RUB"
    assert formats.money(Money(476, "XTR")) == "476 XTR"
    assert formats.money(Money(1_250_000_000, "TON")) == "1.25 TON"
    assert formats.money(Money(1, "TON")) == "0.000000001 TON"
    assert formats.money(Money(-5, "USD")) == "\u22120.05 USD"
    assert formats.money(None) == "—"
