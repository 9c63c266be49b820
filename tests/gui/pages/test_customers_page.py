"""Tests of gui/pages/customers_page.py: found, explained, credited once."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from core.domain.ledger import CauseKind
from core.domain.people import Operator, Role
from core.money import ZERO, Stars
from gui.forms.adjust_form import AdjustForm
from gui.forms.customer_form import CustomerForm
from gui.models.rows_model import ITEM_ROLE
from gui.pages.customers_page import CustomersPage
from gui.widgets.table import Table
from tests.fakes.desk import FIRST_CUSTOMER, Desk, desk

Until = Callable[..., Any]


@asynccontextmanager
async def customers(tmp_path: Path, bot: QtBot, until: Until) -> AsyncIterator[tuple[CustomersPage, Desk]]:
    """The page with Anna, who has 500 stars, and Igor, who has none."""
    async with desk(tmp_path) as here:
        await here.add_customer(stars=500)
        await here.add_customer(
            telegram_id=FIRST_CUSTOMER + 1, first_name="Игорь", last_name="", username="igor"
        )
        page = CustomersPage(here.core)
        bot.addWidget(page)
        page.resize(1228, 844)
        page.show()
        await until(lambda: page.table.model().rowCount() == 2)
        yield page, here
        await page.close_page()


def lines(table: Table) -> list[list[str]]:
    """Return the texts of a table, row by row."""
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def rows(table: Table) -> list[Any]:
    """Return the row objects of a table."""
    model = table.model()
    return [model.index(row, 0).data(ITEM_ROLE) for row in range(model.rowCount())]


async def show_anna(page: CustomersPage, until: Until) -> None:
    """Show Anna's money."""
    page.pane.set_tab("money")
    page.show_customer(FIRST_CUSTOMER)
    await until(lambda: page.pane.isVisible() and page.pane.money.model().rowCount())


async def test_a_customer_is_found_as_one_types(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Part of a name, an @username or an id narrows the list; Down goes to it and shows the customer."""
    async with customers(tmp_path, qtbot, until) as (page, _):
        qtbot.keyClicks(page.search, "@annab")
        await until(lambda: page.table.model().rowCount() == 1)
        assert lines(page.table)[0][0] == "Анна Белова @annabelova"
        qtbot.keyClick(page.search, Qt.Key.Key_Down)
        await until(lambda: page.customer is not None)
        assert page.customer is not None
        assert page.customer.customer.telegram_id == FIRST_CUSTOMER
        assert page.pane.isVisible()


async def test_nobody_found_offers_a_new_customer(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """An empty list says for what, and its action opens the form with what was typed."""
    async with customers(tmp_path, qtbot, until) as (page, _):
        page.search.setText("Светлана Ким")
        await until(lambda: page.table.empty.isVisible())
        page.table.empty.button.click()
        await until(lambda: page.findChildren(CustomerForm))
        form = page.findChildren(CustomerForm)[0]
        assert (form.first_name.value, form.last_name.value) == ("Светлана", "Ким")
        form.reject()
        await until(lambda: not page.tasks.running("create customer"))


async def test_the_ledger_explains_the_balance(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Each line has its cause and the balance after it; all changes together are the balance."""
    async with customers(tmp_path, qtbot, until) as (page, here):
        training = await here.start("FAIL_OOM", model_name="neuro-anna")
        await here.ended(training)
        await show_anna(page, until)
        table = page.pane.money
        await until(lambda: table.model().rowCount() == 3)
        assert [line[1:] for line in lines(table)] == [
            ["Released", "neuro-anna", "+220.00", "500.00"],
            ["Held for a training", "neuro-anna", "−220.00", "280.00"],
            ["Grant", "Admin: for a test", "+500.00", "500.00"],
        ]
        total = sum((line.change for line in rows(table)), ZERO)
        assert total == await here.core.payments.balance(FIRST_CUSTOMER)
        picked: list[str] = []
        page.training_picked.connect(picked.append)
        table.row_opened.emit(1)
        table.row_opened.emit(2)
        assert picked == [training]


async def test_the_ledger_is_read_in_pages(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """A long ledger shows its newest hundred lines and reads on at the end, without a gap."""
    async with customers(tmp_path, qtbot, until) as (page, here):
        for _ in range(104):
            await here.credit(FIRST_CUSTOMER, 1)
        await show_anna(page, until)
        model = page.pane.money.model()
        assert model.rowCount() == 100
        model.fetchMore(page.pane.money.rootIndex())
        await until(lambda: model.rowCount() == 105)
        assert [line.balance_after for line in rows(page.pane.money)] == [
            Stars.of(stars) for stars in range(604, 499, -1)
        ]


async def test_trainings_and_messages_have_their_tabs(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The other tabs list trainings, which can be opened, and what the customer was told, without markup."""
    async with customers(tmp_path, qtbot, until) as (page, here):
        training = await here.start("ANNA", model_name="neuro-anna")
        await here.ended(training)
        await show_anna(page, until)
        page.pane.set_tab("trainings")
        await until(lambda: page.pane.trainings.model().rowCount())
        assert lines(page.pane.trainings)[0][:3] == ["Succeeded", "neuro-anna", "220.00"]
        with qtbot.waitSignal(page.training_picked) as picked:
            page.pane.trainings.pick_row(0)
            qtbot.keyClick(page.pane.trainings, Qt.Key.Key_Return)
        assert picked.args == [training]
        page.pane.set_tab("messages")
        await until(lambda: page.pane.messages.model().rowCount() == 3)
        assert lines(page.pane.messages)[0][2] == "Модель готова. Ваше слово: ANNA"
        await until(lambda: {line[1] for line in lines(page.pane.messages)} == {"Sent"})


async def test_a_message_that_did_not_arrive_is_sent_again(
    tmp_path: Path, qtbot: QtBot, until: Until, expect_log: Callable[[str], None]
) -> None:
    """The button beside the messages is there for a picked one that did not arrive, and sends it."""
    expect_log("message")
    async with customers(tmp_path, qtbot, until) as (page, here):
        await show_anna(page, until)
        page.pane.set_tab("messages")
        table = page.pane.messages
        await until(lambda: [line[1] for line in lines(table)] == ["Sent"])
        table.pick_row(0)
        assert page.pane.rail.resend.isVisible()
        assert not page.pane.rail.resend.isEnabled()
        await here.admin(f"telegram/chats/{FIRST_CUSTOMER}", {"state": "blocked"})
        await here.credit(FIRST_CUSTOMER, 7)
        await until(lambda: [line[1] for line in lines(table)] == ["Undeliverable", "Sent"])
        table.pick_row(0)
        await here.admin(f"telegram/chats/{FIRST_CUSTOMER}", {"state": "ok"})
        qtbot.mouseClick(page.pane.rail.resend, Qt.MouseButton.LeftButton)
        await until(lambda: [line[1] for line in lines(table)] == ["Sent", "Sent"])
        assert not page.pane.rail.resend.isEnabled()
        page.pane.set_tab("money")
        assert not page.pane.rail.resend.isVisible()


async def test_a_customer_is_made_and_shown(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The form says under each field what is wrong, keeps what was typed, and ends with them shown."""
    async with customers(tmp_path, qtbot, until) as (page, here):
        qtbot.mouseClick(page.create_button, Qt.MouseButton.LeftButton)
        await until(lambda: page.findChildren(CustomerForm))
        form = page.findChildren(CustomerForm)[0]
        for number in ("", "-5", "9223372036854775808", "٣"):
            form.telegram_id.set_value(number)
            form.submit()
            await until(lambda: not form.tasks.running("save"))
            assert form.telegram_id.error.startswith("Enter the number Telegram gives")
        form.telegram_id.set_value("9223372036854775807")
        form.submit()
        await until(lambda: form.bot.error)
        assert form.bot.error == "Name the customer’s bot; there is no default."
        assert form.telegram_id.error == ""
        form.bot.set_value("neuro_blogger")
        form.username.set_value("@no")
        form.submit()
        await until(lambda: form.username.error)
        form.username.set_value("@olga_t")
        form.submit()
        form.submit()
        await until(lambda: page.customer is not None)
        assert page.customer is not None
        assert page.customer.customer.telegram_id == 2**63 - 1
        assert await here.core.people.count_customers() == 3
        await until(lambda: page.table.model().rowCount() == 3)


async def test_an_existing_customer_is_not_made_again(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """What is about no field stands above the buttons, and the form stays open."""
    async with customers(tmp_path, qtbot, until) as (page, _):
        page.create_customer()
        await until(lambda: page.findChildren(CustomerForm))
        form = page.findChildren(CustomerForm)[0]
        form.telegram_id.set_value(str(FIRST_CUSTOMER))
        form.bot.set_value("neuro_blogger")
        form.submit()
        await until(lambda: form.problem)
        assert "This was done already" in form.problem
        assert form.isVisible()
        form.reject()
        await until(lambda: not page.tasks.running("create customer"))


async def test_adjusting_twice_is_once(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """However often the button is pressed, the stars move once, and the page shows it by itself."""
    async with customers(tmp_path, qtbot, until) as (page, here):
        await show_anna(page, until)
        qtbot.mouseClick(page.pane.head.adjust, Qt.MouseButton.LeftButton)
        await until(lambda: page.findChildren(AdjustForm))
        form = page.findChildren(AdjustForm)[0]
        qtbot.keyClicks(form.amount.control, "12,5")
        assert form.confirm.text() == "Give 12.50 ★"
        form.submit()
        await until(lambda: form.reason.error)
        qtbot.keyClicks(form.reason.control, "welcome")
        for _ in range(3):
            form.submit()
        await until(lambda: not page.tasks.running("adjust balance"))
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars(51_250)
        await until(lambda: page.pane.money.model().rowCount() == 2)
        newest = rows(page.pane.money)[0]
        assert newest.transfer.cause_kind is CauseKind.OPERATOR
        assert lines(page.pane.money)[0][2] == "Admin: welcome"


async def test_no_more_can_be_taken_than_there_is(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Taking more than the balance is refused under the amount; taking less shows before → after first."""
    async with customers(tmp_path, qtbot, until) as (page, here):
        await show_anna(page, until)
        page.adjust_balance()
        await until(lambda: page.findChildren(AdjustForm))
        form = page.findChildren(AdjustForm)[0]
        form.take.click()
        qtbot.keyClicks(form.amount.control, "500.01")
        form.submit()
        await until(lambda: form.amount.error)
        assert form.amount.error == "Only 500.00 ★ can be taken."
        form.amount.set_value("500")
        form.reason.set_value("moved to another account")
        form.submit()
        await until(lambda: not page.tasks.running("adjust balance"))
        assert await here.core.payments.balance(FIRST_CUSTOMER) == ZERO


async def test_without_the_right_there_is_no_adjusting(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Viewers may not change balances: the button is off and says why."""
    async with desk(tmp_path) as here:
        await here.add_customer(stars=5)
        here.core.operator = Operator(id="s", name="Sofia", role=Role.VIEWER)
        page = CustomersPage(here.core)
        qtbot.addWidget(page)
        page.show()
        await show_anna(page, until)
        assert not page.pane.head.adjust.isEnabled()
        assert page.pane.head.adjust.toolTip() == "Your role may not change balances."
        page.adjust_balance()
        assert page.findChildren(QDialog) == []
        await page.close_page()


async def test_a_training_can_be_wanted_from_here(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The deed at the foot hands the customer on; the ids at the head go to the clipboard."""
    async with customers(tmp_path, qtbot, until) as (page, _):
        await show_anna(page, until)
        with qtbot.waitSignal(page.new_training_wanted) as wanted:
            qtbot.mouseClick(page.pane.rail.train, Qt.MouseButton.LeftButton)
        assert wanted.args == [FIRST_CUSTOMER]
        with qtbot.waitSignal(page.pane.head.copied):
            qtbot.mouseClick(page.pane.head.id_line.button, Qt.MouseButton.LeftButton)
        assert QGuiApplication.clipboard().text() == str(FIRST_CUSTOMER)


async def test_a_balance_changed_elsewhere_is_shown(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The list follows the ledger without a refresh, and the row picked stays picked."""
    async with customers(tmp_path, qtbot, until) as (page, here):
        await show_anna(page, until)
        await here.credit(FIRST_CUSTOMER, 11)
        await until(lambda: any("511.00" in line for line in lines(page.table)))
        assert page.table.picked_rows() == [1]
        await until(lambda: page.pane.money.model().rowCount() == 2)
