"""Transfers a second through `core.services.payments`, against the very same statements in raw sqlite3.

Each transaction is one transfer with its audit row, as in real life: top-up, hold, then settle or release.
What our database runs in a round that is not timed is written down and run again on a copy, with the same
pragmas and the same transactions.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from core.container import Core
from core.db.database import Tx
from core.domain.ledger import Transfer
from core.ids import new_id
from core.money import Stars
from core.services import payments
from tests.benchmarks.houses import Recorder, opened, raw
from tests.benchmarks.measure import Row, Size, median, ratio_at_least

PRICE = Stars.of(220)
CUSTOMER = 5_000_000_001
TRANSFERS = 6
"""Transfers of one cycle."""

Transaction = list[tuple[str, tuple[object, ...]]]


async def rows(size: Size) -> list[Row]:
    """Measure; one row."""
    rounds, cycles = size.pick(1, 5, 9), size.pick(1, 60, 150)
    with TemporaryDirectory() as folder:
        async with opened(Path(folder) / "ours") as core:
            copy = Path(folder) / "peer.sqlite3"
            await core.db.backup(copy)
            ours, peer = await _measured(core, copy, rounds, cycles)
    return [
        Row(
            name="ledger transfers a second", ours=ours, peer=peer, unit="/s", aim=ratio_at_least(0.5)
        )
    ]  # fmt: skip


async def _measured(core: Core, copy: Path, rounds: int, cycles: int) -> tuple[float, float]:
    with closing(raw(copy)) as peer:
        # It runs a part of what our database ran, so its audit rows do not follow on one another.
        peer.execute("DROP TRIGGER audit_follows_on")
        recorded: list[Transaction] = []

        async def ours() -> float:
            begin = time.perf_counter()
            for _ in range(cycles):
                for verb in _verbs():
                    await core.db.write(verb)
            return cycles * TRANSFERS / (time.perf_counter() - begin)

        async def same_statements() -> float:
            begin = time.perf_counter()
            for transaction in recorded:
                peer.execute("BEGIN IMMEDIATE")
                for sql, arguments in transaction:
                    peer.execute(sql, arguments).fetchall()
                peer.execute("COMMIT")
            return len(recorded) / (time.perf_counter() - begin)

        async def both() -> tuple[float, float]:
            recorded[:] = await _recorded(core, cycles)
            return await ours(), await same_statements()

        taken = [await both() for _ in range(rounds)]
    return median([mine for mine, _ in taken]), median([its for _, its in taken])


async def _recorded(core: Core, cycles: int) -> list[Transaction]:
    transactions: list[Transaction] = []
    with Recorder(core.db) as recorder:
        for _ in range(cycles):
            for verb in _verbs():
                await core.db.write(verb)
                transactions.append([one for one in recorder.taken() if not _is_bracket(one[0])])
    return transactions


def _verbs() -> Iterator[Callable[[Tx], Transfer]]:
    """Give the transfers of two paid attempts, one that succeeds and one that fails."""
    for end in (payments.settle, partial(payments.release, customer_id=CUSTOMER)):
        attempt = new_id()
        topup = partial(payments.topup, provider="robokassa", external_id=attempt, actor="system")
        hold = partial(payments.hold, attempt_id=attempt, actor="system")
        yield partial(topup, customer_id=CUSTOMER, amount=PRICE)
        yield partial(hold, customer_id=CUSTOMER, amount=PRICE)
        yield partial(end, attempt_id=attempt, actor="system")


def _is_bracket(sql: str) -> bool:
    return sql.split(None, 1)[0].upper() in ("BEGIN", "COMMIT")
