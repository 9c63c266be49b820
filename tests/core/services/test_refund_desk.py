"""Refunds carried to their end: asked for once, followed until known, never guessed, never sent twice."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest

from core.domain.payments import Payment, PaymentStatus
from core.domain.people import Operator, Role
from core.domain.providers import RefundState
from core.domain.refunds import Refund
from core.errors import AlreadyDone, AppError, CannotDo, InputError, NotAllowed
from core.ids import new_id
from core.money import Money, Stars
from core.sandbox.providers.robokassa import FakeRobokassa
from core.sandbox.providers.yookassa import FakeYooKassa
from core.services.invoices import InvoiceRequest
from core.services.refund_desk import RefundRequest
from tests.core.conftest import OpenStation
from tests.fakes.hands import know
from tests.fakes.station import ANNA, Station, secrets_with, until

SHOPS = {
    f"STATIONMASTER_PROVIDER_{fake.name.upper()}_{name.upper()}": value
    for fake in (FakeYooKassa, FakeRobokassa)
    for name, value in fake.keys.items()
}


@pytest.fixture
async def shop(opened: OpenStation) -> AsyncIterator[Station]:
    """A running core with the keys of both shops and a customer without stars."""
    async with opened(secrets=secrets_with(**SHOPS)) as station:
        await station.customer(stars=0)
        yield station


async def bought(shop: Station, provider: str = "yookassa") -> Payment:
    """Sell 217 stars, let them be paid at the provider, and see them credited by asking."""
    asked = InvoiceRequest(
        operation_id=new_id(), customer_id=ANNA, provider=provider, product="stars.217", currency="RUB"
    )
    made = await shop.core.invoices.create(asked, shop.admin)
    assert made.url.startswith("http")
    if provider == "robokassa":
        (await shop.api.get(made.url)).raise_for_status()  # it learns of an order from its pay page
    order = made.external_ref or str(made.number)
    (await shop.api.post(f"/admin/payments/{provider}/orders/{order}", json={})).raise_for_status()
    status, done = await shop.core.invoices.ask(made.number)
    assert done is not None, status
    assert done.payment is not None
    return done.payment


def whole(payment: Payment) -> RefundRequest:
    """Ask for all of it."""
    assert payment.amount is not None
    return RefundRequest(
        operation_id=new_id(), payment_id=payment.id, amount=payment.amount, reason="the customer asked"
    )


async def fresh(shop: Station, payment: Payment) -> Payment:
    """Return a payment as it stands."""
    (found,) = await shop.core.invoices.payments(payment.invoice_number or 0)
    return found


async def refunds_there(shop: Station, provider: str = "yookassa") -> list[Any]:
    """Return the refunds that the provider has."""
    found: list[Any] = (await shop.api.get(f"/admin/payments/{provider}")).json()["refunds"]
    return found


async def has_state(shop: Station, refund: Refund, state: RefundState) -> None:
    """Wait until the engine has brought a refund there."""

    async def is_there() -> bool:
        return (await shop.core.refunds.drive(refund.id)).status is state

    await until(is_there)


@pytest.mark.parametrize("provider", ["yookassa", "robokassa"])
async def test_s12_b43_a_payment_goes_back_through_its_provider(shop: Station, provider: str) -> None:
    """The stored key names it there; stars go when it is confirmed, and everything is linked."""
    payment = await bought(shop, provider)
    assert await shop.balance() == Stars.of(217)
    refund = await shop.core.refunds.refund_money(whole(payment), shop.admin)
    await has_state(shop, refund, RefundState.CONFIRMED)
    assert (await fresh(shop, payment)).status is PaymentStatus.REFUNDED
    assert await shop.balance() == Stars(0)
    assert len(await refunds_there(shop, provider)) == 1
    assert await shop.findings() == []


@pytest.mark.parametrize("provider", ["yookassa", "robokassa"])
async def test_tg8_stars_wait_until_the_provider_is_done(shop: Station, provider: str) -> None:
    """While it works on it nothing moves; refused at last, nothing has moved."""
    payment = await bought(shop, provider)
    await shop.api.post(f"/admin/payments/{provider}/habits", json={"refund": "pending"})
    refund = await shop.core.refunds.refund_money(whole(payment), shop.admin)
    assert refund.status is RefundState.REQUESTED
    assert await shop.balance() == Stars.of(217)
    with pytest.raises(AlreadyDone):
        await shop.core.refunds.refund_money(whole(payment), shop.admin)
    (there,) = await refunds_there(shop, provider)
    await shop.api.post(f"/admin/payments/{provider}/refunds/{there['id']}", json={"state": "refused"})
    await has_state(shop, refund, RefundState.REFUSED)
    assert await shop.balance() == Stars.of(217)
    assert (await fresh(shop, payment)).status is PaymentStatus.COMPLETED


async def test_tg6_n8_a_lost_answer_is_unknown_until_it_is_found(
    shop: Station, expect_log: Callable[[str], None]
) -> None:
    """The provider did it and nobody heard: found by our mark, and done once."""
    expect_log("")
    payment = await bought(shop)
    await shop.fault("POST", "/refunds$", {"kind": "drop_after"})
    refund = await shop.core.refunds.refund_money(whole(payment), shop.admin)
    assert refund.status in (RefundState.UNKNOWN, RefundState.CONFIRMED)
    await has_state(shop, refund, RefundState.CONFIRMED)
    assert len(await refunds_there(shop)) == 1
    assert await shop.balance() == Stars(0)


async def test_an_unknown_refund_without_a_number_is_ended_by_a_person(
    shop: Station, expect_log: Callable[[str], None]
) -> None:
    """Robokassa never told the number: a person looks into the cabinet and says it, once."""
    expect_log("")
    payment = await bought(shop, "robokassa")
    await shop.fault("POST", "/Refund/Create$", {"kind": "drop_after"})
    refund = await shop.core.refunds.refund_money(whole(payment), shop.admin)
    assert refund.status is RefundState.UNKNOWN
    assert await shop.balance() == Stars.of(217)
    done = await shop.core.refunds.resolve_unknown(
        refund.id, was_returned=True, reason="seen in the cabinet", operator=shop.admin
    )
    assert done.status is RefundState.CONFIRMED
    assert await shop.balance() == Stars(0)
    with pytest.raises(AlreadyDone):
        await shop.core.refunds.resolve_unknown(
            refund.id, was_returned=False, reason="no, not seen", operator=shop.admin
        )


async def test_a_double_press_is_one_refund(shop: Station) -> None:
    """The same form twice asks once."""
    payment = await bought(shop)
    asked = whole(payment)
    first = await shop.core.refunds.refund_money(asked, shop.admin)
    second = await shop.core.refunds.refund_money(asked, shop.admin)
    assert first.id == second.id
    assert len(await refunds_there(shop)) == 1


async def test_who_may_not_refunds_nothing(shop: Station) -> None:
    """Support may not send real money back; too much is refused for everybody; a reason is needed."""
    payment = await bought(shop)
    asked = whole(payment)
    cases: list[tuple[RefundRequest, Operator, type[AppError]]] = [
        (asked, Operator(id="s", name="Support", role=Role.SUPPORT), NotAllowed),
        (_with(asked, amount=Money(50_001, "RUB")), shop.admin, InputError),
        (_with(asked, amount=Money(500, "USD")), shop.admin, InputError),
        (_with(asked, reason="  "), shop.admin, InputError),
    ]
    for order, operator, error in cases:
        with pytest.raises(error):
            await shop.core.refunds.refund_money(order, operator)
    assert await refunds_there(shop) == []


def _with(asked: RefundRequest, **change: Any) -> RefundRequest:
    return replace(asked, operation_id=new_id(), **change)


async def test_what_a_provider_cannot_return_is_recorded_by_hand(shop: Station) -> None:
    """A bank transfer goes back outside; its record takes the stars the same way."""
    asked = InvoiceRequest(
        operation_id=new_id(), customer_id=ANNA, provider="manual", product="stars.217", currency="RUB"
    )
    made = await shop.core.invoices.create(asked, shop.admin)
    from core.services.quarantine import UnboundPayment

    done = await shop.core.quarantine.credit_unbound(
        UnboundPayment(
            provider="manual",
            external_id="receipt 7",
            invoice_number=made.number,
            amount=made.amount,
            reason="cash at the desk",
        ),
        shop.admin,
    )
    assert done.payment is not None
    with pytest.raises(CannotDo):
        await shop.core.refunds.refund_money(whole(done.payment), shop.admin)
    await shop.core.refunds.record_money_returned(whole(done.payment), shop.admin)
    assert await shop.balance() == Stars(0)
    assert await shop.findings() == []


async def test_a_role_taken_away_counts_at_once_for_every_decision_about_money(shop: Station) -> None:
    """The window still holds the operator of yesterday: whoever was demoted decides nothing any more."""
    payment = await bought(shop)
    stale = Operator(id=new_id(), name="Pia", role=Role.SENIOR)
    await shop.core.db.write(lambda tx: know(tx, replace(stale, role=Role.SUPPORT)))
    core, why = shop.core, "seen in the cabinet"
    for decision in (
        core.quarantine.reject(payment.id, reason=why, operator=stale),
        core.quarantine.complete_stuck(payment.invoice_number or 0, reason=why, operator=stale),
        core.refunds.resolve_unknown("r", was_returned=True, reason=why, operator=stale),
        core.difference_desk.do("d", stale),
        core.difference_desk.ignore("d", stale, reason=why),
        core.promos.switch("SPRING", is_on=True, operator=stale),
    ):
        with pytest.raises(NotAllowed):
            await decision
