"""Tests of gui/pages/payments_page.py: narrowed, explained, decided once, given back once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from core.db.database import Tx
from core.domain.payments import PaymentStatus
from core.domain.people import Role
from core.money import Money, Stars
from gui.forms.quarantine_forms import CreditForm, UnboundForm
from gui.forms.refund_form import RefundForm
from gui.pages.payments_page import PaymentsPage
from tests.fakes import till
from tests.fakes.console import dialog, wait_until
from tests.fakes.desk import FIRST_CUSTOMER, Desk, desk

ANNA = FIRST_CUSTOMER
F = TypeVar("F", bound=QDialog)


@asynccontextmanager
async def payments(tmp_path: Path) -> AsyncIterator[tuple[PaymentsPage, Desk]]:
    """The page with Anna's credited payment, one that was too little, and a plan in XTR."""
    async with desk(tmp_path) as here:
        await here.add_customer()

        def write(tx: Tx) -> None:
            till.pay(tx, till.invoice(tx, ANNA, "stars.434"))
            till.pay(tx, till.invoice(tx, ANNA, "stars.217"), amount=Money.parse("480.00", "RUB"))
            till.pay(tx, till.invoice(tx, ANNA, "plan.neurophoto", "XTR", provider="telegram"))

        await here.core.db.write(write)
        page = PaymentsPage(here.core)
        page.resize(1228, 844)
        page.show()
        try:
            await wait_until(lambda: page.model.rowCount() == 3 and page.revenue.words)
            yield page, here
        finally:
            await page.close_page()
            page.close()
            page.deleteLater()


async def show(page: PaymentsPage, status: PaymentStatus) -> str:
    """Show the oldest payment in a status; returns its id."""
    row = [row for row in page.model.rows if row.payment.status is status][-1]
    page.show_payment(row.id)
    await wait_until(lambda: page.look.details is not None and page.look.details.payment.id == row.id)
    return row.id


async def form(page: PaymentsPage, kind: type[F]) -> F:
    """Wait for the form that was opened."""
    await wait_until(lambda: isinstance(dialog(page), kind))
    found = dialog(page)
    assert isinstance(found, kind)
    return found


async def test_i16_revenue_is_told_apart_by_currency(tmp_path: Path, qapp: QApplication) -> None:
    """What came in today stands by currency; what is in quarantine is in none of the sums."""
    async with payments(tmp_path) as (page, _):
        await wait_until(lambda: "XTR" in page.revenue.words)
        assert page.revenue.words.replace("\u2009", " ") == "1 000.00 RUB   476 XTR"


async def test_a_status_and_a_search_narrow_the_table(tmp_path: Path, qapp: QApplication) -> None:
    """The count of quarantine is a link to it; an amount finds its payment."""
    async with payments(tmp_path) as (page, _):
        page.head.count_picked.emit("quarantined")
        await wait_until(lambda: page.model.rowCount() == 1)
        assert page.model.rows[0].payment.status is PaymentStatus.QUARANTINED
        page.filters.toggled.emit(frozenset({"all", "quarantined"}))
        await wait_until(lambda: page.model.rowCount() == 3)
        page.search.text_settled.emit("480")
        await wait_until(lambda: page.model.rowCount() == 1)
        page.search.text_settled.emit("nothing like it")
        await wait_until(lambda: page.table.empty.isVisible())
        page.table.empty.button.click()
        await wait_until(lambda: page.model.rowCount() == 3)


async def test_s9_quarantine_is_credited_once_with_a_reason(tmp_path: Path, qapp: QApplication) -> None:
    """The form names the invoice; pressed twice it credits once; the pane then offers a refund instead."""
    async with payments(tmp_path) as (page, here):
        await show(page, PaymentStatus.QUARANTINED)
        assert "Less came" in page.pane.note.text()
        page.pane.credit.click()
        asked = await form(page, CreditForm)
        asked.confirm.click()
        await wait_until(lambda: asked.reason.error)
        asked.reason.set_value("a rounding of the bank")
        asked.confirm.click()
        asked.confirm.click()
        await wait_until(lambda: not page.tasks.running("credit"))
        await wait_until(lambda: page.pane.refund.isVisible())
        assert await here.core.payments.balance(ANNA) == Stars.of(434 + 217 + 476)
        assert not page.pane.credit.isVisible()


async def test_quarantine_is_rejected_with_a_reason(tmp_path: Path, qapp: QApplication) -> None:
    """The reason stays with the payment; nothing is credited."""
    async with payments(tmp_path) as (page, here):
        payment_id = await show(page, PaymentStatus.QUARANTINED)
        page.pane.reject.click()
        await wait_until(lambda: dialog(page))
        asked = dialog(page)
        assert asked is not None
        asked.field.setPlainText("not ours at all")  # type: ignore[attr-defined]
        asked.accept()
        await wait_until(lambda: not page.tasks.running("reject"))
        details = await here.core.payment_desk.details(payment_id)
        assert details.payment.status is PaymentStatus.REJECTED
        assert details.payment.decision_reason == "not ours at all"


async def test_s12_money_returned_by_hand_takes_its_stars(tmp_path: Path, qapp: QApplication) -> None:
    """A part takes its share of the stars; what would go is said before, and more than is left is refused."""
    async with payments(tmp_path) as (page, here):
        payment_id = await show(page, PaymentStatus.COMPLETED)
        page.pane.returned.click()
        asked = await form(page, RefundForm)
        asked.part.setChecked(True)
        asked.amount.set_value("1500")
        asked.reason.set_value("given back in cash")
        asked.submit()
        await wait_until(lambda: asked.amount.error)
        asked.amount.set_value("250,00")
        assert "250.00 RUB" in asked.confirm.text()
        asked.submit()
        await wait_until(lambda: not page.tasks.running("returned"))
        details = await here.core.payment_desk.details(payment_id)
        assert details.payment.status is PaymentStatus.PARTLY_REFUNDED
        assert [one.stars_back for one in details.refunds] == [Stars(10850)]
        assert await here.core.payments.balance(ANNA) == Stars.of(434 + 476) - Stars(10850)


async def test_a_provider_that_cannot_pay_back_says_so(tmp_path: Path, qapp: QApplication) -> None:
    """The button that cannot be pressed says why; without keys the form tells what is missing."""
    async with payments(tmp_path) as (page, _):
        await show(page, PaymentStatus.COMPLETED)
        page.pane.refund.click()
        asked = await form(page, RefundForm)
        asked.reason.set_value("the customer asked")
        asked.submit()
        await wait_until(lambda: asked.problem)
        asked.reject()
        await wait_until(lambda: not page.tasks.running("refund"))


async def test_s4_the_answer_is_copied_in_the_customers_language(tmp_path: Path, qapp: QApplication) -> None:
    """Anna reads Russian: invoice, sum and what became of the money are on the clipboard."""
    async with payments(tmp_path) as (page, _):
        await show(page, PaymentStatus.QUARANTINED)
        said: list[str] = []
        page.said.connect(said.append)
        page.pane.answer.click()
        await wait_until(lambda: said)
        text = QGuiApplication.clipboard().text()
        assert text.startswith("Счёт № 2 на 500.00 RUB, Robokassa.")
        assert "проверяет сотрудник" in text


async def test_s7_money_without_a_notice_is_bound_to_its_id(tmp_path: Path, qapp: QApplication) -> None:
    """It is credited on a pending invoice's terms; the same id for another sum is refused in the form."""
    async with payments(tmp_path) as (page, here):
        number = await here.core.db.write(lambda tx: till.invoice(tx, ANNA, "stars.217").number)

        async def enter(amount: str) -> UnboundForm:
            page.unbound.click()
            asked = await form(page, UnboundForm)
            asked.provider.set_value("robokassa")
            asked.external_id.set_value("B-77")
            asked.invoice.set_value(str(number))
            asked.amount.set_value(amount)
            asked.reason.set_value("seen in the cabinet")
            asked.submit()
            return asked

        await enter("500.00 RUB")
        await wait_until(lambda: not page.tasks.running("unbound"))
        again = await enter("400.00 RUB")
        await wait_until(lambda: again.problem)
        again.reject()
        await wait_until(lambda: not page.tasks.running("unbound"))
        assert await here.core.payments.balance(ANNA) == Stars.of(434 + 476 + 217)


async def test_a_refund_above_the_limit_waits_for_a_second_person(tmp_path: Path, qapp: QApplication) -> None:
    """Nothing goes back yet, and the operator is told that somebody else is asked."""
    async with payments(tmp_path) as (page, here):
        core = here.core
        large = await core.db.write(
            lambda tx: till.pay(tx, till.invoice(tx, ANNA, "xtr.10000", "XTR", provider="telegram")).payment
        )
        assert large is not None
        core.operator = await core.people.add_operator("Vera", Role.SENIOR, core.operator)
        page.show_payment(large.id)
        await wait_until(lambda: page.look.details is not None and page.look.details.payment.id == large.id)
        said: list[str] = []
        page.said.connect(said.append)
        page.pane.returned.click()
        asked = await form(page, RefundForm)
        asked.reason.set_value("given back in cash")
        asked.submit()
        await wait_until(lambda: said)
        assert "second person" in said[0]
        details = await core.payment_desk.details(large.id)
        assert details.payment.status is PaymentStatus.COMPLETED
        assert not details.refunds
