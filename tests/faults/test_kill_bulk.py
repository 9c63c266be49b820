"""kill -9 at every row of bulk runs: started again, each row was done once, and none is lost."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.station import ANNA, open_station
from tests.faults import test_kill
from tests.faults.test_kill import Run, driver, sandbox

__all__ = ["driver", "sandbox"]
pytestmark = test_kill.pytestmark

PAID, FAILED = 2, 3
DUE = {
    "runs": [["done", PAID, FAILED, 0], ["done", FAILED, PAID, 0]],
    "transfers": [["hold", "settle", "refund"]] * PAID + [["hold", "release", "hold"]] * FAILED,
    "attempts": [1] * PAID + [2] * FAILED,
    "findings": [],
    "balance": 50_000 - FAILED * 2_200,
}


@pytest.fixture
async def trained(tmp_path: Path, sandbox: str) -> Path:
    """A data folder with trainings that were paid for, and others that failed."""
    folder = tmp_path / "seed"
    folder.mkdir()
    async with open_station(folder, sandbox, auto_retry=False) as station:
        await station.customer(stars=500)
        for number in range(PAID + FAILED):
            trigger = "ANNA_TOK" if number < PAID else "FAIL_OOM"
            training_id = await station.launch(trigger, model=f"neuro-{number}", steps=100, customer_id=ANNA)
            await station.ended(training_id)
    return folder


async def test_r3_killed_at_any_row_each_is_done_once(
    driver: Callable[..., int],
    sandbox: str,
    trained: Path,
) -> None:
    """One kill at each boundary of two runs, then a fresh start: every row done once, every star in place."""
    for number in range(1, test_kill.MOST):
        run = Run(driver, sandbox, trained, "bulk", number)
        is_over = run.live(kill_at=number)
        assert is_over or run.live(kill_at=0)
        result = json.loads((run.folder / "result.json").read_text(encoding="utf-8"))
        assert {name: result[name] for name in DUE} == DUE, f"killed at {number}"
        run.forget()
        if is_over:
            assert number > 2 * (PAID + FAILED)
            return
    pytest.fail("still killed")
