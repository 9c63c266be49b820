"""Following one training in the terminal: a bar that moves, and in the end what became of stars and customer.

Where the output is no terminal, a line a phase stands in place of the bar.
"""

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from core.commands.exits import Exit
from core.container import Core
from core.db.outbox_store import OutboxStatus
from core.domain.attempts import MoneyState
from core.domain.failures import HEADLINES, REMEDIES, FailureClass
from core.domain.training_views import TrainingRow
from core.domain.trainings import Status
from core.errors import AppError

LOOK_EVERY_S = 0.5
MESSAGE_LOOKS = 20
"""How often we look whether the last message is out before we leave it to the next start."""

_HELD_UP = (OutboxStatus.WAITING, OutboxStatus.UNCERTAIN)
_NOT_SENT = (Status.SUBMITTING, Status.UNKNOWN)
_WAITS_FOR = {
    "offline": "the network",
    "rate_limited": "Replicate: too many requests",
    "remote_broken": "Replicate: it has a fault",
}
_MONEY = {
    MoneyState.SETTLED: "paid",
    MoneyState.RELEASED: "given back",
    MoneyState.HELD: "held",
    MoneyState.FREE: "free of charge",
}


async def follow(core: Core, training_id: str, out: Console) -> Exit:
    """Show a training until it has ended, or until it cannot go on without a person.

    Raises:
        NotFound: there is no such training.
    """
    row, problem = await _watch(core, training_id, out)
    if problem is not None:
        return _tell_problem(row, problem, out)
    ending = _tell_end(row, out)
    await _tell_message(core, row, out)
    return ending


async def farewell(core: Core, training_id: str) -> str:
    """Return what becomes of a training that nobody follows any more."""
    row = (await core.trainings.details(training_id)).row
    if row.status.is_terminal:
        return f"Training {training_id} has ended: {row.status.value}."
    if row.status in _NOT_SENT:
        return (
            f"Left. Training {training_id} was not sent yet: the next start sends it, its stars stay held.\n"
            f"Go on with it: {_again(training_id)}"
        )
    return (
        f"Left. Training {training_id} goes on at Replicate; the next start follows it to its end.\n"
        f"Go on with it: {_again(training_id)}"
    )


def _again(training_id: str) -> str:
    return f"main.py train --follow {training_id}"


async def _watch(core: Core, training_id: str, out: Console) -> tuple[TrainingRow, AppError | None]:
    """Move the bar until the training has ended or the gate has shut; returns why it did."""
    columns = (
        TextColumn("{task.description:<28}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    row = (await core.trainings.details(training_id)).row
    said = ""
    with Progress(*columns, console=out, disable=not out.is_terminal) as progress:
        bar = progress.add_task(_words(row), total=row.steps)
        while True:
            if not (out.is_terminal or row.status.is_terminal or said == _words(row)):
                said = _words(row)
                out.print(said)
            total = row.progress_total or row.steps
            done = total if row.status is Status.SUCCEEDED else row.progress_step or 0
            progress.update(bar, description=_words(row), completed=done, total=total)
            gate = core.gate.state
            if row.status.is_terminal:
                return row, None
            if gate.problem is not None:
                return row, gate.problem
            await core.clock.sleep(LOOK_EVERY_S)
            row = (await core.trainings.details(training_id)).row


def _words(row: TrainingRow) -> str:
    if row.waiting_for:
        return f"waits for {_WAITS_FOR.get(row.waiting_for, 'Replicate')}"
    return row.phase.value if row.status is Status.PROCESSING else row.status.value


def _tell_problem(row: TrainingRow, problem: AppError, out: Console) -> Exit:
    where = "waits with its stars held" if row.status in _NOT_SENT else "goes on at Replicate, unseen"
    out.print(f"Training {row.id} {where}: {problem.fill(problem.what)}", markup=False)
    out.print(f"{problem.fill(problem.remedy)}\nThen go on with it: {_again(row.id)}", markup=False)
    return Exit.WAITS


def _tell_end(row: TrainingRow, out: Console) -> Exit:
    cost = f", provider cost ${row.cost_micro_usd / 1_000_000:.2f}" if row.cost_micro_usd else ""
    out.print(f"{row.status.value.capitalize()}: {row.price} {_MONEY[row.money]}{cost}.")
    if row.status is Status.SUCCEEDED:
        return Exit.OK
    failure = FailureClass(row.failure_class or FailureClass.UNKNOWN)
    out.print(f"{HEADLINES[failure]}. {REMEDIES[failure]}")
    return Exit.CANCELED if row.status is Status.CANCELED else Exit.FAILED


async def _tell_message(core: Core, row: TrainingRow, out: Console) -> None:
    """Let the engine send what the end has to say, and tell whether it did; the rest stays in the outbox."""
    for _look in range(MESSAGE_LOOKS):
        messages = await core.notices.of_customer(row.customer_id)
        mine = [one for one in messages if one.event_key.endswith(f":{row.attempt_id}")]
        if all(one.status is OutboxStatus.SENT for one in mine):
            out.print(f"{row.customer_name} was told.", markup=False)
            return
        # A chat keeps its order, so an older message in trouble holds up those after it.
        in_the_way = [one for one in reversed(messages) if one in mine or one.status in _HELD_UP]
        why = next((one.error for one in in_the_way if one.error), "")
        if why:
            break
        await core.clock.sleep(LOOK_EVERY_S)
    reason = f" ({why})" if why else ""
    out.print(f"{row.customer_name} was not told yet: the message stays in the outbox{reason}.", markup=False)
