"""The demo: sample data as true as real life, made once, kept over restarts."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from core.commands import demo, demo_data
from core.commands.exits import Exit
from core.container import Core
from core.domain.failures import FailureClass
from core.domain.training_views import TrainingFilter
from core.domain.trainings import Status
from core.gateways.secrets import Secrets
from core.money import Stars
from core.paths import Paths
from core.settings import Settings
from tests.fakes.terminal import ROOT, Run


@asynccontextmanager
async def looked_at(folder: Path) -> AsyncIterator[Core]:
    """A Core on the demo's data that drives nothing."""
    core = Core(Paths.for_user(folder), Settings(), Secrets.in_memory(demo_data.SECRETS))
    await core.open()
    try:
        yield core
    finally:
        await core.close()


async def balances(core: Core) -> dict[int, Stars]:
    """The balance of every customer."""
    cards = await core.people.find_customers("", limit=1000)
    return {card.customer.telegram_id: card.balance for card in cards}


async def test_the_sample_data_are_as_true_as_real_life(demo_dir: Path) -> None:
    """200 customers and 2,000 past trainings on a sound ledger, two running, nobody still to be told."""
    async with looked_at(demo_dir) as core:
        assert await core.verify.run() == []
        assert await core.people.count_customers() == demo_data.CUSTOMERS == 200
        rows = await core.trainings.page(TrainingFilter(), limit=5000)
        past = [row for row in rows if row.status.is_terminal]
        assert len(past) == demo_data.TRAININGS == 2000
        assert len(rows) - len(past) == 2
        now = core.clock.now()
        assert all(row.created_at < row.completed_at < now for row in past if row.completed_at)
        assert all(row.completed_at and row.provider_id and row.cost_micro_usd for row in past)
        assert now - past[-1].created_at > timedelta(days=50)
        assert len({row.customer_id for row in past}) > 190
        assert len({row.model_name for row in past}) > 1900
        assert min((await balances(core)).values()) >= Stars.of(0)
        unsent = await core.notices.counts()
        assert (unsent.failed, unsent.waiting <= 12) == (0, True)


async def test_failures_are_plausible(demo_dir: Path) -> None:
    """About one in ten fails, for reasons of many kinds, each with its words in the log."""
    async with looked_at(demo_dir) as core:
        rows = await core.trainings.page(TrainingFilter(), limit=5000)
        shares = Counter(row.status for row in rows)
        assert 0.8 < shares[Status.SUCCEEDED] / 2000 < 0.92
        failed = [row for row in rows if row.status is Status.FAILED]
        assert 120 < len(failed) < 280
        assert len({row.failure_class for row in failed}) >= 5
        assert FailureClass.RESOURCES in {row.failure_class for row in failed}
        memory = next(row for row in failed if row.failure_class == FailureClass.RESOURCES)
        assert "out of memory" in (await core.trainings.log(memory.attempt_id)).splitlines()[-1]


async def test_a_second_start_keeps_everything_and_goes_on(demo_dir: Path) -> None:
    """Nobody is added, no balance moves but by the two that run, those come to their end; providers work."""
    async with looked_at(demo_dir) as core:
        before = await balances(core)
        running = [row for row in await core.trainings.page(TrainingFilter()) if not row.status.is_terminal]
    async with demo.opened(Paths.for_user(demo_dir)) as core, asyncio.timeout(60):
        for name in core.providers.registry.names:  # each is set up for its fake, and asks nobody else
            await core.providers.get(name).check()
        while (await core.trainings.counts()).running:
            await asyncio.sleep(0.05)
    async with looked_at(demo_dir) as core:
        assert await balances(core) == before
        ended = [(await core.trainings.details(row.id)).row for row in running]
        assert {row.status for row in ended} == {Status.SUCCEEDED}
        assert await core.verify.run() == []


async def test_sample_data_are_there_wholly_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first start that is broken off leaves an empty database, which the next start fills."""

    def broken_off(*_: object) -> None:
        raise InterruptedError

    async with looked_at(tmp_path) as core:
        with monkeypatch.context() as patch:
            patch.setattr(demo_data, "_deliver", broken_off)
            with pytest.raises(InterruptedError):
                await demo_data.fill(core)
        assert await core.people.count_customers() == 0


def test_a_training_on_the_demo_needs_no_arguments(run: Run, demo_dir: Path) -> None:
    """`train --demo` finds a customer who can pay, and photos, and ends like any other."""
    said = run("train", "--demo", "--data-dir", demo_dir)
    assert (said.code, said.err) == (Exit.OK, "")
    assert "12 photos, 1000 steps, 220.00 ★; balance" in said.out
    assert "Succeeded: 220.00 ★ paid" in said.out
    assert said.out.endswith("was told.\n")
    assert run("verify", "--demo", "--data-dir", demo_dir).code == Exit.OK


def test_a_training_on_the_demo_fails_when_told_to(run: Run, demo_dir: Path) -> None:
    """The sandbox's magic words work in the demo; stars come back and the exit code says it failed."""
    said = run("train", "--demo", "--data-dir", demo_dir, "--trigger-word", "FAIL_OOM")
    assert said.code == Exit.FAILED
    assert "Failed: 220.00 ★ given back" in said.out
    assert run("verify", "--demo", "--data-dir", demo_dir).code == Exit.OK


def test_ctrl_c_in_the_demo_is_quiet_and_loses_nothing(run: Run, demo_dir: Path) -> None:
    """The whole process group gets the signal; the sandbox stays to the end and remembers the training."""
    with subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "train", "--demo", "--data-dir", str(demo_dir)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() in ("starting", "processing"):
                break
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (Exit.INTERRUPTED, "")
    training_id = out.split("--follow ")[1].strip()
    assert run("train", "--demo", "--data-dir", demo_dir, "--follow", training_id).code == Exit.OK
