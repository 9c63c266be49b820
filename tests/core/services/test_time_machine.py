"""The time machine (N11): what is shown of a past moment is what was shown at that moment."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.db import outbox_store, people_store, period_store, refund_store, training_store
from core.db.database import Database, Tx
from core.db.outbox_store import OutboxStatus
from core.domain.payments import Invoice, Payment, PaymentStatus
from core.domain.people import CustomerDraft, Operator
from core.domain.trainings import TRAINER, Dataset, Parameters, Status, Training
from core.errors import AppError
from core.events import Changes
from core.ids import new_id
from core.money import Money, Stars
from core.services import attempts, customer_desk, payments, quarantine, refunds, statements
from core.services.attempts import Ending
from core.services.customer_desk import CustomerDesk
from core.services.price_lists import PriceLists
from core.services.statements import Statements
from tests.fakes import till
from tests.fakes.hands import ADMIN, know

ANNA = 5_000_000_001
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
OPERATIONS, INSTANTS = 60, 60


class SteppedClock:
    """Moves on only when it is told to."""

    def __init__(self) -> None:
        """Begin in March."""
        self.moment = BEGIN

    def now(self) -> datetime:
        """Return the moment."""
        return self.moment

    async def sleep(self, seconds: float) -> None:
        """Return at once."""


@dataclass
class Life:
    """A customer to whom everything happens that can."""

    rng: random.Random
    operator: Operator
    invoices: list[Invoice]
    payments: list[str]
    trainings: list[Training]

    def live(self, tx: Tx) -> None:
        """Let one thing happen; what the rules refuse has not happened."""
        deeds: list[Callable[[Tx], object]] = [
            self.pay, self.pay, self.pay_too_little, self.decide, self.give_back, self.give, self.take,
            self.train, self.train, self.end_training, self.end_training, self.send, self.forgive,
        ]  # fmt: skip
        self.rng.choice(deeds)(tx)

    def pay(self, tx: Tx) -> None:
        """Sell stars or a plan."""
        product = self.rng.choice(("stars.217", "stars.434", "plan.neurophoto", "plan.neurovideo"))
        done = till.pay(tx, till.invoice(tx, ANNA, product))
        if done.payment is not None:
            self.payments.append(done.payment.id)

    def pay_too_little(self, tx: Tx) -> None:
        """Let money come that nobody credits."""
        done = till.pay(tx, till.invoice(tx, ANNA), amount=Money(self.rng.randrange(100, 40_000), "RUB"))
        if done.payment is not None:
            self.payments.append(done.payment.id)

    def decide(self, tx: Tx) -> None:
        """Credit or reject what is in quarantine."""
        found = self._some(PaymentStatus.QUARANTINED)
        if found is None:
            return
        if self.rng.random() < 0.5:
            quarantine.credit(tx, found.id, None, reason="checked", operator=self.operator)
        else:
            quarantine.reject(tx, found.id, reason="not ours", operator=self.operator)

    def give_back(self, tx: Tx) -> None:
        """Return the whole or a part of a payment."""
        found = self._some(PaymentStatus.COMPLETED, PaymentStatus.PARTLY_REFUNDED)
        left = found.refundable if found else None
        if found is not None and left is not None and left.minor:
            part = left.minor if self.rng.random() < 0.5 else self.rng.randrange(1, left.minor + 1)
            till.give_back(tx, found, Money(part, left.currency))

    def give(self, tx: Tx) -> None:
        """Grant stars."""
        payments.grant(
            tx, operation_id=new_id(), customer_id=ANNA, amount=Stars(self.rng.randrange(1, 5000)),
            actor="Admin", cause_id=self.operator.id, reason="gift",
        )  # fmt: skip

    def take(self, tx: Tx) -> None:
        """Deduct stars, if there are as many."""
        payments.deduct(
            tx, operation_id=new_id(), customer_id=ANNA, amount=Stars(self.rng.randrange(1, 20_000)),
            operator=self.operator, reason="correction",
        )  # fmt: skip

    def train(self, tx: Tx) -> None:
        """Start a training, if there are stars for it."""
        number = len(self.trainings)
        training = Training(
            id=new_id(), customer_id=ANNA, operator_id=self.operator.id, bot="bot", model_name=f"m{number}",
            destination=f"acme/m{number}", trainer=TRAINER, trainer_version="",
            parameters=Parameters(trigger_word="ANNA"),
            dataset=Dataset(path="", sha256="", size_bytes=0, photos=12, captions=0), price=Stars.of(220),
            price_list="2025-06", status=Status.SUBMITTING, created_at=tx.now,
        )  # fmt: skip
        training_store.insert_training(tx, training, training.id, training.model_name)
        attempts.begin(tx, training, number=1, price=training.price, actor="Admin")
        self.trainings.append(training)

    def end_training(self, tx: Tx) -> None:
        """End one that runs, well or badly."""
        running = [one for each in self.trainings for one in training_store.attempts_of(each.id)]
        open_ones = [one for one in running if not one.status.is_terminal]
        if open_ones:
            status = self.rng.choice((Status.SUCCEEDED, Status.FAILED, Status.CANCELED))
            attempts.end(tx, self.rng.choice(open_ones), Ending(status=status))

    def send(self, tx: Tx) -> None:
        """Deliver the oldest message that waits."""
        for message in outbox_store.due(tx.now, limit=1):
            outbox_store.mark(tx, message.id, OutboxStatus.SENT, telegram_id=1)

    def forgive(self, tx: Tx) -> None:
        """Forgive a debt."""
        for debt in [one for one in refund_store.debts_of(ANNA) if one.status == "open"][:1]:
            refunds.end_debt(tx, debt, is_paid=False, operator=self.operator, reason="forgiven")

    def _some(self, *statuses: PaymentStatus) -> Payment | None:
        from core.db import payment_store

        known = [payment_store.payment(one) for one in self.payments]
        found = [one for one in known if one is not None and one.status in statuses]
        return self.rng.choice(found) if found else None


def snapshot(at: datetime | None, now: datetime) -> dict[str, Any]:
    """Return what the page shows of the customer; `at` None as it is now."""
    dossier = customer_desk.dossier(ANNA, at, now)
    path = statements.path_to_balance(ANNA, at)
    facts = period_store.facts(ANNA)
    return {
        "balance": dossier.balance,
        "held": dossier.held,
        "owed": dossier.owed,
        "is whole": path.is_whole,
        "sums": sorted((one.kind.value, one.change.hundredths, one.count) for one in path.sums),
        "holds": [one.transfer.id for one in path.holds],
        "facts": repr(facts if at is None else facts.known_at(at)),
        "payments": [
            (one.id, one.status, one.refunded) for one in customer_desk._payments(ANNA, None, 1000, at)
        ],
        "trainings": [
            (one.id, one.status, one.money) for one in customer_desk._trainings(ANNA, None, 1000, at)
        ],
        "messages": [(one.id, one.status) for one in customer_desk._messages(ANNA, None, 1000, at)],
        "story": [one.id for one in customer_desk._story(ANNA, customer_desk.START, 5000, at)],
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_random_instants_equal_what_was_recorded(tmp_path: Path, seed: int) -> None:
    """Balance, holds, debts, plan, payments, trainings, messages and story are as they were then."""
    await compare(tmp_path, seed, OPERATIONS, INSTANTS)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4, 8))
async def test_a_thousand_instants_equal_what_was_recorded(tmp_path: Path, seed: int) -> None:
    """The same for more of life, a thousand instants in all."""
    await compare(tmp_path, seed, 120, 250)


async def compare(tmp_path: Path, seed: int, operations: int, instants: int) -> None:
    """Let so much happen, then look at so many instants."""
    clock, rng = SteppedClock(), random.Random(seed)
    db = Database(tmp_path / "t.sqlite3", tmp_path, clock, Changes())
    await db.open()
    await PriceLists(db, clock).install_built_in()
    recorded: list[tuple[datetime, dict[str, Any]]] = []
    life = Life(rng=rng, operator=ADMIN, invoices=[], payments=[], trainings=[])

    def begin(tx: Tx) -> None:
        people_store.add_customer(tx, CustomerDraft(telegram_id=ANNA, bot="bot", first_name="Anna"))
        know(tx, ADMIN)

    await db.write(begin)
    for _ in range(operations):
        clock.moment += timedelta(seconds=rng.randrange(1, 60_000), microseconds=rng.randrange(1_000_000))
        try:
            await db.write(life.live)
        except AppError:
            continue
        moment = clock.moment
        recorded.append((moment, await db.read(lambda now=moment: snapshot(None, now))))  # type: ignore[misc]
    last = clock.moment + timedelta(days=40)
    for _ in range(instants):
        place = rng.randrange(len(recorded))
        until = recorded[place + 1][0] if place + 1 < len(recorded) else last
        instant = recorded[place][0] + (until - recorded[place][0]) * rng.random()
        instant = rng.choice((instant, recorded[place][0]))
        shown = await db.read(lambda at=instant: snapshot(at, last))  # type: ignore[misc]
        wanted = recorded[place][1]
        assert {key: (shown[key], wanted[key]) for key in wanted if shown[key] != wanted[key]} == {}, (
            seed,
            instant,
        )
    await db.close()


async def test_before_the_beginning_there_is_nothing(tmp_path: Path) -> None:
    """A moment before the first transfer has balance zero, no plan and an empty story."""
    clock = SteppedClock()
    db = Database(tmp_path / "t.sqlite3", tmp_path, clock, Changes())
    await db.open()
    await PriceLists(db, clock).install_built_in()
    await db.write(
        lambda tx: people_store.add_customer(tx, CustomerDraft(telegram_id=ANNA, bot="bot", first_name="A"))
    )
    clock.moment += timedelta(days=1)
    await db.write(lambda tx: till.pay(tx, till.invoice(tx, ANNA, "plan.neurophoto")))
    desk, before = CustomerDesk(db, clock), BEGIN + timedelta(hours=1)
    then, now = await desk.dossier(ANNA, before), await desk.dossier(ANNA)
    assert (then.balance, then.plan.plan, now.balance, now.plan.plan) == (
        Stars(0),
        "",
        Stars.of(476),
        "neurophoto",
    )
    assert await desk.story(ANNA, at=before) == []
    assert (await Statements(db).why(ANNA, before)).sums == ()
    await db.close()
