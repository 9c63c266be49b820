"""From an invoice to stars over Robokassa and Telegram: link, pay page, notice, inbox, rules, ledger."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core.db.database import Database
from core.domain.inbox import InboxVerdict
from core.domain.payments import InvoiceStatus, Verdict
from core.domain.people import CustomerDraft, Operator, Role
from core.errors import AlreadyDone
from core.events import Changes
from core.gateways.providers.registry import ProviderRegistry
from core.ids import new_id
from core.money import Stars
from core.services.inbox import Inbox
from core.services.invoices import InvoiceDesk, InvoiceRequest
from core.services.people import People
from core.services.price_lists import PriceLists
from core.services.providers import Providers
from tests.core.gateways.providers.conftest import Desk
from tests.fakes.hands import know

ANNA = 42
ADMIN = Operator(id="admin", name="Olga", role=Role.ADMIN)


class House:
    """An inbox and invoices at the fake shops."""

    def __init__(self, db: Database, payments: Desk, built: dict[str, Any], *, takes_tests: bool) -> None:
        self.db, self.payments = db, payments
        providers = Providers(ProviderRegistry(), built.__getitem__)
        self.invoices = InvoiceDesk(db, providers, payments.clock, takes_tests=takes_tests)
        self.inbox = Inbox(db, providers, payments.clock, takes_tests=takes_tests)

    async def invoice(self, product: str = "stars.217", provider: str = "robokassa", currency: str = "RUB"):
        """Make an invoice, and its link."""
        asked = InvoiceRequest(
            operation_id=new_id(), customer_id=ANNA, provider=provider, product=product, currency=currency
        )
        return await self.invoices.create(asked, ADMIN)

    async def pay(self, invoice: Any, **options: Any) -> Any:
        """Open the pay page as a customer does, pay, and return the notice."""
        page = await self.payments.http.get(invoice.url)
        assert "Error" not in page.text
        await self.payments.admin("robokassa", f"orders/{invoice.number}", state="paid", **options)
        return await self.payments.notice("robokassa", str(invoice.number))

    async def stars(self) -> Stars:
        """Return what the customer has."""
        return (await People(self.db).customer(ANNA)).balance


@pytest.fixture
def opened(payments: Desk, tmp_path: Path) -> Callable[..., Any]:
    """`async with opened() as house`; with `takes_tests` in test mode."""
    payments.clock.moment = datetime.now(UTC)

    @asynccontextmanager
    async def open_it(*, takes_tests: bool = False) -> AsyncIterator[House]:
        db = Database(tmp_path / "house.sqlite3", tmp_path / "backups", payments.clock, Changes())
        await db.open()
        try:
            await PriceLists(db, payments.clock).install_built_in()
            with suppress(AlreadyDone):
                draft = CustomerDraft(telegram_id=ANNA, bot="main", first_name="A")
                await db.write(lambda tx: know(tx, ADMIN))
                await People(db).add_customer(draft, ADMIN)
            built = {name: await payments.provider(name) for name in ("robokassa", "telegram")}
            yield House(db, payments, built, takes_tests=takes_tests)
        finally:
            await db.close()

    return open_it


async def test_tb1_tb8_td1_paid_at_robokassa_is_credited_once(opened: Callable[..., Any]) -> None:
    """A notice completes the invoice and is answered OK and its number; once more, nothing moves."""
    async with opened() as house:
        invoice = await house.invoice()
        notice = await house.pay(invoice, inc_sum="517.50")
        for _ in range(2):
            received = await house.inbox.receive("robokassa", notice)
            assert (received.answer.status, received.answer.body) == (200, f"OK{invoice.number}")
            assert received.row.verdict is InboxVerdict.DONE
        await house.invoices.ask(invoice.number)
        assert (await house.invoices.invoice(invoice.number)).status is InvoiceStatus.COMPLETED
        assert len(await house.invoices.payments(invoice.number)) == 1
        assert await house.stars() == Stars.of(217)


async def test_tb3_a_forged_notice_of_robokassa_moves_nothing(opened: Callable[..., Any]) -> None:
    """Another sum under the same signature: refused with 400, kept, no star."""
    async with opened() as house:
        invoice = await house.invoice()
        notice = await house.pay(invoice)
        forged = replace(notice, body=notice.body.replace(b"OutSum=500", b"OutSum=900"))
        received = await house.inbox.receive("robokassa", forged)
        assert (received.answer.status, received.row.verdict) == (400, InboxVerdict.REFUSED)
        assert await house.stars() == Stars.of(0)


async def test_b12_tb10_a_test_payment_is_money_in_test_mode_only(opened: Callable[..., Any]) -> None:
    """What test mode sold for nothing is refused by the house that works with real money."""
    async with opened(takes_tests=True) as house:
        invoice = await house.invoice()
        assert "IsTest=1" in invoice.url
        notice = await house.pay(invoice)
    async with opened() as house:
        await house.inbox.receive("robokassa", notice)
        assert await house.stars() == Stars.of(0)
        assert (await house.invoices.invoice(invoice.number)).status is InvoiceStatus.PENDING


async def test_ta6_a_test_product_is_paid_with_real_money(opened: Callable[..., Any]) -> None:
    """The flag in the link is the mode of the house, not the product: the test plan proves the real way."""
    async with opened() as house:
        invoice = await house.invoice("plan.test")
        assert invoice.is_test
        assert "IsTest" not in invoice.url
        await house.inbox.receive("robokassa", await house.pay(invoice))
        assert (await house.invoices.invoice(invoice.number)).status is InvoiceStatus.COMPLETED


async def test_t21_an_invoice_whose_page_nobody_opened_expires(opened: Callable[..., Any]) -> None:
    """Robokassa does not know it: nobody paid, so it ends with its time."""
    async with opened() as house:
        invoice = await house.invoice()
        house.payments.clock.moment = invoice.expires_at
        await house.invoices.ask(invoice.number)
        assert (await house.invoices.invoice(invoice.number)).status is InvoiceStatus.EXPIRED


async def test_th5_th9_th10_stars_of_telegram(opened: Callable[..., Any]) -> None:
    """An update credits once, however often it comes; a second charge of the invoice waits in quarantine."""
    async with opened() as house:
        invoice = await house.invoice("xtr.100", "telegram", "XTR")
        for _ in range(2):
            await house.payments.admin("telegram", f"orders/{invoice.number}", state="paid", user=ANNA)
        first = await house.payments.notice("telegram", str(invoice.number), charge=0)
        second = await house.payments.notice("telegram", str(invoice.number), charge=1)
        for notice in (first, first, second, first):
            assert (await house.inbox.receive("telegram", notice)).answer.status == 200
        paid = await house.invoices.payments(invoice.number)
        assert [one.verdict for one in paid] == [Verdict.CREDIT, Verdict.DUPLICATE]
        assert await house.stars() == invoice.stars


async def test_a_stored_update_is_done_again_without_its_secret(opened: Callable[..., Any]) -> None:
    """The inbox keeps no secret token; doing an update again finds the charge in the bot's list."""
    async with opened() as house:
        invoice = await house.invoice("xtr.100", "telegram", "XTR")
        await house.payments.admin("telegram", f"orders/{invoice.number}", state="paid", user=ANNA)
        notice = await house.payments.notice("telegram", str(invoice.number))
        received = await house.inbox.receive("telegram", notice)
        again = await house.inbox.reprocess(received.row.id, ADMIN)
        assert again.id == received.row.id
        assert await house.stars() == invoice.stars
