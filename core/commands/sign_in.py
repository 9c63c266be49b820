"""Signing in from a terminal, for the commands that do something in an operator's name."""

import asyncio
import getpass
import sys

from rich.console import Console

from core.container import Core
from core.errors import InputError, RuleError


async def at_terminal(core: Core, out: Console) -> None:
    """Ask for name and password if somebody must sign in; nothing is asked where nobody has a password.

    Raises:
        RuleError: there is no terminal to ask at.
        InputError: there is no operator of this name.
        AppError: the password does not fit, or must wait.
    """
    if not core.must_sign_in:
        return
    if not sys.stdin.isatty():
        raise RuleError(problem="operators have passwords here: run the command in a terminal and sign in")
    name = (await asyncio.to_thread(out.input, "Operator: ")).strip()
    known = {one.name: one.id for one in await core.operators.all()}
    if name not in known:
        raise InputError(field="operator", value=name, problem="there is no operator of this name")
    await core.sign_in(known[name], await asyncio.to_thread(getpass.getpass, "Password: "))
