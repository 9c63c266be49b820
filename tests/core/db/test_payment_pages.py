"""Lists of payments and invoices: narrowed, searched, paged without gaps, summed by currency, and cheap."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from core.clock import SystemClock
from core.db import payment_pages, people_store
from core.db.database import Database, Tx
from core.db.tables import Payment as PaymentTable
from core.domain.payment_views import InvoiceFilter, PaymentFilter
from core.domain.payments import InvoiceStatus, PaymentStatus, Verdict
from core.domain.people import CustomerDraft, Role
from core.events import Changes
from core.money import Money
from core.services.payment_desk import PaymentDesk
from core.services.price_lists import PriceLists
from tests.fakes import till

ANNA, IGOR = 5_000_000_001, 5_000_000_002
ROUBLES = Money.parse("1000.00", "RUB")


@pytest.fixture
async def shop(tmp_path: Path) -> Any:
    """A database with a day of money: credited, too little, late, a test, refunded, in three currencies."""
    clock = SystemClock()
    database = Database(tmp_path / "shop.sqlite3", tmp_path, clock, Changes())
    await database.open()
    await PriceLists(database, clock).install_built_in()

    def write(tx: Tx) -> None:
        people_store.add_operator(tx, "Admin", Role.ADMIN)
        for telegram_id, name, first in ((ANNA, "annabelova", "Анна"), (IGOR, "igor", "Игорь")):
            people_store.add_customer(
                tx, CustomerDraft(telegram_id=telegram_id, bot="neuro", username=name, first_name=first)
            )
        for number in range(30):
            then = Tx(now=tx.now - timedelta(hours=30 - number), changes=tx.changes)
            till.pay(then, till.invoice(then, ANNA if number % 2 else IGOR))
        till.pay(tx, till.invoice(tx, ANNA, "stars.434"), amount=Money.parse("999.00", "RUB"))
        till.pay(tx, till.invoice(tx, ANNA, "plan.neurophoto", "XTR", provider="telegram"))
        till.pay(tx, till.invoice(tx, IGOR, "test.10"))
        done = till.pay(tx, till.invoice(tx, IGOR, "stars.434"))
        assert done.payment is not None
        till.give_back(tx, done.payment, Money.parse("400.00", "RUB"))
        till.invoice(tx, IGOR, "plan.neurovideo", "USD", provider="stripe")

    await database.write(write)
    yield PaymentDesk(database, clock)
    await database.close()


async def found(desk: PaymentDesk, **wanted: Any) -> list[str]:
    """Return the external ids of the payments that match."""
    return [row.payment.external_id for row in await desk.page(PaymentFilter(**wanted))]


async def test_pages_follow_each_other_without_a_gap(shop: PaymentDesk) -> None:
    """Read on by key, every payment comes once, the newest first."""
    whole = await shop.page(PaymentFilter())
    first = await shop.page(PaymentFilter(), limit=10)
    rest = await shop.page(PaymentFilter(), before_id=first[-1].id, limit=100)
    assert [row.id for row in first + rest] == [row.id for row in whole]
    moments = [row.payment.created_at for row in whole]
    assert moments == sorted(moments, reverse=True)
    assert len(whole) == 34 == await shop.count(PaymentFilter())


async def test_every_filter_narrows_and_its_count_agrees(shop: PaymentDesk) -> None:
    """A page of each filter holds just what matches, and the count says as many."""
    for wanted, holds in (
        ({"statuses": frozenset({PaymentStatus.QUARANTINED})}, lambda one: one.verdict is Verdict.UNDERPAID),
        ({"verdicts": frozenset({Verdict.UNDERPAID})}, lambda one: one.verdict is Verdict.UNDERPAID),
        ({"provider": "telegram"}, lambda one: one.provider == "telegram"),
        ({"currency": "XTR"}, lambda one: one.amount.currency == "XTR"),
        ({"customer_id": IGOR}, lambda one: one.customer_id == IGOR),
        ({"is_test": True}, lambda one: one.is_test),
        ({"bot": "neuro", "is_test": False}, lambda one: not one.is_test),
    ):
        rows = await shop.page(PaymentFilter(**cast("Any", wanted)))
        assert rows, wanted
        assert all(cast("Any", holds)(row.payment) for row in rows), wanted
        everything = await shop.page(PaymentFilter())
        assert len(rows) == sum(bool(cast("Any", holds)(row.payment)) for row in everything), wanted
        assert await shop.count(PaymentFilter(**cast("Any", wanted))) == len(rows), wanted
    assert not await found(shop, provider="bank")


async def test_a_day_is_cut_out_by_its_two_moments(shop: PaymentDesk) -> None:
    """`since` is within, `until` is not."""
    everything = await shop.page(PaymentFilter())
    middle = everything[20].payment.created_at
    assert len(await found(shop, since=middle)) == 21
    assert len(await found(shop, until=middle)) == 13


SEARCHES = {
    "shop:31": 1,
    "shop:3": 6,
    "key-31": 1,
    "31": 1,
    "#31": 1,
    "999": 1,
    "999,00": 1,
    "1000.00": 1,
    str(IGOR): 17,
    "@annabelova": 17,
    "анна": 17,
    "анна 999": 1,
    "анна 1000": 0,
    "nobody": 0,
}


async def test_a_search_finds_by_number_id_name_and_amount(shop: PaymentDesk) -> None:
    """Invoice number, charge id, refund key, customer id, @name, name and amount all find their payments."""
    for text, number in SEARCHES.items():
        assert len(await shop.page(PaymentFilter(text=text))) == number, text
        assert await shop.count(PaymentFilter(text=text)) == number, text


async def test_tl6_i15_i16_revenue_leaves_tests_out_and_never_adds_currencies(shop: PaymentDesk) -> None:
    """Each currency has its own sum; tests and what is in quarantine are in none; refunds stand apart."""
    revenue = await shop.revenue((await shop.page(PaymentFilter()))[29].payment.created_at)
    ever = {one.taken.currency: one for one in revenue.ever}
    assert set(ever) == {"RUB", "XTR"}
    assert ever["RUB"].taken == Money.parse("16000.00", "RUB")
    assert ever["RUB"].kept == Money.parse("15600.00", "RUB")
    assert ever["XTR"].taken == Money(476, "XTR")
    assert revenue.month == revenue.week == revenue.ever
    today = {one.taken.currency: one for one in revenue.today}
    assert today["RUB"].payments == 27


async def test_details_tell_all_that_a_payment_did(shop: PaymentDesk) -> None:
    """Transfers with their reversal, the refund, the messages, the plan, the audit."""
    row = (await shop.page(PaymentFilter(statuses=frozenset({PaymentStatus.PARTLY_REFUNDED}))))[0]
    details = await shop.details(row.id)
    assert [one.kind.value for one in details.transfers] == ["topup", "reversal"]
    assert [one.amount for one in details.refunds] == [Money.parse("400.00", "RUB")]
    assert len(details.messages) == 2
    assert details.invoice is not None
    assert details.invoice.status is InvoiceStatus.PARTLY_REFUNDED
    assert {one.action for one in details.audit} >= {"payment.complete", "refund.confirmed"}
    bought = (await shop.page(PaymentFilter(provider="telegram")))[0]
    assert (await shop.details(bought.id)).period is not None


async def test_invoices_are_narrowed_and_found(shop: PaymentDesk) -> None:
    """By status, currency, number, customer and amount; pages go on by number."""
    pending = await shop.invoices(InvoiceFilter(statuses=frozenset({InvoiceStatus.PENDING})))
    assert [row.invoice.product for row in pending] == ["plan.neurovideo"]
    assert [row.number for row in await shop.invoices(InvoiceFilter(currency="USD"))] == [35]
    assert [row.number for row in await shop.invoices(InvoiceFilter(text="35"))] == [35]
    assert await shop.count_invoices(InvoiceFilter(text="@igor")) == 18
    assert [row.number for row in await shop.invoices(InvoiceFilter(text="igor 33.00"))] == [35]
    first = await shop.invoices(InvoiceFilter(), limit=20)
    rest = await shop.invoices(InvoiceFilter(), before=first[-1].number)
    assert [row.number for row in first + rest] == list(range(35, 0, -1))
    assert (await shop.invoice_counts())[InvoiceStatus.PARTLY_REFUNDED] == 1
    assert len((await shop.invoice(31)).payments) == 1


async def test_no_list_sorts_or_reads_the_whole_table(shop: PaymentDesk) -> None:
    """SQLite answers every filter and every word of a search from an index, whatever their number."""
    plans: list[str] = []

    def look() -> None:
        connection = PaymentTable._meta.database
        for wanted in (
            PaymentFilter(),
            PaymentFilter(statuses=frozenset({PaymentStatus.QUARANTINED})),
            PaymentFilter(provider="ton"),
            PaymentFilter(currency="TON"),
            PaymentFilter(is_test=True),
            PaymentFilter(customer_id=ANNA),
            PaymentFilter(verdicts=frozenset({Verdict.LATE})),
            PaymentFilter(text="500"),
            PaymentFilter(text="shop:31"),
        ):
            for query in payment_pages._queries(wanted):
                table = payment_pages.Row
                ordered = query.order_by(table.created_at.desc(), table.id.desc()).limit(100)
                plans.extend(_plan(connection, *ordered.sql()))

    await shop._db.read(look)
    assert plans
    for step in plans:
        assert not step.startswith("SCAN") or "USING" in step, step


def _plan(connection: Any, sql: str, arguments: Any) -> list[str]:
    run: Callable[..., Any] = connection.execute_sql
    return [row[3] for row in run(f"EXPLAIN QUERY PLAN {sql}", arguments)]
