"""What each deed about money leaves behind: exactly these audit rows and these messages, and a repeat none.

A line left out anywhere in a service shows here: the audit and the outbox are read before and after.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.db import bot_store, payment_store, promo_store, refund_store
from core.db.database import Tx
from core.db.tables import Account
from core.domain import deeds as makers
from core.domain.bots import Bot
from core.domain.caps import Cap
from core.domain.deeds import DeedKind
from core.domain.payments import InvoiceStatus, Payment
from core.domain.people import Role
from core.domain.promos import Promo, PromoKind
from core.domain.providers import EventKind, RefundState
from core.ids import new_id
from core.money import Money, Stars
from core.services import invoices, promos, quarantine, refunds
from core.services.deeds import Waiting
from core.services.price_lists import PriceLists
from tests.fakes import till
from tests.fakes.hands import Hands, charge, credit, debit, endow, open_hands, operator

SAM, OLGA, ADAM = (
    operator("Sam", Role.SUPPORT),
    operator("Olga", Role.SENIOR),
    operator("Adam", Role.ADMIN),
)
BOT = "neuro_blogger"
STAFF = Bot(name=BOT, owner_id=700, group_id=-1001, errors_id=-1002)


@pytest.fixture
async def hands(tmp_path: Path) -> AsyncIterator[Hands]:
    """Three operators, one customer, the price lists, and a bot with all its people."""
    opened = await open_hands(tmp_path, SAM, OLGA, ADAM, customers=1)
    await PriceLists(opened.db, opened.clock).install_built_in()
    await opened.db.write(lambda tx: bot_store.put(tx, STAFF))
    yield opened
    await opened.db.close()


Deed = Callable[[Tx], object]


async def traces(hands: Hands, deed: Deed | Awaitable[object]) -> tuple[list[str], list[str]]:
    """Do it, and return the audit rows and the messages that it left, in order."""

    def after(seq: int, message: str) -> tuple[list[str], list[str]]:
        run = Account._meta.database.execute_sql
        audit = run("SELECT action FROM audit WHERE seq > ? ORDER BY seq", (seq,)).fetchall()
        told = run("SELECT receiver, kind FROM outbox WHERE id > ? ORDER BY id", (message,)).fetchall()
        return [row[0] for row in audit], [f"{row[0]}:{row[1]}" for row in told]

    def ends() -> tuple[int, str]:
        run = Account._meta.database.execute_sql
        seq = run("SELECT COALESCE(MAX(seq), 0) FROM audit").fetchone()[0]
        return int(seq), str(run("SELECT COALESCE(MAX(id), '') FROM outbox").fetchone()[0])

    before = await hands.db.read(ends)
    await (hands.db.write(deed) if callable(deed) else deed)
    return await hands.db.read(lambda: after(*before))


async def sold(hands: Hands, product: str = "stars.217", **more: object) -> Callable[..., Deed]:
    """Make an invoice; returns what lets its money arrive, as asked or otherwise."""
    made = await hands.db.write(lambda tx: till.invoice(tx, 1, product, **more))  # type: ignore[arg-type]

    def arrives(**change: object) -> Deed:
        return lambda tx: till.pay(tx, made, **change)  # type: ignore[arg-type]

    return arrives


async def newest(hands: Hands) -> Payment:
    """Return the newest payment."""
    sql = "SELECT id FROM payment ORDER BY id DESC LIMIT 1"
    ident = await hands.db.read(lambda: Account._meta.database.execute_sql(sql).fetchone()[0])
    found = await hands.db.read(lambda: payment_store.payment(ident))
    assert found is not None
    return found


async def test_money_that_arrives(hands: Hands) -> None:
    """Credited, repeated, contradicted, kept, failed, expired: each tells the right people once."""
    assert await traces(hands, lambda tx: till.invoice(tx, 1)) == (["invoice.create"], [])
    arrives = await sold(hands)
    credited = ["customer:payment_credited", "owner:staff_paid", "group:staff_paid"]
    assert await traces(hands, arrives()) == (["ledger.topup", "payment.complete"], credited)
    assert await traces(hands, arrives()) == ([], [])
    twice = arrives(amount=Money(1, "RUB"))
    assert await traces(hands, twice) == (["payment.conflict"], ["errors:staff_conflict"])
    more = arrives(external_id="shop:another")
    held = ["customer:payment_under_review", "errors:staff_quarantined"]
    assert await traces(hands, more) == (["payment.quarantine"], held)
    late = await sold(hands)
    failed = ["customer:payment_failed"]
    assert await traces(hands, late(kind=EventKind.FAILED, amount=None)) == (["invoice.failed"], failed)
    made = await hands.db.write(lambda tx: till.invoice(tx, 1))

    def cancel(tx: Tx) -> object:
        return invoices.move(tx, made, InvoiceStatus.CANCELLED, actor="Olga", reason="not wanted")

    assert await traces(hands, cancel) == (["invoice.cancelled"], [])
    given_up = await sold(hands)
    assert await traces(hands, given_up(kind=EventKind.EXPIRED)) == (["invoice.expired"], [])
    plan = await sold(hands, "plan.neurophoto")
    audit, told = await traces(hands, plan())
    assert audit == ["ledger.plan_purchase", "period.open", "payment.complete"]
    assert told == ["customer:plan_bought", "owner:staff_plan_bought", "group:staff_plan_bought"]


async def test_money_that_goes_back(hands: Hands) -> None:
    """Asked for, refused, confirmed with a debt, the debt paid or forgiven."""
    await hands.db.write((await sold(hands))())
    payment = await newest(hands)
    await hands.db.write(lambda tx: _take(tx, Stars.of(200)))

    def ask(tx: Tx) -> object:
        return refunds.request(
            tx, payment, operation_id="first", amount=Money(50_000, "RUB"), actor="Olga", reason="asked for"
        )

    assert await traces(hands, ask) == (["refund.request"], [])
    assert await traces(hands, ask) == ([], [])
    assert await traces(hands, lambda tx: _end(tx, payment, RefundState.REQUESTED)) == ([], [])
    assert await traces(hands, lambda tx: _end(tx, payment, RefundState.UNKNOWN)) == (["refund.unknown"], [])
    refused = ["refund.refused"]
    assert await traces(hands, lambda tx: _end(tx, payment, RefundState.REFUSED)) == (refused, [])
    await hands.db.write(
        lambda tx: refunds.request(
            tx, payment, operation_id="again", amount=Money(50_000, "RUB"), actor="Olga", reason="asked again"
        )
    )
    audit, told = await traces(hands, lambda tx: _end(tx, payment, RefundState.CONFIRMED))
    assert audit == ["ledger.reversal", "refund.confirmed"]
    assert told == ["customer:payment_refunded", "owner:staff_refunded"]
    assert await traces(hands, lambda tx: _end(tx, payment, RefundState.CONFIRMED)) == ([], [])
    (debt,) = await hands.db.read(lambda: refund_store.debts_of(1))
    assert debt.stars == Stars.of(200)
    forgiven = makers.end_debt(debt_id=debt.id, is_paid=False, reason="a good customer")
    assert await traces(hands, hands.deeds.do(forgiven, OLGA)) == (["debt.forgiven", "deed.end_debt"], [])
    assert await traces(hands, hands.deeds.do(forgiven, OLGA)) == ([], [])


async def test_money_in_quarantine(hands: Hands) -> None:
    """Rejected or credited by a person: the decision, what it moved, the payer."""
    await hands.db.write((await sold(hands))(amount=Money(1, "RUB")))
    first = await newest(hands)
    no = await traces(hands, lambda tx: quarantine.reject(tx, first.id, reason="not ours", operator=OLGA))
    assert no == (["payment.reject"], [])
    await hands.db.write((await sold(hands))(amount=Money(49_000, "RUB")))
    second = await newest(hands)
    deed = makers.credit_quarantine(payment_id=second.id, invoice_number=None, reason="a gift of the house")
    audit, told = await traces(hands, hands.deeds.do(deed, OLGA))
    assert audit == ["ledger.topup", "payment.complete", "deed.credit_quarantine"]
    assert told == ["customer:payment_credited", "owner:staff_paid", "group:staff_paid"]


async def test_balances_by_hand(hands: Hands) -> None:
    """Given, taken, undone, made good: a transfer, the deed, and the customer hears of it unless silent."""
    heard = ["customer:balance_changed"]
    given = credit(1, 100)
    assert await traces(hands, hands.deeds.do(given, SAM)) == (["ledger.grant", "deed.credit"], heard)
    assert await traces(hands, hands.deeds.do(given, SAM)) == ([], [])
    taken = debit(1, 10)
    assert await traces(hands, hands.deeds.do(taken, SAM)) == (["ledger.deduction", "deed.debit"], heard)
    quiet = replace(credit(1, 5), arguments={**credit(1, 5).arguments, "silence": "he knows"})
    assert await traces(hands, hands.deeds.do(quiet, SAM)) == (["ledger.grant", "deed.credit"], [])
    sql = "SELECT id FROM transfer WHERE kind = 'grant' ORDER BY id LIMIT 1"
    ident = await hands.db.read(lambda: Account._meta.database.execute_sql(sql).fetchone()[0])
    undone = makers.reverse(operation_id=new_id(), transfer_id=ident, reason="by mistake")
    await hands.db.write(lambda tx: endow(tx, 1, Stars.of(50)))
    assert await traces(hands, hands.deeds.do(undone, OLGA)) == (["ledger.reversal", "deed.reverse"], heard)
    paid = await hands.db.write(lambda tx: charge(tx, 1, 1, Stars.of(20)))
    good = makers.compensate(operation_id=new_id(), charges=[(paid, Stars.of(5))], reason="a bad result")
    made = await traces(hands, hands.deeds.do(good, SAM))
    assert made == (["ledger.compensation", "deed.compensate"], heard)
    back = makers.refund_stars(charge_id=paid, number=1, amount=Stars.of(5), reason="a bad result")
    assert await traces(hands, hands.deeds.do(back, SAM)) == (["ledger.refund", "deed.refund_stars"], heard)


async def test_four_eyes_and_broken_glass(hands: Hands) -> None:
    """Asked, agreed to, refused, withdrawn, run out, done alone past all caps: each stands in the audit."""
    waiting = [await _waits(hands) for _ in range(3)]
    assert await traces(hands, hands.deeds.do(credit(1, 600), SAM)) == (["approval.ask"], [])

    def agree() -> Awaitable[object]:
        one = waiting[0].approval
        return hands.approvals.approve(one.id, plan_hash=one.plan_hash, reason="seen", operator=OLGA)

    audit, told = await traces(hands, agree())
    assert audit == ["approval.approved", "ledger.grant", "deed.credit"]
    assert told == ["customer:balance_changed"]
    no = hands.approvals.refuse(waiting[1].approval.id, reason="too much", operator=OLGA)
    assert await traces(hands, no) == (["approval.refused"], [])
    back = hands.approvals.withdraw(waiting[2].approval.id, reason="by mistake", operator=SAM)
    assert await traces(hands, back) == (["approval.withdrawn"], [])
    hands.clock.go(days=2)
    assert await traces(hands, hands.approvals.expire()) == (["approval.expire"], [])
    alone = hands.deeds.do(credit(1, 20_000), ADAM, glass_reason="the owner is on the phone")
    audit, _told = await traces(hands, alone)
    assert audit == ["ledger.grant", "break_glass.credit"]
    cap = Cap(
        role=Role.SUPPORT,
        kind=DeedKind.CREDIT,
        action=Stars.of(1),
        operator_day=Stars.of(2),
        customer_day=Stars.of(3),
    )
    for expected in (["cap.change"], []):
        change = hands.deeds.set_cap(cap, reason="less for all", operator=ADAM)
        assert await traces(hands, change) == (expected, [])


async def test_promo_codes(hands: Hands) -> None:
    """A code of stars or of a plan: what it gave and that it was used, together."""

    def make(tx: Tx) -> None:
        for code, kind, plan in (("STARS", PromoKind.STARS, ""), ("PLAN", PromoKind.PLAN, "neurophoto")):
            made = Promo(
                code=code, kind=kind, plan=plan, stars=Stars.of(10), valid_from=tx.now - timedelta(days=1)
            )
            promo_store.add(tx, made)

    await hands.db.write(make)
    stars = await traces(hands, lambda tx: promos.redeem(tx, "STARS", 1, actor="Olga", actor_id="Olga"))
    assert stars == (["ledger.grant", "promo.redeem"], ["customer:balance_changed"])
    audit, told = await traces(hands, lambda tx: promos.redeem(tx, "PLAN", 1, actor="Olga", actor_id="Olga"))
    assert audit == ["ledger.grant", "period.open", "promo.redeem"]
    assert told == ["customer:plan_given"]


def _take(tx: Tx, stars: Stars) -> None:
    charge(tx, 9, 1, stars)


def _end(tx: Tx, payment: Payment, state: RefundState) -> bool:
    return refunds.end(tx, refund_store.of_payment(payment.id)[-1], state, actor="Olga")


async def _waits(hands: Hands) -> Waiting:
    waiting = await hands.deeds.do(credit(1, 600), SAM)
    assert isinstance(waiting, Waiting)
    return waiting
