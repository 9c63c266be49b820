"""kill -9 at every boundary of a training's life: started again, it comes to the one right end.

The boundaries are counted, not named: each scenario is run with a kill at the first, the second, the third
one and so on until a run passes without meeting its kill. What is asserted after each is the whole promise:
no star lost or made, one hold and one end, one living training at Replicate, every message told.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.db.outbox_store import OutboxStatus
from core.ids import new_id
from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread
from tests.fakes.station import ANNA, TOKEN, open_station, until

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="fork and kill -9 are POSIX")

ROOT = Path(__file__).parents[2]
MOST = 120
"""More boundaries than any scenario has: a run that never ends without a kill is a failure itself."""

ENDS: dict[str, dict[str, Any]] = {
    "success": {
        "status": "succeeded",
        "money": "settled",
        "attempts": 1,
        "transfers": ["hold", "settle"],
        "balance": 47_800,
        "messages": ["balance", "training_accepted", "training_succeeded"],
    },
    "failure": {
        "status": "failed",
        "money": "released",
        "attempts": 1,
        "transfers": ["hold", "release"],
        "balance": 50_000,
        "messages": ["balance", "training_accepted", "training_failed"],
    },
    "cancel": {
        "status": "canceled",
        "money": "released",
        "attempts": 1,
        "transfers": ["hold", "release"],
        "balance": 50_000,
        "messages": ["balance", "training_accepted", "training_canceled"],
    },
    "retry": {
        "status": "succeeded",
        "money": "settled",
        "attempts": 2,
        "transfers": ["hold", "release", "hold", "settle"],
        "balance": 47_800,
        "messages": [
            "balance",
            "training_accepted",
            "training_accepted",
            "training_failed",
            "training_succeeded",
        ],
    },
}
ENDS["payment"] = {
    "status": "refunded",
    "transfers": ["grant", "plan_purchase", "reversal", "reversal"],
    "balance": 50_000,
    "messages": ["balance", "plan_bought", "refunded", "refunded"],
}
ENDS["inbox"] = {
    "status": "completed",
    "transfers": ["grant", "plan_purchase"],
    "balance": 97_600,
    "messages": ["balance", "plan_bought"],
}
LIVING = {"success": 1, "failure": 1, "cancel": 0, "retry": 2}
"""Trainings at Replicate that were not cancelled."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[str]:
    """A sandbox in which a hundred steps pass in a moment."""
    with SandboxThread(SandboxConfig(speed=6000, cancel_delay_s=1, weights_bytes=1000)) as running:
        yield running.url


@pytest.fixture(scope="module")
def driver() -> Iterator[Callable[..., int]]:
    """Gives an order to the driver and returns how its process ended."""
    command = [sys.executable, "-m", "tests.faults.driver"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def order(**values: object) -> int:
            stdin.write(json.dumps(values) + "\n")
            stdin.flush()
            return int(stdout.readline())

        yield order
        stdin.close()
        process.wait(10)


@pytest.fixture
async def seed(tmp_path: Path, sandbox: str) -> Path:
    """A data folder with one customer who has 500 stars and was told so."""
    folder = tmp_path / "seed"
    folder.mkdir()
    async with open_station(folder, sandbox) as station:
        await station.customer(stars=500)

        async def is_told() -> bool:
            (message,) = await station.core.notices.of_customer(ANNA)
            return message.status is OutboxStatus.SENT

        await until(is_told)
    return folder


class Run:
    """One life of the data: killed once or more, then brought to its end."""

    def __init__(
        self, driver: Callable[..., int], sandbox: str, seed: Path, scenario: str, number: int
    ) -> None:
        """Begin with a copy of the seed and a sandbox that knows nothing."""
        self._driver = driver
        self._url = sandbox
        self._scenario = scenario
        self._request_id = new_id()
        self.folder = seed.with_name(f"{scenario}-{number}")
        shutil.copytree(seed, self.folder)
        httpx.post(f"{sandbox}/admin/reset").raise_for_status()

    def live(self, kill_at: int) -> bool:
        """Run until the end or the kill; returns whether it came to its end."""
        ended = self._driver(
            folder=str(self.folder),
            url=self._url,
            scenario=self._scenario,
            request_id=self._request_id,
            kill_at=kill_at,
        )
        trace = self.folder / "trace.txt"
        assert ended in (0, signal.SIGKILL), trace.read_text(encoding="utf-8") if trace.exists() else ended
        return ended == 0

    def assert_right(self, kills: int) -> None:
        """See that the end is the one right end."""
        result = json.loads((self.folder / "result.json").read_text(encoding="utf-8"))
        notes = self.folder / "boundaries.txt"
        where = notes.read_text(encoding="utf-8").splitlines()[-1] if notes.exists() else "nowhere"
        due = ENDS[self._scenario]
        assert {name: result[name] for name in due} == due, f"killed {where}"
        assert result["findings"] == [], f"killed {where}"
        if self._scenario == "payment":
            self._assert_returned_once(where)
        elif self._scenario in LIVING:
            self._assert_runs_once(result, where)
        self._assert_told(len(due["messages"]) - 1, kills, where)  # the first one was told by the seed

    def _assert_returned_once(self, where: str) -> None:
        books = httpx.get(f"{self._url}/admin/payments/yookassa").json()
        assert len(books["orders"]) == 1, f"killed {where}"
        assert len(books["refunds"]) == 2, f"killed {where}"

    def _assert_runs_once(self, result: dict[str, Any], where: str) -> None:
        answer = httpx.get(f"{self._url}/v1/trainings", headers={"Authorization": f"Bearer {TOKEN}"})
        living = [one for one in answer.json()["results"] if one["status"] != "canceled"]
        assert len(living) == LIVING[self._scenario], f"killed {where}"
        assert len(answer.json()["results"]) <= result["attempts"], f"killed {where}"

    def _assert_told(self, due: int, kills: int, where: str) -> None:
        answer = httpx.get(f"{self._url}/admin/telegram/messages", params={"chat_id": ANNA})
        texts = Counter(message["text"] for message in answer.json())
        repeated = texts.total() - due
        assert 0 <= repeated <= kills, f"killed {where}: {texts}"

    def forget(self) -> None:
        """Free the disk."""
        shutil.rmtree(self.folder)


@pytest.mark.parametrize("scenario", list(ENDS))
async def test_td4_killed_anywhere_it_comes_to_the_one_right_end(
    driver: Callable[..., int], sandbox: str, seed: Path, scenario: str
) -> None:
    """One kill at each boundary, then a fresh start: money, training and messages are as if nothing was."""
    for number in range(1, MOST):
        run = Run(driver, sandbox, seed, scenario, number)
        if run.live(kill_at=number):
            run.assert_right(kills=0)
            assert number > 15
            return
        assert run.live(kill_at=0)
        run.assert_right(kills=1)
        run.forget()
    pytest.fail(f"still killed at boundary {MOST}")


@pytest.mark.soak
@pytest.mark.parametrize("scenario", list(ENDS))
async def test_killed_twice_anywhere_it_comes_to_the_one_right_end(
    driver: Callable[..., int], sandbox: str, seed: Path, scenario: str
) -> None:
    """Every pair of boundaries: killed, started, killed again, and started once more."""
    for first in range(1, MOST):
        for second in range(1, MOST):
            run = Run(driver, sandbox, seed, scenario, first * MOST + second)
            if run.live(kill_at=first):
                return
            if run.live(kill_at=second):
                run.assert_right(kills=1)
                break
            assert run.live(kill_at=0)
            run.assert_right(kills=2)
            run.forget()
