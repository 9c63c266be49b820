"""The network is gone for an hour while somebody works: the window says so, and everything catches up."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from core.domain.breaker import Circuit
from core.domain.ledger import TransferKind
from core.domain.training_views import TrainingFilter
from core.domain.trainings import Status
from core.money import Stars
from gui import formats
from gui.main_window import MainWindow
from gui.pages.new_training_page import NewTrainingPage
from gui.widgets.banner import Banner
from tests.fakes.console import at_work, press, shown, wait_until, words
from tests.fakes.desk import FIRST_CUSTOMER, PHOTOS
from tests.fakes.station import FastClock

PRICE = 220


def strip(window: MainWindow) -> str:
    """Return what the strip says about a Replicate out of reach, empty if there is none."""
    return next(
        (one.accessibleName() for one in shown(window, Banner) if "reached" in one.accessibleName()), ""
    )


async def start_in_the_form(window: MainWindow) -> None:
    """Fill the form, read what it says of the network, and start."""
    window.pages.new_training(FIRST_CUSTOMER)
    page = window.stack.current_page
    assert isinstance(page, NewTrainingPage)
    await wait_until(lambda: page.form.picker.customer is not None)
    page.take_photos([PHOTOS])
    await wait_until(page.summary.start.isEnabled)
    assert "the training waits here and is sent when it can be" in words(page)
    press(window, page.summary.start.text())
    await wait_until(lambda: page.form.picker.customer is None)


async def test_an_hour_without_network_is_said_and_caught_up_with(
    tmp_path: Path, qapp: QApplication, expect_log: Callable[[str], None]
) -> None:
    """What ran and what was begun meanwhile end once and are paid once; the strip says since when."""
    expect_log("")
    clock = FastClock(20)
    async with at_work(tmp_path, speed=3000, clock=clock, poll_backoff_max_s=0.5) as (here, window):
        core = here.core
        await here.add_customer(stars=3 * PRICE)
        await here.start("T0", model_name="m-0")
        gone = {"match": {"path_regex": "/v1/"}, "times": None, "action": "drop_before"}
        await here.admin("faults", gone)
        await here.start("T1", model_name="m-1")
        await wait_until(lambda: core.flow.state.circuit is not Circuit.CLOSED)
        heard = core.watch.last_look
        assert heard is not None
        clock.jump(hours=1)
        await wait_until(lambda: "1 h" in strip(window))
        assert f"since {formats.short_moment(heard, clock.now())}" in strip(window)
        await start_in_the_form(window)
        assert await core.payments.balance(FIRST_CUSTOMER) == Stars.of(0)
        assert (await core.trainings.unsent()).count >= 1
        await here.admin("faults", method="DELETE")
        await wait_until(lambda: "Try now" in words(window))
        press(window, "Try now")
        await wait_until(lambda: not strip(window))
        ids = [row.id for row in await core.trainings.page(TrainingFilter())]
        assert len(ids) == 3
        for training_id in ids:
            details = await here.ended(training_id)
            assert details.row.status is Status.SUCCEEDED
            kinds = Counter(one.kind for one in details.transfers)
            assert kinds == {TransferKind.HOLD: 1, TransferKind.SETTLE: 1}
        assert await core.verify.run() == []
