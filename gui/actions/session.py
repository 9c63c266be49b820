"""Who sits at the desk: proving it before something dangerous, and setting one's own password."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.people import Operator
from core.domain.sign_in import Proof
from gui.forms.form_dialog import ask_form
from gui.forms.operator_forms import ConfirmForm, OwnPasswordForm, PasswordChange


async def ensure_fresh(parent: QWidget, core: Core) -> bool:
    """Ask for the password if the last proof is older than five minutes; False if the operator left.

    Call it first in every deed that is dangerous (money back, reversals, operators, secrets, break-glass).
    An operator without a password is not asked. Core refuses on its own where it was told to
    (`Sessions.require_fresh`); this only spares the operator that refusal.
    """
    if core.sessions.is_fresh(core.operator):
        return True

    async def prove(password: str) -> Proof:
        return await core.sessions.reauthenticate(core.operator, password)

    return await ask_form(ConfirmForm(parent, core.operator, prove)) is not None


async def set_own_password(parent: QWidget, core: Core) -> str:
    """Ask for a new password of one's own; returns the sentence to say, empty if the operator left."""

    async def save(change: PasswordChange) -> Operator:
        return await core.operators.set_own_password(core.operator, change.old, change.new)

    changed = await ask_form(OwnPasswordForm(parent, core.operator, save))
    if changed is None:
        return ""
    await core.reread_operator()
    return QCoreApplication.translate("SessionActions", "Your password is set.")
