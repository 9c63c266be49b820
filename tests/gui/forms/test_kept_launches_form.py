"""The list of kept launches: what each would do is said first, and the keyboard is enough for all of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from core.domain.kept_launches import KeptLaunch
from core.domain.people import Operator, Role
from core.domain.training_views import TrainingFilter
from core.domain.trainings import Parameters, TrainingRequest
from core.errors import BillingNeeded
from core.ids import new_id
from core.money import Stars
from gui.forms.kept_launches_form import KeptLaunchesDialog
from tests.fakes.console import dialog, press, wait_until, words
from tests.fakes.desk import FIRST_CUSTOMER, Desk, desk

PRICE = 220


@asynccontextmanager
async def kept(tmp_path: Path, *models: str, stars: int) -> AsyncIterator[tuple[Desk, KeptLaunchesDialog]]:
    """Open the list over launches that were kept at an unpaid bill; the gate is still shut."""
    async with desk(tmp_path) as here:
        await here.add_customer(stars=stars)
        await here.gate_open()
        here.core.gate.shut(BillingNeeded(detail="unpaid"))
        for model in models:
            request = TrainingRequest(
                request_id=new_id(),
                customer_id=FIRST_CUSTOMER,
                model_name=model,
                parameters=Parameters(trigger_word="STUCK"),
                dataset=await here.dataset(),
            )
            done = await here.core.kept_launches.start_or_keep(request, here.core.operator)
            assert isinstance(done, KeptLaunch)
        above = QWidget()
        above.show()
        found = KeptLaunchesDialog(above, here.core)
        found.open()
        try:
            await wait_until(lambda: len(found.model.rows) == len(models))
            yield here, found
        finally:
            await found.tasks.close()
            found.close()
            above.deleteLater()


def enter(widget: QWidget) -> None:
    """Press Enter where the focus was brought by Tab."""
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Return)


async def test_one_or_all_are_started_when_the_gate_opens(tmp_path: Path, qapp: QApplication) -> None:
    """At the shut gate nothing can be pressed; then one, then all that can, each held once."""
    async with kept(tmp_path, "one", "two", "three", "four", stars=3 * PRICE) as (here, found):
        core = here.core
        assert "Replicate wants payment first (402)" in found.gate.issues[0].text
        assert not found.all_button.isEnabled()
        assert not found.start_button.isEnabled()
        enter(found.all_button)
        await core.gate.probe_by(core.operator)
        await wait_until(found.all_button.isEnabled)
        assert found.gate.issues == ()
        assert found.all_button.text() == "Start all 3 · 660.00 ★"
        QTest.keyClick(found.table, Qt.Key.Key_Down)
        assert [one.kept.request.model_name for one in found.picked()] == ["two"]
        for _ in range(3):
            enter(found.start_button)
        await wait_until(lambda: len(found.model.rows) == 3 and found.all_button.isEnabled())
        assert found.all_button.text() == "Start all 2 · 440.00 ★"
        for _ in range(3):
            enter(found.all_button)
        await wait_until(lambda: len(found.model.rows) == 1)
        await wait_until(lambda: found.why.issues)
        assert "The customer has 0.00 ★, this costs 220.00 ★." in found.why.issues[0].text
        assert "too few stars" in found.model.index(0, 5).data()
        rows = await core.trainings.page(TrainingFilter())
        assert sorted(row.model_name for row in rows) == ["one", "three", "two"]
        assert await core.payments.balance(FIRST_CUSTOMER) == Stars.of(0)
        assert "2 training" in found.said
        await here.credit(FIRST_CUSTOMER, PRICE)
        await wait_until(lambda: found.all_button.isEnabled())
        assert found.why.issues == ()


async def test_throwing_away_is_asked_about_first(tmp_path: Path, qapp: QApplication) -> None:
    """Cancel keeps it; the second time it is gone and the next one is picked; no star has moved."""
    async with kept(tmp_path, "one", "two", stars=500) as (here, found):
        for answer, left in (("Cancel", 2), ("Throw away", 1)):
            press(found, "Throw away…")
            await wait_until(lambda: dialog(found) is not None)
            question = dialog(found)
            assert isinstance(question, QDialog)
            assert "Анна Белова · one" in words(question)
            press(question, answer)
            await wait_until(lambda: dialog(found) is None and not found.throw_button.is_busy)
            assert await here.core.kept_launches.count() == left
        await wait_until(lambda: [one.kept.request.model_name for one in found.picked()] == ["two"])
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(500)


async def test_a_viewer_only_looks(tmp_path: Path, qapp: QApplication) -> None:
    """Who may not start trainings sees the list and why nothing can be pressed."""
    async with kept(tmp_path, "one", stars=500) as (here, found):
        core = here.core
        core.operator = Operator(id="v", name="Vera", role=Role.VIEWER)
        await core.gate.probe()
        await wait_until(lambda: core.gate.state.is_open and "Your role" in words(found))
        assert not any(one.isEnabled() for one in (found.all_button, found.start_button, found.throw_button))
