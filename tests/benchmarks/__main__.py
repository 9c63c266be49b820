"""`python -m tests.benchmarks [name …] [--quick]`: run the benches and print one table of ratios.

Nothing here fails for a missed aim: a busy machine is no bug. The table says what was reached.
"""

import argparse
import sys

from rich import box
from rich.console import Console
from rich.table import Table

from tests.benchmarks.measure import Row, Size
from tests.benchmarks.runner import BENCHES, run


def main(arguments: list[str] | None = None) -> int:
    """Run the chosen benches, all of them if none is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"any of: {', '.join(BENCHES)}")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, less than a minute in all")
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.names if name not in BENCHES]
    if unknown:
        parser.error(f"there is no bench {unknown[0]!r}; there are {', '.join(BENCHES)}")
    size = Size.QUICK if chosen.quick else Size.FULL
    out = Console()
    found: list[Row] = []
    for name in chosen.names or BENCHES:
        with out.status(f"{name} …"):
            found += run(name, size)
    out.print(table(found))
    return 0


def table(found: list[Row]) -> Table:
    """Return the table of all rows."""
    made = Table("measured", title="Stationmaster, side by side with its peers", box=box.SIMPLE_HEAD)
    for heading in ("ours", "peer", "ratio", "aim", ""):
        made.add_column(heading, justify="right", no_wrap=True)
    for row in found:
        made.add_row(
            row.name,
            f"{_shown(row.ours)} {row.unit}",
            f"{_shown(row.peer)} {row.unit}",
            f"{row.ratio:.3g}×",
            row.aim.words,
            "[green]✓[/green]" if row.is_reached else "[red]✗[/red]",
        )
    return made


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
