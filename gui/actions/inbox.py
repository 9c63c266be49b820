"""What an operator does with the inbox: add to it, ask what something would do, do it again, mark it seen."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.inbox import InboxRow, InboxSource
from core.domain.people import Permission
from core.domain.providers import Notice
from core.errors import LocalError
from gui import dialogs
from gui.forms.add_notice_form import AddNoticeForm
from gui.forms.form_dialog import ask_form
from gui.models import inbox_words


def obstacle(core: Core) -> str:
    """Return why the operator may not work on the inbox, empty if it may."""
    if core.operator.may(Permission.ADD_TO_INBOX):
        return ""
    return QCoreApplication.translate("InboxActions", "Your role may only look at the inbox.")


async def add(
    parent: QWidget, core: Core, *, file: Path | None = None, provider: str = ""
) -> InboxRow | None:
    """Ask for a notice, or for what is missing about the one in `file`, and take it in; None if left."""
    body = await asyncio.to_thread(_read, file) if file else b""
    states = await core.provider_keys.states()
    source = InboxSource.FILE if file else InboxSource.PASTE

    async def save(asked: tuple[str, Notice]) -> InboxRow:
        return await core.inbox.add(asked[0], asked[1], source=source, operator=core.operator)

    form = AddNoticeForm(
        parent,
        [state.info for state in states],
        save,
        provider=provider,
        file_name=file.name if file else "",
        body=body,
    )
    return await ask_form(form)


def row_said(row: InboxRow) -> str:
    """Return what became of a row in one sentence."""
    why = inbox_words.detail_word(row.detail)
    words = QCoreApplication.translate("InboxActions", "{verdict}: {why}") if why else "{verdict}"
    return words.format(verdict=inbox_words.verdict_word(row.verdict), why=why)


async def foresee(parent: QWidget, core: Core, row_id: str) -> None:
    """Show what doing a row again would do now; nothing is done."""
    foreseen = await core.inbox.what_would_it_do(row_id)
    title = QCoreApplication.translate("InboxActions", "What would this do?")
    await dialogs.tell(parent, title, inbox_words.foreseen_text(foreseen))


async def do_again(core: Core, row_id: str) -> str:
    """Prove and do a row again; returns what became of it."""
    return row_said(await core.inbox.reprocess(row_id, core.operator))


async def mark_seen(core: Core, row_id: str) -> str:
    """Take a row off the work list."""
    await core.inbox_list.mark_seen(row_id, core.operator)
    return QCoreApplication.translate("InboxActions", "It is off the work list.")


async def end_series(core: Core, provider: str) -> str:
    """Take all refused notices of a provider off the work list."""
    marked = await core.inbox_list.mark_series_seen(provider, core.operator)
    return QCoreApplication.translate(
        "InboxActions", "%n refused notice(s) are off the work list.", "", marked
    )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise LocalError(problem=f"{file.name} cannot be read ({error.strerror})") from error
