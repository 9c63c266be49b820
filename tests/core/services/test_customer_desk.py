"""The whole story of one customer: everything once, in order, page after page; and the papers about it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from core.db import people_store
from core.db.database import Database, Tx
from core.domain.customer_papers import balance_answer
from core.domain.customer_story import START, CustomerEvent, Source, Taken, Words, woven
from core.domain.people import CustomerDraft, Language
from core.errors import NotFound
from core.ids import new_id
from core.money import Money, Stars
from core.services import payments
from core.services.customer_desk import CustomerDesk
from core.services.price_lists import PriceLists
from core.services.statements import Statements
from tests.core.conftest import FastClock
from tests.fakes import till
from tests.fakes.hands import ADMIN, know
from tests.fakes.station import ANNA, Station

SECRETS = [f"s3cr3t-{number:02d}" for number in range(50)]


@pytest.fixture
async def desk(db: Database, fast_clock: FastClock) -> CustomerDesk:
    """A desk at which Anna and Boris are known."""
    await PriceLists(db, fast_clock).install_built_in()

    def write(tx: Tx) -> None:
        know(tx, ADMIN)
        for ident, name in ((ANNA, "Анна"), (ANNA + 1, "Boris")):
            people_store.add_customer(
                tx, CustomerDraft(telegram_id=ident, bot="bot", first_name=name, language=Language.RU)
            )

    await db.write(write)
    return CustomerDesk(db, fast_clock)


def gift(tx: Tx, stars: int, reason: str = "gift") -> None:
    """Give Anna stars."""
    payments.grant(
        tx,
        operation_id=new_id(),
        customer_id=ANNA,
        amount=Stars.of(stars),
        actor="Admin",
        cause_id=ADMIN.id,
        reason=reason,
    )


async def whole_story(desk: CustomerDesk, limit: int) -> list[CustomerEvent]:
    """Return the story read in pages of `limit`."""
    found: list[CustomerEvent] = []
    while page := await desk.story(ANNA, before=found[-1].cursor if found else None, limit=limit):
        found += page
    return found


async def test_the_story_tells_everything_once_whatever_the_page(desk: CustomerDesk, db: Database) -> None:
    """Pages of one, three and a hundred events make the same story, and each event is in it once."""

    def write(tx: Tx) -> None:
        done = till.pay(tx, till.invoice(tx, ANNA, "plan.neurophoto"))
        till.pay(tx, till.invoice(tx, ANNA), amount=Money(100, "RUB"))
        gift(tx, 5)
        assert done.payment is not None
        assert done.payment.amount is not None
        till.give_back(tx, done.payment, done.payment.amount)
        till.pay(tx, till.invoice(tx, ANNA + 1))

    await db.write(write)
    whole = await whole_story(desk, 100)
    assert len({one.id for one in whole}) == len(whole)
    for limit in (1, 3):
        assert [one.id for one in await whole_story(desk, limit)] == [one.id for one in whole]
    sources = [one.source for one in whole]
    assert sources.count(Source.INVOICE) == 2
    assert sources.count(Source.PERIOD) == 2
    assert sources.count(Source.TRANSFER) == 3
    assert sources.count(Source.PAYMENT) == 1
    assert sources.count(Source.MESSAGE) >= 3


async def test_tl4_history_beyond_a_thousand_rows_is_whole(desk: CustomerDesk, db: Database) -> None:
    """1,037 movements are read to the last one: no page ends the world (B67)."""

    def write(tx: Tx) -> None:
        for _ in range(1037):
            gift(tx, 1)

    await db.write(write)
    statements, lines = Statements(db), []
    while page := await statements.page(ANNA, before_id=lines[-1].transfer.id if lines else None, limit=100):
        lines += page
    assert len(lines) == 1037
    assert [one.balance_after for one in lines] == [Stars.of(number) for number in range(1037, 0, -1)]
    path = await statements.why(ANNA)
    assert (path.balance, path.is_whole) == (Stars.of(1037), True)
    assert len(await whole_story(desk, 400)) == 1037


async def test_te3_only_completed_money_counts(desk: CustomerDesk, db: Database) -> None:
    """Pending, quarantined and rejected money moves no star; the story tells of it all the same."""

    def write(tx: Tx) -> None:
        till.invoice(tx, ANNA)
        till.pay(tx, till.invoice(tx, ANNA), amount=Money(100, "RUB"))

    await db.write(write)
    dossier = await desk.dossier(ANNA)
    assert dossier.balance == Stars(0)
    assert {one.source for one in await desk.story(ANNA)} >= {Source.INVOICE, Source.PAYMENT}


async def test_te6_nobody_is_not_found(desk: CustomerDesk) -> None:
    """An unknown customer has no dossier, no explanation and no receipt; never zero instead."""
    for ask in (desk.dossier(7), desk.balance_answer(7), desk.receipt(7, "x")):
        with pytest.raises(NotFound):
            await ask


async def test_te12_the_path_leads_to_the_balance(desk: CustomerDesk, db: Database) -> None:
    """Each line begins where the one before ended, and the sums by kind make the balance."""

    def write(tx: Tx) -> None:
        gift(tx, 30)
        till.pay(tx, till.invoice(tx, ANNA))
        payments.deduct(
            tx, operation_id=new_id(), customer_id=ANNA, amount=Stars.of(7), operator=ADMIN, reason="fix"
        )

    await db.write(write)
    lines = (await Statements(db).page(ANNA))[::-1]
    assert lines[0].balance_before == Stars(0)
    for earlier, later in pairwise(lines):
        assert later.balance_before == earlier.balance_after
    path = await Statements(db).why(ANNA)
    assert [one.change for one in path.came_in] == [Stars.of(217), Stars.of(30)]
    assert [one.change for one in path.went_out] == [Stars.of(-7)]
    assert (path.balance, path.is_whole) == (Stars.of(240), True)


async def test_s34_spending_is_told_by_service(station: Station) -> None:
    """A training that worked is spending; one that failed is not, and what is held is told apart."""
    await station.customer(stars=900)
    await station.ended(await station.launch())
    await station.ended(await station.launch("FAIL_OOM", model="neuro-other"))
    spent = await station.core.statements.spent(ANNA)
    assert [(one.count, one.charged, one.returned, one.kept) for one in spent] == [
        (1, Stars.of(220), Stars(0), Stars.of(220))
    ]
    running = await station.launch("HANG", model="neuro-third")
    path = await station.core.statements.why(ANNA)
    assert path.held == (await station.core.customer_desk.dossier(ANNA)).held == Stars.of(220)
    assert [one.training.training_id for one in path.holds if one.training] == [running]
    at = station.core.clock.now()
    assert (await station.core.statements.why(ANNA, at)).held == Stars.of(220)


# Papers


async def test_s37_a_receipt_in_both_languages(desk: CustomerDesk, db: Database) -> None:
    """Number, time, operation, amount, balance before and after, and what was paid."""
    done = await db.write(lambda tx: till.pay(tx, till.invoice(tx, ANNA)))
    assert done.payment is not None
    transfer = (await Statements(db).page(ANNA))[0].transfer
    moment = f"{transfer.created_at:%d.%m.%Y %H:%M} UTC"
    assert await desk.receipt(ANNA, transfer.id) == (
        f"Квитанция {transfer.id}\nВремя: {moment}\nОперация: пополнение 500.00 RUB\nСумма: +217 ⭐\n"
        "Баланс: 0 ⭐ → 217 ⭐\nОплачено: 500.00 RUB, счёт 1, платёж shop:1"
    )
    assert await desk.receipt(ANNA, transfer.id, Language.EN) == (
        f"Receipt {transfer.id}\nTime: {moment}\nOperation: top-up 500.00 RUB\nAmount: +217 ⭐\n"
        "Balance: 0 ⭐ → 217 ⭐\nPaid: 500.00 RUB, invoice 1, payment shop:1"
    )


async def test_a_receipt_of_somebody_elses_operation_is_refused(desk: CustomerDesk, db: Database) -> None:
    """Anna cannot be given the paper of Boris."""
    await db.write(lambda tx: till.pay(tx, till.invoice(tx, ANNA + 1)))
    transfer = (await Statements(db).page(ANNA + 1))[0].transfer
    with pytest.raises(NotFound):
        await desk.receipt(ANNA, transfer.id)


async def test_n15_the_answer_explains_the_balance(desk: CustomerDesk, db: Database) -> None:
    """What came in, what went out and the latest lines, in the customer's language."""

    def write(tx: Tx) -> None:
        till.pay(tx, till.invoice(tx, ANNA))
        gift(tx, 3)
        payments.deduct(
            tx, operation_id=new_id(), customer_id=ANNA, amount=Stars.of(20), operator=ADMIN, reason="fix"
        )

    await db.write(write)
    told = await desk.balance_answer(ANNA)
    assert told.startswith("Ваш баланс: 200 ⭐ (на ")
    assert "• пополнение: 217 ⭐ (операций: 1)\n• начислено нами: 3 ⭐ (операций: 1)" in told
    assert "Списано:\n• списано нами: 20 ⭐ (операций: 1)" in told
    assert told.rstrip().endswith("пополнение 500.00 RUB; баланс 217 ⭐")
    assert "Your balance: 200 ⭐" in await desk.balance_answer(ANNA, Language.EN)


async def test_n15_an_empty_account_is_explained(desk: CustomerDesk) -> None:
    """Without any operation the answer says just that."""
    assert "There were no operations yet." in await desk.balance_answer(ANNA, Language.EN)


async def test_n15_none_of_fifty_planted_secrets_leaks(desk: CustomerDesk, db: Database) -> None:
    """Reasons of operators, keys for refunds and details of providers are in no paper."""

    def write(tx: Tx) -> None:
        for place, secret in enumerate(SECRETS):
            match place % 3:
                case 0:
                    gift(tx, 1, reason=f"ticket {secret}")
                case 1:
                    till.pay(tx, till.invoice(tx, ANNA), refund_key=secret, detail=secret)
                case _:
                    till.pay(tx, till.invoice(tx, ANNA), recurring_key=secret, payer_name=secret)

    await db.write(write)
    lines = await Statements(db).page(ANNA, limit=1000)
    papers = [await desk.receipt(ANNA, one.transfer.id) for one in lines]
    path = await Statements(db).why(ANNA)
    papers += [balance_answer(language, path, lines, datetime.now(UTC)) for language in Language]
    assert len(papers) == 52
    assert [secret for secret in SECRETS if any(secret in paper for paper in papers)] == []


# Weaving


def test_lists_are_woven_without_loss_even_when_clocks_disagree() -> None:
    """Each list keeps its order, the page is cut anywhere, and the cursor goes on right after it."""
    begin = datetime(2026, 1, 1, tzinfo=UTC)

    def words(number: int, minute: int) -> Taken:
        moment = begin + timedelta(minutes=minute)
        record = Words(
            id=str(number), text="", status="sent", error="", created_at=moment, sent_at=None,
            may_be_resent=False,
        )  # fmt: skip
        return Taken(key=str(number), at=moment, record=record)

    messages = [words(9, 5), words(8, 9), words(7, 1)]
    deeds = [words(6, 8), words(5, 4), words(4, 3)]
    whole = [one.id for one in woven({Source.MESSAGE: messages, Source.DEED: deeds}, START, 10)]
    assert sorted(whole) == sorted(
        [f"message:{one.key}" for one in messages] + [f"deed:{one.key}" for one in deeds]
    )
    for source in ("message", "deed"):
        keys = [int(one.partition(":")[2]) for one in whole if one.startswith(source)]
        assert keys == sorted(keys, reverse=True)
    first = woven({Source.MESSAGE: messages, Source.DEED: deeds}, START, 2)
    cursor = first[-1].cursor
    left = {
        source: [
            one for one in taken if cursor.of(source) is None or int(one.key) < int(cursor.of(source) or 0)
        ]
        for source, taken in ((Source.MESSAGE, messages), (Source.DEED, deeds))
    }
    assert [one.id for one in first + woven(left, cursor, 10)] == whole
