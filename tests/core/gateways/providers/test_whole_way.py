"""From an invoice to stars: each provider's real protocol through inbox, rules and books."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from core.db.database import Database
from core.domain.inbox import InboxVerdict
from core.domain.payments import Invoice, InvoiceStatus, Verdict
from core.domain.people import CustomerDraft, Operator, Role
from core.domain.references import invoice_reference
from core.events import Changes
from core.gateways.providers.registry import ProviderRegistry
from core.ids import new_id
from core.services.inbox import Inbox
from core.services.invoices import InvoiceDesk, InvoiceRequest
from core.services.people import People
from core.services.price_lists import PriceLists
from core.services.providers import Providers
from tests.fakes.hands import know
from tests.fakes.provider_till import Till, with_body

ANNA = 5_000_000_001
ADMIN = Operator(id="admin", name="Olga", role=Role.ADMIN)
NAMES = ("yookassa", "stripe", "cryptopay", "ton", "manual")


@dataclass
class House:
    """What a payment passes through."""

    till: Till
    db: Database
    invoices: InvoiceDesk
    inbox: Inbox

    async def invoice(self, provider: str, currency: str) -> Invoice:
        """Make an invoice for NeuroPhoto."""
        asked = InvoiceRequest(
            operation_id=new_id(),
            customer_id=ANNA,
            provider=provider,
            product="plan.neurophoto",
            currency=currency,
        )
        return await self.invoices.create(asked, ADMIN)


@pytest.fixture
async def house(till: Till, tmp_path: Path) -> AsyncIterator[House]:
    """A database with one customer, and all providers at their fakes."""
    db = Database(tmp_path / "house.sqlite3", tmp_path / "backups", till.clock, Changes())
    await db.open()
    await PriceLists(db, till.clock).install_built_in()
    draft = CustomerDraft(telegram_id=ANNA, bot="neuro_blogger", first_name="Anna")
    await db.write(lambda tx: know(tx, ADMIN))
    await People(db).add_customer(draft, ADMIN)
    built = {name: await till.provider(name) for name in NAMES}
    providers = Providers(ProviderRegistry(), built.__getitem__)
    yield House(
        till=till,
        db=db,
        invoices=InvoiceDesk(db, providers, till.clock, takes_tests=False),
        inbox=Inbox(db, providers, till.clock, takes_tests=False),
    )
    await db.close()


@pytest.mark.parametrize(("name", "currency"), [("yookassa", "RUB"), ("stripe", "USD"), ("cryptopay", "RUB")])
async def test_a_paid_invoice_is_credited_once(house: House, name: str, currency: str) -> None:
    """T1, T3: the notice completes the invoice, its replay changes nothing, a forgery is refused."""
    invoice = await house.invoice(name, currency)
    assert invoice.url
    await house.till.pay(name, invoice.external_ref)
    notice = await house.till.notice(name, invoice.external_ref)
    forged = await house.inbox.receive(name, with_body(notice, b'{"id":"forged"}'))
    assert forged.answer.status == 400
    for _ in range(2):
        assert (await house.inbox.receive(name, notice)).answer.status == 200
    assert (await house.invoices.invoice(invoice.number)).status is InvoiceStatus.COMPLETED
    (payment,) = await house.invoices.payments(invoice.number)
    assert (payment.verdict, payment.amount) == (Verdict.CREDIT, invoice.amount)
    _, again = await house.invoices.ask(invoice.number)  # T4: the status query says the same
    assert len(await house.invoices.payments(invoice.number)) == 1
    assert again is not None


@pytest.mark.parametrize(("name", "currency"), [("yookassa", "RUB"), ("stripe", "USD"), ("cryptopay", "RUB")])
async def test_t22_a_lost_notice_is_found_by_asking(house: House, name: str, currency: str) -> None:
    """Without any notice the status query completes the invoice; its late notice is a repeat."""
    invoice = await house.invoice(name, currency)
    await house.till.pay(name, invoice.external_ref)
    notice = await house.till.notice(name, invoice.external_ref)
    await house.invoices.ask(invoice.number)
    assert (await house.invoices.invoice(invoice.number)).status is InvoiceStatus.COMPLETED
    late = await house.inbox.receive(name, replace(notice, received_at=house.till.clock.now()))
    assert late.row.verdict is InboxVerdict.DUPLICATE
    assert len(await house.invoices.payments(invoice.number)) == 1


async def test_money_on_the_chain_without_a_right_comment_is_quarantined(house: House) -> None:
    """Coins with a foreign comment, and coins for an invoice of another provider, wait for a person; once."""
    invoice = await house.invoice("manual", "RUB")
    assert invoice_reference(invoice.number) in invoice.instructions
    await house.till.admin("ton/incoming", comment="hello")
    await house.till.admin("ton/incoming", comment=invoice_reference(invoice.number))
    await house.till.admin("ton/incoming", currency="USDT", comment="x", forged="0:" + "ee" * 32)
    provider = await house.till.provider("ton")
    for event in (await provider.poll("")).events * 2:  # type: ignore[attr-defined]
        await house.inbox.receive("ton", await house.till.notice("ton", event.external_id.split(":")[3]))
    payments = await house.invoices.payments(invoice.number)
    assert [one.verdict for one in payments] == [Verdict.PROVIDER]
    rows = await house.db.read(lambda: house_rows())
    assert rows == [("provider",), ("unknown_invoice",)]
    assert (await house.invoices.invoice(invoice.number)).status is not InvoiceStatus.COMPLETED


def house_rows() -> list[tuple[str]]:
    """Return the verdicts of all payments."""
    from core.db.tables import Account

    sql = "SELECT verdict FROM payment ORDER BY verdict"
    return list(Account._meta.database.execute_sql(sql).fetchall())
