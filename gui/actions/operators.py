"""What an admin does with operators: each deed asks who sits here, then for the facts, calls core, tells."""

from PySide6.QtCore import QCoreApplication

from core.container import Core
from core.domain.people import Operator, Role
from gui import dialogs, texts
from gui.actions.session import ensure_fresh
from gui.forms.form_dialog import ask_form
from gui.forms.operator_forms import (
    NewOperatorForm,
    OperatorDraft,
    RenameForm,
    ResetPasswordForm,
    RoleForm,
)
from gui.widgets.page import Page


async def add(page: Page, core: Core) -> Operator | None:
    """Ask for a new operator and make it; None if the admin left."""
    if not await ensure_fresh(page, core):
        return None

    async def save(draft: OperatorDraft) -> Operator:
        return await core.operators.add(draft.name, draft.role, draft.password, core.operator)

    made = await ask_form(NewOperatorForm(page, save))
    if made is not None:
        said = QCoreApplication.translate("OperatorActions", "{name} can sign in now.")
        page.said.emit(said.format(name=made.name))
    return made


async def rename(page: Page, core: Core, operator: Operator) -> None:
    """Ask for another name."""
    if not await ensure_fresh(page, core):
        return

    async def save(name: str) -> Operator:
        return await core.operators.rename(operator.id, name, core.operator)

    changed = await ask_form(RenameForm(page, operator, save))
    if changed is not None:
        said = QCoreApplication.translate("OperatorActions", "{old} is {new} now.")
        page.said.emit(said.format(old=operator.name, new=changed.name))


async def change_role(page: Page, core: Core, operator: Operator) -> None:
    """Ask for another role."""
    if not await ensure_fresh(page, core):
        return

    async def save(role: Role) -> Operator:
        return await core.operators.change_role(operator.id, role, core.operator)

    changed = await ask_form(RoleForm(page, operator, save))
    if changed is not None:
        said = QCoreApplication.translate("OperatorActions", "The role of {name} is “{role}” now.")
        page.said.emit(said.format(name=changed.name, role=texts.role_word(changed.role)))


async def reset_password(page: Page, core: Core, operator: Operator) -> None:
    """Ask for a new password of another operator."""
    if not await ensure_fresh(page, core):
        return

    async def save(password: str) -> Operator:
        return await core.operators.reset_password(operator.id, password, core.operator)

    changed = await ask_form(ResetPasswordForm(page, operator, save))
    if changed is not None:
        said = QCoreApplication.translate("OperatorActions", "{name} has another password now.")
        page.said.emit(said.format(name=changed.name))


async def switch(page: Page, core: Core, operator: Operator) -> None:
    """Switch an operator off after a question, or on again without one."""
    if not await ensure_fresh(page, core):
        return
    if operator.is_active:
        title = QCoreApplication.translate("OperatorActions", "Switch {name} off?").format(name=operator.name)
        text = QCoreApplication.translate(
            "OperatorActions",
            "They can neither sign in nor do anything more, also in a window that is open. What they did "
            "stays. You can switch them on again.",
        )
        confirm = QCoreApplication.translate("OperatorActions", "Switch off")
        if not await dialogs.ask(page, title, text, confirm=confirm, danger=True):
            return
    changed = await core.operators.set_active(operator.id, core.operator, is_active=not operator.is_active)
    said = (
        QCoreApplication.translate("OperatorActions", "{name} may work again.")
        if changed.is_active
        else QCoreApplication.translate("OperatorActions", "{name} is switched off.")
    )
    page.said.emit(said.format(name=changed.name))
