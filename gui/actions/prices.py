"""What an operator does with price lists: add a version by hand or from a file, save one as a file."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.price_lists import PriceList
from core.services.price_lists import to_text
from gui import dialogs
from gui.forms.form_dialog import ask_form
from gui.forms.price_list_form import PriceListForm

_FILTER = "JSON (*.json)"


async def new_version(parent: QWidget, core: Core, start: PriceList) -> str:
    """Ask for a version made from `start`, and add it; returns the sentence to say, "" if left."""

    async def save(typed: PriceList) -> PriceList:
        return await core.price_lists.add(to_text(typed), core.operator)

    made = await ask_form(PriceListForm(parent, start, core.clock.now(), save))
    return _said(made) if made is not None else ""


async def import_file(parent: QWidget, core: Core) -> str:
    """Ask for a JSON file and add the version in it; returns the sentence to say, "" if left.

    Raises:
        AppError: what is wrong with it; nothing was added.
    """
    title = QCoreApplication.translate("PriceActions", "Import a price list")
    chosen = await dialogs.choose_files(parent, title, _FILTER)
    if not chosen:
        return ""
    text = await asyncio.to_thread(_read, chosen[0])
    return _said(await core.price_lists.add(text, core.operator))


async def export_file(parent: QWidget, listed: PriceList) -> str:
    """Ask where, and save a version as the JSON that can be imported; returns the sentence to say."""
    title = QCoreApplication.translate("PriceActions", "Save this price list")
    file = await dialogs.save_file(parent, title, Path.home() / f"prices-{listed.version}.json", _FILTER)
    if file is None:
        return ""
    await asyncio.to_thread(file.write_text, to_text(listed), encoding="utf-8")
    return QCoreApplication.translate("PriceActions", "Saved: {file}").format(file=file)


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def _said(made: PriceList) -> str:
    return QCoreApplication.translate("PriceActions", "Price list {version} was added.").format(
        version=made.version
    )
