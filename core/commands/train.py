"""`main.py train`: the main job in a terminal, with live progress; the exit code tells the end."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from core.commands import demo, sign_in
from core.commands.exits import Exit
from core.commands.follow import farewell, follow
from core.commands.opening import Options, opened
from core.container import Core
from core.domain.trainings import TRAINER, Parameters, TrainingRequest, model_name_from, trigger_word_from
from core.errors import DatasetError, InputError
from core.ids import new_id
from core.services.people import CustomerCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the command line asks for; empty texts take what the customer's name suggests.

    `follow` is the id of a training that was started before: then nothing is started.
    """

    follow: str = ""
    customer_id: int | None = None
    photos: Path | None = None
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
    """Start one training, or take up one that was started, and follow it to its end.

    Raises:
        AppError: it was refused; nothing was started and no star moved.
    """
    async with opened(options) as core:
        state = await core.gate.probe()
        if state.problem is not None:
            raise state.problem
        if not order.follow:
            await sign_in.at_terminal(core, out)
        request = None if order.follow else await _request(core, order, out)
        training_id = request.request_id if request else order.follow
        try:
            if request is not None:
                await _start(core, request, out)
            return await follow(core, training_id, out)
        except asyncio.CancelledError:
            out.print(await farewell(core, training_id), markup=False)
            raise


async def _start(core: Core, request: TrainingRequest, out: Console) -> None:
    """Start it wholly or not at all: Ctrl+C in the middle must not leave a training nobody heard of."""
    start = asyncio.ensure_future(core.trainings.start_model_training_directly(request, core.operator))
    try:
        training = await asyncio.shield(start)
    except asyncio.CancelledError:
        await start
        raise
    card = await core.people.customer(request.customer_id)
    out.print(
        f"{card.customer.name}: {request.dataset.photos} photos, {request.parameters.steps} steps, "
        f"{training.price}; balance {card.balance + training.price} → {card.balance}\n"
        f"Training {request.request_id}, model {request.model_name}, word {request.parameters.trigger_word}",
        markup=False,
    )


async def _request(core: Core, order: Order, out: Console) -> TrainingRequest:
    card = await _customer(core, order)
    name = card.customer.first_name or card.customer.username
    parameters = Parameters(
        steps=order.steps,
        trigger_word=order.trigger_word or trigger_word_from(name) or "TOK",
        learning_rate=order.learning_rate,
        lora_rank=order.lora_rank,
        batch_size=order.batch_size,
        resolution=order.resolution,
        optimizer=order.optimizer,
        autocaption=order.autocaption,
    )
    parameters.check()
    report = await core.datasets.inspect([order.photos or demo.PHOTOS])
    for problem in report.problems:
        if not problem.blocks:
            out.print(f"  {problem}", markup=False)
    blocking = next((one for one in report.problems if one.blocks), None)
    if blocking is not None:
        raise DatasetError(problem=blocking)
    return TrainingRequest(
        request_id=new_id(),
        customer_id=card.customer.telegram_id,
        model_name=order.model_name or model_name_from(f"{name}-{new_id()[-4:]}"),
        parameters=parameters,
        dataset=await core.datasets.pack(report),
        trainer=order.trainer,
        trainer_version=order.trainer_version,
    )


async def _customer(core: Core, order: Order) -> CustomerCard:
    """Return whom the order names, or in the demo a sample customer with enough stars."""
    if order.customer_id is not None:
        return await core.people.customer(order.customer_id)
    price = (await core.price_lists.current()).rate.price(order.steps)
    for card in await core.people.find_customers("", limit=100):
        if card.balance >= price:
            return card
    raise InputError(field="--customer", value="", problem="no sample customer has enough stars; name one")
