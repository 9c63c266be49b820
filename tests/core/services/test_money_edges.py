"""Edges of money that one changed line would move: worth of plans, ends of holds, links asked at once."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core.db import deed_store, ledger_store, operator_store, payment_store
from core.db.tables import Account
from core.domain.deeds import Deed, DeedKind
from core.domain.ledger import ESCROW, REVENUE_TRAINING, customer_account
from core.domain.people import Role
from core.domain.price_lists import PriceList
from core.domain.providers import Order, PayLink
from core.errors import AlreadyDone, CannotApprove, ConfirmNeeded, InputError, NotFound, PlanChanged
from core.ids import new_id
from core.money import ZERO, Money, Stars
from core.services import deeds_of_money, payments, price_lists, quarantine, refunds
from core.services.deeds import Waiting
from core.services.invoices import InvoiceRequest
from core.services.plan_deeds import gift_deed, worth
from core.services.price_lists import PriceLists
from core.services.subscriptions import Gift
from tests.fakes import till
from tests.fakes.hands import Hands, credit, debit, endow, know, open_hands, operator
from tests.fakes.plan_house import ADMIN, ANNA, FakeProvider, PlanHouse, open_plan_house

OLGA = operator("Olga", Role.SENIOR)


@pytest.fixture
async def hands(tmp_path: Path) -> AsyncIterator[Hands]:
    """A senior, two customers, the built-in prices."""
    opened = await open_hands(tmp_path, OLGA, replace(ADMIN, id="boss", name="Boss"))
    await PriceLists(opened.db, opened.clock).install_built_in()
    yield opened
    await opened.db.close()


async def without_stars(hands: Hands) -> PriceList:
    """Put a list in force that sells NeuroPhoto for its money alone."""
    listed = await PriceLists(hands.db, hands.clock).current()
    body = json.loads(price_lists.to_text(listed))
    body["version"], body["valid_from"] = "bare", (hands.clock.now() - timedelta(hours=1)).isoformat()
    for one in body["products"]:
        if one["plan"] == "neurophoto":
            one["stars"] = 0
    boss = operator("boss", Role.ADMIN)
    return await PriceLists(hands.db, hands.clock).add(json.dumps(body), boss)


def gift(days: int | None = None) -> Deed:
    """Return the gift of NeuroPhoto to the first customer."""
    given = Gift(operation_id=new_id(), customer_id=1, plan="neurophoto", days=days, reason="a good reason")
    return gift_deed(given)


async def test_tl2_a_plan_sold_without_stars_counts_as_its_money(hands: Hands) -> None:
    """A list that lets no stars come with a plan makes neither a gift nor a credit of it free of the caps."""
    before = await hands.db.read(lambda: worth("neurophoto", None))
    assert before == Stars.of(476)
    await without_stars(hands)
    after = await hands.db.read(lambda: worth("neurophoto", None))
    assert after.hundredths >= before.hundredths
    seen = await hands.deeds.preview(gift(), OLGA)
    made = await hands.db.write(lambda tx: till.invoice(tx, 2, "plan.neurophoto"))
    assert made.stars == ZERO
    unbound = Deed(
        kind=DeedKind.CREDIT_UNBOUND,
        operation_id=new_id(),
        arguments={
            "provider": made.provider,
            "external_id": "shop:x",
            "invoice": made.number,
            "amount": made.amount.minor,
            "currency": made.amount.currency,
        },
        reason="a good reason",
    )
    measure = await hands.db.read(lambda: deeds_of_money.measure_unbound(unbound))
    assert measure.stars.hundredths >= before.hundredths
    assert seen.plan_hash


@pytest.mark.parametrize(("days", "stars"), [(30, 47_600), (1, 1_587), (31, 49_187), (None, 47_600)])
async def test_plan_time_is_worth_its_days_rounded_up(hands: Hands, days: int | None, stars: int) -> None:
    """By days, and never rounded in favour of who gives: 30 single days are no less than a month."""
    assert await hands.db.read(lambda: worth("neurophoto", days)) == Stars(stars)


async def test_i10_a_hold_ends_once_whole_and_in_one_way(hands: Hands) -> None:
    """Settled is never released, nor the reverse; a repeat is the stored end; its amount is the hold’s."""
    await hands.db.write(lambda tx: endow(tx, 1, Stars.of(100)))

    def hold(tx: object, number: str) -> None:
        payments.hold(tx, attempt_id=number, customer_id=1, amount=Stars(3_333), actor="x")  # type: ignore[arg-type]

    for number in ("a", "b"):
        await hands.db.write(lambda tx, one=number: hold(tx, one))  # type: ignore[misc]
    first = await hands.db.write(lambda tx: payments.settle(tx, attempt_id="a", actor="x"))
    assert await hands.db.write(lambda tx: payments.settle(tx, attempt_id="a", actor="x")) == first
    with pytest.raises(AlreadyDone):
        await hands.db.write(lambda tx: payments.release(tx, attempt_id="a", customer_id=1, actor="x"))
    back = await hands.db.write(lambda tx: payments.release(tx, attempt_id="b", customer_id=1, actor="x"))
    assert (first.amount, back.amount) == (Stars(3_333), Stars(3_333))
    with pytest.raises(AlreadyDone):
        await hands.db.write(lambda tx: payments.settle(tx, attempt_id="b", actor="x"))
    with pytest.raises(NotFound):
        await hands.db.write(lambda tx: payments.settle(tx, attempt_id="c", actor="x"))
    balances = await hands.db.read(
        lambda: [ledger_store.balance(one) for one in (customer_account(1), ESCROW, REVENUE_TRAINING)]
    )
    assert balances == [Stars(6_667), ZERO, Stars(3_333)]


async def test_i8_stars_of_a_charge_go_back_once_and_no_more_than_it_took(hands: Hands) -> None:
    """More than the charge is clamped to its rest; when nothing is left it is said, and no row is written."""
    await hands.db.write(lambda tx: endow(tx, 1, Stars.of(100)))

    def refund(tx: object, number: int, amount: Stars | None) -> Stars:
        done = payments.refund_charge(
            tx,  # type: ignore[arg-type]
            charge_id=charge_id,
            number=number,
            amount=amount,
            actor="x",
            reason="a bad result",
        )
        return done.amount

    held = await hands.db.write(
        lambda tx: payments.hold(tx, attempt_id="a", customer_id=1, amount=Stars.of(30), actor="x")
    )
    charge_id = held.id
    with pytest.raises(AlreadyDone):
        await hands.db.write(lambda tx: refund(tx, 1, None))
    await hands.db.write(lambda tx: payments.settle(tx, attempt_id="a", actor="x"))
    assert await hands.db.write(lambda tx: refund(tx, 1, Stars.of(20))) == Stars.of(20)
    assert await hands.db.write(lambda tx: refund(tx, 2, Stars.of(99))) == Stars.of(10)
    with pytest.raises(AlreadyDone):
        await hands.db.write(lambda tx: refund(tx, 3, Stars.of(1)))
    assert await hands.db.read(lambda: ledger_store.balance(customer_account(1))) == Stars.of(100)


class SlowProvider(FakeProvider):
    """Knows no order again: every call makes another one."""

    made = 0

    async def link(self, order: Order) -> PayLink:
        """Make an order, as slowly as a network does."""
        await asyncio.sleep(0.01)
        self.made += 1
        return PayLink(url=f"https://pay.example/{order.number}/{self.made}")


async def test_two_who_ask_for_a_link_at_once_get_the_same_one(tmp_path: Path) -> None:
    """The provider is asked once: no second order is left there that somebody could pay as well."""
    async with open_plan_house(tmp_path) as opened:
        house = PlanHouse(opened.db, opened.clock, SlowProvider())
        made = await house.write(lambda tx: till.invoice(tx, ANNA))
        links = await asyncio.gather(*(house.invoices.link(made.number) for _ in range(8)))
        assert {one.url for one in links} == {f"https://pay.example/{made.number}/1"}
        asked = InvoiceRequest(
            operation_id=new_id(), customer_id=ANNA, provider="robokassa", product="stars.217", currency="RUB"
        )
        both = await asyncio.gather(*(house.invoices.create(asked, ADMIN) for _ in range(2)))
        assert len({(one.number, one.url) for one in both}) == 1
        assert both[0].amount == Money(50_000, "RUB")


async def test_the_password_is_asked_for_by_what_the_database_knows(hands: Hands) -> None:
    """Agreeing, breaking the glass, changing a cap: a window that knows of no password yet proves nothing."""
    boss, sam = operator("boss", Role.ADMIN), operator("Sam", Role.SUPPORT)
    await hands.db.write(lambda tx: know(tx, sam))
    waiting = await hands.deeds.do(credit(1, 600), sam)
    assert isinstance(waiting, Waiting)
    for who in (boss, OLGA):
        await hands.db.write(lambda tx, one=who: operator_store.set_password(tx, one.id, "a hash"))  # type: ignore[misc]
    assert not boss.has_password
    cap = await hands.db.read(lambda: deed_store.cap(Role.SUPPORT, DeedKind.CREDIT))
    one = waiting.approval
    for deed in (
        hands.approvals.approve(one.id, plan_hash=one.plan_hash, reason="seen", operator=OLGA),
        hands.deeds.do(credit(1, 20_000), boss, glass_reason="the owner is on the phone"),
        hands.deeds.set_cap(replace(cap, action=Stars.of(9)), reason="less for all", operator=boss),
    ):
        with pytest.raises(ConfirmNeeded):
            await deed
    assert await hands.payments.balance(1) == ZERO


async def test_s40_a_plan_that_was_written_over_is_never_agreed_to(hands: Hands) -> None:
    """Smaller shares in the stored plan would pass the approver’s own caps: the hash is of every letter."""
    sam = operator("Sam", Role.SUPPORT)
    await hands.db.write(lambda tx: know(tx, sam))
    waiting = await hands.deeds.do(credit(1, 9_000), sam)
    assert isinstance(waiting, Waiting)
    one = waiting.approval

    def agree() -> Awaitable[object]:
        return hands.approvals.approve(one.id, plan_hash=one.plan_hash, reason="seen", operator=OLGA)

    with pytest.raises(CannotApprove):
        await agree()

    def forge(tx: object) -> None:
        del tx
        run = Account._meta.database.execute_sql
        run("DROP TRIGGER approval_plan_is_fixed")
        run("UPDATE approval SET plan = replace(plan, '\"1\":900000', '\"1\":1')")

    await hands.db.write(forge)
    with pytest.raises(PlanChanged):
        await agree()
    assert await hands.payments.balance(1) == ZERO


async def test_tc13_money_in_quarantine_goes_back_whole_and_is_decided_once(hands: Hands) -> None:
    """No part of it goes back; what was rejected, for a reason, is neither rejected again nor credited."""
    nobody: Any = None
    desk = quarantine.Quarantine(hands.db, nobody, nobody, hands.deeds)
    made = await hands.db.write(lambda tx: till.invoice(tx, 1))
    done = await hands.db.write(lambda tx: till.pay(tx, made, amount=Money(49_000, "RUB")))
    payment = done.payment
    assert payment is not None
    for amount in (Money(48_999, "RUB"), Money(49_001, "RUB"), Money(0, "RUB"), Money(49_000, "USD")):
        with pytest.raises(InputError):
            await hands.db.read(lambda part=amount: refunds.require_refundable(payment, part))  # type: ignore[misc]
    await hands.db.read(lambda: refunds.require_refundable(payment, Money(49_000, "RUB")))
    with pytest.raises(InputError):
        await desk.reject(payment.id, reason=" ", operator=OLGA)
    await desk.reject(payment.id, reason="not ours", operator=OLGA)
    for again in (
        desk.reject(payment.id, reason="not ours", operator=OLGA),
        desk.credit(payment.id, reason="ours after all", operator=OLGA),
    ):
        with pytest.raises(AlreadyDone):
            await again
    assert await hands.payments.balance(1) == ZERO


async def test_tl2_what_one_agrees_to_is_of_ones_own_day(hands: Hands) -> None:
    """Done or only agreed to, it counts against who agreed: nobody lends a limit to two at once."""
    sam = operator("Sam", Role.SUPPORT)
    await hands.db.write(lambda tx: know(tx, sam))
    cap = await hands.db.read(lambda: deed_store.cap(Role.SENIOR, DeedKind.CREDIT))
    await hands.db.write(lambda tx: deed_store.set_cap(tx, replace(cap, operator_day=Stars.of(1_300))))

    async def agreed(deed: Deed) -> str:
        waiting = await hands.deeds.do(deed, sam)
        assert isinstance(waiting, Waiting)
        one = waiting.approval
        if deed.kind is DeedKind.DEBIT:  # the stars are spent meanwhile: it stays agreed to
            await hands.db.write(
                lambda tx: payments.hold(tx, attempt_id="a", customer_id=1, amount=Stars.of(600), actor="x")
            )
        done = await hands.approvals.approve(one.id, plan_hash=one.plan_hash, reason="seen", operator=OLGA)
        return done.status.value

    assert await agreed(credit(1, 600)) == "done"
    assert (await hands.deeds.preview(credit(2, 700), OLGA)).excess is None
    assert (await hands.deeds.preview(credit(2, 701), OLGA)).excess is not None
    assert await agreed(debit(1, 600)) == "approved"
    assert (await hands.deeds.preview(credit(2, 100), OLGA)).excess is None
    assert (await hands.deeds.preview(credit(2, 101), OLGA)).excess is not None


async def test_b12_i8_no_test_buys_stars_and_no_more_goes_back_than_came(hands: Hands) -> None:
    """Test money is credited for test products only, by a person too; of a payment its rest goes back."""
    made = await hands.db.write(lambda tx: till.invoice(tx, 1))
    test = await hands.db.write(lambda tx: till.pay(tx, made, is_test=True))
    nobody: Any = None
    desk = quarantine.Quarantine(hands.db, nobody, nobody, hands.deeds)
    assert test.payment is not None
    with pytest.raises(InputError):
        await desk.credit(test.payment.id, reason="a good reason", operator=OLGA)
    assert await hands.payments.balance(1) == ZERO
    real = (await hands.db.write(lambda tx: till.pay(tx, made))).payment
    assert real is not None
    await hands.db.write(lambda tx: till.give_back(tx, real, Money(20_000, "RUB")))
    left = await hands.db.read(lambda: payment_store.payment(real.id))
    assert left is not None
    with pytest.raises(InputError):
        await hands.db.read(lambda: refunds.require_refundable(left, Money(30_001, "RUB")))
    await hands.db.read(lambda: refunds.require_refundable(left, Money(30_000, "RUB")))
