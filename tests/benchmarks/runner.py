"""Runs a bench by its name, in a process of its own, so that none pays for the memory of another."""

import asyncio
import importlib
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from tests.benchmarks.measure import Row, Size

BENCHES = (
    "start",
    "loop",
    "ledger",
    "payments",
    "watch",
    "page",
    "customer",
    "verify",
    "failures",
    "bulk",
    "photos",
)
"""Modules of this folder with `async def rows(size)`."""


def run(name: str, size: Size) -> list[Row]:
    """Return the rows of one bench."""
    fresh = multiprocessing.get_context("spawn")  # a fork would copy the threads of the table's spinner
    with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as pool:
        return pool.submit(_measure, name, size).result()


def _measure(name: str, size: Size) -> list[Row]:
    bench = importlib.import_module(f"tests.benchmarks.{name}")
    rows: list[Row] = asyncio.run(bench.rows(size))
    return rows
