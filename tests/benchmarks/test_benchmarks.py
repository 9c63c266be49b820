"""Every bench runs and tells something; what it tells is for `make bench` and a person."""

import io

import pytest
from rich.console import Console

from tests.benchmarks.__main__ import main, table
from tests.benchmarks.measure import Aim, Row, Size, percentile, ratio_at_least, ratio_at_most, value_at_most
from tests.benchmarks.runner import BENCHES, run


def row(ours: float, peer: float, aim: Aim) -> Row:
    """Return a row with this aim."""
    return Row(name="something", ours=ours, peer=peer, unit="ms", aim=aim)


@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_gives_rows(name: str) -> None:
    """At its smallest size a bench ends with rows that have something measured on both sides."""
    rows = run(name, Size.TINY)
    assert rows
    assert all(one.ours > 0 and one.peer > 0 for one in rows)


@pytest.mark.parametrize(
    ("found", "is_reached"),
    [
        (row(1, 2, ratio_at_least(0.5)), True),
        (row(0.9, 2, ratio_at_least(0.5)), False),
        (row(6, 2, ratio_at_most(3)), True),
        (row(7, 2, ratio_at_most(3)), False),
        (row(16, 1, value_at_most(16, "ms")), True),
        (row(17, 100, value_at_most(16, "ms")), False),
    ],
)
def test_an_aim_judges_the_ratio_or_our_value(found: Row, *, is_reached: bool) -> None:
    """An aim is met at its limit and missed beyond it."""
    assert found.is_reached is is_reached


def test_a_percentile_is_one_of_the_values() -> None:
    """The 99th of a hundred values is the last; a single value is every percentile."""
    assert percentile(range(1, 101), 0.99) == 100
    assert percentile([7.0], 0.5) == 7.0


def test_the_table_shows_both_sides_the_ratio_and_the_aim() -> None:
    """A line has ours, the peer's, the ratio and the aim, in eighty columns."""
    out = io.StringIO()
    Console(file=out, width=80).print(table([row(6, 2, ratio_at_most(3))]))
    line = next(one for one in out.getvalue().splitlines() if "something" in one)
    assert line.split() == ["something", "6", "ms", "2", "ms", "3×", "≤", "3×", "✓"]


def test_an_unknown_bench_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong name is refused with the names there are."""
    with pytest.raises(SystemExit):
        main(["nothing"])
    assert "'nothing'" in capsys.readouterr().err
