"""What an operator does with a failure group: mark it as fixed, give it to somebody, note what helps."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.failure_groups import FailureGroup
from core.domain.people import Permission
from gui import dialogs
from gui.dialogs import Choice
from gui.forms.failure_note_form import FailureNote, FailureNoteForm
from gui.forms.form_dialog import ask_form

NOBODY = ""


def obstacle(core: Core) -> str:
    """Return why groups cannot be changed, empty if they can."""
    if core.operator.may(Permission.RETRY_TRAINING):
        return ""
    return QCoreApplication.translate("FailureActions", "Your role does not allow it")


async def mark_fixed(parent: QWidget, core: Core, group: FailureGroup) -> str:
    """Say that the cause is mended, after a yes; or take that back. Returns the sentence to say."""
    if group.fixed_at is not None and not group.is_back:
        await core.failures.mark_fixed(group.id, core.operator, is_fixed=False)
        return QCoreApplication.translate("FailureActions", "The mark was taken back")
    sure = await dialogs.ask(
        parent,
        QCoreApplication.translate("FailureActions", "Mark as fixed?"),
        QCoreApplication.translate(
            "FailureActions",
            "No star moves and nothing is retried. Should the same failure come again, the group says so.",
        ),
        confirm=QCoreApplication.translate("FailureActions", "Mark fixed"),
    )
    if not sure:
        return ""
    await core.failures.mark_fixed(group.id, core.operator)
    return QCoreApplication.translate("FailureActions", "Marked as fixed")


async def assign(parent: QWidget, core: Core, group: FailureGroup) -> str:
    """Ask who looks after the group. Returns the sentence to say, empty if the operator left."""
    active = [one.name for one in await core.operators.all() if one.is_active]
    me = core.operator.name
    names = [name for name in (me, *active) if name != group.owner]
    choices = [Choice(key=name, label=name) for name in dict.fromkeys(names)]
    if group.owner:
        nobody = QCoreApplication.translate("FailureActions", "Nobody")
        choices.append(Choice(key=NOBODY, label=nobody))
    chosen = await dialogs.ask_choice(
        parent,
        QCoreApplication.translate("FailureActions", "Who looks after it?"),
        QCoreApplication.translate("FailureActions", "A group that somebody has is not counted as new."),
        choices,
        confirm=QCoreApplication.translate("FailureActions", "Assign"),
    )
    if chosen is None:
        return ""
    await core.failures.assign(group.id, chosen, core.operator)
    if not chosen:
        return QCoreApplication.translate("FailureActions", "Nobody looks after it now")
    said = QCoreApplication.translate("FailureActions", "{name} looks after it now")
    return said.format(name=chosen)


async def write_note(parent: QWidget, core: Core, group: FailureGroup) -> str:
    """Ask for a note and the fix that helped. Returns the sentence to say, empty if the operator left."""

    async def save(typed: FailureNote) -> bool:
        await core.failures.write_note(group.id, typed.note, typed.known_fix, core.operator)
        return True

    if not await ask_form(FailureNoteForm(parent, group, save)):
        return ""
    return QCoreApplication.translate("FailureActions", "The note is kept")
