"""The bill is not paid in the middle of a morning: launches pile up unsent and all go when it is paid."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.domain.ledger import TransferKind
from core.domain.trainings import Status
from core.errors import BillingNeeded
from core.money import Stars
from gui.forms.kept_launches_form import KeptLaunchesDialog
from gui.main_window import MainWindow
from gui.pages.new_training_page import NewTrainingPage
from gui.widgets.banner import Banner
from tests.fakes.console import at_work, console, dialog, press, shown, wait_until, words
from tests.fakes.desk import FIRST_CUSTOMER, PHOTOS

PRICE = 220
CUSTOMERS = 2


def strip(window: MainWindow) -> str:
    """Return what the strip about kept launches says, empty if there is none."""
    return next(
        (one.accessibleName() for one in shown(window, Banner) if "launch" in one.accessibleName()), ""
    )


async def keep_one(window: MainWindow, customer_id: int) -> str:
    """Fill the form and press what its button offers; returns the id of the request."""
    window.pages.new_training(customer_id)
    page = window.stack.current_page
    assert isinstance(page, NewTrainingPage)
    await wait_until(lambda: page.form.picker.customer is not None)
    page.take_photos([PHOTOS])
    await wait_until(lambda: page.summary.start.isEnabled())
    wish = page.form.wish()
    press(window, "Keep the launch")
    await wait_until(lambda: page.form.picker.customer is None)
    return wish.request_id


async def test_launches_refused_at_the_gate_are_offered_again_and_paid_once(
    tmp_path: Path, qapp: QApplication
) -> None:
    """Kept by the form, told by a strip, there after the window was closed, started by the keyboard alone."""
    async with at_work(tmp_path, speed=3000) as (here, window):
        core = here.core
        who = range(FIRST_CUSTOMER, FIRST_CUSTOMER + CUSTOMERS)
        for customer_id in who:
            await here.add_customer(stars=PRICE, telegram_id=customer_id)
        core.gate.shut(BillingNeeded(detail="unpaid"))
        ids = [await keep_one(window, customer_id) for customer_id in who]
        await wait_until(lambda: strip(window).startswith("2 launch"))
        assert (await core.trainings.counts()).by_status == {}
        assert all([await core.payments.balance(one) == Stars.of(PRICE) for one in who])
        await window.stop()
        async with console(core, tmp_path) as window:
            await wait_until(lambda: "until something can be sent" in strip(window))
            await core.gate.probe_by(core.operator)
            await wait_until(lambda: "can be started" in strip(window))
            assert "Start them…" in words(window)
            keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            QTest.keyClick(window, Qt.Key.Key_N, keys)
            await wait_until(lambda: isinstance(dialog(window), KeptLaunchesDialog))
            found = dialog(window)
            assert isinstance(found, KeptLaunchesDialog)
            await wait_until(found.all_button.isEnabled)
            found.all_button.setFocus()
            for _ in range(3):
                QTest.keyClick(found.all_button, Qt.Key.Key_Return)
            await wait_until(lambda: not found.model.rows)
            press(found, "Close")
            await wait_until(lambda: not strip(window))
            for training_id in ids:
                details = await here.ended(training_id)
                assert details.row.status is Status.SUCCEEDED
                kinds = Counter(one.kind for one in details.transfers)
                assert kinds == {TransferKind.HOLD: 1, TransferKind.SETTLE: 1}
        assert all([await core.payments.balance(one) == Stars.of(0) for one in who])
        assert await core.verify.run() == []
