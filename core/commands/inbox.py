"""`main.py inbox add|list|show|reprocess`: webhooks by hand, until a server takes them.

What is added goes the same way as a webhook: stored raw, proved, done once. The exit code tells the end:
0 done, duplicate, or of no concern; 1 refused; 3 a person has to decide; 5 it waits to be confirmed.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from core.commands import sign_in
from core.commands.exits import Exit
from core.commands.opening import Options, opened
from core.container import Core
from core.db import inbox_store
from core.domain.inbox import InboxFilter, InboxLine, InboxRow, InboxSource, InboxVerdict
from core.domain.providers import Notice
from core.errors import InputError, LocalError, NotFound
from core.services.inbox_work import Foreseen

NO_ENGINE_S = 3600.0
"""The engine would begin after this time: a short command drives no trainings."""

_EXITS = {
    InboxVerdict.DONE: Exit.OK,
    InboxVerdict.DUPLICATE: Exit.OK,
    InboxVerdict.IGNORED: Exit.OK,
    InboxVerdict.REFUSED: Exit.REFUSED,
    InboxVerdict.QUARANTINED: Exit.FAILED,
    InboxVerdict.CONFLICT: Exit.FAILED,
    InboxVerdict.LATER: Exit.WAITS,
    InboxVerdict.RECEIVED: Exit.WAITS,
}
_WORDS = {
    InboxVerdict.DONE: "done",
    InboxVerdict.DUPLICATE: "known already, nothing changed",
    InboxVerdict.IGNORED: "of no concern, nothing changed",
    InboxVerdict.REFUSED: "refused",
    InboxVerdict.QUARANTINED: "in quarantine: a person has to decide",
    InboxVerdict.CONFLICT: "contradicts what is known: a person has to look",
    InboxVerdict.LATER: "waits: it is tried again by itself",
    InboxVerdict.RECEIVED: "stored, not done yet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What `inbox add` was given; the file "-" is the standard input."""

    provider: str
    file: str
    headers: Sequence[str] = ()
    query: str = ""
    is_dry: bool = False


async def add(asked: Added, options: Options, out: Console) -> Exit:
    """Take in one notice; with `is_dry` say what it would do and store nothing.

    Raises:
        AppError: it was not stored.
    """
    notice = await asyncio.to_thread(_notice, asked)
    async with opened(options, quiet_s=NO_ENGINE_S) as core:
        await sign_in.at_terminal(core, out)
        if asked.is_dry:
            events = await core.providers.get(asked.provider).read(notice)
            _tell_foreseen(out, await core.inbox.foresee(events))
            return Exit.OK
        source = InboxSource.PASTE if asked.file == "-" else InboxSource.FILE
        row = await core.inbox.add(asked.provider, notice, source=source, operator=core.operator)
    return _tell(out, row)


async def listed(options: Options, out: Console, *, everything: bool, limit: int) -> Exit:
    """List what is to be done, the quarantine first, or everything that came in, newest first."""
    async with opened(options, quiet_s=NO_ENGINE_S) as core:
        if everything:
            lines = await core.inbox_list.page(InboxFilter(), None, limit)
        else:
            lines = [line for _key, line in await core.inbox_list.todo(InboxFilter(), None, limit)]
    for line in lines:
        out.print(_line(line), markup=False)
    if not lines:
        out.print("Nothing came in." if everything else "Nothing is to be done.")
    return Exit.OK


async def show(row_id: str, options: Options, out: Console) -> Exit:
    """Show one row: what came, what became of it, and what doing it again would do.

    Raises:
        NotFound: there is no such row, or several begin so.
    """
    async with opened(options, quiet_s=NO_ENGINE_S) as core:
        row = await core.inbox.row(await _whole_id(core, row_id))
    out.print(f"{row.id}  {row.provider}  {row.source.value}  {row.received_at:%Y-%m-%d %H:%M:%S} UTC")
    out.print(f"delivery {row.delivery_id}, {row.deliveries}×, {row.length_bytes} bytes", markup=False)
    for name, value in row.headers.items():
        out.print(f"{name}: {value}", markup=False)
    if row.query:
        out.print(f"?{row.query}", markup=False)
    out.print(row.body.decode("utf-8", "replace"), markup=False)
    _tell(out, row)
    return Exit.OK


async def reprocess(row_id: str, options: Options, out: Console) -> Exit:
    """Prove and do a row again; what was done is not done twice.

    Raises:
        AppError: it was not done again; a settled row stays as it is.
    """
    async with opened(options, quiet_s=NO_ENGINE_S) as core:
        await sign_in.at_terminal(core, out)
        row = await core.inbox.reprocess(await _whole_id(core, row_id), core.operator)
    return _tell(out, row)


async def _whole_id(core: Core, text: str) -> str:
    found = await core.db.read(lambda: inbox_store.ids_starting_with(text.strip().lower()))
    if len(found) != 1:
        raise NotFound(kind="inbox row", ident=text)
    return found[0]


def _notice(asked: Added) -> Notice:
    headers: dict[str, str] = {}
    for text in asked.headers:
        name, colon, value = text.partition(":")
        if not colon or not name.strip():
            raise InputError(field="--header", value=text, problem="write it as 'Name: value'")
        headers[name.strip().lower()] = value.strip()
    return Notice(body=_read(asked.file), headers=headers, query=asked.query.removeprefix("?"))


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise LocalError(problem=f"{file} cannot be read ({error.strerror})") from error


def _line(line: InboxLine) -> str:
    amount = str(line.amount) if line.amount else ""
    why = line.why.value if line.why else line.detail
    who = f"{line.customer_name} invoice {line.invoice_number}" if line.invoice_number else line.customer_name
    parts = (line.id, f"{line.received_at:%m-%d %H:%M}", line.provider, line.verdict.value, amount, why, who)
    return "  ".join(part for part in parts if part)


def _tell(out: Console, row: InboxRow) -> Exit:
    out.print(f"{row.id}: {_WORDS[row.verdict]}{f' ({row.detail})' if row.detail else ''}", markup=False)
    for what, ident in row.effects:
        out.print(f"  {what} {ident}", markup=False)
    return _EXITS[row.verdict]


def _tell_foreseen(out: Console, foreseen: Sequence[Foreseen]) -> None:
    for one in foreseen:
        facts = {
            "would": one.outcome.value,
            "because": one.verdict.value if one.verdict else "",
            "sum": str(one.event.amount or ""),
            "invoice": one.invoice_number or "",
            "customer": one.customer_name,
            "balance before": str(one.balance_before or ""),
            "balance after": str(one.balance_after or ""),
        }
        known = {name: value for name, value in facts.items() if value}
        out.print(json.dumps(known, ensure_ascii=False), markup=False)
    if not foreseen:
        out.print("It says nothing that concerns us.")
