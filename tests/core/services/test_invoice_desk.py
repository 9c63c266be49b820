"""Invoices at a provider that speaks the real protocol: links, questions, expiry, a person's decisions."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.db import audit_store
from core.domain.payments import Invoice, InvoiceStatus, PaymentStatus, Verdict
from core.domain.people import Operator, Role
from core.domain.providers import OrderState
from core.errors import AlreadyDone, InputError, NotAllowed, OperationMismatch, RemoteError
from core.ids import new_id
from core.money import Money, Stars
from core.sandbox.providers.yookassa import FakeYooKassa
from core.services.invoices import InvoiceRequest
from core.services.process_payment import Outcome
from core.services.quarantine import UnboundPayment
from tests.core.conftest import OpenStation
from tests.fakes import till
from tests.fakes.station import ANNA, FastClock, Station, secrets_with, until

SHOP = {f"STATIONMASTER_PROVIDER_YOOKASSA_{name.upper()}": value for name, value in FakeYooKassa.keys.items()}
SUPPORT = Operator(id="s", name="Support", role=Role.SUPPORT)


@pytest.fixture
async def shop(opened: OpenStation) -> AsyncIterator[Station]:
    """A running core with the keys of a shop and a customer without stars."""
    async with opened(secrets=secrets_with(**SHOP)) as station:
        await station.customer(stars=0)
        yield station


def asked(product: str = "stars.217", **more: object) -> InvoiceRequest:
    """Return a request as a form would make it."""
    request = InvoiceRequest(
        operation_id=new_id(), customer_id=ANNA, provider="yookassa", product=product, currency="RUB"
    )
    return replace(request, **more)  # type: ignore[arg-type]


async def sold(shop: Station, **more: object) -> Invoice:
    """Make an invoice with its link."""
    return await shop.core.invoices.create(asked(**more), shop.admin)  # type: ignore[arg-type]


async def pay_there(shop: Station, made: Invoice, state: str = "paid") -> None:
    """Let the customer pay, or not, at the provider; nobody tells us."""
    address = f"/admin/payments/yookassa/orders/{made.external_ref}"
    (await shop.api.post(address, json={"state": state})).raise_for_status()


async def test_ta3_without_a_link_the_invoice_stands_and_the_link_comes_later(
    shop: Station, expect_log: Callable[[str], None]
) -> None:
    """No link ever exists without its invoice; the same form asks again and gets one."""
    expect_log("")
    await shop.fault("POST", "/payments$", {"kind": "status", "status": 403})
    request = asked()
    with pytest.raises(RemoteError):
        await shop.core.invoices.create(request, shop.admin)
    made = await shop.core.invoices.create(request, shop.admin)
    assert made.url.startswith("http")
    assert made.number == 1
    assert (await shop.core.invoices.link(made.number)).url == made.url


async def test_ta9_an_invoice_that_is_over_gives_no_link(
    shop: Station, expect_log: Callable[[str], None]
) -> None:
    """Cancelled before it had one, it never gets one."""
    expect_log("")
    await shop.fault("POST", "/payments$", {"kind": "status", "status": 403})
    request = asked()
    with pytest.raises(RemoteError):
        await shop.core.invoices.create(request, shop.admin)
    await shop.core.invoices.cancel(1, "made by mistake", shop.admin)
    with pytest.raises(AlreadyDone):
        await shop.core.invoices.link(1)


async def test_ta9_a_link_that_was_given_is_not_given_again_when_it_is_over(shop: Station) -> None:
    """Cancelled after it got its link: nobody is sent to pay for it, and the form's repeat says how it is."""
    request = asked()
    made = await shop.core.invoices.create(request, shop.admin)
    await shop.core.invoices.cancel(made.number, "made by mistake", shop.admin)
    with pytest.raises(AlreadyDone):
        await shop.core.invoices.link(made.number)
    again = await shop.core.invoices.create(request, shop.admin)
    assert (again.number, again.status) == (made.number, InvoiceStatus.CANCELLED)


async def test_t22_a_lost_notice_is_found_by_asking(shop: Station) -> None:
    """Nobody told us: the engine asks, and it is credited like any other."""
    made = await sold(shop)
    await pay_there(shop, made)

    async def is_credited() -> bool:
        return await shop.balance() == Stars.of(217)

    await until(is_credited)
    assert await shop.findings() == []


async def test_t21_before_it_expires_the_provider_is_asked(shop: Station, fast_clock: FastClock) -> None:
    """Its time ran out: paid at the last moment is credited, not paid is expired."""
    paid, unpaid = await sold(shop, life=timedelta(minutes=30)), await sold(shop, life=timedelta(minutes=30))
    await pay_there(shop, paid)
    fast_clock.jump(hours=1)

    async def are_over() -> bool:
        states = [(await shop.core.invoices.invoice(one.number)).status for one in (paid, unpaid)]
        return states == [InvoiceStatus.COMPLETED, InvoiceStatus.EXPIRED]

    await until(are_over)
    assert await shop.balance() == Stars.of(217)


async def test_t23_what_cannot_be_asked_is_not_guessed(
    shop: Station, fast_clock: FastClock, expect_log: Callable[[str], None]
) -> None:
    """The provider is away long after the time ran out: the invoice waits, with growing pauses."""
    expect_log("")
    made = await sold(shop, life=timedelta(minutes=30))
    await shop.fault("GET", "/payments/", {"kind": "status", "status": 502}, times=None)
    fast_clock.jump(hours=3)

    async def was_asked_twice() -> bool:
        fast_clock.jump(minutes=5)
        return (await shop.core.invoices.invoice(made.number)).asks >= 2

    await until(was_asked_twice)
    waiting = await shop.core.invoices.invoice(made.number)
    assert waiting.status is InvoiceStatus.PENDING
    assert waiting.next_ask_at is not None
    await shop.mended()
    fast_clock.jump(hours=7)

    async def is_expired() -> bool:
        return (await shop.core.invoices.invoice(made.number)).status is InvoiceStatus.EXPIRED

    await until(is_expired)


async def test_t20_a_failed_payment_is_learned_by_asking(shop: Station) -> None:
    """The customer's card was refused: failed, nothing credited."""
    made = await sold(shop)
    await pay_there(shop, made, "failed")
    status, done = await shop.core.invoices.ask(made.number)
    assert status.state is OrderState.FAILED
    assert done is not None
    assert done.outcome is Outcome.FAILED
    assert await shop.balance() == Stars(0)


async def test_tl1_t31_s6_a_stuck_payment_is_completed_on_the_providers_word(shop: Station) -> None:
    """The provider is asked first; a reason is needed; support may not; the audit has it."""
    made = await sold(shop)
    desk = shop.core.quarantine
    with pytest.raises(NotAllowed):
        await desk.complete_stuck(made.number, reason="customer waits", operator=SUPPORT)
    with pytest.raises(InputError):
        await desk.complete_stuck(made.number, reason=" ", operator=shop.admin)
    assert await desk.complete_stuck(made.number, reason="customer waits", operator=shop.admin) is None
    assert await shop.balance() == Stars(0)
    await pay_there(shop, made)
    done = await desk.complete_stuck(made.number, reason="customer waits", operator=shop.admin)
    assert done is not None
    assert done.payment is not None
    payment_id = done.payment.id
    assert await shop.balance() == Stars.of(217)
    rows = await shop.core.db.read(lambda: audit_store.of_subject("payment", payment_id))
    assert "payment.complete_stuck" in [row.action for row in rows]


async def test_t32_s7_money_without_a_notice_is_bound_to_its_id(shop: Station) -> None:
    """Credited once on an invoice's terms; the same id a second time is refused; a wrong sum waits."""
    first, second = await sold(shop), await sold(shop)
    order = UnboundPayment(
        provider="yookassa",
        external_id="2d-77",
        invoice_number=first.number,
        amount=Money(50_000, "RUB"),
        reason="seen in the cabinet",
    )
    done = await shop.core.quarantine.credit_unbound(order, shop.admin)
    assert done.outcome is Outcome.CREDITED
    with pytest.raises((AlreadyDone, OperationMismatch)):
        await shop.core.quarantine.credit_unbound(replace(order, invoice_number=second.number), shop.admin)
    wrong = replace(order, external_id="2d-78", invoice_number=second.number, amount=Money(1, "RUB"))
    assert (await shop.core.quarantine.credit_unbound(wrong, shop.admin)).verdict is Verdict.UNDERPAID
    with pytest.raises(InputError):
        await shop.core.quarantine.credit_unbound(replace(order, external_id=" "), shop.admin)
    assert await shop.balance() == Stars.of(217)


async def quarantined(shop: Station) -> str:
    """Let too little money arrive for a new invoice; returns the payment's id."""
    made = await sold(shop)
    done = await shop.core.db.write(lambda tx: till.pay(tx, made, amount=Money(49_900, "RUB")))
    assert done.payment is not None
    return done.payment.id


async def test_tc13_s9_a_decision_in_quarantine_is_made_once(shop: Station) -> None:
    """Credited on the invoice's terms, or rejected, with a reason, by who may; never a second time."""
    desk = shop.core.quarantine
    first, second = await quarantined(shop), await quarantined(shop)
    with pytest.raises(NotAllowed):
        await desk.reject(first, reason="not ours", operator=SUPPORT)
    done = await desk.credit(first, reason="one rouble is no matter", operator=shop.admin)
    assert done.payment is not None
    assert done.payment.status is PaymentStatus.COMPLETED
    assert done.payment.decided_by == shop.admin.name
    rejected = await desk.reject(second, reason="not ours", operator=shop.admin)
    assert rejected.status is PaymentStatus.REJECTED
    again = await desk.credit(first, reason="one rouble is no matter", operator=shop.admin)
    assert again.payment is not None
    assert again.payment.transfer_id == done.payment.transfer_id
    with pytest.raises(AlreadyDone):
        await desk.credit(second, reason="once more", operator=shop.admin)
    for payment_id in (first, second):
        with pytest.raises(AlreadyDone):
            await desk.reject(payment_id, reason="once more", operator=shop.admin)
    assert await shop.balance() == Stars.of(217)
    assert await shop.findings() == []


async def test_s8_money_for_a_lost_invoice_is_credited_on_another(shop: Station) -> None:
    """The payload was lost: a person names the invoice whose terms it was paid on."""
    made = await sold(shop, product="plan.neurophoto")
    lost = await shop.core.db.write(lambda tx: till.pay(tx, made, invoice_number=None))
    assert lost.payment is not None
    payment_id = lost.payment.id
    with pytest.raises(InputError, match="invoice"):
        await shop.core.quarantine.credit(payment_id, reason="found it", operator=shop.admin)
    done = await shop.core.quarantine.credit(
        payment_id, reason="found it", operator=shop.admin, invoice_number=made.number
    )
    assert {name for name, _ in done.effects} >= {"transfer", "period"}
    assert await shop.balance() == Stars.of(476)
    assert await shop.findings() == []
