"""Tests of gui/pages/subscriptions_page.py: plans listed, explained and changed; codes; many at once."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from core.db.database import Tx
from core.domain.people import Operator, Role
from core.domain.promos import PromoKind
from core.domain.subscription_rows import View
from core.domain.subscriptions import PlanState
from core.money import Stars
from gui.dialogs import TextDialog
from gui.forms.mass_form import MassForm
from gui.forms.plan_form import PlanForm
from gui.forms.promo_form import PromoForm
from gui.pages.subscriptions_page import SubscriptionsPage
from gui.widgets import plan_pane
from tests.fakes import till
from tests.fakes.desk import FIRST_CUSTOMER, Desk, desk

Until = Callable[..., Any]
IGOR = FIRST_CUSTOMER + 1


@asynccontextmanager
async def plans(tmp_path: Path, bot: QtBot, until: Until) -> AsyncIterator[tuple[SubscriptionsPage, Desk]]:
    """The page with Anna, who bought video and photo, and Igor, who bought photo."""
    async with desk(tmp_path) as here:
        await here.add_customer()
        await here.add_customer(telegram_id=IGOR, first_name="Игорь", last_name="", username="igor")

        def buy(tx: Tx) -> None:
            for who, product in (
                (FIRST_CUSTOMER, "neurovideo"),
                (FIRST_CUSTOMER, "neurophoto"),
                (IGOR, "neurophoto"),
            ):
                till.pay(tx, till.invoice(tx, who, f"plan.{product}"))

        await here.core.db.write(buy)
        page = SubscriptionsPage(here.core)
        bot.addWidget(page)
        page.resize(1228, 844)
        page.show()
        await until(lambda: page.model.rowCount() == 2)
        yield page, here
        await page.close_page()


def open_dialog(page: SubscriptionsPage, kind: type[Any]) -> Any:
    return next(
        (one for one in page.findChildren(QDialog) if isinstance(one, kind) and one.isVisible()), None
    )


async def show_anna(page: SubscriptionsPage, until: Until) -> None:
    page.show_customer(FIRST_CUSTOMER)
    await until(lambda: page.look.details is not None and page.pane.isVisible())


async def test_a_plan_is_shown_with_its_timeline_and_reasons(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Picking a row shows what runs, what waits and why, what may be used, and the history."""
    async with plans(tmp_path, qtbot, until) as (page, _):
        await show_anna(page, until)
        why = page.pane.timeline.sentences
        assert why[0].startswith("NeuroVideo has run since")
        assert why[1].startswith("NeuroPhoto waits with 30 d 0 h left")
        access = {fact.label: fact.value for fact in page.pane.facts.groups[0].facts}
        assert access["video"] == "yes"
        assert [item.text.split(",")[0] for item in page.pane.history.items] == ["NeuroPhoto", "NeuroVideo"]


async def test_groups_and_search_narrow_the_list(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """A count, a toggle and the search box each lead to their part."""
    async with plans(tmp_path, qtbot, until) as (page, _):
        page.filters.toggled.emit(frozenset({"all", View.QUEUED.value}))
        await until(lambda: [row.id for row in page.model.rows] == [FIRST_CUSTOMER])
        page.filters.toggled.emit(frozenset({View.QUEUED.value, View.ENDED.value}))
        await until(lambda: not page.model.rows)
        page.table.empty.action_picked.emit()
        await until(lambda: page.model.rowCount() == 2)
        qtbot.keyClicks(page.search, "igor")
        await until(lambda: [row.id for row in page.model.rows] == [IGOR])


async def test_a_plan_is_given_once_however_often_one_presses(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """The form shows the new end while one types; two presses of the button are one period."""
    async with plans(tmp_path, qtbot, until) as (page, here):
        await show_anna(page, until)
        qtbot.mouseClick(page.pane.give, Qt.MouseButton.LeftButton)
        await until(lambda: open_dialog(page, PlanForm) is not None)
        form = open_dialog(page, PlanForm)
        form.days.set_value("ten")
        form.reason.set_value("a present")
        form.submit()
        await until(lambda: form.days.error)
        form.days.set_value("10")
        form.submit()
        form.submit()
        await until(lambda: open_dialog(page, PlanForm) is None)
        details = await here.core.subscriptions.details(FIRST_CUSTOMER)
        assert [one.days for one in details.periods] == [10, 30, 30]


async def test_pause_and_resume_from_the_menu(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """What can be done now can be picked, the rest says why not; a reason is asked for."""
    async with plans(tmp_path, qtbot, until) as (page, here):
        await show_anna(page, until)
        actions = page.pane.actions_by_key
        assert not actions[plan_pane.RESUME].isEnabled()
        assert actions[plan_pane.AUTO_ON].toolTip() == "No way to pay is kept that we could charge."
        actions[plan_pane.PAUSE].trigger()
        await until(lambda: open_dialog(page, TextDialog) is not None)
        dialog = open_dialog(page, TextDialog)
        dialog.field.setPlainText("a holiday")
        dialog.accept()

        def is_paused() -> bool:
            details = page.look.details
            return details is not None and details.standing.state is PlanState.PAUSED

        await until(is_paused)
        assert actions[plan_pane.RESUME].isEnabled()
        assert not actions[plan_pane.PAUSE].isEnabled()
        assert (await here.core.subscriptions.counts())[View.PAUSED] == 1


async def test_many_are_given_after_a_preview_of_each(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Wrong ids are named; the preview counts, the button says it, the run ends with all given."""
    async with plans(tmp_path, qtbot, until) as (page, here):
        qtbot.mouseClick(page.many_button, Qt.MouseButton.LeftButton)
        await until(lambda: open_dialog(page, MassForm) is not None)
        form = open_dialog(page, MassForm)
        form.customers.control.setPlainText("5 five")
        form.reason.set_value("we were down")
        qtbot.mouseClick(form.preview_button, Qt.MouseButton.LeftButton)
        await until(lambda: form.customers.error)
        form.customers.control.setPlainText(f"{FIRST_CUSTOMER}\n{IGOR}\n42")
        form.days.set_value("3")
        form.stars.set_value("7.5")
        qtbot.mouseClick(form.preview_button, Qt.MouseButton.LeftButton)
        await until(lambda: form.do_button.isVisible())
        assert form.do_button.text() == "Do it: 2 customer(s), 15.00 ★"
        assert [row.status.value for row in form.model.rows] == ["done", "done", "skipped"]
        before = await here.core.payments.balance(IGOR)
        qtbot.mouseClick(form.do_button, Qt.MouseButton.LeftButton)
        await until(lambda: form.run is not None and form.run.status.value == "done")
        assert await here.core.payments.balance(IGOR) == before + Stars(750)
        form.reject()
        await until(lambda: open_dialog(page, MassForm) is None)


async def test_a_promo_code_is_made_used_and_switched_off(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The form makes it, the list counts its use and by whom, the button switches it off."""
    async with plans(tmp_path, qtbot, until) as (page, here):
        page.tabs.setCurrentIndex(1)
        qtbot.mouseClick(page.promos.create_button, Qt.MouseButton.LeftButton)
        await until(lambda: open_dialog(page, PromoForm) is not None)
        form = open_dialog(page, PromoForm)
        form.code.set_value("gift50")
        form.kind.set_value(PromoKind.STARS.value)
        form.kind.changed.emit(PromoKind.STARS.value)
        form.stars.set_value("50")
        form.submit()
        await until(lambda: page.promos.line is not None)
        await here.core.subscriptions.redeem("GIFT50", IGOR, here.core.operator)
        await until(lambda: [use.customer_id for use in page.promos.uses_model.rows] == [IGOR])
        qtbot.mouseClick(page.promos.switch_button, Qt.MouseButton.LeftButton)
        await until(lambda: page.promos.line is not None and not page.promos.line.promo.is_on)


async def test_who_may_not_change_plans_is_told_so(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Support sees everything; each deed says that the role does not carry it."""
    async with plans(tmp_path, qtbot, until) as (page, here):
        here.core.operator = Operator(id="x", name="Max", role=Role.SUPPORT)
        await show_anna(page, until)
        assert not page.pane.give.isEnabled()
        assert page.pane.give.toolTip() == "Your role may not change plans."
        assert not any(action.isEnabled() for action in page.pane.actions_by_key.values())
