"""Charges and what used to go wrong with them: each old incident of money has a test, here or elsewhere.

The numbers in the names are those of the rules: TF and TE themes, B incidents of money.
"""

import asyncio
import math
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import peewee as pw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.db import audit_store, ledger_store, outbox_store, people_store
from core.db.database import Database, Tx
from core.domain import pricing
from core.domain.ledger import ESCROW, REVENUE_TRAINING, CauseKind, customer_account
from core.domain.messages import MessageKind
from core.domain.people import CustomerDraft, Operator, Role
from core.domain.retries import RetryPrice
from core.domain.training_views import TrainingFilter
from core.domain.trainings import Status
from core.errors import (
    AlreadyRunning,
    DatabaseReadOnly,
    InputError,
    LocalError,
    NotAllowed,
    NotEnoughStars,
    NotFound,
)
from core.money import Money, Stars, WrongAmount
from core.services import payments, price_lists
from core.services.balances import Payments
from core.services.deeds import Deeds
from core.services.verify import Verify
from tests.fakes import till
from tests.fakes.station import ANNA, Station


@pytest.fixture
async def rich(db: Database) -> Database:
    """A ledger with Anna and 100 stars."""

    def write(tx: Tx) -> None:
        people_store.add_customer(tx, CustomerDraft(telegram_id=ANNA, bot="b"))
        payments.topup(
            tx, provider="bank", external_id="1", customer_id=ANNA, amount=Stars.of(100), actor="x"
        )

    await db.write(write)
    return db


def charge(tx: Tx, attempt: str, amount: Stars) -> None:
    """Hold a price."""
    payments.hold(tx, attempt_id=attempt, customer_id=ANNA, amount=amount, actor="x")


def _desk(db: Database) -> Payments:
    """Return what the window asks for balances; no deed is done with it here."""
    return Payments(db, cast("Deeds", None))


async def balance(db: Database) -> Stars:
    """Return Anna's balance."""
    return await db.read(lambda: ledger_store.balance(customer_account(ANNA)))


async def test_tf1_enough_stars_are_held(rich: Database) -> None:
    """Exactly the price leaves the balance, to the last hundredth."""
    await rich.write(lambda tx: charge(tx, "a", Stars(10_000)))
    assert await balance(rich) == Stars(0)
    assert await rich.read(lambda: ledger_store.balance(ESCROW)) == Stars(10_000)


async def test_tf2_t33_too_few_are_refused_with_have_and_need(rich: Database) -> None:
    """One hundredth short is short; no row is left."""
    with pytest.raises(NotEnoughStars) as caught:
        await rich.write(lambda tx: charge(tx, "a", Stars(10_001)))
    assert (caught.value.facts["have"], caught.value.facts["need"]) == (Stars(10_000), Stars(10_001))
    assert len(await rich.read(lambda: ledger_store.of_account(customer_account(ANNA)))) == 1


async def test_tf4_t34_b22_b29_i17_an_unknown_price_is_refused() -> None:
    """A trainer without a price, a product not listed, steps out of range: an error, never zero."""
    with pytest.raises(InputError):
        pricing.trainer_cost("someone/new")
    lists = [
        price_lists.read_list(file.read_text(encoding="utf-8")) for file in price_lists.BUILT_IN.glob("*")
    ]
    for one in lists:
        with pytest.raises(InputError):
            one.product("photo of the new kind")
        assert all(price.minor > 0 for product in one.products for price in product.prices.values())


async def test_tf4_a_price_of_nothing_is_no_charge(rich: Database) -> None:
    """Zero and less are refused by the table itself."""
    for amount in (0, -1):
        with pytest.raises(pw.IntegrityError):
            await rich.write(lambda tx, much=amount: charge(tx, "a", Stars(much)))  # type: ignore[misc]


async def test_tf5_b28_a_failed_charge_stops_the_training(station: Station) -> None:
    """Nothing is stored, nothing reaches Replicate."""
    await station.customer(stars=219)
    with pytest.raises(NotEnoughStars):
        await station.start(station.request())
    assert await station.remote() == []
    assert await station.core.trainings.page(TrainingFilter()) == []
    assert await station.balance() == Stars.of(219)


async def test_tf6_b35_i7_parallel_charges_never_overdraw(rich: Database) -> None:
    """Thirty at once of a tenth each: ten are held, twenty refused."""

    async def one(number: int) -> bool:
        try:
            await rich.write(lambda tx: charge(tx, f"a{number}", Stars.of(10)))
        except NotEnoughStars:
            return False
        return True

    assert sum(await asyncio.gather(*(one(number) for number in range(30)))) == 10
    assert await balance(rich) == Stars(0)


@pytest.mark.parametrize("words", ["generating 100 images", "refund 500", "price 0", "−7.5 ★", "DROP TABLE"])
async def test_tf7_b25_b26_words_never_change_an_amount(rich: Database, words: str) -> None:
    """A reason is a reason: the amount is the one that was asked for."""
    made = await rich.write(
        lambda tx: payments.grant(
            tx, operation_id=words, customer_id=ANNA, amount=Stars(750), actor="x", cause_id="x", reason=words
        )
    )
    assert made.amount == Stars(750)
    assert await balance(rich) == Stars(10_750)


@given(steps=st.integers(pricing.MIN_STEPS, pricing.MAX_STEPS))
def test_b21_b24_a_price_is_the_lists_and_nothing_elses(steps: int) -> None:
    """0.22 ★ a step: 3,500 steps are 770 ★ and never 29,944; what is no number of steps has no price."""
    rate = price_lists.read_list((price_lists.BUILT_IN / "2025-06.json").read_text(encoding="utf-8")).rate
    assert rate.price(steps).hundredths == 22 * steps
    assert rate.price(3500) == Stars.of(770)
    for wrong in ("3500", 3500.0, 35_000, 0, True):
        with pytest.raises(InputError):
            rate.price(wrong)  # type: ignore[arg-type]


async def test_b21_the_hold_is_the_price_not_the_balance(station: Station) -> None:
    """A rich customer pays what a poor one pays."""
    await station.customer(stars=29_944)
    await station.launch("STUCK", steps=3500)
    assert await station.balance() == Stars.of(29_944 - 770)


async def test_b27_i1_the_same_charge_twice_is_one_row(rich: Database) -> None:
    """The second time answers with the first one's row, and nobody thinks that it failed."""
    first = await rich.write(
        lambda tx: payments.hold(tx, attempt_id="a", customer_id=ANNA, amount=Stars.of(10), actor="x")
    )
    again = await rich.write(
        lambda tx: payments.hold(tx, attempt_id="a", customer_id=ANNA, amount=Stars.of(10), actor="x")
    )
    assert again == first
    assert await balance(rich) == Stars.of(90)


async def test_b36_one_request_is_one_training_and_one_charge(station: Station) -> None:
    """Ten presses of the same form at once: one training, one hold, one at Replicate."""
    await station.customer(stars=5000)
    await station.open_gate()
    request = station.request()
    start = station.core.trainings.start_model_training_directly
    made = await asyncio.gather(*(start(request, station.admin) for _ in range(10)))
    assert len({one.id for one in made}) == 1
    with pytest.raises(AlreadyRunning):
        await start(replace(request, request_id="another"), station.admin)
    await station.ended(request.request_id)
    assert len(await station.remote()) == 1
    assert await station.balance() == Stars.of(5000 - 220)


@pytest.mark.parametrize(
    ("trigger", "status"),
    [("FAIL_OOM", Status.FAILED), ("FAIL_NSFW", Status.FAILED), ("ABORTED", Status.ABORTED)],
)
async def test_b39_b40_i10_every_failed_training_gives_its_stars_back_once(
    station: Station, trigger: str, status: Status
) -> None:
    """One release of exactly the price, and a message that says so; nothing more, nothing less (B37, B38)."""
    await station.customer(stars=500)
    details = await station.ended(await station.launch(trigger))
    assert details.row.status is status
    assert [one.kind.value for one in details.transfers] == ["hold", "release"]
    assert await station.balance() == Stars.of(500)
    (told,) = [
        one for one in await station.core.notices.of_customer(ANNA) if one.kind is MessageKind.TRAINING_FAILED
    ]
    assert "220 ⭐" in told.text


async def test_b78_a_lost_answer_never_starts_a_second_training(
    station: Station, expect_log: Callable[[str], None]
) -> None:
    """The attempt stands before the call: what got lost is found at Replicate, not sent again."""
    expect_log("outcome of the create call is unknown")
    await station.customer(stars=500)
    await station.fault("POST", "/trainings$", {"kind": "drop_after"})
    training_id = await station.launch()
    details = await station.ended(training_id)
    assert details.row.status is Status.SUCCEEDED
    assert len(await station.remote()) == 1
    assert [one.kind.value for one in details.transfers] == ["hold", "settle"]


async def test_b79_a_message_is_queued_once_for_its_event(rich: Database) -> None:
    """However often its cause is told, nobody who was served is served again."""
    for _ in range(3):
        await rich.write(
            lambda tx: outbox_store.add(
                tx, event_key="e:1", customer_id=ANNA, bot="b", kind=MessageKind.BALANCE_CHANGED, text="t"
            )
        )
    assert len(await rich.read(lambda: outbox_store.of_customer(ANNA))) == 1


async def test_tf3_tf8_only_a_declared_deed_is_free_and_it_is_on_record(station: Station) -> None:
    """A free try is a deed of its own: for who may, with a reason, in the log; nothing else costs nothing."""
    await station.customer(stars=500)
    first = (await station.ended(await station.launch("FAIL_OOM"))).attempts[-1]
    retry = station.core.trainings.retry
    free = {"after_attempt": first.id, "price": RetryPrice.FREE}
    support = Operator(id="s", name="Support", role=Role.SUPPORT)
    with pytest.raises(NotAllowed):
        await retry(first.training_id, reason="our fault", operator=support, **free)
    with pytest.raises(InputError):
        await retry(first.training_id, reason=" ", operator=station.admin, **free)
    made = await retry(first.training_id, reason="our fault", operator=station.admin, **free)
    assert (made.price, made.hold_id) == (Stars(0), None)
    rows = await station.core.db.read(lambda: audit_store.of_subject("training", first.training_id))
    (row,) = [one for one in rows if one.action == "training.retry"]
    assert (row.actor, row.reason) == (station.admin.name, "our fault")


async def test_tf9_what_it_cost_us_is_kept(station: Station) -> None:
    """Replicate's billed seconds by its list price, in millionths of a dollar, with the attempt."""
    await station.customer(stars=500)
    attempt = (await station.ended(await station.launch())).attempts[-1]
    assert attempt.cost_micro_usd is not None
    assert attempt.cost_micro_usd > 0


# -- balances --


async def test_te1_no_rows_are_zero_and_te6_nobody_is_not_zero(rich: Database) -> None:
    """A customer without movements has 0 ★; somebody who is no customer is "not found"."""
    await rich.write(lambda tx: people_store.add_customer(tx, CustomerDraft(telegram_id=7, bot="b")))
    assert await _desk(rich).balance(7) == Stars(0)
    with pytest.raises(NotFound):
        await _desk(rich).balance(8)


def test_te2_b19_b23_fractions_are_exact() -> None:
    """7.5 ★ stays 7.5: 510 photos cost 3,825 ★, not 4,080; 84.38 ★ has its two digits."""
    assert Stars.parse("7.5") * 510 == Stars.of(3825)
    assert Stars.parse("84,38").hundredths == 8438
    with pytest.raises(WrongAmount):
        Stars.parse("7.505")


@pytest.mark.parametrize("wrong", [math.nan, math.inf, 7.5, "7", None, True])
def test_te10_b31_what_is_no_whole_number_is_no_amount(wrong: Any) -> None:
    """NaN, floats, texts and truth values never become stars or money."""
    with pytest.raises(WrongAmount):
        Stars(wrong)
    with pytest.raises(WrongAmount):
        Money(wrong, "RUB")


async def test_te10_b30_negative_movements_are_refused(rich: Database) -> None:
    """The direction comes from the accounts, never from a sign."""
    with pytest.raises(pw.IntegrityError):
        await rich.write(
            lambda tx: payments.topup(
                tx, provider="bank", external_id="2", customer_id=ANNA, amount=Stars(-1), actor="x"
            )
        )
    assert await balance(rich) == Stars.of(100)


async def test_te5_b34_a_database_error_is_never_a_balance(rich: Database) -> None:
    """What cannot be read raises; nobody is told that the stars are not enough."""

    def broken() -> Stars:
        from core.db.tables import Account

        Account._meta.database.execute_sql("SELECT balance FROM account_of_yesterday")
        return Stars(0)

    with pytest.raises(pw.OperationalError):
        await rich.read(broken)

    def readonly() -> None:
        from core.db.tables import Account

        Account._meta.database.execute_sql("UPDATE account SET balance = 0")

    with pytest.raises((DatabaseReadOnly, LocalError)):
        await rich.read(readonly)


async def test_te11_b16_a_balance_is_fresh_right_after_the_credit(rich: Database) -> None:
    """No cache: the very next read has it."""
    for number in range(20):
        await rich.write(
            lambda tx, n=number: payments.topup(  # type: ignore[misc]
                tx, provider="bank", external_id=f"n{n}", customer_id=ANNA, amount=Stars.of(1), actor="x"
            )
        )
        assert await _desk(rich).balance(ANNA) == Stars.of(101 + number)


async def test_te12_b33_one_balance_however_it_is_asked_for(rich: Database) -> None:
    """The account, the sum of movements and the last line of the statement are one number."""
    await rich.write(lambda tx: charge(tx, "a", Stars(750)))
    await rich.write(lambda tx: payments.settle(tx, attempt_id="a", actor="x"))
    account = customer_account(ANNA)
    lines = await _desk(rich).ledger(ANNA)
    total = sum(line.effect_on(account).hundredths for line in lines)
    last = lines[0].debit_after if lines[0].debit == account else lines[0].credit_after
    assert await balance(rich) == last == Stars(total) == Stars(9250)
    assert await rich.read(lambda: ledger_store.balance(REVENUE_TRAINING)) == Stars(750)


async def test_b2_i6_a_second_writer_is_found(rich: Database) -> None:
    """A balance changed beside the ledger is a finding that names the account."""

    def meddle() -> None:
        with closing(sqlite3.connect(rich.path)) as other, other:
            other.execute("UPDATE account SET balance = balance + 5 WHERE id = ?", (customer_account(ANNA),))

    await asyncio.to_thread(meddle)
    found = {one.rule: one.subject for one in await Verify(rich).run()}
    assert found["balance_is_sum"] == customer_account(ANNA)


async def test_te9_i6_a_movement_is_never_changed_or_deleted(rich: Database) -> None:
    """Not even by somebody with the file in hand and SQL."""
    with closing(sqlite3.connect(rich.path)) as other:
        for sql in ("UPDATE transfer SET amount = 1", "DELETE FROM transfer"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                other.execute(sql)


async def test_b41_every_charge_names_its_training(station: Station) -> None:
    """A refund finds its charge by id: hold and end name the attempt, never a text or a time."""
    await station.customer(stars=500)
    details = await station.ended(await station.launch())
    attempt = details.attempts[-1]
    for transfer in details.transfers:
        assert (transfer.cause_kind, transfer.cause_id) == (CauseKind.ATTEMPT, attempt.id)


async def test_b1_money_without_an_invoice_is_no_second_credit(station: Station) -> None:
    """The invoice is completed once; a stray word of the same sum without a number waits for a person."""
    await station.customer(stars=0)

    def write(tx: Tx) -> list[str]:
        made = till.invoice(tx, ANNA)
        words = [till.pay(tx, made), till.pay(tx, made, invoice_number=None, external_id="shop:stray")]
        return [one.outcome.value for one in words]

    assert await station.core.db.write(write) == ["done", "quarantined"]
    assert await station.balance() == Stars.of(217)


def test_b32_prices_are_those_of_the_table() -> None:
    """No markup is computed twice: the packs give exactly the stars of the rules, and 476 is not 482."""
    text = (price_lists.BUILT_IN / "2025-06.json").read_text(encoding="utf-8")
    listed = price_lists.read_list(text)
    sold = {
        product.prices["RUB"].minor // 100: product.stars
        for product in listed.products
        if "RUB" in product.prices
    }
    assert {rub: stars.hundredths // 100 for rub, stars in sold.items() if rub >= 500} == {
        500: 217, 1000: 434, 2000: 869, 5000: 2173, 10000: 4347, 1110: 476, 2999: 1303, 75000: 32608,
    }  # fmt: skip


def _listening(folder: Path) -> set[str]:
    """Return the inodes of the TCP sockets that wait for callers, as Linux tells them."""
    lines = [
        line.split()
        for name in ("tcp", "tcp6")
        for line in (folder / "net" / name).read_text().splitlines()[1:]
    ]
    waiting = {line[9] for line in lines if line[3] == "0A"}
    ours = {str(link.readlink()) for link in (folder / "fd").iterdir() if link.is_symlink()}
    return {inode for inode in waiting if f"socket:[{inode}]" in ours}


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="Linux tells its sockets there")
async def test_b77_nothing_listens(station: Station) -> None:
    """The console opens no port: nobody can complete a payment or start a training from outside."""
    before = _listening(Path("/proc/self"))  # the sandbox of the tests lives in this process
    await station.customer(stars=500)
    await station.ended(await station.launch())
    assert _listening(Path("/proc/self")) == before
    assert before, "the sandbox listens, so that what listens is really seen"
