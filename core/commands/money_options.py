"""The options of `invoice`, `payments` and `prices`; what they do is in `money`, loaded when it is needed."""

import argparse
import asyncio
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.commands.exits import Exit
from core.commands.opening import Options
from core.commands.terminal import console_on

if TYPE_CHECKING:
    from collections.abc import Coroutine

EXIT_CODES = "exit code: 0 done, 1 refused, 2 wrong use, 5 not paid yet"
LIMIT = 50

Deed = Callable[..., "Coroutine[Any, Any, int]"]


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the three commands with their deeds to `commands`, the subparsers of the program."""
    invoice = _group(commands, shared, "invoice", "make, list, show, ask about and cancel invoices")
    _add_invoice(invoice, shared)
    payments = _group(commands, shared, "payments", "look at what was paid")
    _add_list(_deed(payments, shared, "list", "print the newest payments", _run("list_payments", *_LIST)))
    prices = _group(commands, shared, "prices", "show and add versions of the price list")
    show = _deed(prices, shared, "show", "print a price list", _run("show_prices", "version"))
    show.add_argument("--version", default="", help="default: the one in force")
    add = _deed(prices, shared, "add", "add the version in a JSON file", _run("add_prices", "file"))
    add.add_argument("file", type=Path, help="as `Save as a file` writes it")


_LIST = ("status", "text", "limit")


def _add_invoice(parser: Any, shared: argparse.ArgumentParser) -> None:
    names = ("customer", "product", "provider", "currency", "promo")
    create = _deed(
        parser, shared, "create", "make an invoice and print how it is paid", _run("create_invoice", *names)
    )
    create.add_argument("--customer", type=int, required=True, metavar="ID", help="Telegram id")
    create.add_argument("--product", required=True, metavar="KEY", help="as `prices show` names it")
    create.add_argument("--provider", required=True, metavar="NAME")
    create.add_argument("--currency", required=True, metavar="CODE", help="RUB, XTR, USD …")
    create.add_argument("--promo", default="", metavar="CODE", help="a promo code")
    _add_list(_deed(parser, shared, "list", "print the newest invoices", _run("list_invoices", *_LIST)))
    for name, text, run in (
        ("show", "print one invoice", _run("show_invoice", "number")),
        ("ask", "ask its provider how it stands, and do what it says", _run("ask_invoice", "number")),
        ("cancel", "cancel a pending invoice", _run("cancel_invoice", "number", "reason")),
    ):
        made = _deed(parser, shared, name, text, run)
        made.add_argument("number", type=int, metavar="N", help="the number of the invoice")
        if name == "cancel":
            made.add_argument("--reason", required=True, help="stays in the audit")


def _group(commands: Any, shared: argparse.ArgumentParser, name: str, text: str) -> Any:
    parser = commands.add_parser(
        name, help=text, description=text[0].upper() + text[1:] + ".", parents=[shared], epilog=EXIT_CODES
    )
    parser.set_defaults(run=partial(_help, parser), command=name)
    return parser.add_subparsers(title="deeds", metavar="DEED")


def _deed(deeds: Any, shared: argparse.ArgumentParser, name: str, text: str, run: object) -> Any:
    made = deeds.add_parser(
        name, help=text, description=text[0].upper() + text[1:] + ".", parents=[shared], epilog=EXIT_CODES
    )
    made.set_defaults(run=run)
    made.add_argument("--demo", action="store_true", help="on the demo's data")
    return made


def _add_list(parser: Any) -> None:
    parser.add_argument("--status", default="", help="only those in this status")
    parser.add_argument("--text", default="", help="number, id, customer, @name, amount")
    parser.add_argument("--limit", type=int, default=LIMIT, help="default: %(default)s")


def _run(deed: str, *names: str) -> Callable[[argparse.Namespace, Options], int]:
    """Return what does a deed of `money` with these options."""

    def run(chosen: argparse.Namespace, options: Options) -> int:
        from core.commands import money

        do: Deed = getattr(money, deed)
        values = {name: getattr(chosen, name) for name in names}
        return asyncio.run(do(options, console_on(sys.stdout), **values))

    return run


def _help(parser: argparse.ArgumentParser, _chosen: argparse.Namespace, _options: Options) -> int:
    parser.print_help()
    return Exit.USAGE
