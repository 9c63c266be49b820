"""Plan time for many at once: tried first, done once each, taken up again after a kill (B74, TI12)."""

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core.db import audit_store, people_store
from core.db.database import Tx
from core.domain.mass_runs import MassRequest, RowStatus, RunStatus, read_ids
from core.domain.people import CustomerDraft
from core.errors import AlreadyDone, InputError, NotAllowed, NotFound, OperationMismatch
from core.ids import new_id
from core.money import Stars
from tests.fakes.plan_house import ADMIN, ANNA, IGOR, SUPPORT, T0, VERA, PlanHouse, open_plan_house

DAY = timedelta(days=1)
MANY = 40


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[PlanHouse]:
    async with open_plan_house(tmp_path) as opened:
        yield opened
        assert await opened.findings() == []


def asks(*customer_ids: int, **more: Any) -> MassRequest:
    usual: dict[str, Any] = {
        "run_id": new_id(),
        "plan": "neurophoto",
        "days": 10,
        "stars": Stars.of(7),
        "reason": "we were down for a day",
    }
    return MassRequest(customer_ids=customer_ids or (ANNA, IGOR, VERA), **(usual | more))


async def test_ti12_b74_a_dry_run_counts_and_leaves_nothing_then_each_gets_it_once(house: PlanHouse) -> None:
    """The preview is the deed itself, undone; the run gives ids their days and stars, strangers are named."""
    asked = asks(ANNA, IGOR, 42)
    seen = await house.runs.preview(asked, ADMIN)
    assert (seen.done, seen.skipped, seen.stars, seen.messages) == (2, 1, Stars.of(14), 2)
    assert [(one.customer_id, one.until) for one in seen.rows if one.until] == [
        (ANNA, T0 + 10 * DAY),
        (IGOR, T0 + 10 * DAY),
    ]
    assert await house.runs.runs() == []
    assert await house.told() == []
    await house.runs.start(asked, ADMIN)
    await house.upkeep.run_due()
    await house.upkeep.run_due()
    run = await house.runs.run(asked.run_id)
    assert (run.status, run.done, run.skipped, run.waiting) == (RunStatus.DONE, 2, 1, 0)
    assert (await house.row()).until == T0 + 10 * DAY
    assert await house.stars() == Stars.of(7)
    report = await house.runs.report(asked.run_id)
    assert [(one.customer_id, one.status) for one in report] == [
        (ANNA, RowStatus.DONE),
        (IGOR, RowStatus.DONE),
        (42, RowStatus.SKIPPED),
    ]


async def test_a_run_started_twice_is_one_and_other_arguments_are_refused(house: PlanHouse) -> None:
    """The id made when the form opened makes the second click harmless."""
    asked = asks()
    await house.runs.start(asked, ADMIN)
    await house.runs.start(asked, ADMIN)
    with pytest.raises(OperationMismatch):
        await house.runs.start(asks(run_id=asked.run_id, days=11), ADMIN)
    assert len(await house.runs.runs()) == 1
    await house.upkeep.run_due()


async def test_a_run_is_held_and_goes_on(house: PlanHouse) -> None:
    """Paused it gives nothing; a run that is over can be neither."""
    asked = asks()
    await house.runs.start(asked, ADMIN)
    await house.runs.hold(asked.run_id, ADMIN, goes_on=False)
    await house.upkeep.run_due()
    assert (await house.runs.run(asked.run_id)).done == 0
    await house.runs.hold(asked.run_id, ADMIN, goes_on=True)
    await house.upkeep.run_due()
    assert (await house.runs.run(asked.run_id)).done == 3
    with pytest.raises(AlreadyDone):
        await house.runs.hold(asked.run_id, ADMIN, goes_on=True)
    rows = await house.db.read(lambda: audit_store.of_subject("mass_run", asked.run_id))
    assert [row.action for row in rows].count("plan.mass_run_held") == 2


async def test_days_of_the_run_count_and_plans_with_and_without_stars(house: PlanHouse) -> None:
    """The old mass renewal ignored the days; without stars no star moves; None is the plan's own length."""
    await house.runs.start(asks(ANNA, days=3, stars=Stars(0)), ADMIN)
    await house.runs.start(asks(IGOR, days=None, stars=Stars(0)), ADMIN)
    await house.upkeep.run_due()
    assert (await house.row()).until == T0 + 3 * DAY
    assert (await house.row(IGOR)).until == T0 + 30 * DAY
    assert await house.stars() == Stars(0)


async def test_what_makes_no_run_is_refused(house: PlanHouse) -> None:
    """No right, nobody, no reason, no days, no such plan."""
    with pytest.raises(NotAllowed):
        await house.runs.start(asks(), SUPPORT)
    with pytest.raises(NotAllowed):
        await house.runs.preview(asks(), SUPPORT)
    for wrong, error in (
        ({"reason": ""}, InputError),
        ({"days": 0}, InputError),
        ({"stars": Stars(-1)}, InputError),
        ({"plan": "gold"}, NotFound),
    ):
        with pytest.raises(error):
            await house.runs.start(asks(**wrong), ADMIN)
    assert await house.runs.runs() == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("1, 2;3\n 2", (1, 2, 3)),
        ("telegram_id,name\n7,Anna\n8,Igor\n", (7, 8)),
        ("\ufeff5000000001", (5_000_000_001,)),
    ],
)
def test_lists_and_files_are_read_once_each(text: str, ids: tuple[int, ...]) -> None:
    """Ids in any usual list, the first column of a CSV file with a header; doubles count once."""
    assert read_ids(text) == ids


@pytest.mark.parametrize("text", ["", "1 two 3", "-5", "0", "12345678901234567890", "١٢"])
def test_what_is_no_list_of_ids_is_refused(text: str) -> None:
    """One wrong word refuses the whole list: nobody is left out silently."""
    with pytest.raises(InputError):
        read_ids(text)


DRIVER = """
import asyncio, json, os, signal, sys
from pathlib import Path
from core.db.database import Database
from core.services import mass_runs
from tests.fakes.plan_house import open_plan_house

folder, run_id, kill_at = sys.argv[1], sys.argv[2], int(sys.argv[3])
mass_runs.AT_ONCE = 7
passed = 0

def cross():
    global passed
    passed += 1
    if passed == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)

real = Database.write
async def write(database, fn):
    def crossing(tx):
        result = fn(tx)
        cross()
        return result
    result = await real(database, crossing)
    cross()
    return result
Database.write = write

async def main():
    async with open_plan_house(Path(folder)) as house:
        await house.runs.drive_open()

asyncio.run(main())
"""


async def test_ti12_killed_anywhere_it_goes_on_and_each_customer_gets_it_once(tmp_path: Path) -> None:
    """kill -9 before and after commits, again and again: in the end each has ten days and seven stars."""
    everybody = tuple(range(1000, 1000 + MANY))
    asked = asks(*everybody)

    def crowd(tx: Tx) -> None:
        for number in everybody:
            people_store.add_customer(tx, CustomerDraft(telegram_id=number, bot="neuro"))

    async with open_plan_house(tmp_path) as house:
        await house.write(crowd)
        await house.runs.start(asked, ADMIN)
    kills = 0
    for kill_at in (1, 2, 3, 4, 0):
        command = [sys.executable, "-c", DRIVER, str(tmp_path), asked.run_id, str(kill_at)]
        ended = subprocess.run(
            command, cwd=Path(__file__).parents[3], env=dict(os.environ), capture_output=True, check=False
        )
        kills += ended.returncode == -signal.SIGKILL
        assert ended.returncode in (0, -signal.SIGKILL), ended.stderr.decode()
    assert kills == 4
    async with open_plan_house(tmp_path) as house:
        run = await house.runs.run(asked.run_id)
        assert (run.status, run.done) == (RunStatus.DONE, MANY)
        for number in everybody:
            assert await house.stars(number) == Stars.of(7)
            assert (await house.row(number)).until == T0 + 10 * DAY
            assert await house.told(number) == ["plan_given"]
        assert await house.findings() == []
