"""Whatever order, number and company notices come in, the books end as if each had come once, in order."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from core.db import database, people_store
from core.db.database import Tx
from core.domain.inbox import InboxVerdict
from core.domain.payments import Invoice
from core.domain.people import CustomerDraft
from core.domain.providers import Notice
from core.services.verify import Verify
from tests.core.services.inbox_house import ADMIN, ANNA, House, open_house
from tests.fakes import acme, till
from tests.fakes.station import FastClock


@pytest.fixture(autouse=True)
def _not_to_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the database not wait for the disk: nothing here pulls the plug."""
    monkeypatch.setitem(database._PRAGMAS, "synchronous", "off")


PARALLEL = 8
CUSTOMERS = 20
STATE = (
    "SELECT id, balance FROM account ORDER BY id",
    "SELECT external_id, status, verdict, stars, refunded, customer_id FROM payment ORDER BY external_id",
    "SELECT number, status FROM invoice ORDER BY number",
    "SELECT customer_id, plan, COUNT(*), COUNT(closed_at) FROM period GROUP BY 1, 2 ORDER BY 1, 2",
    "SELECT customer_id, kind, COUNT(*) FROM outbox GROUP BY 1, 2 ORDER BY 1, 2",
    "SELECT amount, status, provider_ref, stars_back FROM refund ORDER BY provider_ref",
    "SELECT customer_id, stars, status FROM debt ORDER BY 1, 2",
    "SELECT kind, COUNT(*), SUM(amount) FROM transfer GROUP BY kind ORDER BY kind",
)


def _fates(made: Invoice, dice: random.Random) -> list[dict[str, Any]]:
    """Return the events of one invoice; none depends on another's order but a refund on its payment."""
    paid = acme.paid(made)
    refunded = acme.paid(made, kind="refunded", refund=f"r{made.number}")
    choices: list[tuple[int, list[dict[str, Any]]]] = [
        (60, [paid]),
        (15, [paid, refunded]),
        (7, [acme.paid(made, sum="1.00")]),
        (6, [acme.paid(made, invoice=2_000_000_000 + made.number)]),
        (6, [acme.paid(made, test=True)]),
        (6, [acme.paid(made, kind="failed")]),
    ]
    return dice.choices([events for _, events in choices], [weight for weight, _ in choices])[0]


async def _prepared(folder: Path, number: int, seed: int) -> tuple[House, list[Notice], FastClock]:
    clock = FastClock(1)
    house = await open_house(folder, clock, customers=1)
    dice = random.Random(seed)

    def write(tx: Tx) -> list[Invoice]:
        for extra in range(1, CUSTOMERS):
            people_store.add_customer(tx, CustomerDraft(telegram_id=ANNA + extra, bot="neuro_blogger"))
        return [
            till.invoice(tx, ANNA + n % CUSTOMERS, "plan.neurophoto" if n % 10 == 0 else "stars.217")
            for n in range(number)
        ]

    notices: list[Notice] = []
    for made in await house.db.write(write):
        for event in _fates(made, dice):
            notices.append(acme.notice(event, delivery=f"d{len(notices)}"))
            if len(notices) == number:
                return house, notices, clock
    return house, notices, clock


async def _settled(house: House, clock: FastClock) -> list[list[tuple[Any, ...]]]:
    """Let the loop take up what waits, and return the state of the books."""
    while await house.rows("SELECT 1 FROM inbox WHERE verdict IN ('received', 'later') LIMIT 1"):
        clock.jump(hours=2)
        await house.inbox.work_due(1000)
    return [await house.rows(sql) for sql in STATE]


async def _findings(house: House) -> list[str]:
    """Return what verify finds; this house has no key for its audit chain, which is another's test."""
    return [one.rule for one in await Verify(house.db).run() if not one.rule.startswith("audit")]


async def _in_order(house: House, notices: list[Notice]) -> None:
    for one in notices:
        await house.send(one)


async def _in_disorder(house: House, notices: list[Notice], seed: int) -> int:
    """Send each notice one to ten times, shuffled, eight at once; returns how many were sent."""
    dice = random.Random(seed)
    copies = [one for one in notices for _ in range(dice.randint(1, 10))]
    dice.shuffle(copies)
    todo = iter(copies)

    async def sender() -> None:
        for one in todo:
            got = await house.send(one)
            assert got.answer.status in (200, 400)

    await asyncio.gather(*(sender() for _ in range(PARALLEL)))
    return len(copies)


async def _compare(tmp_path: Path, number: int, seed: int) -> None:
    print(f"seed {seed}")
    single, notices, clock = await _prepared(tmp_path / "single", number, seed)
    await _in_order(single, notices)
    expected = await _settled(single, clock)
    await single.db.close()
    many, notices, clock = await _prepared(tmp_path / "many", number, seed)
    sent = await _in_disorder(many, notices, seed)
    assert await _settled(many, clock) == expected
    counted = await many.rows("SELECT COUNT(*), SUM(deliveries) FROM inbox")
    assert counted == [(len(notices), sent)]
    assert await _findings(many) == []
    await many.db.close()


async def test_td10_shuffled_copies_in_parallel_equal_single_delivery(tmp_path: Path) -> None:
    """Ten thousand deliveries: each event one to ten times, in random order, eight at once."""
    await _compare(tmp_path, 1_850, random.randrange(10**6))


@pytest.mark.soak
async def test_td10_r9_ten_thousand_events_equal_single_delivery(tmp_path: Path) -> None:
    """The same with ten thousand events, each one to ten times."""
    await _compare(tmp_path, 10_000, random.randrange(10**6))


async def test_n6_processing_everything_again_three_times_changes_nothing(tmp_path: Path) -> None:
    """Every row again in random order, as an operator would: the books are the same, row by row."""
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    house, notices, clock = await _prepared(tmp_path, 60, seed)
    await _in_order(house, notices)
    await _settled(house, clock)
    everything = tuple(f"SELECT * FROM {table}" for table in ("inbox", "payment", "transfer", "audit"))
    before = [await house.rows(sql) for sql in (*STATE, *everything)]
    ids = [row[0] for row in await house.rows("SELECT id FROM inbox")] * 3
    random.Random(seed).shuffle(ids)
    for row_id in ids:
        await house.inbox.reprocess(row_id, ADMIN)
    assert [await house.rows(sql) for sql in (*STATE, *everything)] == before
    await house.db.close()


async def test_b7_deliveries_that_met_a_broken_database_converge(tmp_path: Path) -> None:
    """Three writes in ten fail before their commit; what got no OK is sent again, all is done once."""
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    house, notices, clock = await _prepared(tmp_path, 60, seed)
    dice = random.Random(seed)
    real: Callable[..., Awaitable[Any]] = house.db.write

    async def sometimes(fn: Callable[[Tx], Any]) -> Any:
        def breaking(tx: Tx) -> Any:
            result = fn(tx)
            if dice.random() < 0.3:
                raise ConnectionError("the disk went away")
            return result

        return await real(breaking)

    house.db.write = sometimes  # type: ignore[method-assign]
    for one in notices:
        while True:
            try:
                got = await house.send(one)
            except ConnectionError:
                continue
            if got.answer.status in (200, 400):
                break
    house.db.write = real  # type: ignore[method-assign,assignment]
    done = await _settled(house, clock)
    paid = [row for row in done[1] if row[1] == "completed"]
    good = await house.rows("SELECT COUNT(*) FROM invoice WHERE status = 'completed'")
    assert len(paid) == good[0][0]
    assert await _findings(house) == []
    stuck = await house.rows("SELECT verdict FROM inbox WHERE verdict = ?", InboxVerdict.RECEIVED.value)
    assert stuck == []
    await house.db.close()
