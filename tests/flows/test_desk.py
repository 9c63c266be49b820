"""The desk that other tests work at."""

from pathlib import Path

from core.domain.trainings import Status
from core.money import Stars
from tests.fakes.desk import FIRST_CUSTOMER, desk


async def test_a_training_at_the_desk_ends_and_is_paid(tmp_path: Path) -> None:
    """A training started at the desk runs through the sandbox to its end and takes its price."""
    async with desk(tmp_path) as here:
        await here.add_customer(stars=500)
        details = await here.ended(await here.start("ANNA"))
        assert details.row.status is Status.SUCCEEDED
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(280)


async def test_magic_words_and_switches_reach_the_sandbox(tmp_path: Path) -> None:
    """The sandbox's trigger words and switches work through the desk."""
    async with desk(tmp_path) as here:
        await here.add_customer(stars=500)
        details = await here.ended(await here.start("FAIL_OOM"))
        assert details.row.failure_class == "resources"
        assert await here.admin("requests", method="GET")
