"""Payments completed a second by `process_payment`, against the very same statements in raw sqlite3.

Each transaction is one payment: invoice moved, payment, transfer, audit and message written. What our
database runs in a round that is not timed is written down and run again on a copy, with the same pragmas and
the same transactions.
"""

import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from core.container import Core
from core.db.database import Tx
from core.domain.payments import Invoice
from core.domain.people import CustomerDraft
from core.domain.providers import ProviderEvent
from core.services.process_payment import process_payment
from tests.benchmarks.houses import Recorder, opened, raw
from tests.benchmarks.measure import Row, Size, median, ratio_at_least
from tests.fakes import till

CUSTOMER = 5_000_000_001

Transaction = list[tuple[str, tuple[object, ...]]]


async def rows(size: Size) -> list[Row]:
    """Measure; one row."""
    rounds, payments = size.pick(1, 5, 9), size.pick(2, 150, 400)
    with TemporaryDirectory() as folder:
        async with opened(Path(folder) / "ours") as core:
            await core.people.add_customer(CustomerDraft(telegram_id=CUSTOMER, bot="b"), core.operator)
            ours, peer = await _measured(core, Path(folder) / "peer.sqlite3", rounds, payments)
    return [Row(name="process_payment a second", ours=ours, peer=peer, unit="/s", aim=ratio_at_least(0.4))]


async def _measured(core: Core, copy: Path, rounds: int, payments: int) -> tuple[float, float]:
    taken: list[tuple[float, float]] = []
    for number in range(rounds):
        events = [await _sold(core) for _ in range(payments)]
        peer_file = copy.with_suffix(f".{number}")
        await core.db.backup(peer_file)  # the invoices stand in it, nothing is paid yet
        recorded = [await _recorded(core, event) for event in events]
        fresh = [await _sold(core) for _ in range(payments)]
        begin = time.perf_counter()
        for event in fresh:
            await core.db.write(lambda tx, one=event: _process(tx, one))  # type: ignore[misc]
        ours = payments / (time.perf_counter() - begin)
        with closing(raw(peer_file)) as peer:
            begin = time.perf_counter()
            for transaction in recorded:
                peer.execute("BEGIN IMMEDIATE")
                for sql, arguments in transaction:
                    peer.execute(sql, arguments).fetchall()
                peer.execute("COMMIT")
            taken.append((ours, payments / (time.perf_counter() - begin)))
        peer_file.unlink()
    return median([mine for mine, _ in taken]), median([its for _, its in taken])


async def _sold(core: Core) -> ProviderEvent:
    made: Invoice = await core.db.write(lambda tx: till.invoice(tx, CUSTOMER))
    return till.paid(made)


def _process(tx: Tx, event: ProviderEvent) -> None:
    process_payment(tx, event, "robokassa", takes_tests=False)


async def _recorded(core: Core, event: ProviderEvent) -> Transaction:
    with Recorder(core.db) as recorder:
        await core.db.write(lambda tx: _process(tx, event))
        return [one for one in recorder.taken() if not _is_bracket(one[0])]


def _is_bracket(sql: str) -> bool:
    return sql.split(None, 1)[0].upper() in ("BEGIN", "COMMIT")
