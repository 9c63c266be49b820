"""Tests of gui/pages/invoices_page.py: made once, paid, asked about, cancelled."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from core.domain.messages import MessageKind
from core.domain.payment_views import InvoiceFilter
from core.domain.payments import InvoiceStatus
from gui.forms.invoice_form import InvoiceForm, InvoiceMadeDialog
from gui.pages.invoices_page import InvoicesPage
from tests.fakes import till
from tests.fakes.console import button, dialog, wait_until, words
from tests.fakes.desk import FIRST_CUSTOMER, Desk, desk

ANNA = FIRST_CUSTOMER


@asynccontextmanager
async def invoices(tmp_path: Path) -> AsyncIterator[tuple[InvoicesPage, Desk]]:
    """The page with a paid invoice of Anna's and one that waits."""
    async with desk(tmp_path) as here:
        await here.add_customer()
        await here.core.db.write(lambda tx: till.pay(tx, till.invoice(tx, ANNA, "stars.434")))
        await here.core.db.write(lambda tx: till.invoice(tx, ANNA, "stars.217"))
        page = InvoicesPage(here.core)
        page.resize(1228, 844)
        page.show()
        try:
            await wait_until(lambda: page.model.rowCount() == 2)
            yield page, here
        finally:
            await page.close_page()
            page.close()
            page.deleteLater()


async def show(page: InvoicesPage, number: int) -> None:
    """Show an invoice."""
    page.show_invoice(number)
    await wait_until(lambda: page.look.details is not None and page.look.details.invoice.number == number)


async def test_a_new_invoice_is_made_once_and_its_way_to_pay_copied(
    tmp_path: Path, qapp: QApplication
) -> None:
    """Only providers that are set up are offered; pressed twice, one invoice is made."""
    async with invoices(tmp_path) as (page, here):
        page.new_invoice(ANNA)
        await wait_until(lambda: isinstance(dialog(page), InvoiceForm))
        asked = dialog(page)
        assert isinstance(asked, InvoiceForm)
        asked.product.set_value("stars.869")
        asked.show_choices()
        offered = [asked.provider.control.itemData(at) for at in range(asked.provider.control.count())]
        assert offered == ["manual"]
        assert "Robokassa: not set up" in words(asked)
        assert "2\u2009000.00 RUB" in asked.confirm.text()
        asked.submit()
        asked.submit()
        await wait_until(lambda: isinstance(dialog(page), InvoiceMadeDialog))
        made = dialog(page)
        assert made is not None
        button(made, "Copy").click()
        await wait_until(lambda: page.model.rowCount() == 3)
        await wait_until(lambda: not page.tasks.running("new invoice"))
        text = QGuiApplication.clipboard().text()
        assert "2000.00 RUB" in text
        rows = await here.core.payment_desk.invoices(InvoiceFilter())
        assert [row.invoice.product for row in rows] == ["stars.869", "stars.217", "stars.434"]


async def test_an_invoice_needs_its_customer(tmp_path: Path, qapp: QApplication) -> None:
    """Without one nothing is made, and the form says so."""
    async with invoices(tmp_path) as (page, here):
        page.new_invoice()
        await wait_until(lambda: isinstance(dialog(page), InvoiceForm))
        asked = dialog(page)
        assert isinstance(asked, InvoiceForm)
        asked.submit()
        await wait_until(lambda: asked.problem)
        asked.reject()
        await wait_until(lambda: not page.tasks.running("new invoice"))
        assert await here.core.payment_desk.count_invoices(InvoiceFilter()) == 2


async def test_a_pending_invoice_is_cancelled_with_a_reason(tmp_path: Path, qapp: QApplication) -> None:
    """The paid one cannot be; the pending one is, and then offers nothing more to pay."""
    async with invoices(tmp_path) as (page, here):
        await show(page, 1)
        assert not page.pane.cancel.isVisible()
        await show(page, 2)
        page.pane.cancel.click()
        await wait_until(lambda: dialog(page))
        asked = dialog(page)
        assert asked is not None
        asked.field.setPlainText("made by mistake")  # type: ignore[attr-defined]
        asked.accept()
        await wait_until(lambda: not page.pane.cancel.isVisible())
        invoice = (await here.core.payment_desk.invoice(2)).invoice
        assert (invoice.status, invoice.status_reason) == (InvoiceStatus.CANCELLED, "made by mistake")


async def test_the_link_goes_to_the_customer_once(tmp_path: Path, qapp: QApplication) -> None:
    """However often it is sent, one message is written, in the customer's language."""
    async with invoices(tmp_path) as (page, here):
        number = await here.core.db.write(
            lambda tx: till.invoice(tx, ANNA, "stars.217", provider="manual").number
        )
        await here.core.invoices.link(number)
        await show(page, number)
        for _ in range(2):
            page.pane.send_link.click()
            await wait_until(lambda: not page.tasks.running("send link"))
        sent = [
            one for one in await here.core.notices.of_customer(ANNA) if one.kind is MessageKind.INVOICE_LINK
        ]
        assert len(sent) == 1
        assert sent[0].text.startswith(f"Счёт № {number}")


async def test_counts_lead_to_their_filter(tmp_path: Path, qapp: QApplication) -> None:
    """One pending is told and shown; the time left of it stands in its row."""
    async with invoices(tmp_path) as (page, _):
        page.head.count_picked.emit("pending")
        await wait_until(lambda: page.model.rowCount() == 1)
        assert page.model.rows[0].number == 2
        keys = [column.key for column in page.model.columns]
        left = page.model.index(0, keys.index("left")).data()
        assert left.startswith(("23:", "24:", "1 d"))
