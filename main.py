"""Stationmaster: reads the command line, builds Core, hands it to the window or a command."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

from rich.console import Console

from core.commands.opening import Options
from core.commands.train import Exit
from core.domain import pricing, trainings
from core.errors import AppError

Command = Callable[[argparse.Namespace, Options, Console], int]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    parser = build_parser()
    chosen = parser.parse_args(arguments)
    data_dir: Path | None = chosen.data_dir
    options = Options(data_dir=data_dir, is_demo=chosen.command == "demo" or getattr(chosen, "demo", False))
    command: Command = chosen.run
    out = Console(stderr=False)
    try:
        return command(chosen, options, out)
    except AppError as error:
        _tell_error(error, Console(stderr=True))
        return Exit.REFUSED
    except KeyboardInterrupt:
        return Exit.INTERRUPTED


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    shared = argparse.ArgumentParser(add_help=False)
    # SUPPRESS, so that the same option before the command is not overwritten by its default after it.
    shared.add_argument(
        "--data-dir", type=Path, default=argparse.SUPPRESS, help="keep everything in this folder"
    )
    parser = argparse.ArgumentParser(prog="main.py", description=__doc__, parents=[shared])
    parser.set_defaults(run=_console, command="console", data_dir=None)
    commands = parser.add_subparsers(title="commands", metavar="")

    def add(name: str, run: Command, text: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(
            name, help=text, description=text, parents=[shared]
        )
        made.set_defaults(run=run, command=name)
        return made

    add("demo", _console, "open the console on a built-in Replicate with sample data")
    _add_train_options(add("train", _train, "start one training here and follow it to its end"))
    sandbox = add("sandbox", _sandbox, "run only the local Replicate")
    sandbox.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    sandbox.add_argument("--speed", type=float, default=1.0, help="simulated seconds per real second")
    sandbox.add_argument("--state", type=Path, help="remember everything in this file")
    add("doctor", _doctor, "what is wrong on this machine, and the remedy")
    for name, run, text in (
        ("verify", _verify, "check every invariant of money on the live data"),
        ("migrate", _migrate, "bring the database to this version, after a backup"),
    ):
        _add_demo(add(name, run, text))
    backup = add("backup", _backup, "write a copy of the database")
    backup.add_argument(
        "target", type=Path, nargs="?", help="the file to write (default: the backups folder)"
    )
    _add_demo(backup)
    restore = add("restore", _restore, "put a copy in the place of the database")
    restore.add_argument("source", type=Path, help="the copy")
    _add_demo(restore)
    return parser


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="on the demo's data")


def _add_train_options(parser: argparse.ArgumentParser) -> None:
    defaults = trainings.Parameters(trigger_word="TOK")
    _add_demo(parser)
    parser.add_argument("--customer", type=int, help="Telegram id (the demo picks one itself)")
    parser.add_argument("--photos", type=Path, help="folder or zip (the demo has its own)")
    parser.add_argument("--name", default="", help="model name (default: made of the customer's)")
    parser.add_argument("--trigger-word", default="", help="default: made of the customer's name")
    parser.add_argument(
        "--steps", type=int, default=defaults.steps, help=f"{pricing.MIN_STEPS} to {pricing.MAX_STEPS}"
    )
    parser.add_argument("--learning-rate", default=defaults.learning_rate)
    parser.add_argument("--lora-rank", type=int, default=defaults.lora_rank)
    parser.add_argument("--batch-size", type=int, default=defaults.batch_size)
    parser.add_argument("--resolution", default=defaults.resolution)
    parser.add_argument("--optimizer", default=defaults.optimizer, choices=trainings.OPTIMIZERS)
    parser.add_argument("--no-autocaption", action="store_true")
    parser.add_argument("--trainer", default=trainings.TRAINER)
    parser.add_argument("--trainer-version", default="", help="64 hexadecimal characters (default: latest)")


def _console(chosen: argparse.Namespace, options: Options, out: Console) -> int:
    from core.commands import display

    del chosen
    problem = display.problem()
    if problem:
        Console(stderr=True).print(problem, highlight=False)
        return Exit.USAGE
    from gui.app import run_console

    from core.commands.opening import opened, paths_of

    paths = paths_of(options)
    if options.is_demo and not paths.database_file.exists():
        out.print("Preparing the demo's sample data, a few seconds …")
    return run_console(lambda: opened(options), window_file=paths.window_file)


def _train(chosen: argparse.Namespace, options: Options, out: Console) -> int:
    from core.commands import train

    if not options.is_demo and (chosen.customer is None or chosen.photos is None):
        Console(stderr=True).print("--customer and --photos are needed (or --demo)")
        return Exit.USAGE
    order = train.Order(
        customer_id=chosen.customer,
        photos=chosen.photos,
        model_name=chosen.name,
        trigger_word=chosen.trigger_word,
        steps=chosen.steps,
        learning_rate=chosen.learning_rate,
        lora_rank=chosen.lora_rank,
        batch_size=chosen.batch_size,
        resolution=chosen.resolution,
        optimizer=chosen.optimizer,
        autocaption=not chosen.no_autocaption,
        trainer=chosen.trainer,
        trainer_version=chosen.trainer_version,
    )
    return _run(train.run(order, options, out))


def _sandbox(chosen: argparse.Namespace, options: Options, out: Console) -> int:
    from core.sandbox.config import SandboxConfig
    from core.sandbox.server import serve

    del options, out
    serve("127.0.0.1", chosen.port, SandboxConfig(speed=chosen.speed, state_file=chosen.state))
    return Exit.SUCCEEDED


def _doctor(chosen: argparse.Namespace, options: Options, out: Console) -> int:
    from core.commands import doctor

    del chosen
    return _run(doctor.run(options, out))


def _verify(chosen: argparse.Namespace, options: Options, out: Console) -> int:
    from core.commands import upkeep

    del chosen
    return _run(upkeep.verify(options, out))


def _migrate(chosen: argparse.Namespace, options: Options, out: Console) -> int:
    from core.commands import upkeep

    del chosen
    return _run(upkeep.migrate(options, out))


def _backup(chosen: argparse.Namespace, options: Options, out: Console) -> int:
    from core.commands import upkeep

    return _run(upkeep.backup(options, out, chosen.target))


def _restore(chosen: argparse.Namespace, options: Options, out: Console) -> int:
    from core.commands import upkeep

    return _run(upkeep.restore(options, out, chosen.source))


def _run(work: Coroutine[object, object, int]) -> int:
    return asyncio.run(work)


def _tell_error(error: AppError, out: Console) -> None:
    for text in (error.what, error.not_done, error.remedy):
        if text:
            out.print(error.fill(text), highlight=False, markup=False)


if __name__ == "__main__":
    sys.exit(main())
