"""Where two rights make a wrong: money that two things happen to, and what must become of it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TypeVar

import pytest

from core.db import ledger_store, payment_store, people_store, refund_store, verify_store
from core.db.database import Database, Tx
from core.domain.ledger import customer_account
from core.domain.payments import Invoice, InvoiceStatus, Payment
from core.domain.people import CustomerDraft, Operator, Role
from core.domain.providers import EventKind, RefundState
from core.errors import AlreadyDone
from core.ids import new_id
from core.money import Money, Stars
from core.services import quarantine, refunds
from core.services.price_lists import PriceLists
from core.services.process_payment import Outcome, Processed
from core.services.quarantine import UnboundPayment
from tests.fakes import till
from tests.fakes.hands import know
from tests.fakes.station import FastClock

ANNA = 5_000_000_001
OLGA = Operator(id="o", name="Olga", role=Role.ADMIN)
LITTLE = Money(10_000, "RUB")
T = TypeVar("T")


@pytest.fixture
async def house(db: Database, fast_clock: FastClock) -> AsyncIterator[Database]:
    """A customer and the price lists; at the end every invariant holds."""
    await PriceLists(db, fast_clock).install_built_in()
    await db.write(lambda tx: people_store.add_customer(tx, CustomerDraft(telegram_id=ANNA, bot="neuro")))
    await db.write(lambda tx: know(tx, OLGA))
    yield db
    for rule in verify_store.RULES:
        assert await db.read(lambda name=rule: verify_store.findings(name)) == [], rule  # type: ignore[misc]


async def sold(house: Database, product: str = "stars.217", **more: object) -> Invoice:
    """Make an invoice."""
    return await house.write(lambda tx: till.invoice(tx, ANNA, product, **more))  # type: ignore[arg-type]


async def pay(house: Database, made: Invoice, **change: object) -> Processed:
    """Let its money arrive, as asked or otherwise."""
    return await house.write(lambda tx: till.pay(tx, made, **change))  # type: ignore[arg-type]


async def held(house: Database, made: Invoice, **change: object) -> Payment:
    """Let too little money arrive: it waits in quarantine."""
    done = await pay(house, made, **({"amount": LITTLE} | change))
    assert done.outcome is Outcome.QUARANTINED
    assert done.payment is not None
    return done.payment


async def status(house: Database, made: Invoice) -> InvoiceStatus:
    """Return how an invoice stands."""
    found = await house.read(lambda: payment_store.invoice(made.number))
    assert found is not None
    return found.status


async def went_back(house: Database, made: Invoice, amount: Money | None, **change: object) -> Processed:
    """Let the provider tell that money of an invoice went back."""
    told = {"kind": EventKind.REFUNDED, "amount": amount, "refund_id": new_id()} | change
    return await pay(house, made, **told)


async def give_back(house: Database, payment: Payment) -> None:
    """Refund a payment whole, confirmed by the provider."""

    def write(tx: Tx) -> None:
        fresh = payment_store.payment(payment.id)
        assert fresh is not None
        assert fresh.amount is not None
        till.give_back(tx, fresh, fresh.amount)

    await house.write(write)


async def test_t27_part_of_money_in_quarantine_came_back_a_person_must_look(house: Database) -> None:
    """Nothing was credited and it is not whole: no state fits, so it is shown and nothing breaks."""
    made = await sold(house)
    await held(house, made)
    done = await went_back(house, made, Money(1_000, "RUB"))
    assert done.outcome is Outcome.CONFLICT
    assert (await went_back(house, made, LITTLE)).outcome is Outcome.REFUNDED
    assert await status(house, made) is InvoiceStatus.REFUNDED


async def test_t27_rejected_money_went_back_a_person_must_look(house: Database) -> None:
    """It was decided about; that the provider returned it is shown and breaks nothing."""
    made = await sold(house)
    payment = await held(house, made)
    await house.write(lambda tx: quarantine.reject(tx, payment.id, reason="not ours", operator=OLGA))
    assert (await went_back(house, made, LITTLE)).outcome is Outcome.CONFLICT


async def test_t27_money_without_a_sum_went_back_without_a_sum(house: Database) -> None:
    """Nobody named a sum: a person must look, and the notice is no bug."""
    made = await sold(house)
    await held(house, made, amount=None)
    assert (await went_back(house, made, None)).outcome is Outcome.CONFLICT


@pytest.mark.parametrize("decides", [quarantine.reject, quarantine.credit])
async def test_tc13_money_on_its_way_back_is_not_decided_about(house: Database, decides: object) -> None:
    """A refund that has no end yet would meet a payment that is rejected, or credited with stars."""
    made = await sold(house)
    payment = await held(house, made)

    def ask(tx: Tx) -> None:
        refunds.request(tx, payment, operation_id="r1", amount=LITTLE, actor="Olga", reason="too little")

    await house.write(ask)

    def decide(tx: Tx) -> object:
        if decides is quarantine.reject:
            return quarantine.reject(tx, payment.id, reason="not ours", operator=OLGA)
        return quarantine.credit(tx, payment.id, None, reason="let it be", operator=OLGA)

    with pytest.raises(AlreadyDone, match="no end yet"):
        await house.write(decide)
    refund = await house.read(lambda: refund_store.by_operation("r1"))
    assert refund is not None
    await house.write(lambda tx: refunds.end(tx, refund, RefundState.CONFIRMED, actor="Olga"))
    assert await status(house, made) is InvoiceStatus.REFUNDED


async def test_s8_an_invoice_whose_money_was_credited_on_another_waits_no_more(house: Database) -> None:
    """The money bought something else; its first invoice is closed, not left in quarantine for ever."""
    first, second = await sold(house), await sold(house)
    payment = await held(house, first)
    await house.write(
        lambda tx: quarantine.credit(tx, payment.id, second.number, reason="meant this", operator=OLGA)
    )
    assert await status(house, first) is InvoiceStatus.REJECTED
    assert await status(house, second) is InvoiceStatus.COMPLETED


async def test_t17_an_invoice_all_whose_money_went_back_is_refunded(house: Database) -> None:
    """Two payments stood in quarantine for it; the second return ends it."""
    made = await sold(house)
    payments = [await held(house, made), await held(house, made, external_id="shop:again")]
    for payment in payments:
        await give_back(house, payment)
    assert await status(house, made) is InvoiceStatus.REFUNDED


async def test_th12_one_renewal_given_back_does_not_refund_the_first_payment(house: Database) -> None:
    """The invoice is refunded in part until every payment of it went back."""
    made = await sold(house, "plan.neurophoto", currency="XTR", provider="telegram", is_recurring=True)
    first = await pay(house, made, is_recurring=True, is_first_recurring=True)
    again = await pay(house, made, is_recurring=True, external_id="neuro:2")
    assert first.payment is not None
    assert again.payment is not None
    await give_back(house, again.payment)
    assert await status(house, made) is InvoiceStatus.PARTLY_REFUNDED
    await give_back(house, first.payment)
    assert await status(house, made) is InvoiceStatus.REFUNDED
    assert await house.read(lambda: ledger_store.balance(customer_account(ANNA))) == Stars(0)


@pytest.mark.parametrize("kind", [EventKind.FAILED, EventKind.EXPIRED])
async def test_t7_b12_a_test_closes_no_live_invoice(house: Database, kind: EventKind) -> None:
    """What a test key tells of an invoice that waits for money changes nothing."""
    made = await sold(house)
    assert (await pay(house, made, kind=kind, is_test=True)).outcome is Outcome.IGNORED
    assert (await pay(house, made)).outcome is Outcome.CREDITED


async def test_t32_a_space_does_not_make_another_id(house: Database) -> None:
    """An id that was used is refused however it was typed."""
    made = await sold(house)
    await pay(house, made)
    asked = UnboundPayment(
        provider="robokassa",
        external_id=f" shop:{made.number} ",
        invoice_number=made.number,
        amount=made.amount,
        reason="seen in the cabinet",
    )
    for order in (asked, replace(asked, external_id=f"shop:{made.number}")):
        with pytest.raises(AlreadyDone):
            await house.write(lambda tx, one=order: quarantine.credit_unbound(tx, one, OLGA))  # type: ignore[misc]
