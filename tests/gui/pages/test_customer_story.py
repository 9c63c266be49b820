"""The customer page as the whole story: tabs, why, debts, papers, and any past moment."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from core.domain.payments import Payment
from core.money import Stars
from gui.dialogs import TextDialog
from gui.pages.customers_page import CustomersPage
from tests.fakes import till
from tests.fakes.desk import FIRST_CUSTOMER, Desk
from tests.gui.pages.test_customers_page import customers, lines, rows

Until = Callable[..., Any]


async def paid(here: Desk, product: str = "stars.217") -> Payment:
    """Let Anna pay for something."""
    done = await here.core.db.write(lambda tx: till.pay(tx, till.invoice(tx, FIRST_CUSTOMER, product)))
    assert done.payment is not None
    return done.payment


async def shown(page: CustomersPage, until: Until, tab: str) -> None:
    """Show Anna with this tab in front."""
    page.pane.set_tab(tab)
    page.show_customer(FIRST_CUSTOMER)
    await until(lambda: page.pane.isVisible() and page.pane.tables[tab].model().rowCount())


async def test_s1_the_story_weaves_everything(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Payments, stars, messages and plans stand in one list; what has a page of its own is opened."""
    async with customers(tmp_path, qtbot, until) as (page, here):
        payment = await paid(here, "plan.neurophoto")
        await shown(page, until, "story")
        told = {line[1] for line in lines(page.pane.tables["story"])}
        assert told >= {"Stars", "Plan", "Invoice", "Message"}
        events = rows(page.pane.tables["story"])
        place = next(
            row
            for row, one in enumerate(events)
            if one.source == "transfer" and one.record.payment is not None
        )
        with qtbot.waitSignal(page.payment_picked) as picked:
            page.pane.tables["story"].row_opened.emit(place)
        assert picked.args == [payment.id]
        place = next(row for row, one in enumerate(events) if one.source == "invoice")
        with qtbot.waitSignal(page.invoice_picked) as picked:
            page.pane.tables["story"].row_opened.emit(place)
        assert picked.args == [1]


async def test_s2_why_explains_the_balance_and_is_copied(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """“why?” shows what came in and went out; the explanation and a receipt go to the clipboard."""
    async with customers(tmp_path, qtbot, until) as (page, here):
        await paid(here)
        await shown(page, until, "story")
        page.pane.head.why.click()
        await until(lambda: page.pane.money.model().rowCount() == 2)
        assert page.pane.tab == "money"
        with qtbot.waitSignal(page.said, timeout=2000):
            page.pane.path.answer.click()
            await until(lambda: "717 ⭐" in QGuiApplication.clipboard().text())
        assert QGuiApplication.clipboard().text().startswith("Ваш баланс: 717 ⭐")
        assert not page.pane.path.receipt.isEnabled()
        page.pane.money.pick_row(0)
        page.pane.path.receipt.click()
        await until(lambda: QGuiApplication.clipboard().text().startswith("Квитанция"))
        assert "500.00 RUB" in QGuiApplication.clipboard().text()


async def test_n11_the_past_is_shown_and_nothing_can_be_done_there(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """A past moment has its own balance and list, a strip says so, deeds are off; then back to now."""
    async with customers(tmp_path, qtbot, until) as (page, here):
        then = here.core.clock.now()
        await paid(here)
        await shown(page, until, "money")
        await until(lambda: page.pane.money.model().rowCount() == 2)
        pane = page.pane
        pane.rail.as_of.click()
        assert pane.as_of.isVisible()
        pane.as_of.set_moment(then)
        pane.as_of.moment_picked.emit(then)
        await until(lambda: pane.money.model().rowCount() == 1)
        assert page.customer is not None
        assert page.customer.balance == Stars.of(500)
        assert pane.as_of.strip.isVisible()
        assert "As it was on" in pane.as_of.strip.accessibleName()
        for button in (pane.rail.train, pane.rail.invoice, pane.head.adjust):
            assert not button.isEnabled()
            assert "past" in button.toolTip()
        pane.as_of.back_to_now()
        await until(lambda: pane.money.model().rowCount() == 2)
        assert pane.rail.train.isEnabled()
        assert not pane.as_of.isVisible()


async def test_the_field_shows_the_moment_that_was_typed(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """What stands in the field is the local moment that is looked at, to the second."""
    async with customers(tmp_path, qtbot, until) as (page, here):
        await shown(page, until, "story")
        now = here.core.clock.now()
        page.pane.as_of.open_at(now)
        with qtbot.waitSignal(page.pane.as_of.moment_picked) as picked:
            page.pane.as_of.show_button.click()
        assert abs(picked.args[0] - now) < timedelta(seconds=1)


async def test_a_debt_is_flagged_and_forgiven(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Money went back after its stars were spent: the debt is said, and ends with a reason."""
    async with customers(tmp_path, qtbot, until) as (page, here):
        payment = await paid(here)
        await here.start("HANG", steps=3000)
        amount = payment.amount
        assert amount is not None
        await here.core.db.write(lambda tx: till.give_back(tx, payment, amount))
        await shown(page, until, "story")
        await until(lambda: page.pane.debts.isVisible())
        assert page.look.dossier is not None
        assert page.look.dossier.owed == Stars.of(160)
        page.pane.debts.forgive.click()
        await until(lambda: page.findChildren(TextDialog))
        asked = page.findChildren(TextDialog)[0]
        asked.field.setPlainText("our own mistake")
        asked.accept()
        await until(lambda: not page.pane.debts.isVisible())
        assert [one.status for one in await here.core.refunds.debts(FIRST_CUSTOMER)] == ["forgiven"]


async def test_every_tab_reads_its_own(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Payments, plan and audit have rows of their own; the plan is drawn with its reasons."""
    async with customers(tmp_path, qtbot, until) as (page, here):
        await paid(here, "plan.neurophoto")
        for tab in ("payments", "plan", "deeds"):
            await shown(page, until, tab)
        assert lines(page.pane.tables["payments"])[0][0] == "Credited"
        assert any("payment.complete" in line for line in lines(page.pane.tables["deeds"]))
        page.pane.set_tab("plan")
        await until(lambda: page.pane.timeline.sentences)
        assert page.pane.timeline.bar.isVisible()


async def test_the_customer_can_have_the_whole_page(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The button beside the name puts the list away and takes it back; closing brings it back too."""
    async with customers(tmp_path, qtbot, until) as (page, _):
        await shown(page, until, "story")
        page.pane.open_picked.emit()
        assert not page.table.isVisible()
        page.pane.open_picked.emit()
        assert page.table.isVisible()
        page.pane.open_picked.emit()
        page.pane.close_picked.emit()
        assert page.table.isVisible()
        assert not page.pane.isVisible()
