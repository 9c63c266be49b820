"""Stores: every field of a record comes back, pages cost few queries, and search means what was typed."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playhouse.test_utils import count_queries

from core.db import ledger_store, outbox_store, people_store, training_store
from core.db.database import Database, Tx
from core.db.tables import from_micros, to_micros
from core.domain.attempts import Attempt, MoneyState, Step
from core.domain.ledger import customer_account
from core.domain.messages import MessageKind
from core.domain.people import CustomerDraft, Role
from core.domain.progress import Phase
from core.domain.training_story import StoryKind
from core.domain.trainings import Dataset, Parameters, Status, Training
from core.ids import new_id
from core.money import Stars
from core.services import payments

ANNA = 2**63 - 1
NOW = datetime(2026, 11, 23, 10, 0, 0, 123457, UTC)
TRAINING = Training(
    id=new_id(),
    customer_id=ANNA,
    operator_id="set by the test",
    bot="neuro_blogger",
    model_name="neuro-anna",
    destination="acme/neuro-anna",
    trainer="ostris/flux-dev-lora-trainer",
    trainer_version="f" * 64,
    parameters=Parameters(trigger_word="ЮЛЯ_TOK", steps=1234, autocaption=False, learning_rate="0.00015"),
    dataset=Dataset(path="/a/б.zip", sha256="0" * 64, size_bytes=2**40, photos=12, captions=3),
    price=Stars(27148),
    price_list="2025-06",
    status=Status.PROCESSING,
    created_at=NOW,
)
ATTEMPT = Attempt(
    id=new_id(),
    training_id=TRAINING.id,
    number=1,
    status=Status.PROCESSING,
    provider_status="migrating",
    step=Step.WATCH,
    price=Stars(27148),
    hold_id="set by the test",
    version="e" * 64,
    input_url="https://api.replicate.com/v1/files/abc",
    account="acme",
    uploaded_at=NOW - timedelta(seconds=5),
    markers="abc def",
    provider_id="rm_1",
    sent_at=NOW - timedelta(microseconds=1),
    sends=2,
    looks=1,
    cancel_asked=True,
    failure_class="resources",
    error="«ошибка»\n\ttext",
    progress_step=617,
    progress_total=1234,
    phase=Phase.TRAIN,
    eta_s=312,
    loss=0.4231,
    cost_micro_usd=978_123,
    output_version="acme/neuro-anna:1",
    weights_url="https://replicate.delivery/x/trained_model.tar",
    weights_sha256="a" * 64,
    created_at=NOW,
    started_at=NOW + timedelta(seconds=1),
    completed_at=NOW + timedelta(days=400),
    waiting_for="rate_limited",
)


@pytest.fixture
async def training(db: Database) -> Training:
    """A stored training with one attempt."""

    def write(tx: Tx) -> Training:
        people_store.add_customer(
            tx, CustomerDraft(telegram_id=ANNA, bot="neuro_blogger", username="anna_k", first_name="Юля")
        )
        operator = people_store.add_operator(tx, "Admin", Role.ADMIN)
        payments.topup(
            tx, provider="bank", external_id="1", customer_id=ANNA, amount=Stars.of(900), actor="x"
        )
        held = payments.hold(tx, attempt_id=ATTEMPT.id, customer_id=ANNA, amount=ATTEMPT.price, actor="x")
        stored = replace(TRAINING, operator_id=operator.id)
        training_store.insert_training(tx, stored, ATTEMPT.id, "Юля anna_k")
        training_store.insert_attempt(tx, replace(ATTEMPT, hold_id=held.id), MoneyState.HELD)
        return stored

    return await db.write(write)


async def test_every_field_of_a_training_and_its_attempt_comes_back(db: Database, training: Training) -> None:
    """What was stored is what is read, to the last digit and microsecond."""
    assert await db.read(lambda: training_store.training(TRAINING.id)) == training
    read = await db.read(lambda: training_store.attempt(ATTEMPT.id))
    assert read is not None
    differing = {
        field.name for field in fields(Attempt) if getattr(read, field.name) != getattr(ATTEMPT, field.name)
    }
    assert differing == {"hold_id"}
    assert all(type(getattr(read, one.name)) is type(getattr(ATTEMPT, one.name)) for one in fields(Attempt))


async def test_an_ended_attempt_takes_no_change(db: Database, training: Training) -> None:
    """Terminal states are final in the store itself."""
    attempt = await db.read(lambda: training_store.attempt(ATTEMPT.id))
    assert attempt is not None
    ended = {"status": Status.FAILED, "money": MoneyState.RELEASED}
    assert await db.write(lambda tx: training_store.update_attempt(tx, attempt, **ended))
    assert not await db.write(lambda tx: training_store.update_attempt(tx, attempt, status=Status.SUCCEEDED))
    assert not await db.write(lambda tx: training_store.update_attempt(tx, attempt, error="later"))
    stored = await db.read(lambda: training_store.training(training.id))
    assert stored is not None
    assert stored.status is Status.FAILED
    assert await db.read(lambda: training_store.running_of(ANNA, training.model_name)) is None


async def test_the_log_is_replaced_by_the_newest(db: Database, training: Training) -> None:
    """One log an attempt; none saved is an empty one."""
    assert await db.read(lambda: training_store.log(ATTEMPT.id)) == ""
    for text in ("first\n", "first\nsecond — второй\n"):
        await db.write(lambda tx, one=text: training_store.save_log(tx, ATTEMPT.id, one))  # type: ignore[misc]
    assert await db.read(lambda: training_store.log(ATTEMPT.id)) == "first\nsecond — второй\n"


async def test_a_story_keeps_its_facts(db: Database, training: Training) -> None:
    """Facts of a line come back as they were given."""
    facts = {"amount": 22000, "path": "ю", "size": 2**40, "version": None}
    await db.write(lambda tx: training_store.add_story(tx, ATTEMPT, StoryKind.HELD, "Olga", **facts))
    (line,) = await db.read(lambda: training_store.story(training.id))
    assert (line.kind, line.actor, dict(line.facts)) == (StoryKind.HELD, "Olga", facts)


async def test_pages_cost_at_most_three_queries(db: Database, training: Training) -> None:
    """Lists do not ask once a row."""

    def queries(read: object) -> int:
        with count_queries() as counted:
            read()  # type: ignore[operator]
        return int(counted.count)

    def write(tx: Tx) -> None:
        for number in range(1, 120):
            people_store.add_customer(tx, CustomerDraft(telegram_id=number, bot="b"))
            outbox_store.add(
                tx,
                event_key=str(number),
                customer_id=number,
                bot="b",
                kind=MessageKind.BALANCE_CHANGED,
                text="t",
            )

    await db.write(write)
    pages = (
        lambda: ledger_store.of_account(customer_account(ANNA)),
        lambda: ledger_store.balances(map(customer_account, range(1, 100))),
        lambda: people_store.find_customers("b"),
        lambda: outbox_store.due(NOW + timedelta(days=999)),
        lambda: training_store.attempts_of(training.id),
        training_store.open_attempts,
    )
    for page in pages:
        assert await db.read(lambda one=page: queries(one)) <= 3  # type: ignore[misc]


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_is_stored_exactly(moment: datetime) -> None:
    """Microseconds survive as an integer."""
    assert from_micros(to_micros(moment)) == moment


def test_a_moment_without_a_zone_is_refused() -> None:
    """A naive moment would be a guess."""
    with pytest.raises(TypeError):
        to_micros(datetime(2026, 1, 1))  # noqa: DTZ001 - that is the test
