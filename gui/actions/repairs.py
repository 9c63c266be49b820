"""What an operator does about stuck work: each deed shows first what it would do, does it, and tells."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QCoreApplication

from core.container import Core
from core.domain.people import Permission
from core.domain.stuck import Adoption, Repair, RepairEffect, Stuck
from gui import dialogs, formats, texts
from gui.forms.adopt_form import AdoptForm
from gui.forms.form_dialog import ask_form
from gui.models.stuck_model import kind_meaning, name_of, repair_word
from gui.widgets.page import Page

_RIGHTS = {
    Repair.REREAD: Permission.RETRY_TRAINING,
    Repair.LINK: Permission.RETRY_TRAINING,
    Repair.ADOPT: Permission.RETRY_FREE,
    Repair.END_HOLD: Permission.DECIDE_QUARANTINE,
}

MIN_ID = 8
"""No id of Replicate is shorter."""

Deed = Callable[[bool], Awaitable[RepairEffect]]
"""Does it, or only tries it when told so."""


def obstacle(core: Core, repair: Repair) -> str:
    """Return why a repair cannot be done by who works here, empty if it can."""
    if core.operator.may(_RIGHTS[repair]):
        return ""
    return QCoreApplication.translate("RepairActions", "Your role may not do this.")


async def repair(page: Page, core: Core, one: Stuck) -> str:
    """Do what is offered for one; returns the sentence to say, or "" if the operator left.

    Raises:
        AppError: nothing was changed, or Replicate could not be asked.
    """
    match one.repair:
        case Repair.REREAD:
            status = await core.repairs.reread(one.subject, core.operator)
            said = QCoreApplication.translate("RepairActions", "{model}: {status} at Replicate.")
            return said.format(model=name_of(one), status=texts.status_word(status))
        case Repair.ADOPT:
            return await _adopt(page, core, one)
        case Repair.LINK:
            return await _previewed(
                page,
                one,
                lambda previews: core.repairs.link(
                    one.subject, one.provider_id, core.operator, previews=previews
                ),
            )
        case Repair.END_HOLD:
            return await _previewed(
                page,
                one,
                lambda previews: core.repairs.end_hold(one.subject, core.operator, previews=previews),
            )


async def link_by_id(page: Page, core: Core, one: Stuck) -> str:
    """Ask for the id that Replicate gave a training whose outcome is unknown, and join the two.

    Raises:
        AppError: it is another's, or Replicate could not be asked; nothing was changed.
    """
    title = QCoreApplication.translate("RepairActions", "Link {model} by its id").format(model=name_of(one))
    provider_id = await dialogs.ask_text(
        page,
        title,
        QCoreApplication.translate(
            "RepairActions",
            "The id stands in the address of the training’s page at Replicate. It is joined only if it was "
            "sent with the photos of this training.",
        ),
        label=QCoreApplication.translate("RepairActions", "Id at Replicate"),
        confirm=QCoreApplication.translate("RepairActions", "Look"),
        min_length=MIN_ID,
    )
    if provider_id is None:
        return ""
    ident = provider_id.rstrip("/").rsplit("/", 1)[-1]
    return await _previewed(
        page,
        one,
        lambda previews: core.repairs.link(one.subject, ident, core.operator, previews=previews),
        Repair.LINK,
    )


async def _previewed(page: Page, one: Stuck, deed: Deed, repair: Repair | None = None) -> str:
    """Show what the deed does, found out by doing it and undoing it, and do it when agreed to."""
    verb = repair_word(repair or one.repair)
    effect = await deed(True)
    title = QCoreApplication.translate("RepairActions", "{verb}: {model}?").format(
        verb=verb, model=name_of(one)
    )
    text = f"{kind_meaning(one)}\n\n{effect_words(effect)}"
    if not await dialogs.ask(page, title, text, confirm=verb):
        return ""
    await deed(False)
    return QCoreApplication.translate("RepairActions", "{model} was put right.").format(model=name_of(one))


async def _adopt(page: Page, core: Core, one: Stuck) -> str:
    async def save(asked: Adoption) -> RepairEffect:
        await core.repairs.adopt(asked, core.operator, previews=True)  # refused before it is done
        return await core.repairs.adopt(asked, core.operator)

    made = await ask_form(AdoptForm(page, one, save))
    if made is None:
        return ""
    return QCoreApplication.translate("RepairActions", "{model} was adopted.").format(model=name_of(one))


def effect_words(effect: RepairEffect) -> str:
    """Return what a repair does to the training and the customer's stars."""
    lines = []
    if effect.status is not None:
        words = QCoreApplication.translate("RepairActions", "The training then is: {status}.")
        lines.append(words.format(status=texts.status_word(effect.status)))
    if effect.before == effect.after:
        lines.append(QCoreApplication.translate("RepairActions", "The customer’s balance stays as it is."))
    else:
        words = QCoreApplication.translate("RepairActions", "The customer’s balance: {before} → {after}.")
        lines.append(words.format(before=formats.stars(effect.before), after=formats.stars(effect.after)))
    return "\n".join(lines)
