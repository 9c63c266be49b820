"""Sample data of the demo: customers, payments and trainings of the last two months, and two running now.

Everything goes through the functions that real work goes through, with the moments of the past, so balances,
stories and `verify` are as true as in real life. The same seed gives the same people and fates.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from core.commands import demo_failures, demo_money
from core.container import Core
from core.db import outbox_store, people_store, training_store
from core.db.database import Tx
from core.domain import pricing
from core.domain.attempts import Attempt, Step
from core.domain.failures import class_of_message
from core.domain.people import Customer, CustomerDraft, Gender, Language, Operator
from core.domain.pricing import TrainingRate
from core.domain.training_story import StoryKind
from core.domain.trainings import (
    Dataset,
    Parameters,
    Status,
    Training,
    TrainingRequest,
    model_name_from,
    trigger_word_from,
)
from core.gateways.secrets import AUDIT_KEY, REPLICATE_TOKEN, telegram_token_name
from core.ids import new_id
from core.money import Stars
from core.services import attempts, price_lists
from core.services.attempts import Ending

CUSTOMERS = 200
TRAININGS = 2000
DAYS = 60
BOTS = ("neuro_blogger", "avatar_lab", "photo_muse")
SECRETS = {REPLICATE_TOKEN: "r8_" + "sandbox" * 5 + "demo0"} | {
    telegram_token_name(bot): f"{7000000000 + number}:{'demo' * 9}" for number, bot in enumerate(BOTS)
}
"""Tokens that only a sandbox takes."""
SECRETS[AUDIT_KEY] = "de" * 32
"""No secret at all: the demo's data outlive its process, and so must what seals them."""

_STEPS = (1000,) * 10 + (1500,) * 4 + (2000,) * 3 + (3000,) * 2 + (6000,)
_FAILURES = (
    "CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 79.15 GiB total capacity)",
    "Director: unexpected error handling prediction (E9828)",
    "Prediction interrupted; please retry (code: PA)",
    "NSFW content detected. Try running it again, or try different images.",
    "input_images must be a zip file",
    "Failed to create trained image after successful training run",
    "OSError: [Errno 30] Read-only file system: 'vocab.json'",
    "Something new that nobody has seen before",
)
_FIRST = {
    Gender.FEMALE: ("Анна", "Мария", "Елена", "Ольга", "Вера", "Юлия", "Sofia", "Lena", "Emma", "Дарья"),
    Gender.MALE: ("Игорь", "Олег", "Дмитрий", "Павел", "Кирилл", "Artem", "Nikita", "Ivan", "Tom", "Рустам"),
}
_LAST = (
    "Белов", "Орлов", "Сафин", "Ли", "Гросс", "Тихий", "Ветров", "Новик", "Мороз", "Petrenko",
    "Sokol", "Novak", "Чен", "Громов", "Лис",
)  # fmt: skip
_GONE = Dataset(path="", sha256="", size_bytes=9_400_000, photos=14, captions=0)
_VERSION = "26dce37af90b9d997eeb970d92e47de3064d46c300504ae376c75bef6a9022d2"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fate:
    """One past training, decided beforehand."""

    draft: CustomerDraft
    began_at: datetime
    steps: int
    status: Status
    error: str
    share: float
    """Part of the usual time after which it ended."""
    dataset: Dataset


async def fill(core: Core, photos: Path | None = None) -> bool:
    """Fill an empty database, wholly or not at all; returns whether it was empty.

    All past trainings had these photos, so that what failed can be retried; without any theirs are gone.
    """
    if await core.people.count_customers():
        return False
    rng = random.Random(2026)
    now = core.clock.now()
    drafts = _customers(rng)
    fates = _fates(rng, drafts, now, await _packed(core, photos) if photos else _GONE)
    joined_at = now - timedelta(days=DAYS + 1)

    def write(tx: Tx) -> None:
        _add_customers(tx, drafts, joined_at)
        rate = price_lists.in_force(now).rate
        _live(tx, fates, rng, core.operator, rate)
        demo_money.buy_plans(tx, drafts[20:], rng, now)
        demo_money.leave_to_a_person(tx, drafts[60:], rng, now)
        demo_money.give_back(tx, drafts[80:], rng, now)
        demo_failures.know(tx, core.operator.name, now)
        for draft in drafts[20:90]:
            _deliver(tx, draft.telegram_id, rng)

    await core.db.write(write)
    return True


async def start_two(core: Core, photos: Path) -> None:
    """Start two trainings for real, so that there is something to watch."""
    await core.gate.probe()
    dataset = await _packed(core, photos)
    cards = await core.people.find_customers("", limit=2)
    for card, steps in zip(cards, (1000, 1500), strict=True):
        word = trigger_word_from(card.customer.first_name)
        price = (await core.price_lists.current()).rate.price(steps)
        await _afford(core, card.customer, price)
        request = TrainingRequest(
            request_id=new_id(),
            customer_id=card.customer.telegram_id,
            model_name=f"{model_name_from(card.customer.first_name)}-live",
            parameters=Parameters(trigger_word=word, steps=steps),
            dataset=dataset,
        )
        await core.trainings.start_model_training_directly(request, core.operator)


async def _packed(core: Core, photos: Path) -> Dataset:
    return await core.datasets.pack(await core.datasets.inspect([photos]))


async def _afford(core: Core, customer: Customer, price: Stars) -> None:
    """Let a customer who has too few stars buy some."""
    draft = CustomerDraft(telegram_id=customer.telegram_id, bot=customer.bot)
    await core.db.write(lambda tx: demo_money.top_up(tx, draft, price, random.Random(customer.telegram_id)))


def _customers(rng: random.Random) -> list[CustomerDraft]:
    made = []
    for number in range(CUSTOMERS):
        gender = rng.choice((Gender.FEMALE, Gender.MALE))
        first = rng.choice(_FIRST[gender])
        last = rng.choice(_LAST)
        is_russian = first[0] > "z"
        if is_russian and gender is Gender.FEMALE and last.endswith(("в", "н")):
            last += "а"
        handle = model_name_from(f"{first}{last}").replace("-", "_").replace(".", "_")[:20]
        made.append(
            CustomerDraft(
                telegram_id=5_000_000_000 + number * 7_919,
                bot=rng.choice(BOTS),
                username=f"{handle}{number}" if rng.random() < 0.85 else "",
                first_name=first,
                last_name=last if rng.random() < 0.8 else "",
                language=Language.RU if is_russian else Language.EN,
                gender=gender,
            )
        )
    return made


def _fates(rng: random.Random, drafts: list[CustomerDraft], now: datetime, dataset: Dataset) -> list[_Fate]:
    made = []
    for number in range(TRAININGS):
        age = timedelta(days=DAYS) * (1 - number / TRAININGS) + timedelta(minutes=40)
        status = rng.choices(
            (Status.SUCCEEDED, Status.FAILED, Status.CANCELED, Status.ABORTED), (86, 10, 3, 1)
        )[0]
        is_whole = status is Status.SUCCEEDED
        made.append(
            _Fate(
                draft=rng.choice(drafts),
                began_at=now - age,
                steps=rng.choice(_STEPS),
                status=status,
                error=rng.choice(_FAILURES) if status is Status.FAILED else "",
                share=rng.uniform(0.9, 1.2) if is_whole else rng.uniform(0.02, 0.8),
                dataset=dataset,
            )
        )
    return made


def _add_customers(tx: Tx, drafts: list[CustomerDraft], joined_at: datetime) -> None:
    for number, draft in enumerate(drafts):
        people_store.add_customer(Tx(now=joined_at + timedelta(minutes=number), changes=tx.changes), draft)


def _live(tx: Tx, fates: list[_Fate], rng: random.Random, operator: Operator, rate: TrainingRate) -> None:
    for fate in fates:
        _live_one(tx, fate, rng, operator, rate)
        _deliver(tx, fate.draft.telegram_id, rng)


def _deliver(tx: Tx, customer_id: int, rng: random.Random) -> None:
    """Mark the newest messages to a customer, of one training and its payment, as sent long ago."""
    for message in outbox_store.of_customer(customer_id, limit=3):
        then = Tx(now=message.created_at + timedelta(seconds=2), changes=tx.changes)
        outbox_store.mark(then, message.id, outbox_store.OutboxStatus.SENT, telegram_id=rng.randrange(10**6))


def _live_one(tx: Tx, fate: _Fate, rng: random.Random, operator: Operator, rate: TrainingRate) -> None:
    draft, price = fate.draft, rate.price(fate.steps)
    paying = Tx(now=fate.began_at - timedelta(minutes=9), changes=tx.changes)
    demo_money.top_up(paying, draft, price, rng)
    starting = Tx(now=fate.began_at, changes=tx.changes)
    training = _training(fate, price, operator, rate)
    words = f"{draft.telegram_id} {draft.username} {draft.first_name} {draft.last_name}"
    training_store.insert_training(starting, training, training.id, words)
    attempt = attempts.begin(starting, training, number=1, price=price, actor=operator.name)
    attempts.tell_accepted(starting, training, attempt)
    cost = pricing.trainer_cost(training.trainer)
    seconds = cost.usual_seconds(fate.steps) * fate.share
    machine_at = fate.began_at + timedelta(seconds=rng.randint(20, 90))
    ended_at = machine_at + timedelta(seconds=seconds)
    _accepted(Tx(now=fate.began_at + timedelta(seconds=14), changes=tx.changes), attempt, training, rng)
    training_store.add_story(
        Tx(now=machine_at, changes=tx.changes), attempt, StoryKind.MACHINE_READY, "system"
    )
    failure = ""
    if fate.status is not Status.SUCCEEDED:
        failure = "canceled" if fate.status is Status.CANCELED else class_of_message(fate.error).value
    ending = Ending(
        status=fate.status,
        provider_status=fate.status.value,
        failure_class=failure,
        error=fate.error,
        log=_log(fate, rng),
        output_version=f"acme/{training.model_name}:{rng.randbytes(32).hex()}"
        if fate.status is Status.SUCCEEDED
        else "",
        cost_micro_usd=pricing.billed_micro_usd(training.trainer, seconds),
        started_at=machine_at,
        completed_at=ended_at,
    )
    attempts.end(Tx(now=ended_at, changes=tx.changes), attempt, ending)


def _training(fate: _Fate, price: Stars, operator: Operator, rate: TrainingRate) -> Training:
    draft = fate.draft
    name = model_name_from(f"{draft.first_name}-{draft.last_name}") or "model"
    word = trigger_word_from(draft.first_name)
    training_id = new_id()
    return Training(
        id=training_id,
        customer_id=draft.telegram_id,
        operator_id=operator.id,
        bot=draft.bot,
        model_name=f"{name}-{training_id[-3:]}",
        destination=f"acme/{name}-{training_id[-3:]}",
        trainer="ostris/flux-dev-lora-trainer",
        trainer_version="",
        parameters=Parameters(trigger_word=word if len(word) > 1 else "TOK", steps=fate.steps),
        dataset=fate.dataset,
        price=price,
        price_list=rate.version,
        status=Status.SUBMITTING,
        created_at=fate.began_at,
    )


def _accepted(tx: Tx, attempt: Attempt, training: Training, rng: random.Random) -> None:
    provider_id = "".join(rng.choices("abcdefghjkmnpqrstvwxyz0123456789", k=26))
    training_store.update_attempt(
        tx,
        attempt,
        status=Status.STARTING,
        step=Step.WATCH,
        version=_VERSION,
        provider_id=provider_id,
        sent_at=tx.now,
        sends=1,
    )
    training_store.add_story(
        tx, attempt, StoryKind.DATASET_SENT, "system", photos=training.dataset.photos, captions=0,
        size_bytes=training.dataset.size_bytes,
    )  # fmt: skip
    training_store.add_story(tx, attempt, StoryKind.ACCEPTED, "system", provider_id=provider_id)


def _log(fate: _Fate, rng: random.Random) -> str:
    """Return a log in the trainer's grammar with a tenth of its lines."""
    last = fate.steps - 1 if fate.status is Status.SUCCEEDED else int(fate.steps * min(fate.share, 1))
    lines = [
        "Starting train job",
        "Loading Flux model",
        "create LoRA network. base dim (rank): 16, alpha: 16",
    ]
    loss = 0.8
    for step in range(0, last, max(10, fate.steps // 60)):
        loss = loss * 0.96 + 0.012 + rng.uniform(-0.03, 0.03)
        done = step * 100 // fate.steps
        bar = "█" * (done // 10)
        lines.append(
            f"flux_train_replicate: {done:3d}%|{bar:<10}| {step}/{fate.steps} "
            f"[00:10<05:00,  1.80it/s, lr: 4.0e-04 loss: {loss:.3e}]"
        )
    if fate.error:
        lines.append(fate.error)
    return "\n".join(lines)
