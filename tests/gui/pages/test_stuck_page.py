"""The page of stuck work: what hangs is named in words, and one press puts it right, said beforehand."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from core.domain.stuck import Stuck, StuckKind
from core.domain.training_views import TrainingFilter
from core.domain.trainings import TRAINER, Status
from core.money import Stars
from gui.dialogs import TextDialog
from gui.forms.adopt_form import AdoptForm
from gui.pages.stuck_page import StuckPage
from tests.fakes.console import press, wait_until, words
from tests.fakes.desk import FIRST_CUSTOMER, TOKEN, Desk, desk
from tests.fakes.hands import charge


@asynccontextmanager
async def stuck(tmp_path: Path, **settings: Any) -> AsyncIterator[tuple[Desk, StuckPage]]:
    """The page at a desk with a hold that nobody ends and a training made on the web."""
    async with desk(tmp_path, **settings) as here:
        await here.add_customer(stars=500)
        await here.gate_open()
        await made_on_the_web(here)
        await here.core.db.write(lambda tx: charge(tx, 1, FIRST_CUSTOMER, Stars.of(30), settles=False))
        page = StuckPage(here.core)
        page.resize(1200, 700)
        page.show()
        try:
            await wait_until(lambda: len(page.model.rows) == 2)
            yield here, page
        finally:
            await page.close_page()
            page.close()
            page.deleteLater()


async def made_on_the_web(here: Desk) -> None:
    """Start a training at Replicate that nothing here began."""
    core = here.core
    owner = core.gate.account().username
    version = (await core.gate.reader.trainer_schema(*TRAINER.split("/"))).id
    headers = {"Authorization": f"Bearer {TOKEN}"}
    model = {"owner": owner, "name": "web-anna", "visibility": "private", "hardware": "gpu-t4"}
    body = {
        "destination": f"{owner}/web-anna",
        "input": {"input_images": "https://example.com/photos.zip", "trigger_word": "ANNA", "steps": 500},
    }
    async with httpx.AsyncClient(base_url=here.sandbox.url, trust_env=False, headers=headers) as client:
        (await client.post("/v1/models", json=model)).raise_for_status()
        path = f"/v1/models/{TRAINER}/versions/{version}/trainings"
        (await client.post(path, json=body)).raise_for_status()


def pick(page: StuckPage, kind: StuckKind) -> None:
    """Pick the row of a kind."""
    page.table.pick_row([one.kind for one in page.model.rows].index(kind))


async def test_a_lonely_hold_is_ended_after_its_preview(tmp_path: Path, qapp: QApplication) -> None:
    """The dialog tells the balance that will be; until it is agreed to nothing moved; Enter on a row asks."""
    async with stuck(tmp_path) as (here, page):
        pick(page, StuckKind.HOLD)
        page.table.setFocus()
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        await wait_until(lambda: page.findChildren(QDialog))
        dialog = page.findChildren(QDialog)[0]
        assert "470.00 ★ → 500.00 ★" in words(dialog)
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(470)
        press(dialog, "End the hold")
        await wait_until(lambda: [one.kind for one in page.model.rows] == [StuckKind.STRANGER])
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(500)


async def test_a_training_made_on_the_web_is_adopted_in_a_form(tmp_path: Path, qapp: QApplication) -> None:
    """What is wrong stands under its field; then the training is the customer's and free."""
    async with stuck(tmp_path) as (here, page):
        pick(page, StuckKind.STRANGER)
        assert page.repair_button.text() == "Adopt…"
        page.repair_button.click()
        await wait_until(lambda: page.findChildren(AdoptForm))
        form = page.findChildren(AdoptForm)[0]
        form.customer.set_value("Anna")
        form.submit()
        await wait_until(lambda: form.customer.error)
        form.customer.set_value(str(FIRST_CUSTOMER))
        form.model_name.set_value("web-anna")
        form.trigger_word.set_value("ANNA")
        form.reason.set_value("made on the web")
        form.submit()
        await wait_until(lambda: [one.kind for one in page.model.rows] == [StuckKind.HOLD])
        (row,) = await here.core.trainings.page(TrainingFilter())
        assert (row.model_name, row.customer_id) == ("web-anna", FIRST_CUSTOMER)
        assert (await here.ended(row.id)).row.status is Status.SUCCEEDED
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(470)


async def test_a_lost_send_is_linked_by_the_id_that_replicate_gave_it(
    tmp_path: Path, qapp: QApplication, expect_log: Callable[[str], None]
) -> None:
    """One that is somebody else's is refused with why; the right one is shown first, and then joined."""
    expect_log("outcome of the create call is unknown")
    async with stuck(tmp_path, unknown_grace_s=3600) as (here, page):
        foreign = next(one.subject for one in page.model.rows if one.kind is StuckKind.STRANGER)
        blind = {"kind": "status", "status": 200, "body": {"next": None, "previous": None, "results": []}}
        for method, action, times in (("GET", blind, None), ("POST", "drop_after", 1)):
            rule = {
                "match": {"path_regex": "/trainings$", "method": method},
                "action": action,
                "times": times,
            }
            await here.admin("faults", rule)
        training_id = await here.start("STUCK_QUEUE")
        details = await here.when(training_id, lambda one: one.row.status is Status.UNKNOWN)
        await here.core.engine.stop()
        await here.admin("faults", method="DELETE")
        lost = next(one.provider_id for one in await here.core.repairs.there() if one.training_id)
        attempt = details.attempts[-1]
        page._there = [
            Stuck(
                kind=StuckKind.UNKNOWN, subject=attempt.id, training_id=training_id, since=attempt.created_at
            )
        ]
        page.reread()
        await wait_until(lambda: StuckKind.UNKNOWN in [one.kind for one in page.model.rows])
        pick(page, StuckKind.UNKNOWN)
        for ident in (foreign, f"https://replicate.com/p/{lost}"):
            page.link_button.click()
            await wait_until(lambda: page.findChildren(TextDialog))
            dialog = page.findChildren(TextDialog)[0]
            QTest.keyClicks(dialog.focusWidget(), ident)
            press(dialog, "Look")
            await wait_until(lambda: not page.findChildren(TextDialog))
            await wait_until(lambda: page.findChildren(QDialog))
            told = page.findChildren(QDialog)[0]
            is_refused = ident == foreign
            assert ("it is another’s" if is_refused else "stays as it is") in words(told)
            press(told, "Close" if is_refused else "Link")
            await wait_until(lambda: not page.findChildren(QDialog))
        await wait_until(lambda: not page.tasks.running("link by id"))
        linked = (await here.core.trainings.details(training_id)).attempts[-1]
        assert linked.provider_id == lost


async def test_escape_leaves_and_the_training_is_a_press_away(tmp_path: Path, qapp: QApplication) -> None:
    """A hold without a training offers none; Escape goes back."""
    async with stuck(tmp_path) as (_here, page):
        pick(page, StuckKind.HOLD)
        assert not page.open_button.isVisible()
        assert "the stars go back" in words(page)
        left: list[bool] = []
        page.closed.connect(lambda: left.append(True))
        QTest.keyClick(page.table, Qt.Key.Key_Escape)
        await wait_until(lambda: left)
