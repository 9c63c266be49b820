"""Stationmaster: reads the command line, builds Core, hands it to the window or a command."""

import argparse
import asyncio
import gc
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

from core.commands import money_options
from core.commands.exits import Exit
from core.commands.opening import Options
from core.commands.terminal import console_on
from core.domain import pricing, trainings
from core.errors import AppError, LocalError

# What a command needs is loaded by that command: the window is there sooner without the terminal's parts.

Command = Callable[[argparse.Namespace, Options], int]

QUIET_S = 0.5
"""How long the engine leaves the processor to a window that is being built."""

ABOUT = "Stationmaster, the console for training models on Replicate. Without a command it opens the window."
EXIT_CODES = (
    "exit code: 0 succeeded, 1 refused, 2 wrong use, 3 failed, 4 canceled, "
    "5 waits for something you must mend, 130 left with Ctrl+C"
)


INBOX_EXIT_CODES = (
    "exit code: 0 done or nothing to do, 1 refused, 2 wrong use, 3 a person has to decide, "
    "5 waits and is tried again"
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    chosen = build_parser().parse_args(arguments)
    data_dir: Path | None = getattr(chosen, "data_dir", None)
    options = Options(data_dir=data_dir, is_demo=chosen.command == "demo" or getattr(chosen, "demo", False))
    command: Command = chosen.run
    try:
        return command(chosen, options)
    except AppError as error:
        _tell_error(error)
        return Exit.REFUSED
    except KeyboardInterrupt:
        return Exit.INTERRUPTED


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    shared = argparse.ArgumentParser(add_help=False)
    # SUPPRESS, so that the same option before the command is not overwritten by its default after it; nor may
    # a default be set below, because all parsers share this one option.
    shared.add_argument(
        "--data-dir",
        type=Path,
        default=argparse.SUPPRESS,
        metavar="DIR",
        help="keep everything in this folder",
    )
    parser = argparse.ArgumentParser(prog="main.py", description=ABOUT, parents=[shared])
    parser.set_defaults(run=_open_console, command="console")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(name: str, run: Command, text: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(
            name, help=text, description=text[0].upper() + text[1:] + ".", parents=[shared]
        )
        made.set_defaults(run=run, command=name)
        return made

    add("demo", _open_console, "open the console on a built-in Replicate with sample data")
    train = add("train", _train, "start one training here and follow it to its end")
    train.epilog = EXIT_CODES
    _add_train_options(train)
    _add_sandbox_options(add("sandbox", _sandbox, "run only the local Replicate"))
    add("doctor", _doctor, "what is wrong on this machine, and the remedy")
    verify = add("verify", _verify, "check every invariant of money on the live data")
    migrate = add("migrate", _migrate, "bring the database to this version, after a backup")
    backup = add("backup", _backup, "write a copy of the database")
    backup.add_argument(
        "target", type=Path, nargs="?", help="the file to write (default: one in the backups folder)"
    )
    restore = add("restore", _restore, "put a copy in the place of the database")
    restore.add_argument("source", type=Path, help="the copy")
    for one in (verify, migrate, backup, restore):
        _add_demo(one)
    told = "what providers told: add it by hand, list, show, do it again"
    _add_inbox(add("inbox", _inbox_help, told), shared)
    money_options.add_to(commands, shared)
    return parser


def _add_inbox(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    parser.set_defaults(parser=parser)
    deeds = parser.add_subparsers(title="deeds", metavar="DEED")

    def add(name: str, run: Command, text: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = deeds.add_parser(
            name, help=text, description=text[0].upper() + text[1:] + ".", parents=[shared]
        )
        made.set_defaults(run=run)
        _add_demo(made)
        return made

    new = add("add", _inbox_add, "take in a notice by the same proving path as a webhook")
    new.epilog = INBOX_EXIT_CODES
    new.add_argument("provider", help="for example robokassa")
    new.add_argument("file", help="the raw body; - reads the standard input")
    new.add_argument("--header", action="append", default=[], metavar="'NAME: VALUE'", help="again for each")
    new.add_argument("--query", default="", help="what stood after the ? of the address")
    new.add_argument("--dry-run", action="store_true", help="only say what it would do")
    listed = add("list", _inbox_list, "what is to be done, the quarantine first")
    listed.add_argument("--all", action="store_true", help="everything that came in, newest first")
    listed.add_argument("--limit", type=int, default=50, help="default: %(default)s")
    shown = add("show", _inbox_show, "one row whole")
    again = add("reprocess", _inbox_reprocess, "prove and do a row again; nothing is done twice")
    again.epilog = INBOX_EXIT_CODES
    for one in (shown, again):
        one.add_argument("id", help="of the row, or its beginning")


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="on the demo's data")


def _add_train_options(parser: argparse.ArgumentParser) -> None:
    defaults = trainings.Parameters(trigger_word="TOK")
    _add_demo(parser)
    parser.add_argument("--customer", type=int, metavar="ID", help="Telegram id (the demo picks one itself)")
    parser.add_argument("--photos", type=Path, help="folder or zip (the demo has its own)")
    parser.add_argument(
        "--follow", default="", metavar="ID", help="start nothing, follow this training to its end"
    )
    parser.add_argument("--name", default="", help="model name (default: made of the customer's)")
    parser.add_argument(
        "--trigger-word", default="", metavar="WORD", help="default: made of the customer's name"
    )
    parser.add_argument(
        "--steps",
        type=int,
        default=defaults.steps,
        help=f"{pricing.MIN_STEPS} to {pricing.MAX_STEPS} (default: {defaults.steps})",
    )
    parser.add_argument("--learning-rate", default=defaults.learning_rate, help="default: %(default)s")
    parser.add_argument("--lora-rank", type=int, default=defaults.lora_rank, help="default: %(default)s")
    parser.add_argument("--batch-size", type=int, default=defaults.batch_size, help="default: %(default)s")
    parser.add_argument("--resolution", default=defaults.resolution, help="default: %(default)s")
    parser.add_argument(
        "--optimizer",
        default=defaults.optimizer,
        choices=trainings.OPTIMIZERS,
        metavar="NAME",
        help=f"one of {', '.join(trainings.OPTIMIZERS)} (default: %(default)s)",
    )
    parser.add_argument("--no-autocaption", action="store_true", help="do not let the trainer write captions")
    parser.add_argument("--trainer", default=trainings.TRAINER, help="default: %(default)s")
    parser.add_argument(
        "--trainer-version", default="", help="64 hexadecimal characters (default: the latest)"
    )


def _add_sandbox_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=0, help="0 takes a free one (default)")
    parser.add_argument("--speed", type=_speed, default=1.0, help="simulated seconds per real second")
    parser.add_argument("--state", type=Path, metavar="FILE", help="remember everything in this file")


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return number


def _speed(text: str) -> float:
    speed = float(text)
    if not 0 < speed < float("inf"):
        raise argparse.ArgumentTypeError("the speed is a number above 0")
    return speed


def _open_console(chosen: argparse.Namespace, options: Options) -> int:
    from core.commands import display

    del chosen
    problem = display.problem()
    if problem:
        console_on(sys.stderr).print(problem, markup=False)
        return Exit.USAGE
    gc.disable()  # nothing made on the way to the window is garbage; from there on gui/garbage.py collects
    from core.commands.opening import opened, paths_of
    from gui.app import run_console

    paths = paths_of(options)
    if options.is_demo and not paths.database_file.exists():
        console_on(sys.stdout).print("Preparing the demo's sample data, a few seconds …")
    return run_console(lambda: opened(options, quiet_s=QUIET_S), window_file=paths.window_file)


def _train(chosen: argparse.Namespace, options: Options) -> int:
    from core.commands import train

    is_whole = options.is_demo or chosen.follow or (chosen.customer is not None and chosen.photos is not None)
    if not is_whole:
        console_on(sys.stderr).print("--customer and --photos are needed, or --follow, or --demo")
        return Exit.USAGE
    order = train.Order(
        follow=chosen.follow,
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
    return _run(train.run(order, options, console_on(sys.stdout)))


def _sandbox(chosen: argparse.Namespace, options: Options) -> int:
    from core.sandbox.config import SandboxConfig
    from core.sandbox.server import serve

    del options
    config = SandboxConfig(speed=chosen.speed, state_file=chosen.state)
    try:
        serve("127.0.0.1", chosen.port, config)
    except OSError as error:
        reason = error.strerror or str(error)
        raise LocalError(problem=f"the sandbox cannot serve on port {chosen.port} ({reason})") from error
    return Exit.OK


def _doctor(chosen: argparse.Namespace, options: Options) -> int:
    from core.commands import doctor

    del chosen
    return _run(doctor.run(options, console_on(sys.stdout)))


def _verify(chosen: argparse.Namespace, options: Options) -> int:
    from core.commands import upkeep

    del chosen
    return _run(upkeep.verify(options, console_on(sys.stdout)))


def _migrate(chosen: argparse.Namespace, options: Options) -> int:
    from core.commands import upkeep

    del chosen
    return _run(upkeep.migrate(options, console_on(sys.stdout)))


def _backup(chosen: argparse.Namespace, options: Options) -> int:
    from core.commands import upkeep

    return _run(upkeep.backup(options, console_on(sys.stdout), chosen.target))


def _restore(chosen: argparse.Namespace, options: Options) -> int:
    from core.commands import upkeep

    return _run(upkeep.restore(options, console_on(sys.stdout), chosen.source))


def _inbox_help(chosen: argparse.Namespace, options: Options) -> int:
    del options
    chosen.parser.print_help()
    return Exit.USAGE


def _inbox_add(chosen: argparse.Namespace, options: Options) -> int:
    from core.commands import inbox

    asked = inbox.Added(
        provider=chosen.provider,
        file=chosen.file,
        headers=chosen.header,
        query=chosen.query,
        is_dry=chosen.dry_run,
    )
    return _run(inbox.add(asked, options, console_on(sys.stdout)))


def _inbox_list(chosen: argparse.Namespace, options: Options) -> int:
    from core.commands import inbox

    out = console_on(sys.stdout)
    return _run(inbox.listed(options, out, everything=chosen.all, limit=chosen.limit))


def _inbox_show(chosen: argparse.Namespace, options: Options) -> int:
    from core.commands import inbox

    return _run(inbox.show(chosen.id, options, console_on(sys.stdout)))


def _inbox_reprocess(chosen: argparse.Namespace, options: Options) -> int:
    from core.commands import inbox

    return _run(inbox.reprocess(chosen.id, options, console_on(sys.stdout)))


def _run(work: Coroutine[object, object, int]) -> int:
    return asyncio.run(work)


def _tell_error(error: AppError) -> None:
    out = console_on(sys.stderr)
    for text in (error.what, error.not_done, error.remedy):
        if text:
            out.print(error.fill(text), markup=False)


if __name__ == "__main__":
    sys.exit(main())
