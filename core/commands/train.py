"""`main.py train`: the main job in a terminal, with live progress; the exit code tells the end."""

import asyncio
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from core.commands import demo
from core.commands.opening import Options, opened
from core.container import Core
from core.domain.failures import HEADLINES, REMEDIES, FailureClass
from core.domain.trainings import (
    TRAINER,
    Parameters,
    Status,
    TrainingRequest,
    TrainingRow,
    model_name_from,
    trigger_word_from,
)
from core.errors import DatasetError, InputError
from core.ids import new_id

LOOK_EVERY_S = 0.5


class Exit(IntEnum):
    """What the exit code says."""

    SUCCEEDED = 0
    REFUSED = 1
    USAGE = 2
    FAILED = 3
    CANCELED = 4
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the command line asks for; empty texts take what the customer's name suggests."""

    customer_id: int | None
    photos: Path | None
    model_name: str = ""
    trigger_word: str = ""
    steps: int = 1000
    learning_rate: str = "0.0004"
    lora_rank: int = 16
    batch_size: int = 1
    resolution: str = "512,768,1024"
    optimizer: str = "adamw8bit"
    autocaption: bool = True
    trainer: str = TRAINER
    trainer_version: str = ""


async def run(order: Order, options: Options, out: Console) -> Exit:
    """Start one training and follow it to its end.

    Raises:
        AppError: it was refused; nothing was started and no star moved.
    """
    async with opened(options) as core:
        await _gate(core)
        training_id = await _start(core, order, out)
        try:
            row = await _follow(core, training_id, out)
            await _messages_out(core)
        except asyncio.CancelledError:
            out.print(
                f"Left. Training {training_id} goes on at Replicate; the next start follows it to its end."
            )
            raise
        return _tell(row, out)


async def _gate(core: Core) -> None:
    state = await core.gate.probe()
    if state.problem is not None:
        raise state.problem


async def _start(core: Core, order: Order, out: Console) -> str:
    customer_id = order.customer_id
    if customer_id is None:
        customer_id = await _any_who_can_pay(core)
    card = await core.people.customer(customer_id)
    report = await core.datasets.inspect([order.photos or demo.PHOTOS])
    for problem in report.problems:
        out.print(f"  {problem}")
    if not report.usable:
        raise DatasetError(problem=next(one for one in report.problems if one.blocks))
    name = card.customer.first_name or card.customer.username
    request = TrainingRequest(
        request_id=new_id(),
        customer_id=customer_id,
        model_name=order.model_name or model_name_from(f"{name}-{new_id()[-4:]}"),
        parameters=Parameters(
            steps=order.steps,
            trigger_word=order.trigger_word or trigger_word_from(name) or "TOK",
            learning_rate=order.learning_rate,
            lora_rank=order.lora_rank,
            batch_size=order.batch_size,
            resolution=order.resolution,
            optimizer=order.optimizer,
            autocaption=order.autocaption,
        ),
        dataset=await core.datasets.pack(report),
        trainer=order.trainer,
        trainer_version=order.trainer_version,
    )
    request.check()
    out.print(
        f"{card.customer.name}: {request.dataset.photos} photos, {order.steps} steps, {request.price}; "
        f"balance {card.balance} → {card.balance - request.price}"
    )
    training = await core.trainings.start_model_training_directly(request, core.operator)
    out.print(f"Training {training.id}, model {request.model_name}, word {request.parameters.trigger_word}")
    return training.id


async def _any_who_can_pay(core: Core) -> int:
    """Return a sample customer of the demo with some stars."""
    for card in await core.people.find_customers("", limit=100):
        if card.balance.hundredths >= 22_000:
            return card.customer.telegram_id
    raise InputError(field="--customer", value="", problem="no sample customer has enough stars; name one")


async def _follow(core: Core, training_id: str, out: Console) -> TrainingRow:
    columns = (
        TextColumn("{task.description:<28}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=out) as progress:
        bar = progress.add_task("sending", total=None)
        while True:
            row = (await core.trainings.details(training_id)).row
            total = row.progress_total or row.steps
            progress.update(bar, description=_words(row), completed=row.progress_step or 0, total=total)
            if row.status.is_terminal:
                return row
            await core.clock.sleep(LOOK_EVERY_S)


def _words(row: TrainingRow) -> str:
    if row.waiting_for:
        return f"waits ({row.waiting_for})"
    return row.phase.value if row.status is Status.PROCESSING else row.status.value


async def _messages_out(core: Core) -> None:
    """Send what the end has to say before the process ends; what must wait stays in the outbox."""
    await core.notices.send_due()


def _tell(row: TrainingRow, out: Console) -> Exit:
    cost = f", provider cost ${row.cost_micro_usd / 1_000_000:.2f}" if row.cost_micro_usd else ""
    out.print(f"{row.status.value}: {row.price} {row.money.value}{cost}")
    if row.status is Status.SUCCEEDED:
        return Exit.SUCCEEDED
    failure = FailureClass(row.failure_class or FailureClass.UNKNOWN)
    out.print(f"{HEADLINES[failure]}. {REMEDIES[failure]}")
    return Exit.CANCELED if row.status is Status.CANCELED else Exit.FAILED
